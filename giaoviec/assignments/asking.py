"""A list's address: read into filters, and written with some of them changed. Its names are part of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from giaoviec.agencies.models import Agency, Person, Unit
from giaoviec.assignments.listing import ORDERS, STATES, Filters
from giaoviec.assignments.models import Task
from giaoviec.documents.models import Document
from giaoviec.rules.documents import Source
from giaoviec.rules.holders import Holder
from giaoviec.rules.periods import KINDS_VI, PeriodError, PeriodRow, parse_period
from giaoviec.rules.standing import Cell
from giaoviec.rules.tasks import TaskClass

SLUGS = {
    "open": "mo",
    "overdue": "qua-han",
    "in_time": "trong-han",
    "near": "sap-han",
    "claimed": "cho-xac-nhan",
    "returned": "da-chuyen-lai",
    "given": "cho-tiep-nhan",
    "not_started": "chua-thuc-hien",
    "under_way": "dang-thuc-hien",
    "silent": "chua-cap-nhat",
    "done": "da-thuc-hien",
    "on_time": "dung-han",
    "late": "xong-muon",
    "withdrawn": "thu-hoi",
    "undated": "khong-thoi-han",
    "assigned": "duoc-giao",
    "total": "tong-so",
    "all": "tat-ca",
}
STATE_OF = {slug: state for state, slug in SLUGS.items()}
FLAGS = {
    "sao": ("starred", "Gắn sao"),
    "vuong-mac": ("obstacle", "Có vướng mắc"),
    "gia-han": ("extension", "Xin gia hạn"),
    "chua-giai-trinh": ("unexplained", "Chưa giải trình"),
    "bao-cao-van-ban": ("written", "Phải báo cáo bằng văn bản"),
}
IDS = {
    "don-vi": "unit",
    "van-ban": "document",
    "nhiem-vu": "task",
    "lanh-dao": "directed_by",
    "phu-trach": "looked_after_by",
    "nguoi": "officer",
    "phong": "inside_unit",
}
WORDS = {"linh-vuc": "field", "q": "query"}
CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "loai": ("task_class", {"co-han": TaskClass.DATED, "khong-han": TaskClass.OPEN_ENDED}),
    "chi-dao": ("source", {source.value.replace("_", "-"): source for source in Source}),
    "viec-o": (
        "holder",
        {
            "co-quan": Holder.AGENCY, "van-phong": Holder.OFFICE,
            "phoi-hop": Holder.COLLABORATOR, "ben-ngoai": Holder.OUTSIDE,
        },
    ),
    "o": ("cell", {cell.value: cell for cell in Cell}),
}  # fmt: skip
PERIODS = {"quy": "due", "giao": "given"}
PARTS = {"phoi-hop": "helping", "noi-bo": "inside"}


class _Months:
    """Periods of the calendar: a list by quarter means the quarter, not the cut of a report."""

    periods = tuple(PeriodRow(kind, shift=0, day=1) for kind in KINDS_VI)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the filters, the order, the page, and the words it was asked in."""

    filters: Filters
    order: str = "han"
    page: int = 1
    given: tuple[tuple[str, str], ...] = field(default=())
    path: str = "/viec/"

    def url(self, **changes: str | None) -> str:
        """This list with some words changed (None or "": taken away), from its first page on; `_` stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in changes.items()}
        kept = [(name, value) for name, value in self.given if name not in named and name != "trang"]
        kept += [(name, value) for name, value in named.items() if value]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    def without(self, name: str, value: str) -> str:
        """This list without one of several values of a word."""
        kept = [pair for pair in self.given if pair != (name, value) and pair[0] != "trang"]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    @property
    def query(self) -> str:
        """All that is asked but the page, for a link."""
        return urlencode([pair for pair in self.given if pair[0] != "trang"])

    def turned(self, page: int) -> str:
        rest = self.query
        if page == 1:
            return self.url()
        return f"{self.path}?{rest}{'&' if rest else ''}trang={page}"


def read(asked: QueryDict, *, path: str = "/viec/") -> Asked:
    """What an address asks for; what it cannot mean counts as not asked."""
    filters = Filters(state=STATE_OF.get(asked.get("tinh-hinh", ""), "open"))
    given: list[tuple[str, str]] = [("tinh-hinh", SLUGS[filters.state])] if "tinh-hinh" in asked else []
    for name, changes in _read(asked):
        filters = replace(filters, **changes)
        given += [(name, value) for value in asked.getlist(name) if value]
    if filters.cell:
        filters = replace(filters, state="all")
    order = asked.get("xep", "han")
    order = order if order in ORDERS else "han"
    given += [("xep", order)] if order != "han" else []
    page = asked.get("trang", "1")
    return Asked(filters, order, max(1, min(int(page), 10_000)) if page.isdecimal() else 1, tuple(given), path)


def _read(asked: QueryDict) -> Iterator[tuple[str, dict[str, Any]]]:
    """The words of an address that mean something, each with what it narrows to."""
    switches: dict[str, dict[str, Any]] = {name: {attribute: True} for name, (attribute, _) in FLAGS.items()}
    switches |= {name: {"part": part} for name, part in PARTS.items()}
    yield from ((name, changes) for name, changes in switches.items() if asked.get(name) == "1")
    for name, read in _readers().items():
        attribute, value = read(asked.get(name, "").strip())
        if value:
            yield name, {attribute: value}
    if agencies := tuple(pk for text in asked.getlist("co-quan") if (pk := _id(text))):
        yield "co-quan", {"agencies": agencies}


Reader = Callable[[str], tuple[str, Any]]


def _readers() -> dict[str, Reader]:
    """How each word with one value is read: the attribute that it fills, and with what (None: it means nothing)."""
    return {
        **{name: partial(lambda attribute, text: (attribute, _id(text)), attribute) for name, attribute in IDS.items()},
        **{
            name: partial(lambda attribute, text: (attribute, text[:200]), attribute)
            for name, attribute in WORDS.items()
        },
        **{
            name: partial(lambda attribute, values, text: (attribute, values.get(text)), *choice)
            for name, choice in CHOICES.items()
        },
        **{
            name: partial(lambda attribute, text: (attribute, period_of(text)), attribute)
            for name, attribute in PERIODS.items()
        },
    }


def _id(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 and int(text) else None


def period_of(text: str) -> tuple[date, date] | None:
    """The days of "2026-Q4", "2026-11", "2026" or "2026-01-01..2026-03-31", half-open."""
    try:
        read = parse_period(text, _Months)
    except PeriodError:
        return None
    return read.start, read.end


# ---- what is asked, in words


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as `ui.chips` draws it; `slug` names the state that it counts."""

    label: str
    url: str
    on: bool
    kind: str = ""
    slug: str = ""
    count: int | None = None


