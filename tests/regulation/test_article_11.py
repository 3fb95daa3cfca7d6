"""Article 11: guidance, the yearly report on carrying out the Regulation; agencies run their own tracking inside."""

from __future__ import annotations

from datetime import date

from giaoviec.assignments.models import Assignment
from tests.regulation.province import Province

INSIDE = {
    "content": "Khảo sát km 98", "unit": "Phòng Hạ tầng kỹ thuật", "officer": "Mai Thanh Sơn", "due_on": "04/12/2026",
}  # fmt: skip


def test_an_agency_gives_the_work_on_inside_on_the_same_desk(province: Province) -> None:
    """QC 11.2#2: down to the officer; his day is before the agency's; the agency confirms him itself."""
    row = province.give()
    province.do("sxd.vanphong", row, "phan-cong", **INSIDE)
    child = Assignment.objects.get(parent=row)
    assert "Khảo sát km 98" in province.at("sxd.chuyenvien").section("Về sau") + province.owed("sxd.chuyenvien")
    province.do("sxd.chuyenvien", child, "cap-nhat", content="Đã đo.")
    province.do("sxd.chuyenvien", child, "bao-cao-hoan-thanh", content="Đã xong.")
    province.do("sxd.vanphong", child, "xac-nhan", quality="good")
    assert child.stage == "closed"
    row.refresh_from_db()
    assert row.stage == "given"


def test_what_is_given_inside_is_not_due_after_the_agencys_own_day(province: Province) -> None:
    """QC 11.2#2."""
    row = province.give()
    page = province.move("sxd.vanphong", row, "phan-cong", **(INSIDE | {"due_on": "16/12/2026"}))
    assert page.status == 422
    assert "15/12/2026" in page.errors()["due_on"]
    assert page.value("content") == "Khảo sát km 98"


def test_inside_work_is_nobody_elses_and_never_counted_for_the_province(province: Province) -> None:
    """QC 11.2#2."""
    row = province.give()
    before = province.at("chutich", "/co-quan/").main
    province.do("sxd.vanphong", row, "phan-cong", **INSIDE)
    child = Assignment.objects.get(parent=row)
    province.at("stc.vanphong").open(f"/viec/{child.pk}/", status=404)
    assert province.at("chutich", "/co-quan/").main == before
    assert province.at("chanhvp", "/viec/?tinh-hinh=tat-ca").main.count("Khảo sát km 98") == 0


def test_an_agency_counts_what_it_gave_inside_by_unit_and_officer_for_itself(province: Province) -> None:
    """QC 11.2#2."""
    province.do("sxd.vanphong", province.give(), "phan-cong", **INSIDE)
    officers = province.at("sxd.giamdoc", "/so-lieu/?xem=can-bo")
    assert officers.sees("Mai Thanh Sơn 1", "Cộng 1")
    assert province.at("sxd.truongphong", "/so-lieu/").sees("Phòng Hạ tầng kỹ thuật 1")
    province.at("theodoi").open("/so-lieu/?xem=can-bo", status=404)


def test_when_the_agencys_work_has_ended_what_is_open_inside_is_ended_too(province: Province) -> None:
    """QC 11.2#2."""
    row = province.give()
    province.do("sxd.vanphong", row, "phan-cong", **INSIDE)
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    province.do("theodoi", row, "xac-nhan", quality="good")
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/")
    assert page.sees("Việc đã kết thúc nhưng còn 1 phân công nội bộ")
    page.press("Kết thúc các phân công nội bộ")
    assert page.sees("Đã kết thúc 1 phân công nội bộ.")
    assert Assignment.objects.get(parent=row).stage != "given"
    assert row.done_on == date(2026, 11, 23)


