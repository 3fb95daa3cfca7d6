"""Everything that a document brought, taken out of rows and files (6.2): the one exception to "never deleted"."""

from __future__ import annotations

import email
import email.policy
import json
import os
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from giaoviec.assignments.models import Assignment, Task
from giaoviec.documents.files import erase, path_of, picture_of
from giaoviec.documents.models import Attachment, Blob, Document, Draft, Revision, SearchEntry, TextPrint
from giaoviec.duties.models import Duty, Notice
from giaoviec.evaluation.models import SheetLine
from giaoviec.journal.actions import Act
from giaoviec.oversight.models import Inspection, Sheet
from giaoviec.reporting.actions.purging import forget_assignments
from giaoviec.reporting.models import Stale, Trace
from giaoviec.reporting.reports.lines import PURGED
from giaoviec.rules.citation import cites

CUT = {(Inspection, "document"), (Task, "origin"), (Task, "related_to"), (Assignment, "came_from")}
"""References from things that stay: they no longer lead anywhere."""

NAMED: dict[type[Model], str] = {Sheet: "inspection_sheet"}
"""Things whose name in `subject` columns is not the model's own."""

BY_SUBJECT: tuple[type[Model], ...] = (Attachment, Revision, Duty, Notice, TextPrint, SearchEntry)
_SHORTEST = 8
_CHUNK = 500

Rows = dict[type[Model], list[int]]


@cites("QC 6.2")
def erase_document(document_id: int, *, within: Act) -> dict[str, int]:
    """Deletes a document, its tasks, assignments and all that hangs on them, with their files and drafts.

    Frozen reports and evaluation sheets keep their figures and digests and lose the text. Bytes are overwritten on the
    disk when the act is committed. Gives how many rows of each kind went.
    """
    rows = rows_of(document_id)
    told = phrases(rows)
    forget_assignments(rows.get(Assignment, []), within=within)
    counts = Counter({"evaluation.SheetLine": _forget_scored(rows.get(Assignment, []))})
    hanging = _hanging(rows)
    counts["documents.Blob"] = _let_blobs_go(hanging.pop(Attachment, []))
    counts["documents.Draft"] = _drop_drafts(document_id, rows.get(Assignment, []), told)
    for model, ids in (*hanging.items(), *_traces(rows).items(), *rows.items()):
        counts[model._meta.label] += _delete(model, ids)
    transaction.on_commit(lambda: _shred_mails(told))
    return {name: number for name, number in sorted(counts.items()) if number}


def rows_of(document_id: int) -> Rows:
    """The document and every row that leads to it by references, kind by kind; `CUT` links are not followed."""
    found: Rows = {Document: [document_id]}
    waiting: list[tuple[type[Model], list[int]]] = [(Document, [document_id])]
    while waiting:
        model, ids = waiting.pop()
        for child, column in _children(model):
            if (child, column) in CUT:
                continue
            known = set(found.get(child, ()))
            new = [pk for pk in _pointing(child, column, ids) if pk not in known]
            if new:
                found[child] = [*found.get(child, ()), *new]
                waiting.append((child, new))
    return found


def phrases(rows: Rows) -> frozenset[str]:
    """The texts by which what was written of it elsewhere is known again: what it is called and what it orders."""
    documents = Document.objects.filter(pk__in=rows[Document])
    texts = {text for one in documents for text in (one.summary, one.full_symbol, one.text)}
    texts |= set(Task.objects.filter(pk__in=rows.get(Task, ())).values_list("content", flat=True))
    texts |= set(Assignment.objects.filter(pk__in=rows.get(Assignment, ())).values_list("content", flat=True))
    return frozenset(" ".join(text.split()) for text in texts if len(text.strip()) >= _SHORTEST)


def _children(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one) and not relation.concrete:
            yield relation.related_model, relation.field.name  # type: ignore[misc, union-attr]


def _pointing(child: type[Model], column: str, ids: list[int]) -> list[int]:
    found: list[int] = []
    for first in range(0, len(ids), _CHUNK):
        part = ids[first : first + _CHUNK]
        found += child._base_manager.filter(**{f"{column}__in": part}).values_list("pk", flat=True)
    return found


