"""A list's address: read into filters, and written with some of them changed. Its names are part of the product."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from giaoviec.assignments.agency_table import KINDS
from giaoviec.assignments.listing import ORDERS, Filters
from giaoviec.rules.documents import Group, Source, Urgency
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
    "da-giai-trinh": ("explained", "Đã giải trình"),
    "da-gia-han": ("extended", "Đã gia hạn"),
    "khong-xac-nhan": ("rejected", "Từng không được xác nhận"),
    "chua-phan-cong": ("unassigned", "Chưa có lãnh đạo phụ trách"),
    "chua-bao-cao": ("untold", "Chưa cập nhật lần nào"),
}
WITHOUT = {
    "sao": ("starred", "Không gắn sao"),
    "vuong-mac": ("obstacle", "Không vướng mắc"),
    "da-gia-han": ("extended", "Chưa gia hạn"),
    "khong-xac-nhan": ("rejected", "Chưa từng bị từ chối xác nhận"),
}
"""Values of `khong`: what must not be."""
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
    "nhom": ("group", {group.value: group for group in Group}),
    "do-khan": ("urgency", {urgency.value.replace("_", "-"): urgency for urgency in Urgency}),
    "loai-co-quan": ("kind", {kind: kind for kind in KINDS}),
}  # fmt: skip
PERIODS = {"quy": "due", "giao": "given", "xong": "done", "ban-hanh": "issued"}
PARTS = {"phoi-hop": "helping", "noi-bo": "inside"}


LAST = date(9998, 12, 31)


class Months:
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
        given += [(name, value) for value in asked.getlist(name) if value and (name, value) not in given]
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
    for name, several in _several(asked).items():
        if several:
            yield name, several


def _several(asked: QueryDict) -> dict[str, dict[str, Any]]:
    """The words that may stand there more than once."""
    agencies = tuple(pk for text in asked.getlist("co-quan") if (pk := _id(text)))
    documents = tuple(pk for text in asked.getlist("van-ban") if (pk := _id(text)))
    besides = tuple(STATE_OF[slug] for slug in asked.getlist("va") if slug in STATE_OF)
    without = tuple(WITHOUT[slug][0] for slug in asked.getlist("khong") if slug in WITHOUT)
    return {
        "co-quan": {"agencies": agencies} if agencies else {},
        "van-ban": {"document": None, "documents": documents} if len(documents) > 1 else {},
        "va": {"besides": besides} if besides else {},
        "khong": {"without": without} if without else {},
    }


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
        "qua": lambda text: ("late", late_of(text)),
        "khong-cap-nhat": lambda text: ("quiet", _id(text) if len(text) < 5 else None),
    }


def _id(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 and int(text) else None


def late_of(text: str) -> tuple[int | None, int | None] | None:
    """Days of lateness: "31.." (at least), "..9" (at most), "10..30"; None for what says nothing."""
    match = re.fullmatch(r"(\d{0,4})\.\.(\d{0,4})", text)
    if match is None or not any(match.groups()):
        return None
    least, most = (int(number) if number else None for number in match.groups())
    return least, most


def period_of(text: str) -> tuple[date, date] | None:
    """The days of "2026-Q4", "2026-11", "2026" or "2026-01-01..2026-03-31", half-open; an end may be left out."""
    first, dots, last = text.partition("..")
    if dots and (first or last) and not (first and last):
        text = f"{first or date.min.isoformat()}..{last or LAST.isoformat()}"
    try:
        read = parse_period(text, Months)
    except PeriodError:
        return None
    return read.start, read.end
