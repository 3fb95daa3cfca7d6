"""`/kiem-tra/xem-lai/`: confirmed claims that somebody else of the Office looks at again."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import chip, sheet, when
from giaoviec.documents import files
from giaoviec.oversight.actions.second_looks import look
from giaoviec.oversight.forms.inspection import LookForm
from giaoviec.oversight.models import SecondLook
from giaoviec.oversight.queries import second_looks as queries
from giaoviec.regulation.asking import attempt
from giaoviec.regulation.queries import profile_on

STATES = {"da-xem": "Đã xem lại", "khong-dung": "Không đúng"}


@need("look_again")
@require_GET
def index(request: Request) -> HttpResponse:
    """What waits to be looked at again, and what came of it."""
    state, profile = request.GET.get("trang-thai", ""), profile_on(clock.today())
    context = {
        "sheet": sheet(request, queries.listed(state)),
        "tally": queries.tally(),
        "chips": [chip(request, "trang-thai", value, label) for value, label in STATES.items()],
        "percent": profile["second_look_percent"],
        "state": state,
    }
    return render(request, "oversight/xem_lai.html", context)


@need("look_again")
def one(request: Request, pk: int) -> HttpResponse:
    """One confirmed claim, and what is found of it."""
    row = queries.get(pk)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _show(request, row, LookForm())
    form = LookForm(request.POST)
    if attempt(form, lambda: _looked(request, row, form)) is None:
        return _show(request, queries.get(pk) or row, form, status=form.status)
    say(request, "Đã ghi kết quả xem lại.")
    return go(request, "/kiem-tra/xem-lai/")


def _looked(request: Request, row: SecondLook, form: LookForm) -> SecondLook:
    data = form.cleaned_data
    return look(row.pk, holds=data["holds"] == "dung", note=data["note"], **when(request))


def _show(request: Request, row: SecondLook, form: LookForm, *, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "files": files.of("claim", row.claim_id),
        "mine": bool(request.actor.persons & queries.confirmers(row)),
    }
    return render(request, "oversight/mot_luot_xem_lai.html", context, status=status)
