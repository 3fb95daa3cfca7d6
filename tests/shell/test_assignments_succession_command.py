"""`giaoviec agencies merge, split, abolish`: what the page does, from the command line; history keeps the old names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from giaoviec import cli
from giaoviec.agencies.models import Agency, Succession
from giaoviec.agencies.queries import name_on
from giaoviec.assignments import agency_table
from giaoviec.assignments.lives import life
from giaoviec.assignments.models import Assignment, Collaboration, StageSpell
from giaoviec.assignments.recounting import recount
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.models import Event, Touch
from giaoviec.rules.standing import standing
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, again, make_world, open_duties, present_columns

pytestmark = pytest.mark.django_db

BASIS = "Nghị quyết 12/NQ-HĐND ngày 20/11/2026"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    world = make_world()
    set_day(world.day)
    return world


def run(*words: str) -> int:
    return cli.main(["agencies", *words, "--basis", BASIS])


def test_a_merger_in_the_middle_of_a_period_moves_open_work_with_its_stage_and_dates(
    world: World, set_day: Callable[[date], None], capsys: pytest.CaptureFixture[str]
) -> None:
    running, claimed, closed = world.give("snnmt"), world.give("snnmt"), world.give("snnmt")
    world.give_all("skhcn")
    world.give_all("skhcn")
    world.do("snnmt.vanphong", "update", running, content="Đã khảo sát.")
    world.do("snnmt.vanphong", "claim", claimed, content="Đã xong.")
    world.do("snnmt.vanphong", "claim", closed, content="Đã xong.")
    world.do("theodoi", "confirm", closed, quality=Quality.GOOD)
    set_day(world.go(9))
    assert run("merge", "snnmt", "skhcn", "--into", "stc") == 0
    assert capsys.readouterr().out == f"Đã ghi việc sáp nhập, {BASIS}; 4 việc đang mở đã chuyển theo.\n"
    stc = world.cast.agency("stc").pk
    rows = [again(running), again(claimed), again(closed)]
    assert [row.agency_id for row in rows] == [stc, stc, world.cast.agency("snnmt").pk]
    assert [row.stage for row in rows] == ["under_way", "claimed", "closed"]
    assert {row.due_on for row in rows} == {date(2026, 12, 15)}
    assert open_duties(running) == [("first_update", "stc", date(2026, 12, 7)), ("result", "stc", date(2026, 12, 15))]
    assert not Duty.objects.filter(OPEN, agency__code__in=("snnmt", "skhcn")).exists()
    for row in (running, claimed, closed):
        assert present_columns(row) == recount(again(row))


def test_it_is_one_event_that_nobody_signs_and_that_names_the_work(world: World) -> None:
    rows = [world.give("snnmt"), world.give("snnmt")]
    run("abolish", "snnmt", "--into", "stc")
    event = Event.objects.get(verb="succeed")
    assert (event.actor_id, event.actor) == (None, "Hệ thống")
    assert not Event.objects.filter(verb="transfer").exists()
    touched = Touch.objects.filter(act=event.act, subject="assignment").values_list("subject_id", flat=True)
    assert sorted(touched) == [row.pk for row in rows]


def test_history_keeps_the_old_name_and_the_past_stands_as_it_stood(
    world: World, set_day: Callable[[date], None]
) -> None:
    row = world.give("snnmt", due_on=date(2026, 11, 27))
    set_day(world.go(7))
    before = standing(life(again(row)), world.day)
    run("merge", "snnmt", "--into", "stc")
    held = StageSpell.objects.filter(assignment=row, voided_at=None).order_by("id")
    assert list(held.values_list("holder_agency__code", "until_on")) == [("snnmt", world.day), ("stc", None)]
    old = Agency.objects.get(code="snnmt")
    assert (old.dissolved_on, name_on(old, date(2026, 11, 25))) == (world.day, "Sở Nông nghiệp và Môi trường")
    after = standing(life(again(row)), world.day)
    assert (after.cell, after.days_late, after.stage) == (before.cell, before.days_late, before.stage)


def test_the_successor_of_work_that_the_office_holds_is_named_too(world: World) -> None:
    claimed, returned = world.give("snnmt"), world.give("snnmt")
    world.do("snnmt.vanphong", "claim", claimed, content="Đã xong.")
    world.do("snnmt.vanphong", "give_back", returned, reason="Không đúng thẩm quyền.")
    run("merge", "snnmt", "--into", "stc")
    for row, stage in ((claimed, "claimed"), (returned, "returned")):
        last = StageSpell.objects.filter(assignment=row, voided_at=None).latest("id")
        assert (last.stage, last.holder, last.holder_agency and last.holder_agency.code) == (stage, "office", "stc")


def test_what_was_finished_stays_in_the_table_under_the_old_name(world: World) -> None:
    done = world.give("snnmt")
    world.do("snnmt.vanphong", "claim", done, content="Đã xong.")
    world.do("theodoi", "confirm", done, quality=Quality.GOOD)
    world.give("snnmt")
    run("merge", "snnmt", "--into", "stc")
    table = {line.agency.code: line.total for line in agency_table.table(world.day) if line.agency}
    assert table == {"stc": 1, "snnmt": 1}
    html = world.cast.client("theodoi").get("/co-quan/").content.decode()
    assert "kết thúc hoạt động 23/11/2026" in html


def test_who_helps_a_lead_is_followed_and_what_was_given_inside_goes_along(world: World) -> None:
    row = world.give("stc", helpers=True)
    officer = world.cast.person("stc.chuyenvien")
    world.do("stc.vanphong", "assign_inside", row, content="Đo", officer=officer)
    run("merge", "stc", "--into", "snv")
    assert Assignment.objects.get(parent=row).agency.code == "snv"
    run("merge", "sxd", "--into", "snnmt")
    helping = Collaboration.objects.filter(assignment=row, voided_at=None).values_list("agency__code", flat=True)
    assert sorted(helping) == ["phuquy", "snnmt"]


def test_an_agency_that_lives_on_after_a_split_keeps_its_work(world: World) -> None:
    row = world.give("sxd")
    assert run("split", "sxd", "--into", "sxd", "--into", "stc") == 0
    assert again(row).agency.code == "sxd"
    assert Agency.objects.get(code="sxd").dissolved_on is None


def test_a_split_shares_out_the_work_as_it_is_told(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, three = (world.give("sxd") for _ in range(3))
    assert run("split", "sxd", "--into", "snnmt", "--into", "stc", "--share", f"stc={two.pk},{three.pk}") == 0
    assert capsys.readouterr().out == f"Đã ghi việc chia, tách, {BASIS}; 3 việc đang mở đã chuyển theo.\n"
    assert [again(row).agency.code for row in (one, two, three)] == ["snnmt", "stc", "stc"]


def test_a_share_that_means_nothing_is_refused_and_nothing_is_split(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    row, other = world.give("sxd"), world.give("stc")
    assert run("split", "sxd", "--into", "snnmt", "--into", "skhcn", "--share", f"stc={row.pk}") == 1
    assert capsys.readouterr().err == "giaoviec agencies: Cơ quan “stc” của --share không có trong --into.\n"
    assert run("split", "sxd", "--into", "snnmt", "--into", "skhcn", "--share", f"skhcn={other.pk}") == 1
    sentence = f"Việc {other.pk} không phải việc đang mở của cơ quan được chia."
    assert capsys.readouterr().err == f"giaoviec agencies: {sentence}\n"
    with pytest.raises(SystemExit, match="2"):
        run("split", "sxd", "--into", "snnmt", "--into", "skhcn", "--share", "skhcn")
    assert again(row).agency.code == "sxd" and not Succession.objects.exists()


def test_an_agency_with_open_work_is_not_abolished_without_a_successor(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    row = world.give("muine")
    assert run("abolish", "muine") == 1
    sentence = "Cơ quan còn việc đang mở; hãy chọn cơ quan tiếp nhận hoặc thu hồi các việc đó trước."
    assert capsys.readouterr().err == f"giaoviec agencies: {sentence}\n"
    assert not Succession.objects.exists()
    assert Agency.objects.get(code="muine").dissolved_on is None
    world.do("chanhvp", "withdraw", row, reason="Không còn cần.")
    assert run("abolish", "muine") == 0
    assert Agency.objects.get(code="muine").dissolved_on == world.day


def test_a_new_name_moves_nothing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    row = world.give("snnmt")
    assert run("rename", "snnmt", "--name", "Sở Môi trường") == 0
    assert "0 việc đang mở đã chuyển theo" in capsys.readouterr().out
    assert again(row).version == row.version
