"""What is made of a proposal before a person looks: agencies of the day, the deadline it says, who watches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from giaoviec.agencies.models import Unit
from giaoviec.agencies.queries import monitoring_units
from giaoviec.agencies.text import plain
from giaoviec.assignments.giving.bodies import Bodies, Directory
from giaoviec.documents.models import Document, DocumentKind
from giaoviec.documents.passages import Proposed, point_of
from giaoviec.regulation.queries import calendar
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.deadlines import Deadline, NotUnderstood, understand
from giaoviec.rules.tasks import Deliverable
from giaoviec.rules.terms import list_vi

LEAST_CONFIDENCE = 0.7
"""Below this a proposal is shown as unsure."""

PRODUCTS = {"trình": Deliverable.SUBMIT, "báo cáo": Deliverable.REPORT, "hoàn thành": Deliverable.CARRY_OUT}
ABOVE = re.compile(
    r"\b(?:trình|báo cáo|tham mưu)(?: cho)?\s+(?P<whom>(?:chủ tịch |thường trực |ban thường vụ )?"
    r"(?:ủy ban nhân dân tỉnh|ubnd tỉnh|hội đồng nhân dân tỉnh|hđnd tỉnh|tỉnh ủy|thủ tướng chính phủ|chính phủ)"
    r"|cấp có thẩm quyền)",
    re.IGNORECASE,
)
"""To whom something is submitted or reported."""


@dataclass(frozen=True, slots=True)
class Prefilled:
    """The fields of a proposal's task; names that have to be asked, with their roles; why somebody should look."""

    fields: dict[str, Any]
    asked: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


def prefilled(
    document: Document, proposals: Sequence[Proposed], *, on: date, known: Directory | None = None
) -> list[Prefilled]:
    """What each proposal comes to on a day, in their order; agencies that are not known for certain are asked.

    `known`: the directory of that day, where it is at hand.
    """
    known = known or Directory(on)
    unit = default_unit(document.field, list(monitoring_units(on)))
    return [_prefilled(document, proposal, known, unit) for proposal in proposals]


def bare(document: Document, *, on: date) -> dict[str, Any]:
    """The fields of a task that no passage says."""
    return {
        "monitoring_unit": str(default_unit(document.field, list(monitoring_units(on))) or ""),
        "field": document.field,
    }


def default_unit(field: str, units: Sequence[Unit]) -> int | None:
    """The Office's unit that watches a field of work (6.1d); else its first one."""
    fitting = [unit for unit in units if field and field in unit.fields]
    return (fitting or list(units))[0].pk if units else None


def _prefilled(document: Document, proposal: Proposed, known: Directory, unit: int | None) -> Prefilled:
    passage = document.text[proposal.start : proposal.end]
    leads = known.bodies(proposal.leads, passage=passage)
    helping = known.bodies(proposal.collaborators)
    due, due_doubt = due_words(proposal.due, document, on=known.on)
    fields = {
        "content": proposal.content,
        "point": point_of(passage),
        "leads": list(map(str, leads.agencies)),
        "group": str(leads.group or ""),
        "excluded": list(map(str, leads.excluded)),
        "collaborators": [str(pk) for pk in _all(helping, known) if pk not in leads.agencies],
        "due_text": due,
        "due_said": due,
        "deliverable": _deliverable(proposal, document, dated=bool(due)),
        "deliver_to": deliver_to(proposal.content),
        "monitoring_unit": str(unit or ""),
        "field": document.field,
        "notes": _notes(helping),
    }
    asked = [("leads", name) for name in (*leads.asked, *leads.vague)]
    asked += [("collaborators", name) for name in helping.asked]
    doubts = (*_reading_doubts(proposal), *leads.doubts, *helping.doubts, *filter(None, [due_doubt]))
    return Prefilled(fields, tuple(asked), doubts)


def due_words(due: Mapping[str, Any] | None, document: Document, *, on: date) -> tuple[str, str]:
    """A proposal's deadline in words that the rule book reads as the reader did, and what is doubtful in it.

    The words of the document where they say the same alone; else the day, or the rhythm, that the reader understood.
    """
    if due is None:
        return "", ""
    day = date.fromisoformat(due["on"]) if due["on"] else None
    doubt = "nêu nhiều mốc thời hạn" if due["others"] else ""
    for words in filter(None, (due["text"], f"{day:%d/%m/%Y}" if day else "")):
        found = _understood(words, document, on)
        if found is not None and _agree(found, due, day):
            return words, doubt
    return due["text"], f"thời hạn “{due['text']}” chưa tính được ngày"


def deliver_to(content: str) -> str:
    """To whom the result is submitted or reported, as the content says; empty where it does not."""
    found = ABOVE.search(content)
    return found["whom"][0].upper() + found["whom"][1:] if found else ""


def _deliverable(proposal: Proposed, document: Document, *, dated: bool) -> str:
    if document.kind == DocumentKind.PROGRAMME:
        return deliverable_of(proposal.content, dated=dated)
    return PRODUCTS.get(proposal.deliverable or "", Deliverable.NONE)


def deliverable_of(content: str, *, dated: bool) -> str:
    """What is to come of it (3.1): to submit, to report, else to carry out where there is a day."""
    words = f" {plain(content)} "
    if re.search(r" trinh (?:uy ban|ubnd|chu tich|hdnd|hoi dong|thu tuong|chinh phu|cap co tham quyen)", words):
        return Deliverable.SUBMIT
    if re.search(r" bao cao (?:uy ban|ubnd|chu tich|ket qua|tien do|van phong|so )", words):
        return Deliverable.REPORT
    return Deliverable.CARRY_OUT if dated else Deliverable.NONE


def _understood(words: str, document: Document, on: date) -> Deadline | None:
    try:
        return understand(words, issued_on=document.issued_on, given_on=on, calendar=calendar())
    except (NotUnderstood, UnknownYear):
        return None


def _agree(found: Deadline, due: Mapping[str, Any], day: date | None) -> bool:
    """Whether the rule book means what the reader understood; what is counted from receipt only it can tell."""
    if day is not None:
        return found.on == day
    if due["kind"] in (None, "relative"):
        return found.on is not None and not str(due["code"] or "").startswith("event")
    return bool(found.kind == due["kind"])


def _all(found: Bodies, known: Directory) -> list[int]:
    """Collaborators are named one by one: a group comes to its members of the day."""
    members = [pk for pk in known.members[found.group] if pk not in found.excluded] if found.group else []
    return list(dict.fromkeys([*found.agencies, *members]))


def _notes(helping: Bodies) -> str:
    """Whom the document names without naming anybody stays a note: nobody is guessed."""
    return f"Phối hợp (văn bản không nêu tên): {list_vi(helping.vague)}." if helping.vague else ""


def _reading_doubts(proposal: Proposed) -> Iterator[str]:
    if proposal.verdict == "unsure":
        yield proposal.why
    elif proposal.verdict == "task" and proposal.confidence < LEAST_CONFIDENCE:
        yield "cách giao việc không rõ"
