"""Guidance on a task (9.1), agencies' own regulations and checks (11.2, 8.2), paper reports by cycle (6.2)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.models import Agency
from giaoviec.agencies.views.common import chip, sheet, when
from giaoviec.assignments import queries as assignments
from giaoviec.documents import files
from giaoviec.documents.files import NewFile, keep
from giaoviec.documents.gate import too_large
from giaoviec.journal import access_log
from giaoviec.oversight.actions.guidance import OWN, guide, record_check, record_regulation
from giaoviec.oversight.forms.guidance import CheckForm, GuideForm, RegulationForm
from giaoviec.oversight.queries import guidance as queries
from giaoviec.regulation.asking import AskingForm, attempt
from giaoviec.rules.access import may


@signed_in
def of_assignment(request: Request, pk: int) -> HttpResponse:
    """The Office's guidance on the task of an assignment, as a fragment or a page; the Office writes it here."""
    row = assignments.get(request.actor, pk)
    if row is None or row.parent_id:
        raise Http404
    form = GuideForm(request.POST if request.method == "POST" else None)

    def do() -> bool:
        guide(pk, content=form.cleaned_data["content"], **when(request))
        return True

    if request.method == "POST" and attempt(form, do):
        say(request, "Đã ghi hướng dẫn; các cơ quan của nhiệm vụ được báo.")
        return go(request, f"/viec/{pk}/#huong-dan")
    context = {
        "row": row,
        "notes": queries.of_task(row.task_id),
        "form": form,
        "may_guide": may(request.actor, "guide") is None,
    }
    fragment = request.headers.get("HX-Request") and request.method == "GET"
    name = "oversight/_huong_dan_viec.html" if fragment else "oversight/huong_dan_viec.html"
    return render(request, name, context, status=form.status)


# ---- own regulations and checks


@need("see_own_rules", own=True)
@require_GET
def index(request: Request) -> HttpResponse:
    """All agencies with their regulation, or without; an agency comes to its own page."""
    if not request.actor.sees_all:
        return go(request, f"/quy-che-noi-bo/{request.actor.agency_id}/")
    on = clock.today()
    found = sheet(request, queries.holding(on, missing=request.GET.get("xem") == "chua-co"))
    context = {
        "sheet": found,
        "rows": queries.own(found.rows, on),
        "missing": queries.missing(on),
        "chips": [chip(request, "xem", "chua-co", "Chưa ban hành")],
        "today": on,
    }
    return render(request, "oversight/quy_che_noi_bo.html", context)


@signed_in
@require_GET
def of_agency(request: Request, pk: int) -> HttpResponse:
    """An agency's regulations and checks; its own people record them here."""
    return _show(request, _agency(request, pk))


@signed_in
@require_POST
def recording(request: Request, pk: int) -> HttpResponse:
    """A regulation of one's own agency."""
    agency, form = _own(request, pk), RegulationForm(request.POST)

    def do() -> object:
        data = {name: form.cleaned_data[name] for name in ("number", "issued_on", "summary")}
        kept = [_kept(request, upload) for upload in request.FILES.getlist("files")]
        return record_regulation(**data, files=kept, **when(request))

    if attempt(form, do) is None:
        return _show(request, agency, status=form.status, regulation=form)
    say(request, "Đã ghi quy chế nội bộ.")
    return go(request, f"/quy-che-noi-bo/{pk}/")


@signed_in
@require_POST
def checking(request: Request, pk: int) -> HttpResponse:
    """A check that one's own agency made."""
    agency, form = _own(request, pk), CheckForm(request.POST)
    if attempt(form, lambda: record_check(**form.cleaned_data, **when(request))) is None:
        return _show(request, agency, status=form.status, check=form)
    say(request, "Đã ghi lần tự kiểm tra.")
    return go(request, f"/quy-che-noi-bo/{pk}/")


@signed_in
@require_GET
def file(request: Request, pk: int, file_id: int) -> FileResponse:
    """A file of an agency's regulation."""
    _agency(request, pk)
    held = [one for row in queries.regulations(pk) for one in files.of(OWN, row.pk) if one.pk == file_id]
    if not held:
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), own_regulation=pk, attachment=file_id)
    return files.answer(held[0])


def _show(request: Request, agency: Agency, *, status: int = 200, **forms: AskingForm) -> HttpResponse:
    is_own = may(request.actor, "record_own_rules", agency_id=agency.pk) is None
    context: dict[str, Any] = {
        "agency": agency,
        "regulations": [(row, files.of(OWN, row.pk)) for row in queries.regulations(agency.pk)[:5]],
        "sheet": sheet(request, queries.checks(agency.pk), size=20),
        "is_own": is_own,
        "all": request.actor.sees_all,
        "regulation": forms.get("regulation") or RegulationForm(),
        "check": forms.get("check") or CheckForm(),
        "today": clock.today(),
    }
    return render(request, "oversight/quy_che_co_quan.html", context, status=status)


def _agency(request: Request, pk: int) -> Agency:
    agency = Agency.objects.filter(pk=pk).first()
    if agency is None:
        raise Http404
    _must(request, pk)
    return agency


def _own(request: Request, pk: int) -> Agency:
    agency = _agency(request, pk)
    if may(request.actor, "record_own_rules", agency_id=pk) is not None:
        raise Http404
    return agency


def _must(request: Request, agency_id: int) -> None:
    if may(request.actor, "see_own_rules", agency_id=agency_id) is not None:
        raise Http404


def _kept(request: Request, upload: Any) -> NewFile:
    if int(upload.size or 0) > settings.UPLOAD_LIMIT:
        raise too_large(str(upload.name))
    return keep(str(upload.name), upload.read(), channel="form", person_id=request.actor.person_id, at=clock.now())


# ---- paper reports


@need("see_own_rules", own=True)
@require_GET
def papers(request: Request) -> HttpResponse:
    """Paper reports on secret tasks, cycle by cycle: whether they were sent, never what they say (6.2)."""
    actor = request.actor
    agency = None if actor.sees_all else actor.agency_id
    cycles = queries.paper_cycles(agency)
    asked = request.GET.get("ky", "")
    now = next((one for one in cycles if one.turn == asked), cycles[0] if cycles else None)
    context = {
        "cycles": cycles[:12],
        "now": now,
        "sheet": sheet(request, queries.papers(now.turn, agency)) if now else None,
        "mine": actor.agency_id,
        "ticks": may(actor, "mark_paper_report", agency_id=actor.agency_id) is None,
        "today": clock.today(),
    }
    return render(request, "oversight/bao_cao_giay.html", context)
