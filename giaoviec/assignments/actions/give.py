"""Giao việc (7.1): all tasks of a document in one act with one event that names every assignment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from giaoviec.agencies.models import Agency, AgencyGroup
from giaoviec.agencies.queries import directory, group_members, office
from giaoviec.assignments.actions.core import spell
from giaoviec.assignments.actions.following import debt_of_lead
from giaoviec.assignments.completeness import NewTask, missing
from giaoviec.assignments.models import Assignment, Collaboration, DueDate, Series, StageSpell, Task
from giaoviec.documents import actions as documents
from giaoviec.documents.actions import Span
from giaoviec.documents.gate import guard
from giaoviec.documents.models import Document
from giaoviec.documents.search import index
from giaoviec.duties import actions as duties
from giaoviec.duties.actions import Told
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.queries import events_of
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import Cite
from giaoviec.rules.deadlines import next_turn
from giaoviec.rules.duties import owed_at_giving
from giaoviec.rules.moves import Stage
from giaoviec.rules.profile import Profile
from giaoviec.rules.tasks import DueSource, TaskClass

TEXTS = ("content", "due_text", "deliver_to", "product", "field", "notes", "point")


@dataclass(frozen=True, slots=True)
class Sending:
    """What the giving screen sends along: the passages that give no task, and the draft that ends with it.

    `first`: nobody had judged the document when the screen was begun; then nobody else may have done so since.
    """

    not_tasks: Sequence[Span] = ()
    draft: str = ""
    first: bool = False


ALONE = Sending()


def give(
    document: Document,
    tasks: Sequence[NewTask],
    *,
    by: Actor,
    on: date,
    at: datetime,
    judged: bool = True,
    sending: Sending = ALONE,
) -> list[Assignment]:
    """Gives every task of a document; `judged`: nothing more of it waits to be judged (the duty of 7.1 is met).

    Raises `Refused` with the first thing that a task lacks ("Nhiệm vụ 3: …"), and `Stale` where somebody else was
    first; then nothing is given.
    """
    if refusal := may(by, "give"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=404)
    if not tasks:
        raise Refused("Chưa có nhiệm vụ nào để giao.", ground=Cite("QC 7.1"), status=422)
    leads = [_leads(task, number, on) for number, task in enumerate(tasks, start=1)]
    check(document, tasks, on=on)
    texts = {str(number): [getattr(task, name) for name in TEXTS] for number, task in enumerate(tasks, start=1)}
    guard(texts, channel="form", person_id=by.person_id, at=at)
    profile, working = profile_on(document.issued_on), calendar()
    with act("give", by=by, on=on, at=at, subject="document", subject_id=document.pk) as a:
        _claim(a, document, sending, judged=judged)
        documents.keep_passages(a, document, sending.not_tasks)
        made: list[Assignment] = []
        first = Task.objects.filter(document=document).count() + 1
        for position, (task, agencies) in enumerate(zip(tasks, leads, strict=True), start=first):
            made += give_one(a, document, task, agencies, position=position, profile=profile, calendar=working)
        a.touch("assignment", *(row.pk for row in made))
        a.note(tasks=len(tasks), assignments=[row.pk for row in made])
    return made


def _claim(a: Act, document: Document, sending: Sending, *, judged: bool) -> None:
    """First of all in the act, under the document's own lock: of two who press in the same instant one is told."""
    if judged and not documents.close_judging(a, document, has_tasks=True) and sending.first:
        who = events_of("document", document.pk).values_list("actor", flat=True).first()
        raise Stale(f"{who or 'Người khác'} vừa xét văn bản này; hãy mở trang văn bản xem các việc đã giao.")
    if sending.draft:
        documents.send_draft(a, sending.draft)


def check(document: Document, tasks: Sequence[NewTask], *, on: date) -> None:
    """Refuses the first thing that one of the tasks lacks (6.1a–e); in a field "2.due_text" of the second task."""
    origins = dict(
        Task.objects.filter(pk__in=[task.origin_id for task in tasks if task.origin_id]).values_list("pk", "due_on")
    )
    for number, task in enumerate(tasks, start=1):
        lacking = missing(task, issued_on=document.issued_on, given_on=on, origin_due=origins.get(task.origin_id or 0))
        if lacking:
            sentence = f"Nhiệm vụ {number}: {lacking[0].sentence}"
            raise Refused(sentence, ground=lacking[0].ground, field=f"{number}.{lacking[0].field}", status=422)


def _leads(task: NewTask, number: int, on: date) -> list[Agency]:
    """The lead agencies as of the day: named ones, and the members of a group, frozen now."""
    named = {agency.pk: agency for agency in directory(on).filter(pk__in=[*task.leads])}
    if len(named) != len(set(task.leads)):
        sentence = f"Nhiệm vụ {number}: có cơ quan không còn hoạt động vào ngày giao."
        raise Refused(sentence, ground=Cite("QC 1.2"), field=f"{number}.leads", status=422)
    if task.group_id:
        members = group_members(AgencyGroup.objects.get(pk=task.group_id), on)
        left_out = {*task.collaborators, *task.excluded}
        named |= {agency.pk: agency for agency in members if agency.pk not in left_out}
    return list(named.values())


