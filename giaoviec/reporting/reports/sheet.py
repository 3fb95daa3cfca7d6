"""A report as a workbook: its figures live, counted by formulas from the list of lines in the same file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from giaoviec.reporting.reports.content import COLUMNS, RATES, Content, Row, moment_vi
from giaoviec.reporting.reports.lines import Line
from giaoviec.rules.figures import FORMULAS, Formula
from giaoviec.rules.standing import CELL_NAMES, Cell
from giaoviec.rules.terms import day_vi

FIGURES, AGENCIES, LINES = "Số liệu", "Theo cơ quan", "Danh sách"
LINE_HEAD = (
    ("TT", 6), ("Cơ quan", 34), ("Nhiệm vụ", 70), ("Văn bản giao", 34), ("Ngày giao", 12), ("Thời hạn", 12),
    ("Tình hình", 30), ("Ngày hoàn thành", 15), ("Nguyên nhân", 50), ("Mã việc", 9),
)  # fmt: skip
CELL_COLUMN = "G"
FIRST = 4
"""The row, counted from 1, in which the tables begin under title and head."""


def report_sheet(content: Content, lines: Sequence[Line]) -> bytes:
    """Three sheets. Each number of the first and the totals of the second are formulas whose stored results are the
    report's figures; no text becomes a formula. The same content and lines give the same bytes."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": content.title, "created": datetime(*content.last_day.timetuple()[:3], tzinfo=UTC)})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}),
        "count": book.add_format({"num_format": "#,##0", "border": 1}),
        "rate": book.add_format({"num_format": "0.00%", "border": 1}),
        "text": book.add_format({"border": 1, "valign": "top", "text_wrap": True}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "border": 1, "valign": "top"}),
        "bold": book.add_format({"bold": True, "border": 1}),
    }
    _figures(book.add_worksheet(FIGURES), content, len(lines), styles)
    if content.rows:
        _agencies(book.add_worksheet(AGENCIES), content, styles)
    _lines(book.add_worksheet(LINES), lines, styles)
    for sheet in book.worksheets():
        _on_paper(sheet, 0 if sheet.get_name() == LINES else FIRST - 2)
    book.close()
    return buffer.getvalue()


Styles = dict[str, Any]


def _figures(sheet: Any, content: Content, n: int, styles: Styles) -> None:
    _titled(sheet, content, styles)
    sheet.set_column(0, 0, 54)
    sheet.set_column(1, 1 + len(content.compared), 18)
    head = ("Chỉ tiêu", "Kỳ này", *(f"{one.vi} ({one.period_vi})" for one in content.compared))
    for place, text in enumerate(head):
        sheet.write_string(FIRST - 2, place, text, styles["head"])
    own = {one.id: one for one in content.figures}
    row = FIRST - 1
    for cell in Cell:
        sheet.write_string(row, 0, _capital(CELL_NAMES[cell]), styles["text"])
        counted = f"=COUNTIF('{LINES}'!${CELL_COLUMN}$2:${CELL_COLUMN}${max(n, 1) + 1},\"{CELL_NAMES[cell]}\")"
        sheet.write_formula(row, 1, counted, styles["count"], own[cell.value].value)
        for place, one in enumerate(content.compared, 2):
            sheet.write_number(row, place, one.values[cell.value] or 0, styles["count"])
        row += 1
    _totals(sheet, content, row, styles)
    for name in RATES:
        row += 1
        _rate(sheet, content, name, row, styles)


def _totals(sheet: Any, content: Content, row: int, styles: Styles) -> None:
    sheet.write_string(row, 0, "Tổng số", styles["bold"])
    values = [content.value("total"), *(one.values["total"] for one in content.compared)]
    for place, value in enumerate(values, 1):
        letter = "ABCDEFGH"[place]
        sheet.write_formula(row, place, f"=SUM({letter}{FIRST}:{letter}{row})", styles["count"], value)


def _rate(sheet: Any, content: Content, name: str, row: int, styles: Styles) -> None:
    sheet.write_string(row, 0, _capital(FORMULAS[name].vi), styles["text"])
    for place, value in enumerate((content.value(name), *(one.values[name] for one in content.compared)), 1):
        if value is None:
            sheet.write_string(row, place, "–", styles["text"])
        elif (formula := _divided(FORMULAS[name], "ABCDEFGH"[place])) is None:
            sheet.write_number(row, place, value, styles["rate"])
        else:
            sheet.write_formula(row, place, formula, styles["rate"], value)


