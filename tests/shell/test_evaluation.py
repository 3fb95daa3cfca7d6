"""Sheets of a year through the actions: made, contested, amended beside, locked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giaoviec.duties.models import Duty, Notice
from giaoviec.evaluation import actions
from giaoviec.evaluation.models import Contest, Kind, Round, Sheet, SheetLine, Stage, YearLock
from giaoviec.evaluation.queries import sheets
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from giaoviec.reporting.queries import ALL, figures
from giaoviec.rules.schemes import SHIPPED
from giaoviec.rules.scoring import NOT
from giaoviec.rules.tasks import Quality
from tests.shell.counted import Counted
from tests.shell.evaluation import confirm_cause, contested, doing, line_of, made, make_evaluated, sheet_of

pytestmark = pytest.mark.django_db
AGREED: dict[str, Any] = {"granted": True, "decision": "Có văn bản của bộ.", "given": NOT}


@pytest.fixture
def world() -> Counted:
    return make_evaluated()


def test_a_sheet_counts_each_task_and_says_why(world: Counted) -> None:
    """Sở Tài chính: one undone and overdue, one in time, one poor after a rejection."""
    made(world)
    sheet = sheet_of("stc")
    assert sheet.sums == ((200, 3), (150, 3), (200, 3))
    assert sheet.points == Decimal("61.67")
    assert [(line.given, line.why) for line in sheets.lines(sheet)] == [
        ((0, 0, 0), "quá hạn chưa xong: không có điểm"),
        (
            (100, 50, 100),
            "đã thực hiện đúng hạn; kết quả chưa bảo đảm chất lượng, 1 lần chưa được xác nhận vì chất lượng: mất 50% chất lượng",
        ),
        ((100, 100, 100), "đã thực hiện đúng hạn"),
    ]


def test_a_late_result_loses_a_quarter_and_what_is_not_due_does_not_count(world: Counted) -> None:
    made(world)
    sheet = sheet_of("sxd")
    assert (sheet.points, sheet.number, sheet.works) == (Decimal("90.00"), 1, 2)
    assert sheet.sums == ((100, 1), (100, 1), (75, 1))


def test_a_head_has_the_lines_of_his_agency_in_thirds_of_seventy(world: Counted) -> None:
    made(world)
    head = sheet_of("stc", Kind.HEAD)
    assert (head.label, head.post) == ("Phạm Văn Thịnh", "Giám đốc, Sở Tài chính")
    assert head.points == Decimal("42.78")
    assert list(sheets.lines(head)) == list(sheets.lines(sheet_of("stc")))


def test_what_was_given_on_inside_makes_the_sheets_of_unit_and_officer(world: Counted) -> None:
    made(world)
    assert sheet_of("sxd", Kind.UNIT).points == Decimal("100.00")
    officer = sheet_of("sxd", Kind.OFFICER)
    assert (officer.label, officer.points) == ("Mai Thanh Sơn", Decimal("70.00"))
    assert [line.content for line in sheets.lines(officer)] == ["Khảo sát."]


def test_an_agency_without_a_task_that_counts_has_a_sheet_without_points(world: Counted) -> None:
    made(world)
    for code, works in (("phuquy", 1), ("snv", 0)):
        sheet = sheet_of(code)
        assert (sheet.points, sheet.rank, sheet.works) == (None, None, works)


def test_an_objective_cause_counts_once_it_is_confirmed(world: Counted) -> None:
    confirm_cause(world)
    made(world)
    sheet = sheet_of("stc")
    assert sheet.sums == ((200, 2), (150, 2), (200, 2))
    assert line_of(world, "late").given == NOT


def test_a_cause_found_not_objective_counts_nothing(world: Counted) -> None:
    confirm_cause(world, objective=False)
    made(world)
    assert line_of(world, "late").given == (0, 0, 0)


def test_an_extension_that_was_decided_is_the_day_by_which_it_is_judged(world: Counted) -> None:
    world.do(
        "chanhvp", "set_due", world.rows["late"], due_on=date(2027, 1, 20), reason="Cho lùi.", on=date(2026, 12, 14)
    )
    made(world)
    assert line_of(world, "late").why == "chưa đến hạn: không tính"


def test_sheets_hold_as_many_tasks_as_the_figures_of_the_period(world: Counted) -> None:
    one = made(world)
    table = figures(ALL, one.last, since=one.first, known_at=one.known_at, by="agency")
    counted = {int(row.key): row.figures["total"].value for row in table.rows}
    worked = Sheet.objects.filter(kind=Kind.AGENCY, works__gt=0)
    assert dict(worked.values_list("agency_id", "works")) == {key: n for key, n in counted.items() if n}


def test_what_happens_afterwards_does_not_change_a_sheet(world: Counted) -> None:
    made(world)
    before = [(line.values, line.sheet.points) for line in SheetLine.objects.select_related("sheet")]
    world.go(1)
    world.do("stc.vanphong", "claim", world.rows["late"], content="Xong.")
    world.do("theodoi", "confirm", world.rows["late"], quality=Quality.GOOD)
    assert [(line.values, line.sheet.points) for line in SheetLine.objects.select_related("sheet")] == before


def test_agencies_are_ranked_among_their_kind_with_intervals(world: Counted) -> None:
    made(world)
    ranked = Sheet.objects.filter(rank__isnull=False)
    assert {sheet.kind for sheet in ranked} == {Kind.AGENCY}
    stc, sxd = sheet_of("stc"), sheet_of("sxd")
    assert (sxd.rank, stc.rank) == (1, 2)
    assert stc.rank_first is not None and stc.rank_last is not None and stc.low is not None
    assert stc.rank_first <= 2 <= stc.rank_last
    assert sheet_of("sxd").steady == Decimal("70.68")


def test_those_concerned_are_told(world: Counted) -> None:
    made(world)
    told = Notice.objects.filter(kind="make_sheets")
    assert told.filter(agency__code="stc").get().text == (
        "Phiếu đánh giá năm 2026 của Sở Tài chính; kiến nghị đến hết ngày 29/12/2026"
    )
    assert told.filter(person=world.cast.person("sxd.chuyenvien")).count() == 1
    assert told.filter(role="unit_head").count() == 1


# ---- made


def test_a_year_that_has_not_ended_is_provisional_and_is_made_anew(world: Counted) -> None:
    world.day = date(2026, 12, 14)
    first = made(world)
    assert (first.stage, first.last, first.contest_until) == (Stage.PROVISIONAL, date(2026, 12, 14), None)
    assert not Notice.objects.filter(kind="make_sheets").exists()
    second = made(world)
    assert second.pk != first.pk
    assert Sheet.objects.filter(round=first).count() == 0
    with pytest.raises(Refused, match="Phiếu tạm tính chưa nhận kiến nghị"):
        contested(world)
    with pytest.raises(Refused, match="chưa kết thúc, phiếu còn tạm tính"):
        actions.lock(second.pk, **doing(world, "noivu"))


def test_final_sheets_are_made_once(world: Counted) -> None:
    made(world)
    with pytest.raises(Refused, match="Phiếu năm 2026 đã lập ngày 15/12/2026 và giữ nguyên"):
        actions.begin(2026, **doing(world, "noivu"))


def test_a_year_that_cannot_be_is_said_at_its_field(world: Counted) -> None:
    said = {
        2028: "Năm 2028 bắt đầu từ 15/12/2027, chưa đến.",
        1950: "Ghi năm từ 2000 đến 2100.",
        2020: "Đến hết ngày 14/12/2020 chưa có việc nào được giao.",
    }
    for year, sentence in said.items():
        with pytest.raises(Refused) as no:
            actions.begin(year, **doing(world, "noivu"))
        assert (no.value.sentence, no.value.field, no.value.status) == (sentence, "year", 422)
    assert not Round.objects.exists()


def test_only_home_affairs_and_the_head_of_the_office_make_sheets(world: Counted) -> None:
    for who in ("stc.giamdoc", "theodoi", "kiemtoan", "chutich", "quantri"):
        with pytest.raises(Refused) as no:
            actions.begin(2026, **doing(world, who))
        assert no.value.status == 403


def test_a_broken_run_begins_anew_and_a_finished_one_is_left(world: Counted) -> None:
    one = actions.begin(2026, **doing(world, "noivu"))
    Sheet.objects.create(
        round=one, kind=Kind.AGENCY, agency=world.cast.agency("stc"), position=1, label="x", group="department",
        works=0, number=0, quantity_got=0, quantity_of=0, quality_got=0, quality_of=0, timeliness_got=0,
        timeliness_of=0, spread=0.0, digest="",
    )  # fmt: skip
    actions.write(one.pk, on=world.day, at=world.at())
    assert Sheet.objects.filter(label="x").count() == 0
    number, events = Sheet.objects.count(), Event.objects.count()
    actions.write(one.pk, on=world.day, at=world.at())
    assert (Sheet.objects.count(), Event.objects.count()) == (number, events)


# ---- contested


def test_a_contest_goes_from_the_agency_to_a_decision_beside_the_sheet(world: Counted) -> None:
    made(world)
    row = contested(world)
    duty = Duty.objects.get(kind="decide_contest")
    assert (duty.agency.code, duty.role, duty.due_on, duty.awaited_by_id) == (
        "vp", "office_head", date(2026, 12, 22), world.cast.agency("stc").pk,
    )  # fmt: skip
    actions.answer(row.pk, text="Đồng ý với cơ quan.", **doing(world, "noivu"))
    done = actions.decide(row.pk, **AGREED, **doing(world, "chanhvp"))
    sheet, head = sheet_of("stc"), sheet_of("stc", Kind.HEAD)
    assert (sheet.points, sheet.amended) == (Decimal("61.67"), Decimal("92.50"))
    assert (done.before, done.after) == (Decimal("61.67"), Decimal("92.50"))
    assert (head.points, head.amended) == (Decimal("42.78"), Decimal("64.17"))
    assert line_of(world, "late").given == (0, 0, 0)
    duty.refresh_from_db()
    assert duty.met_on == world.day
    said = Notice.objects.get(kind="decide_contest", agency__code="stc").text
    assert said == (
        "Kiến nghị về phiếu đánh giá năm 2026 của Sở Tài chính: chấp nhận, điểm 61,67 thành 92,50. Có văn bản của bộ."
    )


def test_a_refused_contest_leaves_the_points(world: Counted) -> None:
    made(world)
    row = contested(world)
    done = actions.decide(row.pk, granted=False, decision="Không có căn cứ.", **doing(world, "chanhvp"))
    assert (done.granted, done.after, sheet_of("stc").amended) == (False, None, None)


def test_a_line_is_contested_by_one_at_a_time_and_again_after_the_decision(world: Counted) -> None:
    made(world)
    row = contested(world)
    with pytest.raises(Stale, match="đang có kiến nghị chờ quyết định"):
        contested(world, who="stc.vanphong")
    actions.decide(row.pk, granted=True, decision="Một phần.", given=(100, 100, 75), **doing(world, "chanhvp"))
    again = contested(world)
    actions.decide(again.pk, **AGREED, **doing(world, "chanhvp"))
    assert sheet_of("stc").amended == Decimal("92.50")
    with pytest.raises(Stale, match="Nguyễn Đức Thắng đã quyết định kiến nghị này ngày 15/12/2026"):
        actions.decide(again.pk, **AGREED, **doing(world, "chanhvp"))


def test_a_contest_is_taken_back_by_whoever_made_it(world: Counted) -> None:
    made(world)
    row = contested(world)
    with pytest.raises(Refused, match="Chỉ người kiến nghị"):
        actions.withdraw(row.pk, **doing(world, "stc.vanphong"))
    actions.withdraw(row.pk, **doing(world, "stc.giamdoc"))
    assert not Contest.objects.filter(voided_at=None).exists()
    assert Duty.objects.get(kind="decide_contest").dropped_on == world.day


def test_after_the_window_nothing_is_contested(world: Counted) -> None:
    made(world)
    world.day = date(2026, 12, 30)
    with pytest.raises(Refused) as no:
        contested(world)
    assert no.value.sentence == "Đã hết thời gian kiến nghị (đến hết ngày 29/12/2026)."


def test_only_the_agency_contests_its_sheet(world: Counted) -> None:
    made(world)
    strangers = {"sxd.giamdoc": 404, "stc.chuyenvien": 404, "noivu": 403, "chanhvp": 403, "kiemtoan": 403}
    for who, status in strangers.items():
        with pytest.raises(Refused) as no:
            contested(world, who=who)
        assert no.value.status == status
    assert not Contest.objects.exists()


def test_a_decision_says_what_the_task_gives(world: Counted) -> None:
    made(world)
    row = contested(world)
    whole = "Việc được tính thì ghi cả số lượng và chất lượng; không tính thì để trống cả ba phần."
    cases: list[tuple[tuple[int | None, int | None, int | None], str]] = [
        ((0, 0, 0), "Chấp nhận kiến nghị thì phải đổi ít nhất một phần."),
        ((100, 120, 100), "Ghi mỗi phần từ 0 đến 100 (%)."),
        ((100, None, 100), whole),
        ((None, None, 50), whole),
    ]
    for given, sentence in cases:
        with pytest.raises(Refused) as no:
            actions.decide(row.pk, granted=True, decision="Có.", given=given, **doing(world, "chanhvp"))
        assert (no.value.sentence, no.value.status) == (sentence, 422)


def test_only_the_head_of_the_office_decides_what_an_agency_contests(world: Counted) -> None:
    made(world)
    row = contested(world)
    for who in ("noivu", "theodoi", "stc.vanphong", "stc.giamdoc"):
        with pytest.raises(Refused) as no:
            actions.decide(row.pk, **AGREED, **doing(world, who))
        assert no.value.status == 403


def test_an_officers_contest_is_his_agencys_to_decide(world: Counted) -> None:
    made(world)
    line = sheets.lines(sheet_of("sxd", Kind.OFFICER))[0]
    with pytest.raises(Refused, match="của ai do người ấy"):
        actions.contest(line.pk, reason="Vì anh ấy.", **doing(world, "sxd.vanphong"))
    row = actions.contest(line.pk, reason="Chưa tính việc khác.", **doing(world, "sxd.chuyenvien"))
    assert Duty.objects.get(kind="decide_contest").agency.code == "sxd"
    with pytest.raises(Refused):
        actions.decide(row.pk, granted=False, decision="Không.", **doing(world, "chanhvp"))
    done = actions.decide(row.pk, granted=True, decision="Đúng.", given=(100, 75, 100), **doing(world, "sxd.giamdoc"))
    assert done.after == Decimal("64.17")


# ---- general points


def test_general_points_make_a_persons_hundred(world: Counted) -> None:
    made(world)
    head = sheet_of("stc", Kind.HEAD)
    assert sheets.table([head], SHIPPED[0])[0].whole is None
    actions.give_general(head.pk, points=Decimal("27.5"), reason="Phiếu tín nhiệm.", **doing(world, "noivu"))
    actions.give_general(head.pk, points=Decimal("28.25"), reason="Sửa.", **doing(world, "noivu"))
    row = sheets.table([head], SHIPPED[0])[0]
    assert (row.whole, row.band) == (Decimal("71.03"), "good")


def test_general_points_lie_between_0_and_30_and_are_given_by_whom_they_are_to_give(world: Counted) -> None:
    made(world)
    for points in ("-1", "30.01", "12.345"):
        with pytest.raises(Refused, match="Ghi điểm từ 0 đến 30, nhiều nhất hai số lẻ"):
            _give(world, Kind.HEAD, "stc", "noivu", points)
    for kind, code, who in (
        (Kind.HEAD, "stc", "stc.vanphong"), (Kind.HEAD, "stc", "chanhvp"), (Kind.OFFICER, "sxd", "noivu"),
        (Kind.OFFICER, "sxd", "sxd.chuyenvien"), (Kind.AGENCY, "stc", "noivu"),
    ):  # fmt: skip
        with pytest.raises(Refused):
            _give(world, kind, code, who, "20")


def _give(world: Counted, kind: Kind, code: str, who: str, points: str) -> object:
    pk = sheet_of(code, kind).pk
    return actions.give_general(pk, points=Decimal(points), reason="Phiếu tín nhiệm.", **doing(world, who))


# ---- locked


def test_a_year_is_locked_when_every_contest_is_decided_and_the_window_is_over(world: Counted) -> None:
    one = made(world)
    row = contested(world)
    with pytest.raises(Refused, match="Còn 1 kiến nghị chưa quyết định"):
        actions.lock(one.pk, **doing(world, "noivu"))
    actions.decide(row.pk, **AGREED, **doing(world, "chanhvp"))
    with pytest.raises(Refused, match="Thời gian kiến nghị đến hết ngày 29/12/2026; sau đó mới khóa"):
        actions.lock(one.pk, **doing(world, "noivu"))
    world.day = date(2026, 12, 30)
    actions.lock(one.pk, **doing(world, "noivu"))
    assert YearLock.objects.get().round_id == one.pk
    assert len(YearLock.objects.get().digest) == 64
    for late in (
        lambda: actions.lock(one.pk, **doing(world, "noivu")),
        lambda: contested(world, "poor"),
        lambda: actions.give_general(
            sheet_of("stc", Kind.HEAD).pk, points=Decimal(1), reason="x", **doing(world, "noivu")
        ),
    ):
        with pytest.raises(Refused):
            late()


# ---- the scheme


def test_a_scheme_that_is_dated_holds_for_the_years_that_end_after_it(world: Counted) -> None:
    other = replace(SHIPPED[0], quantity=20, quality=20, timeliness=60, effective_from=date(2026, 12, 1))
    actions.date_scheme(other, reason="Coi trọng tiến độ.", **doing(world, "noivu"))
    one = made(world)
    assert one.scheme.weights == (20, 20, 60)
    assert sheet_of("sxd").points == Decimal("85.00")
    with pytest.raises(Refused) as no:
        actions.date_scheme(other, reason="Lại đổi.", **doing(world, "chanhvp"))
    assert no.value.sentence == "Phiếu năm 2026 (đến 14/12/2026) đã lập; chọn ngày hiệu lực sau đó."


def test_weights_that_do_not_sum_to_a_hundred_are_said_at_their_field(world: Counted) -> None:
    other = replace(SHIPPED[0], quantity=50, effective_from=date(2027, 1, 1))
    with pytest.raises(Refused) as no:
        actions.date_scheme(other, reason="x", **doing(world, "noivu"))
    assert (no.value.field, no.value.sentence) == ("timeliness", "Ba trọng số cộng lại phải bằng 100; hiện là 120.")


# ---- who sees what


SEES = {
    **dict.fromkeys(("noivu", "chanhvp", "theodoi", "chutich", "kiemtoan"), "all"),
    **dict.fromkeys(("quantri", "hatang", "thanhtra", "stc.chuyenvien"), "none"),
    "stc.giamdoc": "stc:agency head",
    "sxd.vanphong": "sxd:agency head officer unit",
    "sxd.truongphong": "sxd:officer unit",
    "sxd.chuyenvien": "sxd:officer",
}


def test_who_sees_which_sheets(world: Counted) -> None:
    made(world)
    for who, sees in SEES.items():
        found = sheets.visible(world.who(who))
        kinds = " ".join(sorted({str(sheet.kind) for sheet in found}))
        codes = ",".join(sorted({sheet.agency.code for sheet in found}))
        said = "all" if found.count() == Sheet.objects.count() else f"{codes}:{kinds}" if kinds else "none"
        assert (who, said) == (who, sees)
