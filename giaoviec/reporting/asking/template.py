"""The workbook in which an agency may answer: what is to be filled in is open, everything else is locked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from giaoviec.reporting.models import AskedForm
from giaoviec.rules.asked import MOST_ROWS, YES_NO_VI, Field, Kind, Value, said

ANSWERS, MARKS = "Trả lời", "Mã"
FIRST = 6
"""The row, counted from 1, of the first field on the sheet of answers; its columns are A to D."""
HEAD = ("Mã ô", "Nội dung báo cáo", "Trả lời", "Cách ghi")
ROW_FIRST = 4
"""The first row of a table's own sheet that is filled in; its heads stand in the row above."""

Styles = dict[str, Any]


def template(form: AskedForm, *, agency: str, code: str, values: dict[str, Value]) -> bytes:
    """The template of an agency, filled with what was answered so far. The same input gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    on = datetime(form.on.year, form.on.month, form.on.day, tzinfo=UTC)
    book.set_properties({"title": form.title, "created": on})
    styles = _styles(book)
    _answers(book.add_worksheet(ANSWERS), form, agency, values, styles)
    for name, field in tables(form.asks):
        _table(book.add_worksheet(name), field, values.get(field.key), styles)
    marks = book.add_worksheet(MARKS)
    for row, (mark, value) in enumerate(marks_of(form, code)):
        marks.write_string(row, 0, mark)
        marks.write_string(row, 1, value)
    marks.protect()
    marks.very_hidden()
    book.close()
    return buffer.getvalue()


def marks_of(form: AskedForm, code: str) -> tuple[tuple[str, str], ...]:
    """By what a template is known again: whose it is, of which request and version."""
    return (("yeu-cau", str(form.asked_id)), ("ban", str(form.number)), ("co-quan", code))


def tables(fields: tuple[Field, ...]) -> Iterator[tuple[str, Field]]:
    """The tables, each with the name of its sheet."""
    found = [field for field in fields if field.kind is Kind.TABLE]
    return ((f"Bảng {n}", field) for n, field in enumerate(found, 1))


def scalars(fields: tuple[Field, ...]) -> list[Field]:
    """What is filled in on the first sheet: no tables, and nothing that the system knows."""
    return [field for field in fields if field.kind is not Kind.TABLE and not field.figure]


def _styles(book: Any) -> Styles:
    base = {"border": 1, "valign": "top", "text_wrap": True}
    open_ = base | {"locked": False, "bg_color": "#FFF9E5"}
    return {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "note": book.add_format({"italic": True, "font_color": "#444444"}),
        "head": book.add_format(base | {"bold": True, "bg_color": "#EDEDED"}),
        "fixed": book.add_format(base),
        "number": book.add_format(open_ | {"num_format": "#,##0.######"}),
        "day": book.add_format(open_ | {"num_format": "dd/mm/yyyy"}),
        "text": book.add_format(open_ | {"num_format": "@"}),
    }


def _answers(sheet: Any, form: AskedForm, agency: str, values: dict[str, Value], styles: Styles) -> None:
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, 2, 40)
    sheet.set_column(3, 3, 44)
    sheet.write_string(0, 0, form.title, styles["title"])
    sheet.write_string(1, 0, agency)
    note = (
        f"Gửi chậm nhất ngày {form.due_on:%d/%m/%Y}. Chỉ ghi vào ô nền vàng; không dùng công thức, không gộp ô, "
        "không thêm cột. Lưu tệp rồi nộp ở trang trả lời."
    )
    sheet.write_string(2, 0, note, styles["note"])
    for place, text in enumerate(HEAD):
        sheet.write_string(FIRST - 2, place, text, styles["head"])
    for row, field in enumerate(scalars(form.asks), FIRST - 1):
        sheet.write_string(row, 0, field.key, styles["fixed"])
        sheet.write_string(row, 1, field.label, styles["fixed"])
        _open_cell(sheet, row, 2, field, values.get(field.key), styles)
        sheet.write_string(row, 3, how(field), styles["fixed"])
    _page(sheet)
    sheet.freeze_panes(FIRST - 1, 0)


def _table(sheet: Any, field: Field, value: Value | None, styles: Styles) -> None:
    rows = value if isinstance(value, list) else []
    sheet.write_string(0, 0, field.label, styles["title"])
    sheet.write_string(1, 0, f"Mỗi dòng một mục, nhiều nhất {MOST_ROWS} dòng; để trống các dòng thừa.", styles["note"])
    for place, column in enumerate(field.columns):
        sheet.set_column(place, place, 30 if column.kind is Kind.TEXT else 18)
        sheet.write_string(ROW_FIRST - 2, place, column.label, styles["head"])
        if column.kind is not Kind.TEXT:
            sheet.write_comment(ROW_FIRST - 2, place, how(column))
        for row in range(MOST_ROWS):
            cell = rows[row][place] if row < len(rows) and place < len(rows[row]) else None
            _open_cell(sheet, ROW_FIRST - 1 + row, place, column, cell, styles, checked=row == 0)
        if rule := _validation(column):
            sheet.data_validation(ROW_FIRST - 1, place, ROW_FIRST + MOST_ROWS - 2, place, rule)
    _page(sheet)
    sheet.freeze_panes(ROW_FIRST - 1, 0)


def _page(sheet: Any) -> None:
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _open_cell(
    sheet: Any, row: int, place: int, field: Field, value: Value | None, styles: Styles, *, checked: bool = False
) -> None:  # fmt: skip
    style = styles["number" if field.kind.adds_up else "day" if field.kind is Kind.DAY else "text"]
    if not isinstance(value, str) or not value:
        sheet.write_blank(row, place, None, style)
    elif field.kind.adds_up:
        sheet.write_number(row, place, float(value), style)
    elif field.kind is Kind.DAY:
        sheet.write_datetime(row, place, date.fromisoformat(value), style)
    else:
        sheet.write_string(row, place, said(field, value), style)
    if not checked and place == 2 and (rule := _validation(field)):
        sheet.data_validation(row, place, row, place, rule)


def _validation(field: Field) -> dict[str, Any] | None:
    told = {"input_title": "Cách ghi", "input_message": how(field)[:255], "error_title": "Chưa đúng",
            "error_message": how(field)[:255]}  # fmt: skip
    if field.kind.adds_up:
        return told | {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
    if field.kind is Kind.DAY:
        span = {"minimum": date(1945, 1, 1), "maximum": date(2200, 1, 1)}
        return told | {"validate": "date", "criteria": "between", **span}
    choices = list(YES_NO_VI.values()) if field.kind is Kind.YES_NO else list(field.options)
    if choices and sum(map(len, choices)) + len(choices) < 250 and not any("," in one for one in choices):
        return told | {"validate": "list", "source": choices}
    return None


def how(field: Field) -> str:
    """How a field is filled in: "Số, đơn vị triệu đồng (bắt buộc)"."""
    must = " (bắt buộc)" if field.required else ""
    if field.kind.adds_up:
        return f"Số{f', đơn vị {field.unit_vi}' if field.unit_vi else ''}{must}"
    if field.kind is Kind.CHOICE:
        return f"Chọn một: {'; '.join(field.options)}{must}"
    words = {Kind.YES_NO: "Có hoặc Không", Kind.DAY: "Ngày, ví dụ 24/11/2026", Kind.TEXT: "Chữ"}
    return f"{words[field.kind]}{must}"
