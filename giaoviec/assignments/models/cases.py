"""Obstacles that are one and the same (8.1b): joined, passed on to whoever can answer, decided once for all."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.journal.models import Fact


class ObstacleCase(Fact):
    """What holds several assignments, or was passed on to a leader or another agency; an obstacle alone has none.

    `asked` is the agency (the Committee's leader: `asked_person`) that is to say by `reply_by` what it would do; the
    Office then decides. One whose obstacles all went to another case is voided.
    """

    cause = models.CharField(max_length=40)
    problem = models.TextField()
    asked = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="asked_cases")
    asked_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    question = models.TextField(default="", blank=True)
    asked_on = models.DateField(null=True)
    reply_by = models.DateField(null=True)
    reply = models.TextField(default="", blank=True)
    replied_on = models.DateField(null=True)
    replied_at = models.DateTimeField(null=True)
    replied_by_text = models.CharField(max_length=300, default="", blank=True)
    decision = models.TextField(default="", blank=True)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_text = models.CharField(max_length=300, default="", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["asked"], name="case_asked", condition=models.Q(replied_at=None))]
