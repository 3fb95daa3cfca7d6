"""When somebody is reminded of what he owes, and of what not (9.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import Holder
from giaoviec.rules.profile import Profile


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day on which somebody is reminded: `days` before the due date, negative after it."""

    days: int

    @property
    def vi(self) -> str:
        return f"Còn {self.days} ngày" if self.days > 0 else f"Quá {-self.days} ngày"


@policy("reminders")
def reminder(due_on: date, on: date, *, profile: Profile) -> Reminder | None:
    """The reminder of a day: on the profile's days before (7, 3, 1), on the day after, and then weekly; else None."""
    days, before = (due_on - on).days, profile["reminders"]
    if days > 0:
        return Reminder(days) if isinstance(before, tuple) and days in before else None
    if days < 0 and (-days - 1) % int(profile["remind_again_every"]) == 0:
        return Reminder(days)
    return None


NOT_URGED = {
    Holder.OFFICE: frozenset({DutyKind.FIRST_UPDATE, DutyKind.CYCLE_UPDATE, DutyKind.RESULT}),
    Holder.NOBODY: frozenset({DutyKind.FIRST_UPDATE, DutyKind.CYCLE_UPDATE, DutyKind.RESULT}),
}


@cites("QC 9.3")
@policy("reminders")
def is_urged(kind: DutyKind, holder: Holder) -> bool:
    """Whether a duty may be reminded of: not the agency's updates and result while the Office holds the ball."""
    return kind not in NOT_URGED.get(holder, ())
