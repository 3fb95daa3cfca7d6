"""The pages of a scan as pictures, with the passages of its document marked where their words stand on them.

Pictures are drawn when they are first asked for and kept beside the files, outside backups. The places of words are of
the file's own text; a clerk may have mended the document's text since, so that offsets are carried over word by word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from giaoviec.documents.files import open_bytes, picture_of, write
from giaoviec.documents.models import Attachment, Document
from giaoviec.documents.paper import Mark
from giaoviec.intake.picture import draw
from giaoviec.intake.shapes import Page, Span

MARGIN = 0.003
"""By how much of the page's width a mark reaches beyond its words."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a marked passage on a page, in the page's units upright; `first` where the passage begins."""

    mark: Mark
    x: float
    y: float
    width: float
    height: float
    first: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is shown upright: its number in the file, its size in its own units, the marks on it."""

    file_id: int
    number: int
    width: float
    height: float
    strokes: tuple[Stroke, ...]


def scan_of(document: Document) -> Attachment | None:
    """The file whose pages are pictures (read by OCR) and that the document's text came from; None where there is none.

    One statement; the first such file is meant where there are several.
    """
    rows = Attachment.objects.filter(subject="document", subject_id=document.pk, voided_at=None).exclude(pages=[])
    return next((row for row in rows.order_by("id") if any(page[6] is not None for page in row.pages)), None)


def sheets(document: Document, scan: Attachment, marks: Sequence[Mark]) -> list[Sheet]:
    """All pages of a scan, upright, with the marks."""
    pages = [Page(*page) for page in scan.pages]
    spans = tuple(Span(*place) for place in scan.places)
    ends = moved(scan.text, document.text, tuple((span.start, span.end) for span in spans))
    found: dict[int, list[Stroke]] = {page.number: [] for page in pages}
    begun: set[int] = set()
    for page in pages:
        words = [(at, span) for at, span in zip(ends, spans, strict=True) if span.page == page.number and at]
        for mark in marks:
            boxes = [_upright(span, page) for at, span in words if at[0] < mark.end and mark.start < at[1]]
            found[page.number] += _strokes(mark, boxes, page, begins=mark.number not in begun)
            begun |= {mark.number} if boxes else set()
    return [Sheet(scan.pk, page.number, *_size(page), tuple(found[page.number])) for page in pages]


def picture(scan: Attachment, number: int) -> bytes | None:
    """The picture of a page of a file, upright, as PNG; None where there is no such page or it cannot be drawn."""
    page = next((Page(*row) for row in scan.pages if row[0] == number), None)
    if page is None:
        return None
    path = picture_of(scan.blob_id, number)
    if path.exists():
        return path.read_bytes()
    with open_bytes(scan.blob) as file:
        drawn = draw(file.read(), page=number, rotation=page.rotation)
    if drawn is not None:
        write(path, drawn)
    return drawn


@lru_cache(maxsize=8)
def moved(old: str, new: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int] | None, ...]:
    """Where spans of one text stand in another that was made from it by mending words; None for those that are gone."""
    if old == new:
        return spans
    mine, its = _words(old), _words(new)
    matcher = SequenceMatcher(None, [w for _, _, w in mine], [w for _, _, w in its], autojunk=False)
    target: dict[int, tuple[int, int]] = {}
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for place in range(i1, i2):
            if j2 > j1:
                start, end, _ = its[min(j1 + place - i1, j2 - 1)]
                target[place] = (start, end)
    starts = [start for start, _, _ in mine]
    return tuple(target.get(bisect_right(starts, start) - 1) for start, _end in spans)


def _words(text: str) -> list[tuple[int, int, str]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word), word))
        at += len(word)
    return found


Box = tuple[float, float, float, float]


def _size(page: Page) -> tuple[float, float]:
    return (page.height, page.width) if page.rotation % 180 == 90 else (page.width, page.height)


def _upright(span: Span, page: Page) -> Box:
    """A word's box on the page as it is shown: turned clockwise by the page's rotation."""
    x0, y0, x1, y1 = span.x0, span.y0, span.x1, span.y1
    if page.rotation == 90:
        return page.height - y1, x0, page.height - y0, x1
    if page.rotation == 180:
        return page.width - x1, page.height - y1, page.width - x0, page.height - y0
    if page.rotation == 270:
        return y0, page.width - x1, y1, page.width - x0
    return x0, y0, x1, y1


def _strokes(mark: Mark, boxes: Sequence[Box], page: Page, *, begins: bool) -> Iterator[Stroke]:
    """The words of a passage as one stroke a line."""
    margin = MARGIN * _size(page)[0]
    for place, line in enumerate(_lines(boxes)):
        x0, y0 = min(box[0] for box in line) - margin, min(box[1] for box in line) - margin
        x1, y1 = max(box[2] for box in line) + margin, max(box[3] for box in line) + margin
        x, y, width, height = (round(side, 1) for side in (x0, y0, x1 - x0, y1 - y0))
        yield Stroke(mark, x, y, width, height, first=begins and place == 0)


def _lines(boxes: Sequence[Box]) -> list[list[Box]]:
    lines: list[list[Box]] = []
    for box in boxes:
        if lines and _level(lines[-1][-1], box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return lines


def _level(one: Box, other: Box) -> bool:
    """Whether two words stand on one line: they overlap by half of the lower one's height, the second to the right."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.5 * min(one[3] - one[1], other[3] - other[1]) and other[0] > one[0]
