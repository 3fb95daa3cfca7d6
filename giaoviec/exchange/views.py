"""`/trao-doi/`: packages that came in, what their senders are told, and what is stuck."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need
from giaoviec.agencies.views.common import chip, done, press, sheet, when
from giaoviec.documents import files
from giaoviec.documents.gate import too_large
from giaoviec.exchange import actions, queries
from giaoviec.exchange.edxml.shapes import State
from giaoviec.exchange.filling import lay_out
from giaoviec.exchange.models import Received
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused

WAITING, REGISTERED = "cho", "da-vao-so"


@need("exchange")
def page(request: Request) -> HttpResponse:
    """The packages; one that came another way is handed in here."""
    if request.method != "POST":
        return _show(request)
    taken: list[Received] = []
    if refusal := press(lambda: taken.append(_taken_in(request))):
        return _show(request, refusal=refusal, status=refusal.status)
    return done(request, f"/trao-doi/{taken[0].pk}/", "Đã nhận gói; hãy xem rồi đưa vào sổ.")


@need("exchange")
@require_GET
def package(request: Request, pk: int) -> HttpResponse:
    """One package: what it says, which liberties were taken in reading it, its files, what its sender was told."""
    return _package(request, _find(pk))


@need("exchange")
@require_GET
def file(request: Request, pk: int, file_id: int) -> FileResponse:
    """A file of a package, through the package."""
    _find(pk)
    attachment = next((one for one in files.of(queries.SUBJECT, pk) if one.pk == file_id), None)
    if attachment is None:
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), package=pk, attachment=file_id)
    return files.answer(attachment)


@need("exchange")
@require_POST
def registering(request: Request, pk: int) -> HttpResponse:
    """Lays the package out in the registering form, where the clerk confirms it."""
    row = _find(pk)
    if refusal := press(lambda: lay_out(row, by=request.actor, at=clock.now())):
        return _package(request, row, refusal=refusal, status=refusal.status)
    return go(request, "/van-ban/vao-so/?loai=van-ban")


@need("exchange")
@require_POST
def linking(request: Request, pk: int, document_id: int) -> HttpResponse:
    """Says which registered document a package is."""
    row = _find(pk)
    document = next((one for one in queries.documents_of(row) if one.pk == document_id), None)
    if document is None:
        raise Http404
    if refusal := press(lambda: actions.link(row, document, **when(request))):
        return _package(request, row, refusal=refusal, status=refusal.status)
    return done(request, f"/trao-doi/{pk}/", f"Đã gắn với văn bản {document}; nơi gửi sẽ được báo trạng thái.")


def _taken_in(request: Request) -> Received:
    sent = request.FILES.get("package")
    if sent is None:
        raise Refused("Hãy chọn tệp gói edXML.", ground=actions.GROUND, field="package", status=422)
    if int(sent.size or 0) > settings.UPLOAD_LIMIT:
        raise too_large(str(sent.name))
    return actions.receive(sent.read(), **when(request))


def _find(pk: int) -> Received:
    return get_object_or_404(queries.packages(), pk=pk)


def _show(request: Request, *, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    rows, state = queries.packages(), request.GET.get("tinh-trang")
    if state in (WAITING, REGISTERED):
        rows = rows.filter(queries.waiting()) if state == WAITING else rows.exclude(queries.waiting())
    labels = {WAITING: "Chờ vào sổ", REGISTERED: "Đã vào sổ"}
    context: dict[str, Any] = {
        "sheet": sheet(request, rows),
        "chips": [chip(request, "tinh-trang", value, label) for value, label in labels.items()],
        "stuck": [(row, State(row.state).vi.capitalize()) for row in queries.stuck()[:50]],
        "refusal": refusal,
    }
    return render(request, "exchange/trao_doi.html", context, status=status)


def _package(request: Request, row: Received, *, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    stands = row.document if row.document and row.document.voided_at is None else None
    context = {
        "row": row,
        "document": stands,
        "candidates": [] if stands else queries.documents_of(row),
        "others": queries.others_about(row),
        "files": files.of(queries.SUBJECT, row.pk),
        "told": [(one, State(one.state).vi.capitalize()) for one in row.told.all()],
        "refusal": refusal,
    }
    return render(request, "exchange/goi.html", context, status=status)
