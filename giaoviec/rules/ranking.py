"""Ranks that say how much of them is chance (Article 12): steadied scores, their intervals, and what weights would do.

A score of few tasks swings; it is drawn towards the province's mean as though it had `steadies` more tasks there: the
credibility estimator of Bühlmann and Straub (1970), which is the empirical Bayes one of Efron and Morris (1975) where
the number is the ratio of the variance of a task to that between subjects. `estimated` gives that ratio of the data, so
that the scheme's can be judged. Intervals of ranks are by simulation from what is then believed of each subject
(Goldstein and Spiegelhalter 1996, "League tables and their limitations"), with a published seed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, sqrt
from random import Random

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.sampling import Z
from giaoviec.rules.schemes import WHOLE
from giaoviec.rules.scoring import Sums, of_sums

DRAWS = 400
SEED = "giao-viec"
STEP = 10
"""By so many per cent a weight is moved when it is asked what weights would do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A subject that is ranked: points in 100, how many tasks made them, how they spread, and their sums."""

    id: int
    points: float
    number: int
    spread: float
    sums: Sums


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject stands. `steady` is the steadied score with its interval of 95% `low`–`high`, in points.

    `rank` with the ranks that chance alone could give it, `first`–`last` (95%), and those that other weights would,
    `best`–`worst`. Rank 1 is the best; equal scores share one.
    """

    id: int
    rank: int
    steady: float
    low: float
    high: float
    first: int
    last: int
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What subjects are compared with: all tasks of the province as one set, its score, and the variance of a task."""

    sums: Sums
    mean: float
    variance: float
    estimated: float | None


@policy("steadied")
def ground_of(entries: Sequence[Entry], *, weights: tuple[int, int, int]) -> Ground:
    """Over all subjects. `estimated`: how many tasks at the mean the data themselves would add, None where the
    subjects do not differ by more than chance (Bühlmann–Straub: variance within ÷ variance between)."""
    together = _together(entries)
    whole = sum(one.number for one in entries)
    mean = _points(together, weights)
    if not whole:
        return Ground(together, mean, 0.0, None)
    free = whole - len(entries)
    variance = fsum(one.spread for one in entries) / free if free > 0 else 0.0
    between = fsum(one.number * (one.points - mean) ** 2 for one in entries) - (len(entries) - 1) * variance
    scale = whole - sum(one.number**2 for one in entries) / whole
    differs = between / scale if scale > 0 else 0.0
    return Ground(together, mean, variance, variance / differs if differs > 0 else None)


def _together(entries: Iterable[Entry]) -> Sums:
    got, number = [0, 0, 0], [0, 0, 0]
    for one in entries:
        for place, (part, n) in enumerate(one.sums):
            got[place] += part
            number[place] += n
    return (got[0], number[0]), (got[1], number[1]), (got[2], number[2])


def _points(found: Sums, weights: tuple[int, int, int]) -> float:
    return float(of_sums(found, weights=weights).points or Decimal(0))


@policy("steadied")
def steady(one: Entry, ground: Ground, steadies: int) -> tuple[float, float]:
    """The steadied score and the standard error of what is then believed of it."""
    weight = one.number + steadies
    middle = (one.number * one.points + steadies * ground.mean) / weight
    return middle, sqrt(ground.variance / weight)


@cites("QC 12.2")
@policy("steadied", "ranks_with_intervals")
def ranking(
    entries: Sequence[Entry], *, ground: Ground, steadies: int, weights: tuple[int, int, int], seed: str = SEED
) -> list[Place]:
    """The places of subjects of one kind, the best first. Without tasks a subject has no place: leave it out."""
    entries = sorted(entries, key=lambda one: one.id)
    believed = {one.id: steady(one, ground, steadies) for one in entries}
    ranks = _ranks({pk: round(middle, 2) for pk, (middle, _) in believed.items()})
    chance = _by_chance(believed, seed)
    moved = under_weights(entries, ground=ground, steadies=steadies, weights=weights)
    found = [
        _place(pk, ranks[pk], *believed[pk], chance[pk], [ranks[pk], *(one[pk] for one in moved)]) for pk in believed
    ]
    return sorted(found, key=lambda place: (place.rank, place.id))


def _place(pk: int, rank: int, middle: float, error: float, drawn: Sequence[int], moved: Sequence[int]) -> Place:
    low, high = max(0.0, middle - Z * error), min(float(WHOLE), middle + Z * error)
    cut = len(drawn) // 40
    first, last = min(rank, drawn[cut]), max(rank, drawn[-1 - cut])
    return Place(pk, rank, middle, low, high, first, last, min(moved), max(moved))


def _ranks(scores: dict[int, float]) -> dict[int, int]:
    ordered = sorted(scores.values())
    return {pk: len(ordered) - bisect_right(ordered, points) + 1 for pk, points in scores.items()}


def _by_chance(believed: dict[int, tuple[float, float]], seed: str) -> dict[int, list[int]]:
    """The ranks that a subject had in each draw, in order."""
    chance = Random(seed)  # noqa: S311 published, so that anybody can draw again
    found: dict[int, list[int]] = {pk: [] for pk in believed}
    for _ in range(DRAWS):
        drawn = {pk: chance.gauss(middle, error) for pk, (middle, error) in believed.items()}
        for pk, rank in _ranks(drawn).items():
            found[pk].append(rank)
    for ranks in found.values():
        ranks.sort()
    return found


# ---- other weights


def variants(weights: tuple[int, int, int]) -> list[tuple[int, int, int]]:
    """The weights with `STEP` per cent moved from one part to another: six at most, none below 0."""
    found = []
    for more in range(3):
        for less in range(3):
            moved = list(weights)
            moved[more] += STEP
            moved[less] -= STEP
            if more != less and moved[less] >= 0:
                found.append((moved[0], moved[1], moved[2]))
    return found


def under_weights(
    entries: Sequence[Entry], *, ground: Ground, steadies: int, weights: tuple[int, int, int]
) -> list[dict[int, int]]:
    """The ranks under each of `variants`."""
    return [ranks_with(entries, ground=ground, steadies=steadies, weights=other) for other in variants(weights)]


def ranks_with(
    entries: Sequence[Entry], *, ground: Ground, steadies: int, weights: tuple[int, int, int]
) -> dict[int, int]:
    """The ranks under other weights, steadied towards the mean that these weights give."""
    mean = _points(ground.sums, weights)
    return _ranks(
        {
            one.id: round((one.number * _points(one.sums, weights) + steadies * mean) / (one.number + steadies), 2)
            for one in entries
        }
    )


# ---- in words


@policy("ranks_with_intervals")
def alike(places: Sequence[Place]) -> list[tuple[int, int]]:
    """The ranks that cannot be told apart, as runs (first, last) from the best on; a rank told apart stands alone.

    A run goes on as long as the interval of the next score still meets that of its first.
    """
    runs: list[list[Place]] = []
    for place in places:
        if runs and place.high >= runs[-1][0].low:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [(run[0].rank, run[-1].rank) for run in runs]


def alike_vi(runs: Iterable[tuple[int, int]]) -> list[str]:
    """ "Hạng 4 đến 9 không phân biệt được." for each run of several."""
    return [f"Hạng {first} đến {last} không phân biệt được." for first, last in runs if first != last]
