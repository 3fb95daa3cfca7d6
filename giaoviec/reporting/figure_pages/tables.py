"""The tables of figures as the pages show them: each number with the address of the list behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from giaoviec.reporting.figure_pages.asked import Asked
from giaoviec.reporting.queries import Table
from giaoviec.rules.access import Actor, may
from giaoviec.rules.counting import CELLS
from giaoviec.rules.figures import FORMULAS, Figure, Form

LIST = "/so-lieu/danh-sach/"
NATIONAL = {
    "national_done_on_time": "done",
    "national_done_late": "done_late",
    "national_under_way_in_time": "doing",
    "national_under_way_overdue": "late",
}
RATES = ("rate_national", "rate_on_time", "rate_done")
"""The three that are made of the same tasks and stand side by side."""

SHORT = {
    "total": "Tổng",
    "done_on_time": "Xong đúng hạn",
    "done_late": "Xong quá hạn",
    "under_way_in_time": "Đang làm, trong hạn",
    "under_way_overdue": "Đang làm, quá hạn",
    "not_started_in_time": "Chưa làm, trong hạn",
    "not_started_overdue": "Chưa làm, quá hạn",
    "open_ended_done": "Không hạn, đã xong",
    "open_ended_updated": "Không hạn, có cập nhật",
    "open_ended_silent": "Không hạn, chưa cập nhật",
    "withdrawn": "Đã thu hồi",
    "carried_over": "Kỳ trước chuyển sang",
    "new": "Giao trong kỳ",
    "rate_national": "Tỷ lệ theo Trung ương",
    "rate_on_time": "Tỷ lệ đúng hạn",
    "rate_done": "Tỷ lệ đã thực hiện",
    "days_agency": "Ngày của cơ quan",
    "days_office": "Ngày của Văn phòng",
    "days_collaborator": "Ngày của nơi phối hợp",
    "days_outside": "Ngày của bên ngoài",
    "days_to_finish_median": "Số ngày xong, trung vị",
    "days_to_finish_p90": "Số ngày xong, phân vị 90",
}
"""What stands over the columns of a wide table."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a table; `opens` begins the address of the lists behind its numbers, None where they are not his."""

    label: str
    figures: Mapping[str, Figure]
    opens: str | None


def columns(table: Table, *, timed: bool) -> tuple[str, ...]:
    """The figures that stand beside one another where a table is divided."""
    if timed:
        return ("total", *(name for name in SHORT if name.startswith("days_")))
    period = ("carried_over", "new") if table.since else ()
    return ("total", *RATES, *period, *CELLS)


def rows(table: Table, asked: Asked, actor: Actor) -> list[Shown]:
    """The lines of a divided table; one in which nothing is counted is left out, since it adds nothing."""
    names = columns(table, timed=asked.timed)
    return [
        Shown(row.label, row.figures, _opens(asked, actor, row.key))
        for row in table.rows
        if any(row.figures[name].value for name in names)
    ]


def whole(table: Table, asked: Asked, actor: Actor) -> Shown:
    """The set itself: the last line of a divided table, the only one of another."""
    within = {"chia": asked.view} if asked.inside else {}
    return Shown("Cộng", table.figures, _list(asked, **within) if sees_whole(asked, actor) else None)


def sees_whole(asked: Asked, actor: Actor) -> bool:
    """Whether the lists behind the numbers of all are his; an agency in the table of all has only its own."""
    return asked.by != "agency" or may(actor, "see_figures", agency_id=asked.agency) is None


def _opens(asked: Asked, actor: Actor, key: str) -> str | None:
    if asked.by != "agency":
        return _list(asked, chia=asked.view, dong=key or "-")
    if not key or may(actor, "see_figures", agency_id=int(key)) is not None:
        return None
    return _list(asked, co_quan=key)


def _list(asked: Asked, **more: object) -> str:
    return f"{LIST}?{asked.query(xem='', **more)}"


# ---- the parts of the page of a set


def four(shown: Shown) -> list[dict[str, Any]]:
    """The four national cells as `ui.cells4` draws them."""
    found = {name: int(shown.figures[name].value or 0) for name in NATIONAL}
    dated = sum(found.values())
    return [
        {
            "kind": kind,
            "word": FORMULAS[name].vi.capitalize(),
            "number": found[name],
            "share": found[name] / dated if dated else None,
            "url": f"{shown.opens}&so={name}",
        }
        for name, kind in NATIONAL.items()
    ]


def cells(shown: Shown) -> list[Figure]:
    return [shown.figures[cell] for cell in CELLS]


def beside(shown: Shown) -> Iterator[Figure]:
    """What is counted of the same assignments again: parts of cells, and what a period is made of."""
    for name in ("claimed", "returned", "carried_over", "new"):
        if name in shown.figures:
            yield shown.figures[name]


def rates(shown: Shown) -> list[Figure]:
    return [figure for figure in shown.figures.values() if figure.form is Form.RATE]
