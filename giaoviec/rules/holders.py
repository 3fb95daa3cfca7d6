"""Who holds the ball (domain.md): each day of an assignment belongs to exactly one holder.

The stage says whose day it is at bottom: the agency's while it is given or under way, the Office's while it is returned
or claimed. Over the agency's days lie the waits, of which the first of these counts: somebody outside the province, the
Office (an extension or an obstacle waits for its answer), a collaborator whose opinion is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.relations import Stage


class Holder(StrEnum):
    """The agency, a collaborator whose opinion is asked, the Office, outside the province, or nobody (it has ended)."""

    AGENCY = "agency"
    COLLABORATOR = "collaborator"
    OFFICE = "office"
    OUTSIDE = "outside"
    NOBODY = "nobody"

    @property
    def vi(self) -> str:
        return {
            "agency": "cơ quan chủ trì",
            "collaborator": "cơ quan phối hợp",
            "office": "Văn phòng UBND tỉnh",
            "outside": "bên ngoài",
            "nobody": "đã kết thúc",
        }[self.value]


STAGE_HOLDERS = {
    Stage.GIVEN: Holder.AGENCY,
    Stage.UNDER_WAY: Holder.AGENCY,
    Stage.RETURNED: Holder.OFFICE,
    Stage.CLAIMED: Holder.OFFICE,
    Stage.CLOSED: Holder.NOBODY,
    Stage.WITHDRAWN: Holder.NOBODY,
    Stage.PASSED_ON: Holder.NOBODY,
}
PRECEDENCE = (Holder.OUTSIDE, Holder.OFFICE, Holder.COLLABORATOR)


@dataclass(frozen=True, slots=True)
class Wait:
    """A stretch in which somebody was waited for: [since, until), open while `until` is None.

    As a stage's stretch `holder` is that of `STAGE_HOLDERS`.
    """

    holder: Holder
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one holder, half-open: [since, until)."""

    holder: Holder
    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@cites("QC 2.3#2", "QC 8.1.b")
@policy("outside_wait", "lead_and_collaborators")
def spans(stages: Iterable[Wait], waits: Iterable[Wait], *, until: date) -> tuple[Span, ...]:
    """The holders of every day from the first stage up to, not including, `until` (tomorrow counts today).

    `stages` are in the order in which they happened; a day on which it changed belongs to the last of them.
    Neighbouring days of one holder are one span; there is none where nothing has begun.
    """
    lived, waited = tuple(stages), tuple(waits)
    if not lived or lived[0].since >= until:
        return ()
    cuts = pairwise(_cuts(lived, waited, until))
    return _joined(Span(_holder_on(first, lived, waited), first, after) for first, after in cuts)


def ledger(spans: Iterable[Span]) -> dict[Holder, int]:
    """Days by holder, every holder named, so that they add up to the days between the first span and the last."""
    days = dict.fromkeys(Holder, 0)
    for span in spans:
        days[span.holder] += span.days
    return days


def _cuts(stages: Sequence[Wait], waits: Sequence[Wait], until: date) -> list[date]:
    """The days on which the holder may change, with both ends."""
    first = stages[0].since
    edges = {edge for wait in (*stages, *waits) for edge in (wait.since, wait.until) if edge and first < edge < until}
    return sorted({first, until, *edges})


def _holder_on(day: date, stages: Sequence[Wait], waits: Sequence[Wait]) -> Holder:
    base = next(stage.holder for stage in reversed(stages) if stage.since <= day)
    if base is not Holder.AGENCY:
        return base
    waited_for = {wait.holder for wait in waits if wait.covers(day)}
    return next((holder for holder in PRECEDENCE if holder in waited_for), Holder.AGENCY)


def _joined(parts: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for part in parts:
        if joined and joined[-1].holder is part.holder:
            joined[-1] = Span(part.holder, joined[-1].since, part.until)
        else:
            joined.append(part)
    return tuple(joined)
