"""How assignments stood at the end of a day, one by one: the lines of the lists behind the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import names_on
from giaoviec.assignments.models import Assignment
from giaoviec.reporting.counting.columns import cell_of
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import replayed, settled
from giaoviec.rules.standing import CELL_NAMES, Cell

_CHUNK = 900
_WORDS = ("content", "task__content", "document__full_symbol", "document__issued_on", "given_on", "agency_id")


@dataclass(frozen=True, slots=True)
class Line:
    """An assignment on a day; `cell` is None for what was passed on by then. `agency` bears its name of the day."""

    assignment_id: int
    content: str
    symbol: str
    issued_on: date
    agency_id: int
    agency: str
    given_on: date
    due_on: date | None
    done_on: date | None
    cell: Cell | None

    @property
    def cell_vi(self) -> str:
        return CELL_NAMES[self.cell] if self.cell else "đã chuyển đơn vị khác"

    @property
    def kind(self) -> str:
        """The shape of its state."""
        return _KINDS[self.cell] if self.cell else "withdrawn"


_KINDS = {
    Cell.DONE_ON_TIME: "done",
    Cell.DONE_LATE: "done_late",
    Cell.UNDER_WAY_IN_TIME: "doing",
    Cell.UNDER_WAY_OVERDUE: "late",
    Cell.NOT_STARTED_IN_TIME: "given",
    Cell.NOT_STARTED_OVERDUE: "late",
    Cell.OPEN_ENDED_DONE: "done",
    Cell.OPEN_ENDED_UPDATED: "doing",
    Cell.OPEN_ENDED_SILENT: "soon",
    Cell.WITHDRAWN: "withdrawn",
}
_Standing = tuple[Cell | None, int, date | None, date | None]


def lines(ids: Sequence[int], scope: Scope) -> list[Line]:
    """The line of each id, in their order; one that stands there twice comes twice."""
    stood = {pk: found for part in _chunks(ids) for pk, found in _stood(part, scope)}
    said = {pk: found for part in _chunks(ids) for pk, *found in _said(part)}
    ids = [pk for pk in ids if pk in said]
    agencies = {stood[pk][1] if pk in stood else said[pk][-1] for pk in ids}
    names = names_on(list(Agency.objects.filter(pk__in=agencies)), scope.on)
    return [_line(pk, said[pk], stood.get(pk, (None, said[pk][-1], None, None)), names) for pk in ids]


def _chunks(ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    once = sorted(set(ids))
    for start in range(0, len(once), _CHUNK):
        yield tuple(once[start : start + _CHUNK])


def _stood(ids: tuple[int, ...], scope: Scope) -> Iterator[tuple[int, _Standing]]:
    among = replace(scope, since=None, among=ids)
    columns = "{a}.id, {cell}, {a}.agency_id, {a}.due_on, {a}.done_on"
    present = columns.format(a="a", cell=cell_of("a"))
    statements = [f"SELECT {present} FROM assignments_assignment a WHERE {where}" for where in settled(among)]
    past = columns.format(a="h", cell=cell_of("h"))
    statements.append(f"WITH h AS MATERIALIZED ({replayed(among, 'agency')}) SELECT {past} FROM h")
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql, among.params)
            for pk, cell, agency, due_on, done_on in cursor.fetchall():
                yield int(pk), (Cell(cell) if cell else None, int(agency), _day(due_on), _day(done_on))


def _said(ids: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
    yield from Assignment.objects.filter(pk__in=ids).values_list("pk", *_WORDS)


def _line(pk: int, said: Sequence[Any], stood: _Standing, names: dict[int, Any]) -> Line:
    content, of_task, symbol, issued_on, given_on, _ = said
    cell, agency, due_on, done_on = stood
    name = names[agency][0]
    return Line(pk, content or of_task, symbol, issued_on, agency, name, given_on, due_on, done_on, cell)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
