"""Reads of second looks: what may be drawn of a week, who may look, what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from giaoviec.assignments.models import Claim, Verification
from giaoviec.documents.models import Attachment
from giaoviec.oversight.models import SecondLook
from giaoviec.oversight.queries.inspection import signs_of
from giaoviec.rules.sampling import Candidate, candidate


def confirmed(since: date, until: date) -> list[Candidate]:
    """The claims confirmed between two days, of the province's assignments, weighed by the signs of risk."""
    file = Attachment.objects.filter(subject="claim", subject_id=OuterRef("pk"), voided_at=None)
    rows = Claim.objects.filter(
        voided_at=None, verdict="confirmed", verdict_on__range=(since, until), second_look=None,
        assignment__parent=None, assignment__voided_at=None,
    ).annotate(with_paper=Exists(file) | ~Q(product_number=""))  # fmt: skip
    columns = ("rejections", "reopenings", "extensions", "due_on", "starred")
    found = rows.order_by("pk").values_list(
        "pk", "with_paper", "on", "verdict_on", *(f"assignment__{name}" for name in columns)
    )
    return [
        candidate(pk, signs_of(not paper, rejections, reopenings, extensions, due_on, on, confirmed_on, starred))
        for pk, paper, on, confirmed_on, rejections, reopenings, extensions, due_on, starred in found
    ]


def assignments_of(claims: Collection[int]) -> list[tuple[int, int]]:
    """(claim, assignment) of claims, in their order."""
    return list(Claim.objects.filter(pk__in=claims).order_by("pk").values_list("pk", "assignment_id"))


def listed(state: str = "") -> QuerySet[SecondLook]:
    """The looks: those that wait first and oldest on top, or those made, newest on top."""
    rows = SecondLook.objects.filter(voided_at=None).select_related("assignment__task", "assignment__agency", "claim")
    if state == "da-xem":
        return rows.exclude(looked_at=None).order_by("-looked_at", "-id")
    if state == "khong-dung":
        return rows.filter(holds=False).order_by("-looked_at", "-id")
    return rows.filter(looked_at=None).order_by("id")


def get(pk: int) -> SecondLook | None:
    rows = SecondLook.objects.filter(voided_at=None)
    return rows.select_related("assignment__task", "assignment__agency", "claim", "draw").filter(pk=pk).first()


def confirmers(look: SecondLook) -> set[int]:
    """Who confirmed the claim, and whom they stood in for."""
    judged = Verification.objects.filter(claim=look.claim_id, confirms=True, voided_at=None)
    return {pk for pair in judged.values_list("by_id", "for_person_id") for pk in pair if pk}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many looks there were, wait, were made, and did not hold."""

    total: int
    waiting: int
    made: int
    failed: int


def tally() -> Tally:
    """The counts of all second looks. One statement."""
    found = SecondLook.objects.filter(voided_at=None).aggregate(
        total=Count("id"),
        waiting=Count("id", filter=Q(looked_at=None)),
        made=Count("id", filter=~Q(looked_at=None)),
        failed=Count("id", filter=Q(holds=False)),
    )
    return Tally(**found)
