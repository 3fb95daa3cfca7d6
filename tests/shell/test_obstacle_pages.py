"""`/vuong-mac/`: who sees which, what the board groups and counts, the page on which one is decided for all."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from giaoviec.assignments.models import Obstacle
from giaoviec.documents.models import Refusal
from tests.shell.test_obstacles import do, stuck
from tests.shell.world import World, again, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Any) -> World:
    made = make_world()
    set_day(made.day)
    return made


def body(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return str(response.content.decode())


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        body(client, url)
    return len(asked)


def test_the_board_says_how_long_each_waits_and_what_holds_most(world: World) -> None:
    (_, first), (_, second) = stuck(world), stuck(world, "sxd")
    stuck(world, "sxd", problem="Chưa có mặt bằng bàn giao.", cause="land")
    do(world, "theodoi", "join_obstacles", first.pk, [second.pk])
    page = body(world.cast.client("theodoi"), "/vuong-mac/")
    assert "<strong>3 việc</strong> đang chờ được gỡ vướng" in page
    assert "2 vướng mắc" in page and "2 việc, 2 cơ quan" in page
    land = body(world.cast.client("theodoi"), "/vuong-mac/?nguyen-nhan=land")
    assert "1 vướng mắc" in land and "Chưa có mặt bằng bàn giao." in land
    assert "Không có vướng mắc nào" in body(world.cast.client("theodoi"), "/vuong-mac/?nguyen-nhan=means&dang=hoi")


@pytest.mark.parametrize(
    ("who", "status", "sees"),
    [
        ("stc.vanphong", 200, True), ("sxd.vanphong", 404, False), ("chutich", 200, True), ("vanthu", 200, True),
        ("stc.chuyenvien", 404, None), ("quantri", 404, None), ("kiemtoan", 404, None), ("noivu", 404, None),
    ],
)  # fmt: skip
def test_an_obstacle_is_seen_by_its_agency_the_office_and_the_leaders(
    world: World, who: str, status: int, sees: bool | None
) -> None:
    _, obstacle = stuck(world)
    client = world.cast.client(who)
    assert client.get(f"/vuong-mac/{obstacle.pk}/").status_code == status
    board = client.get("/vuong-mac/")
    assert board.status_code == (404 if sees is None else 200)
    if sees is not None:
        assert (obstacle.problem in board.content.decode()) is sees


def test_an_agency_sees_of_a_shared_obstacle_its_own_part_and_how_many_others_wait(world: World) -> None:
    (_, first), (_, second) = stuck(world), stuck(world, "sxd", proposal="Chuyển vốn của xã khác.")
    do(world, "theodoi", "join_obstacles", first.pk, [second.pk])
    page = body(world.cast.client("stc.vanphong"), f"/vuong-mac/{first.pk}/")
    assert "và 1 việc của cơ quan khác" in page
    to = f"/vuong-mac/viec/{first.assignment_id}/"
    assert to in body(world.cast.client("stc.vanphong"), f"/viec/{first.assignment_id}/")
    assert world.cast.client("stc.vanphong").get(to).headers["Location"] == f"/vuong-mac/{first.pk}/"
    assert world.cast.client("sxd.vanphong").get(to).status_code == 404
    assert "Chuyển vốn của xã khác." not in page and "Sở Xây dựng" not in page


def test_the_office_joins_what_looks_the_same_and_decides_once_on_the_page(world: World) -> None:
    (one, first), (other, second) = stuck(world), stuck(world, "sxd")
    office = world.cast.client("theodoi")
    assert "Có thể cùng một vướng mắc" in body(office, f"/vuong-mac/{first.pk}/")
    none = office.post(f"/vuong-mac/{first.pk}/gop/", {})
    assert (none.status_code, "Chọn ít nhất một vướng mắc để gộp." in none.content.decode()) == (422, True)
    assert office.post(f"/vuong-mac/{first.pk}/gop/", {"others": [second.pk]}).status_code == 302
    half = office.post(f"/vuong-mac/{first.pk}/quyet-dinh/", {"seen": [first.pk], "answer": "Bố trí vốn."})
    assert half.status_code == 422
    assert "Còn 1 việc đang chờ ở vướng mắc này" in half.content.decode()
    assert "Bố trí vốn.</textarea>" in half.content.decode()
    both = {"seen": [first.pk, second.pk], "answer": "Bố trí vốn."}
    done = office.post(f"/vuong-mac/{first.pk}/quyet-dinh/", both, follow=True)
    assert "Đã quyết định; 2 việc đi tiếp." in done.content.decode()
    assert (again(one).holder, again(other).holder) == ("agency", "agency")
    assert "Bố trí vốn." in body(world.cast.client("stc.vanphong"), f"/vuong-mac/{first.pk}/")
    assert "Bố trí vốn." not in body(office, "/vuong-mac/") and "2 việc" not in body(office, "/vuong-mac/")
    late = office.post(f"/vuong-mac/{first.pk}/quyet-dinh/", both)
    assert (late.status_code, "đã được trả lời" in late.content.decode()) == (409, True)


def test_whoever_is_asked_finds_it_on_the_desk_and_says_on_the_page(world: World) -> None:
    _, obstacle = stuck(world)
    office, asked = world.cast.client("theodoi"), world.cast.client("sxd.vanphong")
    sent = {"agency": world.cast.agency("sxd").pk, "question": "Đơn giá nào?", "reply_by": "27/11/2026"}
    assert office.post(f"/vuong-mac/{obstacle.pk}/chuyen/", sent).status_code == 302
    obstacle.refresh_from_db()
    assert f"/vuong-mac/nhom/{obstacle.case_id}/" in body(asked, "/")
    assert asked.get(f"/vuong-mac/nhom/{obstacle.case_id}/").headers["Location"] == f"/vuong-mac/{obstacle.pk}/"
    page = body(asked, f"/vuong-mac/{obstacle.pk}/")
    assert "Đơn giá nào?" in page and "Gửi ý kiến" in page and obstacle.proposal in page
    assert f"/viec/{obstacle.assignment_id}/" not in page
    assert "Gửi ý kiến" not in body(world.cast.client("stc.vanphong"), f"/vuong-mac/{obstacle.pk}/")
    empty = asked.post(f"/vuong-mac/{obstacle.pk}/y-kien/", {"reply": " "})
    assert (empty.status_code, "Ghi ý kiến xử lý." in empty.content.decode()) == (422, True)
    asked.post(f"/vuong-mac/{obstacle.pk}/y-kien/", {"reply": "Đơn giá 2026."})
    assert "Đơn giá 2026." in body(office, f"/vuong-mac/{obstacle.pk}/")


def test_marked_words_of_a_decision_are_refused_recorded_and_not_shown_again(world: World) -> None:
    row, obstacle = stuck(world)
    marked = {"seen": [obstacle.pk], "answer": "TỐI MẬT\nKế hoạch phòng thủ"}
    answer = world.cast.client("theodoi").post(f"/vuong-mac/{obstacle.pk}/quyet-dinh/", marked)
    assert (answer.status_code, "phòng thủ" in answer.content.decode()) == (422, False)
    assert Refusal.objects.count() == 1
    assert again(row).obstacle_open and Obstacle.objects.get().answer == ""


def test_the_board_asks_the_same_number_of_questions_however_long_it_is(world: World) -> None:
    stuck(world)
    office = world.cast.client("theodoi")
    office.get("/vuong-mac/")
    short = statements(office, "/vuong-mac/")
    for _ in range(4):
        stuck(world, "sxd")
    assert statements(office, "/vuong-mac/") == short
