"""Chuyển lại, nêu rõ lý do (7.2c), and the Office's three answers: correct, pass on, uphold."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.agencies.models import Agency
from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import Step, ask, carry_out, enter, words
from giaoviec.assignments.actions.ending import lapse
from giaoviec.assignments.actions.following import settle, tell
from giaoviec.assignments.actions.give import add_collaborators, begin, owe_at_giving
from giaoviec.assignments.actions.terms import check_new_due, new_due, revise_task
from giaoviec.assignments.models import Assignment, Collaboration, Return
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.moves import Move, Stage


def give_back(
    assignment_id: int,
    *,
    reason: str,
    suggested: Agency | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Return:
    """Chuyển lại, nêu rõ lý do (7.2c): the Office then corrects, passes on, or upholds."""
    step = ask(Move.RETURN, assignment_id, by=by, on=on, at=at, version=version)
    reason = words(step, "reason", reason, need="Nêu rõ lý do chuyển lại.", ground=Cite("QC 7.2.c"))
    row = step.assignment
    with carry_out(step, reason=Salted(reason)) as a:
        returned = Return.objects.create(**a.row(assignment=row, reason=reason, suggested=suggested))
        enter(a, step, Stage.RETURNED, returns=row.returns + 1, returns_this_giving=row.returns_this_giving + 1)
        settle(a, step)
    return returned


def correct(
    assignment_id: int,
    *,
    changed: str,
    content: str = "",
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Điều chỉnh và giao lại: says what changed; the clock of the first update starts anew."""
    step = ask(Move.CORRECT, assignment_id, by=by, on=on, at=at, version=version)
    changed = words(step, "changed", changed, need="Ghi nội dung đã điều chỉnh.", ground=Cite("QC 7.2.c"))
    content = words(step, "content", content)
    due_on = check_new_due(step, due_on)
    with carry_out(step, changed=Salted(changed), due=due_on) as a:
        _answer(a, step, "correct", changed)
        if content and content != step.assignment.task.content:
            revise_task(a, step.assignment.task, "content", content, changed)
        if due_on:
            new_due(a, step, due_on, cause="office", reason=changed)
        enter(a, step, Stage.GIVEN, **GIVEN_ANEW)
        settle(a, step, new_due_on=due_on)
        tell(a, step.assignment, step.move, changed)


GIVEN_ANEW = {"first_update_on": None, "returns_this_giving": 0, "taken_up_on": None, "responsible_leader": ""}
"""What starts anew when work is given again: to the same agency, or to its successor."""


def uphold(assignment_id: int, *, reason: str, by: Actor, on: date, at: datetime, version: int | None = None) -> None:
    """Giữ nguyên: the task stays with the agency; its clocks stay as they were."""
    step = ask(Move.UPHOLD, assignment_id, by=by, on=on, at=at, version=version)
    reason = words(step, "reason", reason, need="Nêu lý do giữ nguyên.", ground=Policy("uphold"))
    with carry_out(step, reason=Salted(reason)) as a:
        _answer(a, step, "uphold", reason)
        enter(a, step, Stage.GIVEN)
        settle(a, step)
        tell(a, step.assignment, step.move, reason)


def pass_on(
    assignment_id: int,
    *,
    agency: Agency,
    reason: str = "",
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Assignment:
    """Chuyển đơn vị khác: this one ends without counting, a new one begins with the other agency, which is returned."""
    step = ask(Move.PASS_ON, assignment_id, by=by, on=on, at=at, version=version)
    _check_other(step, agency)
    reason = words(step, "reason", reason) or f"Chuyển {agency.name} thực hiện."
    due_on = check_new_due(step, due_on)
    with carry_out(step, agency=agency.pk) as a:
        _answer(a, step, "pass_on", reason)
        lapse(a, step)
        enter(a, step, Stage.PASSED_ON)
        settle(a, step)
        tell(a, step.assignment, step.move, reason)
        return _give_to(a, step, agency, due_on or step.assignment.due_on)


def _check_other(step: Step, agency: Agency) -> None:
    if step.assignment.parent_id:
        sentence = "Phân công nội bộ không chuyển đơn vị khác; hãy thu hồi rồi phân công lại."
        raise Refused(sentence, ground=Cite("QC 11.2#2"), field="agency", status=422)
    if agency.pk == step.assignment.agency_id:
        raise Refused("Chọn cơ quan khác với cơ quan đã chuyển lại.", field="agency", status=422)
    if agency.dissolved_on and agency.dissolved_on <= step.on:
        raise Refused(f"{agency.name} không còn hoạt động; hãy chọn cơ quan khác.", field="agency", status=422)
    if queries.leads(step.assignment.task_id, agency.pk):
        sentence = f"{agency.name} đã chủ trì nhiệm vụ này rồi."
        raise Refused(sentence, ground=Cite("QC 2.3#1"), field="agency", status=422)


def _give_to(a: Act, step: Step, agency: Agency, due_on: date | None) -> Assignment:
    old = step.assignment
    [new] = begin(a, old.task, [agency], move=step.move, due_on=due_on, came_from=old)
    a.touch("assignment", new.pk)
    helping = Collaboration.objects.filter(assignment=old, voided_at=None).exclude(agency=agency)
    add_collaborators(a, [new], sorted(set(helping.values_list("agency_id", flat=True))))
    owe_at_giving(a, [new], old.task, profile=step.profile, calendar=step.calendar)
    return new


def _answer(a: Act, step: Step, answer: str, text: str) -> None:
    Return.objects.filter(assignment=step.assignment, answered_at=None, voided_at=None).update(
        answer=answer, answer_text=text, answered_on=a.on, answered_at=a.at, answered_act=a.id
    )
