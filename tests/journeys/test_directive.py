"""The life of one directive, in a browser, by the cast: at each step each desk shows what it should."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from giaoviec.assignments.models import Assignment
from giaoviec.cli import main as giaoviec
from giaoviec.documents.models import Document
from tests.cast import PASSWORD
from tests.journeys.stage import Stage, fill, letter, passage, pick, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: 21/CT-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Đồng, ngày 20 tháng 11 năm 2026
CHỈ THỊ
Về tăng cường phòng, chống sạt lở các tuyến đèo
Thời gian qua, mưa lớn kéo dài đã gây sạt lở tại nhiều vị trí trên các tuyến đèo, ảnh hưởng đến đời sống người dân.
Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị thực hiện các nhiệm vụ sau:
1. Sở Xây dựng rà soát, lập danh mục các vị trí có nguy cơ sạt lở, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/11/2026.
2. Sở Tài chính cân đối nguồn dự phòng ngân sách, trình Ủy ban nhân dân tỉnh trong 10 ngày làm việc.
3. Ủy ban nhân dân đặc khu Phú Quý gia cố bờ kè cảng cá trước ngày 15/12/2026.
Nơi nhận:
- Như trên;
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Quang Minh"""
LIST, FUND, DYKE = "lập danh mục các vị trí", "ân đối nguồn dự phòng", "ia cố bờ kè cảng cá"


def test_a_directive_is_lived_through_from_its_registering_to_its_second_confirmation(stage: Stage) -> None:
    document = the_clerk_registers_it(stage)
    row = the_head_of_the_office_gives_it_with_a_star(stage, document)
    one_returns_it_and_it_is_passed_on(stage)
    stage.day(date(2026, 12, 2))
    one_is_late_asks_and_is_granted_shorter(stage, row)
    stage.day(date(2026, 12, 9))
    it_claims_is_rejected_explains_and_claims_again(stage, row)
    stage.day(date(2026, 12, 11))
    two_confirm_it(stage, row)
    assert giaoviec(["journal", "verify"]) == 0


def the_clerk_registers_it(stage: Stage) -> Document:
    page = stage.page
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("vanthu")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    stage.press("Đăng nhập")
    page.get_by_role("heading", name="Bàn việc của tôi").wait_for()
    page.locator("main").get_by_role("link", name="Vào sổ văn bản").click()
    file: Any = {"name": "chi-thi-21.docx", "mimeType": "application/msword", "buffer": letter(DIRECTIVE)}
    page.set_input_files("input[type=file]", files=[file])
    page.get_by_text("Đã đọc tệp và điền").wait_for()
    assert page.get_by_label("Số, ký hiệu").input_value() == "21/CT-UBND"
    fill(page, "signer", "Trần Quang Minh")
    fill(page, "drafting_agency", "Sở Xây dựng")
    page.get_by_text("Thứ Hai, 23/11/2026").wait_for()
    stage.press("Vào sổ")
    page.get_by_role("heading", name="Giao việc: 21/CT-UBND").wait_for()
    assert "Tăng cường phòng, chống sạt lở" in stage.read("vanthu").replace("Về tăng", "Tăng")
    assert "1 việc Hôm nay vào sổ và giao việc" in stage.section("Văn bản chờ giao việc")
    for somebody in ("sxd.vanphong", "stc.vanphong", "xa.phuquy"):
        assert "sạt lở" not in stage.read(somebody)
    return Document.objects.get()


