"""A list of assignments at the end of a past day, as known at a moment: the filters of `/viec/` asked of then.

How things stood, their dates, turns and agency are those of the day (`sources`); field, unit, document, words are
today's, as for the figures. What a list can be narrowed to and no fact row tells of a past day is not asked:
`not_carried` names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from giaoviec.agencies.models import Agency
from giaoviec.assignments.agency_table import KINDS
from giaoviec.assignments.listing import words_of
from giaoviec.assignments.models import Assignment, Claim, Extension, Obstacle, Update
from giaoviec.assignments.narrowing import Filters, narrowed
from giaoviec.assignments.queries import known
from giaoviec.assignments.standing_sql import last_near
from giaoviec.reporting.counting.columns import CONDITIONS, COUNTED, DONE, IS_OPEN
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import replayed, settled
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.moves import Stage

_DATED = "{a}.task_class = 'dated' AND {a}.due_on IS NOT NULL"
_ENDED = f"{{a}}.stage IN ('{Stage.WITHDRAWN}', '{Stage.PASSED_ON}')"


def _either(*counters: str) -> str:
    return "(" + " OR ".join(f"({CONDITIONS[name]})" for name in counters) + ")"


def _at(*stages: Stage) -> str:
    return "{a}.stage IN (" + ", ".join(f"'{stage}'" for stage in stages) + ")"


_RUNNING = _at(Stage.GIVEN, Stage.RETURNED, Stage.UNDER_WAY)
STATES: dict[str, str] = {
    "open": IS_OPEN,
    "overdue": _either("under_way_overdue", "not_started_overdue"),
    "in_time": _either("under_way_in_time", "not_started_in_time"),
    "near": f"{_DATED} AND {_RUNNING} AND {{a}}.due_on BETWEEN %(on)s AND %(near)s",
    "claimed": _at(Stage.CLAIMED),
    "returned": _at(Stage.RETURNED),
    "given": _at(Stage.GIVEN),
    "not_started": _at(Stage.GIVEN, Stage.RETURNED),
    "under_way": _at(Stage.UNDER_WAY, Stage.CLAIMED),
    "silent": CONDITIONS["open_ended_silent"],
    "done": DONE,
    "on_time": CONDITIONS["done_on_time"],
    "late": CONDITIONS["done_late"],
    "withdrawn": _at(Stage.WITHDRAWN),
    "undated": f"NOT ({_DATED}) AND NOT {_ENDED}",
    "assigned": f"NOT {_ENDED}",
    "total": COUNTED,
    "all": "1 = 1",
}
"""The states of `/viec/` over the columns of a day: twins of `assignments.listing.STATES`, which a test compares."""

NOT_KNOWN = {
    "starred": "gắn sao", "unexplained": "chưa giải trình", "explained": "đã giải trình", "holder": "việc đang ở đâu",
    "unassigned": "chưa có lãnh đạo phụ trách", "officer": "người làm", "inside_unit": "phòng làm",
}  # fmt: skip
"""Filters of which no fact says how it was on a past day, or which are an agency's own affair."""
PER_DAY = (
    "state",
    "besides",
    "cell",
    "part",
    "agencies",
    "kind",
    "task_class",
    "due",
    "given",
    "done",
    "late",
    "quiet",
)
FLAGS_OF_THEN = ("obstacle", "extension", "extended", "rejected", "untold")


def not_carried(filters: Filters) -> list[str]:
    """What the list is narrowed to and cannot be asked of a past day, in words."""
    said = [words for name, words in NOT_KNOWN.items() if getattr(filters, name)]
    said += ["không gắn sao"] if "starred" in filters.without else []
    return said + ({"helping": ["cơ quan tôi phối hợp"], "inside": ["phân công nội bộ"]}.get(filters.part, []))


@dataclass(frozen=True, slots=True)
class Then:
    """A list of a day: whose, as of when and known when (`scope`), and what of the calendar the states ask."""

    scope: Scope
    near_days: int
    calendar: Calendar


def ids(actor: Actor, filters: Filters, then: Then) -> list[int]:
    """The assignments that fitted at the end of the day, the soonest due first."""
    rows = [row for row in _rows(filters, then) if _is_late(filters, row, then.scope.on)]
    among = _of_today(actor, filters)
    kept = [row for row in rows if among is None or row[0] in among]
    flagged = _of_then(filters, then.scope)
    kept = [row for row in kept if all((row[0] in found) is wanted for wanted, found in flagged)]
    return [pk for pk, *_ in sorted(kept, key=lambda row: (row[1] is None, row[1] or date.max, row[0]))]


Row = tuple[int, date | None, date | None]
"""(id, due on, claimed on), of the day."""


