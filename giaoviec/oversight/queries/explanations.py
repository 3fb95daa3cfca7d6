"""Reads of explanations (8.2): who sees which, counted by cause and agency, found objective or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from giaoviec.assignments.models import Explanation
from giaoviec.rules.access import Actor
from giaoviec.rules.causes import CAUSES, cause_vi
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.roles import AGENCY_WIDE, Role

STATES = {"cho-xet": Q(objective=None), "khach-quan": Q(objective=True), "khong": Q(objective=False)}
PERIODS = {"quy": "quarter", "nam": "year"}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many explanations, by what was found of them."""

    name: str
    number: int
    objective: int
    not_objective: int
    usual: bool | None = None

    @property
    def waiting(self) -> int:
        return self.number - self.objective - self.not_objective


def visible(actor: Actor) -> QuerySet[Explanation]:
    """The explanations of the province's work that an actor sees: all; an agency its own."""
    rows = Explanation.objects.filter(voided_at=None, assignment__parent=None, assignment__voided_at=None)
    if actor.sees_all or actor.role is Role.EVALUATOR:
        return rows
    return rows.filter(assignment__agency=actor.agency_id) if actor.role in AGENCY_WIDE else rows.none()


def within(actor: Actor, on: date, *, period: str = "", state: str = "", cause: str = "") -> QuerySet[Explanation]:
    """Those of a period (`PERIODS`; the year where none is said), a state (`STATES`), a cause."""
    rows = visible(actor).filter(on__gte=cycle_start(PERIODS.get(period, "year"), on), on__lte=on)
    if cause:
        rows = rows.filter(cause=cause)
    return rows.filter(STATES[state]) if state in STATES else rows


def listed(rows: QuerySet[Explanation]) -> QuerySet[Explanation]:
    """The newest first."""
    rows = rows.select_related("assignment__task", "assignment__agency")
    return rows.order_by("-on", "-id")


def by_cause(rows: QuerySet[Explanation]) -> list[Counted]:
    """The most frequent cause first."""
    counted = [
        Counted(cause_vi(code), number, yes, no, CAUSES[code].objective if code in CAUSES else None)
        for code, number, yes, no in _counted(rows, "cause")
    ]
    return sorted(counted, key=lambda one: (-one.number, one.name))


def by_agency(rows: QuerySet[Explanation]) -> list[Counted]:
    """The agency with the most first."""
    counted = [Counted(*one) for one in _counted(rows, "assignment__agency__name")]
    return sorted(counted, key=lambda one: (-one.number, one.name))


def _counted(rows: QuerySet[Explanation], key: str) -> QuerySet[Explanation, tuple[str, int, int, int]]:
    return (
        rows.order_by()
        .values_list(key)
        .annotate(
            number=Count("pk"),
            yes=Count("pk", filter=Q(objective=True)),
            no=Count("pk", filter=Q(objective=False)),
        )
    )


def get(actor: Actor, pk: int) -> Explanation | None:
    """One through what the actor sees; None for a stranger."""
    rows = visible(actor).select_related("assignment__task", "assignment__agency", "assignment__document", "obstacle")
    return rows.filter(pk=pk).first()
