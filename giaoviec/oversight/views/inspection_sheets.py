"""A sheet to fill in (on a phone, or on paper with its code), a sample to draw again, an agency's verified rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say, signed_in
from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import committee
from giaoviec.agencies.views.common import sheet as listed
from giaoviec.agencies.views.common import when
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.models import Claim
from giaoviec.assignments.sheets import sheet as table
from giaoviec.assignments.views.slip import qr
from giaoviec.documents import files
from giaoviec.documents.files import NewFile, keep
from giaoviec.documents.gate import too_large
from giaoviec.journal import access_log
from giaoviec.oversight.actions.inspection_ending import reopen_closing
from giaoviec.oversight.actions.inspection_sheets import SHEET, fill
from giaoviec.oversight.forms.inspection import ReopenForm, SheetForm
from giaoviec.oversight.models import Draw, Inspection, SecondLook, Sheet
from giaoviec.oversight.queries import inspection as queries
from giaoviec.oversight.views.inspection import VERDICT_SHAPES, find
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may
from giaoviec.rules.inspections import ENDED, State, Step, Verdict, check
from giaoviec.rules.roles import AGENCY_WIDE, Role

MOST = 200
"""Sheets that are printed at once."""


def _sheet(request: Request, pk: int, sheet_id: int) -> tuple[Inspection, Sheet]:
    """The inspection and its sheet; an inspected agency sees its own once there is a conclusion."""
    row = find(request, pk)
    one = queries.sheet(row, sheet_id)
    if one is None:
        raise Http404
    told = row.state in ENDED and one.assignment.agency_id == request.actor.agency_id
    if request.actor.role in AGENCY_WIDE and not told:
        raise Http404
    return row, one


@signed_in
def one(request: Request, pk: int, sheet_id: int) -> HttpResponse:
    """One sheet: what the agency reported, what the team found."""
    row, sheet = _sheet(request, pk, sheet_id)
    if request.method != "POST":
        initial = {name: getattr(sheet, name) for name in ("verdict", "evidence", "remark", "version")}
        return _show(request, row, sheet, SheetForm(initial=initial))
    form = SheetForm(request.POST)
    if attempt(form, lambda: _filled(request, row, sheet, form)) is None:
        return _show(request, row, sheet, form, status=form.status)
    say(request, "Đã lập phiếu.")
    following = _following(row, sheet)
    return go(request, f"/kiem-tra/{pk}/phieu/{following.pk}/" if following else f"/kiem-tra/{pk}/")


def _filled(request: Request, row: Inspection, sheet: Sheet, form: SheetForm) -> Sheet:
    data = form.cleaned_data
    kept = [_kept(request, upload) for upload in request.FILES.getlist("files")]
    return fill(
        sheet.pk, inspection=row.pk, verdict=data["verdict"], evidence=data["evidence"], remark=data["remark"],
        files=kept, version=data["version"], **when(request),
    )  # fmt: skip


def _kept(request: Request, upload: Any) -> NewFile:
    if int(upload.size or 0) > settings.UPLOAD_LIMIT:
        raise too_large(str(upload.name))
    return keep(
        str(upload.name), upload.read(), channel="form", person_id=request.actor.person_id, at=clock.now()
    )  # fmt: skip


def _following(row: Inspection, sheet: Sheet) -> Sheet | None:
    """The next sheet that is not filled in."""
    return queries.sheets(row).filter(verdict="").exclude(pk=sheet.pk).first()


def _show(
    request: Request,
    row: Inspection,
    sheet: Sheet,
    form: SheetForm,
    *,
    status: int = 200,
    reopening: ReopenForm | None = None,
) -> HttpResponse:
    place = queries.member(row, request.actor)
    fills = place is not None and place.left_at is None and check(Step.FILL, State(row.state)) is None
    reopened = row.follow_ups.filter(sheet=sheet).exists()
    context = {
        "row": row,
        "sheet": sheet,
        "claim": _claim(sheet),
        "claim_files": _claim_files(sheet),
        "files": files.of(SHEET, sheet.pk),
        "form": form,
        "fills": fills,
        "verdicts": {one.value: one.vi for one in Verdict},
        "shape": VERDICT_SHAPES[sheet.verdict],
        "reopened": reopened,
        "reopening": reopening or ReopenForm(auto_id="mo_lai_%s"),
        "may_reopen": not reopened and row.state == State.CONCLUDED and sheet.verdict not in ("", Verdict.GENUINE)
        and sheet.assignment.stage == "closed" and request.actor.role is Role.OFFICE_HEAD,
        "sees_work": request.actor.role not in AGENCY_WIDE or sheet.assignment.agency_id == request.actor.agency_id,
    }  # fmt: skip
    return render(request, "oversight/phieu_kiem_tra.html", context, status=status)


def _claim(sheet: Sheet) -> Claim | None:
    """What the agency last reported as done."""
    rows = Claim.objects.filter(assignment=sheet.assignment_id, voided_at=None)
    return rows.order_by("-id").first()


def _claim_files(sheet: Sheet) -> list[Any]:
    claim = _claim(sheet)
    return files.of("claim", claim.pk) if claim else []


@signed_in
@require_GET
def file(request: Request, pk: int, sheet_id: int, file_id: int) -> FileResponse:
    """A photo or file of a sheet, through the sheet."""
    _sheet(request, pk, sheet_id)
    attachment = next((one for one in files.of(SHEET, sheet_id) if one.pk == file_id), None)
    if attachment is None:
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), inspection=pk, attachment=file_id)
    return files.answer(attachment)


@signed_in
@require_POST
def reopening(request: Request, pk: int, sheet_id: int) -> HttpResponse:
    """The closing is reopened on the ground of the conclusion."""
    row, sheet = _sheet(request, pk, sheet_id)
    form = ReopenForm(request.POST, auto_id="mo_lai_%s")
    if attempt(form, lambda: reopen_closing(sheet.pk, inspection=pk, **form.cleaned_data, **when(request))) is None:
        return _show(request, row, sheet, SheetForm(), status=form.status, reopening=form)
    say(request, "Đã mở lại việc theo kết luận kiểm tra.")
    return go(request, f"/kiem-tra/{pk}/phieu/{sheet_id}/")


# ---- paper


@signed_in
@require_GET
def printed(request: Request, pk: int, sheet_id: int | None = None) -> HttpResponse:
    """A sheet, or all of them, to be filled in by hand; the code opens the sheet."""
    row = find(request, pk)
    if request.actor.role in AGENCY_WIDE:
        raise Http404
    rows = queries.sheets(row)
    rows = rows.filter(pk=sheet_id) if sheet_id else rows[: MOST + 1]
    found = list(rows)
    if sheet_id and not found:
        raise Http404
    return _print(request, row, found)


def _print(request: Request, row: Inspection, found: Sequence[Sheet]) -> HttpResponse:
    shown, on = found[:MOST], clock.today()
    claims = _claims([one.assignment_id for one in shown])
    context = {
        "row": row,
        "slips": [
            {"sheet": one, "claim": claims.get(one.assignment_id), "address": address, "code": qr(address)}
            for one in shown
            for address in [f"{settings.PUBLIC_URL}/kiem-tra/{row.pk}/phieu/{one.pk}/"]
        ],
        "more": len(found) > MOST,
        "verdicts": [one.vi for one in Verdict],
        "committee": committee().name,
        "today": on,
    }
    return render(request, "oversight/phieu_kiem_tra_in.html", context)


def _claims(pks: Sequence[int]) -> dict[int, Claim]:
    """The last claim of each of these assignments. One statement."""
    rows = Claim.objects.filter(assignment__in=pks, voided_at=None).order_by("id")
    return {row.assignment_id: row for row in rows}


# ---- samples


def _draw(request: Request, pk: int, draw_id: int) -> tuple[Inspection, Draw]:
    row = find(request, pk)
    found = next((one for one in queries.draws(row) if one.pk == draw_id), None)
    if found is None or request.actor.role in AGENCY_WIDE:
        raise Http404
    return row, found


@signed_in
@require_GET
def sample(request: Request, pk: int, draw_id: int) -> HttpResponse:
    """The sample drawn again before one's eyes, from what was kept; the list behind it."""
    row, draw = _draw(request, pk, draw_id)
    lines = queries.lines(draw)
    kept = set(draw.sheets.values_list("assignment_id", flat=True))
    again = {line.id for line in lines if line.drawn}
    context = {
        "row": row,
        "draw": draw,
        "sheet": listed(request, lines),
        "same": kept == again,
        "threshold": queries.redrawn(draw).threshold,
        "address": f"/kiem-tra/{pk}/mau/{draw_id}/csv/",
    }
    return render(request, "oversight/rut_mau.html", context)


