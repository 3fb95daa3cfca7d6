"""Bars on paper: in greys that print, its number in each part where there is room."""

from __future__ import annotations

from collections.abc import Iterator

from giaoviec.papers.ooxml import cell, paragraph, shaded, table
from giaoviec.papers.paper import Bars

LABEL, WIDE, TOTAL, HIGH, SWATCH = 44.0, 106.0, 14.0, 5.0, 5.0
"""In mm: the labels, the longest bar, the number behind it, how high each is; the square of the key."""

NUMBERED = 7.0
"""A part of fewer mm has no number in it."""

GREYS = ("000000", "9C9C9C", "D6D6D6", "4D4D4D", "FFFFFF", "EFEFEF")
"""No two neighbours alike; white letters on the first and the fourth."""

DARK = frozenset({0, 3})


def lengths(bars: Bars, numbers: tuple[int, ...]) -> list[tuple[int, int, float]]:
    """(which part, its number, its length in mm) of what is not nothing."""
    scale = WIDE / bars.longest if bars.longest else 0.0
    return [(n, number, max(number * scale, 1.0)) for n, number in enumerate(numbers) if number]


def in_word(bars: Bars) -> Iterator[str]:
    """A table a bar, and the key, within one row of a table, which no page breaks."""
    if bars.longest:
        yield table([[cell([*_drawn(bars), *_key(bars)])]], (LABEL + WIDE + TOTAL,), margin=0)
        yield paragraph("", "gap")


def _drawn(bars: Bars) -> Iterator[str]:
    for label, numbers in bars.rows:
        parts = lengths(bars, numbers)
        cells = [cell([paragraph(label, "cell", keep=True)], middle=True)]
        cells += [shaded([_number(n, number, long)], GREYS[n]) for n, number, long in parts]
        cells += [cell([paragraph(f"{sum(numbers):_}".replace("_", "."), "cell", keep=True)], middle=True)]
        yield table([cells], (LABEL, *(long for _, _, long in parts), TOTAL), margin=0.5, height=HIGH)
        yield paragraph("", "rule", keep=True)


def _number(n: int, number: int, long: float) -> str:
    style = "bar_dark" if n in DARK else "bar"
    return paragraph(str(number) if long >= NUMBERED else "", style, keep=True)


def _key(bars: Bars) -> Iterator[str]:
    """Three parts a line."""
    wide = 49.0
    for first in range(0, len(bars.parts), 3):
        part = list(enumerate(bars.parts))[first : first + 3]
        cells = [
            one
            for n, vi in part
            for one in (shaded([paragraph("", "bar")], GREYS[n]), cell([paragraph(vi, "cell", keep=True)], middle=True))
        ]
        yield table([cells], [width for _ in part for width in (SWATCH, wide)], margin=0.8, height=HIGH)
        yield paragraph("", "rule")
