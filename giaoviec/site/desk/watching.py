"""Tables of a desk: what a monitoring unit watches, what waits for the Office by unit, who is at work in an agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from giaoviec.agencies.queries import monitoring_units
from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.models import OPEN_ONES, Assignment
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import OPEN
from giaoviec.rules.roles import Role
from giaoviec.site.desk.parts import all_owed, owing
from giaoviec.site.links import work

K = DutyKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the desk that opens its list; `kind` is a state's shape."""

    kind: str
    word: str
    number: int
    url: str


def of_unit(unit_id: int | None, on: date) -> list[Figure]:
    """What a monitoring unit has to look at, as numbers. One statement."""
    rows = Assignment.objects.filter(OPEN_ONES, monitoring_unit_id=unit_id)
    unexplained = Q(explained=False) & (sql.overdue(on) | Q(quality_rejected=True))
    counted = rows.aggregate(
        overdue=Count("id", filter=sql.overdue(on)),
        untouched=Count("id", filter=sql.NOT_STARTED),
        unexplained=Count("id", filter=unexplained),
        obstacles=Count("id", filter=Q(obstacle_open=True)),
        warned=Count("id", filter=Q(forewarning__chance__gte=int(profile_on(on)["warning_percent"]) / 100)),
        all=Count("id"),
    )
    asked = {"don_vi": unit_id}
    return [
        Figure("late", "Quá hạn", counted["overdue"], work(tinh_hinh="qua-han", **asked)),
        Figure("late", "Quá hạn, chưa giải trình", counted["unexplained"], work(chua_giai_trinh=1, **asked)),
        Figure("given", "Chưa thực hiện", counted["untouched"], work(tinh_hinh="chua-thuc-hien", **asked)),
        Figure("soon", "Có vướng mắc", counted["obstacles"], work(vuong_mac=1, **asked)),
        Figure("soon", "Có nguy cơ trễ, nên gọi điện", counted["warned"], "/canh-bao-som/"),
        Figure("doing", "Tất cả việc đang theo dõi", counted["all"], work(**asked)),
    ]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What waits for one unit of the Office: how many of each kind, how many of them late, how long the oldest lies."""

    name: str
    numbers: Sequence[tuple[int, str]]
    late: int
    late_url: str
    days: int


HEADS = {
    K.REGISTER: "Giao việc",
    K.VERIFY: "Xác nhận",
    K.ANSWER_RETURN: "Chuyển lại",
    K.DECIDE_EXTENSION: "Gia hạn",
    K.ANSWER_OBSTACLE: "Vướng mắc",
}


def of_office(actor: Actor, on: date) -> list[UnitRow]:
    """What waits for the Office, by unit; what lies on the clerk's desk comes first. Two statements."""
    counted = {kind.value: Count("id", filter=Q(kind=kind)) for kind in HEADS}
    found = (
        owing(actor, on)
        .filter(kind__in=list(HEADS))
        .order_by()
        .values("unit_id")
        .annotate(late=Count("id", filter=Q(due_on__lt=on)), oldest=Min("due_on"), **counted)
    )
    by_unit = {row["unit_id"]: row for row in found}
    names: dict[int | None, str] = {None: "Văn thư"}
    names |= {unit.pk: unit.name for unit in monitoring_units(on)}
    return [_unit_row(unit, name, by_unit.get(unit), on) for unit, name in names.items()]


def _unit_row(unit: int | None, name: str, row: dict[str, object] | None, on: date) -> UnitRow:
    asked = {"don-vi": unit or 0}
    numbers = [(int(str(row[kind.value])) if row else 0, all_owed(loai=kind.value, **asked)) for kind in HEADS]
    oldest = row["oldest"] if row else None
    days = max(0, (on - oldest).days) if isinstance(oldest, date) else 0
    return UnitRow(name, numbers, int(str(row["late"])) if row else 0, all_owed(khi="qua-han", **asked), days)


@dataclass(frozen=True, slots=True)
class Doer:
    """A unit or a person that work was given to inside the agency."""

    name: str
    doing: int
    late: int
    url: str
    late_url: str


def inside(actor: Actor, on: date, *, limit: int = 12) -> list[Doer]:
    """Who is at work in the agency (for a head of unit: in his unit), the latest first. One statement."""
    rows = Assignment.objects.filter(agency_id=actor.agency_id, parent__isnull=False, voided_at=None, stage__in=OPEN)
    if actor.role is Role.UNIT_HEAD:
        rows = rows.filter(unit_id=actor.unit_id or 0)
    counted = rows.order_by().values_list("unit_id", "unit__name", "officer_id", "officer__name")
    found = counted.annotate(doing=Count("id"), late=Count("id", filter=Q(due_on__lt=on)))
    doers = [
        Doer(officer or unit or "Chưa phân công", doing, late, _inside(unit_id, pk), _inside(unit_id, pk, "qua-han"))
        for unit_id, unit, pk, officer, doing, late in found
    ]
    return sorted(doers, key=lambda doer: (-doer.late, -doer.doing, doer.name))[:limit]


def _inside(unit: int | None, officer: int | None, standing: str = "") -> str:
    return work(noi_bo=1, nguoi=officer, phong=None if officer else unit, tinh_hinh=standing)
