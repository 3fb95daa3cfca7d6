"""The page on which agencies are merged, split, renamed, abolished: previewed, then one act with all open work."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from giaoviec.agencies.models import Agency, Succession
from giaoviec.assignments.models import StageSpell
from giaoviec.journal.models import Event
from tests.cast import PEOPLE
from tests.shell.world import World, again, make_world

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/co-quan/sap-xep/"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    world = make_world()
    set_day(world.day)
    return world


def send(world: World, old: str = "snnmt", step: str = "ghi", **facts: Any) -> Any:
    data = {
        "kind": "merge", "predecessors": [world.cast.agency(code).pk for code in old.split()], "basis": "NQ 15",
        "day": f"{world.day:%d/%m/%Y}", "buoc": step, **facts,
    }  # fmt: skip
    return world.cast.client("chanhvp").post(PAGE, data)


def ids(world: World, codes: str) -> list[int]:
    return [world.cast.agency(code).pk for code in codes.split()]


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_before_anything_is_written_each_open_work_is_shown_with_where_it_goes(world: World) -> None:
    row = world.give("snnmt")
    world.give("stc", helpers=True)
    answer = send(world, "snnmt sxd", "xem", successors=ids(world, "stc"))
    read = text(answer)
    assert answer.status_code == 200
    assert "Việc đang mở sẽ chuyển 1 việc Sở Nông nghiệp và Môi trường: 1 việc" in read
    assert "Phối hợp trong 1 việc cũng chuyển theo" in read
    assert f'href="/viec/{row.pk}/"' in answer.content.decode()
    assert not Succession.objects.exists()
    assert again(row).agency.code == "snnmt"


def test_a_merger_in_the_middle_of_a_period_takes_the_work_along_and_the_story_keeps_the_old_name(
    world: World, set_day: Callable[[date], None]
) -> None:
    row = world.give("snnmt")
    world.do("snnmt.vanphong", "update", row, content="Đã khảo sát.")
    set_day(world.go(8))
    assert send(world, successors=ids(world, "stc")).status_code == 302
    now = again(row)
    assert (now.agency.code, now.stage, now.due_on, now.given_on) == (
        "stc", "under_way", date(2026, 12, 15), date(2026, 11, 23),
    )  # fmt: skip
    held = StageSpell.objects.filter(assignment=row).order_by("id").values_list("holder_agency__code", flat=True)
    assert list(held) == ["snnmt", "snnmt", "stc"]
    assert Event.objects.latest("id").verb == "succeed"
    assert world.cast.client("stc.vanphong").get(f"/viec/{row.pk}/").status_code == 200
    old = world.cast.client("theodoi").get(f"/co-quan/{world.cast.agency('snnmt').pk}/")
    assert "kết thúc hoạt động 01/12/2026" in text(old)


def test_a_new_agency_takes_the_place_of_the_first_predecessor(world: World) -> None:
    row = world.give("skhcn")
    new = {"new_name": "Sở Khoa học, Công nghệ và Chuyển đổi số", "new_code": "skhcds", "new_short_name": "SKHCDS"}
    assert send(world, "skhcn", **new).status_code == 302
    made, old = Agency.objects.get(code="skhcds"), world.cast.agency("skhcn")
    assert (made.position, made.kind, made.founded_on) == (old.position, old.kind, world.day)
    assert again(row).agency == made


def test_of_a_split_each_work_goes_where_it_is_sent(world: World) -> None:
    first, second = world.give("snnmt"), world.give("snnmt")
    heirs: dict[str, Any] = {"kind": "split", "successors": ids(world, "stc sxd")}
    preview = send(world, step="xem", **heirs).content.decode()
    assert f'name="viec-{second.pk}"' in preview
    send(world, **heirs, **{f"viec-{second.pk}": "1"})
    assert [again(row).agency.code for row in (first, second)] == ["stc", "sxd"]


def test_nothing_is_stored_where_open_work_has_no_successor(world: World) -> None:
    row = world.give("muine")
    answer = send(world, "muine", kind="abolish")
    assert (answer.status_code, "hãy chọn cơ quan tiếp nhận hoặc thu hồi các việc đó trước" in text(answer)) == (
        422, True,
    )  # fmt: skip
    assert not Succession.objects.exists()
    assert Agency.objects.get(code="muine").dissolved_on is None
    assert again(row).agency.code == "muine"
    assert "chưa có cơ quan tiếp nhận" in text(send(world, "muine", "xem", kind="abolish"))


@pytest.mark.parametrize("step", ["xem", "ghi"])
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"basis": ""}, "Căn cứ pháp lý"),
        ({"day": "32/01/2026"}, "Ngày không đúng; hãy ghi theo dạng 24/11/2026."),
        ({"new_name": "Sở Mới"}, "Cơ quan kế thừa mới lập cần cả tên và mã"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(
    world: World, facts: dict[str, Any], sentence: str, step: str
) -> None:
    answer = send(world, step=step, **facts)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="NQ 15"' in answer.content.decode() or "basis" in facts


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"day": "01/01/2126", "successors": "stc"}, "Ngày có hiệu lực không được sau ngày ghi nhận"),
        ({}, "Sáp nhập có đúng một cơ quan kế thừa."),
    ],
)
def test_what_does_not_fit_is_refused_when_it_is_written(world: World, facts: dict[str, Any], sentence: str) -> None:
    chosen = facts | {"successors": ids(world, facts.get("successors", ""))}
    answer = send(world, **chosen)
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert not Succession.objects.exists()


def test_the_page_is_the_head_of_the_offices(world: World) -> None:
    answers = {who: world.cast.client(who).get(PAGE).status_code for who in PEOPLE}
    assert {who for who, status in answers.items() if status == 200} == {"chanhvp"}
    assert {status for who, status in answers.items() if who != "chanhvp"} == {404}
