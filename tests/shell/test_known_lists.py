"""`/so-lieu/cong-viec/`: a list as known at the end of a past day is what the list showed on that day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from html import unescape
from typing import Any

import pytest

from giaoviec.assignments import listing
from giaoviec.assignments.listing import STATES, Filters
from giaoviec.assignments.models import Assignment
from giaoviec.days import HANOI
from giaoviec.documents.models import Document
from giaoviec.regulation.queries import calendar
from giaoviec.reporting import known_lists
from giaoviec.reporting.known_lists import Then, not_carried
from giaoviec.reporting.queries import Scope
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.shell.reporting import frozen, make_year
from tests.shell.world import World, world_of_today

pytestmark = pytest.mark.django_db

D = date
STC, SXD, VP = "stc.vanphong", "sxd.vanphong", "theodoi"
WHY = {"cause": "disaster", "content": "Mưa lũ kéo dài.", "proposal": "Cho lùi đến hết tháng."}


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    return world_of_today(set_day)


def lists(world: World) -> dict[str, Filters]:
    """Every state, and lists narrowed by each thing that facts tell of a past day."""
    stc, sxd = world.cast.agency("stc").pk, world.cast.agency("sxd").pk
    week = (D(2026, 11, 30), D(2026, 12, 7))
    return {
        **{state: Filters(state=state) for state in STATES},
        "two states": Filters(state="overdue", besides=("claimed",)),
        "agency": Filters(state="all", agencies=(sxd,)),
        "agencies": Filters(agencies=(stc, sxd)),
        "kind": Filters(state="all", kind="xa-phuong"),
        "class": Filters(task_class="open_ended", state="all"),
        "due": Filters(due=week),
        "given": Filters(given=(D(2026, 11, 24), D(2026, 12, 1)), state="all"),
        "done": Filters(state="done", done=week),
        "obstacle": Filters(obstacle=True),
        "no obstacle": Filters(without=("obstacle",)),
        "extension": Filters(extension=True),
        "extended": Filters(extended=True, state="all"),
        "not extended": Filters(without=("extended",)),
        "rejected": Filters(rejected=True),
        "untold": Filters(untold=True),
        "late": Filters(state="overdue", late=(3, 8)),
        "very late": Filters(state="overdue", late=(5, None)),
        "quiet": Filters(quiet=4),
        "unit": Filters(unit=world.cast.unit("kinhte").pk, state="all"),
        "words": Filters(query="bờ biển", state="all"),
        "cell": Filters(cell="under_way_overdue", state="all"),
    }


def then(world: World, day: date, known_at: datetime | None = None) -> Then:
    return Then(Scope(day, None, known_at), 3, calendar())


def shown(world: World) -> dict[str, set[int]]:
    """What the lists of `/viec/` show now."""
    chairman = world.who("chanhvp")
    return {
        name: set(
            listing.found(chairman, filters, world.day, near_days=3, calendar=calendar()).values_list("pk", flat=True)
        )
        for name, filters in lists(world).items()
    }


def live(world: World, keep: Callable[[], None]) -> dict[str, Assignment]:
    """Ten days in which most things happen; `keep` is called at the end of each."""
    rows = {
        "late": world.give("sxd", due_on=D(2026, 11, 25)),
        "stuck": world.give("stc", due_on=D(2026, 12, 3), monitoring_unit_id=world.cast.unit("kinhte").pk),
        "extended": world.give("stc", due_on=D(2026, 12, 4)),
        "cycle": world.give("phuquy", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER),
        "back": world.give("snnmt", due_on=D(2026, 12, 15)),
    }
    keep()
    world.go(2)
    world.do(STC, "report_obstacle", rows["stuck"], cause="money", problem="Thiếu.", proposal="Bổ sung.")
    world.do("snnmt.vanphong", "give_back", rows["back"], reason="Không thuộc chức năng.")
    rows["new"] = world.give("muine", due_on=D(2026, 12, 1))
    keep()
    world.go(3)
    world.do(SXD, "claim", rows["late"], content="Xong.", explanation=WHY)
    world.do(STC, "ask_extension", rows["extended"], wanted_on=D(2026, 12, 20), cause="money", reason="Chờ vốn.")
    world.do("xa.phuquy", "update", rows["cycle"], content="Đang làm.")
    keep()
    world.go(3)
    world.do(VP, "reject", rows["late"], reason="Thiếu sản phẩm.")
    world.do(VP, "decide_extension", rows["extended"], granted_on=D(2026, 12, 20), reason="")
    world.do("muine.vanphong", "claim", rows["new"], content="Xong.")
    world.do("chanhvp", "withdraw", rows["back"], reason="Đã có nhiệm vụ thay thế.")
    keep()
    world.go(4)
    world.do("theodoi.kinhte", "answer_obstacle", rows["stuck"], answer="Đã bố trí.")
    world.do(VP, "confirm", rows["new"], quality=Quality.GOOD)
    keep()
    return rows


def test_as_known_at_the_end_of_a_day_a_list_is_what_it_was_on_that_day(world: World) -> None:
    kept: dict[date, dict[str, set[int]]] = {}
    live(world, lambda: kept.__setitem__(world.day, shown(world)))
    world.go(5)
    chairman = world.who("chanhvp")
    for day, lists_of_day in kept.items():
        night = datetime.combine(day, time(23, 59), HANOI)
        for name, filters in lists(world).items():
            for known_at in (night, None):
                found = known_lists.ids(chairman, filters, then(world, day, known_at))
                assert len(found) == len(set(found))
                assert set(found) == lists_of_day[name], (day, name, known_at)
    assert any(lists_of_day["obstacle"] for lists_of_day in kept.values())
    assert all(any(found[name] for found in kept.values()) for name in lists(world)), "each list had something once"


def test_of_today_the_two_ways_to_ask_are_one(world: World) -> None:
    live(world, lambda: None)
    for name, ids in shown(world).items():
        assert set(known_lists.ids(world.who("chanhvp"), lists(world)[name], then(world, world.day))) == ids, name


def test_what_was_entered_later_was_not_known(world: World) -> None:
    row = world.give("sxd", due_on=D(2026, 11, 25))
    other = world.give("stc", due_on=D(2026, 11, 25))
    day = world.go(4)
    world.go(1)
    world.do("chanhvp", "withdraw", row, reason="Đã có nhiệm vụ thay thế.", on=day)
    chairman, overdue = world.who("chanhvp"), Filters(state="overdue")
    night = datetime.combine(day, time(23), HANOI)
    assert known_lists.ids(chairman, overdue, then(world, day, night)) == [row.pk, other.pk]
    assert known_lists.ids(chairman, overdue, then(world, day)) == [other.pk]
    page = body(world, f"/so-lieu/cong-viec/?tinh-hinh=qua-han&ngay={day}&biet-luc={day}T23:00")
    assert "Theo điều biết hôm nay, danh sách của ngày này có <strong>1 việc</strong>: thêm 0, bớt 1." in page
    assert f'href="/so-lieu/chenh-lech/?truoc={day}&amp;sau={day}&amp;biet-truoc={day}T23%3A00%3A00"' in page
    assert ids_of(page) == {row.pk, other.pk}
    change = world.cast.client("chanhvp").get(f"/so-lieu/chenh-lech/?truoc={day}&sau={day}&biet-truoc={day}T23:00:00")
    assert f'href="/viec/{row.pk}/"' in change.content.decode()


def body(world: World, address: str, who: str = "chanhvp", status: int = 200) -> str:
    answer = world.cast.client(who).get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def ids_of(page: str) -> set[int]:
    return set(map(int, re.findall(r'href="/viec/(\d+)/"', page)))


def test_the_list_leads_to_its_past_with_its_filters(world: World) -> None:
    world.give("sxd", due_on=D(2026, 11, 25))
    world.go(3)
    page = body(world, "/viec/?tinh-hinh=qua-han&gia-han=1")
    form = page[page.index('action="/so-lieu/cong-viec/"') :]
    form = form[: form.index("</form>")]
    assert 'name="tinh-hinh" value="qua-han"' in form and 'name="gia-han" value="1"' in form
    assert 'name="ngay"' in form and 'name="biet-luc"' in form
    assert 'action="/so-lieu/cong-viec/"' not in body(world, "/viec/", "stc.chuyenvien")
    assert 'name="xem" value="co-quan"' in body(world, "/co-quan/")


def test_the_page_keeps_its_day_in_every_link_and_leads_back(world: World) -> None:
    row = world.give("sxd", due_on=D(2026, 11, 24))
    day = world.go(3)
    sxd = world.cast.agency("sxd").pk
    page = body(world, f"/so-lieu/cong-viec/?tinh-hinh=qua-han&co-quan={sxd}&ngay={day:%d/%m/%Y}")
    assert ids_of(page) == {row.pk}
    assert f'href="/so-lieu/cong-viec/?co-quan={sxd}&amp;ngay={day}" aria-label="Bỏ lọc: Quá hạn"' in page
    assert f'href="/viec/?tinh-hinh=qua-han&amp;co-quan={sxd}"' in page
    assert "So với" not in page and "Theo điều biết hôm nay" not in page


def test_an_agency_sees_its_own_past_only(world: World) -> None:
    own, other = world.give("stc"), world.give("sxd")
    day = world.go(2)
    assert ids_of(body(world, f"/so-lieu/cong-viec/?ngay={day}", STC)) == {own.pk}
    assert ids_of(body(world, f"/so-lieu/cong-viec/?ngay={day}&co-quan={other.agency_id}", STC)) == set()
    body(world, f"/so-lieu/cong-viec/?ngay={day}", "stc.chuyenvien", status=404)


def test_a_day_that_cannot_be_asked_is_said_and_nothing_typed_is_lost(world: World) -> None:
    page = body(world, "/so-lieu/cong-viec/?tinh-hinh=qua-han&ngay=1/1/2030", status=422)
    assert "Ngày 01/01/2030 chưa đến; chọn ngày đến hết hôm nay." in page
    assert 'value="1/1/2030"' in page and 'name="tinh-hinh" value="qua-han"' in page
    page = body(world, "/so-lieu/cong-viec/?ngay=2026-11-23&biet-luc=hôm kia", status=422)
    assert "Thời điểm không đúng" in page


def test_what_no_fact_tells_of_a_past_day_is_said(world: World) -> None:
    page = body(world, "/so-lieu/cong-viec/?sao=1&viec-o=van-phong&ngay=2026-11-23")
    assert "Không lọc theo gắn sao và việc đang ở đâu: phần mềm không ghi điều ấy theo ngày." in page
    assert not_carried(Filters(obstacle=True, extension=True, quiet=3, without=("obstacle",))) == []


def test_the_list_of_a_past_day_is_exported_whole(world: World) -> None:
    world.give_all("sxd stc snnmt")
    day = world.go(2)
    client = world.cast.client("chanhvp")
    answer = client.get(f"/so-lieu/cong-viec/xuat.csv?ngay={day}")
    read: Any = b"".join(answer) if answer.streaming else answer.content
    assert len(read.decode("utf-8-sig").strip().splitlines()) == 4
    assert client.get(f"/so-lieu/cong-viec/xuat.pdf?ngay={day}").status_code == 404


def test_a_frozen_report_leads_to_its_figures_as_known_then_and_to_what_is_known_since(
    set_day: Callable[[date], None],
) -> None:
    world = make_year()
    report = frozen(world)
    set_day(world.day)
    page = body(world, f"/bao-cao/{report.pk}/")
    then = re.search(r'href="(/so-lieu/\?[^"]+)">Số liệu như đã biết lúc chốt', page)
    change = re.search(r'href="(/so-lieu/chenh-lech/\?[^"]+)">Khác gì với hôm nay', page)
    assert then and change
    assert "theo số liệu đã biết lúc" in body(world, unescape(then[1]))
    body(world, unescape(change[1]))
    assert "Số liệu như đã biết lúc chốt" not in body(world, f"/bao-cao/{report.pk}/", "kiemtoan")


def test_a_document_leads_to_its_weeks(world: World) -> None:
    row = world.give("stc")
    Document.objects.filter(pk=row.document_id).update(has_tasks=True)
    address = f"/so-lieu/van-ban/{row.document_id}/"
    assert f'href="{address}"' in body(world, f"/van-ban/{row.document_id}/")
    assert f'href="{address}"' in body(world, f"/van-ban/{row.document_id}/", STC)
    body(world, address, STC)
    inside = world.do(STC, "assign_inside", row, content="Đo", officer=world.cast.person("stc.chuyenvien"))
    assert inside.pk
    assert f'href="{address}"' not in body(world, f"/van-ban/{row.document_id}/", "stc.chuyenvien")
