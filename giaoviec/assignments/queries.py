"""Reads of tasks and assignments: what an actor may see, and one assignment's situation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from giaoviec.agencies.queries import committee, office
from giaoviec.assignments.models import (
    OPEN_ONES,
    Assignment,
    Claim,
    Collaboration,
    Extension,
    OutsideWait,
    Task,
    Verification,
)
from giaoviec.rules.access import AGENCY_WIDE, INTERNAL, Actor, Role, Ties
from giaoviec.rules.moves import OPEN, Situation, Stage
from giaoviec.rules.standing import Standing, Timeliness, present
from giaoviec.rules.tasks import TaskClass

__all__ = ["committee", "office"]


def visible(actor: Actor) -> QuerySet[Assignment]:
    """The assignments that an actor may see: the SQL twin of `rules.access.sees_assignment`."""
    rows = Assignment.objects.filter(voided_at=None)
    if actor.sees_all:
        return rows
    if actor.role is Role.EVALUATOR:
        return rows.filter(parent=None)
    if actor.role in AGENCY_WIDE:
        return rows.filter(Q(agency_id=actor.agency_id) | Q(_helped_by(actor), parent=None))
    if actor.role in INTERNAL:
        return rows.filter(given_to(actor))
    return rows.none()


def _helped_by(actor: Actor) -> Exists:
    return Exists(Collaboration.objects.filter(assignment=OuterRef("pk"), agency_id=actor.agency_id, voided_at=None))


def given_to(actor: Actor) -> Q:
    """What an officer, or his unit, was given inside his agency, and the work that it is a part of."""
    mine = Q(officer_id__in=actor.persons)
    if actor.unit_id is not None:
        mine |= Q(unit_id=actor.unit_id)
    parts = Assignment.objects.filter(mine, voided_at=None, parent__isnull=False)
    return mine | Q(pk__in=parts.values("parent"))


def ties(assignment: Assignment, situation: Situation) -> Ties:
    """Whom an assignment ties, for `rules.access.sees_assignment` and `sees_story`."""
    return Ties(
        lead_agency_id=assignment.agency_id,
        collaborators=situation.collaborators,
        officers=situation.officers | frozenset({assignment.officer_id} if assignment.officer_id else ()),
        units=situation.units | frozenset({assignment.unit_id} if assignment.unit_id else ()),
        internal=situation.internal,
    )


def get(actor: Actor, pk: int) -> Assignment | None:
    """One assignment through what the actor may see, with what every page and move needs of it; None for a stranger."""
    rows = visible(actor).select_related("task", "document", "agency", "monitoring_unit", "unit", "officer", "parent")
    return rows.defer("document__text").filter(pk=pk).first()


def situation(assignment: Assignment, on: date) -> Situation:
    """What the rule book's moves look at, in at most four queries."""
    collaborators = list(
        Collaboration.objects.filter(assignment=assignment, voided_at=None).values_list(
            "agency_id", "asked_on", "answered_at"
        )
    )
    inside = list(Assignment.objects.filter(parent=assignment, voided_at=None).values_list("officer_id", "unit_id"))
    confirmers, claimers = _hands(assignment)
    return Situation(
        stage=Stage(assignment.stage),
        agency_id=assignment.agency_id,
        on=on,
        monitoring_unit_id=assignment.monitoring_unit_id,
        task_class=TaskClass(assignment.task_class),
        starred=assignment.starred,
        due_on=assignment.due_on,
        overdue=standing_of(assignment, on).timeliness is Timeliness.OVERDUE,
        progress_entered=assignment.first_update_on is not None,
        returns_this_giving=assignment.returns_this_giving,
        extension_pending=assignment.extension_pending,
        extensions=assignment.extensions,
        obstacle_pending=assignment.obstacle_open,
        quality_rejected=assignment.quality_rejected,
        explained=assignment.explained,
        first_confirmers=confirmers,
        claimers=claimers,
        collaborators=frozenset(agency for agency, _, _ in collaborators),
        opinion_from=frozenset(agency for agency, asked, answered in collaborators if asked and not answered),
        internal=assignment.parent_id is not None,
        unit_id=assignment.unit_id,
        officer_id=assignment.officer_id,
        officers=frozenset(officer for officer, _ in inside if officer),
        units=frozenset(unit for _, unit in inside if unit),
    )


