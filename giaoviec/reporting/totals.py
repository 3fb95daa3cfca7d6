"""The counters of a set, by whatever it is divided by: from the tally, the present columns, and what is replayed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection

from giaoviec.reporting.columns import ON_THE_DAY, PERIOD, STATIC, WEIGHTS, counters, total
from giaoviec.reporting.scopes import Scope
from giaoviec.reporting.sources import KEYS, Key, grouped, joins, keys, known, replayed, settled, settled_open
from giaoviec.reporting.tally import MET, OWED, TABLE, UPDATES

Totals = dict[Key, Counter[str]]


_TALLIED = (*STATIC, *WEIGHTS)
_ALL = (*STATIC, *WEIGHTS, *ON_THE_DAY)
_TURNS = ("updates_owed", "updates_met")
_SPAN = (
    "((kind = 'year' AND start < %(year_start)s)"
    " OR (kind = 'month' AND start >= %(year_start)s AND start < %(month_start)s))"
)


def totals(scope: Scope, by: str = "") -> Totals:
    """What `rules.counting.count` counts of the same facts, for each key that has any."""
    atoms: Totals = defaultdict(Counter)
    for names, sql in _statements(scope, by):
        for key, sums in _rows(sql, scope, len(KEYS[by])):
            atoms[key].update(dict(zip(names, sums, strict=True)))
    found = {key: counters(sums) for key, sums in atoms.items()}
    for key, sums in atoms.items():
        found[key].update({name: sums[name] for name in _TURNS})
    return found


def _rows(sql: str, scope: Scope, n: int) -> Iterator[tuple[Key, tuple[int, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, scope.params)
        for row in cursor.fetchall():
            yield tuple(row[:n]), tuple(map(int, row[n:]))


def _statements(scope: Scope, by: str) -> Iterator[tuple[tuple[str, ...], str]]:
    tallied = scope.since is None and by in ("", "agency")
    if tallied:
        yield (*_TALLIED, *_TURNS), _from_tally(by, (*_TALLIED, *_TURNS), scope)
        month = f"{settled(scope)[0]} AND a.acted_on >= %(month_start)s"
        yield _TALLIED, _present(by, _TALLIED, month)
    elif scope.since is None:
        yield _TALLIED, _present(by, _TALLIED, settled(scope)[0])
    if scope.since is None:
        yield tuple(ON_THE_DAY), _present(by, ON_THE_DAY, settled_open(scope))
    names = _ALL if scope.since is None else (*_ALL, *PERIOD)
    if scope.since:
        for where in settled(scope):
            yield names, _present(by, names, where)
    yield names, _of_replayed(scope, by, names)
    yield _TURNS, _updates(scope, by, "%(month_start)s" if tallied else "")


def _from_tally(by: str, names: Iterable[str], scope: Scope) -> str:
    key = "agency_id, " if by else ""
    sums = ", ".join(f"COALESCE(SUM({name}), 0)" for name in names)
    whose = " AND agency_id = %(agency)s" if scope.agency_id else ""
    return f"SELECT {key}{sums} FROM {TABLE} WHERE {_SPAN}{whose}{grouped(by)}"


def _present(by: str, names: Iterable[str], where: str) -> str:
    table = f"assignments_assignment a {joins(by, 'a')}"
    return f"SELECT {keys(by, 'a')}{total(names, 'a')} FROM {table} WHERE {where}{grouped(by)}"


def _of_replayed(scope: Scope, by: str, names: Iterable[str]) -> str:
    agency = by == "agency" or scope.agency_id is not None
    rows = f"WITH h AS MATERIALIZED ({replayed(scope, agency=agency)})"  # each column once, not once for each atom
    return f"{rows} SELECT {keys(by, 'h')}{total(names, 'h')} FROM h {joins(by, 'h')}{grouped(by)}"


def updates_where(scope: Scope, since: str = "") -> str:
    """WHERE over duties `u`: the updates that were owed and counted by the day, from a day on."""
    met, owed = updates_met(scope), OWED.format(a="u")
    if scope.known_at:
        dropped = "(u.dropped_on IS NULL OR u.dropped_at > %(known_at)s OR u.dropped_on > u.due_on)"
        owed = f"({dropped} OR ({met}))"
    whose = " AND u.agency_id = %(agency)s" if scope.agency_id else ""
    first = since or ("%(since)s" if scope.since else "")
    after = f" AND u.due_on >= {first}" if first else ""
    return (
        f"u.kind IN {UPDATES} AND {known('u', scope.known_at)} AND {owed}"
        f" AND u.due_on <= %(on)s AND (u.due_on < %(on)s OR ({met})){after}{whose}"
    )


def updates_met(scope: Scope) -> str:
    """Whether one of them was made by its day, as was known."""
    met = MET.format(a="u")
    return f"{met} AND u.met_at <= %(known_at)s" if scope.known_at else met


def _updates(scope: Scope, by: str, since: str) -> str:
    if by in ("", "agency"):
        table, key = "duties_duty u", "u.agency_id, " if by else ""
    else:
        table, key = f"duties_duty u JOIN assignments_assignment a ON a.id = u.assignment_id {joins(by, 'a')}", ""
        key = keys(by, "a")
    met = f"COALESCE(SUM(CASE WHEN {updates_met(scope)} THEN 1 ELSE 0 END), 0)"
    return f"SELECT {key}COUNT(*), {met} FROM {table} WHERE {updates_where(scope, since)}{grouped(by)}"
