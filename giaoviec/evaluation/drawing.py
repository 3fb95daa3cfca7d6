"""Scores with their intervals as inline SVG; the numbers stand in the same row of the table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from giaoviec.evaluation.models import Sheet
from giaoviec.reporting.figure_pages.drawing import svg

WIDE, HIGH = 200, 18


def floor_of(sheets: Sequence[Sheet]) -> int:
    """From which ten the pictures of a table begin, so that what differs is seen."""
    least = min((low for sheet in sheets for low in (sheet.low, sheet.points) if low is not None), default=Decimal(0))
    return int(least) // 10 * 10


def interval(sheet: Sheet, floor: int) -> Markup:
    """The interval of 95% as a bar, the steadied score as a dot, the points as they are a stroke; nothing of none."""
    if sheet.low is None or sheet.high is None or sheet.steady is None or sheet.points is None:
        return Markup()
    left, right, middle, own = (_at(value, floor) for value in (sheet.low, sheet.high, sheet.steady, sheet.points))
    drawn = f'<path class="axis" d="M0 {HIGH / 2}H{WIDE}"/>'
    drawn += f'<rect class="doing" x="{left:.1f}" y="5" width="{max(right - left, 2):.1f}" height="8"/>'
    drawn += f'<path class="axis" d="M{own:.1f} 1V{HIGH - 1}"/><circle class="agency" cx="{middle:.1f}" cy="9" r="4"/>'
    label = f"{sheet.label}: điểm xếp hạng {sheet.steady}, khoảng {sheet.low} đến {sheet.high}".replace(".", ",")
    return svg(drawn, label, css="trend", width=WIDE, height=HIGH)


def _at(value: Decimal, floor: int) -> float:
    return 4 + (WIDE - 8) * max(0.0, float(value) - floor) / (100 - floor)
