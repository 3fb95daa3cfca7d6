"""Duties that no act sets but the calendar does: explanations, updates of a cycle, looks, paper reports, reviews."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from giaoviec.agencies.queries import office
from giaoviec.assignments.actions.following import debt_of_lead
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import standing_of
from giaoviec.duties.actions import Debt, owe_all
from giaoviec.duties.models import Duty
from giaoviec.journal.actions import act
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import cites
from giaoviec.rules.duties import DutyKind, due, fell_overdue, turn
from giaoviec.rules.effects import calls_for_explanation
from giaoviec.rules.moves import WITH_AGENCY
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.tasks import TaskClass

CHUNK = 500
"""Assignments in one act: short enough that people at their desks do not wait for the database."""

log = logging.getLogger(__name__)


@cites("QC 8.2#1")
def explanations(*, on: date, at: datetime) -> int:
    """Overdue and not explained: an explanation is owed, once for each due date that passed."""
    rows = Assignment.objects.filter(
        parent=None, voided_at=None, stage__in=WITH_AGENCY, task_class=TaskClass.DATED, due_on__lt=on, explained=False
    )
    return _each_chunk(rows, _explain, on, at)


def _explain(rows: Sequence[Assignment], on: date) -> Iterator[Debt]:
    owed, watching = _turns(rows, DutyKind.EXPLANATION), office().pk
    for row in rows:
        this = f"overdue {row.due_on}"
        called = calls_for_explanation(standing_of(row, on), explained=row.explained)
        if called and row.due_on and (row.pk, this) not in owed:
            day = _due(DutyKind.EXPLANATION, fell_overdue(row.due_on), issued_on=row.document.issued_on)
            if day:
                yield debt_of_lead(row, DutyKind.EXPLANATION, day, office=watching, turn=this)


@cites("QC 7.2.b#2")
def cycle_updates(*, on: date, at: datetime) -> int:
    """Open-ended work not yet updated in the cycle that `on` is in: an update is owed by the cycle's end."""
    rows = Assignment.objects.filter(
        parent=None, voided_at=None, stage__in=WITH_AGENCY, task_class=TaskClass.OPEN_ENDED, given_on__lte=on
    )
    return _each_chunk(rows.exclude(cycle=""), _cycle, on, at)


def _cycle(rows: Sequence[Assignment], on: date) -> Iterator[Debt]:
    owed, watching = _turns(rows, DutyKind.CYCLE_UPDATE), office().pk
    for row in rows:
        issued_on = row.document.issued_on
        this = turn(DutyKind.CYCLE_UPDATE, on, profile=profile_on(issued_on), cycle=row.cycle)
        updated = row.last_update_on is not None and row.last_update_on >= cycle_start(row.cycle, on)
        if not updated and (row.pk, this) not in owed:
            day = _due(DutyKind.CYCLE_UPDATE, on, issued_on=issued_on, cycle=row.cycle)
            if day:
                yield debt_of_lead(row, DutyKind.CYCLE_UPDATE, day, office=watching, turn=this)


def _due(kind: DutyKind, start: date, *, issued_on: date, cycle: str = "") -> date | None:
    """The day, or None while the working calendar lacks a year: each later run looks again."""
    try:
        return due(kind, start, profile=profile_on(issued_on), calendar=calendar(), cycle=cycle)
    except UnknownYear as lack:
        log.warning("%s of %s not set: %s", kind, start, lack)
        return None


def _turns(rows: Sequence[Assignment], kind: DutyKind) -> set[tuple[int | None, str]]:
    """Which of a kind were ever set on these assignments, met and dropped ones too."""
    found = Duty.objects.filter(kind=kind, assignment_id__in=[row.pk for row in rows], voided_at=None)
    return set(found.values_list("assignment_id", "turn"))


def _each_chunk(
    rows: QuerySet[Assignment],
    debts_of: Callable[[Sequence[Assignment], date], Iterator[Debt]],
    on: date,
    at: datetime,
) -> int:
    made = 0
    ids = list(rows.order_by("agency_id", "id").values_list("pk", flat=True))
    for first in range(0, len(ids), CHUNK):
        chunk = rows.filter(pk__in=ids[first : first + CHUNK]).select_related("document").defer("document__text")
        made += _set(rows, list(debts_of(list(chunk.order_by("agency_id", "id")), on)), on, at)
    return made


def _set(rows: QuerySet[Assignment], debts: list[Debt], on: date, at: datetime) -> int:
    """Sets what is still called for once the assignments are held: somebody may have acted since they were read."""
    if not debts:
        return 0
    with act("tick", by=None, on=on, at=at, subject="day") as a:
        held = rows.filter(pk__in=[debt.subject_id for debt in debts]).order_by("agency_id", "id")
        still = set(held.select_for_update().values_list("pk", flat=True))
        owed = [debt for debt in debts if debt.subject_id in still]
        owe_all(a, owed)
        a.touch("assignment", *(debt.subject_id for debt in owed))
    return len(owed)
