"""How a yearly work programme goes (2.2b): its tasks one by one, each with the agencies that lead it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from giaoviec.assignments import standing_sql as sql
from giaoviec.assignments.models import Assignment, Task
from giaoviec.assignments.queries import standing_of, visible
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import cites
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import Standing

COUNTED = ~Q(stage__in=[Stage.WITHDRAWN, Stage.PASSED_ON])


@dataclass(frozen=True, slots=True)
class Progress:
    """How many tasks of a programme there are, are done by every agency that leads them, and are late with one."""

    total: int = 0
    done: int = 0
    late: int = 0

    @property
    def running(self) -> int:
        """Neither done nor late."""
        return self.total - self.done - self.late


@cites("QC 2.2.b")
def progress(actor: Actor, documents: Collection[int], on: date) -> dict[int, Progress]:
    """By document: how its tasks stand, of those that the actor may see. One statement."""
    rows = visible(actor).filter(COUNTED, document__in=list(documents), parent=None).order_by()
    counted: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    by_task = rows.values_list("document_id", "task_id").annotate(
        number=Count("id"), done=Count("id", filter=Q(stage=Stage.CLOSED)), late=Count("id", filter=sql.overdue(on))
    )
    for document, _, *numbers in by_task:
        counted[document].append((numbers[0], numbers[1], numbers[2]))
    return {document: _progress(tasks) for document, tasks in counted.items()}


def _progress(tasks: Sequence[tuple[int, int, int]]) -> Progress:
    return Progress(
        total=len(tasks),
        done=sum(done == number for number, done, _ in tasks),
        late=sum(bool(late) for _, _, late in tasks),
    )


@dataclass(frozen=True, slots=True)
class Lead:
    """An agency that leads a task, and how that stands."""

    row: Assignment
    how: Standing


@dataclass(frozen=True, slots=True)
class Line:
    """A task of a programme; `due_on` is the earliest date that is not met yet, or else the last one."""

    task: Task
    leads: Sequence[Lead]

    @property
    def done(self) -> bool:
        return all(lead.how.done_on for lead in self.leads)

    @property
    def late(self) -> bool:
        return any(lead.how.overdue and not lead.how.done_on for lead in self.leads)

    @property
    def due_on(self) -> date | None:
        dues = [lead.how.due_on for lead in self.leads if lead.how.due_on and not lead.how.done_on]
        met = [lead.how.due_on for lead in self.leads if lead.how.due_on]
        return min(dues) if dues else max(met, default=None)

    @property
    def finished(self) -> int:
        return sum(lead.how.done_on is not None for lead in self.leads)


def lines(actor: Actor, document: int, on: date) -> list[Line]:
    """The tasks of a programme in its order, of those that the actor may see. One statement."""
    rows = visible(actor).filter(COUNTED, document=document, parent=None).select_related("task", "agency")
    by_task: dict[Task, list[Lead]] = {}
    for row in rows.order_by("task__position", "task_id", "agency__position", "agency_id", "id"):
        by_task.setdefault(row.task, []).append(Lead(row, standing_of(row, on)))
    return [Line(task, leads) for task, leads in by_task.items()]
