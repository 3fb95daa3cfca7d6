"""Urging at 100,000 assignments: letters to all agencies proposed, once and again, and a letter of 60 items as Word."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from typing import Any

from bench.places import Place
from bench.works import Line, inside

ITEMS = 60


def urging(place: Place) -> Iterator[Line]:
    """The lines of the table."""
    found = inside(place, "urge")
    what = f"{found['letters']} letters, {found['items']:,} items of {found['late']:,} late duties"
    for work, seconds in (("first run", found["first"]), ("run again, nothing new", found["again"])):
        yield Line(
            f"urging letters of all agencies, {work}", "≤ 3 s", place.kind, f"{seconds:.2f} s; {what}", seconds <= 3
        )
    written = found["word"]
    yield Line("urging letter of 60 items as Word", "≤ 500 ms", place.kind, f"{written * 1000:.0f} ms", written <= 0.5)


def urge() -> dict[str, Any]:
    """Seconds of both runs and of the letter. What the runs write is taken back."""
    from django.db import transaction

    from giaoviec import clock
    from giaoviec.duties.models import Duty
    from giaoviec.duties.queries import OPEN
    from giaoviec.oversight.actions.urging_proposals import propose

    found: dict[str, Any] = {"late": Duty.objects.filter(OPEN, due_on__lt=clock.today()).count()}
    with transaction.atomic():
        for name in ("first", "again"):
            begun = time.perf_counter()
            done = propose(on=clock.today(), at=clock.now())
            found[name] = time.perf_counter() - begun
            found.setdefault("letters", done.made)
            found["items"] = done.items
        found["word"] = _word()
        transaction.set_rollback(True)
    return found


def _word() -> float:
    """Median seconds from the database to the bytes."""
    from giaoviec.oversight.models import Urging
    from giaoviec.oversight.papers import letter_paper
    from giaoviec.oversight.queries.urging import items_of
    from giaoviec.papers.word import render

    letter = Urging.objects.filter(items__position=ITEMS).select_related("agency").first()
    if letter is None:
        raise RuntimeError(f"no letter of {ITEMS} items")
    taken = []
    for _ in range(9):
        begun = time.perf_counter()
        render(letter_paper(letter, items_of(letter)[:ITEMS]))
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
