"""What extraction takes and gives: limits, the text with its places, and refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["text", "docx", "pdf", "scan"]
AsideKind = Literal["header", "footer", "furniture", "textbox", "comment", "hidden", "property", "stamp", "pressed"]

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. ``seconds_silent`` is wall time between two signs of life of the child."""

    size: int = 50 * MEGABYTE
    pages: int = 300
    scanned_pages: int = 60
    characters: int = 3_000_000
    unpacked: int = 100 * MEGABYTE
    memory: int = 512 * MEGABYTE
    cpu_seconds: int = 10
    seconds_silent: float = 30.0


class Span(NamedTuple):
    """A word or a line on its page: text offsets, then the box in the page's units, origin top left."""

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Cell(NamedTuple):
    """A cell of a table, as offsets into the text, so that rows can be rebuilt."""

    table: int
    row: int
    column: int
    start: int
    end: int


class Page(NamedTuple):
    """A page: its number from 1, its part of the text, its size (points; pixels for a picture).

    ``rotation``: clockwise degrees that put the page upright. ``legibility``: share of the words read by OCR that
    are likely right, or None where no OCR was needed.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    rotation: int = 0
    legibility: float | None = None


class Aside(NamedTuple):
    """Text outside the running text (headers, comments, boxes, properties): for the gate, not for the reader."""

    kind: AsideKind
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file (NFC, lines by "\\n") with the places of its words where there are some.

    ``unread`` names what could not be read: the gate cannot call such a file clean. ``sha256`` is of the bytes.
    """

    text: str
    kind: Kind
    pages: tuple[Page, ...] = ()
    spans: tuple[Span, ...] = ()
    cells: tuple[Cell, ...] = ()
    asides: tuple[Aside, ...] = ()
    unread: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    sha256: str = ""


class Refused(Exception):
    """A file that is not taken. ``sentence`` is Vietnamese and says what to do; ``code`` is for programs."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
