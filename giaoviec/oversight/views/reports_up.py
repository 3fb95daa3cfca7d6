"""`/bao-cao-chu-tich/`: the Office's report to the Chairman; he decides line by line; what followed stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.views.common import press, sheet, when
from giaoviec.documents.files import download
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions import deciding, reports_up
from giaoviec.oversight.actions.deciding import BY_HAND
from giaoviec.oversight.forms.leading import (
    CarriedForm,
    DecisionForm,
    LineForm,
    NewLineForm,
    QuestionForm,
    ReportForm,
)
from giaoviec.oversight.models import ChairmanReport, ReportLine, ReportStage
from giaoviec.oversight.queries import reports_up as queries
from giaoviec.oversight.report_paper import report_paper
from giaoviec.oversight.words import place
from giaoviec.papers.word import render as word
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.proposals import Measure

HERE = "/bao-cao-chu-tich/"


@need("see_reports_up")
@require_GET
def page(request: Request) -> HttpResponse:
    """The reports; beside them, for the Office, what today proposes."""
    return _page(request, None)


@need("compose_report_up")
@require_POST
def composing(request: Request) -> HttpResponse:
    """A draft from today's figures."""
    made: list[ChairmanReport] = []
    refusal = press(lambda: made.append(reports_up.compose(**when(request))))
    if refusal is not None:
        return _page(request, refusal, status=refusal.status)
    say(request, "Đã soạn bản thảo; đồng chí sửa, thêm, bỏ dòng trước khi ký.")
    return go(request, f"{HERE}{made[0].pk}/")


@need("see_reports_up")
def report(request: Request, pk: int) -> HttpResponse:
    """A report: for the Office while it is a draft an editor, else what was sent and what became of it."""
    row = _find(request, pk)
    if request.method != "POST":
        return _report(request, row)
    form = ReportForm(request.POST)
    if attempt(form, lambda: _edited(request, pk, form)) is None:
        return _report(request, _find(request, pk), form=form, status=form.status)
    say(request, "Đã lưu lời báo cáo.")
    return go(request, f"{HERE}{pk}/")


@need("compose_report_up")
@require_POST
def adding(request: Request, pk: int) -> HttpResponse:
    """A line more."""
    row, form = _find(request, pk), NewLineForm(request.POST, on=clock.today(), auto_id="id_them_%s")
    if attempt(form, lambda: _added(request, pk, form)) is None:
        return _report(request, row, adding=form, status=form.status)
    say(request, "Đã thêm một dòng.")
    return go(request, f"{HERE}{pk}/#dong")


@need("compose_report_up")
@require_POST
def changing(request: Request, pk: int) -> HttpResponse:
    """A line is changed (`buoc=luu`) or taken out (`buoc=bo`)."""
    line = _line(request, pk)
    form = LineForm(request.POST, auto_id=f"id_{pk}_%s")
    do = (lambda: _removed(request, pk)) if request.POST.get("buoc") == "bo" else (lambda: _changed(request, pk, form))
    if attempt(form, do) is None:
        return _report(request, _find(request, line.report_id), lines={pk: form}, status=form.status)
    return go(request, f"{HERE}{line.report_id}/#dong-{pk}")


STEPS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "ky": ("sign_report_up", reports_up.sign, "Đã ký và lấy số."),
    "gui": ("sign_report_up", reports_up.send, "Đã gửi Chủ tịch UBND tỉnh."),
    "bo": ("compose_report_up", reports_up.discard, "Đã bỏ bản thảo."),
}


@need("compose_report_up")
@require_POST
def stepping(request: Request, pk: int, step: str) -> HttpResponse:
    """Signing, sending, dropping."""
    if step not in STEPS:
        raise Http404
    row = _find(request, pk)
    _, do, sentence = STEPS[step]
    refusal = press(lambda: do(pk, **when(request)))
    if refusal is not None:
        return _report(request, _find(request, row.pk), refusal=refusal, status=refusal.status)
    say(request, sentence)
    return go(request, HERE if step == "bo" else f"{HERE}{pk}/")


