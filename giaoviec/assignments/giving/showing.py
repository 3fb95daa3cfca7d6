"""The giving screen as its templates draw it: the paper with its marks, one open panel, a card for each passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from giaoviec.assignments.giving.asking import asks
from giaoviec.assignments.giving.certainty import doubts, sure
from giaoviec.assignments.giving.choices import Choices, alike, choices, origins
from giaoviec.assignments.giving.clarities import unclear
from giaoviec.assignments.giving.fields import BLANK, Understood, origin_dues, understood
from giaoviec.assignments.giving.similar import Alike, similar
from giaoviec.assignments.giving.state import NOT_TASK, TASK, UNJUDGED, Passage, Screen
from giaoviec.assignments.models import Task
from giaoviec.documents import queries
from giaoviec.documents.citations import doubtful
from giaoviec.documents.models import Document
from giaoviec.documents.paper import Mark, paper
from giaoviec.documents.picturing import scan_of, sheets
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.deadlines import Deadline, find, steps
from giaoviec.rules.documents import Group
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.tasks import Cycle, Deliverable, Relation
from giaoviec.rules.terms import day_vi, list_vi, weekday_vi

MARKS = {UNJUDGED: "q", TASK: "task", NOT_TASK: "no"}
KEYS = (
    ("Esc", "rời ô, rồi:"),
    ("↓ ↑", "đoạn"),
    ("Shift Enter", "nhận chỗ chắc"),
    ("Enter", "là nhiệm vụ"),
    ("K", "không phải"),
    ("S", "sửa"),
    ("T", "tách"),
    ("G", "gộp"),
    ("M", "bôi đen"),
    ("Ctrl Z", "hoàn tác"),
    ("Ctrl Enter", "giao việc"),
    ("?", "tất cả phím"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A passage beside the paper: its number, how it stands, what stands on it."""

    number: int
    kind: str
    word: str
    content: str
    note: str
    why: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One key's deadline: `value` is what the button sends."""

    label: str
    value: str
    key: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the picture of a deadline."""

    on: date
    words: str
    kind: str


def context(actor: Actor, document: Document, screen: Screen, at: int, *, on: date) -> dict[str, Any]:
    """Everything that the page and its fragments draw; a fixed number of statements for any number of passages."""
    chosen = choices(on)
    dues = origin_dues(screen.passages)
    meant = [understood(one, document, on=on, origins=dues) for one in screen.passages]
    passage = screen.passages[at] if screen.passages else None
    shut = why_shut(screen, meant)
    certain = sure(screen, meant)
    cards = _ordered([_card(n, one, meant[n], chosen) for n, one in enumerate(screen.passages) if n != at])
    marks = _marks(document, screen, at)
    scan = scan_of(document)
    return {
        "document": document,
        "here": f"/van-ban/{document.pk}/giao-viec/",
        "screen": screen,
        "at": at,
        "number": at + 1,
        "passage": passage,
        "open": meant[at] if passage else None,
        "cards": [card for card in cards if card.rank < QUIET],
        "quiet": [card for card in cards if card.rank >= QUIET],
        "sure": len(certain),
        "paragraphs": paper(document.text, marks),
        "sheets": sheets(document, scan, marks) if scan else [],
        "citations": doubtful(document),
        "shut": shut,
        "nothing": not screen.unjudged and not screen.tasks and not screen.further,
        "choices": chosen,
        "register_due": queries.register_dues([document.pk]).get(document.pk),
        "register_ground": DutyKind.REGISTER.ground,
        "keys": KEYS,
        "today": on,
        **(_panel(actor, document, passage, meant[at], on) if passage else {}),
        "saved_at": _saved_at(actor, document),
        "refusal": None,
    }


def why_shut(screen: Screen, meant: list[Understood]) -> str:
    """Why nothing can be given yet, in one sentence; empty when it can."""
    if screen.unjudged:
        return f"còn {screen.unjudged} đoạn chưa xét"
    lacking = [at for at, _ in screen.tasks if meant[at].lacking]
    if lacking:
        places = list_vi(str(at + 1) for at in lacking[:4])
        return f"{len(lacking)} nhiệm vụ còn thiếu: đoạn {places}{'…' if len(lacking) > 4 else ''}"
    return "" if screen.tasks else "chưa có nhiệm vụ nào"


def steps_of(deadline: Deadline, document: Document, *, on: date) -> list[Day]:
    """The days on the way to a deadline for the picture of the calendar; none where they cannot be counted."""
    try:
        way = steps(deadline, issued_on=document.issued_on, given_on=on, calendar=calendar())
    except UnknownYear:
        return []
    return [
        Day(step.day, _words(step.counted, step.label), _kind(n, len(way), step.counted)) for n, step in enumerate(way)
    ]


def _words(counted: int | None, label: str) -> str:
    return str(counted) if counted else "" if label == "ngày làm việc" else label


def _kind(n: int, last: int, counted: int | None) -> str:
    return "start" if n == 0 else "end" if n == last - 1 else "counted" if counted else "off"


def _marks(document: Document, screen: Screen, at: int) -> list[Mark]:
    here = f"/van-ban/{document.pk}/giao-viec/?doan="
    marks = [
        Mark(one.start, one.end, n + 1, _mark_kind(one), url=f"{here}{n + 1}", now=n == at)
        for n, one in enumerate(screen.passages)
    ]
    given = queries.passages_of(document) if screen.further else []
    earlier = [
        Mark(p.start, p.end, n, "task" if p.task_id else "no") for n, p in enumerate(given, start=len(marks) + 1)
    ]
    return [*marks, *earlier]


def _mark_kind(passage: Passage) -> str:
    """What waits is marked, and only faintly where the reader finds no task in it."""
    waits = passage.verdict == UNJUDGED
    return "idle" if waits and passage.proposed == NOT_TASK else MARKS[passage.verdict]


def _card(at: int, passage: Passage, meant: Understood, chosen: Choices) -> Card:
    content = str(passage.fields.get("content", ""))
    if passage.verdict == NOT_TASK:
        return Card(at + 1, "withdrawn", "Không phải nhiệm vụ", content, passage.why, rank=4)
    why_not = doubts(passage, meant) if passage.verdict == UNJUDGED else ()
    if passage.proposed == NOT_TASK and passage.verdict == UNJUDGED and not why_not:
        return Card(at + 1, "given", "Đề xuất: không phải nhiệm vụ", content, passage.why, rank=3)
    note = summary(meant, chosen)
    if why_not:
        return Card(at + 1, "soon", f"Chưa chắc: {why_not[0]}", content, _more(note, why_not))
    if passage.verdict == UNJUDGED:
        return Card(at + 1, "doing", "Đề xuất: nhiệm vụ", content, note, why=meant.task.due_why, rank=1)
    if meant.lacking:
        return Card(at + 1, "soon", f"Còn thiếu: {meant.lacking[0].sentence}", content, note)
    return Card(at + 1, "done", "Nhiệm vụ", content, note, why=meant.task.due_why, rank=2)


def _more(note: str, why_not: tuple[str, ...]) -> str:
    further = len(why_not) - 1
    return f"{note} · còn {further} chỗ cần xem" if further else note


def summary(meant: Understood, chosen: Choices) -> str:
    """A task in one line: who, what comes of it, by when."""
    task = meant.task
    group = dict(chosen.groups).get(str(task.group_id or ""), "")
    who = list_vi([*chosen.named(task.leads), *([group] if group else [])]) or "chưa có cơ quan chủ trì"
    what = task.deliverable.vi if task.deliverable is not Deliverable.NONE else ""
    return " · ".join(part for part in (who, what, _by_when(meant)) if part)


def _by_when(meant: Understood) -> str:
    task = meant.task
    if task.due_on:
        return f"hạn {weekday_vi(task.due_on)} {day_vi(task.due_on)}" + (", lặp lại" if task.series_rule else "")
    return f"không thời hạn, cập nhật {task.cycle.vi}" if task.cycle else "chưa có thời hạn"


QUIET = 3
"""From this rank on cards are drawn small: what gives no task."""


def _ordered(cards: list[Card]) -> list[Card]:
    """What waits for somebody first, then what is sure, then tasks, then the rest; in the order of the text in each."""
    return sorted(cards, key=lambda card: (card.rank, card.number))


def _panel(actor: Actor, document: Document, passage: Passage, meant: Understood, on: date) -> dict[str, Any]:
    """What only the open passage needs."""
    fields = passage.fields
    related = fields.get("related_to", "")
    found = (
        alike(actor, str(fields.get("content", "")), besides=document.pk) if fields.get("relation") or related else []
    )
    near = similar([meant.task], besides=document.pk)[0]
    return {
        "doubts": doubts(passage, meant) if passage.verdict == UNJUDGED else (),
        "asks": asks(actor, passage, on) if passage.verdict != NOT_TASK else [],
        "unclear": unclear(meant.task),
        "near": _unsettled(near, fields),
        "fields": BLANK | dict(fields),
        "errors": dict.fromkeys(BLANK, "") | (_errors(meant) if passage.verdict == TASK else {}),
        "suggestions": list(suggestions(document, passage, meant)),
        "cycles": [(code, Cycle(code).vi) for code in _cycles(document)],
        "deliverables": [(one.value, one.vi) for one in Deliverable],
        "relations": [(one.value, one.vi) for one in Relation],
        "related": [*found, *_kept(related, found)],
        "no_form": NOT_TASK in (passage.verdict, passage.proposed) and passage.verdict != TASK,
        "origins": origins(),
        "may_star": may(actor, "star") is None,
        "steps": steps_of(meant.deadline, document, on=on) if meant.deadline else [],
        "deadline": meant.deadline,
        "sentence": "",
    }


def _unsettled(near: list[Alike], fields: Mapping[str, Any]) -> list[Alike]:
    """Open tasks that are like this one and of which the clerk has not said yet what they are to it."""
    if fields.get("relation"):
        return []
    return [one for one in near if str(one.task_id) not in fields.get("unlike", ())]


def _errors(meant: Understood) -> dict[str, str]:
    """What is lacking by field; of several sentences at one field the first."""
    return {one.field: one.sentence for one in reversed(meant.lacking)}


def _kept(related: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The related task that was chosen stays in the list even when the words have changed."""
    if not str(related).isdecimal() or any(value == related for value, _ in found):
        return []
    return [(str(task.pk), f"{task.content[:80]}") for task in Task.objects.filter(pk=int(related))]


