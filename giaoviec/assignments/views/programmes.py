"""`/chuong-trinh/`: the yearly work programmes (2.2b) with the progress of their tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.assignments import programming
from giaoviec.assignments.programming import Line
from giaoviec.assignments.sheets import Cell, sheet
from giaoviec.documents import queries as documents
from giaoviec.documents.models import Document, DocumentKind
from giaoviec.journal import access_log
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor, may

NAMED = 4
"""Agencies that a task names one by one; of more their number, and a list that opens."""

SHOWN: dict[str, tuple[str, str, Callable[[Line], bool]]] = {
    "da-xong": ("Đã xong", "done", lambda line: line.done),
    "qua-han": ("Quá hạn", "late", lambda line: line.late),
    "con-lai": ("Còn lại, trong hạn", "doing", lambda line: not line.done and not line.late),
}
ORDERS: dict[str, Callable[[Line], object]] = {
    "han": lambda line: (line.due_on or date.max, line.task.position),
    "-han": lambda line: (date.max - (line.due_on or date.min), line.task.position),
}
COLUMNS = (
    ("STT", 6), ("Nội dung", 80), ("Cơ quan chủ trì", 34), ("Thời hạn", 12), ("Tình hình", 22), ("Sản phẩm", 40),
)  # fmt: skip


@need("see_programmes")
@require_GET
def page(request: Request) -> HttpResponse:
    """The programmes that the actor may see, newest first, each with how far it is."""
    on = clock.today()
    rows = list(_visible(request.actor).defer("text").order_by("-issued_on", "-id")[:100])
    found = programming.progress(request.actor, [row.pk for row in rows], on)
    context = {
        "rows": [(row, found.get(row.pk, programming.Progress())) for row in rows],
        "own": not request.actor.sees_all,
        "may_enter": may(request.actor, "enter_programme") is None,
        "today": on,
    }
    return render(request, "assignments/chuong_trinh.html", context)


@need("see_programmes")
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """One programme as the table of its tasks."""
    document, on = _find(request, pk), clock.today()
    every = programming.lines(request.actor, pk, on)
    shown, order = _asked(request)
    context = {
        "document": document,
        "lines": _narrowed(every, shown, order),
        "progress": programming.progress(request.actor, [pk], on).get(pk, programming.Progress()),
        "shown": shown,
        "order": order,
        "chips": [(slug, label, kind, sum(map(fits, every))) for slug, (label, kind, fits) in SHOWN.items()],
        "near_days": int(profile_on(on)["near_due_days"]),
        "named": NAMED,
        "own": not request.actor.sees_all,
        "query": request.META.get("QUERY_STRING", ""),
        "may_export": may(request.actor, "export") is None,
        "may_give": document.judged_at is None and may(request.actor, "give") is None,
        "today": on,
    }
    return render(request, "assignments/mot_chuong_trinh.html", context)


def _visible(actor: Actor) -> documents.QuerySet[Document]:
    """The programmes that somebody may see."""
    return documents.visible(actor).filter(kind=DocumentKind.PROGRAMME)


def _find(request: Request, pk: int) -> Document:
    document = _visible(request.actor).defer("text").filter(pk=pk).first()
    if document is None:
        raise Http404
    return document


def _asked(request: Request) -> tuple[str, str]:
    shown, order = request.GET.get("tinh-hinh", ""), request.GET.get("xep", "")
    return shown if shown in SHOWN else "", order if order in ORDERS else ""


def _narrowed(every: list[Line], shown: str, order: str) -> list[Line]:
    lines = [line for line in every if not shown or SHOWN[shown][2](line)]
    return sorted(lines, key=ORDERS[order]) if order else lines  # type: ignore[arg-type]


# ---- what can be carried away


@need("export")
@require_GET
def csv(request: Request, pk: int) -> HttpResponse:
    """The table as CSV, as it is narrowed."""
    return _export(request, pk, "csv")


@need("export")
@require_GET
def excel(request: Request, pk: int) -> HttpResponse:
    """The table as an Excel workbook, as it is narrowed."""
    return _export(request, pk, "xlsx")


def _export(request: Request, pk: int, form: str) -> HttpResponse:
    document, on = _find(request, pk), clock.today()
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path, form=form)
    lines = _narrowed(programming.lines(request.actor, pk, on), *_asked(request))
    cells = [_cells(line, lead) for line in lines for lead in range(len(line.leads))]
    return sheet(form, f"chuong-trinh-{document.issued_on.year}", f"Đến {on:%d-%m-%Y}", COLUMNS, cells)


def _cells(line: Line, place: int) -> list[Cell]:
    """One agency's part in a task: a row of its own, so that a spreadsheet can sort it."""
    lead = line.leads[place]
    due_on = f"{lead.how.due_on:%d/%m/%Y}" if lead.how.due_on else "theo kỳ"
    content = lead.row.content or line.task.content
    return [line.task.position, content, lead.row.agency.name, due_on, lead.how.word_vi, line.task.product]
