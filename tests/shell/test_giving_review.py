"""It gets better in use: what the reader proposed is kept, corrections are counted by kind, habits are data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from giaoviec.assignments.actions.give import Sending, give
from giaoviec.assignments.completeness import NewTask
from giaoviec.assignments.giving.review import KINDS, review
from giaoviec.cli import main
from giaoviec.documents import actions
from giaoviec.documents.models import Document, Habit, Proposal
from giaoviec.documents.particulars import NewDocument
from giaoviec.documents.proposing import digest_of, proposed, read_text
from giaoviec.journal.errors import Refused, Stale
from giaoviec.reading import VERSION, read
from giaoviec.rules.tasks import Deliverable
from tests.cast import Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SURVEY = "Rà soát, lập danh mục vị trí có nguy cơ, báo cáo Ủy ban nhân dân tỉnh trước ngày 05/12/2026."
MONEY = "Cân đối nguồn dự phòng ngân sách, trình Ủy ban nhân dân tỉnh trước ngày 15/12/2026."
PEOPLE = "Theo dõi, tổng hợp tình hình thực hiện, báo cáo Ủy ban nhân dân tỉnh trước ngày 20/12/2026."
TEXT = f"""CHỈ THỊ
Về phòng, chống sạt lở các tuyến đèo

Thời gian qua, mưa lớn đã gây sạt lở tại nhiều vị trí. Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng
- {SURVEY}
2. Sở Tài chính
- {MONEY}
3. Sở Nội vụ
- {PEOPLE}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any, tmp_path: Path, set_day: Callable[[date], None]) -> Cast:
    settings.DATA_DIR = tmp_path
    set_day(MONDAY)
    return make_cast()


def registered(cast: Cast, text: str = TEXT, number: str = "21/CT-UBND") -> Document:
    new = NewDocument(
        type="directive", symbol_text=number, summary="x", issued_on=date(2026, 11, 20), signer="A", text=text
    )
    return actions.register(new, by=cast.actor("vanthu"), on=MONDAY, at=AT)


def a_task(cast: Cast, words: str, lead: str, due_on: date, **more: Any) -> NewTask:
    start = TEXT.index(words)
    found: dict[str, Any] = {
        "content": words.rstrip("."),
        "leads": (cast.agency(lead).pk,),
        "due_text": f"trước ngày {due_on:%d/%m/%Y}",
        "due_on": due_on,
        "deliverable": Deliverable.REPORT,
        "monitoring_unit_id": cast.unit("tonghop").pk,
        "start": start,
        "end": start + len(words),
    }
    return NewTask(**(found | more))


def given(cast: Cast, *tasks: NewTask) -> Document:
    document = registered(cast)
    give(document, tasks, by=cast.actor("vanthu"), on=MONDAY, at=AT, sending=Sending())
    return document


# What was proposed


def test_registering_keeps_what_this_version_of_the_reader_proposed(cast: Cast) -> None:
    document = registered(cast)
    row = Proposal.objects.get()
    assert (row.document, row.reader_version, row.text_sha256) == (document, VERSION, digest_of(TEXT))
    assert row.data == json.loads(json.dumps(read(TEXT).as_json()))
    assert (row.act, row.on) == (document.act, MONDAY)


def test_a_text_that_is_corrected_is_read_again_and_the_first_proposal_stays(cast: Cast) -> None:
    document = registered(cast)
    again = f"{TEXT}4. Thanh tra tỉnh\nKiểm tra việc thực hiện, báo cáo trước ngày 25/12/2026.\n"
    actions.correct(document, {"text": again}, reason="thiếu trang", by=cast.actor("vanthu"), on=MONDAY, at=AT)
    assert Proposal.objects.count() == 2
    assert len(proposed(document)["tasks"]) == 4


def test_what_was_registered_without_a_proposal_keeps_one_when_it_is_judged(cast: Cast) -> None:
    document = registered(cast)
    Proposal.objects.all().delete()
    assert len(proposed(document)["tasks"]) == 3
    assert not Proposal.objects.exists(), "looking writes nothing"
    actions.confirm_no_task(document, by=cast.actor("vanthu"), on=MONDAY, at=AT)
    assert Proposal.objects.get().document == document


