"""Places as they stand on sheets, and what other weights would make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from giaoviec.evaluation.models import Sheet
from giaoviec.rules import ranking
from giaoviec.rules.ranking import Place, alike, alike_vi
from giaoviec.rules.schemes import Scheme
from giaoviec.rules.scoring import of_sums


def entry(sheet: Sheet) -> ranking.Entry:
    """As the rule book ranks it."""
    return ranking.Entry(sheet.pk, float(sheet.points or 0), sheet.number, sheet.spread, sheet.sums)


def place(sheet: Sheet) -> Place:
    """The place that a ranked sheet has."""
    columns: Any = (
        sheet.rank, sheet.steady, sheet.low, sheet.high, sheet.rank_first, sheet.rank_last, sheet.rank_best,
        sheet.rank_worst,
    )  # fmt: skip
    return Place(sheet.pk, *columns)


def told_apart(ranked: Sequence[Sheet]) -> list[str]:
    """Which ranks of a group cannot be told apart, in words."""
    ordered = sorted((place(sheet) for sheet in ranked), key=lambda one: (one.rank, one.id))
    return alike_vi(alike(ordered))


@dataclass(frozen=True, slots=True)
class Moved:
    """A sheet under the weights that hold and under others: points and rank."""

    sheet: Sheet
    points: Decimal | None
    rank: int

    @property
    def by(self) -> int:
        """Places gained; below 0 lost."""
        return (self.sheet.rank or 0) - self.rank


def under(ranked: Sequence[Sheet], everyone: Sequence[Sheet], scheme: Scheme) -> list[Moved]:
    """What the weights and the steadying of a scheme would make of the ranks of a group, by the new rank.

    `everyone` are the ranked sheets of the round: towards their mean all are steadied.
    """
    ground = ranking.ground_of([entry(sheet) for sheet in everyone], weights=scheme.weights)
    entries = [entry(sheet) for sheet in ranked]
    ranks = ranking.ranks_with(entries, ground=ground, steadies=scheme.steadies, weights=scheme.weights)
    moved = [Moved(one, of_sums(one.sums, weights=scheme.weights).points, ranks[one.pk]) for one in ranked]
    return sorted(moved, key=lambda one: (one.rank, one.sheet.position))
