"""`/viec/lich-thay-doi/`: the due dates that a change of the calendar moves, and the act that moves them."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need
from giaoviec.assignments.actions.recalendar import affected, move_due_dates
from giaoviec.assignments.views.common import tell, when
from giaoviec.journal.errors import Refused
from giaoviec.regulation.preview import proposed
from giaoviec.regulation.queries import calendar, year_of, year_rows
from giaoviec.rules.calendar import CALENDAR, Calendar
from giaoviec.rules.roles import Role

SHOWN = 200


@need("manage_calendar")
@require_http_methods(["GET", "POST"])
def page(request: Request) -> HttpResponse:
    """What a change of the year `nam` moves: the one that is being typed (`ngay`, see `regulation.preview.written`), or
    without `ngay` all that were recorded and whose dates were not moved yet; posted, those are moved.

    A fragment of the calendar's page, or a page of its own. Who only keeps the calendar sees how many, not which.
    """
    asked = request.POST if request.method == "POST" else request.GET
    year = _year(asked)
    try:
        olds, new = _calendars(year, asked.getlist("ngay"))
    except ValueError:
        return render(request, _template(request), {"wrong": True, "year": year}, status=400)
    if request.method == "POST":
        return _move(request, year, olds, new)
    return _show(request, year, olds, new, recorded=not asked.getlist("ngay"))


def _show(
    request: Request,
    year: int,
    olds: list[Calendar],
    new: Calendar,
    *,
    recorded: bool,
    no: Refused | None = None,
) -> HttpResponse:
    changes = affected(olds, new, year=year, on=clock.today())
    moving = [change for change in changes if not change.passed]
    context = {
        "wrong": False,
        "year": year,
        "recorded": recorded,
        "number": len(moving),
        "staying": len(changes) - len(moving),
        "changes": changes[:SHOWN] if request.actor.sees_all else [],
        "more": max(0, len(changes) - SHOWN) if request.actor.sees_all else 0,
        "sees": request.actor.sees_all,
        "may_move": request.actor.role is Role.OFFICE_HEAD,
        "no": no,
    }
    return render(request, _template(request), context, status=no.status if no else 200)


def _move(request: Request, year: int, olds: list[Calendar], new: Calendar) -> HttpResponse:
    try:
        changes = move_due_dates(olds, new, year=year, **when(request))
    except Refused as no:
        return _show(request, year, olds, new, recorded=True, no=no)
    tell(request, f"Đã tính lại thời hạn của {len(changes)} việc theo lịch năm {year}; các cơ quan chủ trì được báo.")
    return go(request, f"/quan-tri/lich/{year}/")


def _template(request: Request) -> str:
    bare = bool(request.headers.get("HX-Request"))
    return "assignments/_lich_thay_doi.html" if bare else "assignments/lich_thay_doi.html"


def _year(asked: QueryDict) -> int:
    text = asked.get("nam", "")
    return int(text) if text.isdecimal() and len(text) == 4 else 0


def _calendars(year: int, days: list[str]) -> tuple[list[Calendar], Calendar]:
    """Those by which dates may have been reckoned, the last first, and the one that is to count.

    While a change is typed: the present one, and the one with these days. Recorded: every former state of the year.
    """
    now = calendar()
    if not year:
        raise ValueError("no year")
    if days:
        return [now], proposed(now, year, days)
    former = [year_of(row) for row in year_rows(year)[1:]]
    shipped = CALENDAR.years.get(year)
    states = [*former, *([shipped] if shipped else [])]
    return [now.with_year(state) for state in states], now
