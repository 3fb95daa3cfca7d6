"""What follows from a move: the duties that the rule book says it sets, meets, drops and puts off; who is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from giaoviec.agencies.models import Agency
from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import Step
from giaoviec.assignments.models import Assignment
from giaoviec.duties import actions as duties
from giaoviec.duties.actions import COPIED, Debt
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.actions import Act
from giaoviec.rules.duties import DutyKind, Owner, decider, due, turn
from giaoviec.rules.effects import Effect, effect
from giaoviec.rules.profile import Profile
from giaoviec.rules.roles import Role

SUBJECT = "assignment"


def settle(
    a: Act,
    step: Step,
    *,
    for_quality: bool = False,
    new_due_on: date | None = None,
    named: date | None = None,
    result_on: date | None = None,
    asked: Agency | None = None,
    turn_of: str = "",
) -> None:
    """Carries out what the rule book says that the step's move does to duties.

    `new_due_on`: the due date that the move gives; `named`: a day that somebody named for what is owed; `result_on`:
    the day of the claim that is confirmed; `asked`: the collaborator that is asked or answers; `turn_of`: what tells
    this duty from others of its kind (a collaboration, a claim).
    """
    at_once = step.assignment.task.at_once
    follows = effect(
        step.move, step.situation, profile=step.profile,
        at_once=at_once, for_quality=for_quality, new_due_on=new_due_on,
    )  # fmt: skip
    _end(a, step, follows, result_on, asked)
    if follows.redates and new_due_on:
        duties.put_off(
            a, kinds=follows.redates, subject=SUBJECT, subject_id=step.assignment.pk, due_on=new_due_on
        )  # fmt: skip
    if follows.carries:
        row = step.assignment
        unit = None if row.officer_id else row.unit_id
        hand_over(a, row, follows.carries, agency_id=row.agency_id, unit_id=unit)
    duties.owe_all(a, [_debt(step, kind, a.on, named or new_due_on, at_once, asked, turn_of) for kind in follows.sets])


def _end(a: Act, step: Step, follows: Effect, result_on: date | None, asked: Agency | None) -> None:
    here: dict[str, Any] = {"subject": SUBJECT, "subject_id": step.assignment.pk}
    plain = [kind for kind in follows.meets if kind not in (DutyKind.RESULT, DutyKind.OPINION)]
    if plain:
        duties.meet(a, kinds=plain, on=a.on, **here)
    if DutyKind.RESULT in follows.meets:
        duties.meet(a, kinds=[DutyKind.RESULT], on=result_on or a.on, **here)
    if DutyKind.OPINION in follows.meets:
        duties.meet(a, kinds=[DutyKind.OPINION], on=a.on, agency=asked, **here)
    if follows.drops:
        duties.drop(a, kinds=follows.drops, **here)


def hand_over(a: Act, row: Assignment, kinds: Iterable[DutyKind], *, agency: int | None = None, **whose: Any) -> None:
    """What is owed on an assignment (by one agency, if said) goes to another desk, with its day: `whose` replaces."""
    here: dict[str, Any] = {"subject": SUBJECT, "subject_id": row.pk, "kinds": list(kinds), "agency": agency}
    held = Duty.objects.filter(OPEN, subject=SUBJECT, subject_id=row.pk, kind__in=here["kinds"])
    if agency is not None:
        held = held.filter(agency_id=agency)
    debts = [Debt(**({name: getattr(duty, name) for name in COPIED} | whose)) for duty in held]
    duties.drop(a, **here)
    duties.owe_all(a, debts)


def _debt(
    step: Step, kind: DutyKind, start: date, named: date | None, at_once: bool, asked: Agency | None, turn_of: str
) -> Debt:
    row, profile = step.assignment, step.profile
    by_name = named if kind in (DutyKind.RESULT, DutyKind.WRITTEN_REPORT, DutyKind.OPINION) else None
    day = due(
        kind, start, profile=profile, calendar=step.calendar, at_once=at_once, cycle=row.cycle, named=by_name
    )  # fmt: skip
    this = turn_of or turn(kind, start, profile=profile, cycle=row.cycle)
    if kind.owner is Owner.OFFICE:
        desk = _office_desk(row, kind, profile)
        return Debt(kind, due_on=day, subject=SUBJECT, subject_id=row.pk, turn=this, **desk)
    if kind is DutyKind.OPINION:
        assert asked is not None
        return Debt(kind, asked.pk, day, SUBJECT, row.pk, turn=this, awaited_by_id=row.agency_id)
    return debt_of_lead(row, kind, day, office=queries.office().pk, turn=this)


def hand_to_decider(a: Act, row: Assignment, profile: Profile) -> None:
    """An extension that waits lies on the desk of whoever decides it now: another one where the star came or went."""
    kind = DutyKind.DECIDE_EXTENSION
    hand_over(a, row, [kind], **_office_desk(row, kind, profile))


def _office_desk(row: Assignment, kind: DutyKind, profile: Profile) -> dict[str, Any]:
    """The monitoring unit's desk; an extension's is that of whoever the profile lets decide."""
    role = kind.role or Role.MONITOR
    if kind is DutyKind.DECIDE_EXTENSION:
        role = decider(starred=row.starred, profile=profile)
    waiting = {"awaited_by_id": row.agency_id}
    if role is Role.CHAIRMAN:
        return {"agency_id": queries.committee().pk, "role": role, "unit_id": None, **waiting}
    unit = row.monitoring_unit_id if role is Role.MONITOR else None
    return {"agency_id": queries.office().pk, "role": role, "unit_id": unit, **waiting}


def debt_of_lead(row: Assignment, kind: DutyKind, day: date, *, office: int, turn: str = "") -> Debt:
    """A duty of the lead agency, awaited by the Office; inside an agency of whoever the work was given to there."""
    who: dict[str, Any] = {"awaited_by_id": office, "awaited_unit_id": row.monitoring_unit_id}
    if row.parent_id:
        who = {"awaited_by_id": row.agency_id, **_doer(row)}
    return Debt(kind, row.agency_id, day, SUBJECT, row.pk, turn=turn, **who)


def _doer(row: Assignment) -> dict[str, Any]:
    return {"person_id": row.officer_id} if row.officer_id else {"unit_id": row.unit_id, "role": Role.UNIT_HEAD}


# ---- who is told


def tell(a: Act, row: Assignment, kind: str, text: str, *, agency: int | None = None) -> None:
    """Tells the lead (or another agency) on its desk, inside an agency whoever the work was given to; once an act."""
    doer = _doer(row) if row.parent_id and agency is None else {}
    _tell(a, row, kind, text, agency or row.agency_id, **doer)


def tell_above(a: Act, row: Assignment, kind: str, text: str) -> None:
    """Tells the Office's monitoring unit; inside an agency the person who gave the work on."""
    if row.parent_id:
        _tell(a, row, kind, text, row.agency_id, person_id=row.by_id, end=":above")
    else:
        desk = {"unit_id": row.monitoring_unit_id, "role": Role.MONITOR}
        _tell(a, row, kind, text, queries.office().pk, end=":above", **desk)


def _tell(a: Act, row: Assignment, kind: str, text: str, agency: int, *, end: str = "", **who: Any) -> None:
    whom = {name.removesuffix("_id"): value for name, value in who.items()}
    key = f"{a.id}:{row.pk}:{agency}{end}"
    duties.tell(a, agency=agency, kind=kind, subject=SUBJECT, subject_id=row.pk, text=text, key=key, **whom)
