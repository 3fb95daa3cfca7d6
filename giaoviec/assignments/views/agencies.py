"""`/co-quan/`: how all agencies stand, each number opening its list; `/co-quan/<id>/`: one agency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency, Membership, SuccessionPart
from giaoviec.agencies.queries import history_of_names, memberships_on
from giaoviec.assignments import agency_table, listing
from giaoviec.assignments.agency_table import DAYS, KINDS, Line
from giaoviec.assignments.listing import Filters
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.sheets import Cell, sheet
from giaoviec.assignments.showing import lines as shown
from giaoviec.assignments.whose_days import silences
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN, Owed, rows
from giaoviec.journal import access_log
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.roles import AGENCY_WIDE, Role

SHOWN = 20
COLUMNS = {
    "tong": ("Tổng", "total", "tong-so"),
    "dung-han": ("Xong đúng hạn", "done_on_time", "dung-han"),
    "xong-muon": ("Xong muộn", "done_late", "xong-muon"),
    "trong-han": ("Đang trong hạn", "in_time", "trong-han"),
    "qua-han": ("Đang quá hạn", "overdue", "qua-han"),
    "khong-thoi-han": ("Không thời hạn", "undated", "khong-thoi-han"),
    "thu-hoi": ("Đã thu hồi", "withdrawn", "thu-hoi"),
}
"""Word in the address (a column sorts by it) → heading, part of the line, state of the list behind its numbers."""


def _part(part: str, line: Line) -> int:
    return line.parts[part]


Key = Callable[[Line], Any]
ORDERS: dict[str, Key] = {
    "ten": lambda line: line.agency.sort_key if line.agency else "",
    "ty-le": lambda line: line.rate.value if line.rate.value is not None else 2.0,
    **{slug: partial(_part, part) for slug, (_, part, _) in COLUMNS.items()},
}


@need("see_agency_table")
@require_GET
def page(request: Request) -> HttpResponse:
    """The table; three statements, whatever it holds, and after that one until somebody acts."""
    on = clock.today()
    kind, order = _asked(request)
    table = _table(on, kind, order)
    days = agency_table.all_days_of_late(on)
    context = {
        "lines": table,
        "foot": agency_table.foot(table),
        "rate_words": agency_table.RATE.words,
        "foot_query": urlencode([("co-quan", line.agency.pk) for line in table if kind and line.agency]),
        "columns": COLUMNS,
        "days": {pk: list(held.items()) for pk, held in days.items()},
        "days_words": {pk: _days_vi(held) for pk, held in days.items()},
        "most_days": max((sum(held.values()) for held in days.values()), default=1),
        "kinds": list(_kinds(kind, order)),
        "kind": kind,
        "heads": {slug: _head(slug, kind, order) for slug in ("", "ten", "ty-le", *COLUMNS)},
        "opens": opens(request.actor),
        "mine": request.actor.agency_id,
        "query": _url(kind=kind, order=order).partition("?")[2],
        "may_export": may(request.actor, "export") is None,
        "today": on,
    }  # fmt: skip
    return render(request, "assignments/co_quan.html", context)


def opens(actor: Actor) -> bool:
    """Whether he may open the lists behind every number; the others open those of their own agency."""
    return actor.sees_all or actor.role is Role.EVALUATOR


def _asked(request: Request) -> tuple[str, str]:
    kind, order = request.GET.get("loai", ""), request.GET.get("xep", "")
    return kind if kind in KINDS else "", order if order.removeprefix("-") in ORDERS else ""


def _table(on: date, kind: str, order: str) -> list[Line]:
    """The lines of a kind of agency, in official order or sorted by a column; equals keep the official order."""
    table = list(agency_table.whole_table(on))
    if kind:
        table = [line for line in table if line.agency and line.agency.kind in KINDS[kind][1]]
    if order:
        table.sort(key=ORDERS[order.removeprefix("-")], reverse=order.startswith("-"))
    return table


def _kinds(kind: str, order: str) -> Iterator[tuple[str, str, bool]]:
    """The chips: name, where each leads, whether it is chosen; the chosen one takes itself away."""
    for slug, (label, _) in KINDS.items():
        yield label, _url(kind="" if slug == kind else slug, order=order), slug == kind


def _url(*, kind: str, order: str) -> str:
    asked = {name: value for name, value in (("loai", kind), ("xep", order)) if value}
    return f"{reverse('assignments:agencies')}?{urlencode(asked)}" if asked else reverse("assignments:agencies")


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column: where it leads, how it is sorted now. Numbers sort the greatest first."""

    url: str
    order: str | None


def _head(slug: str, kind: str, order: str) -> Head:
    first, second = (slug, f"-{slug}") if slug in ("ten", "ty-le") else (f"-{slug}", slug)
    if not slug:
        return Head(_url(kind=kind, order=""), None if order else "up")
    turned = second if order == first else first
    return Head(_url(kind=kind, order=turned), {slug: "up", f"-{slug}": "down"}.get(order))


def _days_vi(held: Mapping[str, int]) -> str:
    names = {"agency": "cơ quan", "office": "Văn phòng", "collaborator": "phối hợp", "outside": "bên ngoài"}
    said = [f"{names[name]} {held[name]}" for name in DAYS if held[name]]
    return f"{', '.join(said)} ngày"


