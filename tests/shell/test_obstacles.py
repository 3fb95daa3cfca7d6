"""Obstacles that hold several assignments (8.1b, 10.2): joined, passed on, decided once; each assignment moves on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from giaoviec.agencies.actions import NewAgency
from giaoviec.assignments import actions
from giaoviec.assignments.models import Assignment, Explanation, Extension, Obstacle, ObstacleCase
from giaoviec.duties import queries as duties
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from tests.shell.world import World, again, make_world, open_duties, present_columns

pytestmark = pytest.mark.django_db

LEAD = {"stc": "stc.vanphong", "sxd": "sxd.vanphong"}


@pytest.fixture
def world() -> World:
    return make_world()


def stuck(world: World, code: str = "stc", **what: Any) -> tuple[Assignment, Obstacle]:
    """Work that an agency has begun and that an obstacle holds up."""
    row = world.give(code)
    world.do(LEAD[code], "update", row, content="Đã rà soát hiện trường.")
    said = {"cause": "money", "problem": "Chưa có kinh phí khảo sát.", "proposal": "Bố trí 500 triệu đồng."} | what
    return row, world.do(LEAD[code], "report_obstacle", row, **said)


def do(world: World, who: str, verb: str, pk: int, *args: Any, **what: Any) -> Any:
    return getattr(actions, verb)(pk, *args, **what, by=world.who(who), on=world.day, at=world.at())


def asked(case: ObstacleCase) -> list[tuple[str, date]]:
    found = Duty.objects.filter(OPEN, subject="obstacle_case", subject_id=case.pk)
    return list(found.values_list("agency__code", "due_on"))


def test_two_agencies_that_meet_the_same_obstacle_get_one_decision_and_both_move(world: World) -> None:
    (one, first), (other, second) = stuck(world), stuck(world, "sxd")
    case = do(world, "theodoi", "join_obstacles", first.pk, [second.pk])
    assert (again(one).holder, again(other).holder) == ("office", "office")
    world.go(3)
    moved = do(world, "theodoi", "decide_obstacle", first.pk, answer="Bố trí từ nguồn dự phòng.")
    assert sorted(moved) == sorted([one.pk, other.pk])
    case.refresh_from_db()
    assert (case.decision, case.decided_on) == ("Bố trí từ nguồn dự phòng.", world.day)
    for row in (one, other):
        now = again(row)
        assert (now.holder, now.obstacle_open, now.days_office) == ("agency", False, 3)
        assert now.obstacles.get().answer == "Bố trí từ nguồn dự phòng."
        assert "answer_obstacle" not in {kind for kind, _, _ in open_duties(row)}
    [event] = Event.objects.filter(verb="decide_obstacles")
    assert (event.subject, event.subject_id) == ("obstacle_case", case.pk)
    assert present_columns(one) == {name: getattr(again(one), name) for name in present_columns(one)}


def test_none_may_be_left_waiting_when_an_obstacle_is_decided(world: World) -> None:
    (one, first), (other, second) = stuck(world), stuck(world, "sxd")
    do(world, "theodoi", "join_obstacles", first.pk, [second.pk])
    with pytest.raises(Refused) as no:
        do(world, "theodoi", "decide_obstacle", first.pk, answer="Đồng ý.", seen=[first.pk])
    assert (no.value.field, no.value.sentence) == (
        "seen",
        "Còn 1 việc đang chờ ở vướng mắc này; hãy chọn cả các việc đó, hoặc tách riêng trước khi quyết định.",
    )
    assert again(one).obstacle_open and again(other).obstacle_open
    do(world, "theodoi", "part_obstacle", second.pk)
    assert do(world, "theodoi", "decide_obstacle", first.pk, answer="Đồng ý.", seen=[first.pk]) == [one.pk]
    assert again(other).obstacle_open


def test_one_that_waits_together_with_others_is_not_answered_alone(world: World) -> None:
    (one, first), (_, second) = stuck(world), stuck(world, "sxd")
    do(world, "theodoi", "join_obstacles", first.pk, [second.pk])
    with pytest.raises(Refused) as no:
        world.do("theodoi", "answer_obstacle", one, answer="Đồng ý.")
    assert no.value.sentence == (
        "Vướng mắc này được xử lý chung với 1 việc khác; hãy quyết định một lần ở bảng vướng mắc."
    )


def test_joining_takes_what_the_other_was_joined_to_and_leaves_no_empty_case(world: World) -> None:
    (_, a), (_, b), (_, c) = stuck(world), stuck(world, "sxd"), stuck(world, "sxd")
    old = do(world, "theodoi", "join_obstacles", b.pk, [c.pk])
    case = do(world, "theodoi", "join_obstacles", a.pk, [b.pk])
    assert set(Obstacle.objects.filter(case=case).values_list("pk", flat=True)) == {a.pk, b.pk, c.pk}
    old.refresh_from_db()
    assert old.voided_at is not None


def test_deciding_twice_says_when_it_was_answered(world: World) -> None:
    _, row = stuck(world)
    do(world, "theodoi", "decide_obstacle", row.pk, answer="Đồng ý.")
    with pytest.raises(Stale) as no:
        do(world, "theodoi", "decide_obstacle", row.pk, answer="Thôi.")
    assert no.value.sentence == f"Vướng mắc này đã được trả lời ngày {world.day:%d/%m/%Y}; hãy xem lại."


def test_whoever_it_is_passed_on_to_owes_a_view_and_the_office_decides_after_it(world: World) -> None:
    row, obstacle = stuck(world)
    sxd = world.cast.agency("sxd")
    case = do(
        world, "theodoi", "pass_obstacle", obstacle.pk, agency=sxd, question="Đơn giá nào áp dụng được?",
        reply_by=date(2026, 11, 27),
    )  # fmt: skip
    assert asked(case) == [("sxd", date(2026, 11, 27))]
    assert ("answer_obstacle", "vp", date(2026, 12, 4)) in open_duties(row)
    assert again(row).holder == "office"
    with pytest.raises(Refused) as no:
        do(world, "theodoi", "pass_obstacle", obstacle.pk, agency=world.cast.agency("phuquy"), question="Hỏi thêm.")
    assert no.value.sentence == f"Đang chờ {sxd} cho ý kiến đến 27/11/2026."
    world.go(1)
    do(world, "sxd.vanphong", "advise_obstacle", case.pk, reply="Áp dụng đơn giá năm 2026.")
    assert asked(case) == []
    [told] = [one for one in duties.notices_for(world.who("theodoi")) if one.kind == "advise_obstacle"]
    assert told.text == f"{sxd} cho ý kiến: Áp dụng đơn giá năm 2026."
    with pytest.raises(Stale):
        do(world, "sxd.vanphong", "advise_obstacle", case.pk, reply="Nói lại.")


def test_only_who_was_asked_may_say_and_a_stranger_finds_nothing(world: World) -> None:
    _, obstacle = stuck(world)
    case = do(world, "theodoi", "pass_obstacle", obstacle.pk, agency=world.cast.agency("sxd"), question="Ý kiến?")
    for who in ("stc.vanphong", "theodoi", "chutich"):
        with pytest.raises(Refused) as no:
            do(world, who, "advise_obstacle", case.pk, reply="Không phải việc tôi.")
        assert no.value.status == 404


def test_a_leader_is_asked_in_person(world: World) -> None:
    _, obstacle = stuck(world)
    chairman, committee = world.cast.person("chutich"), world.cast.agency("ubnd")
    with pytest.raises(Refused) as no:
        do(world, "theodoi", "pass_obstacle", obstacle.pk, agency=committee, question="Xin ý kiến.")
    assert (no.value.field, no.value.status) == ("person", 422)
    case = do(world, "theodoi", "pass_obstacle", obstacle.pk, agency=committee, person=chairman, question="Xin ý kiến.")
    assert "advise_obstacle" in {one.kind for one in duties.owed_by(world.who("chutich"), world.day)}
    do(world, "chutich", "advise_obstacle", case.pk, reply="Đồng ý cho tạm ứng.")
    assert asked(case) == []


@pytest.mark.parametrize("code", ["stc", "vp"])
def test_it_is_not_passed_to_the_agency_that_is_stuck_or_to_the_office(world: World, code: str) -> None:
    _, obstacle = stuck(world)
    with pytest.raises(Refused) as no:
        do(world, "theodoi", "pass_obstacle", obstacle.pk, agency=world.cast.agency(code), question="Ý kiến?")
    assert (no.value.field, no.value.sentence) == ("agency", "Chọn cơ quan khác với cơ quan đang vướng và Văn phòng.")


def test_when_the_work_ends_nobody_is_asked_any_more(world: World) -> None:
    row, obstacle = stuck(world)
    case = do(world, "theodoi", "pass_obstacle", obstacle.pk, agency=world.cast.agency("sxd"), question="Ý kiến?")
    world.do("chanhvp", "withdraw", row, reason="Không còn phù hợp.")
    assert asked(case) == []
    with pytest.raises(Stale):
        do(world, "sxd.vanphong", "advise_obstacle", case.pk, reply="Muộn rồi.")


def test_only_the_office_handles_obstacles(world: World) -> None:
    _, obstacle = stuck(world)
    for who, status in (("stc.vanphong", 403), ("sxd.vanphong", 404), ("chutich", 403)):
        with pytest.raises(Refused) as no:
            do(world, who, "decide_obstacle", obstacle.pk, answer="Đồng ý.")
        assert no.value.status == status


def test_an_extension_and_an_explanation_refer_to_an_obstacle_of_their_own_work_only(world: World) -> None:
    (row, obstacle), (_, strange) = stuck(world), stuck(world, "sxd")
    wanted: dict[str, Any] = {"wanted_on": date(2026, 12, 30), "cause": "money", "reason": "Chờ kinh phí."}
    with pytest.raises(Refused) as no:
        world.do("stc.vanphong", "ask_extension", row, **wanted, obstacle=strange.pk)
    assert (no.value.field, no.value.sentence) == (
        "obstacle", "Chọn khó khăn, vướng mắc đã báo của chính việc này.",
    )  # fmt: skip
    world.do("stc.vanphong", "ask_extension", row, **wanted, obstacle=obstacle.pk)
    assert Extension.objects.get().obstacle == obstacle
    world.do("theodoi", "decide_extension", row, granted_on=None, reason="Chưa cần.")
    world.go(40)
    world.do(
        "stc.vanphong", "explain", row, cause="money", content="Chậm vốn.", proposal="Cấp vốn.", obstacle=obstacle.pk
    )
    assert Explanation.objects.get().obstacle == obstacle


def test_a_cause_that_does_not_exist_is_refused(world: World) -> None:
    row = world.give()
    with pytest.raises(Refused) as no:
        world.do("stc.vanphong", "report_obstacle", row, cause="weather", problem="Mưa.", proposal="Chờ.")
    assert (no.value.field, no.value.sentence) == ("cause", "Chọn nguyên nhân trong danh sách.")


def test_what_an_agency_was_asked_is_asked_of_its_successor(world: World) -> None:
    _, obstacle = stuck(world)
    sxd = world.cast.agency("sxd")
    case = do(
        world, "theodoi", "pass_obstacle", obstacle.pk, agency=sxd, question="Ý kiến?", reply_by=date(2026, 11, 27)
    )
    actions.arrange(
        "merge", predecessors=[sxd.pk, world.cast.agency("phuquy").pk],
        successors=[NewAgency(code="sxdgt", name="Sở Xây dựng và Giao thông", short_name="Sở XDGT", kind="department")],
        basis="Nghị quyết 12/NQ-HĐND", by=world.who("chanhvp"), on=world.day, at=world.at(),
    )  # fmt: skip
    case.refresh_from_db()
    assert case.asked is not None and case.asked.code == "sxdgt"
    assert asked(case) == [("sxdgt", date(2026, 11, 27))]
