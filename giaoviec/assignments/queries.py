"""Reads of tasks and assignments: what an actor may see, and one assignment's situation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from giaoviec.agencies.models import Membership
from giaoviec.agencies.queries import committee, office
from giaoviec.assignments.models import (
    OPEN_ONES,
    Assignment,
    Claim,
    Collaboration,
    Extension,
    Insight,
    OutsideWait,
    Task,
    Verification,
)
from giaoviec.prepared import Prepared
from giaoviec.rules.access import Actor, Ties
from giaoviec.rules.moves import OPEN, Situation, Stage
from giaoviec.rules.roles import AGENCY_WIDE, INTERNAL, Role
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
        return _seen_by_agency(actor.agency_id)
    if actor.role in INTERNAL:
        return rows.filter(given_to(actor))
    if actor.role is Role.INSPECTOR:
        return rows.filter(_inspected_by(actor))
    return rows.none()


def _inspected_by(actor: Actor) -> Exists:
    return Exists(insights().filter(assignment=OuterRef("pk"), membership_id=actor.membership_id))


def insights() -> QuerySet[Insight]:
    """What seats in inspection teams see now."""
    return Insight.objects.filter(until_at=None, voided_at=None)


_seats = Prepared(lambda pk: insights().filter(assignment=pk).values_list("membership_id"))


def _seen_by_agency(agency_id: int) -> QuerySet[Assignment]:
    """What those see who speak for an agency: its own, and what of the province's it collaborates in."""
    helped = Exists(Collaboration.objects.filter(assignment=OuterRef("pk"), agency_id=agency_id, voided_at=None))
    return Assignment.objects.filter(Q(agency_id=agency_id) | Q(helped, parent=None), voided_at=None)


def given_to(actor: Actor) -> Q:
    """What an officer, or his unit, was given inside his agency, and the work that it is a part of."""
    mine = Q(officer_id__in=actor.persons)
    if actor.unit_id is not None:
        mine |= Q(unit_id=actor.unit_id)
    parts = Assignment.objects.filter(mine, voided_at=None, parent__isnull=False)
    return mine | Q(pk__in=parts.values("parent"))


def looked_after_by(person_id: int) -> Q:
    """What a Vice-Chairman directed, and what belongs to his fields."""
    posts = Membership.objects.filter(person_id=person_id, role=Role.VICE_CHAIRMAN, to_on=None)
    fields = [name for fields in posts.values_list("fields", flat=True) for name in fields]
    directed = Q(document__directed_by_id=person_id)
    return directed | Q(task__field__in=fields) | Q(document__field__in=fields)


def ties(assignment: Assignment, situation: Situation) -> Ties:
    """Whom an assignment ties, for `rules.access.sees_assignment` and `sees_story`."""
    return Ties(
        lead_agency_id=assignment.agency_id,
        collaborators=situation.collaborators,
        officers=situation.officers | frozenset({assignment.officer_id} if assignment.officer_id else ()),
        units=situation.units | frozenset({assignment.unit_id} if assignment.unit_id else ()),
        internal=situation.internal,
        inspectors=frozenset(seat for (seat,) in _seats(assignment.pk)),
    )


def get(actor: Actor, pk: int) -> Assignment | None:
    """One assignment through what the actor may see, with what every page and move needs of it; None for a stranger."""
    if actor.sees_all:
        return _any(pk)
    return _of_agency(actor.agency_id, pk) if actor.role in AGENCY_WIDE else _whole(visible(actor), pk).first()


def _whole(rows: QuerySet[Assignment], pk: int) -> QuerySet[Assignment]:
    beside = rows.select_related("task", "document", "agency", "monitoring_unit")
    return beside.defer("document__text").filter(pk=pk)


_any = Prepared(lambda pk: _whole(Assignment.objects.filter(voided_at=None), pk)).first
_of_agency = Prepared(lambda agency_id, pk: _whole(_seen_by_agency(agency_id), pk)).first


