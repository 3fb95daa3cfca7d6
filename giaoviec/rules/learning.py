"""A small logistic regression, explained and calibrated, in pure Python: some ten thousand rows of few features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

STEPS = 12
SETTLED = 1e-4
MOST_ODDS = 30.0
DOUBTED = 10.0
"""How firmly a calibration is held to changing nothing: about as forty rows would."""


@dataclass(frozen=True, slots=True)
class Row:
    """An example: its features (places in ascending order) with their amounts, and whether it came about."""

    places: tuple[int, ...]
    amounts: tuple[float, ...]
    true: bool


def chance(odds: float) -> float:
    """The probability of log-odds; those beyond ±30 count as 30."""
    return 1 / (1 + exp(-max(-MOST_ODDS, min(MOST_ODDS, odds))))


def log_odds(share: float) -> float:
    """The log-odds of a probability, kept away from 0 and 1."""
    kept = min(1 - 1e-6, max(1e-6, share))
    return log(kept / (1 - kept))


def fit(rows: Sequence[Row], *, around: Sequence[float], holds: Sequence[float]) -> list[float]:
    """The weights of the features by Newton's steps, each held to its place in `around` by `holds` (ridge)."""
    weights = list(around)
    for _ in range(STEPS):
        slope, bend = _at(rows, weights, len(weights))
        slope = [s + h * (w - a) for s, h, w, a in zip(slope, holds, weights, around, strict=True)]
        for place, held in enumerate(holds):
            bend[place][place] += held
        step = solve(bend, slope)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step), default=0.0) < SETTLED:
            break
    return weights


def _at(rows: Sequence[Row], weights: Sequence[float], width: int) -> tuple[list[float], list[list[float]]]:
    """Gradient and Hessian (its lower half) of the loss."""
    slope, bend = [0.0] * width, [[0.0] * (place + 1) for place in range(width)]
    for row in rows:
        places, amounts = row.places, row.amounts
        p = chance(sum([weights[i] * v for i, v in zip(places, amounts, strict=True)]))
        miss, spread = p - row.true, p * (1 - p)
        for above, (i, v) in enumerate(zip(places, amounts, strict=True)):
            slope[i] += miss * v
            line, much = bend[i], spread * v
            for k in range(above + 1):
                line[places[k]] += much * amounts[k]
    return slope, bend


def solve(lower: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """x of A·x = right for a symmetric positive matrix given by its lower half (Cholesky)."""
    size = len(right)
    root = [[0.0] * (i + 1) for i in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = lower[i][j] - sum([root[i][k] * root[j][k] for k in range(j)])
            root[i][j] = sqrt(max(rest, 1e-12)) if i == j else rest / root[j][j]
    half: list[float] = []
    for i in range(size):
        half.append((right[i] - sum([root[i][k] * half[k] for k in range(i)])) / root[i][i])
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (half[i] - sum([root[k][i] * found[k] for k in range(i + 1, size)])) / root[i][i]
    return found


def calibrate(odds: Sequence[float], true: Sequence[bool]) -> tuple[float, float]:
    """(shift, slope) by which log-odds of rows not learned from are put right (Platt); few rows change little."""
    rows = [Row((0, 1), (1.0, value), came) for value, came in zip(odds, true, strict=True)]
    shift, slope = fit(rows, around=(0.0, 1.0), holds=(DOUBTED, DOUBTED))
    return shift, slope


def area(scores: Sequence[float], true: Sequence[bool]) -> float:
    """How well scores tell true from false (AUC): the share of pairs in the right order, ties half; 0.5 for none."""
    order = sorted(range(len(scores)), key=lambda i: scores[i])
    ranks, place = 0.0, 0
    while place < len(order):
        end = place
        while end < len(order) and scores[order[end]] == scores[order[place]]:
            end += 1
        middle = (place + end + 1) / 2
        ranks += middle * sum(true[i] for i in order[place:end])
        place = end
    yes = sum(true)
    no = len(true) - yes
    return (ranks - yes * (yes + 1) / 2) / (yes * no) if yes and no else 0.5


@dataclass(frozen=True, slots=True)
class Bin:
    """Of examples that were given about the same chance: the mean chance, the share that came about, how many."""

    said: float
    came: float
    number: int


def bins(chances: Sequence[float], true: Sequence[bool], *, number: int = 10) -> tuple[Bin, ...]:
    """The examples in order of their chance, in so many bins of equal size."""
    order = sorted(range(len(chances)), key=lambda i: chances[i])
    cuts = [round(len(order) * n / number) for n in range(number + 1)]
    parts = [order[a:b] for a, b in pairwise(cuts) if b > a]
    return tuple(
        Bin(sum(chances[i] for i in part) / len(part), sum(true[i] for i in part) / len(part), len(part))
        for part in parts
    )


def calibration_error(table: Sequence[Bin]) -> float:
    """The mean distance between what was said and what came, by the size of the bins (ECE)."""
    total = sum(part.number for part in table)
    return sum(part.number * abs(part.said - part.came) for part in table) / total if total else 0.0
