"""How a test that commits leaves the database: as the migrations left it.

Django's flush would empty what migrations seeded and stumble over the journal's triggers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

_restorer: list[Callable[[], None]] = []


def keep_pristine() -> None:
    """Remember the database as it is now; every transactional test ends with going back to it."""
    _restorer[:] = [_sqlite_restorer() if connection.vendor == "sqlite" else _postgresql_restorer()]
    connection.close()
    TransactionTestCase._fixture_teardown = lambda _case: restore()  # type: ignore[attr-defined]


def restore() -> None:
    """Bring the database back to what `keep_pristine` saw."""
    _restorer[0]()


def _sqlite_restorer() -> Callable[[], None]:
    pristine = sqlite3.connect(":memory:")
    connection.ensure_connection()
    connection.connection.backup(pristine)

    def restore() -> None:
        connection.close()
        connection.ensure_connection()
        pristine.backup(connection.connection)
        connection.close()

    return restore


def _postgresql_restorer() -> Callable[[], None]:
    seeds = {table: _rows(table) for table in connection.introspection.table_names()}
    tables = ", ".join(connection.ops.quote_name(table) for table in seeds)

    def restore() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            guarded = _tables_with_triggers(cursor)
            for table in guarded:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            for table in guarded:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        with transaction.atomic(), connection.cursor() as cursor:  # Foreign keys are looked at when it commits.
            for table, (columns, rows) in seeds.items():
                _put(cursor, connection.ops.quote_name(table), columns, rows)
        connection.close()

    return restore


def _tables_with_triggers(cursor: Any) -> list[str]:
    cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    return [table for (table,) in cursor.fetchall()]


def _rows(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return [column[0] for column in cursor.description], cursor.fetchall()


def _put(cursor: Any, table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
    if "id" in columns:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        if sequence := cursor.fetchone()[0]:
            cursor.execute(f"SELECT setval('{sequence}', (SELECT max(id) FROM {table}))")
