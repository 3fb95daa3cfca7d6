"""What the Office decides, one deed at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from giaoviec.demo import deeds_office as office
from giaoviec.demo.doing import Doing
from giaoviec.demo.living import Living
from giaoviec.rules.tasks import Quality

QUALITIES = (Quality.GOOD, Quality.FAIR, Quality.FAIR, Quality.GOOD, Quality.FAIR, Quality.POOR)


@dataclass(slots=True)
class Deciding(Doing):
    """Each deed takes the moment at which it is done, and says what came of it."""

    def pass_on_now(self, partner: int, at: datetime) -> Living:
        reason = self.say("returns.pass_on", at, partner=self.world.province.names[partner])
        return office.pass_on(self.life, agency=partner, reason=reason, by=self.world.monitor(self.life), at=at)

    def correct_now(self, at: datetime) -> None:
        life = self.life
        content = life.task["content"] + self.say("edits.suffix", at) if len(life.leads) == 1 else ""
        by = self.world.province.actors["vanthu"]
        office.correct(life, changed=self.say("returns.correct", at), content=content, by=by, at=at)

    def uphold_now(self, at: datetime) -> None:
        office.uphold(self.life, reason=self.say("returns.uphold", at), by=self.world.monitor(self.life), at=at)

    def reject_now(self, at: datetime, *, for_quality: bool) -> None:
        reason = self.say("verdicts.reject_quality" if for_quality else "verdicts.reject", at)
        by = self.world.monitor(self.life)
        office.reject(self.life, reason=reason, for_quality=for_quality, by=by, at=at)

    def confirm_now(self, at: datetime) -> bool:
        """By the monitor; of a starred one the second time by somebody else. Whether it closed."""
        life = self.life
        by = self.world.province.monitor(life.row["monitoring_unit_id"], besides=life.row["first_confirmer_id"])
        quality = self.world.chance.choice(QUALITIES)
        return office.confirm(life, quality=quality, reason=self.say("verdicts.confirm", at), by=by, at=at)

    def decide_extension_now(self, at: datetime) -> date | None:
        """Granted, granted shorter or refused, by the monitor or, of a starred one, the Chairman; the day granted."""
        life, world, asked = self.life, self.world, self.life.pending.get("extension")
        if asked is None:
            return None
        by = world.province.actors["chutich"] if life.row["starred"] else world.monitor(life)
        granted_on, path = self._granted(asked["wanted_on"], at.date())
        office.decide_extension(life, granted_on=granted_on, reason=self.say(path, at), by=by, at=at)
        return granted_on

    def _granted(self, wanted_on: date, on: date) -> tuple[date | None, str]:
        chance = self.world.chance.random()
        if chance < 0.25:
            return None, "extensions.refuse"
        floor = max(self.life.row["due_on"], on)
        shorter = self.world.working(floor + (wanted_on - floor) / 2)
        if chance < 0.55 and floor < shorter < wanted_on:
            return shorter, "extensions.shorter"
        return wanted_on, "extensions.grant"

    def answer_obstacle_now(self, at: datetime) -> None:
        if self.life.row["obstacle_open"]:
            answer = self.say("obstacles.answer", at)
            office.answer_obstacle(self.life, answer=answer, by=self.world.monitor(self.life), at=at)

    def report_received(self, at: datetime) -> None:
        number = f"{self.world.chance.randint(20, 900)}/BC-{self.world.province.short(self.life.row['agency_id'])}"
        by = self.world.province.actors["vanthu"]
        office.record_report(self.life, number=number, dated_on=at.date(), received_on=at.date(), by=by, at=at)

    def withdraw_now(self, at: datetime) -> None:
        office.withdraw(self.life, reason=self.say("withdrawals.reason", at), by=self.world.head(), at=at)

    def set_due_now(self, at: datetime) -> date:
        life = self.life
        later = self.world.working(life.row["due_on"] + timedelta(days=self.world.between((3, 12))))
        office.set_due(life, due_on=later, reason=self.say("set_due.reason", at), by=self.world.head(), at=at)
        return later

    def edit_now(self, at: datetime) -> None:
        """Only where nobody else leads it, who would have to be told, and it does not come again in these words."""
        life = self.life
        if len(life.leads) == 1 and not life.task["series_id"]:
            content = life.task["content"] + self.say("edits.suffix", at)
            office.edit(life, content=content, reason=self.say("edits.reason", at), by=self.world.monitor(life), at=at)

    def reopen_now(self, at: datetime) -> date | None:
        life, world = self.life, self.world
        due_on = world.working(at.date() + timedelta(days=world.between((8, 20)))) if office.is_dated(life) else None
        office.reopen(life, reason=self.say("reopenings.reason", at), due_on=due_on, by=world.head(), at=at)
        return due_on

    def transfer_now(self, at: datetime) -> None:
        heir = self.world.province.heirs[self.life.row["agency_id"]]
        basis = "Sắp xếp tổ chức bộ máy theo Nghị quyết số 202/2025/QH15."
        office.transfer(self.life, successor=heir, basis=basis, by=self.world.head(), at=at)

    def close_inside_now(self, at: datetime) -> None:
        """What is still open inside under work that has ended."""
        for child in (child for child in self.life.inside if child.open):
            office.withdraw(child, reason=f"Việc cấp trên {self.life.stage.vi}.", by=self.world.lead(self.life), at=at)
