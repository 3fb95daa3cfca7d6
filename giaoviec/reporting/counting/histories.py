"""The rule book's `History` of many assignments, and the updates that they owed, in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.assignments.lives import lives
from giaoviec.assignments.models import Assignment, DueDate, StageSpell
from giaoviec.assignments.queries import known
from giaoviec.duties.models import Duty
from giaoviec.rules.counting import Turn
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.histories import History

OWED = (DutyKind.FIRST_UPDATE, DutyKind.CYCLE_UPDATE)


def histories(rows: Sequence[Assignment], *, known_at: datetime | None = None) -> dict[int, History]:
    """The history of each assignment by id, as known at a moment."""
    ids = [row.pk for row in rows]
    lived = lives(rows, known_at=known_at)
    moved: defaultdict[tuple[int, str], list[date]] = defaultdict(list)
    led: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    spells = StageSpell.objects.filter(known(known_at), assignment__in=ids).order_by("on", "recorded_at", "id")
    for pk, on, move, agency in spells.values_list("assignment_id", "on", "move", "holder_agency_id"):
        moved[pk, move].append(on)
        if agency:
            led[pk].append((on, agency))
    extended: defaultdict[int, list[date]] = defaultdict(list)
    dues = DueDate.objects.filter(known(known_at), assignment__in=ids, cause="extension")
    for pk, on in dues.values_list("assignment_id", "on"):
        extended[pk].append(on)
    return {
        row.pk: History(
            life=lived[row.pk],
            original_due_on=row.original_due_on,
            returned=tuple(moved[row.pk, "return"]),
            extended=tuple(extended[row.pk]),
            rejected=tuple(moved[row.pk, "reject"]),
            led=tuple(led[row.pk]) or ((row.given_on, row.agency_id),),
        )
        for row in rows
    }


def turns(ids: Sequence[int], *, known_at: datetime | None = None) -> dict[int, list[tuple[int, Turn]]]:
    """The updates that each of them owed, with the agency that owed it."""
    found: defaultdict[int, list[tuple[int, Turn]]] = defaultdict(list)
    rows = Duty.objects.filter(known(known_at), kind__in=OWED, assignment_id__in=ids).order_by("due_on", "id")
    columns = ("assignment_id", "agency_id", "due_on", "met_on", "met_at", "dropped_on", "dropped_at")
    for pk, agency, due_on, met_on, met_at, dropped_on, dropped_at in rows.values_list(*columns):
        found[pk].append((agency, Turn(due_on, _at(met_on, met_at, known_at), _at(dropped_on, dropped_at, known_at))))
    return found


def _at(on: date | None, entered: datetime | None, known_at: datetime | None) -> date | None:
    """A day that was entered, where it was known."""
    return on if known_at is None or (entered is not None and entered <= known_at) else None