def test_an_agency_records_its_own_regulation_and_the_office_sees_who_has_none(province: Province) -> None:
    """QC 11.2#2: "chỉ đạo xây dựng Quy chế … trong nội bộ": number, day, file."""
    before = province.at("chanhvp", "/quy-che-noi-bo/?xem=chua-co")
    assert before.sees("Sở Xây dựng")
    page = province.at("sxd.vanphong", "/quy-che-noi-bo/").fill(
        number="12/QĐ-SXD", issued_on="02/03/2026", summary="Quy chế theo dõi nội bộ",
        files=("quy-che.txt", "Quy chế theo dõi nội bộ của Sở.".encode()),
    ).press("Ghi quy chế")  # fmt: skip
    assert page.sees("12/QĐ-SXD", "quy-che.txt"), page.errors()
    assert not province.at("chanhvp", "/quy-che-noi-bo/?xem=chua-co").sees("Sở Xây dựng")
    assert province.at("chanhvp", "/quy-che-noi-bo/").sees("12/QĐ-SXD, 02/03/2026")


def test_the_office_sees_clause_by_clause_who_kept_the_regulation_itself_included(province: Province) -> None:
    """QC 11.1#2: "hàng năm … tổng hợp, báo cáo … về kết quả triển khai thực hiện Quy chế này"."""
    row = province.give()
    province.on(date(2026, 11, 30))
    page = province.at("chanhvp", "/tuan-thu/")
    assert page.sees("Điều 7. Quy trình và thời gian cập nhật thông tin", "Còn việc chưa thực hiện")
    late = province.at("chanhvp", "/tuan-thu/qc-7-2-b-1/?tinh-trang=chua-thuc-hien")
    assert late.sees("Cập nhật lần đầu", "Sở Xây dựng", "27/11/2026"), late.main
    registered = province.at("chutich", "/tuan-thu/qc-7-1/")
    assert registered.sees("Vào sổ và giao việc", "Văn phòng UBND tỉnh", "Đúng hạn")
    province.do("sxd.vanphong", row, "cap-nhat", content="Đang khảo sát.")
    assert province.at("kiemtoan", "/tuan-thu/qc-7-2-b-1/?tinh-trang=cham").sees("Cập nhật lần đầu", "3 ngày")


def test_each_year_the_office_reports_on_carrying_out_the_regulation(province: Province) -> None:
    """QC 11.1#2: opened by the calendar when the year is over, owed by the Office, signed and frozen."""
    province.give()
    province.on(date(2026, 12, 15))
    assert "Báo cáo kết quả thực hiện Quy chế" in province.owed("theodoi")
    page = province.at("chanhvp", "/tuan-thu/")
    page.follow("Báo cáo kết quả thực hiện Quy chế năm 2026").press("Ký và chốt")
    assert page.sees("Đã ký; số liệu, lời báo cáo và tệp in được chốt.")
    assert "Báo cáo kết quả thực hiện Quy chế" not in province.owed("theodoi")
    assert province.at("chutich", "/tuan-thu/").sees("Báo cáo kết quả thực hiện Quy chế năm 2026, số 01/BC-VP")


def test_each_screen_leads_to_its_page_of_the_guide(province: Province) -> None:
    """QC 11.1#2: "Hướng dẫn các sở, ngành và địa phương triển khai thực hiện Quy chế và Phần mềm"."""
    page = province.at("sxd.vanphong", "/tuan-thu/")
    assert page.sees("Hướng dẫn 2 phút")
    guide = province.at("sxd.vanphong", "/huong-dan/tuan-thu/")
    assert guide.sees("Tuân thủ Quy chế: khoản nào làm đúng, khoản nào chậm")


def test_an_agencys_own_regulation_is_a_line_of_the_compliance_page(province: Province) -> None:
    """QC 11.2#2: who has drawn up its own regulation, who has not yet."""
    page = province.at("chanhvp", "/tuan-thu/")
    assert page.sees("0 cơ quan có quy chế nội bộ")
    province.at("sxd.vanphong", "/quy-che-noi-bo/").fill(
        number="12/QĐ-SXD", issued_on="02/03/2026", summary="Quy chế theo dõi nội bộ",
        files=("quy-che.txt", "Quy chế theo dõi nội bộ của Sở.".encode()),
    ).press("Ghi quy chế")  # fmt: skip
    assert province.at("chanhvp", "/tuan-thu/").sees("1 cơ quan có quy chế nội bộ")
    assert province.at("sxd.vanphong", "/tuan-thu/").sees("1 cơ quan có quy chế nội bộ")