def suggestions(document: Document, passage: Passage, meant: Understood) -> Iterator[Suggestion]:
    """Deadlines that one key takes: those that the passage says, one ahead of the Government's, and the cycles."""
    offered: list[tuple[str, str]] = []
    text = document.text[passage.start : passage.end]
    said = find(text, issued_on=document.issued_on, calendar=calendar())[:2]
    offered += [(text[one.start : one.end], f"due_text={text[one.start : one.end]}") for one in said]
    if ahead := _ahead(document, meant, said[0].deadline.on if said else None):
        offered.append((f"{day_vi(ahead)}, trước hạn trung ương", f"due_text={day_vi(ahead)}"))
    offered += [(Cycle(code).vi, f"cycle={code}") for code in _cycles(document)]
    for n, (label, value) in enumerate(offered[:5], start=1):
        yield Suggestion(label if len(label) < 36 else f"{label[:34]}…", f"goi-y:{value}", str(n))


def _cycles(document: Document) -> tuple[str, ...]:
    return tuple(profile_on(document.issued_on)["cycles"])


def _ahead(document: Document, meant: Understood, said: date | None) -> date | None:
    """The province's own day ahead of the one that the Government set (1.3)."""
    days = int(profile_on(document.issued_on)["government_lead_days"])
    national = said if document.group == Group.GOVERNMENT else None
    if national is None and meant.task.origin_id:
        national = Task.objects.filter(pk=meant.task.origin_id).values_list("due_on", flat=True).first()
    if national is None or not days:
        return None
    try:
        return calendar().add(national, -days)
    except UnknownYear:
        return None


def _saved_at(actor: Actor, document: Document) -> Any:
    draft = queries.draft(actor.person_id, f"giao-viec:{document.pk}")
    return draft.saved_at if draft else None
