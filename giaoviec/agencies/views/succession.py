"""The page on which agencies are merged, split, renamed, abolished. How open work moves is given to it from above:

path("quan-tri/co-quan/sap-xep/", succession_page(move_work), name="succession")
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from giaoviec import clock
from giaoviec.agencies import actions
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.forms import SuccessionForm
from giaoviec.agencies.models import Succession
from giaoviec.agencies.views.common import done, when
from giaoviec.journal.actions import Act, act
from giaoviec.regulation.asking import attempt

MoveWork = Callable[[Act, Succession], int]
"""Within an open act, gives the open work of a succession's predecessors to its successors; returns how many."""


def succession_page(move_work: MoveWork) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view: one act records the succession and moves the work."""

    @need("succeed")
    def page(request: Request) -> HttpResponse:
        today = clock.today()
        form = SuccessionForm(request.POST or None, on=today, initial=_initial(request))
        moved = attempt(form, lambda: _carry_out(request, form, move_work)) if request.method == "POST" else None
        if moved is None:
            return render(request, "agencies/succession.html", {"form": form}, status=form.status)
        return done(request, reverse("agencies:agencies"), f"Đã ghi việc sắp xếp; {moved} việc đang mở đã chuyển theo.")

    return page


def _carry_out(request: Request, form: SuccessionForm, move_work: MoveWork) -> int:
    data = form.cleaned_data
    moment = {**when(request), "on": data["day"]}
    with act("succeed", **moment, subject="succession", kind=data["kind"]) as a:
        row = actions.succeed(
            data["kind"],
            predecessors=form.old(),
            successors=form.heirs(),
            basis=data["basis"],
            new_name=data["new_name"],
            new_short_name=data["new_short_name"],
            **moment,
            within=a,
        )
        return move_work(a, row)


def _initial(request: Request) -> dict[str, object]:
    chosen = [pk for pk in request.GET.getlist("co-quan") if pk.isdigit()]
    return {"predecessors": chosen, "day": f"{clock.today():%d/%m/%Y}"}
