"""The reports of the periods that are over: agencies handed theirs in, some late, the Office froze its own, and a
correction of the last one came a week later. Made through the real actions, once the history is written."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

from giaoviec.agencies.models import Agency, Membership
from giaoviec.agencies.queries import office
from giaoviec.assignments import actions as moves
from giaoviec.assignments.models import Assignment
from giaoviec.days import start_of
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting import actions
from giaoviec.reporting.actions import complying
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports.lines import OVERDUE
from giaoviec.reporting.reports.reads import lines_of
from giaoviec.rules.access import Actor
from giaoviec.rules.compliance import KIND
from giaoviec.rules.reports import owed_after
from giaoviec.rules.roles import Role

AGO = 30
"""Days that the last period is over at least, so that everything about it has happened."""
MISSING, LATE = 3, 9
"""Agencies that never sent theirs, the last ones in order; and each how many sent it when the Office had frozen."""
SIGNERS = {True: (Role.OFFICE_HEAD,), False: (Role.AGENCY_HEAD, Role.LIAISON)}


def report(today: date, *, periods: int, senders: int) -> list[Report]:
    """The Office's frozen reports of the last periods, the oldest first; as many as the history reaches back to.

    `senders`: how many agencies hand theirs in at most, since each report takes a tenth of a second.
    """
    ends = (day for n in range(AGO, 366 * 4) if owed_after(day := today - timedelta(days=n), profile_on(day)))
    cuts = sorted(islice(ends, periods))
    made = [frozen for cut in cuts if (frozen := _closed(cut, senders)) is not None]
    if made:
        _correct(made[-1], cuts[-1], _head())
    return made


def _closed(cut: date, senders: int) -> Report | None:
    """The period that ended on a day, from its opening to the last report that came; None where it saw no work."""
    if not actions.close_period(cut + timedelta(days=1), _at(cut + timedelta(days=1), 6)):
        return None
    writers = list(Report.objects.filter(of_office=False, last=cut).select_related("agency").order_by("id"))
    sent = writers[: min(len(writers) - MISSING, senders)]
    for row in (row for n, row in enumerate(sent, 1) if n % LATE):
        _hand_in(row, _working(cut, 2))
    frozen = _frozen(cut)
    for row in sent[LATE - 1 :: LATE]:
        _hand_in(row, _working(cut, 5))
    if complying.close_year(cut + timedelta(days=1), _at(cut + timedelta(days=1), 6)):
        _complied(cut)
    return frozen


def _complied(cut: date) -> None:
    """The year's report on carrying out the Regulation, signed after the year's own."""
    row, on = Report.objects.get(kind=KIND, last=cut), _working(cut, 6)
    complying.sign_compliance(row.pk, by=_head(), on=on, at=_at(on, 10))


def _frozen(cut: date) -> Report:
    row = Report.objects.exclude(kind=KIND).get(of_office=True, last=cut)
    by, on = _head(), _working(cut, 4)
    actions.sign(row.pk, by=by, on=on, at=_at(on, 15))
    return actions.freeze(row.pk, by=by, on=on, at=_at(on, 15))


def _head() -> Actor:
    by = _signer(office(), of_office=True)
    assert by is not None, "the Office has its head"
    return by


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
