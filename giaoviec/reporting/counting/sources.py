"""Where the rows come from: the present columns of what has not moved since, the facts of what has.

An assignment that was last acted on by the day that is asked for still has the columns of that day. Only those acted on
later are replayed from spells, due dates, claims and updates, as `assignments.lives` and `rules.standing` do it row by
row (a test compares the two over random histories).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from giaoviec.reporting.counting.columns import IS_OPEN
from giaoviec.reporting.counting.scopes import Scope

KEYS: dict[str, tuple[str, ...]] = {
    "": (),
    "agency": ("{a}.agency_id",),
    "unit": ("{a}.monitoring_unit_id",),
    "field": ("task.field",),
    "leader": ("document.directed_by_id", "task.field"),
    "group": ('document."group"',),
}
"""What an assignment is counted under. The agency is that of the day, the others are those of today."""

INSIDE: dict[str, tuple[str, ...]] = {"own_unit": ("{a}.unit_id",), "officer": ("{a}.officer_id",)}
"""What an agency's own are counted under, inside it; the histogram has none of them."""

DIVIDED = KEYS | INSIDE

Key = str
"""The values of `DIVIDED[by]` of a row, joined; the empty one where nothing is divided."""

_JOINS = {
    "task": "JOIN assignments_task task ON task.id = {a}.task_id",
    "document": "JOIN documents_document document ON document.id = {a}.document_id",
}
OPEN = IS_OPEN.format(a="a")


def key_of(values: Iterable[Any]) -> Key:
    """The key of a row's values: "12", "finance", "12|finance"."""
    return "|".join("" if value is None else str(value) for value in values)


def joins(by: str, a: str) -> str:
    """The tables that the keys of `by` are in."""
    wanted = [join for name, join in _JOINS.items() if any(f"{name}." in key for key in DIVIDED[by])]
    return " ".join(wanted).format(a=a)


def keys(by: str, a: str) -> str:
    """The first columns of a SELECT that divides by `by`."""
    return "".join(f"{key.format(a=a)}, " for key in DIVIDED[by])


def grouped(by: str) -> str:
    """Its GROUP BY."""
    places = ", ".join(str(place) for place in range(1, len(DIVIDED[by]) + 1))
    return f" GROUP BY {places}" if places else ""


def known(row: str, known_at: datetime | None) -> str:
    """The twin of `assignments.queries.known`."""
    if known_at is None:
        return f"{row}.voided_at IS NULL"
    alive = f"({row}.voided_at IS NULL OR {row}.voided_at > %(known_at)s)"
    return f"{row}.recorded_at <= %(known_at)s AND {alive}"


def holds(spell: str, day: str, known_at: datetime | None) -> str:
    """Whether a spell is that in which an assignment ended a day."""
    later = f" OR {spell}.until_at > %(known_at)s" if known_at else ""
    lasts = f"({spell}.until_on IS NULL OR {spell}.until_on > %({day})s{later})"
    return f'{known(spell, known_at)} AND {spell}."on" <= %({day})s AND {lasts}'


def carried_over(scope: Scope) -> str:
    """The twin of `rules.counting.is_carried_over` for a row that was given before the period."""
    stage = IS_OPEN.format(a="eve")
    reopened = f'{known("again", scope.known_at)} AND again."on" BETWEEN %(since)s AND %(on)s'
    return (
        "(EXISTS (SELECT 1 FROM assignments_stagespell eve WHERE eve.assignment_id = a.id"
        f" AND {holds('eve', 'eve', scope.known_at)} AND {stage})"
        " OR EXISTS (SELECT 1 FROM assignments_stagespell again WHERE again.assignment_id = a.id"
        f" AND again.move = 'reopen' AND {reopened}))"
    )


def settled(scope: Scope) -> list[str]:
    """WHERE clauses over assignments `a`, no row in two of them: those that stand in their present columns."""
    whose = scope.among_sql + (" AND a.agency_id = %(agency)s" if scope.agency_id else "")
    now = f"{scope.level_sql} AND a.voided_at IS NULL"
    whose += " AND a.recorded_at <= %(known_at)s" if scope.known_at else ""
    if scope.since is None:
        return [f"{now} AND a.acted_on <= %(settled)s{whose}"]
    still = f"{now} AND {OPEN} AND a.acted_on <= %(settled)s AND a.acted_on < %(since)s{whose}"
    moved = f"{now} AND a.acted_on <= %(settled)s AND a.acted_on >= %(since)s{whose}"
    return [still, f"{moved} AND (a.given_on >= %(since)s OR {carried_over(scope)})"]


