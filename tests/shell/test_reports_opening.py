"""The Office opens a period by hand: half-year, nine months, a range, a cut-off of its own, one agency alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from giaoviec import cli
from giaoviec.agencies.models import Agency, Succession, SuccessionPart
from giaoviec.duties.models import Duty
from giaoviec.journal.actions import act
from giaoviec.reporting import actions
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports import reads
from tests.shell.counted import Counted
from tests.shell.reporting import CLOSED, closed, doing, make_year
from tests.shell.test_reports import refused
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    return made


def merged(world: Counted, code: str, into: str, on: date) -> Agency:
    """An agency that went into another."""
    agency = world.cast.agency(code)
    with act("succeed", by=None, on=on, at=world.at(), subject="agency", subject_id=agency.pk) as a:
        whole = Succession.objects.create(**a.row(), kind="merge", basis="Nghị quyết 202/2025/QH15")
        SuccessionPart.objects.create(succession=whole, predecessor=agency, successor=world.cast.agency(into))
    agency.dissolved_on = on
    agency.save()
    return agency


def page(world: Counted, **typed: str) -> Visitor:
    return Visitor(world.cast.client("chanhvp")).open("/bao-cao/").fill(**typed).press("Mở kỳ báo cáo")


@pytest.mark.parametrize(
    ("text", "title", "first", "last"),
    [
        ("2026-H2", "Báo cáo 6 tháng cuối năm 2026", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026", "Báo cáo năm 2026", date(2025, 12, 15), date(2026, 12, 14)),
        ("2026-11-01..2026-11-30", "Báo cáo từ 01/11/2026 đến 30/11/2026", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_each_kind_is_opened_by_hand(world: Counted, text: str, title: str, first: date, last: date) -> None:
    assert page(world, period=text).sees(title)
    report = Report.objects.get(of_office=True)
    assert (report.first, report.last) == (first, last)
    assert Duty.objects.filter(subject="period_report", subject_id=report.pk).exists()


def test_nine_months_are_opened_when_they_saw_work(world: Counted, set_day: Callable[[date], None]) -> None:
    world.go((date(2027, 9, 20) - CLOSED).days)
    set_day(world.day)
    assert page(world, period="2027-9M").sees("Báo cáo 9 tháng đầu năm 2027")
    compared = reads.said(Report.objects.get(of_office=True))[0].compared
    assert [one.period_vi for one in compared] == ["9 tháng đầu năm 2026"]


def test_a_period_is_cut_on_a_day_of_its_own_and_set_beside_as_many_days(world: Counted) -> None:
    assert page(world, period="2026", cut_off="30/11/2026").sees("số liệu từ 15/12/2025 đến hết 30/11/2026")
    report = Report.objects.get(of_office=True)
    content = reads.said(report)[0]
    assert (report.kind, report.last, content.last) == ("year", date(2026, 11, 30), "2026-11-30")
    assert [(one.first, one.last) for one in content.compared] == [("2024-12-15", "2025-11-30")]
    assert content.compared[0].period_vi == "năm 2025, đến 30/11/2025"
    assert content.value("total") == 5
    again = actions.open_period("2026", **doing(world, "chanhvp"))
    assert again.last == date(2026, 12, 14), "the period by its own table is another report"


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"period": "2026", "cut_off": "20/02/2027"}, "cut_off", "Ngày chốt 20/02/2027 nằm ngoài kỳ năm 2026"),
        ({"period": "2026", "cut_off": "01/12/2025"}, "cut_off", "Ngày chốt 01/12/2025 nằm ngoài kỳ năm 2026"),
        ({"period": "2026", "cut_off": "31/02/2026"}, "cut_off", "Ngày không đúng; hãy ghi theo dạng 24/11/2026."),
        ({"period": "2026", "cut_off": "22/11/2026"}, "period", "Đến ngày chốt 22/11/2026 chưa có nhiệm vụ nào"),
        ({"period": "2026", "cut_off": "15/12/2026"}, "period", "Kỳ báo cáo năm 2026 chưa kết thúc"),
        ({"period": "2026-11-01..2026-11-30", "cut_off": "29/11/2026"}, "cut_off", "Khoảng ngày đã có ngày cuối"),
        ({"period": "2027-Q3"}, "period", "Kỳ báo cáo quý III/2027 chưa bắt đầu (từ ngày 15/06/2027)"),
        ({"period": "2026-11-01.."}, "period", "Không hiểu kỳ báo cáo “2026-11-01..”"),
        ({"period": "..2026-11-30"}, "period", "Không hiểu kỳ báo cáo “..2026-11-30”"),
        ({"period": "2026-11-30..2026-11-01"}, "period", "Không hiểu kỳ báo cáo “2026-11-30..2026-11-01”"),
        ({"period": "2026-11"}, "period", "Không có báo cáo tháng; hãy ghi khoảng ngày."),
        ({"period": ""}, "period", "Không hiểu kỳ báo cáo “”"),
    ],
)
def test_what_cannot_be_opened_is_said_at_its_field_and_nothing_is_stored(
    world: Counted, typed: dict[str, str], field: str, said: str
) -> None:
    shown = page(world, **typed)
    assert shown.status == 422
    assert shown.errors()[field].startswith(said)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("range", "2026-11-01..", "Không hiểu kỳ báo cáo"),
        ("range", "2026-11-30..2026-11-01", "Không hiểu kỳ báo cáo"),
        ("year", "2027", "Kỳ báo cáo năm 2027 chưa bắt đầu (từ ngày 15/12/2026)"),
    ],
)
def test_the_command_refuses_them_too(
    world: Counted, capsys: pytest.CaptureFixture[str], set_day: Callable[[date], None], kind: str, text: str, said: str
) -> None:
    set_day(date(2026, 12, 10))
    assert cli.main(["report", kind, text, "--format", "json", "--out", "x.json"]) == 1
    assert capsys.readouterr().err.startswith(f"giaoviec report: {said}")


# ---- one agency


def test_one_agency_that_was_not_asked_is_asked(world: Counted) -> None:
    closed(world)
    muine = world.cast.agency("muine")
    assert page(world, period="2026", agency=str(muine.pk)).sees("UBND phường Mũi Né nhận được việc phải báo cáo")
    report = Report.objects.get(agency=muine)
    assert (report.of_office, report.due_on) == (False, date(2026, 12, 16))
    assert reads.said(report)[0].value("total") == 0
    again = page(world, period="2026", agency=str(muine.pk))
    assert again.errors()["agency"].startswith("UBND phường Mũi Né đã có báo cáo năm 2026")


def test_a_merged_agency_is_not_asked_and_its_successor_is_named(world: Counted) -> None:
    muine = merged(world, "muine", "phuquy", CLOSED - timedelta(days=3))
    shown = page(world, period="2026", agency=str(muine.pk))
    assert shown.errors()["agency"].startswith(
        "UBND phường Mũi Né không còn từ ngày 12/12/2026; hãy lấy báo cáo của UBND đặc khu Phú Quý."
    )
    assert not Report.objects.exists()


def test_a_merged_agency_does_not_sign_what_it_had_begun(world: Counted) -> None:
    closed(world)
    world.go(2)
    agency = merged(world, "stc", "sxd", world.day)
    report = Report.objects.get(agency=agency)
    no = refused(lambda: actions.sign(report.pk, **doing(world, "stc.giamdoc")))
    assert no.sentence.startswith("Sở Tài chính không còn từ ngày 17/12/2026; hãy lấy báo cáo của Sở Xây dựng.")


def test_an_agency_founded_later_was_not_there_then(world: Counted) -> None:
    muine = world.cast.agency("muine")
    muine.founded_on = CLOSED
    muine.save()
    shown = page(world, period="2026-Q4", agency=str(muine.pk))
    assert shown.errors()["agency"].startswith("UBND phường Mũi Né thành lập ngày 15/12/2026, sau kỳ báo cáo quý IV")


def test_the_office_and_the_committee_are_not_agencies_that_report(world: Counted) -> None:
    shown = page(world, period="2026-Q4", agency=str(world.cast.agency("vp").pk))
    assert shown.errors()["agency"] == "Không có cơ quan này; hãy chọn trong danh sách."


def test_only_the_office_opens(world: Counted) -> None:
    stc = world.cast.agency("stc")
    no = refused(lambda: actions.open_for(stc, "2026-Q4", **doing(world, "stc.giamdoc")))
    assert no.status == 404
    assert world.cast.client("stc.giamdoc").post("/bao-cao/", {"period": "2026-Q4"}).status_code in (403, 404)
