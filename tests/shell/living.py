"""Random lives of assignments, through the real actions: moves that are open to somebody, undoing, backdating."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from giaoviec.assignments import actions
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import situation, standing_of
from giaoviec.days import start_of
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.moves import Move, check
from giaoviec.rules.standing import Standing
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.shell.world import World, again

Pick = Callable[[Sequence[Any], str], Any]
"""Takes one of several, whichever way: by hypothesis, which can make a failure smaller, or by dice."""


def drawn(data: Any) -> Pick:
    """By hypothesis."""
    return lambda options, label: data.draw(st.sampled_from(options), label=label)


LEAD, SXD = "lead", "sxd.vanphong"
EXPLANATION = {"cause": "land", "content": "Vướng.", "proposal": "Bố trí."}


@dataclass
class Lived:
    """An assignment that is lived through, and what was shown of it at the end of each day.

    `lead`: who acts for the agency that leads it, by username or as an actor.
    """

    world: World
    row: Assignment
    lead: str | Actor = "stc.vanphong"
    acts: list[tuple[str | Actor, Any]] = field(default_factory=list)
    shown: list[tuple[datetime, date, Standing]] = field(default_factory=list)

    def read(self) -> Assignment:
        return Assignment.objects.select_related("document", "task").get(pk=self.row.pk)

    def who(self, name: str) -> str | Actor:
        return self.lead if name == LEAD else name

    def attempt(self, who: str, verb: str, *, back: int = 0, **what: Any) -> None:
        """A move that the action may refuse; then nothing has happened."""
        if "agency" in what:
            what["agency"] = self.world.cast.agency(what["agency"])
        on = self.world.day - timedelta(days=back)
        try:
            with transaction.atomic():
                self.world.do(self.who(who), verb, self.row, on=on, **what)
        except Refused:
            return
        event = Event.objects.latest("id")
        self.acts.append((self.who(who), event.act))

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


@dataclass(frozen=True)
class Choice:
    """A move that somebody may make, if the rule book lets him; of what stands in `OneOf` one is taken."""

    who: str
    move: Move
    verb: str
    what: Mapping[str, Any]

    def make(self, lived: Lived, pick: Pick) -> None:
        what = {
            name: pick(value.options, name) if isinstance(value, OneOf) else value for name, value in self.what.items()
        }
        lived.attempt(self.who, self.verb, **what)


@dataclass(frozen=True)
class OneOf:
    options: Sequence[Any]


def move(who: str, move: Move, verb: str = "", **what: Any) -> Choice:
    return Choice(who, move, verb or move.value, what)


_DAYS = [date(2026, 12, 1) + timedelta(days=n) for n in range(61)]
DATE, MAYBE_DATE = OneOf(_DAYS), OneOf([*[None] * 20, *_DAYS])
BACK, EITHER = OneOf([0, 0, 0, 1, 3]), OneOf([False, True])
CHOICES = [
    move(LEAD, Move.TAKE_UP, leader="Lê Văn Ba"),
    move(LEAD, Move.UPDATE, content="Đã làm."),
    move(LEAD, Move.CLAIM, content="Xong.", explanation=EXPLANATION),
    move(LEAD, Move.CLAIM, content="Xong."),
    move(LEAD, Move.RETURN, "give_back", reason="Không thuộc chức năng."),
    move(LEAD, Move.EXPLAIN, **EXPLANATION),
    move(LEAD, Move.ASK_EXTENSION, wanted_on=DATE, cause="scope", reason="Phát sinh."),
    move(LEAD, Move.REPORT_OBSTACLE, cause="money", problem="Thiếu.", proposal="Bổ sung."),
    move(LEAD, Move.WAIT_OUTSIDE, whom="Bộ Xây dựng", letter="88/SXD"),
    move(LEAD, Move.WAIT_OUTSIDE, "end_wait"),
    move(LEAD, Move.ASK_OPINION, agency="sxd", asked="Góp ý."),
    move(SXD, Move.GIVE_OPINION, answer="Thống nhất."),
    move("theodoi", Move.CONFIRM, quality=Quality.GOOD, back=BACK),
    move("theodoi2", Move.CONFIRM, quality=Quality.FAIR, back=BACK),
    move("theodoi", Move.REJECT, reason="Thiếu.", for_quality=EITHER, back=BACK),
    move("theodoi", Move.DECIDE_EXTENSION, granted_on=MAYBE_DATE, reason="Lý do.", back=BACK),
    move("chutich", Move.DECIDE_EXTENSION, granted_on=MAYBE_DATE, reason="Lý do."),
    move("theodoi", Move.ANSWER_OBSTACLE, answer="Dùng nguồn dự phòng.", back=BACK),
    move("vanthu", Move.CORRECT, changed="Thêm.", due_on=MAYBE_DATE, back=BACK),
    move("vanthu", Move.UPHOLD, reason="Đúng.", back=BACK),
    move("chanhvp", Move.SET_DUE, due_on=DATE, reason="Họp.", back=BACK),
    move("chanhvp", Move.REOPEN, reason="Chưa làm.", due_on=MAYBE_DATE, back=BACK),
    move("chanhvp", Move.WITHDRAW, reason="Thay thế.", back=BACK),
]
KINDS: list[dict[str, Any]] = [
    {},
    {"starred": True},
    {"due_on": date(2026, 12, 1)},
    {"task_class": TaskClass.OPEN_ENDED, "cycle": Cycle.QUARTER},
]


def something_happens(lived: Lived, pick: Pick) -> None:
    """Days pass, or not; then somebody acts."""
    if days := pick([0, 0, 1, 3, 9], "days"):
        lived.end_of_day(days)
    somebody_acts(lived, pick)


def somebody_acts(lived: Lived, pick: Pick) -> None:
    """Somebody makes a move that is open to him, or takes one back."""
    if pick([0, 1, 2, 3], "undo") == 0:
        lived.undo(pick([0, 1], "which"))
        return
    if open_ones := _open_choices(lived):
        pick(open_ones, "move").make(lived, pick)


def _open_choices(lived: Lived) -> list[Choice]:
    row = lived.read()
    supposed = replace(situation(row, lived.world.day), explained=True)
    profile = profile_on(row.document.issued_on)
    return [
        choice
        for choice in CHOICES
        if check(choice.move, supposed, lived.world.who(lived.who(choice.who)), profile=profile) is None
    ]
