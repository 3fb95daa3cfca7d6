"""Units of an agency; its own head or liaison may look after them too."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from giaoviec import clock
from giaoviec.agencies import actions, queries
from giaoviec.agencies.access import Request, signed_in
from giaoviec.agencies.forms import UnitForm
from giaoviec.agencies.models import Agency, Unit
from giaoviec.agencies.views.common import done, press, when
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may


@signed_in
def listing(request: Request, pk: int) -> HttpResponse:
    """The units of an agency; POST enters one."""
    agency = _agency(request, pk)
    form = UnitForm(request.POST or None)
    made = attempt(form, lambda: _add(request, agency, form)) if request.method == "POST" else None
    if made is not None:
        return done(request, reverse("agencies:units", args=[pk]), f"Đã thêm {made.name}.")
    context = {"agency": agency, "units": _units(agency), "form": form}
    return render(request, "agencies/units.html", context, status=form.status)


@signed_in
def change(request: Request, pk: int, unit: int) -> HttpResponse:
    """Change or (`buoc` = dong) close a unit."""
    agency = _agency(request, pk)
    row = get_object_or_404(Unit, pk=unit, agency=agency)
    back = reverse("agencies:units", args=[pk])
    if request.POST.get("buoc") == "dong":
        no = press(lambda: actions.close_unit(row.pk, **when(request)))
        if no is None:
            return done(request, back, f"Đã kết thúc {row.name}.")
        return render(request, "agencies/unit.html", {**_page(agency, row), "no": no}, status=no.status)
    form = UnitForm(request.POST or None, initial=_filled(row))
    saved = attempt(form, lambda: _change(request, row, form)) if request.method == "POST" else None
    if saved is not None:
        return done(request, back, f"Đã ghi {saved.name}.")
    context = {**_page(agency, row), "form": form}
    return render(request, "agencies/unit.html", context, status=form.status)


def _agency(request: Request, pk: int) -> Agency:
    if may(request.actor, "manage_units", agency_id=pk) is not None:
        raise Http404
    return get_object_or_404(Agency, pk=pk)


def _units(agency: Agency) -> list[tuple[Unit, int]]:
    """Each unit with how many people it has."""
    on = clock.today()
    held = queries.memberships_on(on).filter(agency=agency).values_list("unit", flat=True)
    counts = list(held)
    return [(unit, counts.count(unit.pk)) for unit in queries.units_of(agency, on)]


def _page(agency: Agency, unit: Unit) -> dict[str, object]:
    return {"agency": agency, "unit": unit, "form": UnitForm(initial=_filled(unit)), "no": None}


def _filled(unit: Unit) -> dict[str, object]:
    return {"name": unit.name, "fields_text": ", ".join(unit.fields), "position": unit.position}


def _add(request: Request, agency: Agency, form: UnitForm) -> Unit:
    return actions.add_unit(agency.pk, form.cleaned_data["name"], fields=form.work, **when(request))


def _change(request: Request, unit: Unit, form: UnitForm) -> Unit:
    data = form.cleaned_data
    place = data["position"] if data["position"] is not None else unit.position
    return actions.change_unit(unit.pk, name=data["name"], fields=form.work, position=place, **when(request))
