"""`/van-ban/<id>/`: one document: particulars, files, its text with its passages, corrections; its acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.agencies.views.common import done, press, when
from giaoviec.documents import files, queries
from giaoviec.documents.actions import confirm_no_task, correct, particulars_of, unregister
from giaoviec.documents.forms import CorrectForm, values_of
from giaoviec.documents.models import Document
from giaoviec.documents.paper import Mark, Paragraph, paper
from giaoviec.documents.picturing import picture, scan_of
from giaoviec.documents.views.common import trying
from giaoviec.journal import access_log
from giaoviec.journal.doors import opens
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import may
from giaoviec.rules.documents import TYPES_BY_CODE, Group
from giaoviec.rules.duties import DutyKind


@signed_in
@require_GET
def page(request: Request, pk: int) -> HttpResponse:
    """A document for whoever may see it; for others it does not exist."""
    return _show(request, find(request, pk))


@signed_in
def correcting(request: Request, pk: int) -> HttpResponse:
    """The form that corrects particulars, with the reason for it."""
    document = find(request, pk)
    _must(request, "correct_document")
    old = particulars_of(document)
    options: dict[str, Any] = {"kind": document.kind, "on": clock.today(), "judged": bool(document.judged_at)}
    form = CorrectForm(request.POST or None, initial=values_of(old), **options)
    status = 200
    if request.method == "POST":
        status = trying(form, lambda: _corrected(request, document, form))
        if status == 200:
            return done(
                request, reverse("documents:page", args=[pk]), "Đã sửa thông tin văn bản; giá trị cũ vẫn được giữ."
            )
    context = {"document": document, "form": form, "kind": document.kind}
    return render(request, "documents/sua.html", context, status=status)


@signed_in
@require_POST
def no_task(request: Request, pk: int) -> HttpResponse:
    """The Office confirms that there is no task in it (7.1)."""
    document = find(request, pk)
    _must(request, "judge")
    if refusal := press(lambda: confirm_no_task(document, **when(request))):
        return _show(request, find(request, pk), refusal=refusal, status=refusal.status)
    return done(request, reverse("documents:page", args=[pk]), "Đã ghi nhận: văn bản không có nhiệm vụ.")


class ReasonForm(forms.Form):
    """Why a document is taken out of the register."""

    reason = forms.CharField(label="Lý do", max_length=1000, error_messages={"required": "Hãy nêu lý do hủy vào sổ."})


@signed_in
def taking_back(request: Request, pk: int) -> HttpResponse:
    """A document that was registered by mistake is taken back, with the reason."""
    document = find(request, pk)
    _must(request, "correct_document")
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        reason = form.data.get("reason", "")
        status = trying(form, lambda: unregister(document, reason=reason, **when(request)))
        if status == 200:
            return done(request, reverse("documents:list"), f"Đã hủy vào sổ {document}.")
    return render(request, "documents/huy.html", {"document": document, "form": form}, status=status)


@signed_in
@require_GET
def file(request: Request, pk: int, file_id: int) -> FileResponse:
    """A file of a document, through the document (every fetch is a line of the access log)."""
    document = find(request, pk)
    attachment = next((one for one in files.of("document", document.pk) if one.pk == file_id), None)
    if attachment is None:
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), document=pk, attachment=file_id)
    return files.answer(attachment)


@signed_in
@require_GET
def page_picture(request: Request, pk: int, file_id: int, number: int) -> HttpResponse:
    """A page of a scan as a picture, through its document and to those who may open the file itself."""
    document = find(request, pk)
    scan = scan_of(document)
    drawn = picture(scan, number) if scan and scan.pk == file_id else None
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})


def find(request: Request, pk: int) -> Document:
    """The document, where the actor may see it; else 404."""
    document = queries.get(request.actor, pk)
    if document is None:
        raise Http404
    return document


def text_of(document: Document) -> list[Paragraph]:
    """Its text with the judged passages marked; those of tasks lead to them."""
    marks = [
        Mark(
            passage.start,
            passage.end,
            number,
            "task" if passage.verdict == "task" else "no",
            url="#cay" if passage.task_id else "",
        )
        for number, passage in enumerate(queries.passages_of(document), start=1)
    ]
    return paper(document.text, marks)


def field_names() -> dict[str, str]:
    """What the particulars are called on screens, by the names under which corrections keep them."""
    labels = {name: str(field.label) for name, field in CorrectForm.base_fields.items()}
    kept = {
        "source": "Người chỉ đạo",
        "directed_by_id": "Người chỉ đạo",
        "drafting_agency_id": "Cơ quan trình ban hành",
    }
    return labels | kept | {"drafting_text": "Cơ quan trình ban hành", "voided": "Hủy vào sổ"}


def _must(request: Request, act: str) -> None:
    if may(request.actor, act) is not None:
        raise Http404


def _corrected(request: Request, document: Document, form: CorrectForm) -> None:
    changes = form.changes(particulars_of(document))
    correct(document, changes, reason=form.cleaned_data["reason"], **when(request))


def _show(request: Request, document: Document, *, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    profile = profile_on(document.issued_on)
    context = {
        "document": document,
        "type": TYPES_BY_CODE[document.type],
        "group": Group(document.group),
        "files": files.of("document", document.pk),
        "paragraphs": text_of(document),
        "revisions": queries.revisions_of("document", document.pk),
        "register_ground": DutyKind.REGISTER.ground,
        "due_on": queries.register_dues([document.pk]).get(document.pk),
        "older": document.issued_on < profile.effective_from,
        "may_give": may(request.actor, "give") is None,
        "may_correct": may(request.actor, "correct_document") is None,
        "field_names": field_names(),
        "today": clock.today(),
        "refusal": refusal,
        "figures": _figures(request, document),
    }
    return render(request, "documents/van_ban.html", context, status=status)


def _figures(request: Request, document: Document) -> str:
    """Where the work of a document is drawn week by week; "" before it gave any, and for who may not see figures."""
    address = reverse("reporting:figures_document", args=[document.pk])
    return address if document.has_tasks and opens(request.actor, address) else ""
