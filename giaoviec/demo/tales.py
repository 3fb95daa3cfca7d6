"""What happens in a life: an agenda of what is to come, told day by day by the character of the agency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from giaoviec.demo import deeds_lead as lead
from giaoviec.demo import deeds_office as office
from giaoviec.demo.characters import CHARACTERS, Character
from giaoviec.demo.living import Impossible, Living, catch_up
from giaoviec.demo.tale_inside import Inside
from giaoviec.demo.world import World
from giaoviec.rules.moves import Stage
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.tasks import Quality, TaskClass

Deed = Callable[[datetime], None]
QUALITIES = (Quality.GOOD, Quality.FAIR, Quality.FAIR, Quality.GOOD, Quality.FAIR, Quality.POOR)


@dataclass(slots=True)
class Tale:
    """One life and what is yet to happen in it. `what` is its subject in a few words."""

    world: World
    life: Living
    what: str
    agenda: list[tuple[date, int, Deed]] = field(default_factory=list)
    course: int = 0
    _count: int = 0

    @property
    def character(self) -> Character:
        return CHARACTERS[self.world.province.characters[self.life.row["agency_id"]]]

    # ---- telling

    def plan(self, day: date, deed: Deed) -> None:
        """On that day, or the next one that is worked."""
        self._count += 1
        heappush(self.agenda, (self.world.working(day), self._count, deed))

    def tell(self) -> None:
        """Everything that happens up to today; what the rule book refuses does not happen."""
        while self.agenda and self.agenda[0][0] <= self.world.today:
            day, _, deed = heappop(self.agenda)
            try:
                deed(self.world.moment(day))
            except Impossible:
                continue
        catch_up(self.life, self.world.today)

    def say(self, path: str, at: datetime, **slots: Any) -> str:
        known = {"what": self.what, "partner": self.world.partner(self.life), **slots}
        return self.world.phrases.say(path, at.date(), **known)

    # ---- the beginning

    def begin(self, given_on: date) -> None:
        heir = self.world.province.heirs.get(self.life.row["agency_id"])
        merged_on = self.world.province.merged_on
        if heir is not None and given_on < merged_on:
            self.plan(merged_on, self._is_taken_over)
        if self.world.happens(self.character.returns):
            self.plan(self.world.after(given_on, self.world.between((0, 2))), self._give_back)
        else:
            self.start(given_on)
        if self.world.happens(0.015):
            self.plan(given_on + timedelta(days=self.world.between((5, 40))), self._is_withdrawn)

    def start(self, day: date) -> None:
        """The agency sets to work."""
        world, who = self.world, self.character
        if world.happens(who.takes_up):
            self.plan(world.after(day, world.between((0, 2))), self._take_up)
        if world.happens(who.never):
            return
        first = world.after(day, world.between(who.first_update))
        self.plan(first, self._first_update)
        if world.happens(0.1):
            self.plan(world.after(day, world.between((1, 6))), self._ask_in_thread)
        if world.happens(0.5) and self.life.helping:
            self.plan(world.after(first, world.between((1, 6))), self._ask_opinion)
        if world.happens(who.meets_obstacle):
            self.plan(world.after(first, world.between((2, 12))), self._report_obstacle)
        if world.happens(0.03):
            self.plan(world.after(first, world.between((2, 9))), self._wait_outside)
        Inside(self).begin(day)
        if self.life.row["task_class"] == TaskClass.DATED:
            self._plan_dated(first)
        else:
            self._plan_cycles(first)

    def _plan_dated(self, first: date) -> None:
        """Updates on the way, an extension where it gets tight, the claim before or after the due date."""
        world, who, due_on = self.world, self.character, self.life.row["due_on"]
        claim_on = self._claim_day(first, due_on)
        day = world.after(first, world.between(who.every))
        while day < claim_on - timedelta(days=2):
            self.plan(day, self._update)
            day = world.after(day, world.between(who.every))
        if world.happens(who.asks_extension):
            self.plan(due_on - timedelta(days=world.between((2, 7))), self._ask_extension)
        if world.happens(0.01):
            self.plan(first + timedelta(days=3), self._is_dated_anew)
        self.plan(due_on + timedelta(days=world.between((2, 6))), self._explain_if_late)
        self._plan_claim(claim_on)

    def _claim_day(self, first: date, due_on: date) -> date:
        world, who = self.world, self.character
        if world.happens(who.late):
            return due_on + timedelta(days=world.between(who.days_late))
        spare = max(0, (due_on - first).days)
        return max(first, due_on - timedelta(days=int(spare * 0.45 * world.chance.random() ** 2)))

    def _plan_claim(self, day: date) -> None:
        """Only the last plan counts: a new due date makes a new one."""
        self.course += 1
        this = self.course
        self.plan(day, lambda at: self._claim(at) if this == self.course else None)

    def _plan_cycles(self, first: date) -> None:
        """An update in most cycles, near their end; some work is finished one day."""
        world, cycle = self.world, self.life.row["cycle"] or "quarter"
        start = cycle_start(cycle, first)
        while start <= world.today:
            after = _next(cycle, start)
            if world.happens(self.character.updates_cycle):
                day = after - timedelta(days=world.between((3, 25)))
                self.plan(max(day, first), self._update_cycle)
            start = after
        if world.happens(0.18):
            self._plan_claim(first + timedelta(days=world.between((60, 300))))

    # ---- the lead's deeds

    def _take_up(self, at: datetime) -> None:
        leader = self.world.chance.choice(self.world.province.leaders[self.life.row["agency_id"]])
        lead.take_up(self.life, leader=leader, by=self.world.lead(self.life), at=at)

    def _first_update(self, at: datetime) -> None:
        percent = self.world.chance.choice((None, 5, 10, 15))
        lead.update(
            self.life, content=self.say("updates.first", at), percent=percent, by=self.world.lead(self.life), at=at
        )

    def _update(self, at: datetime) -> None:
        row = self.life.row
        near = row["due_on"] is not None and (row["due_on"] - at.date()).days < 12
        percent = self.world.chance.choice((None, 60, 70, 80, 90) if near else (None, 20, 30, 40, 50))
        path = "updates.late" if near else "updates.middle"
        lead.update(self.life, content=self.say(path, at), percent=percent, by=self.world.lead(self.life), at=at)

    def _update_cycle(self, at: datetime) -> None:
        lead.update(self.life, content=self.say("updates.cycle", at), by=self.world.lead(self.life), at=at)

    def _claim(self, at: datetime) -> None:
        life, day = self.life, at.date()
        deliverable = life.task["deliverable"]
        path = f"claims.{deliverable if deliverable in ('submit', 'report') else 'carry_out'}"
        number = self._number(deliverable, day)
        explanation = None
        if life.overdue(day) and not life.row["explained"]:
            explanation = self._explanation(at)
        lead.claim(
            life, content=self.say(path, at, number=number), number=number, product_on=day,
            signer=self.world.chance.choice(self.world.province.leaders[life.row["agency_id"]]),
            explanation=explanation, by=self.world.lead(life), at=at,
        )  # fmt: skip
        slow = self.world.happens(0.12)
        self.plan(self.world.after(day, self.world.between((5, 9) if slow else (0, 3))), self._judge)
        if life.task["written_report"]:
            self.plan(self.world.after(day, 1), self._report_received)

    def _number(self, deliverable: str, day: date) -> str:
        short = self.world.province.short(self.life.row["agency_id"])
        kind = {"submit": "TTr", "report": "BC"}.get(deliverable, "BC")
        return f"{self.world.chance.randint(20, 1900)}/{kind}-{short}"

    def _explanation(self, at: datetime) -> dict[str, str]:
        cause, words = self.world.phrases.cause(at.date()) if self.what else ("other", "")
        return {
            "cause": cause,
            "content": self.say("explanations.content", at, cause=words),
            "proposal": self.say("explanations.proposal", at),
        }

    def _explain_if_late(self, at: datetime) -> None:
        life = self.life
        late = life.with_agency and life.overdue(at.date()) and not life.row["explained"]
        if late and self.world.happens(self.character.explains):
            lead.explain(life, **self._explanation(at), by=self.world.lead(life), at=at)

    def _give_back(self, at: datetime) -> None:
        partner = self._other_agency()
        reason = self.say("returns.reason", at, partner=self.world.province.names[partner])
        lead.give_back(self.life, reason=reason, suggested=partner, by=self.world.lead(self.life), at=at)
        days = self.world.between((0, 2)) if self.world.happens(0.9) else 4
        self.plan(self.world.after(at.date(), days), lambda then: self._answer_return(then, partner))

    def _other_agency(self) -> int:
        """A department that could do it as well."""
        taken = {self.life.row["agency_id"], *self.life.leads}
        day = self.life.row["acted_on"]
        found = [pk for pk in self.world.departments if pk not in taken and self.world.province.stands(pk, day)]
        return self.world.chance.choice(found)

    def _ask_extension(self, at: datetime) -> None:
        life, world = self.life, self.world
        if life.row["due_on"] is None:
            return
        later = world.working(max(life.row["due_on"], at.date()) + timedelta(days=world.between((5, 25))))
        cause, words = self._cause(at)
        reason = self.say("extensions.ask", at, cause=words, wanted=f"{later:%d/%m/%Y}")
        lead.ask_extension(life, wanted_on=later, cause=cause, reason=reason, by=world.lead(life), at=at)
        days = world.between((0, 2)) if world.happens(0.85) else 4
        self.plan(world.after(at.date(), days), self._decide_extension)

    def _cause(self, at: datetime) -> tuple[str, str]:
        phrases = self.world.phrases
        code = self.world.chance.choice(phrases.causes())
        return code, phrases.say(f"causes.{code}", at.date(), what=self.what, partner=self.world.partner(self.life))

    def _report_obstacle(self, at: datetime) -> None:
        if self.life.row["obstacle_open"]:
            return
        cause, words = self._cause(at)
        lead.report_obstacle(
            self.life, cause=cause, problem=f"{words[0].upper()}{words[1:]}.", effect=self.say("obstacles.effect", at),
            proposal=self.say("obstacles.proposal", at), by=self.world.lead(self.life), at=at,
        )  # fmt: skip
        self.plan(self.world.after(at.date(), self.world.between((1, 8))), self._answer_obstacle)

    def _ask_opinion(self, at: datetime) -> None:
        life, world = self.life, self.world
        others = sorted({each["agency_id"] for each in life.helping} - {life.row["agency_id"]})
        asked = world.chance.choice(others)
        if any(e["agency_id"] == asked and e["asked_on"] and not e["answered_at"] for e in life.helping):
            return
        lead.ask_opinion(life, agency=asked, asked=self.say("opinions.ask", at), by=world.lead(life), at=at)
        character = CHARACTERS[world.province.characters[asked]]
        if world.happens(character.answers_opinion):
            self.plan(world.after(at.date(), world.between((1, 7))), lambda then: self._opinion(then, asked))

    def _opinion(self, at: datetime, agency: int) -> None:
        by = self.world.province.speaker(agency, self.world.chance)
        lead.give_opinion(self.life, answer=self.say("opinions.answer", at), by=by, at=at)

    def _wait_outside(self, at: datetime) -> None:
        if self.life.row["waits_outside"]:
            return
        whom = self.world.phrases.pick("outside.whom")
        letter = f"{self.world.chance.randint(900, 5900)}/UBND-TH ngày {at.date():%d/%m/%Y}"
        lead.wait_outside(self.life, whom=whom, letter=letter, by=self.world.lead(self.life), at=at)
        self.plan(at.date() + timedelta(days=self.world.between((8, 35))), self._outside_answered)

    def _outside_answered(self, at: datetime) -> None:
        if self.life.row["waits_outside"]:
            lead.end_wait(self.life, by=self.world.lead(self.life), at=at)

    def _ask_in_thread(self, at: datetime) -> None:
        lead.write(self.life, content=self.say("threads.agency", at), by=self.world.lead(self.life), at=at)
        self.plan(self.world.after(at.date(), self.world.between((0, 2))), self._answer_in_thread)

    def _answer_in_thread(self, at: datetime) -> None:
        lead.write(self.life, content=self.say("threads.office", at), by=self.world.monitor(self.life), at=at)

    # ---- the Office's deeds

    def _answer_return(self, at: datetime, partner: int) -> None:
        life, world, chance = self.life, self.world, self.world.chance.random()
        by = world.monitor(life) if world.happens(0.5) else world.province.actors["vanthu"]
        if chance < 0.45 and partner not in life.leads and world.province.stands(partner, at.date()):
            reason = self.say("returns.pass_on", at, partner=world.province.names[partner])
            new = office.pass_on(life, agency=partner, reason=reason, by=by, at=at)
            world.tell_also(Tale(world, new, self.what), new.row["given_on"])
        elif chance < 0.8:
            content = life.task["content"] + self.say("edits.suffix", at) if len(life.leads) == 1 else ""
            office.correct(life, changed=self.say("returns.correct", at), content=content, by=by, at=at)
            self.start(at.date())
        else:
            office.uphold(life, reason=self.say("returns.uphold", at), by=by, at=at)
            self.start(at.date())

    def _judge(self, at: datetime) -> None:
        life, world = self.life, self.world
        by = world.monitor(life)
        if world.happens(self.character.rejected) and not life.confirmers:
            quality = world.happens(0.3)
            reason = self.say("verdicts.reject_quality" if quality else "verdicts.reject", at)
            office.reject(life, reason=reason, for_quality=quality, by=by, at=at)
            self._after_rejection(at, quality)
            return
        quality_mark = world.chance.choice(QUALITIES)
        closed = office.confirm(life, quality=quality_mark, reason=self.say("verdicts.confirm", at), by=by, at=at)
        if not closed:
            self.plan(world.after(at.date(), world.between((0, 2))), self._confirm_second)
            return
        if any(child.open for child in life.inside):
            self.plan(world.after(at.date(), 1), self._close_inside)
        if world.happens(0.008):
            self.plan(at.date() + timedelta(days=world.between((10, 40))), self._reopen)

    def _close_inside(self, at: datetime) -> None:
        for child in (child for child in self.life.inside if child.open):
            office.withdraw(child, reason=f"Việc cấp trên {self.life.stage.vi}.", by=self.world.lead(self.life), at=at)

    def _confirm_second(self, at: datetime) -> None:
        first = self.life.row["first_confirmer_id"]
        by = self.world.province.monitor(self.life.row["monitoring_unit_id"], besides=first)
        office.confirm(self.life, quality=Quality.GOOD, reason=self.say("verdicts.confirm", at), by=by, at=at)

    def _after_rejection(self, at: datetime, quality: bool) -> None:
        world = self.world
        if quality and world.happens(self.character.explains):
            self.plan(world.after(at.date(), world.between((1, 3))), self._explain_quality)
        self.plan(world.after(at.date(), world.between((2, 5))), self._update)
        self._plan_claim(world.after(at.date(), world.between((4, 12))))

    def _explain_quality(self, at: datetime) -> None:
        if self.life.row["quality_rejected"] and not self.life.row["explained"]:
            lead.explain(self.life, **self._explanation(at), by=self.world.lead(self.life), at=at)

    def _decide_extension(self, at: datetime) -> None:
        life, world, chance = self.life, self.world, self.world.chance.random()
        asked = life.pending.get("extension")
        if asked is None:
            return
        by = world.province.actors["chutich"] if life.row["starred"] else world.monitor(life)
        granted_on, path = asked["wanted_on"], "extensions.grant"
        if chance < 0.25:
            granted_on, path = None, "extensions.refuse"
        elif chance < 0.55:
            floor = max(life.row["due_on"], at.date())
            shorter = world.working(floor + (granted_on - floor) / 2)
            if floor < shorter < granted_on:
                granted_on, path = shorter, "extensions.shorter"
        office.decide_extension(life, granted_on=granted_on, reason=self.say(path, at), by=by, at=at)
        if granted_on:
            self._plan_claim(granted_on - timedelta(days=world.between((-3, 4))))
            self.plan(granted_on + timedelta(days=world.between((2, 6))), self._explain_if_late)

    def _answer_obstacle(self, at: datetime) -> None:
        if self.life.row["obstacle_open"]:
            answer = self.say("obstacles.answer", at)
            office.answer_obstacle(self.life, answer=answer, by=self.world.monitor(self.life), at=at)

    def _report_received(self, at: datetime) -> None:
        number = f"{self.world.chance.randint(20, 900)}/BC-{self.world.province.short(self.life.row['agency_id'])}"
        by = self.world.province.actors["vanthu"]
        office.record_report(self.life, number=number, dated_on=at.date(), received_on=at.date(), by=by, at=at)

    def _is_withdrawn(self, at: datetime) -> None:
        office.withdraw(self.life, reason=self.say("withdrawals.reason", at), by=self.world.head(), at=at)

    def _is_dated_anew(self, at: datetime) -> None:
        life = self.life
        later = self.world.working(life.row["due_on"] + timedelta(days=self.world.between((3, 12))))
        office.set_due(life, due_on=later, reason=self.say("set_due.reason", at), by=self.world.head(), at=at)
        self._plan_claim(later - timedelta(days=self.world.between((0, 4))))

    def _reopen(self, at: datetime) -> None:
        life, world = self.life, self.world
        due_on = world.working(at.date() + timedelta(days=world.between((8, 20)))) if office.is_dated(life) else None
        office.reopen(life, reason=self.say("reopenings.reason", at), due_on=due_on, by=world.head(), at=at)
        self.plan(world.after(at.date(), 3), self._update)
        self._plan_claim((due_on or at.date() + timedelta(days=30)) - timedelta(days=world.between((0, 3))))

    def _is_taken_over(self, at: datetime) -> None:
        agency = self.life.row["agency_id"]
        basis = "Sắp xếp tổ chức bộ máy theo Nghị quyết số 202/2025/QH15."
        office.transfer(
            self.life, successor=self.world.province.heirs[agency], basis=basis, by=self.world.head(), at=at
        )
        if self.life.stage is Stage.UNDER_WAY:
            self.plan(self.world.after(at.date(), self.world.between(self.character.first_update)), self._update)


def _next(cycle: str, start: date) -> date:
    later = start + timedelta(days=27)
    while cycle_start(cycle, later) == start:
        later += timedelta(days=1)
    return later
