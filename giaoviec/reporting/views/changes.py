"""`/so-lieu/chenh-lech/`: what stands elsewhere between two days, or two states of knowledge, line by line, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec.agencies.access import Request, need
from giaoviec.agencies.views.common import sheet, when
from giaoviec.assignments.sheets import Cell
from giaoviec.assignments.sheets import sheet as download
from giaoviec.journal import access_log
from giaoviec.reporting import queries
from giaoviec.reporting.figure_pages.asked import Asked
from giaoviec.reporting.figure_pages.changes import AskedChange, balance, flows, read, within
from giaoviec.reporting.figure_pages.drawing import flow_picture
from giaoviec.reporting.queries import Change, Line, Moved, Shift
from giaoviec.reporting.views.figures import agencies, name_of, own
from giaoviec.rules.access import may

HERE = "/so-lieu/chenh-lech/"
COLUMNS = (
    ("Mã việc", 9), ("Nội dung", 80), ("Chủ trì", 34), ("Văn bản", 20), ("Từ ô", 34), ("Sang ô", 34), ("Vì sao", 80),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the page: the assignment, from where to where, by what."""

    line: Line
    moved: Moved


@need("see_figures", own=True)
@require_GET
def page(request: Request) -> HttpResponse:
    """The flow between the cells, and every assignment that moved."""
    asked, wrong = _asked(request)
    if wrong:
        return render(request, "reporting/so_lieu_chenh_lech.html", _frame(request, asked, wrong), status=422)
    change = _changed(request, asked)
    found = flows(change.shifts, asked, path=HERE)
    leaf = sheet(request, within(change.shifts, asked.flow))
    context = _frame(request, asked, wrong) | {
        "flows": found,
        "picture": flow_picture(found),
        "balance": balance(found),
        "moved": len(change.shifts),
        "sheet": leaf,
        "told": list(_told(request, asked, change, leaf.rows)),
        "chosen": next((flow for flow in found if flow.url.startswith(f"{HERE}?{asked.query()}#")), None),
    }
    return render(request, "reporting/so_lieu_chenh_lech.html", context)


@need("see_figures", own=True)
@require_GET
def export(request: Request, form: str) -> HttpResponse:
    """Every line of the same address."""
    asked, wrong = _asked(request)
    if form not in ("csv", "xlsx") or wrong or may(request.actor, "export") is not None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    access_log.note("export", actor=request.actor, at=when(request)["at"], path=request.path, query=query, form=form)
    change = _changed(request, asked)
    rows: Iterator[list[Cell]] = (
        [
            one.line.assignment_id, one.line.content, one.line.agency, one.line.symbol,
            *one.moved.vi.split(" → "), "; ".join(one.moved.why),
        ]
        for one in _told(request, asked, change, within(change.shifts, asked.flow))
    )  # fmt: skip
    return download(form, f"chenh-lech-{asked.before}-{asked.after}", "Chênh lệch", COLUMNS, rows)


# ---- helpers


def _asked(request: Request) -> tuple[AskedChange, dict[str, str]]:
    asked, wrong = read(request.GET, today=when(request)["on"])
    whose = own(Asked(asked.after, agency=asked.agency), request.actor)
    return replace(asked, agency=whose.agency), wrong


def _changed(request: Request, asked: AskedChange) -> Change:
    known = {"known_before": asked.known_before, "known_after": asked.known_after}
    return queries.changed(request.actor, asked.before, asked.after, agency=asked.agency, **known)


def _told(request: Request, asked: AskedChange, change: Change, shifts: Sequence[Shift]) -> Iterator[Told]:
    """The lines of some of them; the agency is that of the later day."""
    ids = [pk for pk, _, _ in shifts]
    whose: dict[str, Any] = {"known_at": asked.known_after, "agency": asked.agency}
    lines = {line.assignment_id: line for line in queries.on_the_day(request.actor, ids, asked.after, **whose)}
    yield from (Told(lines[one.assignment_id], one) for one in change.why(shifts) if one.assignment_id in lines)


def _frame(request: Request, asked: AskedChange, wrong: dict[str, str]) -> dict[str, Any]:
    today = when(request)["on"]
    return {
        "asked": asked,
        "wrong": wrong,
        "typed": request.GET,
        "agencies": agencies(request.actor, today),
        "agency": name_of(Asked(asked.after, agency=asked.agency)),
        "may_export": may(request.actor, "export") is None,
        "query": asked.query(),
        "all": f"{HERE}?{asked.query(o='')}",
        "today": today,
    }
