"""What letters moved: for each item the strongest thing that happened within the profile's days after the sending."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from giaoviec.assignments.models import Claim, Collaboration, DueDate, Update
from giaoviec.oversight.models import LetterStage, UrgingItem
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.urging import Moved, Since, moved


@dataclass(slots=True)
class Effect:
    """Of one letter: what became of each item, by its id; `moved` counts those that did not stand still."""

    items: dict[int, Moved] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        return sum(what is not Moved.STILL for what in self.items.values())

    def count(self, what: Moved) -> int:
        return sum(one is what for one in self.items.values())


def _first(model: Any, name: str) -> Subquery:
    """The first day on which something was entered for the item's assignment after the letter was sent."""
    rows = model.objects.filter(
        assignment=OuterRef("assignment_id"), voided_at=None, recorded_at__gt=OuterRef("letter__sent_at")
    )
    return Subquery(rows.order_by().values("assignment").annotate(first=Min(name)).values("first")[:1])


def _opinion() -> Subquery:
    rows = Collaboration.objects.filter(
        assignment=OuterRef("assignment_id"), agency=OuterRef("letter__agency_id"), voided_at=None,
        answered_at__gt=OuterRef("letter__sent_at"),
    )  # fmt: skip
    return Subquery(rows.order_by().values("assignment").annotate(first=Min("answered_on")).values("first")[:1])


def _sent(letters: Collection[int]) -> QuerySet[UrgingItem]:
    return UrgingItem.objects.filter(letter__in=list(letters), letter__stage=LetterStage.SENT).annotate(
        claimed=_first(Claim, "on"), redated=_first(DueDate, "on"), updated=_first(Update, "on"), opinion=_opinion(),
        sent=F("letter__sent_on"), until=F("letter__effect_until"), finished=F("assignment__confirmed_on"),
    )  # fmt: skip


def effects(letters: Collection[int], on: date) -> dict[int, Effect]:
    """What these letters moved so far, or in their days where those are over; of sent ones. One statement."""
    found: dict[int, Effect] = {}
    columns = ("pk", "letter_id", "kind", "sent", "until", "finished", "claimed", "redated", "updated", "opinion")
    for pk, letter_id, kind, sent, until, finished, claimed, redated, updated, opinion in _sent(letters).values_list(
        *columns
    ):
        if kind == DutyKind.OPINION:
            since = Since(finished_on=opinion)
        else:
            confirmed = finished if finished and finished >= sent else None
            since = Since(confirmed, claimed, redated, updated)
        effect = found.setdefault(letter_id, Effect())
        effect.items[pk] = moved(since, until=min(until or on, on))
    return found


@dataclass(frozen=True, slots=True)
class Sum:
    """Of the measured letters to one agency: how many, how many items, and what became of them."""

    agency: str
    letters: int
    items: int
    counts: dict[Moved, int]

    @property
    def moved(self) -> int:
        return self.items - self.counts[Moved.STILL]


def sums(since: date) -> list[Sum]:
    """Letters sent since a day and measured, by agency in official order. One statement."""
    items = UrgingItem.objects.filter(
        letter__measured_on__isnull=False, letter__recalled_on=None, letter__sent_on__gte=since
    )
    counted = items.order_by("letter__agency__position", "letter__agency_id").values_list("letter__agency__name")
    rows = counted.annotate(
        letters=Count("letter", distinct=True),
        items=Count("pk"),
        **{what.value: Count("pk", filter=Q(moved=what.value)) for what in Moved},
    )
    return [Sum(name, letters, items, dict(zip(Moved, each, strict=True))) for name, letters, items, *each in rows]
