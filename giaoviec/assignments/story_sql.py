"""All that happened to an assignment in one statement: a row a fact, voided ones left out, in the order of entering."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from django.db import connection


class Fact(NamedTuple):
    """A fact of any kind; what `a`, `b`, `c`, `d1`, `d2`, `n`, `name` are is told by `KINDS`.

    `end_at`, `end_act` say when and by which act it was answered, decided or closed.
    """

    kind: str
    id: int
    on: date
    at: datetime
    act: str
    who: str
    a: str
    b: str
    c: str
    d1: date | None
    d2: date | None
    n: int
    name: str
    end_at: datetime | None
    end_act: str


COLUMNS = ("a", "b", "c", "d1", "d2", "n", "name", "end_at", "end_act")
TYPES = {"d1": "date", "d2": "date", "end_at": "timestamptz"}
TEXT = "CAST({} AS text)"

KINDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "spell": (
        "stagespell", "",
        {"a": "x.stage", "b": "x.move", "c": "x.holder", "d1": "x.until_on", "name": "g.name",
         "end_at": "x.until_at", "end_act": "x.until_act"},
    ),
    "due": ("duedate", "", {"a": "x.cause", "b": "x.reason", "d1": "x.due_on"}),
    "taking_up": ("takingup", "", {"a": "x.leader"}),
    "update": ("update", "", {"a": "x.content", "n": "COALESCE(x.percent, -1)"}),
    "return": (
        "return", "",
        {"a": "x.reason", "b": "x.answer", "c": "x.answer_text", "d1": "x.answered_on", "name": "g.name",
         "end_at": "x.answered_at", "end_act": "x.answered_act"},
    ),
    "claim": (
        "claim", "",
        {"a": "x.content", "b": "x.product_number", "c": "x.product_signer", "d1": "x.product_on"},
    ),
    "verification": (
        "verification", "JOIN assignments_claim k ON k.id = x.claim_id",
        {"a": "x.reason", "b": "x.quality", "n": "CASE WHEN NOT x.confirms THEN 0 WHEN x.decides THEN 2 ELSE 1 END",
         "c": "CASE WHEN x.for_quality THEN 'quality' ELSE '' END"},
    ),
    "extension": (
        "extension", "",
        {"a": "x.reason", "b": "x.decision", "c": "x.decision_reason", "d1": "x.wanted_on", "d2": "x.decided_on",
         "name": "x.decided_by_text", "end_at": "x.decided_at", "end_act": "x.decided_act"},
    ),
    "obstacle": (
        "obstacle", "",
        {"a": "x.problem", "b": "x.proposal", "c": "x.answer", "d2": "x.answered_on", "name": "x.effect",
         "end_at": "x.answered_at", "end_act": "x.answered_act"},
    ),
    "explanation": ("explanation", "", {"a": "x.content", "b": "x.proposal", "c": "x.about", "name": "x.cause"}),
    "message": ("message", "", {"a": "x.content", "n": "x.agency_id", "name": "g.name"}),
    "opinion": (
        "collaboration", "",
        {"a": "x.asked", "b": "x.answer", "c": "CASE WHEN x.silent THEN 'silent' ELSE '' END", "d1": "x.due_on",
         "d2": "x.answered_on", "n": "x.agency_id", "name": "g.name", "end_at": "x.answered_at",
         "end_act": "x.answered_act"},
    ),
    "report": ("writtenreport", "", {"a": "x.number", "b": "x.note", "d1": "x.dated_on", "d2": "x.received_on"}),
    "outside": (
        "outsidewait", "",
        {"a": "x.whom", "b": "x.letter", "d2": "x.until_on", "end_at": "x.until_at", "end_act": "x.until_act"},
    ),
    "edit": (
        "revision", "JOIN assignments_assignment k ON x.subject = 'task' AND x.subject_id = k.task_id",
        {"a": "x.field", "b": "x.reason", "c": "x.old", "name": "x.new"},
    ),
    "watch": (
        "revision", "JOIN assignments_assignment k ON x.subject = 'assignment' AND x.subject_id = k.id",
        {"a": "x.field", "b": "x.reason"},
    ),
}  # fmt: skip
COPIED = frozenset({"spell", "return", "extension", "obstacle", "opinion", "outside"})
"""What an undoing opens again by a copy: it was entered when the first row of its act was."""

OF_ASSIGNMENT = {"verification": "k.assignment_id", "edit": "k.id", "watch": "k.id"}
"""Where a fact names its assignment, when not itself; a revision is one of the documents' rows."""

AGENCY_OF = {"spell": "holder_agency_id", "return": "suggested_id", "message": "agency_id", "opinion": "agency_id"}


def _select(kind: str) -> str:
    table, join, columns = KINDS[kind]
    where, app = OF_ASSIGNMENT.get(kind, "x.assignment_id"), "documents" if table == "revision" else "assignments"
    if kind in AGENCY_OF:
        join += f" LEFT JOIN agencies_agency g ON g.id = x.{AGENCY_OF[kind]}"
    entered = f"(SELECT MIN(y.recorded_at) FROM assignments_{table} y WHERE y.act = x.act)"
    at = entered if kind in COPIED else "x.recorded_at"
    head = f"'{kind}', x.id, x.\"on\", {at}, {TEXT.format('x.act')}, x.by_text"
    rest = ", ".join(_column(name, columns.get(name)) for name in COLUMNS)
    return f"SELECT {head}, {rest} FROM {app}_{table} x {join} WHERE {where} = %s AND x.voided_at IS NULL"


def _column(name: str, expression: str | None) -> str:
    if name in TYPES:
        return expression or f"CAST(NULL AS {TYPES[name]})"
    if name == "n":
        return expression or "0"
    return f"COALESCE({TEXT.format(expression)}, '')" if expression else "''"


STATEMENT = f"{' UNION ALL '.join(_select(kind) for kind in KINDS)} ORDER BY 4, 2"


def facts(assignment_id: int) -> list[Fact]:
    """Every fact that stands, in the order in which it was entered. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [assignment_id] * len(KINDS))
        rows = cursor.fetchall()
    if connection.vendor == "sqlite":
        return [_from_sqlite(row) for row in rows]
    return [Fact._make((*row[:4], _hex(row[4]), *row[5:14], _hex(row[14]))) for row in rows]


def _from_sqlite(row: tuple[object, ...]) -> Fact:
    kind, pk, on, at, act, who, a, b, c, d1, d2, n, name, end_at, end_act = row
    return Fact(
        str(kind), int(str(pk)), date.fromisoformat(str(on)), _moment(at), _hex(act), str(who), str(a), str(b), str(c),
        _day(d1), _day(d2), int(str(n)), str(name), _moment(end_at) if end_at else None, _hex(end_act),
    )  # fmt: skip


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _moment(value: object) -> datetime:
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)


def _hex(value: object) -> str:
    return str(value or "").replace("-", "")