def _rows(filters: Filters, then: Then) -> Iterator[Row]:
    condition = " AND ".join(f"({one})" for one in _conditions(filters))
    scope = then.scope
    near = last_near(scope.on, then.near_days, then.calendar)
    params = scope.params | {"near": connection.ops.adapt_datefield_value(near)} | _bounds(filters, scope.on)
    select = "SELECT {a}.id, {a}.due_on, {a}.claimed_on FROM"
    statements = [
        f"{select} assignments_assignment a WHERE {where} AND {condition}".format(a="a") for where in settled(scope)
    ]
    past = f"{select} h WHERE {condition}".format(a="h")
    by = "agency" if filters.agencies or filters.kind else ""
    statements.append(f"WITH h AS MATERIALIZED ({replayed(scope, by)}) {past}")
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql, params)
            yield from ((int(pk), _day(due_on), _day(claimed_on)) for pk, due_on, claimed_on in cursor.fetchall())


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _conditions(filters: Filters) -> Iterator[str]:
    yield CONDITIONS[filters.cell] if filters.cell else STATES[filters.state]
    yield from (STATES[state] for state in filters.besides)
    if filters.agencies or filters.kind:
        yield f"{{a}}.agency_id IN ({', '.join(map(str, _agencies(filters))) or 'NULL'})"
    if filters.task_class:
        yield "{a}.task_class = %(task_class)s"
    for name, column in (("due", "due_on"), ("given", "given_on"), ("done", "done_on")):
        if getattr(filters, name):
            yield f"{{a}}.{column} >= %({name}_first)s AND {{a}}.{column} < %({name}_end)s"
    for name, column in (("extended", "extensions"), ("rejected", "rejections")):
        if getattr(filters, name):
            yield f"{{a}}.{column} > 0"
        if name in filters.without:
            yield f"{{a}}.{column} = 0"
    if filters.late:
        yield STATES["overdue"]
    if filters.quiet:
        yield f"{_RUNNING} AND {{a}}.given_on <= %(quiet)s"


def _bounds(filters: Filters, on: date) -> dict[str, Any]:
    days: dict[str, Any] = {"task_class": filters.task_class}
    days["quiet"] = connection.ops.adapt_datefield_value(on - timedelta(days=filters.quiet or 0))
    for name in ("due", "given", "done"):
        if stretch := getattr(filters, name):
            first, end = map(connection.ops.adapt_datefield_value, stretch)
            days |= {f"{name}_first": first, f"{name}_end": end}
    return days


def _agencies(filters: Filters) -> Collection[int]:
    """The agencies asked for; a kind narrows them further."""
    if not filters.kind:
        return filters.agencies
    of_kind = set(Agency.objects.filter(kind__in=KINDS[filters.kind][1]).values_list("pk", flat=True))
    return of_kind & set(filters.agencies) if filters.agencies else of_kind


def _is_late(filters: Filters, row: Row, on: date) -> bool:
    """Whether it was late by so many days; what waited for confirmation stopped being late on the day of the claim."""
    if filters.late is None:
        return True
    _, due_on, claimed_on = row
    least, most = filters.late
    days = ((claimed_on or on) - due_on).days if due_on else 0
    return (least is None or days >= least) and (most is None or days <= most)


def _of_today(actor: Actor, filters: Filters) -> set[int] | None:
    """The ids that fit by what is asked of today: field, unit, document, words. None: nothing of that is asked."""
    then = {name: getattr(Filters(), name) for name in (*PER_DAY, *FLAGS_OF_THEN, *NOT_KNOWN, "without")}
    asked = replace(filters, **then)
    if asked == Filters():
        return None
    rows = Assignment.objects.filter(narrowed(asked, date.max), parent=None)
    rows = rows.filter(words_of(actor, asked.query)) if asked.query else rows
    return set(rows.values_list("pk", flat=True))


def _of_then(filters: Filters, scope: Scope) -> list[tuple[bool, set[int]]]:
    """(whether it must be among them, the ids) of what fact rows say of the day."""
    found: list[tuple[bool, set[int]]] = []
    for name, read in (("obstacle", _stuck), ("extension", _asking)):
        if getattr(filters, name):
            found.append((True, read(scope)))
        if name in filters.without:
            found.append((False, read(scope)))
    if filters.untold:
        found.append((False, _told(scope, None)))
    if filters.quiet:
        found.append((False, _told(scope, scope.on - timedelta(days=filters.quiet))))
    return found


def _stuck(scope: Scope) -> set[int]:
    return _open(Obstacle, "answered", scope)


def _asking(scope: Scope) -> set[int]:
    return _open(Extension, "decided", scope)


def _open(model: Any, ended: str, scope: Scope) -> set[int]:
    """What had been entered by the day and was not ended by then, as known."""
    over = Q(**{f"{ended}_on__lte": scope.on})
    if scope.known_at:
        over &= Q(**{f"{ended}_at__lte": scope.known_at})
    rows = model.objects.filter(known(scope.known_at), on__lte=scope.on).exclude(over)
    return set(rows.values_list("assignment_id", flat=True))


def _told(scope: Scope, since: date | None) -> set[int]:
    """The assignments of which something was told by the day, after `since`."""
    found: set[int] = set()
    for model in (Update, Claim):
        rows: Any = model._default_manager.filter(known(scope.known_at), on__lte=scope.on)
        rows = rows.filter(on__gt=since) if since else rows
        found |= set(rows.values_list("assignment_id", flat=True))
    return found


def differing(then: Sequence[int], now: Sequence[int]) -> tuple[set[int], set[int]]:
    """What stood in the list as known then and not as known now, and the other way round."""
    return set(then) - set(now), set(now) - set(then)
