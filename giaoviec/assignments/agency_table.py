"""How each agency stands on a day: one grouped statement over the covering index, and whose days its late work took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.models import OPEN_ONES, Assignment
from giaoviec.journal.keeping import UntilNextAct
from giaoviec.rules.counting import DoesNotAddUp
from giaoviec.rules.figures import FORMULAS, Figure
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import OPEN, Stage
from giaoviec.rules.tasks import TaskClass

PARTS = ("done_on_time", "done_late", "in_time", "overdue", "undated", "withdrawn")
"""The columns whose sum is the total; `in_time` and `overdue` are what is not done yet, begun or not."""

RATE = FORMULAS["rate_national"]
DAYS = {
    Holder.AGENCY.value: "days_agency",
    Holder.OFFICE.value: "days_office",
    Holder.COLLABORATOR.value: "days_collaborator",
    Holder.OUTSIDE.value: "days_outside",
}
KINDS = {
    "so-ban-nganh": ("Sở, ban, ngành", (AgencyKind.DEPARTMENT,)),
    "xa-phuong": ("Xã, phường, đặc khu", (AgencyKind.COMMUNE, AgencyKind.DISTRICT)),
    "khac": ("Cơ quan khác", (AgencyKind.COMMITTEE, AgencyKind.OFFICE, AgencyKind.OTHER, AgencyKind.CENTRAL)),
}
"""The chips of the table: word in the address → its name, the kinds of agency."""


LATE = Q(claimed_on=None) | Q(claimed_on__gt=F("due_on"))
"""Of an open row with a due date behind it: what `standing_sql.overdue` asks besides (a test compares the two)."""


@dataclass(frozen=True, slots=True)
class Line:
    """An agency (None: the foot) with how many of its assignments stand in each of `PARTS`, and their total."""

    agency: Agency | None
    parts: Mapping[str, int]
    total: int

    @property
    def done(self) -> int:
        return self.parts["done_on_time"] + self.parts["done_late"]

    @property
    def rate(self) -> Figure:
        """The national rate, with what it was reckoned of."""
        under = self.done + self.parts["overdue"]
        return Figure(RATE.id, self.done / under if under else None, self.done, under, RATE.text)


@UntilNextAct
def whole_table(on: date) -> Sequence[Line]:
    """The table of the province; exact, and reckoned once until somebody acts."""
    return tuple(table(on))


@UntilNextAct
def all_days_of_late(on: date) -> Mapping[int, Mapping[str, int]]:
    """The days of the province's overdue work; reckoned once until somebody acts."""
    return days_of_late(on)


def table(on: date, agencies: Collection[int] | None = None) -> list[Line]:
    """A line for each agency (or of these) that was ever given work, in official order. Two statements.

    Agencies that are no more stand in it with what they finished: the foot is the province.
    """
    counted = _counted(on, agencies)
    named = Agency.objects.filter(pk__in=counted)
    return [Line(agency, counted[agency.pk], counted[agency.pk]["total"]) for agency in named]


def foot(lines: Iterable[Line]) -> Line:
    """The sum of the lines; `DoesNotAddUp` where its parts are not its total."""
    parts: Counter[str] = Counter()
    for line in lines:
        parts.update(line.parts)
    whole = parts["total"]
    if (added := sum(parts[name] for name in PARTS)) != whole:
        raise DoesNotAddUp("bảng tổng hợp các cơ quan", added, whole)
    return Line(None, parts, whole)


def _counted(on: date, agencies: Collection[int] | None) -> dict[int, Counter[str]]:
    """The parts by agency, from one row of the statement for each agency, class and stage."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for agency, kind, stage, number, dated, on_time, late in _grouped(on, agencies):
        if stage != Stage.PASSED_ON:
            undated = number - dated if kind == TaskClass.DATED else number
            found[agency].update(_parts(Stage(stage), number, undated, on_time, late))
    return found


def _grouped(
    on: date, agencies: Collection[int] | None
) -> QuerySet[Assignment, tuple[int, str, str, int, int, int, int]]:
    rows = Assignment.objects.filter(parent=None, voided_at=None)
    if agencies is not None:
        rows = rows.filter(agency_id__in=list(agencies))
    return (
        rows.order_by()
        .values_list("agency_id", "task_class", "stage")
        .annotate(
            number=Count("*"),
            dated=Count("due_on"),
            on_time=Count("done_on", filter=Q(done_on__lte=F("due_on"))),
            late=Count("due_on", filter=Q(due_on__lt=on) & LATE),
        )
    )


def _parts(stage: Stage, number: int, undated: int, on_time: int, late: int) -> dict[str, int]:
    found = {"total": number}
    if stage is Stage.WITHDRAWN:
        return found | {"withdrawn": number}
    found["undated"] = undated
    if stage in OPEN:
        return found | {"overdue": late, "in_time": number - undated - late}
    return found | {"done_on_time": on_time, "done_late": number - undated - on_time}


def days_of_late(
    on: date, agencies: Collection[int] | None = None, *, rows: QuerySet[Assignment] | None = None
) -> dict[int, dict[str, int]]:
    """By agency and holder: the days that have gone by on its overdue work, this one counted. One statement.

    `rows`: of which assignments; all where none are said.
    """
    rows = (Assignment.objects.all() if rows is None else rows).filter(OPEN_ONES, sql.overdue(on))
    if agencies is not None:
        rows = rows.filter(agency_id__in=list(agencies))
    sums = {f"gone_{name}": Sum(column) for name, column in DAYS.items()}
    grouped = rows.order_by().values_list("agency_id", "holder", "acted_on").annotate(number=Count("*"), **sums)
    found: dict[int, dict[str, int]] = {}
    for agency, holder, acted_on, number, *counted in grouped:
        days = found.setdefault(agency, dict.fromkeys(DAYS, 0))
        for name, gone in zip(DAYS, counted, strict=True):
            days[name] += gone
        if holder in days:
            days[holder] += ((on - acted_on).days + 1) * number
    return found
