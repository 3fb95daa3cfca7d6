"""How many duties stand where, by kind and agency; and what is counted beside them. The SQL twin of
`rules.compliance.stand`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from giaoviec.agencies.queries import office
from giaoviec.assignments.models import Assignment, Obstacle, Return, TakingUp
from giaoviec.assignments.queries import known
from giaoviec.duties.models import Duty
from giaoviec.oversight.models import (
    Guidance,
    Inspection,
    InternalCheck,
    OwnRegulation,
    Suggestion,
    Urging,
)
from giaoviec.rules.compliance import Counted, Counts, Shown, Stand, clause_of, shown_by
from giaoviec.rules.duties import DutyKind


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked: duties that fall due from `first` through `last`, as they stood at the end of `on`, as known at a
    moment (None: now); of one agency (None: of everybody)."""

    first: date
    last: date
    on: date
    known_at: datetime | None = None
    agency_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by (kind, agency), and the Office's number, by whose clause its own are told apart."""

    counts: Mapping[tuple[DutyKind, int], Counts]
    office_id: int

    def by_clause(self) -> dict[str, Counts]:
        """Code of a clause (or `POLICY`) → its counts."""
        return self._by(lambda kind, agency: clause_of(kind, of_office=agency == self.office_id))

    def by_kind(self, code: str) -> dict[DutyKind, Counts]:
        """Of one clause, by kind of duty."""
        mine = self.of(code)
        return mine._by(lambda kind, agency: kind)

    def by_agency(self) -> dict[int, Counts]:
        return self._by(lambda kind, agency: agency)

    def of(self, code: str) -> Tally:
        """Only what shows a clause."""
        shown = {pair: n for pair, n in self.counts.items() if self._code(*pair) == code}
        return Tally(shown, self.office_id)

    def whole(self) -> Counts:
        return sum(self.counts.values(), Counts())

    def _code(self, kind: DutyKind, agency: int) -> str:
        return clause_of(kind, of_office=agency == self.office_id)

    def _by(self, key: Callable[[DutyKind, int], Any]) -> dict[Any, Counts]:
        found: dict[Any, Counts] = defaultdict(Counts)
        for pair, counts in self.counts.items():
            found[key(*pair)] += counts
        return dict(found)


def tally(window: Window) -> Tally:
    """Everything that is owed in a window, in one grouped statement."""
    numbers = {one.value: Count("id", filter=standing(one, window)) for one in Stand}
    rows = owed(window).order_by().values_list("kind", "agency_id").annotate(**numbers)
    known_kinds = {kind.value: kind for kind in DutyKind}
    counts = {(known_kinds[kind], agency): Counts(*parts) for kind, agency, *parts in rows if kind in known_kinds}
    return Tally(counts, office().pk)


def owed(window: Window) -> QuerySet[Duty]:
    """The duties of a window. Not what ended without being owed any more, nor what an agency owes only inside."""
    inside = Assignment.objects.filter(parent__isnull=False).values("pk")
    rows = Duty.objects.filter(
        known(window.known_at), due_on__range=(window.first, window.last), on__lte=window.on
    ).exclude(_dropped(window.known_at))
    rows = rows.filter(Q(assignment_id=None) | ~Q(assignment_id__in=inside))
    return rows.filter(agency_id=window.agency_id) if window.agency_id else rows


def _dropped(known_at: datetime | None) -> Q:
    return Q(dropped_at__isnull=False) if known_at is None else Q(dropped_at__lte=known_at)


def standing(one: Stand, window: Window) -> Q:
    """The condition under which a duty stands so: `rules.compliance.stand`."""
    met = Q(met_on__lte=window.on)
    if window.known_at is not None:
        met &= Q(met_at__lte=window.known_at)
    if one is Stand.IN_TIME:
        return met & Q(met_on__lte=F("due_on"))
    if one is Stand.LATE:
        return met & Q(met_on__gt=F("due_on"))
    unmet = Q(met_on=None) | Q(met_on__gt=window.on)
    if window.known_at is not None:
        unmet |= Q(met_at__gt=window.known_at)
    return unmet & (Q(due_on__lt=window.on) if one is Stand.UNMET else Q(due_on__gte=window.on))


def of_clause(code: str) -> Q:
    """The duties that show a clause."""
    return _any(_shown(one) for one in shown_by(code))


def _shown(one: Shown) -> Q:
    kind = Q(kind=one.kind.value)
    if one.of_office is None:
        return kind
    of_office = Q(agency_id=office().pk)
    return kind & (of_office if one.of_office else ~of_office)


def _any(parts: Iterable[Q]) -> Q:
    found = Q(pk__in=())
    for part in parts:
        found |= part
    return found


# ---- what is counted beside the duties


def acts(window: Window) -> dict[Counted, dict[int, int]]:
    """What was done in a window, by agency, in one statement; an own regulation counts while it is there."""
    offices = office().pk
    first, *rest = [_counted(one, window, offices) for one in Counted]
    found: dict[Counted, dict[int, int]] = {one: {} for one in Counted}
    for name, agency, number in first.union(*rest, all=True):
        if window.agency_id in (None, agency):
            found[Counted(name)][agency] = number
    return found


def _counted(one: Counted, window: Window, offices: int) -> QuerySet[Any, Any]:
    model, agency, day, only = _SOURCES[one]
    rows = model._default_manager.filter(known(window.known_at), only, **{f"{day}__lte": window.on})
    number = Count("pk")
    if one is Counted.OWN_REGULATIONS:
        number = Count(agency, distinct=True)
    else:
        rows = rows.filter(**{f"{day}__gte": window.first})
    whose = F(agency) if agency else Value(offices)
    named = rows.order_by().annotate(counted=Value(one.value), whose=whose).values("counted", "whose")
    found: QuerySet[Any, Any] = named.annotate(number=number).values_list("counted", "whose", "number")
    return found


_ALL = Q()
_OUTER = Q(assignment__parent=None)
_SOURCES: dict[Counted, tuple[Any, str, str, Q]] = {
    Counted.RETURNS: (Return, "assignment__agency_id", "on", _OUTER),
    Counted.OBSTACLES: (Obstacle, "assignment__agency_id", "on", _OUTER),
    Counted.INSPECTIONS: (Inspection, "", "on", _ALL),
    Counted.SUGGESTIONS: (Suggestion, "agency_id", "on", ~Q(kind="regulation")),
    Counted.LEADERS_NAMED: (TakingUp, "assignment__agency_id", "on", _OUTER),
    Counted.INTERNAL_CHECKS: (InternalCheck, "agency_id", "checked_on", _ALL),
    Counted.GUIDANCE: (Guidance, "", "on", _ALL),
    Counted.URGINGS: (Urging, "", "sent_on", Q(recalled_on=None)),
    Counted.OWN_REGULATIONS: (OwnRegulation, "agency_id", "issued_on", _ALL),
    Counted.REGULATION_LETTERS: (Suggestion, "agency_id", "on", Q(kind="regulation")),
}
"""Table, whose it is ("": the Office's), its day, and which rows."""
