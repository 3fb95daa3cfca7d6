"""A report is signed, frozen, sent, sent back, corrected."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from giaoviec import clock
from giaoviec.agencies.access import Request, go, say, signed_in
from giaoviec.agencies.views.common import press, when
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.reporting import actions
from giaoviec.reporting.forms.reports import AmendForm, SendBackForm
from giaoviec.reporting.models import Stage
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.amended import of_stored_changes
from giaoviec.reporting.reports.building import asked_of, figures_of
from giaoviec.reporting.views.report_page import HERE, Typed, find, progress, shown
from giaoviec.rules.access import may

JOB = "giaoviec.ops.schedule.run_freeze"
AT_ONCE = 3000
"""Lines that are frozen while the signer waits; more are frozen in the background."""


@signed_in
@require_POST
def signing(request: Request, pk: int) -> HttpResponse:
    """Signed, and frozen: at once, or in the background where it is long."""
    return _stepped(request, pk, lambda: _signed(request, pk), "Đã ký; số liệu, danh sách và tệp in được chốt.")


@signed_in
@require_POST
def freezing(request: Request, pk: int) -> HttpResponse:
    """A freezing that stopped is begun again."""
    return _stepped(request, pk, lambda: _frozen_again(request, pk), "Đang chốt lại.")


@signed_in
@require_GET
def freezing_state(request: Request, pk: int) -> HttpResponse:
    """A fragment: how far the freezing is; when it is over the page is loaded anew."""
    row = find(request, pk)
    snapshot = reads.snapshot_of(row)
    if snapshot is not None:
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "reporting/_dang_chot.html", {"row": row, **progress(request, row, snapshot)})


@signed_in
@require_POST
def sending(request: Request, pk: int) -> HttpResponse:
    """An agency hands its report in."""
    return _stepped(request, pk, lambda: actions.send(pk, **when(request)), "Đã gửi Văn phòng UBND tỉnh.")


@signed_in
@require_POST
def sending_back(request: Request, pk: int) -> HttpResponse:
    """The Office says what an agency's report lacks."""
    row = find(request, pk)
    form = SendBackForm(request.POST, auto_id="id_back_%s")
    made = attempt(form, lambda: actions.send_back(pk, reason=form.cleaned_data["reason"], **when(request)))
    if made is None:
        return shown(request, row, Typed({}, {}, back=form), status=form.status)
    say(request, f"Đã đề nghị {row.agency.name} hoàn chỉnh báo cáo; bản đã gửi được giữ nguyên.")
    return go(request, f"{HERE}{pk}/")


@signed_in
@require_POST
def amending(request: Request, pk: int) -> HttpResponse:
    """A correction is put beside the report."""
    row = find(request, pk)
    form = AmendForm(request.POST)
    made = attempt(form, lambda: actions.amend(pk, reason=form.cleaned_data["reason"], **when(request)))
    if made is None:
        return shown(request, row, Typed({}, {}, amend=form), status=form.status)
    say(request, f"Đã ghi bản đính chính lần {made.number}; báo cáo đã chốt giữ nguyên.")
    return go(request, f"{HERE}{pk}/dinh-chinh/{made.number}/")


@signed_in
@require_GET
def amendment(request: Request, pk: int, number: int) -> HttpResponse:
    """A correction: why, and what it changes."""
    row = find(request, pk)
    found = next((one for one in reads.amendments(row) if one.number == number), None)
    if found is None:
        raise Http404
    context = {"row": row, "amendment": found, "changes": of_stored_changes(found.changes), "today": clock.today()}
    return render(request, "reporting/dinh_chinh.html", context)


def _signed(request: Request, pk: int) -> None:
    signed = actions.sign(pk, **when(request))
    if figures_of(asked_of(signed)).value("total") <= AT_ONCE:
        actions.freeze(pk, **when(request))
    else:
        _in_background(pk)


def _frozen_again(request: Request, pk: int) -> None:
    row = find(request, pk)
    if refusal := may(request.actor, "sign_report", agency_id=row.agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    if row.stage == Stage.SIGNED and reads.snapshot_of(row) is None:
        _in_background(pk)


def _in_background(pk: int) -> None:
    actions.wait_for_freezing(pk, at=clock.now())
    async_task(JOB, pk)


def _stepped(request: Request, pk: int, do: Callable[[], object], sentence: str) -> HttpResponse:
    row = find(request, pk)
    refusal = press(do)
    if refusal is not None:
        return shown(request, find(request, row.pk), Typed({}, {}, refusal=refusal), status=refusal.status)
    say(request, sentence)
    return go(request, f"{HERE}{pk}/")
