"""The index of the access log: what was added to the segments goes into `AccessLine`, day by day in time's order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction

from giaoviec.journal import segments
from giaoviec.journal.models import AccessLine, AccessSegment
from giaoviec.journal.places import place

_COLUMNS = frozenset({"at", "kind", "person", "membership", "agency", "address", "path"})


def fill() -> int:
    """Reads on where it stopped; says how many lines came. Two at once bring the same lines once."""
    read = dict(AccessSegment.objects.values_list("name", "octets"))
    grown = [path for path in segments.paths() if path.stat().st_size > read.get(path.name, 0)]
    return sum(_fill_day(list(paths)) for _, paths in groupby(grown, key=lambda path: segments.day_of(path.name)))


def rebuild() -> int:
    """Forgets the index and makes it anew."""
    with transaction.atomic():
        AccessLine.objects.all().delete()
        AccessSegment.objects.all().delete()
    return fill()


def _fill_day(paths: list[Path]) -> int:
    with transaction.atomic():
        known = {row.name: row for row in AccessSegment.objects.filter(name__in=[path.name for path in paths])}
        rows: list[AccessLine] = []
        for path in paths:
            state = known.get(path.name) or AccessSegment(name=path.name)
            rows += _read_on(path, state)
            state.save()
        AccessLine.objects.bulk_create(sorted(rows, key=lambda row: row.at), batch_size=500, ignore_conflicts=True)
    return len(rows)


def _read_on(path: Path, state: AccessSegment) -> Iterator[AccessLine]:
    """The whole lines after the last that was read; half a line waits. A line that is no record is passed over."""
    with path.open("rb") as file:
        file.seek(state.octets)
        for line in file:
            if not line.endswith(b"\n"):
                return
            state.octets, state.lines = state.octets + len(line), state.lines + 1
            if row := _row(path.name, state.lines, line.partition(b" ")[2]):
                yield row


def _row(segment: str, number: int, body: bytes) -> AccessLine | None:
    try:
        said: dict[str, Any] = json.loads(body)
        at, kind = datetime.fromisoformat(said["at"]), str(said["kind"])[:20]
    except (ValueError, KeyError, TypeError):
        return None
    path = str(said.get("path", ""))[:300]
    subject, pk = place(path)
    more = ", ".join(f"{name}: {value}" for name, value in said.items() if value and name not in _COLUMNS)
    return AccessLine(
        segment=segment, line=number, at=at, kind=kind, person_id=said.get("person"), agency_id=said.get("agency"),
        address=str(said.get("address", ""))[:60], path=path, subject=subject, subject_id=pk, more=more[:300],
    )  # fmt: skip
