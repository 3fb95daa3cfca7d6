"""Article 10: what agencies report; difficulties reach whoever can answer them, by a day."""

from __future__ import annotations

from tests.regulation.province import Province


def test_a_difficulty_is_reported_with_what_is_proposed_and_reaches_whoever_can_answer(province: Province) -> None:
    """QC 10.2: reported in time; the Office may ask another agency, which then owes its view by a day."""
    row = province.give()
    province.do("sxd.vanphong", row, "vuong-mac", cause="money", problem="Chưa có vốn.", proposal="Bố trí 500 triệu.")
    address = f"/vuong-mac/{row.obstacles.get().pk}/"
    assert province.at("sxd.vanphong", address).sees("Chưa có vốn.", "Bố trí 500 triệu.")
    page = province.at("theodoi", address)
    page.fill(agency="Sở Tài chính", question="Nguồn nào bố trí được?", reply_by="27/11/2026").press("Chuyển")
    assert page.sees("Đã chuyển; chờ ý kiến đến 27/11/2026.")
    assert "Cho ý kiến xử lý vướng mắc" in province.owed("stc.vanphong")
    reply = province.at("stc.vanphong", address)
    assert reply.sees("Nguồn nào bố trí được?", "Bố trí 500 triệu.")
    reply.fill(reply="Nguồn dự phòng.").press("Gửi ý kiến")
    assert "Cho ý kiến xử lý vướng mắc" not in province.owed("stc.vanphong")
    province.at("theodoi", address).fill(answer="Dùng nguồn dự phòng.").press("Quyết định")
    assert province.at("sxd.vanphong", address).sees("Dùng nguồn dự phòng.")
    province.at("xa.phuquy").open(address, status=404)
