"""`/van-hanh/`: whether the product runs, its backups with their certificates, incidents. Nothing of anybody's work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_q.tasks import async_task

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import sheet, when
from giaoviec.documents.files import disposition
from giaoviec.journal import access_log
from giaoviec.journal.actions import act
from giaoviec.journal.queries import head
from giaoviec.ops import health, queries
from giaoviec.ops.actions import incidents
from giaoviec.ops.actions.proving import SUBJECT, certificate_of
from giaoviec.ops.forms import IncidentForm, NoteForm
from giaoviec.ops.models import Backup, Incident
from giaoviec.ops.schedule import BACKUP
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may

STATES = {"chua-xong": ("Chưa xong", "open"), "da-xong": ("Đã xong", "closed")}


@need("see_operations")
@require_GET
def page(request: Request) -> HttpResponse:
    """The whole at a glance: what is wrong first."""
    at = timezone.now()
    findings = health.findings()
    context = {
        "findings": sorted(findings, key=lambda finding: finding.sound),
        "wrong": [finding for finding in findings if not finding.sound],
        "measures": _measures(),
        "made": queries.last_made(),
        "proved": queries.last_proved(),
        "late": queries.waiting_for_proof(at) > queries.LATE,
        "backups": queries.backups()[:5],
        "incidents": queries.incidents("open")[:5],
        "versions": queries.versions()[:5],
        "may_back_up": may(request.actor, "run_backup") is None,
        "at": at,
        "today": clock.today(),
    }
    return render(request, "ops/van_hanh.html", context)


def _measures() -> list[tuple[str, Any, str]]:
    """(what, how much, the filter that shows it): "size" or "number"."""
    at = timezone.now()
    return [
        ("Cơ sở dữ liệu", queries.database_size(), "size"),
        ("Tệp đã lưu", queries.stored_size(), "size"),
        ("Đĩa còn trống", queries.free_octets(), "size"),
        ("Việc nền đang chờ", queries.waiting_jobs(), "number"),
        ("Việc nền lỗi trong 7 ngày", queries.failed_jobs(at - timedelta(days=7)), "number"),
        ("Thư chưa gửi được trong 7 ngày", queries.failed_mails(at), "number"),
        ("Sự kiện trong nhật ký", head().event_id, "number"),
    ]


@need("see_operations")
@require_GET
def backups(request: Request) -> HttpResponse:
    """All runs, newest first, with what their proof came to."""
    context = {
        "sheet": sheet(request, queries.backups()),
        "may_back_up": may(request.actor, "run_backup") is None,
        "today": clock.today(),
    }
    return render(request, "ops/sao_luu.html", context)


@need("run_backup")
@require_POST
def back_up(request: Request) -> HttpResponse:
    """Asks for a set now, restored for proof; the background makes it."""
    with act("ask_backup", **when(request), subject=SUBJECT):
        async_task(BACKUP, True)
    say(request, "Đã yêu cầu sao lưu và khôi phục thử; kết quả hiện ở trang này khi xong.")
    return go(request, "/van-hanh/sao-luu/")


@need("see_operations")
@require_GET
def certificate(request: Request, pk: int) -> FileResponse:
    """The certificate of a set."""
    row = Backup.objects.filter(pk=pk).exclude(certificate="").first()
    path = certificate_of(row) if row else None
    if row is None or path is None or not path.exists():
        raise Http404
    access_log.note("export", actor=request.actor, at=clock.now(), backup=pk)
    answer = FileResponse(path.open("rb"), content_type="application/pdf")
    answer["Content-Disposition"] = disposition(f"khoi-phuc-thu-{row.set_id}.pdf", inline=True)
    return answer


@need("see_operations")
def incident_list(request: Request) -> HttpResponse:
    """Incidents, and the form for a new one."""
    if request.method != "POST":
        return _incidents(request, IncidentForm())
    if may(request.actor, "handle_incidents"):
        raise Http404
    form = IncidentForm(request.POST)
    made = attempt(form, lambda: incidents.report(**form.cleaned_data, **when(request)))
    if made is None:
        return _incidents(request, form, status=form.status)
    say(request, "Đã ghi sự cố.")
    return go(request, f"/van-hanh/su-co/{made.pk}/")


def _incidents(request: Request, form: IncidentForm, *, status: int = 200) -> HttpResponse:
    chosen = request.GET.get("trang-thai", "")
    chips = [
        {"label": label, "url": "?" if key == chosen else f"?trang-thai={key}", "on": key == chosen}
        for key, (label, _) in STATES.items()
    ]
    context = {
        "sheet": sheet(request, queries.incidents(STATES.get(chosen, ("", ""))[1])),
        "chips": chips,
        "form": form,
        "may_handle": may(request.actor, "handle_incidents") is None,
        "today": clock.today(),
    }
    return render(request, "ops/su_co.html", context, status=status)


@need("see_operations")
def incident(request: Request, pk: int) -> HttpResponse:
    """One incident and its story; posted, a note or its next state."""
    row = _find(request, pk)
    if request.method != "POST":
        return _incident(request, row, NoteForm())
    if may(request.actor, "handle_incidents"):
        raise Http404
    form = NoteForm(request.POST)
    done = attempt(form, lambda: incidents.step(pk, **form.cleaned_data, **when(request)) or True)
    if done is None:
        return _incident(request, _find(request, pk), form, status=form.status)
    say(request, "Đã ghi.")
    return go(request, f"/van-hanh/su-co/{pk}/")


def _incident(request: Request, row: Incident, form: NoteForm, *, status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "notes": sorted(row.notes.all(), key=lambda note: note.pk),
        "next": incidents.NEXT[row.state],
        "form": form,
        "may_handle": row.state != "closed" and may(request.actor, "handle_incidents") is None,
        "today": clock.today(),
    }
    return render(request, "ops/mot_su_co.html", context, status=status)


def _find(request: Request, pk: int) -> Incident:
    row = queries.incident(request.actor, pk)
    if row is None:
        raise Http404
    return row
