"""The register of written reports (6.1, end): what is awaited, what was received, late or not, and who sees it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.assignments.models import Assignment
from tests.cast import PEOPLE
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

PAGE = "/bao-cao-van-ban/"
GOT = f"{PAGE}?xem=da-nhan"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    world = make_world()
    set_day(world.day)
    return world


def owing(world: World, code: str, day: date = date(2026, 12, 15), **what: object) -> Assignment:
    return world.give(code, due_on=day, written_report=True, **what)


def receive(world: World, row: Assignment, number: str, received_on: date | None = None) -> None:
    dated = received_on or world.day
    world.do("vanthu", "record_report", row, number=number, dated_on=dated, received_on=dated, note="Bản giấy")


def text(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def seen(world: World, username: str, path: str = PAGE) -> str:
    response = world.cast.client(username).get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def agencies(html: str) -> list[str]:
    return re.findall(r'<td class="c-who">([^<]+)', html)


def test_what_was_demanded_is_awaited_until_it_is_received(world: World, set_day: Callable[[date], None]) -> None:
    late = owing(world, "stc", date(2026, 11, 25))
    owing(world, "sxd")
    world.give("muine")
    world.go(4)
    set_day(world.day)
    html = seen(world, "theodoi")
    assert agencies(html) == ["Sở Tài chính", "Sở Xây dựng"]
    assert "Quá 2 ngày" in html
    assert "Còn 18 ngày" in html
    assert f'href="/viec/{late.pk}/bao-cao-van-ban/"' in html
    receive(world, late, "215/BC-STC")
    assert agencies(seen(world, "theodoi")) == ["Sở Xây dựng"]
    read = text(seen(world, "theodoi", GOT))
    assert "27/11/2026 215/BC-STC 27/11/2026 Lập danh mục các điểm sạt lở" in read
    assert "Muộn 2 ngày Bản giấy" in read


def test_a_report_on_its_day_is_in_time_and_one_that_nobody_demanded_says_so(world: World) -> None:
    receive(world, owing(world, "stc", world.day), "1/BC-STC")
    receive(world, world.give("sxd"), "2/BC-SXD")
    read = text(seen(world, "chanhvp", GOT))
    assert "Sở Tài chính Đúng hạn" in read
    assert "Sở Xây dựng không yêu cầu" in read


def test_work_that_was_withdrawn_owes_no_report_and_finished_work_still_does(world: World) -> None:
    from giaoviec.rules.tasks import Quality

    gone, done = owing(world, "stc"), owing(world, "sxd")
    world.do("chanhvp", "withdraw", gone, reason="Không còn cần.")
    world.do("sxd.vanphong", "claim", done, content="Đã xong.")
    world.do("theodoi", "confirm", done, quality=Quality.GOOD)
    assert agencies(seen(world, "vanthu")) == ["Sở Xây dựng"]


def test_the_register_is_narrowed_by_agency_year_and_lateness(world: World, set_day: Callable[[date], None]) -> None:
    owing(world, "stc", date(2026, 11, 25))
    owing(world, "sxd")
    receive(world, owing(world, "muine"), "3/BC-UBND")
    world.go(4)
    set_day(world.day)
    sxd = world.cast.agency("sxd").pk
    assert agencies(seen(world, "theodoi", f"{PAGE}?co-quan={sxd}")) == ["Sở Xây dựng"]
    assert agencies(seen(world, "theodoi", f"{PAGE}?qua-han=1")) == ["Sở Tài chính"]
    assert agencies(seen(world, "theodoi", f"{GOT}&nam=2026")) == ["UBND phường Mũi Né"]
    assert "Không có báo cáo nào như vậy" in seen(world, "theodoi", f"{GOT}&nam=2025")
    assert agencies(seen(world, "theodoi", f"{PAGE}?co-quan=x&nam=99999999999&qua-han=2")) == [
        "Sở Tài chính", "Sở Xây dựng",
    ]  # fmt: skip


def test_what_is_seen_is_what_is_carried_away(world: World) -> None:
    owing(world, "stc")
    receive(world, owing(world, "sxd"), "=2/BC")
    client = world.cast.client("noivu")
    csv = client.get(f"{PAGE}xuat.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[:3] for line in csv[1:]] == [["15/12/2026", "0", "Sở Tài chính"]]
    got = client.get(f"{PAGE}xuat.csv?xem=da-nhan").content.decode("utf-8-sig").splitlines()
    assert got[1].split(";")[:3] == ["23/11/2026", "'=2/BC", "23/11/2026"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}xuat.xlsx?xem=da-nhan").content)).worksheets[0]
    assert [cell.value for cell in list(book.rows)[1]][:2] == ["23/11/2026", "=2/BC"]
    assert list(book.rows)[1][1].data_type == "s"


def test_empty_parts_say_what_will_stand_there(world: World) -> None:
    assert "Không còn báo cáo nào phải chờ" in seen(world, "theodoi")
    assert "Chưa nhận báo cáo bằng văn bản nào" in seen(world, "theodoi", GOT)


def test_an_agency_sees_its_own_part_not_where_it_only_helps(world: World) -> None:
    helped = owing(world, "stc", helpers=True)
    own = owing(world, "sxd")
    receive(world, owing(world, "stc", helpers=True), "4/BC-STC")
    html = seen(world, "sxd.vanphong")
    assert f'href="/viec/{own.pk}/"' in html
    assert f'href="/viec/{helped.pk}/"' not in html
    assert '/bao-cao-van-ban/"' not in html.partition("<table")[2]
    assert "4/BC-STC" not in seen(world, "sxd.vanphong", GOT)


def test_strangers_find_no_register(world: World) -> None:
    paths = (PAGE, GOT, f"{PAGE}xuat.csv", f"{PAGE}xuat.xlsx")
    strangers = {"quantri", "hatang", "kiemtoan", "thanhtra", "stc.chuyenvien", "sxd.truongphong"}
    assert strangers <= set(PEOPLE)
    for who in strangers:
        client = world.cast.client(who)
        assert [client.get(path).status_code for path in paths] == [404] * 4


def test_the_register_is_asked_in_as_many_statements_whatever_it_holds(world: World) -> None:
    def asked(path: str) -> int:
        client = world.cast.client("theodoi")
        client.get(path)
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200
        return sum("regulation_" not in query["sql"] for query in context)  # looked at anew each second

    owing(world, "stc")
    receive(world, owing(world, "stc"), "5/BC-STC")
    before = [asked(PAGE), asked(GOT)]
    for number, code in enumerate(("sxd", "muine", "snv", "phuquy"), start=6):
        owing(world, code)
        receive(world, owing(world, code), f"{number}/BC")
    assert [asked(PAGE), asked(GOT)] == before
