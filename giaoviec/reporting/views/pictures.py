"""`/so-lieu/hinh/`, `/so-lieu/van-ban/<id>/`: the figures as pictures, each with its table, each mark with its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from giaoviec.agencies.access import Request, need
from giaoviec.assignments.models import OPEN_ONES, Assignment
from giaoviec.documents.models import Document
from giaoviec.documents.queries import visible as documents
from giaoviec.reporting import queries
from giaoviec.reporting.figure_pages import trends
from giaoviec.reporting.figure_pages.asked import Asked
from giaoviec.reporting.figure_pages.drawing import BURN, burn_down_picture, stacked, trend_picture
from giaoviec.reporting.figure_pages.tables import LIST, NATIONAL
from giaoviec.reporting.figure_pages.trends import MONTHS, OVERDUE, RATE, WEEKS, Track, month_ends, sundays
from giaoviec.reporting.queries import Row
from giaoviec.reporting.views.figures import does_not_add_up, frame, read_asked
from giaoviec.rules.access import Actor, may
from giaoviec.rules.counting import DoesNotAddUp
from giaoviec.rules.figures import FORMULAS

MOST = 30
"""Lines of a picture: those with most behind them; the tables have all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An agency's bar with the numbers in it."""

    label: str
    picture: Markup
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """An agency's line of the heat map: of each week (number, address of its list)."""

    label: str
    weeks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Small:
    """One of the small multiples: the picture, the rates, whose line it goes on with."""

    label: str
    picture: Markup
    shares: tuple[float | None, ...]
    before: str


@need("see_figures", own=True)
@require_GET
def page(request: Request) -> HttpResponse:
    """Bars by agency, weeks by agency, trends; documents that have a burn-down."""
    asked, wrong = _pictured(request)
    if wrong:
        return render(request, "reporting/so_lieu_hinh.html", frame(request, asked, wrong), status=422)
    try:
        context = _pictures(request.actor, asked)
    except DoesNotAddUp as no:
        return does_not_add_up(request, asked, no)
    return render(request, "reporting/so_lieu_hinh.html", frame(request, asked, wrong) | context)


@need("see_figures", own=True)
@require_GET
def document(request: Request, pk: int) -> HttpResponse:
    """The burn-down of a document."""
    asked, wrong = read_asked(request, document=pk)
    if wrong:
        raise Http404
    weeks = trends.burn_down(request.actor, asked)
    context = frame(request, asked, wrong) | {
        "weeks": weeks,
        "picture": burn_down_picture(weeks),
        "parts": BURN,
        "columns": ("total", "rate_done", *(name for name, _, _ in BURN), "withdrawn"),
        "formulas": FORMULAS,
        "list": LIST,
    }
    return render(request, "reporting/so_lieu_van_ban.html", context)


# ---- helpers


def _pictured(request: Request) -> tuple[Asked, dict[str, str]]:
    """What the address asks for, of all agencies where he may see their table."""
    asked, wrong = read_asked(request, view="co-quan")
    return replace(asked, since=None, document=None), wrong


def _pictures(actor: Actor, asked: Asked) -> dict[str, Any]:
    table = queries.figures(actor, asked.on, by="agency", known_at=asked.known_at, agency=asked.agency)
    weeks, months = sundays(asked.on, WEEKS), month_ends(asked.on, MONTHS)
    late = trends.tracks(actor, asked, weeks, OVERDUE)
    late = sorted((one for one in late if any(map(one.number, weeks))), key=lambda one: -max(map(one.number, weeks)))
    rates = [one for one in trends.tracks(actor, asked, months, RATE) if one.share(months[-1]) is not None]
    rows = sorted(table.rows, key=lambda row: -_dated(row))[:MOST]
    most = max(map(_dated, rows), default=1)
    return {
        "bars": [_bar(row, asked, actor, most) for row in rows if _dated(row)],
        "parts": [(name, FORMULAS[name].vi, kind) for name, kind in NATIONAL.items()],
        "heat": [_heat(one, weeks, asked, actor) for one in late[:MOST]],
        "most_late": max((max(map(one.number, weeks)) for one in late), default=0),
        "weeks": weeks,
        "months": months,
        "trends": [_small(one, months, asked, actor) for one in rates[:MOST]],
        "rate": FORMULAS[RATE],
        "documents": list(_documents(actor)),
        "most": MOST,
    }


def _dated(row: Row) -> int:
    return sum(int(row.figures[name].value or 0) for name in NATIONAL)


def _bar(row: Row, asked: Asked, actor: Actor, most: int) -> Bar:
    numbers = tuple(int(row.figures[name].value or 0) for name in NATIONAL)
    address = partial(_address, asked, actor, row.key, asked.on)
    parts = [
        (kind, number, address(name), f"{row.label}, {FORMULAS[name].vi}")
        for (name, kind), number in zip(NATIONAL.items(), numbers, strict=True)
    ]
    return Bar(row.label, stacked(parts, f"{row.label}: {sum(numbers)} việc có thời hạn", scale=most), numbers)


def _address(asked: Asked, actor: Actor, key: str, on: date, figure: str) -> str:
    """The list behind an agency's number on a day; "" where it is not his to open."""
    if not key or may(actor, "see_figures", agency_id=int(key)) is not None:
        return ""
    return f"{LIST}?{replace(asked, on=on, agency=int(key), view='').query(so=figure)}"


def _heat(track: Track, weeks: list[date], asked: Asked, actor: Actor) -> Heat:
    return Heat(track.label, tuple((track.number(on), _of_day(track, on, asked, actor, OVERDUE)) for on in weeks))


def _of_day(track: Track, on: date, asked: Asked, actor: Actor, figure: str) -> str:
    """The list behind a track's number of a day: that of the one agency it was made of, none where of several."""
    found = track.points.get(on, [])
    return _address(asked, actor, found[0][0], on, figure) if len(found) == 1 else ""


def _small(track: Track, months: list[date], asked: Asked, actor: Actor) -> Small:
    picture = trend_picture(track, months, lambda key, on: _address(asked, actor, key, on, RATE))
    return Small(track.label, picture, tuple(map(track.share, months)), ", ".join(track.before))


def _documents(actor: Actor) -> Iterator[tuple[Document, int]]:
    """The documents of which most is open."""
    rows = Assignment.objects.filter(OPEN_ONES, parent=None, voided_at=None)
    if not actor.sees_all:
        rows = rows.filter(agency_id=actor.agency_id)
    counted = (
        rows.order_by().values_list("document_id").annotate(open=Count("*")).order_by("-open", "-document_id")[:10]
    )
    numbers = dict(counted)
    found = documents(actor).filter(pk__in=numbers).defer("text")
    yield from sorted(((one, numbers[one.pk]) for one in found), key=lambda pair: (-pair[1], -pair[0].pk))
