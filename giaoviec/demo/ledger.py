"""Rows by the hundred thousand: collected as plain dicts that carry their keys, written in a few statements.

Constraints, triggers and indexes stay on. PostgreSQL is written by COPY, SQLite by prepared statements.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection
from django.db.models import NOT_PROVIDED, Field, JSONField, Max, Model

Row = dict[str, Any]
Convert = Callable[[Any], Any]
CHUNK = 5_000


class Ledger:
    """Rows that are not yet written, by table; the tables are written in the order of `models`."""

    def __init__(self, models: Sequence[type[Model]]) -> None:
        self._tables = {model: Table(model) for model in models}

    def add(self, model: type[Model], **values: Any) -> Row:
        """A new row with its key and the defaults of its columns; it may be changed until it is written."""
        return self._tables[model].add(values)

    def rows(self, model: type[Model]) -> list[Row]:
        """What has not been written yet."""
        return self._tables[model].rows

    def values(self, model: type[Model]) -> list[list[Any]]:
        """What has not been written, as the database takes it, column by column."""
        table = self._tables[model]
        return [list(row) for row in table.values(table.rows)]

    def reserve(self, model: type[Model], number: int) -> range:
        """Keys for rows that are written by somebody else."""
        return self._tables[model].reserve(number)

    def write(self, only: Container[type[Model]] | None = None) -> int:
        """Writes and forgets all rows (of some tables only); says how many. In a transaction that the caller opened."""
        return sum(table.write() for model, table in self._tables.items() if only is None or model in only)

    def reset_sequences(self) -> None:
        """PostgreSQL: what is written by others afterwards gets the next keys."""
        statements = connection.ops.sequence_reset_sql(no_style(), list(self._tables))
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


class Table:
    """The rows of one model and how they are written."""

    def __init__(self, model: type[Model]) -> None:
        fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
        self.model = model
        self.names = [field.attname for field in fields]
        self.columns = [str(field.column) for field in fields]
        self.rows: list[Row] = []
        self._defaults = {field.attname: _default(field) for field in fields}
        self._converts = [_convert(field) for field in fields]
        self._key = model._meta.pk.attname
        self._counted = (
            not isinstance(self._defaults[self._key], str) and model._meta.pk.get_internal_type() != "CharField"
        )
        self._last: int | None = None

    def add(self, values: Row) -> Row:
        row = {**self._defaults, **values}
        if self._counted and row[self._key] is None:
            row[self._key] = self.reserve(1)[0]
        self.rows.append(row)
        return row

    def reserve(self, number: int) -> range:
        if self._last is None:
            self._last = int(self.model._default_manager.aggregate(last=Max("pk"))["last"] or 0)
        first = self._last + 1
        self._last += number
        return range(first, first + number)

    def write(self) -> int:
        rows, self.rows = self.rows, []
        insert(self.model._meta.db_table, self.columns, self.values(rows))
        return len(rows)

    def values(self, rows: Iterable[Row]) -> Iterable[tuple[Any, ...]]:
        names = self.names
        if not any(self._converts):
            return (tuple([row[name] for name in names]) for row in rows)
        pairs = list(zip(names, self._converts, strict=True))
        return (tuple([convert(row[name]) if convert else row[name] for name, convert in pairs]) for row in rows)


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of values as the database takes them, into one table."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", rows)  # type: ignore[arg-type]


@contextmanager
def much_to_write() -> Iterator[None]:
    """SQLite keeps more of its indexes in memory while much is written; statistics are fresh at the end."""
    _execute(*["PRAGMA cache_size = -400000"] if connection.vendor == "sqlite" else ())
    yield
    _execute(*["PRAGMA cache_size = -2000"] if connection.vendor == "sqlite" else (), "ANALYZE")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _default(field: Field[Any, Any]) -> Any:
    """A column's default; None where a row has to say it."""
    if field.default is NOT_PROVIDED:
        return None if field.null or field.primary_key or not field.empty_strings_allowed else field.get_default()
    return None if callable(field.default) and field.default not in (list, dict) else field.get_default()


def _convert(field: Field[Any, Any]) -> Convert | None:
    if isinstance(field, JSONField):
        return _as_json
    if field.get_internal_type() == "CharField" and (field.max_length or 0) <= 60:
        return _as_text
    if connection.vendor == "postgresql":
        return None
    return _FOR_SQLITE.get(field.get_internal_type())


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_text(value: str | None) -> str | None:
    """Members of enumerations as plain text."""
    return value if value is None or value.__class__ is str else str(value)


@lru_cache(maxsize=20_000)
def _as_day(value: date | None) -> str | None:
    return value.isoformat() if value else None


@lru_cache(maxsize=20_000)
def _as_moment(value: datetime | None) -> str | None:
    return str(value.astimezone(UTC).replace(tzinfo=None)) if value else None


def _as_hex(value: UUID | None) -> str | None:
    return value.hex if value else None


def _as_number(value: Any) -> int | None:
    return None if value is None else int(value)


_FOR_SQLITE: dict[str, Convert] = {
    "DateField": _as_day,
    "DateTimeField": _as_moment,
    "UUIDField": _as_hex,
    "BooleanField": _as_number,
}
