"""The counters of a set counted from the rows themselves: exact for any scope, and what the histogram is held to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db import connection

from giaoviec.reporting.counting.columns import COUNTERS, OF_A_PERIOD, sums
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import DIVIDED, Key, grouped, joins, key_of, keys, known, replayed, settled
from giaoviec.reporting.triggers import UPDATES
from giaoviec.rules.counting import TURNS

Totals = dict[Key, Counter[str]]
"""Counters by key; one key, the empty one, where nothing is divided."""

_MET = "u.met_on IS NOT NULL AND u.met_on <= u.due_on"


def recount(scope: Scope, by: str = "") -> Totals:
    """What `rules.counting.count` counts of the same facts, for each key that has any."""
    found: Totals = defaultdict(Counter)
    n = len(DIVIDED[by])
    with connection.cursor() as cursor:
        for names, sql in _statements(scope, by):
            cursor.execute(sql, scope.params)
            for row in cursor.fetchall():
                found[key_of(row[:n])].update(dict(zip(names, map(int, row[n:]), strict=True)))
    return dict(found)


def _statements(scope: Scope, by: str) -> Iterator[tuple[tuple[str, ...], str]]:
    counted = (*COUNTERS, *OF_A_PERIOD) if scope.since else COUNTERS
    for where in settled(scope):
        table = f"assignments_assignment a {joins(by, 'a')} WHERE {where}"
        yield counted, f"SELECT {keys(by, 'a')}{sums(counted, 'a')} FROM {table}{grouped(by)}"
    rows = f"WITH h AS MATERIALIZED ({replayed(scope, by)})"  # each column once, not once for each counter
    yield counted, f"{rows} SELECT {keys(by, 'h')}{sums(counted, 'h')} FROM h {joins(by, 'h')}{grouped(by)}"
    if not scope.inside:  # Inside an agency no updates are owed by the Regulation.
        yield TURNS, _updates(scope, by)


def _updates(scope: Scope, by: str) -> str:
    met = f"COALESCE(SUM(CASE WHEN {updates_met(scope)} THEN 1 ELSE 0 END), 0)"
    key = "u.agency_id, " if by == "agency" else keys(by, "a")
    return f"SELECT {key}{met}, COUNT(*) FROM {updates_from(scope, by)}{grouped(by)}"


def updates_from(scope: Scope, by: str = "") -> str:
    """FROM and WHERE over duties `u`: the updates that were owed and are counted on the day (`rules.counting.Turn`)."""
    met = updates_met(scope)
    dropped = " OR u.dropped_at > %(known_at)s" if scope.known_at else ""
    owed = f"(u.dropped_on IS NULL OR u.dropped_on > u.due_on{dropped} OR ({met}))"
    joined = by not in ("", "agency") or scope.among is not None
    table = f"duties_duty u JOIN assignments_assignment a ON a.id = u.assignment_id {joins(by, 'a')}"
    whose = " AND u.agency_id = %(agency)s" if scope.agency_id else ""
    since = " AND u.due_on >= %(since)s" if scope.since else ""
    return (
        f"{table if joined else 'duties_duty u'} WHERE u.kind IN {UPDATES} AND {known('u', scope.known_at)} AND {owed}"
        f" AND u.due_on <= %(on)s AND (u.due_on < %(on)s OR ({met})){since}{whose}{scope.among_sql}"
    )


def updates_met(scope: Scope) -> str:
    """Whether one of them was made by its day, as was known."""
    return f"{_MET} AND u.met_at <= %(known_at)s" if scope.known_at else _MET
