"""Due dates that a change of the calendar moves, and the act that moves them (cause "calendar")."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from giaoviec.assignments.actions.terms import bring_in
from giaoviec.assignments.models import OPEN_ONES, Assignment, DueDate
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.preview import Moved, Reckoned, moved
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.effects import BY_THE_DUE_DATE
from giaoviec.rules.terms import day_vi


def affected(old: Calendar, new: Calendar) -> list[tuple[Assignment, Moved]]:
    """The open assignments whose date was counted from words and is another in the new calendar, the soonest first."""
    rows = Assignment.objects.filter(OPEN_ONES, due_on=F("task__due_on")).exclude(task__due_text="")
    found = {
        row.pk: row
        for row in rows.select_related("task", "document", "agency").defer("document__text").order_by("due_on", "id")
    }
    reckoned = [
        Reckoned(row.pk, row.task.due_text, row.document.issued_on, row.given_on, row.due_on)
        for row in found.values()
        if row.due_on
    ]
    return [(found[one.id], one) for one in moved(reckoned, old, new)]


def recount_dates(old: Calendar, new: Calendar, *, by: Actor, on: date, at: datetime) -> int:
    """Moves them, each told to its agency, in one act; says how many."""
    if refusal := may(by, "manage_calendar"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=404)
    changes = affected(old, new)
    if not changes:
        return 0
    with act("move_dates", by=by, on=on, at=at, subject="calendar", moved=len(changes)) as a:
        for row, change in changes:
            DueDate.objects.create(**a.row(assignment=row, due_on=change.new, cause="calendar", reason=change.why))
            Assignment.objects.filter(pk=row.pk).update(due_on=change.new, explained=False, version=F("version") + 1)
            duties.put_off(
                a, kinds=BY_THE_DUE_DATE, subject="assignment", subject_id=row.pk, due_on=change.new
            )  # fmt: skip
            bring_in(a, row, change.new)
            a.touch("assignment", row.pk)
            duties.tell(
                a, agency=row.agency_id, kind="set_due", subject="assignment", subject_id=row.pk,
                text=f"Hạn mới {day_vi(change.new)}: lịch làm việc thay đổi.", key=f"{a.id}:{row.pk}",
            )  # fmt: skip
    return len(changes)
