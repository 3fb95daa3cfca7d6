"""The difference between two days, or two states of knowledge: what an address asks for, and the flow between cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from giaoviec.journal.errors import Refused
from giaoviec.reporting.figure_pages.asked import agency, day, moment, written
from giaoviec.reporting.queries import Scope, Shift, check
from giaoviec.rules.standing import CELL_NAMES, Cell

NOWHERE = "khong-co"
NOWHERE_VI = "không có (chưa giao, đã chuyển đi hoặc của cơ quan khác)"
PLACES: tuple[Cell | None, ...] = (*Cell, None)


@dataclass(frozen=True, slots=True)
class AskedChange:
    """From which day and knowledge to which; `flow` is the move between two cells that is listed ("": all)."""

    before: date
    after: date
    known_before: datetime | None = None
    known_after: datetime | None = None
    agency: int | None = None
    flow: str = ""

    def query(self, **more: object) -> str:
        """The address's query; `more` is put in the place of what it has."""
        said: dict[str, object] = {
            "truoc": self.before.isoformat(),
            "sau": self.after.isoformat(),
            "biet-truoc": written(self.known_before),
            "biet-sau": written(self.known_after),
            "co-quan": self.agency,
            "o": self.flow,
        }
        said |= more
        return urlencode({name: value for name, value in said.items() if value not in (None, "")})

    @property
    def by_knowledge(self) -> bool:
        """Whether it is one day, known at two moments."""
        return self.before == self.after


def read(query: Mapping[str, Any], *, today: date) -> tuple[AskedChange, dict[str, str]]:
    """What is asked for (a week up to today where nothing is), and the sentence at each field that is wrong."""
    wrong: dict[str, str] = {}
    after = day(query, "sau", wrong) or today
    before = day(query, "truoc", wrong) or after - timedelta(days=7)
    known = moment(query, "biet-truoc", wrong), moment(query, "biet-sau", wrong)
    flow = str(query.get("o", ""))
    asked = AskedChange(before, after, *known, agency(query, wrong), flow if _is_flow(flow) else "")
    for on, known_at, names in ((before, known[0], ("truoc", "biet-truoc")), (after, known[1], ("sau", "biet-sau"))):
        try:
            check(Scope(on, None, known_at), today=today)
        except Refused as no:
            wrong.setdefault(names[no.field == "known_at"], no.sentence)
    if before > after:
        wrong.setdefault("truoc", f"Ngày {before:%d/%m/%Y} sau ngày {after:%d/%m/%Y}; hãy đổi lại hai ngày.")
    usual = AskedChange(today - timedelta(days=7), today)
    return (usual if wrong else asked), wrong


def _is_flow(flow: str) -> bool:
    before, _, after = flow.partition("~")
    return {before, after} <= {slug(place) for place in PLACES}


def slug(place: Cell | None) -> str:
    return place.value if place else NOWHERE


def name(place: Cell | None) -> str:
    return CELL_NAMES[place] if place else NOWHERE_VI


def within(shifts: Iterable[Shift], flow: str) -> list[Shift]:
    """Those that moved so; all for ""."""
    return [shift for shift in shifts if not flow or flow == f"{slug(shift[1])}~{slug(shift[2])}"]


@dataclass(frozen=True, slots=True)
class Flow:
    """How many went from one cell to another, with the address of their list."""

    before: Cell | None
    after: Cell | None
    number: int
    url: str

    @property
    def vi(self) -> str:
        return f"{name(self.before)} → {name(self.after)}"


def flows(shifts: Iterable[Shift], asked: AskedChange, *, path: str) -> list[Flow]:
    """The moves between cells, in the order of the cells."""
    counted = Counter((before, after) for _, before, after in shifts)
    return [
        Flow(
            before, after, counted[before, after], f"{path}?{asked.query(o=f'{slug(before)}~{slug(after)}')}#danh-sach"
        )
        for before in PLACES
        for after in PLACES
        if counted[before, after]
    ]


def balance(found: Iterable[Flow]) -> list[tuple[str, int, int, int]]:
    """Of each cell that changed: its name, how many left it, how many came, and the difference."""
    left: Counter[Cell | None] = Counter()
    came: Counter[Cell | None] = Counter()
    for flow in found:
        left[flow.before] += flow.number
        came[flow.after] += flow.number
    changed = [cell for cell in Cell if left[cell] or came[cell]]
    return [(name(cell), left[cell], came[cell], came[cell] - left[cell]) for cell in changed]
