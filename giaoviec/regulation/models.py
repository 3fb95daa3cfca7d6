"""The profile in force and the calendar as rows, each with who, when and why (bitemporal: a new row supersedes)."""

from __future__ import annotations

from django.db import models

from giaoviec.journal.models import Fact


class ProfileVersion(Fact):
    """A profile as data (`rules.profile.dump`), in force from `effective_from`; the latest row of a code counts."""

    code = models.SlugField(max_length=80)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    data = models.JSONField()
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["code", "effective_from"], name="profile_from")]


class CalendarYear(Fact):
    """A working year: days that are not what the week says. The latest recorded row of a year counts.

    `days` = {"2026-01-02": ["swapped_off", "Nghỉ hoán đổi"], …}; `notice` is the number and date of the announcement.
    """

    year = models.PositiveSmallIntegerField(db_index=True)
    days = models.JSONField()
    confirmed = models.BooleanField(default=False)
    notice = models.CharField(max_length=300, default="", blank=True)
    reason = models.TextField(default="", blank=True)
