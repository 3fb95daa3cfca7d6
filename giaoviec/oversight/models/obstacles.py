"""What helps work along besides answers: guidance on tasks (9.1), agencies' own checks (8.2) and regulations (11.2)."""

from __future__ import annotations

from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.assignments.models import Task
from giaoviec.journal.models import Fact


class Guidance(Fact):
    """Hướng dẫn (9.1): what the Office says of how a task is to be done, to all who have a part in it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="guidance")
    content = models.TextField()


class OwnRegulation(Fact):
    """An agency's own regulation on following tasks inside it (11.2); its file hangs on it. A later one supersedes."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="own_regulations")
    number = models.CharField(max_length=90)
    issued_on = models.DateField()
    summary = models.CharField(max_length=300)

    class Meta:
        ordering = ["-issued_on", "-id"]


class InternalCheck(Fact):
    """A check that an agency made inside itself (8.2, second dash): when, of what, with what result; no more."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="internal_checks")
    checked_on = models.DateField()
    what = models.CharField(max_length=300)
    result = models.TextField()

    class Meta:
        ordering = ["-checked_on", "-id"]
