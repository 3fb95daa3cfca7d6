"""Evaluation (Article 12): points from what an agency, its head, a unit or an officer did, each traceable to its tasks.

The formula is data, a `schemes.Scheme` in force from a day on. Each task that counts gives up to 100 per cent in three
parts; a part's points are its weight times the mean of its tasks; parts are rounded so that they add up to the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.schemes import WHOLE, Scheme
from giaoviec.rules.standing import CELL_NAMES, Cell
from giaoviec.rules.tasks import Quality


class Part(StrEnum):
    """What is weighed: a, b and c of the decree."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMELINESS = "timeliness"

    @property
    def vi(self) -> str:
        return {"quantity": "số lượng", "quality": "chất lượng", "timeliness": "tiến độ"}[self.value]


PARTS = tuple(Part)
EQUAL = (1, 1, 1)
"""The weights of a person's sheet: (a + b + c) ÷ 3."""


# ---- one task


@dataclass(frozen=True, slots=True)
class Work:
    """A task as it stood on the cut-off. `rejected`: times for quality; the two last: whether a cause was confirmed."""

    id: int
    cell: Cell
    claimed: bool = False
    returned: bool = False
    quality: str = ""
    rejected: int = 0
    reopened: int = 0
    late_objective: bool = False
    poor_objective: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What a task gives, in per cent of each part (None: it does not count there), and why, in words."""

    id: int
    given: tuple[int | None, int | None, int | None]
    why: str

    @property
    def counts(self) -> bool:
        return any(part is not None for part in self.given)


NOT = (None, None, None)
_DONE = (Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_ENDED_DONE)
_LATE = (Cell.UNDER_WAY_OVERDUE, Cell.NOT_STARTED_OVERDUE)


@cites("QC 12.2")
@policy("scoring", "objective_causes")
def mark(work: Work, scheme: Scheme) -> Mark:
    """What a task gives: done all of the quantity; each failure of quality, and being late, loses `loss` per cent.

    What is overdue and undone gives nothing in all three. A confirmed objective cause makes good what was lost for it;
    what is undone for one does not count at all. What is not due, waits for the Office or was withdrawn does not count.
    """
    if work.cell in _DONE:
        return _done(work, scheme)
    if work.claimed:
        return Mark(work.id, NOT, "chờ xác nhận: không tính")
    if work.returned:
        return Mark(work.id, NOT, "đã chuyển lại, chờ Văn phòng: không tính")
    if work.cell in _LATE and work.late_objective:
        return Mark(work.id, NOT, "quá hạn chưa xong, nguyên nhân khách quan đã được xác nhận: không tính")
    if work.cell in _LATE:
        return Mark(work.id, (0, 0, 0), "quá hạn chưa xong: không có điểm")
    words = {Cell.WITHDRAWN: "đã thu hồi", Cell.OPEN_ENDED_UPDATED: "không có thời hạn, chưa xong"}
    words[Cell.OPEN_ENDED_SILENT] = words[Cell.OPEN_ENDED_UPDATED]
    return Mark(work.id, NOT, f"{words.get(work.cell, 'chưa đến hạn')}: không tính")


def _done(work: Work, scheme: Scheme) -> Mark:
    quality, poor = _quality(work, scheme)
    if work.cell is Cell.OPEN_ENDED_DONE:
        return Mark(work.id, (WHOLE, quality, None), "; ".join([CELL_NAMES[work.cell], *poor]))
    late = work.cell is Cell.DONE_LATE
    excused = late and work.late_objective
    words = [CELL_NAMES[work.cell] + (", nguyên nhân khách quan đã được xác nhận" if excused else "")]
    if late and not excused:
        words.append(f"chậm: mất {scheme.loss}% tiến độ")
    timeliness = WHOLE - scheme.loss if late and not excused else WHOLE
    return Mark(work.id, (WHOLE, quality, timeliness), "; ".join([*words, *poor]))


def _quality(work: Work, scheme: Scheme) -> tuple[int, list[str]]:
    """Per cent, and what it lost for, in words."""
    said = []
    if work.quality == Quality.POOR:
        said.append("kết quả chưa bảo đảm chất lượng")
    if work.rejected:
        said.append(f"{work.rejected} lần chưa được xác nhận vì chất lượng")
    if work.reopened:
        said.append(f"{work.reopened} lần mở lại")
    failures = (work.quality == Quality.POOR) + work.rejected + work.reopened
    if not failures:
        return WHOLE, []
    if work.poor_objective:
        return WHOLE, [f"{', '.join(said)}, nguyên nhân khách quan đã được xác nhận"]
    lost = min(WHOLE, scheme.loss * failures)
    return WHOLE - lost, [f"{', '.join(said)}: mất {lost}% chất lượng"]


# ---- many


@dataclass(frozen=True, slots=True)
class Dimension:
    """A part of a score: `got` per cent over `number` tasks; `weight` is the most it can give, `points` what it is."""

    part: Part
    got: int
    number: int
    weight: Fraction
    points: Decimal

    @property
    def worth(self) -> Fraction:
        """Points of one task that gives all."""
        return self.weight / self.number if self.number else Fraction(0)


@dataclass(frozen=True, slots=True)
class Score:
    """What tasks give together: `points` of `out_of`, None where no task counts; `number` of them count.

    `spread` is the sum of the squared distances of the tasks' own values (`value`) from their mean.
    """

    dimensions: tuple[Dimension, ...]
    points: Decimal | None
    out_of: int
    number: int
    spread: float

    def cost(self, one: Mark) -> Fraction:
        """Points that a task lost, exactly: all costs together are what is missing to `out_of`, but for rounding."""
        pairs = zip(self.dimensions, one.given, strict=True)
        return sum((_lost(dimension, given) for dimension, given in pairs), Fraction(0))


def _lost(dimension: Dimension, given: int | None) -> Fraction:
    return Fraction(0) if given is None else dimension.worth * (WHOLE - given) / WHOLE


def hundredths(value: Fraction) -> Decimal:
    """Rounded half up to two places, as a clerk does it."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


