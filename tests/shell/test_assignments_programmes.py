"""Yearly work programmes (2.2b): how far each is, its tasks as a table, who sees what of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.documents.models import Document, DocumentKind
from giaoviec.rules.tasks import Quality
from tests.cast import PEOPLE
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

PAGE = "/chuong-trinh/"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    world = make_world()
    set_day(world.day)
    return world


def programme(world: World, **columns: str) -> Document:
    given = {"kind": DocumentKind.PROGRAMME, "type": "programme", "full_symbol": "01/CTr-UBND"}
    return world.document(**(given | {"summary": "Chương trình công tác năm 2026"} | columns))


def lived(world: World, set_day: Callable[[date], None]) -> Document:
    """Three tasks: one done by both its leads (late), one late, one running; one taken back."""
    document = programme(world)
    first = world.give_all("stc sxd", document=document, content="Ban hành quy chế", due_on=date(2026, 11, 22))
    for row in first:
        liaison = {"stc": "stc.vanphong", "sxd": "sxd.vanphong"}[row.agency.code]
        said = {"cause": "people", "content": "Thiếu người.", "proposal": "Không."}
        world.do(liaison, "claim", row, content="Đã xong.", explanation=said)
        world.do("theodoi", "confirm", row, quality=Quality.GOOD)
    world.give_all("stc muine", document=document, content="Rà soát quy hoạch", due_on=date(2026, 11, 26))
    world.give("stc", document=document, content="Trình đề án", product="Đề án")
    gone = world.give("sxd", document=document, content="Không làm nữa")
    world.do("chanhvp", "withdraw", gone, reason="Không còn cần.")
    world.go(7)
    set_day(world.day)
    return document


def text(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def seen(world: World, username: str, path: str = PAGE) -> str:
    response = world.cast.client(username).get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_programme_shows_how_many_of_its_tasks_are_done_and_late(
    world: World, set_day: Callable[[date], None]
) -> None:
    lived(world, set_day)
    world.document()
    read = text(seen(world, "chutich"))
    assert "01/CTr-UBND: Chương trình công tác năm 2026 1 trong 3 nhiệm vụ 1 quá hạn 1" in read
    assert "9640/UBND-XD" not in read


def test_a_programme_that_waits_to_be_given_says_so(world: World) -> None:
    document = programme(world)
    assert "Chưa giao việc" in seen(world, "vanthu")
    page = seen(world, "vanthu", f"{PAGE}{document.pk}/")
    assert "Chưa giao việc từ chương trình này" in page
    assert f'href="/van-ban/{document.pk}/giao-viec/"' in page


def test_the_table_has_a_line_for_each_task_with_who_leads_it(world: World, set_day: Callable[[date], None]) -> None:
    document = lived(world, set_day)
    path = f"{PAGE}{document.pk}/"
    read = text(seen(world, "chanhvp", path))
    assert "1 trong 3 nhiệm vụ đã xong, 1 quá hạn" in read
    assert "2/2 xong Ban hành quy chế STC , SXD 22/11/2026" in read
    assert "0/2 xong, có quá hạn Rà soát quy hoạch STC , Mũi Né 26/11/2026" in read
    assert "Trình đề án Sở Tài chính 15/12/2026 Đề án" in read
    assert "Không làm nữa" not in read


@pytest.mark.parametrize(
    ("query", "tasks"),
    [
        ("", ["Ban hành quy chế", "Rà soát quy hoạch", "Trình đề án"]),
        ("?tinh-hinh=da-xong", ["Ban hành quy chế"]),
        ("?tinh-hinh=qua-han", ["Rà soát quy hoạch"]),
        ("?tinh-hinh=con-lai", ["Trình đề án"]),
        ("?xep=han", ["Ban hành quy chế", "Rà soát quy hoạch", "Trình đề án"]),
        ("?xep=-han", ["Trình đề án", "Rà soát quy hoạch", "Ban hành quy chế"]),
        ("?xep=khong&tinh-hinh=khong", ["Ban hành quy chế", "Rà soát quy hoạch", "Trình đề án"]),
    ],
)
def test_the_table_is_narrowed_and_sorted_by_its_address(
    world: World, set_day: Callable[[date], None], query: str, tasks: list[str]
) -> None:
    document = lived(world, set_day)
    html = seen(world, "chanhvp", f"{PAGE}{document.pk}/{query}")
    assert re.findall(r'<td class="c-what">.*?title="([^"]+)"', html) == tasks
    csv = world.cast.client("chanhvp").get(f"{PAGE}{document.pk}/xuat.csv{query}").content.decode("utf-8-sig")
    assert list(dict.fromkeys(line.split(";")[1] for line in csv.splitlines()[1:])) == tasks


def test_the_workbook_has_a_row_for_each_agency_of_a_task(world: World, set_day: Callable[[date], None]) -> None:
    document = lived(world, set_day)
    data = world.cast.client("chanhvp").get(f"{PAGE}{document.pk}/xuat.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)
    assert rows[0] == ("STT", "Nội dung", "Cơ quan chủ trì", "Thời hạn", "Tình hình", "Sản phẩm")
    assert [row[2] for row in rows[1:]] == [
        "Sở Tài chính", "Sở Xây dựng", "Sở Tài chính", "UBND phường Mũi Né", "Sở Tài chính",
    ]  # fmt: skip


def test_a_task_of_many_agencies_names_their_number(world: World) -> None:
    document = programme(world)
    world.give_all("stc sxd snv muine phuquy", document=document)
    assert "5 cơ quan" in text(seen(world, "theodoi", f"{PAGE}{document.pk}/"))


def test_an_agency_sees_its_own_part(world: World, set_day: Callable[[date], None]) -> None:
    document = lived(world, set_day)
    read = text(seen(world, "sxd.vanphong", f"{PAGE}{document.pk}/"))
    assert "1 trong 1 nhiệm vụ đã xong (phần việc được giao cho tôi)" in read
    assert "Rà soát quy hoạch" not in read


def test_who_was_given_nothing_of_it_finds_no_such_programme(world: World, set_day: Callable[[date], None]) -> None:
    document = lived(world, set_day)
    answers = {who: world.cast.client(who).get(f"{PAGE}{document.pk}/").status_code for who in PEOPLE}
    assert {who for who, status in answers.items() if status == 200} == {
        "chutich", "pct.kinhte", "troly", "chanhvp", "vanthu", "theodoi", "theodoi2", "theodoi.kinhte", "stc.giamdoc",
        "stc.vanphong", "sxd.giamdoc", "sxd.vanphong", "muine.vanphong",
    }  # fmt: skip
    assert world.cast.client("noivu").get(PAGE).status_code == 404
    assert world.cast.client("snv.vanphong").get(f"{PAGE}{document.pk}/xuat.csv").status_code == 404


def test_the_pages_are_asked_in_as_many_statements_whatever_they_hold(world: World) -> None:
    document = programme(world)

    def asked(path: str) -> int:
        client = world.cast.client("theodoi")
        client.get(path)
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200
        return sum("regulation_" not in query["sql"] for query in context)  # looked at anew each second

    world.give_all("stc", document=document)
    before = [asked(PAGE), asked(f"{PAGE}{document.pk}/")]
    world.give_all("sxd muine", document=document)
    world.give_all("snv phuquy", document=document)
    programme(world, full_symbol="02/CTr-UBND", symbol_key="02ctrubnd")
    assert [asked(PAGE), asked(f"{PAGE}{document.pk}/")] == before
