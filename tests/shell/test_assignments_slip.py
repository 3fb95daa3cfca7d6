"""Phiếu giao việc: what stands on paper, the code that opens the page, all slips of a document, who may print them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import segno
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.assignments.models import Assignment
from giaoviec.assignments.views.slip import qr
from giaoviec.rules.tasks import Cycle, TaskClass
from tests.cast import PEOPLE
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    world = make_world()
    set_day(world.day)
    return world


def seen(world: World, username: str, path: str) -> str:
    response = world.cast.client(username).get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def text(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def slip(world: World, row: Assignment, username: str = "vanthu") -> str:
    return text(seen(world, username, f"/viec/{row.pk}/phieu/"))


# ---- one


def test_a_slip_says_who_gives_what_to_whom_by_when_and_who_watches(world: World) -> None:
    row = world.give("stc", document=world.document(), helpers=True, product="Danh mục được phê duyệt")
    read = slip(world, row)
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG VĂN PHÒNG UBND TỈNH",
        f"Mã việc: {row.pk}",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Lâm Đồng, ngày 23 tháng 11 năm 2026",
        "PHIẾU GIAO VIỆC Thực hiện Công văn số 9640/UBND-XD ngày 20/11/2026 Kính gửi: Sở Tài chính",
        "của UBND tỉnh: Về xử lý sạt lở bờ biển",
        "Nội dung Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách",
        "Sản phẩm Danh mục được phê duyệt",
        "Phối hợp Sở Xây dựng; UBND đặc khu Phú Quý",
        "Thời hạn Thứ Ba, 15/12/2026 (văn bản ghi: “15/12”)",
        "Cập nhật lần đầu chậm nhất ngày 27/11/2026 (gạch đầu dòng thứ nhất điểm b khoản 2 Điều 7 Quy chế)",
        "Đơn vị theo dõi Phòng Tổng hợp, Văn phòng UBND tỉnh",
        "- Như trên; - Phòng Tổng hợp (theo dõi); - Lưu: VT. NGƯỜI GIAO VIỆC Lê Thu Trang",
    ):
        assert words in read


@pytest.mark.parametrize(
    ("day", "words"), [(date(2027, 2, 1), "ngày 01 tháng 02 năm 2027"), (date(2027, 3, 9), "ngày 09 tháng 3 năm 2027")]
)
def test_days_below_ten_and_the_first_two_months_have_a_nought(
    world: World, set_day: Callable[[date], None], day: date, words: str
) -> None:
    row = world.give()
    set_day(day)
    assert words in slip(world, row)


def test_an_extension_shows_the_first_date_too_and_whoever_took_up_is_named(world: World) -> None:
    row = world.give()
    world.do("stc.vanphong", "take_up", row, leader="Phó Giám đốc Phạm Văn Khánh")
    world.do("chanhvp", "set_due", row, due_on=date(2026, 12, 25), reason="Theo kết luận cuộc họp.")
    read = slip(world, row)
    assert "Thứ Sáu, 25/12/2026 (văn bản ghi: “15/12”); hạn ban đầu 15/12/2026" in read
    assert "Lãnh đạo được phân công: Phó Giám đốc Phạm Văn Khánh, tiếp nhận ngày 23/11/2026" in read


def test_work_without_a_deadline_says_how_often_it_is_told_of(world: World) -> None:
    row = world.give(due_on=None, due_text="", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.HALF_YEAR)
    read = slip(world, row)
    assert "Không có thời hạn; cập nhật 6 tháng một lần hoặc khi có kết quả" in read
    assert "Cập nhật lần đầu" not in read


def test_inside_an_agency_the_agency_gives_to_its_officer(world: World) -> None:
    row = world.give()
    officer = world.cast.person("stc.chuyenvien")
    world.do("stc.vanphong", "assign_inside", row, content="Đo đạc hiện trạng", officer=officer)
    inside = Assignment.objects.get(parent=row)
    read = slip(world, inside, "stc.vanphong")
    assert "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG SỞ TÀI CHÍNH" in read
    assert "Kính gửi: Bùi Minh Tâm" in read
    assert "Nội dung Đo đạc hiện trạng" in read


def test_the_code_opens_the_page_and_is_drawn_without_styles(world: World) -> None:
    row = world.give()
    html = seen(world, "vanthu", f"/viec/{row.pk}/phieu/")
    address = f"{settings.PUBLIC_URL}/viec/{row.pk}/"
    assert address in text(html)
    assert str(qr(address)) in html
    assert "style=" not in html
    held = io.BytesIO()
    segno.make(address, error="m", micro=False).save(held, kind="svg", border=2, xmldecl=False)
    assert re.findall(r' d="([^"]+)"', str(qr(address))) == re.findall(r' d="([^"]+)"', held.getvalue().decode())


# ---- all of a document


def test_all_slips_of_a_document_stand_in_its_order_without_what_was_taken_back(world: World) -> None:
    document = world.document()
    world.give_all("muine stc", document=document)
    gone = world.give("sxd", document=document)
    world.do("chanhvp", "withdraw", gone, reason="Không còn cần.")
    html = seen(world, "vanthu", f"/van-ban/{document.pk}/phieu/")
    assert re.findall(r"Kính gửi: ([^<]+)", html) == ["Sở Tài chính", "UBND phường Mũi Né"]
    assert "In 2 phiếu" in html


def test_a_document_without_work_has_no_slip_yet(world: World) -> None:
    assert "Chưa có phiếu" in seen(world, "vanthu", f"/van-ban/{world.document().pk}/phieu/")


def test_an_agency_prints_its_own_slips_only(world: World) -> None:
    document = world.document()
    world.give_all("stc sxd", document=document)
    html = seen(world, "stc.vanphong", f"/van-ban/{document.pk}/phieu/")
    assert re.findall(r"Kính gửi: ([^<]+)", html) == ["Sở Tài chính"]


def test_slips_are_asked_in_as_many_statements_whatever_their_number(world: World) -> None:
    document = world.document()
    path = f"/van-ban/{document.pk}/phieu/"
    client = world.cast.client("vanthu")

    def asked() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200
        return sum("regulation_" not in query["sql"] for query in context)  # looked at anew each second

    world.give_all("stc", document=document, helpers=True)
    before = asked()
    world.give_all("sxd muine phuquy snv", document=document)
    assert asked() == before


# ---- who may


def test_a_stranger_finds_no_slip(world: World, client: Any) -> None:
    row = world.give("stc", document=world.document())
    paths = (f"/viec/{row.pk}/phieu/", f"/van-ban/{row.document_id}/phieu/")
    may = {
        "chutich", "pct.kinhte", "troly", "chanhvp", "vanthu", "theodoi", "theodoi2", "theodoi.kinhte", "stc.giamdoc",
        "stc.vanphong",
    }  # fmt: skip
    for path in paths:
        answers = {username: world.cast.client(username).get(path).status_code for username in PEOPLE}
        # the evaluator reads the lists behind the figures, not the documents
        expected = may | ({"noivu"} if path.startswith("/viec/") else set())
        assert {username for username, status in answers.items() if status == 200} == expected
        assert {status for username, status in answers.items() if username not in expected} == {404}
        assert client.get(path).headers["Location"].startswith("/dang-nhap/")
    assert world.cast.client("vanthu").get(f"/viec/{row.pk + 999}/phieu/").status_code == 404
