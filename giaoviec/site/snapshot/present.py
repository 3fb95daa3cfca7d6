"""What a snapshot shows of one moment, through what its reader may see; figures from the one figure service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from giaoviec import __version__, clock
from giaoviec.assignments import listing
from giaoviec.assignments.listing import Filters, Row
from giaoviec.assignments.models import Assignment, Extension, Update
from giaoviec.assignments.queries import visible
from giaoviec.assignments.showing import Line, line
from giaoviec.journal.models import Head
from giaoviec.oversight.queries import inspection, leading, obstacles, reports_up
from giaoviec.oversight.queries.obstacles import Knot
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.reporting import queries as figures
from giaoviec.reporting.queries import Table
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import AGENCY_WIDE, INTERNAL, LEADERS
from giaoviec.site import formats
from giaoviec.site.context import province
from giaoviec.site.desk import parts

MOST = 20_000
"""Open assignments that are shown one by one: 15 MB, which an old browser still opens."""
SHOWN = 100
"""Of the longest late, and of obstacles: what somebody reads through."""
TEXT = 400


@dataclass(frozen=True, slots=True)
class Work:
    """An open assignment in short: its line as in the lists, what was last told of it."""

    line: Line
    issued_on: date
    given_on: date
    late: int
    told_on: date | None
    told: str


@dataclass(frozen=True, slots=True)
class AgencyWork:
    """The open work of an agency, earliest due first."""

    name: str
    anchor: str
    work: Sequence[Work]

    @property
    def late(self) -> int:
        return sum(one.late > 0 for one in self.work)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this leader's decision: what it is, why, and who asks."""

    title: str
    text: str
    assignment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Everything on the page. `head` is the journal's last event and its digest, so that the copy can be placed."""

    on: date
    at: datetime
    version: str
    whose: str
    province: str
    demonstration: bool
    head: tuple[int, str]
    table: Table
    agencies: Sequence[AgencyWork]
    latest: Sequence[Work]
    left_out: int
    waiting: Sequence[Waiting] | None
    knots: Sequence[Knot]
    knots_in_all: int

    @property
    def open(self) -> int:
        return sum(len(agency.work) for agency in self.agencies)

    @property
    def late(self) -> int:
        return sum(agency.late for agency in self.agencies)

    @property
    def anchors(self) -> Mapping[str, str]:
        """Where an agency's open work stands, by the agency's name."""
        return {agency.name: agency.anchor for agency in self.agencies}


def present(actor: Actor, *, on: date, at: datetime) -> Present:
    """Reads all of it. `Refused` for who may not see figures (the technical roles)."""
    table = figures.figures(actor, on, by="agency")
    agencies, left_out = _agencies(actor, on)
    late = [one for agency in agencies for one in agency.work if one.late]
    board = obstacles.knots(actor, order="nhieu-viec")
    head = Head.objects.get(pk=1)
    return Present(
        on=on,
        at=at,
        version=__version__,
        whose=actor.label,
        province=province(),
        demonstration=not clock.production(),
        head=(head.event_id, head.digest),
        table=table,
        agencies=agencies,
        latest=sorted(late, key=lambda one: (-one.late, one.line.id))[:SHOWN],
        left_out=left_out,
        waiting=list(_waiting(actor, on)) if actor.role in LEADERS else None,
        knots=obstacles.lines(list(board[:SHOWN])),
        knots_in_all=board.count(),
    )


# ---- open work


def _agencies(actor: Actor, on: date) -> tuple[list[AgencyWork], int]:
    """The open work of each agency in official order, and how many were too many to be shown."""
    known: dict[str, Any] = {"near_days": int(profile_on(on)["near_due_days"]), "calendar": calendar()}
    rows = listing.found(actor, Filters(), on, **known)
    shown = list(listing.every(listing.ordered(rows, "co-quan", Filters()), most=MOST))
    told = _told(actor, shown)
    drawn = [
        AgencyWork(name, f"co-quan-{number}", [_work(row, on, told, known) for row in found])
        for number, (name, found) in enumerate(groupby(shown, key=lambda row: row.agency))
    ]
    return drawn, rows.order_by().count() - len(shown) if len(shown) == MOST else 0


def _work(row: Row, on: date, told: Mapping[int, tuple[date, str]], known: Mapping[str, Any]) -> Work:
    told_on, text = told.get(row.id, (None, ""))
    drawn = line(row, on, **known)
    late = row.standing(on, known["calendar"])
    return Work(drawn, row.issued_on, row.given_on, late.days_late if late.overdue else 0, told_on, text)


def _told(actor: Actor, rows: Sequence[Row]) -> dict[int, tuple[date, str]]:
    """What was last told of each, where the reader may see its story (`rules.access.sees_story`). One statement."""
    seen = _stories(actor)
    if seen is None or not rows:
        return {}
    last = Update.objects.filter(assignment=OuterRef("pk"), voided_at=None).order_by("-on", "-id")
    newest = seen.annotate(update=Subquery(last.values("pk")[:1])).exclude(update=None)
    found = Update.objects.filter(pk__in=newest.values("update")).values_list("assignment_id", "on", "content")
    wanted = {row.id for row in rows}
    return {pk: (on, formats.shortened(text, TEXT)) for pk, on, text in found.iterator() if pk in wanted}


def _stories(actor: Actor) -> QuerySet[Assignment] | None:
    """The open work whose story he sees; None where he sees nobody's."""
    rows = visible(actor).filter(listing.STATES["open"][2](date.min, 0, calendar()))
    if actor.sees_all:
        return rows
    if actor.role in AGENCY_WIDE:
        return rows.filter(agency_id=actor.agency_id)
    if actor.role in INTERNAL:
        own = Q(officer_id__in=actor.persons)
        return rows.filter(own | Q(unit_id=actor.unit_id) if actor.unit_id else own)
    return None


# ---- what waits


def _waiting(actor: Actor, on: date) -> Iterable[Waiting]:
    """As the morning page has it: the Office's proposals, inspections, extensions of starred work, prepared words."""
    for act in leading.prepared(actor):
        yield Waiting(f"{act.get_kind_display()} {act.agency.name}", f"{act.text} ({act.by_text} chuẩn bị)")
    for row in reports_up.waiting(actor, limit=SHOWN)[1]:
        yield Waiting(f"{formats.capital(row.get_measure_display())}: {row.agency.name}", f"{row.reason}. {row.report}")
    for asked, names in inspection.proposed(limit=SHOWN):
        yield Waiting(f"Kiểm tra {asked.get_kind_display()}: {names}", asked.purpose)
    owed = parts.owing(actor, on).filter(kind=DutyKind.DECIDE_EXTENSION).values_list("assignment_id", flat=True)
    rows = Extension.objects.filter(assignment__in=list(owed[:SHOWN]), decided_at=None, voided_at=None)
    for one in rows.select_related("assignment__task", "assignment__agency").order_by("id"):
        content = one.assignment.content or one.assignment.task.content
        title = f"Gia hạn việc gắn sao đến {formats.day(one.wanted_on)}: {formats.shortened(content, 160)}"
        yield Waiting(title, f"{one.assignment.agency.name} xin. Lý do: {one.reason}", one.assignment_id)
