"""Tasks and assignments (Articles 5–7); what happens to them is in `facts`. Standing is derived by `rules.standing`.

Columns of `Assignment` below "the present" are what its fact rows say now, kept in the same transaction so that lists
need no joins; a test recounts them from the facts.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency, AgencyGroup, Unit
from giaoviec.documents.models import Document
from giaoviec.journal.models import Fact
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import OPEN, Stage
from giaoviec.rules.tasks import Cycle, Deliverable, DueSource, Quality, Relation, TaskClass


def choices(enum: type) -> list[tuple[str, str]]:
    return [(member.value, member.vi) for member in enum]  # type: ignore[attr-defined]


PROVINCE = models.Q(parent=None, voided_at=None)
"""The assignments that count: not what an agency gave on inside, not what was taken back."""


class IsOpen(models.Func):
    """Whether a stage is an open one, written out: SQLite takes a partial index only where it reads its condition."""

    output_field = models.BooleanField()
    template = f"%(expressions)s IN ({', '.join(repr(stage.value) for stage in sorted(OPEN))})"


IS_OPEN = models.Q(IsOpen(models.F("stage")))
OPEN_ONES = IS_OPEN & PROVINCE
"""The province's assignments that are not ended: what most lists show."""

INSIDE, WITH_OFFICER = models.Q(parent__isnull=False), models.Q(officer__isnull=False)
DONE = models.Q(done_on__isnull=False)
OPEN_ROWS = models.Q(stage__in=[stage.value for stage in sorted(OPEN)]) & PROVINCE
"""Those that are open, as the condition of an index."""


class Series(Fact):
    """A task that comes again: `tick` makes its next turn in time; `rule` is a recurring rule of `rules.deadlines`."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="series")
    rule = models.CharField(max_length=40)
    next_on = models.DateField(null=True, db_index=True)
    ended_on = models.DateField(null=True)


class Task(Fact):
    """What is to be done, anchored to the passage that orders it. `on` is the day it was given."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="tasks")
    position = models.PositiveIntegerField()
    point = models.CharField(max_length=60, default="", blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    content = models.TextField()
    task_class = models.CharField(max_length=12, choices=choices(TaskClass))
    deliverable = models.CharField(max_length=12, choices=choices(Deliverable), default=Deliverable.NONE)
    deliver_to = models.CharField(max_length=200, default="", blank=True)
    product = models.CharField(max_length=300, default="", blank=True)
    due_text = models.CharField(max_length=300, default="", blank=True)
    due_on = models.DateField(null=True)
    due_why = models.TextField(default="", blank=True)
    due_source = models.CharField(max_length=10, choices=choices(DueSource), default=DueSource.NONE)
    at_once = models.BooleanField(default=False)
    cycle = models.CharField(max_length=12, choices=choices(Cycle), default="", blank=True)
    monitoring_unit = models.ForeignKey(Unit, models.PROTECT, related_name="monitored")
    field = models.CharField(max_length=60, default="", blank=True)
    notes = models.TextField(default="", blank=True)
    written_report = models.BooleanField(default=False)
    starred = models.BooleanField(default=False)
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="derived")
    relation = models.CharField(max_length=12, choices=choices(Relation), default="", blank=True)
    related_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="related_from")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="turns")
    given_to_group = models.ForeignKey(AgencyGroup, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["document_id", "position", "id"]
        indexes = [models.Index(fields=["document", "position"], name="task_order")]


class Assignment(Fact):
    """One agency's duty under a task: the thing that is tracked, counted, scored. `on` is the day it was given.

    Rows with a `parent` are internal (Article 11.2): inside one agency, down to `unit` and `officer`; they never enter
    the province's figures. `acted_on` is the day of the last act on it, taken back or not: no later act may be dated
    before it. The days from the giving up to `acted_on` are counted in `days_…` by who held the ball; since then it is
    with `holder`. `waits_outside` names the body outside the province that is waited for, `waits_opinion` says how many
    collaborators are asked.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    document = models.ForeignKey(Document, models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assignments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="assignments")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assignments")
    content = models.TextField(default="", blank=True)
    came_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="went_to")
    # the present
    monitoring_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    task_class = models.CharField(max_length=12, choices=choices(TaskClass))
    starred = models.BooleanField(default=False)
    stage = models.CharField(max_length=12, choices=choices(Stage), default=Stage.GIVEN)
    stage_on = models.DateField()
    given_on = models.DateField()
    original_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    cycle = models.CharField(max_length=12, default="", blank=True)
    claimed_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    first_confirmer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    quality = models.CharField(max_length=12, choices=choices(Quality), default="", blank=True)
    first_update_on = models.DateField(null=True)
    last_update_on = models.DateField(null=True)
    responsible_leader = models.CharField(max_length=120, default="", blank=True)
    taken_up_on = models.DateField(null=True)
    returns = models.PositiveSmallIntegerField(default=0)
    returns_this_giving = models.PositiveSmallIntegerField(default=0)
    rejections = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    reopenings = models.PositiveSmallIntegerField(default=0)
    extension_pending = models.BooleanField(default=False)
    obstacle_open = models.BooleanField(default=False)
    explained = models.BooleanField(default=False)
    quality_rejected = models.BooleanField(default=False)
    waits_opinion = models.PositiveSmallIntegerField(default=0)
    waits_outside = models.CharField(max_length=200, default="", blank=True)
    holder = models.CharField(max_length=14, choices=choices(Holder), default=Holder.AGENCY)
    acted_on = models.DateField()
    days_agency = models.PositiveIntegerField(default=0)
    days_office = models.PositiveIntegerField(default=0)
    days_collaborator = models.PositiveIntegerField(default=0)
    days_outside = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["agency", "due_on", "id"], name="assignment_open_due", condition=OPEN_ROWS),
            models.Index(fields=["due_on", "id"], name="assignment_all_open_due", condition=OPEN_ROWS),
            models.Index(fields=["monitoring_unit", "due_on", "id"], name="assignment_unit_due", condition=OPEN_ROWS),
            models.Index(fields=["agency", "due_on", "id"], name="assignment_agency_due", condition=PROVINCE),
            models.Index(fields=["due_on", "id"], name="assignment_due", condition=PROVINCE),
            models.Index(
                fields=[
                    "agency", "task_class", "stage", "due_on", "done_on", "claimed_on", "cycle", "last_update_on",
                    "extensions", "returns", "parent", "voided_at",  # without the last two SQLite reads the table too
                ],
                name="assignment_figures",
                condition=PROVINCE,
            ),
            models.Index(fields=["officer", "stage", "due_on"], name="assignment_officer", condition=WITH_OFFICER),
            models.Index(fields=["parent"], name="assignment_inside", condition=INSIDE),
            models.Index(fields=["-given_on", "-id"], name="assignment_newest"),
            models.Index(fields=["done_on", "id"], name="assignment_done", condition=PROVINCE & DONE),
        ]  # fmt: skip
