"""Reads of the suggestion box: who sees which, and what waits for an answer."""

from __future__ import annotations

from django.db.models import QuerySet

from giaoviec.oversight.models import Suggestion
from giaoviec.rules.access import Actor, may
from giaoviec.rules.acts import ACTS

KINDS = {"quy-che": "regulation", "phan-mem": "product", "ho-tro": "support"}
"""How kinds stand in addresses."""


def visible(actor: Actor) -> QuerySet[Suggestion]:
    """The suggestions that an actor sees: the Office, the leaders and the administrators all, others their agency's."""
    rows = Suggestion.objects.filter(voided_at=None).select_related("agency")
    if actor.role in ACTS["see_suggestions"].anywhere:
        return rows
    if may(actor, "see_suggestions", agency_id=actor.agency_id) is not None:
        return rows.none()
    return rows.filter(agency_id=actor.agency_id)


def listed(actor: Actor, *, kind: str = "", state: str = "") -> QuerySet[Suggestion]:
    """What is to be answered first, oldest on top; then the answered ones, newest on top."""
    rows = visible(actor)
    if kind in KINDS:
        rows = rows.filter(kind=KINDS[kind])
    if state == "cho":
        return rows.filter(answered_at=None).order_by("id")
    if state == "da-tra-loi":
        return rows.exclude(answered_at=None).order_by("-answered_at", "-id")
    return rows.order_by("-id")


def get(actor: Actor, pk: int) -> Suggestion | None:
    """One suggestion through what the actor sees; None for a stranger."""
    return visible(actor).filter(pk=pk).first()


def unanswered() -> int:
    """How many wait for the Office."""
    return Suggestion.objects.filter(voided_at=None, answered_at=None).count()
