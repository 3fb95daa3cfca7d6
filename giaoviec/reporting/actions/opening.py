"""A period is over: its reports are opened, the agencies' and the Office's, each owed by its day."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.queries import directory, office
from giaoviec.assignments.models import Assignment
from giaoviec.duties.actions import Debt, owe_all
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.reporting import queries
from giaoviec.reporting.models import Report, Stage
from giaoviec.reporting.reports.building import Asked, check
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.periods import Period, PeriodError, parse_period
from giaoviec.rules.reports import Writer, owed_after, report_due, wrong_cut
from giaoviec.rules.roles import Role

SUBJECT = "period_report"
GROUND = Cite("QC 9.2")
WRITERS = (AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.OTHER)

log = logging.getLogger(__name__)


@cites("QC 9.2", "QC 10.1")
def close_period(on: date, at: datetime) -> int:
    """The period that ended on the eve: its reports are opened once. Says how many (0 on most days)."""
    eve = on - timedelta(days=1)
    one = owed_after(eve, profile_on(eve))
    if one is None or _opened(one) or not Assignment.objects.filter(parent=None, given_on__lte=eve).exists():
        return 0
    with act("open_reports", by=None, on=on, at=at, subject="day", period=one.code) as a:
        return len(_open(a, one, on))


@policy("report_cut_off")
def open_period(text: str, *, cut_off: date | None = None, by: Actor, on: date, at: datetime) -> Report:
    """Mở kỳ báo cáo: the Office opens a period that the calendar does not; agencies owe theirs. The Office's report.

    `text` as `parse_period` reads it; `cut_off` where it ends on another day than the profile's table has. `Refused`
    for a period that is not over, was opened, or saw no work.
    """
    one = _to_open(text, cut_off, by, on)
    check(Asked(one, office(), True), today=on, closed=True)
    if _opened(one):
        raise Refused(f"Báo cáo {one.vi} đã mở; hãy mở báo cáo đó trong danh sách.", field="period", ground=GROUND)
    with act("open_reports", by=by, on=on, at=at, subject=SUBJECT, period=one.code, cut=one.last_day) as a:
        made = _open(a, one, on)
        a.subject_id = made[-1].pk
    return made[-1]


@cites("QC 10.1")
def open_for(agency: Agency, text: str, *, cut_off: date | None = None, by: Actor, on: date, at: datetime) -> Report:
    """Mở báo cáo của một cơ quan: one that was not asked, since it had no work, or whose period the Office wants apart.

    `Refused` for an agency that is no more, was not there then, does not report, or has a report of the period.
    """
    one = _to_open(text, cut_off, by, on)
    check(Asked(one, agency, False), today=on, closed=True)
    if agency.kind not in WRITERS:
        raise Refused(f"{agency.name} không gửi báo cáo định kỳ; hãy chọn cơ quan khác.", field="agency", ground=GROUND)
    same = Report.objects.filter(kind=one.kind, first=one.start, last=one.last_day, agency=agency, voided_at=None)
    if same.exclude(stage=Stage.SENT_BACK).exists():
        sentence = f"{agency.name} đã có báo cáo {one.vi}; hãy mở báo cáo đó trong danh sách."
        raise Refused(sentence, field="agency", ground=GROUND)
    with act("open_reports", by=by, on=on, at=at, subject=SUBJECT, period=one.code, cut=one.last_day) as a:
        due = _due_days(one, on)[Writer.AGENCY]
        made = Report.objects.create(**a.row(agency=agency, due_on=due, **_about(one)))
        owe_all(a, debts([made]))
        a.subject_id = made.pk
    return made


def _to_open(text: str, cut_off: date | None, by: Actor, on: date) -> Period:
    if refusal := may(by, "open_reports"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403 if by.is_office else 404)
    one = read_period(text, on)
    if one.kind == "month":
        raise Refused("Không có báo cáo tháng; hãy ghi khoảng ngày.", field="period", ground=GROUND, status=422)
    if cut_off is None or cut_off == one.last_day:
        return one
    if said := wrong_cut(one, cut_off):
        raise Refused(said, field="cut_off", ground=Policy("report_cut_off"), status=422)
    return replace(one, end=cut_off + timedelta(days=1))


def read_period(text: str, on: date) -> Period:
    """The period that somebody wrote; `Refused` with how to write one."""
    try:
        return parse_period(text, profile_on(on))
    except PeriodError as wrong:
        raise Refused(wrong.sentence, field="period", status=422) from None


def _opened(one: Period) -> bool:
    return Report.objects.filter(
        kind=one.kind, first=one.start, last=one.last_day, of_office=True, voided_at=None
    ).exists()


def _open(a: Act, one: Period, on: date) -> list[Report]:
    """A row for each agency that had work in the period, and last the Office's; each is owed."""
    days, about = _due_days(one, on), _about(one)
    rows = [Report(**a.row(agency=agency, due_on=days[Writer.AGENCY], **about)) for agency in _writers(one, on)]
    Report.objects.bulk_create(rows)
    made = list(Report.objects.filter(act=a.id).order_by("id"))
    made.append(Report.objects.create(**a.row(agency=office(), of_office=True, due_on=days[Writer.OFFICE], **about)))
    owe_all(a, debts(made))
    return made


def _about(one: Period) -> dict[str, Any]:
    about = {"kind": one.kind, "period": one.code, "year": one.year, "place": one.n}
    return about | {"first": one.start, "last": one.last_day}


def _writers(one: Period, on: date) -> list[Agency]:
    """Agencies that are still there and had work in the period: what the product knows to be nothing is not asked."""
    table = queries.figures(queries.ALL, one.last_day, since=one.start, by="agency")
    worked = {int(row.key) for row in table.rows if row.figures["total"].value}
    return list(directory(on, WRITERS).filter(pk__in=worked))


def _due_days(one: Period, on: date) -> dict[Writer, date | None]:
    """The days; none before today, none at all while the working calendar lacks the year."""
    profile = profile_on(one.last_day)
    try:
        return {
            writer: max(report_due(one.last_day, writer, profile=profile, calendar=calendar()), on) for writer in Writer
        }
    except UnknownYear as lack:
        log.warning("reports of %s are owed by no day: %s", one.code, lack)
        return dict.fromkeys(Writer)


def debts(rows: list[Report]) -> Iterator[Debt]:
    """What is owed: each report by its day, an agency's awaited by the Office."""
    watching = office().pk
    for row in rows:
        if row.due_on:
            yield Debt(
                DutyKind.PERIOD_REPORT,
                row.agency_id,
                row.due_on,
                SUBJECT,
                row.pk,
                role=Role.MONITOR if row.of_office else "",
                turn=f"{row.kind} {row.period}"[:40],
                awaited_by_id=None if row.of_office else watching,
            )