def the_head_of_the_office_gives_it_with_a_star(stage: Stage, document: Document) -> Assignment:
    page = stage.sit("chanhvp", f"/van-ban/{document.pk}/giao-viec/")
    judged = page.locator("#tinh-trang")
    for _ in range(8):
        content = passage(page)
        task = any(part in content for part in (LIST, FUND, DYKE))
        before = judged.inner_text()
        if task:
            fill(page, "monitoring_unit", "Phòng Tổng hợp")
        if LIST in content:
            page.get_by_text("Thêm: nhóm cơ quan").click()
            fill(page, "starred", True)
        if DYKE in content and not page.locator("#id_leads").input_value():
            pick(page, "leads", "phu quy")
        page.locator("#doan-mo").get_by_role("button", name="Là nhiệm vụ" if task else "Không phải nhiệm vụ").click()
        page.wait_for_function("old => document.querySelector('#tinh-trang').innerText !== old", arg=before)
        if "giao được" in judged.inner_text():
            break
    stage.press("Giao việc")
    page.get_by_text("Đã giao 3 nhiệm vụ của 21/CT-UBND.").wait_for()
    page.locator("#cay").get_by_role("link", name="Sở Xây dựng").wait_for()
    rows = {row.agency.code: row for row in Assignment.objects.select_related("agency")}
    assert {code: (row.due_on, row.starred) for code, row in rows.items()} == {
        "sxd": (date(2026, 11, 30), True),
        "stc": (date(2026, 12, 7), False),
        "phuquy": (date(2026, 12, 15), False),
    }
    for somebody, content in {"sxd.vanphong": LIST, "stc.vanphong": FUND, "xa.phuquy": DYKE}.items():
        seen = stage.read(somebody)
        assert content in seen and "Tiếp nhận" in seen
        assert sum(other in seen for other in (LIST, FUND, DYKE)) == 1
    assert "sạt lở" not in stage.read("vanthu")
    assert "3" in words(stage.sit("chutich").locator("main section").first)
    return rows["sxd"]


def one_returns_it_and_it_is_passed_on(stage: Stage) -> None:
    row = Assignment.objects.get(agency__code="phuquy")
    stage.move(
        "xa.phuquy", row.pk, "Chuyển lại", reason="Cảng cá do Sở Nông nghiệp và Môi trường quản lý.", suggested="snnmt"
    )
    stage.sit("xa.phuquy")
    assert "Chờ trả lời chuyển lại" in stage.section("Đang chờ nơi khác")
    stage.sit("theodoi")
    assert DYKE in stage.section("Chuyển lại chờ trả lời")
    stage.sit("vanthu")
    assert DYKE in stage.section("Việc chuyển lại chờ xử lý")
    stage.move("vanthu", row.pk, "Chuyển đơn vị khác", reason="Đúng chức năng quản lý.")
    assert DYKE not in stage.read("vanthu")
    stage.sit("xa.phuquy")
    assert stage.section("Đang chờ nơi khác") == ""
    assert DYKE in stage.read("snnmt.vanphong")


def one_is_late_asks_and_is_granted_shorter(stage: Stage, row: Assignment) -> None:
    stage.sit("sxd.vanphong")
    late = stage.section("Quá hạn")
    assert "Quá 2 ngày hạn 30/11/2026" in late and LIST in late
    assert "Giải trình" in stage.read("sxd.vanphong")
    stage.sit("chutich")
    assert "Sở Xây dựng" in stage.section("Cơ quan có việc quá hạn")
    stage.sit("theodoi")
    assert "Quá hạn 1" in words(stage.page.locator("main"))
    stage.move("sxd.vanphong", row.pk, "Cập nhật tình hình", content="Đã khảo sát 4/6 tuyến đèo.", percent="60")
    stage.move(
        "sxd.vanphong", row.pk, "Xin gia hạn", wanted_on="20/12/2026", cause="thiên tai, dịch bệnh, sự cố",
        reason="Hai tuyến bị chia cắt.",
    )  # fmt: skip
    stage.sit("sxd.vanphong")
    assert "Chờ quyết định gia hạn" in stage.section("Đang chờ nơi khác")
    assert "Xin gia hạn" not in stage.read("theodoi")
    page = stage.sit("chutich")
    waits = stage.section("Chờ đồng chí quyết định")
    assert "Gia hạn việc gắn sao đến 20/12/2026" in waits and "Hai tuyến bị chia cắt." in waits
    page.locator("summary", has_text="Quyết định").click()
    fill(page, "granted_on", "10/12/2026")
    fill(page, "reason", "Không chờ hết mưa.")
    stage.press("Đồng ý")
    page.get_by_text("Đã quyết định: đồng ý ngắn hơn.").wait_for()
    assert "Không có việc nào chờ quyết định" in stage.section("Chờ đồng chí quyết định")
    assert "Không có cơ quan nào có việc quá hạn" in stage.section("Cơ quan có việc quá hạn")
    stage.sit("sxd.vanphong")
    assert stage.section("Quá hạn") == ""
    assert "10/12/2026" in stage.section("Vừa về lại với tôi")
    assert "hạn gốc 30/11/2026" in stage.read("sxd.vanphong", f"/viec/{row.pk}/")


