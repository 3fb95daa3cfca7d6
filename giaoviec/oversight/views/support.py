"""`/gop-y/`: the suggestion box; `/viec-thuong-ky/`: what is ticked as sent on paper or as looked through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, say, signed_in
from giaoviec.agencies.views.common import press, sheet, when
from giaoviec.documents import files
from giaoviec.documents.files import NewFile, keep
from giaoviec.documents.gate import too_large
from giaoviec.duties import queries as duties
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions.standing_duties import TICKED, tick_off
from giaoviec.oversight.actions.suggestions import SUBJECT, answer, suggest
from giaoviec.oversight.forms.support import NOTES, AnswerForm, SuggestionForm
from giaoviec.oversight.models import Suggestion
from giaoviec.oversight.queries import support as queries
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.duties import DutyKind

STATES = {"cho": "Chờ trả lời", "da-tra-loi": "Đã trả lời"}
KIND_NAMES = {"quy-che": "Về Quy chế", "phan-mem": "Về phần mềm", "ho-tro": "Cần hỗ trợ"}


@signed_in
def box(request: Request) -> HttpResponse:
    """The list that one sees, and the form for a new one."""
    if request.method != "POST":
        return _box(request, SuggestionForm())
    _must(request, "suggest")
    form = SuggestionForm(request.POST)
    made = attempt(form, lambda: _suggested(request, form))
    if made is None:
        return _box(request, form, status=form.status)
    say(request, "Đã gửi góp ý; Văn phòng UBND tỉnh sẽ trả lời tại đây.")
    return go(request, f"/gop-y/{made.pk}/")


@signed_in
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One suggestion and its answer."""
    return _detail(request, _find(request, pk), AnswerForm())


@signed_in
@require_POST
def answering(request: Request, pk: int) -> HttpResponse:
    """The Office answers."""
    row = _find(request, pk)
    _must(request, "answer_suggestion")
    form = AnswerForm(request.POST)
    if attempt(form, lambda: _answered(request, row, form)) is None:
        return _detail(request, _find(request, pk), form, status=form.status)
    say(request, "Đã trả lời; người góp ý được báo.")
    return go(request, f"/gop-y/{pk}/")


@signed_in
@require_GET
def file(request: Request, pk: int, file_id: int) -> FileResponse:
    """A file of a suggestion, through the suggestion."""
    _find(request, pk)
    attachment = next((one for one in files.of(SUBJECT, pk) if one.pk == file_id), None)
    if attachment is None:
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), suggestion=pk, attachment=file_id)
    return files.answer(attachment)


@signed_in
def standing(request: Request, pk: int) -> HttpResponse:
    """A duty that is met by a tick: what it is, and the button."""
    owed = next((one for one in duties.owed_by(request.actor, clock.today()) if one.id == pk), None)
    if owed is None or owed.kind not in TICKED:
        raise Http404
    if request.method == "POST":
        refusal = press(lambda: tick_off(pk, **when(request)))
        if refusal is None:
            say(request, f"Đã ghi nhận: {owed.kind.vi}.")
            return go(request, "/")
        return _standing(request, owed, refusal)
    return _standing(request, owed, None)


def _standing(request: Request, owed: duties.Owed, refusal: Refused | None) -> HttpResponse:
    context = {
        "owed": owed,
        "paper": owed.kind is DutyKind.PAPER_REPORT,
        "may": may(request.actor, TICKED[owed.kind], agency_id=owed.agency_id) is None,
        "refusal": refusal,
        "today": clock.today(),
    }
    return render(request, "oversight/thuong_ky.html", context, status=refusal.status if refusal else 200)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as `ui.chips` draws it."""

    label: str
    url: str
    on: bool


def _box(request: Request, form: SuggestionForm, *, status: int = 200) -> HttpResponse:
    kind, state = request.GET.get("loai", ""), request.GET.get("trang-thai", "")
    rows = queries.listed(request.actor, kind=kind, state=state)
    context: dict[str, Any] = {
        "sheet": sheet(request, rows),
        "form": form,
        "notes": NOTES,
        "chips": [
            *(_chip(request, "trang-thai", value, label) for value, label in STATES.items()),
            *(_chip(request, "loai", value, label) for value, label in KIND_NAMES.items()),
        ],
        "may_suggest": may(request.actor, "suggest") is None,
        "today": clock.today(),
    }
    return render(request, "oversight/gop_y.html", context, status=status)


def _chip(request: Request, name: str, value: str, label: str) -> Chip:
    on = request.GET.get(name) == value
    kept = {key: text for key, text in request.GET.items() if key not in (name, "trang")}
    return Chip(label, f"?{urlencode(kept if on else {**kept, name: value})}", on)


def _detail(request: Request, row: Suggestion, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "files": files.of(SUBJECT, row.pk),
        "form": form,
        "may_answer": row.answered_at is None and may(request.actor, "answer_suggestion") is None,
        "today": clock.today(),
    }
    return render(request, "oversight/mot_gop_y.html", context, status=status)


def _suggested(request: Request, form: SuggestionForm) -> Suggestion:
    data = form.cleaned_data
    kept = [_kept(request, name) for name in request.FILES.getlist("files")]
    return suggest(data["kind"], content=data["content"], letter=data["letter"], files=kept, **when(request))


def _kept(request: Request, upload: Any) -> NewFile:
    if int(upload.size or 0) > settings.UPLOAD_LIMIT:
        raise too_large(str(upload.name))
    return keep(
        str(upload.name), upload.read(), channel="form", person_id=request.actor.person_id, at=clock.now()
    )  # fmt: skip


def _answered(request: Request, row: Suggestion, form: AnswerForm) -> bool:
    answer(row.pk, text=form.cleaned_data["answer"], **when(request))
    return True


def _find(request: Request, pk: int) -> Suggestion:
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row


def _must(request: Request, act: str) -> None:
    if may(request.actor, act) is not None:
        raise Http404
