"""Where clerks decided otherwise than the reader proposed, by kind: derived from proposals and from what was given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from giaoviec.agencies.models import Agency
from giaoviec.agencies.text import plain
from giaoviec.assignments.giving.bodies import Directory
from giaoviec.assignments.giving.fields import understood
from giaoviec.assignments.giving.opening import clauses
from giaoviec.assignments.giving.prefill import prefilled
from giaoviec.assignments.giving.state import NOT_TASK, TASK, Passage
from giaoviec.assignments.models import Assignment, Collaboration, Task
from giaoviec.documents.models import Document, DocumentKind
from giaoviec.rules.tasks import DueSource
from giaoviec.rules.terms import list_vi

KINDS = {
    "missed": "bỏ sót nhiệm vụ",
    "extra": "đề xuất thừa",
    "lead": "cơ quan chủ trì",
    "collaborator": "cơ quan phối hợp",
    "deadline": "thời hạn",
    "content": "nội dung",
    "deliverable": "sản phẩm",
}
"""The kinds of changes, as they are printed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place where the clerk decided otherwise: what was proposed, what was given (either may be empty)."""

    kind: str
    document: str
    proposed: str
    given: str


@dataclass(frozen=True, slots=True)
class Review:
    """`whole`: given tasks that are just as they were proposed."""

    documents: int
    proposed: int
    given: int
    whole: int
    changes: tuple[Change, ...]

    def of(self, kind: str) -> list[Change]:
        """The changes of a kind."""
        return [change for change in self.changes if change.kind == kind]


def review(since: date | None = None) -> Review:
    """All documents that were judged (since a day) and for which a proposal was kept."""
    rows = Document.objects.filter(voided_at=None, judged_at__isnull=False, proposals__voided_at=None)
    rows = rows.exclude(kind=DocumentKind.PROGRAMME).distinct().order_by("id")
    documents = list(rows.filter(judged_on__gte=since) if since else rows)
    names = dict(Agency.objects.values_list("pk", "name"))
    directories = {on: Directory(on) for on in {document.judged_on or document.on for document in documents}}
    found = [_reviewed(one, directories[one.judged_on or one.on], names) for one in documents]
    changes = tuple(change for one in found for change in one.changes)
    proposed, given, whole = (sum(getattr(one, name) for one in found) for name in ("proposed", "given", "whole"))
    return Review(len(documents), proposed, given, whole, changes)


@dataclass(frozen=True, slots=True)
class _Given:
    """A task as it was given: its leads and collaborators in the act of giving."""

    task: Task
    leads: frozenset[int]
    partners: frozenset[int]


def _reviewed(document: Document, known: Directory, names: dict[int, str]) -> Review:
    proposed, given = _proposals(document, known), _given(document)
    pairs = {one.task.pk: _nearest(one.task, proposed) for one in given}
    changes: list[Change] = []
    whole = 0
    for one in given:
        passage = pairs[one.task.pk]
        if passage is None:
            changes.append(Change("missed", str(document), "", one.task.content))
            continue
        differing = list(_differences(document, passage, one, known, names))
        whole += not differing
        changes += differing
    taken = [passage for passage in pairs.values() if passage]
    for passage in proposed:
        covered = any(_share(passage, one.task) > 0.5 for one in given)
        if passage.proposed == TASK and passage not in taken and not covered:
            changes.append(Change("extra", str(document), str(passage.fields["content"]), ""))
    counted = sum(passage.proposed == TASK for passage in proposed)
    return Review(1, counted, len(given), whole, tuple(changes))


def _proposals(document: Document, known: Directory) -> list[Passage]:
    """What was proposed as a task, certain or not, resolved as on the day on which it was given."""
    found = clauses(document)
    both = zip(found, prefilled(document, found, on=known.on, known=known), strict=True)
    return [
        Passage(p.start, p.end, fields=filled.fields, proposed=p.verdict) for p, filled in both if p.verdict != NOT_TASK
    ]


def _given(document: Document) -> list[_Given]:
    """The tasks that were given from passages, each turn of a series aside."""
    tasks = [task for task in Task.objects.filter(document=document, voided_at=None) if task.start is not None]
    acts = {task.pk: task.act for task in tasks}
    leads: dict[int, set[int]] = defaultdict(set)
    partners: dict[int, set[int]] = defaultdict(set)
    rows = Assignment.objects.filter(task__in=tasks, parent=None).values_list("task_id", "agency_id", "act")
    helping = Collaboration.objects.filter(assignment__task__in=tasks)
    for pk, agency, act in rows:
        if act == acts[pk]:
            leads[pk].add(agency)
    for pk, agency, act in helping.values_list("assignment__task_id", "agency_id", "act"):
        if act == acts[pk]:
            partners[pk].add(agency)
    return [_Given(task, frozenset(leads[task.pk]), frozenset(partners[task.pk])) for task in tasks]


def _nearest(task: Task, proposed: Sequence[Passage]) -> Passage | None:
    best = max(proposed, key=lambda passage: _share(passage, task), default=None)
    return best if best is not None and _share(best, task) > 0.5 else None


def _share(passage: Passage, task: Task) -> float:
    """How much of the shorter of the two is in the other."""
    start, end = task.start or 0, task.end or 0
    common = min(passage.end, end) - max(passage.start, start)
    return max(0, common) / max(1, min(passage.end - passage.start, end - start))


def _differences(
    document: Document, passage: Passage, one: _Given, known: Directory, names: dict[int, str]
) -> Iterator[Change]:
    """The fields in which a given task differs from its proposal; what the Office set by itself is no correction."""
    task = one.task
    meant = understood(passage, document, on=task.on).task
    group = set(known.members[meant.group_id]) - set(meant.excluded) if meant.group_id else set()

    def change(kind: str, proposed: str, given: str) -> Change:
        return Change(kind, str(document), proposed, given)

    if one.leads != (leads := group | set(meant.leads)):
        yield change("lead", _named(leads, names), _named(one.leads, names))
    if one.partners != (partners := set(meant.collaborators) - one.leads):
        yield change("collaborator", _named(partners, names), _named(one.partners, names))
    said = bool(passage.fields.get("due_said")) or task.due_source == DueSource.DOCUMENT
    if said and (meant.due_on, meant.cycle or "") != (task.due_on, task.cycle):
        yield change("deadline", meant.due_text or "không có", task.due_text or "không có")
    if plain(meant.content) != plain(task.content):
        yield change("content", meant.content, task.content)
    if meant.deliverable != task.deliverable:
        yield change("deliverable", meant.deliverable.vi, task.get_deliverable_display())


def _named(agencies: set[int] | frozenset[int], names: dict[int, str]) -> str:
    few = [names[pk] for pk in sorted(agencies)[:3]]
    return list_vi(few) + (f" và {len(agencies) - 3} cơ quan khác" if len(agencies) > 3 else "") or "không có"
