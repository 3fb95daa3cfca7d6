"""Lists of assignments: what they are narrowed to, how they are sorted, their rows as tuples in one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.models import Assignment, Collaboration
from giaoviec.assignments.narrowing import Filters, narrowed
from giaoviec.assignments.queries import given_to, visible
from giaoviec.documents.search import documents_with
from giaoviec.prepared import Prepared
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.moves import Stage
from giaoviec.rules.roles import AGENCY_WIDE, Role
from giaoviec.rules.standing import Cell, Standing, present
from giaoviec.rules.tasks import TaskClass

__all__ = [
    "COUNTED",
    "ORDERS",
    "STATES",
    "Filters",
    "Row",
    "count",
    "days_of",
    "every",
    "found",
    "ordered",
    "page",
    "words_of",
]

COUNTED = 1_000
"""Counting stops one above this: an exact count of many costs as much as the page."""

ENDED_WITHOUT_RESULT = Q(stage__in=[Stage.WITHDRAWN, Stage.PASSED_ON])
State = Callable[[date, int, Calendar], Q]
STATES: dict[str, tuple[str, str, State]] = {
    "open": ("Đang mở", "doing", lambda on, days, cal: sql.IS_OPEN),
    "overdue": ("Quá hạn", "late", lambda on, days, cal: sql.overdue(on)),
    "in_time": ("Chưa xong, trong hạn", "doing", lambda on, days, cal: sql.in_time(on)),
    "near": ("Sắp đến hạn", "soon", lambda on, days, cal: sql.near(on, days, cal)),
    "claimed": ("Chờ xác nhận", "claim", lambda on, days, cal: Q(stage=Stage.CLAIMED)),
    "returned": ("Đã chuyển lại", "back", lambda on, days, cal: Q(stage=Stage.RETURNED)),
    "given": ("Chờ tiếp nhận", "given", lambda on, days, cal: Q(stage=Stage.GIVEN)),
    "not_started": ("Chưa thực hiện", "given", lambda on, days, cal: sql.NOT_STARTED),
    "under_way": ("Đang thực hiện", "doing", lambda on, days, cal: sql.UNDER_WAY),
    "silent": ("Chưa cập nhật kỳ này", "soon", lambda on, days, cal: sql.cell(Cell.OPEN_ENDED_SILENT, on)),
    "done": ("Đã thực hiện", "done", lambda on, days, cal: Q(stage=Stage.CLOSED)),
    "on_time": ("Xong đúng hạn", "done", lambda on, days, cal: sql.cell(Cell.DONE_ON_TIME, on)),
    "late": ("Xong muộn", "done_late", lambda on, days, cal: sql.cell(Cell.DONE_LATE, on)),
    "withdrawn": ("Đã thu hồi", "withdrawn", lambda on, days, cal: Q(stage=Stage.WITHDRAWN)),
    "undated": ("Không có thời hạn", "given", lambda on, days, cal: sql.UNDATED & ~ENDED_WITHOUT_RESULT),
    "assigned": ("Được giao", "", lambda on, days, cal: ~ENDED_WITHOUT_RESULT),
    "total": ("Tổng số", "", lambda on, days, cal: ~Q(stage=Stage.PASSED_ON)),
    "all": ("Tất cả", "", lambda on, days, cal: Q()),
}
"""What a list may show: its name, its shape, the rows.

`assigned` leaves out what was passed on or withdrawn, `total` (as the figures count it) only what was passed on.
"""


def found(actor: Actor, filters: Filters, on: date, *, near_days: int, calendar: Calendar) -> QuerySet[Assignment]:
    """The assignments that an actor may see and that fit, in no order."""
    rows = _part(actor, filters.part)
    if filters.cell:
        rows = rows.filter(sql.cell(Cell(filters.cell), on))
    else:
        rows = rows.filter(STATES[filters.state][2](on, near_days, calendar))
    for state in filters.besides:
        rows = rows.filter(STATES[state][2](on, near_days, calendar))
    rows = rows.filter(narrowed(filters, on))
    return rows.filter(words_of(actor, filters.query)) if filters.query else rows


def _part(actor: Actor, part: str) -> QuerySet[Assignment]:
    """The province's rows that are the actor's, without a question that the index cannot answer."""
    if part == "inside":
        return visible(actor).filter(parent__isnull=False)
    rows = Assignment.objects.filter(parent=None, voided_at=None)
    if actor.role in AGENCY_WIDE:
        if part == "lead":
            return rows.filter(agency_id=actor.agency_id)
        helped = Collaboration.objects.filter(agency_id=actor.agency_id, voided_at=None)
        return rows.filter(pk__in=helped.values("assignment_id"))
    if actor.sees_all:
        return rows
    return visible(actor).filter(Q(parent=None) | Q(given_to(actor)))


def words_of(actor: Actor, query: str) -> Q:
    """The words stand in the task, or they are of the document's symbol."""
    symbol = Q(document__full_symbol__icontains=query.strip()) if any(c.isdigit() for c in query) else Q()
    tasks = documents_with(actor, query).filter(subject="task").values("subject_id")
    return Q(task_id__in=tasks) | symbol if symbol else Q(task_id__in=tasks)


