"""Phân công nội bộ (8.2 second dash, 11.2): rows of the same kind one level down, inside one agency; never in the province's figures."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.agencies.models import Person, Unit
from giaoviec.assignments.actions.core import Step, ask, carry_out, spell
from giaoviec.assignments.actions.lead import required
from giaoviec.assignments.models import Assignment, DueDate, StageSpell
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import Move, Stage
from giaoviec.rules.tasks import TaskClass


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
    required(content, "content", "Ghi nội dung giao.", Cite("QC 11.2#2"))
    step = ask(Move.ASSIGN_INSIDE, assignment_id, by=by, on=on, at=at, version=version)
    _check_receiver(step, unit, officer)
    day = _check_day(step, due_on)
    with carry_out(step, content=Salted(content), unit=unit and unit.pk, officer=officer and officer.pk) as a:
        row = _create(a, step, content, unit, officer, day)
        a.touch("assignment", row.pk)
        _owe(a, row, officer)
    return row


def _check_receiver(step: Step, unit: Unit | None, officer: Person | None) -> None:
    if unit is None and officer is None:
        raise Refused("Chọn phòng, ban hoặc người nhận.", field="officer", status=422)
    if unit and unit.agency_id != step.assignment.agency_id:
        raise Refused("Chỉ phân công trong cơ quan mình.", ground=Cite("QC 11.2#2"), field="unit", status=422)
    held = officer and officer.memberships.filter(agency=step.assignment.agency_id, to_on=None)
    if officer and not (held and held.exists()):
        raise Refused("Người nhận không thuộc cơ quan mình.", ground=Cite("QC 11.2#2"), field="officer", status=422)


def _check_day(step: Step, due_on: date | None) -> date | None:
    limit = step.assignment.due_on
    if due_on and due_on < step.on:
        raise Refused("Hạn nội bộ không thể đã qua.", field="due_on", status=422)
    if due_on and limit and due_on > limit:
        sentence = f"Hạn nội bộ không sau hạn của việc ({limit:%d/%m/%Y})."
        raise Refused(sentence, ground=Cite("QC 11.2#2"), field="due_on", status=422)
    return due_on or limit


def _create(
    a: Act, step: Step, content: str, unit: Unit | None, officer: Person | None, due_on: date | None
) -> Assignment:
    parent = step.assignment
    row = Assignment.objects.create(
        **a.row(
            task_id=parent.task_id, document_id=parent.document_id, agency_id=parent.agency_id, parent=parent,
            unit=unit, officer=officer, content=content.strip(), stage_on=a.on, given_on=a.on,
            monitoring_unit_id=None, starred=parent.starred, cycle="",
            task_class=TaskClass.DATED if due_on else TaskClass.OPEN_ENDED, original_due_on=due_on, due_on=due_on,
        )
    )  # fmt: skip
    StageSpell.objects.create(**spell(a, row, Stage.GIVEN, step.move))
    DueDate.objects.create(**a.row(assignment=row, due_on=due_on, cause="given"))
    return row


def _owe(a: Act, row: Assignment, officer: Person | None) -> None:
    who = {"person": officer} if officer else {"unit": row.unit, "role": "unit_head"}
    if row.due_on:
        duties.owe(
            a, DutyKind.RESULT, agency=row.agency_id, due_on=row.due_on,
            subject="assignment", subject_id=row.pk, assignment_id=row.pk, **who,
        )  # fmt: skip
    duties.tell(
        a, agency=row.agency_id, kind="assign_inside", subject="assignment", subject_id=row.pk, text=row.content,
        key=f"{a.id}:{row.pk}", **who,
    )  # fmt: skip
