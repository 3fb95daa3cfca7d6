"""Article 12: results count for reward and discipline, each year; the Department of Home Affairs follows."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from giaoviec.evaluation.models import Kind, Sheet
from tests.regulation.province import Province

CLOSED = date(2026, 12, 15)


def year_of(province: Province) -> None:
    """Sở Xây dựng does one thing in time and leaves another; the year ends and Home Affairs makes the sheets."""
    row = province.give(due_text="10/12")
    province.give(due_text="11/12")
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    province.do("theodoi", row, "xac-nhan", quality="good")
    province.on(CLOSED, tick=False)
    page = province.at("noivu", "/danh-gia/").fill(year="2026").press("Lập phiếu")
    assert page.sees("Đã lập phiếu năm 2026.")


def sheet(kind: Kind = Kind.AGENCY) -> Sheet:
    return Sheet.objects.get(kind=kind, agency__code="sxd")


def test_what_was_done_and_what_was_not_is_known_for_each_agency(province: Province) -> None:
    """QC 12.1: who carries the Regulation out is commended, who does not answers for it; the sheet names each task."""
    year_of(province)
    page = province.at("sxd.vanphong", f"/danh-gia/{sheet().pk}/")
    assert page.sees("50,00/100", "Quá hạn chưa xong: không có điểm", "Đã thực hiện đúng hạn")
    assert page.sees("Hoàn thành nhiệm vụ")


def test_results_are_a_criterion_for_agency_and_head_by_a_published_formula(province: Province) -> None:
    """QC 12.2: "một trong các tiêu chí để đánh giá … các sở, ngành, địa phương và của cá nhân Thủ trưởng"."""
    year_of(province)
    formula = province.at("sxd.giamdoc", "/danh-gia/cach-cham/")
    assert formula.sees("số lượng × 30% + chất lượng × 30% + tiến độ × 40%", "(a + b + c) ÷ 3 × 70%", "khoản 2 Điều 12")
    page = province.at("sxd.giamdoc", f"/danh-gia/{sheet(Kind.HEAD).pk}/")
    assert page.sees("Hồ Sỹ Hùng", "35,00/70", "chờ điểm chung")


def test_an_officer_has_his_own_sheet_of_what_he_was_given_inside(province: Province) -> None:
    """QC 12.2: "và cán bộ, công chức"."""
    row = province.give(due_text="10/12")
    province.do(
        "sxd.vanphong", row, "phan-cong", content="Khảo sát km 98", unit="Phòng Hạ tầng kỹ thuật",
        officer="Mai Thanh Sơn", due_on="04/12/2026",
    )  # fmt: skip
    child = row.children.get()
    province.do("sxd.chuyenvien", child, "bao-cao-hoan-thanh", content="Đã xong.")
    province.do("sxd.vanphong", child, "xac-nhan", quality="good")
    province.on(CLOSED, tick=False)
    province.at("noivu", "/danh-gia/").fill(year="2026").press("Lập phiếu")
    page = province.at("sxd.chuyenvien", "/danh-gia/")
    assert page.sees("Mai Thanh Sơn", "70,00") and not page.sees("Hồ Sỹ Hùng")
    assert page.follow("Mai Thanh Sơn").sees("Khảo sát km 98")


def test_home_affairs_follows_each_year_with_the_office(province: Province) -> None:
    """QC 12.3: Home Affairs makes, opens and takes the results with it; an item is contested, and both scores stand."""
    year_of(province)
    line = sheet().lines.get(quantity=0)
    page = province.at("sxd.giamdoc", f"/danh-gia/{sheet().pk}/kien-nghi/{line.pk}/").fill(reason="Bộ chưa trả lời.")
    here = page.press("Gửi kiến nghị").here
    assert "quyết định kiến nghị về đánh giá" in province.owed("chanhvp").lower()
    page = province.at("chanhvp", here).fill(granted="co", quantity="", quality="", timeliness="", decision="Đúng.")
    assert page.press("Quyết định").sees("50,00 thành 100,00")
    data = province.cast.client("noivu").get("/danh-gia/nam/2026/xuat.xlsx").content
    rows = {row[1]: row for row in load_workbook(BytesIO(data))["Cơ quan"].iter_rows(min_row=4, values_only=True)}
    assert rows["Sở Xây dựng"][8:10] == (50, 100)
    assert province.cast.client("quantri").get("/danh-gia/").status_code == 404
