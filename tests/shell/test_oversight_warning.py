"""Early warning: learned from the province's history, judged anew each day, shown to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from giaoviec.assignments.models import Assignment, Update
from giaoviec.cli import main as giaoviec
from giaoviec.oversight.actions import warning
from giaoviec.oversight.models import Forecast, Forewarning
from giaoviec.oversight.queries import warning as queries
from giaoviec.rules.moves import Stage
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

D = date
STC, SXD, VP = "stc.vanphong", "sxd.vanphong", "theodoi"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    made = make_world()
    set_day(made.day)
    return made


def history(world: World, number: int = 400) -> None:
    """Work of the last two years that has ended: of Xây dựng two thirds late, of Tài chính a tenth."""
    luck, rows = Random(3), []
    given = {code: world.give(code) for code in ("stc", "sxd")}
    for n in range(number):
        code = ("stc", "sxd")[n % 2]
        row = copy(given[code])
        row.pk, row.stage = None, Stage.CLOSED
        row.given_on = D(2024, 12, 2) + timedelta(days=n * 600 // number)
        row.due_on = row.given_on + timedelta(days=luck.randint(10, 40))
        late = luck.random() < (0.1 if code == "stc" else 0.66)
        row.done_on = row.due_on + timedelta(days=5 if late else -2)
        rows.append(row)
    Assignment.objects.bulk_create(rows)
    Assignment.objects.filter(pk__in=[row.pk for row in given.values()]).delete()


def renew(world: World) -> int:
    return warning.renew(on=world.day, at=world.at())


def chance_of(row: Assignment) -> float:
    return Forewarning.objects.get(assignment=row).chance


def test_where_history_is_short_it_says_so_and_warns_of_nothing(world: World) -> None:
    world.give("stc")
    assert renew(world) == 0
    assert (Forecast.objects.get().data, Forewarning.objects.count()) == (None, 0)
    page = world.cast.client(VP).get("/canh-bao-som/").content.decode()
    assert "Chưa đủ lịch sử để cảnh báo" in page
    assert "cần ít nhất 300 việc" in " ".join(page.split())


def test_before_it_ever_ran_the_page_says_when_it_will(world: World) -> None:
    assert "Chưa tính lần nào" in world.cast.client(VP).get("/canh-bao-som/").content.decode()


def test_open_work_is_judged_with_reasons_the_agency_that_is_often_late_first(world: World) -> None:
    history(world)
    good, bad = world.give("stc"), world.give("sxd")
    assert renew(world) == 2
    assert chance_of(bad) > 3 * chance_of(good)
    record = Assignment.objects.filter(agency=bad.agency, stage=Stage.CLOSED)
    late = record.filter(done_on__gt=F("due_on")).count()
    assert f"cơ quan này trễ {late}/200 việc đã đến hạn" in Forewarning.objects.get(assignment=bad).reasons
    page = " ".join(world.cast.client(VP).get("/canh-bao-som/").content.decode().split())
    assert page.index(f"/viec/{bad.pk}/") < page.index(f"/viec/{good.pk}/")
    assert "Nên gọi điện hôm nay" in page
    assert "Tin được đến đâu" in page


def test_the_page_names_whom_to_telephone(world: World) -> None:
    history(world)
    world.give("sxd")
    renew(world)
    liaison = world.cast.person(SXD)
    liaison.phone = "0252 3822 777"
    liaison.save()
    page = " ".join(world.cast.client("chanhvp").get("/canh-bao-som/").content.decode().split())
    assert f'{liaison.name}, <a href="tel:02523822777">0252 3822 777</a>' in page


def test_what_is_late_claimed_or_ended_is_not_warned_of(world: World) -> None:
    history(world)
    late, claimed, ended = (world.give("stc", due_on=D(2026, 11, 20)), world.give("stc"), world.give("stc"))
    for row in (claimed, ended):
        world.do(STC, "claim", row, content="Xong.")
    world.do(VP, "confirm", ended, quality=Quality.GOOD)
    running = world.give("stc")
    assert renew(world) == 1
    assert list(Forewarning.objects.values_list("assignment_id", flat=True)) == [running.pk]
    assert late.pk != running.pk


def test_what_is_claimed_since_the_morning_is_gone_from_the_page(world: World) -> None:
    history(world)
    row = world.give("sxd")
    renew(world)
    world.do(SXD, "claim", row, content="Xong.")
    assert f"/viec/{row.pk}/" not in world.cast.client(VP).get("/canh-bao-som/").content.decode()


def test_it_is_learned_each_week_and_judged_each_day(world: World) -> None:
    history(world)
    row = world.give("sxd")
    renew(world)
    first = chance_of(row)
    world.go(3)
    renew(world)
    assert Forecast.objects.count() == 1
    assert Forewarning.objects.get(assignment=row).on == world.day
    world.go(4)
    renew(world)
    assert Forecast.objects.count() == 2
    world.go(8)
    renew(world)
    assert chance_of(row) > first  # three weeks in silence


def test_it_may_run_again_and_says_the_same(world: World) -> None:
    history(world)
    world.give("sxd")
    renew(world)
    before = list(Forewarning.objects.values_list("assignment_id", "chance", "reasons"))
    renew(world)
    assert list(Forewarning.objects.values_list("assignment_id", "chance", "reasons")) == before


def test_the_daily_tick_renews_it(world: World) -> None:
    history(world)
    world.give("sxd")
    assert giaoviec(["tick"]) == 0
    assert Forewarning.objects.count() == 1
    forecast = Forecast.objects.get()
    assert (forecast.courses, forecast.scored, forecast.to_score, forecast.scored_on) == (400, 1, 1, world.day)


def test_while_it_is_judged_the_page_shows_how_far_it_is(world: World) -> None:
    history(world)
    world.give("sxd")
    renew(world)
    Forecast.objects.update(to_score=800, scored=500)
    assert "Đang tính lại khả năng trễ" in world.cast.client(VP).get("/canh-bao-som/").content.decode()


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("chanhvp", {"stc", "sxd"}), ("chutich", {"stc", "sxd"}), ("vanthu", {"stc", "sxd"}),
        ("theodoi", {"stc"}), (STC, {"stc"}), (SXD, {"sxd"}), ("sxd.giamdoc", {"sxd"}),
    ],
)  # fmt: skip
def test_who_sees_which(world: World, who: str, sees: set[str]) -> None:
    history(world)
    given = {"stc": world.give("stc"), "sxd": world.give("sxd", monitoring_unit_id=world.cast.unit("kinhte").pk)}
    renew(world)
    page = world.cast.client(who).get("/canh-bao-som/").content.decode()
    assert {code for code, row in given.items() if f"/viec/{row.pk}/" in page} == sees


def test_a_monitor_may_look_at_the_whole_province(world: World) -> None:
    history(world)
    row = world.give("sxd", monitoring_unit_id=world.cast.unit("kinhte").pk)
    renew(world)
    assert f"/viec/{row.pk}/" in world.cast.client(VP).get("/canh-bao-som/?ca-tinh=1").content.decode()


@pytest.mark.parametrize("who", ["sxd.chuyenvien", "quantri", "noivu", "kiemtoan"])
def test_a_stranger_gets_404(world: World, who: str) -> None:
    assert world.cast.client(who).get("/canh-bao-som/").status_code == 404


def test_a_page_of_many_costs_no_more_statements_than_a_page_of_one(world: World) -> None:
    history(world)
    world.give("sxd")
    renew(world)
    client = world.cast.client("chanhvp")
    one = _statements(client)
    for _ in range(24):
        world.give("sxd")
    renew(world)
    assert _statements(client) == one
    page = client.get("/canh-bao-som/").content.decode()
    assert page.count('class="c-due nowrap"') == 20
    assert "trang=2" in page


def _statements(client: Client) -> int:
    client.get("/canh-bao-som/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/canh-bao-som/")
    return len(asked)


def test_the_monitors_desk_counts_what_is_likely_to_be_late(world: World) -> None:
    history(world)
    world.give("sxd")
    renew(world)
    Forewarning.objects.update(chance=0.7)
    page = " ".join(world.cast.client(VP).get("/").content.decode().split())
    assert "Có nguy cơ trễ, nên gọi điện" in page
    assert 'href="/canh-bao-som/">1<' in page


def test_a_course_is_read_as_its_facts_say(world: World) -> None:
    row = world.give("stc", helpers=True, starred=True)
    world.go(1)
    world.do(STC, "update", row, content="Đã lập tổ công tác.")
    world.go(1)
    world.do(STC, "claim", row, content="Xong.")
    world.do(VP, "reject", row, reason="Thiếu tọa độ.")
    world.do(STC, "ask_extension", row, wanted_on=D(2026, 12, 20), cause="land", reason="Chờ số liệu.")
    world.do("chutich", "decide_extension", row, granted_on=D(2026, 12, 20), reason="")
    [course] = queries.of([row.pk])
    assert (course.agency_id, course.kind, course.helpers, course.starred) == (row.agency_id, "department", 2, True)
    assert (course.given_on, course.due_on, course.done_on) == (D(2026, 11, 23), D(2026, 12, 20), None)
    assert (course.updates, course.rejections, course.extensions) == ((D(2026, 11, 24),), (world.day,), (world.day,))
    Update.objects.update(voided_at=world.at())
    assert replace(course, updates=()) == queries.of([row.pk])[0]


def test_what_was_withdrawn_says_nothing_and_what_nobody_judged_is_not_known(world: World) -> None:
    rows = {name: world.give("stc", due_on=D(2026, 11, 25)) for name in ("silent", "claimed", "withdrawn")}
    world.do(STC, "claim", rows["claimed"], content="Xong.")
    world.do("chanhvp", "withdraw", rows["withdrawn"], reason="Văn bản khác thay thế.")
    world.go(9)
    found: list[Any] = [course for part in queries.courses(before=world.day) for course in part]
    assert [(course.id, course.late) for course in found] == [(rows["silent"].pk, True)]
