"""`/so-lieu/`: every figure with its formula, and the list behind each number; of any day, as known at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import names_on
from giaoviec.agencies.views.common import sheet, when
from giaoviec.documents.models import Document
from giaoviec.documents.queries import visible as documents
from giaoviec.journal import access_log
from giaoviec.reporting import queries
from giaoviec.reporting.counting.labels import labelled
from giaoviec.reporting.figure_pages import sheets, tables
from giaoviec.reporting.figure_pages.asked import INSIDE, TIMED, VIEWS, Asked, read
from giaoviec.reporting.figure_pages.changes import AskedChange
from giaoviec.reporting.queries import Line, Table
from giaoviec.rules.access import Actor, may
from giaoviec.rules.counting import DAYS, DoesNotAddUp
from giaoviec.rules.figures import FORMULAS

MAY_LOOK = ("see_figures", "see_figures_inside")
_HOLDERS = frozenset(DAYS.values())


@need(*MAY_LOOK, own=True)
@require_GET
def page(request: Request) -> HttpResponse:
    """The figures that the address asks for."""
    asked, wrong = read_asked(request)
    if wrong:
        return render(request, "reporting/so_lieu.html", frame(request, asked, wrong), status=422)
    try:
        table = _table(request, asked)
    except DoesNotAddUp as no:
        return does_not_add_up(request, asked, no)
    shown = tables.whole(table, asked, request.actor)
    context = frame(request, asked, wrong) | {"table": table, "whole": shown, "tabs": _tabs(asked, request.actor)}
    if asked.by:
        divided = {
            "rows": tables.rows(table, asked, request.actor),
            "columns": tables.columns(table, timed=asked.timed),
            "short": tables.SHORT,
            "formulas": [FORMULAS[name] for name in tables.columns(table, timed=asked.timed)],
        }
        return render(request, "reporting/so_lieu_chia.html", context | divided)
    parts = {
        "four": tables.four(shown),
        "cells": tables.cells(shown),
        "beside": list(tables.beside(shown)),
        "rates": tables.rates(shown),
        "dated": sum(cell["number"] for cell in tables.four(shown)),
    }
    return render(request, "reporting/so_lieu.html", context | parts)


@need(*MAY_LOOK, own=True)
@require_GET
def export(request: Request, form: str) -> HttpResponse:
    """The table of the same address."""
    asked, wrong = read_asked(request)
    _may_export(request, form, wrong)
    try:
        return sheets.table_sheet(form, _table(request, asked), asked)
    except DoesNotAddUp as no:
        return does_not_add_up(request, asked, no)


@need(*MAY_LOOK, own=True)
@require_GET
def listed(request: Request) -> HttpResponse:
    """The assignments behind a number: `so` the figure, `mau=1` what it is divided by, `chia`, `dong` a line."""
    asked, wrong = _asked_list(request)
    figure, denominator = _figure(request)
    if wrong:
        raise Http404
    ids = _behind(request, asked)
    leaf = sheet(request, ids)
    context = frame(request, asked, wrong) | {
        "sheet": leaf,
        "lines": _lines(request, asked, leaf.rows),
        "days": _days(request, asked, figure) if figure in _HOLDERS else {},
        "figure": FORMULAS[figure],
        "name": sheets.name_of(figure, denominator=denominator),
        "line": _line_name(request, asked),
        "distinct": len(set(ids)),
        "counted": asked.query(xem=request.GET.get("chia", "")),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "reporting/so_lieu_danh_sach.html", context)


@need(*MAY_LOOK, own=True)
@require_GET
def list_export(request: Request, form: str) -> HttpResponse:
    """The whole list of the same address."""
    asked, wrong = _asked_list(request)
    _may_export(request, form, wrong)
    figure, _ = _figure(request)
    lines = _lines(request, asked, _behind(request, asked))
    days = _days(request, asked, figure) if figure in _HOLDERS else {}
    return sheets.list_sheet(form, figure.replace("_", "-"), lines, days, asked)


def does_not_add_up(request: Request, asked: Asked, no: DoesNotAddUp) -> HttpResponse:
    """Nothing is printed; what does not add up is said, with both numbers."""
    context = frame(request, asked, {}) | {"no": no}
    return render(request, "reporting/so_lieu_khong_khop.html", context, status=409)


# ---- helpers


def read_asked(request: Request, **put: Any) -> tuple[Asked, dict[str, str]]:
    """What the address asks for (`put` in its place); for an agency its own figures, unless it is the table of all."""
    asked, wrong = read(request.GET, today=when(request)["on"])
    return own(_opened(replace(asked, **put), request.actor), request.actor), wrong


def _asked_list(request: Request) -> tuple[Asked, dict[str, str]]:
    """What the address of a list asks for: of the lists of the tabs inside an agency it says which."""
    view = request.GET.get("chia", "")
    return read_asked(request, **({"view": view} if view in INSIDE else {}))


def _opened(asked: Asked, actor: Actor) -> Asked:
    """Who sees the figures inside his agency only begins with those."""
    if asked.inside or may(actor, "see_figures", agency_id=actor.agency_id) is None:
        return asked
    return asked.seen(INSIDE[0])


def own(asked: Asked, actor: Actor) -> Asked:
    """For whoever sees one agency's figures only: that agency's, but for the table of all.

    404 for another agency's, and for a document that is not his to see; for what is given inside an agency outside it.
    """
    if asked.inside:
        if may(actor, "see_figures_inside", agency_id=actor.agency_id) is not None:
            raise Http404
        return replace(asked, agency=actor.agency_id, document=None)
    if asked.document is not None and not documents(actor).filter(pk=asked.document).exists():
        raise Http404
    if may(actor, "see_figures", agency_id=asked.agency) is None:
        return asked
    if asked.agency is None and may(actor, "see_figures", agency_id=actor.agency_id) is None:
        divided = asked.by == "agency" and may(actor, "see_agency_table") is None and asked.document is None
        return asked if divided else replace(asked, agency=actor.agency_id)
    raise Http404


def _table(request: Request, asked: Asked) -> Table:
    if asked.inside:
        return queries.figures_inside(request.actor, asked.on, by=asked.by, **asked.when)
    return queries.figures(request.actor, asked.on, by=asked.by, timed=asked.timed, **asked.whose)


def frame(request: Request, asked: Asked, wrong: dict[str, str]) -> dict[str, Any]:
    """What stands on every page of the figures: the form, whose they are, as of when."""
    today = when(request)["on"]
    return {
        "asked": asked,
        "wrong": wrong,
        "typed": request.GET,
        "agencies": agencies(request.actor, today),
        "agency": name_of(asked),
        "document": Document.objects.filter(pk=asked.document).first() if asked.document else None,
        "may_export": may(request.actor, "export") is None,
        "wide": may(request.actor, "see_figures", agency_id=request.actor.agency_id) is None,
        "query": asked.query(),
        "pictures_query": asked.query(xem="", tu=""),
        "change_query": AskedChange(
            asked.since or asked.on - timedelta(days=7), asked.on, asked.known_at, asked.known_at, asked.agency
        ).query(),
        "today": today,
    }


def agencies(actor: Actor, on: date) -> Sequence[tuple[int, str]]:
    """Whose figures he may choose: every agency that was ever given work or ever was, for those who see all."""
    if may(actor, "see_figures") is not None:
        return []
    found = list(Agency.objects.exclude(kind__in=("central", "committee")))
    names = names_on(found, on)
    return [(one.pk, names[one.pk][0]) for one in found]


def name_of(asked: Asked) -> str:
    """The agency whose figures they are, by its name of the day; "" for the province."""
    if asked.agency is None:
        return ""
    return names_on([Agency.objects.get(pk=asked.agency)], asked.on)[asked.agency][0]


def _tabs(asked: Asked, actor: Actor) -> list[dict[str, Any]]:
    """The ways to divide; inside his agency where he may, of the whole where he sees more than his unit."""
    wide = may(actor, "see_figures", agency_id=actor.agency_id) is None
    within = may(actor, "see_figures_inside", agency_id=actor.agency_id) is None
    whole = replace(asked, agency=None) if asked.inside else asked
    offered = [view for view in VIEWS if (within if view in INSIDE else wide and _is_offered(view, whole))]
    return [
        {
            "label": VIEWS[view][0],
            "url": f"/so-lieu/?{(asked if view in INSIDE else whole).seen(view).query()}",
            "current": view == asked.view,
        }
        for view in offered
    ]


def _is_offered(view: str, asked: Asked) -> bool:
    return not (asked.agency and VIEWS[view][1] == "agency" and view != TIMED)


def _figure(request: Request) -> tuple[str, bool]:
    """The figure of the address, and whether its denominator is asked for."""
    figure, denominator = request.GET.get("so", ""), request.GET.get("mau") == "1"
    if figure not in FORMULAS or (denominator and not FORMULAS[figure].under):
        raise Http404
    return figure, denominator


def _divided(request: Request) -> tuple[str, str | None]:
    """The line of the address: what the table was divided by, and the line's key."""
    view, line = request.GET.get("chia", ""), request.GET.get("dong", "")
    by = VIEWS[view][1] if view in VIEWS else ""
    if not by or by == "agency" or not line:
        return "", None
    return by, "" if line == "-" else line


