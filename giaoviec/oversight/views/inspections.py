"""`/kiem-tra/`: the inspections that one sees; `…/de-xuat/`: a proposal; `…/ke-hoach/<year>/`: the year's plan."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.views.common import chip, sheet, when
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions.inspection import propose
from giaoviec.oversight.forms.inspection import ProposeForm
from giaoviec.oversight.models import Inspection
from giaoviec.oversight.queries import inspection as queries
from giaoviec.oversight.queries import second_looks
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.inspections import State

STATES = {
    "cho-quyet-dinh": "Chờ quyết định",
    "dang-kiem-tra": "Đang kiểm tra",
    "da-ket-luan": "Đã kết luận",
    "khong-kiem-tra": "Không kiểm tra",
}
KINDS = {"dinh-ky": "Định kỳ", "dot-xuat": "Đột xuất"}
SHAPES = {
    State.PROPOSED: "claim",
    State.REFUSED: "withdrawn",
    State.DECIDED: "given",
    State.UNDER_WAY: "doing",
    State.CONCLUDED: "done_late",
    State.FOLLOWED_UP: "done",
}
"""The shape of each state, as `ui.state` draws it."""


@need("see_inspections", own=True)
@require_GET
def index(request: Request) -> HttpResponse:
    """The list, newest first."""
    found = queries.listed(
        request.actor, state=request.GET.get("trang-thai", ""), kind=request.GET.get("loai", "")
    )  # fmt: skip
    shown = sheet(request, found)
    looks_again = may(request.actor, "look_again") is None
    context: dict[str, Any] = {
        "sheet": shown,
        "agencies": queries.agencies_of([row.pk for row in shown.rows]),
        "shapes": SHAPES,
        "chips": [
            *(chip(request, "trang-thai", value, label) for value, label in STATES.items()),
            *(chip(request, "loai", value, label) for value, label in KINDS.items()),
        ],
        "may_propose": may(request.actor, "propose_inspection") is None,
        "plan_year": clock.today().year if request.actor.sees_all else None,
        "looks": second_looks.tally() if looks_again else None,
    }
    return render(request, "oversight/kiem_tra.html", context)


@need("propose_inspection")
def proposing(request: Request) -> HttpResponse:
    """A proposal; agencies may be chosen in the address (`?co-quan=5`)."""
    agencies = queries.inspectable(clock.today())
    if request.method != "POST":
        asked = [int(text) for text in request.GET.getlist("co-quan") if text.isdecimal()]
        return _propose(request, ProposeForm(agencies=agencies, initial={"agencies": asked, "kind": "sudden"}))
    form = ProposeForm(request.POST, agencies=agencies)
    made = attempt(form, lambda: _proposed(request, form))
    if made is None:
        return _propose(request, form, status=form.status)
    say(request, "Đã trình đề xuất kiểm tra; Chủ tịch UBND tỉnh quyết định.")
    return go(request, f"/kiem-tra/{made.pk}/")


def _propose(request: Request, form: ProposeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "oversight/de_xuat_kiem_tra.html", {"form": form}, status=status)


def _proposed(request: Request, form: ProposeForm) -> Inspection:
    data = form.cleaned_data
    return propose(
        kind=data["kind"], agencies=data["agencies"], reason=data["reason"], content=data["content"],
        first_on=data["first_on"], last_on=data["last_on"], **when(request),
    )  # fmt: skip


@signed_in
@require_GET
def plan(request: Request, year: int) -> HttpResponse:
    """The year's plan: its routine inspections, quarter by quarter."""
    if not request.actor.sees_all or not 2000 <= year <= 2100:
        raise Refused("Không tìm thấy trang này.", status=404)
    rows = list(queries.plan(request.actor, year)[:200])
    quarters: dict[int, list[Inspection]] = {quarter: [] for quarter in (1, 2, 3, 4)}
    for row in rows:
        assert row.first_on is not None
        quarters[(row.first_on.month + 2) // 3].append(row)
    context = {
        "year": year,
        "quarters": quarters,
        "total": len(rows),
        "agencies": queries.agencies_of([row.pk for row in rows]),
        "shapes": SHAPES,
        "may_propose": may(request.actor, "propose_inspection") is None,
    }
    return render(request, "oversight/ke_hoach_kiem_tra.html", context)
