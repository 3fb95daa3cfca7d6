"""The tally's triggers: every change of an assignment or a duty adds its difference, whichever code made the change.

So the tally equals a recount at any time, also after an undo, bulk data or a purge (tests compare them). A migration
that makes one of the two tables anew, or changes an atom of `columns.STATIC`, runs `rebuild` afterwards.
"""

from __future__ import annotations

from typing import Any

from giaoviec.reporting.columns import STATIC, WEIGHTS, expression
from giaoviec.rules.duties import DutyKind

TABLE = "reporting_tally"
UPDATES = f"('{DutyKind.FIRST_UPDATE}', '{DutyKind.CYCLE_UPDATE}')"
MET = "{a}.met_on IS NOT NULL AND {a}.met_on <= {a}.due_on"
OWED = f"({{a}}.dropped_on IS NULL OR {{a}}.dropped_on > {{a}}.due_on OR ({MET}))"
"""The twins of `rules.counting.Turn`: what fell away by its day was never missed."""

_ROWS: dict[str, tuple[str, str, dict[str, str]]] = {
    "assignments_assignment": (
        "{a}.parent_id IS NULL AND {a}.voided_at IS NULL",
        "acted_on",
        {atom: expression(atom, "{a}") for atom in (*STATIC, *WEIGHTS)},
    ),
    "duties_duty": (
        f"{{a}}.kind IN {UPDATES} AND {{a}}.voided_at IS NULL",
        "due_on",
        {
            "updates_owed": f"CASE WHEN {OWED} THEN 1 ELSE 0 END",
            "updates_met": f"CASE WHEN {MET} THEN 1 ELSE 0 END",
        },
    ),
}
"""Table → which of its rows count, the day whose month they are in, what each adds."""

COLUMNS = tuple(column for _, _, adds in _ROWS.values() for column in adds)


def install(connection: Any) -> None:
    """Puts the triggers on; may be run again."""
    remove(connection)
    with connection.cursor() as cursor:
        for table in _ROWS:
            for sql in _postgresql(table) if connection.vendor == "postgresql" else _sqlite(table):
                cursor.execute(sql)


def remove(connection: Any) -> None:
    """Takes them off."""
    with connection.cursor() as cursor:
        for table in _ROWS:
            for verb in ("insert", "update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on}")


def rebuild(connection: Any) -> None:
    """Puts the triggers on and counts everything anew; inside a transaction."""
    install(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
        for table in _ROWS:
            cursor.execute(_counted(connection.vendor, table, [(table, "")]))


def compact(connection: Any) -> int:
    """Adds up the rows that have the same key; returns how many are left. Inside a transaction."""
    sums = ", ".join(f"SUM({column})" for column in COLUMNS)
    key = "kind, start, agency_id"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # What others have not committed yet is neither summed nor deleted.
            gone = f"WITH gone AS (DELETE FROM {TABLE} RETURNING *)"
            cursor.execute(f"{gone} {_into()} SELECT {key}, {sums} FROM gone GROUP BY {key}")
        else:
            cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {TABLE}")
            [last] = cursor.fetchone()
            cursor.execute(f"{_into()} SELECT {key}, {sums} FROM {TABLE} GROUP BY {key}")
            cursor.execute(f"DELETE FROM {TABLE} WHERE id <= %s", [last])
        cursor.execute(f"SELECT COUNT(*) FROM {TABLE}")
        return int(cursor.fetchone()[0])


def _counted(vendor: str, table: str, rows: list[tuple[str, str]]) -> str:
    """An INSERT that adds rows of sets, each with a sign ("" or "-"), to the tally, summed by key."""
    which, day, adds = _ROWS[table]
    parts = " UNION ALL ".join(
        f"SELECT {_start(vendor, kind, f'a.{day}')} AS start, '{kind}' AS kind, a.agency_id, "
        + ", ".join(f"{sign}({add.format(a='a')}) AS {name}" for name, add in adds.items())
        + f" FROM {source} a WHERE {which.format(a='a')}"
        for source, sign in rows
        for kind in ("month", "year")
    )
    sums = ", ".join(f"SUM({name}) AS {name}" for name in adds)
    zeros = ", ".join(f"COALESCE({name}, 0)" if name in adds else "0" for name in COLUMNS)
    summed = f"SELECT kind, start, agency_id, {sums} FROM ({parts}) rows GROUP BY kind, start, agency_id"
    anything = " OR ".join(f"{name} <> 0" for name in adds)
    return f"{_into()} SELECT kind, start, agency_id, {zeros} FROM ({summed}) sums WHERE {anything}"


def _into() -> str:
    return f"INSERT INTO {TABLE} (kind, start, agency_id, {', '.join(COLUMNS)})"


def _start(vendor: str, kind: str, day: str) -> str:
    if vendor == "postgresql":
        return f"date_trunc('{kind}', {day})::date"
    return f"substr({day}, 1, 7) || '-01'" if kind == "month" else f"substr({day}, 1, 4) || '-01-01'"


def _name(table: str, verb: str) -> str:
    return f"{table}_tally_{verb}"


def _postgresql(table: str) -> list[str]:
    """One function a verb, run once a statement: bulk data costs one INSERT, not one a row."""
    found = []
    for verb, sets, rows in (
        ("insert", "NEW TABLE AS fresh", [("fresh", "")]),
        ("update", "OLD TABLE AS stale NEW TABLE AS fresh", [("stale", "-"), ("fresh", "")]),
        ("delete", "OLD TABLE AS stale", [("stale", "-")]),
    ):
        name = _name(table, verb)
        body = f"BEGIN {_counted('postgresql', table, rows)}; RETURN NULL; END"
        found.append(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $tally$ {body} $tally$ LANGUAGE plpgsql")
        found.append(
            f"CREATE TRIGGER {name} AFTER {verb.upper()} ON {table} REFERENCING {sets} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    return found


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {_name(table, verb)} AFTER {verb.upper()} ON {table} BEGIN {body} END"
        for verb, body in (
            ("insert", _row(table, "NEW", "")),
            ("update", _row(table, "OLD", "-") + _row(table, "NEW", "")),
            ("delete", _row(table, "OLD", "-")),
        )
    ]


def _row(table: str, a: str, sign: str) -> str:
    which, day, adds = _ROWS[table]
    values = ", ".join(f"{sign}({adds[name].format(a=a)})" if name in adds else "0" for name in COLUMNS)
    return "".join(
        f"{_into()} SELECT '{kind}', {_start('sqlite', kind, f'{a}.{day}')}, {a}.agency_id, {values}"
        f" WHERE {which.format(a=a)};"
        for kind in ("month", "year")
    )