OFFERED = ("overdue", "near", "claimed", "returned", "not_started")
"""What is most likely asked next."""


def chips(asked: Asked) -> list[Chip]:
    """What is asked, each chip taking itself away, then what one most likely asks next."""
    chosen = [Chip(label, url, True) for label, url in _chosen(asked)]
    filters = asked.filters
    if filters.state == "open" and not filters.cell:
        chosen += [_offer(asked, state) for state in OFFERED]
    if not filters.starred:
        chosen.append(Chip("Gắn sao", asked.url(sao="1"), False, slug="sao"))
    return chosen


def _offer(asked: Asked, state: str) -> Chip:
    word, kind, _ = STATES[state]
    return Chip(word, asked.url(tinh_hinh=SLUGS[state]), False, kind, SLUGS[state])


def _chosen(asked: Asked) -> Iterator[tuple[str, str]]:
    filters = asked.filters
    if filters.query:
        yield f"“{filters.query}”", asked.url(q=None)
    if filters.cell:
        yield Cell(filters.cell).vi.capitalize(), asked.url(o=None)
    elif filters.state != "open":
        yield STATES[filters.state][0], asked.url(tinh_hinh=None)
    for name, (attribute, label) in FLAGS.items():
        if getattr(filters, attribute):
            yield label, asked.url(**{name: None})
    for name, label in PART_NAMES.items():
        if filters.part == PARTS[name]:
            yield label, asked.url(**{name: None})
    yield from _named(asked)


PART_NAMES = {"phoi-hop": "Cơ quan tôi phối hợp", "noi-bo": "Phân công nội bộ"}


def _named(asked: Asked) -> Iterator[tuple[str, str]]:
    words = dict(asked.given)
    filters = asked.filters
    names = Agency.objects.filter(pk__in=filters.agencies) if filters.agencies else []
    for agency in names:
        yield agency.name, asked.without("co-quan", str(agency.pk))
    for name, label in _labels(filters, words).items():
        if label:
            yield label, asked.url(**{name: None})


def _labels(filters: Filters, words: Mapping[str, str]) -> dict[str, str]:
    """In words, each filter that is a thing, a choice or a period; things are looked up only where asked."""
    classes = {TaskClass.DATED: "Có thời hạn", TaskClass.OPEN_ENDED: "Không có thời hạn"}
    return {
        "don-vi": _name(Unit, filters.unit, "name", "{} theo dõi"),
        "van-ban": _name(Document, filters.document, "full_symbol", "Văn bản {}"),
        "nhiem-vu": _name(Task, filters.task, "content", "Nhiệm vụ: {}"),
        "lanh-dao": _name(Person, filters.directed_by, "name", "{} chỉ đạo"),
        "phu-trach": _name(Person, filters.looked_after_by, "name", "{} phụ trách"),
        "nguoi": _name(Person, filters.officer, "name", "{} làm"),
        "phong": _name(Unit, filters.inside_unit, "name", "{} làm"),
        "linh-vuc": f"Lĩnh vực {filters.field}" if filters.field else "",
        "loai": classes[TaskClass(filters.task_class)] if filters.task_class else "",
        "chi-dao": f"{Source(filters.source).vi} giao" if filters.source else "",
        "viec-o": f"Việc đang ở {Holder(filters.holder).vi}" if filters.holder else "",
        "quy": f"Hạn trong {_period_vi(words['quy'])}" if filters.due else "",
        "giao": f"Giao trong {_period_vi(words['giao'])}" if filters.given else "",
    }


def _name(model: Any, pk: int | None, column: str, form: str) -> str:
    if pk is None:
        return ""
    name = model.objects.filter(pk=pk).values_list(column, flat=True).first() or "không còn"
    return form.format(name if len(name) < 60 else f"{name[:57]}…")


def _period_vi(text: str) -> str:
    return parse_period(text, _Months).vi
