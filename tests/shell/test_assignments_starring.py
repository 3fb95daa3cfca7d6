"""Gắn sao, bỏ sao after the giving: whose right it is, what follows, what was known when, and the page."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from giaoviec.assignments.models import Assignment, Task
from giaoviec.assignments.queries import known
from giaoviec.documents.models import Revision
from giaoviec.duties.models import Duty, Notice
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused, Stale
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, again, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def starred(row: Assignment) -> tuple[bool, bool]:
    """What the task says, and what its assignment does."""
    now = again(row)
    return Task.objects.get(pk=now.task_id).starred, now.starred


def starred_as_known(row: Assignment, at: datetime) -> bool:
    """As was known at a moment: the last change that had been entered and not taken back."""
    told = Revision.objects.filter(known(at), subject="task", subject_id=row.task_id, field="starred")
    last = told.order_by("-id").first()
    return bool(last and last.new)


def star(world: World, who: str, row: Assignment, on: bool = True, reason: str = "Lãnh đạo tỉnh quan tâm") -> None:
    world.do(who, "star", row, starred=on, reason=reason)


@pytest.mark.parametrize(("who", "may"), [("chutich", True), ("chanhvp", True), ("vanthu", False), ("theodoi", False)])
def test_the_leaders_and_the_head_of_the_office_put_the_star_on(world: World, who: str, may: bool) -> None:
    row = world.give()
    if may:
        star(world, who, row)
    else:
        with pytest.raises(Refused) as no:
            star(world, who, row)
        assert (no.value.status, "gắn sao, bỏ sao" in no.value.sentence) == (403, True)
    assert starred(row) == (may, may)


def test_to_an_agency_that_was_not_given_it_there_is_no_such_work(world: World) -> None:
    with pytest.raises(Refused) as no:
        star(world, "sxd.vanphong", world.give("stc"))
    assert (no.value.status, no.value.sentence) == (404, "Không có việc này.")


def test_the_star_is_the_tasks_and_every_lead_hears_of_it(world: World) -> None:
    one, other = world.give_all("stc sxd")
    inside = world.do(
        "stc.vanphong", "assign_inside", one, content="Rà soát", officer=world.cast.person("stc.chuyenvien")
    )
    star(world, "chutich", one)
    assert [starred(row) for row in (one, other, inside)] == [(True, True)] * 3
    told = Notice.objects.filter(kind="star").order_by("agency__code").values_list("agency__code", "text")
    assert list(told) == [(code, "Lãnh đạo tỉnh quan tâm") for code in ("stc", "sxd")]


def test_a_reason_is_needed_and_a_second_star_is_refused(world: World) -> None:
    row = world.give()
    with pytest.raises(Refused) as no:
        star(world, "chanhvp", row, reason=" ")
    assert (no.value.sentence, no.value.field, no.value.status) == ("Nêu lý do.", "reason", 422)
    star(world, "chanhvp", row)
    with pytest.raises(Refused) as twice:
        star(world, "chanhvp", row)
    assert (twice.value.sentence, twice.value.status) == ("Việc đã gắn sao.", 409)


def test_of_two_at_once_the_second_is_told(world: World) -> None:
    row = world.give()
    seen = row.version
    star(world, "chutich", row)
    with pytest.raises(Stale, match="“gắn sao”"):
        world.do("chanhvp", "star", row, starred=True, reason="Việc gấp", version=seen)


def test_ended_and_internal_work_keeps_its_star(world: World) -> None:
    row = world.give()
    inside = world.do(
        "stc.vanphong", "assign_inside", row, content="Rà soát", officer=world.cast.person("stc.chuyenvien")
    )
    with pytest.raises(Refused, match="theo sao của việc do Văn phòng UBND tỉnh giao"):
        star(world, "chanhvp", inside)
    world.do("chanhvp", "withdraw", row, reason="Không còn cần")
    with pytest.raises(Refused, match="Chỉ gắn sao, bỏ sao khi việc chưa kết thúc"):
        star(world, "chanhvp", row)


def test_once_starred_one_confirmation_is_not_enough(world: World) -> None:
    row = world.give()
    star(world, "chutich", row)
    world.do("stc.vanphong", "claim", row, content="Đã trình", product_number="12/TTr-STC", product_on=world.day)
    assert world.do("theodoi", "confirm", row, quality=Quality.GOOD) is False
    star(world, "chutich", row, on=False)
    assert world.do("theodoi", "confirm", row, quality=Quality.GOOD) is True


def decider_of(row: Assignment) -> list[tuple[str, str]]:
    held = Duty.objects.filter(OPEN, assignment_id=row.pk, kind="decide_extension")
    return list(held.values_list("agency__code", "role"))


def test_an_extension_that_waits_goes_to_the_desk_of_who_decides_it_now(world: World) -> None:
    row = world.give()
    world.do("stc.vanphong", "ask_extension", row, wanted_on=date(2026, 12, 28), cause="scope", reason="Khối lượng lớn")
    before = decider_of(row)
    star(world, "chanhvp", row)
    after = decider_of(row)
    assert [role for _, role in before + after] == ["monitor", "chairman"]
    world.undo_last("chanhvp")
    assert decider_of(row) == before


def test_what_was_known_on_an_earlier_day_stays_known_and_undoing_takes_the_star_off(world: World) -> None:
    row = world.give()
    before = world.at()
    world.go()
    star(world, "chutich", row)
    starred_at = world.at()
    assert (starred_as_known(row, before), starred_as_known(row, starred_at)) == (False, True)
    world.undo_last("chutich")
    assert starred(row) == (False, False)
    assert (starred_as_known(row, starred_at), starred_as_known(row, world.at())) == (True, False)


def test_the_page_puts_it_on_offers_to_undo_and_the_story_tells(world: World) -> None:
    row = world.give()
    client = world.cast.client("chanhvp")
    assert f"/viec/{row.pk}/gan-sao/" in client.get(f"/viec/{row.pk}/").content.decode()
    form = client.get(f"/viec/{row.pk}/gan-sao/").content.decode()
    assert "<h1" in form and "hai người xác nhận hoàn thành" in form
    empty = client.post(f"/viec/{row.pk}/gan-sao/", {"version": row.version, "reason": ""})
    assert (empty.status_code, "Nêu lý do." in empty.content.decode()) == (422, True)
    sent = client.post(f"/viec/{row.pk}/gan-sao/", {"version": row.version, "reason": "Chủ tịch chỉ đạo"}, follow=True)
    page = sent.content.decode()
    assert starred(row) == (True, True)
    for words in ("Gắn sao", "Chủ tịch chỉ đạo", "Hoàn tác", "Bỏ sao"):
        assert words in page, words


def test_the_page_says_why_not_and_strangers_find_nothing(world: World) -> None:
    row = world.give()
    refused = world.cast.client("theodoi").get(f"/viec/{row.pk}/gan-sao/")
    assert (refused.status_code, "không có quyền" in refused.content.decode()) == (409, True)
    assert world.cast.client("sxd.vanphong").get(f"/viec/{row.pk}/gan-sao/").status_code == 404
    assert f"/viec/{row.pk}/gan-sao/" not in world.cast.client("theodoi").get(f"/viec/{row.pk}/").content.decode()
