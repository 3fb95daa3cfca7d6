"""Urging letters (9.3): one an agency, what each names, how it was answered; and runs that propose them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency, Unit
from giaoviec.assignments.models import Assignment
from giaoviec.journal.models import Fact
from giaoviec.rules.documents import Urgency


class LetterStage(models.TextChoices):
    """Where a letter of the Office is: it only goes forward, but for a signed one without number."""

    DRAFTED = "drafted", "dự thảo"
    SIGNED = "signed", "đã ký"
    NUMBERED = "numbered", "đã cấp số"
    SENT = "sent", "đã gửi"


class Urging(Fact):
    """A letter of the Office to one agency; `on` is the day it was drafted. A draft that was dropped is voided.

    `recalls` is the letter that this one takes back; that one then has `recalled_on`. A numbered letter is never
    numbered again or deleted. `touched` once a person changed it: proposals leave it alone. `unit` is the monitoring
    unit that drafted it (None: the Office, for all units). Signer and post are kept as they were at the signing.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="urgings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    recalls = models.ForeignKey("self", models.PROTECT, null=True, related_name="recalling")
    stage = models.CharField(max_length=10, choices=LetterStage, default=LetterStage.DRAFTED)
    symbol = models.CharField(max_length=40)
    summary = models.CharField(max_length=300)
    opening = models.TextField()
    closing = models.TextField()
    urgency = models.CharField(max_length=12, choices=[(u.value, u.vi) for u in Urgency], default=Urgency.NORMAL)
    answer_by = models.DateField(null=True)
    touched = models.BooleanField(default=False)
    signed_on = models.DateField(null=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, default="", blank=True)
    signer_authority = models.CharField(max_length=120, default="", blank=True)
    signer_post = models.CharField(max_length=120, default="", blank=True)
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    numbered_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    effect_until = models.DateField(null=True)
    measured_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    recalled_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["stage", "-id"], name="urging_stage"),
            models.Index(fields=["agency", "-id"], name="urging_agency"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="urging_number", condition=~models.Q(number=None)),
            models.UniqueConstraint(
                fields=["agency"],
                name="urging_one_draft",
                condition=models.Q(stage="drafted", recalls=None, voided_at=None),
            ),
            models.UniqueConstraint(
                fields=["recalls"],
                name="urging_recalled_once",
                condition=~models.Q(recalls=None) & models.Q(voided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.full_number or "dự thảo"

    @property
    def full_number(self) -> str:
        """ "05/VP-TH"; "" before it has one."""
        return f"{self.number:02}/{self.symbol}" if self.number else ""


class UrgingItem(models.Model):
    """One assignment in a letter: what of it is owed and how late, in working days; and the agency's answer.

    `moved` is a `rules.urging.Moved` once the letter's days are over: what had happened by then.

    `content` and `paper` are filled at the signing and stand as printed; before that the assignment's own are shown.
    """

    letter = models.ForeignKey(Urging, models.CASCADE, related_name="items")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="urgings")
    kind = models.CharField(max_length=30)
    due_on = models.DateField()
    days_late = models.PositiveIntegerField(default=0)
    degree = models.CharField(max_length=10)
    position = models.PositiveIntegerField()
    content = models.TextField(default="", blank=True)
    paper = models.CharField(max_length=200, default="", blank=True)
    answer = models.TextField(default="", blank=True)
    promised_on = models.DateField(null=True)
    cause = models.CharField(max_length=30, default="", blank=True)
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_act = models.UUIDField(null=True)
    answered_by_text = models.CharField(max_length=300, default="", blank=True)
    moved = models.CharField(max_length=10, default="", blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["letter", "assignment"], name="urging_item_once")]


class ProposalRun(models.Model):
    """A run that proposes letters to all agencies, as its page shows it."""

    started_at = models.DateTimeField()
    by_text = models.CharField(max_length=300)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=300, default="", blank=True)
