"""A list as CSV and Excel: exactly what the page is narrowed to; text stays text, whatever it begins with."""

from __future__ import annotations

import csv as csv_module
import io
from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from giaoviec.assignments.models import Assignment
from giaoviec.documents.exporting import harmless, workbook
from giaoviec.documents.files import download
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import present
from giaoviec.rules.tasks import Quality, TaskClass

MOST = 20_000
COLUMNS = (
    ("Mã việc", 9),
    ("Tình hình", 18),
    ("Nội dung", 80),
    ("Chủ trì", 32),
    ("Văn bản", 20),
    ("Ngày văn bản", 12),
    ("Ngày giao", 12),
    ("Hạn gốc", 12),
    ("Thời hạn", 12),
    ("Ngày hoàn thành", 14),
    ("Số ngày quá hạn", 14),
    ("Chất lượng", 16),
    ("Việc đang ở", 22),
    ("Đơn vị theo dõi", 24),
    ("Lãnh đạo được phân công", 26),
    ("Gắn sao", 9),
)
NAMES = (
    "id", "content", "task__content", "agency__name", "document__full_symbol", "document__issued_on", "given_on",
    "original_due_on", "due_on", "done_on", "claimed_on", "stage", "task_class", "cycle", "last_update_on", "quality",
    "holder", "waits_outside", "monitoring_unit__name", "responsible_leader", "starred",
)  # fmt: skip
Values = namedtuple("Values", [name.replace("__", "_") for name in NAMES])  # type: ignore[misc]  # a row as it is read
HOLDERS = {holder.value: holder.vi for holder in Holder if holder is not Holder.OUTSIDE}
QUALITIES = {quality.value: quality.vi for quality in Quality}


def csv(rows: QuerySet[Assignment], on: date, calendar: Calendar) -> HttpResponse:
    """A CSV that Excel opens in Vietnamese: UTF-8 with its mark, semicolons, cells that could be formulas quoted."""
    text = io.StringIO()
    writer = csv_module.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([title for title, _ in COLUMNS])
    writer.writerows([harmless(cell) for cell in cells] for cells in lines(rows, on, calendar))
    return download(("\ufeff" + text.getvalue()).encode(), "cong-viec.csv")


def excel(rows: QuerySet[Assignment], on: date, calendar: Calendar) -> HttpResponse:
    """A workbook, written row by row; no text in it becomes a formula or a link."""
    return download(workbook("Công việc", COLUMNS, lines(rows, on, calendar)), "cong-viec.xlsx")


def lines(rows: QuerySet[Assignment], on: date, calendar: Calendar) -> Iterator[list[str]]:
    """The cells of each row, in the order of `COLUMNS`, read as they are written."""
    for values in rows.values_list(*NAMES)[:MOST].iterator(chunk_size=2000):
        yield _cells(Values._make(values), on, calendar)


def _cells(row: Any, on: date, calendar: Calendar) -> list[str]:
    how = present(
        stage=Stage(row.stage), task_class=TaskClass(row.task_class), due_on=row.due_on, claimed_on=row.claimed_on,
        done_on=row.done_on, cycle=row.cycle, last_update_on=row.last_update_on, given_on=row.given_on, on=on,
        calendar=calendar,
    )  # fmt: skip
    return [
        str(row.id),
        how.word_vi,
        row.content or row.task_content,
        row.agency_name,
        row.document_full_symbol,
        _day(row.document_issued_on),
        _day(row.given_on),
        _day(row.original_due_on),
        _day(row.due_on),
        _day(row.done_on),
        str(how.days_late or ""),
        QUALITIES.get(row.quality, ""),
        HOLDERS.get(row.holder, row.waits_outside),
        row.monitoring_unit_name or "",
        row.responsible_leader,
        "có" if row.starred else "",
    ]


@lru_cache(maxsize=8192)
def _day(value: date | None) -> str:
    """The same days come again and again; writing one costs more than all the rest of a cell."""
    return f"{value:%d/%m/%Y}" if value else ""