@cites("QC 12.2")
@policy("scoring")
def score(marks: Sequence[Mark], *, weights: tuple[int, int, int], out_of: int = WHOLE) -> Score:
    """The score of a set of tasks. A part in which none counts is left out, and the others take its weight."""
    return of_sums(sums(marks), weights=weights, out_of=out_of, spread=_spread(marks, weights))


Sums = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
"""For each part: per cent together, and how many tasks."""


def sums(marks: Iterable[Mark]) -> Sums:
    """What a set of tasks adds up to in each part; sums of disjoint sets add up."""
    got, number = [0, 0, 0], [0, 0, 0]
    for one in marks:
        for place, given in enumerate(one.given):
            if given is not None:
                got[place] += given
                number[place] += 1
    return (got[0], number[0]), (got[1], number[1]), (got[2], number[2])


def of_sums(found: Sums, *, weights: tuple[int, int, int], out_of: int = WHOLE, spread: float = 0.0) -> Score:
    """The score of sums: other weights are tried without the tasks."""
    weighed = sum(weight for weight, (_, number) in zip(weights, found, strict=True) if number)
    most = [
        Fraction(weight * out_of, weighed) if number and weighed else Fraction(0)
        for weight, (_, number) in zip(weights, found, strict=True)
    ]
    exact = [part * got / (WHOLE * max(number, 1)) for part, (got, number) in zip(most, found, strict=True)]
    dimensions = tuple(
        Dimension(part, got, number, weight, points)
        for part, (got, number), weight, points in zip(PARTS, found, most, shares(exact), strict=True)
    )
    points = hundredths(sum(exact, Fraction(0))) if weighed else None
    return Score(dimensions, points, out_of, max(number for _, number in found), spread)


def shares(parts: Sequence[Fraction]) -> list[Decimal]:
    """Parts in hundredths that add up to their rounded sum: those with the largest remainders are rounded up."""
    cents = [int(part * WHOLE) for part in parts]
    rest = int(hundredths(sum(parts, Fraction(0))).scaleb(2)) - sum(cents)
    for place in sorted(range(len(parts)), key=lambda place: cents[place] - parts[place] * WHOLE)[:rest]:
        cents[place] += 1
    return [Decimal(part).scaleb(-2) for part in cents]


def value(one: Mark, weights: tuple[int, int, int]) -> float | None:
    """The value of one task in points of 100; None of one that does not count."""
    pairs = [(weight, given) for weight, given in zip(weights, one.given, strict=True) if given is not None]
    weighed = sum(weight for weight, _ in pairs)
    return sum(weight * given for weight, given in pairs) / weighed if weighed else None


def _spread(marks: Iterable[Mark], weights: tuple[int, int, int]) -> float:
    values = [found for one in marks if (found := value(one, weights)) is not None]
    mean = sum(values) / len(values) if values else 0.0
    return sum((found - mean) ** 2 for found in values)


class Band(StrEnum):
    """How a year is called by its points."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"

    @property
    def vi(self) -> str:
        return {
            "excellent": "hoàn thành xuất sắc nhiệm vụ",
            "good": "hoàn thành tốt nhiệm vụ",
            "completed": "hoàn thành nhiệm vụ",
            "not_completed": "không hoàn thành nhiệm vụ",
        }[self.value]


@policy("scoring")
def band(points: Decimal, scheme: Scheme) -> Band:
    """The band of points of 100; a bound belongs to the better one."""
    bounds = ((scheme.excellent, Band.EXCELLENT), (scheme.good, Band.GOOD), (scheme.completed, Band.COMPLETED))
    return next((one for least, one in bounds if points >= least), Band.NOT_COMPLETED)


@policy("scoring")
def too_many_best(bands: Iterable[Band], scheme: Scheme) -> str:
    """A sentence where more are excellent than `best_share` of those good or better; empty where they are not."""
    found = list(bands)
    best, good = found.count(Band.EXCELLENT), found.count(Band.EXCELLENT) + found.count(Band.GOOD)
    most = good * scheme.best_share // WHOLE
    if best <= most:
        return ""
    return (
        f"{best} mức xuất sắc, nhiều hơn {scheme.best_share}% của {good} mức từ hoàn thành tốt trở lên ({most}); "
        "điểm chỉ là căn cứ, người có thẩm quyền chọn khi xếp loại."
    )
