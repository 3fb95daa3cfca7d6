"""The yearly report on carrying out the Regulation: opened by the calendar, written, signed, frozen, amended, printed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document as Word

from giaoviec import cli
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused
from giaoviec.reporting.actions import complying
from giaoviec.reporting.compliance import reads
from giaoviec.reporting.models import Report, ReportSection, Stage
from giaoviec.reporting.reports.reads import damage
from giaoviec.rules.compliance import Stand
from giaoviec.rules.duties import DutyKind
from tests.shell.counted import Counted
from tests.shell.reporting import CLOSED, doing, make_year
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Counted:
    settings.DATA_DIR = tmp_path
    made = make_year()
    set_day(made.day)
    return made


def opened(world: Counted) -> Report:
    assert complying.close_year(CLOSED, world.at()) == 1
    return Report.objects.get(kind="compliance")


def signed(world: Counted) -> Report:
    row = opened(world)
    return complying.sign_compliance(row.pk, **doing(world, "chanhvp"))


def visit(world: Counted, who: str, path: str, status: int = 200) -> Visitor:
    return Visitor(world.cast.client(who)).open(path, status=status)


def printed_pdf(world: Counted, row: Report) -> bytes:
    answer: Any = world.cast.client("chanhvp").get(f"/tuan-thu/bao-cao/{row.pk}/tep/pdf/")
    return b"".join(answer.streaming_content)


def printed(number: int) -> str:
    return f"{number:_}".replace("_", ".")


def test_when_the_year_is_over_the_report_is_opened_once_and_owed_by_the_office(world: Counted) -> None:
    row = opened(world)
    duty = Duty.objects.get(OPEN, kind=DutyKind.COMPLIANCE_REPORT)
    assert (duty.agency_id, duty.due_on, duty.subject_id) == (world.cast.agency("vp").pk, row.due_on, row.pk)
    assert complying.close_year(CLOSED, world.at()) == 0
    assert complying.close_year(date(2026, 12, 20), world.at()) == 0
    assert str(row) == "Báo cáo kết quả thực hiện Quy chế năm 2026"


def test_it_begins_with_words_from_the_numbers_and_what_is_written_stands(world: Counted) -> None:
    row = opened(world)
    first = reads.said(row)
    assert first.sections[0].text.startswith(f"Năm 2026, Quy chế đặt ra {first.whole.total} việc:")
    complying.edit_compliance(row.pk, "tuan-thu", text="Nhìn chung nghiêm túc.", **doing(world, "theodoi"))
    assert reads.said(row).sections[0].text == "Nhìn chung nghiêm túc."
    complying.renew_compliance(row.pk, "tuan-thu", **doing(world, "theodoi"))
    assert reads.said(row).sections[0].text == first.sections[0].text


def test_signed_it_is_frozen_and_says_the_same_whatever_happens_later(
    world: Counted, set_day: Callable[[date], None]
) -> None:
    row = signed(world)
    before = reads.said(row)
    assert (row.stage, row.full_number, damage(row)) == (Stage.FROZEN, "01/BC-VP", [])
    assert not Duty.objects.filter(OPEN, kind=DutyKind.COMPLIANCE_REPORT).exists()
    kept = printed_pdf(world, row)
    world.go(3)
    set_day(world.day)
    world.do("chanhvp", "withdraw", world.rows["late"], on=date(2026, 12, 12), reason="Chủ tịch cho thôi.")
    assert reads.said(row) == before
    assert printed_pdf(world, row) == kept
    made = complying.amend_compliance(row.pk, reason="Một việc đã thu hồi trong kỳ.", **doing(world, "chanhvp"))
    changes = json.loads(made.changes)
    assert changes["after"]["unmet"] == changes["before"]["unmet"] - 2
    assert sorted(made.files.values_list("form", flat=True)) == ["docx", "pdf"]
    assert damage(row) == []


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda w, row: complying.open_year(2026, **doing(w, "chanhvp")), "Báo cáo thực hiện Quy chế năm 2026 đã lập"),
        (lambda w, row: complying.open_year(2027, **doing(w, "chanhvp")), "Năm 2027 chưa kết thúc"),
        (lambda w, row: complying.open_year(2025, **doing(w, "vanthu")), "Đồng chí không có quyền “mở kỳ báo cáo”"),
        (
            lambda w, row: complying.edit_compliance(row.pk, "la", text="x", **doing(w, "theodoi")),
            "Báo cáo không có phần này.",
        ),
        (
            lambda w, row: complying.sign_compliance(row.pk, **doing(w, "theodoi")),
            "Đồng chí không có quyền “ký, gửi báo cáo",
        ),
        (
            lambda w, row: complying.amend_compliance(row.pk, reason="x", **doing(w, "chanhvp")),
            "Báo cáo chưa chốt; hãy sửa ngay trong báo cáo.",
        ),
    ],
)
def test_what_cannot_be_done_is_refused(world: Counted, do: Any, said: str) -> None:
    row = opened(world)
    with pytest.raises(Refused) as no:
        do(world, row)
    assert no.value.sentence.startswith(said)


def test_with_an_empty_required_section_it_is_not_signed(world: Counted) -> None:
    row = opened(world)
    ReportSection.objects.create(report=row, key="tuan-thu", text=" ", at=world.at())
    with pytest.raises(Refused, match="Kết quả triển khai thực hiện Quy chế"):
        complying.sign_compliance(row.pk, **doing(world, "chanhvp"))


# ---- in Word, Excel, PDF, JSON, on the page


def made(capsys: Any, form: str, at: Path, *more: str) -> bytes:
    target = at / f"c.{form}"
    assert cli.main(["report", "compliance", "2026", *more, "--format", form, "--out", str(target)]) == 0
    capsys.readouterr()
    return target.read_bytes()


@pytest.mark.parametrize("when", ["before", "frozen"])
def test_the_totals_are_the_same_on_every_surface(world: Counted, capsys: Any, tmp_path: Path, when: str) -> None:
    row = signed(world) if when == "frozen" else opened(world)
    whole = reads.said(row).whole
    wanted = [printed(n) for n in (whole.total, *(whole.of(one) for one in Stand))]
    tables = Word(io.BytesIO(made(capsys, "docx", tmp_path))).tables
    sums = [cells for table in tables for line in table.rows if "Cộng" in (cells := [one.text for one in line.cells])]
    assert [cells[2:7] for cells in sums] == [wanted, wanted]
    text = "\n".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made(capsys, "pdf", tmp_path))
    )
    assert " ".join(wanted) in " ".join(text.split())
    data = made(capsys, "xlsx", tmp_path)
    live, stored = (openpyxl.load_workbook(io.BytesIO(data), data_only=flag) for flag in (False, True))
    for name in ("Theo điều khoản", "Theo cơ quan"):
        [last] = [line for line in stored[name].iter_rows(values_only=True) if line[1] == "Cộng"]
        assert [printed(n) for n in last[2:7]] == wanted
        lines = list(stored[name].iter_rows(min_row=4, max_row=live[name].max_row - 1, values_only=True))
        assert [printed(sum(line[n] for line in lines)) for n in range(2, 7)] == wanted
    assert json.loads(made(capsys, "json", tmp_path))["whole"] == {
        one.value: whole.of(one) for one in Stand
    }  # fmt: skip
    page = visit(world, "chanhvp", f"/tuan-thu/bao-cao/{row.pk}/").main
    assert " ".join(wanted) in page


def test_as_known_at_the_freezing_the_numbers_come_out_again(
    world: Counted, capsys: Any, tmp_path: Path, set_day: Callable[[date], None]
) -> None:
    row = signed(world)
    kept = json.loads(made(capsys, "json", tmp_path))
    world.go(3)
    set_day(world.day)
    world.do("chanhvp", "withdraw", world.rows["late"], on=date(2026, 12, 12), reason="Chủ tịch cho thôi.")
    assert row.signed_at
    again = json.loads(made(capsys, "json", tmp_path, "--known-at", row.signed_at.isoformat()))
    assert (again["clauses"], again["agencies"]) == (kept["clauses"], kept["agencies"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("compliance", "2028"), "Kỳ báo cáo năm 2028 chưa bắt đầu"),
        (("compliance", "nam-nay"), "Không hiểu kỳ báo cáo “nam-nay”"),
        (("compliance", "2026", "--agency", "stc"), "Báo cáo thực hiện Quy chế là của Văn phòng UBND tỉnh"),
    ],
)
def test_the_command_says_what_cannot_be_reported(
    world: Counted, capsys: Any, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    target = tmp_path / "x"
    assert cli.main(["report", *words, "--format", "json", "--out", str(target)]) == 1
    assert said in capsys.readouterr().err
    assert not target.exists()


# ---- in the browser


def test_the_office_opens_writes_signs_and_amends_it_on_its_page(world: Counted) -> None:
    page = visit(world, "chanhvp", "/tuan-thu/").fill(year="2026").press("Lập báo cáo năm")
    assert page.sees("Đã mở báo cáo kết quả thực hiện Quy chế năm 2026", "Chờ soạn"), page.errors()
    row = Report.objects.get(kind="compliance")
    assert visit(world, "theodoi", f"/bao-cao/{row.pk}/").here == f"/tuan-thu/bao-cao/{row.pk}/"
    page.press("Ký và chốt")
    assert page.sees("Đã ký; số liệu, lời báo cáo và tệp in được chốt.", "Bản đã chốt", "01/BC-VP")
    page.fill(reason="Ghi thiếu một việc.").press("Ghi bản đính chính")
    assert page.sees("Bản đính chính lần 1", "Ghi thiếu một việc.")
    assert visit(world, "kiemtoan", f"/tuan-thu/bao-cao/{row.pk}/kiem-tra/").sees("còn nguyên như khi chốt")
    visit(world, "stc.vanphong", f"/tuan-thu/bao-cao/{row.pk}/", status=404)
    visit(world, "chanhvp", f"/bao-cao/{row.pk}/kiem-tra/", status=404)


def test_a_year_that_is_not_over_is_said_at_the_form(world: Counted) -> None:
    page = visit(world, "chanhvp", "/tuan-thu/").fill(year="2027").press("Lập báo cáo năm")
    assert page.status in (409, 422)
    assert page.sees("Năm 2027 chưa kết thúc; báo cáo lập được từ ngày 15/12/2027.")
