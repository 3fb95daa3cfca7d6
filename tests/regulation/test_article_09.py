"""Article 9: the Office helps the agencies with information."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta

from giaoviec.assignments.models import Assignment
from tests.regulation.province import Province
from tests.visitor import Visitor


def test_the_office_supports_agencies_on_the_page_of_the_task(province: Province) -> None:
    """QC 9.1: notes for all who work on it, answers in the thread."""
    row = province.give(notes="Mẫu danh mục ở Công văn 88/UBND-XD", collaborators=["Sở Tài chính"])
    assert province.at("sxd.vanphong", f"/viec/{row.pk}/").particular("Ghi chú") == "Mẫu danh mục ở Công văn 88/UBND-XD"
    province.at("theodoi", f"/viec/{row.pk}/").fill(content="Dùng tọa độ VN2000.").press("Gửi")
    assert "Dùng tọa độ VN2000." in province.at("sxd.vanphong", f"/viec/{row.pk}/").section("Trao đổi")
    assert "Dùng tọa độ VN2000." not in province.at("stc.vanphong", f"/viec/{row.pk}/").text


def test_the_offices_guidance_on_a_task_reaches_every_agency_of_it(province: Province) -> None:
    """QC 9.1: "hỗ trợ và cung cấp thông tin có liên quan"."""
    row = province.give(collaborators=["Sở Tài chính"])
    page = province.at("theodoi", f"/huong-dan-viec/{row.pk}/").fill(content="Dùng mẫu 02.").press("Ghi hướng dẫn")
    assert page.sees("Đã ghi hướng dẫn; các cơ quan của nhiệm vụ được báo.")
    for who in ("sxd.vanphong", "stc.vanphong"):
        assert province.at(who, f"/huong-dan-viec/{row.pk}/").sees("Dùng mẫu 02.")
        assert "Dùng mẫu 02." in province.at(who).text
    province.at("xa.phuquy").open(f"/huong-dan-viec/{row.pk}/", status=404)


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


def test_the_office_is_told_whom_to_telephone_before_work_is_late(province: Province) -> None:
    """QC 9.3, QC 8.1.a: early warning, read by the Office, of an agency its own; in no figure."""
    row = province.give()
    assert province.at("theodoi", "/canh-bao-som/").sees("Chưa tính lần nào")
    province.on(date(2026, 11, 25))
    assert province.at("theodoi", "/canh-bao-som/").sees("Chưa đủ lịch sử để cảnh báo", "cần ít nhất 300 việc")
    past = [copy(Assignment.objects.get(pk=row.pk)) for _ in range(320)]
    for number, one in enumerate(past):
        one.pk, one.stage = None, "closed"
        one.agency = province.agency("sxd" if number % 2 else "stc")
        one.given_on = date(2026, 1, 5) + timedelta(days=number // 2)
        one.due_on = one.given_on + timedelta(days=20)
        one.done_on = one.due_on + timedelta(days=4 if number % 4 == 1 else -4)
    Assignment.objects.bulk_create(past)
    province.on(date(2026, 11, 26))
    page = province.at("theodoi", "/canh-bao-som/")
    assert page.sees("Rà soát các vị trí sạt lở", "cơ quan này trễ 80/160 việc đã đến hạn")
    assert province.at("sxd.vanphong", "/canh-bao-som/").sees("Rà soát các vị trí sạt lở")
    assert not province.at("stc.vanphong", "/canh-bao-som/").sees("Rà soát các vị trí sạt lở")
    assert province.cast.client("sxd.chuyenvien").get("/canh-bao-som/").status_code == 404


# ---- 9.3: urging letters


def urged(province: Province, number: int = 5) -> list[Assignment]:
    """Work of Sở Xây dựng that has been overdue for five working days, on the morning on which its letter is drafted."""
    rows = [province.give(due_text="4/12", content=f"Rà soát vị trí sạt lở số {n}") for n in range(1, number + 1)]
    for row in rows:
        province.do("sxd.vanphong", row, "cap-nhat", content="Đã phân công.")
    province.on(date(2026, 12, 11))
    return rows


def sent(province: Province) -> str:
    """The letter on its way: signed by the head of the Office, numbered and sent by the clerk; where it lies."""
    page = province.at("chanhvp", "/don-doc/").follow("Sở Xây dựng").press("Ký")
    assert page.sees("Đã ký; chờ văn thư cấp số.")
    here = page.here
    assert province.at("vanthu", here).press("Cấp số").press("Gửi Sở Xây dựng").sees("01/VP-TH", "Đã gửi.")
    return here


def test_one_letter_names_all_that_an_agency_owes_and_is_answered_item_by_item(province: Province) -> None:
    """QC 9.3: drafted from the overdue list, signed, numbered, sent; its answer is owed by its day."""
    rows = urged(province)
    page = province.at("chanhvp", "/don-doc/").follow("Sở Xây dựng")
    assert page.sees("Việc trong văn bản 5 việc", "quá 5 ngày làm việc")
    here = sent(province)
    page = province.at("sxd.vanphong").follow("Trả lời văn bản đôn đốc")
    assert page.here == here
    page = page.follow("Trả lời từng việc")
    for item in Assignment.objects.get(pk=rows[0].pk).urgings.all():
        page.fill(
            **{f"answer_{item.pk}": "Trình kế hoạch.", f"promised_{item.pk}": "22/12/2026", f"cause_{item.pk}": "land"}
        )
    assert page.press("Gửi trả lời").sees("Đã trả lời; còn 4 việc chưa trả lời.")
    assert province.at("chanhvp", here).sees("Trình kế hoạch.", "Hẹn xong ngày 22/12/2026", "1/5 việc")


def test_what_a_letter_moved_is_counted(province: Province) -> None:
    """QC 9.3: what moved within ten working days of the letter."""
    row, *_ = urged(province, 2)
    here = sent(province)
    province.on(date(2026, 12, 15))
    province.do("sxd.vanphong", row, "cap-nhat", content="Đã trình Sở.")
    page = province.at("chanhvp", here)
    assert page.particular("Chuyển biến").startswith("1/2 việc")


def test_nothing_is_urged_twice_within_ten_working_days(province: Province) -> None:
    """QC 9.3: neither by the calendar nor by hand."""
    [row] = urged(province, 1)
    sent(province)
    province.on(date(2026, 12, 24))
    assert province.at("chanhvp", "/don-doc/?xem=du-thao").sees("Không có văn bản nào ở bước này")
    assert province.at("chanhvp", f"/don-doc/viec/{row.pk}/").sees("đôn đốc lại được từ ngày 25/12/2026")
    province.on(date(2026, 12, 25))
    assert province.at("chanhvp", "/don-doc/?xem=du-thao").sees("Sở Xây dựng")


# ---- 9.3: the report to the Chairman


def reported(province: Province) -> Visitor:
    """Two tasks that a letter urged in vain, before the Chairman: his morning page."""
    urged(province, 2)
    sent(province)
    province.on(date(2026, 12, 28))
    page = province.at("theodoi", "/bao-cao-chu-tich/").press("Soạn báo cáo hôm nay")
    assert page.sees("Sở Xây dựng: đôn đốc bằng văn bản", "2 việc quá hạn")
    page = province.at("chanhvp", page.here).press("Ký, lấy số").press("Gửi Chủ tịch")
    assert page.sees("Báo cáo 01/BC-VP", "Đã gửi Chủ tịch UBND tỉnh.")
    return province.at("chutich")


def test_measures_are_proposed_to_the_chairman_agency_by_agency(province: Province) -> None:
    """QC 9.3: from what letters urged in vain; each proposal with its reason, its tasks and its ground."""
    page = reported(province).follow("Đôn đốc bằng văn bản: Sở Xây dựng")
    assert page.sees("căn cứ khoản 3 Điều 9 Quy chế", "đã đôn đốc 1 lần", "không trả lời văn bản đôn đốc")
    assert "Rà soát vị trí sạt lở số 1" in page.section("Những việc liên quan")


def test_the_chairman_asks_then_decides_a_sudden_inspection(province: Province) -> None:
    """QC 9.3, QC 8.1.c: a question comes back answered; what he decides is carried out at once, and once."""
    page = reported(province).follow("Đôn đốc bằng văn bản: Sở Xây dựng")
    page.fill(question="Giám đốc Sở đã báo cáo chưa?").press("Hỏi")
    office = province.at("chanhvp", "/viec-phai-lam/").follow(
        "Trả lời lãnh đạo UBND tỉnh: Giám đốc Sở đã báo cáo chưa?"
    )
    office.fill(answer="Chưa báo cáo.").press("Gửi trả lời")
    page = province.at("chutich", page.here)
    assert page.sees("Chưa báo cáo.")
    here = page.here.partition("#")[0]
    page.fill(measure="kiểm tra đột xuất").press("Theo biện pháp khác")
    assert page.sees("Cuộc kiểm tra đột xuất đã được lập.")
    again = province.cast.client("chutich").post(f"{here}quyet-dinh/", {"decision": "agree"})
    assert again.status_code == 409
    assert province.at("chanhvp", "/kiem-tra/").sees("Báo cáo 01/BC-VP SXD đột xuất")


def test_what_he_agrees_to_is_owed_by_the_office_until_it_is_done(province: Province) -> None:
    """QC 9.3, QC 8.1.a: the letter is drafted; that it goes out is the Office's duty."""
    reported(province).press("Đồng ý: đôn đốc bằng văn bản Sở Xây dựng")
    assert "thực hiện quyết định của Chủ tịch UBND tỉnh 1" in province.owed("theodoi")
    page = province.at("theodoi", "/viec-phai-lam/").follow("Thực hiện quyết định của Chủ tịch UBND tỉnh")
    page.fill(note="Đã gửi văn bản.").press("Ghi đã thực hiện")
    assert page.sees("Đã ghi kết quả thực hiện.")
    assert "thực hiện quyết định của Chủ tịch UBND tỉnh" not in province.owed("theodoi")


