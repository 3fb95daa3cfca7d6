"""Packages that other systems sent, and what they are told about them."""

from __future__ import annotations

from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.documents.models import Document
from giaoviec.exchange.edxml.shapes import Deed, State
from giaoviec.journal.models import Fact


class Received(Fact):
    """A package that came in, once: `content` is the digest of all it says but the way it took.

    `header` is `edxml.shapes.Package` without its files, which hang on this row; `document` what it was registered as.
    """

    content = models.CharField(max_length=64, unique=True)
    sender_code = models.CharField(max_length=60, default="", blank=True)
    sender_text = models.CharField(max_length=200, default="", blank=True)
    sender = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    addressed_as = models.CharField(max_length=35, default="", blank=True)
    document_key = models.CharField(max_length=300, default="", blank=True)
    deed = models.CharField(max_length=1, choices=[(deed.value, deed.vi) for deed in Deed], default=Deed.NEW.value)
    code = models.CharField(max_length=120, default="", blank=True)
    subject = models.TextField(default="", blank=True)
    issued_on = models.DateField(null=True)
    header = models.JSONField()
    warnings = models.JSONField(default=list)
    asks = models.JSONField(default=list)
    signatures = models.JSONField(default=list)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="packages")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["sender_code", "document_key"], name="received_key")]


class Told(models.Model):
    """A state that the sender of a package is told, once; it is derived from what happened here, and waits until sent.

    `fault` says why it could not be sent the last time, `next_at` when it is tried again.
    """

    package = models.ForeignKey(Received, models.CASCADE, related_name="told")
    state = models.CharField(max_length=2, choices=[(state.value, state.vi) for state in State])
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=300, default="", blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["package", "state"]
        constraints = [models.UniqueConstraint(fields=["package", "state"], name="told_once")]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(sent_at=None), name="told_waiting")]
