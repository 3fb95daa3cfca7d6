"""Reads of obstacles: who sees which, the board grouped by what holds several, what looks like the same one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from giaoviec.assignments.models import Assignment, Obstacle, ObstacleCase, OutsideWait
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.rules.access import Actor
from giaoviec.rules.causes import CAUSES, GROUPS
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.likeness import syllables
from giaoviec.rules.roles import AGENCY_WIDE

WAITING, DECIDED = Q(answered_at=None), ~Q(answered_at=None) & ~Q(answer="")
ORDERS = {"": ("since", "first"), "nhieu-viec": ("-number", "since", "first")}
LOOKED, OFFERED, ALIKE = 300, 8, 0.2
"""How many other obstacles are compared, how many offered, and from which share of common words."""


@dataclass(frozen=True, slots=True)
class Knot:
    """A line of the board: an obstacle, or what holds several assignments; `due_on`: the Office's day to decide."""

    row: Obstacle
    number: int
    agencies: int
    since: date
    due_on: date | None
    outside: int

    @property
    def problem(self) -> str:
        return self.row.case.problem if self.row.case else self.row.problem


def visible(actor: Actor) -> QuerySet[Obstacle]:
    """The obstacles of the province's work that an actor sees: leaders and the Office all; an agency its own, and what
    it is asked about."""
    rows = Obstacle.objects.filter(voided_at=None, assignment__parent=None, assignment__voided_at=None)
    if actor.sees_all:
        return rows
    if actor.role not in AGENCY_WIDE:
        return rows.none()
    return rows.filter(Q(assignment__agency=actor.agency_id) | Q(case__asked=actor.agency_id))


def get(actor: Actor, pk: int) -> Obstacle | None:
    """One obstacle through what the actor sees; None for a stranger."""
    rows = visible(actor).select_related(
        "assignment__task", "assignment__document", "assignment__agency", "case__asked"
    )
    return rows.filter(pk=pk).first()


def first_of(actor: Actor, case_id: int) -> int | None:
    """An obstacle of a case that the actor sees: that waits, else the last answered."""
    rows = visible(actor).filter(case=case_id).order_by(F("answered_at").desc(nulls_first=True), "id")
    return rows.values_list("pk", flat=True).first()


def knots(
    actor: Actor,
    *,
    cause: str = "",
    decided: bool = False,
    asked: bool = False,
    outside: bool = False,
    order: str = "",
    within: QuerySet[Assignment] | None = None,
) -> QuerySet[Obstacle, Any]:
    """The lines of the board as (key, number, agencies, since, first): one statement, to be paged; see `lines`.

    `within`: only what holds some of these assignments.
    """
    rows = visible(actor).filter(DECIDED if decided else WAITING)
    if within is not None:
        rows = rows.filter(assignment__in=within.values("pk"))
    if cause in GROUPS:
        rows = rows.filter(cause__in=[one.code for one in CAUSES.values() if one.group == cause])
    elif cause:
        rows = rows.filter(cause=cause)
    if asked:
        rows = rows.filter(case__asked__isnull=False, case__replied_at=None)
    if outside:
        rows = rows.exclude(assignment__waits_outside="")
    # a case and an obstacle without one never share a key: the one is below nought
    whole = BigIntegerField()
    key = Coalesce(ExpressionWrapper(-F("case_id"), whole), F("pk"), output_field=whole)
    keyed = rows.order_by().annotate(key=key).values("key")
    counted = keyed.annotate(
        number=Count("pk"),
        agencies=Count("assignment__agency", distinct=True),
        since=Max("answered_on") if decided else Min("on"),
        first=Min("pk"),
        outside=Count("pk", filter=~Q(assignment__waits_outside="")),
    )
    return counted.order_by("-since", "-first") if decided else counted.order_by(*ORDERS.get(order, ORDERS[""]))


def lines(page: Sequence[Mapping[str, Any]]) -> list[Knot]:
    """The lines of one page, each with its first obstacle. Two statements."""
    rows = Obstacle.objects.select_related("assignment__task", "assignment__agency", "case__asked")
    named = rows.in_bulk([one["first"] for one in page])
    due = _due(named.values())
    return [
        Knot(
            row := named[one["first"]], one["number"], one["agencies"], one["since"],
            due.get(row.assignment_id), one["outside"],
        )
        for one in page
    ]  # fmt: skip


def _due(rows: Iterable[Obstacle]) -> dict[int | None, date]:
    pks = [row.assignment_id for row in rows]
    found = Duty.objects.filter(OPEN, kind=DutyKind.ANSWER_OBSTACLE, subject="assignment", subject_id__in=pks)
    return dict(found.values_list("assignment_id", "due_on"))


def causes(actor: Actor) -> list[tuple[str, int]]:
    """How many assignments wait, by cause, the most first."""
    counted = visible(actor).filter(WAITING).order_by().values_list("cause").annotate(number=Count("pk"))
    return sorted(counted, key=lambda one: (-one[1], one[0]))


def together(row: Obstacle) -> list[Obstacle]:
    """What is handled together with an obstacle, itself too: what waits, or what was decided with it."""
    if row.case_id is None:
        return [row]
    rows = Obstacle.objects.filter(case=row.case_id, voided_at=None, assignment__voided_at=None)
    rows = rows.filter(answered_at=None) if row.answered_at is None else rows.filter(answered_act=row.answered_act)
    return list(rows.select_related("assignment__task", "assignment__agency").order_by("assignment__agency", "pk"))


def alike(row: Obstacle, actor: Actor) -> list[Obstacle]:
    """Other obstacles that wait and may be the same: the cause, and words in common; the most alike first."""
    rows = visible(actor).filter(WAITING, cause=row.cause).exclude(pk=row.pk)
    if row.case_id:
        rows = rows.exclude(case=row.case_id)
    own = set(syllables(row.problem))
    compared = [
        (_share(own, set(syllables(other.problem))), other)
        for other in rows.select_related("assignment__task", "assignment__agency").order_by("-pk")[:LOOKED]
    ]
    close = [(share, other) for share, other in compared if share >= ALIKE]
    return [other for _, other in sorted(close, key=lambda one: (-one[0], one[1].pk))[:OFFERED]]


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def waits_of(pks: Sequence[int]) -> list[OutsideWait]:
    """Whom outside the province these assignments wait for, or waited, with the letters."""
    rows = OutsideWait.objects.filter(assignment__in=pks, voided_at=None)
    return list(rows.select_related("assignment__agency").order_by("-on", "-id"))


def case(pk: int) -> ObstacleCase | None:
    """What holds several, by its number."""
    return ObstacleCase.objects.select_related("asked").filter(pk=pk, voided_at=None).first()
