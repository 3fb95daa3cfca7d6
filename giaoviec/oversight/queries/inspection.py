"""Reads of inspections: who sees which, who is in a team, what may be drawn, what was verified."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from giaoviec.agencies.models import Agency, AgencyKind, Membership
from giaoviec.agencies.queries import current, directory, memberships_on
from giaoviec.assignments.models import PROVINCE, Assignment, Claim
from giaoviec.documents.models import Attachment
from giaoviec.oversight.models import Draw, InspectedAgency, Inspection, Sheet, TeamMember
from giaoviec.rules.access import Actor
from giaoviec.rules.inspections import ENDED, InspectionKind, State, TeamRole, Verdict
from giaoviec.rules.moves import Stage
from giaoviec.rules.roles import AGENCY_WIDE, LEADERS, NO_BUSINESS, OFFICE, Role
from giaoviec.rules.sampling import Candidate, Finding, Rate, Sample, Sign, candidate, draw, ranked, verified_rate

INSPECTABLE = (AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.OTHER)
TOLD = frozenset({State.DECIDED, State.UNDER_WAY, State.CONCLUDED, State.FOLLOWED_UP})
"""States in which an inspected agency knows of its inspection."""


def visible(actor: Actor) -> QuerySet[Inspection]:
    """The inspections that an actor sees: the leaders and the Office all, a seat in a team its own, an inspected agency
    those that were decided."""
    rows = Inspection.objects.filter(voided_at=None)
    if actor.sees_all:
        return rows
    if actor.role is Role.INSPECTOR:
        seats = TeamMember.objects.filter(inspection=OuterRef("pk"), seat_id=actor.membership_id, voided_at=None)
        return rows.filter(Exists(seats))
    if actor.role in AGENCY_WIDE:
        own = InspectedAgency.objects.filter(inspection=OuterRef("pk"), agency_id=actor.agency_id, voided_at=None)
        return rows.filter(Exists(own), state__in=TOLD)
    return rows.none()


def get(actor: Actor, pk: int) -> Inspection | None:
    """One inspection through what the actor sees; None for a stranger."""
    return visible(actor).select_related("document").filter(pk=pk).first()


STATES: dict[str, frozenset[State]] = {
    "cho-quyet-dinh": frozenset({State.PROPOSED}),
    "dang-kiem-tra": frozenset({State.DECIDED, State.UNDER_WAY}),
    "da-ket-luan": frozenset({State.CONCLUDED, State.FOLLOWED_UP}),
    "khong-kiem-tra": frozenset({State.REFUSED}),
}
KINDS = {"dinh-ky": InspectionKind.ROUTINE, "dot-xuat": InspectionKind.SUDDEN}


def listed(actor: Actor, *, state: str = "", kind: str = "") -> QuerySet[Inspection]:
    """The list, newest first, with how many sheets each has and how many are filled in."""
    rows = visible(actor)
    if state in STATES:
        rows = rows.filter(state__in=STATES[state])
    if kind in KINDS:
        rows = rows.filter(kind=KINDS[kind])
    return rows.annotate(
        number_of_sheets=Count("sheets", distinct=True),
        filled=Count("sheets", filter=~Q(sheets__verdict=""), distinct=True),
    ).order_by("-id")


def agencies_of(pks: Collection[int]) -> dict[int, list[str]]:
    """The short names of the agencies of inspections, in official order. One statement."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = InspectedAgency.objects.filter(inspection__in=pks, voided_at=None).order_by("agency__position", "agency_id")
    for pk, name in rows.values_list("inspection_id", "agency__short_name"):
        found[pk].append(name)
    return found


def proposed(*, limit: int) -> list[tuple[Inspection, str]]:
    """The proposals that wait for the Chairman, the earliest first, each with the names of its agencies."""
    rows = list(Inspection.objects.filter(state=State.PROPOSED, voided_at=None).order_by("id")[:limit])
    names = agencies_of([row.pk for row in rows]) if rows else {}
    return [(row, ", ".join(names[row.pk][:4])) for row in rows]


def plan(actor: Actor, year: int) -> QuerySet[Inspection]:
    """The year's plan: the routine inspections that fall into it and were not refused, in the order of their days."""
    rows = visible(actor).filter(kind=InspectionKind.ROUTINE, first_on__range=(date(year, 1, 1), date(year, 12, 31)))
    return rows.exclude(state=State.REFUSED).order_by("first_on", "id")


