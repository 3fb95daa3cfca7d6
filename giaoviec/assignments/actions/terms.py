"""What was given and by when, changed after the giving: another due date (and its children's), another text."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from giaoviec.agencies.models import Unit
from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import Step
from giaoviec.assignments.actions.following import hand_over, tell
from giaoviec.assignments.models import Assignment, DueDate, Task
from giaoviec.assignments.searching import reindex_task
from giaoviec.documents.actions import revise
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act
from giaoviec.journal.errors import Refused
from giaoviec.rules.citation import Cite
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.effects import BY_THE_DUE_DATE
from giaoviec.rules.tasks import TaskClass


def check_new_due(step: Step, due_on: date | None, *, field: str = "due_on", keep_same: bool = False) -> date | None:
    """The new due date where it is one; None where none is given or, unless `keep_same`, it is the present one."""
    row = step.assignment
    if due_on is None or (due_on == row.due_on and not keep_same):
        return None
    if row.task_class == TaskClass.OPEN_ENDED:
        sentence = "Việc không có thời hạn; hãy giao nhiệm vụ mới nếu cần đặt hạn."
        raise Refused(sentence, ground=Cite("QC 5.2"), field=field, status=422)
    if due_on < row.document.issued_on:
        sentence = f"Hạn không thể trước ngày ban hành ({row.document.issued_on:%d/%m/%Y})."
        raise Refused(sentence, ground=Cite("QC 6.1.e"), field=field, status=422)
    if row.parent and row.parent.due_on and due_on > row.parent.due_on:
        sentence = f"Hạn nội bộ không sau hạn của việc cấp trên ({row.parent.due_on:%d/%m/%Y})."
        raise Refused(sentence, ground=Cite("QC 11.2#2"), field=field, status=422)
    return due_on


def new_due(a: Act, step: Step, due_on: date, *, cause: str, reason: str) -> None:
    """A new row that supersedes; an explanation already given counts no longer; what was given inside is brought in."""
    DueDate.objects.create(**a.row(assignment=step.assignment, due_on=due_on, cause=cause, reason=reason))
    step.set(due_on=due_on, explained=False)
    bring_in(a, step.assignment, due_on)


def bring_in(a: Act, parent: Assignment, limit: date) -> None:
    """Internal work under it is not due after it (11.2): whatever is, is due on its day."""
    for row in queries.open_inside(parent):
        if row.due_on is None or row.due_on <= limit:
            continue
        reason = "Hạn của việc cấp trên đã thay đổi."
        DueDate.objects.create(**a.row(assignment=row, due_on=limit, cause="parent", reason=reason))
        Assignment.objects.filter(pk=row.pk).update(due_on=limit, explained=False, version=F("version") + 1)
        duties.put_off(a, kinds=BY_THE_DUE_DATE, subject="assignment", subject_id=row.pk, due_on=limit)
        a.touch("assignment", row.pk)
        tell(a, row, "set_due", f"Hạn mới {limit:%d/%m/%Y} theo hạn của việc cấp trên.")


def revise_task(a: Act, task: Task, field: str, value: str, reason: str) -> None:
    """Other words for a task; the old ones stay known."""
    revise(a, "task", task.pk, field, getattr(task, field), value, reason)
    setattr(task, field, value)
    Task.objects.filter(pk=task.pk).update(**{field: value})
    if field == "content":
        reindex_task(a, task)


def watch_by(a: Act, step: Step, unit: Unit, reason: str) -> None:
    """Another monitoring unit (6.1d): what the Office owes on the assignment lies on that unit's desk from now on."""
    row = step.assignment
    revise(a, "assignment", row.pk, "monitoring_unit", row.monitoring_unit_id, unit.pk, reason)
    step.set(monitoring_unit_id=unit.pk)
    hand_over(a, row, OF_THE_MONITOR, agency=unit.agency_id, unit_id=unit.pk)


OF_THE_MONITOR = (DutyKind.VERIFY, DutyKind.ANSWER_RETURN, DutyKind.DECIDE_EXTENSION, DutyKind.ANSWER_OBSTACLE)
