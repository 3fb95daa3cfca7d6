"""A period is over: its reports are opened, the agencies' and the Office's, each owed by its day."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.queries import directory, office
from giaoviec.assignments.models import Assignment
from giaoviec.duties.actions import Debt, owe_all
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.reporting import queries
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports.building import Asked, check
from giaoviec.rules.access import Actor, Role, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, cites
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.periods import Period, PeriodError, parse_period
from giaoviec.rules.reports import Writer, owed_after, report_due

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


def open_period(text: str, *, by: Actor, on: date, at: datetime) -> Report:
    """Mở kỳ báo cáo: the Office opens a period that the calendar does not; agencies owe theirs. The Office's report.

    `text` as `parse_period` reads it. `Refused` for a period that is not over, was opened, or saw no work.
    """
    if refusal := may(by, "open_reports"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403 if by.is_office else 404)
    one = read_period(text, on)
    check(Asked(one, office(), True), today=on, closed=True)
    if _opened(one):
        raise Refused(f"Báo cáo {one.vi} đã mở; hãy mở báo cáo đó trong danh sách.", field="period", ground=GROUND)
    with act("open_reports", by=by, on=on, at=at, subject=SUBJECT, period=one.code) as a:
        made = _open(a, one, on)
        a.subject_id = made[-1].pk
    return made[-1]


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
    days = _due_days(one, on)
    about = {"kind": one.kind, "period": one.code, "year": one.year, "place": one.n}
    about |= {"first": one.start, "last": one.last_day}
    rows = [Report(**a.row(agency=agency, due_on=days[Writer.AGENCY], **about)) for agency in _writers(one, on)]
    Report.objects.bulk_create(rows)
    made = list(Report.objects.filter(act=a.id).order_by("id"))
    made.append(Report.objects.create(**a.row(agency=office(), of_office=True, due_on=days[Writer.OFFICE], **about)))
    owe_all(a, _debts(made))
    return made


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


def _debts(rows: list[Report]) -> Iterator[Debt]:
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
