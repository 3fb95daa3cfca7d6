"""A duty: what somebody owes by a day, for whatever owes it. Late is derived, never stored."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency, Unit
from giaoviec.journal.models import Fact


class Duty(Fact):
    """`kind` is a `rules.duties.DutyKind`; (`subject`, `subject_id`) is what it is owed on; `on` is the day it was set.

    Met by the act in `met_act`; dropped when what it was owed on ended without it (returned, withdrawn, passed on).
    `subject_id` is 0 where it is owed on no single thing (a backup, a paper report). Whose desk it lands on is
    (`agency`, `role`, `unit`, `person`), see `queries.on_desk`; who waits for it (`awaited_by`, `awaited_unit`).
    """

    kind = models.CharField(max_length=30)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, default="")
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(default=0)
    assignment_id = models.BigIntegerField(null=True)
    awaited_by = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    awaited_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    turn = models.CharField(max_length=40, default="")
    met_on = models.DateField(null=True)
    met_at = models.DateTimeField(null=True)
    met_act = models.UUIDField(null=True)
    dropped_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_act = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency", "due_on", "id"],
                name="duty_open",
                condition=models.Q(met_at=None, dropped_at=None, voided_at=None),
            ),
            models.Index(
                fields=["due_on", "id"],
                name="duty_open_due",
                condition=models.Q(met_at=None, dropped_at=None, voided_at=None),
            ),
            models.Index(
                fields=["awaited_by", "due_on", "id"],
                name="duty_awaited",
                condition=models.Q(met_at=None, dropped_at=None, voided_at=None),
            ),
            models.Index(  # the figures' updates that were owed; all columns, or SQLite reads the table too
                fields=["due_on", "agency", "met_on", "dropped_on", "voided_at", "kind"],
                name="duty_update",
                condition=models.Q(kind__in=["first_update", "cycle_update"]),
            ),
            models.Index(fields=["subject", "subject_id", "kind"], name="duty_subject"),
            models.Index(fields=["assignment_id"], name="duty_assignment"),
            models.Index(fields=["met_act"], name="duty_met_act", condition=~models.Q(met_act=None)),
            models.Index(fields=["dropped_act"], name="duty_dropped_act", condition=~models.Q(dropped_act=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "subject_id", "agency", "turn"],
                name="duty_once",
                condition=models.Q(met_at=None, dropped_at=None, voided_at=None),
            )
        ]


class Notice(models.Model):
    """Something that somebody is told on his desk and in his digest; the same thing is never told twice.

    `key` makes a notice unique for an agency, and names the person or role where it is for one: "due:57:2026-11-26:3".
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="notices")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, default="")
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120)
    text = models.TextField(default="")
    on = models.DateField()
    at = models.DateTimeField()
    act = models.UUIDField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-id"], name="notice_agency")]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="notice_once")]


class Digest(models.Model):
    """One mail a person and day; the row is the proof that it was made."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    on = models.DateField()
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="digest_once")]


class TickRun(models.Model):
    """A day that `tick` has carried out; days of silence are caught up one by one."""

    on = models.DateField(unique=True)
    at = models.DateTimeField()