def situation(assignment: Assignment, on: date) -> Situation:
    """What the rule book's moves look at."""
    pk = assignment.pk
    return _situations([assignment], on, _helping_one(pk), _inside_one(pk))[pk]


def situations(assignments: Sequence[Assignment], on: date) -> dict[int, Situation]:
    """What the rule book's moves look at, by id, in at most four statements for any number."""
    ids = [assignment.pk for assignment in assignments]
    return _situations(assignments, on, _collaborations(ids), _inside(ids))


Tuples = Iterable[tuple[Any, ...]]


def _situations(assignments: Sequence[Assignment], on: date, helps: Tuples, parts: Tuples) -> dict[int, Situation]:
    helping, inside = _by_assignment(helps), _by_assignment(parts)
    confirmers, claimers = _hands([row.pk for row in assignments if row.stage == Stage.CLAIMED])
    return {
        row.pk: Situation(
            stage=Stage(row.stage),
            agency_id=row.agency_id,
            on=on,
            monitoring_unit_id=row.monitoring_unit_id,
            task_class=TaskClass(row.task_class),
            starred=row.starred,
            due_on=row.due_on,
            overdue=standing_of(row, on).timeliness is Timeliness.OVERDUE,
            progress_entered=row.first_update_on is not None,
            returns_this_giving=row.returns_this_giving,
            extension_pending=row.extension_pending,
            extensions=row.extensions,
            obstacle_pending=row.obstacle_open,
            quality_rejected=row.quality_rejected,
            explained=row.explained,
            first_confirmers=frozenset(confirmers[row.pk]),
            claimers=frozenset(claimers[row.pk]),
            collaborators=frozenset(agency for agency, _, _ in helping[row.pk]),
            opinion_from=frozenset(agency for agency, asked, answered in helping[row.pk] if asked and not answered),
            internal=row.parent_id is not None,
            unit_id=row.unit_id,
            officer_id=row.officer_id,
            officers=frozenset(officer for officer, _ in inside[row.pk] if officer),
            units=frozenset(unit for _, unit in inside[row.pk] if unit),
        )
        for row in assignments
    }


def _collaborations(ids: Sequence[int]) -> QuerySet[Collaboration, tuple[Any, ...]]:
    rows = Collaboration.objects.filter(assignment__in=ids, voided_at=None)
    return rows.values_list("assignment_id", "agency_id", "asked_on", "answered_at")


def _inside(ids: Sequence[int]) -> QuerySet[Assignment, tuple[Any, ...]]:
    rows = Assignment.objects.filter(parent__in=ids, voided_at=None)
    return rows.values_list("parent_id", "officer_id", "unit_id")


_helping_one = Prepared(lambda pk: _collaborations([pk]))
_inside_one = Prepared(lambda pk: _inside([pk]))


def _by_assignment(rows: Tuples) -> defaultdict[int, list[tuple[Any, ...]]]:
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *rest in rows:
        found[pk].append(tuple(rest))
    return found


def _hands(ids: Sequence[int]) -> tuple[defaultdict[int, set[int]], defaultdict[int, set[int]]]:
    """Whose hands are on the claim that waits: those who confirmed it first, and those who made it."""
    confirmers: defaultdict[int, set[int]] = defaultdict(set)
    claimers: defaultdict[int, set[int]] = defaultdict(set)
    if not ids:
        return confirmers, claimers
    waiting: dict[int, int] = {}
    pending = Claim.objects.filter(assignment__in=ids, voided_at=None, verdict="").order_by("id")
    for claim, pk, by in pending.values_list("id", "assignment_id", "by_id"):
        waiting[claim] = pk
        claimers[pk].update({by} if by else ())
    judged = Verification.objects.filter(claim__in=waiting, confirms=True, voided_at=None)
    for claim, *persons in judged.values_list("claim_id", "by_id", "for_person_id"):
        confirmers[waiting[claim]].update(person for person in persons if person)
    return confirmers, claimers


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
