"""A task that comes again: its next turn is given the day after the one before fell due, in time for the next."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.agencies.models import Agency
from giaoviec.assignments.actions.give import give_one
from giaoviec.assignments.completeness import NewTask
from giaoviec.assignments.models import Assignment, Collaboration, Series, Task
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.deadlines import next_turn
from giaoviec.rules.moves import Stage
from giaoviec.rules.tasks import Cycle, Deliverable, DueSource, TaskClass


def make_turns(*, on: date, at: datetime) -> int:
    """Gives every turn whose predecessor's day has passed; says how many. May be run again: a turn is made once."""
    made = 0
    for series in Series.objects.filter(voided_at=None, ended_on=None, next_on__isnull=False).order_by("id"):
        last = series.turns.filter(voided_at=None).order_by("-due_on", "-id").first()
        while last and last.due_on and last.due_on < on and series.next_on:
            last = _make(series, last, on=on, at=at)
            made += last is not None
    return made


def _make(series: Series, last: Task, *, on: date, at: datetime) -> Task | None:
    """The next turn; None, and the series is at its end, where nobody leads the one before any more."""
    working, document, leads = calendar(), series.document, _leads(last)
    with act("next_turn", by=None, on=on, at=at, subject="document", subject_id=document.pk, series=series.pk) as a:
        if not leads:
            Series.objects.filter(pk=series.pk).update(ended_on=on, next_on=None)
            return None
        rows = give_one(
            a, document, _again(series, last), leads, position=last.position,
            profile=profile_on(document.issued_on), calendar=working, series=series,
        )  # fmt: skip
        a.touch("assignment", *(row.pk for row in rows))
        assert series.next_on is not None
        series.next_on = next_turn(series.rule, series.next_on, working)
        Series.objects.filter(pk=series.pk).update(next_on=series.next_on)
    return rows[0].task


def _leads(last: Task) -> list[Agency]:
    """Whoever leads the turn before: passed on is with the other agency, withdrawn comes no more."""
    rows = Assignment.objects.filter(task=last, parent=None, voided_at=None)
    going = rows.exclude(stage__in=[Stage.PASSED_ON, Stage.WITHDRAWN])
    return [row.agency for row in going.select_related("agency").order_by("agency__position", "id")]


def _again(series: Series, last: Task) -> NewTask:
    helping = Collaboration.objects.filter(assignment__task=last, voided_at=None).values_list("agency_id", flat=True)
    return NewTask(
        content=last.content,
        leads=(),
        collaborators=tuple(sorted(set(helping))),
        task_class=TaskClass(last.task_class),
        due_text=last.due_text,
        due_on=series.next_on,
        due_why=last.due_why,
        due_source=DueSource(last.due_source),
        at_once=False,
        cycle=Cycle(last.cycle) if last.cycle else None,
        series_rule=series.rule,
        deliverable=Deliverable(last.deliverable),
        deliver_to=last.deliver_to,
        product=last.product,
        monitoring_unit_id=last.monitoring_unit_id,
        field=last.field,
        notes=last.notes,
        written_report=last.written_report,
        starred=last.starred,
        point=last.point,
        start=last.start,
        end=last.end,
    )


def end_series(series_id: int, *, by: Actor, on: date, at: datetime) -> None:
    """No further turn: those that were given go on."""
    if refusal := may(by, "give"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=404)
    series = Series.objects.filter(pk=series_id, voided_at=None, ended_on=None).first()
    if series is None:
        raise Refused("Chuỗi nhiệm vụ này đã dừng hoặc không có.", status=404)
    with act("end_series", by=by, on=on, at=at, subject="document", subject_id=series.document_id, series=series.pk):
        Series.objects.filter(pk=series_id).update(ended_on=on, next_on=None)
