"""Second looks: a share of each week's confirmed claims, drawn openly, looked at by somebody else of the Office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from giaoviec.assignments.models import Assignment
from giaoviec.duties import queries as duties
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.queries import head
from giaoviec.oversight.actions import second_looks
from giaoviec.oversight.models import Draw, SecondLook
from giaoviec.oversight.queries import inspection as inspections
from giaoviec.oversight.queries import second_looks as queries
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)


@pytest.fixture
def world() -> World:
    return make_world()


def closed(world: World, by: str = "theodoi", **what: Any) -> Assignment:
    row = world.give("sxd", **what)
    world.do("sxd.vanphong", "claim", row, content="Đã xong.")
    world.do(by, "confirm", row, quality=Quality.GOOD)
    return row


def drawn(world: World) -> int:
    return second_looks.draw_week(on=world.day, at=world.at())


def look(world: World, row: SecondLook, who: str = "theodoi2", **what: Any) -> SecondLook:
    return second_looks.look(row.pk, by=world.who(who), on=world.day, at=world.at(), **({"holds": True} | what))


def one_look(world: World) -> SecondLook:
    closed(world)
    world.go(7)
    assert drawn(world) == 1
    return SecondLook.objects.get()


def test_a_tenth_of_last_weeks_claims_is_drawn_once_with_the_journals_digest_as_seed(world: World) -> None:
    for _ in range(11):
        closed(world)
    assert drawn(world) == 0  # the week is not over
    assert world.go(7) == MONDAY
    seed = head().digest[:16]
    assert (drawn(world), drawn(world)) == (2, 0)
    row = Draw.objects.get()
    assert (row.seed, row.since, row.until, len(row.population)) == (seed, date(2026, 11, 23), date(2026, 11, 29), 11)
    assert set(SecondLook.objects.values_list("claim_id", flat=True)) == set(inspections.redrawn(row).ids)
    assert [(one.kind, one.due_on) for one in duties.owed_by(world.who("theodoi2"), world.day)] == [
        ("second_look", date(2026, 12, 7))
    ] * 2


def test_a_week_that_was_slept_through_is_drawn_on_any_later_day_of_the_next_week(world: World) -> None:
    closed(world)
    world.go(9)
    assert drawn(world) == 1
    world.go(1)
    assert drawn(world) == 0


def test_what_was_confirmed_inside_an_agency_is_not_drawn(world: World) -> None:
    parent = world.give("sxd")
    officer = world.cast.person("sxd.chuyenvien")
    inside = world.do("sxd.vanphong", "assign_inside", parent, content="Một phần", officer=officer)
    world.do("sxd.chuyenvien", "claim", inside, content="Xong phần tôi.")
    world.do("sxd.vanphong", "confirm", inside, quality=Quality.GOOD)
    world.go(7)
    assert drawn(world) == 0


def test_who_confirmed_does_not_look_again_and_somebody_else_of_the_office_does_once(world: World) -> None:
    row = one_look(world)
    with pytest.raises(Refused) as no:
        look(world, row, "theodoi")
    assert no.value.sentence == "Người đã xác nhận không tự xem lại; để người khác của Văn phòng xem."
    with pytest.raises(Refused) as stranger:
        look(world, row, "sxd.vanphong")
    assert stranger.value.status == 404
    done = look(world, row)
    assert (done.holds, done.looked_by_text, done.looked_on) == (True, "Đỗ Thị Hòa", MONDAY)
    assert duties.owed_by(world.who("theodoi2"), world.day) == []
    with pytest.raises(Stale) as late:
        look(world, row, "chanhvp")
    assert late.value.sentence == "Đỗ Thị Hòa đã xem lại kết quả này; hãy tải lại trang."


def test_what_does_not_hold_is_said_counted_and_told_to_who_may_reopen_it(world: World) -> None:
    row = one_look(world)
    with pytest.raises(Refused) as no:
        look(world, row, holds=False)
    assert (no.value.field, no.value.sentence) == ("note", "Nêu rõ kết quả không đúng ở chỗ nào.")
    look(world, row, holds=False, note="Báo cáo chưa có phụ lục.")
    tally = queries.tally()
    assert (tally.total, tally.waiting, tally.made, tally.failed) == (1, 0, 1, 1)
    told = [one for one in duties.notices_for(world.who("chanhvp")) if one.kind == "look_again"]
    assert [one.text for one in told] == ["Xem lại thấy không đúng: Báo cáo chưa có phụ lục."]
    assert [one.subject_id for one in told] == [row.assignment_id]
