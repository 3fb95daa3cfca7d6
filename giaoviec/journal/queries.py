"""Reads of the journal: the events of a thing, the head, and the walk along the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from giaoviec.journal import anchor, chain
from giaoviec.journal.models import Event, Head, Touch


def events_of(subject: str, pk: int) -> QuerySet[Event]:
    """The acts about a thing or touching it, newest first."""
    touching = Touch.objects.filter(subject=subject, subject_id=pk).values("act")
    return Event.objects.filter(Q(subject=subject, subject_id=pk) | Q(act__in=touching)).order_by("-id")


def head() -> Head:
    return Head.objects.get(pk=1)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the journal is not what was written."""

    event_id: int
    sentence: str


def first_break() -> Break | None:
    """Walks the chain: a changed row, a missing row, a cut tail, a head or an anchor that says otherwise; else None."""
    digests: dict[int, str] = {}
    previous, expected = chain.START, 1
    for values, stored in _rows():
        number = int(str(values[0]))
        if number != expected:
            return Break(expected, f"thiếu sự kiện {expected}")
        if values[-1] != previous or chain.digest(values) != stored:
            return Break(number, f"sự kiện {number} đã bị sửa")
        digests[number] = previous = stored
        expected += 1
    return _head_break(digests) or _anchor_break(digests) or _touch_break()


def _head_break(digests: dict[int, str]) -> Break | None:
    at = head()
    if at.event_id != len(digests) or digests.get(at.event_id, chain.START) != at.digest:
        return Break(min(at.event_id, len(digests)) + 1, f"đầu chuỗi ghi {at.event_id} sự kiện, bảng có {len(digests)}")
    return None


def _anchor_break(digests: dict[int, str]) -> Break | None:
    for number, digest in anchor.heads():
        if digests.get(number) != digest:
            return Break(number, f"mốc ngoài cơ sở dữ liệu có sự kiện {number}, bảng không còn đúng như vậy")
    return None


def _touch_break() -> Break | None:
    """`journal_touch` is an index of what the events say they touch; an edit shows against the events' own words."""
    touches: dict[str, set[str]] = {}
    for act, subject, pk in Touch.objects.values_list("act", "subject", "subject_id").iterator(chunk_size=5000):
        touches.setdefault(act.hex, set()).add(f"{subject}:{pk}")
    for number, act, own, own_id, facts in (
        Event.objects.order_by("id")
        .values_list("id", "act", "subject", "subject_id", "facts")
        .iterator(chunk_size=5000)
    ):
        said = set(_touched(facts)) - {f"{own}:{own_id}"}
        if touches.pop(act.hex, set()) != said:
            return Break(number, f"mục liên quan của sự kiện {number} đã bị sửa")
    return Break(0, "có mục liên quan không thuộc sự kiện nào") if touches else None


def _touched(facts: str) -> list[str]:
    try:
        return list(json.loads(facts).get("touched", []))
    except ValueError:
        return ["?"]


def _rows() -> Iterator[tuple[list[Any], str]]:
    """Every event's columns as they are stored (SQLite: their text, so that a changed byte shows), with its digest."""
    names = [*chain.COLUMNS, "digest"]
    columns = [f'CAST("{n}" AS TEXT)' if connection.vendor == "sqlite" else f'"{n}"' for n in names]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM journal_event ORDER BY id")
        while batch := cursor.fetchmany(5000):
            for row in batch:
                yield list(row[:-1]), str(row[-1])
