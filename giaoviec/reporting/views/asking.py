"""`/bao-cao/yeu-cau/`: what the Office asks for: the composer, a request with its merged table, its steps and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.views.common import chip, press, sheet, when
from giaoviec.documents import files
from giaoviec.documents.actions import drop_draft
from giaoviec.documents.views.drafting import fields_of, kept, shown_time
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.papers import word as as_word
from giaoviec.regulation.asking import AskingForm, attempt
from giaoviec.reporting.actions import asked_answers, asking
from giaoviec.reporting.asking import reads
from giaoviec.reporting.asking.burden import counted
from giaoviec.reporting.asking.merged import merged
from giaoviec.reporting.asking.papers import asks_vi, merged_paper, request_paper
from giaoviec.reporting.asking.sheets import merged_sheet
from giaoviec.reporting.forms.asking import ComposeForm, EndForm, burden_of, composed, figure_vi, fresh, row_count
from giaoviec.reporting.models import EVERY_VI, AskedReport, AskedStage
from giaoviec.reporting.views import answering
from giaoviec.rules.access import may
from giaoviec.rules.asked import MOST_FIELDS, printed, said
from giaoviec.rules.burden import cost

HERE = "/bao-cao/yeu-cau/"
SHAPES = {"drafted": "given", "sent": "doing", "ended": "withdrawn"}
TABS = {
    "du-thao": ("Dự thảo", AskedStage.DRAFTED),
    "dang-thu": ("Đang thu", AskedStage.SENT),
    "ket-thuc": ("Đã kết thúc", AskedStage.ENDED),
}
STEPS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "gui": ("sign_asking", asking.send, "Đã ký, cấp số, gửi; mỗi cơ quan nhận được việc phải báo cáo."),
    "bo": ("ask_report", asking.discard, "Đã bỏ dự thảo."),
    "nhac": ("ask_report", asked_answers.remind, "Đã nhắc các cơ quan chưa gửi."),
}


@need("see_asked", own=True)
@require_GET
def index(request: Request) -> HttpResponse:
    """The requests: to the Office with how many answered, to an agency with its own answer."""
    today = clock.today()
    rows = reads.listed(request.actor, today)
    if (shown := request.GET.get("xem", "")) in TABS:
        rows = rows.filter(stage=TABS[shown][1])
    leaf = sheet(request, rows)
    context = {
        "sheet": leaf,
        "own": {} if request.actor.sees_all else reads.own_stages(request.actor, leaf.rows),
        "answer_shapes": answering.SHAPES,
        "shapes": SHAPES,
        "chips": [chip(request, "xem", slug, label) for slug, (label, _) in TABS.items()],
        "may_ask": may(request.actor, "ask_report") is None,
        "may_weigh": may(request.actor, "see_burden") is None,
        "today": today,
    }
    return render(request, "reporting/yeu_cau.html", context)


# ---- composing


@need("ask_report")
def composing(request: Request, pk: int | None = None) -> HttpResponse:
    """A new request, a draft, or a correction of one that went out. `buoc`: `them` a row, `xem` what it will be."""
    row = _find(request, pk) if pk else None
    if row is not None and (row.stage == AskedStage.ENDED or (row.is_sent and _refused(request, "sign_asking"))):
        raise Http404
    if request.method != "POST":
        return _composer(request, row, ComposeForm(initial=_initial(request, row), on=clock.today()))
    if request.POST.get("buoc") == "them":
        more = _as_initial(fields_of(request.POST)) | _another(row_count(request.POST))
        return _composer(request, row, ComposeForm(initial=more, on=clock.today()))
    form = ComposeForm(request.POST, on=clock.today())
    if request.POST.get("buoc") == "xem":
        return _composer(request, row, form, status=form.status)
    made = attempt(form, lambda: _composed(request, row, form))
    if made is None:
        return _composer(request, row, form, status=form.status)
    drop_draft(request.actor.person_id, _typing(row))
    say(request, "Đã báo các cơ quan bản sửa." if row and row.is_sent else "Đã lưu dự thảo yêu cầu.")
    return go(request, f"{HERE}{made}/")


def _composed(request: Request, row: AskedReport | None, form: ComposeForm) -> int:
    version = form.cleaned_data["version"]
    if row is None:
        return asking.compose(form.ask(), **when(request)).pk
    if not row.is_sent:
        return asking.edit(row.pk, form.ask(), version=version, **when(request)).pk
    change = form.cleaned_data["change"]
    return asking.correct(row.pk, form.ask(), change=change, version=version, **when(request)).asked_id


@need("ask_report")
@require_POST
def preview(request: Request) -> HttpResponse:
    """What the composer's form would ask, as a fragment: the fields as agencies see them, and what they cost."""
    return render(request, "reporting/_yeu_cau_xem_truoc.html", _preview(ComposeForm(request.POST, on=clock.today())))


def _preview(form: ComposeForm) -> dict[str, Any]:
    form.is_valid()
    data = getattr(form, "cleaned_data", {})
    whom = reads.whom_on({"groups": data.get("groups", []), "agencies": data.get("agencies", [])}, clock.today())
    return {
        "asked": [(one, asks_vi(one)) for one in form.asked],
        "whom": whom,
        "cost": burden_of(form.asked, len(whom.agencies)),
        "fields": counted(form.asked),
        "figure_vi": figure_vi,
    }


