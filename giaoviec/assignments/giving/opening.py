"""The screen of a document that nobody has worked on: every clause that the reader accounts for, ready to be judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from giaoviec.assignments.giving.certainty import ALIKE
from giaoviec.assignments.giving.fields import understood
from giaoviec.assignments.giving.prefill import prefilled
from giaoviec.assignments.giving.similar import Alike, similar
from giaoviec.assignments.giving.state import NOT_TASK, Passage, Screen, begin
from giaoviec.documents.models import Document, DocumentKind
from giaoviec.documents.passages import Proposed, proposals, rows
from giaoviec.documents.proposing import proposed


def begun(document: Document, on: date) -> Screen:
    """The screen as it is proposed on a day; of a document that is judged already an empty one, for further tasks."""
    found = clauses(document)
    screen = begin(found, prefilled(document, found, on=on), further=document.judged_at is not None)
    return _compared(screen, document, on)


def clauses(document: Document) -> tuple[Proposed, ...]:
    """What is to be judged in a document, in the order of its text; of a work programme every row."""
    if document.kind == DocumentKind.PROGRAMME:
        return rows(document.text)
    return proposals(document.text, proposed(document))


def _compared(screen: Screen, document: Document, on: date) -> Screen:
    """With a doubt at each proposal that is like an open task of the same agency."""
    meant = [understood(one, document, on=on).task for one in screen.passages]
    found = similar(meant, besides=document.pk)
    passages = [_doubted(one, alike) for one, alike in zip(screen.passages, found, strict=True)]
    return replace(screen, passages=tuple(passages))


def _doubted(passage: Passage, alike: list[Alike]) -> Passage:
    if not alike or passage.proposed == NOT_TASK:
        return passage
    return replace(passage, doubts=(*passage.doubts, f"{ALIKE} của {alike[0].document}"))
