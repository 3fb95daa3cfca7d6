"""The leaders' acts as an actor may see them, and what of them waits for whom."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from giaoviec.agencies.models import Agency, AgencyKind, Membership
from giaoviec.agencies.queries import current, directory
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import looked_after_by
from giaoviec.oversight.models import LeaderAct
from giaoviec.rules.access import Actor
from giaoviec.rules.leading import LeaderActKind
from giaoviec.rules.roles import AGENCY_WIDE, Role

K = LeaderActKind
SENT = ~Q(approved_at=None)
TOLD = (AgencyKind.OFFICE, AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.OTHER)
SHOWN = 8


def visible(actor: Actor) -> QuerySet[LeaderAct]:
    """The Chairman and his assistant see all, a Vice-Chairman his own, the Office what was sent, an agency what came
    to it."""
    rows = LeaderAct.objects.filter(voided_at=None).select_related("agency", "assignment__task", "line__report")
    if actor.role in (Role.CHAIRMAN, Role.ASSISTANT):
        return rows
    if actor.role is Role.VICE_CHAIRMAN:
        return rows.filter(person_id__in=actor.persons)
    if actor.is_office:
        return rows.filter(SENT)
    if actor.role in AGENCY_WIDE:
        return rows.filter(SENT, agency_id=actor.agency_id)
    return rows.none()


def get(actor: Actor, pk: int) -> LeaderAct | None:
    """One act through what the actor may see; None for a stranger."""
    return visible(actor).filter(pk=pk).first()


STATES = {
    "cho-duyet": ("Chờ duyệt", Q(approved_at=None)),
    "cho-tra-loi": ("Chờ trả lời", SENT & Q(answered_at=None, kind__in=[K.ASK, K.URGE])),
    "da-tra-loi": ("Đã trả lời", ~Q(answered_at=None)),
}
"""The word in the address → what the filter is called, its condition."""


def listed(actor: Actor, *, state: str = "", kind: str = "") -> QuerySet[LeaderAct]:
    """What one sees, newest on top; only a state (a word of `STATES`) or a kind (its slug)."""
    rows = visible(actor)
    if state in STATES:
        rows = rows.filter(STATES[state][1])
    named = next((one for one in K if one.slug == kind), None)
    return rows.filter(kind=named) if named else rows


def prepared(actor: Actor) -> list[LeaderAct]:
    """What waits for this leader's approval (to an assistant: what he has prepared), oldest first."""
    if actor.role is Role.ASSISTANT:
        return list(visible(actor).filter(approved_at=None, by_id=actor.person_id).order_by("id")[:SHOWN])
    if actor.role not in (Role.CHAIRMAN, Role.VICE_CHAIRMAN):
        return []
    return list(visible(actor).filter(approved_at=None, person_id__in=actor.persons).order_by("id")[:SHOWN])


def answered(actor: Actor) -> list[LeaderAct]:
    """Answers that came back to this leader and that he has not put away, newest first. What was asked of a line of a
    report stands with the line."""
    rows = visible(actor).filter(read_at=None, line=None).exclude(answered_at=None)
    if actor.role is not Role.ASSISTANT:
        rows = rows.filter(person_id__in=actor.persons)
    return list(rows.order_by("-answered_at", "-id")[:SHOWN])


def of_assignment(actor: Actor, pk: int) -> list[LeaderAct]:
    """What leaders did on an assignment, newest first."""
    return list(visible(actor).filter(assignment_id=pk).order_by("-id"))


def of_agency(agency_id: int) -> list[LeaderAct]:
    """What an agency was commended and criticised for, newest first."""
    praised = LeaderAct.objects.filter(SENT, voided_at=None, agency_id=agency_id, kind__in=[K.COMMEND, K.CRITICISE])
    return list(praised.select_related("assignment__task").order_by("-id")[:20])


def his(actor: Actor, assignment: Assignment) -> bool:
    """Whether an assignment is a Vice-Chairman's: of his fields, or directed by him. True for every other role."""
    if actor.role is not Role.VICE_CHAIRMAN:
        return True
    person = actor.for_person_id or actor.person_id
    return Assignment.objects.filter(looked_after_by(person), pk=assignment.pk).exists()


def agencies(on: date) -> QuerySet[Agency]:
    """To whom a leader may turn: the agencies that are given work, and the Office."""
    return directory(on, TOLD)


def chairman(on: date) -> Membership | None:
    """The Chairman's post on a day."""
    posts = Membership.objects.filter(current(on), role=Role.CHAIRMAN, person__is_active=True)
    return posts.select_related("person").order_by(F("from_on").desc(), "-id").first()


def commended_since(day: date) -> set[int]:
    """The agencies that somebody commended since a day, sent or prepared."""
    rows = LeaderAct.objects.filter(voided_at=None, kind=K.COMMEND, on__gte=day)
    return set(rows.values_list("agency_id", flat=True))
