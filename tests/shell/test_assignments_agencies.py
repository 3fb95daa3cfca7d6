"""The table of agencies: its numbers add up, each opens its list; one agency's page; who may see them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.agencies.models import Agency
from giaoviec.assignments import agency_table
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import standing_of
from giaoviec.rules.standing import Cell
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.cast import PEOPLE
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

PAGE = "/co-quan/"
CELLS = {
    "done_on_time": {Cell.DONE_ON_TIME},
    "done_late": {Cell.DONE_LATE},
    "in_time": {Cell.UNDER_WAY_IN_TIME, Cell.NOT_STARTED_IN_TIME},
    "overdue": {Cell.UNDER_WAY_OVERDUE, Cell.NOT_STARTED_OVERDUE},
    "undated": {Cell.OPEN_ENDED_DONE, Cell.OPEN_ENDED_SILENT, Cell.OPEN_ENDED_UPDATED},
    "withdrawn": {Cell.WITHDRAWN},
}


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    world = make_world()
    set_day(world.day)
    return world


def lived(world: World, set_day: Callable[[date], None]) -> None:
    """At Sở Tài chính one assignment of each sort, at Sở Xây dựng two late ones, one passed on."""
    liaison, watch = "stc.vanphong", "theodoi"
    done, late, claimed, _, withdrawn = [world.give("stc", due_on=date(2026, 12, day)) for day in (15, 1, 2, 20, 20)]
    world.give("stc", due_on=date(2026, 11, 30))
    world.give("stc", due_on=None, due_text="", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER)
    overdue = world.give("sxd", due_on=date(2026, 12, 1))
    world.give_all("sxd muine", due_on=date(2026, 12, 3))
    passed = world.give("phuquy", due_on=date(2026, 12, 3))
    world.do("xa.phuquy", "give_back", passed, reason="Không thuộc địa bàn.")
    world.do("vanthu", "pass_on", passed, agency=world.cast.agency("snnmt"), reason="Đúng ngành.")
    world.do(liaison, "claim", done, content="Đã xong.")
    world.do(watch, "confirm", done, quality=Quality.GOOD)
    for row in (withdrawn, world.give("phuquy", due_on=date(2026, 12, 20))):
        world.do("chanhvp", "withdraw", row, reason="Không còn cần.")
    world.do(liaison, "claim", claimed, content="Đã xong.")
    world.go(14)
    set_day(world.day)
    said = {"cause": "people", "content": "Thiếu người.", "proposal": "Không."}
    world.do("sxd.vanphong", "claim", overdue, content="Đã xong.", explanation=said)
    world.do(liaison, "claim", late, content="Đã xong.", explanation=said)
    world.do(watch, "confirm", late, quality=Quality.GOOD)


def text(html: str) -> str:
    """What is read of a page: no tags, one blank between words."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def seen(world: World, username: str, path: str = PAGE) -> str:
    response = world.cast.client(username).get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def row_of(html: str, name: str) -> str:
    found = re.search(rf"<tr[^>]*><th scope=\"row\">(?:<a[^>]*>)?{name}.*?</tr>", html, re.S)
    assert found
    return found[0]


# ---- the numbers


def test_each_part_is_what_the_rule_book_says_row_by_row(world: World, set_day: Callable[[date], None]) -> None:
    lived(world, set_day)
    table = {line.agency.code: line for line in agency_table.table(world.day) if line.agency}
    for code, line in table.items():
        rows = Assignment.objects.filter(agency__code=code, parent=None, voided_at=None)
        cells = [standing_of(row, world.day).cell for row in rows]
        assert dict(line.parts) == {
            **{part: n for part, of in CELLS.items() if (n := sum(cell in of for cell in cells)) or part in line.parts},
            "total": sum(cell is not None for cell in cells),
        }
    assert {part: table["stc"].parts[part] for part in agency_table.PARTS} == {
        "done_on_time": 1, "done_late": 1, "in_time": 2, "overdue": 1, "undated": 1, "withdrawn": 1,
    }  # fmt: skip
    assert table["phuquy"].total == table["phuquy"].parts["withdrawn"] == 1


def test_the_foot_is_the_sum_of_the_lines_and_its_parts_are_its_total(
    world: World, set_day: Callable[[date], None]
) -> None:
    lived(world, set_day)
    table = agency_table.table(world.day)
    foot = agency_table.foot(table)
    assert foot.total == sum(line.total for line in table) == 12
    assert sum(foot.parts[part] for part in agency_table.PARTS) == 12


