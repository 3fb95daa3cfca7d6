"""`/van-ban/vao-so/`: a document is registered. A file dropped in is judged, read, and fills empty fields."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, signed_in
from giaoviec.agencies.views.common import done, when
from giaoviec.documents import queries
from giaoviec.documents.actions import Duplicate, drop_draft, register, register_due, save_draft
from giaoviec.documents.files import NewFile
from giaoviec.documents.forms import RegisterForm
from giaoviec.documents.gate import Secret, too_large
from giaoviec.documents.models import Document
from giaoviec.documents.particulars import ORAL, PROGRAMME, WRITTEN, NewDocument
from giaoviec.documents.views.drafting import FILES, READING, as_post, fields_of, kept, shown_time
from giaoviec.documents.views.receiving import Desk, StillReading, Upload, fill, lying, progress, received
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import said
from giaoviec.rules.access import may
from giaoviec.rules.duties import DutyKind

KINDS = {"van-ban": WRITTEN, "truc-tiep": ORAL, "chuong-trinh": PROGRAMME}
ACTS = {WRITTEN: "register", ORAL: "take_down", PROGRAMME: "enter_programme"}
LABELS = {WRITTEN: "Văn bản", ORAL: "Ý kiến chỉ đạo trực tiếp", PROGRAMME: "Chương trình công tác năm"}


@need("take_down")
def page(request: Request) -> HttpResponse:
    """The form of the kind that the address asks for; `buoc` says whether files are to be read or it is to be sent."""
    kind = _kind(request)
    if request.method != "POST":
        return _resumed(request, kind)
    try:
        files = [*_files(request, kind), *received(_desk(request, kind), _uploads(request))]
        step = _read_in if request.POST.get("buoc") == "doc" else _registered
        return step(request, kind, files)
    except StillReading:
        save_draft(request.actor, _key(kind), {"fields": fields_of(request.POST)}, at=clock.now(), document="text")
        return go(request, f"{reverse('documents:register')}?loai={_slug(kind)}")
    except Secret as no:
        _forget(request, kind)
        return _show(request, kind, _blank(kind), secret=no, status=no.status)
    except Refused as no:
        form = _unbound(kind, fields_of(request.POST))
        return _show(request, kind, form, files=_files(request, kind), files_error=no.sentence, status=no.status)


def _resumed(request: Request, kind: str) -> HttpResponse:
    """The form as it was left, with what became of the reading of its files; an end is told once."""
    found = progress(request.actor, _key(kind), clock.now())
    more: dict[str, Any] = {}
    if found is not None and found.has_ended:
        drop_draft(request.actor.person_id, _key(kind) + READING)
        more = {"files_error": found.error or None, "filled": found.filled or ()}
    elif found is not None:
        more = {"progress": found}
    return _show(request, kind, _form_of_draft(request, kind), files=_files(request, kind), **more)


@signed_in
@require_POST
def preview(request: Request) -> HttpResponse:
    """What follows from what is typed so far: its group, the day to forward it, documents that are like it."""
    form = RegisterForm(request.POST, kind=_kind(request), on=clock.today())
    form.is_valid()
    return render(request, "documents/_follows.html", _follows(form))


def _registered(request: Request, kind: str, files: list[NewFile]) -> HttpResponse:
    form = RegisterForm(request.POST, kind=kind, on=clock.today())
    if not form.is_valid():
        return _show(request, kind, form, files=files, status=422)
    new = form.new()
    if (like := _like(new)) and not form.cleaned_data["similar_ok"]:
        form.add_error("similar_ok", "Có văn bản giống văn bản này; hãy mở xem, rồi đánh dấu nếu đúng là văn bản khác.")
        return _show(request, kind, form, files=files, like=like, status=422)
    try:
        document = register(new, files, **when(request))
    except Duplicate as no:
        form.add_error("symbol_text", said(no))
        return _show(request, kind, form, files=files, duplicate=no.document_id, status=no.status)
    except Secret:
        raise
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, said(no))
        return _show(request, kind, form, files=files, status=no.status)
    _forget(request, kind)
    if may(request.actor, "give") is None:  # The giving screen is the answer itself.
        return go(request, f"/van-ban/{document.pk}/giao-viec/")
    return done(request, f"/van-ban/{document.pk}/", f"Đã vào sổ {document}.")


def _like(new: NewDocument) -> list[Document]:
    """Documents like this one, except the very same, which is refused in its own words."""
    key = new.symbol.key if new.symbol else ""
    if queries.same(new.issuer_name, key, new.issued_on):
        return []
    return queries.similar(issuer_text=new.issuer_name, symbol_key=key, issued_on=new.issued_on, summary=new.summary)


def _read_in(request: Request, kind: str, files: list[NewFile]) -> HttpResponse:
    """Keeps the files with the draft and fills the empty fields with what their text says; all typed ones stay."""
    fields = fields_of(request.POST)
    filled = fill(_desk(request, kind), fields, files, at=clock.now())
    return _show(request, kind, _unbound(kind, fields), files=files, filled=filled)


@signed_in
def reading(request: Request) -> HttpResponse:
    """How far the reading of the files is: asked for every second; when it has ended the page is loaded anew."""
    kind = _kind(request)
    found = progress(request.actor, _key(kind), clock.now())
    answer = render(request, "documents/_dang_doc.html", {"progress": found, "reading_url": _reading_url(kind)})
    if found is None or found.has_ended:
        answer["HX-Refresh"] = "true"
    return answer


def _desk(request: Request, kind: str) -> Desk:
    return Desk(request.actor, _key(kind), clock.today(), clock.now())


def _uploads(request: Request) -> list[Upload]:
    found = []
    for file in request.FILES.getlist("files"):
        if int(file.size or 0) > settings.UPLOAD_LIMIT:
            raise too_large(str(file.name))
        found.append((str(file.name), file.read()))
    return found


def _files(request: Request, kind: str) -> list[NewFile]:
    """The files that lie with the draft, less those that were taken out; which ones there are only the draft says."""
    there = lying(request.actor, _key(kind))
    if request.method != "POST":
        return there
    wanted = request.POST.getlist("keep_file")
    return [file for file in there if file.sha256 in wanted]


def _kind(request: Request) -> str:
    """The kind that the address asks for, or else the first that this actor may register."""
    asked = request.GET.get("loai")
    kinds = [KINDS.get(asked)] if asked else list(KINDS.values())
    for kind in kinds:
        if kind is not None and may(request.actor, ACTS[kind]) is None:
            return kind
    raise Http404


def _key(kind: str) -> str:
    return "vao-so" if kind == WRITTEN else f"vao-so:{kind}"


def _forget(request: Request, kind: str) -> None:
    for key in (_key(kind), _key(kind) + FILES, _key(kind) + READING):
        drop_draft(request.actor.person_id, key)


def _blank(kind: str) -> RegisterForm:
    return RegisterForm(kind=kind, on=clock.today())


def _unbound(kind: str, fields: dict[str, Any]) -> RegisterForm:
    """The form with values in it and no errors: what was typed so far is not yet to be judged."""
    return RegisterForm(initial=as_post(fields).dict(), kind=kind, on=clock.today())


def _form_of_draft(request: Request, kind: str) -> RegisterForm:
    return _unbound(kind, kept(request, _key(kind)).get("fields", {}))


def _show(request: Request, kind: str, form: RegisterForm, *, status: int = 200, **more: Any) -> HttpResponse:
    here = reverse("documents:register")
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "tabs": _tabs(request, kind),
        "files": more.get("files", ()),
        "files_error": more.get("files_error"),
        "filled": [form.fields[name].label for name in more.get("filled", ()) if name in form.fields],
        "like": more.get("like", ()),
        "duplicate": more.get("duplicate"),
        "secret": more.get("secret"),
        "progress": more.get("progress"),
        "reading_url": _reading_url(kind),
        "saved_at": shown_time(request, _key(kind)),
        "here": f"{here}?loai={_slug(kind)}",
        "draft_url": f"{reverse('documents:draft')}?khoa={_key(kind)}",
        "drop_url": f"{reverse('documents:drop_draft')}?khoa={_key(kind)}",
        "preview_url": f"{reverse('documents:follows')}?loai={_slug(kind)}",
    }
    return render(request, "documents/vao_so.html", context | _follows(form), status=status)


def _reading_url(kind: str) -> str:
    return f"{reverse('documents:reading')}?loai={_slug(kind)}"


def _slug(kind: str) -> str:
    return next(slug for slug, name in KINDS.items() if name == kind)


def _tabs(request: Request, kind: str) -> list[dict[str, Any]]:
    return [
        {"label": LABELS[name], "url": f"{reverse('documents:register')}?loai={slug}", "current": name == kind}
        for slug, name in KINDS.items()
        if may(request.actor, ACTS[name]) is None
    ]


def _follows(form: RegisterForm) -> dict[str, Any]:
    """The group of Article 4, the day of 7.1 and documents alike, as far as they follow from what is typed."""
    new, ground = form.so_far(), DutyKind.REGISTER.ground
    if new is None:
        return {"group": None, "due_on": None, "due_problem": None, "alike": [], "register_cite": ground}
    try:
        due_on, problem = register_due(new), None
    except Refused as no:
        due_on, problem = None, no
    found = {"group": new.group, "due_on": due_on, "due_problem": problem, "register_cite": ground}
    return {**found, "alike": _like(new)}
