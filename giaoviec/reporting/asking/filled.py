"""A template that came back filled: read whole or not at all, with what is wrong said cell by cell.

Nothing of the file is kept. It is opened as a stranger's, in a process that can do no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from giaoviec.intake.shapes import Refused as NotTaken
from giaoviec.intake.workbook import Cell, Sheet, Workbook, read_workbook
from giaoviec.journal.errors import Refused
from giaoviec.reporting.asking.template import (
    ANSWERS,
    FIRST,
    HEAD,
    MARKS,
    ROW_FIRST,
    marks_of,
    scalars,
    tables,
)
from giaoviec.reporting.models import AskedForm
from giaoviec.rules.asked import MOST_ROWS, Field, Kind, Value, Wrong, canonical, value_of

MOST_SAID = 50
"""Wrong cells that are named at once."""
NOT_PLAIN = {
    "f": "Ô chứa công thức; hãy chép, dán lại thành giá trị (Paste Values).",
    "e": "Ô báo lỗi của Excel; hãy gõ lại giá trị.",
}
"""What is said of a cell that holds no plain value, by its type."""
UNREADABLE = "Không đọc được tệp này; hãy tải mẫu, điền rồi nộp lại."
NOT_TAKEN = {
    "kind": "Tệp này không phải Excel (.xlsx); hãy tải mẫu, điền rồi nộp lại.",
    "bomb": "Tệp quá lớn so với mẫu; hãy tải mẫu, điền rồi nộp lại.",
    "heavy": "Tệp quá lớn so với mẫu; hãy tải mẫu, điền rồi nộp lại.",
    "macro": "Tệp có macro nên không nhận; hãy lưu thành .xlsx rồi nộp lại.",
    "doctype": "Tệp chứa khai báo DOCTYPE không an toàn nên không mở; hãy tải mẫu, điền rồi nộp lại.",
    "password": "Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nộp lại.",
}
"""What is said of a file that is not opened, by why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the sheet and the cell, or nothing where it is the file itself."""

    sheet: str
    cell: str
    sentence: str

    @property
    def where(self) -> str:
        return f"{self.sheet}, ô {self.cell}" if self.cell else self.sheet


@dataclass(slots=True)
class Filled:
    """What a file says: the values by key, and what is wrong; where anything is wrong the values are not to be used.

    `texts`: every text in it, wherever it stands, for the secret gate (6.2).
    """

    values: dict[str, Value] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def wrong(self, sheet: str, cell: str, sentence: str) -> None:
        self.faults.append(Fault(sheet, cell, sentence))


def read(data: bytes, form: AskedForm, *, code: str, names: Mapping[str, str]) -> Filled:
    """The answers in a template of this form and agency (`code`). `names`: agencies by code, to say whose it is.

    `Refused` (422) for what is no workbook, or is another's.
    """
    book = _opened(data)
    _check_marks(book, form, code, names)
    found = Filled(texts=list(_texts(book)))
    _check_shape(book, form, found)
    if not found.faults:
        _read_answers(book.sheets[ANSWERS], form, found)
        for name, one in tables(form.asks):
            _read_table(book.sheets[name], name, one, found)
    return found


def _texts(book: Workbook) -> Iterator[str]:
    """What somebody may have written into a workbook: in its cells, notes, names of sheets and properties."""
    yield from book.sheets
    yield from book.properties
    for sheet in book.sheets.values():
        for cell in sheet.cells.values():
            yield from (text for text in (cell.value, cell.note) if isinstance(text, str) and text)


# ---- the file


def _opened(data: bytes) -> Workbook:
    try:
        return read_workbook(data)
    except NotTaken as no:
        raise _refused(NOT_TAKEN.get(no.code, UNREADABLE)) from None


def _check_marks(book: Workbook, form: AskedForm, code: str, names: Mapping[str, str]) -> None:
    if MARKS not in book.sheets or ANSWERS not in book.sheets:
        raise _refused("Tệp này không lập từ mẫu của yêu cầu; hãy tải mẫu ở trang này, điền rồi nộp lại.")
    sheet = book.sheets[MARKS]
    said = {str(sheet.cell(row, 1).value): str(sheet.cell(row, 2).value) for row in range(1, 4)}
    wanted = dict(marks_of(form, code))
    if said.get("yeu-cau") != wanted["yeu-cau"]:
        raise _refused("Tệp này lập từ mẫu của một yêu cầu khác; hãy tải mẫu của yêu cầu này.")
    if said.get("co-quan") != code:
        whose = names.get(said.get("co-quan", ""), "cơ quan khác")
        raise _refused(f"Tệp này là mẫu của {whose}; mỗi cơ quan điền mẫu của mình.")
    if said.get("ban") != wanted["ban"]:
        raise _refused(
            f"Tệp này lập từ mẫu bản {said.get('ban')}, yêu cầu đã sửa thành bản {form.number}; hãy tải mẫu mới."
        )


def _check_shape(book: Workbook, form: AskedForm, found: Filled) -> None:
    """No sheets, columns or merged cells that the template does not have, and no formulas anywhere."""
    wanted = {ANSWERS, MARKS, *(name for name, _ in tables(form.asks))}
    for name in book.sheets:
        if name not in wanted:
            found.wrong(name, "", "Trang tính này không có trong mẫu; hãy xóa đi.")
    for name in sorted(wanted - {MARKS}):
        if name not in book.sheets:
            found.wrong(name, "", "Thiếu trang tính này; hãy tải lại mẫu.")
            continue
        sheet = book.sheets[name]
        for area in sheet.merged:
            found.wrong(name, area, "Các ô này bị gộp; hãy bỏ gộp ô (Unmerge Cells) rồi ghi từng ô.")
        for cell in _cells(sheet):
            if sentence := NOT_PLAIN.get(cell.kind):
                found.wrong(name, cell.coordinate, sentence)
    del found.faults[MOST_SAID:]


def _cells(sheet: Sheet) -> Iterator[Cell]:
    return (cell for cell in sheet.cells.values() if cell.value is not None)


# ---- its cells


def _read_answers(sheet: Sheet, form: AskedForm, found: Filled) -> None:
    asked = scalars(form.asks)
    for row, one in enumerate(asked, FIRST):
        if str(sheet.cell(row, 1).value or "") != one.key or str(sheet.cell(row, 2).value or "") != one.label:
            found.wrong(ANSWERS, f"A{row}", f"Dòng này phải là “{one.label}”; hãy tải lại mẫu, không đổi thứ tự dòng.")
            continue
        if (value := _value(sheet.cell(row, 3), ANSWERS, one, found)) is not None:
            found.values[one.key] = value
    last = FIRST + len(asked) - 1
    for cell in _cells(sheet):
        if cell.row >= FIRST - 1 and cell.column > len(HEAD):
            found.wrong(ANSWERS, cell.coordinate, "Cột này không có trong mẫu; hãy xóa đi.")
        elif cell.row > last:
            found.wrong(ANSWERS, cell.coordinate, "Dòng này không có trong mẫu; hãy xóa đi.")


def _read_table(sheet: Sheet, name: str, one: Field, found: Filled) -> None:
    for place, column in enumerate(one.columns, 1):
        if str(sheet.cell(ROW_FIRST - 1, place).value or "") != column.label:
            found.wrong(name, sheet.cell(ROW_FIRST - 1, place).coordinate, f"Cột này phải là “{column.label}”.")
            return
    for cell in _cells(sheet):
        if cell.row >= ROW_FIRST - 1 and cell.column > len(one.columns):
            found.wrong(name, cell.coordinate, "Cột này không có trong mẫu; hãy xóa đi.")
        elif cell.row >= ROW_FIRST + MOST_ROWS:
            found.wrong(name, cell.coordinate, f"Nhiều hơn {MOST_ROWS} dòng; hãy bớt dòng.")
    rows = [row for row in range(ROW_FIRST, ROW_FIRST + MOST_ROWS) if _filled(sheet, row, one)]
    if one.required and not rows:
        found.wrong(name, f"A{ROW_FIRST}", "Bảng chưa có dòng nào; bảng này bắt buộc.")
    found.values[one.key] = [
        [_value(sheet.cell(row, place), name, column, found) or "" for place, column in enumerate(one.columns, 1)]
        for row in rows
    ]


def _filled(sheet: Sheet, row: int, one: Field) -> bool:
    return any(sheet.cell(row, place).value not in (None, "") for place in range(1, len(one.columns) + 1))


def _value(cell: Cell, sheet: str, one: Field, found: Filled) -> str | None:
    """The value of a cell; None where it is wrong, which is then said."""
    try:
        return cell_value(one, cell.value)
    except Wrong as no:
        found.wrong(sheet, cell.coordinate, f"“{one.label}”: {no.sentence}")
        return None


def cell_value(one: Field, raw: object) -> str:
    """What stands in a cell of a workbook, as it is kept. `Wrong` for a day or a number that was typed as text."""
    if raw is None or raw == "":
        return value_of(one, "")
    if one.kind.adds_up:
        return _number(raw)
    if one.kind is Kind.DAY:
        return _day(raw)
    if isinstance(raw, bool):
        return value_of(one, "Có" if raw else "Không")
    if isinstance(raw, (datetime, date)):
        return value_of(one, f"{raw:%d/%m/%Y}")
    if isinstance(raw, float) and raw.is_integer():
        return value_of(one, str(int(raw)))
    return value_of(one, str(raw))


def _number(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise Wrong(f"“{str(raw)[:40]}” là chữ, không phải số; hãy gõ lại con số, không kèm chữ hay đơn vị.")
    return canonical(Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw))


def _day(raw: object) -> str:
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    raise Wrong(f"“{str(raw)[:40]}” là chữ, không phải ngày; hãy định dạng ô là Ngày (Date) rồi gõ lại.")


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="file", status=422)