def replayed(scope: Scope, by: str = "") -> str:
    """A SELECT of the columns of the day for those acted on since: what the present columns would have said.

    Whose it was that day is asked only where it is divided by agency or one is asked for, since it costs.
    """
    at = scope.known_at
    agency = by == "agency" or scope.agency_id is not None
    within = f" AND (a.given_on >= %(since)s OR {carried_over(scope)})" if scope.since else ""
    inner = (
        f"SELECT a.id, {_agency(at) if agency else 'a.agency_id'} AS agency_id, a.task_id, a.document_id,"
        " a.monitoring_unit_id, a.unit_id, a.officer_id, a.task_class, a.cycle, a.given_on,"
        " a.original_due_on, s.stage AS stage,"
        f" {_due_on(at)} AS due_on, {_claimed_on(at)} AS claimed_on, {_done_on(at)} AS done_on,"
        f" {_last_update_on(at)} AS last_update_on,"
        f" {_moves('return', 'returns', at)} AS returns, {_moves('reject', 'rejections', at)} AS rejections,"
        f" {_moves('reopen', 'reopenings', at)} AS reopenings, {_extensions(at)} AS extensions"
        f" FROM assignments_assignment a JOIN assignments_stagespell s ON s.assignment_id = a.id"
        f" WHERE {scope.level_sql} AND {known('a', at)} AND a.given_on <= %(on)s AND a.acted_on > %(settled)s"
        f" AND {holds('s', 'on', at)}{within}{scope.among_sql}"
    )
    return f"SELECT * FROM ({inner}) r WHERE r.agency_id = %(agency)s" if scope.agency_id else inner


def _latest(column: str, table: str, at: datetime | None, *, more: str = "", join: str = "") -> str:
    order = 'x."on" DESC, x.recorded_at DESC, x.id DESC'
    where = f'x.assignment_id = a.id AND {known("x", at)} AND x."on" <= %(on)s{more}'
    return f"(SELECT {column} FROM {table} x{join} WHERE {where} ORDER BY {order} LIMIT 1)"


def _due_on(at: datetime | None) -> str:
    return f"CASE WHEN a.task_class = 'dated' THEN {_latest('x.due_on', 'assignments_duedate', at)} END"


def _claimed_on(at: datetime | None) -> str:
    claim = _latest('x."on"', "assignments_claim", at)
    return f"CASE WHEN s.stage = 'claimed' THEN COALESCE({claim}, s.\"on\") END"


def _done_on(at: datetime | None) -> str:
    """The day of the claim that this closing confirmed."""
    join = (
        " JOIN assignments_verification v ON v.claim_id = x.id AND v.decides AND v.confirms"
        f' AND v."on" = s."on" AND {known("v", at)}'
    )
    claim = _latest('x."on"', "assignments_claim", at, join=join)
    return f"CASE WHEN s.stage = 'closed' THEN COALESCE({claim}, s.\"on\") END"


def _last_update_on(at: datetime | None) -> str:
    """Asked of what has no deadline only: no other cell depends on it. As known now the present may have it already."""
    told = " UNION ALL ".join(
        f'SELECT x."on" AS day FROM {table} x WHERE x.assignment_id = a.id AND {known("x", at)} AND x."on" <= %(on)s'
        for table in ("assignments_update", "assignments_claim")
    )
    no_due = "(a.task_class <> 'dated' OR a.original_due_on IS NULL)"
    asked = f"(SELECT MAX(day) FROM ({told}) told)"
    if at is None:
        asked = f"CASE WHEN a.last_update_on > %(on)s THEN {asked} ELSE a.last_update_on END"
    return f"CASE WHEN {no_due} THEN {asked} END"


def _moves(move: str, column: str, at: datetime | None) -> str:
    """How often it was moved so by then; as known now, the present number may say that it never was."""
    asked = (
        "(SELECT COUNT(*) FROM assignments_stagespell x WHERE x.assignment_id = a.id"
        f" AND x.move = '{move}' AND {known('x', at)} AND x.\"on\" <= %(on)s)"
    )
    return asked if at else f"CASE WHEN a.{column} > 0 THEN {asked} ELSE 0 END"


def _extensions(at: datetime | None) -> str:
    asked = (
        "(SELECT COUNT(*) FROM assignments_duedate x WHERE x.assignment_id = a.id"
        f" AND x.cause = 'extension' AND {known('x', at)} AND x.\"on\" <= %(on)s)"
    )
    return asked if at else f"CASE WHEN a.extensions > 0 THEN {asked} ELSE 0 END"


def _agency(at: datetime | None) -> str:
    """The agency that led it on the day: whoever held it; else today's, unless it went to a successor since."""
    since = 'x."on" > %(on)s' + (" OR x.recorded_at > %(known_at)s" if at else "")
    moved = (
        "EXISTS (SELECT 1 FROM assignments_stagespell x WHERE x.assignment_id = a.id"
        f" AND x.move = 'transfer' AND ({since}))"
    )
    then = _latest("x.holder_agency_id", "assignments_stagespell", at, more=" AND x.holder_agency_id IS NOT NULL")
    return f"COALESCE(s.holder_agency_id, CASE WHEN {moved} THEN {then} END, a.agency_id)"
