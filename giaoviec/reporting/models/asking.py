"""Reports that the Office asks for (9.4): the request, its form by versions, what each agency answered."""

from __future__ import annotations

from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.journal.models import Fact
from giaoviec.rules.asked import Field, Value, of_stored

EVERY_VI = {"month": "hằng tháng", "quarter": "hằng quý", "half_year": "6 tháng một lần", "year": "hằng năm"}


class AskedStage(models.TextChoices):
    """Where a request is."""

    DRAFTED = "drafted", "dự thảo"
    SENT = "sent", "đang thu báo cáo"
    ENDED = "ended", "đã kết thúc"


class AnswerStage(models.TextChoices):
    """Where an agency's answer is."""

    WAITING = "waiting", "chưa làm"
    WRITTEN = "written", "đang soạn"
    SIGNED = "signed", "đã gửi"
    BACK = "back", "trả lại để sửa"


class AskedReport(Fact):
    """A request for a report. `whom` holds the ids that were chosen: {"agencies": […], "groups": […]}; the agencies it
    was sent to are its answers, frozen at the sending.

    `every` is "" for one that is asked once. `first` is the request that was signed, of the turns that follow it;
    `title` and `due_on` are those of the newest form.
    """

    title = models.CharField(max_length=200)
    due_on = models.DateField()
    every = models.CharField(max_length=10, default="", blank=True, choices=list(EVERY_VI.items()))
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="turns")
    whom = models.JSONField(default=dict)
    whom_text = models.TextField(default="", blank=True)
    stage = models.CharField(max_length=8, choices=AskedStage, default=AskedStage.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    symbol = models.CharField(max_length=30, default="", blank=True)
    number = models.PositiveIntegerField(null=True)
    full_number = models.CharField(max_length=60, default="", blank=True)
    sent_on = models.DateField(null=True)
    signer_name = models.CharField(max_length=120, default="", blank=True)
    signer_authority = models.CharField(max_length=120, default="", blank=True)
    signer_post = models.CharField(max_length=120, default="", blank=True)
    ended_on = models.DateField(null=True)
    ended_why = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "due_on"], name="asked_turn_once", condition=models.Q(voided_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sent(self) -> bool:
        return self.stage == AskedStage.SENT


class AskedForm(Fact):
    """A version of what is asked: 1 as it was sent, then each correction with what it changed."""

    asked = models.ForeignKey(AskedReport, models.CASCADE, related_name="forms")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    why = models.TextField()
    ground = models.TextField(default="", blank=True)
    due_on = models.DateField()
    fields = models.JSONField(default=list)
    change = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["asked", "number"], name="asked_form_number")]

    @property
    def asks(self) -> tuple[Field, ...]:
        """The fields as the rule book has them."""
        return of_stored(self.fields)


class AskedAnswer(models.Model):
    """What an agency has answered so far: `values` by the key of the field (`rules.asked.Value`).

    `minutes` were measured where a draft was open. `signed` leads to what stands signed.
    """

    asked = models.ForeignKey(AskedReport, models.CASCADE, related_name="answers")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="asked_answers")
    stage = models.CharField(max_length=8, choices=AnswerStage, default=AnswerStage.WAITING)
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=5, default="page", choices=[("page", "trang"), ("excel", "Excel")])
    version = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=300, default="", blank=True)
    written_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(default=0)
    signed = models.ForeignKey("SignedAnswer", models.PROTECT, null=True, related_name="+")
    back_why = models.TextField(default="", blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)

    class Meta:
        ordering = ["agency__position", "agency_id"]
        constraints = [models.UniqueConstraint(fields=["asked", "agency"], name="asked_answer_once")]

    @property
    def is_signed(self) -> bool:
        return self.stage == AnswerStage.SIGNED

    def value(self, key: str) -> Value | None:
        """What stands in a field now."""
        found: Value | None = self.values.get(key)
        return found


class SignedAnswer(Fact):
    """An answer as it was signed, one row a signing: what was said before a correction stays."""

    answer = models.ForeignKey(AskedAnswer, models.CASCADE, related_name="history")
    number = models.PositiveSmallIntegerField()
    form = models.ForeignKey(AskedForm, models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="signed_answer_number")]
