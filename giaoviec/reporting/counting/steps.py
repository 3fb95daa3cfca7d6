"""The steps of an assignment as they are stored, and the sum of steps up to a day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from giaoviec.reporting.counting.columns import COUNTERS
from giaoviec.reporting.models import Trace
from giaoviec.rules.counting import TURNS

Step = tuple[date, int, Mapping[str, int]]
"""A day, the agency, and what is added to each counter (`rules.histories.steps`)."""

COUNTED = (*COUNTERS, *TURNS)
"""The counters of the histogram. Steps are stored by the place in this order: it is only ever added to at its end."""

_PLACES = {name: place for place, name in enumerate(COUNTED)}


def packed(steps: Iterable[Step]) -> str:
    rows = [
        [day.toordinal(), agency, {_PLACES[name]: n for name, n in changes.items() if name in _PLACES}]
        for day, agency, changes in steps
    ]
    return json.dumps(rows, separators=(",", ":"))


def unpacked(stored: str) -> list[Step]:
    return [
        (date.fromordinal(day), agency, {COUNTED[int(place)]: n for place, n in changes.items()})
        for day, agency, changes in json.loads(stored)
    ]


def summed(steps: Iterable[Step], on: date) -> dict[int, Counter[str]]:
    """What they count at the end of a day, by agency."""
    found: dict[int, Counter[str]] = {}
    for day, agency, changes in steps:
        if day <= on:
            found.setdefault(agency, Counter()).update(changes)
    return found


def traces(ids: Iterable[int]) -> dict[int, tuple[Mapping[str, str], list[Step]]]:
    """What of these is in the histogram: the keys that do not change with the day, and the steps."""
    rows = Trace.objects.filter(pk__in=list(ids)).values_list("pk", "keys", "steps")
    return {pk: (json.loads(keys), unpacked(stored)) for pk, keys, stored in rows}
