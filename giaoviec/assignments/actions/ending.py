"""What ends an assignment besides its confirmation, and what ends with it."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import Step, ask, carry_out, enter, words
from giaoviec.assignments.actions.following import settle, tell
from giaoviec.assignments.models import Assignment, Collaboration, Extension, Obstacle, ObstacleCase, OutsideWait
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Policy
from giaoviec.rules.moves import Move, Stage


def withdraw(
    assignment_id: int,
    *,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
    within: Act | None = None,
) -> None:
    """Thu hồi: ended by the Office with a reason or the document that replaces it; what was owed on it falls away."""
    step = ask(Move.WITHDRAW, assignment_id, by=by, on=on, at=at, version=version)
    need = "Nêu lý do thu hồi hoặc văn bản thay thế."
    reason = words(step, "reason", reason, need=need, ground=Policy("withdraw"))
    with carry_out(step, within=within, reason=Salted(reason)) as a:
        lapse(a, step)
        enter(a, step, Stage.WITHDRAWN, claimed_on=None, first_confirmer=None)
        settle(a, step)
        tell(a, step.assignment, step.move, reason)


def lapse(a: Act, step: Step) -> None:
    """What still waits for an answer is waited for no longer: extension, obstacle, opinions, bodies outside."""
    row = step.assignment
    here = {"assignment": row, "voided_at": None}
    if row.extension_pending:
        Extension.objects.filter(**here, decided_at=None).update(
            decision="lapsed", decided_on=a.on, decided_at=a.at, decided_act=a.id, decided_by_text=a.label
        )
    ended = {"answered_on": a.on, "answered_at": a.at, "answered_act": a.id}
    if row.obstacle_open:
        answer_open(a, row, "")
    if row.waits_opinion:
        Collaboration.objects.filter(**here, answered_at=None).exclude(asked_on=None).update(**ended)
    end_open_waits(a, step)
    step.set(extension_pending=False, obstacle_open=False, waits_opinion=0)


CASE = "obstacle_case"


def answer_open(a: Act, row: Assignment, answer: str) -> None:
    """The obstacle of an assignment waits no longer; what was asked of others for it neither, once nothing waits."""
    waiting = Obstacle.objects.filter(assignment=row, answered_at=None, voided_at=None)
    cases = [pk for pk in waiting.values_list("case_id", flat=True) if pk]
    waiting.update(answer=answer, answered_on=a.on, answered_at=a.at, answered_act=a.id)
    for pk in cases:
        if not Obstacle.objects.filter(case=pk, answered_at=None, voided_at=None).exists():
            _close_case(a, pk, answer)


def _close_case(a: Act, pk: int, decision: str) -> None:
    if decision:
        ObstacleCase.objects.filter(pk=pk).update(
            decision=decision, decided_on=a.on, decided_at=a.at, decided_by_text=a.label
        )
    duties.drop(a, subject=CASE, subject_id=pk)


def end_open_waits(a: Act, step: Step) -> None:
    """Nobody outside the province is waited for any more."""
    row = step.assignment
    if row.waits_outside:
        open_waits = OutsideWait.objects.filter(assignment=row, until_at=None, voided_at=None)
        open_waits.update(until_on=a.on, until_at=a.at, until_act=a.id)
        step.set(waits_outside="")


def close_children(parent: Assignment, *, by: Actor, on: date, at: datetime) -> list[int]:
    """Ends what is still open inside an agency under work that has ended; says which. Each row is an act of its own.

    What was claimed inside is confirmed by whoever may; this ends the rest.
    """
    reason = f"Việc cấp trên {Stage(parent.stage).vi}."
    ended = []
    for row in queries.open_inside(parent):
        withdraw(row.pk, reason=reason, by=by, on=on, at=at)
        ended.append(row.pk)
    return ended
