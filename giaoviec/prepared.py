"""Reads whose SQL is made once. The ORM takes longer to write a statement than the database to answer it.

A `Prepared` is a queryset of a few values. Its statement is written at the first call and then only bound anew, which
also lets PostgreSQL keep the plan. It gives what the queryset gives: tuples, or models with what was selected beside.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Value = int | str | date | datetime
Row = TypeVar("Row")


class CannotPrepare(ValueError):
    """A value goes into the statement otherwise than as itself: by its size, or changed on the way."""


class Prepared(Generic[Row]):
    """`Prepared(lambda pk: Update.objects.filter(assignment_id=pk).values_list("content"))`, called as `read(57)`.

    Arguments are whole numbers, texts, days and moments, and must always be of the same kinds; never None. That each
    goes into the statement as itself, or not at all, is proved by writing it twice, for two sets of values:
    `CannotPrepare` where what differs are not just those values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._here = threading.local()

    def __call__(self, *values: Value) -> list[Row]:
        """The rows. One statement."""
        statement: _Statement | None = getattr(self._here, "statement", None)
        if statement is None or statement.connection is not connections[DEFAULT_DB_ALIAS]:
            statement = self._here.statement = _Statement(self._build, values)
        return list(statement.rows(values))

    def first(self, *values: Value) -> Row | None:
        """The first row; the queryset says itself that it wants no more."""
        return next(iter(self(*values)), None)


class _Statement:
    """The statement of a queryset, in one thread on one connection."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], values: tuple[Value, ...]) -> None:
        ours = _Written(build, [_marker(value, number) for number, value in enumerate(values)])
        other = _Written(build, [_marker(value, number + 100) for number, value in enumerate(values)])
        if ours.sql != other.sql or len(ours.params) != len(other.params):
            raise CannotPrepare("values change the statement")
        self.connection = connections[DEFAULT_DB_ALIAS]
        self._holes = dict(_holes(ours, other))
        self._written = ours

    def rows(self, values: tuple[Value, ...]) -> Any:
        bound = list(self._written.params)
        for place, number in self._holes.items():
            bound[place] = _adapted(values[number])
        return self._written.rows(tuple(bound))


class _Written:
    """A queryset with its statement and the compiler that wrote it, which is made to give it again."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], markers: list[Value]) -> None:
        self.markers = [_adapted(marker) for marker in markers]
        self._queryset = build(*markers)
        self._compiler: Any = self._queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, params = self._compiler.as_sql()
        self.params = tuple(params)
        self._queryset.query.get_compiler = self._again  # type: ignore[method-assign]

    def _again(self, *args: Any, **kwargs: Any) -> Any:
        return self._compiler

    def rows(self, bound: tuple[Any, ...]) -> Any:
        """In the ways of Django: its compiler executes and converts, its iterables make tuples and models."""
        self._compiler.as_sql = lambda *args, **kwargs: (self.sql, bound)
        return self._queryset._iterable_class(self._queryset)


def _holes(ours: _Written, other: _Written) -> list[tuple[int, int]]:
    """Where the values stand among the parameters: (place, number of the value)."""
    found = []
    for place, (mine, its) in enumerate(zip(ours.params, other.params, strict=True)):
        if mine == its:
            continue
        if mine not in ours.markers or other.markers[ours.markers.index(mine)] != its:
            raise CannotPrepare("a value is changed on its way into the statement")
        found.append((place, ours.markers.index(mine)))
    return found


def _marker(value: Value, number: int) -> Value:
    """A value of the same kind that nothing else in a statement has."""
    if isinstance(value, datetime):
        return datetime(9990, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(days=number)
    if isinstance(value, date):
        return date(9980, 1, 1) + timedelta(days=number)
    return f"\ue000{number}" if isinstance(value, str) else 2_147_480_000 + number


def _adapted(value: Value) -> Any:
    operations = connections[DEFAULT_DB_ALIAS].ops
    if isinstance(value, datetime):
        return operations.adapt_datetimefield_value(value)
    return operations.adapt_datefield_value(value) if isinstance(value, date) else value
