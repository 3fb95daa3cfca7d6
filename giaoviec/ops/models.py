"""What operation leaves behind: backups and their proofs, incidents with who handled them, versions installed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.journal.models import Fact

STATES = [("open", "Mới"), ("handled", "Đang xử lý"), ("closed", "Đã xong")]


class Backup(models.Model):
    """One run: a set (`set_id`), or why there is none (`fault`); and what its restoring for proof came to.

    `digest` is the SHA-256 of the signed manifest, `certificate` that of the PDF under `DATA_DIR/certificates`.
    `differs` is None until the set was restored and compared, then the number of differences.
    """

    at = models.DateTimeField(db_index=True)
    set_id = models.CharField(max_length=40, default="")
    version = models.CharField(max_length=40, default="")
    size = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    files = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    copied = models.BooleanField(default=False)
    fault = models.TextField(default="")
    gone_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True, db_index=True)
    proof_seconds = models.FloatField(null=True)
    differs = models.IntegerField(null=True)
    differences = models.TextField(default="")
    certificate = models.CharField(max_length=64, default="")


class Incident(Fact):
    """Something that went wrong. `key` names the check that found it, "" where a person reported it; one that is not
    closed yet is not opened again. `ended_at` is when the check found it gone."""

    key = models.CharField(max_length=40, default="")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    handler_text = models.CharField(max_length=300, default="")
    ended_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="incident_once", condition=~models.Q(key="") & ~models.Q(state="closed")
            )
        ]


class IncidentNote(Fact):
    """What was seen or done; `state` is what the incident became by it, "" where it stayed."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="notes")
    state = models.CharField(max_length=8, choices=STATES, default="", blank=True)
    text = models.TextField()


class Installed(models.Model):
    """A program that ran on this data: its version, the digest of its source, and the archive that is kept of it."""

    at = models.DateTimeField()
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    archive = models.CharField(max_length=120)
    size = models.BigIntegerField()


class Purge(Fact):
    """A document that was found to be secret is taken out (6.2): asked for by the head of the Office, confirmed by two
    technical administrators; from the second on nothing of it is left in rows and files (`erased_at`).

    `finished_at` is set when the database was compacted and a fresh set made, with which older sets became unreadable.
    No text of the document is here: `document_id` is a number that leads nowhere any more. `counts` says how many rows
    of each kind went.
    """

    document_id = models.BigIntegerField()
    ground = models.CharField(max_length=12)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    first_text = models.CharField(max_length=300, default="")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_text = models.CharField(max_length=300, default="")
    erased_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    set_id = models.CharField(max_length=40, default="")
    unreadable = models.PositiveIntegerField(default=0)
    fault = models.TextField(default="")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_id"], name="purge_once", condition=models.Q(voided_at=None, erased_at=None)
            )
        ]
