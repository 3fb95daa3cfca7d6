"""The fields of a task as they are typed, and the task that they mean; what is not understood yet is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.http import QueryDict

from giaoviec.agencies.text import plain
from giaoviec.assignments.completeness import Missing, NewTask, missing
from giaoviec.assignments.giving.state import Passage
from giaoviec.assignments.models import Task
from giaoviec.documents.models import Document
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite
from giaoviec.rules.deadlines import Deadline, NotUnderstood, understand
from giaoviec.rules.tasks import Cycle, Deliverable, DueSource, Relation, TaskClass

T = TypeVar("T")
TEXTS = (
    "content",
    "group",
    "due_text",
    "cycle",
    "deliverable",
    "deliver_to",
    "product",
    "monitoring_unit",
    "field",
    "notes",
    "origin",
    "relation",
    "related_to",
    "point",
)
FLAGS = ("starred", "written_report", "at_once")
MANY = ("leads", "collaborators", "excluded")
BLANK: dict[str, Any] = {**dict.fromkeys(TEXTS, ""), **dict.fromkeys(FLAGS, False), **dict.fromkeys(MANY, ())}
"""The fields of a task of which nothing is known."""
LENGTHS = {"content": 5000, "deliver_to": 200, "product": 300, "due_text": 300, "field": 60, "notes": 5000, "point": 60}


def typed(posted: QueryDict) -> dict[str, Any]:
    """The fields of the open passage as they were sent, each within its length; empty where they were not sent."""
    if "content" not in posted:
        return {}
    texts = {name: posted.get(name, "").strip()[: LENGTHS.get(name, 40)] for name in TEXTS}
    flags = {name: name in posted for name in FLAGS}
    many = {name: [value for value in posted.getlist(name) if value.isdecimal()] for name in MANY}
    return {**texts, **flags, **many}


@dataclass(frozen=True, slots=True)
class Understood:
    """What the typed fields mean: the task, what it still lacks, its deadline with the reason."""

    task: NewTask
    lacking: tuple[Missing, ...]
    deadline: Deadline | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.deadline.warnings if self.deadline else ()


def understood(
    passage: Passage, document: Document, *, on: date, origins: Mapping[int, date | None] | None = None
) -> Understood:
    """The task that a passage's fields mean on the day of giving; `origins` are the due days of parent tasks by id."""
    fields = passage.fields
    task = _task(passage, document)
    origin_due = (origins or {}).get(task.origin_id or 0)
    try:
        deadline = deadline_of(str(fields.get("due_text", "")), document, on=on)
    except (NotUnderstood, UnknownYear) as fault:
        problem = Missing("due_text", fault.sentence, Cite("QC 6.1.e"))
        others = missing(task, issued_on=document.issued_on, given_on=on, origin_due=origin_due)
        return Understood(task, (*(one for one in others if one.field not in ("due_text", "cycle")), problem))
    task = _dated(task, deadline, passage, document)
    lacking = missing(task, issued_on=document.issued_on, given_on=on, origin_due=origin_due)
    return Understood(task, tuple(_explained(one, deadline) for one in lacking), deadline)


def _explained(lack: Missing, deadline: Deadline | None) -> Missing:
    """A deadline that names no day ("khi hoàn thành quy hoạch") says itself what it lacks."""
    if lack.field != "due_text" or deadline is None or deadline.on is not None:
        return lack
    return replace(lack, sentence=f"Thời hạn “{deadline.text}” {deadline.why}.")


def deadline_of(text: str, document: Document, *, on: date) -> Deadline | None:
    """What a deadline in words means for a document given on a day; None where nothing was written."""
    if not text.strip():
        return None
    return understand(text, issued_on=document.issued_on, given_on=on, calendar=calendar())


def origin_dues(passages: Sequence[Passage]) -> dict[int, date | None]:
    """The due days of the tasks of the Government that these are derived from, by id; one statement."""
    wanted = {pk for one in passages if (pk := _number(one.fields.get("origin")))}
    return dict(Task.objects.filter(pk__in=wanted).values_list("pk", "due_on")) if wanted else {}


def _task(passage: Passage, document: Document) -> NewTask:
    fields = passage.fields
    cycle = _one(Cycle, fields.get("cycle"))
    return NewTask(
        content=str(fields.get("content", "")).strip(),
        leads=_ids(fields.get("leads")),
        group_id=_number(fields.get("group")),
        excluded=_ids(fields.get("excluded")) if fields.get("group") else (),
        collaborators=_ids(fields.get("collaborators")),
        task_class=TaskClass.OPEN_ENDED if cycle else TaskClass.DATED,
        cycle=cycle,
        deliverable=_one(Deliverable, fields.get("deliverable")) or Deliverable.NONE,
        deliver_to=str(fields.get("deliver_to", "")),
        product=str(fields.get("product", "")),
        monitoring_unit_id=_number(fields.get("monitoring_unit")),
        field=str(fields.get("field", "") or document.field),
        notes=str(fields.get("notes", "")),
        written_report=bool(fields.get("written_report")),
        starred=bool(fields.get("starred")),
        at_once=bool(fields.get("at_once")),
        origin_id=_number(fields.get("origin")),
        relation=_one(Relation, fields.get("relation")),
        related_to_id=_number(fields.get("related_to")),
        start=passage.start if passage.end > passage.start else None,
        end=passage.end if passage.end > passage.start else None,
        point=str(fields.get("point", "")),
    )


def _dated(task: NewTask, deadline: Deadline | None, passage: Passage, document: Document) -> NewTask:
    """With its deadline: a day makes it dated (5.1); "thường xuyên", or a cycle alone, open-ended (5.2)."""
    if deadline is None:
        return task
    said = deadline.text == passage.fields.get("due_said") or (
        plain(deadline.text) in plain(document.text[passage.start : passage.end])
    )
    known = replace(
        task,
        due_text=deadline.text,
        due_why=deadline.why,
        due_source=DueSource.DOCUMENT if said else DueSource.OFFICE,
        at_once=task.at_once or deadline.at_once,
    )
    if deadline.on is not None:
        rule = deadline.rule if deadline.kind == "recurring" else None
        return replace(known, task_class=TaskClass.DATED, cycle=None, due_on=deadline.on, series_rule=rule or "")
    if deadline.kind != "open":
        return known
    usual = str(profile_on(document.issued_on)["default_cycle"])
    cycle = task.cycle or _one(Cycle, deadline.cycle) or Cycle(usual)
    return replace(known, task_class=TaskClass.OPEN_ENDED, cycle=cycle)


def _ids(values: Any) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(value) for value in values or () if str(value).isdecimal()))


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() else None


def _one(enum: type[T], value: Any) -> T | None:
    try:
        return enum(value) if value else None  # type: ignore[call-arg]
    except ValueError:
        return None