@need("see_reports_up")
@require_GET
def as_word(request: Request, pk: int) -> HttpResponse:
    """The report as Word, in the layout of NĐ 30/2020."""
    row = _find(request, pk)
    access_log.note("file", actor=request.actor, at=clock.now(), report=pk)
    return download(word(report_paper(row, queries.lines(row))), f"bao-cao-chu-tich-{pk}.docx")


# ---- one line


@signed_in
@require_GET
def line(request: Request, pk: int) -> HttpResponse:
    """One proposal: what it is about, what was asked, to be decided or carried out."""
    return _one(request, _line(request, pk))


@signed_in
@require_POST
def deciding_one(request: Request, pk: int) -> HttpResponse:
    """The Chairman decides."""
    _line(request, pk)
    form = DecisionForm(request.POST, auto_id=f"id_{pk}_%s")
    done = attempt(form, lambda: _decided(request, pk, form))
    if done is None:
        return _one(request, _line(request, pk), deciding=form, status=form.status)
    say(request, f"Đã quyết định đối với {done.agency.name}: {done.get_decision_display()}. {_followed(done)}")
    return go(request, "/" if request.POST.get("ve") == "/" else f"{HERE}{done.report_id}/#dong-{pk}")


@signed_in
@require_POST
def asking(request: Request, pk: int) -> HttpResponse:
    """The Chairman asks the Office; his assistant prepares the question."""
    _line(request, pk)
    form = QuestionForm(request.POST, auto_id=f"id_{pk}_%s")
    made = attempt(form, lambda: deciding.ask(pk, text=form.cleaned_data["question"], **when(request)))
    if made is None:
        return _one(request, _line(request, pk), asking=form, status=form.status)
    say(request, "Đã hỏi Văn phòng; đề xuất vẫn chờ quyết định." if made.approved_at else "Đã chuẩn bị câu hỏi.")
    return go(request, f"{HERE}dong/{pk}/")


@signed_in
@require_POST
def carrying(request: Request, pk: int) -> HttpResponse:
    """The Office says what it did."""
    _line(request, pk)
    form = CarriedForm(request.POST, auto_id=f"id_{pk}_%s")
    if attempt(form, lambda: deciding.carried_out(pk, note=form.cleaned_data["note"], **when(request))) is None:
        return _one(request, _line(request, pk), carrying=form, status=form.status)
    say(request, "Đã ghi kết quả thực hiện.")
    return go(request, f"{HERE}dong/{pk}/")


# ---- helpers


def _edited(request: Request, pk: int, form: ReportForm) -> bool:
    reports_up.edit(pk, **form.cleaned_data, **when(request))
    return True


def _added(request: Request, pk: int, form: NewLineForm) -> ReportLine:
    data = form.cleaned_data
    return reports_up.add_line(
        pk, agency=data["agency"] or 0, measure=data["measure"], reason=data["reason"], **when(request)
    )  # fmt: skip


def _changed(request: Request, pk: int, form: LineForm) -> ReportLine:
    done = reports_up.edit_line(pk, **form.cleaned_data, **when(request))
    say(request, "Đã lưu dòng.")
    return done


def _removed(request: Request, pk: int) -> ReportLine:
    done = reports_up.remove_line(pk, **when(request))
    say(request, "Đã bỏ dòng.")
    return done


def _decided(request: Request, pk: int, form: DecisionForm) -> ReportLine:
    return deciding.decide(pk, **form.cleaned_data, **when(request))


def _followed(line: ReportLine) -> str:
    """What came of it, in a sentence."""
    if line.result == "inspection":
        return "Cuộc kiểm tra đột xuất đã được lập."
    if line.result == "urging":
        return "Văn bản đôn đốc đã dự thảo; Văn phòng phải ký, gửi."
    if line.result == "leader_act":
        return "Đã gửi đến cơ quan."
    return "Văn phòng phải thực hiện." if line.decided_measure in BY_HAND else ""


