"""Step 1: lines with their places. Page numbers and rules are dropped, wide gaps are seen as columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .markers import marker_of

_LINE = re.compile(r"[^\n]+")
_GAP = re.compile(r"\t+| {4,}|\s*\|\s*")
_NOISE = re.compile(r"(?:[-–—\s]*(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*|[-_=*.·…─—–\s]{3,}|#\s*source:.*)$")
# The formulas of the layout, which narrow columns break in two.
_BROKEN = {"nơi": "nhận", "kính": "gửi"}
_NUMBER = re.compile(r"\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without its margins: view[start:end], a formula broken over two lines made one."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """All lines that carry something, in order."""
    found: list[Line] = []
    for match in _LINE.finditer(text):
        raw = match.group()
        body = raw.strip()
        if body and not _is_noise(body):
            start = match.start() + raw.index(body[0])
            line = Line(start, start + len(body), body)
            if found and _BROKEN.get(found[-1].text.casefold()) == body.split()[0].casefold().rstrip(":"):
                line = Line(found[-1].start, line.end, f"{found.pop().text} {body}")
            found.append(line)
    return tuple(found)


def _is_noise(body: str) -> bool:
    """A page number, a ruled line or the bookkeeping line of a test file. A bare number in a table is kept."""
    return bool(_NOISE.match(body)) and not (_NUMBER.fullmatch(body) and len(body) < 3)


def columns(line: Line) -> tuple[Line, ...]:
    """The line cut at its wide gaps, so that a letterhead printed on one line becomes two."""
    parts, at = [], 0
    for match in [*_GAP.finditer(line.text), None]:
        stop = match.start() if match else len(line.text)
        piece = line.text[at:stop]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            start = line.start + at + lead
            parts.append(Line(start, start + len(piece.strip()), piece.strip()))
        at = match.end() if match else stop
    return tuple(parts)


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which this text was wrapped, in characters; 0 where its paragraphs stand on one line each.

    A line whose next line begins in lower case was certainly wrapped; the ninth tenth of those is the width. One or
    two such lines tell it only where no line is much longer.
    """
    pairs = pairwise(lines)
    sizes = sorted(len(line.text) for line, after in pairs if after.text[0].islower() and marker_of(after.text) is None)
    if len(sizes) >= 3:
        return sizes[len(sizes) * 9 // 10]
    longest = max((len(line.text) for line in lines), default=0)
    return sizes[-1] if sizes and sizes[-1] >= 50 and longest <= 1.35 * sizes[-1] else 0
