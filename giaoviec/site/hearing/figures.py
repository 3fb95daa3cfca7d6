"""The figures that a request means: which, of which day, whose; and where they cannot be cut like that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from giaoviec.journal.errors import Refused
from giaoviec.reporting import queries
from giaoviec.reporting.figure_pages.asked import Asked
from giaoviec.rules.access import Actor, may
from giaoviec.rules.asking import Understood
from giaoviec.rules.counting import DoesNotAddUp
from giaoviec.rules.figures import FORMULAS, Figure
from giaoviec.site.hearing.address import Pair

FIGURE_OF = {
    "overdue": "national_under_way_overdue", "in_time": "national_under_way_in_time",
    "on_time": "national_done_on_time", "late": "national_done_late", "claimed": "claimed", "returned": "returned",
    "withdrawn": "withdrawn", "silent": "open_ended_silent", "all": "total",
}  # fmt: skip
"""A state → the figure that counts the same at the end of a day."""
VIEW_OF = {"agency": "co-quan", "field": "linh-vuc", "leader": "lanh-dao", "group": "nhom", "unit": "don-vi"}
CARRIED = frozenset(("over", "figure", "by", "on", "agency", "document", "state", "due", "done"))
"""What figures can be asked of: whose, of which document, of which day or period, and which of them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the figures say: of when and whom, the figure asked for where there is one, and where they stand."""

    url: str
    name: str
    words: str
    figure: Figure | None
    since: date | None
    on: date
    list_url: str


def counted(actor: Actor, understood: Understood, pairs: list[Pair], today: date) -> Counted | None:
    """The figures asked for; None where they are not cut by what was asked, or are not his to see."""
    if understood.over != "figures" or not _can_carry(understood, pairs):
        return None
    if may(actor, "see_figures", agency_id=actor.agency_id) is not None:
        return None
    days = _days(understood, today)
    if days is None:
        return None
    asked = Asked(on=days[1], since=days[0], agency=_only(pairs, "co-quan"), document=_only(pairs, "van-ban"))
    view = VIEW_OF.get(next(iter(understood.of("by")), ""), "")
    figure = _figure_id(understood)
    try:
        read = queries.figures(actor, asked.on, **asked.whose).figures[figure] if figure else None
    except (Refused, DoesNotAddUp):
        return None
    list_url = f"/so-lieu/danh-sach/?{asked.query(so=figure)}" if read and read.form == "count" else ""
    name, words = (FORMULAS[figure].vi, FORMULAS[figure].words) if figure else ("", "")
    return Counted(f"/so-lieu/?{asked.seen(view).query()}", name, words, read, asked.since, asked.on, list_url)


def _can_carry(understood: Understood, words: list[Pair]) -> bool:
    names = {part.name for part in understood.parts}
    several = [name for name in ("co-quan", "van-ban") if sum(word == name for word, _ in words) > 1]
    return names <= CARRIED and not several and len(understood.of("state")) < 2


def _figure_id(understood: Understood) -> str:
    if asked := understood.of("figure"):
        return asked[0]
    return FIGURE_OF.get(next(iter(understood.of("state")), ""), "")


def _days(understood: Understood, today: date) -> tuple[date | None, date] | None:
    """The period or the day that the figures are of; None for one that has not begun."""
    if on := understood.of("on"):
        day = date.fromisoformat(on[0])
        return (None, day) if day <= today else None
    stretch = next((value for name in ("due", "done") for value in understood.of(name)), "")
    first, _, last = stretch.partition("..")
    start = date.fromisoformat(first) if first else None
    end = min(date.fromisoformat(last), today) if last else today
    return (start, end) if start is None or start <= end else None


def _only(words: list[Pair], name: str) -> int | None:
    return next((int(value) for word, value in words if word == name), None)
