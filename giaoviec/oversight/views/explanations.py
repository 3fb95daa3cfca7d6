"""`/giai-trinh/`: explanations counted by cause and agency; whether a cause was objective, as the Office finds it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.views.common import chip, sheet, when
from giaoviec.assignments.models import Explanation
from giaoviec.oversight.actions.explanations import judge_explanation
from giaoviec.oversight.forms.obstacles import JudgeForm
from giaoviec.oversight.queries import explanations as queries
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.causes import CAUSES, cause_vi

STATES = {"cho-xet": "Chờ xác nhận", "khach-quan": "Khách quan", "khong": "Không khách quan"}
PERIODS = {"quy": "Quý này"}
SHOWN = 30


@need("see_explanations", own=True)
@require_GET
def index(request: Request) -> HttpResponse:
    """The list of a period, with the counts over it."""
    actor, on, asked = request.actor, clock.today(), request.GET
    period, cause = asked.get("ky", ""), asked.get("nguyen-nhan", "")
    rows = queries.within(actor, on, period=period, cause=cause)
    agencies = queries.by_agency(rows)
    chosen = [chip(request, "nguyen-nhan", cause, cause_vi(cause))] if cause in CAUSES else []
    context = {
        "sheet": sheet(
            request,
            queries.listed(queries.within(actor, on, period=period, cause=cause, state=asked.get("trang-thai", ""))),
        ),
        "causes": queries.by_cause(rows),
        "agencies": agencies[:SHOWN],
        "more": len(agencies) - SHOWN,
        "chips": [
            *(chip(request, "trang-thai", slug, label) for slug, label in STATES.items()),
            *(chip(request, "ky", slug, label) for slug, label in PERIODS.items()),
            *chosen,
        ],
        "cause_vi": cause_vi,
        "period": "quý này" if period == "quy" else f"năm {on.year}",
        "today": on,
    }
    return render(request, "oversight/giai_trinh.html", context)


@signed_in
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One explanation, and what was found of it."""
    return _show(request, _find(request, pk), JudgeForm())


@signed_in
@require_POST
def judging(request: Request, pk: int) -> HttpResponse:
    """The Office says whether the cause was objective."""
    row, form = _find(request, pk), JudgeForm(request.POST)

    def do() -> bool:
        data = form.cleaned_data
        judge_explanation(pk, objective=data["objective"] == "yes", reason=data["reason"], **when(request))
        return True

    if attempt(form, do) is None:
        return _show(request, _find(request, pk), form, status=form.status)
    say(request, f"Đã xác nhận; {row.assignment.agency.name} được báo.")
    return go(request, f"/giai-trinh/{pk}/")


def _show(request: Request, row: Explanation, form: JudgeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "cause": cause_vi(row.cause),
        "usual": CAUSES[row.cause].objective if row.cause in CAUSES else None,
        "judges": row.objective is None and may(request.actor, "judge_explanation") is None,
        "may_see_obstacle": may(request.actor, "see_obstacles", agency_id=row.assignment.agency_id) is None,
        "today": clock.today(),
    }
    return render(request, "oversight/mot_giai_trinh.html", context, status=status)


def _find(request: Request, pk: int) -> Explanation:
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row
