"""Judging a document's passages (7.1): which give a task, which do not, and that none of it waits any more."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from giaoviec.documents import prints, proposing, queries
from giaoviec.documents.actions.common import DOCUMENT, allow
from giaoviec.documents.models import Attachment, Document, Passage, SearchEntry
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Stale
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind


@dataclass(frozen=True, slots=True)
class Span:
    """A judged passage: half-open offsets in the document's text, "task" (with its task) or "not_task"."""

    start: int
    end: int
    verdict: str
    task_id: int | None = None
    why: str = ""


def confirm_no_task(document: Document, *, spans: Sequence[Span] = (), by: Actor, on: date, at: datetime) -> None:
    """The Office has read the document and found nothing to give (7.1). `Stale` when it has been judged meanwhile."""
    allow(by, "judge")
    with act("confirm_no_task", by=by, on=on, at=at, subject=DOCUMENT, subject_id=document.pk) as a:
        if not close_judging(a, document, has_tasks=False):
            raise Stale("Văn bản đã được người khác xét; hãy tải lại trang.")
        keep_passages(a, document, spans)


def close_judging(a: Act, document: Document, *, has_tasks: bool) -> bool:
    """Within an open act: nothing of the document waits to be judged any more, the Office's duty of 7.1 is met.

    False where that had been so before; then only `has_tasks` may have changed.
    """
    standing = Document.objects.filter(pk=document.pk, voided_at=None)
    judged = {"judged_on": a.on, "judged_at": a.at, "judged_act": a.id, "has_tasks": has_tasks}
    first = bool(standing.filter(judged_at=None).update(**judged))
    if not first and has_tasks:
        standing.update(has_tasks=True)
    duties.meet(a, kinds=[DutyKind.REGISTER], subject=DOCUMENT, subject_id=document.pk, on=a.on)
    return first


def link_passage(a: Act, document: Document, start: int, end: int, *, task_id: int) -> None:
    """Within the open act that gives a task: this passage of the document orders it."""
    _keep(a, document, [Span(start, end, "task", task_id)])


def keep_passages(a: Act, document: Document, spans: Sequence[Span]) -> None:
    """Within an open act: these passages were judged, and what the reader had proposed is kept beside them."""
    proposing.keep(a, document)
    _keep(a, document, spans)


def void(a: Act, act: uuid.UUID) -> None:
    """Takes back what an act did here: passages, files, words in the index, and that the document was judged.

    Whoever voids tasks has done so before.
    """
    gone = {"voided_at": a.at, "voided_act": a.id}
    touched = set(Passage.objects.filter(act=act, voided_at=None).values_list("document_id", flat=True))
    Passage.objects.filter(act=act, voided_at=None).update(**gone)
    Attachment.objects.filter(act=act, voided_at=None).update(**gone)
    SearchEntry.objects.filter(act=act).delete()
    prints.void(act)
    unjudged = {"judged_on": None, "judged_at": None, "judged_act": None, "has_tasks": None}
    Document.objects.filter(judged_act=act).update(**unjudged)
    for document in Document.objects.filter(pk__in=touched, judged_at__isnull=False):
        Document.objects.filter(pk=document.pk).update(has_tasks=queries.has_tasks(document))


def _keep(a: Act, document: Document, spans: Sequence[Span]) -> None:
    Passage.objects.bulk_create(Passage(**a.row(), document=document, **asdict(span)) for span in spans)
