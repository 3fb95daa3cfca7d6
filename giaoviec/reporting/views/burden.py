"""`/bao-cao/ganh-nang/`: what the Office's questions cost the agencies; each number opens its list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import sheet
from giaoviec.assignments.models import Assignment
from giaoviec.oversight.queries.leading import visible as leading
from giaoviec.oversight.words import place
from giaoviec.reporting.asking.burden import OTHERS, Asked, burden, of_agency, together
from giaoviec.reporting.figure_pages.asked import day, number
from giaoviec.reporting.reports.reads import visible as reports
from giaoviec.rules.burden import MINUTES, MOST_MEASURED, OPENING, OTHER_MINUTES, TABLE_ROWS
from giaoviec.rules.duties import DutyKind

KINDS = (DutyKind.ASKED_REPORT, *OTHERS)


@need("see_burden")
@require_GET
def page(request: Request) -> HttpResponse:
    """A row an agency, the heaviest first where asked (`xep=nang`)."""
    since, last, wrong = _days(request)
    rows = burden(since, last)
    if request.GET.get("xep") == "nang":
        rows = tuple(sorted(rows, key=lambda row: -row.minutes))
    context = {
        "rows": rows,
        "whole": together(rows),
        "others": OTHERS,
        "since": since,
        "last": last,
        "wrong": wrong,
        "query": _query(since, last),
        "minutes": MINUTES,
        "opening": OPENING,
        "table_rows": TABLE_ROWS,
        "other_minutes": OTHER_MINUTES,
        "most": MOST_MEASURED,
        "asked": DutyKind.ASKED_REPORT,
    }
    return render(request, "reporting/ganh_nang.html", context)


@need("see_burden")
@require_GET
def listed(request: Request) -> HttpResponse:
    """The list behind a number: `co-quan`, `loai`."""
    since, last, _ = _days(request)
    kind = request.GET.get("loai", "")
    kind = kind if kind in KINDS else ""
    agency = number(request.GET, "co-quan")
    found = of_agency(since, last, agency=agency, kind=kind)
    leaf = sheet(request, found)
    names = dict(Agency.objects.filter(pk__in={one.agency_id for one in leaf.rows}).values_list("pk", "name"))
    context = {
        "sheet": leaf,
        "names": names,
        "agency": Agency.objects.filter(pk=agency).first() if agency else None,
        "kind_vi": DutyKind(kind).vi if kind else "",
        "reckoned": sum(one.reckoned for one in found),
        "measured": sum(one.measured for one in found),
        "fields": sum(one.fields for one in found),
        "places": _places(request, leaf.rows),
        "titles": _titles(leaf.rows),
        "since": since,
        "last": last,
        "back": f"/bao-cao/ganh-nang/?{_query(since, last)}",
    }
    return render(request, "reporting/ganh_nang_danh_sach.html", context)


def _places(request: Request, rows: Sequence[Asked]) -> dict[tuple[str, int], str]:
    """Where the things of a page live that this reader may open; at most one statement a kind of thing."""
    shut: set[tuple[str, int]] = set()
    for subject, visible in (("period_report", reports), ("leader_act", leading)):
        ids = {one.subject_id for one in rows if one.subject == subject}
        seen = set(visible(request.actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
        shut |= {(subject, pk) for pk in ids - seen}
    things = {(one.subject, one.subject_id) for one in rows} - shut
    return {thing: place(*thing) for thing in things}


def _titles(rows: Sequence[Asked]) -> dict[tuple[str, int], str]:
    """What the assignments of a page are about; no statement where there is none."""
    ids = {one.subject_id for one in rows if one.subject == "assignment"}
    found = Assignment.objects.filter(pk__in=ids).values_list("pk", "content", "task__content") if ids else ()
    return {("assignment", pk): own or task for pk, own, task in found}


def _days(request: Request) -> tuple[date, date, dict[str, str]]:
    """From the first of the quarter to today, unless the address says otherwise."""
    wrong: dict[str, str] = {}
    today = clock.today()
    last = day(request.GET, "den", wrong) or today
    since = day(request.GET, "tu", wrong) or date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
    if since > last:
        wrong["tu"] = "Ngày đầu phải trước ngày cuối."
        since = last - timedelta(days=90)
    return since, last, wrong


def _query(since: date, last: date) -> str:
    return f"tu={since}&den={last}"
