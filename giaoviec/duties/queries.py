"""Who owes what by when, and on whose desk it lies. Late is derived from a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from giaoviec.duties.models import Duty, Notice
from giaoviec.prepared import Prepared
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import AGENCY_WIDE, INTERNAL, LEADERS, Role

OPEN = Q(met_at=None, dropped_at=None, voided_at=None)
THING = ("subject", "subject_id", "assignment_id")
COLUMNS = (
    "id",
    "kind",
    "agency_id",
    "agency__short_name",
    *THING,
    "on",
    "due_on",
    "turn",
    "role",
    "unit_id",
    "person_id",
    "met_on",
)


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty as lists need it. `on` is the day it was set; `assignment_id` where it hangs on an assignment."""

    id: int
    kind: DutyKind
    agency_id: int
    agency: str
    subject: str
    subject_id: int
    assignment_id: int | None
    on: date
    due_on: date
    turn: str
    role: str
    unit_id: int | None
    person_id: int | None
    met_on: date | None

    def days_late(self, on: date) -> int:
        """Whole days that it was late when met, or is late on a day; 0 where it is not."""
        return max(0, ((self.met_on or on) - self.due_on).days)

    def late(self, on: date) -> bool:
        return self.days_late(on) > 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Open duties of a desk on a day, by when they are due; the parts add up to `total`."""

    overdue: int
    today: int
    week: int
    later: int

    @property
    def total(self) -> int:
        return self.overdue + self.today + self.week + self.later


def on_desk(actor: Actor) -> Q:
    """The duties and notices that lie before this actor: of his agency, and his by role, unit or person.

    What names a person is that person's alone. The head of the Office sees all that the Office owes; a monitor what his
    unit owes, a clerk what names the clerk. In an agency, what names nobody is its head's, liaison's and clerk's.
    """
    mine = Q(person_id__in=actor.persons)
    return Q(agency_id=actor.agency_id) & (mine | (Q(person_id=None) & _by_post(actor)))


def _by_post(actor: Actor) -> Q:
    if actor.role is Role.OFFICE_HEAD:
        return Q()
    if actor.role in LEADERS:
        return Q(role__in=["", Role.CHAIRMAN if actor.role is Role.ASSISTANT else actor.role])
    if actor.role is Role.CLERK:
        return Q(role=Role.CLERK) | Q(kind=DutyKind.ANSWER_RETURN)
    if actor.role in AGENCY_WIDE:
        return Q(role__in=["", actor.role], unit_id=None)
    if actor.role is Role.UNIT_HEAD:
        return Q(role__in=["", actor.role], unit_id=actor.unit_id or 0)
    unit = Q(unit_id=None) | Q(unit_id=actor.unit_id)
    return Q(role__in=["", actor.role] if actor.role is Role.MONITOR else [actor.role]) & unit


def desk(actor: Actor, on: date) -> QuerySet[Duty]:
    """The open duties of this desk that were set by `on`, in no order: for lists that narrow and count them."""
    return Duty.objects.filter(OPEN, on_desk(actor), on__lte=on)


def rows(duties: QuerySet[Duty]) -> list[Owed]:
    """Duties as lists need them, in one statement."""
    return [_owed(row) for row in duties.values_list(*COLUMNS)]


def owed_by(actor: Actor, on: date, *, limit: int = 500) -> list[Owed]:
    """The open duties of this desk that were set by `on`, earliest due first."""
    return rows(desk(actor, on).order_by("due_on", "id")[:limit])


def counts(actor: Actor, on: date) -> Counts:
    """How many duties lie on this desk: overdue, due today, in the next seven days, later. One statement."""
    week = on + timedelta(days=7)
    found = desk(actor, on).aggregate(
        overdue=Count("id", filter=Q(due_on__lt=on)),
        today=Count("id", filter=Q(due_on=on)),
        week=Count("id", filter=Q(due_on__gt=on, due_on__lte=week)),
        later=Count("id", filter=Q(due_on__gt=week)),
    )
    return Counts(**found)


def waiting_elsewhere(actor: Actor, on: date, *, limit: int = 200) -> list[Owed]:
    """What this desk waits for on the desks of others, earliest due first; officers and heads of unit: nothing."""
    if actor.role in INTERNAL:
        return []
    waited = Duty.objects.filter(OPEN, awaited_by_id=actor.agency_id, on__lte=on)
    if actor.role is Role.MONITOR:
        waited = waited.filter(Q(awaited_unit_id=None) | Q(awaited_unit_id=actor.unit_id))
    return rows(waited.exclude(on_desk(actor)).order_by("due_on", "id")[:limit])


def of(subject: str, pk: int) -> list[Owed]:
    """All duties on a thing that still count, open and met, in the order in which they were set."""
    kept = Duty.objects.filter(subject=subject, subject_id=pk, voided_at=None, dropped_at=None)
    return rows(kept.order_by("on", "id"))


def of_assignment(pk: int) -> list[Owed]:
    """The open duties that hang on an assignment, earliest due first."""
    return [_owed(row) for row in _of_assignment(pk)]


_of_assignment = Prepared(
    lambda pk: Duty.objects.filter(OPEN, assignment_id=pk).order_by("due_on", "id").values_list(*COLUMNS)
)


def late(on: date) -> Iterator[Owed]:
    """Every open duty that is late on a day, by agency, earliest due first: read as it is walked through."""
    return _walk(Duty.objects.filter(OPEN, due_on__lt=on).order_by("agency_id", "due_on", "id"))


def due_between(first: date, last: date) -> Iterator[Owed]:
    """Every open duty that falls due within these days, both included, by agency."""
    return _walk(Duty.objects.filter(OPEN, due_on__range=(first, last)).order_by("agency_id", "due_on", "id"))


def late_by_agency(on: date) -> dict[int, int]:
    """How many open duties are late on a day, by agency; agencies without any are absent."""
    late_ones = Duty.objects.filter(OPEN, due_on__lt=on).order_by().values_list("agency_id")
    return dict(late_ones.annotate(number=Count("id")))


def notices_for(actor: Actor, *, unseen: bool = False, before: int | None = None, limit: int = 50) -> list[Notice]:
    """What this desk was told, newest first; only what nobody has seen, or what is older than a notice."""
    told = Notice.objects.filter(on_desk(actor))
    if unseen:
        told = told.filter(seen_at=None)
    if before is not None:
        told = told.filter(pk__lt=before)
    return list(told.order_by("-id")[:limit])


def _walk(duties: QuerySet[Duty]) -> Iterator[Owed]:
    return (_owed(row) for row in duties.values_list(*COLUMNS).iterator(chunk_size=2000))


def _owed(row: tuple[object, ...]) -> Owed:
    kind, *rest = row[1:]
    return Owed(row[0], DutyKind(str(kind)), *rest)  # type: ignore[arg-type]
