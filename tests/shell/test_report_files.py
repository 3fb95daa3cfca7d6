"""The same totals in Word, Excel, PDF, on the page and in the command; the kept files; what the command refuses."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from giaoviec import cli
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports.content import COLUMNS
from tests.shell.counted import Counted
from tests.shell.reporting import closed, frozen, make_year

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, str, str]]
LABELS = [vi for vi, _ in COLUMNS]


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    return made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        return (cli.main(["report", *words]), *capsys.readouterr())

    return run


def made(run: Run, form: str, at: Path, *words: str) -> bytes:
    target = at / f"r.{form}"
    status, _, fault = run(*(words or ("year", "2026")), "--format", form, "--out", str(target))
    assert (status, fault) == (0, "")
    return target.read_bytes()


def in_word(data: bytes) -> list[str]:
    """The total line of the agencies' table."""
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml)
    first = texts.index("Tổng cộng") + 1
    return texts[first : first + len(LABELS)]


def in_pdf(data: bytes) -> list[str]:
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    found = re.search(r"Tổng cộng((?:\s+[\d.]+)+)", text)
    assert found
    return found[1].split()[: len(LABELS)]


def in_workbook(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Theo cơ quan"]
    [row] = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Tổng cộng"]
    return [str(value) for value in row[2 : 2 + len(LABELS)]]


def summed_again(data: bytes) -> list[str]:
    """What the formulas of the workbook come to, reckoned here from its other cells."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, stored = book["Theo cơ quan"], openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Theo cơ quan"]
    [row] = [cells for cells in sheet.iter_rows() if cells[1].value == "Tổng cộng"]
    totals = []
    for cell in row[2 : 2 + len(LABELS)]:
        area = re.fullmatch(r"=SUM\((\w+:\w+)\)", cell.value)
        assert area
        totals.append(str(sum(one.value for [one] in stored[area[1]])))
    return totals


def counted_again(data: bytes) -> tuple[list[int], list[int]]:
    """The cells of the first sheet: as stored, and counted from the list by their formulas."""
    live, stored = (openpyxl.load_workbook(io.BytesIO(data), data_only=flag) for flag in (False, True))
    kept, counted = [], []
    for n in range(4, 14):
        wanted = re.search(r'\$G\$2:\$G\$(\d+),"(.+)"\)', live["Số liệu"].cell(n, 2).value)
        assert wanted
        column = [stored["Danh sách"].cell(row, 7).value for row in range(2, int(wanted[1]) + 1)]
        kept.append(stored["Số liệu"].cell(n, 2).value)
        counted.append(column.count(wanted[2]))
    return kept, counted


def in_json(data: bytes) -> list[str]:
    figures = json.loads(data)["figures"]
    return [str(sum(figures[name]["value"] for name in names)) for _, names in COLUMNS]


def on_page(world: Counted, report: Report) -> list[str]:
    page = world.cast.client("chanhvp").get(f"/bao-cao/{report.pk}/").content.decode()
    table = page.split('id="so-lieu"')[1]
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'</th><td class="num">(.*?)</td>', table)][
        : len(LABELS)
    ]


@pytest.mark.parametrize("when", ["before", "frozen"])
def test_the_totals_are_the_same_on_every_surface(world: Counted, run: Run, tmp_path: Path, when: str) -> None:
    report = frozen(world) if when == "frozen" else closed(world)
    book = made(run, "xlsx", tmp_path)
    found = {
        "word": in_word(made(run, "docx", tmp_path)),
        "pdf": in_pdf(made(run, "pdf", tmp_path)),
        "excel": in_workbook(book),
        "excel again": summed_again(book),
        "json": in_json(made(run, "json", tmp_path)),
        "page": on_page(world, report),
    }
    assert {key: totals for key, totals in found.items() if totals != ["5", "1", "0", "2", "1", "1", "0"]} == {}
    kept, counted = counted_again(book)
    assert kept == counted and sum(kept) == 5


def test_a_frozen_report_is_printed_again_to_the_last_character(
    world: Counted, run: Run, tmp_path: Path, set_day: Callable[[date], None]
) -> None:
    report = frozen(world)
    before = {form: made(run, form, tmp_path) for form in ("docx", "xlsx", "pdf", "json")}
    world.go(7)
    set_day(world.day)
    world.do("chanhvp", "withdraw", world.rows["late"], on=date(2026, 12, 12), reason="Chủ tịch cho thôi.")
    world.give("stc")
    assert {form: made(run, form, tmp_path) for form in before} == before
    client = world.cast.client("chanhvp")
    for form in ("docx", "xlsx", "pdf"):
        answer: Any = client.get(f"/bao-cao/{report.pk}/tep/{form}/")
        assert b"".join(answer.streaming_content) == before[form]


def test_as_known_at_the_freezing_the_figures_come_out_again(
    world: Counted, run: Run, tmp_path: Path, set_day: Callable[[date], None]
) -> None:
    frozen(world)
    kept = json.loads(made(run, "json", tmp_path))
    world.go(7)
    set_day(world.day)
    world.do("chanhvp", "withdraw", world.rows["late"], on=date(2026, 12, 12), reason="Chủ tịch cho thôi.")
    again = json.loads(made(run, "json", tmp_path, "year", "2026", "--known-at", "2026-12-16"))
    assert again["figures"] == kept["figures"]
    assert [line["cell"] for line in again["lines"]] == [line["cell"] for line in kept["lines"]]


def test_an_agencys_report_has_its_own_lines_only(world: Counted, run: Run, tmp_path: Path) -> None:
    found = json.loads(made(run, "json", tmp_path, "quarter", "2026-Q4", "--agency", "stc"))
    assert (found["agency"], len(found["lines"]), found["agencies"]) == ("Sở Tài chính", 2, [])
    assert [section["key"] for section in found["sections"]] == [
        "tinh-hinh", "qua-han", "vuong-mac", "kien-nghi", "phuong-huong",
    ]  # fmt: skip
    assert [one["period_vi"] for one in found["compared"]] == ["quý III/2026", "quý IV/2025"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("quarter", "2027-Q3"), "Kỳ báo cáo quý III/2027 chưa bắt đầu (từ ngày 15/06/2027)"),
        (("quarter", "2026-Q2"), "Đến ngày chốt 14/06/2026 chưa có nhiệm vụ nào được giao"),
        (("quarter", "2026-H1"), "Kỳ 2026-H1 không phải kỳ quarter; Không hiểu kỳ báo cáo"),
        (("quarter", "Q3"), "Không hiểu kỳ báo cáo"),
        (
            ("week", "2026-W1"),
            "Chưa có loại báo cáo “week”; chọn quarter, half-year, nine-months, year, range, compliance.",
        ),
        (("year", "2026", "--agency", "xyz"), "Không có cơ quan mang mã xyz"),
        (("range", "2026-11-20..2026-11-22"), "Đến ngày chốt 22/11/2026 chưa có nhiệm vụ nào được giao"),
    ],
)
def test_what_cannot_be_reported_is_refused_and_nothing_is_written(
    world: Counted, run: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    target = tmp_path / "x.json"
    status, out, fault = run(*words, "--format", "json", "--out", str(target))
    assert (status, out, target.exists()) == (1, "", False)
    assert fault.startswith(f"giaoviec report: {said}")


def test_a_merged_agency_has_no_report_of_a_later_period(world: Counted, run: Run, tmp_path: Path) -> None:
    muine = world.cast.agency("muine")
    muine.dissolved_on = date(2026, 9, 1)
    muine.save()
    words = ("quarter", "2026-Q4", "--agency", "muine", "--format", "json", "--out", str(tmp_path / "x"))
    assert run(*words)[2].startswith("giaoviec report: UBND phường Mũi Né không còn từ ngày 01/09/2026")


def test_an_agency_founded_later_has_no_report(world: Counted, run: Run, tmp_path: Path) -> None:
    muine = world.cast.agency("muine")
    muine.founded_on = date(2027, 1, 1)
    muine.save()
    words = ("quarter", "2026-Q4", "--agency", "muine", "--format", "json", "--out", str(tmp_path / "x"))
    assert "thành lập ngày 01/01/2027, sau kỳ báo cáo quý IV/2026" in run(*words)[2]
