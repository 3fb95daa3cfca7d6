"""`/van-ban/vao-so/`: a document is registered. A file dropped in is judged, read, and fills empty fields."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.agencies.views.common import done, when
from giaoviec.documents import queries
from giaoviec.documents.actions import Duplicate, drop_draft, register, register_due, save_draft
from giaoviec.documents.files import NewFile, keep
from giaoviec.documents.forms import RegisterForm
from giaoviec.documents.gate import Secret, too_large
from giaoviec.documents.models import Document
from giaoviec.documents.particulars import ORAL, PROGRAMME, WRITTEN, NewDocument
from giaoviec.documents.prefill import fields_of as read_particulars
from giaoviec.documents.views.drafting import FILES, as_post, fields_of, kept, shown_time
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import said
from giaoviec.rules.access import may
from giaoviec.rules.duties import DutyKind

KINDS = {"van-ban": WRITTEN, "truc-tiep": ORAL, "chuong-trinh": PROGRAMME}
ACTS = {WRITTEN: "register", ORAL: "take_down", PROGRAMME: "enter_programme"}
LABELS = {WRITTEN: "Văn bản", ORAL: "Ý kiến chỉ đạo trực tiếp", PROGRAMME: "Chương trình công tác năm"}


@signed_in
def page(request: Request) -> HttpResponse:
    """The form of the kind that the address asks for; `buoc` says whether files are to be read or it is to be sent."""
    kind = _kind(request)
    if request.method != "POST":
        return _show(request, kind, _form_of_draft(request, kind), files=_files(request, kind))
    try:
        files = [*_files(request, kind), *_received(request)]
        step = _read_in if request.POST.get("buoc") == "doc" else _registered
        return step(request, kind, files)
    except Secret as no:
        _forget(request, kind)
        return _show(request, kind, _blank(kind), secret=no, status=no.status)
    except Refused as no:
        form = _unbound(kind, fields_of(request.POST))
        return _show(request, kind, form, files=_files(request, kind), files_error=no.sentence, status=no.status)


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
    next_page = "giao-viec/" if may(request.actor, "give") is None else ""
    return done(request, f"/van-ban/{document.pk}/{next_page}", f"Đã vào sổ {document}.")


def _like(new: NewDocument) -> list[Document]:
    """Documents like this one, except the very same, which is refused in its own words."""
    key = new.symbol.key if new.symbol else ""
    if queries.same(new.issuer_name, key, new.issued_on):
        return []
    return queries.similar(issuer_text=new.issuer_name, symbol_key=key, issued_on=new.issued_on, summary=new.summary)


def _read_in(request: Request, kind: str, files: list[NewFile]) -> HttpResponse:
    """Keeps the files with the draft and fills the empty fields with what their text says; all typed ones stay."""
    fields = fields_of(request.POST)
    text = str(fields.get("text") or next((file.text for file in files if file.text.strip()), ""))
    found = {**read_particulars(text), "text": text} if text else {}
    touched = {name for name, value in fields.items() if value} - _still_default(fields)
    fields |= {name: value for name, value in found.items() if name not in touched}
    kept_files = {"files": [asdict(file) for file in files]}
    for key, data in ((_key(kind), {"fields": fields}), (_key(kind) + FILES, kept_files)):
        save_draft(request.actor, key, data, at=clock.now(), document="text")
    filled = sorted(name for name in found if name not in touched and name != "text")
    return _show(request, kind, _unbound(kind, fields), files=files, filled=filled)


def _still_default(fields: dict[str, Any]) -> set[str]:
    """Choices that stand as the empty form has them count as not made."""
    blank = _blank(WRITTEN)
    return {n for n, field in blank.fields.items() if field.initial and str(field.initial) == fields.get(n)} | (
        {"directed"} if fields.get("directed") == "committee" else set()
    )


def _received(request: Request) -> list[NewFile]:
    who, now = request.actor.person_id, clock.now()
    found = []
    for file in request.FILES.getlist("files"):
        if int(file.size or 0) > settings.UPLOAD_LIMIT:
            raise too_large(str(file.name))
        found.append(keep(str(file.name), file.read(), channel="form", person_id=who, at=now))
    return found


def _files(request: Request, kind: str) -> list[NewFile]:
    """The files that lie with the draft, less those that were taken out; which ones there are only the draft says."""
    lying = [NewFile(**_tuples(row)) for row in kept(request, _key(kind) + FILES).get("files", [])]
    if request.method != "POST":
        return lying
    wanted = request.POST.getlist("keep_file")
    return [file for file in lying if file.sha256 in wanted]


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "places": tuple(map(tuple, row["places"])), "warnings": tuple(row["warnings"])}


def _kind(request: Request) -> str:
    kind = KINDS.get(request.GET.get("loai", "van-ban"))
    if kind is None or may(request.actor, ACTS[kind]) is not None:
        raise Http404
    return kind


def _key(kind: str) -> str:
    return "vao-so" if kind == WRITTEN else f"vao-so:{kind}"


def _forget(request: Request, kind: str) -> None:
    for key in (_key(kind), _key(kind) + FILES):
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
        "saved_at": shown_time(request, _key(kind)),
        "here": f"{here}?loai={_slug(kind)}",
        "draft_url": f"{reverse('documents:draft')}?khoa={_key(kind)}",
        "drop_url": f"{reverse('documents:drop_draft')}?khoa={_key(kind)}",
        "preview_url": f"{reverse('documents:follows')}?loai={_slug(kind)}",
    }
    return render(request, "documents/vao_so.html", context | _follows(form), status=status)


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