def test_the_office_reports_each_period_from_what_the_agencies_reported(province: Province) -> None:
    """QC 9.2: opened when the period is over, prefilled, signed by the head, the same for ever after."""
    province.give()
    province.on(date(2026, 12, 15))
    page = province.at("chanhvp", "/bao-cao/").follow("Báo cáo năm 2026")
    assert page.sees("0/1 cơ quan đã gửi báo cáo; chưa gửi: Sở Xây dựng.")
    province.at("sxd.giamdoc", "/bao-cao/").follow("Báo cáo năm 2026").press("Ký và chốt số liệu").press(
        "Gửi Văn phòng"
    )
    page = province.at("chanhvp", page.here)
    assert page.sees("1/1 cơ quan đã gửi báo cáo.", "Trong kỳ từ ngày 15/12/2025 đến hết ngày 14/12/2026")
    assert not province.at("theodoi", page.here).sees("Ký và chốt số liệu")
    page = page.press("Ký và chốt số liệu")
    assert page.sees("Đã chốt", "số 01/BC-VP")
    assert province.at("chutich", page.here).sees("Báo cáo năm 2026")


def test_the_committee_asks_for_any_days_and_the_office_opens_them(province: Province) -> None:
    """QC 9.2 "hoặc đột xuất": any range, or a period that is cut on a day of its own."""
    province.give()
    province.on(date(2026, 12, 15))
    page = province.at("chanhvp", "/bao-cao/").fill(period="2026-11-23..2026-12-10").press("Mở kỳ báo cáo")
    assert page.sees("Báo cáo từ 23/11/2026 đến 10/12/2026", "0/1 cơ quan đã gửi báo cáo; chưa gửi: Sở Xây dựng.")
    page = province.at("chanhvp", "/bao-cao/").fill(period="2026", cut_off="30/11/2026").press("Mở kỳ báo cáo")
    assert page.sees("Trong kỳ từ ngày 15/12/2025 đến hết ngày 30/11/2026")


