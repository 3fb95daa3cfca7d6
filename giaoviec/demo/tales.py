"""What becomes of a life by the character of its agency: one thing leads to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from giaoviec.demo.characters import CHARACTERS
from giaoviec.demo.deciding import Deciding
from giaoviec.demo.lateness import ends_late, runs_late
from giaoviec.demo.tale_inside import Inside
from giaoviec.demo.ticking import next_cycle
from giaoviec.rules.moves import Stage
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.tasks import TaskClass

FEW = 4
"""Agencies that lead one task: work that was given to a whole group is not returned."""


@dataclass(slots=True)
class Tale(Deciding):
    """A life that goes its way; `play` plans another way instead."""

    play: Callable[[Tale], None] | None = None

    def begin(self, given_on: date) -> None:
        if self.play is not None:
            self.play(self)
            return
        if self.life.task["series_id"]:
            self.start(given_on)
            return
        province = self.world.province
        if self.life.row["agency_id"] in province.heirs and given_on < province.merged_on:
            self.plan(province.merged_on, self.is_taken_over)
        if len(self.life.leads) <= FEW and self.happens(self.character.returns):
            self.plan(self.world.after(given_on, self.world.between((0, 2))), self._returns)
        else:
            self.start(given_on)
        if self.happens(0.015):
            self.plan(given_on + timedelta(days=self.world.between((5, 40))), self.withdraw_now)

    def start(self, day: date) -> None:
        """The agency sets to work."""
        world, who = self.world, self.character
        if self.life.row["due_on"] is not None:
            self.life.late_chance = ends_late(who, self._late())
        if self.happens(who.takes_up):
            self.plan(world.after(day, world.between((0, 2))), self.take_up)
        if self.happens(who.never):
            return
        first = world.after(day, world.between(who.first_update))
        self.plan(first, self.first_update)
        self._by_the_way(day, first)
        Inside(self).begin(day)
        if self.life.row["task_class"] == TaskClass.DATED:
            self._plan_dated(first)
        else:
            self.plan_cycles(first)

    def _by_the_way(self, day: date, first: date) -> None:
        """What may come up: a question, an opinion, an obstacle, a ministry, another wording."""
        world = self.world
        for share, since, days, deed in (
            (0.1, day, (1, 6), self._asks),
            (0.5 if self.life.helping else 0, first, (1, 6), self._asks_opinion),
            (self.character.meets_obstacle, first, (2, 12), self._meets_obstacle),
            (0.03, first, (2, 9), self._waits_outside),
            (0.012, day, (1, 5), self.edit_now),
        ):
            if self.happens(share):
                self.plan(world.after(since, world.between(days)), deed)

    def _plan_dated(self, first: date) -> None:
        """Updates on the way, an extension where it gets tight, the claim before or after the due date."""
        world, who, due_on = self.world, self.character, self.life.row["due_on"]
        late = self.happens(self._late())
        claim_on = self._claim_day(first, due_on, late)
        day = world.after(first, self._quiet_days(late))
        while day < claim_on - timedelta(days=2):
            self.plan(day, self.update)
            day = world.after(day, self._quiet_days(late))
        if self.happens(who.asks_extension):
            self.plan(due_on - timedelta(days=world.between((2, 7))), self._asks_extension)
        if self.happens(0.01):
            self.plan(first + timedelta(days=3), lambda at: self._claims_before(self.set_due_now(at)))
        self._may_explain(due_on)
        self._plan_claim(claim_on)

    def _late(self) -> float:
        row, task = self.life.row, self.life.task
        return runs_late(
            self.character, deliverable=str(task["deliverable"]), given_on=row["given_on"], due_on=row["due_on"],
            helpers=len(self.life.helping), starred=bool(row["starred"]),
        )  # fmt: skip

    def _quiet_days(self, late: bool) -> int:
        """Between two updates: who will be late has less to tell."""
        days = self.world.between(self.character.every)
        return round(days * 1.6) if late else days

    def _claim_day(self, first: date, due_on: date, late: bool) -> date:
        world, who = self.world, self.character
        if late:
            return due_on + timedelta(days=world.between(who.days_late))
        spare = max(0, (due_on - first).days)
        return max(first, due_on - timedelta(days=int(spare * 0.45 * world.chance.random() ** 2)))

    def _may_explain(self, due_on: date) -> None:
        if self.happens(self.character.explains):
            self.plan(due_on + timedelta(days=self.world.between((2, 6))), self.explain_now)

    def _plan_claim(self, day: date) -> None:
        """Only the last plan counts: a new due date makes a new one."""
        self.course += 1
        this = self.course
        self.plan(day, lambda at: self._claims(at) if this == self.course else None)

    def _claims_before(self, due_on: date) -> None:
        self._plan_claim(due_on - timedelta(days=self.world.between((0, 4))))

    def plan_cycles(self, first: date) -> None:
        """An update in most cycles, near their end; some work is finished one day."""
        world, cycle = self.world, self.life.row["cycle"] or "quarter"
        start = cycle_start(cycle, first)
        while start <= world.today:
            after = next_cycle(cycle, start)
            if self.happens(self.character.updates_cycle):
                day = after - timedelta(days=world.between((3, 25)))
                self.plan(max(day, first), self.update_cycle)
            start = after
        if self.happens(0.18):
            self._plan_claim(first + timedelta(days=world.between((60, 300))))

    # ---- one thing leads to another

    def _claims(self, at: datetime) -> None:
        self.claim_now(at)
        self.soon(at, (5, 9) if self.happens(0.12) else (0, 3), self._is_judged)
        if self.life.task["written_report"]:
            self.soon(at, (1, 1), self.report_received)

    def _is_judged(self, at: datetime) -> None:
        life = self.life
        if not life.confirmers and self.happens(self.character.rejected):
            self._is_rejected(at)
        elif not self.confirm_now(at):
            self.soon(at, (0, 2), self._is_judged)
        else:
            if any(child.open for child in life.inside):
                self.soon(at, (1, 1), self.close_inside_now)
            if self.happens(0.008):
                self.plan(at.date() + timedelta(days=self.world.between((10, 40))), self._is_reopened)

    def _is_rejected(self, at: datetime) -> None:
        for_quality = self.happens(0.3)
        self.reject_now(at, for_quality=for_quality)
        if for_quality and self.happens(self.character.explains):
            self.soon(at, (1, 3), self.explain_now)
        self.soon(at, (2, 5), self.update)
        self._plan_claim(self.world.after(at.date(), self.world.between((4, 12))))

    def _is_reopened(self, at: datetime) -> None:
        due_on = self.reopen_now(at)
        self.soon(at, (3, 3), self.update)
        self._claims_before(due_on or at.date() + timedelta(days=30))

    def _returns(self, at: datetime) -> None:
        self.return_now(at)
        self.soon(at, (0, 2) if self.happens(0.9) else (4, 4), self._is_answered)

    def _is_answered(self, at: datetime) -> None:
        life, chance = self.life, self.world.chance.random()
        if life.stage is not Stage.RETURNED:
            return
        partner = life.pending["return"]["suggested_id"]
        if chance < 0.45 and partner not in life.leads and self.world.province.stands(partner, at.date()):
            new = self.pass_on_now(partner, at)
            self.world.tell_also(Tale(self.world, new, self.what), new.row["given_on"])
            return
        if chance < 0.8:
            self.correct_now(at)
        else:
            self.uphold_now(at)
        self.start(at.date())

    def _asks_extension(self, at: datetime) -> None:
        self.ask_extension_now(at)
        self.soon(at, (0, 2) if self.happens(0.85) else (4, 4), self._extension_decided)

    def _extension_decided(self, at: datetime) -> None:
        if granted_on := self.decide_extension_now(at):
            self._plan_claim(granted_on - timedelta(days=self.world.between((-3, 4))))
            self._may_explain(granted_on)

    def _meets_obstacle(self, at: datetime) -> None:
        self.report_obstacle_now(at)
        self.soon(at, (1, 8), self.answer_obstacle_now)

    def _asks_opinion(self, at: datetime) -> None:
        asked = self.ask_opinion_now(at)
        if asked and self.happens(CHARACTERS[self.world.province.characters[asked]].answers_opinion):
            self.soon(at, (1, 7), lambda then: self.give_opinion_now(asked, then))

    def _waits_outside(self, at: datetime) -> None:
        self.wait_outside_now(at)
        self.plan(at.date() + timedelta(days=self.world.between((8, 35))), self.end_wait_now)

    def _asks(self, at: datetime) -> None:
        self.write_now(at)
        self.soon(at, (0, 2), self.answer_in_thread)

    def is_taken_over(self, at: datetime) -> None:
        """Its agency is no more: the one that took over begins with an update of its own."""
        self.transfer_now(at)
        if self.life.stage is Stage.UNDER_WAY:
            self.soon(at, self.character.first_update, self.update)
