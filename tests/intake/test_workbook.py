"""A workbook that somebody sends is opened in the child process only; what is made to harm gets its word."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from giaoviec.intake import workbook
from giaoviec.intake.shapes import Refused
from giaoviec.intake.workbook import Cell, read_workbook
from tests.intake.papers import zipped


def book(change: Callable[[Any], object]) -> bytes:
    made, held = openpyxl.Workbook(), io.BytesIO()
    change(made.active)
    made.save(held)
    return held.getvalue()


def _fill(sheet: Any) -> None:
    sheet.title = "Trả lời"
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "Kè biển", 1250.5, True, datetime(2026, 10, 1)
    sheet["A2"] = "=HYPERLINK(1)"
    sheet["B2"].comment = Comment("xem lại", "ai đó")
    sheet.merge_cells("A4:B5")


def test_a_workbook_is_read_cell_by_cell() -> None:
    sheet = read_workbook(book(_fill)).sheets["Trả lời"]
    assert [cell.value for cell in sheet.cells.values() if cell.row == 1] == [
        "Kè biển", 1250.5, True, datetime(2026, 10, 1),
    ]  # fmt: skip
    assert (sheet.cell(2, 1).kind, sheet.cell(2, 2).note.strip(), sheet.merged) == ("f", "xem lại", ("A4:B5",))
    assert sheet.cell(9, 28) == Cell(9, 28) and sheet.cell(9, 28).coordinate == "AB9"


def test_nothing_of_it_is_opened_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook.openpyxl, "load_workbook", lambda *_, **__: pytest.fail("opened in this process"))
    assert list(read_workbook(book(_fill)).sheets) == ["Trả lời"]


SHEET = "xl/worksheets/sheet1.xml"
EVIL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "kind"),
        (b"PK\x03\x04 not a workbook", "kind"),
        (zipped({"xl/workbook.xml": "<x/>"}), "broken"),
        (zipped({"xl/workbook.xml": EVIL}), "doctype"),
        (zipped({SHEET: EVIL.encode("utf-16")}), "doctype"),
        (zipped({"xl/vbaProject.bin": "x"}), "macro"),
        (zipped({f"xl/{number}": "" for number in range(201)}), "bomb"),
        (zipped({SHEET: " " * 19_000_000}), "bomb"),
        (book(lambda sheet: sheet.cell(1_048_576, 16_384, "góc")), "bomb"),
    ],
    ids=["pdf", "no zip", "broken", "doctype", "doctype in UTF-16", "macro", "parts", "bomb", "far corner"],
)
def test_what_is_made_to_harm_is_refused_by_its_code(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(data)
    assert refused.value.code == code


def test_the_answer_of_a_child_that_was_taken_over_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: tuple[Any, ...] = (None, {"sheets": [1]}, {"sheets": [("a", [[1]], [])]}, {"sheets": [], "properties": 3})
    for told in answers:
        monkeypatch.setattr(workbook, "ask", lambda *_, told=told, **__: told)
        with pytest.raises(Refused):
            read_workbook(b"")