def test_who_has_not_reported_is_seen_with_days_late_and_reminded(province: Province) -> None:
    """QC 9.3: an agency that has not sent its report of the period."""
    province.give()
    province.on(date(2026, 12, 15))
    province.on(date(2026, 12, 21))
    page = province.at("theodoi", "/bao-cao/").follow("xem và nhắc")
    assert page.sees("Báo cáo còn thiếu", "Chậm 5 ngày", "Sở Xây dựng", "chưa nhắc")
    page = page.fill(chon=["Sở Xây dựng"]).press("Nhắc các cơ quan đã chọn")
    assert page.sees("Đã nhắc 1 cơ quan", "21/12/2026")
    assert province.at("sxd.vanphong").sees("nhắc gửi báo cáo năm 2026: đã chậm 5 ngày")


def asked(province: Province) -> Visitor:
    """A monitor composes a request to Sở Xây dựng, the head of the Office sends it; its page."""
    page = province.at("theodoi", "/bao-cao/").follow("Báo cáo theo yêu cầu").follow("Soạn yêu cầu")
    page.fill(title="Điểm sạt lở", why="Họp giao ban.", due_on="30/11/2026", agencies=["Sở Xây dựng"])
    page.fill(ten_0="Số điểm sạt lở", them_0="điểm", ten_1="Số nhiệm vụ quá hạn").press("Lưu dự thảo")
    return province.at("chanhvp", page.here).press("Ký, cấp số, gửi")


