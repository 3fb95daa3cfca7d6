"""`/bao-cao-van-ban/`: the register of written reports (6.1, end): received, and demanded but not yet received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import sheet as page_of
from giaoviec.assignments.models import Assignment, WrittenReport
from giaoviec.assignments.queries import standing_of, visible
from giaoviec.assignments.sheets import Cell, Columns, sheet
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal import access_log
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import RULES, Move
from giaoviec.rules.roles import AGENCY_WIDE
from giaoviec.rules.terms import day_vi

EXPORTED = 20_000
GROUND = DutyKind.WRITTEN_REPORT.ground
RECEIVED = (
    ("Ngày nhận", 12), ("Số, ký hiệu", 20), ("Ngày báo cáo", 12), ("Cơ quan", 34), ("Nhiệm vụ", 80),
    ("Văn bản giao", 20), ("Phải gửi chậm nhất", 14), ("Số ngày muộn", 10), ("Ghi chú", 40),
)  # fmt: skip
MISSING = (
    ("Phải gửi chậm nhất", 14), ("Số ngày quá hạn", 12), ("Cơ quan", 34), ("Nhiệm vụ", 80), ("Văn bản giao", 20),
    ("Tình hình việc", 22),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the part of the register, and what it is narrowed to."""

    received: bool = False
    agency: int | None = None
    year: int | None = None
    late: bool = False

    def url(self, *, path: str = "", **changes: Any) -> str:
        """The register with some of it changed."""
        fields = {"received": self.received, "agency": self.agency, "year": self.year, "late": self.late} | changes
        words = {
            "xem": "da-nhan" if fields["received"] else "",
            "co-quan": fields["agency"],
            "nam": fields["year"] if fields["received"] else "",
            "qua-han": 1 if fields["late"] and not fields["received"] else "",
        }
        asked = urlencode({name: value for name, value in words.items() if value})
        path = path or reverse("assignments:written_reports")
        return f"{path}?{asked}" if asked else path


def _read(request: Request) -> Asked:
    def number(name: str) -> int | None:
        text = request.GET.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 10 else None

    received = request.GET.get("xem") == "da-nhan"
    return Asked(received, number("co-quan"), number("nam"), request.GET.get("qua-han") == "1" and not received)


@need("see_agency_table")
@require_GET
def page(request: Request) -> HttpResponse:
    """A page of the register: what is awaited, the longest first; or what was received, the last first."""
    asked, on = _read(request), clock.today()
    rows = _received(request.actor, asked) if asked.received else _missing(request.actor, asked, on)
    shown = page_of(request, rows)
    context = {
        "asked": asked,
        "sheet": shown,
        "lines": list((_got if asked.received else _awaited)(shown.rows, on)),
        "agencies": _agencies(request.actor),
        "agency": Agency.objects.filter(pk=asked.agency).first() if asked.agency else None,
        "years": range(on.year, on.year - 6, -1),
        "may_record": request.actor.is_office,
        "move": RULES[Move.RECORD_REPORT].slug,
        "ground": GROUND,
        "csv_url": asked.url(path=reverse("assignments:written_reports_csv")),
        "excel_url": asked.url(path=reverse("assignments:written_reports_excel")),
        "today": on,
    }
    return render(request, "assignments/bao_cao_van_ban.html", context)


def _within(actor: Actor) -> QuerySet[Assignment]:
    """The assignments whose reports an actor may know of: an agency those that it leads, not where it helps."""
    rows = visible(actor).filter(parent=None)
    return rows.filter(agency_id=actor.agency_id) if actor.role in AGENCY_WIDE else rows


def _received(actor: Actor, asked: Asked) -> QuerySet[WrittenReport]:
    """The reports that were received, each with the day by which it was to be sent (None: nobody demanded it)."""
    rows = WrittenReport.objects.filter(voided_at=None, assignment__in=_within(actor))
    if asked.agency:
        rows = rows.filter(assignment__agency_id=asked.agency)
    if asked.year:
        rows = rows.filter(received_on__range=(date(asked.year, 1, 1), date(asked.year, 12, 31)))
    demanded = Duty.objects.filter(
        kind=DutyKind.WRITTEN_REPORT, assignment_id=OuterRef("assignment_id"), voided_at=None, dropped_at=None
    )
    rows = rows.annotate(demanded_on=Subquery(demanded.order_by("-id").values("due_on")[:1]))
    return _with_work(rows, "assignment__").order_by("-received_on", "-id")


