"""Lists as CSV and Excel: text stays text, whatever it begins with; rows are read as they are written."""

from __future__ import annotations

import csv as csv_module
import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpResponse

from giaoviec.documents.files import download
from giaoviec.documents.models import Document
from giaoviec.rules.documents import TYPES_BY_CODE, Group, Source, Urgency

COLUMNS = (
    ("Loại", 14),
    ("Số, ký hiệu", 18),
    ("Ngày ban hành", 13),
    ("Trích yếu", 70),
    ("Cơ quan ban hành", 30),
    ("Người ký", 22),
    ("Người chỉ đạo", 30),
    ("Nhóm văn bản", 34),
    ("Độ khẩn", 11),
    ("Lĩnh vực", 16),
    ("Ngày vào sổ", 12),
    ("Tình hình", 18),
)


def csv(documents: QuerySet[Document]) -> HttpResponse:
    """A CSV that Excel opens in Vietnamese: UTF-8 with its mark, semicolons, cells that could be formulas quoted."""
    text = io.StringIO()
    writer = csv_module.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([title for title, _ in COLUMNS])
    writer.writerows([harmless(cell) for cell in row] for row in rows(documents))
    return download(("\ufeff" + text.getvalue()).encode(), "van-ban.csv")


def excel(documents: QuerySet[Document]) -> HttpResponse:
    """A workbook, written row by row; no text in it becomes a formula or a link."""
    return download(workbook("Văn bản", COLUMNS, rows(documents)), "van-ban.xlsx")


def rows(documents: QuerySet[Document]) -> Iterator[tuple[str, ...]]:
    """The cells of each document, in the order of `COLUMNS`."""
    names = ("type", "full_symbol", "issued_on", "summary", "issuer_text", "signer", "source", "directed_by__name")
    more = ("group", "urgency", "field", "on", "has_tasks")
    found = documents.values_list(*names, *more).iterator(chunk_size=2000)
    for kind, symbol, issued, summary, issuer, signer, source, person, group, urgency, field, on, given in found:
        yield (
            TYPES_BY_CODE[kind].name_vi,
            symbol,
            f"{issued:%d/%m/%Y}",
            summary,
            issuer,
            signer,
            f"{Source(source).vi} ({person})" if person else Source(source).vi,
            Group(group).vi,
            Urgency(urgency).vi,
            field,
            f"{on:%d/%m/%Y}",
            {True: "đã giao việc", False: "không có nhiệm vụ", None: "chưa giao việc"}[given],
        )


def workbook(title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet with a frozen head; every cell is text."""
    held = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(held, options)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(title)
    for at, (name, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, head)
    for line, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if cell:
                sheet.write_string(line, at, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return held.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, made text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
