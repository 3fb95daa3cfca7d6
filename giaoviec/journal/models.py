"""The journal: one event an act, hash-chained; and `Fact`, the base of every row that must be replayed.

Events hold ids, days and salted digests, never contents: text lives in rows that can be purged (Article 6.2).
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One act. `id` is its place in the chain, given under the head's lock just before commit, without gaps."""

    id = models.BigIntegerField(primary_key=True)
    act = models.UUIDField(unique=True)
    at = models.DateTimeField()
    on = models.DateField()
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=300)
    agency_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    facts = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "journal_event"
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["actor_id", "id"], name="event_actor"),
            models.Index(fields=["agency_id", "id"], name="event_agency"),
            models.Index(fields=["verb", "id"], name="event_verb"),
            models.Index(fields=["at"], name="event_at"),
        ]


class Touch(models.Model):
    """What an act concerns besides its subject: an act that gives twelve assignments touches twelve."""

    act = models.UUIDField()
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"], name="touch_subject")]
        constraints = [models.UniqueConstraint(fields=["act", "subject", "subject_id"], name="touch_once")]


class Head(models.Model):
    """The one row that says where the chain ends; locked last in every writing transaction."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    event_id = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)


class AccessSegment(models.Model):
    """How far the index has read a segment of the access log."""

    name = models.CharField(max_length=120, primary_key=True)
    octets = models.BigIntegerField(default=0)
    lines = models.IntegerField(default=0)


class AccessLine(models.Model):
    """A line of the access log, found by the auditor: derived from the segments, made anew at will; ids follow time."""

    segment = models.CharField(max_length=120)
    line = models.IntegerField()
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=20)
    person_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=60, default="")
    path = models.CharField(max_length=300, default="")
    subject = models.CharField(max_length=40, default="")
    subject_id = models.BigIntegerField(null=True)
    more = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "line"], name="access_line_once")]
        indexes = [
            models.Index(fields=["kind", "id"], name="access_kind"),
            models.Index(fields=["person_id", "id"], name="access_person"),
            models.Index(fields=["agency_id", "id"], name="access_agency"),
            models.Index(fields=["address", "id"], name="access_address"),
            models.Index(fields=["subject", "subject_id", "id"], name="access_subject"),
        ]


class Fact(models.Model):
    """A row that says what has held since `on` and was entered at `recorded_at`; never changed, only voided.

    As known at K: rows recorded by K that were not voided by then. `act` leads to the event that made the row.
    """

    on = models.DateField()
    recorded_at = models.DateTimeField(db_index=True)
    act = models.UUIDField(default=uuid.uuid4, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_text = models.CharField(max_length=300, default="")
    voided_at = models.DateTimeField(null=True)
    voided_act = models.UUIDField(null=True)

    class Meta:
        abstract = True
