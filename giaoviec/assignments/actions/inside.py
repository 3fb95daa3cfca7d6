"""Phân công nội bộ (8.2, second dash; 11.2): rows of the same kind one level down, inside one agency.

They never enter the province's figures.
"""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.agencies.models import Person, Unit
from giaoviec.agencies.queries import current
from giaoviec.assignments.actions.core import Step, ask, carry_out, spell, words
from giaoviec.assignments.actions.following import debt_of_lead, tell
from giaoviec.assignments.models import Assignment, DueDate, StageSpell
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite
from giaoviec.rules.duties import owed_at_giving
from giaoviec.rules.moves import Move, Stage
from giaoviec.rules.tasks import TaskClass

GROUND = Cite("QC 11.2#2")


def assign_inside(
    assignment_id: int,
    *,
    content: str,
    unit: Unit | None = None,
    officer: Person | None = None,
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Assignment:
    """Gives a part of an assignment to a unit or an officer of the same agency; its day is not after the parent's."""
    step = ask(Move.ASSIGN_INSIDE, assignment_id, by=by, on=on, at=at, version=version)
    content = words(step, "content", content, need="Ghi nội dung giao.", ground=GROUND)
    unit = _check_receiver(step, unit, officer)
    day = _check_day(step, due_on)
    with carry_out(step, content=Salted(content), unit=unit and unit.pk, officer=officer and officer.pk) as a:
        row = _create(a, step, content, unit, officer, day)
        a.touch("assignment", row.pk)
        _owe(a, step, row)
        tell(a, row, step.move, content)
    return row


def _check_receiver(step: Step, unit: Unit | None, officer: Person | None) -> Unit | None:
    """The unit of the row: the one named, else the officer's own."""
    if unit is None and officer is None:
        raise Refused("Chọn phòng, ban hoặc người nhận.", ground=GROUND, field="officer", status=422)
    if unit and (unit.agency_id != step.assignment.agency_id or (unit.to_on and unit.to_on <= step.on)):
        raise Refused("Chỉ phân công cho phòng, ban của cơ quan mình.", ground=GROUND, field="unit", status=422)
    if officer is None:
        return unit
    posts = officer.memberships.filter(current(step.on), agency=step.assignment.agency_id).select_related("unit")
    post = posts.filter(unit=unit).first() if unit else posts.first()
    if post is None:
        where = "phòng đã chọn" if unit else "cơ quan mình"
        raise Refused(f"Người nhận không thuộc {where}.", ground=GROUND, field="officer", status=422)
    return post.unit


def _check_day(step: Step, due_on: date | None) -> date | None:
    limit = step.assignment.due_on if step.assignment.task_class == TaskClass.DATED else None
    if due_on and due_on < step.on:
        raise Refused("Hạn nội bộ không thể đã qua.", field="due_on", status=422)
    if due_on and limit and due_on > limit:
        sentence = f"Hạn nội bộ không sau hạn của việc ({limit:%d/%m/%Y})."
        raise Refused(sentence, ground=GROUND, field="due_on", status=422)
    return due_on or limit


def _create(
    a: Act, step: Step, content: str, unit: Unit | None, officer: Person | None, due_on: date | None
) -> Assignment:
    parent = step.assignment
    row = Assignment.objects.create(
        **a.row(
            task_id=parent.task_id, document_id=parent.document_id, agency_id=parent.agency_id, parent=parent,
            unit=unit, officer=officer, content=content, stage_on=a.on, given_on=a.on, acted_on=a.on,
            monitoring_unit_id=None, starred=parent.starred, cycle="",
            task_class=TaskClass.DATED if due_on else TaskClass.OPEN_ENDED, original_due_on=due_on, due_on=due_on,
        )
    )  # fmt: skip
    StageSpell.objects.create(**spell(a, row, Stage.GIVEN, step.move))
    if due_on:
        DueDate.objects.create(**a.row(assignment=row, due_on=due_on, cause="given"))
    return row


def _owe(a: Act, step: Step, row: Assignment) -> None:
    owed = owed_at_giving(
        given_on=a.on, due_on=row.due_on, task_class=TaskClass(row.task_class),
        profile=step.profile, calendar=step.calendar, internal=True,
    )  # fmt: skip
    duties.owe_all(a, [debt_of_lead(row, each.kind, each.due_on, office=row.agency_id) for each in owed])
