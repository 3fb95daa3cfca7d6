"""`/bao-cao/`: the reports of the periods, each written beside its figures, signed, frozen, printed again, amended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.views.common import Chip, chip, press, sheet, when
from giaoviec.documents import files
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.papers import pdf, word
from giaoviec.regulation.asking import AskingForm, attempt
from giaoviec.reporting import actions
from giaoviec.reporting.forms import AmendForm, CommentForm, PeriodForm, SectionForm
from giaoviec.reporting.models import Report, ReportComment, Stage
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.amended import of_stored_changes
from giaoviec.reporting.reports.content import COLUMNS, Content
from giaoviec.reporting.reports.paper import MOST_LATE, compared_rows, file_name, formulas, report_paper
from giaoviec.reporting.reports.sheet import report_sheet
from giaoviec.rules.access import may
from giaoviec.rules.reports import KINDS_VI, Writer, parts_of

HERE = "/bao-cao/"
JOB = "giaoviec.ops.schedule.run_freeze"
AT_ONCE = 3000
"""Lines that are frozen while the signer waits; more are frozen in the background."""

TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "phai-lam": ("Đang soạn", (Stage.PREFILLED, Stage.EDITED)),
    "cho-gui": ("Đã ký", (Stage.SIGNED,)),
    "da-gui": ("Đã gửi, đã tổng hợp", (Stage.SENT, Stage.MERGED)),
    "da-chot": ("Đã chốt", (Stage.FROZEN,)),
}
SHAPES = {
    "prefilled": "given",
    "edited": "doing",
    "signed": "claim",
    "sent": "claim",
    "merged": "done",
    "frozen": "done",
}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
Answer = TypeVar("Answer", bound=HttpResponseBase)
MAY_LOOK = ("see_reports", "see_frozen")


@need(*MAY_LOOK, own=True)
def index(request: Request) -> HttpResponse:
    """The reports that one may see; the Office opens a period here."""
    if request.method != "POST":
        return _index(request, PeriodForm())
    form = PeriodForm(request.POST)
    made = attempt(form, lambda: actions.open_period(form.cleaned_data["period"], **when(request)))
    if made is None:
        return _index(request, form, status=form.status)
    say(request, f"Đã mở {str(made).lower()}; các cơ quan có việc trong kỳ nhận được việc phải báo cáo.")
    return go(request, f"{HERE}{made.pk}/")


@signed_in
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """A report: its sections beside its figures."""
    return _one(request, _find(request, pk))


@signed_in
@require_POST
def section(request: Request, pk: int, key: str) -> HttpResponse:
    """A section is written (`buoc=luu`) or taken back to what the data say (`buoc=lay-lai`)."""
    row = _find(request, pk)
    form = SectionForm(request.POST, auto_id=f"id_{key}_%s")
    again = request.POST.get("buoc") == "lay-lai"
    do = (
        (lambda: actions.renew_section(pk, key, **when(request)))
        if again
        else (lambda: _edited(request, pk, key, form))
    )
    if attempt(form, do) is None:
        return _one(request, row, sections={key: form}, status=form.status)
    say(request, "Đã lấy lại lời theo số liệu." if again else "Đã lưu phần báo cáo.")
    return go(request, f"{HERE}{pk}/#{key}")


@signed_in
@require_POST
def comment(request: Request, pk: int, key: str) -> HttpResponse:
    """A remark on a section."""
    row = _find(request, pk)
    form = CommentForm(request.POST, auto_id=f"id_gop_y_{key}_%s")
    done = attempt(form, lambda: actions.comment(pk, key, text=form.cleaned_data["comment"], **when(request)))
    if done is None:
        return _one(request, row, comments={key: form}, status=form.status)
    say(request, "Đã gửi góp ý đến người soạn báo cáo.")
    return go(request, f"{HERE}{pk}/#{key}")


@signed_in
@require_POST
def signing(request: Request, pk: int) -> HttpResponse:
    """Signed, and frozen: at once, or in the background where it is long."""
    return _stepped(request, pk, lambda: _signed(request, pk), "Đã ký; số liệu, danh sách và tệp in được chốt.")


@signed_in
@require_POST
def sending(request: Request, pk: int) -> HttpResponse:
    """An agency hands its report in."""
    return _stepped(request, pk, lambda: actions.send(pk, **when(request)), "Đã gửi Văn phòng UBND tỉnh.")


@signed_in
@require_POST
def amending(request: Request, pk: int) -> HttpResponse:
    """A correction is put beside the report."""
    row = _find(request, pk)
    form = AmendForm(request.POST)
    made = attempt(form, lambda: actions.amend(pk, reason=form.cleaned_data["reason"], **when(request)))
    if made is None:
        return _one(request, row, amend=form, status=form.status)
    say(request, f"Đã ghi bản đính chính lần {made.number}; báo cáo đã chốt giữ nguyên.")
    return go(request, f"{HERE}{pk}/dinh-chinh/{made.number}/")


@signed_in
@require_GET
def amendment(request: Request, pk: int, number: int) -> HttpResponse:
    """A correction: why, and what it changes."""
    row = _find(request, pk)
    found = next((one for one in reads.amendments(row) if one.number == number), None)
    if found is None:
        raise Http404
    context = {"row": row, "amendment": found, "changes": of_stored_changes(found.changes), "today": clock.today()}
    return render(request, "reporting/dinh_chinh.html", context)


@signed_in
@require_GET
def file(request: Request, pk: int, form: str, number: int | None = None) -> HttpResponse | FileResponse:
    """A frozen report as the bytes that were kept; one that is not, as a draft."""
    row = _find(request, pk)
    if form not in TYPES:
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), report=pk)
    kept = reads.file_of(row, form, number)
    if kept is not None:
        return _downloaded(files.answer(kept.attachment), kept.attachment.name, form)
    if number is not None or reads.snapshot_of(row) is not None:
        raise Http404
    content, late = reads.said(row)
    return _downloaded(HttpResponse(_draft(row, form, content, late)), f"{file_name(content)}-du-thao.{form}", form)


@signed_in
@require_GET
def lines(request: Request, pk: int) -> HttpResponse:
    """The list behind a number of the report: `o` cells, `co-quan` an agency; as many rows as the number says."""
    row = _find(request, pk)
    cells = [cell for cell in request.GET.get("o", "").split(",") if cell]
    found = reads.lines_of(row, only=cells, agency=request.GET.get("co-quan", ""))
    column = next((vi for vi, names in COLUMNS if list(names) == cells), "Tổng số")
    return render(request, "reporting/danh_sach.html", {"row": row, "sheet": sheet(request, found), "column": column})


@signed_in
@require_GET
def checking(request: Request, pk: int) -> HttpResponse:
    """Whether what was frozen is still whole: every line and file is read."""
    row = _find(request, pk)
    if reads.snapshot_of(row) is None:
        raise Http404
    return render(request, "reporting/kiem_tra.html", {"row": row, "damage": reads.damage(row)})


# ---- helpers


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the page shows it: its words, what the agencies said, remarks, the form where it may be written."""

    key: str
    vi: str
    required: bool
    text: str
    own: tuple[tuple[str, str], ...]
    comments: list[ReportComment]
    form: AskingForm | None
    comment_form: AskingForm | None
    open: bool


