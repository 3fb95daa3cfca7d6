"""What an agency gives on inside: to a unit or an officer, who does it and is confirmed by the agency's own office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from giaoviec.demo import deeds_lead as lead
from giaoviec.demo import deeds_office as office
from giaoviec.demo.living import Living
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import INTERNAL, Role
from giaoviec.rules.tasks import Quality

if TYPE_CHECKING:
    from giaoviec.demo.tales import Tale

SHARE = 0.45


@dataclass(slots=True)
class Inside:
    """The inside of one tale; only where the agency has units and officers in the demonstration."""

    tale: Tale

    def begin(self, day: date) -> None:
        world = self.tale.world
        doers = self.doers()
        if world.staged and doers and world.happens(SHARE):
            for doer in world.chance.sample(doers, min(len(doers), world.between((1, 2)))):
                self.tale.plan(world.after(day, world.between((0, 3))), partial(self.assign, doer))

    def doers(self) -> list[Actor]:
        agency = self.tale.life.row["agency_id"]
        actors = self.tale.world.province.actors.values()
        return [actor for actor in actors if actor.agency_id == agency and actor.role in INTERNAL]

    def assign(self, doer: Actor, at: datetime) -> None:
        """Gives a part of the work to somebody, before the whole is due, and plans what he does."""
        tale, world = self.tale, self.tale.world
        limit = tale.life.row["due_on"]
        due_on = None if limit is None else max(at.date(), limit - timedelta(days=world.between((1, 6))))
        child = self.give(at, doer, due_on=due_on)
        ready = (due_on or at.date() + timedelta(days=20)) + timedelta(days=world.between((-4, 2)))
        tale.plan(world.after(at.date(), world.between((1, 5))), lambda then: self._update(then, child, doer))
        tale.plan(ready, lambda then: self._claim(then, child, doer))

    def give(self, at: datetime, doer: Actor, *, due_on: date | None) -> Living:
        """A part of the work to an officer, or to the unit of its head."""
        tale = self.tale
        officer = None if doer.role is Role.UNIT_HEAD else doer.person_id
        return lead.assign_inside(
            tale.life, content=tale.say("inside.content", at), unit=doer.unit_id, officer=officer, due_on=due_on,
            by=tale.world.lead(tale.life), at=at,
        )  # fmt: skip

    def _update(self, at: datetime, child: Living, doer: Actor) -> None:
        lead.update(child, content=self.tale.say("updates.first", at), by=doer, at=at)

    def _claim(self, at: datetime, child: Living, doer: Actor) -> None:
        lead.claim(child, content=self.tale.say("claims.inside", at), by=doer, at=at)
        days = self.tale.world.between((0, 2))
        self.tale.plan(self.tale.world.after(at.date(), days), lambda then: self._confirm(then, child))

    def _confirm(self, at: datetime, child: Living) -> None:
        by = self.tale.world.lead(self.tale.life)
        if self.tale.world.happens(0.1):
            office.reject(child, reason=self.tale.say("verdicts.reject", at), by=by, at=at)
            return
        office.confirm(child, quality=Quality.FAIR, by=by, at=at)
