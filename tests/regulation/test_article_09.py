"""Article 9: the Office helps the agencies with information."""

from __future__ import annotations

from tests.regulation.province import Province


def test_the_office_supports_agencies_on_the_page_of_the_task(province: Province) -> None:
    """QC 9.1: notes for all who work on it, answers in the thread."""
    row = province.give(notes="Mẫu danh mục ở Công văn 88/UBND-XD", collaborators=["Sở Tài chính"])
    assert province.at("sxd.vanphong", f"/viec/{row.pk}/").particular("Ghi chú") == "Mẫu danh mục ở Công văn 88/UBND-XD"
    province.at("theodoi", f"/viec/{row.pk}/").fill(content="Dùng tọa độ VN2000.").press("Gửi")
    assert "Dùng tọa độ VN2000." in province.at("sxd.vanphong", f"/viec/{row.pk}/").section("Trao đổi")
    assert "Dùng tọa độ VN2000." not in province.at("stc.vanphong", f"/viec/{row.pk}/").text


def test_the_guide_is_in_the_product_for_every_role(province: Province) -> None:
    """QC 9.1, QC 11.1#2: guidance."""
    for who in ("vanthu", "xa.phuquy", "chutich"):
        assert province.at(who, "/huong-dan/").status == 200


def test_a_task_of_the_government_is_told_from_the_provinces_own(province: Province) -> None:
    """QC 9.5: what the Government gave is found in one list."""
    document = province.registered(
        issuer="Chính phủ",
        directed="Chính phủ",
        type="Nghị định",
        symbol_text="30/2026/NĐ-CP",
        received_on="20/11/2026",
    )
    province.give(document=document, content="Báo cáo Chính phủ kết quả")
    province.give(content="Việc của tỉnh")
    page = province.at("chanhvp", "/viec/?chi-dao=government")
    assert page.sees("Báo cáo Chính phủ kết quả") and not page.sees("Việc của tỉnh")
