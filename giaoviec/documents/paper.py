"""A document's text as it is shown: paragraphs of pieces, each with its place in the text, passages marked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from giaoviec.documents.passages import MARKER, begins_body, blocks, is_heading


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to be marked: its place, its number, a kind for its colour and shape, where it leads."""

    start: int
    end: int
    number: int
    kind: str
    url: str = ""
    now: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` begins at `start` in the document; `first` where the mark begins here."""

    start: int
    text: str
    mark: Mark | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: "head" (centred, before the body), "heading" or "text"."""

    kind: str
    pieces: tuple[Piece, ...]


def paper(text: str, marks: Sequence[Mark] = ()) -> list[Paragraph]:
    """The paragraphs of a text; marks that overlap an earlier one are cut where it ends."""
    ordered = _apart(marks)
    shown, body = [], False
    for block in blocks(text):
        line = text[block.start : block.end]
        body = body or begins_body(line) or (bool(MARKER.match(line)) and is_heading(line))
        heading = is_heading(line) or line.isupper()
        kind = "heading" if body and heading else "text" if body else "head"
        shown.append(Paragraph(kind, tuple(_pieces(text, block.start, block.end, ordered))))
    return shown


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, one.end)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def _pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterable[Piece]:
    at = start
    for mark in marks:
        if mark.end <= at or mark.start >= end:
            continue
        if mark.start > at:
            yield Piece(at, text[at : mark.start])
        first = max(at, mark.start)
        at = min(end, mark.end)
        yield Piece(first, text[first:at], mark, first=mark.start >= start)
    if at < end:
        yield Piece(at, text[at:end])
