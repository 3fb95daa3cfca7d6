"""Duties that no act sets but the calendar does: explanations, updates of a cycle, the liaison's weekly look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Max

from giaoviec.agencies.models import Membership
from giaoviec.assignments.models import Assignment
from giaoviec.days import day_of
from giaoviec.duties.actions import Debt, meet, owe_all
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.actions import act
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import AGENCY_WIDE, Role
from giaoviec.rules.citation import cites
from giaoviec.rules.duties import DutyKind, due, fell_overdue, turn
from giaoviec.rules.moves import WITH_AGENCY, Stage
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.tasks import TaskClass

CHUNK = 500
"""Assignments in one act: short enough that people at their desks do not wait for the database."""


@cites("QC 8.2#1")
def explanations(*, on: date, at: datetime) -> int:
    """Overdue and not explained: an explanation is owed, once for each due date that passed."""
    rows = Assignment.objects.filter(
        parent=None, voided_at=None, stage__in=WITH_AGENCY, task_class=TaskClass.DATED, due_on__lt=on, explained=False
    )
    return _each_chunk(rows.order_by("agency_id", "id").select_related("document").iterator(CHUNK), _explain, on, at)


def _explain(rows: Sequence[Assignment], on: date) -> list[Debt]:
    owed = _turns(rows, DutyKind.EXPLANATION)
    return [
        Debt(
            DutyKind.EXPLANATION,
            agency_id=row.agency_id,
            due_on=due(
                DutyKind.EXPLANATION,
                fell_overdue(row.due_on),
                profile=profile_on(row.document.issued_on),
                calendar=calendar(),
            ),
            subject="assignment",
            subject_id=row.pk,
            assignment_id=row.pk,
            turn=f"overdue {row.due_on}",
        )
        for row in rows
        if row.due_on and (row.pk, f"overdue {row.due_on}") not in owed
    ]


@cites("QC 7.2.b#2")
def cycle_updates(*, on: date, at: datetime) -> int:
    """Open-ended work not yet updated in the cycle that `on` is in: an update is owed by the cycle's end."""
    rows = Assignment.objects.filter(
        parent=None, voided_at=None, stage__in=WITH_AGENCY, task_class=TaskClass.OPEN_ENDED, given_on__lte=on
    ).exclude(cycle="")
    return _each_chunk(rows.order_by("agency_id", "id").select_related("document").iterator(CHUNK), _cycle, on, at)


def _cycle(rows: Sequence[Assignment], on: date) -> list[Debt]:
    owed, working = _turns(rows, DutyKind.CYCLE_UPDATE), calendar()
    debts = []
    for row in rows:
        profile = profile_on(row.document.issued_on)
        this = turn(DutyKind.CYCLE_UPDATE, on, profile=profile, cycle=row.cycle)
        if (row.pk, this) in owed or _updated_since(row, cycle_start(row.cycle, on)):
            continue
        day = due(DutyKind.CYCLE_UPDATE, on, profile=profile, calendar=working, cycle=row.cycle)
        debts.append(
            Debt(
                DutyKind.CYCLE_UPDATE,
                agency_id=row.agency_id,
                due_on=day,
                subject="assignment",
                subject_id=row.pk,
                assignment_id=row.pk,
                turn=this,
            )
        )
    return debts


def _updated_since(row: Assignment, day: date) -> bool:
    return row.last_update_on is not None and row.last_update_on >= day


def _turns(rows: Sequence[Assignment], kind: DutyKind) -> set[tuple[int | None, str]]:
    """Which of a kind were ever set on these assignments, met and dropped ones too."""
    found = Duty.objects.filter(kind=kind, assignment_id__in=[row.pk for row in rows], voided_at=None)
    return set(found.values_list("assignment_id", "turn"))


def _each_chunk(
    rows: Iterable[Assignment], debts_of: Callable[[Sequence[Assignment], date], list[Debt]], on: date, at: datetime
) -> int:
    made = 0
    for chunk in _chunks(rows):
        debts = debts_of(chunk, on)
        if debts:
            with act("tick", by=None, on=on, at=at, subject="day") as a:
                owe_all(a, debts)
                a.touch("assignment", *(debt.subject_id for debt in debts))
            made += len(debts)
    return made


def _chunks(rows: Iterable[Assignment]) -> Iterator[list[Assignment]]:
    chunk: list[Assignment] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


# ---- the liaison opens the product (8.2, second dash)


@cites("QC 8.2#2")
def liaison_looks(*, on: date, at: datetime) -> int:
    """Each week each agency with open work owes a look by its liaison; a look since the week began has met it."""
    monday = on - timedelta(days=on.weekday())
    week = f"{on.isocalendar().year}-W{on.isocalendar().week:02}"
    looked = _looked()
    known = set(
        Duty.objects.filter(kind=DutyKind.LIAISON_LOOK, turn=week, voided_at=None).values_list("agency_id", flat=True)
    )
    owing = sorted(_with_open_work() & looked.keys() - known)
    met = _met_since(looked)
    if not owing and not met:
        return 0
    day = due(DutyKind.LIAISON_LOOK, monday, profile=profile_on(on), calendar=calendar())
    with act("tick", by=None, on=on, at=at, subject="day") as a:
        owe_all(
            a,
            [
                Debt(
                    DutyKind.LIAISON_LOOK,
                    agency_id=pk,
                    due_on=day,
                    subject="agency",
                    subject_id=pk,
                    role=Role.LIAISON,
                    turn=week,
                )
                for pk in owing
            ],
        )
        for agency, seen_on in met:
            meet(a, kinds=[DutyKind.LIAISON_LOOK], subject="agency", subject_id=agency, on=seen_on)
    return len(owing)


def _looked() -> dict[int, date | None]:
    """For each agency that has a liaison: the last day on which its liaison, head or clerk opened the product."""
    posts = Membership.objects.filter(role__in=AGENCY_WIDE, person__is_active=True, to_on=None)
    seen = posts.values_list("agency_id").annotate(last=Max("person__seen_at"))
    liaisons = set(posts.filter(role=Role.LIAISON).values_list("agency_id", flat=True))
    return {pk: day_of(last) if last else None for pk, last in seen if pk in liaisons}


def _met_since(looked: dict[int, date | None]) -> list[tuple[int, date]]:
    open_looks = Duty.objects.filter(OPEN, kind=DutyKind.LIAISON_LOOK).values_list("agency_id", "on")
    days = ((pk, on, looked.get(pk)) for pk, on in open_looks)
    return [(pk, seen) for pk, on, seen in days if seen and seen >= on]


def _with_open_work() -> set[int]:
    open_ones = Assignment.objects.filter(parent=None, voided_at=None, stage__in=[*WITH_AGENCY, Stage.RETURNED])
    return set(open_ones.order_by().values_list("agency_id", flat=True).distinct())
