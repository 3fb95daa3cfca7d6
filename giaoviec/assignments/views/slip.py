"""`/viec/<id>/phieu/`: the printed slip of an assignment; `/van-ban/<id>/phieu/`: those of a whole document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.agencies.models import Agency, AgencyKind
from giaoviec.agencies.queries import committee, office
from giaoviec.assignments import queries
from giaoviec.assignments.models import Assignment, Collaboration
from giaoviec.assignments.views.common import find
from giaoviec.documents import queries as documents
from giaoviec.documents.models import Document
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.documents import TYPES_BY_CODE
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.moves import Stage
from giaoviec.rules.tasks import Cycle, TaskClass
from giaoviec.rules.terms import day_vi

MOST = 300
"""Slips of one document that are drawn at once."""

BELOW_THE_COMMITTEE = (AgencyKind.OFFICE, AgencyKind.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: who gives (and the body above, or nothing), to whom, on which paper, and the code that opens its page."""

    row: Assignment
    issuer: str
    above: str
    to: str
    about: str
    paper: str
    helping: Sequence[str]
    cycle: str
    first_update: str
    original_due_on: date | None
    recipients: Sequence[str]
    post: str
    address: str
    code: Markup


@signed_in
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """The slip of one assignment, given by the Office or inside an agency."""
    return _show(request, [find(request, pk)], back=f"/viec/{pk}/")


@signed_in
@require_GET
def of_document(request: Request, pk: int) -> HttpResponse:
    """The slips of what a document gave and what is under way, one a page, in the order of its tasks."""
    if documents.get(request.actor, pk) is None:
        raise Http404
    rows = queries.visible(request.actor).filter(document=pk, parent=None)
    ended = [Stage.WITHDRAWN, Stage.PASSED_ON]
    rows = rows.exclude(stage__in=ended).select_related(
        "task", "document", "agency", "monitoring_unit", "unit", "officer"
    )
    order = ("task__position", "task_id", "agency__position", "id")
    return _show(request, list(rows.defer("document__text").order_by(*order)[: MOST + 1]), back=f"/van-ban/{pk}/")


def _show(request: Request, rows: Sequence[Assignment], *, back: str) -> HttpResponse:
    shown, on = rows[:MOST], clock.today()
    helping, giver, above = _helping(shown), office(), committee()
    context = {
        "slips": [_slip(row, helping.get(row.pk, ()), giver, above) for row in shown],
        "more": len(rows) > MOST,
        "back": back,
        "place": f"{_place(above)}, ngày {on:%d} tháng {_month(on)} năm {on.year}",
        "office": giver.name,
        "today": on,
    }
    return render(request, "assignments/phieu.html", context)


def _helping(rows: Sequence[Assignment]) -> dict[int, list[str]]:
    """Who works with the lead of each, in official order. One statement."""
    found: dict[int, list[str]] = {}
    kept = Collaboration.objects.filter(assignment__in=[row.pk for row in rows], voided_at=None)
    for pk, name in kept.order_by("agency__position", "agency_id").values_list("assignment_id", "agency__name"):
        if name not in found.setdefault(pk, []):
            found[pk].append(name)
    return found


def _slip(row: Assignment, helping: Sequence[str], the_office: Agency, the_committee: Agency) -> Slip:
    inside = row.parent_id is not None
    giver = row.agency if inside else the_office
    address = f"{settings.PUBLIC_URL}/viec/{row.pk}/"
    watching = [f"{row.monitoring_unit.name} (theo dõi)"] if row.monitoring_unit and not inside else []
    return Slip(
        row=row,
        issuer=giver.name,
        above=the_committee.name if giver.kind in BELOW_THE_COMMITTEE else "",
        to=_receiver(row),
        about=f"Thực hiện {_paper(row.document)[0]}",
        paper=" ".join(_paper(row.document)),
        helping=helping,
        cycle=Cycle(row.cycle or Cycle.QUARTER).vi,
        first_update="" if inside else _first_update(row),
        original_due_on=row.original_due_on if row.original_due_on != row.due_on else None,
        recipients=["Như trên", *watching, "Lưu: VT"],
        post="NGƯỜI GIAO VIỆC",
        address=address,
        code=qr(address),
    )


def _receiver(row: Assignment) -> str:
    if row.officer:
        return row.officer.name
    return f"{row.unit.name}, {row.agency.name}" if row.unit else row.agency.name


def _paper(document: Document) -> tuple[str, str]:
    """The document as a slip names it, and what it is about."""
    name = TYPES_BY_CODE[document.type].name_vi
    symbol = f" số {document.full_symbol}" if document.full_symbol else ""
    return f"{name}{symbol} ngày {day_vi(document.issued_on)}", f"của {document.issuer_text}: {document.summary}"


def _first_update(row: Assignment) -> str:
    """By when the agency tells the first time how it goes (7.2b); nothing where only the cycle counts."""
    if row.task_class == TaskClass.OPEN_ENDED and not row.task.at_once:
        return ""
    try:
        day = due(
            DutyKind.FIRST_UPDATE, row.given_on, profile=profile_on(row.document.issued_on), calendar=calendar(),
            at_once=row.task.at_once,
        )  # fmt: skip
    except UnknownYear:
        return ""
    return f"chậm nhất ngày {day_vi(day)} ({DutyKind.FIRST_UPDATE.ground.vi})"


def _place(the_committee: Agency) -> str:
    """ "Lâm Đồng", where the province's papers are dated."""
    return the_committee.name.removeprefix("Ủy ban nhân dân ").removeprefix("tỉnh ")


def _month(day: date) -> str:
    """A month as official papers write it: 01 and 02 with a nought, the others without."""
    return f"{day:%m}" if day.month < 3 else str(day.month)


def qr(text: str) -> Markup:
    """A QR code as inline SVG without styles."""
    held = io.BytesIO()
    plain = {"xmldecl": False, "svgns": False, "omitsize": True, "svgclass": "qr", "lineclass": None}
    segno.make(text, error="m", micro=False).save(held, kind="svg", border=2, dark="#000", **plain)
    drawn = held.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(drawn)  # noqa: S704 drawn by segno; the text itself is not in it
