"""The report to the Chairman with its lines and his decisions (9.3); the leaders' acts: hỏi, đôn đốc, biểu dương."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.assignments.models import Assignment
from giaoviec.journal.models import Fact
from giaoviec.rules.leading import LeaderActKind
from giaoviec.rules.proposals import Measure

MEASURES = [(one.value, one.vi) for one in Measure]
KINDS = [(one.value, one.vi) for one in LeaderActKind]


class ReportStage(models.TextChoices):
    """Where a report is; it only goes forward, and from the signing on nothing in it changes."""

    DRAFTED = "drafted", "dự thảo"
    SIGNED = "signed", "đã ký, chưa gửi"
    SENT = "sent", "đã gửi, chờ quyết định"
    DECIDED = "decided", "đã quyết định xong"


class Decision(models.TextChoices):
    """What the Chairman said of a line."""

    AGREE = "agree", "đồng ý"
    CHANGE = "change", "chọn biện pháp khác"
    DECLINE = "decline", "không thực hiện"


class ChairmanReport(Fact):
    """A report of the Office to the Chairman; `on` is the day it was composed. A draft that was dropped is voided."""

    stage = models.CharField(max_length=10, choices=ReportStage, default=ReportStage.DRAFTED)
    summary = models.CharField(max_length=300)
    opening = models.TextField()
    closing = models.TextField()
    number = models.PositiveIntegerField(null=True)
    full_number = models.CharField(max_length=60, default="", blank=True)
    signed_on = models.DateField(null=True)
    signer_name = models.CharField(max_length=120, default="", blank=True)
    signer_authority = models.CharField(max_length=120, default="", blank=True)
    signer_post = models.CharField(max_length=120, default="", blank=True)
    sent_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage"],
                name="chairman_report_one_draft",
                condition=models.Q(stage="drafted", voided_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.full_number}" if self.full_number else f"Báo cáo (dự thảo) ngày {self.on:%d/%m/%Y}"


class ReportLine(Fact):
    """A measure proposed for an agency, and what the Chairman decided: `decided_measure` is what is carried out.

    (`result`, `result_id`) is what came of it: a letter, an inspection, a leader's act. `carried_on` is the day on
    which the Office had done what it was told to do, where that is more than what came about by itself.
    """

    report = models.ForeignKey(ChairmanReport, models.PROTECT, related_name="lines")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="report_lines")
    position = models.PositiveIntegerField()
    measure = models.CharField(max_length=10, choices=MEASURES)
    reason = models.TextField()
    note = models.TextField(default="", blank=True)
    decision = models.CharField(max_length=8, choices=Decision, default="", blank=True)
    decided_measure = models.CharField(max_length=10, choices=MEASURES, default="", blank=True)
    decision_text = models.TextField(default="", blank=True)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_act = models.UUIDField(null=True)
    decided_by_text = models.CharField(max_length=300, default="", blank=True)
    result = models.CharField(max_length=20, default="", blank=True)
    result_id = models.BigIntegerField(null=True)
    carried_on = models.DateField(null=True)
    carried_at = models.DateTimeField(null=True)
    carried_act = models.UUIDField(null=True)
    carried_by_text = models.CharField(max_length=300, default="", blank=True)
    carried_note = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                fields=["report", "position"],
                name="report_line_waits",
                condition=models.Q(decision="", voided_at=None),
            )
        ]


class ReportedWork(models.Model):
    """An assignment that a line is about, in the words in which it was reported."""

    line = models.ForeignKey(ReportLine, models.CASCADE, related_name="work")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    content = models.TextField()
    due_on = models.DateField()
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "assignment"], name="reported_work_once")]


class LeaderAct(Fact):
    """What a leader asks, urges, commends, or by a decided line criticises; `by` wrote it, in the name of `person`.

    Sent once it is approved: an assistant's waits for his leader. It goes to `agency`, about an assignment, a line of a
    report, or the agency itself. `read_at` is when the leader had done with the answer.
    """

    kind = models.CharField(max_length=10, choices=KINDS)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="led")
    person_text = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="led")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="led")
    line = models.ForeignKey(ReportLine, models.PROTECT, null=True, related_name="led")
    text = models.TextField()
    approved_on = models.DateField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_act = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    answer = models.TextField(default="", blank=True)
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_act = models.UUIDField(null=True)
    answered_by_text = models.CharField(max_length=300, default="", blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="leader_act_agency"),
            models.Index(fields=["person", "-id"], name="leader_act_person"),
            models.Index(
                fields=["assignment", "-id"], name="leader_act_assignment", condition=~models.Q(assignment=None)
            ),
        ]