def _missing(actor: Actor, asked: Asked, on: date) -> QuerySet[Assignment]:
    """The assignments that owe a written report, each with the day by which it is to be sent."""
    owed = Duty.objects.filter(OPEN, kind=DutyKind.WRITTEN_REPORT)
    if asked.late:
        owed = owed.filter(due_on__lt=on)
    rows = _within(actor).filter(pk__in=owed.values("assignment_id"))
    if asked.agency:
        rows = rows.filter(agency_id=asked.agency)
    mine = owed.filter(assignment_id=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
    return _with_work(rows.annotate(demanded_on=Subquery(mine)), "").order_by("demanded_on", "id")


def _with_work(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """The rows with the task, the agency and the document of their assignment, and no text of the document."""
    joined = [f"{path}{name}" for name in ("task", "agency", "document")]
    return rows.select_related(*joined).defer(f"{path}document__text")


def _agencies(actor: Actor) -> list[tuple[int, str]]:
    """Those that were ever asked for a written report, in official order; for an agency none: it sees its own."""
    if actor.role in AGENCY_WIDE:
        return []
    asked = Duty.objects.filter(kind=DutyKind.WRITTEN_REPORT, voided_at=None).values("agency_id")
    return list(Agency.objects.filter(pk__in=asked).values_list("pk", "name"))


# ---- lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line of either part: a report received, or (`report` None) one that is awaited."""

    row: Assignment
    report: WrittenReport | None
    demanded_on: date | None
    days_late: int
    kind: str
    word: str
    work: str


def _got(reports: Iterable[Any], on: date) -> Iterator[Line]:
    for report in reports:
        late = max(0, (report.received_on - report.demanded_on).days) if report.demanded_on else 0
        kind, word = ("done_late", f"Muộn {late} ngày") if late else ("done", "Đúng hạn")
        work = standing_of(report.assignment, on).word_vi
        yield Line(report.assignment, report, report.demanded_on, late, kind, word, work)


def _awaited(rows: Iterable[Any], on: date) -> Iterator[Line]:
    near = int(profile_on(on)["near_due_days"])
    for row in rows:
        left = (row.demanded_on - on).days
        kind = "late" if left < 0 else "soon" if left <= near else "doing"
        word = f"Quá {-left} ngày" if left < 0 else f"Còn {left} ngày" if left else "Hôm nay"
        yield Line(row, None, row.demanded_on, max(0, -left), kind, word, standing_of(row, on).word_vi)


# ---- what can be carried away


@need("export")
@require_GET
def csv(request: Request) -> HttpResponseBase:
    """The part of the register that is seen, all pages, as CSV."""
    return _export(request, "csv")


@need("export")
@require_GET
def excel(request: Request) -> HttpResponseBase:
    """The same as an Excel workbook."""
    return _export(request, "xlsx")


@need("see_agency_table")
def _export(request: Request, form: str) -> HttpResponse:
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path, form=form)
    asked, on = _read(request), clock.today()
    columns: Columns = RECEIVED if asked.received else MISSING
    if asked.received:
        lines = _got(_received(request.actor, asked)[:EXPORTED].iterator(chunk_size=2000), on)
    else:
        lines = _awaited(_missing(request.actor, asked, on)[:EXPORTED].iterator(chunk_size=2000), on)
    name = "bao-cao-da-nhan" if asked.received else "bao-cao-chua-nhan"
    return sheet(form, name, f"Đến {on:%d-%m-%Y}", columns, (_cells(line) for line in lines))


def _cells(line: Line) -> list[Cell]:
    row, report = line.row, line.report
    due_on = day_vi(line.demanded_on) if line.demanded_on else ""
    paper = row.document.full_symbol or row.document.summary
    if report is None:
        return [due_on, line.days_late, row.agency.name, row.content or row.task.content, paper, line.work]
    came, dated = day_vi(report.received_on), day_vi(report.dated_on)
    what = [row.agency.name, row.content or row.task.content, paper]
    return [came, report.number, dated, *what, due_on, line.days_late, report.note]
