"""A change of the working calendar: which due dates it moves, the act that moves them, and who may."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.assignments.models import Assignment, DueDate
from giaoviec.assignments.recounting import recount
from giaoviec.duties.models import Notice
from giaoviec.journal.models import Event, Touch
from giaoviec.regulation.actions import change_calendar
from giaoviec.regulation.preview import written
from giaoviec.rules.calendar import CALENDAR, DayKind
from tests.cast import PEOPLE
from tests.shell.world import World, again, make_world, open_duties, present_columns

pytestmark = pytest.mark.django_db

PAGE = "/viec/lich-thay-doi/"
STORM = date(2026, 12, 2)
"""A Wednesday that nobody knew would be off."""


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    world = make_world()
    set_day(world.day)
    return world


def days(*off: date, without: tuple[date, ...] = ()) -> dict[date, tuple[DayKind, str]]:
    shipped = {day: kind for day, kind in CALENDAR.years[2026].days.items() if day not in without}
    return {**shipped, **dict.fromkeys(off, (DayKind.HOLIDAY, "nghỉ bão"))}


def change(world: World, *off: date, without: tuple[date, ...] = ()) -> None:
    change_calendar(
        2026, days(*off, without=without), confirmed=False, reason="bão số 12", by=world.who("chanhvp"), on=world.day,
        at=world.at(),
    )  # fmt: skip


def counted(world: World, codes: str = "stc", **what: Any) -> Assignment:
    """Given on 23/11/2026 to be done in ten working days from then; 24/11 is off: 8/12/2026."""
    given = {"due_text": "trong 10 ngày làm việc kể từ ngày giao", "due_on": date(2026, 12, 8)}
    return world.give(codes, **(given | what))


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def asked(world: World, who: str = "chanhvp", *, off: tuple[date, ...] = ()) -> str:
    query = {"nam": 2026} | ({"ngay": written(days(*off))} if off else {})
    answer = world.cast.client(who).get(f"{PAGE}?{urlencode(query, doseq=True)}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return text(answer.content.decode())


def post(world: World, who: str = "chanhvp") -> Any:
    return world.cast.client(who).post(PAGE, {"nam": "2026"})


# ---- what moves


def test_while_a_change_is_typed_it_is_told_which_dates_it_would_move(world: World) -> None:
    counted(world)
    world.give("sxd", due_on=date(2026, 12, 15))
    read = asked(world, off=(STORM,))
    assert "1 việc đổi hạn theo lịch năm 2026 này" in read
    assert "08/12/2026 09/12/2026 Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách Sở Tài chính" in read
    assert "Tính lại hạn" not in read
    assert "Không có thời hạn nào phải tính lại." in asked(world, off=(date(2026, 12, 30),))


def test_a_recorded_change_offers_to_move_the_dates_and_moves_them_in_one_act(
    world: World, set_day: Callable[[date], None]
) -> None:
    first, second, plain = counted(world), counted(world, "sxd"), world.give("sxd")
    assert "Không có thời hạn nào phải tính lại." in asked(world)
    set_day(world.go(1))
    change(world, STORM)
    assert "Tính lại hạn của 2 việc" in asked(world)
    assert post(world).headers["Location"] == "/quan-tri/lich/2026/"
    event = Event.objects.latest("id")
    assert (event.verb, event.subject, event.subject_id) == ("move_due_dates", "calendar_year", 2026)
    touched = Touch.objects.filter(act=event.act, subject="assignment").values_list("subject_id", flat=True)
    assert sorted(touched) == [first.pk, second.pk]
    for row in (first, second):
        now = again(row)
        assert (now.due_on, now.original_due_on, now.acted_on) == (date(2026, 12, 9), date(2026, 12, 8), world.day)
        assert DueDate.objects.filter(assignment=row).latest("id").cause == "calendar"
        assert ("result", row.agency.code, date(2026, 12, 9)) in open_duties(row)
        assert Notice.objects.filter(subject_id=row.pk, text__contains="Hạn mới 09/12/2026").count() == 1
        assert present_columns(row) == recount(now)
    assert again(plain).due_on == date(2026, 12, 15)
    assert "Không có thời hạn nào phải tính lại." in asked(world)


def test_dates_follow_several_changes_whenever_they_are_applied(world: World) -> None:
    row = counted(world)
    change(world, STORM)
    change(world, STORM, date(2026, 12, 3))
    assert "08/12/2026 10/12/2026" in asked(world)
    post(world)
    assert again(row).due_on == date(2026, 12, 10)
    change(world, STORM)
    assert "10/12/2026 09/12/2026" in asked(world)
    post(world)
    assert again(row).due_on == date(2026, 12, 9)


def test_what_was_extended_or_set_stays_where_it_was_put(world: World) -> None:
    set_by_office, extended = counted(world), counted(world, "sxd")
    world.do("chanhvp", "set_due", set_by_office, due_on=date(2026, 12, 11), reason="Theo kết luận.")
    world.do("sxd.vanphong", "ask_extension", extended, wanted_on=date(2026, 12, 18), cause="people", reason="Thiếu.")
    world.do("theodoi", "decide_extension", extended, granted_on=date(2026, 12, 18), reason="")
    change(world, STORM)
    assert "Không có thời hạn nào phải tính lại." in asked(world)


def test_a_date_that_would_lie_in_the_past_stays(world: World, set_day: Callable[[date], None]) -> None:
    row = counted(world)
    set_day(world.go(15))
    change(world, without=(date(2026, 11, 24),))
    read = asked(world)
    assert "1 việc giữ hạn cũ, vì hạn tính lại là một ngày đã qua." in read
    assert "giữ nguyên (07/12/2026 đã qua)" in read
    assert post(world).status_code == 409
    assert again(row).due_on == date(2026, 12, 8)


def test_what_is_overdue_may_become_in_time_again(world: World, set_day: Callable[[date], None]) -> None:
    row = counted(world)
    set_day(world.go(16))
    assert world.day == date(2026, 12, 9)
    change(world, STORM)
    post(world)
    assert again(row).due_on == date(2026, 12, 9)


def test_work_given_inside_is_brought_in_when_the_date_comes_nearer(world: World) -> None:
    row = counted(world)
    officer = world.cast.person("stc.chuyenvien")
    world.do("stc.vanphong", "assign_inside", row, content="Đo", officer=officer, due_on=date(2026, 12, 8))
    change(world, without=(date(2026, 11, 24),))
    post(world)
    assert again(row).due_on == date(2026, 12, 7)
    assert Assignment.objects.get(parent=row).due_on == date(2026, 12, 7)


# ---- the page, and who may


def test_it_is_a_page_of_its_own_without_scripts(world: World) -> None:
    counted(world)
    change(world, STORM)
    answer = world.cast.client("chanhvp").get(f"{PAGE}?nam=2026")
    assert "<title>Thời hạn theo lịch 2026" in answer.content.decode()
    assert "Tính lại hạn của 1 việc" in answer.content.decode()


def test_the_calendars_page_leads_to_it_once_something_is_recorded(world: World) -> None:
    client = world.cast.client("chanhvp")
    assert PAGE not in client.get("/quan-tri/lich/2026/").content.decode()
    change(world, STORM)
    assert f'hx-get="{PAGE}?nam=2026"' in client.get("/quan-tri/lich/2026/").content.decode()


def test_an_administrator_sees_how_many_but_not_which_and_moves_nothing(world: World) -> None:
    row = counted(world)
    change(world, STORM)
    read = asked(world, "quantri")
    assert "1 việc đổi hạn" in read
    assert "Lãnh đạo Văn phòng UBND tỉnh quyết định việc tính lại." in read
    assert "sạt lở" not in read
    answer = post(world, "quantri")
    assert answer.status_code == 403
    assert "Chỉ lãnh đạo Văn phòng UBND tỉnh được tính lại thời hạn theo lịch mới." in answer.content.decode()
    assert again(row).due_on == date(2026, 12, 8)


def test_strangers_find_nothing(world: World) -> None:
    answers = {who: world.cast.client(who).get(f"{PAGE}?nam=2026").status_code for who in PEOPLE}
    assert {who for who, status in answers.items() if status == 200} == {"chanhvp", "quantri", "quantri2"}
    assert {status for who, status in answers.items() if who not in ("chanhvp", "quantri", "quantri2")} == {404}
    assert post(world, "theodoi").status_code == 404


@pytest.mark.parametrize("query", ["", "nam=x", "nam=2026&ngay=2025-01-01:holiday", "nam=2026&ngay=hom-nay:lễ"])
def test_an_address_that_means_nothing_is_told_so(world: World, query: str) -> None:
    answer = world.cast.client("chanhvp").get(f"{PAGE}?{query}")
    assert answer.status_code == 400
    assert "Không hiểu năm hoặc ngày trong địa chỉ" in answer.content.decode()


def test_a_year_that_nobody_entered_moves_nothing(world: World) -> None:
    answer = world.cast.client("chanhvp").get(f"{PAGE}?nam=1999", headers={"HX-Request": "true"})
    assert "Không có thời hạn nào phải tính lại." in text(answer.content.decode())


def test_it_is_asked_in_as_many_statements_whatever_moves(world: World) -> None:
    counted(world)
    change(world, STORM)

    def number() -> int:
        client = world.cast.client("chanhvp")
        client.get(f"{PAGE}?nam=2026")
        with CaptureQueriesContext(connection) as context:
            assert client.get(f"{PAGE}?nam=2026").status_code == 200
        versions = ("regulation_profileversion", "COUNT(")  # looked at anew each second
        return sum(not any(word in query["sql"] for word in versions) for query in context)

    before = number()
    for code in ("sxd", "muine", "snv"):
        counted(world, code)
    assert number() == before
