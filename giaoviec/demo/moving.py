"""A move in memory, from the rule book's yes to the taking, as `actions.core`; who is told; another due date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from giaoviec.assignments.models import Assignment, DueDate, StageSpell
from giaoviec.days import day_of
from giaoviec.demo.ledger import Row
from giaoviec.demo.living import Ground, Impossible, Living, Step, doer
from giaoviec.demo.owing import put_off
from giaoviec.demo.ticking import catch_up
from giaoviec.journal.actions import Act
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import PRECEDENCE, STAGE_HOLDERS, Holder
from giaoviec.rules.moves import Move, Stage, check
from giaoviec.rules.profile import Profile
from giaoviec.rules.roles import Role
from giaoviec.rules.tasks import TaskClass

COUNTED = {
    Holder.AGENCY: "days_agency",
    Holder.OFFICE: "days_office",
    Holder.COLLABORATOR: "days_collaborator",
    Holder.OUTSIDE: "days_outside",
}


@contextmanager
def carry_out(
    life: Living, move: Move, *, by: Actor, at: datetime, supposing: Mapping[str, Any] | None = None, **facts: Any
) -> Iterator[Step]:
    """A move that the rule book allows (`Impossible` otherwise), on the day of `at`, from its act to the taking."""
    at = max(at, life.last_at + timedelta(seconds=40))
    on = day_of(at)
    catch_up(life, on)
    situation = life.situation(on, **(supposing or {}))
    if refusal := check(move, situation, by, profile=life.profile):
        raise Impossible(refusal.sentence)
    a = life.book.act(move.value, by=by, on=on, at=at, subject="assignment", subject_id=life.id, **facts)
    step = Step(life, move, situation, by, a)
    yield step
    _take(step)


def _take(step: Step) -> None:
    """As `core.take`: days to whoever held the ball, the version, who holds it now."""
    row, on = step.row, step.on
    counted = COUNTED.get(Holder(row["holder"]))
    if counted and on > row["acted_on"]:
        row[counted] += (on - row["acted_on"]).days
    row["acted_on"], row["holder"] = on, holder_now(row)
    row["version"] += 1
    step.life.last_at = step.a.at


def holder_now(row: Row) -> Holder:
    base = STAGE_HOLDERS[Stage(row["stage"])]
    if base is not Holder.AGENCY:
        return base
    waits = {
        Holder.OUTSIDE: row["waits_outside"],
        Holder.OFFICE: row["extension_pending"] or row["obstacle_open"],
        Holder.COLLABORATOR: row["waits_opinion"],
    }
    return next((holder for holder in PRECEDENCE if waits.get(holder)), Holder.AGENCY)


def enter(step: Step, stage: Stage, **columns: Any) -> None:
    """Closes the open spell and opens the next; the present columns follow."""
    life, a = step.life, step.a
    life.spell.update(until_on=a.on, until_at=a.at, until_act=a.id)
    life.row.update(stage=stage, stage_on=a.on, **columns)
    begin_spell(life, a, stage, step.move)


def begin_spell(life: Living, a: Act, stage: Stage, move: str) -> None:
    holder = STAGE_HOLDERS[stage]
    agency = life.row["agency_id"] if holder is Holder.AGENCY or move == Move.TRANSFER else None
    life.spell = life.book.add(
        StageSpell,
        **a.row(assignment_id=life.id, stage=stage, holder=holder, holder_agency_id=agency, move=move),
    )


# ---- who is told


def tell(step: Step, text: str, *, agency: int | None = None) -> None:
    who = doer(step.life) if step.life.over is not None and agency is None else {}
    whom = agency or step.row["agency_id"]
    _tell(step.life, step.a, step.move, text, whom, **who)


def tell_above(step: Step, text: str) -> None:
    """The Office's monitoring unit; inside an agency the person who gave the work on."""
    life = step.life
    if life.over is not None:
        _tell(life, step.a, step.move, text, step.row["agency_id"], end=":above", person_id=step.row["by_id"])
    else:
        desk = {"unit_id": step.row["monitoring_unit_id"], "role": Role.MONITOR}
        _tell(life, step.a, step.move, text, life.ground.office_id, end=":above", **desk)


def _tell(life: Living, a: Act, kind: str, text: str, agency: int, *, end: str = "", **who: Any) -> None:
    life.book.tell(
        a, agency=agency, kind=kind, subject="assignment", subject_id=life.id, text=text,
        key=f"{a.id}:{life.id}:{agency}{end}", **who,
    )  # fmt: skip


# ---- another due date


def new_due(step: Step, due_on: date, *, cause: str, reason: str) -> None:
    """As `terms.new_due`: a row that supersedes; what was given inside is brought in."""
    life = step.life
    step.add(DueDate, assignment_id=life.id, due_on=due_on, cause=cause, reason=reason)
    life.row.update(due_on=due_on, explained=False)
    for child in life.inside:
        if child.open and not (child.row["due_on"] and child.row["due_on"] <= due_on):
            _bring_in(step, child, due_on)


def _bring_in(step: Step, child: Living, limit: date) -> None:
    reason = "Hạn của việc cấp trên đã thay đổi."
    step.add(DueDate, assignment_id=child.id, due_on=limit, cause="parent", reason=reason)
    child.row.update(due_on=limit, task_class=TaskClass.DATED, explained=False, version=child.row["version"] + 1)
    put_off(child, step.a, (DutyKind.RESULT, DutyKind.WRITTEN_REPORT), limit)
    step.a.touch("assignment", child.id)
    text = f"Hạn mới {limit:%d/%m/%Y} theo hạn của việc cấp trên."
    _tell(child, step.a, "set_due", text, child.row["agency_id"], **doer(child))


def new_life(
    ground: Ground, a: Act, task: Row, document: Row, profile: Profile, *, move: str, over: Living | None = None,
    **columns: Any,
) -> Living:  # fmt: skip
    """A new assignment in its first spell, with its due date."""
    row = ground.book.add(
        Assignment,
        **a.row(
            task_id=task["id"], document_id=document["id"], stage=Stage.GIVEN, stage_on=a.on, given_on=a.on,
            acted_on=a.on, **columns,
        ),
    )  # fmt: skip
    life = Living(ground, row, task, document, profile, a.at, over=over, ticked_on=a.on)
    begin_spell(life, a, Stage.GIVEN, move)
    if row["due_on"]:
        ground.book.add(DueDate, **a.row(assignment_id=life.id, due_on=row["due_on"], cause="given"))
    return life
