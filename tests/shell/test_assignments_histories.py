"""Random histories, lived by the cast through the real actions, with undoing and backdating inside.

After any of them the present columns are what the facts say; each past day stands as it was shown on it, as known at
its end; each day belongs to one holder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.assignments import actions
from giaoviec.assignments.lives import days, life
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import standing_of
from giaoviec.assignments.recounting import recount
from giaoviec.days import start_of
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.rules.standing import Standing, standing
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.shell.world import World, again, make_world, present_columns

pytestmark = pytest.mark.django_db

STC, SXD = "stc.vanphong", "sxd.vanphong"
EXPLANATION = {"cause": "land", "content": "Vướng.", "proposal": "Bố trí."}


@dataclass
class Lived:
    """An assignment that is lived through, and what was shown of it at the end of each day."""

    world: World
    row: Assignment
    acts: list[tuple[str, Any]] = field(default_factory=list)
    shown: dict[date, Standing] = field(default_factory=dict)
    closed_at: dict[date, datetime] = field(default_factory=dict)

    def attempt(self, who: str, verb: str, *, back: int = 0, **what: Any) -> None:
        """A move that the rule book may refuse; then nothing has happened."""
        on = self.world.day - timedelta(days=back)
        try:
            with transaction.atomic():
                self.world.do(who, verb, self.row, on=on, **what)
        except Refused:
            return
        event = Event.objects.latest("id")
        self.acts.append((who, event.act))

    def undo(self, which: int) -> None:
        if not self.acts:
            return
        who, act = self.acts[-1 - which % len(self.acts)]
        try:
            with transaction.atomic():
                actions.undo(act, by=self.world.who(who), on=self.world.day, at=self.world.at())
        except Refused:
            return

    def end_of_day(self, days: int) -> None:
        """What is shown at the end of the day, and of each day that passes until the next act."""
        for _ in range(days):
            day = self.world.day
            self.shown[day] = standing_of(again(self.row), day)
            self.closed_at[day] = start_of(day + timedelta(days=1))
            self.world.go()


DATE = st.integers(0, 60).map(lambda n: date(2026, 12, 1) + timedelta(days=n))
BACK = st.sampled_from([0, 0, 0, 1, 3])


def move(who: str, verb: str, **what: Any) -> st.SearchStrategy[Callable[[Lived], None]]:
    """A strategy of moves; strategies among `what` are drawn."""
    fixed = {name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in what.items()}
    return st.fixed_dictionaries(fixed).map(lambda drawn: lambda lived: lived.attempt(who, verb, **drawn))


AGENCYS = [
    move(STC, "take_up", leader="Lê Văn Ba"),
    move(STC, "update", content="Đã làm."),
    move(STC, "update", content="Đã làm thêm."),
    move(STC, "claim", content="Xong.", explanation=st.sampled_from([None, EXPLANATION])),
    move(STC, "claim", content="Xong.", explanation=EXPLANATION),
    move(STC, "give_back", reason="Không thuộc chức năng."),
    move(STC, "explain", **EXPLANATION),
    move(STC, "ask_extension", wanted_on=DATE, cause="scope", reason="Phát sinh."),
    move(STC, "report_obstacle", cause="money", problem="Thiếu.", proposal="Bổ sung."),
    move(STC, "wait_outside", whom="Bộ Xây dựng", letter="88/SXD"),
    move(STC, "end_wait"),
    move(SXD, "give_opinion", answer="Thống nhất."),
]
OFFICES = [
    move("theodoi", "confirm", quality=Quality.GOOD, back=BACK),
    move("theodoi2", "confirm", quality=Quality.FAIR, back=BACK),
    move("theodoi", "reject", reason="Thiếu.", for_quality=st.booleans(), back=BACK),
    move("theodoi", "decide_extension", granted_on=st.none() | DATE, reason="Lý do.", back=BACK),
    move("chutich", "decide_extension", granted_on=st.none() | DATE, reason="Lý do."),
    move("theodoi", "answer_obstacle", answer="Dùng nguồn dự phòng.", back=BACK),
    move("vanthu", "correct", changed="Thêm.", due_on=st.none() | DATE, back=BACK),
    move("vanthu", "uphold", reason="Đúng.", back=BACK),
    move("chanhvp", "set_due", due_on=DATE, reason="Họp.", back=BACK),
    move("chanhvp", "reopen", reason="Chưa làm.", due_on=st.none() | DATE, back=BACK),
    move("chanhvp", "withdraw", reason="Thay thế.", back=BACK),
    move("vanthu", "edit", changes=st.sampled_from([{"content": "Một"}, {"content": "Hai"}]), reason="Sửa."),
]
ASKING = st.just(lambda lived: lived.attempt(STC, "ask_opinion", agency=lived.world.cast.agency("sxd"), asked="Góp ý."))
UNDOING = st.integers(0, 2).map(lambda which: lambda lived: lived.undo(which))
PASSING = st.integers(1, 9).map(lambda days: lambda lived: lived.end_of_day(days))
STEPS = st.lists(
    st.one_of(st.one_of(AGENCYS), st.one_of(OFFICES), ASKING, UNDOING, PASSING, PASSING), min_size=3, max_size=25
)
KINDS = st.sampled_from(
    [
        {},
        {"starred": True},
        {"due_on": date(2026, 12, 1)},
        {"task_class": TaskClass.OPEN_ENDED, "cycle": Cycle.QUARTER},
    ]
)


@settings(max_examples=60)
@given(kind=KINDS, steps=STEPS)
def test_any_history_can_be_replayed(kind: dict[str, Any], steps: list[Callable[[Lived], None]]) -> None:
    with transaction.atomic():
        world = make_world()
        lived = Lived(world, world.give("stc", helpers=True, **kind))
        for step in steps:
            step(lived)
            assert present_columns(lived.row) == recount(again(lived.row))
        lived.end_of_day(1)
        _each_past_day_stands_as_it_was_shown(lived)
        _each_day_belongs_to_one_holder(lived)
        transaction.set_rollback(True)


def _each_past_day_stands_as_it_was_shown(lived: Lived) -> None:
    for day, shown in lived.shown.items():
        then = life(again(lived.row), known_at=lived.closed_at[day])
        assert standing(then, day) == shown


def _each_day_belongs_to_one_holder(lived: Lived) -> None:
    row, until = again(lived.row), lived.world.day
    spans = days(row, until=until)
    assert spans[0].since == row.given_on
    assert spans[-1].until == until
    assert all(one.until == two.since for one, two in pairwise(spans))
    counted = row.days_agency + row.days_office + row.days_collaborator + row.days_outside
    ended = sum(span.days for span in days(row, until=row.acted_on) if span.holder == "nobody")
    assert counted + ended == (row.acted_on - row.given_on).days