def _composer(request: Request, row: AskedReport | None, form: ComposeForm, *, status: int = 200) -> HttpResponse:
    shown = form if form.is_bound else ComposeForm(_flat(form), on=clock.today())
    context = _preview(shown) | {
        "row": row,
        "form": form,
        "correcting": row is not None and row.is_sent,
        "draft_url": f"/van-ban/nhap/?khoa={_typing(row)}",
        "saved_at": shown_time(request, _typing(row)),
        "most": MOST_FIELDS,
    }
    return render(request, "reporting/yeu_cau_soan.html", context, status=status)


def _flat(form: ComposeForm) -> dict[str, Any]:
    """What stands in an unbound composer, as if it had been posted."""
    return {name: value for name, value in form.initial.items() if value not in (None, False)}


def _initial(request: Request, row: AskedReport | None) -> dict[str, Any]:
    """What was being typed, else the request as it stands."""
    typed = _as_initial(kept(request, _typing(row)).get("fields", {}))
    return typed or (composed(row, reads.form_of(row)) if row else fresh())


def _as_initial(fields: dict[str, Any]) -> dict[str, Any]:
    lists = {name: [fields[name]] for name in ("groups", "agencies") if isinstance(fields.get(name), str)}
    return dict(fields) | lists


def _another(count: int) -> dict[str, Any]:
    """One row more."""
    return {"so_dong": str(min(MOST_FIELDS, count + 1)), f"batbuoc_{count}": True}


def _typing(row: AskedReport | None) -> str:
    return f"yeu-cau:{row.pk}:{row.version}" if row else "yeu-cau:moi"


# ---- one request


@need("see_asked", own=True)
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """A request: to whoever sees all with the merged table, to an agency with its answer."""
    row = _find(request, pk)
    if not request.actor.sees_all:
        return answering.own(request, row)
    return _one(request, row)


@signed_in
@require_POST
def step(request: Request, pk: int, slug: str) -> HttpResponse:
    """Sign and send, drop, remind."""
    row = _find(request, pk)
    act, do, sentence = STEPS[slug]
    if _refused(request, act):
        raise Http404
    refusal = press(lambda: do(pk, **when(request)))
    if refusal is not None:
        return _one(request, row, refusal=refusal, status=refusal.status)
    say(request, sentence)
    return go(request, HERE if slug == "bo" else f"{HERE}{pk}/")


@need("sign_asking")
@require_POST
def ending(request: Request, pk: int) -> HttpResponse:
    """The request is ended, with the reason."""
    row, form = _find(request, pk), EndForm(request.POST)
    if attempt(form, lambda: asking.end(pk, why=form.cleaned_data["why"], **when(request))) is None:
        return _one(request, row, end=form, status=form.status)
    say(request, "Đã kết thúc yêu cầu; các cơ quan chưa gửi được báo.")
    return go(request, f"{HERE}{pk}/")


@need("see_asked", own=True)
@require_GET
def letter(request: Request, pk: int) -> HttpResponse:
    """The request as an official letter."""
    row = _find(request, pk)
    access_log.note("export", actor=request.actor, at=clock.now(), asked_report=pk)
    data = as_word.render(request_paper(row, reads.form_of(row)))
    name = row.full_number.replace("/", "-") or f"du-thao-{row.pk}"
    return files.download(data, f"yeu-cau-bao-cao-{name}.docx")


@need("see_asked")
@require_GET
def table(request: Request, pk: int, form: str) -> HttpResponse:
    """The merged table as Excel or Word."""
    row = _find(request, pk)
    if row.stage == AskedStage.DRAFTED or form not in ("xlsx", "docx"):
        raise Http404
    access_log.note("export", actor=request.actor, at=clock.now(), asked_report=pk)
    found, today = merged(row, clock.today()), clock.today()
    if form == "xlsx":
        return files.download(merged_sheet(found, today), f"tong-hop-{row.pk}-{today}.xlsx")
    return files.download(as_word.render(merged_paper(found, today)), f"tong-hop-{row.pk}-{today}.docx")


def _one(
    request: Request,
    row: AskedReport,
    *,
    end: AskingForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    form, today = reads.form_of(row), clock.today()
    found = merged(row, today)
    whom = reads.whom_on(row.whom, today) if row.stage == AskedStage.DRAFTED else None
    number = len(whom.agencies) if whom else len(found.lines)
    signs = may(request.actor, "sign_asking") is None
    context = {
        "row": row,
        "form": form,
        "forms": list(row.forms.all()),
        "asked": [(one, asks_vi(one)) for one in form.asks],
        "found": found,
        "whom": whom,
        "cost": burden_of(form.asks, number),
        "measured": sorted(line.minutes for line in found.lines if line.minutes),
        "fields": counted(form.asks),
        "turns": (turns := reads.turns_of(row)),
        "newest": bool(turns) and turns[0].pk == row.pk,
        "every_vi": EVERY_VI,
        "shapes": SHAPES,
        "answer_shapes": answering.SHAPES,
        "said": said,
        "printed": printed,
        "may_ask": may(request.actor, "ask_report") is None,
        "signs": signs,
        "end": (end or EndForm()) if signs and row.is_sent else None,
        "refusal": refusal,
        "cost_of": cost,
        "today": today,
    }
    return render(request, "reporting/yeu_cau_mot.html", context, status=status)


def _refused(request: Request, act: str) -> bool:
    return may(request.actor, act) is not None


def _find(request: Request, pk: int) -> AskedReport:
    row = reads.get(request.actor, pk)
    if row is None:
        raise Http404
    return row
