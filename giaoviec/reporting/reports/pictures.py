"""A report's figures beside those of the periods it is compared with, as pictures: on the page, and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from giaoviec.papers.paper import Bars
from giaoviec.reporting.figure_pages.drawing import FILL, link, svg
from giaoviec.reporting.reports.content import COLUMNS, RATES, Content, printed
from giaoviec.rules.figures import FORMULAS, Form

INKS = ("done", "done_late", "doing", "late", "agency", "outside")
"""Of the columns behind the total, in their order."""

PARTS = COLUMNS[1:]
WIDE, LABEL, HIGH, STEP = 336, 132, 18, 30
ROOM = WIDE - LABEL - 52
"""Of a bar, so that its number stands behind it."""


@dataclass(frozen=True, slots=True)
class Side:
    """A period: what it is called in two lines, its numbers by `PARTS`, its figures; `own` the report's."""

    vi: str
    period_vi: str
    numbers: tuple[int, ...]
    values: Mapping[str, float | int | None]
    own: bool


def sides(content: Content) -> list[Side]:
    """This period first, then those beside it."""
    own = {figure.id: figure.value for figure in content.figures}
    found = [("Kỳ này", content.period_vi, own), *((one.vi, one.period_vi, one.values) for one in content.compared)]
    return [
        Side(vi[:1].upper() + vi[1:], period_vi, tuple(_sum(values, names) for _, names in PARTS), values, n == 0)
        for n, (vi, period_vi, values) in enumerate(found)
    ]


def _sum(values: Mapping[str, float | int | None], names: tuple[str, ...]) -> int:
    return sum(int(values[name] or 0) for name in names)


def bars(content: Content) -> Bars:
    """The same as bars on paper."""
    rows = [(one.period_vi[:1].upper() + one.period_vi[1:], one.numbers) for one in sides(content)]
    return Bars(tuple(vi for vi, _ in PARTS), tuple(rows))


def key(content: Content) -> list[tuple[str, str]]:
    """(ink, words) of the parts that any of the periods has."""
    counted = [sum(one.numbers[n] for one in sides(content)) for n in range(len(PARTS))]
    return [(ink, vi) for n, (ink, (vi, _)) in enumerate(zip(INKS, PARTS, strict=True)) if counted[n]]


def periods_picture(content: Content, address: str) -> Markup:
    """A bar a period, its parts end to end on one scale; those of this period open their lists. Empty of nothing."""
    found = sides(content)
    longest = max(sum(one.numbers) for one in found)
    if not longest:
        return Markup()
    drawn = "".join(
        _bar(one, y=place * (STEP + 12), scale=ROOM / longest, address=address) for place, one in enumerate(found)
    )
    label = "; ".join(f"{one.vi}: {sum(one.numbers)} việc" for one in found)
    return svg(drawn, label, css="burn", width=WIDE, height=len(found) * (STEP + 12))


def _bar(one: Side, *, y: int, scale: float, address: str) -> str:
    drawn = f'<text class="strong" x="0" y="{y + 12}">{escape(one.vi)}</text>'
    drawn += f'<text class="muted" x="0" y="{y + 26}">{escape(one.period_vi)}</text>'
    x = float(LABEL)
    for ink, (vi, names), number in zip(INKS, PARTS, one.numbers, strict=True):
        if number:
            long = max(number * scale, 2.0)
            mark = (
                f'<rect class="{ink}" x="{x:.1f}" y="{y + 4}" width="{long:.1f}" height="{HIGH}"{FILL.get(ink, "")}/>'
            )
            url = f"{address}?o={','.join(names)}" if one.own else ""
            drawn += link(mark, url, f"{one.vi}, {vi}: {number}")
            x += long
    return drawn + f'<text x="{x + 6:.1f}" y="{y + 17}">{sum(one.numbers)}</text>'


def rates_picture(content: Content) -> Markup:
    """For each rate a bar a period, from 0 to 100 %; what cannot be reckoned is left out."""
    found = sides(content)
    drawn, y = "", 0
    for name in RATES:
        values = [(one, share) for one in found if (share := one.values[name]) is not None]
        if values:
            vi = FORMULAS[name].vi
            drawn += f'<text class="strong" x="0" y="{y + 12}">{escape(vi[:1].upper() + vi[1:])}</text>'
            drawn += "".join(_share(one, share, y=y + 18 + n * 16) for n, (one, share) in enumerate(values))
            y += 30 + 16 * len(values)
    if not y:
        return Markup()
    return svg(drawn, "Tỷ lệ của kỳ này và các kỳ so sánh", css="burn", width=WIDE, height=y)


def _share(one: Side, share: float, *, y: int) -> str:
    long = max(share * ROOM, 1.0)
    ink = "done" if one.own else "outside"
    return (
        f'<text class="muted" x="0" y="{y + 10}">{escape(one.period_vi)}</text>'
        f'<rect class="{ink}" x="{LABEL}" y="{y}" width="{long:.1f}" height="11"/>'
        f'<text x="{LABEL + long + 6:.1f}" y="{y + 10}">{printed(share, Form.RATE)}</text>'
    )
