"""The answers to a request as a workbook: a row an agency, totals as formulas, a sheet for each table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from giaoviec.reporting.asking.merged import Inner, Merged
from giaoviec.rules.asked import Field, Kind, Value, said
from giaoviec.rules.figures import FORMULAS, Form

MAIN = "Tổng hợp"
FIRST = 3
"""The row, counted from 0, under the heads."""
BEFORE = (("TT", 6), ("Cơ quan", 40))
AFTER = (("Ngày gửi", 12), ("Tình trạng", 22))

Styles = dict[str, Any]


def merged_sheet(found: Merged, on: date) -> bytes:
    """Sums are formulas whose stored results are the page's; no text becomes a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": found.asked.title, "created": datetime(on.year, on.month, on.day, tzinfo=UTC)})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}),
        "text": book.add_format({"border": 1, "valign": "top", "text_wrap": True}),
        "number": book.add_format({"border": 1, "valign": "top", "num_format": "#,##0.######"}),
        "whole": book.add_format({"border": 1, "valign": "top", "num_format": "#,##0"}),
        "rate": book.add_format({"border": 1, "valign": "top", "num_format": "0.00%"}),
        "day": book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"}),
        "bold": book.add_format({"bold": True, "border": 1}),
    }
    _main(book.add_worksheet(MAIN), found, on, styles)
    for n, inner in enumerate(found.inner, 1):
        _inner(book.add_worksheet(f"Bảng {n}"), inner, styles)
    book.close()
    return buffer.getvalue()


def _main(sheet: Any, found: Merged, on: date, styles: Styles) -> None:
    sheet.write_string(0, 0, found.asked.title, styles["title"])
    sheet.write_string(1, 0, f"{len(found.signed)}/{len(found.lines)} cơ quan đã gửi đến ngày {on:%d/%m/%Y}")
    heads = [*BEFORE, *((_head(field), 24 if field.kind is Kind.TEXT else 16) for field in found.fields), *AFTER]
    _heads(sheet, heads, styles)
    for n, line in enumerate(found.lines):
        row = FIRST + n
        sheet.write_number(row, 0, n + 1, styles["text"])
        sheet.write_string(row, 1, line.agency, styles["text"])
        for place, field in enumerate(found.fields, len(BEFORE)):
            _cell(sheet, row, place, field, line.value(field), styles)
        place = len(BEFORE) + len(found.fields)
        _cell(sheet, row, place, DAY, f"{line.signed_on or ''}" if line.is_signed else "", styles)
        state = str(line.stage.label) + (f", chậm {line.late} ngày" if line.late else "")
        sheet.write_string(row, place + 1, state[:1].upper() + state[1:], styles["text"])
    _sums(sheet, len(found.lines), len(BEFORE), found.totals, styles)
    _page(sheet)


DAY = Field("day", "", Kind.DAY)


def _inner(sheet: Any, inner: Inner, styles: Styles) -> None:
    columns = inner.field.columns
    sheet.write_string(0, 0, inner.field.label, styles["title"])
    _heads(sheet, [*BEFORE, *((_head(column), 24 if column.kind is Kind.TEXT else 16) for column in columns)], styles)
    for n, (agency, cells) in enumerate(inner.rows):
        sheet.write_number(FIRST + n, 0, n + 1, styles["text"])
        sheet.write_string(FIRST + n, 1, agency, styles["text"])
        for place, (column, value) in enumerate(zip(columns, cells, strict=True), len(BEFORE)):
            _cell(sheet, FIRST + n, place, column, value, styles)
    _sums(sheet, len(inner.rows), len(BEFORE), inner.totals, styles)
    _page(sheet)


def _heads(sheet: Any, heads: Sequence[tuple[str, int]], styles: Styles) -> None:
    for place, (text, wide) in enumerate(heads):
        sheet.set_column(place, place, wide)
        sheet.write_string(FIRST - 1, place, text, styles["head"])


def _head(field: Field) -> str:
    return f"{field.label} ({field.unit_vi})" if field.unit_vi else field.label


def _cell(sheet: Any, row: int, place: int, field: Field, value: Value | None, styles: Styles) -> None:
    if not isinstance(value, str) or not value:
        sheet.write_string(row, place, said(field, value), styles["text"])
    elif field.figure and FORMULAS[field.figure].form is Form.RATE:
        sheet.write_number(row, place, float(value), styles["rate"])
    elif field.kind.adds_up:
        sheet.write_number(row, place, float(value), styles["number" if "." in value else "whole"])
    elif field.kind is Kind.DAY:
        sheet.write_datetime(row, place, date.fromisoformat(value), styles["day"])
    else:
        sheet.write_string(row, place, said(field, value), styles["text"])


def _sums(sheet: Any, n: int, before: int, totals: Sequence[Decimal | None], styles: Styles) -> None:
    """The last row: a formula under each column that has a sum."""
    row = FIRST + n
    sheet.write_string(row, 1, "Tổng cộng", styles["bold"])
    for place, value in enumerate(totals, before):
        if value is not None and n:
            area = f"{xl_rowcol_to_cell(FIRST, place)}:{xl_rowcol_to_cell(row - 1, place)}"
            whole = value == value.to_integral_value()
            sheet.write_formula(row, place, f"=SUM({area})", styles["whole" if whole else "number"], float(value))


def _page(sheet: Any) -> None:
    sheet.freeze_panes(FIRST, len(BEFORE))
    sheet.repeat_rows(FIRST - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
