"""Small pictures as inline SVG: ribbon of days, meter, stacked bar, bars. Pure functions from numbers to markup.

Sizes stand in SVG attributes, never in `style`, since the content policy refuses inline styles. Colours come from
classes (`pictures.css`), hatchings from the patterns that the base template defines once. Each picture has a text
alternative; whoever draws one puts its numbers beside or behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple, Protocol

from markupsafe import Markup, escape

from . import formats

HOLDERS = {
    "agency": "cơ quan",
    "office": "Văn phòng UBND tỉnh",
    "collaborator": "cơ quan phối hợp",
    "outside": "bên ngoài (bộ, ngành)",
    "remaining": "còn lại",
}
FILLS = {
    **dict.fromkeys(("agency", "outside", "remaining", "yes", "no", "done", "doing", "late"), ""),
    "office": ' fill="url(#hatch)"',
    "collaborator": ' fill="url(#stripes)"',
    "unsure": ' fill="url(#hatch-soon)"',
    "done_late": ' fill="url(#hatch-soon)"',
}
"""Every kind of a part, with the pattern of the base template that fills it; the others are filled by their class."""

SEEN = 3.0
"""Pixels: the narrowest part of a bar that is still seen."""


class Span(Protocol):
    """Days in a row that belong to one holder: a key of HOLDERS."""

    @property
    def holder(self) -> str: ...
    @property
    def days(self) -> int: ...


class Part(NamedTuple):
    """A stretch of a bar: where it begins and how long it is, in the unit of its bar."""

    kind: str
    value: float
    start: float
    length: float


# --- the ribbon: whose days ---------------------------------------------------------------------------------------


def ribbon(spans: Iterable[Span], label: str, *, ticks: Sequence[tuple[int, str]] = ()) -> Markup:
    """The ribbon over the whole width of its place; `ticks` are (days from the start, words) written under it."""
    rows = [(span.holder, float(span.days)) for span in spans]
    drawn = _rects(_parts(rows, 100.0, least=0.5), "%", 14)
    marks, height = _ticks(ticks, sum(days for _, days in rows))
    return _svg(drawn + marks, label, css="ribbon big", width="100%", height=14 + height)


def ribbon_small(spans: Iterable[Span], label: str, *, widest: int = 96) -> Markup:
    """The ribbon of a table row: its length follows its days, up to `widest` pixels from 90 days on."""
    rows = [(span.holder, float(span.days)) for span in spans]
    width = round(4 + (widest - 4) * min(sum(days for _, days in rows), 90) / 90)
    drawn = _rects(_parts(rows, width, least=SEEN), "", 8)
    return _svg(drawn, label, css="ribbon", width=str(width), height=8)


def swatch(kind: str) -> Markup:
    """The little sample of a kind, for a legend: says nothing of itself."""
    drawn = _rects([Part(kind=kind, value=1, start=0, length=14)], "", 8)
    return Markup(f'<svg class="swatch" width="14" height="8" aria-hidden="true">{drawn}</svg>')  # noqa: S704 numbers and known kinds


def _ticks(ticks: Sequence[tuple[int, str]], total: float) -> tuple[str, int]:
    """Words under the ribbon, on a second line where they would meet: the markup and the height it takes."""
    if not ticks or total <= 0:
        return "", 0
    ends, drawn = [-1.0, -1.0], ""
    for offset, words in ticks:
        place, room = 100 * offset / total, 0.62 * len(words)
        anchor = "start" if place + room < 100 else "end"
        begin = place if anchor == "start" else place - room
        line = 0 if begin > ends[0] else 1
        ends[line] = begin + room
        css = "edge" if offset in (ticks[0][0], ticks[-1][0]) else "mid"
        at = f'x="{place:.2f}%" y="{28 + 15 * line}" text-anchor="{anchor}"'
        drawn += f'<text {at} class="{css}">{escape(words)}</text>'
    return drawn, 33 if ends[1] >= 0 else 18


# --- bars -----------------------------------------------------------------------------------------------------------


def meter(parts: Iterable[tuple[str, float]], label: str) -> Markup:
    """How much of a whole is done: (kind, amount) side by side over the width of its place."""
    drawn = _rects(_parts(list(parts), 100.0, least=0.5), "%", 10)
    return _svg(drawn, label, css="meter", width="100%", height=10)


def stacked_bar(parts: Iterable[tuple[str, float]], label: str, *, scale: float, width: int = 168) -> Markup:
    """(kind, amount) end to end, with the numbers in them and the sum behind; `scale` is what fills `width` pixels."""
    rows = list(parts)
    total = sum(value for _, value in rows)
    length = width * min(total / scale, 1.0) if scale else 0.0
    laid = _parts(rows, length, least=SEEN)
    drawn = _rects(laid, "", 18) + "".join(map(_number_inside, laid))
    drawn += f'<text x="{length + 6:.1f}" y="13.5">{_said(total)}</text>'
    return _svg(drawn, label, css="stacked", width=str(width + 32), height=18)


def bars(points: Sequence[tuple[str, float]], label: str, *, usual: float | None = None, height: int = 46) -> Markup:
    """Upright bars, (words under it, amount) each, with a dashed line at the `usual` amount."""
    top, floor, width = 12.0, height - 12.0, 46 * len(points)
    scale = (floor - top) / max([value for _, value in points] + [usual or 0, 1])
    drawn = "" if usual is None else f'<path class="usual" d="M0 {floor - usual * scale:.1f}H{width}"/>'
    for place, (words, value) in enumerate(points):
        drawn += _upright(46 * place + 23, words, value, floor=floor, tall=value * scale)
    return _svg(drawn, label, css="bars", width=str(width), height=height)


def _upright(middle: int, words: str, value: float, *, floor: float, tall: float) -> str:
    return (
        f'<rect class="agency" x="{middle - 12}" y="{floor - tall:.1f}" width="24" height="{tall:.1f}"/>'
        f'<text class="strong" x="{middle}" y="{floor - tall - 3:.1f}" text-anchor="middle">{_said(value)}</text>'
        f'<text class="muted" x="{middle}" y="{floor + 11}" text-anchor="middle">{escape(words)}</text>'
    )


def _number_inside(part: Part) -> str:
    words, middle = _said(part.value), part.start + part.length / 2
    if part.length < 9 + 7 * len(words):
        return ""
    return f'<text class="in-{part.kind}" x="{middle:.1f}" y="13.5" text-anchor="middle">{words}</text>'


def _said(value: float) -> str:
    return formats.number(int(value) if value == int(value) else value)


def _parts(rows: Sequence[tuple[str, float]], whole: float, *, least: float) -> list[Part]:
    """The rows laid end to end over `whole`, none shorter than `least`; those of nothing are left out."""
    rows = [row for row in rows if row[1] > 0]
    total = sum(value for _, value in rows)
    wanted = [max(whole * value / total, least) for _, value in rows] if total else []
    over = whole / sum(wanted) if wanted else 1.0
    ends = [0.0, *accumulate(length * over for length in wanted)]
    return [
        Part(kind=kind, value=value, start=start, length=end - start)
        for (kind, value), start, end in zip(rows, ends, ends[1:], strict=False)
    ]


def _rects(parts: Iterable[Part], unit: str, height: int) -> str:
    """Plain strings, since a list draws a hundred: numbers and the known kinds alone go in (KeyError otherwise)."""
    return "".join(
        f'<rect class="{part.kind}" x="{part.start:.2f}{unit}" width="{part.length:.2f}{unit}" height="{height}"'
        f"{FILLS[part.kind]}/>"
        for part in parts
    )


def _svg(drawn: str, label: str, *, css: str, width: str, height: int) -> Markup:
    head = f'<svg class="{css}" width="{width}" height="{height}" role="img" aria-label="{escape(label)}">'
    return Markup(f"{head}{drawn}</svg>")  # noqa: S704 words are escaped where they enter


# --- how far a chance may be trusted ----------------------------------------------------------------------------------


class Bin(Protocol):
    """Examples that were given about the same chance: what was said, what came, how many."""

    @property
    def said(self) -> float: ...
    @property
    def came(self) -> float: ...
    @property
    def number(self) -> int: ...


def calibration(points: Iterable[Bin], label: str, *, side: int = 180) -> Markup:
    """What was said across, what came up, each in per cent, with the line on which both are equal."""
    left, top = 30, 8
    drawn = f'<path class="usual" d="M{left} {top + side}L{left + side} {top}"/>'
    drawn += f'<path class="axis" d="M{left} {top}V{top + side}H{left + side}"/>'
    for share in (0, 0.5, 1):
        x, y, words = left + side * share, top + side * (1 - share), f"{share:.0%}"
        drawn += f'<text class="muted" x="{x:.0f}" y="{top + side + 13}" text-anchor="middle">{words}</text>'
        drawn += f'<text class="muted" x="{left - 4}" y="{y + 4:.0f}" text-anchor="end">{words}</text>'
    for point in points:
        x, y = left + side * point.said, top + side * (1 - point.came)
        drawn += f'<circle class="agency" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    at = f'x="{left + side / 2:.0f}" y="{top + side + 27}" text-anchor="middle"'
    drawn += f'<text class="muted" {at}>khả năng đã nói</text>'
    return _svg(drawn, label, css="calibration", width=str(left + side + 18), height=top + side + 32)


# --- tables that are pictures -----------------------------------------------------------------------------------------


class Step(Protocol):
    """One day of a reckoning."""

    @property
    def on(self) -> date: ...


def weeks(steps: Sequence[Step]) -> list[list[tuple[date, Step | None]]]:
    """The steps laid on whole weeks, Monday to Sunday; days without a step stand with None."""
    if not steps:
        return []
    by_day = {step.on: step for step in steps}
    first, last = min(by_day), max(by_day)
    monday = first - timedelta(days=first.weekday())
    count = ((last - monday).days // 7 + 1) * 7
    days = [monday + timedelta(days=place) for place in range(count)]
    return [[(day, by_day.get(day)) for day in days[start : start + 7]] for start in range(0, count, 7)]


def heat_step(value: float, top: float) -> int:
    """Which of the five shades: 0 for nothing, 4 for the upper quarter of `top`."""
    return 0 if value <= 0 or top <= 0 else min(4, 1 + int(4 * value / top * 0.999))
