"""The one write of the figure service: what changed since is folded into the histogram, in the background."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db import connection, transaction
from django.db.models import F

from giaoviec.assignments.models import Assignment
from giaoviec.reporting.counting.histories import histories, turns
from giaoviec.reporting.counting.sources import KEYS, key_of
from giaoviec.reporting.counting.steps import COUNTED, Step, packed, traces
from giaoviec.reporting.models import Folding, Histogram, Stale, Trace
from giaoviec.rules.histories import steps

AT_ONCE = 2000
"""Assignments folded in one transaction: on SQLite others wait for it."""

_Sums = dict[tuple[str, str, str, date], Counter[str]]


def fold(at_once: int = AT_ONCE) -> int:
    """Takes the steps of the assignments that changed out of the histogram and puts them in as they are now.

    Returns how many were folded: 0 when there is nothing to do. Figures are the same before, between and after.
    """
    with transaction.atomic():
        Folding.objects.select_for_update().get_or_create(pk=1)
        ids = sorted(set(Stale.objects.order_by("id").values_list("assignment_id", flat=True)[:at_once]))
        if not ids:
            return 0
        # What is marked again from here on is folded again: these rows only are taken away, by their own ids.
        marks = list(Stale.objects.filter(assignment_id__in=ids).values_list("id", flat=True))
        sums: _Sums = defaultdict(Counter)
        for keys, old in traces(ids).values():
            _add(sums, keys, old, sign=-1)
        new = list(_traced(ids))
        for trace, taken in new:
            _add(sums, json.loads(trace.keys), taken, sign=1)
        _write(sums)
        Trace.objects.filter(pk__in=ids).delete()
        Trace.objects.bulk_create([trace for trace, _ in new], batch_size=500)
        for start in range(0, len(marks), at_once):
            Stale.objects.filter(pk__in=marks[start : start + at_once]).delete()
        Folding.objects.update(turn=F("turn") + 1)
    return len(ids)


def _traced(ids: list[int]) -> Iterator[tuple[Trace, list[Step]]]:
    rows = list(
        Assignment.objects.filter(pk__in=ids, parent=None, voided_at=None)
        .select_related("task", "document")
        .only(
            "agency_id", "task_class", "given_on", "cycle", "original_due_on", "monitoring_unit_id",
            "task__field", "document__group", "document__directed_by_id",
        )
    )  # fmt: skip
    lived, owed = histories(rows), turns(ids)
    for row in rows:
        taken = list(steps(lived[row.pk], owed.get(row.pk, [])))
        yield Trace(assignment_id=row.pk, keys=json.dumps(_keys(row)), steps=packed(taken)), taken


def _keys(row: Assignment) -> dict[str, str]:
    found = {
        "": (),
        "unit": (row.monitoring_unit_id,),
        "field": (row.task.field,),
        "leader": (row.document.directed_by_id, row.task.field),
        "group": (row.document.group,),
    }
    return {dimension: key_of(values) for dimension, values in found.items()}


def _add(sums: _Sums, keys: Mapping[str, str], taken: Iterable[Step], *, sign: int) -> None:
    for day, agency, changes in taken:
        signed = {name: sign * n for name, n in changes.items()}
        starts = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}
        for dimension in KEYS:
            key = str(agency) if dimension == "agency" else keys[dimension]
            for kind, start in starts.items():
                sums[dimension, key, kind, start].update(signed)


def _write(sums: _Sums) -> None:
    table = Histogram._meta.db_table
    columns = ("dimension", "key", "kind", "start", *COUNTED)
    values = ", ".join(["%s"] * len(columns))
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in COUNTED)
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})"
        f" ON CONFLICT (dimension, kind, start, key) DO UPDATE SET {added}"
    )
    rows = [
        (dimension, key, kind, connection.ops.adapt_datefield_value(start), *(counted[name] for name in COUNTED))
        for (dimension, key, kind, start), counted in sorted(sums.items())
        if any(counted.values())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
