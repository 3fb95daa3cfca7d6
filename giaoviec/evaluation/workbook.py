"""The results of a year as a workbook: sheets by kind, contests with both scores, and every line of the agencies."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from giaoviec.evaluation.models import Kind, Round, SheetLine
from giaoviec.evaluation.queries.sheets import Row
from giaoviec.evaluation.results import formula_vi, outcome_vi, ranks_vi, results
from giaoviec.rules.scoring import PARTS

HEAD = (
    ("TT", 6), ("Tên", 38), ("Chức vụ, đơn vị", 38), ("Số việc", 9), ("Được tính", 9),
    *((f"Điểm {part.vi}", 12) for part in PARTS), ("Điểm", 10), ("Điểm điều chỉnh", 12), ("Điểm chung", 10),
    ("Tổng điểm", 10), ("Mức", 30), ("Hạng", 8), ("Hạng từ (ngẫu nhiên)", 12), ("Hạng đến (ngẫu nhiên)", 12),
    ("Hạng từ (trọng số)", 12), ("Hạng đến (trọng số)", 12), ("Ghi chú", 14),
)  # fmt: skip
LINES = (
    ("TT", 6), ("Cơ quan", 34), ("Nhiệm vụ", 70), ("Văn bản giao", 34), ("Ngày giao", 12), ("Thời hạn", 12),
    ("Ngày hoàn thành", 15), ("Tình hình", 28), *((f"{part.vi.capitalize()} (%)", 12) for part in PARTS),
    ("Vì sao", 60), ("Mã việc", 9),
)  # fmt: skip
CONTESTS = (
    ("TT", 6), ("Phiếu", 34), ("Nhiệm vụ", 60), ("Kiến nghị", 50), ("Ý kiến", 50), ("Kết quả", 50),
    ("Điểm trước", 11), ("Điểm sau", 11),
)  # fmt: skip
TABS = {Kind.AGENCY: "Cơ quan", Kind.HEAD: "Thủ trưởng", Kind.UNIT: "Phòng, ban", Kind.OFFICER: "Công chức"}
FIRST = 4


def results_workbook(one: Round) -> bytes:
    """No text becomes a formula; days are days, points numbers."""
    buffer, found = io.BytesIO(), results(one)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    styles = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}),
        "count": book.add_format({"num_format": "#,##0", "border": 1, "valign": "top"}),
        "points": book.add_format({"num_format": "0.00", "border": 1, "valign": "top"}),
        "text": book.add_format({"border": 1, "valign": "top", "text_wrap": True}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "border": 1, "valign": "top"}),
    }
    for kind, tab in TABS.items():
        rows = [row for _, rows in found.agencies() for row in rows] if kind == Kind.AGENCY else found.by_kind[kind]
        _sheet(book.add_worksheet(tab), one, f"{tab}: kết quả năm {one.year}", HEAD, map(_row, rows), styles)
    contests = [
        (row.sheet.label, row.line.content, row.reason, row.answer, outcome_vi(row), row.before, row.after)
        for row in found.contests
    ]
    _sheet(book.add_worksheet("Kiến nghị"), one, f"Kiến nghị năm {one.year}", CONTESTS, contests, styles)
    lines = SheetLine.objects.filter(sheet__round=one, sheet__kind=Kind.AGENCY).select_related("sheet")
    ordered = lines.order_by("sheet__position", "position").iterator(chunk_size=2000)
    _sheet(book.add_worksheet("Từng việc"), one, f"Từng việc năm {one.year}", LINES, map(_line, ordered), styles)
    book.close()
    return buffer.getvalue()


def _row(row: Row) -> Sequence[object]:
    sheet = row.sheet
    score = sheet.score(sheet.round.scheme)
    parts = [part.points if part.number else None for part in score.dimensions]
    band = row.band.vi if row.band else ""
    note = "ít việc" if row.few else "" if sheet.number else "không có việc được tính"
    return (
        sheet.label, sheet.post, sheet.works, sheet.number, *parts, sheet.points, sheet.amended, row.general, row.whole,
        band, sheet.rank, sheet.rank_first, sheet.rank_last, sheet.rank_best, sheet.rank_worst, note,
    )  # fmt: skip


def _line(line: SheetLine) -> Sequence[object]:
    return (
        line.sheet.label, line.content, line.paper, line.given_on, line.due_on, line.done_on, line.cell_vi, *line.given,
        line.why, line.assignment_id,
    )  # fmt: skip


def _sheet(
    sheet: Any, one: Round, title: str, head: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]], styles: Any
) -> None:
    sheet.write_string(0, 0, title, styles["title"])
    sheet.write_string(1, 0, f"{formula_vi(one)} {ranks_vi(one)}")
    for place, (text, wide) in enumerate(head):
        sheet.set_column(place, place, wide)
        sheet.write_string(FIRST - 2, place, text, styles["head"])
    n = 0
    for n, row in enumerate(rows, 1):
        sheet.write_number(FIRST - 2 + n, 0, n, styles["count"])
        for place, value in enumerate(row, 1):
            _write(sheet, FIRST - 2 + n, place, value, styles)
    sheet.freeze_panes(FIRST - 1, 2)
    sheet.autofilter(FIRST - 2, 0, FIRST - 2 + max(n, 1), len(head) - 1)


def _write(sheet: Any, row: int, place: int, value: object, styles: Any) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, place, value, styles["points"])
    elif isinstance(value, int):
        sheet.write_number(row, place, value, styles["count"])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, styles["day"])
    else:
        sheet.write_string(row, place, str(value or ""), styles["text"])
