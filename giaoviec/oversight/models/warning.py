"""Early warning (9.3): what was learned from the province's own history, and the outlook of each open assignment.

Derived, and made anew at any time: no facts, in no figure, in nobody's evaluation.
"""

from __future__ import annotations

from django.db import models

from giaoviec.assignments.models import Assignment


class Forecast(models.Model):
    """What was learned on a day (`rules.warning.Model.as_json`); `data` is None where there was too little history.

    `courses`: how many assignments had fallen due. `to_score`, `scored`: how far the outlooks of the open ones have
    come in the run that goes on, or was the last.
    """

    trained_on = models.DateField(db_index=True)
    at = models.DateTimeField()
    courses = models.PositiveIntegerField()
    least = models.PositiveIntegerField()
    data = models.JSONField(null=True)
    seconds = models.FloatField(default=0)
    scored_on = models.DateField(null=True)
    to_score = models.PositiveIntegerField(default=0)
    scored = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-trained_on", "-id"]


class Forewarning(models.Model):
    """The chance that an open assignment will not be done by its due date, as of `on`, and why in words."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, primary_key=True, related_name="forewarning")
    on = models.DateField()
    chance = models.FloatField()
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-chance", "assignment"], name="forewarning_chance")]
