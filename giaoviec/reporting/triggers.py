"""The triggers that mark an assignment stale when it, an update that it owes, or what it is counted under changes.

Every action writes the row of the assignment whose facts it adds to (its version at least), so nothing escapes: bulk
data, an undo and a purge neither. Writers only insert a row, so that none waits for another. A migration that makes one
of these tables anew must call `install` afterwards; a guard test finds out.
"""

from __future__ import annotations

from typing import Any

from giaoviec.rules.duties import DutyKind

UPDATES = f"('{DutyKind.FIRST_UPDATE}', '{DutyKind.CYCLE_UPDATE}')"
_OF_TASK = "SELECT a.id FROM assignments_assignment a JOIN {rows} r ON r.id = a.{column} WHERE a.parent_id IS NULL"
_DUTY = f"SELECT r.assignment_id FROM {{rows}} r WHERE r.kind IN {UPDATES} AND r.assignment_id IS NOT NULL"

_WATCHED: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("assignments_assignment", ("insert", "update", "delete"), "SELECT r.id FROM {rows} r WHERE r.parent_id IS NULL"),
    ("duties_duty", ("insert", "update", "delete"), _DUTY),
    ("assignments_task", ("update",), _OF_TASK.format(rows="{rows}", column="task_id")),
    ("documents_document", ("update",), _OF_TASK.format(rows="{rows}", column="document_id")),
)
"""Table, what is watched there, and the ids of the assignments that the changed rows concern."""


def install(connection: Any) -> None:
    """Puts the triggers on; may be run again."""
    remove(connection)
    with connection.cursor() as cursor:
        for table, verbs, ids in _WATCHED:
            for verb in verbs:
                for sql in _create(connection.vendor, table, verb, ids):
                    cursor.execute(sql)


def remove(connection: Any) -> None:
    """Takes them off."""
    with connection.cursor() as cursor:
        for table, verbs, _ in _WATCHED:
            for verb in verbs:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on}")


def mark_all(connection: Any) -> None:
    """Every assignment of the province is to be folded anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_stale")
        cursor.execute(
            "INSERT INTO reporting_stale (assignment_id) SELECT id FROM assignments_assignment"
            " WHERE parent_id IS NULL ORDER BY id"
        )


def _name(table: str, verb: str) -> str:
    return f"{table}_stale_{verb}"


def _create(vendor: str, table: str, verb: str, ids: str) -> list[str]:
    name, side = _name(table, verb), "OLD" if verb == "delete" else "NEW"
    insert = "INSERT INTO reporting_stale (assignment_id)"
    if vendor == "postgresql":  # Once a statement: bulk data costs one INSERT, not one a row.
        body = f"BEGIN {insert} {ids.format(rows='changed')}; RETURN NULL; END"
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $stale$ {body} $stale$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {name} AFTER {verb.upper()} ON {table} REFERENCING {side} TABLE AS changed"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    row = f"(SELECT {side}.id AS id, {{columns}})"
    columns = {
        "assignments_assignment": f"{side}.parent_id AS parent_id",
        "duties_duty": f"{side}.kind AS kind, {side}.assignment_id AS assignment_id",
    }.get(table, "1 AS one")
    body = f"{insert} {ids.format(rows=row.format(columns=columns))};"
    return [f"CREATE TRIGGER {name} AFTER {verb.upper()} ON {table} BEGIN {body} END"]