def test_a_programme_and_a_document_without_text_have_no_proposal(cast: Cast) -> None:
    registered(cast, text="", number="1/CT-UBND")
    programme = NewDocument(
        kind="programme",
        type="programme",
        symbol_text="2/CTr-UBND",
        summary="y",
        issued_on=MONDAY,
        signer="A",
        text="A\tSở Tài chính",
    )
    actions.register(programme, by=cast.actor("vanthu"), on=MONDAY, at=AT)
    assert not Proposal.objects.exists()


# Corrections


def test_what_is_given_as_proposed_is_no_correction(cast: Cast) -> None:
    given(
        cast,
        a_task(cast, SURVEY, "sxd", date(2026, 12, 5)),
        a_task(cast, MONEY, "stc", date(2026, 12, 15), deliverable=Deliverable.SUBMIT),
        a_task(cast, PEOPLE, "snv", date(2026, 12, 20)),
    )
    found = review()
    assert (found.documents, found.proposed, found.given, found.whole, found.changes) == (1, 3, 3, 3, ())


def test_each_kind_of_correction_is_found(cast: Cast) -> None:
    introduction = "Thời gian qua, mưa lớn đã gây sạt lở tại nhiều vị trí."
    helping = (cast.agency("stc").pk,)
    given(
        cast,
        a_task(cast, SURVEY, "snnmt", date(2026, 12, 6), collaborators=helping),
        a_task(cast, MONEY, "stc", date(2026, 12, 15), content="Bố trí kinh phí", deliverable=Deliverable.CARRY_OUT),
        a_task(cast, introduction, "sxd", date(2026, 12, 30)),
    )
    found = review()
    assert {kind: [(c.proposed, c.given) for c in found.of(kind)] for kind in KINDS} == {
        "missed": [("", introduction.rstrip("."))],
        "extra": [(PEOPLE.rstrip("."), "")],
        "split": [],
        "joined": [],
        "lead": [("Sở Xây dựng", "Sở Nông nghiệp và Môi trường")],
        "collaborator": [("không có", "Sở Tài chính")],
        "deadline": [("trước ngày 05/12/2026", "trước ngày 06/12/2026")],
        "content": [(MONEY.rstrip("."), "Bố trí kinh phí")],
        "deliverable": [("trình", "hoàn thành")],
    }
    assert (found.given, found.whole) == (3, 0)


def test_a_proposal_that_was_split_is_one_correction(cast: Cast) -> None:
    survey, report = "Rà soát, lập danh mục vị trí có nguy cơ", "báo cáo Ủy ban nhân dân tỉnh trước ngày 05/12/2026."
    given(
        cast,
        a_task(cast, survey, "sxd", date(2026, 12, 5)),
        a_task(cast, report, "snv", date(2026, 12, 5)),
        a_task(cast, MONEY, "stc", date(2026, 12, 15), deliverable=Deliverable.SUBMIT),
        a_task(cast, PEOPLE, "snv", date(2026, 12, 20)),
    )
    found = review()
    assert [(c.kind, c.proposed, c.given) for c in found.changes] == [
        ("split", SURVEY.rstrip("."), f"{survey} + {report.rstrip('.')}")
    ]
    assert (found.proposed, found.given, found.whole) == (3, 4, 2)


def test_proposals_that_were_joined_are_one_correction(cast: Cast) -> None:
    both = TEXT[TEXT.index(SURVEY) : TEXT.index(MONEY) + len(MONEY)]
    given(
        cast,
        a_task(cast, both, "sxd", date(2026, 12, 15), deliverable=Deliverable.SUBMIT, content="Rà soát, cân đối"),
        a_task(cast, PEOPLE, "snv", date(2026, 12, 20)),
    )
    found = review()
    joined = f"{SURVEY.rstrip('.')} + {MONEY.rstrip('.')}"
    assert [(c.kind, c.proposed, c.given) for c in found.changes] == [("joined", joined, "Rà soát, cân đối")]
    assert (found.proposed, found.given, found.whole) == (3, 2, 1)


def test_a_passage_whose_ends_were_moved_is_the_same_proposal(cast: Cast) -> None:
    shorter = SURVEY.removeprefix("Rà soát, ")
    given(
        cast,
        a_task(cast, shorter, "sxd", date(2026, 12, 5), content=SURVEY.rstrip(".")),
        a_task(cast, MONEY, "stc", date(2026, 12, 15), deliverable=Deliverable.SUBMIT),
        a_task(cast, PEOPLE, "snv", date(2026, 12, 20)),
    )
    assert review().changes == ()