def give_one(
    a: Act,
    document: Document,
    task: NewTask,
    agencies: Sequence[Agency],
    *,
    position: int,
    profile: Profile,
    calendar: Calendar,
    series: Series | None = None,
) -> list[Assignment]:
    """One task and its assignments, their spells, due dates, collaborators, duties and notices, in a few statements."""
    if task.series_rule and series is None:
        series = _begin_series(a, document, task, calendar)
    row = _task_row(a, document, task, position, series)
    index(a, "task", row.pk, document, row.content)
    made = begin(a, row, agencies, move="give", due_on=row.due_on)
    add_collaborators(a, made, task.collaborators)
    owe_at_giving(a, made, row, profile=profile, calendar=calendar)
    if task.start is not None and task.end is not None and series is None:
        documents.link_passage(a, document, task.start, task.end, task_id=row.pk)
    return made


def begin(
    a: Act,
    task: Task,
    agencies: Sequence[Agency],
    *,
    move: str,
    due_on: date | None,
    came_from: Assignment | None = None,
) -> list[Assignment]:
    """The assignments of a task to agencies, each in its first spell; one passed on keeps what it was under before."""
    watched = came_from or task
    rows = [
        Assignment(
            **a.row(
                task=task, document_id=task.document_id, agency=agency, came_from=came_from,
                stage=Stage.GIVEN, stage_on=a.on, given_on=a.on, acted_on=a.on,
                monitoring_unit_id=watched.monitoring_unit_id, task_class=task.task_class, starred=watched.starred,
                original_due_on=due_on, due_on=due_on, cycle=watched.cycle,
            )
        )
        for agency in agencies
    ]  # fmt: skip
    made = Assignment.objects.bulk_create(rows)
    StageSpell.objects.bulk_create([StageSpell(**spell(a, row, Stage.GIVEN, move)) for row in made])
    if due_on:
        DueDate.objects.bulk_create([DueDate(**a.row(assignment=row, due_on=due_on, cause="given")) for row in made])
    return made


def _task_row(a: Act, document: Document, task: NewTask, position: int, series: Series | None) -> Task:
    dated = task.task_class is TaskClass.DATED
    return Task.objects.create(
        **a.row(
            document=document, position=position, point=task.point, start=task.start, end=task.end,
            content=task.content.strip(), task_class=task.task_class, deliverable=task.deliverable,
            deliver_to=task.deliver_to, product=task.product, due_text=task.due_text,
            due_on=task.due_on if dated else None, due_why=task.due_why,
            due_source=task.due_source if dated else DueSource.NONE,
            at_once=task.at_once, cycle="" if dated else task.cycle or "", monitoring_unit_id=task.monitoring_unit_id,
            field=task.field, notes=task.notes, written_report=task.written_report, starred=task.starred,
            origin_id=task.origin_id, relation=task.relation or "", related_to_id=task.related_to_id,
            series=series, given_to_group_id=task.group_id,
        )
    )  # fmt: skip


def add_collaborators(a: Act, assignments: Iterable[Assignment], agencies: Sequence[int]) -> None:
    """Agencies that work with the leads; each is told, once an act."""
    rows = [
        Collaboration(**a.row(assignment=assignment, agency_id=agency))
        for assignment in assignments
        for agency in dict.fromkeys(agencies)
        if agency != assignment.agency_id
    ]
    Collaboration.objects.bulk_create(rows)
    first = {row.agency_id: row.assignment_id for row in reversed(rows)}
    duties.tell_all(
        a,
        [
            Told(agency, "collaborate", "assignment", pk, "Được giao phối hợp.", f"{a.id}:collaborate:{pk}")
            for agency, pk in sorted(first.items())
        ],
    )


def _begin_series(a: Act, document: Document, task: NewTask, calendar: Calendar) -> Series:
    after = task.due_on or a.on
    return Series.objects.create(
        **a.row(document=document, rule=task.series_rule, next_on=next_turn(task.series_rule, after, calendar))
    )


def owe_at_giving(
    a: Act, assignments: Sequence[Assignment], task: Task, *, profile: Profile, calendar: Calendar
) -> None:
    """The duties that a giving sets (7.2b, 6.1e, 6.1 end), for all its assignments at once; each lead is told."""
    due_on = assignments[0].due_on if assignments else None
    owed = owed_at_giving(
        given_on=a.on, due_on=due_on, task_class=TaskClass(task.task_class), profile=profile, calendar=calendar,
        cycle=task.cycle, at_once=task.at_once, written_report=task.written_report,
    )  # fmt: skip
    watching = office().pk
    debts = [
        debt_of_lead(row, each.kind, each.due_on, office=watching, turn=each.turn)
        for row in assignments
        for each in owed
    ]
    duties.owe_all(a, debts)
    duties.tell_all(
        a, [Told(row.agency_id, "give", "assignment", row.pk, "", f"{a.id}:{row.pk}") for row in assignments]
    )
