"""Duties that come back by the calendar alone: the liaison's weekly look, paper reports, the review of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Max

from giaoviec.agencies.models import AgencyKind, Membership
from giaoviec.agencies.queries import current, directory, office
from giaoviec.assignments.models import Assignment
from giaoviec.days import day_of
from giaoviec.duties.actions import Debt, meet, owe_all
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.queries.guidance import REPORTING
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, cites, policy
from giaoviec.rules.duties import DutyKind, due, turn
from giaoviec.rules.moves import WITH_AGENCY, Stage
from giaoviec.rules.roles import AGENCY_WIDE, Role


@cites("QC 8.2#2")
def liaison_looks(*, on: date, at: datetime) -> int:
    """Each week each agency with open work owes a look by its liaison; a look since the week began has met it."""
    monday = on - timedelta(days=on.weekday())
    week = f"{on.isocalendar().year}-W{on.isocalendar().week:02}"
    looked = _looked(on)
    owing = sorted((_with_open_work(on) & looked.keys()) - _known(DutyKind.LIAISON_LOOK, week))
    met = _met_since(looked)
    day = _due(DutyKind.LIAISON_LOOK, monday)
    if day is None or not (owing or met):
        return 0
    with act("tick", by=None, on=on, at=at, subject="day") as a:
        for agency, seen_on in met:
            meet(a, kinds=[DutyKind.LIAISON_LOOK], subject="agency", subject_id=agency, on=seen_on)
        owe_all(a, [_look(pk, day, week) for pk in owing])
    return len(owing)


def _look(agency: int, day: date, week: str) -> Debt:
    return Debt(DutyKind.LIAISON_LOOK, agency, day, "agency", agency, role=Role.LIAISON, turn=week)


def _looked(on: date) -> dict[int, date | None]:
    """For each agency that has a liaison: the last day on which its liaison, head or clerk opened the product."""
    posts = Membership.objects.filter(current(on), role__in=AGENCY_WIDE, person__is_active=True)
    seen = posts.order_by().values_list("agency_id").annotate(last=Max("person__seen_at"))
    liaisons = set(posts.filter(role=Role.LIAISON).values_list("agency_id", flat=True))
    return {pk: day_of(last) if last else None for pk, last in seen if pk in liaisons}


def _met_since(looked: dict[int, date | None]) -> list[tuple[int, date]]:
    open_looks = Duty.objects.filter(OPEN, kind=DutyKind.LIAISON_LOOK).values_list("agency_id", "on")
    days = ((pk, on, looked.get(pk)) for pk, on in open_looks)
    return [(pk, seen) for pk, on, seen in days if seen and seen >= on]


def _with_open_work(on: date) -> set[int]:
    """Agencies whose open work was given by a day: a day looked at again later asks nothing of who had none yet."""
    here = [*WITH_AGENCY, Stage.RETURNED]
    open_ones = Assignment.objects.filter(parent=None, voided_at=None, stage__in=here, given_on__lte=on)
    return set(open_ones.order_by().values_list("agency_id", flat=True).distinct())


@cites("QC 6.2")
def paper_reports(*, on: date, at: datetime) -> int:
    """Each cycle a bare reminder to the Office and every agency: the paper report on secret tasks, without content.

    The Office's lies on its clerk's desk, an agency's before everybody who speaks for it.
    """
    roles = {pk: Role.CLERK if kind == AgencyKind.OFFICE else "" for pk, kind in _reporting(on)}
    return _each_cycle(DutyKind.PAPER_REPORT, roles, on=on, at=at)


def _reporting(on: date) -> Iterable[tuple[int, str]]:
    return directory(on, REPORTING).values_list("pk", "kind")


@policy("account_review")
def account_reviews(*, on: date, at: datetime) -> int:
    """Each half-year the administrators look through the accounts."""
    return _each_cycle(DutyKind.ACCOUNT_REVIEW, {office().pk: Role.ADMINISTRATOR}, on=on, at=at)


def _each_cycle(kind: DutyKind, roles: Mapping[int, str], *, on: date, at: datetime) -> int:
    this, day = turn(kind, on, profile=profile_on(on)), _due(kind, on)
    known = _known(kind, this)
    owing = [pk for pk in roles if pk not in known]
    if day is None or not owing:
        return 0
    with act("tick", by=None, on=on, at=at, subject="day") as a:
        owe_all(a, [Debt(kind, pk, day, "agency", pk, role=roles[pk], turn=this) for pk in owing])
    return len(owing)


def _known(kind: DutyKind, this: str) -> set[int]:
    return set(Duty.objects.filter(kind=kind, turn=this, voided_at=None).values_list("agency_id", flat=True))


def _due(kind: DutyKind, start: date) -> date | None:
    """The day, or None while the working calendar lacks a year: each later run looks again."""
    try:
        return due(kind, start, profile=profile_on(start), calendar=calendar())
    except UnknownYear:
        return None


TICKED = {DutyKind.PAPER_REPORT: "mark_paper_report", DutyKind.ACCOUNT_REVIEW: "review_accounts"}
"""What is met by a tick on paper, with what it asks for (`rules.access.ACTS`)."""


@cites("QC 6.2")
def tick_off(duty_id: int, *, by: Actor, on: date, at: datetime) -> None:
    """Đánh dấu đã gửi, đã rà soát. Raises `Refused`: 404 for a duty that is not his, 409 for one met already."""
    duty = Duty.objects.filter(pk=duty_id, kind__in=list(TICKED), voided_at=None).first()
    if duty is None or may(by, TICKED[DutyKind(duty.kind)], agency_id=duty.agency_id):
        raise Refused("Không có việc này.", status=404)
    with act(TICKED[DutyKind(duty.kind)], by=by, on=on, at=at, subject="agency", subject_id=duty.agency_id) as a:
        a.note(duty=duty.pk, turn=duty.turn)
        if not Duty.objects.filter(OPEN, pk=duty.pk).update(met_on=on, met_at=at, met_act=a.id):
            raise Refused("Việc này đã được đánh dấu.", ground=Cite("QC 6.2"))
