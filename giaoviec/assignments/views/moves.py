"""`/viec/<id>/<move>/`: a move as a form (GET) and as an act (POST); taking back; closing what is open inside."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, signed_in
from giaoviec.assignments import actions, evidence, queries
from giaoviec.assignments.evidence import Advice
from giaoviec.assignments.forms import MoveForm, form_of, shapes
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.views.common import UNDO, attempt, find, offer_undo, received, tell, tokens, when
from giaoviec.assignments.views.story import standing
from giaoviec.documents.actions import drop_draft
from giaoviec.documents.files import NewFile
from giaoviec.documents.queries import draft
from giaoviec.documents.views.drafting import as_post
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import said
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Refusal
from giaoviec.rules.moves import RULES, Move, check

BY_SLUG = {rule.slug: move for move, rule in RULES.items() if move is not Move.TRANSFER}


@signed_in
def page(request: Request, pk: int, slug: str) -> HttpResponse:
    """The form of a move; posted, the move. A refusal is said with its clause; nothing typed is lost."""
    move = BY_SLUG.get(slug)
    if move is None:
        raise Http404
    row = find(request, pk)
    situation = queries.situation(row, clock.today())
    sent = request.method == "POST"
    refusal = check(move, situation, request.actor, profile=profile_on(row.document.issued_on))
    kept = None if sent else draft(request.actor.person_id, key(row, slug))
    form = form_of(move, row)(
        request.POST if sent else None,
        MultiValueDict() if sent else None,
        assignment=row, situation=situation, actor=request.actor, on=clock.today(),
        initial=as_post(kept.data["fields"]).dict() if kept else {},
    )  # fmt: skip
    if not sent:
        return _show(request, row, form, refusal=_waits(move, form, refusal), saved_at=kept.saved_at if kept else None)
    if move is Move.CLAIM and "look" in request.POST:
        return _looked(request, row, form)
    return _sent(request, row, form, slug)


def _looked(request: Request, row: Assignment, form: MoveForm) -> HttpResponse:
    """What would be found about a claim, before it is sent: nothing is done, and nothing typed is lost."""
    files: list[NewFile] = []
    status = attempt(form, lambda: files.extend(received(request)))
    if status != 200:
        return _show(request, row, form, status=status, files=files)
    data = form.cleaned_data
    advice = evidence.of_draft(
        request.actor, row, content=data["content"], number=data["product_number"], dated_on=data["product_on"],
        signer=data["product_signer"], files=files, on=clock.today(),
    )  # fmt: skip
    return _show(request, row, form, files=files, advice=advice)


JUDGING = (Move.CONFIRM, Move.REJECT)


def _waits(move: Move, form: MoveForm, refusal: Refusal | None) -> Refusal | None:
    """What a claim still lacks when it is late is asked by its own form."""
    return None if move is Move.CLAIM and getattr(form, "explains", False) else refusal


def _sent(request: Request, row: Assignment, form: MoveForm, slug: str) -> HttpResponse:
    files: list[NewFile] = []

    def do() -> None:
        if form.with_files:
            files.extend(received(request))
        data = form.cleaned_data
        what = form.what() | ({"files": files} if form.with_files else {})
        if form.move is not Move.WRITE:
            what["version"] = data.get("version")
        type(form).verb(row.pk, **what, **when(request, data.get("day")))

    status = attempt(form, do)
    if status != 200:
        return _show(request, find(request, row.pk), form, status=status, files=files)
    drop_draft(request.actor.person_id, key(row, slug))
    offer_undo(request)
    return go(request, f"/viec/{row.pk}/#trao-doi" if form.move is Move.WRITE else f"/viec/{row.pk}/")


def key(row: Assignment, slug: str) -> str:
    """Under which name the draft of a form is kept."""
    return f"viec:{row.pk}:{slug}"


def _show(
    request: Request,
    row: Assignment,
    form: MoveForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
    files: Sequence[NewFile] = (),
    saved_at: datetime | None = None,
    advice: Sequence[Advice] = (),
) -> HttpResponse:
    if form.move in JUDGING and refusal is None:
        advice = evidence.of_claim(request.actor, row)
    context: dict[str, Any] = {
        "row": row,
        "how": standing(row, clock.today()),
        "move": form.move,
        "rule": RULES[form.move],
        "form": form,
        "fields": shapes(form),
        "refusal": refusal,
        "kept_files": tokens(request, files),
        "draft_url": f"/van-ban/nhap/?khoa={key(row, RULES[form.move].slug)}",
        "saved_at": saved_at,
        "advice": advice,
        "today": clock.today(),
    }
    return render(request, "assignments/buoc.html", context, status=409 if refusal and status == 200 else status)


@signed_in
@require_POST
def undo(request: Request, act: uuid.UUID) -> HttpResponse:
    """Takes back an act of one's own; back to what it was done on."""
    try:
        event = actions.undo(act, **when(request))
    except Refused as no:
        request.session.pop(UNDO, None)
        if no.status == 404:
            raise Http404 from None
        context = {"sentence": said(no), "ground": no.ground, "back": _back(request)}
        return render(request, "assignments/khong_hoan_tac.html", context, status=no.status)
    request.session.pop(UNDO, None)
    tell(request, "Đã hoàn tác.")
    if event.subject == "document":
        return go(request, f"/van-ban/{event.subject_id}/")
    return go(request, f"/viec/{event.subject_id}/")


def _back(request: Request) -> str:
    return request.headers.get("Referer") or "/viec/"


@signed_in
@require_POST
def close_inside(request: Request, pk: int) -> HttpResponse:
    """Ends what is still open inside my agency under work that has ended."""
    row = find(request, pk)
    if request.actor.agency_id != row.agency_id:
        raise Http404
    try:
        ended = actions.close_children(row, **when(request))
    except Refused as no:
        tell(request, said(no))
        return go(request, f"/viec/{pk}/")
    tell(request, f"Đã kết thúc {len(ended)} phân công nội bộ.")
    return go(request, f"/viec/{pk}/")
