"""What the directive reader proposes for a document, with the province's own habits; kept as it was, once a text."""

from __future__ import annotations

import hashlib
from typing import Any

from giaoviec.documents.models import Document, DocumentKind, Habit, Proposal
from giaoviec.journal.actions import Act
from giaoviec.reading import Habits, habits_from, read
from giaoviec.regulation.queries import calendar


def read_text(text: str) -> dict[str, Any]:
    """What the reader makes of a text on its own: the object that `giaoviec read --json` prints."""
    return read(text, calendar=calendar(), habits=habits()).as_json()


def habits() -> Habits:
    """The phrases and terms of this province; other names of bodies are looked up in the directory when resolved."""
    rows = list(Habit.objects.filter(voided_at=None).values_list("kind", "phrase", "meaning"))
    phrases: dict[str, object] = {
        "tasks": [phrase for kind, phrase, _ in rows if kind == "task"],
        "not_tasks": [phrase for kind, phrase, _ in rows if kind == "not_task"],
        "terms": {phrase: meaning for kind, phrase, meaning in rows if kind == "term"},
    }
    return habits_from(phrases)


def proposed(document: Document) -> dict[str, Any]:
    """What is proposed for a document: as it was kept, else (registered before there was a reader) as read now."""
    row = _kept(document)
    return dict(row.data) if row else read_text(document.text)


def keep(a: Act, document: Document, data: dict[str, Any] | None = None) -> None:
    """Within an open act: keeps what the reader proposes for the text as it stands, where that is not kept yet.

    A work programme (2.2b) is entered row by row and is not read.
    """
    if document.kind == DocumentKind.PROGRAMME or not document.text.strip() or _kept(document):
        return
    found = data or read_text(document.text)
    version, digest = str(found["version"]), digest_of(document.text)
    Proposal.objects.create(**a.row(document=document, reader_version=version, text_sha256=digest, data=found))


def digest_of(text: str) -> str:
    """The digest by which a proposal knows the text it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()


def _kept(document: Document) -> Proposal | None:
    rows = Proposal.objects.filter(document=document, text_sha256=digest_of(document.text), voided_at=None)
    return rows.order_by("-id").first()
