"""Turns of a recurring task, and the work of agencies that are merged, split or abolished."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from giaoviec.agencies.actions import NewAgency
from giaoviec.agencies.models import Agency
from giaoviec.assignments import actions
from giaoviec.assignments.models import Assignment, Collaboration, Series, StageSpell, Task
from giaoviec.assignments.recounting import recount
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.rules.deadlines import next_turn
from tests.shell.world import World, again, make_world, open_duties, present_columns

pytestmark = pytest.mark.django_db

D = date
STC = "stc.vanphong"


@pytest.fixture
def world() -> World:
    return make_world()


# ---- series


def turns(world: World) -> int:
    return actions.make_turns(on=world.day, at=world.at())


def test_the_next_turn_is_given_the_day_after_the_one_before_was_due_and_once(world: World) -> None:
    row = world.give("stc", series_rule="monthly:15", due_on=D(2026, 12, 15), helpers=True)
    assert Series.objects.get().next_on == D(2027, 1, 15)
    world.day = D(2026, 12, 15)
    assert turns(world) == 0
    world.go()
    assert (turns(world), turns(world)) == (1, 0)
    new = Assignment.objects.latest("id")
    assert (new.due_on, new.given_on, new.task.series_id) == (D(2027, 1, 15), D(2026, 12, 16), row.task.series_id)
    assert Collaboration.objects.filter(assignment=new).count() == 2
    assert ("result", "stc", D(2027, 1, 15)) in open_duties(new)
    assert Series.objects.get().next_on == next_turn("monthly:15", D(2027, 1, 15)) == D(2027, 2, 15)
    assert (Event.objects.latest("id").verb, Event.objects.latest("id").actor) == ("next_turn", "Hệ thống")


def test_after_days_of_silence_every_turn_is_made(world: World) -> None:
    world.give("stc", series_rule="monthly:15", due_on=D(2026, 12, 15))
    world.day = D(2027, 3, 1)
    assert turns(world) == 3
    assert list(Task.objects.order_by("id").values_list("due_on", flat=True)) == [
        D(2026, 12, 15), D(2027, 1, 15), D(2027, 2, 15), D(2027, 3, 15),
    ]  # fmt: skip


def test_a_turn_goes_to_whoever_leads_it_now_and_a_withdrawn_one_comes_no_more(world: World) -> None:
    row, other = world.give_all("stc sxd", series_rule="monthly:15", due_on=D(2026, 12, 15))
    world.do(STC, "give_back", row, reason="Không thuộc chức năng.")
    world.do("vanthu", "pass_on", row, agency=world.cast.agency("snnmt"))
    world.do("chanhvp", "withdraw", other, reason="Đã xong.")
    world.day = D(2026, 12, 16)
    assert turns(world) == 1
    new = Assignment.objects.latest("id")
    assert new.agency.code == "snnmt"
    world.do("chanhvp", "withdraw", new, reason="Đã xong.")
    world.day = D(2027, 1, 18)
    assert turns(world) == 0
    assert Series.objects.get().ended_on == D(2027, 1, 18)


def test_an_ended_series_gives_no_further_turn(world: World) -> None:
    world.give("stc", series_rule="monthly:15", due_on=D(2026, 12, 15))
    series = Series.objects.get()
    with pytest.raises(Refused):
        actions.end_series(series.pk, by=world.who(STC), on=world.day, at=world.at())
    actions.end_series(series.pk, by=world.who("vanthu"), on=world.day, at=world.at())
    world.day = D(2027, 3, 1)
    assert turns(world) == 0
    with pytest.raises(Refused) as no:
        actions.end_series(series.pk, by=world.who("vanthu"), on=world.day, at=world.at())
    assert no.value.sentence == "Chuỗi nhiệm vụ này đã dừng hoặc không có."


# ---- succession

BASIS = "Nghị quyết 12/NQ-HĐND ngày 20/11/2026"


def arrange(world: World, kind: str, old: str, new: list[Any], **what: Any) -> Any:
    successors = [world.cast.agency(one).pk if isinstance(one, str) else one for one in new]
    predecessors = [world.cast.agency(code).pk for code in old.split()]
    return actions.arrange(
        kind, predecessors=predecessors, successors=successors, basis=BASIS,
        by=world.who(what.pop("by", "chanhvp")), on=what.pop("on", world.day), at=world.at(), **what,
    )  # fmt: skip


def new_agency(code: str, name: str) -> NewAgency:
    return NewAgency(code=code, kind="department", name=name, short_name=code.upper())


def test_a_merger_carries_open_work_with_its_stage_its_dates_and_what_was_given_inside(world: World) -> None:
    row = world.give("stc")
    world.do(STC, "update", row, content="Đã làm.")
    world.do(STC, "assign_inside", row, content="Đo", officer=world.cast.person("stc.chuyenvien"))
    claimed = world.give("stc")
    world.do(STC, "claim", claimed, content="Xong.")
    done_elsewhere = world.give("sxd")
    world.go(5)
    arrange(world, "merge", "stc", [new_agency("stckh", "Sở Tài chính - Kế hoạch")])
    heir = Agency.objects.get(code="stckh")
    now = again(row)
    assert (now.agency_id, now.stage, now.due_on, now.first_update_on) == (
        heir.pk, "under_way", D(2026, 12, 15), None,
    )  # fmt: skip
    assert again(claimed).stage == "claimed"
    assert again(done_elsewhere).agency.code == "sxd"
    child = Assignment.objects.get(parent=row)
    assert child.unit is not None
    assert (child.agency_id, child.unit.name, child.unit.agency_id) == (heir.pk, "Phòng Quản lý ngân sách", heir.pk)
    held = StageSpell.objects.filter(assignment=row).order_by("id").values_list("holder_agency__code", flat=True)
    assert list(held) == ["stc", "stc", "stckh"]
    assert open_duties(row) == [
        ("first_update", "stckh", D(2026, 12, 2)),
        ("result", "stckh", D(2026, 12, 15)),
    ]
    assert open_duties(child) == [("result", "stckh", D(2026, 12, 15))]
    assert not Duty.objects.filter(OPEN, agency__code="stc").exists()
    assert Event.objects.filter(verb="succeed").count() == 1
    assert Event.objects.filter(verb="transfer").count() == 0
    for each in (row, claimed, child):
        assert present_columns(each) == recount(again(each))


def test_of_a_split_each_work_goes_where_it_is_sent(world: World) -> None:
    first, second = world.give("sxd"), world.give("sxd")
    heirs = [new_agency("sgt", "Sở Giao thông"), new_agency("snha", "Sở Nhà ở")]
    arrange(world, "split", "sxd", heirs, shares={second.pk: 1})
    assert [again(first).agency.code, again(second).agency.code] == ["sgt", "snha"]


def test_an_agency_that_lives_on_keeps_what_is_not_sent_away(world: World) -> None:
    first, second = world.give("sxd"), world.give("sxd")
    arrange(world, "split", "sxd", ["sxd", new_agency("snha", "Sở Nhà ở")], shares={second.pk: 1})
    assert [again(first).agency.code, again(second).agency.code] == ["sxd", "snha"]


def test_who_worked_with_a_lead_is_followed_by_the_successor(world: World) -> None:
    row = world.give("stc", helpers=True)
    world.do(STC, "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Góp ý.")
    arrange(world, "merge", "sxd", ["snnmt"])
    helping = Collaboration.objects.filter(assignment=row, voided_at=None).values_list("agency__code", "asked")
    assert sorted(helping) == [("phuquy", ""), ("snnmt", ""), ("snnmt", "Góp ý.")]
    assert [agency for kind, agency, _ in open_duties(row) if kind == "opinion"] == ["snnmt"]
    world.do("snnmt.vanphong", "give_opinion", row, answer="Thống nhất.")
    assert present_columns(row) == recount(again(row))


def test_an_agency_with_open_work_is_not_abolished_without_a_successor(world: World) -> None:
    world.give("muine")
    with pytest.raises(Refused) as no:
        arrange(world, "abolish", "muine", [])
    assert no.value.sentence == ("Cơ quan còn việc đang mở; hãy chọn cơ quan tiếp nhận hoặc thu hồi các việc đó trước.")
    assert Agency.objects.get(code="muine").dissolved_on is None


def test_a_new_name_moves_nothing(world: World) -> None:
    row = world.give("stc")
    version = again(row).version
    arrange(world, "rename", "stc", [], new_name="Sở Tài chính và Kế hoạch")
    assert (again(row).version, again(row).agency.name) == (version, "Sở Tài chính và Kế hoạch")


def test_the_work_is_moved_as_of_the_day_of_recording(world: World) -> None:
    row = world.give("stc")
    world.go(4)
    world.do(STC, "update", row, content="Đã làm.")
    world.go(1)
    arrange(world, "merge", "stc", ["snnmt"], on=D(2026, 11, 25))
    assert Agency.objects.get(code="stc").dissolved_on == D(2026, 11, 25)
    assert again(row).stage_on == D(2026, 11, 28)
