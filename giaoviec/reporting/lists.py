"""The lists behind the figures: as many rows as the number says."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from giaoviec.reporting.columns import CONDITIONS, NUMBERS
from giaoviec.reporting.recounts import updates_from, updates_met
from giaoviec.reporting.scopes import Scope
from giaoviec.reporting.sources import replayed, settled
from giaoviec.reporting.times import held_by
from giaoviec.rules.counting import DAYS, TURNS
from giaoviec.rules.figures import FORMULAS

_HOLDERS = {name: holder for holder, name in DAYS.items()}


def behind(figure_id: str, scope: Scope, *, denominator: bool = False) -> list[int]:
    """The ids of the assignments that a figure's numerator (or denominator) counts, in order of being given.

    One that is counted several times (two rejected claims, an update missed in two cycles) stands there as often. Days
    of a holder: the assignments that had any (`days_behind` has how many each). `KeyError` for an unknown figure.
    """
    formula = FORMULAS[figure_id]
    counters = formula.under if denominator else formula.over or formula.under
    found: list[int] = []
    for counter in counters:
        found += _rows_of(counter, scope)
    return sorted(found)


def days_behind(figure_id: str, scope: Scope) -> dict[int, int]:
    """Assignment → days of the holder whose figure it is; they add up to the figure."""
    return held_by(scope, _HOLDERS[figure_id])


def _rows_of(counter: str, scope: Scope) -> Iterable[int]:
    if counter in _HOLDERS:
        return list(held_by(scope, _HOLDERS[counter]))
    if counter in TURNS:
        met = f" AND {updates_met(scope)}" if counter == "updates_met" else ""
        return [pk for pk, _ in _run(f"SELECT u.assignment_id, 1 FROM {updates_from(scope)}{met}", scope)]
    rows = [
        row for where in settled(scope) for row in _run(_select(counter, "a", "assignments_assignment a", where), scope)
    ]
    rows += _run(f"WITH h AS MATERIALIZED ({replayed(scope)}) {_select(counter, 'h', 'h', '1 = 1')}", scope)
    return [pk for pk, times in rows for _ in range(times)]


def _select(counter: str, a: str, table: str, where: str) -> str:
    if counter in NUMBERS:
        number = NUMBERS[counter].format(a=a)
        return f"SELECT {a}.id, {number} FROM {table} WHERE {where} AND {number} > 0"
    return f"SELECT {a}.id, 1 FROM {table} WHERE {where} AND {CONDITIONS[counter].format(a=a)}"


def _run(sql: str, scope: Scope) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, scope.params)
        return [(int(pk), int(times)) for pk, times in cursor.fetchall()]