def test_the_office_asks_for_a_report_by_a_day_and_the_answers_make_one_table(province: Province) -> None:
    """QC 9.4: whom, what, by when; the agency owes it, answers, and its answer stands in the table."""
    page = asked(province)
    assert page.sees("0/1 cơ quan đã gửi", "hạn 30/11/2026")
    assert "báo cáo theo yêu cầu" in province.owed("sxd.vanphong").lower()
    answer = province.at("sxd.vanphong", f"{page.here}tra-loi/")
    assert answer.fill(f1="7").press("Ký, gửi Văn phòng").sees("Đã ký, gửi Văn phòng UBND tỉnh.")
    assert "Điểm sạt lở" not in province.owed("sxd.vanphong")
    assert province.at("theodoi", page.here).sees("1/1 cơ quan đã gửi", "Tổng cộng 7")


def test_who_does_not_answer_stands_with_days_late_and_is_urged_with_one_button(province: Province) -> None:
    """QC 9.4, QC 9.3: the missing ones are seen, and reminded."""
    page = asked(province)
    province.on(date(2026, 12, 3), tick=False)
    page = province.at("theodoi", page.here)
    assert page.sees("Chậm 3 ngày")
    assert page.press("Nhắc 1 cơ quan chưa gửi").sees("Đã nhắc các cơ quan chưa gửi.")


def test_a_standing_report_is_asked_again_each_period(province: Province) -> None:
    """QC 9.4: "định kỳ": the calendar opens the next turn and it is owed again."""
    page = province.at("theodoi", "/bao-cao/yeu-cau/moi/")
    page.fill(title="Điểm sạt lở", why="Họp.", due_on="30/11/2026", agencies=["Sở Xây dựng"], every="hằng tháng")
    page.fill(ten_0="Số điểm sạt lở").press("Lưu dự thảo")
    province.at("chanhvp", page.here).press("Ký, cấp số, gửi")
    province.on(date(2026, 12, 24))
    assert province.at("sxd.vanphong", "/bao-cao/yeu-cau/").sees("2 yêu cầu", "30/12/2026")


def test_what_the_system_knows_is_not_asked_and_what_is_asked_is_weighed(province: Province) -> None:
    """QC 9.4: figures are put in by the software; the Office sees what its questions cost."""
    page = asked(province)
    answer = province.at("sxd.vanphong", f"{page.here}tra-loi/")
    assert answer.sees("Phần mềm đã điền", "Số nhiệm vụ quá hạn", "ước 8 phút")
    assert province.at("theodoi", "/bao-cao/ganh-nang/").sees("Sở Xây dựng", "8")
