"""The lead's moves in memory, each as its action: doing, returning, claiming, asking, giving on inside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from giaoviec.assignments.models import (
    Claim,
    Collaboration,
    Explanation,
    Extension,
    Message,
    Obstacle,
    OutsideWait,
    Return,
    TakingUp,
    Update,
)
from giaoviec.days import day_of
from giaoviec.demo.ledger import Row
from giaoviec.demo.living import Lived, Living, Step
from giaoviec.demo.moving import carry_out, enter, new_life, tell, tell_above
from giaoviec.demo.owing import meet, owe_at_giving, settle
from giaoviec.demo.ticking import catch_up
from giaoviec.journal.actions import Salted
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.moves import Move, Stage
from giaoviec.rules.tasks import TaskClass


def note(step: Step, verb: str, **what: Any) -> None:
    """Writes the move into the script of the life."""
    step.life.script.append(Lived(verb, step.by, step.on, step.a.at, what))


def take_up(life: Living, *, leader: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.TAKE_UP, by=by, at=at) as step:
        step.add(TakingUp, assignment_id=life.id, leader=leader)
        life.row.update(responsible_leader=leader, taken_up_on=step.on)
        note(step, "take_up", leader=leader)


def update(life: Living, *, content: str, percent: int | None = None, by: Actor, at: datetime) -> Row:
    with carry_out(life, Move.UPDATE, by=by, at=at, content=Salted(content)) as step:
        begins = life.stage is Stage.GIVEN
        told = step.add(Update, assignment_id=life.id, content=content, percent=percent, begins=begins)
        step.index("update", told["id"], content)
        _heard(step)
        if begins:
            enter(step, Stage.UNDER_WAY)
        settle(step)
        note(step, "update", content=content, percent=percent)
    return told


def _heard(step: Step) -> None:
    row = step.row
    row.update(first_update_on=row["first_update_on"] or step.on, last_update_on=step.on)


def explain(life: Living, *, cause: str, content: str, proposal: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.EXPLAIN, by=by, at=at, content=Salted(content)) as step:
        _keep_explanation(step, cause, content, proposal)
        settle(step)
        tell_above(step, f"Đã giải trình: {content}")
        note(step, "explain", cause=cause, content=content, proposal=proposal)


def _keep_explanation(step: Step, cause: str, content: str, proposal: str) -> None:
    about = "quality" if step.situation.quality_rejected and not step.situation.overdue else "overdue"
    made = step.add(
        Explanation, assignment_id=step.life.id, about=about, cause=cause, content=content, proposal=proposal
    )
    step.index("explanation", made["id"], f"{content} {proposal}")
    step.row["explained"] = True


def write(life: Living, *, content: str, by: Actor, at: datetime) -> None:
    """A line in the thread: no move of the assignment, its version stays."""
    row = life.row
    at = max(at, life.last_at)
    on = day_of(at)
    catch_up(life, on)
    a = life.book.act("write", by=by, on=on, at=at, subject="assignment", subject_id=life.id, content=Salted(content))
    message = life.book.add(Message, **a.row(assignment_id=life.id, agency_id=by.agency_id, content=content))
    life.book.index(a, "message", message["id"], row["document_id"], content, agency=row["agency_id"])
    step = Step(life, Move.WRITE, life.situation(on), by, a)
    if by.agency_id != row["agency_id"]:
        tell(step, content)
    if not by.is_office:
        tell_above(step, content)
    note(step, "write", content=content)


def give_back(life: Living, *, reason: str, suggested: int | None, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.RETURN, by=by, at=at, reason=Salted(reason)) as step:
        row = life.row
        life.pending["return"] = step.add(Return, assignment_id=life.id, reason=reason, suggested_id=suggested)
        enter(step, Stage.RETURNED, returns=row["returns"] + 1, returns_this_giving=row["returns_this_giving"] + 1)
        settle(step)
        note(step, "give_back", reason=reason, suggested=suggested)


def claim(
    life: Living,
    *,
    content: str,
    number: str = "",
    product_on: date | None = None,
    signer: str = "",
    explanation: dict[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> Row:
    supposing = {"explained": True} if explanation else {}
    with carry_out(life, Move.CLAIM, by=by, at=at, supposing=supposing, content=Salted(content)) as step:
        if explanation:
            _keep_explanation(step, **explanation)
            meet(life, step.a, DutyKind.EXPLANATION, on=step.on)
        made = step.add(
            Claim, assignment_id=life.id, content=content, product_number=number, product_on=product_on,
            product_signer=signer,
        )  # fmt: skip
        life.pending["claim"] = made
        life.claimers, life.confirmers = frozenset({by.person_id}), frozenset()
        step.index("claim", made["id"], f"{number} {content}")
        _heard(step)
        end_open_waits(step)
        enter(step, Stage.CLAIMED, claimed_on=step.on, first_confirmer_id=None)
        settle(step)
        if life.over is not None:
            tell_above(step, content)
        note(
            step, "claim", content=content, product_number=number, product_on=product_on, product_signer=signer,
            explanation=explanation,
        )  # fmt: skip
    return made


def end_open_waits(step: Step) -> None:
    if step.row["waits_outside"]:
        step.life.pending.pop("wait").update(until_on=step.on, until_at=step.a.at, until_act=step.a.id)
        step.row["waits_outside"] = ""


def ask_extension(life: Living, *, wanted_on: date, cause: str, reason: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.ASK_EXTENSION, by=by, at=at, reason=Salted(reason), wanted=wanted_on) as step:
        life.pending["extension"] = step.add(
            Extension, assignment_id=life.id, asked_on_due=life.row["due_on"], wanted_on=wanted_on, cause=cause,
            reason=reason,
        )  # fmt: skip
        life.row["extension_pending"] = True
        settle(step)
        if life.over is not None:
            tell_above(step, reason)
        note(step, "ask_extension", wanted_on=wanted_on, cause=cause, reason=reason)


def report_obstacle(
    life: Living, *, cause: str, problem: str, effect: str, proposal: str, by: Actor, at: datetime
) -> None:
    with carry_out(life, Move.REPORT_OBSTACLE, by=by, at=at, problem=Salted(problem)) as step:
        made = step.add(Obstacle, assignment_id=life.id, cause=cause, problem=problem, effect=effect, proposal=proposal)
        life.pending["obstacle"] = made
        step.index("obstacle", made["id"], f"{problem} {proposal}")
        life.row["obstacle_open"] = True
        settle(step)
        if life.over is not None:
            tell_above(step, problem)
        note(step, "report_obstacle", cause=cause, problem=problem, effect=effect, proposal=proposal)


def wait_outside(life: Living, *, whom: str, letter: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.WAIT_OUTSIDE, by=by, at=at, letter=Salted(letter)) as step:
        life.row["waits_outside"] = whom
        life.pending["wait"] = step.add(OutsideWait, assignment_id=life.id, whom=whom, letter=letter)
        note(step, "wait_outside", whom=whom, letter=letter)


def end_wait(life: Living, *, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.WAIT_OUTSIDE, by=by, at=at, ended=True) as step:
        end_open_waits(step)
        note(step, "end_wait")


def ask_opinion(life: Living, *, agency: int, asked: str, due_on: date | None = None, by: Actor, at: datetime) -> Row:
    with carry_out(life, Move.ASK_OPINION, by=by, at=at, agency=agency, asked=Salted(asked)) as step:
        day = due(DutyKind.OPINION, step.on, profile=life.profile, calendar=life.ground.calendar, named=due_on)
        row = step.add(
            Collaboration, assignment_id=life.id, agency_id=agency, asked=asked, asked_on=step.on, due_on=day
        )
        life.helping.append(row)
        life.row["waits_opinion"] += 1
        settle(step, named=day, asked=agency, turn_of=str(row["id"]))
        tell(step, asked, agency=agency)
        note(step, "ask_opinion", agency=agency, asked=asked, due_on=due_on)
    return row


def give_opinion(life: Living, *, answer: str, by: Actor, at: datetime) -> None:
    with carry_out(life, Move.GIVE_OPINION, by=by, at=at, answer=Salted(answer)) as step:
        row = next(
            each for each in life.helping
            if each["agency_id"] == by.agency_id and each["asked_on"] and not each["answered_at"]
        )  # fmt: skip
        row.update(answer=answer, answered_on=step.on, answered_at=step.a.at, answered_act=step.a.id)
        life.row["waits_opinion"] -= 1
        settle(step, asked=by.agency_id)
        tell(step, answer)
        note(step, "give_opinion", answer=answer)


def assign_inside(
    life: Living,
    *,
    content: str,
    unit: int | None,
    officer: int | None,
    due_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Living:
    """A row one level down. `unit` is the officer's where one is named; the parent's day is the latest."""
    facts: Row = {"content": Salted(content), "unit": unit, "officer": officer}
    with carry_out(life, Move.ASSIGN_INSIDE, by=by, at=at, **facts) as step:
        row = life.row
        day = due_on or (row["due_on"] if row["task_class"] == TaskClass.DATED else None)
        child = new_life(
            life.ground, step.a, life.task, life.document, life.profile, move=Move.ASSIGN_INSIDE, over=life,
            agency_id=row["agency_id"], parent_id=life.id, unit_id=unit, officer_id=officer, content=content,
            starred=row["starred"], task_class=TaskClass.DATED if day else TaskClass.OPEN_ENDED,
            original_due_on=day, due_on=day,
        )  # fmt: skip
        step.a.touch("assignment", child.id)
        life.inside.append(child)
        owe_at_giving(child, step.a)
        child_step = Step(child, Move.ASSIGN_INSIDE, step.situation, by, step.a)
        tell(child_step, content)
        note(step, "assign_inside", content=content, unit=unit, officer=officer, due_on=due_on, child=child.id)
    return child
