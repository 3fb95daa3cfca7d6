"""Figures of what an agency gave inside itself (11.2): by unit and by officer, for those who lead there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from giaoviec.assignments.models import Assignment
from giaoviec.journal.errors import Refused
from giaoviec.reporting import queries
from giaoviec.reporting.counting.histories import histories
from giaoviec.reporting.counting.recounts import Totals
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.rules.counting import CELLS
from giaoviec.rules.tasks import Quality, TaskClass
from tests.rules.naive import naive_counts
from tests.shell.counted import nonzero
from tests.shell.world import World, make_world
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
LIAISON, HEAD, OFFICER = "sxd.vanphong", "sxd.truongphong", "sxd.chuyenvien"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    """Sở Xây dựng gave the unit one thing with a day, of which its officer did a part, and the head's deputy another."""
    made = make_world()
    row, other = made.give("sxd"), made.give("sxd", task_class=TaskClass.OPEN_ENDED, due_on=None, cycle="quarter")
    unit = made.do(LIAISON, "assign_inside", row, content="Khảo sát", unit=made.cast.unit("sxd.hatang"))
    part = made.do(
        HEAD, "assign_inside", unit, content="Đo", officer=made.cast.person(OFFICER), due_on=date(2026, 12, 1)
    )
    made.do(LIAISON, "assign_inside", other, content="Góp ý", officer=made.cast.person("sxd.giamdoc"))
    made.give("stc")
    made.go(3)
    made.do(OFFICER, "claim", part, content="Đo xong.")
    made.go(2)
    made.do(HEAD, "confirm", part, quality=Quality.GOOD)
    made.go(20)
    set_day(made.day)
    return made


def lines(world: World, who: str, by: str, on: date | None = None) -> list[tuple[str, dict[str, Any]]]:
    table = queries.figures_inside(world.who(who), on or world.day, by=by)
    names = ("total", *CELLS)
    return [(row.label, nonzero({name: row.figures[name].numerator or 0 for name in names})) for row in table.rows]


def test_the_figures_inside_an_agency_are_by_unit_and_by_officer(world: World) -> None:
    assert lines(world, LIAISON, "own_unit") == [
        ("Phòng Hạ tầng kỹ thuật", {"total": 2, "done_on_time": 1, "not_started_overdue": 1}),
        ("chưa rõ phòng, ban", {"total": 1, "open_ended_silent": 1}),
    ]
    assert lines(world, "sxd.giamdoc", "officer") == [
        ("Hồ Sỹ Hùng", {"total": 1, "open_ended_silent": 1}),
        ("Mai Thanh Sơn", {"total": 1, "done_on_time": 1}),
        ("giao chung cho phòng, ban", {"total": 1, "not_started_overdue": 1}),
    ]


def test_a_head_of_a_unit_sees_what_his_unit_was_given(world: World) -> None:
    assert [label for label, _ in lines(world, HEAD, "own_unit")] == ["Phòng Hạ tầng kỹ thuật"]
    assert queries.figures_inside(world.who(HEAD), world.day).figures["total"].value == 2


@pytest.mark.parametrize(
    "who", [OFFICER, "chanhvp", "theodoi", "chutich", "noivu", "kiemtoan", "quantri", "xa.phuquy.vanthu"]
)
def test_nobody_else_sees_who_did_what_inside(world: World, who: str) -> None:
    with pytest.raises(Refused) as caught:
        queries.figures_inside(world.who(who), world.day, by="officer")
    assert caught.value.status == 404


def test_another_agency_sees_its_own_only(world: World) -> None:
    assert queries.figures_inside(world.who("stc.vanphong"), world.day).figures["total"].value == 0


