"""The template of an asked-for report and what comes back filled: whole or not at all, said by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from giaoviec.journal.errors import Refused
from giaoviec.reporting.asking import filled, reads
from giaoviec.reporting.asking.filled import Filled
from giaoviec.reporting.asking.merged import merged
from giaoviec.reporting.asking.sheets import merged_sheet
from giaoviec.reporting.asking.template import template
from giaoviec.reporting.models import AskedForm, AskedReport
from tests.cast import make_cast
from tests.shell.asked import VALUES, sent, signed
from tests.shell.world import World

pytestmark = pytest.mark.django_db
NAMES = {"stc": "Sở Tài chính", "sxd": "Sở Xây dựng"}


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    made = World(make_cast())
    made.day = date(2026, 11, 25)
    set_day(made.day)
    return made


@pytest.fixture
def asked(world: World) -> AskedReport:
    return sent(world)


def form_of(asked: AskedReport) -> AskedForm:
    return reads.form_of(asked)


def blank(asked: AskedReport, code: str = "stc", **values: Any) -> bytes:
    return template(form_of(asked), agency=NAMES[code], code=code, values=values)


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after somebody worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def fill(book: Any) -> None:
    sheet = book["Trả lời"]
    sheet["C6"], sheet["C7"], sheet["C8"] = 3, 1250.5, "Có"
    table = book["Bảng 1"]
    table["A4"], table["B4"], table["C4"] = "Kè biển", 800, datetime(2026, 10, 1)


def read(data: bytes, asked: AskedReport, code: str = "stc") -> Filled:
    return filled.read(data, form_of(asked), code=code, names=NAMES)


def faults(data: bytes, asked: AskedReport) -> list[tuple[str, str]]:
    return [(one.where, one.sentence) for one in read(data, asked).faults]


def refused(data: bytes, asked: AskedReport, code: str = "stc") -> str:
    with pytest.raises(Refused) as no:
        read(data, asked, code)
    return no.value.sentence


def test_a_filled_template_says_what_the_page_would(asked: AskedReport) -> None:
    found = read(changed(blank(asked), fill), asked)
    assert found.faults == []
    assert found.values == VALUES


def test_a_template_with_the_answers_so_far_reads_back_as_they_are(asked: AskedReport) -> None:
    assert read(blank(asked, **VALUES), asked).values == VALUES


def test_only_what_is_to_be_filled_in_is_open(asked: AskedReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank(asked)))
    sheet = book["Trả lời"]
    assert sheet.protection.sheet and book["Mã"].sheet_state == "veryHidden"
    assert [cell.protection.locked for cell in sheet[6]] == [True, True, False, True]
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"decimal", "list"}
    assert [sheet.cell(row, 2).value for row in range(6, 9)] == [
        "Số dự án đang vướng mặt bằng", "Vốn chưa giải ngân", "Đã họp rà soát chưa",
    ]  # fmt: skip


def test_the_same_template_has_the_same_bytes(asked: AskedReport) -> None:
    assert blank(asked) == blank(asked)


@pytest.mark.parametrize(
    ("change", "where", "sentence"),
    [
        (
            lambda book: book["Trả lời"].__setitem__("C6", "=1+2"),
            "Trả lời, ô C6",
            "Ô chứa công thức; hãy chép, dán lại thành giá trị (Paste Values).",
        ),
        (
            lambda book: book["Trả lời"].__setitem__("C6", "3 dự án"),
            "Trả lời, ô C6",
            "“Số dự án đang vướng mặt bằng”: “3 dự án” là chữ, không phải số; hãy gõ lại con số, không kèm chữ hay "
            "đơn vị.",
        ),
        (
            lambda book: book["Bảng 1"].__setitem__("C4", "01/10/2026"),
            "Bảng 1, ô C4",
            "“Ngày khởi công”: “01/10/2026” là chữ, không phải ngày; hãy định dạng ô là Ngày (Date) rồi gõ lại.",
        ),
        (
            lambda book: book["Trả lời"].merge_cells("C6:C7"),
            "Trả lời, ô C6:C7",
            "Các ô này bị gộp; hãy bỏ gộp ô (Unmerge Cells) rồi ghi từng ô.",
        ),
        (
            lambda book: book["Trả lời"].__setitem__("E6", "ghi chú"),
            "Trả lời, ô E6",
            "Cột này không có trong mẫu; hãy xóa đi.",
        ),
        (
            lambda book: book["Bảng 1"].__setitem__("D3", "Cột mới"),
            "Bảng 1, ô D3",
            "Cột này không có trong mẫu; hãy xóa đi.",
        ),
        (
            lambda book: book["Trả lời"].__setitem__("B9", "Sở Xây dựng"),
            "Trả lời, ô B9",
            "Dòng này không có trong mẫu; hãy xóa đi.",
        ),
        (
            lambda book: book["Trả lời"].__setitem__("B6", "Số dự án"),
            "Trả lời, ô A6",
            "Dòng này phải là “Số dự án đang vướng mặt bằng”; hãy tải lại mẫu, không đổi thứ tự dòng.",
        ),
        (
            lambda book: book["Trả lời"].__setitem__("C7", None),
            "Trả lời, ô C7",
            "“Vốn chưa giải ngân”: Chưa ghi; ô này bắt buộc.",
        ),
        (
            lambda book: book["Trả lời"].__setitem__("C8", "chưa rõ"),
            "Trả lời, ô C8",
            "“Đã họp rà soát chưa”: Chọn Có hoặc Không.",
        ),
        (
            lambda book: book["Bảng 1"].__setitem__("A4", None),
            "Bảng 1, ô A4",
            "“Tên dự án”: Chưa ghi; ô này bắt buộc.",
        ),
        (
            lambda book: book["Bảng 1"].__setitem__("A204", "Dự án 201"),
            "Bảng 1, ô A204",
            "Nhiều hơn 200 dòng; hãy bớt dòng.",
        ),
        (lambda book: book.create_sheet("Khác"), "Khác", "Trang tính này không có trong mẫu; hãy xóa đi."),
    ],
)
def test_what_is_wrong_is_said_by_cell(
    asked: AskedReport, change: Callable[[Any], object], where: str, sentence: str
) -> None:
    data = changed(changed(blank(asked), fill), change)
    assert (where, sentence) in faults(data, asked)


def test_many_faults_are_said_at_once(asked: AskedReport) -> None:
    def spoil(book: Any) -> None:
        for row in range(4, 160):
            book["Bảng 1"][f"B{row}"] = "=1"

    assert len(faults(changed(blank(asked), spoil), asked)) == 50


def test_another_agencys_template_is_refused_by_its_name(asked: AskedReport) -> None:
    assert refused(blank(asked, "sxd"), asked) == ("Tệp này là mẫu của Sở Xây dựng; mỗi cơ quan điền mẫu của mình.")


def test_another_requests_or_an_older_template_is_refused(world: World, asked: AskedReport) -> None:
    other = sent(world, title="Yêu cầu khác")
    assert refused(blank(other), asked) == ("Tệp này lập từ mẫu của một yêu cầu khác; hãy tải mẫu của yêu cầu này.")
    data = blank(asked)
    form = form_of(asked)
    AskedForm.objects.create(
        asked=asked, number=2, title=form.title, why="x", due_on=form.due_on, fields=form.fields, on=form.on,
        recorded_at=form.recorded_at,
    )  # fmt: skip
    assert refused(data, asked) == "Tệp này lập từ mẫu bản 1, yêu cầu đã sửa thành bản 2; hãy tải mẫu mới."


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "Tệp này không phải Excel (.xlsx); hãy tải mẫu, điền rồi nộp lại."),
        (packed(x=b"0" * 21_000_000), "Tệp quá lớn so với mẫu; hãy tải mẫu, điền rồi nộp lại."),
        (packed(**{"xl/vbaProject.bin": b"x"}), "Tệp có macro nên không nhận; hãy lưu thành .xlsx rồi nộp lại."),
        (
            packed(**{"xl/workbook.xml": b"<!DOCTYPE a>"}),
            "Tệp chứa khai báo DOCTYPE không an toàn nên không mở; hãy tải mẫu, điền rồi nộp lại.",
        ),
        (packed(**{"xl/workbook.xml": b"<a/>"}), "Không đọc được tệp này; hãy tải mẫu, điền rồi nộp lại."),
    ],
)
def test_a_strangers_file_is_refused_before_it_is_read(asked: AskedReport, data: bytes, sentence: str) -> None:
    assert refused(data, asked) == sentence


def test_a_workbook_of_ones_own_is_refused(asked: AskedReport) -> None:
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.save(held)
    assert refused(held.getvalue(), asked).startswith("Tệp này không lập từ mẫu của yêu cầu;")


# ---- the merged workbook


def test_the_sums_of_the_workbook_are_formulas_with_the_totals_of_the_page(world: World, asked: AskedReport) -> None:
    signed(world, asked)
    signed(world, asked, "sxd.vanphong", f1="4", f2="0.25", f4=[["=Cầu", "1", ""]])
    found = merged(asked, world.day)
    data = merged_sheet(found, world.day)
    formulas = openpyxl.load_workbook(io.BytesIO(data))["Tổng hợp"]
    stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert [formulas[f"{letter}6"].value for letter in "CDG"] == ["=SUM(C4:C5)", "=SUM(D4:D5)", "=SUM(G4:G5)"]
    main = stored["Tổng hợp"]
    assert [main[f"{letter}6"].value for letter in "CDG"] == [
        float(total) for total in found.totals if total is not None
    ]
    for letter in "CD":
        assert main[f"{letter}6"].value == main[f"{letter}4"].value + main[f"{letter}5"].value
    inner = stored["Bảng 1"]
    assert [inner[f"C{row}"].value for row in (4, 5)] == ["Kè biển", "=Cầu"]
    assert inner["C5"].data_type == "s"
    assert inner["D6"].value == 801
