"""The leaders' pages: the three acts, the agency's answer, the report to the Chairman written, decided, carried out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from giaoviec.oversight.models import ChairmanReport, LeaderAct, ReportLine
from tests.cast import DAY, Cast, make_cast
from tests.shell.leaders import REPORTED, before_the_chairman, urged
from tests.shell.story import given
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


def at(cast: Cast, who: str, path: str) -> Visitor:
    return Visitor(cast.client(who)).open(path)


# ---- the three acts


def test_the_acts_stand_on_the_page_of_the_assignment_for_leaders_only(cast: Cast) -> None:
    row = given(cast)
    fragment = at(cast, "chutich", f"/chi-dao/viec/{row.pk}/")
    links = fragment.page.xpath("//a[contains(@href, '/chi-dao/moi/')]/@href")
    assert links == [f"/chi-dao/moi/?kieu={kind}&viec={row.pk}" for kind in ("hoi", "don-doc", "bieu-duong")]
    for who in ("theodoi", "sxd.giamdoc"):
        assert cast.client(who).get(f"/chi-dao/viec/{row.pk}/").content.strip() == b""
        assert f'hx-get="/chi-dao/viec/{row.pk}/"' in cast.client(who).get(f"/viec/{row.pk}/").content.decode()
    assert cast.client("stc.giamdoc").get(f"/chi-dao/viec/{row.pk}/").status_code == 404


def test_a_question_goes_from_the_page_to_the_agencys_desk_and_its_answer_back(cast: Cast) -> None:
    row = given(cast)
    page = at(cast, "chutich", f"/chi-dao/moi/?kieu=hoi&viec={row.pk}").fill(text="Vướng ở đâu?").press("Gửi")
    assert page.here == f"/viec/{row.pk}/" and page.sees("Đã gửi: Hỏi.")
    asked = LeaderAct.objects.get()
    desk = at(cast, "sxd.vanphong", "/")
    assert desk.sees("Trả lời lãnh đạo UBND tỉnh: Vướng ở đâu?")
    answer = desk.open(f"/chi-dao/{asked.pk}/").fill(answer="Chờ vốn đến 15/12.").press("Gửi trả lời")
    assert answer.sees("Đã trả lời; câu trả lời về trang Sáng nay của đồng chí Trần Quang Minh.")
    morning = at(cast, "chutich", "/")
    assert "Chờ vốn đến 15/12." in morning.section("Trả lời đã về")
    assert not morning.press("Đã xem").section("Trả lời đã về")
    assert "Chờ vốn" in at(cast, "chutich", f"/chi-dao/viec/{row.pk}/").text


def test_an_empty_question_is_said_at_its_field_and_nothing_is_lost(cast: Cast) -> None:
    page = at(cast, "chutich", "/chi-dao/moi/?kieu=hoi").fill(agency="Sở Xây dựng", text=" ").press("Gửi")
    assert (page.status, page.errors()["text"]) == (422, "Ghi câu hỏi. Căn cứ: " + ground() + ".")
    assert page.value("agency") == str(cast.agency("sxd").pk)
    page = page.fill(agency="", text="Vướng ở đâu?").press("Gửi")
    assert page.errors()["agency"].startswith("Chọn cơ quan nhận ý kiến.")
    assert page.value("text") == "Vướng ở đâu?"


def ground() -> str:
    from giaoviec.rules.citation import Policy

    return Policy("leader_acts").vi


def test_what_is_urged_begins_with_usual_words_and_a_held_task_goes_to_the_office(cast: Cast) -> None:
    row = given(cast)
    page = at(cast, "chutich", f"/chi-dao/moi/?kieu=don-doc&viec={row.pk}")
    assert page.value("text") == "Khẩn trương thực hiện, báo cáo kết quả và ngày hoàn thành."
    row.holder = "office"
    row.save(update_fields=["holder"])
    page.open(f"/chi-dao/moi/?kieu=don-doc&viec={row.pk}").press("Gửi")
    assert LeaderAct.objects.get().agency.code == "vp"


def test_answering_twice_and_for_another_agency(cast: Cast) -> None:
    at(cast, "chutich", "/chi-dao/moi/?kieu=hoi").fill(agency="Sở Xây dựng", text="Vướng ở đâu?").press("Gửi")
    asked = LeaderAct.objects.get()
    path = f"/chi-dao/{asked.pk}/tra-loi/"
    for who, status in (("stc.vanphong", 404), ("sxd.chuyenvien", 404), ("theodoi", 403)):
        assert cast.client(who).post(path, {"answer": "Chờ vốn."}).status_code == status
    assert cast.client("sxd.giamdoc").post(path, {"answer": "Chờ vốn."}).status_code == 302
    second = cast.client("sxd.vanphong").post(path, {"answer": "Đã có vốn."})
    assert (second.status_code, "Đã có vốn." in second.content.decode()) == (409, True)
    assert "Hồ Sỹ Hùng đã trả lời ngày 23/11/2026" in second.content.decode()


def test_the_assistant_prepares_and_the_chairman_sends_with_one_press(cast: Cast) -> None:
    page = at(cast, "troly", "/chi-dao/moi/?kieu=don-doc").fill(agency="Sở Xây dựng").press("Trình Chủ tịch duyệt")
    assert page.sees("Đã chuẩn bị; chờ Chủ tịch duyệt.")
    assert at(cast, "sxd.vanphong", "/chi-dao/").sees("Chưa có ý kiến nào")
    morning = at(cast, "chutich", "/")
    assert "Phan Thị Mai chuẩn bị" in morning.section("Chờ đồng chí duyệt gửi")
    assert morning.press("Duyệt gửi").sees("Đã duyệt gửi.")
    assert at(cast, "sxd.vanphong", "/chi-dao/").sees("Đôn đốc: Khẩn trương thực hiện")


def test_the_list_is_narrowed_and_pages(cast: Cast, django_assert_max_num_queries: Callable[..., Any]) -> None:
    for n in range(3):
        at(cast, "chutich", "/chi-dao/moi/?kieu=hoi").fill(agency="Sở Xây dựng", text=f"Câu {n}?").press("Gửi")
    at(cast, "chutich", "/chi-dao/moi/?kieu=bieu-duong").fill(agency="Sở Tài chính").press("Gửi")
    assert at(cast, "chutich", "/chi-dao/?kieu=bieu-duong").sees("Biểu dương tinh thần")
    assert not at(cast, "chutich", "/chi-dao/?kieu=bieu-duong").sees("Câu 1?")
    assert at(cast, "chanhvp", "/chi-dao/?tinh-trang=cho-tra-loi").sees("Câu 0?", "Câu 2?")
    client: Client = cast.client("chutich")
    with django_assert_max_num_queries(12):
        client.get("/chi-dao/")


@pytest.mark.parametrize("who", ["sxd.chuyenvien", "noivu", "kiemtoan", "quantri"])
def test_strangers_find_no_page(cast: Cast, who: str) -> None:
    for path in ("/chi-dao/", "/chi-dao/moi/", "/bao-cao-chu-tich/"):
        assert cast.client(who).get(path).status_code == 404


def test_commended_and_criticised_stands_on_the_agencys_page(cast: Cast) -> None:
    agency = cast.agency("sxd").pk
    at(cast, "chutich", f"/chi-dao/moi/?kieu=bieu-duong&co-quan={agency}").fill(text="Xong sớm.").press("Gửi")
    assert "Xong sớm." in at(cast, "sxd.giamdoc", f"/chi-dao/co-quan/{agency}/").text
    assert cast.client("stc.giamdoc").get(f"/chi-dao/co-quan/{agency}/").status_code == 404
    assert f'hx-get="/chi-dao/co-quan/{agency}/"' in cast.client("chutich").get(f"/co-quan/{agency}/").content.decode()


# ---- the report


def test_the_office_composes_changes_signs_and_sends_on_the_page(cast: Cast, set_day: Callable[[date], None]) -> None:
    urged(cast)
    set_day(REPORTED)
    page = at(cast, "theodoi", "/bao-cao-chu-tich/").press("Soạn báo cáo hôm nay")
    assert page.sees("Sở Xây dựng: đôn đốc bằng văn bản", "1 việc quá hạn, lâu nhất 21 ngày làm việc")
    page.fill(agency="UBND đặc khu Phú Quý", measure="yêu cầu báo cáo").press("Thêm dòng")
    assert page.errors()["reason"].startswith("Ghi lý do đề xuất.")
    assert "Ký, lấy số" not in page.buttons()
    report = ChairmanReport.objects.get()
    head = at(cast, "chanhvp", f"/bao-cao-chu-tich/{report.pk}/")
    head.fill(summary="Đề xuất đôn đốc", opening="Kính gửi Chủ tịch.").press("Lưu lời báo cáo")
    head.press("Ký, lấy số").press("Gửi Chủ tịch")
    assert head.sees("Báo cáo 01/BC-VP", "Đã gửi, chờ quyết định")
    assert "Thêm dòng" not in head.buttons()


def test_an_empty_report_is_refused_on_its_page(cast: Cast) -> None:
    page = at(cast, "chanhvp", "/bao-cao-chu-tich/").press("Soạn báo cáo hôm nay").press("Ký, lấy số")
    assert (page.status, page.sees("Báo cáo chưa có đề xuất nào")) == (409, True)
    again = at(cast, "chanhvp", "/bao-cao-chu-tich/")
    assert "Soạn báo cáo hôm nay" not in again.buttons()
    assert again.client.post("/bao-cao-chu-tich/soan/").status_code == 409


def test_the_report_is_a_word_paper(cast: Cast, set_day: Callable[[date], None]) -> None:
    [line] = before_the_chairman(cast)
    answer = cast.client("chutich").get(f"/bao-cao-chu-tich/{line.report_id}/word/")
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    for words in ("BÁO CÁO", "01/BC-VP", "Sở Xây dựng: đôn đốc bằng văn bản", "CHÁNH VĂN PHÒNG", "Nguyễn Đức Thắng"):
        assert words in text
    assert cast.client("sxd.giamdoc").get(f"/bao-cao-chu-tich/{line.report_id}/word/").status_code == 404


def test_the_chairman_agrees_from_the_morning_page_with_one_press(cast: Cast, set_day: Callable[[date], None]) -> None:
    [line] = before_the_chairman(cast)
    set_day(REPORTED)
    morning = at(cast, "chutich", "/")
    assert "Đôn đốc bằng văn bản: Sở Xây dựng" in morning.section("Chờ đồng chí quyết định")
    done = morning.press("Đồng ý: đôn đốc bằng văn bản Sở Xây dựng")
    assert done.here == "/"
    assert done.sees("Đã quyết định đối với Sở Xây dựng: đồng ý.", "Văn bản đôn đốc đã dự thảo")
    assert "Sở Xây dựng" not in done.section("Chờ đồng chí quyết định")
    office = at(cast, "theodoi", f"/bao-cao-chu-tich/dong/{line.pk}/")
    office.fill(note="Đã gửi công văn 02.").press("Ghi đã thực hiện")
    assert office.sees("Đã ghi kết quả thực hiện.", "Đã gửi công văn 02.")


def test_another_measure_is_chosen_on_the_page(cast: Cast, set_day: Callable[[date], None]) -> None:
    [line] = before_the_chairman(cast)
    set_day(REPORTED)
    page = at(cast, "chutich", f"/bao-cao-chu-tich/dong/{line.pk}/")
    page.press("Theo biện pháp khác")
    assert (page.status, page.errors()["measure"].startswith("Chọn biện pháp đề xuất.")) == (422, True)
    page.fill(measure="kiểm tra đột xuất").press("Theo biện pháp khác")
    assert page.sees("Cuộc kiểm tra đột xuất đã được lập.")


def test_what_was_decided_is_not_decided_again_and_the_words_are_kept(
    cast: Cast, set_day: Callable[[date], None]
) -> None:
    [line] = before_the_chairman(cast)
    set_day(REPORTED)
    path = f"/bao-cao-chu-tich/dong/{line.pk}/quyet-dinh/"
    client = cast.client("chutich")
    assert client.post(path, {"decision": "agree"}).status_code == 302
    second = client.post(path, {"decision": "decline", "text": "Để tuần sau."})
    assert second.status_code == 409
    assert "Trần Quang Minh đã quyết định đề xuất này ngày 28/12/2026: đồng ý." in second.content.decode()
    assert "Để tuần sau." in second.content.decode()
    assert ReportLine.objects.get().decision == "agree"


def test_he_asks_the_office_and_the_answer_stands_with_the_line(cast: Cast, set_day: Callable[[date], None]) -> None:
    [line] = before_the_chairman(cast)
    set_day(REPORTED)
    page = (
        at(cast, "chutich", f"/bao-cao-chu-tich/dong/{line.pk}/").fill(question="Đã gọi Giám đốc Sở chưa?").press("Hỏi")
    )
    assert page.sees("Đã hỏi Văn phòng; đề xuất vẫn chờ quyết định.")
    asked = LeaderAct.objects.get()
    at(cast, "chanhvp", f"/chi-dao/{asked.pk}/").fill(answer="Đã gọi ngày 25/12.").press("Gửi trả lời")
    assert "Đã gọi ngày 25/12." in at(cast, "chutich", "/").section("Chờ đồng chí quyết định")


def test_the_assistant_sees_what_waits_and_cannot_decide(cast: Cast, set_day: Callable[[date], None]) -> None:
    [line] = before_the_chairman(cast)
    set_day(REPORTED)
    morning = at(cast, "troly", "/")
    assert "Sở Xây dựng" in morning.section("Chờ Chủ tịch quyết định")
    path = f"/bao-cao-chu-tich/dong/{line.pk}/quyet-dinh/"
    assert path not in morning.content.decode()
    assert morning.client.post(path, {"decision": "agree"}).status_code == 403
