"""`/phoi-hop/<n>/`: an opinion asked of a collaborator; once its days ran out, the certificate that it said nothing."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, go, say, signed_in
from giaoviec.agencies.views.common import press, when
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.actions.silence import certify_silence
from giaoviec.assignments.models import Assignment, Collaboration
from giaoviec.documents.files import download
from giaoviec.journal import access_log
from giaoviec.oversight.silence_paper import certificate
from giaoviec.papers.word import render as as_word
from giaoviec.rules.access import may, sees_story


@signed_in
def page(request: Request, pk: int) -> HttpResponse:
    """What was asked, by when; posted, the certificate. The collaborator itself sees it too."""
    asked, row = _find(request, pk)
    refusal = None
    if request.method == "POST":
        refusal = press(lambda: certify_silence(pk, **when(request)))
        if refusal is None:
            say(request, "Đã xác nhận không có ý kiến; ngày lại tính cho cơ quan chủ trì.")
            return go(request, f"/phoi-hop/{pk}/")
        if refusal.status == 404:
            raise Http404
    on = clock.today()
    waits = asked.answered_at is None
    context = {
        "asked": asked,
        "row": row,
        "late": waits and asked.due_on is not None and asked.due_on < on,
        "waits": waits,
        "may_certify": waits and may(request.actor, "certify_silence", agency_id=row.agency_id) is None,
        "paper": certificate(asked, row) if asked.silent else None,
        "refusal": refusal,
        "today": on,
    }
    return render(request, "oversight/phoi_hop.html", context, status=refusal.status if refusal else 200)


@signed_in
@require_GET
def printed(request: Request, pk: int) -> HttpResponse:
    """The certificate as it prints."""
    asked, row = _find(request, pk)
    if not asked.silent:
        raise Http404
    return render(request, "oversight/phoi_hop_in.html", {"asked": asked, "paper": certificate(asked, row)})


@signed_in
@require_GET
def word(request: Request, pk: int) -> HttpResponse:
    """The certificate as Word."""
    asked, row = _find(request, pk)
    if not asked.silent:
        raise Http404
    access_log.note("export", actor=request.actor, at=clock.now(), collaboration=pk)
    return download(as_word(certificate(asked, row)), f"khong-co-y-kien-{pk}.docx")


def _find(request: Request, pk: int) -> tuple[Collaboration, Assignment]:
    """For whoever sees the story of the assignment, and for the collaborator."""
    asked = Collaboration.objects.select_related("agency").filter(pk=pk, voided_at=None).exclude(asked_on=None).first()
    row = assignments.get(request.actor, asked.assignment_id) if asked else None
    if asked is None or row is None:
        raise Http404
    whole = sees_story(request.actor, assignments.ties(row, assignments.situation(row, clock.today())))
    if not whole and request.actor.agency_id != asked.agency_id:
        raise Http404
    return asked, row
