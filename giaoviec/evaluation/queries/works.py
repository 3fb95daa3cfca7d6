"""The tasks of a year as they stood on its last day: what sheets are made of.

Those of the province come by the statements of the figures, so that a sheet counts what a figure of the period counts;
what agencies gave on inside is replayed from its facts row by row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from giaoviec.assignments.lives import lives
from giaoviec.assignments.models import Assignment, Explanation, StageSpell, Verification
from giaoviec.assignments.queries import known
from giaoviec.reporting.counting.columns import cell_of
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import replayed, settled
from giaoviec.rules.counting import is_carried_over
from giaoviec.rules.moves import Stage
from giaoviec.rules.scoring import Work
from giaoviec.rules.standing import Cell, Life, Standing, standing

CHUNK = 5000
LONGEST = 200
"""Characters of the paper that gave a task, as a line says it."""


@dataclass(frozen=True, slots=True)
class Year:
    """The days that are evaluated, as known at a moment."""

    first: date
    last: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Stood:
    """A task as it stood: whose it was, its days, its cell and where its stage leaves it out."""

    id: int
    agency_id: int
    unit_id: int | None
    officer_id: int | None
    stage: str
    cell: Cell
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Task:
    """What a line of a sheet says of a task."""

    work: Work
    content: str
    paper: str
    given_on: date
    due_on: date | None
    done_on: date | None


def by_agency(year: Year) -> dict[int, list[Stood]]:
    """The province's tasks of the year by the agency that led them on its last day: carried over into it, or new."""
    found: defaultdict[int, list[Stood]] = defaultdict(list)
    for one in _province(year):
        found[one.agency_id].append(one)
    return found


def inside(year: Year) -> list[Stood]:
    """What agencies gave on inside, to units and officers."""
    rows = Assignment.objects.filter(known(year.known_at), parent__isnull=False, given_on__lte=year.last)
    return [one for chunk in _chunks(list(rows.order_by("id"))) for one in _inside(chunk, year)]


def tasks(stood: Sequence[Stood], year: Year) -> list[Task]:
    """With what they are about and what was judged of them, in the order of `stood`; a few statements a chunk."""
    return [task for chunk in _chunks(stood) for task in _tasks(chunk, year)]


# ---- how they stood


def _province(year: Year) -> Iterator[Stood]:
    scope = Scope(year.last, since=year.first, known_at=year.known_at)
    columns = "SELECT {a}.id, {a}.agency_id, {a}.stage, {cell}, {a}.due_on, {a}.done_on"
    present = columns.format(a="a", cell=cell_of("a"))
    statements = [f"{present} FROM assignments_assignment a WHERE {where}" for where in settled(scope)]
    past = columns.format(a="h", cell=cell_of("h"))
    statements.append(f"WITH h AS MATERIALIZED ({replayed(scope, 'agency')}) {past} FROM h")
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, scope.params)
            for pk, agency, stage, cell, due_on, done_on in cursor.fetchall():
                if cell:
                    yield Stood(pk, agency, None, None, stage, Cell(cell), _day(due_on), _day(done_on))


def _inside(rows: Sequence[Assignment], year: Year) -> Iterator[Stood]:
    reopened = _reopened([row.pk for row in rows], year, since=year.first)
    lived = lives(rows, known_at=year.known_at)
    for row in rows:
        if not _within(lived[row.pk], bool(reopened[row.pk]), year):
            continue
        then = standing(lived[row.pk], year.last)
        if then.cell:
            yield _stood(row, then, then.cell)


def _stood(row: Assignment, then: Standing, cell: Cell) -> Stood:
    return Stood(row.pk, row.agency_id, row.unit_id, row.officer_id, then.stage, cell, then.due_on, then.done_on)


def _within(life: Life, reopened: bool, year: Year) -> bool:
    if life.given_on >= year.first:
        return True
    before = standing(life, year.first - timedelta(days=1)).stage
    return is_carried_over(given_on=life.given_on, stage_before=before, reopened=reopened, since=year.first)


# ---- what was judged of them


def _tasks(stood: Sequence[Stood], year: Year) -> Iterator[Task]:
    ids = [one.id for one in stood]
    judged, reopened, objective, said = _judged(ids, year), _reopened(ids, year), _objective(ids, year), _said(ids)
    for one in stood:
        quality, rejected = judged.get(one.id, ("", 0))
        work = Work(
            id=one.id,
            cell=one.cell,
            claimed=one.stage == Stage.CLAIMED,
            returned=one.stage == Stage.RETURNED,
            quality=quality if one.stage == Stage.CLOSED else "",
            rejected=rejected,
            reopened=reopened[one.id],
            late_objective=(one.id, "overdue") in objective,
            poor_objective=(one.id, "quality") in objective,
        )
        content, paper, given_on = said[one.id]
        yield Task(work, content, paper, given_on, one.due_on, one.done_on)


def _judged(ids: Sequence[int], year: Year) -> dict[int, tuple[str, int]]:
    """(the mark of the last confirmation, how often it was rejected for quality) by the last day."""
    found: dict[int, tuple[str, int]] = {}
    rows = Verification.objects.filter(
        known(year.known_at), claim__voided_at=None, claim__assignment__in=ids, decides=True, on__lte=year.last
    ).order_by("on", "recorded_at", "id")
    for pk, confirms, quality, poor in rows.values_list("claim__assignment_id", "confirms", "quality", "for_quality"):
        mark, times = found.get(pk, ("", 0))
        found[pk] = (quality, times) if confirms else (mark, times + int(poor))
    return found


def _reopened(ids: Sequence[int], year: Year, since: date | None = None) -> Counter[int]:
    rows = StageSpell.objects.filter(known(year.known_at), assignment__in=ids, move="reopen", on__lte=year.last)
    if since:
        rows = rows.filter(on__gte=since)
    return Counter(rows.values_list("assignment_id", flat=True))


def _objective(ids: Sequence[int], year: Year) -> set[tuple[int, str]]:
    """(assignment, what was explained) where the Office had found the cause objective by the moment."""
    rows = Explanation.objects.filter(
        known(year.known_at), assignment__in=ids, objective=True, objective_at__lte=year.known_at
    )
    return set(rows.values_list("assignment_id", "about"))


def _said(ids: Sequence[int]) -> dict[int, tuple[str, str, date]]:
    columns = ("pk", "content", "task__content", "document__full_symbol", "document__summary", "document__issued_on")
    rows = Assignment.objects.filter(pk__in=ids).order_by().values_list(*columns, "given_on")
    return {
        pk: (own or task, f"{(symbol or summary)[: LONGEST - 16]} ngày {issued:%d/%m/%Y}", given_on)
        for pk, own, task, symbol, summary, issued, given_on in rows
    }


def _chunks(rows: Sequence[Any]) -> Iterator[Any]:
    for first in range(0, len(rows), CHUNK):
        yield rows[first : first + CHUNK]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
