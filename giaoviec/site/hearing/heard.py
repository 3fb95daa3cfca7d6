"""A request heard: the list that it means with its number and first rows, the figures, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from giaoviec.assignments import listing
from giaoviec.assignments.asking import Asked, read
from giaoviec.assignments.chips import Chip, chips
from giaoviec.assignments.listing import COUNTED
from giaoviec.assignments.showing import Line, lines
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.asking import Understood, understand
from giaoviec.site.hearing.address import pairs
from giaoviec.site.hearing.figures import Counted, counted
from giaoviec.site.hearing.names import names_for

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """What a request means for somebody. `missing`: what was understood but is not there for him. `uncounted`: he asked
    for figures, and they cannot be had of what he asked."""

    understood: Understood
    asked: Asked
    chips: Sequence[Chip]
    missing: Sequence[str]
    total: int
    lines: Sequence[Line]
    figures: Counted | None
    uncounted: bool

    @property
    def url(self) -> str:
        return self.asked.url()

    @property
    def many(self) -> bool:
        """More than are counted."""
        return self.total > COUNTED

    @property
    def only_open(self) -> bool:
        """Whether the list leaves out what is done though nobody said so."""
        return self.asked.filters.state == "open" and not self.understood.of("state") and not self.asked.filters.cell


def hear(actor: Actor, text: str, *, on: date, rows: bool = True) -> Heard | None:
    """What a text asks for; None where it asks for nothing: then its words are only looked for."""
    understood = understand(text, names_for(actor, on), on)
    if not understood.is_request:
        return None
    words, missing = pairs(actor, understood)
    if missing and not words:
        return None
    asked = read(QueryDict(urlencode(words)))
    known: dict[str, Any] = {"near_days": int(profile_on(on)["near_due_days"]), "calendar": calendar()}
    first = listing.page(actor, asked.filters, asked.order, on, start=0, size=SHOWN, **known)[0] if rows else []
    figures = counted(actor, understood, words, on) if rows else None
    sees_figures = may(actor, "see_figures", agency_id=actor.agency_id) is None
    return Heard(
        understood=understood,
        asked=asked,
        chips=[chip for chip in chips(asked) if chip.on],
        missing=missing,
        total=listing.count(listing.found(actor, asked.filters, on, **known)),
        lines=lines(first, on, **known),
        figures=figures,
        uncounted=rows and understood.over == "figures" and figures is None and sees_figures,
    )
