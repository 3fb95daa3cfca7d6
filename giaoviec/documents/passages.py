"""Passages of a document's text that are to be judged, and what is proposed for each. Pure: text in, offsets out.

A simple splitter: every paragraph of the body that is not a heading. `proposals` is the seam where the directive reader
puts in better ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARKER = re.compile(
    r"\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,4})\s*[.)/]|Điều \d+\.|[-–+*•])\s+", re.IGNORECASE
)
ENDS = re.compile(r"[.;:!?…]\s*$|\./\.\s*$")
ADDRESSED = re.compile(r"^\s*Kính (?:gửi|chuyển)\s*:", re.IGNORECASE)
RECIPIENTS = re.compile(r"^\s*Nơi nhận\s*:", re.IGNORECASE)
SIGNATURE = re.compile(
    r"^\s*(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐỦÂ]|^\s*(?:CHỦ TỊCH|PHÓ CHỦ TỊCH|CHÁNH VĂN PHÒNG|THỦ TƯỚNG)\s*$"
)
SENTENCE = re.compile(r"(?<=[.;!?…])\s+(?=[\"“(]?[A-ZÀ-ỸĐ0-9a-zà-ỹđ])")
HEADING_LENGTH = 90
BODY_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: `text[start:end]`, without blanks around it; lines that were only wrapped are one block."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that is to be judged, and what is proposed where it is a task; texts are as the document writes them.

    `heading` is the nearest heading above it ("1. Sở Xây dựng"); `doubt` says why somebody should look.
    """

    start: int
    end: int
    content: str
    heading: str = ""
    leads: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    due_text: str = ""
    deliverable: str = ""
    doubt: str = ""


def proposals(text: str, *, programme: bool = False) -> tuple[Proposal, ...]:
    """What is to be judged in a document's text, in its order; of a work programme every row is a task."""
    return tuple(_rows(text) if programme else _body(text))


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text, in order."""
    found: list[Block] = []
    start = end = None
    for match in re.finditer(r"[^\n]+|\n[^\S\n]*\n", text):
        line = match.group()
        if not line.strip():
            start, end = _close(found, start, end)
        elif start is not None and end is not None and _goes_on(text[start:end], line):
            end = match.start() + len(line.rstrip())
        else:
            _close(found, start, end)
            start, end = match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip())
    _close(found, start, end)
    return tuple(found)


def is_heading(line: str) -> bool:
    """A short line without an end: "1. Sở Xây dựng", "II. NHIỆM VỤ CỤ THỂ", "Yêu cầu:"."""
    return len(line) <= HEADING_LENGTH and (not ENDS.search(line) or line.rstrip().endswith(":"))


def begins_body(line: str) -> bool:
    """The first full sentence after letterhead, title and addressees; or an item of a list that is one."""
    if ADDRESSED.match(line) or RECIPIENTS.match(line) or line.isupper():
        return False
    return bool(ENDS.search(line)) and (len(line) > BODY_LENGTH or bool(MARKER.match(line)))


def content_of(passage: str) -> str:
    """A passage as the content of a task: one line, without the mark of its list."""
    plain = " ".join(passage.split())
    stripped = MARKER.sub("", plain, count=1) if MARKER.match(plain) else plain
    return stripped.removesuffix("./.").rstrip(" ;").removesuffix(".").strip() or plain


def point_of(passage: str) -> str:
    """The mark of its list, as a place in the document: "a", "2.1"; empty where there is none or it is a dash."""
    mark = MARKER.match(passage)
    return mark.group().strip(" .)/(-–+*•") if mark else ""


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A selection within the text and without blanks around it; empty (start == end) where nothing is selected."""
    start, end = max(0, min(start, end, len(text))), min(len(text), max(start, end))
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    return (start + lead, start + len(inner.rstrip())) if inner.strip() else (start, start)


def halves(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A passage parted at the end of a sentence or a semicolon near its middle; itself where there is none."""
    middle = (start + end) / 2
    cuts = [start + match.start() for match in SENTENCE.finditer(text[start:end])]
    if not cuts:
        return ((start, end),)
    cut = min(cuts, key=lambda place: abs(place - middle))
    return trim(text, start, cut), trim(text, cut, end)


def _body(text: str) -> Iterator[Proposal]:
    heading, begun, addressed = "", False, False
    for block in blocks(text):
        line = text[block.start : block.end]
        if RECIPIENTS.match(line) or (begun and SIGNATURE.match(line)):
            return
        addressed = bool(ADDRESSED.match(line)) or (addressed and _is_addressee(line))
        begun = not addressed and (begun or begins_body(line))
        if is_heading(line) or line.isupper():
            heading = line if begun or MARKER.match(line) else ""
        elif begun:
            yield Proposal(block.start, block.end, content_of(line), heading=" ".join(heading.split()))


def _is_addressee(line: str) -> bool:
    """A line of the list under "Kính gửi:": a dash and a name, nothing more."""
    return len(line) <= 120 and line.lstrip()[:1] in "-–+*•"


def _rows(text: str) -> Iterator[Proposal]:
    """A work programme is kept as one row a line: content, lead, deadline, between tabs."""
    for match in re.finditer(r"[^\n]+", text):
        cells = [cell.strip() for cell in match.group().split("\t")]
        start, end = trim(text, *match.span())
        if cells[0]:
            lead, due = [*cells[1:], "", ""][:2]
            yield Proposal(start, end, cells[0], leads=(lead,) if lead else (), due_text=due)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of a paragraph that was wrapped by hand."""
    rest = line.strip()
    if ENDS.search(before) or MARKER.match(rest) or before.isupper() != rest.isupper():
        return False
    last = before.rsplit("\n", 1)[-1]
    return rest[0].islower() or (len(last) >= BODY_LENGTH and not is_heading(before))


def _close(found: list[Block], start: int | None, end: int | None) -> tuple[None, None]:
    if start is not None and end is not None:
        found.append(Block(start, end))
    return None, None
