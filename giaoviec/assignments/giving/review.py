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
    "split": "tách một đề xuất",
    "joined": "nhập nhiều đề xuất",
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
    whole = 0
    changes: list[Change] = []
    for passages, tasks in _matched(proposed, given):
        differing = list(_match_changes(document, passages, tasks, known, names))
        whole += bool(passages and tasks) and not differing
        changes += differing
    counted = sum(passage.proposed == TASK for passage in proposed)
    return Review(1, counted, len(given), whole, tuple(changes))


_Match = tuple[list[Passage], list[_Given]]


def _matched(proposed: Sequence[Passage], given: Sequence[_Given]) -> list[_Match]:
    """Proposals with what was given of them: one and one; one and several (split); several and one (joined)."""
    groups: list[_Match] = []
    for one in given:
        best = _nearest(one.task, proposed)
        mine = next((group for group in groups if best is not None and best in group[0]), None)
        if mine is None:
            groups.append(([best] if best is not None else [], [one]))
        else:
            mine[1].append(one)
    for passage in proposed:
        if not any(passage in passages for passages, _ in groups):
            _place(passage, groups)
    return groups


def _place(passage: Passage, groups: list[_Match]) -> None:
    """A proposal that is no task's nearest: part of a joined one, or alone; an unsure one alone says nothing."""
    over = [group for group in groups if any(_share(passage, one.task) > _SAME for one in group[1])]
    if over and passage.proposed == TASK:
        over[0][0].append(passage)
    elif not over and passage.proposed == TASK:
        groups.append(([passage], []))


def _match_changes(
    document: Document, passages: list[Passage], tasks: list[_Given], known: Directory, names: dict[int, str]
) -> Iterator[Change]:
    """What the clerk did with these proposals; of what was split or joined the fields are not compared."""
    if len(passages) == 1 and len(tasks) == 1:
        yield from _differences(document, passages[0], tasks[0], known, names)
        return
    kind = "missed" if not passages else "extra" if not tasks else "split" if len(tasks) > 1 else "joined"
    ordered = sorted(passages, key=lambda passage: passage.start)
    proposed = " + ".join(str(passage.fields["content"]) for passage in ordered)
    yield Change(kind, str(document), proposed, " + ".join(one.task.content for one in tasks))


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


_SAME = 0.5
"""The share of the shorter of two passages from which they are taken for the same."""


def _nearest(task: Task, proposed: Sequence[Passage]) -> Passage | None:
    """The proposal of which this task was made; of two that cover it alike the one of nearly its own length."""
    best = max(proposed, key=lambda passage: (_share(passage, task), _share_of_both(passage, task)), default=None)
    return best if best is not None and _share(best, task) > _SAME else None


def _common(passage: Passage, task: Task) -> int:
    return max(0, min(passage.end, task.end or 0) - max(passage.start, task.start or 0))


def _share_of_both(passage: Passage, task: Task) -> float:
    common = _common(passage, task)
    sizes = passage.end - passage.start + (task.end or 0) - (task.start or 0)
    return common / max(1, sizes - common)


def _share(passage: Passage, task: Task) -> float:
    """How much of the shorter of the two is in the other."""
    shorter = min(passage.end - passage.start, (task.end or 0) - (task.start or 0))
    return _common(passage, task) / max(1, shorter)


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
