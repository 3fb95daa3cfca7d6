"""Requests and answers as an actor may see them, and whom a request reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from giaoviec.agencies.models import Agency, AgencyGroup, AgencyKind
from giaoviec.agencies.queries import directory, group_members
from giaoviec.duties import queries as duties
from giaoviec.reporting.models import AnswerStage, AskedAnswer, AskedForm, AskedReport, AskedStage, SignedAnswer
from giaoviec.rules.access import Actor, may

KINDS = (AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.OTHER)
"""Whom the Office may ask (1.2)."""
OUT = (AskedStage.SENT, AskedStage.ENDED)


def visible(actor: Actor) -> QuerySet[AskedReport]:
    """The Office sees all requests, the province's leaders those that went out, an agency those it was sent."""
    rows = AskedReport.objects.filter(voided_at=None)
    if actor.is_office:
        return rows
    if may(actor, "see_asked") is None:
        return rows.filter(stage__in=OUT)
    if may(actor, "see_asked", agency_id=actor.agency_id) is None:
        return rows.filter(stage__in=OUT, answers__agency=actor.agency_id)
    return rows.none()


def get(actor: Actor, pk: int) -> AskedReport | None:
    """One request through what the actor may see; None for a stranger."""
    return visible(actor).filter(pk=pk).select_related("first").first()


def listed(actor: Actor, on: date) -> QuerySet[AskedReport]:
    """The requests newest first, each with `asked_of`, `signed`, and `own` (the stage of his agency's answer)."""
    signed = Q(answers__stage=AnswerStage.SIGNED)
    counted = visible(actor) if actor.sees_all else AskedReport.objects.filter(pk__in=visible(actor).values("pk"))
    return counted.annotate(asked_of=Count("answers"), signed=Count("answers", filter=signed)).order_by("-id")


def own_stages(actor: Actor, rows: Iterable[AskedReport]) -> dict[int, AskedAnswer]:
    """The answers of the actor's agency, by the id of the request; one statement."""
    found = AskedAnswer.objects.filter(agency=actor.agency_id, asked__in=[row.pk for row in rows])
    return {answer.asked_id: answer for answer in found}


def form_of(asked: AskedReport) -> AskedForm:
    """What is asked now: its newest version."""
    form = asked.forms.order_by("-number").first()
    assert form is not None, "a request has a form"
    return form


def answers_of(asked: AskedReport) -> list[AskedAnswer]:
    """The answers in the official order of the agencies, whatever came of them."""
    return list(asked.answers.select_related("agency", "signed").order_by("agency__position", "agency_id"))


def answer_of(asked: AskedReport, agency_id: int) -> AskedAnswer | None:
    """The answer of one agency; None where it was not asked."""
    return asked.answers.filter(agency=agency_id).select_related("agency", "signed").first()


def due_of(asked: AskedReport, agency_id: int) -> date:
    """The day by which an agency owes its answer: the request's, or a later one where it was sent back."""
    owed = [one.due_on for one in duties.of("asked_report", asked.pk) if one.agency_id == agency_id]
    return owed[-1] if owed else asked.due_on


def correctable_until(asked: AskedReport, agency_id: int) -> date:
    """The last day on which an agency may correct what it sent: its own, or the request's where that was moved on."""
    return max(due_of(asked, agency_id), asked.due_on)


def history_of(answer: AskedAnswer) -> list[SignedAnswer]:
    """What was signed, newest first."""
    return list(answer.history.select_related("form").order_by("-number"))


def turns_of(asked: AskedReport) -> list[AskedReport]:
    """The turns of a standing request, newest first; one that is asked once has none."""
    head = asked.first or asked
    if not head.every:
        return []
    return list(AskedReport.objects.filter(Q(pk=head.pk) | Q(first=head), voided_at=None).order_by("-due_on"))


# ---- whom


@dataclass(frozen=True, slots=True)
class Whom:
    """The agencies that a request reaches on a day, and how that is said."""

    agencies: tuple[Agency, ...]
    text: str


def whom_on(whom: Mapping[str, list[int]], on: date) -> Whom:
    """The agencies that were named and the members of the groups on that day, each once, in official order."""
    groups = list(AgencyGroup.objects.filter(pk__in=whom.get("groups", ())))
    named = set(whom.get("agencies", ()))
    members = {agency.pk for group in groups for agency in group_members(group, on)}
    found = tuple(directory(on, KINDS).filter(pk__in=named | members))
    alone = [agency.name for agency in found if agency.pk in named - members]
    return Whom(found, ", ".join([*(group.name for group in groups), *alone]))
