"""`/viec/hang-loat/`: a move on the rows that were ticked: what it will do to each, then each as its own act."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.assignments.bulk import BULK, ELSEWHERE, OFFERED, BulkForm, Preview, previews
from giaoviec.assignments.forms import shapes
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.views.common import when
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.regulation.asking import said


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the act that can be taken back, or why nothing was done."""

    row: Assignment
    act: str = ""
    refusal: str = ""


@need("search")
@require_POST
def page(request: Request) -> HttpResponse:
    """The preview of what was ticked; with `lam`, the acts and what became of each."""
    slug = request.POST.get("buoc", "")
    if slug not in OFFERED.get(request.actor.role, ()):
        return redirect("/viec/")
    if slug in ELSEWHERE:
        return redirect(ELSEWHERE[slug][1], preserve_request=True)
    ids = [int(text) for text in request.POST.getlist("chon") if text.isdecimal() and len(text) < 16]
    shown = previews(BULK[slug], ids, actor=request.actor, on=clock.today())
    does = request.POST.get("lam") == "1"
    form = BULK[slug](request.POST if does else None, actor=request.actor, on=clock.today())
    if does and form.is_valid():
        return _done(request, form, shown, slug)
    return _show(request, form, shown, slug, status=422 if does else 200)


def _show(request: Request, form: BulkForm, shown: list[Preview], slug: str, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "fields": shapes(form),
        "shown": shown,
        "able": sum(one.refusal is None for one in shown),
        "slug": slug,
        "back": request.POST.get("ve", "/viec/"),
    }
    return render(request, "assignments/hang_loat.html", context, status=status)


def _done(request: Request, form: BulkForm, shown: list[Preview], slug: str) -> HttpResponse:
    """Does what can be done. A text that no row may have (empty, marked secret) goes back to the form."""
    outcomes: list[Outcome] = []
    for one in shown:
        if one.refusal:
            outcomes.append(Outcome(one.row, refusal=one.refusal.sentence))
            continue
        try:
            outcomes.append(_act(request, form, one.row))
        except Refused as no:
            if no.field in form.fields and not any(outcome.act for outcome in outcomes):
                form.add_error(no.field, said(no))
                return _show(request, form, shown, slug, status=no.status)
            outcomes.append(Outcome(one.row, refusal=said(no)))
    done = sum(bool(outcome.act) for outcome in outcomes)
    context = {"form": form, "outcomes": outcomes, "done": done, "back": request.POST.get("ve", "/viec/")}
    return render(request, "assignments/hang_loat_xong.html", context)


def _act(request: Request, form: BulkForm, row: Assignment) -> Outcome:
    type(form).verb(row.pk, **form.what(row), version=row.version, **when(request))
    act = Event.objects.filter(actor_id=request.actor.person_id).latest("id").act
    return Outcome(row, act=str(act))
