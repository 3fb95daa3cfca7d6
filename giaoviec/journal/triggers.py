"""Triggers that refuse UPDATE and DELETE on the journal, for both databases. Tests take them off to prove `verify`."""

from __future__ import annotations

from typing import Any

TABLES = ("journal_event", "journal_touch")

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$ LANGUAGE plpgsql
"""


def install(connection: Any) -> None:
    """Puts the triggers on; may be run again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in TABLES:
            for sql in _create(connection.vendor, table):
                cursor.execute(sql)


def remove(connection: Any) -> None:
    """Takes them off: only for tests that tamper, and for the flush between transactional tests."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in _names(connection.vendor, table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _create(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
            f"CREATE OR REPLACE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _names(vendor: str, table: str) -> list[str]:
    return [f"{table}_kept", f"{table}_whole"] if vendor == "postgresql" else [f"{table}_update", f"{table}_delete"]