RESULTS = {"urging": "Văn bản đôn đốc", "inspection": "Cuộc kiểm tra", "leader_act": "Ý kiến đã gửi"}


def result_of(line: ReportLine) -> tuple[str, str] | None:
    """What came of a line as a link: (words, address)."""
    return (RESULTS[line.result], place(line.result, line.result_id)) if line.result else None


def _page(request: Request, refusal: Refused | None, *, status: int = 200) -> HttpResponse:
    composes = may(request.actor, "compose_report_up") is None
    context = {
        "sheet": sheet(request, queries.visible(request.actor)),
        "composes": composes,
        "draft": queries.draft() if composes else None,
        "refusal": refusal,
        "today": clock.today(),
    }
    return render(request, "oversight/bao_cao_chu_tich.html", context, status=status)


def _report(
    request: Request,
    row: ChairmanReport,
    *,
    form: ReportForm | None = None,
    adding: NewLineForm | None = None,
    lines: dict[int, LineForm] | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = queries.lines(row)
    writes = row.stage == ReportStage.DRAFTED and may(request.actor, "compose_report_up") is None
    said = {"summary": row.summary, "opening": row.opening, "closing": row.closing, "version": row.version}
    context = {
        "row": row,
        "lines": shown,
        "results": {one.pk: result_of(one) for one in shown},
        "writes": writes,
        "signs": may(request.actor, "sign_report_up") is None,
        "decides": may(request.actor, "decide_report_up") is None,
        "form": form or ReportForm(initial=said),
        "adding": adding or NewLineForm(on=clock.today(), auto_id="id_them_%s") if writes else None,
        "line_forms": {one.pk: (lines or {}).get(one.pk) or _line_form(one) for one in shown} if writes else {},
        "open_lines": set(lines or {}),
        "decision_forms": {one.pk: DecisionForm(auto_id=f"id_{one.pk}_%s") for one in shown if not one.decision},
        "refusal": refusal,
        "today": clock.today(),
    }
    return render(request, "oversight/mot_bao_cao_chu_tich.html", context, status=status)


def _line_form(line: ReportLine) -> LineForm:
    said = {"measure": line.measure, "reason": line.reason, "note": line.note}
    return LineForm(initial=said, auto_id=f"id_{line.pk}_%s")


def _one(
    request: Request,
    row: ReportLine,
    *,
    deciding: DecisionForm | None = None,
    asking: QuestionForm | None = None,
    carrying: CarriedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    [line] = [one for one in queries.lines(row.report) if one.pk == row.pk]
    names, waits = f"id_{row.pk}_%s", not row.decision and row.report.stage == ReportStage.SENT
    context = {
        "line": line,
        "result": result_of(line),
        "deciding": deciding or DecisionForm(auto_id=names),
        "asking": asking or QuestionForm(auto_id=names),
        "carrying": carrying or CarriedForm(auto_id=names),
        "decides": may(request.actor, "decide_report_up") is None,
        "waits": waits,
        "asks": waits
        and (may(request.actor, "decide_report_up") is None or may(request.actor, "prepare_lead") is None),
        "carries": row.decided_measure in BY_HAND
        and row.carried_on is None
        and may(request.actor, "compose_report_up") is None,
        "measures": {one.value: one for one in Measure},
        "today": clock.today(),
    }
    return render(request, "oversight/mot_de_xuat.html", context, status=status)


def _find(request: Request, pk: int) -> ChairmanReport:
    row = queries.get(request.actor, pk)
    if row is None:
        raise Http404
    return row


def _line(request: Request, pk: int) -> ReportLine:
    row = queries.line(request.actor, pk)
    if row is None:
        raise Http404
    return row
