"""Why a due date is that day: what the document wrote, the days counted one by one, and what was changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from giaoviec.assignments.models import Assignment
from giaoviec.assignments.story_sql import Fact
from giaoviec.rules.calendar import Calendar, DayKind, UnknownYear
from giaoviec.rules.citation import Cite, Ground, Policy
from giaoviec.rules.deadlines import Deadline, NotUnderstood, Step, steps, understand
from giaoviec.rules.tasks import CYCLE_NAMES, Cycle, TaskClass
from giaoviec.rules.terms import day_vi

MOST = 62
"""Days that are shown one by one; of a longer way the sentence is enough."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as `ui.calendar_why` draws it."""

    on: date
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Why:
    """The day, the words it came from, the reckoning, and the dates that followed it."""

    due_on: date | None
    text: str
    sentence: str
    days: Sequence[Day] = ()
    grounds: Sequence[Ground] = ()
    changes: Sequence[str] = field(default=())
    confirmed: bool = True


def why_due(row: Assignment, facts: Sequence[Fact], calendar: Calendar) -> Why:
    """Why the assignment is due when it is; of an open-ended one, when it is to be updated."""
    task = row.task
    if row.task_class == TaskClass.OPEN_ENDED or row.original_due_on is None:
        cycle = CYCLE_NAMES[Cycle(row.cycle)] if row.cycle else "theo quý"
        sentence = f"Việc không có thời hạn; cập nhật {cycle} hoặc khi có kết quả."
        return Why(None, task.due_text, sentence, grounds=(Cite("QC 7.2.b#2"),))
    changes = [_change(fact) for fact in facts if fact.kind == "due" and fact.a != "given" and fact.d1]
    if row.parent_id or row.came_from_id or row.original_due_on != task.due_on:
        sentence = f"Hạn ghi khi giao: {day_vi(row.original_due_on)}."
        return Why(row.due_on, "", sentence, grounds=(Cite("QC 6.1.e"),), changes=changes)
    deadline = _understood(row, calendar)
    confirmed = not calendar.unconfirmed(row.given_on, row.original_due_on)
    sentence = task.due_why or (deadline.why if deadline else f"Văn phòng đặt ngày {day_vi(row.original_due_on)}.")
    days = _days(row, deadline, calendar) if deadline and deadline.on == row.original_due_on else ()
    return Why(row.due_on, task.due_text, sentence, days, _grounds(deadline), changes, confirmed)


def _understood(row: Assignment, calendar: Calendar) -> Deadline | None:
    if not row.task.due_text:
        return None
    try:
        return understand(
            row.task.due_text, issued_on=row.document.issued_on, given_on=row.given_on, calendar=calendar
        )  # fmt: skip
    except (NotUnderstood, UnknownYear):
        return None


def _days(row: Assignment, deadline: Deadline, calendar: Calendar) -> tuple[Day, ...]:
    latest = max(row.document.issued_on, row.given_on)
    if deadline.on is None or (deadline.on - latest).days >= MOST:
        return ()
    way = steps(deadline, issued_on=row.document.issued_on, given_on=row.given_on, calendar=calendar)
    start = "ký" if way and way[0].day == row.document.issued_on else "giao"
    return tuple(_day(step, way, calendar, start) for step in way) if 1 < len(way) <= MOST else ()


def _day(step: Step, way: Sequence[Step], calendar: Calendar, start: str) -> Day:
    total = max((one.counted or 0 for one in way), default=0)
    if step.day == way[0].day:
        return Day(step.day, start, "start")
    if step.day == way[-1].day:
        return Day(step.day, f"{step.counted}/{total}" if step.counted else "hạn", "end")
    if step.counted:
        return Day(step.day, f"{step.counted}/{total}", "counted")
    kind = calendar.kind(step.day)
    if kind in (DayKind.WORKING, DayKind.MADE_UP):
        return Day(step.day, "", "")
    return Day(step.day, "nghỉ lễ" if kind is DayKind.HOLIDAY else "nghỉ", "off")


def _grounds(deadline: Deadline | None) -> tuple[Ground, ...]:
    counted = bool(deadline and deadline.rule and "+" in deadline.rule)
    return (Policy("first_day_not_counted"), Policy("computed_day_moves")) if counted else (Cite("QC 6.1.e"),)


def _change(fact: Fact) -> str:
    names = {
        "extension": "gia hạn", "office": "Văn phòng điều chỉnh", "reopen": "mở lại",
        "calendar": "lịch làm việc thay đổi", "parent": "theo hạn của việc cấp trên",
    }  # fmt: skip
    assert fact.d1 is not None
    return f"{day_vi(fact.on)}: {names[fact.a]} đến {day_vi(fact.d1)}"
