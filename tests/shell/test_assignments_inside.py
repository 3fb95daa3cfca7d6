"""Internal assignments: a tree inside one agency, never later than its parent, never in the province's figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from giaoviec.assignments import actions, queries
from giaoviec.assignments.models import Assignment, DueDate
from giaoviec.assignments.recounting import recount
from giaoviec.duties.models import Notice
from giaoviec.duties.queries import owed_by
from giaoviec.journal.errors import Refused
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, again, make_world, open_duties, owed, present_columns

pytestmark = pytest.mark.django_db

D = date
LIAISON, HEAD, OFFICER = "sxd.vanphong", "sxd.truongphong", "sxd.chuyenvien"


@pytest.fixture
def world() -> World:
    return make_world()


def to_unit(world: World, row: Assignment, **what: Any) -> Assignment:
    given: dict[str, Any] = {"content": "Khảo sát tuyến 1", "unit": world.cast.unit("sxd.hatang")}
    child: Assignment = world.do(LIAISON, "assign_inside", row, **(given | what))
    return child


def to_officer(world: World, row: Assignment, by: str = HEAD, **what: Any) -> Assignment:
    given: dict[str, Any] = {"content": "Đo 6 điểm", "officer": world.cast.person(OFFICER)}
    child: Assignment = world.do(by, "assign_inside", row, **(given | what))
    return child


def sentence(do: Any) -> str:
    with pytest.raises(Refused) as no:
        do()
    return no.value.sentence


def test_work_goes_down_to_the_unit_and_its_officer(world: World) -> None:
    row = world.give("sxd")
    child = to_unit(world, row)
    grandchild = to_officer(world, child, due_on=D(2026, 12, 1))
    assert (child.due_on, grandchild.due_on, grandchild.unit_id) == (
        D(2026, 12, 15), D(2026, 12, 1), world.cast.unit("sxd.hatang").pk,
    )  # fmt: skip
    assert open_duties(grandchild) == [("result", "sxd", D(2026, 12, 1))]
    assert [o.assignment_id for o in owed_by(world.who(HEAD), world.day)] == [child.pk]
    assert [o.assignment_id for o in owed_by(world.who(OFFICER), world.day)] == [grandchild.pk]
    told = Notice.objects.filter(kind="assign_inside").order_by("id").values_list("person__username", "text")
    assert list(told) == [(None, "Khảo sát tuyến 1"), (OFFICER, "Đo 6 điểm")]


def test_the_officer_claims_to_the_head_of_his_unit_and_he_to_the_agency(world: World) -> None:
    row = world.give("sxd")
    child = to_unit(world, row)
    grandchild = to_officer(world, child)
    world.do(OFFICER, "update", grandchild, content="Đo được 3 điểm.")
    world.do(OFFICER, "claim", grandchild, content="Đo xong.")
    assert sentence(lambda: world.do(OFFICER, "confirm", grandchild, quality=Quality.GOOD)).startswith(
        "Đồng chí không có quyền “xác nhận hoàn thành” đối với việc này; đó là phần của thủ trưởng"
    )
    assert world.do(HEAD, "confirm", grandchild, quality=Quality.GOOD)
    world.do(HEAD, "claim", child, content="Khảo sát xong.")
    assert world.do(LIAISON, "confirm", child, quality=Quality.GOOD)
    assert again(row).stage == "given"
    assert (owed(child), owed(grandchild)) == (set(), set())
    for each in (row, child, grandchild):
        assert present_columns(each) == recount(again(each))


def test_what_the_officer_writes_on_the_agencys_own_work_counts_as_its_update(world: World) -> None:
    row = world.give("sxd")
    to_officer(world, row, by=LIAISON)
    world.do(OFFICER, "update", row, content="Đã đo.")
    assert again(row).stage == "under_way"


def test_a_day_inside_is_not_after_the_one_above_and_not_past(world: World) -> None:
    row = world.give("sxd")
    assert sentence(lambda: to_unit(world, row, due_on=D(2026, 12, 16))) == (
        "Hạn nội bộ không sau hạn của việc (15/12/2026)."
    )
    assert sentence(lambda: to_unit(world, row, due_on=D(2026, 11, 22))) == "Hạn nội bộ không thể đã qua."
    child = to_unit(world, row, due_on=D(2026, 12, 5))
    with pytest.raises(Refused) as no:
        world.do(LIAISON, "set_due", child, due_on=D(2026, 12, 20), reason="Chậm.")
    assert no.value.sentence == "Hạn nội bộ không sau hạn của việc cấp trên (15/12/2026)."


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ({"unit": None}, "Chọn phòng, ban hoặc người nhận."),
        ({"unit": "stc.ngansach"}, "Chỉ phân công cho phòng, ban của cơ quan mình."),
        ({"unit": None, "officer": "stc.chuyenvien"}, "Người nhận không thuộc cơ quan mình."),
        ({"officer": "sxd.giamdoc"}, "Người nhận không thuộc phòng đã chọn."),
        ({"content": ""}, "Ghi nội dung giao."),
    ],
)
def test_it_is_given_to_somebody_of_the_agency(world: World, what: dict[str, Any], answer: str) -> None:
    row = world.give("sxd")
    if what.get("unit"):
        what = what | {"unit": world.cast.unit(what["unit"])}
    if what.get("officer"):
        what = what | {"officer": world.cast.person(what["officer"])}
    assert sentence(lambda: to_unit(world, row, **what)) == answer


def test_an_earlier_date_above_brings_those_below_in(world: World) -> None:
    row = world.give("sxd")
    child = to_unit(world, row)
    grandchild = to_officer(world, child, due_on=D(2026, 12, 12))
    early = to_officer(world, child, due_on=D(2026, 12, 1))
    world.do("chanhvp", "set_due", row, due_on=D(2026, 12, 8), reason="Theo kết luận họp.")
    assert [again(each).due_on for each in (child, grandchild, early)] == [
        D(2026, 12, 8), D(2026, 12, 8), D(2026, 12, 1),
    ]  # fmt: skip
    assert open_duties(grandchild) == [("result", "sxd", D(2026, 12, 8))]
    assert DueDate.objects.filter(assignment=grandchild).latest("id").cause == "parent"
    assert present_columns(grandchild) == recount(again(grandchild))
    world.undo_last("chanhvp")
    assert [again(each).due_on for each in (child, grandchild)] == [D(2026, 12, 15), D(2026, 12, 12)]


def test_when_the_work_above_ends_those_below_can_be_ended_with_it(world: World) -> None:
    row = world.give("sxd")
    child = to_unit(world, row)
    grandchild = to_officer(world, child)
    world.do(LIAISON, "claim", row, content="Xong.")
    world.do("theodoi", "confirm", row, quality=Quality.GOOD)
    assert [each.pk for each in queries.open_inside(again(row))] == [child.pk, grandchild.pk]
    with pytest.raises(Refused):
        actions.close_children(again(row), by=world.who(OFFICER), on=world.day, at=world.at())
    ended = actions.close_children(again(row), by=world.who(LIAISON), on=world.day, at=world.at())
    assert ended == [child.pk, grandchild.pk]
    assert {again(each).stage for each in (child, grandchild)} == {"withdrawn"}
    assert (owed(child), owed(grandchild)) == (set(), set())


def test_another_agency_and_the_figures_know_nothing_of_it(world: World) -> None:
    row = world.give("sxd", helpers=False)
    child = to_unit(world, row)
    assert queries.get(world.who("stc.vanphong"), child.pk) is None
    assert child.monitoring_unit_id is None


def test_a_starred_one_inside_needs_one_confirmation_and_no_passing_on(world: World) -> None:
    row = world.give("sxd", starred=True)
    child = to_unit(world, row)
    world.do(HEAD, "claim", child, content="Xong.")
    assert world.do(LIAISON, "confirm", child, quality=Quality.FAIR) is True
    other = to_unit(world, row)
    world.do(HEAD, "give_back", other, reason="Không thuộc phòng.")
    assert sentence(lambda: world.do(LIAISON, "pass_on", other, agency=world.cast.agency("stc"))) == (
        "Phân công nội bộ không chuyển đơn vị khác; hãy thu hồi rồi phân công lại."
    )
    world.do(LIAISON, "uphold", other, reason="Đúng chức năng phòng.")
    assert again(other).stage == "given"
