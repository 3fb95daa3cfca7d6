"""Reads of early warning: the courses that are learned from and judged, and what an actor is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from giaoviec.agencies.models import Membership
from giaoviec.agencies.queries import current
from giaoviec.assignments.models import (
    PROVINCE,
    Assignment,
    Collaboration,
    Extension,
    Return,
    Update,
    Verification,
)
from giaoviec.oversight.models import Forecast, Forewarning
from giaoviec.rules.access import Actor, may
from giaoviec.rules.acts import ACTS
from giaoviec.rules.courses import Course
from giaoviec.rules.moves import WITH_AGENCY, Stage
from giaoviec.rules.roles import Role
from giaoviec.rules.tasks import TaskClass

MOST = 40_000
"""Assignments that are learned from: the last to fall due."""
AT_ONCE = 2_000
DATED = PROVINCE & Q(task_class=TaskClass.DATED, due_on__isnull=False)


def latest() -> Forecast | None:
    """What was learned last."""
    return Forecast.objects.first()


# ---- courses


def courses(*, before: date) -> Iterator[list[Course]]:
    """The dated assignments that fell due before a day, in parts: those that ended, and those late for certain.

    What was withdrawn or passed on says nothing; a claim in time that nobody has judged is not known yet.
    """
    unjudged = Q(stage=Stage.CLAIMED, claimed_on__lte=F("due_on"))
    rows = Assignment.objects.filter(DATED, due_on__lt=before).exclude(unjudged)
    rows = rows.exclude(stage__in=(Stage.WITHDRAWN, Stage.PASSED_ON, Stage.RETURNED))
    ids = list(rows.order_by("-due_on", "-id").values_list("pk", flat=True)[:MOST])
    for first in range(0, len(ids), AT_ONCE):
        yield of(ids[first : first + AT_ONCE])


def open_ones() -> QuerySet[Assignment]:
    """The dated assignments that an agency is at work on."""
    return Assignment.objects.filter(DATED, stage__in=WITH_AGENCY)


def of(ids: Sequence[int]) -> list[Course]:
    """The courses of assignments, in six statements."""
    rows = Assignment.objects.filter(pk__in=ids).values_list(
        "pk", "agency_id", "agency__kind", "task__deliverable", "given_on", "due_on", "done_on", "starred"
    )
    updates, returns, rejections, extensions = (_days(found) for found in _happened(ids))
    helping = Collaboration.objects.filter(assignment__in=ids, voided_at=None).order_by()
    helpers = Counter(pk for pk, _ in helping.values_list("assignment_id", "agency_id").distinct())
    return [
        Course(
            pk, agency, kind, deliverable, given_on, due_on, done_on, helpers[pk], starred,
            updates[pk], returns[pk], rejections[pk], extensions[pk],
        )
        for pk, agency, kind, deliverable, given_on, due_on, done_on, starred in rows
        if due_on is not None
    ]  # fmt: skip


def _happened(ids: Sequence[int]) -> Iterable[Iterable[tuple[int, date | None]]]:
    """(assignment, day) of each update, return, rejection, and extension that was granted."""
    there: dict[str, Any] = {"voided_at": None}
    rejected = Verification.objects.filter(claim__assignment__in=ids, confirms=False, **there)
    granted = Extension.objects.filter(assignment__in=ids, granted_on__isnull=False, **there)
    return (
        Update.objects.filter(assignment__in=ids, **there).order_by().values_list("assignment_id", "on"),
        Return.objects.filter(assignment__in=ids, **there).order_by().values_list("assignment_id", "on"),
        rejected.order_by().values_list("claim__assignment_id", "on"),
        granted.order_by().values_list("assignment_id", "decided_on"),
    )


def _days(found: Iterable[tuple[int, date | None]]) -> defaultdict[int, tuple[date, ...]]:
    days: defaultdict[int, list[date]] = defaultdict(list)
    for pk, on in found:
        if on is not None:
            days[pk].append(on)
    return defaultdict(tuple, {pk: tuple(sorted(each)) for pk, each in days.items()})


# ---- what is shown


def visible(actor: Actor, *, unit_only: bool) -> QuerySet[Forewarning]:
    """The outlooks that an actor is shown, the likeliest to be late first: the Office and the leaders all (a monitor
    his unit's with `unit_only`), an agency its own."""
    rows = Forewarning.objects.filter(assignment__voided_at=None, assignment__stage__in=WITH_AGENCY)
    if actor.role not in ACTS["see_warnings"].anywhere:
        if may(actor, "see_warnings", agency_id=actor.agency_id) is not None:
            return rows.none()
        rows = rows.filter(assignment__agency_id=actor.agency_id)
    if unit_only and actor.role is Role.MONITOR:
        rows = rows.filter(assignment__monitoring_unit_id=actor.unit_id)
    rows = rows.select_related("assignment__task", "assignment__agency", "assignment__document")
    return rows.defer("assignment__document__text").order_by("-chance", "assignment__due_on", "assignment_id")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to telephone: the liaison of an agency."""

    name: str
    title: str
    phone: str


def contacts(agencies: Collection[int], on: date) -> dict[int, Contact]:
    """The liaison of each agency that has one, by agency; one statement."""
    posts = Membership.objects.filter(
        current(on), agency_id__in=agencies, role=Role.LIAISON, person__is_active=True
    ).order_by("-id")
    return {
        agency: Contact(name, title, phone)
        for agency, name, title, phone in posts.values_list("agency_id", "person__name", "title", "person__phone")
    }
