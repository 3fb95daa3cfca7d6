"""`/tuan-thu/bao-cao/`: the yearly report on carrying out the Regulation: written, signed, frozen, printed again."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import press, when
from giaoviec.documents import files
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.papers import pdf, word
from giaoviec.regulation.asking import AskingForm, attempt
from giaoviec.reporting.actions import complying
from giaoviec.reporting.compliance.paper import compliance_paper
from giaoviec.reporting.compliance.reads import said
from giaoviec.reporting.compliance.told import Told
from giaoviec.reporting.compliance.workbook import compliance_book
from giaoviec.reporting.forms.reports import AmendForm, SectionForm, YearForm
from giaoviec.reporting.models import FORMS, Report
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.paper import Signed
from giaoviec.reporting.views.compliance import shown
from giaoviec.reporting.views.report_page import SHAPES
from giaoviec.rules.access import may
from giaoviec.rules.compliance import KIND, PARTS, Stand

HERE = "/tuan-thu/bao-cao/"


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the page shows it, with the form where it may be written."""

    key: str
    vi: str
    required: bool
    text: str
    form: AskingForm | None
    open: bool


@need("open_reports")
@require_POST
def opening(request: Request) -> HttpResponseBase:
    """The report of a year is opened."""
    form = YearForm(request.POST)
    made = attempt(form, lambda: complying.open_year(form.cleaned_data["year"], **when(request)))
    if made is None:
        return shown(request, form)
    say(request, f"Đã mở báo cáo kết quả thực hiện Quy chế {made.as_period.vi}; các phần đã điền sẵn từ số liệu.")
    return go(request, f"{HERE}{made.pk}/")


@need("see_compliance", own=True)
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """The report: its sections beside its tables."""
    return _shown(request, _find(request, pk))


@need("see_compliance", own=True)
@require_POST
def section(request: Request, pk: int, key: str) -> HttpResponse:
    """A section is written (`buoc=luu`) or taken back to what the numbers say (`buoc=lay-lai`)."""
    row = _find(request, pk)
    form = SectionForm(request.POST, auto_id=f"id_{key}_%s")
    again = request.POST.get("buoc") == "lay-lai"
    do = (
        (lambda: complying.renew_compliance(pk, key, **when(request)))
        if again
        else (lambda: _edited(request, pk, key, form))
    )
    if attempt(form, do) is None:
        return _shown(request, row, typed={key: form}, status=form.status)
    say(request, "Đã lấy lại lời theo số liệu." if again else "Đã lưu phần báo cáo.")
    return go(request, f"{HERE}{pk}/#{key}")


def _edited(request: Request, pk: int, key: str, form: SectionForm) -> Report:
    data = form.cleaned_data
    return complying.edit_compliance(pk, key, text=data["text"], version=data["version"], **when(request))


@need("see_compliance", own=True)
@require_POST
def signing(request: Request, pk: int) -> HttpResponse:
    """Signed, and frozen."""
    row = _find(request, pk)
    refusal = press(lambda: complying.sign_compliance(pk, **when(request)))
    if refusal is not None:
        return _shown(request, row, refusal=refusal, status=refusal.status)
    say(request, "Đã ký; số liệu, lời báo cáo và tệp in được chốt.")
    return go(request, f"{HERE}{pk}/")


@need("see_compliance", own=True)
@require_POST
def amending(request: Request, pk: int) -> HttpResponse:
    """A correction is put beside the report."""
    row = _find(request, pk)
    form = AmendForm(request.POST)
    made = attempt(form, lambda: complying.amend_compliance(pk, reason=form.cleaned_data["reason"], **when(request)))
    if made is None:
        return _shown(request, row, amend=form, status=form.status)
    say(request, f"Đã ghi bản đính chính lần {made.number}; báo cáo đã chốt giữ nguyên.")
    return go(request, f"{HERE}{pk}/")


@need("see_compliance", own=True)
@require_GET
def file(request: Request, pk: int, form: str, number: int | None = None) -> HttpResponse | FileResponse:
    """A frozen report as the bytes that were kept; one that is not, as a draft."""
    row = _find(request, pk)
    if form not in dict(FORMS):
        raise Http404
    access_log.note("file", actor=request.actor, at=when(request)["at"], report=pk)
    kept = reads.file_of(row, form, number)
    if kept is not None:
        return files.answer(kept.attachment)
    if number is not None or reads.snapshot_of(row) is not None:
        raise Http404
    return files.download(_draft(said(row), form), f"{complying.file_name(row)}-du-thao.{form}")


def _draft(told: Told, form: str) -> bytes:
    if form == "xlsx":
        return compliance_book(told)
    paper = compliance_paper(told, Signed())
    return word.render(paper) if form == "docx" else pdf.render(paper)


@need("see_compliance", own=True)
@require_GET
def checking(request: Request, pk: int) -> HttpResponse:
    """Whether what was frozen is still whole."""
    row = _find(request, pk)
    if reads.snapshot_of(row) is None:
        raise Http404
    context = {"row": row, "damage": reads.damage(row), "snapshot": reads.snapshot_of(row)}
    return render(request, "reporting/tuan_thu_kiem_tra.html", context)


# ---- helpers


def _find(request: Request, pk: int) -> Report:
    row = reads.get(request.actor, pk)
    if row is None or row.kind != KIND:
        raise Http404
    return row


def _shown(
    request: Request,
    row: Report,
    *,
    typed: dict[str, AskingForm] | None = None,
    amend: AmendForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    told, snapshot, about = said(row), reads.snapshot_of(row), {"agency_id": row.agency_id}
    amends = snapshot is not None and may(request.actor, "amend_report", **about) is None
    context = {
        "row": row,
        "told": told,
        "shape": SHAPES[row.stage],
        "parts": _parts(request, row, told, typed or {}),
        "stands": list(Stand),
        "snapshot": snapshot,
        "signs": row.is_open and may(request.actor, "sign_report", **about) is None,
        "amend": (amend or AmendForm()) if amends else None,
        "amendments": reads.amendments(row),
        "refusal": refusal,
    }
    return render(request, "reporting/tuan_thu_bao_cao.html", context, status=status)


def _parts(request: Request, row: Report, told: Told, typed: dict[str, AskingForm]) -> list[Part]:
    writes = row.is_open and may(request.actor, "write_report", agency_id=row.agency_id) is None
    required = {part.key: part.required for part in PARTS}
    return [
        Part(
            one.key,
            one.vi,
            required.get(one.key, False),
            one.text,
            (typed.get(one.key) or _form(one.key, one.text, row)) if writes else None,
            one.key in typed,
        )
        for one in told.sections
    ]


def _form(key: str, text: str, row: Report) -> SectionForm:
    return SectionForm(initial={"text": text, "version": row.version}, auto_id=f"id_{key}_%s")
