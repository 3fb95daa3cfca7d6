"""The report to the Chairman (9.3): composed, edited, signed, sent; each line decided once and carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from giaoviec.duties import queries as duties
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import deciding, leading, reports_up
from giaoviec.oversight.models import ChairmanReport, Inspection, LeaderAct, ReportLine, Urging
from giaoviec.oversight.queries import reports_up as queries
from giaoviec.rules.duties import DutyKind
from tests.cast import DAY, Cast, make_cast
from tests.shell.leaders import DUE, REPORTED, before_the_chairman, composed, urged
from tests.shell.story import given, when

pytestmark = pytest.mark.django_db
K = DutyKind


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


def at_office(cast: Cast) -> dict[str, Any]:
    return when(cast, "chanhvp", REPORTED)


def chairman(cast: Cast) -> dict[str, Any]:
    return when(cast, "chutich", REPORTED)


def refused(do: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as no:
        do()
    return no.value


def owed(kind: DutyKind) -> list[tuple[str, str, date]]:
    found = Duty.objects.filter(OPEN, kind=kind)
    return list(found.values_list("agency__code", "role", "due_on"))


# ---- the Office writes


def test_a_report_is_composed_agency_by_agency_from_what_was_urged_in_vain(cast: Cast) -> None:
    urged(cast, "sxd", rows=2)
    [row] = urged(cast, "stc")
    given(cast, "phuquy", DUE)
    report = composed(cast)
    lines = queries.lines(report)
    assert [(line.agency.code, line.measure) for line in lines] == [("sxd", "urge"), ("stc", "urge")]
    assert lines[1].reason == "1 việc quá hạn, lâu nhất 21 ngày làm việc; đã đôn đốc 1 lần"
    [work] = lines[1].work.all()
    assert (work.assignment_id, work.due_on) == (row.pk, DUE)
    assert work.words == (
        "kết quả thực hiện: quá hạn 21 ngày làm việc, đã đôn đốc 1 lần, lần cuối ngày 07/12/2026, "
        "không trả lời văn bản đôn đốc"
    )
    assert "có 4 nhiệm vụ quá hạn ở 3 cơ quan" in report.opening
    assert "đề xuất 2 biện pháp đối với 2 cơ quan" in report.opening


def test_what_was_not_urged_is_not_reported(cast: Cast) -> None:
    given(cast, "sxd", DUE)
    assert queries.lines(composed(cast)) == []


def test_only_one_report_is_written_at_a_time(cast: Cast) -> None:
    first = composed(cast)
    no = refused(lambda: composed(cast))
    assert no.sentence == "Đang có một báo cáo soạn dở; hãy soạn tiếp hoặc bỏ báo cáo đó trước."
    reports_up.discard(first.pk, **at_office(cast))
    assert composed(cast).pk != first.pk


def test_lines_are_added_changed_and_taken_out_while_it_is_a_draft(cast: Cast) -> None:
    urged(cast)
    report = composed(cast)
    [line] = queries.lines(report)
    added = reports_up.add_line(
        report.pk, agency=cast.agency("phuquy"), measure="ask", reason="Chưa rõ tiến độ.", **at_office(cast)
    )
    reports_up.edit_line(line.pk, measure="inspect", reason="Chậm kéo dài.", note="Đã điện thoại.", **at_office(cast))
    assert [(one.measure, one.reason) for one in queries.lines(report)] == [
        ("inspect", "Chậm kéo dài."),
        ("ask", "Chưa rõ tiến độ."),
    ]
    reports_up.remove_line(added.pk, **at_office(cast))
    assert [one.pk for one in queries.lines(report)] == [line.pk]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"measure": "whip"}, "measure", "Chọn biện pháp đề xuất."),
        ({"reason": " "}, "reason", "Ghi lý do đề xuất."),
        ({"agency": 999_999}, "agency", "Chọn cơ quan đang được giao việc."),
    ],
)
def test_what_a_line_lacks_is_said_at_its_field(cast: Cast, changes: dict[str, Any], field: str, sentence: str) -> None:
    report = composed(cast)
    given_ = {"agency": cast.agency("sxd"), "measure": "urge", "reason": "Chậm.", **changes}
    no = refused(lambda: reports_up.add_line(report.pk, **given_, **at_office(cast)))
    assert (no.field, no.sentence, no.status) == (field, sentence, 422)


def test_two_who_write_at_once(cast: Cast) -> None:
    report = composed(cast)
    said: dict[str, Any] = {"summary": "Đề xuất", "opening": "Kính gửi", "closing": ""}
    reports_up.edit(report.pk, version=1, **said, **at_office(cast))
    with pytest.raises(Stale):
        reports_up.edit(report.pk, version=1, **said, **at_office(cast))


def test_an_empty_report_is_not_signed(cast: Cast) -> None:
    report = composed(cast)
    no = refused(lambda: reports_up.sign(report.pk, **at_office(cast)))
    assert no.sentence == "Báo cáo chưa có đề xuất nào; hãy thêm ít nhất một dòng trước khi ký."
    assert ChairmanReport.objects.get().number is None


def test_a_monitor_writes_and_the_head_of_the_office_signs(cast: Cast) -> None:
    urged(cast)
    report = composed(cast)
    assert refused(lambda: reports_up.sign(report.pk, **when(cast, "theodoi", REPORTED))).status == 403
    assert refused(lambda: reports_up.compose(**when(cast, "sxd.vanphong", REPORTED))).status == 404
    signed = reports_up.sign(report.pk, **at_office(cast))
    assert (signed.full_number, signed.signer_authority, signed.signer_post, signed.signer_name) == (
        "01/BC-VP", "", "CHÁNH VĂN PHÒNG", "Nguyễn Đức Thắng"
    )  # fmt: skip


def test_what_was_signed_is_not_changed_any_more(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    for do in (
        lambda: reports_up.edit_line(line.pk, measure="ask", reason="Khác.", **at_office(cast)),
        lambda: reports_up.remove_line(line.pk, **at_office(cast)),
        lambda: reports_up.discard(line.report_id, **at_office(cast)),
        lambda: reports_up.sign(line.report_id, **at_office(cast)),
    ):
        assert refused(do).sentence == "Báo cáo 01/BC-VP đã ký nên không sửa được; hãy soạn báo cáo mới."


def test_a_report_is_sent_once_and_owes_the_chairmans_decision(cast: Cast) -> None:
    urged(cast)
    report = composed(cast)
    assert "hãy ký trước khi gửi" in refused(lambda: reports_up.send(report.pk, **at_office(cast))).sentence
    reports_up.sign(report.pk, **at_office(cast))
    assert queries.get(cast.actor("chutich"), report.pk) is None
    reports_up.send(report.pk, **at_office(cast))
    assert refused(lambda: reports_up.send(report.pk, **at_office(cast))).sentence == "Báo cáo đã gửi ngày 28/12/2026."
    assert owed(K.DECIDE_REPORT) == [("ubnd", "chairman", date(2026, 12, 31))]
    for who in ("chutich", "troly"):
        assert [line.report_id for line in queries.waiting(cast.actor(who))[1]] == [report.pk]
        [told] = duties.notices_for(cast.actor(who))
        assert told.kind == "send_report_up"
    assert queries.waiting(cast.actor("pct.kinhte")) == (0, [])
    assert queries.get(cast.actor("sxd.giamdoc"), report.pk) is None


# ---- the Chairman decides


def test_agreeing_to_urge_drafts_the_offices_letter_and_the_office_owes_it(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    done = deciding.decide(line.pk, decision="agree", text="Làm ngay.", **chairman(cast))
    assert (done.decision, done.decided_measure, done.decided_by_text) == ("agree", "urge", "Trần Quang Minh")
    letter = Urging.objects.get(pk=done.result_id or 0)
    assert (letter.stage, letter.agency.code) == ("drafted", "sxd")
    assert [item.assignment_id for item in letter.items.all()] == [line.work.get().assignment_id]
    assert owed(K.CARRY_OUT) == [("vp", "monitor", date(2026, 12, 30))]
    assert owed(K.DECIDE_REPORT) == []
    assert ChairmanReport.objects.get().stage == "decided"
    assert "Làm ngay" not in Event.objects.filter(verb="decide_report_line").get().facts


def test_the_office_says_what_it_did_of_a_decision_once(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    deciding.decide(line.pk, decision="agree", **chairman(cast))
    assert refused(lambda: deciding.carried_out(line.pk, note="", **at_office(cast))).field == "note"
    assert refused(lambda: deciding.carried_out(line.pk, note="x", **chairman(cast))).status == 404
    deciding.carried_out(line.pk, note="Đã gửi công văn 02/VP-TH.", **at_office(cast))
    assert owed(K.CARRY_OUT) == []
    with pytest.raises(Stale):
        deciding.carried_out(line.pk, note="Lần nữa.", **at_office(cast))


def test_another_measure_a_sudden_inspection_is_decided_at_once(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    done = deciding.decide(line.pk, decision="change", measure="inspect", **chairman(cast))
    made = Inspection.objects.get(pk=done.result_id or 0)
    assert (made.kind, made.state, made.number) == ("sudden", "decided", "phê duyệt tại Báo cáo 01/BC-VP")
    assert [one.agency.code for one in made.inspected.all()] == ["sxd"]
    assert (owed(K.DECIDE_INSPECTION), owed(K.CARRY_OUT)) == ([], [])


def test_a_criticism_arrives_as_a_note_and_stands_with_the_agency(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    deciding.decide(line.pk, decision="change", measure="criticise", text="Chậm, không báo cáo.", **chairman(cast))
    row = LeaderAct.objects.get()
    assert (row.kind, row.agency.code, row.text, row.due_on) == ("criticise", "sxd", "Chậm, không báo cáo.", None)
    assert duties.notices_for(cast.actor("sxd.giamdoc"))[0].kind == "lead_criticise"
    assert refused(lambda: leading.answer(row.pk, text="x", **when(cast, "sxd.giamdoc", REPORTED))).status == 409


def test_asking_the_agency_is_a_measure_that_owes_an_answer(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    deciding.decide(line.pk, decision="change", measure="ask", **chairman(cast))
    assert owed(K.ANSWER_LEADER) == [("sxd", "", date(2026, 12, 30))]
    assert "Rà soát các vị trí sạt lở" in LeaderAct.objects.get().text


def test_another_date_or_lead_is_the_offices_to_carry_out(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    done = deciding.decide(line.pk, decision="change", measure="shift", text="Lùi đến 15/1.", **chairman(cast))
    assert (done.result_id, owed(K.CARRY_OUT)) == (None, [("vp", "monitor", date(2026, 12, 30))])


def test_what_is_declined_has_no_consequence(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    assert refused(lambda: deciding.decide(line.pk, decision="decline", **chairman(cast))).field == "text"
    deciding.decide(line.pk, decision="decline", text="Đã trao đổi trực tiếp.", **chairman(cast))
    assert (owed(K.CARRY_OUT), LeaderAct.objects.count(), Inspection.objects.count()) == ([], 0, 0)


def test_a_line_is_decided_once(cast: Cast) -> None:
    first, second = before_the_chairman(cast, "sxd", "stc")
    deciding.decide(first.pk, decision="agree", **chairman(cast))
    no = refused(lambda: deciding.decide(first.pk, decision="decline", text="Thôi.", **chairman(cast)))
    assert no.sentence == "Trần Quang Minh đã quyết định đề xuất này ngày 28/12/2026: đồng ý."
    assert ReportLine.objects.get(pk=first.pk).decision == "agree"
    assert [line.pk for line in queries.waiting(cast.actor("chutich"))[1]] == [second.pk]
    assert len(owed(K.DECIDE_REPORT)) == 1


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"decision": ""}, "decision", "Chọn đồng ý, biện pháp khác hoặc không thực hiện."),
        ({"decision": "change"}, "measure", "Chọn biện pháp đề xuất."),
        (
            {"decision": "change", "measure": "urge"},
            "measure",
            "Biện pháp khác phải khác biện pháp Văn phòng đề xuất.",
        ),
    ],
)
def test_a_decision_that_lacks_something(cast: Cast, sent: dict[str, Any], field: str, sentence: str) -> None:
    [line] = before_the_chairman(cast)
    no = refused(lambda: deciding.decide(line.pk, **sent, **chairman(cast)))
    assert (no.field, no.sentence, no.status) == (field, sentence, 422)


@pytest.mark.parametrize(
    ("who", "status"), [("troly", 403), ("pct.kinhte", 403), ("chanhvp", 403), ("stc.giamdoc", 404)]
)
def test_nobody_decides_but_the_chairman(cast: Cast, who: str, status: int) -> None:
    [line] = before_the_chairman(cast)
    no = refused(lambda: deciding.decide(line.pk, decision="agree", **when(cast, who, REPORTED)))
    assert no.status == status
    assert ReportLine.objects.get().decision == ""


def test_who_stands_in_for_the_chairman_decides(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    instead = {**chairman(cast), "by": cast.actor("pct.kinhte", for_="chutich")}
    assert deciding.decide(line.pk, decision="agree", **instead).decided_by_text == "Lê Hoàng Nam, thay Trần Quang Minh"


def test_a_question_on_a_line_comes_back_answered_and_the_line_still_waits(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    asked = deciding.ask(line.pk, text="Đã làm việc với Sở chưa?", **chairman(cast))
    assert owed(K.ANSWER_LEADER) == [("vp", "", date(2026, 12, 30))]
    leading.answer(asked.pk, text="Đã làm việc ngày 21/12.", **when(cast, "theodoi", REPORTED))
    assert owed(K.ANSWER_LEADER) == []
    _, [waits] = queries.waiting(cast.actor("chutich"))
    assert [one.answer for one in waits.led.all()] == ["Đã làm việc ngày 21/12."]
    deciding.decide(line.pk, decision="agree", **chairman(cast))
    assert "đã được quyết định" in refused(lambda: deciding.ask(line.pk, text="Nữa?", **chairman(cast))).sentence


def test_an_assistants_question_on_a_line_waits_for_the_chairman(cast: Cast) -> None:
    [line] = before_the_chairman(cast)
    asked = deciding.ask(line.pk, text="Đã làm việc với Sở chưa?", **when(cast, "troly", REPORTED))
    assert (asked.approved_on, owed(K.ANSWER_LEADER)) == (None, [])
    leading.approve(asked.pk, **chairman(cast))
    assert owed(K.ANSWER_LEADER) == [("vp", "", date(2026, 12, 30))]
