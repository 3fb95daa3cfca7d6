"""Reads for `/ngay-cua-ai/`: days by agency, unit and the Office; the Office's own clocks; collaborators' silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from giaoviec.agencies.models import Agency, Unit
from giaoviec.agencies.queries import office
from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.agency_table import DAYS
from giaoviec.assignments.models import OPEN_ONES, PROVINCE, Assignment
from giaoviec.assignments.whose_days import Ledger, ledgers, of_row, silences
from giaoviec.duties.models import Duty
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import AGENCY_WIDE, Role

SCOPES = {
    "": ("Việc đang mở", "mọi việc chưa kết thúc"),
    "qua-han": ("Việc quá hạn", "việc đang quá hạn"),
    "trong-nam": ("Giao trong năm", "mọi việc giao từ đầu năm, cả việc đã kết thúc"),
}
CLOCKS = (
    DutyKind.REGISTER, DutyKind.VERIFY, DutyKind.ANSWER_RETURN, DutyKind.ANSWER_OBSTACLE, DutyKind.DECIDE_EXTENSION,
    DutyKind.ANSWER_SUGGESTION,
)  # fmt: skip
"""What the Office itself owes, with a day for each."""


@dataclass(frozen=True, slots=True)
class Line:
    """An agency (or unit) with its ledger, and how often it was silent when asked (of how often)."""

    who: Agency | Unit
    ledger: Ledger
    silent: int = 0
    asked: int = 0


@dataclass(slots=True)
class Clock:
    """One of the Office's clocks: met in time and late, open in time and late."""

    kind: DutyKind
    in_time: int = 0
    late: int = 0
    open: int = 0
    open_late: int = 0

    @property
    def share(self) -> float | None:
        """Of what fell due by now, how much was met in time."""
        due = self.in_time + self.late + self.open_late
        return self.in_time / due if due else None


def within(scope: str, on: date) -> QuerySet[Assignment]:
    """The province's assignments of a scope."""
    if scope == "qua-han":
        return Assignment.objects.filter(OPEN_ONES, sql.overdue(on))
    if scope == "trong-nam":
        return Assignment.objects.filter(PROVINCE, given_on__gte=on.replace(month=1, day=1))
    return Assignment.objects.filter(OPEN_ONES)


def by_agency(scope: str, on: date) -> list[Line]:
    """A line an agency, in official order."""
    found, silent = ledgers(within(scope, on), "agency_id", on), silences(on)
    named = Agency.objects.filter(pk__in=found)
    return [Line(agency, found[agency.pk], *silent.get(agency.pk, (0, 0))) for agency in named]


def of_agency(agency: Agency, scope: str, on: date) -> Line:
    """One agency's line."""
    found = ledgers(within(scope, on).filter(agency=agency), "agency_id", on)
    ledger = found.get(agency.pk) or Ledger(0, dict.fromkeys(DAYS, 0))
    return Line(agency, ledger, *silences(on, agency.pk).get(agency.pk, (0, 0)))


def longest(agency: Agency, scope: str, on: date, holder: str = "") -> list[int]:
    """An agency's assignments, those first that took the most days (of a holder)."""
    rows = within(scope, on).filter(agency=agency).only("pk", "holder", "acted_on", *DAYS.values())
    counted = [(of_row(row, on), row.pk) for row in rows]
    counted.sort(key=lambda one: (-(one[0][holder] if holder else sum(one[0].values())), one[1]))
    return [pk for _, pk in counted]


def whole(lines: Sequence[Line]) -> Ledger:
    """The province: the sum of the lines."""
    days: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        for name, number in line.ledger.days.items():
            days[name] += number
    return Ledger(sum(line.ledger.number for line in lines), dict(days))


def by_monitoring_unit(scope: str, on: date) -> list[Line]:
    """The Office's units that follow the work: the days of what each follows."""
    found = ledgers(within(scope, on), "monitoring_unit_id", on)
    return [Line(unit, found[unit.pk]) for unit in Unit.objects.filter(pk__in=[pk for pk in found if pk])]


def by_unit(agency_id: int, on: date) -> list[Line]:
    """Inside an agency: the days of what was given on to its units and is open."""
    rows = Assignment.objects.filter(agency=agency_id, parent__isnull=False, voided_at=None).exclude(unit=None)
    found = ledgers(rows, "unit_id", on)
    return [Line(unit, found[unit.pk]) for unit in Unit.objects.filter(pk__in=found)]


def clocks(on: date) -> list[Clock]:
    """The Office's own clocks since the year began."""
    rows = Duty.objects.filter(agency=office(), kind__in=CLOCKS, voided_at=None, on__gte=on.replace(month=1, day=1))
    is_open = Q(met_at=None, dropped_at=None)
    counted = (
        rows.order_by()
        .values_list("kind")
        .annotate(
            in_time=Count("pk", filter=Q(met_on__lte=F("due_on"))),
            late=Count("pk", filter=Q(met_on__gt=F("due_on"))),
            open=Count("pk", filter=is_open & Q(due_on__gte=on)),
            open_late=Count("pk", filter=is_open & Q(due_on__lt=on)),
        )
    )
    found = {kind: numbers for kind, *numbers in counted}
    return [Clock(kind, *found.get(kind.value, (0, 0, 0, 0))) for kind in CLOCKS]


def opens(actor: Actor, agency_id: int) -> bool:
    """Whether he may open the list behind an agency's days: whoever sees all, the evaluator, the agency itself."""
    own = actor.role in AGENCY_WIDE and actor.agency_id == agency_id
    return actor.sees_all or actor.role is Role.EVALUATOR or own