def inspectable(on: date) -> QuerySet[Agency]:
    return directory(on, INSPECTABLE)


def inspected(inspection: Inspection) -> QuerySet[InspectedAgency]:
    return InspectedAgency.objects.filter(inspection=inspection, voided_at=None).select_related("agency")


# ---- the team


def team(inspection: Inspection) -> QuerySet[TeamMember]:
    """Everybody who is or was in the team: head first, then in the order in which they came."""
    rows = TeamMember.objects.filter(inspection=inspection, voided_at=None).select_related("person", "seat__agency")
    return rows.order_by("left_at", "id")


def members(inspection: Inspection) -> QuerySet[TeamMember]:
    """Who has not left."""
    return team(inspection).filter(left_at=None)


def member(inspection: Inspection, actor: Actor) -> TeamMember | None:
    """The actor's place in the team, also one that he has left; a present one first."""
    rows = list(team(inspection).filter(seat_id=actor.membership_id, person_id__in=actor.persons))
    return next((row for row in rows if row.left_at is None), rows[0] if rows else None)


def heads(inspection: Inspection, actor: Actor) -> bool:
    """Whether he is the head of the team."""
    row = member(inspection, actor)
    return row is not None and row.left_at is None and row.role == TeamRole.HEAD


def seat_elsewhere(person_id: int, pk: int, on: date) -> tuple[TeamMember, bool] | None:
    """Somebody's seat in a team, in whichever post he acts now, and whether it holds on a day."""
    rows = TeamMember.objects.filter(inspection=pk, person=person_id, voided_at=None).order_by("-id")
    seat = rows.select_related("seat", "inspection").first()
    if seat is None:
        return None
    holds = Membership.objects.filter(current(on), person=person_id, pk=seat.seat_id).exists()
    return seat, holds and seat.left_at is None


def joinable(inspection: Inspection, on: date) -> list[Membership]:
    """One post of each person who may join: of the Office and the leaders their own, else the first of his business
    posts; nobody of an inspected agency, no technical account, no auditor, nobody who is in the team."""
    posts = memberships_on(on).exclude(role__in=[*NO_BUSINESS, Role.AUDITOR]).exclude(agency__kind=AgencyKind.CENTRAL)
    there = members(inspection).values("person")
    barred = Membership.objects.filter(current(on), agency__in=inspected(inspection).values("agency"))
    posts = posts.exclude(person__in=there).exclude(person__in=barred.values("person"))
    found: dict[int, Membership] = {}
    for post in posts.order_by("agency__position", "agency_id", "person__sort_key", "id"):
        if post.person_id not in found or (sees_all(post) and not sees_all(found[post.person_id])):
            found[post.person_id] = post
    return list(found.values())


def sees_all(post: Membership) -> bool:
    """Whether a post needs no seat of its own, since its role sees every task."""
    return post.role in OFFICE | LEADERS


# ---- what is drawn and found


def sheets(inspection: Inspection) -> QuerySet[Sheet]:
    """The sheets with what their pages need, agency by agency."""
    rows = Sheet.objects.filter(inspection=inspection, voided_at=None)
    rows = rows.select_related("assignment__task", "assignment__agency", "assignment__document", "draw")
    rows = rows.defer("assignment__document__text", "draw__population")
    return rows.order_by("assignment__agency__position", "assignment__agency_id", "id")


def sheet(inspection: Inspection, pk: int) -> Sheet | None:
    return sheets(inspection).filter(pk=pk).first()


def sheets_of(actor: Actor, assignment_id: int) -> list[Sheet]:
    """The sheets of an assignment in inspections that the actor sees; an inspected agency's after the conclusion."""
    rows = Sheet.objects.filter(assignment=assignment_id, inspection__in=visible(actor), voided_at=None)
    if actor.role in AGENCY_WIDE:
        rows = rows.filter(inspection__state__in=ENDED, assignment__agency=actor.agency_id)
    return list(rows.select_related("inspection").order_by("-id")[:20])


