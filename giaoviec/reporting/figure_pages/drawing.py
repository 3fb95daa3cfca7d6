"""The pictures of the figures as inline SVG: sizes in attributes, colours by class, each mark a link to its list.

Beside or behind each picture stands a table with the same numbers; who cannot see the picture reads that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from markupsafe import Markup, escape

from giaoviec.reporting.figure_pages.changes import PLACES, Flow, name
from giaoviec.reporting.figure_pages.tables import LIST
from giaoviec.reporting.figure_pages.trends import Track, Week
from giaoviec.rules.standing import Cell

WIDE, BAR, GAP = 720, 14, 10
KINDS: dict[Cell | None, str] = {
    Cell.DONE_ON_TIME: "done",
    Cell.DONE_LATE: "done_late",
    Cell.UNDER_WAY_IN_TIME: "doing",
    Cell.UNDER_WAY_OVERDUE: "late",
    Cell.NOT_STARTED_IN_TIME: "doing",
    Cell.NOT_STARTED_OVERDUE: "late",
    Cell.OPEN_ENDED_DONE: "done",
    Cell.OPEN_ENDED_UPDATED: "doing",
    Cell.OPEN_ENDED_SILENT: "agency",
    Cell.WITHDRAWN: "outside",
    None: "outside",
}
FILL = {
    "done_late": ' fill="url(#hatch-soon)"',
    "office": ' fill="url(#hatch)"',
    "collaborator": ' fill="url(#stripes)"',
}
"""The inks that are patterns of the base template; the others are filled by their class."""


def svg(drawn: str, label: str, *, css: str, width: int, height: float) -> Markup:
    """The picture; `drawn` holds numbers, known classes and escaped words only. With links in it it is a group."""
    role = "group" if "<a " in drawn else "img"
    head = (
        f'<svg class="{css}" viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}" role="{role}"'
        f' aria-label="{escape(label)}">'
    )
    return Markup(f"{head}{drawn}</svg>")  # noqa: S704 words are escaped where they enter


def link(drawn: str, url: str, words: str) -> str:
    """A mark that opens its list, with what it says on a pointer and aloud; without an address a mark only."""
    if not url:
        return drawn
    return f'<a href="{escape(url)}"><title>{escape(words)}</title>{drawn}</a>'


# ---- the flow between the cells of two dates


def flow_picture(flows: Iterable[Flow]) -> Markup:
    """Bands from the cells before (left) to the cells after (right), as thick as many went; nothing of nothing."""
    flows = list(flows)
    if not flows:
        return Markup()
    total = sum(flow.number for flow in flows)
    scale = min(26.0, max(1.2, 260 / total))
    left = _places(flows, scale, before=True)
    right = _places(flows, scale, before=False)
    drawn = "".join(_bands(flows, left, right, scale))
    drawn += _ends(left, scale, x=210, before=True) + _ends(right, scale, x=WIDE - 224, before=False)
    height = max(_foot(left, scale), _foot(right, scale))
    return svg(drawn, f"Dòng chảy giữa các ô: {total} việc đổi ô", css="flow", width=WIDE, height=height)


_Ends = dict[Cell | None, tuple[float, int]]


def _places(flows: Iterable[Flow], scale: float, *, before: bool) -> _Ends:
    """Of each cell on one side: where its bar begins, and how many."""
    counted: defaultdict[Cell | None, int] = defaultdict(int)
    for flow in flows:
        counted[flow.before if before else flow.after] += flow.number
    found: _Ends = {}
    top = 4.0
    for place in PLACES:
        if counted[place]:
            found[place] = (top, counted[place])
            top += max(counted[place] * scale, BAR) + GAP
    return found


def _foot(ends: _Ends, scale: float) -> float:
    return max(top + max(number * scale, BAR) for top, number in ends.values()) + 6


def _bands(flows: Iterable[Flow], left: _Ends, right: _Ends, scale: float) -> Iterable[str]:
    used: defaultdict[tuple[str, Cell | None], float] = defaultdict(float)
    for flow in flows:
        thick = flow.number * scale
        y1 = left[flow.before][0] + used["left", flow.before] + thick / 2
        y2 = right[flow.after][0] + used["right", flow.after] + thick / 2
        used["left", flow.before] += thick
        used["right", flow.after] += thick
        path = f"M224 {y1:.1f}C{WIDE / 2} {y1:.1f} {WIDE / 2} {y2:.1f} {WIDE - 224} {y2:.1f}"
        band = f'<path class="band" d="{path}" stroke-width="{max(thick, 1.5):.1f}"/>'
        yield link(band, flow.url, f"{flow.vi}: {flow.number} việc")


def _ends(ends: _Ends, scale: float, *, x: int, before: bool) -> str:
    drawn = ""
    for place, (top, number) in ends.items():
        tall, kind = max(number * scale, 2.0), KINDS[place]
        drawn += f'<rect class="{kind}" x="{x}" y="{top:.1f}" width="14" height="{tall:.1f}"{FILL.get(kind, "")}/>'
        at, anchor = (x - 6, "end") if before else (x + 20, "start")
        words = f"{name(place) if place else 'không có'}: {number}"
        drawn += f'<text x="{at}" y="{top + 11:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
    return drawn


# ---- bars by agency


def stacked(parts: Iterable[tuple[str, int, str, str]], label: str, *, scale: int, width: int = 420) -> Markup:
    """(kind, number, address, words) end to end, each a link; `scale` is what fills `width` pixels."""
    drawn, x = "", 0.0
    for kind, number, url, words in parts:
        if number:
            long = max(width * number / scale, 2.0) if scale else 0.0
            bar = f'<rect class="{kind}" x="{x:.1f}" width="{long:.1f}" height="16"{FILL.get(kind, "")}/>'
            drawn += link(bar, url, f"{words}: {number}")
            x += long
    return svg(drawn, label, css="stacked", width=width + 12, height=16)


# ---- the burn-down of a document

BURN = (
    ("national_under_way_overdue", "late", "quá hạn"),
    ("national_under_way_in_time", "doing", "trong hạn"),
    ("open_ended_silent", "agency", "không có thời hạn, chưa cập nhật"),
    ("open_ended_updated", "agency", "không có thời hạn, có cập nhật"),
)
"""What is still open of a document, from the bottom: figure, ink, words."""


def burn_down_picture(weeks: Iterable[Week]) -> Markup:
    """A column for each week: what is open, overdue at the bottom; the height falls as the work is done."""
    weeks = list(weeks)
    top = max((sum(_n(week, figure) for figure, _, _ in BURN) for week in weeks), default=0)
    if not top:
        return Markup()
    step, floor = 44, 200.0
    drawn = ""
    for place, week in enumerate(weeks):
        drawn += _column(week, x=place * step + 8, floor=floor, scale=170 / top)
        drawn += f'<text class="muted" x="{place * step + 24}" y="214" text-anchor="middle">{week.on:%d/%m}</text>'
    label = f"Việc còn lại theo tuần: {sum(_n(weeks[-1], figure) for figure, _, _ in BURN)} việc cuối cùng"
    return svg(drawn, label, css="burn", width=step * len(weeks) + 16, height=220)


def _n(week: Week, figure: str) -> int:
    return int(week.figures[figure].value or 0)


def _column(week: Week, *, x: int, floor: float, scale: float) -> str:
    drawn, foot = "", floor
    for figure, kind, words in BURN:
        if number := _n(week, figure):
            tall = number * scale
            foot -= tall
            bar = f'<rect class="{kind}" x="{x}" y="{foot:.1f}" width="32" height="{tall:.1f}"/>'
            url = f"{LIST}?{week.asked.query(so=figure)}"
            drawn += link(bar, url, f"{week.on:%d/%m/%Y}, {words}: {number} việc")
    whole = sum(_n(week, figure) for figure, _, _ in BURN)
    return f'{drawn}<text class="strong" x="{x + 16}" y="{foot - 4:.1f}" text-anchor="middle">{whole}</text>'


# ---- small multiples


def trend_picture(track: Track, days: Sequence[date], address: Callable[[str, date], str]) -> Markup:
    """The rate of an agency from 0 to 100 %, a mark for each day that opens its list; hollow where a predecessor's."""
    points = [(place, on, share) for place, on in enumerate(days) if (share := track.share(on)) is not None]
    wide, high = 14 * (len(days) - 1) + 12, 44
    line = " ".join(f"{6 + 14 * place},{6 + 32 * (1 - share):.1f}" for place, _, share in points)
    drawn = f'<path class="axis" d="M2 {high - 4}H{wide - 2}"/><polyline class="line" points="{line}"/>'
    for place, on, share in points:
        made_of = [(key, name) for key, name, figure in track.points[on] if figure.denominator]
        at = f'cx="{6 + 14 * place}" cy="{6 + 32 * (1 - share):.1f}"'
        older = any(key != track.key for key, _ in made_of)
        dot = f'<circle class="{"outside" if older else "agency"}" {at} r="3.2"/>'
        words = f"{on:%d/%m/%Y}, {', '.join(name for _, name in made_of)}: {share:.1%}".replace(".", ",")
        drawn += link(dot, address(made_of[0][0], on) if len(made_of) == 1 else "", words)
    return svg(drawn, f"{track.label}: tỷ lệ qua các tháng", css="trend", width=wide, height=high)
