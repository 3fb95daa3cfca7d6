"""A table that a page shows, to carry away as CSV or Excel: text stays text, numbers stay numbers."""

from __future__ import annotations

import csv as csv_module
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpResponse

from giaoviec.documents.exporting import harmless
from giaoviec.documents.files import download

Cell = str | int | float | None
Columns = Sequence[tuple[str, int]]
"""Headings with the width of each in characters."""


def sheet(form: str, name: str, title: str, columns: Columns, rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The table as a download: `form` "csv" (opens in Vietnamese Excel) or "xlsx"; `title` names the sheet."""
    if form == "csv":
        return download(_csv(columns, rows), f"{name}.csv")
    return download(_xlsx(title, columns, rows), f"{name}.xlsx")


def _csv(columns: Columns, rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    writer = csv_module.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading for heading, _ in columns])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.4f}".replace(".", ",")
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _xlsx(title: str, columns: Columns, rows: Iterable[Sequence[Cell]]) -> bytes:
    held = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(held, options)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    rate = book.add_format({"num_format": "0.00%"})
    page = book.add_worksheet(title)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, (heading, width) in enumerate(columns):
        page.set_column(at, at, width)
        page.write_string(0, at, heading, head)
    for line, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(line, at, cell)
            elif cell is not None:
                page.write_number(line, at, cell, rate if isinstance(cell, float) else None)
    page.freeze_panes(1, 1)
    book.close()
    return held.getvalue()
