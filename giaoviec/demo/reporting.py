"""The report of the last period that was over long enough: agencies handed theirs in, the Office froze its own, and a
correction came a week later. Made through the real actions, once the history is written."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from giaoviec.agencies.models import Agency, Membership
from giaoviec.assignments import actions as moves
from giaoviec.assignments.models import Assignment
from giaoviec.days import start_of
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting import actions
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports.lines import OVERDUE
from giaoviec.reporting.reports.reads import lines_of
from giaoviec.rules.access import Actor, Role
from giaoviec.rules.reports import owed_after

AGO = 30
"""Days that the period is over at least, so that everything about it has happened."""
MISSING, MOST = 3, 40
"""Agencies that never sent theirs, the last ones in order; and how many do at most, since each takes half a second."""
SIGNERS = {True: (Role.OFFICE_HEAD,), False: (Role.AGENCY_HEAD, Role.LIAISON)}


def report(today: date) -> Report | None:
    """The Office's frozen report of the last period; None where the history does not reach back to one."""
    cut = next((day for n in range(AGO, 400) if owed_after(day := today - timedelta(days=n), profile_on(day))), None)
    if cut is None or not actions.close_period(cut + timedelta(days=1), _at(cut + timedelta(days=1), 6)):
        return None
    on = _working(cut, 2)
    writers = list(Report.objects.filter(of_office=False, last=cut).select_related("agency").order_by("id"))
    for row in writers[: min(len(writers) - MISSING, MOST)]:
        _hand_in(row, on)
    office = Report.objects.select_related("agency").get(of_office=True, last=cut)
    by = _signer(office.agency, of_office=True)
    assert by is not None, "the Office has its head"
    actions.sign(office.pk, by=by, on=_working(cut, 4), at=_at(_working(cut, 4), 9))
    frozen = actions.freeze(office.pk, by=by, on=_working(cut, 4), at=_at(_working(cut, 4), 9))
    _correct(frozen, cut, by)
    return frozen


def _hand_in(row: Report, on: date) -> None:
    by = _signer(row.agency)
    if by is not None:
        actions.sign(row.pk, by=by, on=on, at=_at(on, 9))
        actions.freeze(row.pk, by=by, on=on, at=_at(on, 9))
        actions.send(row.pk, by=by, on=on, at=_at(on, 10))


def _correct(report: Report, cut: date, by: Actor) -> None:
    """A task that was reported late had been withdrawn on the cut-off: it is entered a week later, and amended."""
    on = _working(cut, 6)
    late = [line.assignment_id for line in lines_of(report, only=OVERDUE)]
    for row in Assignment.objects.filter(pk__in=late, acted_on__lte=cut).order_by("id"):
        try:
            moves.withdraw(row.pk, reason="Chủ tịch UBND tỉnh cho thôi thực hiện.", by=by, on=cut, at=_at(on, 8))
        except Refused:
            continue
        reason = (
            "Một nhiệm vụ đã được Chủ tịch UBND tỉnh cho thôi thực hiện trong kỳ, văn bản đến Văn phòng sau ngày chốt."
        )
        actions.amend(report.pk, reason=reason, by=by, on=on, at=_at(on, 9))
        return


def _signer(agency: Agency, *, of_office: bool = False) -> Actor | None:
    held = Membership.objects.filter(agency=agency, role__in=SIGNERS[of_office]).select_related("person")
    post = held.order_by("role", "id").first()
    if post is None:
        return None
    return Actor(
        person_id=post.person_id,
        label=post.person.name,
        role=Role(post.role),
        membership_id=post.pk,
        agency_id=post.agency_id,
        title=post.title,
    )


def _working(day: date, days: int) -> date:
    """Some days after, on a weekday."""
    later = day + timedelta(days=days)
    return later + timedelta(days={5: 2, 6: 1}.get(later.weekday(), 0))


def _at(day: date, hour: int) -> datetime:
    return start_of(day) + timedelta(hours=hour)
