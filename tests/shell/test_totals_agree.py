"""Totals over the whole small demonstration: Word, Excel, PDF, page, report command and figures say the same numbers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from docx import Document as Word

from giaoviec import cli, clock
from giaoviec.agencies import principals
from giaoviec.agencies.models import Person
from giaoviec.demo import history, reporting
from giaoviec.documents.files import open_bytes
from giaoviec.papers import pdf, word
from giaoviec.regulation import queries as regulation
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.content import COLUMNS
from giaoviec.reporting.reports.paper import report_paper
from giaoviec.reporting.reports.sheet import report_sheet
from giaoviec.rules.standing import CELL_NAMES, Cell

TODAY = date(2026, 11, 18)
NOW = datetime.fromisoformat("2026-11-18T17:30:00+07:00")
LABELS = [vi for vi, _ in COLUMNS]


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The small demonstration with its reports; made once for this module, and gone after it."""
    old = settings.DATA_DIR
    settings.DATA_DIR = tmp_path_factory.mktemp("demonstration")
    principals.forget()
    regulation.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        size = history.SIZES["small"]
        world = history.make(size, seed=2026, today=TODAY, now=NOW, password="Bien xanh, cat trang 2026!")
        reporting.report(world.today, periods=1, senders=14)
        yield
        transaction.set_rollback(True)
    settings.DATA_DIR = old
    principals.forget()
    regulation.forget()


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]


@pytest.fixture
def demonstration_day(demonstration: None, set_day: Callable[[date], None]) -> None:
    """The installation is a demonstration, and it is the day of its making."""
    set_day(TODAY)


def files_of(row: Report) -> dict[str, bytes]:
    """The kept files of a frozen report, the draft of one that is not."""
    kept = {form: reads.file_of(row, form) for form in ("docx", "xlsx", "pdf")}
    if all(kept.values()):
        return {form: _bytes(one) for form, one in kept.items()}
    content, late = reads.said(row)
    paper = report_paper(content, late, reads.signed_of(row))
    sheet = report_sheet(content, reads.lines_of(row))
    return {"docx": word.render(paper), "xlsx": sheet, "pdf": pdf.render(paper)}


def _bytes(kept: Any) -> bytes:
    with open_bytes(kept.attachment.blob) as data:
        found: bytes = data.read()
    return found


def in_word(data: bytes) -> list[int]:
    """The column "Kỳ này" of the table of figures."""
    table = next(table for table in Word(io.BytesIO(data)).tables if table.cell(0, 0).text == "Chỉ tiêu")
    rows = {row.cells[0].text: row.cells[1].text for row in table.rows}
    return [number(rows[label]) for label in LABELS]


def in_pdf(data: bytes) -> list[int]:
    whole = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    text = " ".join(whole.split()).partition("Chỉ tiêu Kỳ này")[2]
    assert text
    found = [re.search(rf"{re.escape(label)} ([\d.]+)", text) for label in LABELS]
    return [number(one[1]) for one in found if one]


def in_workbook(data: bytes) -> list[int]:
    """What is stored beside the formulas of the sheet of figures."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Số liệu"]
    return _columns({str(row[0]).lower(): row[1] for row in sheet.iter_rows(min_row=4, values_only=True)})


def counted_again(data: bytes) -> list[int]:
    """What the formulas come to, reckoned here: each cell counted from the list, the total added up."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    standing = [row[6] for row in book["Danh sách"].iter_rows(min_row=2, values_only=True)]
    live = {}
    for row in book["Số liệu"].iter_rows(min_row=4, values_only=True):
        if wanted := re.match(r"=COUNTIF\('Danh sách'![^,]+,\"(.+)\"\)", str(row[1])):
            live[str(row[0]).lower()] = standing.count(wanted[1])
    assert len(live) == len(Cell)
    return _columns(live | {"tổng số": sum(live.values())})