# ---- rows


class Row(NamedTuple):
    """A line of a list, straight from the statement; `standing` says how it stands on a day."""

    id: int
    content: str
    task_content: str
    agency: str
    agency_short: str
    symbol: str
    document_id: int
    issued_on: date
    stage: str
    task_class: str
    due_on: date | None
    claimed_on: date | None
    done_on: date | None
    cycle: str
    last_update_on: date | None
    given_on: date
    starred: bool
    holder: str
    waits_outside: str
    acted_on: date
    days_agency: int
    days_office: int
    days_collaborator: int
    days_outside: int
    version: int

    def standing(self, on: date, calendar: Calendar) -> Standing:
        return present(
            stage=Stage(self.stage), task_class=TaskClass(self.task_class), due_on=self.due_on,
            claimed_on=self.claimed_on, done_on=self.done_on, cycle=self.cycle, last_update_on=self.last_update_on,
            given_on=self.given_on, on=on, calendar=calendar,
        )  # fmt: skip


COLUMNS = (
    "id", "content", "task__content", "agency__name", "agency__short_name", "document__full_symbol", "document_id",
    "document__issued_on", "stage", "task_class", "due_on", "claimed_on", "done_on", "cycle", "last_update_on",
    "given_on", "starred", "holder", "waits_outside", "acted_on", "days_agency", "days_office", "days_collaborator",
    "days_outside", "version",
)  # fmt: skip

ORDERS: dict[str, Sequence[str | OrderBy]] = {
    "han": (F("due_on").asc(nulls_last=True), "id"),
    "-han": (F("due_on").desc(nulls_last=True), "-id"),
    "giao": ("given_on", "id"),
    "-giao": ("-given_on", "-id"),
    "co-quan": ("agency__position", "agency_id", F("due_on").asc(nulls_last=True), "id"),
    "-co-quan": ("-agency__position", "-agency_id", F("due_on").asc(nulls_last=True), "id"),
    "van-ban": ("document__issued_on", "document_id", "id"),
    "-van-ban": ("-document__issued_on", "-document_id", "id"),
}
DATED_ORDERS: dict[str, Sequence[str | OrderBy]] = {"han": ("due_on", "id"), "-han": ("-due_on", "-id")}
"""Where every row has a due date, the index gives the order."""


def ordered(rows: QuerySet[Assignment], order: str, filters: Filters) -> QuerySet[Assignment]:
    dated = filters.state in ("overdue", "near") and not filters.cell
    return rows.order_by(*(DATED_ORDERS.get(order) if dated else None) or ORDERS[order])


def page(
    actor: Actor, filters: Filters, order: str, on: date, *, near_days: int, calendar: Calendar, start: int, size: int
) -> tuple[list[Row], bool]:
    """So many rows from a place on, and whether more follow; one statement."""
    if _is_usual(actor, filters):
        read = _usual(actor.role, filters, order, start, size + 1)(actor.agency_id, on)
    else:
        asked = ordered(found(actor, filters, on, near_days=near_days, calendar=calendar), order, filters)
        read = list(asked.values_list(*COLUMNS)[start : start + size + 1])
    rows = [Row._make(row) for row in read[:size]]
    return rows, len(read) > size


def _is_usual(actor: Actor, filters: Filters) -> bool:
    """Whether of the asker only the agency goes into the statement, and of the day nothing but itself."""
    wide = actor.sees_all or actor.role in AGENCY_WIDE
    looked_up = filters.query or filters.looked_after_by or filters.cell or filters.late or filters.quiet
    reckoned = {filters.state, *filters.besides} & {"near", "silent"}
    return wide and not looked_up and not reckoned


@lru_cache(maxsize=256)
def _usual(role: Role, filters: Filters, order: str, start: int, size: int) -> Prepared[tuple[Any, ...]]:
    """The statement of a list that is asked for often, of an agency and a day."""

    def build(agency_id: int, on: date) -> QuerySet[Assignment, tuple[Any, ...]]:
        anybody = Actor(person_id=0, label="", role=role, membership_id=0, agency_id=agency_id)
        rows = found(anybody, filters, on, near_days=0, calendar=Calendar({}))
        return ordered(rows, order, filters).values_list(*COLUMNS)[start : start + size]

    return Prepared(build)


def every(rows: QuerySet[Assignment], *, most: int) -> Iterator[Row]:
    """The rows one after the other, as they are read."""
    return (Row._make(row) for row in rows.values_list(*COLUMNS)[:most].iterator(chunk_size=2000))


def count(rows: QuerySet[Assignment]) -> int:
    """How many there are; `COUNTED` + 1 where there are more."""
    return rows.order_by()[: COUNTED + 1].count()


def days_of(row: Row, on: date) -> dict[str, int]:
    """Days by holder up to and with `on`, for the ribbon of a line."""
    days = {
        "agency": row.days_agency,
        "office": row.days_office,
        "collaborator": row.days_collaborator,
        "outside": row.days_outside,
    }
    if row.holder in days:
        days[row.holder] += max(0, (on - row.acted_on).days + 1)
    return days
