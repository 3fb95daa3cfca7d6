"""Article 10: agencies sum up their own results for the Office; difficulties reach whoever can answer them, by a day."""

from __future__ import annotations

from datetime import date

from tests.regulation.province import Province


def test_an_agency_owes_its_report_when_the_period_is_over_and_sends_what_was_prefilled(province: Province) -> None:
    """QC 10.1: quarter, half-year, nine months, year."""
    province.give()
    assert "Báo cáo định kỳ" not in province.owed("sxd.vanphong")
    province.on(date(2026, 12, 15))
    assert "áo cáo định kỳ" in province.owed("sxd.vanphong")
    assert "áo cáo định kỳ" not in province.owed("stc.vanphong"), "it had no work: nothing is asked that is known"
    page = province.at("sxd.vanphong", "/bao-cao/").follow("Báo cáo năm 2026")
    assert page.sees("Sở Xây dựng thực hiện 1 nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao")
    page.press("Ký và chốt số liệu").press("Gửi Văn phòng")
    assert "áo cáo định kỳ" not in province.owed("sxd.vanphong")


def test_a_report_that_lacks_something_goes_back_with_the_reason_and_is_owed_again(province: Province) -> None:
    """QC 10.1, QC 8.1.a: what was sent stays as it was, the agency sends another."""
    province.give()
    province.on(date(2026, 12, 15))
    sent = province.at("sxd.giamdoc", "/bao-cao/").follow("Báo cáo năm 2026").press("Ký và chốt số liệu")
    sent.press("Gửi Văn phòng")
    page = province.at("theodoi", sent.here).fill(reason="Nêu rõ nguyên nhân.").press("Gửi đề nghị")
    assert page.sees("Đã đề nghị Sở Xây dựng hoàn chỉnh báo cáo", "Nêu rõ nguyên nhân.")
    assert "áo cáo định kỳ" in province.owed("sxd.vanphong")
    again = province.at("sxd.giamdoc", sent.here).follow("Bản cơ quan lập lại")
    assert again.here != sent.here and again.sees("Nêu rõ nguyên nhân.")
    again.press("Ký và chốt số liệu").press("Gửi Văn phòng")
    assert "áo cáo định kỳ" not in province.owed("sxd.vanphong")


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
