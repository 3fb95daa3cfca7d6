"""What lies on desks besides work: reminders of the last days, weekly looks of liaisons, a delegation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from giaoviec.agencies.models import Delegation
from giaoviec.days import start_of
from giaoviec.demo.ledger import Row
from giaoviec.demo.living import TICK_AT, Living
from giaoviec.demo.world import World
from giaoviec.duties.models import Duty, TickRun
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.holders import Holder
from giaoviec.rules.reminding import is_urged, reminder
from giaoviec.rules.roles import Role

REMINDED_DAYS = 10
SEEN_AFTER_DAYS = 3


def furnish(world: World, lives: Sequence[Living]) -> None:
    """At the end of a history, before its last chapter is written."""
    _remind(world, lives)
    _weekly_looks(world, lives)
    _delegate(world)
    _mark_seen(world)
    _ticks(world)


def _remind(world: World, lives: Sequence[Living]) -> None:
    """What `tick` would have said on each of the last days of the duties that are open now."""
    profile = profile_on(world.today)
    for life in lives:
        holder = Holder(life.row["holder"])
        for duty in life.owed.values():
            for back in range(REMINDED_DAYS):
                day = world.today - timedelta(days=back)
                said = reminder(duty["due_on"], day, profile=profile) if day >= duty["on"] else None
                if said and is_urged(DutyKind(duty["kind"]), holder):
                    _remind_of(world, duty, day, said.vi)


def _remind_of(world: World, duty: Row, day: date, said: str) -> None:
    a = world.ground.tick(day)
    words = f"{said}: {DutyKind(duty['kind']).vi}, hạn {duty['due_on']:%d/%m/%Y}"
    who = {name: duty[name] for name in ("unit_id", "person_id", "role")}
    world.book.tell(
        a, agency=duty["agency_id"], kind="remind", subject=duty["subject"], subject_id=duty["subject_id"],
        text=words, key=f"remind:{duty['id']}:{day}", **who,
    )  # fmt: skip


def _weekly_looks(world: World, lives: Sequence[Living]) -> None:
    """This week's look of each liaison whose agency has work; of who was there it is met."""
    monday = world.today - timedelta(days=world.today.weekday())
    week = f"{world.today.isocalendar().year}-W{world.today.isocalendar().week:02}"
    last = due(DutyKind.LIAISON_LOOK, monday, profile=profile_on(world.today), calendar=world.calendar)
    a = world.ground.tick(monday)
    for agency in sorted({life.row["agency_id"] for life in lives if life.open}):
        duty = world.book.add(
            Duty,
            **a.row(
                kind=DutyKind.LIAISON_LOOK, agency_id=agency, due_on=last, subject="agency", subject_id=agency,
                role=Role.LIAISON, turn=week,
            ),
        )  # fmt: skip
        if world.province.characters[agency] != "silent":
            duty.update(met_on=monday, met_at=a.at, met_act=a.id)


def _delegate(world: World) -> None:
    """The head of the Office is away these days; his deputy acts for him."""
    actors = world.province.actors
    world.book.add(
        Delegation, membership_id=actors["chanhvp"].membership_id, to_id=actors["chanhvp.pho"].person_id,
        from_on=world.today - timedelta(days=2), to_on=world.today + timedelta(days=5),
        basis="Giấy ủy quyền trong thời gian đi công tác",
    )  # fmt: skip


def _mark_seen(world: World) -> None:
    """What was told some days ago has been seen."""
    for notice in world.book.notices:
        if notice["on"] < world.today - timedelta(days=SEEN_AFTER_DAYS):
            notice["seen_at"] = notice["at"] + timedelta(hours=20)


def _ticks(world: World) -> None:
    """The calendar has been carried out up to today."""
    for back in range(TickRunDays):
        day = world.today - timedelta(days=back)
        world.book.add(TickRun, on=day, at=start_of(day) + TICK_AT)


TickRunDays = 30
