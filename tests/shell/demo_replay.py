"""Lives a story of the demonstration again, through the actions: the same acts on the same days, and the calendar's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from giaoviec.agencies.models import Agency, Person, Unit
from giaoviec.assignments.actions import (
    changing,
    claims,
    doing,
    ending,
    extensions,
    inside,
    obstacles,
    opinions,
    returns,
    succession,
)
from giaoviec.assignments.actions.give import NewTask, give
from giaoviec.assignments.actions.series import make_turns
from giaoviec.assignments.models import Assignment
from giaoviec.days import start_of
from giaoviec.demo.history import Story
from giaoviec.demo.living import Lived, Living
from giaoviec.documents.actions import register
from giaoviec.documents.actions.registering import particulars_of
from giaoviec.documents.models import Document
from giaoviec.journal.actions import Act
from giaoviec.oversight.actions import calendar_duties
from giaoviec.rules.tasks import Cycle

ROOMS = (doing, returns, claims, extensions, obstacles, opinions, changing, ending, inside, succession)
VERBS = {name: getattr(room, name) for room in reversed(ROOMS) for name in dir(room) if not name.startswith("_")}
DOCUMENT_COLUMNS = {column.attname for column in Document._meta.concrete_fields}


@dataclass
class Replay:
    """`ids` says which assignment a life became."""

    story: Story
    ids: dict[int, int] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ticked = {a.on for a in self.story.world.book.acts if a.by is None}

    def run(self) -> None:
        things = sorted([*self._acts(), *self._moves()], key=lambda thing: thing[0])
        day = min(at for at, _ in things).date()
        for at, thing in things:
            day = self._calendar_to(day, at.date())
            self._do(thing)
        self._calendar_to(day, self.story.world.today)

    def _calendar_to(self, day: date, last: date) -> date:
        """The calendar's days up to one; of those on which the story had nothing, the Mondays."""
        while day <= last:
            if day.weekday() == 0 or day in self._ticked:
                self._calendar(day)
            day += timedelta(days=1)
        return day

    def _acts(self) -> list[tuple[datetime, Any]]:
        return [(a.at, a) for a in self.story.world.book.acts if a.verb in ("register", "give")]

    def _moves(self) -> list[tuple[datetime, Any]]:
        return [(lived.at, (life, lived)) for life in self.story.lives for lived in life.script]

    def _do(self, thing: Any) -> None:
        if isinstance(thing, Act):
            self._register(thing) if thing.verb == "register" else self._give(thing)
        else:
            self._move(*thing)

    def _calendar(self, day: date) -> None:
        at = start_of(day) + timedelta(minutes=5)
        make_turns(on=day, at=at)
        calendar_duties.explanations(on=day, at=at)
        calendar_duties.cycle_updates(on=day, at=at)
        self._find_turns()

    def _find_turns(self) -> None:
        """Turns that the calendar has given: by their series, day and agency."""
        for life in self.story.lives:
            row, task = life.row, life.task
            if row["id"] not in self.ids and task["series_id"] and not row["parent_id"] and not row["came_from_id"]:
                found = Assignment.objects.filter(
                    task__series__isnull=False, task__due_on=task["due_on"], agency_id=life.leads[0],
                    task__content=task["content"],
                ).first()  # fmt: skip
                if found:
                    self.ids[row["id"]] = found.pk

    def _register(self, a: Act) -> None:
        row = next(row for row in self._documents() if row["id"] == a.subject_id)
        columns = {name: value for name, value in row.items() if name in DOCUMENT_COLUMNS}
        new = particulars_of(Document(**columns))
        assert a.by is not None
        self.documents[row["id"]] = register(new, by=a.by, on=a.on, at=a.at)

    def _documents(self) -> list[dict[str, Any]]:
        return self.story.world.book.ledger.rows(Document)

    def _give(self, a: Act) -> None:
        lives = [life for life in self.story.lives if life.row["act"] == a.id]
        tasks = {life.task["id"]: life.task for life in lives}
        news = [self._new_task(task, [life for life in lives if life.task is task], a) for task in tasks.values()]
        assert a.by is not None
        made = give(self.documents[a.subject_id or 0], news, by=a.by, on=a.on, at=a.at)
        for life in lives:
            place = list(tasks).index(life.task["id"])
            mine = [row for row in made if row.task.position == place + 1]
            self.ids[life.id] = next(row.pk for row in mine if row.agency_id == self._first_agency(life))

    def _first_agency(self, life: Living) -> int:
        """To whom it was given: a successor may have it now."""
        return int(next(row["holder_agency_id"] for row in self._spells() if row["assignment_id"] == life.id))

    def _spells(self) -> list[dict[str, Any]]:
        from giaoviec.assignments.models import StageSpell

        return self.story.world.book.ledger.rows(StageSpell)

    def _new_task(self, task: dict[str, Any], lives: list[Living], a: Act) -> NewTask:
        helpers = {each["agency_id"] for life in lives for each in life.helping if each["act"] == a.id}
        words = self._first_words(task)
        return NewTask(
            content=words, leads=tuple(self._first_agency(life) for life in lives), collaborators=tuple(sorted(helpers)),
            task_class=task["task_class"], due_text=task["due_text"], due_on=task["due_on"], due_why=task["due_why"],
            due_source=task["due_source"], at_once=task["at_once"], cycle=Cycle(task["cycle"]) if task["cycle"] else None,
            series_rule=self._rule(task), deliverable=task["deliverable"],
            monitoring_unit_id=task["monitoring_unit_id"], field=task["field"], written_report=task["written_report"],
            starred=task["starred"],
        )  # fmt: skip

    def _rule(self, task: dict[str, Any]) -> str:
        from giaoviec.assignments.models import Series

        rows = self.story.world.book.ledger.rows(Series)
        return next((str(row["rule"]) for row in rows if row["id"] == task["series_id"]), "")

    def _first_words(self, task: dict[str, Any]) -> str:
        """What it said before it was corrected."""
        from giaoviec.documents.models import Revision

        rows = self.story.world.book.ledger.rows(Revision)
        said = (row["old"] for row in rows if row["subject_id"] == task["id"] and row["field"] == "content")
        return str(next(said, task["content"]))

    def _move(self, life: Living, lived: Lived) -> None:
        what = dict(lived.what)
        new, child = what.pop("new", None), what.pop("child", None)
        for name, model in (
            ("agency", Agency),
            ("suggested", Agency),
            ("successor", Agency),
            ("unit", Unit),
            ("officer", Person),
        ):
            if isinstance(what.get(name), int):
                what[name] = model.objects.get(pk=what[name])
        made = VERBS[lived.move](self.ids[life.id], by=lived.by, on=lived.on, at=lived.at, **what)
        if new or child:
            self.ids[new or child] = made.pk
