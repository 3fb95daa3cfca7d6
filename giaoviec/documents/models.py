"""Documents that give tasks (Article 4, 6.1a–b), their passages and files, revisions of any text, drafts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.journal.models import Fact
from giaoviec.rules.documents import Group, Source, Urgency


class DocumentKind(models.TextChoices):
    """A written document; a direct oral instruction (4.2); a yearly work programme (2.2b)."""

    WRITTEN = "written", "văn bản"
    ORAL = "oral", "ý kiến chỉ đạo trực tiếp"
    PROGRAMME = "programme", "chương trình công tác"


class Document(Fact):
    """What came. `on` is the day it was registered; there is no column for secrecy: what is secret never enters (6.2).

    `judged_at` is set when every passage is judged and all its tasks are given, or "no task in it" is confirmed (7.1).
    """

    kind = models.CharField(max_length=10, choices=DocumentKind, default=DocumentKind.WRITTEN)
    source = models.CharField(max_length=20, choices=[(s.value, s.vi) for s in Source])
    directed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="directed"
    )
    group = models.CharField(max_length=20, choices=[(g.value, g.vi) for g in Group])
    issuer = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="issued")
    issuer_text = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    number = models.CharField(max_length=20, default="", blank=True)
    symbol = models.CharField(max_length=60, default="", blank=True)
    full_symbol = models.CharField(max_length=90, default="", blank=True)
    symbol_key = models.CharField(max_length=90, default="", blank=True)
    summary = models.TextField()
    issued_on = models.DateField(db_index=True)
    received_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=120, default="", blank=True)
    signer_title = models.CharField(max_length=160, default="", blank=True)
    signing_authority = models.CharField(max_length=12, default="", blank=True)
    drafting_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="drafted")
    drafting_text = models.CharField(max_length=200, default="không ghi")
    urgency = models.CharField(max_length=12, choices=[(u.value, u.vi) for u in Urgency], default=Urgency.NORMAL)
    field = models.CharField(max_length=60, default="", blank=True)
    text = models.TextField(default="", blank=True)
    taken_down_by = models.CharField(max_length=120, default="", blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_on = models.DateField(null=True)
    judged_act = models.UUIDField(null=True, db_index=True)
    has_tasks = models.BooleanField(null=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        indexes = [
            models.Index(fields=["symbol_key", "issued_on"], name="document_symbol"),
            models.Index(fields=["-issued_on", "-id"], name="document_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_text", "symbol_key", "issued_on"],
                name="document_once",
                condition=models.Q(voided_at=None) & ~models.Q(symbol_key=""),
            )
        ]

    def __str__(self) -> str:
        return self.full_symbol or self.summary


class Passage(Fact):
    """A stretch of a document's text and the clerk's verdict on it; (`start`, `end`) are offsets in `Document.text`."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    verdict = models.CharField(
        max_length=10, choices=[("task", "nhiệm vụ"), ("not_task", "không phải nhiệm vụ"), ("unjudged", "chưa xét")]
    )
    why = models.CharField(max_length=300, default="", blank=True)
    task_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        ordering = ["start", "id"]


class Proposal(Fact):
    """What a version of the reader proposed for a document's text, just as it was (`Reading.as_json`), never changed.

    Beside the passages and tasks that a clerk made of it it says where he decided otherwise. `text_sha256` is of the
    text that was read: the newest row of the document's present text is the one that the screen shows.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="proposals")
    reader_version = models.CharField(max_length=20)
    text_sha256 = models.CharField(max_length=64)
    data = models.JSONField()


class Habit(Fact):
    """A province's own words for the reader: a fixed phrase that gives a task, or none, or a term with its meaning.

    Other names of bodies are no habits: the directory has them (`agencies.Alias`).
    """

    kind = models.CharField(
        max_length=8, choices=[("task", "là giao việc"), ("not_task", "không phải giao việc"), ("term", "thời hạn")]
    )
    phrase = models.CharField(max_length=200)
    meaning = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        ordering = ["kind", "phrase", "id"]


class Blob(models.Model):
    """A file's bytes on disk under DATA_DIR/files, by their SHA-256; many attachments may point to one."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()


class Attachment(Fact):
    """A file as part of an object that can be seen: (`subject`, `subject_id`) is a document, an update, a claim, …

    `places` and `pages` are rows of `intake.shapes.Span` and `Page`: where on which page each word of `text` stands.
    """

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    text = models.TextField(default="", blank=True)
    places = models.JSONField(default=list, blank=True)
    pages = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"], name="attachment_subject")]


class Revision(Fact):
    """A text or particular that was changed after it was entered: the old and new value, since when, why."""

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    old = models.TextField()
    new = models.TextField()
    reason = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"], name="revision_subject")]


class Draft(models.Model):
    """What a person is typing on a page, kept at each change after the gate; gone when it is sent."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    data = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="draft_once")]


class Refusal(models.Model):
    """What the secret gate refused: time, who, door, rule, a random id. No title, no name, no hash (6.2)."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=40)
    rule = models.CharField(max_length=60)


class SearchEntry(models.Model):
    """One searchable text: `plain` has no marks (đ → d, punctuation → space), `marked` is as written.

    With an `agency` only that agency, and those who see all, may find it. Long texts stand in parts "…", "…#1", "…#2".
    """

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    document = models.ForeignKey(Document, models.CASCADE, related_name="search_entries")
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    part = models.CharField(max_length=40, default="")
    act = models.UUIDField(db_index=True)
    plain = models.TextField()
    marked = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "subject_id", "part"], name="search_once")]


class Admission(Fact):
    """A file that the gate could not judge and of which two persons said that it is not secret (6.2): `person` owns
    it, `by` looked at it. Its bytes by their SHA-256, so that its owner may hand it in."""

    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["sha256", "person"], name="admission_bytes")]


class TextPrint(models.Model):
    """The fingerprint (`rules.likeness`) of a text that was shown as evidence: finds what is nearly the same.

    (`subject`, `subject_id`) is a claim; `attachment` the file whose text it is, or None for what was written on the
    form. Derived from that text, and gone with it.
    """

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, related_name="prints")
    print = models.BinaryField(max_length=256)
    act = models.UUIDField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"], name="textprint_subject")]


class PrintBand(models.Model):
    """One of the bands of a fingerprint: two texts that share one are looked at closer."""

    print = models.ForeignKey(TextPrint, models.CASCADE, related_name="bands")
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["value", "print"], name="printband_value")]


class Sequence(models.Model):
    """A gapless number per name and year (slips, letters); the row is locked while a number is taken."""

    name = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="sequence_once")]
