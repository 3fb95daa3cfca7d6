"""The list behind a number of a report: of a cell, of a column, of an agency's line, of a rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from giaoviec.reporting.models import Report
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.content import COLUMNS, RATES
from giaoviec.reporting.reports.lines import Line
from giaoviec.rules.figures import FORMULAS
from giaoviec.rules.standing import Cell

CELLS = frozenset(cell.value for cell in Cell)


@dataclass(frozen=True, slots=True)
class Behind:
    """The lines that a number counts; of a rate `beside` leads to those on the other side of the division."""

    vi: str
    lines: Sequence[Line]
    beside: tuple[str, str] | None = None


def opens(rate: str) -> bool:
    """Whether a rate is made of cells, so that lines stand behind it."""
    formula = FORMULAS[rate]
    return {*formula.over, *formula.under} <= CELLS


def behind(report: Report, asked: Mapping[str, str]) -> Behind | None:
    """What an address asks for (`o`, `ty-le` with `phan`, `co-quan`); None for what no report counts."""
    agency = asked.get("co-quan", "")
    if rate := asked.get("ty-le", ""):
        return _of_rate(report, rate, above=asked.get("phan") == "tren", agency=agency)
    cells = [cell for cell in asked.get("o", "").split(",") if cell]
    if not CELLS.issuperset(cells):
        return None
    vi = next((vi for vi, names in COLUMNS if list(names) == cells), "Tổng số" if not cells else "Danh sách việc")
    return Behind(vi, reads.lines_of(report, only=cells, agency=agency))


def _of_rate(report: Report, rate: str, *, above: bool, agency: str) -> Behind | None:
    if rate not in RATES or not opens(rate):
        return None
    formula = FORMULAS[rate]
    lines = reads.lines_of(report, only=formula.over if above else formula.under, agency=agency)
    other = "" if above else "&phan=tren"
    words = "Xem mẫu số" if above else "Xem tử số"
    vi = f"{formula.vi[:1].upper()}{formula.vi[1:]}: {'tử số' if above else 'mẫu số'}"
    beside = (words, f"?ty-le={rate}{other}" + (f"&co-quan={agency}" if agency else ""))
    return Behind(vi, lines, beside)
