"""The numbers of the morning page: four cells that add up, agencies with late work and whose days they were."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.models import OPEN_ONES, Assignment, Obstacle
from giaoviec.rules import standing as rules
from giaoviec.rules.access import Actor, Role
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import OPEN, Stage
from giaoviec.rules.periods import cycle_end, cycle_start
from giaoviec.site import formats
from giaoviec.site.links import work

COUNTED = Q(parent=None, voided_at=None) & ~Q(stage__in=[Stage.PASSED_ON, Stage.WITHDRAWN])


@dataclass(frozen=True, slots=True)
class Span:
    """The days in which what is counted falls due, both included; None for an open end."""

    slug: str
    label: str
    first: date | None
    last: date | None


def spans(on: date) -> list[Span]:
    """The periods that the page offers; the first is shown when none is asked."""
    first = cycle_start("quarter", on)
    before = first - timedelta(days=1)
    return [
        Span("quy-nay", formats.quarter(on), first, cycle_end("quarter", on)),
        Span("quy-truoc", formats.quarter(before), cycle_start("quarter", before), before),
        Span("nam-nay", f"năm {on.year}", date(on.year, 1, 1), date(on.year, 12, 31)),
        Span("tat-ca", "mọi thời hạn", None, None),
    ]


def mine(actor: Actor) -> QuerySet[Assignment]:
    """What a leader looks after: a Vice-Chairman his fields and what he directed, the others everything."""
    rows = Assignment.objects.filter(COUNTED)
    if actor.role is not Role.VICE_CHAIRMAN:
        return rows
    own = Q(document__directed_by_id__in=actor.persons) | Q(task__field__in=actor.directs_fields)
    return rows.filter(own | Q(document__field__in=actor.directs_fields))


def within(rows: QuerySet[Assignment], span: Span) -> QuerySet[Assignment]:
    """Those with a deadline in the span."""
    asked = {"due_on__gte": span.first, "due_on__lte": span.last}
    return rows.filter(sql.DATED, **{name: day for name, day in asked.items() if day})


# ---- four cells


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the four national cells; `share` is of the total."""

    kind: str
    word: str
    number: int
    share: float | None
    url: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The four cells and what they are reckoned to: the rate, done ÷ (done + late and not done)."""

    cells: Sequence[Cell]
    total: int
    open_ended: int

    @property
    def done(self) -> int:
        return self.cells[0].number + self.cells[1].number

    @property
    def base(self) -> int:
        return self.done + self.cells[3].number

    @property
    def rate(self) -> float | None:
        return self.done / self.base if self.base else None


NATIONAL = (
    ("done", "Đã hoàn thành đúng hạn", "dung-han"),
    ("done_late", "Đã hoàn thành quá hạn", "xong-muon"),
    ("doing", "Đang thực hiện trong hạn", "trong-han"),
    ("late", "Đang thực hiện quá hạn", "qua-han"),
)


def cells(rows: QuerySet[Assignment], span: Span, on: date) -> Cells:
    """The four cells of what falls due in the span; beside them how many there are without a deadline."""
    counted = within(rows, span).aggregate(
        done=Count("id", filter=sql.cell(rules.Cell.DONE_ON_TIME, on)),
        done_late=Count("id", filter=sql.cell(rules.Cell.DONE_LATE, on)),
        doing=Count("id", filter=sql.in_time(on)),
        late=Count("id", filter=sql.overdue(on)),
    )
    total = sum(counted.values())
    asked = links_of(span)
    drawn = [
        Cell(kind, word, counted[kind], counted[kind] / total if total else None, work(tinh_hinh=slug, **asked))
        for kind, word, slug in NATIONAL
    ]
    return Cells(drawn, total, rows.filter(sql.UNDATED).count())


def links_of(span: Span) -> dict[str, str]:
    """The span as the list of assignments takes it; work without a deadline is left out."""
    asked = {"loai": "co-han"}
    return asked | {"quy": f"{span.first}..{span.last}"} if span.first else asked


# ---- late agencies


@dataclass(frozen=True, slots=True)
class LateAgency:
    """An agency with late work: how much of what it was given, and whose days have gone by on it."""

    id: int
    name: str
    late: int
    total: int
    days: Sequence[tuple[str, int]]
    words: str
    url: str
    total_url: str

    @property
    def sum(self) -> int:
        return sum(number for _, number in self.days)


def late_agencies(rows: QuerySet[Assignment], span: Span, on: date, *, limit: int = 5) -> tuple[int, list[LateAgency]]:
    """How many agencies have late work, and those with the most. Two statements."""
    late_here = Count("id", filter=sql.overdue(on))
    grouped = within(rows, span).order_by().values_list("agency_id", "agency__name", "agency__position")
    found = [row for row in grouped.annotate(late=late_here, total=Count("id")) if row[3]]
    first = sorted(found, key=lambda row: (-row[3], row[2], row[0]))[:limit]
    days = _days(within(rows, span), [row[0] for row in first], on)
    asked = links_of(span)
    return len(found), [
        LateAgency(
            id=pk,
            name=name,
            late=late,
            total=total,
            days=list(days[pk].items()),
            words=_where(days[pk]),
            url=work(co_quan=pk, tinh_hinh="qua-han", **asked),
            total_url=work(co_quan=pk, tinh_hinh="duoc-giao", **asked),
        )
        for pk, name, _, late, total in first
    ]


COLUMNS = {
    Holder.AGENCY: "days_agency",
    Holder.OFFICE: "days_office",
    Holder.COLLABORATOR: "days_collaborator",
    Holder.OUTSIDE: "days_outside",
}


def _days(rows: QuerySet[Assignment], agencies: Collection[int], on: date) -> dict[int, dict[str, int]]:
    """The days that have gone by on each agency's late work, by who held it; today counts."""
    sums: dict[int, dict[str, int]] = {pk: {holder.value: 0 for holder in COLUMNS} for pk in agencies}
    late = rows.filter(sql.overdue(on), agency_id__in=agencies)
    for pk, holder, acted_on, *counted in late.values_list("agency_id", "holder", "acted_on", *COLUMNS.values()):
        for name, number in zip(COLUMNS, counted, strict=True):
            sums[pk][name.value] += number
        if holder in sums[pk]:
            sums[pk][holder] += (on - acted_on).days + 1
    return sums


