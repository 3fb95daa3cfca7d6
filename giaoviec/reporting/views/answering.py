"""`/bao-cao/yeu-cau/<id>/tra-loi/`: an agency answers, on the page or by the template; what was signed so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import press, when
from giaoviec.documents import files
from giaoviec.documents.actions import amend_draft, drop_draft
from giaoviec.documents.gate import guard, too_large
from giaoviec.documents.views.drafting import fields_of, kept, shown_time
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.reporting import queries
from giaoviec.reporting.actions import asked_answers
from giaoviec.reporting.asking import filled, reads
from giaoviec.reporting.asking.template import template
from giaoviec.reporting.forms.asking import AnswerForm, BackForm, FileForm, answered
from giaoviec.reporting.models import AskedAnswer, AskedForm, AskedReport, AskedStage, SignedAnswer
from giaoviec.rules.access import may
from giaoviec.rules.asked import MOST_ROWS, Field, Kind, said
from giaoviec.rules.burden import cost

HERE = "/bao-cao/yeu-cau/"
SHAPES = {"waiting": "given", "written": "doing", "signed": "done", "back": "back"}


@need("answer_asked", own=True)
def answer(request: Request, pk: int) -> HttpResponse:
    """The form of the answer. `buoc`: `luu` keeps it, `ky` keeps and signs it, `them-<key>` adds a row to a table."""
    row, own_answer = _mine(request, pk)
    form = reads.form_of(row)
    if request.method != "POST":
        initial = _initial(request, own_answer, form)
        return _page(request, own_answer, form, AnswerForm(initial=initial, asks=form.asks))
    pressed = request.POST.get("buoc", "")
    if pressed.startswith("them-"):
        return _page(request, own_answer, form, AnswerForm(initial=_with_row(request, pressed[5:]), asks=form.asks))
    typed = AnswerForm(request.POST, asks=form.asks, signs=pressed == "ky")
    if attempt(typed, lambda: _written(request, pk, typed)) is None:
        return _page(request, own_answer, form, typed, status=typed.status)
    if pressed != "ky":
        say(request, "Đã lưu; báo cáo chưa gửi cho đến khi ký.")
        return go(request, f"{HERE}{pk}/tra-loi/")
    refusal = press(lambda: asked_answers.sign(pk, **when(request)))
    if refusal is not None:
        return _page(request, own_answer, form, typed, refusal=refusal, status=refusal.status)
    say(request, "Đã ký, gửi Văn phòng UBND tỉnh.")
    return go(request, f"{HERE}{pk}/")


def _written(request: Request, pk: int, typed: AnswerForm) -> AskedAnswer:
    key = _typing(pk)
    began = kept(request, key).get("first")
    first = datetime.fromisoformat(began) if began else None
    number = typed.cleaned_data["form"] or 0
    done = asked_answers.write(pk, typed.values, form=number, first_change=first, **when(request))
    drop_draft(request.actor.person_id, key)
    return done


@need("answer_asked", own=True)
@require_POST
def drafting(request: Request, pk: int) -> HttpResponse:
    """Keeps what is being typed, and since when: the burden meter measures from the first change to the signing."""
    _mine(request, pk)
    fields, now = fields_of(request.POST), clock.now()

    def change(before: dict[str, Any] | None) -> dict[str, Any]:
        return {"fields": fields, "first": (before or {}).get("first") or now.isoformat()}

    try:
        amend_draft(request.actor, _typing(pk), change, texts=fields, at=now)
    except Refused as no:
        return JsonResponse({"error": no.sentence}, status=no.status)
    return JsonResponse({"at": timezone.localtime(now).strftime("%H:%M")})


@need("answer_asked", own=True)
@require_GET
def workbook(request: Request, pk: int) -> HttpResponse:
    """The agency's template, filled with what was answered so far."""
    row, own_answer = _mine(request, pk)
    access_log.note("export", actor=request.actor, at=clock.now(), asked_report=pk)
    agency = own_answer.agency
    data = template(reads.form_of(row), agency=agency.name, code=agency.code, values=own_answer.values)
    return files.download(data, f"mau-bao-cao-{row.pk}-{agency.code}.xlsx")


@need("answer_asked", own=True)
@require_POST
def upload(request: Request, pk: int) -> HttpResponse:
    """The filled template: whole or not at all; what is right is shown before it is signed."""
    row, own_answer = _mine(request, pk)
    form, typed = reads.form_of(row), FileForm(request.POST, request.FILES)
    found: list[filled.Filled] = []

    def do() -> bool:
        found.append(_read(request, row, form, own_answer))
        if not found[0].faults:
            asked_answers.write(pk, found[0].values, form=form.number, source="excel", **when(request))
        return True

    if attempt(typed, do) is None or found[0].faults:
        faults = found[0].faults if found else []
        initial = AnswerForm(initial=_initial(request, own_answer, form), asks=form.asks)
        return _page(request, own_answer, form, initial, upload=typed, faults=faults, status=422)
    drop_draft(request.actor.person_id, _typing(pk))
    say(request, "Tệp đúng mẫu, đã ghi vào trang này; hãy xem lại rồi ký, gửi.")
    return go(request, f"{HERE}{pk}/tra-loi/")