@signed_in
@require_GET
def sample_csv(request: Request, pk: int, draw_id: int) -> HttpResponse:
    """The population of a sample with numbers and keys, for drawing it again elsewhere."""
    _, draw = _draw(request, pk, draw_id)
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path, form="csv")
    heads = [("Mã việc", 10), ("Trọng số", 10), ("Dấu hiệu", 40), ("u", 20), ("Khóa", 20), ("Được rút", 10)]
    rows = [
        [one.id, int(one.weight), one.signs, f"{one.number:.15f}", f"{one.key:.15f}", "x" if one.drawn else ""]
        for one in queries.lines(draw)
    ]
    return table("csv", f"rut-mau-{draw_id}", "Rút mẫu", heads, rows)


@signed_in
@require_GET
def of_assignment(request: Request, assignment: int) -> HttpResponse:
    """What inspections and second looks found of an assignment, a fragment of its page; empty where nothing."""
    if assignments.get(request.actor, assignment) is None:
        raise Http404
    looks = SecondLook.objects.filter(assignment=assignment, voided_at=None).exclude(looked_at=None)
    context = {
        "assignment": assignment,
        "sheets": queries.sheets_of(request.actor, assignment),
        "looks": list(looks.order_by("-id")[:20]) if request.actor.sees_all else [],
        "verdicts": {one.value: one.vi for one in Verdict},
        "verdict_shapes": VERDICT_SHAPES,
    }
    bare = bool(request.headers.get("HX-Request"))
    template = "oversight/_viec_kiem_tra.html" if bare else "oversight/viec_kiem_tra.html"
    return render(request, template, context)


@need("see_agency_table")
@require_GET
def verified(request: Request, agency: int) -> HttpResponse:
    """The verified rate of an agency with its interval, as a fragment of its page."""
    own = request.actor.role in AGENCY_WIDE and request.actor.agency_id == agency
    if not (request.actor.sees_all or request.actor.role is Role.EVALUATOR or own):
        raise Http404
    named = get_object_or_404(Agency, pk=agency)
    found = queries.latest_rate(agency)
    context: dict[str, Any] = {
        "rate": found[0] if found else None,
        "draw": found[1] if found else None,
        "opens": may(request.actor, "see_inspections", agency_id=request.actor.agency_id) is None,
    }
    bare = bool(request.headers.get("HX-Request"))
    template = "oversight/_ty_le_kiem_chung.html" if bare else "oversight/ty_le_kiem_chung.html"
    return render(request, template, context | {"agency": named})
