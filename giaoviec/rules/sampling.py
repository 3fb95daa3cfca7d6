"""Samples that anybody can draw again, and the verified rate that they give with its interval (8.1c).

The draw is weighted random sampling without replacement after Efraimidis and Spirakis (2006): each candidate gets a
number u from the published seed, its key is u to the power 1/weight, and the greatest keys are drawn. The number is the
SHA-256 of "seed:id": its first 13 hexadecimal digits h give u = (h + ½) / 16¹³, which any tool that hashes can repeat.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from math import sqrt

from giaoviec.rules.citation import cites, policy

DIGITS = 13
"""Hexadecimal digits of the hash that are taken: 52 bits, so that every tool's floating point holds them exactly."""

Z = 1.959963984540054
"""The normal quantile of an interval of 95%."""


class SampleRefused(ValueError):
    """A sample that cannot be drawn; `sentence` says why, in Vietnamese."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


# ---- risk


class Sign(StrEnum):
    """What makes a closed assignment more worth looking at; its words and weight stand in `SIGNS`."""

    NO_PRODUCT = "no_product"
    REJECTED = "rejected"
    REOPENED = "reopened"
    LATE = "late"
    EXTENDED = "extended"
    HURRIED = "hurried"
    STARRED = "starred"

    @property
    def vi(self) -> str:
        return SIGNS[self][0]


SIGNS: dict[Sign, tuple[str, int]] = {
    Sign.NO_PRODUCT: ("báo cáo hoàn thành không ghi số văn bản và không có tệp", 3),
    Sign.REJECTED: ("từng bị yêu cầu thực hiện lại", 2),
    Sign.REOPENED: ("từng được mở lại", 2),
    Sign.LATE: ("hoàn thành sau hạn", 1),
    Sign.EXTENDED: ("đã gia hạn", 1),
    Sign.HURRIED: ("xác nhận ngay trong ngày báo cáo", 1),
    Sign.STARRED: ("nhiệm vụ gắn sao", 1),
}
"""Each sign with what it adds to the weight 1 that every candidate has (policy "inspection_weights")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that may be drawn: its id, its weight (above 0), and the signs that made the weight."""

    id: int
    weight: float = 1
    signs: tuple[Sign, ...] = ()


@policy("inspection_weights")
def candidate(pk: int, signs: Collection[Sign] = ()) -> Candidate:
    """A candidate weighed by its signs: 1, and what each sign adds."""
    kept = tuple(sign for sign in SIGNS if sign in signs)
    return Candidate(pk, 1 + sum(SIGNS[sign][1] for sign in kept), kept)


# ---- drawing


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its number and key under a seed."""

    id: int
    weight: float
    number: float
    key: float


@dataclass(frozen=True, slots=True)
class Sample:
    """What a seed draws, in the order of the keys; `threshold` is the greatest key not drawn, 0 where all are."""

    seed: str
    drawn: tuple[Ranked, ...]
    threshold: float
    population: int

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(one.id for one in self.drawn)

    def chance(self, weight: float) -> float:
        """The chance that a candidate of this weight had to be drawn, given the threshold: 1 − threshold^weight."""
        return float(1 - self.threshold**weight)


@policy("inspection_sample")
def number(seed: str, pk: int) -> float:
    """The number in (0, 1) that a seed gives to an id."""
    digits = sha256(f"{seed}:{pk}".encode()).hexdigest()[:DIGITS]
    return float((int(digits, 16) + 0.5) / 16**DIGITS)


@cites("QC 8.1.c")
@policy("inspection_sample")
def ranked(population: Sequence[Candidate], seed: str) -> list[Ranked]:
    """All candidates by key, the greatest first; equal keys by id."""
    found = [_ranked(one, number(seed, one.id)) for one in population]
    return sorted(found, key=lambda one: (-one.key, one.id))


def _ranked(one: Candidate, u: float) -> Ranked:
    return Ranked(one.id, one.weight, u, u ** (1 / one.weight))


@cites("QC 8.1.c")
@policy("inspection_sample")
def draw(population: Sequence[Candidate], size: int, *, seed: str) -> Sample:
    """Draws `size` of the population; the same population, size and seed always give the same sample.

    `SampleRefused` for a sample of none, one larger than its population, and a seed of nothing.
    """
    if not seed.strip():
        raise SampleRefused("Chưa có hạt giống để rút mẫu.")
    if size < 1:
        raise SampleRefused("Mẫu phải có ít nhất một việc.")
    if size > len(population):
        raise SampleRefused(
            f"Chỉ có {len(population)} việc trong diện rút, không rút được {size}; "
            "hãy giảm số việc hoặc mở rộng thời gian."
        )
    if len({one.id for one in population}) < len(population) or any(one.weight <= 0 for one in population):
        raise SampleRefused("Danh sách để rút có việc trùng hoặc trọng số không dương.")
    order = ranked(population, seed)
    threshold = order[size].key if size < len(order) else 0.0
    return Sample(seed, tuple(order[:size]), threshold, len(order))


# ---- the verified rate


@dataclass(frozen=True, slots=True)
class Finding:
    """One drawn assignment as it was found: whether its closing holds, and the chance that it had to be drawn."""

    holds: bool
    chance: float


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of closings that hold, with its interval of 95%: all in [0, 1]."""

    value: float
    low: float
    high: float
    seen: int
    population: int


@cites("QC 8.1.c")
@policy("verified_rate")
def verified_rate(findings: Sequence[Finding], population: int) -> Rate:
    """The verified completion rate of a population from its sample.

    The point is Hájek's ratio (1971) with the inclusion chances given the threshold, for which each 1/chance is
    unbiased (rank conditioning: Cohen and Kaplan 2007; Duffield, Lund and Thorup 2007). The interval is Wilson's score
    interval (1927) with Kish's effective size (1965) for the unequal chances and Cochran's finite population correction
    (1977): where all were seen it is the rate itself; where all had one chance, Wilson's with that correction.
    `ValueError` without findings.
    """
    if not findings:
        raise ValueError("no findings")
    shares = [1 / one.chance for one in findings]
    whole = sum(shares)
    value = sum(share for one, share in zip(findings, shares, strict=True) if one.holds) / whole
    if len(findings) >= population:
        return Rate(value, value, value, len(findings), population)
    effective = whole**2 / sum(share**2 for share in shares)
    effective *= (population - 1) / (population - len(findings))
    return Rate(value, *wilson(value, effective), len(findings), population)


def wilson(share: float, size: float) -> tuple[float, float]:
    """Wilson's score interval of 95% for a share seen in `size` independent trials."""
    square = Z * Z / size
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * sqrt(share * (1 - share) / size + square / (4 * size))
    return max(0.0, middle - half), min(1.0, middle + half)