def _read(request: Request, row: AskedReport, form: AskedForm, own_answer: AskedAnswer) -> filled.Filled:
    """What the file says, once its texts have passed the gate (6.2); its bytes are let go."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused("Chọn tệp mẫu đã điền (.xlsx).", field="file", status=422)
    if int(file.size or 0) > settings.UPLOAD_LIMIT:
        raise too_large(str(file.name))
    names = dict(Agency.objects.filter(asked_answers__asked=row).values_list("code", "name"))
    found = filled.read(file.read(), form, code=own_answer.agency.code, names=names)
    guard({"file": [str(file.name), *found.texts]}, channel="form", person_id=request.actor.person_id, at=clock.now())
    return found


# ---- what was answered


@need("see_asked", own=True)
def of_agency(request: Request, pk: int, agency: int) -> HttpResponse:
    """An agency's answer with its history; the Office sends it back from here."""
    row = reads.get(request.actor, pk)
    found = reads.answer_of(row, agency) if row else None
    if row is None or found is None or not (request.actor.sees_all or agency == request.actor.agency_id):
        raise Http404
    if request.method != "POST":
        return _answered(request, row, found)
    if may(request.actor, "ask_report") is not None:
        raise Http404
    form = BackForm(request.POST)
    if attempt(form, lambda: asked_answers.send_back(pk, agency, **form.cleaned_data, **when(request))) is None:
        return _answered(request, row, found, back=form, status=form.status)
    say(request, f"Đã trả lại để {found.agency.name} sửa.")
    return go(request, f"{HERE}{pk}/")


def own(request: Request, row: AskedReport) -> HttpResponse:
    """The request as the agency that was asked sees it, with its answer."""
    found = reads.answer_of(row, request.actor.agency_id)
    if found is None:
        raise Http404
    return _answered(request, row, found)


def _answered(
    request: Request, row: AskedReport, found: AskedAnswer, *, back: BackForm | None = None, status: int = 200
) -> HttpResponse:
    form = reads.form_of(row)
    history = reads.history_of(found)
    sends_back = row.is_sent and found.is_signed and may(request.actor, "ask_report") is None
    context = {
        "row": row,
        "form": form,
        "answer": found,
        "shape": SHAPES[found.stage],
        "due_on": reads.due_of(row, found.agency_id),
        "history": [
            (one, _changed(one, history[n + 1] if n + 1 < len(history) else None)) for n, one in enumerate(history)
        ],
        "said": said,
        "linked": linked,
        "answers": _may_answer(request, row, found),
        "office": request.actor.sees_all,
        "back": (back or BackForm()) if sends_back else None,
        "minutes": cost(form.asks),
        "today": clock.today(),
    }
    return render(request, "reporting/yeu_cau_bao_cao.html", context, status=status)


def _may_answer(request: Request, row: AskedReport, found: AskedAnswer) -> bool:
    past = found.is_signed and clock.today() > reads.correctable_until(row, found.agency_id)
    return row.is_sent and not past and may(request.actor, "answer_asked", agency_id=found.agency_id) is None


def _changed(after: SignedAnswer, before: SignedAnswer | None) -> set[str]:
    """The keys whose values a later signing changed."""
    if before is None:
        return set()
    return {key for key in {*after.values, *before.values} if after.values.get(key) != before.values.get(key)}


def linked(field: Field, values: Mapping[str, Any], agency_id: int) -> str:
    """Where the list behind a figure stands; "" where it is none."""
    day = values.get("on", "")
    return f"/so-lieu/danh-sach/?ngay={day}&co-quan={agency_id}&so={field.figure}" if field.figure and day else ""


# ---- the page of an answer


def _page(
    request: Request,
    own_answer: AskedAnswer,
    form: AskedForm,
    typed: AnswerForm,
    *,
    upload: FileForm | None = None,
    faults: list[filled.Fault] | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    context = {
        "row": own_answer.asked,
        "answer": own_answer,
        "form": form,
        "typed": typed,
        "due_on": reads.due_of(own_answer.asked, own_answer.agency_id),
        "upload": upload or FileForm(),
        "faults": faults or [],
        "refusal": refusal,
        "known": _known(form, own_answer.agency_id),
        "signs": may(request.actor, "sign_answer", agency_id=own_answer.agency_id) is None,
        "table": Kind.TABLE,
        "saved_at": shown_time(request, _typing(own_answer.asked_id)),
        "minutes": cost(form.asks),
        "today": today,
    }
    return render(request, "reporting/yeu_cau_tra_loi.html", context, status=status)


def _known(form: AskedForm, agency_id: int) -> list[tuple[Field, str, str]]:
    """What the system fills in: the field, its value today, where the list behind it stands."""
    wanted = [field for field in form.asks if field.figure]
    if not wanted:
        return []
    today = clock.today()
    figures = queries.figures(queries.ALL, today, agency=agency_id).figures
    return [
        (
            field, said(field, asked_answers.as_value(figures[field.figure].value)) or "–",
            linked(field, {"on": today.isoformat()}, agency_id),
        )
        for field in wanted
    ]  # fmt: skip


def _initial(request: Request, own_answer: AskedAnswer, form: AskedForm) -> dict[str, Any]:
    """What was being typed, else what was kept."""
    typed: dict[str, Any] = kept(request, _typing(own_answer.asked_id)).get("fields", {})
    return (typed or answered(form.asks, own_answer.values)) | {"form": form.number}


def _with_row(request: Request, key: str) -> dict[str, Any]:
    typed: dict[str, Any] = dict(fields_of(request.POST))
    text = str(typed.get(f"{key}_dong", ""))
    typed[f"{key}_dong"] = str(min(MOST_ROWS, (int(text) if text.isdecimal() and len(text) < 4 else 3) + 3))
    return typed


def _typing(pk: int) -> str:
    return f"yeu-cau:{pk}:tra-loi"


def _mine(request: Request, pk: int) -> tuple[AskedReport, AskedAnswer]:
    """The request and the answer of the actor's agency; "not found" once it ended."""
    row = reads.get(request.actor, pk)
    found = reads.answer_of(row, request.actor.agency_id) if row else None
    if row is None or found is None or row.stage != AskedStage.SENT:
        raise Http404
    found.asked = row
    return row, found