def population(agency_id: int, since: date, until: date) -> list[Candidate]:
    """What may be drawn of an agency: what was confirmed as done between two days, weighed by its signs of risk."""
    rows = Assignment.objects.filter(PROVINCE, agency=agency_id, stage=Stage.CLOSED, confirmed_on__range=(since, until))
    with_paper = _with_paper(rows.values("pk"))
    columns = ("pk", "rejections", "reopenings", "extensions", "due_on", "done_on", "confirmed_on", "starred")
    return [
        candidate(pk, signs_of(pk not in with_paper, *rest)) for pk, *rest in rows.order_by("pk").values_list(*columns)
    ]


def _with_paper(pks: Any) -> set[int]:
    """Of these assignments, those whose confirmed claim names a document or has a file."""
    claims = Claim.objects.filter(assignment__in=pks, voided_at=None, verdict="confirmed")
    file = Attachment.objects.filter(subject="claim", subject_id=OuterRef("pk"), voided_at=None)
    return set(claims.filter(~Q(product_number="") | Exists(file)).values_list("assignment_id", flat=True))


def signs_of(
    no_product: bool, rejections: int, reopenings: int, extensions: int,
    due_on: date | None, done_on: date | None, confirmed_on: date | None, starred: bool,
) -> list[Sign]:  # fmt: skip
    """What makes a closing more worth looking at."""
    told = {
        Sign.NO_PRODUCT: no_product,
        Sign.REJECTED: rejections > 0,
        Sign.REOPENED: reopenings > 0,
        Sign.LATE: due_on is not None and done_on is not None and done_on > due_on,
        Sign.EXTENDED: extensions > 0,
        Sign.HURRIED: done_on is not None and done_on == confirmed_on,
        Sign.STARRED: starred,
    }
    return [sign for sign, there in told.items() if there]


def frozen(candidates: Sequence[Candidate]) -> list[list[Any]]:
    """A population as a draw keeps it."""
    return [[one.id, one.weight, list(one.signs)] for one in candidates]


def thawed(row: Draw) -> list[Candidate]:
    """The population as it was drawn from."""
    return [Candidate(pk, weight, tuple(Sign(sign) for sign in signs)) for pk, weight, signs in row.population]


def redrawn(row: Draw) -> Sample:
    """The draw made once more from what was kept: the same, or somebody changed a row."""
    return draw(thawed(row), row.size, seed=row.seed)


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate as the page that draws again shows it."""

    id: int
    weight: float
    signs: str
    number: float
    key: float
    drawn: bool


def lines(row: Draw) -> list[Line]:
    """All candidates of a draw by their keys, with whether they were drawn."""
    population = thawed(row)
    signs = {one.id: ", ".join(sign.vi for sign in one.signs) for one in population}
    order = ranked(population, row.seed)
    return [
        Line(one.id, one.weight, signs[one.id], one.number, one.key, place < row.size)
        for place, one in enumerate(order)
    ]


def rate(row: Draw, found: Mapping[int, str] | None = None) -> Rate | None:
    """What a draw verified, with its interval; None while a sheet of it is not filled in.

    `found`: verdicts by assignment, where they are at hand.
    """
    if found is None:
        found = dict(Sheet.objects.filter(draw=row, voided_at=None).values_list("assignment_id", "verdict"))
    sample = redrawn(row)
    if any(not found.get(one.id) for one in sample.drawn):
        return None
    findings = [Finding(Verdict(found[one.id]).holds, sample.chance(one.weight)) for one in sample.drawn]
    return verified_rate(findings, sample.population)


def draws(inspection: Inspection) -> list[Draw]:
    """The samples of an inspection, agency by agency."""
    rows = Draw.objects.filter(inspected__inspection=inspection, voided_at=None).select_related("inspected__agency")
    return list(rows.order_by("inspected__agency__position", "id"))


def latest_rate(agency_id: int) -> tuple[Rate, Draw] | None:
    """An agency's verified rate from its last concluded inspection with a sample; None where there is none."""
    ended = [State.CONCLUDED, State.FOLLOWED_UP]
    draws = Draw.objects.filter(inspected__agency=agency_id, inspected__inspection__state__in=ended, voided_at=None)
    row = draws.select_related("inspected__inspection").order_by("-inspected__inspection__concluded_on", "-id").first()
    found = rate(row) if row else None
    return (found, row) if found and row else None
