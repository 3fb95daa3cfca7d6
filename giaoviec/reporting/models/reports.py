"""Reports of the periods (9.2, 10.1): written by sections, signed, and what was frozen of them for ever."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.documents.models import Attachment
from giaoviec.journal.models import Fact
from giaoviec.rules.compliance import KIND as COMPLIANCE
from giaoviec.rules.compliance import PARTS as COMPLIANCE_PARTS
from giaoviec.rules.periods import Period
from giaoviec.rules.reports import KINDS_VI, PARTS

FORMS = [("docx", "Word"), ("xlsx", "Excel"), ("pdf", "PDF")]
SECTIONS = [(part.key, part.vi) for part in (*PARTS, *COMPLIANCE_PARTS)]


class Stage(models.TextChoices):
    """Where a report is; it only goes forward. From the signing on its words and figures stand as they are.

    What the Office sent back stays as it was sent; another report takes its place.
    """

    PREFILLED = "prefilled", "chờ soạn"
    EDITED = "edited", "đang soạn"
    SIGNED = "signed", "đã ký"
    SENT = "sent", "đã gửi Văn phòng"
    SENT_BACK = "sent_back", "Văn phòng đề nghị hoàn chỉnh"
    MERGED = "merged", "đã tổng hợp"
    FROZEN = "frozen", "đã chốt"


class Report(Fact):
    """A period's report of an agency, or of the Office: `first` through `last`, the cut-off.

    `period` is `Period.code`. `merged_into` is the Office's report that took an agency's in. What is frozen is what was
    known at `signed_at`. One that was sent back says why; the one that the agency writes instead `replaces` it.
    """

    kind = models.CharField(max_length=12, choices=list(KINDS_VI.items()))
    period = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="period_reports")
    of_office = models.BooleanField(default=False)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PREFILLED)
    due_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    number = models.PositiveIntegerField(null=True)
    full_number = models.CharField(max_length=60, default="", blank=True)
    signed_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    signer_name = models.CharField(max_length=120, default="", blank=True)
    signer_authority = models.CharField(max_length=120, default="", blank=True)
    signer_post = models.CharField(max_length=120, default="", blank=True)
    sent_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    back_on = models.DateField(null=True)
    back_by_text = models.CharField(max_length=300, default="", blank=True)
    back_reason = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["-last", "-of_office", "agency__position", "id"]
        indexes = [models.Index(fields=["agency", "-last"], name="report_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first", "last", "agency"],
                name="report_once",
                condition=models.Q(voided_at=None) & ~models.Q(stage="sent_back"),
            )
        ]

    def __str__(self) -> str:
        what = "kết quả thực hiện Quy chế " if self.kind == COMPLIANCE else ""
        return f"Báo cáo {what}{self.as_period.vi}"

    @property
    def as_period(self) -> Period:
        """The period as the rule book has it."""
        kind = "year" if self.kind == COMPLIANCE else self.kind
        return Period(self.first, self.last + timedelta(days=1), kind, self.year, self.place)

    @property
    def is_open(self) -> bool:
        """Whether its words may still be changed."""
        return self.stage in (Stage.PREFILLED, Stage.EDITED)

    @property
    def is_out(self) -> bool:
        """Whether it left its writer: others see it, and what is wrong in it is amended, not edited."""
        return self.stage in OUT


OUT = (Stage.SENT, Stage.SENT_BACK, Stage.MERGED, Stage.FROZEN)
"""Left its writer."""


class ReportSection(models.Model):
    """A section that somebody edited, or that was signed: `prefilled` is what the data said, `text` what stands."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20, choices=SECTIONS)
    prefilled = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)
    by_text = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_section_once")]


class ReportComment(Fact):
    """What somebody remarked on a section while it was written."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    key = models.CharField(max_length=20, choices=SECTIONS)
    text = models.TextField()


class Snapshot(models.Model):
    """What a report said when it was frozen: figures, tables and words as canonical JSON, with the digest of it all.

    `profile` and `rules`: by whose numbers and which version of the rule book it was counted. After a purge (6.2)
    `digest` stays what it was, `purged_digest` is that of what is left.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="snapshot")
    day = models.DateField()
    known_at = models.DateTimeField()
    profile = models.CharField(max_length=60)
    rules = models.CharField(max_length=20)
    content = models.TextField()
    lines = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    purged_on = models.DateField(null=True)
    purged_digest = models.CharField(max_length=64, default="", blank=True)


class Line(models.Model):
    """An assignment as a report counted it: its values as canonical JSON (`reports.lines.Line`), and their digest.

    Of a line that was `purged` (6.2) the digest is what it was, the values say that it is gone.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    assignment_id = models.BigIntegerField()
    cell = models.CharField(max_length=24)
    values = models.TextField()
    digest = models.CharField(max_length=64)
    purged = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["assignment_id"], name="line_assignment")]
        constraints = [models.UniqueConstraint(fields=["snapshot", "position"], name="line_place")]


class Amendment(Fact):
    """A correction of a frozen report, dated and beside it: why, and what it changes (canonical JSON)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField()
    changes = models.TextField()
    digest = models.CharField(max_length=64)
    purged_digest = models.CharField(max_length=64, default="", blank=True)
    signer_name = models.CharField(max_length=120, default="", blank=True)
    signer_authority = models.CharField(max_length=120, default="", blank=True)
    signer_post = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="amendment_number")]


class RenderedFile(models.Model):
    """The bytes as they were rendered when it was frozen, by their SHA-256: what is printed again is these."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="files")
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, related_name="files")
    form = models.CharField(max_length=4, choices=FORMS)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "form"], name="rendered_once", condition=models.Q(amendment=None)
            ),
            models.UniqueConstraint(
                fields=["amendment", "form"], name="amendment_rendered_once", condition=~models.Q(amendment=None)
            ),
        ]


class Freezing(models.Model):
    """How far the freezing of a long report is, which goes on in the background; `fault` says why it stopped."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="freezing")
    step = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    fault = models.TextField(default="", blank=True)
