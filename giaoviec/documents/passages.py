"""Passages of a document's text that are to be judged, and what is proposed for each. Pure: text in, offsets out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MARKER = re.compile(
    r"\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,4})\s*[.)/]|Điều \d+\.|[-–+*•])\s+", re.IGNORECASE
)
ENDS = re.compile(r"[.;:!?…]\s*$|\./\.\s*$")
ADDRESSED = re.compile(r"^\s*Kính (?:gửi|chuyển)\s*:", re.IGNORECASE)
RECIPIENTS = re.compile(r"^\s*Nơi nhận\s*:", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.;!?…])\s+(?=[\"“(]?[A-ZÀ-ỸĐ0-9a-zà-ỹđ])")
HEADING_LENGTH = 90
BODY_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: `text[start:end]`, without blanks around it; lines that were only wrapped are one block."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A passage that is to be judged, and what the reader proposes for it; texts are as the document writes them.

    `verdict`: task, not_task or unsure, with the reader's reason. `due` is `reading.Due` as JSON. `confidence` is 0..1.
    """

    start: int
    end: int
    content: str
    verdict: str
    why: str = ""
    leads: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    due: Mapping[str, Any] | None = None
    deliverable: str | None = None
    confidence: float = 1.0


def proposals(text: str, reading: Mapping[str, Any]) -> tuple[Proposed, ...]:
    """Every clause that the reader accounts for, in the order of the text: the proof that none was passed over."""
    tasks = {(task["start"], task["end"]): task for task in reading["tasks"]}
    spans = {(clause["start"], clause["end"]): clause for clause in reading["clauses"]}
    return tuple(_proposed(text, spans.get(at), tasks.get(at), *at) for at in sorted(spans.keys() | tasks.keys()))


def _proposed(
    text: str, clause: Mapping[str, Any] | None, task: Mapping[str, Any] | None, start: int, end: int
) -> Proposed:
    start, end = trim(text, start, end)
    content = content_of(text[start:end])
    if task is None:
        said = clause or {"verdict": "unsure", "why": ""}
        return Proposed(start, end, content, str(said["verdict"]), str(said["why"]))
    return Proposed(
        start,
        end,
        content_of(str(task["content"])),
        "unsure" if task["optional"] else "task",
        str(task["why"]),
        tuple(task["leads"]),
        tuple(task["collaborators"]),
        task["due"],
        task["deliverable"],
        float(task["confidence"]),
    )


def rows(text: str) -> tuple[Proposed, ...]:
    """The rows of a work programme, each a task: kept as one row a line, content, lead, deadline, between tabs."""
    return tuple(_rows(text))


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


def _rows(text: str) -> Iterator[Proposed]:
    for match in re.finditer(r"[^\n]+", text):
        cells = [cell.strip() for cell in match.group().split("\t")]
        start, end = trim(text, *match.span())
        if cells[0]:
            lead, due = [*cells[1:], "", ""][:2]
            said = {"text": due, "on": None, "kind": None, "code": None, "others": ()} if due else None
            yield Proposed(start, end, cells[0], "task", leads=(lead,) if lead else (), due=said)


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
