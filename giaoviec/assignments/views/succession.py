"""`/quan-tri/co-quan/sap-xep/`: agencies merged, split, renamed, abolished; open work goes along, previewed first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.actions import NewAgency
from giaoviec.agencies.forms import SuccessionForm
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import done
from giaoviec.assignments import queries
from giaoviec.assignments.actions import arrange
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.views.common import when
from giaoviec.regulation.asking import attempt


@need("succeed")
def page(request: Request) -> HttpResponse:
    """The form; with `buoc=xem` what would move where; with `buoc=ghi` the act."""
    on = clock.today()
    form = SuccessionForm(request.POST or None, on=on, initial=_initial(request))
    sent, records = request.method == "POST", request.POST.get("buoc") == "ghi"
    if sent and records and attempt(form, lambda: _record(request, form)) is not None:
        return done(request, "/quan-tri/co-quan/", "Đã ghi việc sắp xếp; việc đang mở đã chuyển theo.")
    preview = _preview(request.POST, form) if sent and form.is_valid() else None
    context = {"form": form, "preview": preview, "today": on}
    return render(request, "assignments/sap_xep.html", context, status=form.status)


def _initial(request: Request) -> dict[str, object]:
    chosen = [pk for pk in request.GET.getlist("co-quan") if pk.isdigit()]
    return {"predecessors": chosen, "day": f"{clock.today():%d/%m/%Y}"}


def _record(request: Request, form: SuccessionForm) -> object:
    data = form.cleaned_data
    return arrange(
        data["kind"], predecessors=form.old(), successors=form.heirs(), basis=data["basis"],
        new_name=data["new_name"], new_short_name=data["new_short_name"], shares=_shares(request.POST),
        **when(request, data["day"]),
    )  # fmt: skip


def _shares(posted: Mapping[str, str]) -> dict[int, int]:
    """ "viec-57": "1" → assignment 57 to the second successor; nothing where it stays."""
    found = {}
    for name, value in posted.items():
        pk = name.removeprefix("viec-")
        if name.startswith("viec-") and pk.isdecimal() and value.isdecimal():
            found[int(pk)] = int(value)
    return found


@dataclass(frozen=True, slots=True)
class Preview:
    """What the succession moves: each open assignment, where it may go, where it goes; in numbers by old agency."""

    rows: list[tuple[Assignment, str]]
    heirs: list[tuple[str, str]]
    numbers: list[tuple[str, int]]
    helping: int


def _preview(posted: Mapping[str, str], form: SuccessionForm) -> Preview:
    old, heirs = form.old(), form.heirs()
    names = [(str(place), _name(heir)) for place, heir in enumerate(heirs)]
    rows = queries.open_of_agencies(old) if form.cleaned_data["kind"] != "rename" else []
    shares = _shares(posted)
    stays = [heir for heir in heirs if isinstance(heir, int) and heir in old]
    chosen = [(row, _chosen(row, shares, heirs, stays)) for row in rows]
    numbers = Counter(row.agency.name for row in rows)
    helping = sum(len(queries.open_collaborations(pk)) for pk in old if pk not in stays)
    return Preview(chosen, names, list(numbers.items()), helping)


def _chosen(row: Assignment, shares: Mapping[int, int], heirs: list[int | NewAgency], stays: list[int]) -> str:
    """The place of the successor that takes it: as chosen; itself where its agency lives on; else the first."""
    if row.pk in shares:
        return str(shares[row.pk])
    return str(heirs.index(row.agency_id)) if row.agency_id in stays else "0"


def _name(heir: int | NewAgency) -> str:
    return heir.name if isinstance(heir, NewAgency) else Agency.objects.get(pk=heir).name
