"""Whose paper a report is, who signs it how, and its pictures: the same numbers as the table."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from giaoviec.agencies.models import AgencyKind
from giaoviec.papers.paper import Bars, Paper
from giaoviec.reporting import actions
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports import pictures, reads
from giaoviec.reporting.reports.behind import behind
from giaoviec.reporting.reports.content import COLUMNS
from giaoviec.reporting.reports.paper import report_paper
from tests.shell.counted import Counted
from tests.shell.reporting import closed, doing, handed_in, make_year, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    closed(made)
    return made


def paper(report: Report) -> Paper:
    content, late = reads.said(report)
    return report_paper(content, late, reads.signed_of(report))


# ---- whose paper


def test_a_departments_paper_stands_under_the_people_s_committee(world: Counted) -> None:
    made = paper(of("stc"))
    assert (made.letterhead.parent, made.letterhead.body) == ("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", "SỞ TÀI CHÍNH")
    assert (made.number_vi, made.place) == ("Số:          /BC-STC", "Lâm Đồng")
    assert made.addressees == ("Văn phòng Ủy ban nhân dân tỉnh",)


def test_a_commune_s_people_s_committee_writes_in_its_own_name_and_place(world: Counted) -> None:
    made = paper(of("phuquy"))
    assert (made.letterhead.parent, made.letterhead.body) == ("", "ỦY BAN NHÂN DÂN\nĐẶC KHU PHÚ QUÝ")
    assert (made.number_vi, made.place) == ("Số:          /BC-UBND", "Phú Quý")


def test_the_offices_is_addressed_to_the_committee(world: Counted) -> None:
    made = paper(Report.objects.get(of_office=True))
    assert (made.letterhead.body, made.symbol) == ("VĂN PHÒNG", "BC-VP")
    assert made.addressees == ("Ủy ban nhân dân tỉnh Lâm Đồng",)


@pytest.mark.parametrize(
    ("code", "who", "authority", "post"),
    [
        ("stc", "stc.giamdoc", "", "GIÁM ĐỐC"),
        ("stc", "stc.vanphong", "TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG SỞ"),
    ],
)
def test_who_signs_for_the_head_says_so(world: Counted, code: str, who: str, authority: str, post: str) -> None:
    report = handed_in(world, code, who)
    assert (report.signer_authority, report.signer_post) == (authority, post)


def test_a_committee_is_signed_for_in_its_name(world: Counted) -> None:
    report = of("stc")
    report.agency.kind = AgencyKind.COMMUNE
    report.agency.save()
    actions.sign(report.pk, **doing(world, "stc.giamdoc"))
    assert of("stc").signer_authority == "TM. ỦY BAN NHÂN DÂN"


# ---- pictures


def test_the_bars_are_the_columns_of_the_table(world: Counted) -> None:
    report = Report.objects.get(of_office=True)
    content = reads.said(report)[0]
    drawn = pictures.bars(content)
    assert drawn.parts == tuple(vi for vi, _ in COLUMNS[1:])
    assert drawn.rows == (("Năm 2026", (1, 0, 2, 1, 1, 0)), ("Năm 2025", (0, 0, 0, 0, 0, 0)))
    assert [block for block in paper(report).blocks if isinstance(block, Bars)] == [drawn]


def test_each_mark_of_this_period_opens_a_list_of_as_many_rows(world: Counted) -> None:
    report = Report.objects.get(of_office=True)
    picture = pictures.periods_picture(reads.said(report)[0], "/x/")
    marks = re.findall(r'href="/x/\?o=([\w,]+)"><title>Kỳ này, [^:]+: (\d+)</title>', picture)
    assert [number for _, number in marks] == ["1", "2", "1", "1"]
    for cells, number in marks:
        found = behind(report, {"o": cells})
        assert found is not None and len(found.lines) == int(number)


def test_the_page_shows_the_pictures_and_what_their_inks_mean(world: Counted) -> None:
    report = Report.objects.get(of_office=True)
    page = world.cast.client("chanhvp").get(f"/bao-cao/{report.pk}/").content.decode()
    assert 'aria-label="Kỳ này: 5 việc; Cùng kỳ năm trước: 0 việc"' in page
    assert "50,00%" in pictures.rates_picture(reads.said(report)[0])


# ---- behind a rate


def test_a_rate_opens_what_it_divides_and_by_what(world: Counted) -> None:
    report = Report.objects.get(of_office=True)
    figure = next(one for one in reads.said(report)[0].figures if one.id == "rate_national")
    for part, number in (("tren", figure.numerator), ("", figure.denominator)):
        found = behind(report, {"ty-le": "rate_national", "phan": part})
        assert found is not None and len(found.lines) == number
    page = world.cast.client("chanhvp").get(f"/bao-cao/{report.pk}/danh-sach/?ty-le=rate_national").content.decode()
    assert "mẫu số" in page and "Xem tử số" in page


@pytest.mark.parametrize("asked", ["ty-le=rate_update", "ty-le=nothing", "o=nothing", "o=done_on_time,x"])
def test_what_no_report_counts_is_not_there(world: Counted, asked: str) -> None:
    report = Report.objects.get(of_office=True)
    assert world.cast.client("chanhvp").get(f"/bao-cao/{report.pk}/danh-sach/?{asked}").status_code == 404
