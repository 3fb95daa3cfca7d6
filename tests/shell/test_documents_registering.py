"""Registering (6.1a–b, 7.1): what must be there, twice the same, corrections, what the Office owes by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from giaoviec.documents import actions, queries
from giaoviec.documents.models import Attachment, Blob, Document, Draft, Passage, Refusal, Revision
from giaoviec.documents.particulars import NewDocument, problems
from giaoviec.duties import queries as duties
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from giaoviec.rules.documents import Group, Issuer, Source
from tests.cast import Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WHEN: dict[str, Any] = {"on": MONDAY, "at": AT}

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def directive(**changes: Any) -> NewDocument:
    new = NewDocument(
        type="directive",
        symbol_text="21/CT-UBND",
        summary="Tăng cường phòng, chống sạt lở các tuyến đèo",
        issued_on=date(2026, 11, 20),
        signer="Trần Quang Minh",
        signer_title="Chủ tịch",
        text="Chủ tịch yêu cầu:\n1. Sở Xây dựng rà soát các vị trí sạt lở, báo cáo trước ngày 05/12/2026.",
    )
    return replace(new, **changes)


def registered(cast: Cast, **changes: Any) -> Document:
    return actions.register(directive(**changes), by=cast.actor("vanthu"), **WHEN)


def test_a_document_is_registered_with_its_group_and_the_offices_day_to_forward_it(cast: Cast) -> None:
    document = registered(cast)
    assert (document.full_symbol, document.symbol_key, document.number) == ("21/CT-UBND", "21/CT-UBND", "21")
    assert (document.group, document.issuer, document.on) == (Group.COMMITTEE_DOCUMENT, cast.agency("ubnd"), MONDAY)
    [owed] = duties.owed_by(cast.actor("vanthu"), MONDAY)
    assert (owed.kind, owed.due_on, owed.subject_id) == ("register", MONDAY, document.pk)
    assert Event.objects.get().subject_id == document.pk
    assert "sạt lở" not in Event.objects.get().facts


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"summary": " "}, "summary", "Hãy nhập trích yếu."),
        ({"symbol_text": ""}, "symbol_text", "Hãy nhập số, ký hiệu văn bản, ví dụ 21/CT-UBND."),
        ({"signer": ""}, "signer", "Hãy nhập người ký văn bản."),
        ({"drafting_text": ""}, "drafting_agency", "Hãy chọn cơ quan trình ban hành, hoặc đánh dấu “không ghi”."),
        (
            {"issued_on": date(2026, 11, 24)},
            "issued_on",
            "Ngày ban hành 24/11/2026 sau ngày vào sổ 23/11/2026; hãy xem lại.",
        ),
        ({"received_on": date(2026, 11, 19)}, "received_on", "Ngày nhận trước ngày ban hành; hãy xem lại hai ngày."),
        ({"source": Source.VICE_CHAIRMAN}, "directed_by", "Hãy chọn Phó Chủ tịch đã chỉ đạo."),
        ({"signer": "Minh\x00"}, "signer", "Có ký tự điều khiển trong nội dung; hãy gõ lại."),
        ({"summary": "x" * 2001}, "summary", "Nội dung dài quá 2000 ký tự; hãy rút gọn."),
        ({"type": "poem"}, "type", "Hãy chọn loại văn bản trong danh sách."),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, changes: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        registered(cast, **changes)
    assert (refused.value.field, refused.value.sentence, refused.value.status) == (field, sentence, 422)
    assert refused.value.ground is not None
    assert not Document.objects.exists()
    assert not Event.objects.exists()


def test_a_symbol_that_cannot_be_read_names_the_forms_that_can(cast: Cast) -> None:
    [problem] = problems(directive(symbol_text="công văn hai mốt"), on=MONDAY)
    assert problem.field == "symbol_text"
    assert "26/2015/QĐ-UBND" in problem.sentence


def test_the_same_issuer_number_symbol_and_day_is_one_document_however_it_is_spelled(cast: Cast) -> None:
    first = registered(cast)
    with pytest.raises(actions.Duplicate) as refused:
        registered(cast, symbol_text="021 / CT–UBND")
    assert refused.value.document_id == first.pk
    assert refused.value.status == 409
    assert registered(cast, symbol_text="21/CT-UBND", issued_on=date(2025, 11, 20)).pk != first.pk


def test_a_document_with_the_same_symbol_in_the_same_year_or_the_same_summary_that_day_is_like_it(cast: Cast) -> None:
    first = registered(cast)
    like: dict[str, Any] = {"issuer_text": first.issuer_text, "issued_on": date(2026, 11, 19), "summary": "Khác"}
    assert queries.similar(symbol_key="21/CT-UBND", **like) == [first]
    same_words = like | {"issued_on": first.issued_on, "summary": "tang cuong phong chong sat lo cac tuyen deo"}
    assert queries.similar(symbol_key="99/KH-UBND", **same_words) == [first]
    assert queries.similar(symbol_key="99/KH-UBND", **like) == []


def test_a_direct_instruction_needs_who_took_it_down_and_no_number(cast: Cast) -> None:
    oral = directive(kind="oral", symbol_text="", signer="", issuer=Issuer.CHAIRMAN, source=Source.CHAIRMAN)
    with pytest.raises(Refused, match="người ghi lại ý kiến"):
        actions.register(oral, by=cast.actor("troly"), **WHEN)
    document = actions.register(replace(oral, taken_down_by="Phan Thị Mai"), by=cast.actor("troly"), **WHEN)
    assert (document.type, document.group, document.directed_by) == (
        "oral_instruction",
        Group.CHAIRMAN_DOCUMENT,
        cast.person("chutich"),
    )


def test_a_document_of_the_government_is_counted_from_its_receipt(cast: Cast) -> None:
    national = directive(
        issuer=Issuer.PRIME_MINISTER,
        source=Source.PRIME_MINISTER,
        type="telegram",
        symbol_text="112/CĐ-TTg",
        issued_on=date(2026, 11, 16),
        received_on=MONDAY,
    )
    document = actions.register(national, by=cast.actor("vanthu"), **WHEN)
    assert (document.group, document.issuer_text) == (Group.GOVERNMENT, "Thủ tướng Chính phủ")
    assert queries.register_dues([document.pk]) == {document.pk: date(2026, 11, 25)}


def test_who_directs_must_fit_who_issued(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        registered(cast, source=Source.GOVERNMENT)
    assert (refused.value.field, refused.value.ground.code) == ("source", "QC 1.3")  # type: ignore[union-attr]


def test_a_document_older_than_the_first_profile_owes_nothing(cast: Cast) -> None:
    document = registered(cast, issued_on=date(2015, 6, 1))
    assert queries.register_dues([document.pk]) == {}


@pytest.mark.parametrize("username", ["stc.vanphong", "chutich", "quantri", "kiemtoan"])
def test_only_the_office_registers(cast: Cast, username: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.register(directive(), by=cast.actor(username), **WHEN)
    assert refused.value.status == 403
    assert not Document.objects.exists()


def test_a_correction_keeps_the_old_value_the_reason_and_moves_the_offices_day(cast: Cast) -> None:
    document = registered(cast)
    corrected = actions.correct(
        document,
        {"issued_on": date(2026, 11, 18), "signer": "Lê Hoàng Nam"},
        reason="Nhập nhầm ngày",
        by=cast.actor("vanthu"),
        **WHEN,
    )
    assert (corrected.issued_on, corrected.signer) == (date(2026, 11, 18), "Lê Hoàng Nam")
    assert [(r.field, r.old, r.new, r.reason) for r in Revision.objects.order_by("field")] == [
        ("issued_on", "20/11/2026", "18/11/2026", "Nhập nhầm ngày"),
        ("signer", "Trần Quang Minh", "Lê Hoàng Nam", "Nhập nhầm ngày"),
    ]
    assert queries.register_dues([document.pk]) == {document.pk: date(2026, 11, 19)}


def test_a_correction_needs_a_reason_and_a_change(cast: Cast) -> None:
    document, clerk = registered(cast), cast.actor("vanthu")
    with pytest.raises(Refused, match="Hãy nêu lý do sửa"):
        actions.correct(document, {"signer": "Khác"}, reason=" ", by=clerk, **WHEN)
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        actions.correct(document, {"signer": document.signer}, reason="Xem lại", by=clerk, **WHEN)


def test_a_correction_cannot_make_a_document_another_one(cast: Cast) -> None:
    registered(cast)
    other = registered(cast, symbol_text="22/CT-UBND")
    with pytest.raises(actions.Duplicate):
        actions.correct(other, {"symbol_text": "21/CT-UBND"}, reason="Sửa số", by=cast.actor("vanthu"), **WHEN)


def test_no_task_in_it_ends_the_offices_duty_and_the_second_person_is_told(cast: Cast) -> None:
    document, clerk = registered(cast), cast.actor("vanthu")
    span = actions.Span(0, 17, "not_task")
    actions.confirm_no_task(document, spans=[span], by=clerk, **WHEN)
    document.refresh_from_db()
    assert (document.has_tasks, document.judged_on) == (False, MONDAY)
    assert duties.owed_by(clerk, MONDAY) == []
    assert [(p.start, p.end, p.verdict) for p in queries.passages_of(document)] == [(0, 17, "not_task")]
    with pytest.raises(Stale):
        actions.confirm_no_task(document, by=cast.actor("theodoi"), **WHEN)
    assert Passage.objects.count() == 1
    with pytest.raises(Refused, match="không sửa toàn văn được nữa"):
        actions.correct(document, {"text": "Khác"}, reason="x", by=clerk, **WHEN)


def test_a_document_registered_by_mistake_is_taken_back_and_may_come_again(cast: Cast) -> None:
    document = registered(cast)
    actions.unregister(document, reason="Vào nhầm sổ", by=cast.actor("vanthu"), **WHEN)
    assert queries.get(cast.actor("vanthu"), document.pk) is None
    assert duties.owed_by(cast.actor("vanthu"), MONDAY) == []
    assert registered(cast).pk != document.pk


def test_what_is_marked_secret_leaves_one_line_without_content(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        registered(cast, text="ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nMẬT\nSố: 21/CT-UBND\nSở Xây dựng rà soát các kho đạn.")
    assert (refused.value.status, refused.value.ground.code) == (422, "QC 6.2")  # type: ignore[union-attr]
    assert "kho đạn" not in refused.value.sentence
    [line] = Refusal.objects.all()
    assert (line.person_id, line.channel, line.at) == (cast.person("vanthu").pk, "form", AT)
    for model in (Document, Event, Attachment, Blob):
        assert not model.objects.exists()


def test_a_draft_that_turns_out_secret_is_gone_whole(cast: Cast) -> None:
    clerk = cast.actor("vanthu")
    actions.save_draft(clerk, "vao-so", {"fields": {"summary": "Kho vũ khí"}}, at=AT)
    assert queries.draft(clerk.person_id, "vao-so") is not None
    with pytest.raises(Refused):
        actions.save_draft(clerk, "vao-so", {"fields": {"summary": "Kho vũ khí", "text": "MẬT"}}, at=AT)
    assert not Draft.objects.exists()
