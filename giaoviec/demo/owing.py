"""What is owed on a life: set, met, dropped, put off, handed over, as the actions do it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from giaoviec.demo.ledger import Row
from giaoviec.demo.living import Living, Step, doer
from giaoviec.duties.models import Duty
from giaoviec.journal.actions import Act
from giaoviec.rules.duties import DutyKind, Owner, decider, due, owed_at_giving, turn
from giaoviec.rules.effects import Effect, effect
from giaoviec.rules.roles import Role
from giaoviec.rules.tasks import TaskClass


def settle(
    step: Step,
    *,
    for_quality: bool = False,
    new_due_on: date | None = None,
    named: date | None = None,
    result_on: date | None = None,
    asked: int | None = None,
    turn_of: str = "",
) -> None:
    """As `following.settle`."""
    life = step.life
    at_once = life.task["at_once"]
    follows = effect(
        step.move, step.situation, profile=life.profile,
        at_once=at_once, for_quality=for_quality, new_due_on=new_due_on,
    )  # fmt: skip
    _end(step, follows, result_on, asked)
    if follows.redates and new_due_on:
        put_off(life, step.a, follows.redates, new_due_on)
    if follows.carries:
        _carry(step, follows.carries)
    for kind in follows.sets:
        _owe_after(step, kind, named or new_due_on, at_once, asked, turn_of)


def _end(step: Step, follows: Effect, result_on: date | None, asked: int | None) -> None:
    for kind in follows.meets:
        on = result_on if kind is DutyKind.RESULT and result_on else step.on
        meet(step.life, step.a, kind, on=on, agency=asked if kind is DutyKind.OPINION else None)
    if follows.drops:
        drop(step.life, step.a, follows.drops)


def _owe_after(step: Step, kind: DutyKind, named: date | None, at_once: bool, asked: int | None, turn_of: str) -> None:
    life, row = step.life, step.row
    by_name = named if kind in (DutyKind.RESULT, DutyKind.WRITTEN_REPORT, DutyKind.OPINION) else None
    day = due(
        kind, step.on, profile=life.profile, calendar=life.ground.calendar, at_once=at_once, cycle=row["cycle"],
        named=by_name,
    )  # fmt: skip
    this = turn_of or turn(kind, step.on, profile=life.profile, cycle=row["cycle"])
    if kind.owner is Owner.OFFICE:
        owe(life, step.a, kind, day, turn=this, **_office_desk(life, kind))
    elif kind is DutyKind.OPINION:
        owe(life, step.a, kind, day, turn=this, agency_id=asked, awaited_by_id=row["agency_id"])
    else:
        owe(life, step.a, kind, day, turn=this, **desk_of_lead(life))


def _office_desk(life: Living, kind: DutyKind) -> Row:
    row = life.row
    role = kind.role or Role.MONITOR
    if kind is DutyKind.DECIDE_EXTENSION:
        role = decider(starred=row["starred"], profile=life.profile)
    if role is Role.CHAIRMAN:
        return {"agency_id": life.ground.committee_id, "role": role, "awaited_by_id": row["agency_id"]}
    unit = row["monitoring_unit_id"] if role is Role.MONITOR else None
    return {"agency_id": life.ground.office_id, "role": role, "unit_id": unit, "awaited_by_id": row["agency_id"]}


def desk_of_lead(life: Living) -> Row:
    row = life.row
    if life.over is None:
        waited = {"awaited_by_id": life.ground.office_id, "awaited_unit_id": row["monitoring_unit_id"]}
        return {"agency_id": row["agency_id"], **waited}
    return {"agency_id": row["agency_id"], "awaited_by_id": row["agency_id"], **doer(life)}


def owe(
    life: Living, a: Act, kind: DutyKind, due_on: date, *, turn: str = "", agency_id: int | None, **whose: Any
) -> None:
    """Owed already, and still open: stays as it is."""
    key = (kind.value, int(agency_id or 0), turn)
    if key in life.owed:
        return
    if kind is not DutyKind.OPINION and whose.get("awaited_by_id") is None and a.by is not None:
        whose["awaited_by_id"] = a.by.agency_id
    life.turns.add((kind.value, turn))
    life.owed[key] = life.book.add(
        Duty,
        **a.row(
            kind=kind.value, agency_id=agency_id, subject="assignment", subject_id=life.id, assignment_id=life.id,
            due_on=due_on, turn=turn, **whose,
        ),
    )  # fmt: skip


def meet(life: Living, a: Act, kind: DutyKind, *, on: date, agency: int | None = None) -> None:
    for key in _open(life, (kind,), agency):
        life.owed.pop(key).update(met_on=on, met_at=a.at, met_act=a.id)


def drop(life: Living, a: Act, kinds: Iterable[DutyKind]) -> None:
    for key in _open(life, kinds):
        life.owed.pop(key).update(dropped_on=a.on, dropped_at=a.at, dropped_act=a.id)


def put_off(life: Living, a: Act, kinds: Iterable[DutyKind], due_on: date) -> None:
    """The open rows end, new ones with another day follow."""
    for key in _open(life, kinds):
        old = life.owed.pop(key)
        old.update(dropped_on=a.on, dropped_at=a.at, dropped_act=a.id)
        life.owed[key] = _copy(life, a, old, on=old["on"], due_on=due_on)


def _carry(step: Step, kinds: Iterable[DutyKind]) -> None:
    """What the old agency owes goes to the one that the row has now, with its day."""
    life, a = step.life, step.a
    for key in _open(life, kinds):
        old = life.owed.pop(key)
        old.update(dropped_on=a.on, dropped_at=a.at, dropped_act=a.id)
        moved = {"agency_id": life.row["agency_id"], "unit_id": life.row["unit_id"]}
        life.owed[(key[0], life.row["agency_id"], key[2])] = _copy(life, a, old, on=a.on, **moved)


_COPIED = (
    "kind", "subject", "subject_id", "assignment_id", "due_on", "turn",
    "agency_id", "unit_id", "person_id", "role", "awaited_by_id", "awaited_unit_id",
)  # fmt: skip


def _copy(life: Living, a: Act, old: Row, **changes: Any) -> Row:
    return life.book.add(Duty, **a.row(**({name: old[name] for name in _COPIED} | changes)))


def _open(life: Living, kinds: Iterable[DutyKind], agency: int | None = None) -> list[tuple[str, int, str]]:
    wanted = {kind.value for kind in kinds}
    return [key for key in life.owed if key[0] in wanted and (agency is None or key[1] == agency)]


def owe_at_giving(life: Living, a: Act) -> None:
    """As `give.owe_at_giving` (inside an agency as `inside`)."""
    row, task = life.row, life.task
    owed = owed_at_giving(
        given_on=a.on, due_on=row["due_on"], task_class=TaskClass(row["task_class"]), profile=life.profile,
        calendar=life.ground.calendar, cycle=row["cycle"], at_once=task["at_once"],
        written_report=task["written_report"], internal=life.over is not None,
    )  # fmt: skip
    for each in owed:
        owe(life, a, each.kind, each.due_on, turn=each.turn, **desk_of_lead(life))
