"""Whose days: ledgers are exact, every day has one holder and one reason, the Office's clocks stand beside them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.assignments import story
from giaoviec.assignments.models import OPEN_ONES, Assignment, StageSpell
from giaoviec.assignments.story_sql import Fact, facts
from giaoviec.assignments.whose_days import explained, ledgers, of_row, silences
from giaoviec.oversight.queries import days as queries
from giaoviec.rules.holders import STAGE_HOLDERS, Holder, ledger
from giaoviec.rules.moves import Stage
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, again, make_world

D = date
START = D(2026, 3, 2)


@pytest.fixture
def world(set_day: Any) -> World:
    made = make_world()
    set_day(made.day)
    return made


def lived_through(world: World) -> Assignment:
    """5 days with the agency, 3 with the Office, 4 outside, 2 with a collaborator, then a claim that waits."""
    row = world.give("stc", helpers=True)
    lead = "stc.vanphong"
    world.do(lead, "update", row, content="Bắt đầu.")
    world.go(5)
    world.do(lead, "report_obstacle", row, cause="money", problem="Thiếu vốn.", proposal="Cấp vốn.")
    world.go(3)
    world.do("theodoi", "answer_obstacle", row, answer="Đã bố trí.")
    world.do(lead, "wait_outside", row, whom="Bộ Tài chính", letter="12/UBND-TH ngày 20/11/2026")
    world.go(4)
    world.do(lead, "end_wait", row)
    world.do(lead, "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Đơn giá?")
    world.go(2)
    world.do("sxd.vanphong", "give_opinion", row, answer="Đơn giá 2026.")
    world.do(lead, "claim", row, content="Xong.")
    return again(row)


@pytest.mark.django_db
def test_the_ledger_of_a_set_is_the_sum_of_its_lives(world: World) -> None:
    lived_through(world)
    world.give("stc")
    world.give("sxd")
    on = world.go(6)
    rows = Assignment.objects.filter(OPEN_ONES)
    found = ledgers(rows, "agency_id", on)
    for code in ("stc", "sxd"):
        agency = world.cast.agency(code).pk
        expected: Counter[str] = Counter()
        for row in rows.filter(agency=agency):
            for holder, days in ledger(story.lived(facts(row.pk), until=on + timedelta(days=1))).items():
                expected[holder.value] += days
            assert sum(of_row(row, on).values()) == (on - row.given_on).days + 1
        assert found[agency].days == {name: expected[name] for name in found[agency].days}
        assert found[agency].number == rows.filter(agency=agency).count()
    assert found[world.cast.agency("stc").pk].days == {"agency": 12, "office": 10, "collaborator": 2, "outside": 4}


@pytest.mark.django_db
def test_each_stretch_of_one_assignment_says_whose_it_was_and_why(world: World) -> None:
    row = lived_through(world)
    on = world.go(1)
    known = facts(row.pk)
    parts = explained(known, story.lived(known, until=on + timedelta(days=1)))
    assert [(part.holder.value, part.days, part.why) for part in parts] == [
        ("agency", 5, "cơ quan đang thực hiện"),
        ("office", 3, "báo vướng mắc, chờ trả lời: Thiếu vốn."),
        ("outside", 4, "chờ Bộ Tài chính, văn bản 12/UBND-TH ngày 20/11/2026"),
        ("collaborator", 2, "chờ Sở Xây dựng góp ý"),
        ("office", 2, "đã báo cáo hoàn thành, chờ Văn phòng xác nhận"),
    ]


@pytest.mark.django_db
def test_the_offices_clocks_count_what_it_met_in_time_late_and_what_still_waits(world: World) -> None:
    rows = [world.give("stc") for _ in range(3)]
    for row in rows:
        world.do("stc.vanphong", "claim", row, content="Xong.")
    world.go(1)
    world.do("theodoi", "confirm", rows[0], quality=Quality.GOOD)
    world.go(10)
    world.do("theodoi", "confirm", rows[1], quality=Quality.GOOD)
    verify = next(clock for clock in queries.clocks(world.day) if clock.kind == "verify")
    assert (verify.in_time, verify.late, verify.open, verify.open_late) == (1, 1, 0, 1)
    assert verify.share == 1 / 3


@pytest.mark.django_db
def test_silence_is_counted_where_the_days_ran_out_or_the_answer_came_late(world: World) -> None:
    row = world.give("stc", helpers=True)
    sxd = world.cast.agency("sxd")
    world.do("stc.vanphong", "ask_opinion", row, agency=sxd, asked="Đơn giá?")
    assert silences(world.day) == {sxd.pk: (0, 1)}
    world.go(30)
    assert silences(world.day) == {sxd.pk: (1, 1)}
    world.do("sxd.vanphong", "give_opinion", row, answer="Muộn.")
    assert silences(world.day) == {sxd.pk: (1, 1)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "page", "own", "other"),
    [
        ("chutich", 200, 200, 200), ("theodoi", 200, 200, 200), ("noivu", 200, 200, 200),
        ("stc.vanphong", 200, 200, 404), ("stc.chuyenvien", 404, 404, 404), ("quantri", 404, 404, 404),
    ],
)  # fmt: skip
def test_who_sees_the_days(world: World, who: str, page: int, own: int, other: int) -> None:
    world.give("stc")
    client = world.cast.client(who)
    assert client.get("/ngay-cua-ai/").status_code == page
    assert client.get(f"/ngay-cua-ai/co-quan/{world.cast.agency('stc').pk}/").status_code == own
    assert client.get(f"/ngay-cua-ai/co-quan/{world.cast.agency('sxd').pk}/").status_code == other


@pytest.mark.django_db
def test_the_pages_say_the_days_and_a_collaborator_does_not_see_why(world: World, set_day: Any) -> None:
    row = lived_through(world)
    set_day(world.go(1))
    page = world.cast.client("chutich").get("/ngay-cua-ai/").content.decode()
    assert "1 việc, 16 ngày" in page
    of_agency = world.cast.client("stc.vanphong").get(f"/ngay-cua-ai/co-quan/{row.agency_id}/").content.decode()
    assert "cơ quan 5, Văn phòng 5, phối hợp 2, bên ngoài 4 ngày" in of_agency
    one = world.cast.client("stc.vanphong").get(f"/ngay-cua-ai/viec/{row.pk}/").content.decode()
    assert "16 ngày: cơ quan 5, Văn phòng 5, phối hợp 2, bên ngoài 4 ngày" in one
    of_evaluator = world.cast.client("noivu").get(f"/ngay-cua-ai/co-quan/{row.agency_id}/").content.decode()
    assert f'href="/viec/{row.pk}/"' in of_evaluator and "/ngay-cua-ai/viec/" not in of_evaluator
    assert world.cast.client("sxd.vanphong").get(f"/ngay-cua-ai/viec/{row.pk}/").status_code == 404
    assert world.cast.client("muine.vanphong").get(f"/ngay-cua-ai/viec/{row.pk}/").status_code == 404


# ---- every day to exactly one holder, with a reason


def fact(kind: str, on: date, **said: Any) -> Fact:
    blank = {"a": "", "b": "", "c": "", "d1": None, "d2": None, "n": 0, "name": "", "end_at": None, "end_act": ""}
    return Fact(kind=kind, id=0, on=on, at=None, act="", who="", **(blank | said))  # type: ignore[arg-type]


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """Stages one after another, and waits that begin and end anywhere."""
    day, known = START, []
    for _ in range(draw(st.integers(1, 6))):
        stage = draw(st.sampled_from(sorted(Stage)))
        until = day + timedelta(days=draw(st.integers(0, 9)))
        known.append(fact("spell", day, a=stage, c=STAGE_HOLDERS[stage].value, d1=until))
        day = until
    known[-1] = known[-1]._replace(d1=None)
    for _ in range(draw(st.integers(0, 5))):
        since = START + timedelta(days=draw(st.integers(0, 40)))
        ended = draw(st.none() | st.integers(0, 20))
        known.append(
            fact(
                draw(st.sampled_from(["extension", "obstacle", "opinion", "outside"])),
                since,
                a="x",
                b="y",
                name="z",
                d1=since,
                d2=None if ended is None else since + timedelta(days=ended),
            )
        )
    return known


@given(histories(), st.integers(0, 60))
@settings(max_examples=150, deadline=None)
def test_every_day_belongs_to_exactly_one_holder_and_has_its_reason(known: list[Fact], after: int) -> None:
    until = START + timedelta(days=after)
    spans = story.lived(known, until=until)
    parts = explained(known, spans)
    days = [part.since + timedelta(days=step) for part in parts for step in range(part.days)]
    assert days == [START + timedelta(days=step) for step in range(after)]
    counted = ledger(spans)
    assert {holder: sum(part.days for part in parts if part.holder is holder) for holder in Holder} == counted
    assert all(part.why for part in parts)


@pytest.mark.django_db
def test_spells_of_the_world_are_what_the_property_is_drawn_from(world: World) -> None:
    lived_through(world)
    spells = StageSpell.objects.filter(voided_at=None).values_list("stage", "holder")
    assert all(STAGE_HOLDERS[Stage(stage)].value == holder for stage, holder in spells)
