"""`/van-hanh/xoa/`: purge of a document found to be secret (6.2). Shows numbers, never what the document was."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import sheet, when
from giaoviec.documents.files import download
from giaoviec.journal import access_log
from giaoviec.ops import purge_paper
from giaoviec.ops.actions import purging
from giaoviec.ops.forms import PurgeForm
from giaoviec.ops.models import Purge
from giaoviec.ops.purge_command import state
from giaoviec.ops.schedule import PURGE
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may

HERE = "/van-hanh/xoa/"


@need("ask_purge", "confirm_purge")
def page(request: Request) -> HttpResponse:
    """All purges, newest first; the head of the Office asks for one here."""
    if request.method != "POST":
        return _shown(request, PurgeForm())
    if may(request.actor, "ask_purge"):
        raise Http404
    form = PurgeForm(request.POST)
    if attempt(form, lambda: purging.ask(**form.cleaned_data, **when(request))) is None:
        return _shown(request, form, status=form.status)
    say(request, "Đã yêu cầu xóa; hai quản trị kỹ thuật phải xác nhận trước khi xóa.")
    return go(request, HERE)


def _shown(request: Request, form: PurgeForm, *, status: int = 200) -> HttpResponse:
    found = sheet(request, Purge.objects.all())
    context = {
        "form": form,
        "sheet": found,
        "rows": [(row, state(row), _may_confirm(request, row)) for row in found.rows],
        "may_ask": may(request.actor, "ask_purge") is None,
        "grounds": purging.GROUNDS,
        "today": clock.today(),
    }
    return render(request, "ops/xoa.html", context, status=status)


def _may_confirm(request: Request, row: Purge) -> bool:
    open_ = row.voided_at is None and row.erased_at is None
    return open_ and may(request.actor, "confirm_purge") is None and row.first_by_id not in request.actor.persons


@need("confirm_purge")
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """The first hand, or the second, which carries it out; what takes long goes on beside."""
    get_object_or_404(Purge, pk=pk)
    row = purging.confirm(pk, **when(request))
    if row.erased_at:
        async_task(PURGE, pk)
        say(
            request,
            "Đã xóa khỏi mọi bảng và tệp. Máy chủ đang viết lại cơ sở dữ liệu, sao lưu mới; mọi phiên sẽ kết thúc.",
        )
    else:
        say(request, "Đã xác nhận; cần một quản trị kỹ thuật khác xác nhận.")
    return go(request, HERE)


@need("ask_purge")
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Takes back what was asked."""
    get_object_or_404(Purge, pk=pk)
    purging.withdraw(pk, **when(request))
    say(request, "Đã rút yêu cầu.")
    return go(request, HERE)


@need("ask_purge", "confirm_purge")
@require_GET
def certificate(request: Request, pk: int) -> HttpResponse:
    """The certificate of one that is through."""
    row = get_object_or_404(Purge.objects.exclude(finished_at=None), pk=pk)
    assert row.finished_at is not None
    access_log.note("export", actor=request.actor, at=clock.now(), purge=pk)
    return download(purge_paper.as_pdf(row, on=clock.day_of(row.finished_at)), f"xoa-van-ban-{pk}.pdf")
