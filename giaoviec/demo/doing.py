"""What the lead does, one deed at a time, in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from giaoviec.demo import deeds_lead as lead
from giaoviec.demo.teller import Teller


@dataclass(slots=True)
class Doing(Teller):
    """Each deed takes the moment at which it is done."""

    def take_up(self, at: datetime) -> None:
        leader = self.world.chance.choice(self.world.province.leaders[self.life.row["agency_id"]])
        lead.take_up(self.life, leader=leader, by=self.world.lead(self.life), at=at)

    def first_update(self, at: datetime) -> None:
        percent = self.world.chance.choice((None, 5, 10, 15))
        lead.update(
            self.life,
            content=self.told(self.say("updates.first", at), at),
            percent=percent,
            by=self.world.lead(self.life),
            at=at,
        )

    def update(self, at: datetime) -> None:
        row = self.life.row
        near = row["due_on"] is not None and (row["due_on"] - at.date()).days < 12
        percent = self.world.chance.choice((None, 60, 70, 80, 90) if near else (None, 20, 30, 40, 50))
        path = "updates.late" if near else "updates.middle"
        lead.update(
            self.life, content=self.told(self.say(path, at), at), percent=percent, by=self.world.lead(self.life), at=at
        )

    def update_cycle(self, at: datetime) -> None:
        lead.update(
            self.life, content=self.told(self.say("updates.cycle", at), at), by=self.world.lead(self.life), at=at
        )

    def told(self, words: str, at: datetime) -> str:
        """Half of what is told has a second sentence."""
        return f"{words} {self.say('updates.more', at)}" if self.happens(0.5) else words

    def claim_now(self, at: datetime) -> None:
        """With its product, and with the explanation where it is late."""
        life, day = self.life, at.date()
        deliverable = life.task["deliverable"]
        path = f"claims.{deliverable if deliverable in ('submit', 'report') else 'carry_out'}"
        number = self.number(deliverable, day)
        late = life.overdue(day) and not life.row["explained"]
        made = lead.claim(
            life, content=self.say(path, at, number=number), number=number, product_on=day,
            signer=self.world.chance.choice(self.world.province.leaders[life.row["agency_id"]]),
            explanation=self.explanation(at) if late else None, by=self.world.lead(life), at=at,
        )  # fmt: skip
        self.world.enclosures.of_claim(
            made, self.world.province.names[life.row["agency_id"]],
            order=life.task["content"], symbol=life.document["full_symbol"],
        )  # fmt: skip

    def number(self, deliverable: str, day: date) -> str:
        short = self.world.province.short(self.life.row["agency_id"])
        kind = {"submit": "TTr", "report": "BC"}.get(deliverable, "BC")
        return f"{self.world.chance.randint(20, 1900)}/{kind}-{short}"

    def explanation(self, at: datetime) -> dict[str, str]:
        cause, words = self.cause(at)
        return {
            "cause": cause,
            "content": self.say("explanations.content", at, cause=words),
            "proposal": self.say("explanations.proposal", at),
        }

    def explain_now(self, at: datetime) -> None:
        """Only what is owed."""
        if self.life.situation(at.date()).owes_explanation:
            lead.explain(self.life, **self.explanation(at), by=self.world.lead(self.life), at=at)

    def return_now(self, at: datetime) -> None:
        partner = self.other_agency()
        reason = self.say("returns.reason", at, partner=self.world.province.names[partner])
        lead.give_back(self.life, reason=reason, suggested=partner, by=self.world.lead(self.life), at=at)

    def other_agency(self) -> int:
        """A department that could do it as well."""
        taken = {self.life.row["agency_id"], *self.life.leads}
        day = self.life.row["acted_on"]
        found = [pk for pk in self.world.departments if pk not in taken and self.world.province.stands(pk, day)]
        return self.world.chance.choice(found)

    def ask_extension_now(self, at: datetime) -> None:
        life, world = self.life, self.world
        later = world.working(max(life.row["due_on"], at.date()) + timedelta(days=world.between((6, 25))))
        cause, words = self.cause(at)
        reason = self.say("extensions.ask", at, cause=words, wanted=f"{later:%d/%m/%Y}")
        lead.ask_extension(life, wanted_on=later, cause=cause, reason=reason, by=world.lead(life), at=at)

    def cause(self, at: datetime) -> tuple[str, str]:
        phrases = self.world.phrases
        code = self.world.chance.choice(phrases.causes())
        return code, phrases.say(f"causes.{code}", at.date(), what=self.what, partner=self.world.partner(self.life))

    def report_obstacle_now(self, at: datetime) -> None:
        if self.life.row["obstacle_open"]:
            return
        cause, words = self.cause(at)
        lead.report_obstacle(
            self.life, cause=cause, problem=f"{words[0].upper()}{words[1:]}.", effect=self.say("obstacles.effect", at),
            proposal=self.say("obstacles.proposal", at), by=self.world.lead(self.life), at=at,
        )  # fmt: skip

    def ask_opinion_now(self, at: datetime) -> int | None:
        """Of one of the collaborators that are not being asked already; which."""
        life = self.life
        waiting = {each["agency_id"] for each in life.helping if each["asked_on"] and not each["answered_at"]}
        others = sorted({each["agency_id"] for each in life.helping} - waiting - {life.row["agency_id"]})
        if not others:
            return None
        asked: int = self.world.chance.choice(others)
        lead.ask_opinion(life, agency=asked, asked=self.say("opinions.ask", at), by=self.world.lead(life), at=at)
        return asked

    def give_opinion_now(self, agency: int, at: datetime) -> None:
        by = self.world.province.speaker(agency, self.world.chance)
        lead.give_opinion(self.life, answer=self.say("opinions.answer", at), by=by, at=at)

    def wait_outside_now(self, at: datetime) -> None:
        if self.life.row["waits_outside"]:
            return
        letter = f"{self.world.chance.randint(900, 5900)}/UBND-TH ngày {at.date():%d/%m/%Y}"
        whom = self.world.phrases.pick("outside.whom")
        lead.wait_outside(self.life, whom=whom, letter=letter, by=self.world.lead(self.life), at=at)

    def end_wait_now(self, at: datetime) -> None:
        if self.life.row["waits_outside"]:
            lead.end_wait(self.life, by=self.world.lead(self.life), at=at)

    def write_now(self, at: datetime) -> None:
        lead.write(self.life, content=self.say("threads.agency", at), by=self.world.lead(self.life), at=at)

    def answer_in_thread(self, at: datetime) -> None:
        lead.write(self.life, content=self.say("threads.office", at), by=self.world.monitor(self.life), at=at)
