"""What is owed comes about, is met, ends or is taken back, always inside an act that is already open."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Model, Q, QuerySet

from giaoviec.agencies.models import Agency, Person, Unit
from giaoviec.duties.models import Duty, Notice
from giaoviec.duties.queries import OPEN, on_desk
from giaoviec.journal.actions import Act
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind

WHOSE = ("agency_id", "unit_id", "person_id", "role", "awaited_by_id", "awaited_unit_id")
COPIED = ("kind", "subject", "subject_id", "assignment_id", "due_on", "turn", *WHOSE)


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing to be owed: see `owe`, whose parameters these are, with ids for the rows."""

    kind: DutyKind
    agency_id: int
    due_on: date
    subject: str
    subject_id: int = 0
    assignment_id: int | None = None
    role: str = ""
    unit_id: int | None = None
    person_id: int | None = None
    turn: str = ""
    awaited_by_id: int | None = None
    awaited_unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to be told: see `tell`, whose parameters these are, with ids for the rows."""

    agency_id: int
    kind: str
    subject: str
    subject_id: int
    text: str
    key: str
    role: str = ""
    person_id: int | None = None
    unit_id: int | None = None


def owe(
    a: Act,
    kind: DutyKind,
    *,
    agency: Agency | int,
    due_on: date,
    subject: str,
    subject_id: int = 0,
    assignment_id: int | None = None,
    role: str = "",
    unit: Unit | int | None = None,
    person: Person | int | None = None,
    turn: str = "",
    awaited_by: Agency | int | None = None,
    awaited_unit: Unit | int | None = None,
) -> None:
    """`agency` (its `role`, `unit` or `person`: whose desk) owes `kind` on a thing by `due_on`.

    What is owed already (same kind, thing, agency and turn, still open) stays as it is; to change its day, see
    `put_off`. `assignment_id` is `subject_id` where the thing is an assignment. `awaited_by` is whose desk shows it as
    waited for; unsaid, the actor's agency.
    """
    debt = Debt(
        kind,
        _id(agency),
        due_on,
        subject,
        subject_id,
        assignment_id,
        role,
        _id_or_none(unit),
        _id_or_none(person),
        turn,
        _id_or_none(awaited_by),
        _id_or_none(awaited_unit),
    )
    owe_all(a, [debt])


def owe_all(a: Act, debts: Iterable[Debt]) -> None:
    """`owe`, for many at once in one statement."""
    Duty.objects.bulk_create([_new(a, debt) for debt in debts], ignore_conflicts=True)


def meet(
    a: Act,
    *,
    kinds: Collection[DutyKind],
    subject: str,
    subject_id: int,
    on: date,
    agency: Agency | int | None = None,
) -> int:
    """The open duties of these kinds on a thing (of one agency, if said) are met on a day; says how many."""
    met = {"met_on": on, "met_at": a.at, "met_act": a.id}
    return _open(subject, subject_id, kinds, agency).update(**met)


def drop(
    a: Act,
    *,
    subject: str,
    subject_id: int,
    kinds: Collection[DutyKind] | None = None,
    agency: Agency | int | None = None,
) -> int:
    """What was owed on a thing ends without being met. On an assignment: whatever hangs on it, opinions asked too."""
    ended = {"dropped_on": a.on, "dropped_at": a.at, "dropped_act": a.id}
    return _open(subject, subject_id, kinds, agency).update(**ended)


def put_off(
    a: Act,
    *,
    kinds: Collection[DutyKind],
    subject: str,
    subject_id: int,
    due_on: date,
    agency: Agency | int | None = None,
) -> int:
    """The open duties of these kinds on a thing get another day: the old rows end, new ones follow."""
    before = list(_open(subject, subject_id, kinds, agency))
    drop(a, subject=subject, subject_id=subject_id, kinds=kinds, agency=agency)
    Duty.objects.bulk_create([_copy(a, duty, due_on=due_on) for duty in before])
    return len(before)


def void(a: Act, act: uuid.UUID) -> None:
    """Takes back what an act did: what it owed is gone, what it met or dropped is owed again, what it told is untold.

    A row that the act met or dropped is voided and owed again by a copy, so that `known_at` still sees it as it was.
    """
    gone = {"voided_at": a.at, "voided_act": a.id}
    Duty.objects.filter(act=act, voided_at=None).update(**gone)
    ended = Duty.objects.filter(Q(met_act=act) | Q(dropped_act=act), voided_at=None)
    again = [_copy(a, duty, act=duty.act) for duty in ended]  # undoing what owed it takes the copy back too
    ended.update(**gone)
    Duty.objects.bulk_create(again)
    Notice.objects.filter(act=act).delete()


def tell(
    a: Act,
    *,
    agency: Agency | int,
    kind: str,
    subject: str,
    subject_id: int,
    text: str,
    key: str,
    role: str = "",
    person: Person | int | None = None,
    unit: Unit | int | None = None,
) -> None:
    """Puts a sentence on the desk of an agency (or its role, unit, person); the same `key` is told there only once."""
    whom = {"role": role, "person_id": _id_or_none(person), "unit_id": _id_or_none(unit)}
    tell_all(a, [Told(_id(agency), kind, subject, subject_id, text, key, **whom)])  # type: ignore[arg-type]


def tell_all(a: Act, told: Iterable[Told]) -> None:
    """`tell`, for many at once in one statement."""
    said = {"on": a.on, "at": a.at, "act": a.id}
    Notice.objects.bulk_create([Notice(**asdict(one), **said) for one in told], ignore_conflicts=True)


def see(notices: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Notices of this actor's desk were seen. No act: nothing happened but that somebody looked."""
    return Notice.objects.filter(on_desk(by), pk__in=notices, seen_at=None).update(seen_at=at)


def _new(a: Act, debt: Debt) -> Duty:
    duty = Duty(**a.row(), **{name: getattr(debt, name) for name in COPIED})
    if duty.assignment_id is None and debt.subject == "assignment":
        duty.assignment_id = debt.subject_id
    if duty.awaited_by_id is None and a.by is not None:
        duty.awaited_by_id = a.by.agency_id
    return duty


def _copy(a: Act, duty: Duty, **changes: object) -> Duty:
    return Duty(**(a.row(on=duty.on) | {name: getattr(duty, name) for name in COPIED} | changes))


def _open(
    subject: str, subject_id: int, kinds: Collection[DutyKind] | None, agency: Agency | int | None
) -> QuerySet[Duty]:
    """Open duties on a thing. Of an assignment, unless kinds are said, all that hang on it."""
    here = Q(subject=subject, subject_id=subject_id)
    if subject == "assignment" and kinds is None:
        here = Q(assignment_id=subject_id)
    found = Duty.objects.filter(OPEN, here)
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    return found.filter(agency_id=_id(agency)) if agency is not None else found


def _id(row: Model | int) -> int:
    return row if isinstance(row, int) else int(row.pk)


def _id_or_none(row: Model | int | None) -> int | None:
    return None if row is None else _id(row)
