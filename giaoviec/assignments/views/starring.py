"""`/viec/<id>/gan-sao/`: the star of a task, put on or taken off after the giving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from giaoviec import clock
from giaoviec.agencies.access import Request, go, signed_in
from giaoviec.assignments import actions
from giaoviec.assignments.actions.starring import GROUND, refusal_of
from giaoviec.assignments.forms import area, shapes
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.views.common import attempt, find, offer_undo, when
from giaoviec.assignments.views.moves import key
from giaoviec.assignments.views.story import standing
from giaoviec.documents.actions import drop_draft
from giaoviec.documents.queries import draft
from giaoviec.documents.views.drafting import as_post
from giaoviec.rules.citation import Ground

SLUG = "gan-sao"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the page is called, and on what ground it stands."""

    vi: str
    ground: Ground = GROUND


class StarForm(forms.Form):
    """Why the star is put on or taken off."""

    lead = (
        "Sao gắn với nhiệm vụ, ở mọi cơ quan được giao: việc gắn sao cần hai người xác nhận hoàn thành, "
        "gia hạn do lãnh đạo UBND tỉnh quyết định. Các cơ quan chủ trì được báo."
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = area("Lý do", rows=2)


@signed_in
def page(request: Request, pk: int) -> HttpResponse:
    """The form (GET) and the act (POST): what has a star loses it, what has none gets one."""
    row = find(request, pk)
    if request.method != "POST":
        kept = draft(request.actor.person_id, key(row, SLUG))
        first = as_post(kept.data["fields"]).dict() if kept else {}
        saved_at = kept.saved_at if kept else None
        return _show(request, row, StarForm(initial={"version": row.version, **first}), saved_at=saved_at)
    form, wanted = StarForm(request.POST), not row.starred

    def do() -> None:
        data = form.cleaned_data
        actions.star(pk, starred=wanted, reason=data["reason"], version=data["version"], **when(request))

    status = attempt(form, do)
    if status != 200:
        return _show(request, find(request, pk), form, status=status)
    drop_draft(request.actor.person_id, key(row, SLUG))
    offer_undo(request)
    return go(request, f"/viec/{pk}/")


def _show(
    request: Request, row: Assignment, form: StarForm, *, status: int = 200, saved_at: datetime | None = None
) -> HttpResponse:
    refusal = refusal_of(row, request.actor) if status == 200 else None
    context = {
        "row": row,
        "how": standing(row, clock.today()),
        "rule": Heading("Bỏ sao" if row.starred else "Gắn sao"),
        "form": form,
        "fields": shapes(form),
        "refusal": refusal,
        "draft_url": f"/van-ban/nhap/?khoa={key(row, SLUG)}",
        "saved_at": saved_at,
    }
    return render(request, "assignments/gan_sao.html", context, status=409 if refusal else status)
