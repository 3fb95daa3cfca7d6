"""Which agencies have not sent the report of a period that was due (9.3, 10.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from giaoviec.duties.models import Notice
from giaoviec.reporting.models import Report, Stage

UNSENT = (Stage.PREFILLED, Stage.EDITED, Stage.SIGNED)
KIND = "remind_report"


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that was not sent by its day: how many days late it is, when its agency was reminded last."""

    report: Report
    days: int
    reminded_on: date | None


def overdue(on: date) -> list[Report]:
    """The agencies' reports that were due before a day and are not sent; the latest period first, agencies in order.

    What is left of agencies that are no more is nobody's.
    """
    there = Q(agency__dissolved_on=None) | Q(agency__dissolved_on__gt=on)
    rows = Report.objects.filter(there, of_office=False, voided_at=None, stage__in=UNSENT, due_on__lt=on)
    return list(rows.select_related("agency").order_by("-last", "agency__position", "id"))


def days_late(report: Report, on: date) -> int:
    """Days since the report was due; 0 before."""
    return max(0, (on - report.due_on).days) if report.due_on else 0


def told(rows: Sequence[Report], on: date) -> list[Missing]:
    """The same with when each was reminded last, by hand."""
    ids = [row.pk for row in rows]
    notices = Notice.objects.filter(kind=KIND, subject_id__in=ids).values("subject_id").annotate(last=Max("on"))
    last = dict(notices.values_list("subject_id", "last"))
    return [Missing(row, days_late(row, on), last.get(row.pk)) for row in rows]
