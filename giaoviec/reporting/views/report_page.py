"""The page of one report: its sections beside its figures, with whatever the reader may do to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from giaoviec import clock
from giaoviec.agencies.access import Request
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import AskingForm
from giaoviec.reporting.actions.freezing import STEPS
from giaoviec.reporting.figure_pages.asked import Asked
from giaoviec.reporting.figure_pages.changes import AskedChange
from giaoviec.reporting.forms.reports import AmendForm, CommentForm, SectionForm, SendBackForm
from giaoviec.reporting.models import Freezing, Report, ReportComment, Snapshot, Stage
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.behind import opens
from giaoviec.reporting.reports.content import COLUMNS, RATES, Content
from giaoviec.reporting.reports.paper import MOST_LATE, compared_rows, formulas
from giaoviec.reporting.reports.pictures import key, periods_picture, rates_picture
from giaoviec.rules.access import may
from giaoviec.rules.compliance import KIND as COMPLIANCE
from giaoviec.rules.reports import Writer, parts_of

HERE = "/bao-cao/"
SHAPES = {
    "prefilled": "given",
    "edited": "doing",
    "signed": "claim",
    "sent": "claim",
    "sent_back": "back",
    "merged": "done",
    "frozen": "done",
}


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


@dataclass(frozen=True, slots=True)
class Typed:
    """The forms that come back with an error: of sections and remarks by their key, and a button's refusal."""

    sections: dict[str, AskingForm]
    comments: dict[str, AskingForm]
    amend: AmendForm | None = None
    back: SendBackForm | None = None
    refusal: Refused | None = None


NOTHING = Typed({}, {})


def find(request: Request, pk: int) -> Report:
    """The report of a period through what the reader may see; 404 for a stranger."""
    row = reads.get(request.actor, pk)
    if row is None or row.kind == COMPLIANCE:
        raise Http404
    return row


def is_compliance(request: Request, pk: int) -> bool:
    """Whether it is the yearly report on carrying out the Regulation, which has a page of its own."""
    return reads.visible(request.actor).filter(pk=pk, kind=COMPLIANCE).exists()


def shown(request: Request, row: Report, typed: Typed = NOTHING, *, status: int = 200) -> HttpResponse:
    """The page."""
    content, late = reads.said(row)
    snapshot = reads.snapshot_of(row)
    context = {
        "row": row,
        "content": content,
        "shape": SHAPES[row.stage],
        "shapes": SHAPES,
        "parts": _parts(request, row, content, typed),
        "late": late[:MOST_LATE],
        "late_total": len(late),
        "columns": COLUMNS,
        "rates": [(name, opens(name)) for name in RATES],
        "compared": list(compared_rows(content)),
        "periods_picture": periods_picture(content, f"{HERE}{row.pk}/danh-sach/"),
        "rates_picture": rates_picture(content),
        "key": key(content),
        "formulas": formulas(content),
        "siblings": reads.siblings(row) if row.of_office and request.actor.sees_all else [],
        "snapshot": snapshot,
        "next": reads.replacement(request.actor, row),
        "amendments": reads.amendments(row),
        "today": clock.today(),
        "then": _then(request, row, snapshot),
        **_doors(request, row, snapshot, typed),
        **progress(request, row, snapshot),
    }
    return render(request, "reporting/mot_bao_cao.html", context, status=status)


def progress(request: Request, row: Report, snapshot: Snapshot | None) -> dict[str, Any]:
    """How far the freezing is: the steps, the one that is done now, and what stopped it."""
    freezing = row.stage == Stage.SIGNED and snapshot is None
    found = Freezing.objects.filter(report=row).first() if freezing else None
    may_sign = may(request.actor, "sign_report", agency_id=row.agency_id) is None
    return {
        "freezing": freezing,
        "steps": STEPS,
        "step": found.step if found else 0,
        "fault": found.fault if found else "",
        "again": freezing and may_sign and (found is None or bool(found.fault)),
    }


def _then(request: Request, row: Report, snapshot: Snapshot | None) -> tuple[str, str] | None:
    """Where the figures stand as they were known when they were frozen, and what is known otherwise today."""
    if snapshot is None or may(request.actor, "see_figures", agency_id=row.agency_id) is not None:
        return None
    agency = None if row.of_office else row.agency_id
    asked = Asked(row.last, row.first, snapshot.known_at, agency)
    change = AskedChange(row.last, row.last, snapshot.known_at, None, agency)
    return f"/so-lieu/?{asked.query()}", f"/so-lieu/chenh-lech/?{change.query()}"


def _doors(request: Request, row: Report, snapshot: Snapshot | None, typed: Typed) -> dict[str, Any]:
    """What the reader may do to it now."""
    about = {"agency_id": row.agency_id}
    signs = may(request.actor, "sign_report", **about) is None
    amends = row.is_out and row.stage != Stage.SENT_BACK and may(request.actor, "amend_report", **about) is None
    back = not row.of_office and row.stage == Stage.SENT and may(request.actor, "send_back_report") is None
    return {
        "signs": row.is_open and signs,
        "sends": row.stage == Stage.SIGNED and not row.of_office and snapshot is not None and signs,
        "amend": (typed.amend or AmendForm()) if amends else None,
        "back": (typed.back or SendBackForm()) if back else None,
        "refusal": typed.refusal,
    }


def _parts(request: Request, row: Report, content: Content, typed: Typed) -> list[Part]:
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
            form=(typed.sections.get(one.key) or _section_form(one.key, one.text, row)) if writes else None,
            comment_form=(typed.comments.get(one.key) or comment_form(one.key)) if remarks else None,
            open=one.key in typed.sections or one.key in typed.comments,
        )
        for one in content.sections
    ]


def _section_form(key: str, text: str, row: Report) -> SectionForm:
    return SectionForm(initial={"text": text, "version": row.version}, auto_id=f"id_{key}_%s")


def comment_form(key: str, data: Any = None) -> CommentForm:
    """The form of a remark on a section."""
    return CommentForm(data, auto_id=f"id_gop_y_{key}_%s")
