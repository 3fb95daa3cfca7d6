"""Reads of guidance on tasks, of agencies' own regulations and checks, and of paper reports, cycle by cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.queries import directory
from giaoviec.duties.models import Duty
from giaoviec.oversight.models import Guidance, InternalCheck, OwnRegulation
from giaoviec.rules.duties import DutyKind

REPORTING = (AgencyKind.OFFICE, AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE)
"""Who has a regulation of its own (11.2), and sends paper reports on secret tasks, where it has any (6.2)."""

HELD = OwnRegulation.objects.filter(agency=OuterRef("pk"), voided_at=None)


@dataclass(frozen=True, slots=True)
class Own:
    """An agency with its regulation in force, and the checks that it made this year."""

    agency: Agency
    regulation: OwnRegulation | None
    checks: int
    last_check: date | None


def of_task(task_id: int) -> list[Guidance]:
    """The Office's guidance on a task, the newest first."""
    return list(Guidance.objects.filter(task=task_id, voided_at=None).order_by("-id"))


def holding(on: date, *, missing: bool = False) -> QuerySet[Agency]:
    """The agencies that are to have a regulation of their own (11.2); only those without one."""
    agencies = directory(on, REPORTING)
    return agencies.filter(~Exists(HELD)) if missing else agencies


def missing(on: date) -> int:
    """How many have none."""
    return holding(on, missing=True).count()


def own(agencies: Sequence[Agency], on: date) -> list[Own]:
    """Of each of these: what is in force, what was checked. Two statements."""
    pks = [agency.pk for agency in agencies]
    latest: dict[int, OwnRegulation] = {}
    for row in OwnRegulation.objects.filter(agency__in=pks, voided_at=None).order_by("issued_on", "id"):
        latest[row.agency_id] = row
    checks = InternalCheck.objects.filter(agency__in=pks, voided_at=None, checked_on__gte=on.replace(month=1, day=1))
    counted = {
        pk: (number, last)
        for pk, number, last in checks.order_by().values_list("agency").annotate(n=Count("pk"), last=Max("checked_on"))
    }
    return [Own(agency, latest.get(agency.pk), *counted.get(agency.pk, (0, None))) for agency in agencies]


def regulations(agency_id: int) -> list[OwnRegulation]:
    """The newest, in force, first."""
    return list(OwnRegulation.objects.filter(agency=agency_id, voided_at=None))


def checks(agency_id: int) -> QuerySet[InternalCheck]:
    """The newest first."""
    return InternalCheck.objects.filter(agency=agency_id, voided_at=None)


# ---- paper reports


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle of paper reports: its day, who owes one, who ticked it as sent."""

    turn: str
    due_on: date
    owed: int
    sent: int


def paper_cycles(agency_id: int | None = None) -> list[Cycle]:
    """The newest first; of one agency where one is said."""
    rows = Duty.objects.filter(kind=DutyKind.PAPER_REPORT, voided_at=None, dropped_at=None)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    counted = (
        rows.order_by()
        .values_list("turn")
        .annotate(day=Min("due_on"), owed=Count("pk"), sent=Count("pk", filter=~Q(met_at=None)))
    )
    return sorted((Cycle(*one) for one in counted), key=lambda one: one.due_on, reverse=True)


def papers(turn: str, agency_id: int | None = None) -> QuerySet[Duty]:
    """Who owes the paper report of a cycle, the unsent first."""
    rows = Duty.objects.filter(kind=DutyKind.PAPER_REPORT, turn=turn, voided_at=None, dropped_at=None)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    return rows.select_related("agency").order_by("met_at", "agency__position", "pk")