def _hanging(rows: Rows) -> Rows:
    """What hangs on these rows by `subject` and `subject_id`: files, revisions, duties, notices, prints, index."""
    found: Rows = {}
    for model, ids in rows.items():
        name = NAMED.get(model, str(model._meta.model_name))
        for kind in BY_SUBJECT:
            for first in range(0, len(ids), _CHUNK):
                part = ids[first : first + _CHUNK]
                hung = kind._base_manager.filter(subject=name, subject_id__in=part).values_list("pk", flat=True)
                found.setdefault(kind, []).extend(hung)
    return found


def _traces(rows: Rows) -> Rows:
    ids = rows.get(Assignment, [])
    return {kind: _pointing(kind, "assignment_id", ids) for kind in (Duty, Trace, Stale)}


def _delete(model: type[Model], ids: Collection[int]) -> int:
    """Deletes rows by their keys. References between them are checked at the end of the transaction."""
    gone = 0
    for first in range(0, len(ids), _CHUNK):
        part = list(ids)[first : first + _CHUNK]
        for kind, column in _cut_at(model):
            kind._base_manager.filter(**{f"{column}__in": part}).update(**{column: None})
        rows = model._base_manager.filter(pk__in=part)
        gone += rows._raw_delete(rows.db)
    return gone


def _cut_at(model: type[Model]) -> list[tuple[type[Model], str]]:
    return [(kind, column) for kind, column in CUT if kind._meta.get_field(column).related_model is model]


def _forget_scored(ids: list[int]) -> int:
    """Lines of evaluation keep what they gave, and lose what they say."""
    said = {"content": PURGED, "paper": "", "why": PURGED}
    lines = (
        SheetLine.objects.filter(assignment_id__in=ids[first : first + _CHUNK]) for first in range(0, len(ids), _CHUNK)
    )
    return sum(found.update(**said) for found in lines)


def _let_blobs_go(attachments: list[int]) -> int:
    """Deletes attachments, and the bytes that hang on nothing else; these are overwritten when the act is committed."""
    rows = Attachment.objects.filter(pk__in=attachments)
    digests = sorted(set(rows.values_list("blob_id", flat=True)))
    TextPrint.objects.filter(attachment__in=attachments).delete()
    rows._raw_delete(rows.db)
    gone = [digest for digest in digests if not Attachment.objects.filter(blob_id=digest).exists()]
    Blob.objects.filter(pk__in=gone).delete()
    transaction.on_commit(lambda: _shred(gone))
    return len(gone)


def _shred(digests: Collection[str]) -> None:
    for digest in digests:
        for path in (path_of(digest), *picture_of(digest, 0).parent.glob(f"{digest}-*")):
            overwrite(path)
        erase(digest)


def overwrite(path: Path) -> None:
    """Zeros over a file's bytes, flushed: an unlinked file's blocks keep what they held."""
    if not path.exists():
        return
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(b"\0" * min(left, 1 << 20))
        file.flush()
        os.fsync(file.fileno())


def _drop_drafts(document_id: int, assignments: Collection[int], told: frozenset[str]) -> int:
    keys = {f"giao-viec:{document_id}", f"van-ban:{document_id}", *(f"viec:{pk}" for pk in assignments)}
    gone = [
        row.pk
        for row in Draft.objects.all().iterator(chunk_size=200)
        if any(row.key == key or row.key.startswith(f"{key}:") for key in keys)
        or _quotes(json.dumps(row.data, ensure_ascii=False).replace("\\n", " "), told)
    ]
    return _delete(Draft, gone)


def _quotes(text: str, told: frozenset[str]) -> bool:
    plain = " ".join(text.split())
    return any(one in plain for one in told)


def _shred_mails(told: frozenset[str]) -> None:
    """Messages that wait in the mail folder and speak of it."""
    for path in Path(settings.MAIL_DIR).glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain", "html"))
        if _quotes(f"{message['subject']} {body.get_content() if body else ''}", told):
            overwrite(path)
            path.unlink()


def end_sessions() -> int:
    """Everybody signs in anew: what a page was about to say of the document lies in a session."""
    sessions = apps.get_model("agencies", "Session")._base_manager.all()
    return sessions._raw_delete(sessions.db)


def compact() -> None:
    """Rewrites the database so that deleted rows are in none of its pages; outside a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(statement)
        else:
            cursor.execute("SET statement_timeout = 0")  # The whole database is rewritten: it takes what it takes.
            cursor.execute("VACUUM FULL")
            cursor.execute("RESET statement_timeout")
