"""An Excel workbook in, its cells out: opened in the confined child of ``extract.ask``, never in the web process."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

import openpyxl
from openpyxl.utils import get_column_letter

from giaoviec.intake.docx_package import open_archive
from giaoviec.intake.extract import ask
from giaoviec.intake.shapes import MEGABYTE, Limits, Refused

Plain: TypeAlias = str | int | float | bool | datetime | None

_MOST_PARTS, _MOST_CELLS = 200, 1_000_000
_LIMITS = Limits(unpacked=20 * MEGABYTE)
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


class Cell(NamedTuple):
    """A cell by its row and column (from 1). ``kind``: "f" a formula, "e" an error of Excel, else what the value is."""

    row: int
    column: int
    kind: str = "n"
    value: Plain = None
    note: str = ""

    @property
    def coordinate(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet in which something stands, and the areas that were merged ("C6:C7")."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[str, ...]

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, an empty one where nothing stands."""
        return self.cells.get((row, column), Cell(row, column))


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets by name in their order, and what stands in the properties of the file."""

    sheets: dict[str, Sheet]
    properties: tuple[str, ...]


def read_workbook(data: bytes) -> Workbook:
    """Read a .xlsx in the child process. ``Refused`` by code: kind, bomb, macro, doctype, password, heavy, broken."""
    told = ask(__name__, data, {}, limits=_LIMITS)
    try:
        sheets = [_sheet(*one) for one in told["sheets"]]
        return Workbook({one.name: one for one in sheets}, tuple(map(str, told["properties"])))
    except (KeyError, TypeError, ValueError):
        raise Refused("broken", "") from None


def _sheet(name: str, cells: list[list[Any]], merged: list[str]) -> Sheet:
    found = (
        Cell(int(row), int(column), str(kind), _heard(kind, value), str(note))
        for row, column, kind, value, note in cells
    )
    return Sheet(str(name), {(one.row, one.column): one for one in found}, tuple(map(str, merged)))


def _heard(kind: str, value: Any) -> Plain:
    return datetime.fromisoformat(value) if kind == "d" else value if isinstance(value, str | int | float) else None


# In the child


def answer(data: bytes, _options: dict[str, Any]) -> dict[str, Any]:
    """The workbook as JSON can carry it."""
    book = openpyxl.load_workbook(io.BytesIO(_looked_over(data)), data_only=False, keep_links=False)
    said = (book.properties.title, book.properties.subject, book.properties.keywords)
    return {
        "sheets": [
            (sheet.title, list(_cells(sheet)), list(map(str, sheet.merged_cells.ranges))) for sheet in book.worksheets
        ],
        "properties": [text for text in said if text],
    }


def _looked_over(data: bytes) -> bytes:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused("kind", "")
    archive = open_archive(data, _LIMITS)
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise Refused("bomb", "")
    if any("vbaProject" in part.filename for part in parts):
        raise Refused("macro", "")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            content = archive.read(part)
            if any(word in content for word in _DOCTYPES):
                raise Refused("doctype", "")
    return data


def _cells(sheet: Any) -> Iterator[tuple[int, int, str, Plain, str]]:
    """One cell in the far corner makes a sheet of 17 thousand million: what is so wide is not walked over."""
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise Refused("bomb", "")
    for row in sheet.iter_rows():
        for cell in row:
            note = cell.comment.text if cell.comment else ""
            if cell.value is not None or note:
                yield cell.row, cell.column, *_said(cell), note


def _said(cell: Any) -> tuple[str, Plain]:
    value = cell.value
    if cell.data_type == "f":
        return "f", str(value)
    if isinstance(value, date):
        return "d", value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return cell.data_type, value
    return "s", str(value)