def _columns(by_label: dict[str, Any]) -> list[int]:
    names = {cell.value: CELL_NAMES[cell].lower() for cell in Cell} | {"total": "tổng số"}
    return [sum(int(by_label[names[name]]) for name in cells) for _, cells in COLUMNS]


def in_agencies_sheet(data: bytes) -> list[int]:
    """The last line of the Office's sheet of agencies, its sums reckoned here from the lines above."""
    rows = list(openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Theo cơ quan"].iter_rows(values_only=True))
    last = next(n for n, row in enumerate(rows) if row[1] == "Tổng cộng")
    lines = rows[3:last]
    sums = [sum(row[n] for row in lines) for n in range(3, 2 + len(LABELS))]
    assert list(rows[last][3 : 2 + len(LABELS)]) == sums
    assert [row[2] for row in lines] == [sum(row[3 : 2 + len(LABELS)]) for row in lines]
    return [sum(sums), *sums]


def on_page(row: Report) -> list[int]:
    client = Client()
    client.force_login(Person.objects.get(username="chanhvp"))
    page = client.get(f"/bao-cao/{row.pk}/").content.decode()
    table = page.split('id="so-lieu"')[1]
    cells = re.findall(r'</th><td class="num">(.*?)</td>', table)[: len(LABELS)]
    return [number(re.sub(r"<[^>]+>", "", cell)) for cell in cells]


def in_report_command(row: Report, at: Path, capsys: Any) -> list[int]:
    kinds = {"half_year": "half-year", "nine_months": "nine-months"}
    words = ["report", kinds.get(row.kind, row.kind), row.period, "--format", "json", "--out", str(at)]
    assert cli.main(words if row.of_office else [*words, "--agency", row.agency.code]) == 0
    capsys.readouterr()
    return _figures(json.loads(at.read_text())["figures"])


def in_figures(row: Report, capsys: Any) -> list[int]:
    """As known when the report was frozen; now, of one that is not."""
    words = ["figures", "--from", row.first.isoformat(), "--to", row.last.isoformat(), "--json"]
    snapshot = reads.snapshot_of(row)
    words += [] if row.of_office else ["--agency", row.agency.code]
    words += ["--known-at", snapshot.known_at.astimezone(clock.HANOI).isoformat()] if snapshot else []
    assert cli.main(words) == 0
    return _figures(json.loads(capsys.readouterr().out)["figures"])


def _figures(found: dict[str, Any]) -> list[int]:
    return [sum(int(found[name]["value"] or 0) for name in names) for _, names in COLUMNS]


def number(text: str) -> int:
    return int(text.replace(".", ""))


def test_every_surface_says_the_same_totals_of_every_agency_and_of_the_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], demonstration_day: None
) -> None:
    rows = list(Report.objects.select_related("agency").exclude(kind="compliance").order_by("id"))
    assert len(rows) > 30 and sum(row.stage in ("merged", "frozen") for row in rows) > 12
    wrong = {}
    for row in rows:
        files = files_of(row)
        said = {
            "word": in_word(files["docx"]),
            "pdf": in_pdf(files["pdf"]),
            "excel": in_workbook(files["xlsx"]),
            "excel again": counted_again(files["xlsx"]),
            "report": in_report_command(row, tmp_path / "r.json", capsys),
            "figures": in_figures(row, capsys),
        }
        if row.of_office or row.is_out:
            said["page"] = on_page(row)
        if row.of_office:
            said["agencies"] = in_agencies_sheet(files["xlsx"])
        if len({tuple(numbers) for numbers in said.values()}) != 1 or len(said["word"]) != len(LABELS):
            wrong[str(row), row.agency.name] = said
        assert said["word"][0] == sum(said["word"][1:])
    assert wrong == {}


def test_the_offices_total_is_the_sum_of_its_agencies(demonstration_day: None) -> None:
    office = Report.objects.get(of_office=True, kind="nine_months")
    content = reads.said(office)[0]
    assert sum(row.of(("total",)) for row in content.rows) == content.value("total") > 300
