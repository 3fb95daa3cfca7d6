"""Inspections (8.1c): proposed, decided, carried out by a team, concluded, followed up; samples drawn openly."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency, Membership
from giaoviec.assignments.models import Assignment, Claim
from giaoviec.documents.models import Document
from giaoviec.journal.models import Fact
from giaoviec.rules.inspections import InspectionKind, State, TeamRole, Verdict


def _choices(enum: Any) -> list[tuple[str, str]]:
    return [(member.value, member.vi) for member in enum]


class Inspection(Fact):
    """One inspection. `on` is the day it was proposed; `first_on` and `last_on` are the team's days, both included.

    `seed` is published with the decision, before anything is drawn. `document` is the conclusion as it was registered,
    from which follow-up tasks are given.
    """

    kind = models.CharField(max_length=8, choices=_choices(InspectionKind))
    purpose = models.TextField()
    content = models.TextField(default="", blank=True)
    first_on = models.DateField(null=True, db_index=True)
    last_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=_choices(State), default=State.PROPOSED)
    # the decision
    number = models.CharField(max_length=60, default="", blank=True)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_act = models.UUIDField(null=True)
    decided_by_text = models.CharField(max_length=300, default="")
    decision_note = models.TextField(default="", blank=True)
    seed = models.CharField(max_length=64, default="", blank=True)
    began_on = models.DateField(null=True)
    # the conclusion
    conclusion_number = models.CharField(max_length=60, default="", blank=True)
    concluded_on = models.DateField(null=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_act = models.UUIDField(null=True)
    concluded_by_text = models.CharField(max_length=300, default="")
    nature = models.TextField(default="", blank=True)
    degree = models.TextField(default="", blank=True)
    cause = models.TextField(default="", blank=True)
    demands = models.TextField(default="", blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    followed_on = models.DateField(null=True)
    followed_note = models.TextField(default="", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="inspection_state")]

    def __str__(self) -> str:
        return f"Đoàn kiểm tra {self.number}" if self.number else f"Cuộc kiểm tra {self.pk}"


class InspectedAgency(Fact):
    """An agency that is inspected; `responsibility` is what the conclusion says of it."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="inspected")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="inspections")
    responsibility = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["agency__position", "agency_id"]
        constraints = [models.UniqueConstraint(fields=["inspection", "agency"], name="inspected_once")]


class TeamMember(Fact):
    """Somebody in a team between two days, both included. `seat` is the post in which he sees what is inspected:
    his own for the Office and the leaders, who see all, else one made for these days."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=_choices(TeamRole))
    from_on = models.DateField()
    left_on = models.DateField(null=True)
    left_at = models.DateTimeField(null=True)
    left_act = models.UUIDField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["person", "inspection"], name="team_person")]


class Draw(Fact):
    """A sample as it was drawn: the population (id, weight, signs) as it was then, the size and the seed.

    Of an agency in an inspection (`inspected`), or, without one, of the claims confirmed between two days.
    """

    inspected = models.ForeignKey(InspectedAgency, models.CASCADE, null=True, related_name="draws")
    since = models.DateField()
    until = models.DateField()
    size = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    population = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspected"], name="drawn_once", condition=models.Q(inspected__isnull=False, voided_at=None)
            ),
            models.UniqueConstraint(
                fields=["since"], name="looked_once", condition=models.Q(inspected=None, voided_at=None)
            ),
        ]


class Sheet(Fact):
    """An assignment in an inspection: how it came in (drawn, or by hand with a reason), what was found, by whom."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="sheets")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="inspection_sheets")
    draw = models.ForeignKey(Draw, models.CASCADE, null=True, related_name="sheets")
    reason = models.CharField(max_length=300, default="", blank=True)
    verdict = models.CharField(max_length=10, default="", choices=_choices(Verdict))
    evidence = models.TextField(default="", blank=True)
    remark = models.TextField(default="", blank=True)
    filled_on = models.DateField(null=True)
    filled_at = models.DateTimeField(null=True)
    filled_act = models.UUIDField(null=True)
    filled_by_text = models.CharField(max_length=300, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["inspection", "assignment"], name="sheet_once")]


class FollowUp(Fact):
    """A closing that an inspection found not to hold, reopened on that ground and counted against it."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="follow_ups")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="follow_ups")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")


class SecondLook(Fact):
    """A confirmed claim that was drawn to be looked at again by another person of the Office."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="looks")
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="second_look")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    holds = models.BooleanField(null=True)
    note = models.TextField(default="", blank=True)
    looked_on = models.DateField(null=True)
    looked_at = models.DateTimeField(null=True)
    looked_act = models.UUIDField(null=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    looked_by_text = models.CharField(max_length=300, default="")

    class Meta:
        ordering = ["-id"]
