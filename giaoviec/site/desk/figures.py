"""The numbers of the morning page: four cells that add up, agencies with late work and whose days they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.agency_table import days_of_late
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import looked_after_by
from giaoviec.journal.keeping import UntilNextAct
from giaoviec.oversight.queries import obstacles as board
from giaoviec.oversight.queries.obstacles import Knot
from giaoviec.rules import standing as rules
from giaoviec.rules.access import Actor
from giaoviec.rules.moves import Stage
from giaoviec.rules.periods import cycle_end, cycle_start
from giaoviec.rules.roles import Role
from giaoviec.rules.tasks import TaskClass
from giaoviec.site import formats
from giaoviec.site.links import work

COUNTED = Q(
    parent=None, voided_at=None, stage__in=[one for one in Stage if one not in (Stage.PASSED_ON, Stage.WITHDRAWN)]
)


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
    return work_of(looked_after(actor))


def work_of(leader: int | None) -> QuerySet[Assignment]:
    """What a Vice-Chairman looks after; of None everything that counts."""
    rows = Assignment.objects.filter(COUNTED)
    return rows.filter(looked_after_by(leader)) if leader else rows


def looked_after(actor: Actor) -> int | None:
    """The Vice-Chairman whose desk it is, also where somebody stands in for him."""
    return (actor.for_person_id or actor.person_id) if actor.role is Role.VICE_CHAIRMAN else None


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


Row = Mapping[str, Any]


def table(actor: Actor, span: Span, on: date) -> Sequence[Row]:
    """Every number of the page by agency, of what falls due in the span; reckoned once until somebody acts."""
    return _table(looked_after(actor), span, on)


@UntilNextAct
def _table(leader: int | None, span: Span, on: date) -> Sequence[Row]:
    """One walk through the rows serves all of it."""
    counted = {name: Count("id", filter=condition) for name, condition in _conditions(on).items()}
    rows = within(work_of(leader), span).order_by().values("agency_id", "agency__name", "agency__position")
    return tuple(rows.annotate(total=Count("id"), **counted))


def _conditions(on: date) -> dict[str, Q]:
    return {
        "done": sql.cell(rules.Cell.DONE_ON_TIME, on),
        "done_late": sql.cell(rules.Cell.DONE_LATE, on),
        "doing": sql.in_time(on),
        "late": sql.overdue(on),
        "not_started": sql.NOT_STARTED,
        "claimed": Q(stage=Stage.CLAIMED),
        "returned": Q(stage=Stage.RETURNED),
        "extension": Q(extension_pending=True) & sql.IS_OPEN,
        "starred_open": Q(starred=True) & sql.IS_OPEN,
    }


def _sum(rows: Iterable[Row], name: str) -> int:
    return sum(row[name] for row in rows)


def cells(rows: Sequence[Row], actor: Actor, span: Span) -> Cells:
    """The four cells; beside them how many there are without a deadline."""
    numbers = {kind: _sum(rows, kind) for kind, _, _ in NATIONAL}
    total, asked = sum(numbers.values()), links_of(actor, span)
    drawn = [
        Cell(kind, word, numbers[kind], numbers[kind] / total if total else None, work(tinh_hinh=slug, **asked))
        for kind, word, slug in NATIONAL
    ]
    return Cells(drawn, total, _open_ended(looked_after(actor)))


@UntilNextAct
def _open_ended(leader: int | None) -> int:
    """How many have no deadline (`sql.UNDATED`), in two counts that each have an index: an OR would walk all rows."""
    rows = work_of(leader)
    dated = rows.filter(task_class=TaskClass.DATED, due_on=None)
    return rows.filter(task_class=TaskClass.OPEN_ENDED).count() + dated.count()


def links_of(actor: Actor, span: Span) -> dict[str, object]:
    """What is counted as the list of assignments takes it; work without a deadline is left out."""
    asked: dict[str, object] = {"loai": "co-han", "phu_trach": looked_after(actor)}
    return asked | {"quy": f"{span.first}..{span.last}"} if span.first else asked


def undated(actor: Actor) -> str:
    """The list of work without a deadline."""
    return work(tinh_hinh="khong-thoi-han", phu_trach=looked_after(actor))


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


def late_agencies(
    rows: Sequence[Row], actor: Actor, span: Span, on: date, *, limit: int = 5
) -> tuple[int, list[LateAgency]]:
    """How many agencies have late work, and those with the most. One statement."""
    late = sorted((row for row in rows if row["late"]), key=lambda row: (-row["late"], row["agency__position"]))
    days = _days(looked_after(actor), span, tuple(row["agency_id"] for row in late[:limit]), on)
    return len(late), [_late(row, days[row["agency_id"]], links_of(actor, span)) for row in late[:limit]]


@UntilNextAct
def _days(leader: int | None, span: Span, agencies: tuple[int, ...], on: date) -> Mapping[int, dict[str, int]]:
    return days_of_late(on, agencies, rows=within(work_of(leader), span))


def _late(row: Row, days: dict[str, int], asked: dict[str, object]) -> LateAgency:
    pk = row["agency_id"]
    return LateAgency(
        id=pk,
        name=row["agency__name"],
        late=row["late"],
        total=row["total"],
        days=list(days.items()),
        words=_where(days),
        url=work(co_quan=pk, tinh_hinh="qua-han", **asked),
        total_url=work(co_quan=pk, tinh_hinh="duoc-giao", **asked),
    )


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
    """An obstacle that nobody has answered; `assignment_id` is the first that it holds."""

    title: str
    href: str
    assignment_id: int
    note: str


def obstacles(actor: Actor, on: date, *, limit: int = 5) -> tuple[int, list[Blocker]]:
    """How many obstacles wait for a decision, and those that hold most; of these the longest waiting first."""
    within = mine(actor) if looked_after(actor) else None
    found = board.knots(actor, order="nhieu-viec", within=within)
    shown = list(found[:limit])
    number = len(shown) if len(shown) < limit else found.count()
    return number, [_blocker(knot, on) for knot in board.lines(shown)]


def _blocker(knot: Knot, on: date) -> Blocker:
    work = knot.row.assignment
    held = f"{knot.number} việc của {knot.agencies} cơ quan" if knot.number > 1 else work.agency.name
    outside = f" · {knot.outside} việc đang chờ bên ngoài" if knot.outside else ""
    about = "" if knot.number > 1 else f" · {formats.shortened(work.content or work.task.content, 90)}"
    return Blocker(
        title=formats.shortened(knot.problem, 160),
        href=f"/vuong-mac/{knot.row.pk}/",
        assignment_id=work.pk,
        note=f"{held} · chờ quyết định ngày thứ {(on - knot.since).days + 1}{outside}{about}",
    )


def counts(rows: Sequence[Row], actor: Actor, span: Span) -> list[tuple[str, str, int, str]]:
    """Other numbers of the morning, each with its shape and its list."""
    asked = links_of(actor, span)
    drawn: tuple[tuple[str, str, str, dict[str, object]], ...] = (
        ("given", "Chưa thực hiện", "not_started", {"tinh_hinh": "chua-thuc-hien"}),
        ("claim", "Chờ xác nhận", "claimed", {"tinh_hinh": "cho-xac-nhan"}),
        ("back", "Đã chuyển lại, chờ xử lý", "returned", {"tinh_hinh": "da-chuyen-lai"}),
        ("claim", "Xin gia hạn", "extension", {"gia_han": 1}),
        ("soon", "Gắn sao, chưa xong", "starred_open", {"sao": 1}),
    )
    return [(kind, word, _sum(rows, name), work(**own, **asked)) for kind, word, name, own in drawn]