# ---- what can be carried away


@need("see_agency_table")
@require_GET
def csv(request: Request) -> HttpResponse:
    """The table as CSV."""
    return _export(request, "csv")


@need("see_agency_table")
@require_GET
def excel(request: Request) -> HttpResponse:
    """The table as an Excel workbook."""
    return _export(request, "xlsx")


def _export(request: Request, form: str) -> HttpResponse:
    if may(request.actor, "export"):
        raise Http404
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path, form=form)
    on = clock.today()
    kind, order = _asked(request)
    table = _table(on, kind, order)
    heads = [("Cơ quan", 44), *((label, 12) for label, _, _ in COLUMNS.values()), ("Tỷ lệ", 10), ("Cách tính", 60)]
    cells = [_cells(line) for line in [*table, agency_table.foot(table)]]
    return sheet(form, "co-quan", f"Đến {on:%d-%m-%Y}", heads, cells)


def _cells(line: Line) -> list[Cell]:
    numbers = [line.parts[part] for _, part, _ in COLUMNS.values()]
    return [line.agency.name if line.agency else "Cộng", *numbers, line.rate.value, agency_table.RATE.words]


# ---- one agency


@need("see_agency_table")
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """How one agency stands, what it owes, who answers for it; for those who may see its work."""
    agency = Agency.objects.filter(pk=pk).first()
    if agency is None or not (opens(request.actor) or _is_own(request.actor, pk)):
        raise Http404
    on = clock.today()
    table = agency_table.table(on, [pk])
    late, more = _late(request.actor, pk, on)
    days = agency_table.days_of_late(on, [pk]).get(pk, {})
    owed = _owed(pk, on)
    context = {
        "agency": agency,
        "line": table[0] if table else None,
        "cells": _four(table[0], pk) if table else [],
        "columns": COLUMNS,
        "late": late,
        "more": more,
        "days": list(days.items()),
        "days_words": _days_vi(days) if days else "",
        "rate_words": agency_table.RATE.words,
        "silence": silences(on, pk).get(pk, (0, 0)),
        "owed": owed[:SHOWN],
        "titles": _titles(owed[:SHOWN]),
        "owed_in_all": len(owed),
        "people": _people(agency, on),
        "names": list(history_of_names(agency)),
        "successions": _successions(pk),
        "opens": opens(request.actor),
        "today": on,
    }
    return render(request, "assignments/mot_co_quan.html", context)


def _is_own(actor: Actor, pk: int) -> bool:
    return actor.role in AGENCY_WIDE and actor.agency_id == pk


def _late(actor: Actor, pk: int, on: date) -> tuple[Sequence[Any], bool]:
    """Its overdue work, the longest first, and whether there is more."""
    filters = Filters(state="overdue", agencies=(pk,))
    known: dict[str, Any] = {"near_days": int(profile_on(on)["near_due_days"]), "calendar": calendar()}
    late, more = listing.page(actor, filters, "han", on, start=0, size=SHOWN, **known)
    return shown(late, on, **known), more


def _owed(pk: int, on: date) -> list[Owed]:
    """What the agency owes and is late with, the longest first."""
    return rows(Duty.objects.filter(OPEN, agency_id=pk, due_on__lt=on).order_by("due_on", "id"))


def _titles(owed: Sequence[Owed]) -> dict[int, str]:
    """What is to be done, of the assignments that duties hang on."""
    pks = {one.assignment_id for one in owed if one.assignment_id}
    found = Assignment.objects.filter(pk__in=pks).values_list("pk", "content", "task__content")
    return {pk: content or of_task for pk, content, of_task in found}


def _four(line: Line, pk: int) -> list[dict[str, Any]]:
    """The four national cells as `ui.cells4` draws them."""
    kinds = {"done_on_time": "done", "done_late": "done_late", "in_time": "doing", "overdue": "late"}
    whole = sum(line.parts[part] for part in kinds)
    return [
        {
            "kind": kinds[part],
            "word": label,
            "number": line.parts[part],
            "share": line.parts[part] / whole if whole else None,
            "url": f"/viec/?co-quan={pk}&tinh-hinh={slug}",
        }
        for label, part, slug in COLUMNS.values()
        if part in kinds
    ]


def _people(agency: Agency, on: date) -> list[Membership]:
    """Who answers for the agency: its head, then those who receive and send for it."""
    order = [Role.AGENCY_HEAD, Role.OFFICE_HEAD, Role.LIAISON, Role.AGENCY_CLERK]
    held = memberships_on(on).filter(agency=agency, role__in=order)
    return sorted(held, key=lambda post: (order.index(Role(post.role)), post.person.sort_key, post.pk))


def _successions(pk: int) -> list[SuccessionPart]:
    """What became of it, and what it came from."""
    parts = SuccessionPart.objects.select_related("succession", "predecessor", "successor")
    from_it, to_it = parts.filter(predecessor=pk), parts.filter(successor=pk)
    return sorted({*from_it, *to_it}, key=lambda part: (part.succession.on, part.pk), reverse=True)
