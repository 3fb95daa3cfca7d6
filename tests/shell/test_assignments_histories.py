"""Random histories, lived by the cast through the real actions, with undoing and backdating inside.

After any of them the present columns are what the facts say; each past day stands as it was shown on it, as known after
each act and at its end; each day belongs to one holder.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
from giaoviec.assignments.queries import situation, standing_of
from giaoviec.assignments.recounting import recount
from giaoviec.days import start_of
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.moves import Move, check
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
    shown: list[tuple[datetime, date, Standing]] = field(default_factory=list)

    def read(self) -> Assignment:
        return Assignment.objects.select_related("document", "task").get(pk=self.row.pk)

    def attempt(self, who: str, verb: str, *, back: int = 0, **what: Any) -> None:
        """A move that the action may refuse; then nothing has happened."""
        if "agency" in what:
            what["agency"] = self.world.cast.agency(what["agency"])
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
            self.look(start_of(self.world.day + timedelta(days=1)))
            self.world.go()

    def look(self, at: datetime) -> None:
        """What is shown of the day, as known at a moment."""
        day = self.world.day
        self.shown.append((at, day, standing_of(again(self.row), day)))


DATE = st.integers(0, 60).map(lambda n: date(2026, 12, 1) + timedelta(days=n))
BACK = st.sampled_from([0, 0, 0, 1, 3])


@dataclass(frozen=True)
class Choice:
    """A move that somebody may make, if the rule book lets him; strategies among `what` are drawn."""

    who: str
    move: Move
    verb: str
    what: dict[str, Any]

    def make(self, lived: Lived, draw: Any) -> None:
        what = {
            name: draw(value, label=name) if isinstance(value, st.SearchStrategy) else value
            for name, value in self.what.items()
        }
        lived.attempt(self.who, self.verb, **what)


def move(who: str, move: Move, verb: str = "", **what: Any) -> Choice:
    return Choice(who, move, verb or move.value, what)


CHOICES = [
    move(STC, Move.TAKE_UP, leader="Lê Văn Ba"),
    move(STC, Move.UPDATE, content="Đã làm."),
    move(STC, Move.CLAIM, content="Xong.", explanation=EXPLANATION),
    move(STC, Move.CLAIM, content="Xong."),
    move(STC, Move.RETURN, "give_back", reason="Không thuộc chức năng."),
    move(STC, Move.EXPLAIN, **EXPLANATION),
    move(STC, Move.ASK_EXTENSION, wanted_on=DATE, cause="scope", reason="Phát sinh."),
    move(STC, Move.REPORT_OBSTACLE, cause="money", problem="Thiếu.", proposal="Bổ sung."),
    move(STC, Move.WAIT_OUTSIDE, whom="Bộ Xây dựng", letter="88/SXD"),
    move(STC, Move.WAIT_OUTSIDE, "end_wait"),
    move(STC, Move.ASK_OPINION, agency="sxd", asked="Góp ý."),
    move(SXD, Move.GIVE_OPINION, answer="Thống nhất."),
    move("theodoi", Move.CONFIRM, quality=Quality.GOOD, back=BACK),
    move("theodoi2", Move.CONFIRM, quality=Quality.FAIR, back=BACK),
    move("theodoi", Move.REJECT, reason="Thiếu.", for_quality=st.booleans(), back=BACK),
    move("theodoi", Move.DECIDE_EXTENSION, granted_on=st.none() | DATE, reason="Lý do.", back=BACK),
    move("chutich", Move.DECIDE_EXTENSION, granted_on=st.none() | DATE, reason="Lý do."),
    move("theodoi", Move.ANSWER_OBSTACLE, answer="Dùng nguồn dự phòng.", back=BACK),
    move("vanthu", Move.CORRECT, changed="Thêm.", due_on=st.none() | DATE, back=BACK),
    move("vanthu", Move.UPHOLD, reason="Đúng.", back=BACK),
    move("chanhvp", Move.SET_DUE, due_on=DATE, reason="Họp.", back=BACK),
    move("chanhvp", Move.REOPEN, reason="Chưa làm.", due_on=st.none() | DATE, back=BACK),
    move("chanhvp", Move.WITHDRAW, reason="Thay thế.", back=BACK),
]
KINDS = st.sampled_from(
    [
        {},
        {"starred": True},
        {"due_on": date(2026, 12, 1)},
        {"task_class": TaskClass.OPEN_ENDED, "cycle": Cycle.QUARTER},
    ]
)


@settings(max_examples=40)
@given(kind=KINDS, data=st.data())
def test_any_history_can_be_replayed(kind: dict[str, Any], data: Any) -> None:
    with transaction.atomic():
        world = make_world()
        lived = Lived(world, world.give("stc", helpers=True, **kind))
        for _ in range(data.draw(st.integers(4, 14), label="acts")):
            _something_happens(lived, data.draw)
            lived.look(world.at())
            assert present_columns(lived.row) == recount(again(lived.row))
        lived.end_of_day(1)
        _each_past_day_stands_as_it_was_shown(lived)
        _each_day_belongs_to_one_holder(lived)
        transaction.set_rollback(True)


def _something_happens(lived: Lived, draw: Any) -> None:
    """Days pass, or not; then somebody makes a move that is open to him, or takes one back."""
    if days := draw(st.sampled_from([0, 0, 1, 3, 9]), label="days"):
        lived.end_of_day(days)
    if draw(st.integers(0, 3), label="undo") == 0:
        lived.undo(draw(st.integers(0, 1)))
        return
    if open_ones := _open_choices(lived):
        draw(st.sampled_from(open_ones), label="move").make(lived, draw)


def _open_choices(lived: Lived) -> list[Choice]:
    row = lived.read()
    supposed = replace(situation(row, lived.world.day), explained=True)
    profile = profile_on(row.document.issued_on)
    return [
        choice
        for choice in CHOICES
        if check(choice.move, supposed, lived.world.who(choice.who), profile=profile) is None
    ]


def _each_past_day_stands_as_it_was_shown(lived: Lived) -> None:
    row = again(lived.row)
    for at, day, shown in lived.shown:
        assert standing(life(row, known_at=at), day) == shown


def _each_day_belongs_to_one_holder(lived: Lived) -> None:
    row, until = again(lived.row), lived.world.day
    spans = days(row, until=until)
    assert spans[0].since == row.given_on
    assert spans[-1].until == until
    assert all(one.until == two.since for one, two in pairwise(spans))
    counted = row.days_agency + row.days_office + row.days_collaborator + row.days_outside
    ended = sum(span.days for span in days(row, until=row.acted_on) if span.holder == "nobody")
    assert counted + ended == (row.acted_on - row.given_on).days


def test_a_confirmation_that_was_taken_back_is_still_known_of_the_moment_before() -> None:
    world = make_world()
    row = world.give()
    world.do(STC, "claim", row, content="Xong.")
    claimed_on = world.day
    world.go(2)
    world.do("theodoi", "confirm", row, quality=Quality.GOOD)
    known_at = world.at()
    world.undo_last("theodoi")
    then = standing(life(again(row), known_at=known_at), world.day)
    now = standing(life(again(row)), world.day)
    assert (then.done_on, then.cell) == (claimed_on, "done_on_time")
    assert (now.done_on, now.cell) == (None, "under_way_in_time")