def test_the_rate_is_done_over_done_and_overdue(world: World, set_day: Callable[[date], None]) -> None:
    lived(world, set_day)
    rates = {line.agency.code: line.rate for line in agency_table.table(world.day) if line.agency}
    assert (rates["stc"].numerator, rates["stc"].denominator, rates["stc"].value) == (2, 3, 2 / 3)
    assert (rates["sxd"].value, rates["phuquy"].value) == (0, None)
    assert rates["stc"].formula.startswith("đã thực hiện ÷ (đã thực hiện + chưa xong đã quá hạn), chỉ việc có thời hạn")


def test_the_days_of_late_work_are_told_by_who_held_it(world: World, set_day: Callable[[date], None]) -> None:
    row = world.give("sxd", due_on=date(2026, 11, 27))
    world.go(2)
    world.do("sxd.vanphong", "report_obstacle", row, cause="regulation", problem="Vướng.", proposal="Hướng dẫn.")
    world.go(5)
    world.do("theodoi", "answer_obstacle", row, answer="Đã hướng dẫn.")
    world.go(1)
    days = agency_table.days_of_late(world.day)[row.agency_id]
    assert days == {"agency": 2 + 2, "office": 5, "collaborator": 0, "outside": 0}


# ---- the page


def test_every_number_opens_a_list_of_as_many_rows(world: World, set_day: Callable[[date], None]) -> None:
    lived(world, set_day)
    html = seen(world, "theodoi")
    client = world.cast.client("theodoi")
    numbers = re.findall(r'<td class="num[^>]*><a href="(/viec/[^"]*)">([\d.]+)</a>', html)
    assert len(numbers) >= 20
    for href, number in numbers:
        asked = href.replace("&amp;", "&").partition("?")[2]
        answer = client.get(f"/viec/so-dem/?{asked}").content.decode()
        assert f">{number}<" in answer or f" {number} " in text(f"<main>{answer}</main>"), href


def test_agencies_stand_in_the_official_order_and_can_be_sorted_and_narrowed(
    world: World, set_day: Callable[[date], None]
) -> None:
    lived(world, set_day)

    def names(query: str = "") -> list[str]:
        found = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)', seen(world, "chanhvp", PAGE + query))
        return [name for name in found if name != "Cộng"]

    stc, sxd, snnmt, muine, phuquy = (
        world.cast.agency(code).name for code in ("stc", "sxd", "snnmt", "muine", "phuquy")
    )
    assert names() == [stc, sxd, snnmt, phuquy, muine]
    assert names("?xep=-qua-han")[0] == sxd
    assert names("?xep=ty-le")[-1] == phuquy
    assert names("?loai=xa-phuong") == [phuquy, muine]
    assert names("?loai=khong-co&xep=khong-co") == names()


def test_an_agency_opens_only_its_own_numbers(world: World, set_day: Callable[[date], None]) -> None:
    lived(world, set_day)
    html = seen(world, "stc.vanphong")
    assert "/viec/?co-quan=" in row_of(html, "Sở Tài chính")
    assert "href" not in row_of(html, "Sở Xây dựng")
    assert "href" not in row_of(html, "Cộng")


def test_the_table_is_asked_of_the_database_in_as_many_statements_whatever_it_holds(
    world: World, set_day: Callable[[date], None]
) -> None:
    world.give("stc", due_on=date(2026, 11, 25))

    def asked() -> int:
        client = world.cast.client("theodoi")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as context:
            assert client.get(PAGE).status_code == 200
        return sum("regulation_" not in query["sql"] for query in context)  # looked at anew each second

    before = asked()
    lived(world, set_day)
    assert asked() == before


def test_nobody_was_given_anything_yet(world: World) -> None:
    assert "Chưa có cơ quan nào được giao việc" in seen(world, "theodoi")


def test_the_table_is_carried_away_as_it_is_narrowed(world: World, set_day: Callable[[date], None]) -> None:
    lived(world, set_day)
    client = world.cast.client("noivu")
    csv = client.get(f"{PAGE}xuat.csv?loai=xa-phuong").content.decode("utf-8-sig").splitlines()
    assert csv[0].startswith("Cơ quan;Tổng;Xong đúng hạn;Xong muộn;Đang trong hạn;Đang quá hạn;")
    assert [line.split(";")[0] for line in csv[1:]] == ["UBND đặc khu Phú Quý", "UBND phường Mũi Né", "Cộng"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}xuat.xlsx").content)).worksheets[0]
    foot = [cell.value for cell in list(book.rows)[-1]]
    assert foot[:8] == ["Cộng", 12, 1, 1, 2, 5, 1, 2]


