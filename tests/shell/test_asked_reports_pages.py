"""`/bao-cao/yeu-cau/`: a request through its pages, from the composer to the merged table; and the burden meter."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.documents.models import Refusal
from giaoviec.reporting.actions import asked_answers
from giaoviec.reporting.models import AskedAnswer, AskedReport
from tests.shell.asked import DUE, doing, sent, signed
from tests.shell.counted import Counted, make_counted_world
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
HERE = "/bao-cao/yeu-cau/"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_counted_world()
    made.day = date(2026, 11, 25)
    set_day(made.day)
    return made


def at(world: Counted, who: str, path: str = HERE) -> Visitor:
    return Visitor(world.cast.client(who)).open(path)


def composed(world: Counted, **fields: Any) -> Visitor:
    page = at(world, "theodoi").follow("Soạn yêu cầu")
    usual: dict[str, Any] = {
        "title": "Dự án chậm", "why": "Họp giao ban.", "due_on": "30/11/2026", "agencies": ["Sở Tài chính"],
        "ten_0": "Số dự án", "them_0": "dự án",
    }  # fmt: skip
    return page.fill(**(usual | fields))


# ---- composing


def test_a_request_goes_from_the_composer_to_the_agencies_desk(world: Counted) -> None:
    page = composed(world, ten_1="Số nhiệm vụ quá hạn").press("Xem trước")
    assert page.sees("8 phút", "Phần mềm đã biết: việc có thời hạn chưa xong, quá hạn") or page.sees(
        "8 phút", "phần mềm tự điền từ số liệu đang thực hiện quá hạn"
    )
    page.press("Lưu dự thảo")
    assert page.sees("Đã lưu dự thảo yêu cầu.", "Dự thảo chờ lãnh đạo Văn phòng ký")
    assert "Ký, cấp số, gửi" not in page.buttons()
    head = at(world, "chanhvp", page.here).press("Ký, cấp số, gửi")
    assert head.sees("01/VP-TH", "0/1 cơ quan đã gửi")
    desk = at(world, "stc.giamdoc", "/viec-phai-lam/")
    assert desk.sees("Báo cáo theo yêu cầu: Dự án chậm", "Công văn 01/VP-TH")


def test_a_row_is_added_and_nothing_typed_is_lost(world: Counted) -> None:
    page = composed(world, ten_3="Ô cuối").press("Thêm ô")
    assert page.value("ten_3") == "Ô cuối" and page.value("ten_4") == ""
    assert page.value("agencies") == [str(world.cast.agency("stc").pk)]
    assert page.value("batbuoc_4") == "on"


def test_what_is_wrong_stands_at_its_field(world: Counted) -> None:
    page = composed(world, title="", due_on="31/02/2026", loai_0="chọn một", them_0="chỉ một").press("Lưu dự thảo")
    assert page.status == 422
    errors = page.errors()
    assert errors["due_on"] == "Ngày không đúng; hãy ghi theo dạng 24/11/2026."
    assert errors["them_0"] == "Ghi từ 2 đến 20 lựa chọn khác nhau, cách nhau bằng dấu chấm phẩy."
    page = composed(world, title="").press("Lưu dự thảo")
    assert (page.status, page.errors()["title"]) == (422, "Ghi tên báo cáo.")
    assert not AskedReport.objects.exists()


def test_what_the_system_knows_may_be_asked_all_the_same_where_somebody_says_so(world: Counted) -> None:
    page = composed(world, ten_0="Số nhiệm vụ quá hạn", them_0="").press("Lưu dự thảo")
    assert page.status == 422 and page.sees("Phần mềm đã có đủ các số liệu này")
    page.fill(nguon_0="hoi").press("Lưu dự thảo")
    assert page.status == 200 and page.sees("Đã lưu dự thảo yêu cầu.")


def test_a_secret_word_in_the_composer_is_refused_and_forgotten(world: Counted) -> None:
    page = composed(world, why="Độ mật: TỐI MẬT").press("Lưu dự thảo")
    assert (page.status, page.value("why"), page.value("title")) == (422, "", "Dự án chậm")
    assert not AskedReport.objects.exists()


def test_the_preview_is_a_fragment_that_reckons_the_cost(world: Counted) -> None:
    data = {"so_dong": "4", "ten_0": "Số dự án", "loai_0": "number", "agencies": [world.cast.agency("stc").pk]}
    answer = world.cast.client("theodoi").post(f"{HERE}xem-truoc/", data)
    text = answer.content.decode()
    assert answer.status_code == 200 and "8 phút" in text and "<html" not in text


def test_a_correction_is_told_and_names_what_changed(world: Counted) -> None:
    row = sent(world)
    page = at(world, "chanhvp", f"{HERE}{row.pk}/").follow("Sửa yêu cầu")
    assert page.value("ten_3") == "Các dự án chậm"
    assert page.value("them_3") == "Tên dự án; Vốn: triệu đồng; Ngày khởi công: ngày"
    page.fill(due_on="04/12/2026").press("Báo các cơ quan bản sửa")
    assert page.errors()["change"].startswith("Ghi sửa điều gì, vì sao")
    page.fill(change="Lùi ngày gửi.").press("Báo các cơ quan bản sửa")
    assert page.sees("Đã báo các cơ quan bản sửa.", "hạn 04/12/2026", "Bản sửa lần 1")


# ---- answering


def test_an_agency_answers_on_the_page_and_signs(world: Counted) -> None:
    row = sent(world)
    page = at(world, "stc.vanphong", f"{HERE}{row.pk}/").follow("Trả lời")
    assert page.sees("Phần mềm đã điền", "Số nhiệm vụ quá hạn")
    page.fill(f1="ba").press("Ký, gửi Văn phòng")
    assert page.status == 422
    assert page.errors()["f1"] == "“ba” không phải là số; ghi như 1.234 hoặc 12,5."
    assert page.errors()["f2"] == "Chưa ghi; ô này bắt buộc."
    page.fill(f1="3", f2="1.250,5", f3="yes", f4_0_c1="Kè biển", f4_0_c2="800", f4_0_c3="1/10/2026")
    page.press("Ký, gửi Văn phòng")
    assert page.sees("Đã ký, gửi Văn phòng UBND tỉnh.", "1.250,5", "Kè biển", "01/10/2026", "Có")
    office = at(world, "theodoi", f"{HERE}{row.pk}/")
    assert office.sees("1/2 cơ quan đã gửi", "Tổng cộng")


def test_what_is_saved_may_have_gaps_and_is_there_for_the_next_person(world: Counted) -> None:
    row = sent(world)
    at(world, "stc.vanphong", f"{HERE}{row.pk}/tra-loi/").fill(f1="3").press("Lưu")
    page = at(world, "stc.giamdoc", f"{HERE}{row.pk}/tra-loi/")
    assert page.value("f1") == "3" and page.sees("Đặng Thị Lan lưu")
    assert AskedAnswer.objects.get(agency__code="stc").stage == "written"
    page.press("Thêm 3 dòng")
    assert page.value("f1") == "3" and page.value("f4_5_c1") == ""


def test_a_clerk_of_an_agency_writes_and_leaves_the_signing_to_others(world: Counted) -> None:
    row = sent(world, agencies=(world.cast.agency("phuquy").pk,))
    page = at(world, "xa.phuquy.vanthu", f"{HERE}{row.pk}/tra-loi/")
    assert "Ký, gửi Văn phòng" not in page.buttons()
    page.fill(f1="1").press("Lưu để lãnh đạo ký")
    assert page.sees("Đã lưu; báo cáo chưa gửi cho đến khi ký.")


def test_a_draft_is_kept_with_the_moment_of_its_first_change(world: Counted) -> None:
    row = sent(world)
    client = world.cast.client("stc.vanphong")
    answer = client.post(f"{HERE}{row.pk}/nhap/", {"f1": "7", "f4_dong": "3"})
    assert set(json.loads(answer.content)) == {"at"}
    page = at(world, "stc.vanphong", f"{HERE}{row.pk}/tra-loi/")
    assert page.value("f1") == "7"
    page.press("Lưu")
    assert AskedAnswer.objects.get(agency__code="stc").minutes >= 1
    refused = client.post(f"{HERE}{row.pk}/nhap/", {"f1": "Độ mật: TỐI MẬT"})
    assert refused.status_code == 422 and Refusal.objects.exists()


def test_the_answer_to_an_older_form_is_not_taken_for_the_new_one(world: Counted) -> None:
    from giaoviec.reporting.actions import asking
    from tests.shell.asked import asks

    row = sent(world)
    page = at(world, "stc.vanphong", f"{HERE}{row.pk}/tra-loi/").fill(f1="3", f2="1")
    asking.correct(row.pk, asks(world), change="Sửa.", **doing(world, "chanhvp"))
    page.press("Ký, gửi Văn phòng")
    assert page.status == 409 and page.sees("Văn phòng vừa sửa yêu cầu này") and page.value("f1") == "3"


def filled_in(world: Counted, row: AskedReport, **cells: Any) -> bytes:
    data = world.cast.client("stc.vanphong").get(f"{HERE}{row.pk}/mau.xlsx").content
    book, held = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    for name, value in ({"C6": 3, "C7": 12.5} | cells).items():
        book["Trả lời"][name] = value
    book.save(held)
    return held.getvalue()


def test_a_filled_template_is_shown_before_it_is_signed(world: Counted) -> None:
    row = sent(world)
    page = at(world, "stc.vanphong", f"{HERE}{row.pk}/tra-loi/")
    page.fill(file=("mau.xlsx", filled_in(world, row))).press("Nộp tệp")
    assert page.sees("Tệp đúng mẫu, đã ghi vào trang này") and page.value("f2") == "12,5"
    assert AskedAnswer.objects.get(agency__code="stc").stage == "written"
    page.press("Ký, gửi Văn phòng")
    assert page.sees("Đã ký, gửi Văn phòng UBND tỉnh.")


def test_of_a_wrong_template_nothing_is_stored_and_each_cell_is_named(world: Counted) -> None:
    row = sent(world)
    page = at(world, "stc.vanphong", f"{HERE}{row.pk}/tra-loi/")
    page.fill(file=("mau.xlsx", filled_in(world, row, C6="=1+2", C7="nhiều"))).press("Nộp tệp")
    assert page.status == 422 and page.sees("Tệp chưa nhận được", "Trả lời, ô C6", "Ô chứa công thức")
    page.fill(file=("a.xlsx", b"x")).press("Nộp tệp")
    assert page.status == 422 and page.sees("Tệp này không phải Excel (.xlsx)")
    page.press("Nộp tệp")
    assert page.sees("Chọn tệp mẫu đã điền (.xlsx).")
    assert AskedAnswer.objects.get(agency__code="stc").values == {}


def test_a_secret_in_a_template_leaves_nothing_behind(world: Counted) -> None:
    row = sent(world)
    page = at(world, "stc.vanphong", f"{HERE}{row.pk}/tra-loi/")
    page.fill(file=("mau.xlsx", filled_in(world, row, C8="Độ mật: TỐI MẬT"))).press("Nộp tệp")
    assert page.status == 422 and page.sees("Không có gì được lưu lại") and Refusal.objects.exists()
    assert AskedAnswer.objects.get(agency__code="stc").values == {}


# ---- what came of it


def test_the_office_sends_back_and_reminds_from_the_page(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    page = at(world, "theodoi", f"{HERE}{row.pk}/").press("Nhắc 1 cơ quan chưa gửi")
    assert page.sees("Đã nhắc các cơ quan chưa gửi.", "đã nhắc 1 lần")
    page = page.follow("Sở Tài chính").fill(reason="Thiếu dự án 3.", due_on="02/12/2026").press("Trả lại")
    assert page.sees("Đã trả lại để Sở Tài chính sửa.", "0/2 cơ quan đã gửi")
    agency = at(world, "stc.vanphong", f"{HERE}{row.pk}/")
    assert agency.sees("Văn phòng trả lại để sửa: Thiếu dự án 3.", "hạn 02/12/2026")


def test_a_signed_answer_shows_its_history(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    signed(world, row, f1="5")
    page = at(world, "stc.vanphong", f"{HERE}{row.pk}/")
    assert page.sees("Báo cáo đã gửi", "Bản gửi lần 1", "đã sửa")


def test_the_files_of_a_request_are_handed_out(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    for path in ("word/", "tong-hop.xlsx", "tong-hop.docx"):
        answer = world.cast.client("chutich").get(f"{HERE}{row.pk}/{path}")
        assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert world.cast.client("stc.vanphong").get(f"{HERE}{row.pk}/word/").status_code == 200
    for path in ("tong-hop.xlsx", "tong-hop.docx"):
        assert world.cast.client("stc.vanphong").get(f"{HERE}{row.pk}/{path}").status_code == 404


def test_ending_needs_a_reason(world: Counted) -> None:
    row = sent(world)
    page = at(world, "chanhvp", f"{HERE}{row.pk}/").press("Kết thúc")
    assert page.errors()["why"] == "Ghi vì sao kết thúc yêu cầu."
    page.fill(why="Đã có số liệu.").press("Kết thúc")
    assert page.sees("Đã kết thúc yêu cầu", "Đã có số liệu.")
    assert world.cast.client("stc.vanphong").get(f"{HERE}{row.pk}/tra-loi/").status_code == 404


@pytest.mark.parametrize("who", ["xa.phuquy", "stc.chuyenvien", "noivu", "kiemtoan", "quantri", "thanhtra"])
def test_to_strangers_a_request_is_not_there(world: Counted, who: str) -> None:
    row, client = sent(world), world.cast.client(who)
    paths = ("", "tra-loi/", "mau.xlsx", "word/", "tong-hop.xlsx", f"co-quan/{world.cast.agency('stc').pk}/", "sua/")
    assert [client.get(f"{HERE}{row.pk}/{path}").status_code for path in paths] == [404] * 7
    posts = ("gui/", "bo/", "nhac/", "ket-thuc/", "nop/", "nhap/", "tra-loi/")
    assert [client.post(f"{HERE}{row.pk}/{path}").status_code for path in posts] == [404] * 7


def test_an_agency_does_not_see_anothers_answer(world: Counted) -> None:
    row = sent(world)
    path = f"{HERE}{row.pk}/co-quan/{world.cast.agency('sxd').pk}/"
    assert world.cast.client("stc.vanphong").get(path).status_code == 404
    assert world.cast.client("stc.vanphong").get(HERE).status_code == 200


# ---- the burden


def test_the_burden_is_shown_and_each_number_opens_its_list(world: Counted) -> None:
    row = sent(world)
    signed(world, row)
    page = at(world, "theodoi", "/bao-cao/ganh-nang/")
    assert page.sees("Sở Tài chính", "Phút ước", "Phút đo")
    page.follow("78")
    assert page.sees("Đã hỏi Sở Tài chính: báo cáo theo yêu cầu", "1 việc, 6 ô, ước 78 phút", "Dự án vướng mặt bằng")
    at(world, "theodoi", "/bao-cao/ganh-nang/?tu=khong").sees("Ngày không đúng")
    assert world.cast.client("stc.giamdoc").get("/bao-cao/ganh-nang/").status_code == 404


def statements(world: Counted, who: str, path: str) -> int:
    client = world.cast.client(who)
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize("path", [HERE, f"{HERE}1/", "/bao-cao/ganh-nang/", "/bao-cao/ganh-nang/danh-sach/"])
def test_more_answers_cost_no_more_statements(world: Counted, path: str) -> None:
    row = sent(world)
    signed(world, row)
    path = path.replace("/1/", f"/{row.pk}/")
    before = statements(world, "theodoi", path)
    signed(world, row, "sxd.vanphong")
    sent(world, agencies=tuple(world.cast.agency(code).pk for code in ("phuquy", "muine", "snv")))
    assert statements(world, "theodoi", path) <= before + (1 if path == HERE else 0)


def test_what_is_late_says_how_many_days(world: Counted, set_day: Callable[[date], None]) -> None:
    row = sent(world)
    set_day(DUE + timedelta(days=3))
    assert at(world, "theodoi", f"{HERE}{row.pk}/").sees("Chậm 3 ngày")
    asked_answers.remind(row.pk, by=world.who("theodoi"), on=DUE + timedelta(days=3), at=world.at())
