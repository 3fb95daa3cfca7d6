"""Everything that happens to an assignment: since when, when entered, by which act; never changed, only voided."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency, Membership
from giaoviec.assignments.models.cases import ObstacleCase
from giaoviec.assignments.models.work import Assignment, choices
from giaoviec.journal.models import Fact
from giaoviec.rules.moves import Stage
from giaoviec.rules.tasks import Quality


class StageSpell(Fact):
    """A stage that an assignment was in and who held the ball: from `on` until `until_on` (open while None).

    `holder` is a `rules.holders.Holder`; `holder_agency` is named when it is an agency, and by a transfer always: it is
    the successor, whoever holds the ball.
    Closing a spell is its only change; (`until_on`, `until_at`, `until_act`) say when and by which act.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="spells")
    stage = models.CharField(max_length=12, choices=choices(Stage))
    holder = models.CharField(max_length=14)
    holder_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    move = models.CharField(max_length=20)
    until_on = models.DateField(null=True)
    until_at = models.DateTimeField(null=True)
    until_act = models.UUIDField(null=True)

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["assignment", "id"], name="spell_assignment")]


class DueDate(Fact):
    """A due date since `on`; the first of an assignment is its original one. Never changed: a new row supersedes."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="due_dates")
    due_on = models.DateField(null=True)
    cause = models.CharField(
        max_length=12,
        choices=[
            ("given", "giao việc"),
            ("extension", "gia hạn"),
            ("office", "Văn phòng điều chỉnh"),
            ("reopen", "mở lại"),
            ("calendar", "lịch làm việc thay đổi"),
            ("parent", "theo hạn của việc cấp trên"),
        ],
    )
    reason = models.TextField(default="", blank=True)


class TakingUp(Fact):
    """Tiếp nhận: the agency names its responsible leader (8.2, first dash); a later row supersedes."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="takings_up")
    leader = models.CharField(max_length=120)


class Update(Fact):
    """Tình hình thực hiện (7.2a): what was done by `on`, with figures where useful."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="updates")
    content = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)
    begins = models.BooleanField(default=False)


class Return(Fact):
    """Chuyển lại, nêu rõ lý do (7.2c), and the Office's answer."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="return_rows")
    reason = models.TextField()
    suggested = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(
        max_length=12,
        default="",
        choices=[("correct", "điều chỉnh"), ("pass_on", "chuyển đơn vị khác"), ("uphold", "giữ nguyên")],
    )
    answer_text = models.TextField(default="")
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_act = models.UUIDField(null=True)


class Claim(Fact):
    """Báo cáo hoàn thành: the product (document number and date, or files, or what was carried out)."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="claims")
    content = models.TextField()
    product_number = models.CharField(max_length=90, default="", blank=True)
    product_on = models.DateField(null=True)
    product_signer = models.CharField(max_length=120, default="", blank=True)
    verdict = models.CharField(
        max_length=10, default="", choices=[("confirmed", "đã xác nhận"), ("rejected", "chưa xác nhận")]
    )
    verdict_on = models.DateField(null=True)
    verdict_at = models.DateTimeField(null=True)
    verdict_act = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["product_number"], name="claim_number", condition=~models.Q(product_number=""),
            )
        ]  # fmt: skip


class Verification(Fact):
    """One person's judgement of a claim; of a starred task the first that confirms does not decide it yet."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="verifications")
    confirms = models.BooleanField()
    decides = models.BooleanField()
    quality = models.CharField(max_length=12, choices=choices(Quality), default="", blank=True)
    reason = models.TextField(default="", blank=True)
    for_quality = models.BooleanField(default=False)
    for_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Extension(Fact):
    """Gia hạn: what was asked, why, and what was decided; the original due date stays."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extension_rows")
    asked_on_due = models.DateField(null=True)
    wanted_on = models.DateField()
    cause = models.CharField(max_length=40)
    obstacle = models.ForeignKey("Obstacle", models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    decision = models.CharField(
        max_length=10,
        default="",
        choices=[
            ("granted", "đồng ý"),
            ("shorter", "đồng ý ngắn hơn"),
            ("refused", "không đồng ý"),
            ("lapsed", "việc đã kết thúc, không xét nữa"),
        ],
    )
    granted_on = models.DateField(null=True)
    decision_reason = models.TextField(default="")
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_act = models.UUIDField(null=True)
    decided_by_text = models.CharField(max_length=300, default="")


class Obstacle(Fact):
    """Khó khăn, vướng mắc (8.1b, 10.2): problem → effect → proposal → decision.

    Answered without an `answer`: the assignment ended before there was one. So with an opinion asked. `case` is what
    it is handled in together with others, or was passed on.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="obstacles")
    case = models.ForeignKey(ObstacleCase, models.PROTECT, null=True, related_name="obstacles")
    cause = models.CharField(max_length=40)
    problem = models.TextField()
    effect = models.TextField(default="", blank=True)
    proposal = models.TextField()
    answer = models.TextField(default="")
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_act = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["on", "id"], name="obstacle_waiting", condition=models.Q(answered_at=None, voided_at=None)
            )
        ]


class Explanation(Fact):
    """Giải trình (8.2): the cause and what is proposed to the Committee, once overdue or rejected for quality.

    `objective` is what the Office found of the cause, once, with its reason: None until then. Evaluation counts that.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="explanations")
    about = models.CharField(max_length=10, choices=[("overdue", "quá hạn"), ("quality", "chất lượng chưa bảo đảm")])
    cause = models.CharField(max_length=40)
    obstacle = models.ForeignKey(Obstacle, models.PROTECT, null=True, related_name="+")
    content = models.TextField()
    proposal = models.TextField()
    objective = models.BooleanField(null=True)
    objective_reason = models.TextField(default="", blank=True)
    objective_on = models.DateField(null=True)
    objective_at = models.DateTimeField(null=True)
    objective_by_text = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["on", "id"], name="explanation_day")]


class Message(Fact):
    """The thread on a task in which agency and Office talk it over (7.2c "trao đổi")."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="messages")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    content = models.TextField()


class Collaboration(Fact):
    """An agency that works with the lead; an opinion or figures asked of it are its own clocked duty.

    `silent`: its days ran out, that was certified, and the lead went on without it.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="collaborations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="collaborations")
    asked = models.TextField(default="", blank=True)
    asked_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    answer = models.TextField(default="", blank=True)
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_act = models.UUIDField(null=True)
    silent = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "due_on"], name="collaboration_agency")]


class WrittenReport(Fact):
    """6.1, end: a written report that was demanded besides the product, as the Office received it."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="written_reports")
    number = models.CharField(max_length=90)
    dated_on = models.DateField()
    received_on = models.DateField()
    note = models.CharField(max_length=300, default="", blank=True)


class Insight(Fact):
    """A seat in an inspection team sees an assignment and its story (8.1c), besides its parties, until `until_on`.

    `membership` is the seat: a post of its own with the team's first and last day.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="insights")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="insights")
    until_on = models.DateField(null=True)
    until_at = models.DateTimeField(null=True)
    until_act = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["membership", "assignment"], name="insight_seat")]


class OutsideWait(Fact):
    """Days spent waiting outside the province (a ministry's answer), recorded with the letter; until `until_on`."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="outside_waits")
    whom = models.CharField(max_length=200)
    letter = models.CharField(max_length=200)
    until_on = models.DateField(null=True)
    until_at = models.DateTimeField(null=True)
    until_act = models.UUIDField(null=True)