def test_of_any_day_and_knowledge_they_are_the_naive_ones_with_lists_as_long(world: World) -> None:
    rows = list(Assignment.objects.exclude(parent=None))
    for back in (0, 20, 21, 22, 25):
        on = world.day - timedelta(days=back)
        for known_at in (None, world.at() - timedelta(days=back, hours=-2)):
            known = histories(
                [row for row in rows if known_at is None or row.recorded_at <= known_at], known_at=known_at
            )
            naive = naive_counts(known.values(), on)
            asked: dict[str, Any] = {"known_at": known_at, "by": "officer"}
            table = queries.figures_inside(world.who(LIAISON), on, **asked)
            assert nonzero({name: table.figures[name].numerator or 0 for name in ("total", *CELLS)}) == {
                name: n for name, n in naive.items() if name in ("total", *CELLS)
            }
            for row in table.rows:
                for name in ("total", "rate_done", "rate_update"):
                    ids = queries.behind_inside(world.who(LIAISON), name, on, key=row.key, **asked)
                    assert len(ids) == row.figures[name].numerator
            ids = queries.behind_inside(world.who(LIAISON), "total", on, known_at=known_at)
            stood = queries.on_the_day_inside(world.who(LIAISON), ids, on, known_at=known_at)
            assert Counter(line.cell for line in stood) == {c: n for c in CELLS if (n := naive.get(c))}


# ---- the tabs


def at(world: World, who: str, path: str = "/so-lieu/", *, status: int = 200, **asked: Any) -> Visitor:
    query = {name.replace("_", "-"): value for name, value in asked.items()}
    return Visitor(world.cast.client(who)).open(f"{path}?{urlencode(query)}", status=status)


@pytest.mark.parametrize(("who", "view"), [(LIAISON, "phong"), (LIAISON, "can-bo"), (HEAD, "can-bo"), (HEAD, "")])
def test_every_number_of_the_tabs_opens_a_list_with_as_many_rows(world: World, who: str, view: str) -> None:
    page = at(world, who, xem=view)
    assert page.sees("Số liệu của phân công nội bộ trong cơ quan")
    links = page.page.xpath("//main//table//a[contains(@href, '/so-lieu/danh-sach/?')]")
    assert len(links) > 3
    for link in links:
        number = "".join(link.itertext()).strip()
        rows = Visitor(world.cast.client(who)).open(link.get("href")).page.xpath("//main//tbody/tr")
        if not number.endswith("%"):
            assert len(rows) == int(number), link.get("href")


def test_the_tabs_are_there_for_those_who_may_open_them(world: World) -> None:
    def tabs(who: str) -> list[str]:
        return [link.text for link in at(world, who).page.xpath("//nav[@aria-label='Chia số liệu theo']//a")]

    assert [tab for tab in tabs(LIAISON) if tab in ("Tổng hợp", "Phòng, ban", "Cán bộ")] == [
        "Tổng hợp", "Phòng, ban", "Cán bộ",
    ]  # fmt: skip
    assert tabs(HEAD) == ["Phòng, ban", "Cán bộ"]
    assert "Cán bộ" not in tabs("theodoi")


@pytest.mark.parametrize("who", ["theodoi", "chutich", "noivu", "xa.phuquy.vanthu", OFFICER])
def test_for_strangers_the_tabs_are_not_there(world: World, who: str) -> None:
    at(world, who, xem="can-bo", status=404)
    at(world, who, "/so-lieu/danh-sach/", chia="can-bo", so="total", status=404)


def test_the_table_of_officers_is_carried_away_as_it_stands(world: World) -> None:
    text = at(world, LIAISON, "/so-lieu/xuat.csv", xem="can-bo").content.decode("utf-8-sig")
    assert [line.split(";")[:2] for line in text.splitlines()] == [
        ["Dòng", "Tổng"], ["Hồ Sỹ Hùng", "1"], ["Mai Thanh Sơn", "1"], ["giao chung cho phòng, ban", "1"], ["Cộng", "3"],
    ]  # fmt: skip
    listed = at(world, LIAISON, "/so-lieu/danh-sach/xuat.csv", chia="phong", so="done_on_time").content.decode(
        "utf-8-sig"
    )
    assert len(listed.splitlines()) == 2 and "Đo" in listed


def test_tabs_that_do_not_add_up_are_not_printed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = queries.with_whole

    def one_is_lost(scope: Scope, by: str = "") -> tuple[Counter[str], Totals]:
        whole, parts = counted(scope, by)
        return whole, {key: counts for key, counts in parts.items() if key}

    monkeypatch.setattr(queries, "with_whole", one_is_lost)
    said = "Số liệu không khớp tại “chưa thực hiện, quá hạn”: cộng các phần được 0, tổng ghi 1."
    assert at(world, LIAISON, xem="can-bo", status=409).sees(said)
    assert at(world, LIAISON, "/so-lieu/xuat.xlsx", xem="can-bo", status=409).sees(said)
