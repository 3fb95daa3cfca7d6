"""`tick`: everything that the calendar demands up to a day. May be run again: nothing is done twice.

Days of silence are caught up one by one, so that each duty is set on its own day; people are reminded, and get their
one digest, for the last day only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.assignments.actions.series import make_turns
from giaoviec.duties.models import TickRun
from giaoviec.oversight.actions import calendar_duties, digest, reminders, second_looks, standing_duties, warning
from giaoviec.oversight.actions.idle import shut_idle
from giaoviec.oversight.actions.urging_effect import measure
from giaoviec.oversight.actions.urging_proposals import propose_today

ALSO: list[Callable[[date, datetime], int]] = []
"""What packages above this one do each day; they put it here when they are loaded. Each says how many things it set."""


@dataclass(slots=True)
class Done:
    """What a tick did; its text is the line of the command and the result of the background job."""

    days: int = 0
    turns: int = 0
    explanations: int = 0
    cycles: int = 0
    standing: int = 0
    reminded: int = 0
    digests: int = 0
    failed_mails: int = 0
    shut: int = 0
    warned: int = 0
    letters: int = 0
    measured: int = 0

    def __str__(self) -> str:
        parts = [
            f"{self.days} ngày",
            f"{self.turns} kỳ nhiệm vụ mới",
            f"{self.explanations} việc phải giải trình",
            f"{self.cycles} kỳ cập nhật",
            f"{self.standing} việc thường kỳ",
            f"{self.reminded} lời nhắc",
            f"{self.digests} thư",
        ]
        if self.shut:
            parts.append(f"{self.shut} tài khoản bị khóa")
        if self.warned:
            parts.append(f"{self.warned} việc có cảnh báo sớm")
        if self.letters:
            parts.append(f"{self.letters} dự thảo đôn đốc")
        if self.measured:
            parts.append(f"đo hiệu quả {self.measured} văn bản đôn đốc")
        failed = f"; {self.failed_mails} thư chưa gửi được" if self.failed_mails else ""
        return ", ".join(parts) + failed


def tick(*, on: date, at: datetime, shuts_idle: bool = False) -> Done:
    """Carries out every day since the last run, up to `on`; reminds and writes to people for `on` alone.

    A day that lies before one already carried out is looked through again, in silence. Where no Office is entered yet
    nobody owes anything. `shuts_idle`: accounts that nobody uses are shut too, which a demonstration does not want.
    """
    done = Done()
    has_office = Agency.objects.filter(kind=AgencyKind.OFFICE).exists()
    for day in _days(on):
        if has_office:
            _carry_out(done, day, at)
        TickRun.objects.update_or_create(on=day, defaults={"at": at})
        done.days += 1
    if not TickRun.objects.filter(on__gt=on).exists():
        done.shut = shut_idle(on=on, at=at) if shuts_idle else 0
        done.reminded = reminders.remind(on=on, at=at)
        done.digests, done.failed_mails = digest.send(on=on, at=at)
        done.warned = warning.renew(on=on, at=at)
        done.letters = propose_today(on=on, at=at) if has_office else 0
        done.measured = measure(on=on, at=at)
    return done


def _days(on: date) -> list[date]:
    """The days to carry out: after the last one that was, up to `on`; always `on` itself."""
    last = TickRun.objects.filter(on__lte=on).order_by("-on").values_list("on", flat=True).first()
    first = min(last + timedelta(days=1), on) if last else on
    return [first + timedelta(days=step) for step in range((on - first).days + 1)]


def _carry_out(done: Done, day: date, at: datetime) -> None:
    done.turns += make_turns(on=day, at=at)
    done.explanations += calendar_duties.explanations(on=day, at=at)
    done.cycles += calendar_duties.cycle_updates(on=day, at=at)
    done.standing += standing_duties.liaison_looks(on=day, at=at)
    done.standing += standing_duties.paper_reports(on=day, at=at)
    done.standing += standing_duties.account_reviews(on=day, at=at)
    done.standing += second_looks.draw_week(on=day, at=at)
    done.standing += sum(also(day, at) for also in ALSO)
