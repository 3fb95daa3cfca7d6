"""Open tasks of the same agencies whose words are nearly those of a new one: replaced, supplemented, or given twice?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from giaoviec.agencies.text import plain
from giaoviec.assignments.completeness import NewTask
from giaoviec.assignments.models import Assignment
from giaoviec.rules.moves import OPEN

ALIKE = 0.6
LEAST_WORDS = 5
MOST = 3
# Words that every order has: they make nothing alike.
COMMON = frozenset(
    "chu tri phoi hop voi cac co quan don vi lien quan to chuc thuc hien trien khai theo quy dinh bao cao uy ban nhan "
    "dan tinh ket qua truoc ngay thang nam khan truong kip thoi va cua ve cho tai trong de den duoc".split()
)


@dataclass(frozen=True, slots=True)
class Alike:
    """An open task that is like a new one: `share` of the rarer words of the shorter of the two are in both."""

    task_id: int
    content: str
    document: str
    document_id: int
    agency: str
    due_on: date | None
    share: float


def similar(tasks: Sequence[NewTask], *, besides: int) -> list[list[Alike]]:
    """For each task the open ones of its leads, or of its group, that are like it, nearest first; one statement."""
    agencies = {pk for task in tasks for pk in task.leads}
    groups = {task.group_id for task in tasks if task.group_id}
    if not agencies | groups:
        return [[] for _ in tasks]
    rows = _open(agencies, groups, besides)
    words = {pk: _words(content) for pk, content in {row[0]: row[1] for row in rows}.items()}
    return [_like(task, rows, words) for task in tasks]


Row = tuple[int, str, int, str, str, date | None, int, int | None]


def _open(agencies: set[int], groups: set[int], besides: int) -> list[Row]:
    held = Q(agency_id__in=agencies) | Q(task__given_to_group_id__in=groups)
    found = Assignment.objects.filter(held, stage__in=OPEN, parent=None, voided_at=None).exclude(document_id=besides)
    columns = (
        "task_id", "task__content", "document_id", "document__full_symbol", "agency__name", "due_on", "agency_id",
        "task__given_to_group_id",
    )  # fmt: skip
    return list(found.values_list(*columns).order_by("-task_id"))


def _like(task: NewTask, rows: Sequence[Row], words: dict[int, frozenset[str]]) -> list[Alike]:
    mine = _words(task.content)
    found: dict[int, Alike] = {}
    for pk, content, document_id, symbol, agency, due_on, agency_id, group_id in rows:
        if pk in found or not (agency_id in task.leads or (group_id and group_id == task.group_id)):
            continue
        share = _share(mine, words[pk])
        if share >= ALIKE:
            found[pk] = Alike(pk, content, symbol, document_id, agency, due_on, share)
    return sorted(found.values(), key=lambda one: (-one.share, -one.task_id))[:MOST]


def _words(content: str) -> frozenset[str]:
    return frozenset(plain(content).split()) - COMMON


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least >= LEAST_WORDS else 0.0
