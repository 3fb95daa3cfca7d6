"""`/ngay-cua-ai/`: whose days the work took: agencies and the Office beside each other, down to one assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need, signed_in
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import Chip, chip, sheet
from giaoviec.assignments import queries as assignments
from giaoviec.assignments import story
from giaoviec.assignments.agency_table import KINDS
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.showing import Days
from giaoviec.assignments.story_sql import facts
from giaoviec.assignments.whose_days import explained, of_row
from giaoviec.oversight.queries import days as queries
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import may, sees_story
from giaoviec.rules.citation import Policy
from giaoviec.rules.duties import KINDS as DUTIES
from giaoviec.rules.holders import Holder, ledger
from giaoviec.rules.roles import Role

NAMES = {"agency": "cơ quan", "office": "Văn phòng", "collaborator": "phối hợp", "outside": "bên ngoài"}
HOLDERS = {"co-quan": "agency", "van-phong": "office", "phoi-hop": "collaborator", "ben-ngoai": "outside"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A ledger as a line draws it."""

    line: queries.Line
    spans: list[Days]
    words: str


@need("see_days")
@require_GET
def page(request: Request) -> HttpResponse:
    """The agencies' days and the Office's, and the Office's own clocks against their limits."""
    on, scope = clock.today(), _scope(request)
    lines = queries.by_agency(scope, on)
    province = queries.whole(lines)
    of_kind = KINDS.get(request.GET.get("loai", ""), ("", ()))[1]
    listed = [line for line in lines if not of_kind or getattr(line.who, "kind", "") in of_kind]
    holder = HOLDERS.get(request.GET.get("xep", ""))
    if holder:
        listed.sort(key=lambda line: -line.ledger.days[holder])
    found = sheet(request, listed)
    context = {
        "sheet": found,
        "shown": [_shown(line) for line in found.rows],
        "province": province,
        "province_spans": _spans(province.days),
        "province_words": _words(province.days),
        "units": [_shown(line) for line in queries.by_monitoring_unit(scope, on)],
        "clocks": queries.clocks(on),
        "limits": {kind: int(profile_on(on)[DUTIES[kind].key]) for kind in queries.CLOCKS},
        "chips": _chips(request),
        "scope_words": queries.SCOPES[scope][1],
        "names": NAMES,
        "may_rules": may(request.actor, "see_own_rules", agency_id=request.actor.agency_id) is None,
        "holders": HOLDERS,
        "opens": {line.who.pk for line in found.rows if queries.opens(request.actor, line.who.pk)},
        "today": on,
    }
    return render(request, "oversight/ngay_cua_ai.html", context)


def _chips(request: Request) -> list[Chip]:
    return [
        *(chip(request, "trong", slug, label) for slug, (label, _) in queries.SCOPES.items() if slug),
        *(chip(request, "loai", slug, label) for slug, (label, _) in KINDS.items()),
        *(chip(request, "xep", slug, f"Nhiều ngày {NAMES[name]} nhất") for slug, name in HOLDERS.items()),
    ]


@need("see_days")
@require_GET
def of_agency(request: Request, pk: int) -> HttpResponse:
    """An agency's assignments, those that took most days first; its units."""
    agency = Agency.objects.filter(pk=pk).first()
    if agency is None or not queries.opens(request.actor, pk):
        raise Http404
    on, scope = clock.today(), _scope(request)
    found = sheet(request, queries.longest(agency, scope, on, HOLDERS.get(request.GET.get("xep", ""), "")))
    named = Assignment.objects.select_related("task", "document").in_bulk(list(found.rows))
    context = {
        "agency": agency,
        "line": _shown(queries.of_agency(agency, scope, on)),
        "sheet": found,
        "rows": [_row(named[row], on) for row in found.rows],
        "explains": request.actor.role is not Role.EVALUATOR,
        "units": [_shown(one) for one in queries.by_unit(pk, on)],
        "chips": [chip(request, "trong", slug, label) for slug, (label, _) in queries.SCOPES.items() if slug]
        + [chip(request, "xep", slug, f"Nhiều ngày {NAMES[name]} nhất") for slug, name in HOLDERS.items()],
        "scope_words": queries.SCOPES[scope][1],
        "today": on,
    }
    return render(request, "oversight/ngay_cua_co_quan.html", context)


def _row(row: Assignment, on: date) -> dict[str, Any]:
    days = of_row(row, on)
    return {"row": row, "spans": _spans(days), "words": _words(days), "total": sum(days.values())}


@signed_in
@require_GET
def of_assignment(request: Request, pk: int) -> HttpResponse:
    """The days of one assignment, each with whose it was and why; for those who see its story."""
    row = assignments.get(request.actor, pk)
    on = clock.today()
    if row is None or not sees_story(request.actor, assignments.ties(row, assignments.situation(row, on))):
        raise Http404
    known = facts(row.pk)
    spans = story.lived(known, until=story.tomorrow(on))
    counted = ledger(spans)
    context = {
        "row": row,
        "parts": [part for part in explained(known, spans) if part.holder is not Holder.NOBODY],
        "spans": story.ribbon(spans, today=on, due_on=row.due_on),
        "ticks": story.ticks(known, spans, today=on, due_on=row.due_on),
        "counted": [(holder, counted[holder]) for holder in Holder if counted[holder] and holder is not Holder.NOBODY],
        "total": sum(number for holder, number in counted.items() if holder is not Holder.NOBODY),
        "ground": Policy("whose_days"),
        "may_see_days": may(request.actor, "see_days") is None,
        "opens": queries.opens(request.actor, row.agency_id),
        "since": spans[0].since if spans else row.given_on,
        "words": _words({holder.value: number for holder, number in counted.items() if holder.value in NAMES}),
        "today": on,
    }
    return render(request, "oversight/ngay_cua_viec.html", context)


def _scope(request: Request) -> str:
    asked = request.GET.get("trong", "")
    return asked if asked in queries.SCOPES else ""


def _shown(line: queries.Line) -> Shown:
    return Shown(line, _spans(line.ledger.days), _words(line.ledger.days))


def _spans(days: Mapping[str, int]) -> list[Days]:
    return [Days(name, days[name]) for name in NAMES if days.get(name)]


def _words(days: Mapping[str, int]) -> str:
    said = [f"{NAMES[name]} {days[name]:,}".replace(",", ".") for name in NAMES if days.get(name)]
    return f"{', '.join(said)} ngày" if said else "chưa qua ngày nào"