def _hands(assignment: Assignment) -> tuple[frozenset[int], frozenset[int]]:
    """Whose hands are on the pending claim: the first confirmers, and the claimers."""
    if assignment.stage != Stage.CLAIMED:
        return frozenset(), frozenset()
    claim = pending_claim(assignment)
    persons = Verification.objects.filter(claim=claim, confirms=True, voided_at=None).values_list(
        "by_id", "for_person_id"
    )
    return frozenset(pk for pair in persons for pk in pair if pk), frozenset({claim.by_id} if claim.by_id else ())


def standing_of(assignment: Assignment, on: date) -> Standing:
    """The two axes on a day from the present columns (what the lists do row by row)."""
    return present(
        stage=Stage(assignment.stage),
        task_class=TaskClass(assignment.task_class),
        due_on=assignment.due_on,
        claimed_on=assignment.claimed_on,
        done_on=assignment.done_on,
        cycle=assignment.cycle,
        last_update_on=assignment.last_update_on,
        given_on=assignment.given_on,
        on=on,
    )


def pending_claim(assignment: Assignment) -> Claim:
    return Claim.objects.filter(assignment=assignment, voided_at=None).latest("id")


def pending_extension(assignment: Assignment) -> Extension:
    return Extension.objects.filter(assignment=assignment, decided_at=None, voided_at=None).latest("id")


def open_wait(assignment: Assignment) -> OutsideWait | None:
    return OutsideWait.objects.filter(assignment=assignment, until_at=None, voided_at=None).first()


def leads(task_id: int, agency_id: int) -> bool:
    """Whether an agency leads a task already, in an assignment that has not been passed on."""
    rows = Assignment.objects.filter(task_id=task_id, agency_id=agency_id, parent=None, voided_at=None)
    return rows.exclude(stage=Stage.PASSED_ON).exists()


def open_of_task(task_id: int) -> list[Assignment]:
    """The assignments of a task whose leads must hear of a change."""
    rows = Assignment.objects.filter(task_id=task_id, parent=None, voided_at=None)
    return list(rows.filter(stage__in=OPEN).select_related("agency"))


def open_inside(assignment: Assignment) -> list[Assignment]:
    """What is still open inside an agency under an assignment, at every level, the upper ones first."""
    found: list[Assignment] = []
    level = [assignment.pk]
    while level:
        inside = Assignment.objects.filter(parent__in=level, voided_at=None)
        rows = list(inside.select_related("task", "unit").order_by("id"))
        found += [row for row in rows if row.stage in OPEN]
        level = [row.pk for row in rows]
    return found


def open_of_agencies(agencies: Collection[int]) -> list[Assignment]:
    """The open assignments that agencies lead, in the order of the agencies."""
    rows = Assignment.objects.filter(OPEN_ONES, agency__in=list(agencies))
    return list(rows.select_related("agency", "task", "document").order_by("agency__position", "agency_id", "id"))


def open_collaborations(agency_id: int) -> list[Collaboration]:
    """Where an agency works with the lead on open work: what it was asked and has not answered, or never was asked."""
    rows = Collaboration.objects.filter(agency=agency_id, voided_at=None, answered_at=None)
    return list(rows.filter(assignment__stage__in=OPEN, assignment__voided_at=None).select_related("assignment"))


def children(assignment: Assignment) -> QuerySet[Assignment]:
    """Its internal assignments, one level down."""
    return Assignment.objects.filter(parent=assignment, voided_at=None).select_related("unit", "officer").order_by("id")


def tasks_of(document_id: int) -> QuerySet[Task]:
    return Task.objects.filter(document_id=document_id, voided_at=None)


def known(at: datetime | None, prefix: str = "") -> Q:
    """Fact rows as known at a moment: recorded by then and not voided by then; None: as known now."""
    if at is None:
        return Q(**{f"{prefix}voided_at": None})
    alive = Q(**{f"{prefix}voided_at": None}) | Q(**{f"{prefix}voided_at__gt": at})
    return Q(**{f"{prefix}recorded_at__lte": at}) & alive
