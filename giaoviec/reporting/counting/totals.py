"""The counters of a set at once: the histogram, put right for what changed since it was folded, or was known later.

Where it cannot answer (a period, an agency divided further, too much still to be folded) the rows are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.db import connection

from giaoviec.days import start_of
from giaoviec.regulation.models import ProfileVersion
from giaoviec.reporting.counting.recounts import Totals, recount
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.steps import COUNTED, summed, traces
from giaoviec.reporting.models import Folding, Stale
from giaoviec.reporting.triggers import UPDATES
from giaoviec.rules.profiles import PROFILES

FEW = 1500
"""Assignments that are put right one by one; for more it is quicker to count all."""

UNDONE = timedelta(days=1)
"""Longer than any profile lets an act be undone: what was voided later was recorded after this before."""


def totals(scope: Scope, by: str = "") -> Totals:
    """The counters by key, as `recounts.recount` counts them."""
    return with_whole(scope, by)[1]


def with_whole(scope: Scope, by: str = "") -> tuple[Counter[str], Totals]:
    """The counters of a set and of its parts, of one and the same moment.

    The histogram keeps the two apart, so that one which is not the other's sum is seen; of rows that are counted the
    set is their sum.
    """
    if _is_folded(scope, by):
        for _ in range(3):  # The histogram may be folded while it is read: read again then.
            turn = _turn()
            found = _of_histogram(scope, by)
            if found is None:
                break
            if turn == _turn():
                return found
    parts = recount(scope, by)
    return _sum(parts), parts


def _sum(parts: Totals) -> Counter[str]:
    whole: Counter[str] = Counter()
    for counts in parts.values():
        whole.update(counts)
    return whole


def _is_folded(scope: Scope, by: str) -> bool:
    if scope.since or scope.inside or scope.among is not None:
        return False
    return not scope.agency_id or by in ("", "agency")


def _turn() -> int:
    return Folding.objects.values_list("turn", flat=True).get(pk=1)


def _of_histogram(scope: Scope, by: str) -> tuple[Counter[str], Totals] | None:
    stale = list(Stale.objects.values_list("assignment_id", flat=True).distinct()[: FEW + 1])
    later = known_later(scope) if scope.known_at and len(stale) <= FEW else []
    if len(stale) + len(later) > FEW:
        return None
    parts: Totals = defaultdict(Counter, _folded(scope, by))
    whole = Counter(_folded(scope, "").get("", {})) if by else Counter(parts[""])
    change = _change(scope, by, stale, later)
    _put(parts, change)
    whole.update(_sum(change))
    return whole, {key: counts for key, counts in parts.items() if not by or any(counts.values())}


def _change(scope: Scope, by: str, stale: list[int], later: list[int]) -> Totals:
    """What is to be added: stale assignments are taken out and counted; what was known of others later is counted as it
    was known then.
    """
    found: Totals = defaultdict(Counter)
    now = replace(scope, known_at=None)
    if stale:
        _take(found, _traced(scope, by, stale))
        _put(found, recount(replace(now, among=tuple(stale)), by))
    if later:
        _take(found, recount(replace(now, among=tuple(later)), by))
        _put(found, recount(replace(scope, among=tuple(later)), by))
    return found


def _folded(scope: Scope, by: str) -> Totals:
    dimension = "agency" if scope.agency_id else by
    sums = ", ".join(f"SUM({name})" for name in COUNTED)
    whose = " AND key = %(key)s" if scope.agency_id else ""
    spans = (
        "(kind = 'year' AND start < %(year_start)s)",
        "(kind = 'month' AND start >= %(year_start)s AND start < %(month_start)s)",
        "(kind = 'day' AND start >= %(month_start)s AND start <= %(on)s)",
    )
    parts = " UNION ALL ".join(
        f"SELECT key, {', '.join(COUNTED)} FROM reporting_histogram WHERE dimension = %(dimension)s AND {span}{whose}"
        for span in spans
    )
    params = scope.params | {"dimension": dimension, "key": str(scope.agency_id)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, {sums} FROM ({parts}) spans GROUP BY key", params)
        rows = cursor.fetchall()
    return {row[0] if by else "": Counter(dict(zip(COUNTED, map(int, row[1:]), strict=True))) for row in rows}


def _traced(scope: Scope, by: str, ids: Iterable[int]) -> Totals:
    """What the histogram has of some assignments on the day."""
    found: Totals = defaultdict(Counter)
    for keys, steps in traces(ids).values():
        for agency, counts in summed(steps, scope.on).items():
            if scope.agency_id in (None, agency):
                found[str(agency) if by == "agency" else keys[by]].update(counts)
    return found


def _put(found: Totals, more: Totals) -> None:
    for key, counts in more.items():
        found[key].update(counts)


def _take(found: Totals, less: Totals) -> None:
    for key, counts in less.items():
        found[key].subtract(counts)


_RECORDED_LATER = (
    'x.recorded_at > %(after)s AND x."on" <= %(on)s AND (x.recorded_at > %(known_at)s OR x.voided_at > %(known_at)s)'
)


def known_later(scope: Scope) -> list[int]:
    """The assignments of which something that had happened by the day was recorded, or voided, after `known_at`.

    Assignments may be imported years later; an act on one is dated back by no more than a profile lets it, and undone
    within `UNDONE`, so only a stretch of the records of acts is asked.
    """
    soon = f"{_RECORDED_LATER} AND x.recorded_at < %(before)s"
    parts = [f"SELECT x.id FROM assignments_assignment x WHERE x.parent_id IS NULL AND {_RECORDED_LATER}"]
    parts += [
        f"SELECT x.assignment_id FROM {table} x WHERE {soon}"
        for table in ("assignments_stagespell", "assignments_duedate", "assignments_claim", "assignments_update")
    ]
    parts += [
        f"SELECT x.assignment_id FROM duties_duty x WHERE x.kind IN {UPDATES} AND {soon}",
        "SELECT c.assignment_id FROM assignments_verification x JOIN assignments_claim c ON c.id = x.claim_id"
        f" WHERE {soon}",
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), scope.params | _stretch(scope))
        return [pk for (pk,) in cursor.fetchall() if pk]


def _stretch(scope: Scope) -> dict[str, object]:
    assert scope.known_at is not None
    adapt = connection.ops.adapt_datetimefield_value
    return {"after": adapt(scope.known_at - UNDONE), "before": adapt(start_of(scope.on + _backdated()))}


def _backdated() -> timedelta:
    """The longest that any profile, of now or of once, lets an act be dated back; the day itself and one more."""
    shipped = [int(profile["backdate_days"]) for profile in PROFILES]
    entered = [int(data["numbers"]["backdate_days"]["value"]) for (data,) in ProfileVersion.objects.values_list("data")]
    return timedelta(days=max(shipped + entered) + 2)
