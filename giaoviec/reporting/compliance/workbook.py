"""The yearly report as a workbook with live sums, and as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from giaoviec.reporting.compliance.paper import NUMBERS, SUM
from giaoviec.reporting.compliance.told import Told
from giaoviec.rules.compliance import Counts, Stand
from giaoviec.rules.terms import day_vi

FIRST = 4
"""The row, counted from 1, in which the lines begin."""


def compliance_book(told: Told) -> bytes:
    """Two sheets, clauses and agencies: each total and the last line are formulas whose stored results are the
    report's numbers. The same report gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": told.title, "created": datetime(*told.last_day.timetuple()[:3], tzinfo=UTC)})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}),
        "count": book.add_format({"num_format": "#,##0", "border": 1}),
        "rate": book.add_format({"num_format": "0.0%", "border": 1}),
        "text": book.add_format({"border": 1, "valign": "top", "text_wrap": True}),
    }
    clauses = [((one.place, one.what), one.counts, (one.state,)) for one in told.clauses]
    head = ("Khoản, điểm", "Việc phải làm")
    _table(book.add_worksheet("Theo điều khoản"), told, head, clauses, ("Tình trạng",), styles)
    agencies = [
        ((str(n), one.agency), one.counts, ("có" if one.own_regulation else "chưa", one.internal_checks))
        for n, one in enumerate(told.agencies, 1)
    ]
    after = ("Quy chế nội bộ", "Lần tự kiểm tra")
    _table(book.add_worksheet("Theo cơ quan"), told, ("TT", "Cơ quan"), agencies, after, styles)
    book.close()
    return buffer.getvalue()


Lines = Sequence[tuple[tuple[str, str], Counts, tuple[str | int, ...]]]


def _table(
    sheet: Any, told: Told, before: Sequence[str], lines: Lines, after: Sequence[str], styles: dict[str, Any]
) -> None:
    sheet.write_string(0, 0, told.title, styles["title"])
    sheet.write_string(1, 0, f"Việc đến hạn từ ngày {day_vi(told.first_day)} đến hết ngày {day_vi(told.last_day)}")
    sheet.set_column(0, 0, 46 if len(after) == 1 else 6)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 7, 13)
    sheet.set_column(8, 9, 26)
    sheet.set_row(FIRST - 2, 32)
    for place, text in enumerate((*before, *NUMBERS, *after)):
        sheet.write_string(FIRST - 2, place, text, styles["head"])
    for n, (names, counts, more) in enumerate(lines):
        _line(sheet, FIRST - 1 + n, names, counts, more, styles)
    last = FIRST - 1 + len(lines)
    sheet.write_string(last, 1, SUM, styles["head"])
    for place, one in enumerate(Stand, 3):
        letter = "ABCDEFG"[place]
        formula = f"=SUM({letter}{FIRST}:{letter}{last})" if lines else "=0"
        sheet.write_formula(last, place, formula, styles["count"], told.whole.of(one))
    _ends(sheet, last, told.whole, styles)
    sheet.freeze_panes(FIRST - 1, 2)
    _printed(sheet)


def _printed(sheet: Any) -> None:
    """A4 across, one page wide, its head on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 2)


def _line(
    sheet: Any, row: int, names: tuple[str, str], counts: Counts, more: tuple[str | int, ...], styles: dict[str, Any]
) -> None:
    for place, text in enumerate(names):
        sheet.write_string(row, place, text, styles["text"])
    for place, one in enumerate(Stand, 3):
        sheet.write_number(row, place, counts.of(one), styles["count"])
    _ends(sheet, row, counts, styles)
    for place, cell in enumerate(more, 8):
        sheet.write(row, place, cell, styles["text"])


def _ends(sheet: Any, row: int, counts: Counts, styles: dict[str, Any]) -> None:
    """The total before the four numbers and the rate after them, from the same line."""
    n = row + 1
    sheet.write_formula(row, 2, f"=SUM(D{n}:G{n})", styles["count"], counts.total)
    if counts.rate is None:
        sheet.write_string(row, 7, "–", styles["text"])
    else:
        sheet.write_formula(row, 7, f"=D{n}/SUM(D{n}:F{n})", styles["rate"], counts.rate)


def compliance_json(told: Told, *, digest: str = "") -> bytes:
    """The report as JSON; `digest` is that of the frozen one. UTF-8."""
    found = {"kind": "compliance", "digest": digest or None, **asdict(told)}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
