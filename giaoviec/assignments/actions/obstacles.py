"""Khó khăn, vướng mắc (8.1b, 10.2) and bodies outside the province that are waited for."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.assignments import queries
from giaoviec.assignments.actions.causes import check_cause
from giaoviec.assignments.actions.core import ask, carry_out, words
from giaoviec.assignments.actions.ending import answer_open, end_open_waits
from giaoviec.assignments.actions.following import settle, tell, tell_above
from giaoviec.assignments.models import Assignment, Obstacle, OutsideWait
from giaoviec.documents.search import index
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.moves import Move


def report_obstacle(
    assignment_id: int,
    *,
    cause: str,
    problem: str,
    proposal: str,
    effect: str = "",
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Obstacle:
    """Báo khó khăn, vướng mắc (10.2): the Office answers within its own days (8.1b). One at a time."""
    step = ask(Move.REPORT_OBSTACLE, assignment_id, by=by, on=on, at=at, version=version)
    row = step.assignment
    if row.obstacle_open:
        sentence = "Đang có khó khăn, vướng mắc chờ Văn phòng trả lời; hãy bổ sung trong luồng trao đổi của việc."
        raise Refused(sentence, ground=Cite("QC 8.1.b"))
    check_cause(cause)
    problem = words(step, "problem", problem, need="Nêu khó khăn, vướng mắc.", ground=Cite("QC 10.2"))
    proposal = words(step, "proposal", proposal, need="Đề xuất hướng xử lý.", ground=Cite("QC 10.2"))
    effect = words(step, "effect", effect)
    with carry_out(step, problem=Salted(problem)) as a:
        made = Obstacle.objects.create(
            **a.row(assignment=row, cause=cause, problem=problem, effect=effect, proposal=proposal)
        )
        index(a, "obstacle", made.pk, row.document_id, f"{problem} {proposal}", agency=row.agency_id)
        step.set(obstacle_open=True)
        settle(a, step)
        if row.parent_id:
            tell_above(a, row, step.move, problem)
    return made


def answer_obstacle(
    assignment_id: int,
    *,
    answer: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
    within: Act | None = None,
) -> None:
    """Trả lời khó khăn, vướng mắc (8.1b). One that waits together with others is decided for all (`within`)."""
    step = ask(Move.ANSWER_OBSTACLE, assignment_id, by=by, on=on, at=at, version=version)
    answer = words(step, "answer", answer, need="Ghi hướng xử lý.", ground=Cite("QC 8.1.b"))
    if within is None:
        _check_alone(step.assignment)
    with carry_out(step, within=within, answer=Salted(answer)) as a:
        answer_open(a, step.assignment, answer)
        step.set(obstacle_open=False)
        settle(a, step)
        tell(a, step.assignment, step.move, answer)


def _check_alone(row: Assignment) -> None:
    waiting = Obstacle.objects.filter(answered_at=None, voided_at=None)
    others = waiting.filter(case__in=waiting.filter(assignment=row).values("case")).exclude(assignment=row).count()
    if others:
        sentence = f"Vướng mắc này được xử lý chung với {others} việc khác; hãy quyết định một lần ở bảng vướng mắc."
        raise Refused(sentence, ground=Policy("obstacle_joined"))


def wait_outside(
    assignment_id: int, *, whom: str, letter: str, by: Actor, on: date, at: datetime, version: int | None = None
) -> OutsideWait:
    """Records that a body outside the province is waited for, with the letter that asks it."""
    step = ask(Move.WAIT_OUTSIDE, assignment_id, by=by, on=on, at=at, version=version)
    if step.assignment.waits_outside:
        raise Refused("Việc đang chờ bên ngoài rồi.", ground=Policy("outside_wait"))
    ground = Policy("outside_wait")
    whom = words(step, "whom", whom, need="Ghi cơ quan bên ngoài đang chờ.", ground=ground, most=200)
    need = "Ghi số, ký hiệu, ngày văn bản đã hỏi."
    letter = words(step, "letter", letter, need=need, ground=ground, most=200)
    with carry_out(step, letter=Salted(letter)) as a:
        step.set(waits_outside=whom)
        return OutsideWait.objects.create(**a.row(assignment=step.assignment, whom=whom, letter=letter))


def end_wait(assignment_id: int, *, by: Actor, on: date, at: datetime, version: int | None = None) -> None:
    """The answer from outside has come."""
    step = ask(Move.WAIT_OUTSIDE, assignment_id, by=by, on=on, at=at, version=version)
    if queries.open_wait(step.assignment) is None:
        raise Refused("Việc không chờ ai ở bên ngoài.", ground=Policy("outside_wait"))
    with carry_out(step, ended=True) as a:
        end_open_waits(a, step)
