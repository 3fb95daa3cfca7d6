"""What a report hands out: its files, the lists behind its numbers, whether it is whole."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.agencies.views.common import sheet
from giaoviec.documents import files
from giaoviec.journal import access_log
from giaoviec.papers import pdf, word
from giaoviec.reporting.models import FORMS, Report
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.behind import behind
from giaoviec.reporting.reports.content import Content
from giaoviec.reporting.reports.paper import file_name, report_paper
from giaoviec.reporting.reports.sheet import report_sheet
from giaoviec.reporting.views.report_page import find


@signed_in
@require_GET
def file(request: Request, pk: int, form: str, number: int | None = None) -> HttpResponse | FileResponse:
    """A frozen report as the bytes that were kept; one that is not, as a draft."""
    row = find(request, pk)
    if form not in dict(FORMS):
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), report=pk)
    kept = reads.file_of(row, form, number)
    if kept is not None:
        return files.answer(kept.attachment)
    if number is not None or reads.snapshot_of(row) is not None:
        raise Http404
    content, late = reads.said(row)
    return files.download(_draft(row, form, content, late), f"{file_name(content)}-du-thao.{form}")


@signed_in
@require_GET
def lines(request: Request, pk: int) -> HttpResponse:
    """The list behind a number of the report: `o` cells, `ty-le` a rate (`phan=tren` what is above the line),
    `co-quan` an agency; as many rows as the number says."""
    row = find(request, pk)
    found = behind(row, request.GET)
    if found is None:
        raise Http404
    context = {"row": row, "sheet": sheet(request, found.lines), "column": found.vi, "beside": found.beside}
    return render(request, "reporting/danh_sach.html", context)


@signed_in
@require_GET
def checking(request: Request, pk: int) -> HttpResponse:
    """Whether what was frozen is still whole: every line and file is read."""
    row = find(request, pk)
    snapshot = reads.snapshot_of(row)
    if snapshot is None:
        raise Http404
    context = {"row": row, "snapshot": snapshot, "damage": reads.damage(row), "purged": reads.purged_lines(snapshot)}
    return render(request, "reporting/kiem_tra.html", context)


def _draft(row: Report, form: str, content: Content, late: list[Any]) -> bytes:
    if form == "xlsx":
        return report_sheet(content, reads.lines_of(row))
    paper = report_paper(content, late, reads.signed_of(row))
    return word.render(paper) if form == "docx" else pdf.render(paper)