# ---- one agency


def test_one_agency_shows_who_answers_for_it_and_what_is_late(world: World, set_day: Callable[[date], None]) -> None:
    lived(world, set_day)
    read = text(seen(world, "theodoi", f"{PAGE}{world.cast.agency('sxd').pk}/"))
    assert "Ngô Thị Yến , Chánh Văn phòng Sở" in read
    assert "chưa mở phần mềm lần nào" in read
    assert "Việc quá hạn 2 việc" in read
    assert "Cập nhật lần đầu" in read
    assert "Tỷ lệ 0,00%, tính thế nào?" in read


def test_an_agency_that_was_renamed_is_told_with_its_names(world: World) -> None:
    from giaoviec.agencies.actions import succeed

    sxd = world.cast.agency("sxd")
    succeed(
        "rename", predecessors=[sxd.pk], basis="Nghị quyết 12/NQ-HĐND", new_name="Sở Xây dựng và Giao thông",
        new_short_name="SXDGT", by=world.who("chanhvp"), on=world.day, at=world.at(),
    )  # fmt: skip
    read = text(seen(world, "theodoi", f"{PAGE}{sxd.pk}/"))
    assert "từ 23/11/2026: Sở Xây dựng và Giao thông" in read
    assert "từ 01/07/2025: Sở Xây dựng" in read


def test_the_page_of_an_agency_is_asked_in_as_many_statements_whatever_it_holds(
    world: World, set_day: Callable[[date], None]
) -> None:
    path = f"{PAGE}{world.cast.agency('sxd').pk}/"
    world.give("sxd", due_on=date(2026, 11, 25))
    world.go(9)
    set_day(world.day)

    def asked() -> int:
        client = world.cast.client("theodoi")
        client.get(path)
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200
        return sum("regulation_" not in query["sql"] for query in context)  # looked at anew each second

    before = asked()
    for _ in range(4):
        world.give("sxd", due_on=date(2026, 12, 1))
    assert asked() == before


# ---- who may


MAY = {
    "chutich", "pct.kinhte", "troly", "chanhvp", "vanthu", "theodoi", "theodoi2", "theodoi.kinhte", "stc.giamdoc",
    "stc.vanphong", "sxd.giamdoc", "sxd.vanphong", "snnmt.vanphong", "noivu", "snv.vanphong", "xa.phuquy",
    "xa.phuquy.vanthu", "muine.vanphong",
}  # fmt: skip
EVERYWHERE = {
    "chutich", "pct.kinhte", "troly", "chanhvp", "vanthu", "theodoi", "theodoi2", "theodoi.kinhte", "noivu",
}  # fmt: skip


def test_only_those_whom_the_access_table_names_see_the_table(world: World) -> None:
    for path in (PAGE, f"{PAGE}xuat.csv", f"{PAGE}xuat.xlsx"):
        answers = {username: world.cast.client(username).get(path).status_code for username in PEOPLE}
        assert {username for username, status in answers.items() if status == 200} == MAY
        assert {status for username, status in answers.items() if username not in MAY} == {404}


def test_an_agency_is_shown_to_itself_and_to_those_who_see_all(world: World) -> None:
    path = f"{PAGE}{world.cast.agency('sxd').pk}/"
    answers = {username: world.cast.client(username).get(path).status_code for username in PEOPLE}
    shown = EVERYWHERE | {"sxd.giamdoc", "sxd.vanphong"}
    assert {username for username, status in answers.items() if status == 200} == shown
    assert {status for username, status in answers.items() if username not in shown} == {404}


def test_an_agency_that_does_not_exist_is_not_found(world: World) -> None:
    last = Agency.objects.latest("id").pk
    assert world.cast.client("theodoi").get(f"{PAGE}{last + 1}/").status_code == 404


def test_whoever_is_not_signed_in_is_asked_to_sign_in(world: World, client: Any) -> None:
    assert client.get(PAGE).headers["Location"] == "/dang-nhap/?tiep=%2Fco-quan%2F"
