"""`/viec/`: the list of assignments: filters in the address, sorted, page by page; its numbers follow on their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import directory, monitoring_units, vice_chairmen
from giaoviec.assignments import listing
from giaoviec.assignments.agency_table import KINDS
from giaoviec.assignments.asking import FLAGS, SLUGS, STATE_OF, Asked, read
from giaoviec.assignments.bulk import offered
from giaoviec.assignments.chips import chips
from giaoviec.assignments.listing import COUNTED, STATES
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.showing import lines
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import may
from giaoviec.rules.documents import Group, Source
from giaoviec.rules.roles import AGENCY_WIDE

SIZE = 50
SORTED = {"han": "Thời hạn", "co-quan": "Chủ trì", "van-ban": "Văn bản"}


@need("search")
@require_GET
def page(request: Request) -> HttpResponse:
    """A page of the list; two statements, whatever it holds."""
    asked, on = read(request.GET), clock.today()
    start = (asked.page - 1) * SIZE
    near_days = int(profile_on(on)["near_due_days"])
    known: dict[str, Any] = {"near_days": near_days, "calendar": calendar()}
    rows, more = listing.page(request.actor, asked.filters, asked.order, on, start=start, size=SIZE, **known)
    context = {
        "asked": asked,
        "lines": lines(rows, on, calendar=calendar(), near_days=near_days),
        "chips": chips(asked),
        "narrowed": len(asked.given) > (asked.order != "han"),
        "start": start,
        "total": start + len(rows) if not more and (rows or not start) else None,
        "previous": asked.turned(asked.page - 1) if start else None,
        "next": asked.turned(asked.page + 1) if more else None,
        "heads": {order: _head(asked, order) for order in SORTED},
        "may_export": may(request.actor, "export") is None,
        "may_save": may(request.actor, "save_list") is None,
        "may_warn": may(request.actor, "see_warnings", agency_id=request.actor.agency_id) is None,
        "may_look_back": may(request.actor, "see_figures", agency_id=request.actor.agency_id) is None,
        "helps": request.actor.role in AGENCY_WIDE,
        "bulk": offered(request.actor),
        "at": clock.now(),
        "today": on,
    }
    return render(request, "assignments/danh_sach.html", context)


def ordered(request: Request, asked: Asked, on: date) -> QuerySet[Assignment]:
    near_days = int(profile_on(on)["near_due_days"])
    rows = listing.found(request.actor, asked.filters, on, near_days=near_days, calendar=calendar())
    return listing.ordered(rows, asked.order, asked.filters)


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column that sorts: where it leads, how it is sorted now."""

    url: str
    order: str | None


def _head(asked: Asked, order: str) -> Head:
    now = {order: "up", f"-{order}": "down"}.get(asked.order)
    return Head(asked.url(xep=f"-{order}" if now == "up" else order), now)


@need("search")
@require_GET
def numbers(request: Request) -> HttpResponse:
    """How many there are, and behind each offered chip: a fragment that follows the page."""
    asked, on = read(request.GET), clock.today()
    near_days = int(profile_on(on)["near_due_days"])
    rows = listing.found(request.actor, asked.filters, on, near_days=near_days, calendar=calendar())
    counted = {chip.slug: _counted(rows, chip.slug, on, near_days) for chip in chips(asked) if chip.slug}
    context = {"numbers": counted, "total": listing.count(rows), "most": COUNTED}
    return render(request, "assignments/_so_dem.html", context)


def _counted(rows: QuerySet[Assignment], slug: str, on: date, near_days: int) -> int:
    if slug == "sao":
        return listing.count(rows.filter(starred=True))
    return listing.count(rows.filter(STATES[STATE_OF[slug]][2](on, near_days, calendar())))


@need("search")
@require_GET
def narrowing(request: Request) -> HttpResponse:
    """Everything that a list can be narrowed to, as one form: a fragment, or a page of its own."""
    asked, on = read(request.GET), clock.today()
    sees_all = request.actor.sees_all or request.actor.role not in AGENCY_WIDE
    context = {
        "asked": asked,
        "given": dict(asked.given),
        "standings": [(slug, STATES[state][0]) for state, slug in SLUGS.items()],
        "agencies": _agencies(on) if sees_all else [],
        "chosen": [str(pk) for pk in asked.filters.agencies],
        "units": [(unit.pk, unit.name) for unit in monitoring_units(on)] if sees_all else [],
        "fields": sorted({name for unit in monitoring_units(on) for name in unit.fields}),
        "leaders": [(post.person_id, post.person.name) for post in vice_chairmen(on)],
        "sources": [(source.value.replace("_", "-"), source.vi) for source in Source],
        "flags": [(name, label) for name, (_, label) in FLAGS.items()],
        "groups": [(group.value, group.vi) for group in Group],
        "kinds": [(kind, label) for kind, (label, _) in KINDS.items()],
        "quarters": _quarters(on),
        "kept": _kept(asked, on),
    }
    bare = bool(request.headers.get("HX-Request"))
    return render(request, "assignments/_loc.html" if bare else "assignments/loc.html", context)


ASKED_IN_FORM = frozenset(
    ("tinh-hinh", "co-quan", "don-vi", "linh-vuc", "chi-dao", "lanh-dao", "loai", "viec-o", "loai-co-quan", "nhom")
)


def _kept(asked: Asked, on: date) -> list[tuple[str, str]]:
    """What the list is narrowed to and the form does not ask: it stays. Days that are no quarter stay too."""
    quarters = {code for code, _ in _quarters(on)}
    fields = ASKED_IN_FORM | {*FLAGS, "q", "xep"}
    return [
        (name, value)
        for name, value in asked.given
        if name not in fields and not (name in ("quy", "giao", "xong") and value in quarters)
    ]


def _agencies(on: date) -> list[tuple[str, list[tuple[int, str]]]]:
    kinds = ("office", "department", "commune", "other")
    grouped: dict[str, list[tuple[int, str]]] = {}
    for agency in directory(on, kinds).only("kind", "name"):
        grouped.setdefault(str(Agency(kind=agency.kind).get_kind_display()), []).append((agency.pk, agency.name))
    return list(grouped.items())


def _quarters(on: date) -> list[tuple[str, str]]:
    """Two years of quarters round a day."""
    names = ("I", "II", "III", "IV")
    return [
        (f"{year}-Q{quarter}", f"quý {names[quarter - 1]}/{year}")
        for year in (on.year + 1, on.year, on.year - 1)
        for quarter in (4, 3, 2, 1)
    ]
