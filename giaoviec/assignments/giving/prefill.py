"""What is made of a proposal before a person looks: agencies of the day, the deadline it says, who watches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from giaoviec.agencies.models import AgencyGroup, Unit
from giaoviec.agencies.queries import Resolver, groups, monitoring_units
from giaoviec.agencies.text import name_key, plain
from giaoviec.documents.models import Document
from giaoviec.documents.passages import Proposal, content_of, point_of
from giaoviec.regulation.queries import calendar
from giaoviec.rules.deadlines import find
from giaoviec.rules.tasks import Deliverable

LEADING = re.compile(r"^(?:yêu cầu|giao|đề nghị)\s+", re.IGNORECASE)
LONGEST_NAME = 12
TELLING = re.compile(
    r"(?:đã|nhận được|có (?:văn bản|công văn|tờ trình|ý kiến)|ban hành|thông báo|tại)\b", re.IGNORECASE
)
VERBS = "rà_soát tham_mưu xây_dựng tổ_chức triển_khai thực_hiện kiểm_tra đề_xuất báo_cáo trình hướng_dẫn lập hoàn_thiện"
PARTNERS = re.compile(
    r"phối hợp (?:chặt chẽ )?(?:với|cùng) (?P<whom>.{3,200}?)"
    rf"(?=[;.:]| (?:{VERBS.replace(' ', '|').replace('_', ' ')})\b|$)",
    re.IGNORECASE,
)
"""Whom to work with, up to the verb that says what for."""


def prefilled(document: Document, proposals: Sequence[Proposal], *, on: date) -> list[dict[str, Any]]:
    """The fields of each proposal's task, in their order; agencies that are not known for certain stay empty."""
    known = Known(on)
    unit = default_unit(document.field, known.units)
    return [_fields(document, proposal, known, unit) for proposal in proposals]


class Known:
    """The directory of a day in memory: a handful of statements for a document of any length."""

    def __init__(self, on: date) -> None:
        self.resolver = Resolver(on)
        self.groups = {name_key(group.name): group for group in groups()}
        self.units = list(monitoring_units(on))

    def one(self, text: str) -> int | None:
        """The one agency that a text names; None for none, and for several."""
        found = self.resolver.resolve(LEADING.sub("", text.strip(" ,;:.")))
        return found[0].pk if len(found) == 1 else None

    def first(self, text: str) -> int | None:
        """The agency that a text begins with and orders: "Sở Tài chính chủ trì, …", not "Sở Tài chính đã báo cáo"."""
        words = LEADING.sub("", text).split()
        for length in range(min(LONGEST_NAME, len(words)), 1, -1):
            if pk := self.one(" ".join(words[:length])):
                return None if TELLING.match(" ".join(words[length:])) else pk
        return None

    def group(self, text: str) -> AgencyGroup | None:
        """The group that a text names or begins with: "Ủy ban nhân dân các xã, phường, đặc khu"."""
        key = name_key(LEADING.sub("", text))
        return next((group for name, group in self.groups.items() if key == name or key.startswith(f"{name} ")), None)

    def several(self, text: str) -> list[int]:
        """The agencies of a list: "Công an tỉnh, Sở Tài chính và Sở Nội vụ"; those that are not known are left out."""
        parts = re.split(r",| và | cùng ", text)
        return [pk for part in parts if (pk := self.one(part)) is not None]


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


def _fields(document: Document, proposal: Proposal, known: Known, unit: int | None) -> dict[str, Any]:
    passage = document.text[proposal.start : proposal.end]
    lead, group = _lead(proposal, known)
    partners = PARTNERS.search(passage)
    helping = [known.one(name) for name in proposal.collaborators] or (
        known.several(partners["whom"]) if partners else []
    )
    due = proposal.due_text or _due_text(passage, document.issued_on)
    return {
        "content": proposal.content,
        "point": point_of(passage),
        "leads": [str(lead)] if lead else [],
        "group": str(group.pk) if group and not lead else "",
        "collaborators": [str(pk) for pk in helping if pk and pk != lead],
        "due_text": due,
        "deliverable": proposal.deliverable or deliverable_of(proposal.content, dated=bool(due)),
        "monitoring_unit": str(unit or ""),
        "field": document.field,
    }


def _lead(proposal: Proposal, known: Known) -> tuple[int | None, AgencyGroup | None]:
    """Who is ordered: whom the passage begins with, else the heading it stands under."""
    for text in (*proposal.leads, proposal.content, content_of(proposal.heading)):
        if group := known.group(text):
            return None, group
        if lead := known.one(text) or known.first(text):
            return lead, None
    return None, None


def _due_text(passage: str, issued_on: date) -> str:
    found = find(passage, issued_on=issued_on, calendar=calendar())
    return passage[found[0].start : found[0].end] if found else ""


def deliverable_of(content: str, *, dated: bool) -> str:
    """What is to come of it (3.1): to submit, to report, else to carry out where there is a day."""
    words = f" {plain(content)} "
    if re.search(r" trinh (?:uy ban|ubnd|chu tich|hdnd|hoi dong|thu tuong|chinh phu|cap co tham quyen)", words):
        return Deliverable.SUBMIT
    if re.search(r" bao cao (?:uy ban|ubnd|chu tich|ket qua|tien do|van phong|so )", words):
        return Deliverable.REPORT
    return Deliverable.CARRY_OUT if dated else Deliverable.NONE
