"""`/viec/xuat.csv`, `/viec/xuat.xlsx`: the list of the same address, all its pages; noted in the access log."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.assignments import exporting
from giaoviec.assignments.asking import read
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.views.lists import ordered
from giaoviec.journal import access_log
from giaoviec.regulation.queries import calendar


@need("export")
@require_GET
def csv(request: Request) -> HttpResponse:
    """What the list shows, as CSV."""
    return _noted(request, "csv", exporting.csv(_rows(request), clock.today(), calendar()))


@need("export")
@require_GET
def excel(request: Request) -> HttpResponse:
    """What the list shows, as an Excel workbook."""
    return _noted(request, "xlsx", exporting.excel(_rows(request), clock.today(), calendar()))


def _rows(request: Request) -> QuerySet[Assignment]:
    return ordered(request, read(request.GET), clock.today())


def _noted(request: Request, form: str, response: HttpResponse) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path, query=query, form=form)
    return response
