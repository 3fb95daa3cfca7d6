"""The tables and lists of the figures to carry away as CSV or Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpResponse

from giaoviec.assignments.sheets import Cell, sheet
from giaoviec.days import HANOI
from giaoviec.reporting.figure_pages.asked import Asked
from giaoviec.reporting.figure_pages.tables import SHORT, columns
from giaoviec.reporting.queries import Line, Table
from giaoviec.rules.figures import FORMULAS, Form

FIGURES = (
    ("Chỉ tiêu", 44), ("Giá trị", 12), ("Tử số", 10), ("Mẫu số", 10), ("Cách tính", 80), ("Mã", 28), ("Tính đến", 12),
    ("Theo số liệu biết lúc", 20),
)  # fmt: skip
LINES = (
    ("Mã việc", 9), ("Tình hình ngày tính", 30), ("Nội dung", 80), ("Chủ trì", 34), ("Văn bản", 20),
    ("Ngày văn bản", 12), ("Ngày giao", 12), ("Thời hạn", 12), ("Ngày hoàn thành", 14), ("Số ngày", 9),
)  # fmt: skip


def table_sheet(form: str, table: Table, asked: Asked) -> HttpResponse:
    """The figures of the address: by id, or the lines of a divided table with their sum."""
    title = f"Đến {table.as_of:%d-%m-%Y}"
    if not asked.by:
        return sheet(form, f"so-lieu-{table.as_of}", title, FIGURES, _figures(table))
    names = columns(table, timed=asked.timed)
    heads = [("Dòng", 44), *((SHORT[name], 12) for name in names)]
    lines = [(row.label, row.figures) for row in table.rows] + [("Cộng", table.figures)]
    return sheet(
        form,
        f"so-lieu-{asked.view}-{table.as_of}",
        title,
        heads,
        ([label, *(figures[name].value for name in names)] for label, figures in lines),
    )


def _figures(table: Table) -> Iterator[list[Cell]]:
    known = f"{table.known_at.astimezone(HANOI):%H:%M %d/%m/%Y}" if table.known_at else "nay"
    for figure in table.figures.values():
        value = float(figure.value) if figure.form is Form.RATE and figure.value is not None else figure.value
        day = f"{table.as_of:%d/%m/%Y}"
        yield [figure.vi, value, figure.numerator, figure.denominator, figure.formula, figure.id, day, known]


def list_sheet(form: str, name: str, lines: Iterable[Line], days: dict[int, int], asked: Asked) -> HttpResponse:
    """The list behind a number."""
    rows = (
        [
            line.assignment_id, line.cell_vi, line.content, line.agency, line.symbol, f"{line.issued_on:%d/%m/%Y}",
            f"{line.given_on:%d/%m/%Y}", f"{line.due_on:%d/%m/%Y}" if line.due_on else "",
            f"{line.done_on:%d/%m/%Y}" if line.done_on else "", days.get(line.assignment_id),
        ]
        for line in lines
    )  # fmt: skip
    return sheet(form, f"danh-sach-{name}-{asked.on}", f"Đến {asked.on:%d-%m-%Y}", LINES, rows)


def name_of(figure_id: str, *, denominator: bool) -> str:
    """What a list is called: its figure, or that it is divided by."""
    vi = FORMULAS[figure_id].vi
    return f"mẫu số của {vi}" if denominator else vi
