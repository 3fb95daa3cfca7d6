"""Days by holder, and how long work took to finish: what costs more than counting, so only where it is asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from giaoviec.reporting.counting.columns import COUNTED, DONE
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import DIVIDED, Key, grouped, joins, key_of, keys, known, replayed, settled
from giaoviec.rules.counting import DAYS
from giaoviec.rules.holders import Holder, Wait, ledger, spans

_WAITS = (
    ("assignments_outsidewait", Holder.OUTSIDE, 'x."on"', "x.until_on", "x.until_at"),
    ("assignments_extension", Holder.OFFICE, 'x."on"', "x.decided_on", "x.decided_at"),
    ("assignments_obstacle", Holder.OFFICE, 'x."on"', "x.answered_on", "x.answered_at"),
    ("assignments_collaboration", Holder.COLLABORATOR, "x.asked_on", "x.answered_on", "x.answered_at"),
)
"""Table, who is waited for, since when, until when, when that was entered: as `assignments.lives.days` has it."""


@dataclass(slots=True)
class Times:
    """Of one key: days by the counters of `rules.counting.DAYS`; days to finish → how many needed them."""

    days: Counter[str] = field(default_factory=Counter)
    finished: Counter[int] = field(default_factory=Counter)


def times(scope: Scope, by: str = "") -> dict[Key, Times]:
    """Days through the end of `scope.on`, by holder, and days to finish, of each key that has any."""
    found: defaultdict[Key, Times] = defaultdict(Times)
    n = len(DIVIDED[by])
    for sql in _held(scope, by):
        for row in _rows(sql, scope):
            found[key_of(row[:n])].days.update(dict(zip(DAYS.values(), map(int, row[n:]), strict=True)))
    for sql in _finished(scope, by):
        for row in _rows(sql, scope):
            found[key_of(row[:n])].finished[int(row[n])] += int(row[n + 1])
    for key, held in _held_by_replayed(scope, by):
        found[key].days.update(held)
    return dict(found)


def held_by(scope: Scope, holder: Holder) -> dict[int, int]:
    """The assignments that a holder held, with the days of each."""
    counted = f"a.{DAYS[holder]} + {_since(holder)}"
    found: dict[int, int] = {}
    for where in settled(scope):
        sql = f"SELECT a.id, {counted} FROM assignments_assignment a WHERE {where} AND {COUNTED.format(a='a')}"
        found.update((pk, int(days)) for pk, days in _rows(sql, scope))
    found.update((pk, days[holder]) for pk, days in _ledgers(scope).items())
    return {pk: days for pk, days in sorted(found.items()) if days}


def _held(scope: Scope, by: str) -> Iterator[str]:
    """The present columns count the days up to the last act; from then on they are the present holder's."""
    sums = ", ".join(f"COALESCE(SUM(a.{name} + {_since(holder)}), 0)" for holder, name in DAYS.items())
    for where in settled(scope):
        yield (
            f"SELECT {keys(by, 'a')}{sums} FROM assignments_assignment a {joins(by, 'a')}"
            f" WHERE {where} AND {COUNTED.format(a='a')}{grouped(by)}"
        )


def _since(holder: Holder) -> str:
    return f"CASE WHEN a.holder = '{holder}' THEN {_days('%(on)s', 'a.acted_on')} + 1 ELSE 0 END"


def _finished(scope: Scope, by: str) -> Iterator[str]:
    for where in settled(scope):
        table = f"assignments_assignment a {joins(by, 'a')} WHERE {where} AND {DONE.format(a='a')}"
        yield _histogram(table, "a", by)
    table = f"h {joins(by, 'h')} WHERE {DONE.format(a='h')}"
    yield f"WITH h AS MATERIALIZED ({replayed(scope, by)}) {_histogram(table, 'h', by)}"


def _histogram(table: str, a: str, by: str) -> str:
    places = ", ".join(str(place) for place in range(1, len(DIVIDED[by]) + 2))
    return f"SELECT {keys(by, a)}{_days(f'{a}.done_on', f'{a}.given_on')}, COUNT(*) FROM {table} GROUP BY {places}"


def _days(later: str, earlier: str) -> str:
    if connection.vendor == "postgresql":
        return f"(CAST({later} AS date) - {earlier})"
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


def _held_by_replayed(scope: Scope, by: str) -> Iterator[tuple[Key, Counter[str]]]:
    ledgers = _ledgers(scope)
    for row in _rows(f"SELECT {keys(by, 'h')}h.id FROM ({replayed(scope, by)}) h {joins(by, 'h')}", scope):
        if days := ledgers.get(row[-1]):
            yield key_of(row[:-1]), Counter({name: days[holder] for holder, name in DAYS.items()})


def _ledgers(scope: Scope) -> dict[int, dict[Holder, int]]:
    """The days of what is replayed, by the rule book; what was passed on has none."""
    stages: defaultdict[int, list[Wait]] = defaultdict(list)
    waits: defaultdict[int, list[Wait]] = defaultdict(list)
    counted = f"JOIN ({replayed(scope)}) h ON h.id = x.assignment_id AND {COUNTED.format(a='h')}"
    among = f"{counted} WHERE {known('x', scope.known_at)}"
    spells = f'SELECT x.assignment_id, x.holder, x."on" FROM assignments_stagespell x {among} AND x."on" <= %(on)s'
    for pk, holder, since in _rows(f'{spells} ORDER BY x."on", x.id', scope):
        stages[pk].append(Wait(Holder(holder), _day(since)))
    for table, waited, since, until, ended_at in _WAITS:
        known_ended = f" AND {ended_at} <= %(known_at)s" if scope.known_at else ""
        ends = f"CASE WHEN {ended_at} IS NOT NULL{known_ended} THEN {until} END"
        sql = f"SELECT x.assignment_id, {since}, {ends} FROM {table} x {among} AND {since} <= %(on)s"
        for pk, first, last in _rows(sql, scope):
            waits[pk].append(Wait(waited, _day(first), _day(last) if last else None))
    after = scope.on + timedelta(days=1)
    return {pk: ledger(spans(lived, waits[pk], until=after)) for pk, lived in stages.items()}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _rows(sql: str, scope: Scope) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, scope.params)
        return list(cursor.fetchall())
