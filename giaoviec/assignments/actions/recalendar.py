"""Due dates that a change of the calendar moves, and the act that moves them (cause "calendar")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from giaoviec.assignments.actions.core import ask, carry_out
from giaoviec.assignments.actions.following import settle, tell
from giaoviec.assignments.actions.terms import new_due
from giaoviec.assignments.models import OPEN_ONES, Assignment, DueDate
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.preview import Moved, Reckoned, moved
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import Policy
from giaoviec.rules.moves import Move
from giaoviec.rules.roles import Role
from giaoviec.rules.terms import day_vi

RECKONED = ("given", "calendar")
"""Causes of a due date that was reckoned from words; what was extended or set by the Office stays where it was put."""


@dataclass(frozen=True, slots=True)
class Change:
    """An assignment whose date is another in the new calendar. `passed`: that day is over, so the old one stays."""

    row: Assignment
    moved: Moved
    passed: bool


def affected(olds: Iterable[Calendar], new: Calendar, *, year: int, on: date) -> list[Change]:
    """The open assignments whose date one of the old calendars gave and the new one does not, the soonest first.

    Only dates whose reckoning touches the year are looked at. One statement.
    """
    rows = {row.pk: row for row in _reckoned_rows(year)}
    written = [
        Reckoned(row.pk, row.task.due_text, row.document.issued_on, row.given_on, row.due_on)
        for row in rows.values()
        if row.due_on
    ]
    found: dict[int, Moved] = {}
    for old in olds:
        found = {one.id: one for one in moved(written, old, new)} | found
    return [
        Change(rows[pk], found[pk], passed=found[pk].new < min(on, found[pk].old)) for pk in rows if pk in found
    ]  # fmt: skip


def _reckoned_rows(year: int) -> list[Assignment]:
    cause = DueDate.objects.filter(assignment=OuterRef("pk"), voided_at=None).order_by("-on", "-id").values("cause")
    rows = Assignment.objects.filter(OPEN_ONES, given_on__lte=date(year, 12, 31), due_on__gte=date(year, 1, 1))
    rows = rows.exclude(task__due_text="").annotate(cause=Subquery(cause[:1])).filter(cause__in=RECKONED)
    return list(rows.select_related("task", "document", "agency").defer("document__text").order_by("due_on", "id"))


def move_due_dates(
    olds: Iterable[Calendar], new: Calendar, *, year: int, by: Actor, on: date, at: datetime
) -> list[Change]:
    """Moves them in one act, each beside the date that it had, each lead told; returns what was moved.

    `Refused` for whoever may not set due dates, and where there is nothing to move.
    """
    if by.role is not Role.OFFICE_HEAD:
        sentence = "Chỉ lãnh đạo Văn phòng UBND tỉnh được tính lại thời hạn theo lịch mới."
        raise Refused(sentence, ground=Policy("set_due"), status=403)
    changes = [change for change in affected(olds, new, year=year, on=on) if not change.passed]
    if not changes:
        raise Refused(f"Không còn thời hạn nào phải tính lại theo lịch năm {year}.", ground=Policy("set_due"))
    with act("move_due_dates", by=by, on=on, at=at, subject="calendar_year", subject_id=year) as a:
        a.note(moved=len(changes))
        for change in changes:
            step = ask(Move.SET_DUE, change.row.pk, by=by, on=on, at=at)
            with carry_out(step, within=a):
                new_due(a, step, change.moved.new, cause="calendar", reason=change.moved.why)
                settle(a, step, new_due_on=change.moved.new)
                tell(a, step.assignment, step.move, f"Hạn mới {day_vi(change.moved.new)}: lịch làm việc thay đổi.")
    return changes
