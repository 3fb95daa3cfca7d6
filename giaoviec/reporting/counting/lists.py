"""The lists behind the figures: as many rows as the number says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import connection

from giaoviec.reporting.counting.columns import CONDITIONS, NUMBERS
from giaoviec.reporting.counting.labels import row_of
from giaoviec.reporting.counting.recounts import updates_from, updates_met
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import joins, key_of, keys, replayed, settled
from giaoviec.reporting.counting.times import held_by
from giaoviec.rules.counting import DAYS, TURNS
from giaoviec.rules.figures import FORMULAS

_HOLDERS = {name: holder for holder, name in DAYS.items()}


def behind(
    figure_id: str, scope: Scope, *, denominator: bool = False, by: str = "", key: str | None = None
) -> list[int]:
    """The ids of the assignments that a figure's numerator (or denominator) counts, in order of being given.

    With `key` only those of that line of the table divided by `by`. One that is counted several times (two rejected
    claims, an update missed in two cycles) stands there as often. Days of a holder: the assignments that had any
    (`days_behind` has how many each). `KeyError` for an unknown figure.
    """
    if by == "agency" and key:
        return behind(figure_id, replace(scope, agency_id=int(key)), denominator=denominator)
    formula = FORMULAS[figure_id]
    counters = formula.under if denominator else formula.over or formula.under
    found: list[int] = []
    for counter in counters:
        found += _rows_of(counter, scope) if key is None else _rows_of_line(counter, scope, by, key)
    return sorted(found)


def days_behind(figure_id: str, scope: Scope) -> dict[int, int]:
    """Assignment → days of the holder whose figure it is; they add up to the figure."""
    return held_by(scope, _HOLDERS[figure_id])


def _rows_of(counter: str, scope: Scope) -> Iterable[int]:
    if counter in _HOLDERS:
        return list(held_by(scope, _HOLDERS[counter]))
    return [pk for _, pk in _keyed(counter, scope, "")]


def _rows_of_line(counter: str, scope: Scope, by: str, key: str) -> Iterable[int]:
    to_line = row_of(by, scope.on)
    if counter in _HOLDERS:
        within = {pk for found, pk in _keyed("total", scope, by) if to_line(found) == key}
        return [pk for pk in held_by(scope, _HOLDERS[counter]) if pk in within]
    return [pk for found, pk in _keyed(counter, scope, by) if to_line(found) == key]


def _keyed(counter: str, scope: Scope, by: str) -> list[tuple[str, int]]:
    """(key of `sources.DIVIDED`, id) of what a counter counts, as often as it does."""
    if counter in TURNS:
        if scope.inside:
            return []
        met = f" AND {updates_met(scope)}" if counter == "updates_met" else ""
        return _run(f"SELECT {keys(by, 'a')}u.assignment_id, 1 FROM {updates_from(scope, by)}{met}", scope)
    present = f"assignments_assignment a {joins(by, 'a')}"
    rows = [row for where in settled(scope) for row in _run(_select(counter, "a", present, where, by), scope)]
    past = _select(counter, "h", f"h {joins(by, 'h')}", "1 = 1", by)
    return rows + _run(f"WITH h AS MATERIALIZED ({replayed(scope, by)}) {past}", scope)


def _select(counter: str, a: str, table: str, where: str, by: str) -> str:
    columns = f"SELECT {keys(by, a)}{a}.id"
    if counter in NUMBERS:
        number = NUMBERS[counter].format(a=a)
        return f"{columns}, {number} FROM {table} WHERE {where} AND {number} > 0"
    return f"{columns}, 1 FROM {table} WHERE {where} AND {CONDITIONS[counter].format(a=a)}"


def _run(sql: str, scope: Scope) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, scope.params)
        return [(key_of(row[:-2]), int(row[-2])) for row in cursor.fetchall() for _ in range(int(row[-1]))]
