"""The files of an assignment, and the execution tree of a document."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, signed_in
from giaoviec.assignments import queries
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.views.common import find
from giaoviec.assignments.views.story import standing
from giaoviec.documents import queries as documents
from giaoviec.documents.files import answer
from giaoviec.documents.models import Attachment
from giaoviec.journal import access_log
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import sees_story


@signed_in
@require_GET
def file(request: Request, pk: int, file_id: int) -> FileResponse:
    """A file that came with an update, a claim or an opinion, for whoever may read the story it belongs to."""
    row = find(request, pk)
    whole = sees_story(request.actor, queries.ties(row, queries.situation(row, clock.today())))
    attachment = Attachment.objects.filter(pk=file_id, voided_at=None).select_related("blob").first()
    if attachment is None or not _belongs(row, attachment, request.actor.agency_id, whole):
        raise Http404
    access_log.note("file", actor=request.actor, at=clock.now(), assignment=pk, attachment=file_id)
    return answer(attachment)


def _belongs(row: Assignment, file: Attachment, agency_id: int, whole: bool) -> bool:
    if file.subject == "collaboration":
        asked = row.collaborations.filter(pk=file.subject_id, voided_at=None)
        return (asked if whole else asked.filter(agency_id=agency_id)).exists()
    if not whole or file.subject not in ("update", "claim"):
        return False
    rows = row.updates if file.subject == "update" else row.claims
    return rows.filter(pk=file.subject_id, voided_at=None).exists()


@signed_in
@require_GET
def tree(request: Request, document_id: int) -> HttpResponse:
    """The execution tree of a document: each task, who leads it, how it stands: a fragment, within what I may see."""
    document = documents.get(request.actor, document_id)
    if document is None:
        raise Http404
    rows = queries.visible(request.actor).filter(document=document_id, parent=None)
    nodes: dict[int, dict[str, Any]] = {}
    for row in rows.select_related("task", "agency").order_by("task__position", "task_id", "agency__position", "id"):
        node = nodes.setdefault(row.task_id, _task_node(row))
        node["children"].append(_leaf(row))
    return render(request, "assignments/_cay.html", {"tasks": list(nodes.values()), "document": document})


def _task_node(row: Assignment) -> dict[str, Any]:
    point = f"{row.task.point}. " if row.task.point else ""
    return {"label": f"{point}{row.task.content}", "url": "", "kind": "", "word": "", "note": "", "children": []}


def _leaf(row: Assignment) -> dict[str, Any]:
    how = standing(row, clock.today())
    note = f"hạn {row.due_on:%d/%m/%Y}" if row.due_on else "không có thời hạn"
    kind = how.shape(int(profile_on(clock.today())["near_due_days"]))
    leaf = {"label": row.agency.name, "url": f"/viec/{row.pk}/", "kind": kind, "word": how.word_vi}
    return leaf | {"note": note, "children": []}
