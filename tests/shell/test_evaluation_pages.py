"""`/danh-gia/`: the way of a year through its pages, from the making to the lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from giaoviec.evaluation.models import Contest, Kind, Round, Scheme, Sheet
from tests.shell.counted import Counted
from tests.shell.evaluation import contested, line_of, made, make_evaluated, sheet_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_evaluated()
    set_day(made.day)
    return made


def at(world: Counted, who: str, path: str) -> Visitor:
    return Visitor(world.cast.client(who)).open(path)


def test_home_affairs_makes_the_sheets_and_opens_a_point_down_to_its_task(world: Counted) -> None:
    page = at(world, "noivu", "/danh-gia/")
    assert page.sees("Chưa có phiếu đánh giá nào")
    page = page.fill(year="2026").press("Lập phiếu")
    assert page.sees("Đã lập phiếu năm 2026.", "Đang nhận kiến nghị", "kiến nghị đến hết 29/12/2026", "Sở Xây dựng")
    page = page.follow("Sở Tài chính")
    assert page.sees("61,67/100", "Quá hạn chưa xong: không có điểm", "Hạng 2")
    work = page.page.xpath("//td[@class='c-what']/a/@href")[0]
    assert work == f"/viec/{world.rows['late'].pk}/"
    assert page.open(work).status == 200


def test_no_rank_stands_without_its_intervals(world: Counted) -> None:
    made(world)
    table = at(world, "chutich", "/danh-gia/").page.xpath("//table[1]//tbody/tr")
    for row in table[:2]:
        cells = [cell.text_content().strip() for cell in row.xpath("td")]
        assert cells[0] in "12" and all("–" in cell or cell.isdigit() for cell in cells[2:4])
        assert row.xpath(".//*[name()='svg']")
    assert at(world, "chutich", "/danh-gia/").sees("Hạng 1 đến 2 không phân biệt được.")


def test_a_year_that_has_not_ended_says_so(world: Counted, set_day: Callable[[date], None]) -> None:
    page = at(world, "noivu", "/danh-gia/").fill(year="2027").press("Lập phiếu")
    assert page.sees("Đã lập phiếu năm 2027, tạm tính.", "điểm tạm tính đến hết 15/12/2026, chưa nhận kiến nghị")
    page = page.fill(year="2029").press("Lập phiếu")
    assert (page.status, page.errors()["year"]) == (422, "Năm 2029 bắt đầu từ 15/12/2028, chưa đến.")
    page = page.fill(year="hai").press("Lập phiếu")
    assert page.errors()["year"] == "Ghi năm bằng bốn chữ số."


def test_an_agency_contests_wins_and_the_export_shows_both_scores(world: Counted) -> None:
    made(world)
    sheet = sheet_of("stc")
    page = at(world, "stc.giamdoc", "/danh-gia/").follow("Sở Tài chính")
    page = page.open(f"/danh-gia/{sheet.pk}/kien-nghi/{line_of(world, 'late').pk}/").press("Gửi kiến nghị")
    assert (page.status, page.errors()["reason"][:38]) == (422, "Ghi rõ kiến nghị điều gì, vì sao. Căn ")
    page = page.fill(reason="Bộ chưa trả lời, Công văn 12.").press("Gửi kiến nghị")
    assert page.sees("Đã gửi kiến nghị; được quyết định trong ngày 22/12/2026.", "Bộ chưa trả lời, Công văn 12.")
    row = Contest.objects.get()
    assert page.here == f"/danh-gia/kien-nghi/{row.pk}/"
    page = at(world, "noivu", page.here).fill(text="Đề nghị chấp nhận.").press("Ghi ý kiến")
    assert page.sees("Đã ghi ý kiến.", "Dương Thị Thu")
    desk = at(world, "chanhvp", "/viec-phai-lam/")
    assert desk.page.xpath(f"//a[@href='/danh-gia/kien-nghi/{row.pk}/']")
    page = at(world, "chanhvp", page.here).fill(granted="co", quantity="", quality="", timeliness="", decision="Đúng.")
    page = page.press("Quyết định")
    assert page.sees("Đã quyết định; Sở Tài chính được báo.", "Đã chấp nhận", "61,67 thành 92,50")
    assert at(world, "stc.giamdoc", f"/danh-gia/{sheet.pk}/").sees("điều chỉnh 92,50", "61,67/100")
    client = world.cast.client("noivu")
    book = load_workbook(BytesIO(client.get("/danh-gia/nam/2026/xuat.xlsx").content))
    assert book.sheetnames == ["Cơ quan", "Thủ trưởng", "Phòng, ban", "Công chức", "Kiến nghị", "Từng việc"]
    rows = {cells[1]: cells for cells in book["Cơ quan"].iter_rows(min_row=4, values_only=True)}
    assert rows["Sở Tài chính"][8:10] == (61.67, 92.5)
    assert book["Kiến nghị"]["F4"].value == "chấp nhận, điểm 61,67 thành 92,50: Đúng."
    text = ZipFile(BytesIO(client.get("/danh-gia/nam/2026/xuat.docx").content)).read("word/document.xml").decode()
    assert all(said in text for said in ("61,67", "92,50", "KIẾN NGHỊ", "Bộ chưa trả lời, Công văn 12."))


def test_a_contest_after_the_window_keeps_what_was_typed(world: Counted, set_day: Callable[[date], None]) -> None:
    made(world)
    path = f"/danh-gia/{sheet_of('stc').pk}/kien-nghi/{line_of(world, 'late').pk}/"
    set_day(date(2026, 12, 30))
    page = at(world, "stc.giamdoc", path).fill(reason="Muộn rồi.").press("Gửi kiến nghị")
    assert page.status == 409
    assert page.sees("Đã hết thời gian kiến nghị (đến hết ngày 29/12/2026).")
    assert page.value("reason") == "Muộn rồi."


def test_a_secret_word_in_a_contest_is_refused_and_forgotten(world: Counted) -> None:
    made(world)
    path = f"/danh-gia/{sheet_of('stc').pk}/kien-nghi/{line_of(world, 'late').pk}/"
    page = at(world, "stc.giamdoc", path).fill(reason="TỐI MẬT\nVăn bản số 3").press("Gửi kiến nghị")
    assert page.status == 422 and page.value("reason") == ""
    assert not Contest.objects.exists()


def test_a_year_is_locked_from_its_page_and_not_while_contests_wait(
    world: Counted, set_day: Callable[[date], None]
) -> None:
    made(world)
    row = contested(world)
    set_day(date(2026, 12, 30))
    page = at(world, "noivu", "/danh-gia/").press("Khóa năm 2026")
    assert page.status == 409 and page.sees("Còn 1 kiến nghị chưa quyết định; hãy quyết định hết rồi khóa.")
    at(world, "chanhvp", f"/danh-gia/kien-nghi/{row.pk}/").fill(granted="khong", decision="Không.").press("Quyết định")
    page = at(world, "noivu", "/danh-gia/").press("Khóa năm 2026")
    assert page.sees("Đã khóa năm 2026.", "Đã khóa")
    assert Round.objects.get().stage == "locked"


def test_a_head_has_his_general_points_from_home_affairs(world: Counted) -> None:
    made(world)
    path = f"/danh-gia/{sheet_of('stc', Kind.HEAD).pk}/"
    page = at(world, "noivu", path).fill(points="ba mươi", reason="Họp.").press("Ghi điểm")
    assert (page.status, page.errors()["points"]) == (422, "Ghi điểm bằng số, ví dụ 27,5.")
    page = page.fill(points="27,5", reason="Họp.").press("Ghi điểm")
    assert page.sees("70,28", "Hoàn thành tốt nhiệm vụ")
    assert "Ghi điểm" not in at(world, "stc.giamdoc", path).buttons()


def test_other_weights_are_tried_before_they_are_dated(world: Counted) -> None:
    made(world)
    page = at(world, "noivu", "/danh-gia/cach-cham/")
    assert page.sees("số lượng × 30% + chất lượng × 30% + tiến độ × 40%", "Nghị định 335/2025/NĐ-CP")
    page = page.fill(quantity="50", reason="Thử.").press("Xem thử")
    assert page.errors()["timeliness"] == "Ba trọng số cộng lại phải bằng 100; hiện là 120."
    page = page.fill(quantity="0", quality="100", timeliness="0").press("Xem thử")
    assert page.sees("Xem thử trên phiếu năm 2026", "Sở Tài chính")
    assert not Scheme.objects.exists()
    page = page.fill(quantity="20", quality="20", timeliness="60", effective_from="").press("Đặt cách chấm")
    assert page.errors()["effective_from"] == "Ghi ngày bắt đầu áp dụng."
    page = page.fill(effective_from="01/01/2027").press("Đặt cách chấm")
    assert page.sees("Đã đặt cách chấm cho năm kết thúc từ ngày 01/01/2027.", "20 · 20 · 60")
    assert at(world, "stc.giamdoc", "/danh-gia/cach-cham/").buttons().count("Đặt cách chấm") == 0


def test_an_agency_that_did_not_exist_then_is_said(world: Counted) -> None:
    made(world)
    later = world.cast.agency("muine")
    Sheet.objects.filter(agency=later).delete()
    later.founded_on = date(2027, 1, 1)
    later.save()
    page = at(world, "noivu", f"/danh-gia/?co-quan={later.pk}")
    assert page.sees("UBND phường Mũi Né thành lập ngày 01/01/2027, chưa có trong năm 2026.")


STRANGERS = ("quantri", "hatang", "thanhtra")


def test_pages_are_for_those_who_may_see_them(world: Counted) -> None:
    made(world)
    row = contested(world)
    stc, sxd = sheet_of("stc"), sheet_of("sxd")
    paths = ["/danh-gia/", f"/danh-gia/{stc.pk}/", "/danh-gia/kien-nghi/", f"/danh-gia/kien-nghi/{row.pk}/",
             "/danh-gia/cach-cham/", "/danh-gia/nam/2026/xuat.xlsx"]  # fmt: skip
    for who in STRANGERS:
        assert {world.cast.client(who).get(path).status_code for path in paths} == {404}
    client = world.cast.client("stc.vanphong")
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 200, 200, 404]
    assert client.get(f"/danh-gia/{sxd.pk}/").status_code == 404
    assert world.cast.client("sxd.giamdoc").get(f"/danh-gia/kien-nghi/{row.pk}/").status_code == 404
    auditor = world.cast.client("kiemtoan")
    assert [auditor.get(path).status_code for path in paths] == [200] * 6
    assert auditor.post("/danh-gia/lap/", {"year": "2026"}).status_code == 404
    assert auditor.post(f"/danh-gia/kien-nghi/{row.pk}/quyet-dinh/", {"granted": "co"}).status_code == 404


def test_the_pages_ask_for_as_much_whether_there_are_few_lines_or_many(
    world: Counted, django_assert_max_num_queries: Callable[..., object]
) -> None:
    made(world)
    for who, path, most in (
        ("noivu", "/danh-gia/", 22),
        ("noivu", f"/danh-gia/{sheet_of('stc').pk}/", 24),
        ("stc.giamdoc", "/danh-gia/", 22),
    ):
        client = world.cast.client(who)
        client.get(path)
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            assert client.get(path).status_code == 200
