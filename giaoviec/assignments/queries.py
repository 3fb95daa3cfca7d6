"""Reads of tasks and assignments: what an actor may see, one assignment's situation, the life that standing is derived from."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from giaoviec.agencies.queries import committee, office
from giaoviec.assignments.models import (
    Assignment,
    Claim,
    Collaboration,
    Extension,
    OutsideWait,
    Task,
    Verification,
)
from giaoviec.rules.access import INTERNAL, NO_BUSINESS, Actor, Role
from giaoviec.rules.moves import Situation, Stage
from giaoviec.rules.standing import Standing, Timeliness, present
from giaoviec.rules.tasks import TaskClass

__all__ = ["committee", "office"]

WORDS_OF_ALL = frozenset({Role.EVALUATOR, Role.AUDITOR})
"""Roles outside the Office and the leaders that read every assignment and change none."""


def visible(actor: Actor) -> QuerySet[Assignment]:
    """The assignments that an actor may see (domain.md, "Visibility"); every list, count and export starts here."""
    rows = Assignment.objects.filter(voided_at=None)
    if actor.role in NO_BUSINESS:
        return rows.none()
    if actor.sees_all or actor.role in WORDS_OF_ALL:
        return rows.filter(Q(parent=None) | Q(agency_id=actor.agency_id))
    return rows.filter(_own(actor))


def _own(actor: Actor) -> Q:
    """An agency's own assignments and those it works on with the lead; an officer's: what he, or his unit, was given."""
    helping = Collaboration.objects.filter(assignment=OuterRef("pk"), agency_id=actor.agency_id, voided_at=None)
    if actor.role not in INTERNAL:
        return Q(agency_id=actor.agency_id) | Exists(helping)
    mine = Q(officer_id__in=actor.persons)
    if actor.unit_id:
        mine |= Q(unit_id=actor.unit_id)
    given = Assignment.objects.filter(mine, voided_at=None, agency_id=actor.agency_id)
    return Q(agency_id=actor.agency_id) & (mine | Q(pk__in=given.values("parent")))


def get(actor: Actor, pk: int) -> Assignment | None:
    """One assignment through what the actor may see, with what every page and move needs of it; None for a stranger."""
    rows = visible(actor).select_related("task", "document", "agency", "monitoring_unit", "unit", "officer", "parent")
    return rows.filter(pk=pk).first()


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
    open_ones = rows.filter(stage__in=[Stage.GIVEN, Stage.RETURNED, Stage.UNDER_WAY, Stage.CLAIMED])
    return list(open_ones.select_related("agency"))


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