def it_claims_is_rejected_explains_and_claims_again(stage: Stage, row: Assignment) -> None:
    claim = {"content": "Đã lập danh mục 12 vị trí.", "product_number": "214/BC-SXD", "product_on": "09/12/2026"}
    stage.move("sxd.vanphong", row.pk, "Báo cáo hoàn thành", **claim)
    stage.sit("sxd.vanphong")
    assert "Chờ xác nhận, ngày thứ 1" in stage.section("Đang chờ nơi khác")
    assert LIST not in stage.section("Bảy ngày tới")
    stage.sit("theodoi")
    assert LIST in stage.section("Báo cáo hoàn thành chờ xác nhận")
    stage.move("theodoi", row.pk, "Chưa xác nhận", reason="Thiếu tọa độ của 4 vị trí.", for_quality=True)
    assert LIST not in stage.read("theodoi")
    seen = stage.read("sxd.vanphong")
    assert "Thiếu tọa độ của 4 vị trí." in stage.section("Vừa về lại với tôi")
    assert "Giải trình: " in seen
    explanation = {
        "cause": "thiên tai, dịch bệnh, sự cố",
        "explanation": "Chưa vào được hiện trường.",
        "proposal": "Cho bay chụp.",
    }
    stage.move("sxd.vanphong", row.pk, "Giải trình", **explanation)
    assert "Giải trình: " not in stage.read("sxd.vanphong")
    stage.move("sxd.vanphong", row.pk, "Báo cáo hoàn thành", **(claim | {"content": "Đã bổ sung tọa độ."}))
    stage.sit("theodoi")
    assert LIST in stage.section("Báo cáo hoàn thành chờ xác nhận")


def two_confirm_it(stage: Stage, row: Assignment) -> None:
    stage.move("theodoi", row.pk, "Xác nhận hoàn thành", quality="good", reason="Đủ hồ sơ.")
    row.refresh_from_db()
    assert row.stage == "claimed"
    assert "một người đã xác nhận" in stage.read("theodoi", f"/viec/{row.pk}/").lower()
    stage.sit("theodoi2")
    assert LIST in stage.section("Báo cáo hoàn thành chờ xác nhận")
    stage.move("theodoi2", row.pk, "Xác nhận hoàn thành", quality="good")
    row.refresh_from_db()
    assert (row.stage, row.done_on, row.rejections, row.extensions) == ("closed", date(2026, 12, 9), 1, 1)
    stage.sit("sxd.vanphong")
    assert "Đã xác nhận" in stage.section("Vừa về lại với tôi")
    assert LIST not in stage.section("Bảy ngày tới")
    assert LIST not in stage.read("theodoi2").split("Vừa về lại")[0]
    story = stage.read("chutich", f"/viec/{row.pk}/")
    for told in ("báo cáo hoàn thành", "chưa xác nhận về chất lượng", "giải trình", "Xong 09/12", "hạn gốc 30/11/2026"):
        assert told in story, told
    assert "1" in words(stage.sit("chutich").locator("main section").first)