def _index(request: Request, form: PeriodForm, *, status: int = 200) -> HttpResponse:
    rows = reads.visible(request.actor)
    shown, kind = request.GET.get("xem", ""), request.GET.get("ky", "")
    if shown in TABS:
        rows = rows.filter(stage__in=TABS[shown][1])
    if kind in KINDS_VI:
        rows = rows.filter(kind=kind)
    context = {
        "sheet": sheet(request, rows),
        "shapes": SHAPES,
        "chips": _chips(request),
        "form": form if may(request.actor, "open_reports") is None else None,
        "today": clock.today(),
    }
    return render(request, "reporting/bao_cao.html", context, status=status)


def _chips(request: Request) -> list[Chip]:
    tabs = [chip(request, "xem", slug, label) for slug, (label, _) in TABS.items()]
    return [*tabs, *(chip(request, "ky", kind, f"Kỳ {vi}") for kind, vi in KINDS_VI.items())]


def _one(
    request: Request,
    row: Report,
    *,
    sections: dict[str, AskingForm] | None = None,
    comments: dict[str, AskingForm] | None = None,
    amend: AmendForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    content, late = reads.said(row)
    snapshot = reads.snapshot_of(row)
    about = {"agency_id": row.agency_id}
    context = {
        "row": row,
        "content": content,
        "shape": SHAPES[row.stage],
        "parts": _parts(request, row, content, sections or {}, comments or {}),
        "late": late[:MOST_LATE],
        "late_total": len(late),
        "columns": COLUMNS,
        "compared": list(compared_rows(content)),
        "formulas": formulas(content),
        "siblings": reads.siblings(row) if row.of_office and request.actor.sees_all else [],
        "shapes": SHAPES,
        "snapshot": snapshot,
        "freezing": row.stage == Stage.SIGNED and snapshot is None,
        "signs": row.is_open and may(request.actor, "sign_report", **about) is None,
        "sends": row.stage == Stage.SIGNED and not row.of_office and may(request.actor, "sign_report", **about) is None,
        "amend": (amend or AmendForm()) if row.is_out and may(request.actor, "amend_report", **about) is None else None,
        "amendments": reads.amendments(row),
        "refusal": refusal,
        "today": clock.today(),
    }
    return render(request, "reporting/mot_bao_cao.html", context, status=status)


def _parts(
    request: Request, row: Report, content: Content, sections: dict[str, AskingForm], comments: dict[str, AskingForm]
) -> list[Part]:
    writes = row.is_open and may(request.actor, "write_report", agency_id=row.agency_id) is None
    remarks = row.is_open and may(request.actor, "comment_report", agency_id=row.agency_id) is None
    said: dict[str, list[ReportComment]] = {}
    for one in ReportComment.objects.filter(report=row, voided_at=None).order_by("id"):
        said.setdefault(one.key, []).append(one)
    required = {part.key: part.required for part in parts_of(Writer.OFFICE if row.of_office else Writer.AGENCY)}
    return [
        Part(
            key=one.key,
            vi=one.vi,
            required=required.get(one.key, False),
            text=one.text,
            own=one.own,
            comments=said.get(one.key, []),
            form=(sections.get(one.key) or _section_form(one.key, one.text, row)) if writes else None,
            comment_form=(comments.get(one.key) or CommentForm(auto_id=f"id_gop_y_{one.key}_%s")) if remarks else None,
            open=one.key in sections or one.key in comments,
        )
        for one in content.sections
    ]


def _section_form(key: str, text: str, row: Report) -> SectionForm:
    return SectionForm(initial={"text": text, "version": row.version}, auto_id=f"id_{key}_%s")


def _edited(request: Request, pk: int, key: str, form: SectionForm) -> Report:
    data = form.cleaned_data
    return actions.edit_section(pk, key, text=data["text"], version=data["version"], **when(request))


def _signed(request: Request, pk: int) -> None:
    signed = actions.sign(pk, **when(request))
    content = reads.said(signed)[0]
    if content.value("total") <= AT_ONCE:
        actions.freeze(pk, **when(request))
    else:
        async_task(JOB, pk)


def _stepped(request: Request, pk: int, do: Callable[[], object], sentence: str) -> HttpResponse:
    row = _find(request, pk)
    refusal = press(do)
    if refusal is not None:
        return _one(request, row, refusal=refusal, status=refusal.status)
    say(request, sentence)
    return go(request, f"{HERE}{pk}/")


def _draft(row: Report, form: str, content: Content, late: list[Any]) -> bytes:
    if form == "xlsx":
        return report_sheet(content, reads.lines_of(row))
    paper = report_paper(content, late, reads.signed_of(row))
    return word.render(paper) if form == "docx" else pdf.render(paper)


def _downloaded(answer: Answer, name: str, form: str) -> Answer:
    answer["Content-Type"] = TYPES[form]
    answer["Content-Disposition"] = files.disposition(name, inline=form == "pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _find(request: Request, pk: int) -> Report:
    row = reads.get(request.actor, pk)
    if row is None:
        raise Http404
    return row