def _divided(formula: Formula, letter: str) -> str | None:
    """The rate of the cells above it; None where it is not made of cells."""
    rows = {cell.value: f"{letter}{FIRST + n}" for n, cell in enumerate(Cell)}
    if not {*formula.over, *formula.under} <= rows.keys():
        return None
    over, under = ("+".join(rows[name] for name in names) for names in (formula.over, formula.under))
    return f"=({over})/({under})"


def _agencies(sheet: Any, content: Content, styles: Styles) -> None:
    _titled(sheet, content, styles)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 42)
    sheet.set_column(2, 2 + len(COLUMNS), 13)
    for place, text in enumerate(("TT", "Cơ quan", *(vi for vi, _ in COLUMNS), "Tỷ lệ hoàn thành")):
        sheet.write_string(FIRST - 2, place, text, styles["head"])
    for n, row in enumerate(content.rows):
        _agency(sheet, row, n, styles)
    last = FIRST - 1 + len(content.rows)
    sheet.write_string(last, 1, "Tổng cộng", styles["bold"])
    own = {one.id: one.value for one in content.figures}
    for place, (_, names) in enumerate(COLUMNS, 2):
        letter, total = "ABCDEFGHIJ"[place], sum(int(own[name] or 0) for name in names)
        sheet.write_formula(last, place, f"=SUM({letter}{FIRST}:{letter}{last})", styles["count"], total)
    _national(sheet, last, own["rate_national"], styles)
    sheet.freeze_panes(FIRST - 1, 2)


def _agency(sheet: Any, row: Row, n: int, styles: Styles) -> None:
    place = FIRST - 1 + n
    sheet.write_number(place, 0, n + 1, styles["count"])
    sheet.write_string(place, 1, row.agency, styles["text"])
    sheet.write_formula(place, 2, f"=SUM(D{place + 1}:I{place + 1})", styles["count"], row.of(("total",)))
    for column, (_, names) in enumerate(COLUMNS[1:], 3):
        sheet.write_number(place, column, row.of(names), styles["count"])
    _national(sheet, place, row.rate, styles)


def _national(sheet: Any, place: int, value: float | int | None, styles: Styles) -> None:
    """Done ÷ (done + undone and overdue), from the columns of the same row."""
    n = place + 1
    if value is None:
        sheet.write_string(place, 2 + len(COLUMNS), "–", styles["text"])
    else:
        sheet.write_formula(place, 2 + len(COLUMNS), f"=(D{n}+E{n})/(D{n}+E{n}+G{n})", styles["rate"], value)


def _lines(sheet: Any, lines: Sequence[Line], styles: Styles) -> None:
    for place, (text, wide) in enumerate(LINE_HEAD):
        sheet.set_column(place, place, wide)
        sheet.write_string(0, place, text, styles["head"])
    for n, line in enumerate(lines, 1):
        sheet.write_number(n, 0, n, styles["count"])
        for place, text in ((1, line.agency), (2, line.content), (3, line.paper), (6, line.cell_vi), (8, line.words)):
            sheet.write_string(n, place, text, styles["text"])
        for place, day in ((4, line.given_on), (5, line.due_on), (7, line.done_on)):
            if day:
                sheet.write_datetime(n, place, date.fromisoformat(day), styles["day"])
        sheet.write_number(n, 9, line.assignment_id, styles["text"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(lines), 1), len(LINE_HEAD) - 1)


def _on_paper(sheet: Any, head: int) -> None:
    """A4 lying, as wide as the page, the head of the table on each; the page's number below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&CTrang &P/&N")


def _titled(sheet: Any, content: Content, styles: Styles) -> None:
    whose = "" if content.of_office else f" của {content.agency}"
    sheet.write_string(0, 0, f"{content.title}{whose}", styles["title"])
    days = f"Số liệu từ ngày {day_vi(content.first_day)} đến hết ngày {day_vi(content.last_day)}"
    sheet.write_string(
        1, 0, days + (f", theo số liệu đã biết đến {moment_vi(content.known_at)}" if content.known_at else "")
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