def _where(days: dict[str, int]) -> str:
    """Where most of the days went, in words."""
    away = {"office": "Văn phòng", "collaborator": "cơ quan phối hợp", "outside": "bên ngoài"}
    most = max(away, key=lambda name: days[name])
    if not days[most]:
        return "toàn bộ tại cơ quan"
    if days[most] > days["agency"]:
        return f"chủ yếu ở {away[most]}, {days[most]} ngày"
    return f"ở {away[most]} {days[most]} ngày"


# ---- obstacles and counts


@dataclass(frozen=True, slots=True)
class Blocker:
    """An obstacle that nobody has answered."""

    title: str
    href: str
    ask: str
    note: str


def obstacles(rows: QuerySet[Assignment], on: date, *, limit: int = 5) -> tuple[int, list[Blocker]]:
    """How many obstacles wait for an answer, and those that wait longest."""
    open_ones = Obstacle.objects.filter(
        answered_at=None, voided_at=None, assignment__in=rows.filter(OPEN_ONES, obstacle_open=True).values("pk")
    )
    found = open_ones.order_by("on", "id").values_list(
        "assignment_id", "problem", "assignment__agency__name", "on", "assignment__task__content"
    )
    return open_ones.count(), [
        Blocker(
            problem[:160],
            f"/viec/{pk}/",
            f"/viec/{pk}/trao-doi/",
            f"{agency} · chờ trả lời ngày thứ {(on - since).days + 1} · {task[:90]}",
        )
        for pk, problem, agency, since, task in found[:limit]
    ]


def counts(rows: QuerySet[Assignment], span: Span) -> list[tuple[str, str, int, str]]:
    """Other numbers of the morning, each with its shape and its list."""
    found = within(rows, span).aggregate(
        untouched=Count("id", filter=sql.NOT_STARTED),
        claimed=Count("id", filter=Q(stage=Stage.CLAIMED)),
        returned=Count("id", filter=Q(stage=Stage.RETURNED)),
        extension=Count("id", filter=Q(extension_pending=True, stage__in=OPEN)),
        starred=Count("id", filter=Q(starred=True, stage__in=OPEN)),
    )
    asked = links_of(span)
    return [
        ("given", "Chưa thực hiện", found["untouched"], work(tinh_hinh="chua-thuc-hien", **asked)),
        ("claim", "Chờ xác nhận", found["claimed"], work(tinh_hinh="cho-xac-nhan", **asked)),
        ("back", "Đã chuyển lại, chờ xử lý", found["returned"], work(tinh_hinh="da-chuyen-lai", **asked)),
        ("claim", "Xin gia hạn", found["extension"], work(gia_han=1, **asked)),
        ("soon", "Gắn sao, chưa xong", found["starred"], work(sao=1, **asked)),
    ]
