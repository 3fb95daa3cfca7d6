"""`/danh-gia/cach-cham/`: the formula, published; and what another would make of the ranks before it is dated."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import when
from giaoviec.evaluation import actions
from giaoviec.evaluation.forms import SchemeForm
from giaoviec.evaluation.models import Kind, Sheet
from giaoviec.evaluation.queries import schemes, sheets
from giaoviec.evaluation.ranks import Moved, under
from giaoviec.evaluation.results import GROUPS
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.schemes import NUMBERS, SHIPPED, Scheme, errors
from giaoviec.rules.scoring import PARTS, Band

MOST = 40
"""Lines of a preview a group: those that move first."""


@need("see_evaluation", own=True)
@require_http_methods(["GET", "POST"])
def page(request: Request) -> HttpResponse:
    """The formula in force, those that were dated, and for those who date one the form with its preview."""
    on = clock.today()
    now = schemes.scheme_of_day(on)
    may_date = may(request.actor, "date_scheme") is None
    form = SchemeForm(request.POST) if request.method == "POST" and may_date else None
    preview: dict[str, list[Moved]] = {}
    if form is not None and request.POST.get("buoc") == "dat":
        done = attempt(form, lambda: actions.date_scheme(_written(form), reason=_reason(form), **when(request)))
        if done is not None:
            say(request, f"Đã đặt cách chấm cho năm kết thúc từ ngày {done.effective_from:%d/%m/%Y}.")
            return go(request, "/danh-gia/cach-cham/")
    elif form is not None and form.is_valid():
        preview = _preview(form, now)
    context: dict[str, Any] = {
        "scheme": now,
        "rows": schemes.rows(),
        "shipped": SHIPPED,
        "parts": PARTS,
        "bands": [(Band.EXCELLENT.vi, now.excellent), (Band.GOOD.vi, now.good), (Band.COMPLETED.vi, now.completed)],
        "form": (form or SchemeForm(initial=_initial(now))) if may_date else None,
        "numbers": list(NUMBERS),
        "preview": preview,
        "previewed": bool(form and form.is_valid() and request.POST.get("buoc") != "dat"),
        "groups": GROUPS,
        "round": next((one for one in sheets.rounds() if one.stage != "making"), None),
        "today": on,
    }
    return render(request, "evaluation/cach_cham.html", context, status=form.status if form else 200)


def _initial(scheme: Scheme) -> dict[str, Any]:
    return {"citation": scheme.citation, **{name: getattr(scheme, name) for name in NUMBERS}}


def _reason(form: SchemeForm) -> str:
    return str(form.cleaned_data["reason"])


def _written(form: SchemeForm) -> Scheme:
    """The scheme of the form; a day is wanted for dating it."""
    if not form.cleaned_data["effective_from"]:
        raise Refused("Ghi ngày bắt đầu áp dụng.", field="effective_from", status=422)
    return form.scheme()


def _preview(form: SchemeForm, now: Scheme) -> dict[str, list[Moved]]:
    """By group, what moves most first; what is wrong with the numbers goes to their fields instead."""
    data = form.cleaned_data
    form.cleaned_data = data | {"effective_from": data["effective_from"] or now.effective_from}
    tried = form.scheme()
    wrong = {name: said for name, said in errors(tried).items() if name in form.fields and name != "citation"}
    for name, said in wrong.items():
        form.add_error(name, said)
    one = next((found for found in sheets.rounds() if found.stage != "making"), None)
    if wrong or one is None:
        return {}
    ranked = list(Sheet.objects.filter(round=one, kind=Kind.AGENCY, rank__isnull=False).order_by("position"))
    found = {}
    for group in GROUPS:
        mine = [row for row in ranked if row.group == group]
        moved = sorted(under(mine, ranked, tried), key=lambda moved: (-abs(moved.by), moved.rank))
        if moved:
            found[group] = moved[:MOST]
    return found