def test_the_command_prints_counts_and_examples_and_ends_well(cast: Cast, capsys: Any) -> None:
    given(cast, a_task(cast, SURVEY, "stc", date(2026, 12, 5)))
    assert main(["reader-review", "--examples", "1"]) == 0
    printed = capsys.readouterr().out
    assert "1 văn bản đã xét, 3 đề xuất, 1 nhiệm vụ đã giao, 0 giữ nguyên như đề xuất." in printed
    assert "cơ quan chủ trì         1\n    21/CT-UBND: “Sở Xây dựng” → “Sở Tài chính”" in printed
    assert "đề xuất thừa            2" in printed
    assert main(["reader-review", "--json", "--since", "2026-11-24"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 0


# Habits

PRAISE = "Sở Tài chính giữ gìn nền nếp công vụ theo phương châm ba cùng."


def verdicts(text: str) -> list[str]:
    return [clause["verdict"] for clause in read_text(text)["clauses"]]


def add(cast: Cast, kind: str, phrase: str, meaning: str = "") -> Habit:
    return actions.add_habit(kind, phrase, meaning, by=cast.actor("chanhvp"), on=MONDAY, at=AT)


def test_a_phrase_of_the_province_decides_what_is_a_task(cast: Cast) -> None:
    order = "Sở Tài chính báo cáo kết quả trước ngày 15/12/2026."
    assert verdicts(order) == ["task"]
    add(cast, "not_task", "báo cáo kết quả")
    assert verdicts(order) == ["not_task"]
    add(cast, "task", "phương châm ba cùng")
    assert verdicts(PRAISE) == ["task"]


def test_a_habitual_term_means_what_the_province_says(cast: Cast) -> None:
    text = "Sở Tài chính báo cáo kết quả trong kỳ giao ban tới."
    assert read_text(text)["tasks"][0]["due"] is None
    add(cast, "term", "trong kỳ giao ban tới", "trước ngày 05 hằng tháng")
    assert read_text(text)["tasks"][0]["due"]["kind"] == "recurring"


def test_a_habit_that_is_taken_back_has_no_effect_any_more(cast: Cast) -> None:
    row = add(cast, "not_task", "báo cáo kết quả")
    actions.drop_habit(row.pk, by=cast.actor("chanhvp"), on=MONDAY, at=AT)
    assert verdicts("Sở Tài chính báo cáo kết quả trước ngày 15/12/2026.") == ["task"]
    with pytest.raises(Stale):
        actions.drop_habit(row.pk, by=cast.actor("chanhvp"), on=MONDAY, at=AT)


@pytest.mark.parametrize(
    ("kind", "phrase", "meaning", "sentence"),
    [
        ("task", "ba", "", "dài ít nhất 4 ký tự"),
        ("term", "trong kỳ giao ban", "khẩn trương", "không phải là một thời hạn"),
        ("task", "BÁO CÁO kết quả", "", "đã có trong danh sách"),
    ],
)
def test_what_makes_no_habit_is_refused(cast: Cast, kind: str, phrase: str, meaning: str, sentence: str) -> None:
    add(cast, "not_task", "báo cáo kết quả")
    with pytest.raises(Refused, match=sentence):
        add(cast, kind, phrase, meaning)


def test_the_page_of_habits_lists_tries_adds_and_drops(cast: Cast) -> None:
    client = cast.client("chanhvp")
    here = "/quan-tri/thoi-quen-doc/"
    tried = client.get(here, {"thu": "Sở Tài chính báo cáo trước ngày 15/12/2026."}).content.decode()
    assert "<strong>nhiệm vụ</strong>" in tried
    assert "chủ trì: Sở Tài chính" in tried
    assert client.post(here, {"kind": "not_task", "phrase": "để theo dõi"}).status_code == 302
    assert "để theo dõi" in client.get(here).content.decode()
    wrong = client.post(here, {"kind": "term", "phrase": "kỳ tới", "meaning": "sớm"})
    assert (wrong.status_code, "kỳ tới" in wrong.content.decode()) == (422, True)
    assert client.post(f"{here}{Habit.objects.get().pk}/bo/").status_code == 302
    assert "Chưa có cụm từ nào" in client.get(here).content.decode()


@pytest.mark.parametrize("username", ["vanthu", "stc.vanphong", "quantri", "kiemtoan"])
def test_habits_are_for_the_head_of_the_office(cast: Cast, username: str) -> None:
    assert cast.client(username).get("/quan-tri/thoi-quen-doc/").status_code == 404
