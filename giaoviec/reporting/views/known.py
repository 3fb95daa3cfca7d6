"""`/so-lieu/cong-viec/`: a list of `/viec/` as it was at the end of a past day, as known at a past moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec.agencies.access import Request, need
from giaoviec.agencies.views.common import when
from giaoviec.assignments import asking as list_asking
from giaoviec.assignments.chips import chips
from giaoviec.journal import access_log
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.reporting import known_lists, queries
from giaoviec.reporting.figure_pages import sheets
from giaoviec.reporting.figure_pages.asked import Asked, read, written
from giaoviec.reporting.figure_pages.changes import AskedChange
from giaoviec.reporting.known_lists import Then
from giaoviec.reporting.queries import Scope
from giaoviec.rules.access import Actor, may

HERE = "/so-lieu/cong-viec/"
SIZE = 50


@dataclass(frozen=True, slots=True)
class Compared:
    """How many stood in the list as known then, and as known today; what came and what went."""

    now: int
    came: int
    went: int
    url: str


@need("see_figures", own=True)
@require_GET
def page(request: Request) -> HttpResponse:
    """The list of the address on its day, and how it differs from what is known today."""
    day, wrong = read(request.GET, today=when(request)["on"])
    asked = _asked(request, day)
    context: dict[str, Any] = {
        "asked": asked,
        "day": day,
        "wrong": wrong,
        "typed": request.GET,
        "chips": [chip for chip in chips(asked) if chip.on],
        "kept": [pair for pair in asked.given if pair[0] not in ("ngay", "biet-luc")],
        "may_export": may(request.actor, "export") is None,
    }
    if wrong:
        return render(request, "reporting/so_lieu_cong_viec.html", context, status=422)
    found = _ids(request.actor, asked, day)
    leaf = Paginator(found, SIZE).get_page(asked.page)
    whose: dict[str, Any] = {"known_at": day.known_at, "agency": _scope(request.actor, day).agency_id}
    context |= {
        "page_of": leaf,
        "total": len(found),
        "lines": queries.on_the_day(request.actor, list(leaf.object_list), day.on, **whose),
        "previous": asked.turned(leaf.number - 1) if leaf.has_previous() else None,
        "next": asked.turned(leaf.number + 1) if leaf.has_next() else None,
        "not_carried": known_lists.not_carried(asked.filters),
        "compared": _compared(request.actor, asked, day, found) if day.known_at else None,
    }
    return render(request, "reporting/so_lieu_cong_viec.html", context)


@need("see_figures", own=True)
@require_GET
def export(request: Request, form: str) -> HttpResponse:
    """The whole list of the same address."""
    day, wrong = read(request.GET, today=when(request)["on"])
    if form not in ("csv", "xlsx") or wrong or may(request.actor, "export") is not None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    access_log.note("export", actor=request.actor, at=when(request)["at"], path=request.path, query=query, form=form)
    found = _ids(request.actor, _asked(request, day), day)
    whose: dict[str, Any] = {"known_at": day.known_at, "agency": _scope(request.actor, day).agency_id}
    lines = queries.on_the_day(request.actor, found, day.on, **whose)
    return sheets.list_sheet(form, "cong-viec", lines, {}, day)


def _asked(request: Request, day: Asked) -> list_asking.Asked:
    """The list of the address, whose links keep the day and the moment."""
    asked = list_asking.read(request.GET, path=HERE)
    then = (("ngay", day.on.isoformat()), ("biet-luc", written(day.known_at)))
    return replace(asked, given=(*asked.given, *(pair for pair in then if pair[1])))


def _scope(actor: Actor, day: Asked) -> Scope:
    """The province's, or for whoever sees one agency's figures only, that agency's."""
    whole = may(actor, "see_figures") is None
    return Scope(day.on, None, day.known_at, None if whole else actor.agency_id)


def _ids(actor: Actor, asked: list_asking.Asked, day: Asked) -> list[int]:
    near_days = int(profile_on(day.on)["near_due_days"])
    return known_lists.ids(actor, asked.filters, Then(_scope(actor, day), near_days, calendar()))


def _compared(actor: Actor, asked: list_asking.Asked, day: Asked, then: Sequence[int]) -> Compared:
    today = replace(day, known_at=None)
    now = _ids(actor, asked, today)
    went, came = known_lists.differing(then, now)
    change = AskedChange(day.on, day.on, day.known_at, None, _only_agency(actor, asked))
    return Compared(len(now), len(came), len(went), f"/so-lieu/chenh-lech/?{change.query()}")


def _only_agency(actor: Actor, asked: list_asking.Asked) -> int | None:
    """The agency that the difference is of: the one asked for, or one's own."""
    if may(actor, "see_figures") is not None:
        return actor.agency_id
    return asked.filters.agencies[0] if len(asked.filters.agencies) == 1 else None