def _behind(request: Request, asked: Asked) -> list[int]:
    figure, denominator = _figure(request)
    by, key = _divided(request)
    if figure in ("carried_over", "new") and asked.since is None:
        raise Http404
    if asked.inside:
        if figure in _HOLDERS:
            raise Http404
        return queries.behind_inside(
            request.actor, figure, asked.on, denominator=denominator, by=by, key=key, **asked.when
        )
    return queries.behind(
        request.actor, figure, asked.on, denominator=denominator, by=by, key=key, **asked.whose
    )  # fmt: skip


def _lines(request: Request, asked: Asked, ids: Sequence[int]) -> list[Line]:
    if asked.inside:
        return queries.on_the_day_inside(request.actor, ids, asked.on, **asked.when)
    return queries.on_the_day(request.actor, ids, asked.on, **asked.whose)


def _days(request: Request, asked: Asked, figure: str) -> dict[int, int]:
    return queries.days_behind(request.actor, figure, asked.on, **asked.whose)


def _line_name(request: Request, asked: Asked) -> str:
    by, key = _divided(request)
    if key is None:
        return ""
    if by == "leader":
        key_of_line = f"{key}|"
        return labelled(by, {key_of_line: 0}, asked.on, merge=lambda a, b: a)[0][1]
    try:
        return labelled(by, {key: 0}, asked.on)[0][1]
    except ValueError:
        raise Http404 from None


def _may_export(request: Request, form: str, wrong: dict[str, str]) -> None:
    if form not in ("csv", "xlsx") or wrong or may(request.actor, "export") is not None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    access_log.note(
        "export", actor=request.actor, at=when(request)["at"], path=request.path, query=query, form=form
    )  # fmt: skip
