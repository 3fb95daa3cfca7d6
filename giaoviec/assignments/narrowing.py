"""What a list of assignments is narrowed to, and the rows that fit, but for how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from giaoviec.agencies.models import Agency
from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.agency_table import KINDS
from giaoviec.assignments.queries import looked_after_by


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means all. Days are half-open [first, after).

    `state` is a key of `STATES`, `besides` are others that hold too; `cell` a cell of the figures; `part`: "lead",
    "helping" or "inside"; `kind` of agency is a word of `agency_table.KINDS`; `late`: days of lateness, both ends in;
    `quiet`: how many days the agency has told nothing; `without`: flags of `ABSENT` that must not be.
    """

    state: str = "open"
    besides: tuple[str, ...] = ()
    cell: str = ""
    part: str = "lead"
    query: str = ""
    agencies: tuple[int, ...] = ()
    kind: str = ""
    unit: int | None = None
    document: int | None = None
    documents: tuple[int, ...] = ()
    task: int | None = None
    field: str = ""
    directed_by: int | None = None
    looked_after_by: int | None = None
    source: str = ""
    group: str = ""
    urgency: str = ""
    task_class: str = ""
    holder: str = ""
    starred: bool = False
    obstacle: bool = False
    extension: bool = False
    unexplained: bool = False
    explained: bool = False
    extended: bool = False
    rejected: bool = False
    unassigned: bool = False
    untold: bool = False
    written: bool = False
    officer: int | None = None
    inside_unit: int | None = None
    due: tuple[date, date] | None = None
    given: tuple[date, date] | None = None
    done: tuple[date, date] | None = None
    issued: tuple[date, date] | None = None
    late: tuple[int | None, int | None] | None = None
    quiet: int | None = None
    without: tuple[str, ...] = ()


def narrowed(filters: Filters, on: date) -> Q:
    """The rows that fit on a day."""
    return _columns(filters) & _flags(filters, on) & _days(filters, on)


def _columns(filters: Filters) -> Q:
    asked: dict[str, Any] = {
        "agency_id": filters.agencies[0] if len(filters.agencies) == 1 else None,
        "monitoring_unit_id": filters.unit,
        "document_id": filters.document,
        "task_id": filters.task,
        "task__field": filters.field,
        "document__directed_by_id": filters.directed_by,
        "document__source": filters.source,
        "document__group": filters.group,
        "document__urgency": filters.urgency,
        "task_class": filters.task_class,
        "holder": filters.holder,
        "officer_id": filters.officer,
        "unit_id": filters.inside_unit,
    }
    fits = Q(**{name: value for name, value in asked.items() if value})
    if filters.looked_after_by:
        fits &= looked_after_by(filters.looked_after_by)
    if filters.kind:
        fits &= Q(agency_id__in=Agency.objects.filter(kind__in=KINDS[filters.kind][1]).values("pk"))
    if filters.documents:
        fits &= Q(document_id__in=filters.documents)
    return fits & Q(agency_id__in=filters.agencies) if len(filters.agencies) > 1 else fits


PRESENT = {
    "starred": Q(starred=True),
    "obstacle": Q(obstacle_open=True),
    "extension": Q(extension_pending=True),
    "written": Q(task__written_report=True),
    "explained": Q(explained=True),
    "extended": Q(extensions__gt=0),
    "rejected": Q(rejections__gt=0),
    "unassigned": Q(responsible_leader=""),
    "untold": Q(last_update_on=None, claimed_on=None),
}
ABSENT = {
    "starred": Q(starred=False),
    "obstacle": Q(obstacle_open=False),
    "extended": Q(extensions=0),
    "rejected": Q(rejections=0),
}


def _flags(filters: Filters, on: date) -> Q:
    fits = Q()
    for name, condition in PRESENT.items():
        if getattr(filters, name):
            fits &= condition
    for name in filters.without:
        fits &= ABSENT[name]
    if filters.unexplained:
        fits &= Q(explained=False) & (sql.overdue(on) | (Q(quality_rejected=True) & sql.IS_OPEN))
    return fits


def _days(filters: Filters, on: date) -> Q:
    fits = Q()
    for name, days in (
        ("due_on", filters.due),
        ("given_on", filters.given),
        ("done_on", filters.done),
        ("document__issued_on", filters.issued),
    ):
        if days:
            fits &= Q(**{f"{name}__gte": days[0], f"{name}__lt": days[1]})
    if filters.late:
        fits &= sql.overdue(on) & _late(filters.late, on)
    if filters.quiet:
        since = on - timedelta(days=filters.quiet)
        fits &= sql.RUNNING & (Q(last_update_on__lte=since) | Q(last_update_on=None, given_on__lte=since))
    return fits


def _late(days: tuple[int | None, int | None], on: date) -> Q:
    """So many days behind its date; what waits for confirmation stopped being late on the day of the claim."""
    least, most = days
    fits = Q()
    if least is not None:
        claimed = Q(claimed_on__gte=F("due_on") + timedelta(days=least))
        fits &= Q(claimed_on=None, due_on__lte=on - timedelta(days=least)) | claimed
    if most is not None:
        claimed = Q(claimed_on__lte=F("due_on") + timedelta(days=most))
        fits &= Q(claimed_on=None, due_on__gte=on - timedelta(days=most)) | claimed
    return fits
