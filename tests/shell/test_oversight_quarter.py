"""A quarter of a small province, day by day: people are told once a day, nothing is urged twice within the profile's
days, and whichever day is carried out again, or was slept through, the same follows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from giaoviec.agencies.models import Person
from giaoviec.assignments.models import Assignment, Obstacle
from giaoviec.days import HANOI
from giaoviec.duties.models import Digest, Duty, Notice, TickRun
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import tick, urging_answers, urging_steps
from giaoviec.oversight.actions.urging_answers import Answer
from giaoviec.oversight.models import Draw, LetterStage, Urging, UrgingItem
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.cast import DAY
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

LENGTH = 92
QUARTER = [DAY + timedelta(days=n) for n in range(LENGTH)]
LAST = QUARTER[-1]
SENDING = (1, 4)
"""Tuesdays and Fridays the Office signs, numbers and sends what lies there drafted."""

ASLEEP = (
    date(2026, 11, 30),  # a Monday: the weekly looks
    date(2026, 12, 5),  # a Saturday: what fell overdue the day before, what is reminded of weekly from then on
    date(2026, 12, 14),  # a Monday on which letters are drafted
    date(2026, 12, 16),  # the next turn of what comes back each month
    date(2027, 1, 1),  # a holiday: a new cycle, month, quarter and year
    date(2027, 1, 11),
    date(2027, 2, 7),  # in the days off at Tết
)
"""Days that the machine sleeps through, each alone."""

AGAIN = (*ASLEEP, date(2026, 12, 11), date(2027, 1, 19), LAST)
"""Days that are carried out a second time."""

EXPLAINED = {"cause": "disaster", "content": "Mưa lớn kéo dài.", "proposal": "Cho hoàn thành trong tháng 01."}


MAILED = ("chanhvp", "theodoi", "sxd.vanphong", "xa.phuquy")


class Back(Exception):
    """Takes a quarter out of the database again."""


@dataclass
class Quarter:
    """The province, the work by its names, and what was mailed on which day."""

    world: World
    asleep: Collection[date] = ()
    work: dict[str, Assignment] = field(default_factory=dict)
    mailed: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    watch: Callable[[Quarter, date], None] | None = None
    addresses: Collection[str] = MAILED

    def __post_init__(self) -> None:
        """Only some have an address, or nobody where mails are not what is looked at."""
        Person.objects.exclude(username__in=self.addresses).update(email="")

    def run(self, day: date) -> None:
        before = len(mail.outbox)
        tick(on=day, at=datetime.combine(day, time(6), HANOI))
        self.mailed[day] += [address for message in mail.outbox[before:] for address in message.to]

    def live(self, *, acts: bool = True) -> Quarter:
        """All its days: in the morning the calendar, then whoever does something that day."""
        for day in QUARTER:
            self.world.go((day - self.world.day).days)
            if day == DAY:
                self._give()
            if day not in self.asleep:
                self.run(day)
                if self.watch:
                    self.watch(self, day)
            if acts:
                self._act(day)
        return self

    def _give(self) -> None:
        give, work = self.world.give, self.work
        work["untouched"] = give("sxd", due_on=date(2026, 12, 4))
        work["told"] = give("sxd", due_on=date(2026, 12, 10))
        work["promised"] = give("stc", due_on=date(2026, 12, 4))
        work["claimed"] = give("stc", due_on=date(2026, 12, 18))
        work["held"] = give("snnmt", due_on=date(2026, 12, 11))
        work["longer"] = give("phuquy", due_on=date(2026, 12, 22))
        work["cycle"] = give("muine", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER)
        work["series"] = give("phuquy", series_rule="monthly:15", due_on=date(2026, 12, 15))

    def _act(self, day: date) -> None:
        if calendar().is_working(day) and day.weekday() in SENDING:
            self._send()
        for act in SCRIPT.get(day, ()):
            act(self)

    def do(self, who: str, verb: str, name: str, **what: Any) -> None:
        self.world.do(who, verb, self.work[name], **what)

    def later(self) -> None:
        """An agency that had no work gets some."""
        self.work["later"] = self.world.give("snv", due_on=date(2027, 1, 22))

    def answered(self) -> None:
        obstacle = Obstacle.objects.get(assignment=self.work["held"])
        self.world.do("theodoi", "answer_obstacle", obstacle.assignment_id, answer="Thu hồi đất theo phương án 2.")

    def _send(self) -> None:
        for letter in Urging.objects.filter(stage=LetterStage.DRAFTED, voided_at=None).order_by("agency_id"):
            for who, step in (
                ("chanhvp", urging_steps.sign),
                ("vanthu", urging_steps.number),
                ("vanthu", urging_steps.send),
            ):
                letter = step(letter.pk, version=letter.version, by=self.world.who(who), **self._now())
            if letter.agency.code == "stc":
                self._promise(letter)

    def _promise(self, letter: Urging) -> None:
        day = self.world.day + timedelta(days=21)
        answers = [Answer(item.pk, "Đang thẩm định.", day, "disaster") for item in letter.items.all()]
        urging_answers.answer(letter.pk, answers, by=self.world.who("stc.vanphong"), **self._now())

    def _now(self) -> dict[str, Any]:
        return {"on": self.world.day, "at": self.world.at()}

    # What a quarter leaves behind, without the numbers that a database gives

    def names(self) -> dict[int, str]:
        named = {row.pk: name for name, row in self.work.items()}
        turns = Assignment.objects.exclude(pk__in=named).order_by("id").values_list("pk", "due_on")
        return named | {pk: f"turn {due_on}" for pk, due_on in turns}

    def duties(self) -> list[tuple[Any, ...]]:
        """Every duty with its days."""
        named, duties = self.names(), Duty.objects.filter(voided_at=None)
        rows = duties.values_list(
            "assignment_id", "turn", "kind", "agency__code", "on", "due_on", "met_on", "dropped_on"
        )
        return sorted(
            (named.get(pk or 0, ""), re.sub(r"^quality \d+", "quality", turn), *map(str, rest))
            for pk, turn, *rest in rows
        )

    def letters(self) -> list[tuple[Any, ...]]:
        """Every letter with what it names: the drafts as they stand, those sent with their day and number."""
        letters = Urging.objects.filter(voided_at=None).prefetch_related("items").select_related("agency")
        return sorted(
            (one.agency.code, str(one.sent_on), one.full_number, one.opening, str(one.answer_by), self._items(one))
            for one in letters
        )

    def _items(self, letter: Urging) -> tuple[Any, ...]:
        named = self.names()
        return tuple(
            (named[one.assignment_id], one.kind, one.due_on, one.days_late, one.degree, str(one.promised_on), one.moved)
            for one in letter.items.all()
        )

    def sent(self) -> dict[str, list[date]]:
        """The days on which letters that name a thing were sent."""
        named = self.names()
        found: dict[str, list[date]] = defaultdict(list)
        items = UrgingItem.objects.filter(letter__stage=LetterStage.SENT)
        for pk, day in items.values_list("assignment_id", "letter__sent_on"):
            assert day is not None
            found[named[pk]].append(day)
        return found

    def reminded(self) -> list[tuple[date, list[date]]]:
        """For each duty its day, and the days on which somebody was reminded of it."""
        due = dict(Duty.objects.values_list("pk", "due_on"))
        found: dict[int, list[date]] = defaultdict(list)
        for key, on in Notice.objects.filter(kind="remind").values_list("key", "on"):
            found[int(key.split(":")[1])].append(on)
        return [(due[pk], days) for pk, days in found.items()]

    def digests(self) -> dict[date, list[str]]:
        assert sum(map(len, self.mailed.values())) == Digest.objects.exclude(sent_at=None).count()
        return self.mailed

    def notices(self) -> Counter[tuple[str, str, date, str]]:
        return Counter(Notice.objects.values_list("agency__code", "kind", "on", "text"))


def by(who: str, verb: str, name: str, **what: Any) -> Callable[[Quarter], None]:
    return lambda quarter: quarter.do(who, verb, name, **what)


SCRIPT: dict[date, tuple[Callable[[Quarter], None], ...]] = {
    date(2026, 11, 26): (
        by("sxd.vanphong", "update", "told", content="Đã phân công phòng chuyên môn."),
        by("stc.vanphong", "update", "promised", content="Đang lấy ý kiến."),
    ),
    date(2026, 12, 8): (
        by(
            "snnmt.vanphong", "report_obstacle", "held", cause="land", problem="Chưa thu hồi được đất.",
            proposal="Cho phương án 2.", effect="Chậm 1 tháng.",
        ),
    ),
    date(2026, 12, 15): (by("stc.vanphong", "claim", "claimed", content="Đã thẩm định xong."),),
    date(2026, 12, 17): (
        by("theodoi", "confirm", "claimed", quality=Quality.GOOD),
        by(
            "xa.phuquy", "ask_extension", "longer", wanted_on=date(2027, 1, 20), cause="disaster", reason="Biển động."
        ),
    ),
    date(2026, 12, 18): (by("theodoi", "decide_extension", "longer", granted_on=date(2027, 1, 15), reason=""),),
    date(2027, 1, 5): (Quarter.later, Quarter.answered),
    date(2027, 1, 12): (
        by("stc.vanphong", "explain", "promised", **EXPLAINED),
        by("stc.vanphong", "claim", "promised", content="Đã trình phương án."),
    ),
    date(2027, 1, 14): (by("theodoi", "reject", "promised", reason="Thiếu số liệu.", for_quality=True),),
    date(2027, 1, 26): (by("muine.vanphong", "update", "cycle", content="Đã tuyên truyền ở các khu phố."),),
}  # fmt: skip
"""What people do, on days of which none is slept through."""


def told(quarter: Callable[[], Quarter], *asked: str) -> list[Any]:
    """What a quarter leaves behind, and the database as it was before."""
    found: list[Any] = []
    try:
        with transaction.atomic():
            lived = quarter()
            found = [getattr(lived, name)() for name in asked]
            raise Back
    except Back:
        return found


@cache
def daily() -> dict[str, Any]:
    """What the quarter leaves behind that is carried out day by day."""
    asked = ("duties", "letters", "notices", "sent", "reminded", "digests")
    return dict(zip(asked, told(lambda: Quarter(make_world()).live(), *asked), strict=True))


def everything() -> tuple[int, ...]:
    kept = (Duty, Notice, Digest, Event, TickRun, Urging, UrgingItem, Draw)
    return tuple(model.objects.count() for model in kept)


def test_nobody_gets_two_digests_a_day() -> None:
    mailed = daily()["digests"]
    assert sorted(mailed) == QUARTER
    assert [day for day, addresses in mailed.items() if len(set(addresses)) < len(addresses)] == []
    assert set().union(*mailed.values()) == {f"{name}@lamdong.example" for name in MAILED}
    assert min(map(len, mailed.values())) < len(MAILED) - 1 <= max(map(len, mailed.values()))


def test_no_thing_is_named_by_two_letters_within_the_days_of_the_profile() -> None:
    days, sent = int(profile_on(DAY)["urge_again_days"]), daily()["sent"]
    assert {"untouched", "told", "promised", "held", "longer", "later", "cycle"} <= set(sent)
    assert len(sent["untouched"]) >= 4
    for name, on in sent.items():
        assert all(later >= calendar().add(one, days) for one, later in pairwise(sorted(on))), name


def test_nobody_is_reminded_twice_of_a_thing_within_the_days_of_the_profile() -> None:
    """Before it is due on days that the profile names; late, once in so many days."""
    profile, said = profile_on(DAY), daily()["reminded"]
    every = int(profile["remind_again_every"])
    before = {-int(n) for n in profile["reminders"]}
    assert len(said) > 20
    for due_on, on in said:
        assert len(set(on)) == len(on)
        assert {(day - due_on).days for day in on if day <= due_on} <= before
        late = sorted(day for day in on if day > due_on)
        assert {(later - one).days % every for one, later in pairwise(late)} <= {0}


def test_whichever_day_is_carried_out_again_nothing_changes() -> None:
    seen: list[date] = []

    def watch(lived: Quarter, day: date) -> None:
        if day in AGAIN:
            before = everything()
            lived.run(day)
            for past in (QUARTER[0], QUARTER[30]):
                if past < day:
                    lived.run(past)
            assert everything() == before, day
            seen.append(day)

    asked = ("duties", "letters", "notices")
    assert told(lambda: Quarter(make_world(), watch=watch).live(), *asked) == [daily()[name] for name in asked]
    assert seen == sorted(AGAIN)


def test_a_day_that_was_slept_through_is_caught_up_with_the_same_duties_letters_and_notices() -> None:
    """But for the reminders of that very day, which nobody is told of afterwards."""
    slept = told(lambda: Quarter(make_world(), asleep=ASLEEP, addresses=()).live(), "duties", "letters", "notices")
    assert slept[0] == daily()["duties"]
    assert slept[1] == daily()["letters"]
    notices = daily()["notices"]
    assert slept[2] - notices == Counter()
    assert {(kind, on in ASLEEP) for _, kind, on, _ in notices - slept[2]} == {("remind", True)}


@cache
def idle() -> list[Any]:
    """What the quarter leaves behind in which nobody does anything."""
    return told(lambda: Quarter(make_world(), addresses=()).live(acts=False), "duties", "letters")


@pytest.mark.parametrize("first", [QUARTER[1], QUARTER[30]])
def test_from_whichever_day_on_it_sleeps_to_the_end_the_same_is_owed_and_drafted(first: date) -> None:
    asleep = [day for day in QUARTER if first <= day < LAST]
    assert (
        told(lambda: Quarter(make_world(), asleep=asleep, addresses=()).live(acts=False), "duties", "letters") == idle()
    )
    assert DutyKind.EXPLANATION in {kind for _, _, kind, *_ in idle()[0]}
