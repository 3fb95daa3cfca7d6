"""`/viec-phai-lam/`: all that lies on this desk, narrowed by day, kind and unit; every number of a desk opens it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.agencies.queries import monitoring_units
from giaoviec.agencies.views.common import sheet
from giaoviec.duties import queries as duties
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import Role
from giaoviec.site.desk.parts import WHEN, owing
from giaoviec.site.desk.rows import rows

NAMES = ("khi", "loai", "don-vi")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as `ui.chips` draws it."""

    label: str
    url: str
    on: bool
    kind: str = ""
    count: int | None = None


@signed_in
@require_GET
def page(request: Request) -> HttpResponse:
    """A page of the list."""
    actor, on = request.actor, clock.today()
    asked = {name: request.GET.get(name, "") for name in NAMES}
    found = owing(actor, on)
    if asked["khi"] in WHEN:
        found = found.filter(WHEN[asked["khi"]][1](on))
    units = {str(unit.pk): unit.name for unit in monitoring_units(on)} if actor.role is Role.OFFICE_HEAD else {}
    if units and asked["don-vi"]:
        found = found.filter(unit_id=asked["don-vi"] if asked["don-vi"] in units else None)
    kinds = _kinds(found)
    if asked["loai"] in kinds:
        found = found.filter(kind=asked["loai"])
    part = sheet(request, found.order_by("due_on", "id"))
    context = {
        "sheet": part,
        "rows": rows(
            duties.rows(found.filter(pk__in=[row.pk for row in part.rows]).order_by("due_on", "id")), actor, on
        ),
        "chips": _chips(request, asked, kinds, {"0": "Văn thư", **units} if units else {}),
        "today": on,
    }
    return render(request, "site/viec_phai_lam.html", context)


def _kinds(found: object) -> dict[str, int]:
    return dict(found.order_by().values_list("kind").annotate(number=Count("id")))  # type: ignore[attr-defined]


def _chips(request: Request, asked: dict[str, str], kinds: dict[str, int], units: dict[str, str]) -> list[Chip]:
    shapes = {"qua-han": "late", "hom-nay": "soon", "trong-tuan": "doing", "ve-sau": "given"}
    return [
        *(_chip(request, asked, "khi", value, title, shapes[value]) for value, (title, _) in WHEN.items()),
        *(_chip(request, asked, "don-vi", value, name) for value, name in units.items()),
        *(
            _chip(request, asked, "loai", kind, DutyKind(kind).vi, count=number)
            for kind, number in sorted(kinds.items(), key=lambda pair: -pair[1])
        ),
    ]


def _chip(
    request: Request, asked: dict[str, str], name: str, value: str, label: str, kind: str = "", count: int | None = None
) -> Chip:
    on = asked[name] == value
    kept = {key: text for key, text in asked.items() if text and key != name}
    query = urlencode(kept if on else {**kept, name: value})
    return Chip(label, f"{request.path}?{query}" if query else request.path, on, kind, count)
