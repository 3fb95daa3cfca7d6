"""An assignment lived in memory: its open rows, and what the moves look at.

What is mirrored here and in `owing`, `ticking`, `moving` is the shared part of `assignments.actions` (`core`,
`following`, `terms`) and the calendar's part of `oversight.actions`. A test lives the same lives through the actions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from giaoviec.days import start_of
from giaoviec.demo.book import Book
from giaoviec.demo.ledger import Row
from giaoviec.journal.actions import Act
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.moves import OPEN, WITH_AGENCY, Move, Situation, Stage
from giaoviec.rules.profile import Profile
from giaoviec.rules.roles import Role
from giaoviec.rules.standing import Timeliness, present
from giaoviec.rules.tasks import TaskClass

TICK_AT = timedelta(minutes=5)
"""The calendar's own acts come first on a day."""


class Impossible(Exception):
    """A move that the rule book refuses: the story then goes another way."""


@dataclass(slots=True)
class Lived:
    """A move that was made, so that it can be made again through the actions."""

    move: str
    by: Actor | None
    on: date
    at: datetime
    what: dict[str, Any]


@dataclass(slots=True)
class Ground:
    """What all lives of a history stand on; `ticks` are the acts of the calendar, one a day."""

    book: Book
    calendar: Calendar
    office_id: int
    committee_id: int
    ticks: dict[date, Act] = field(default_factory=dict)

    def tick(self, day: date) -> Act:
        if day not in self.ticks:
            at = start_of(day) + TICK_AT
            self.ticks[day] = self.book.act("tick", by=None, on=day, at=at, subject="day", subject_id=None)
        return self.ticks[day]


@dataclass(slots=True)
class Living:
    """One assignment with its open rows. `row`, `task`, `document` are columns by their names.

    `leads` are all agencies that lead the task, one list for all its lives; `late_chance` is the story's own
    probability that it is not done by its due date (`demo.lateness`), None where it was told otherwise.
    """

    ground: Ground
    row: Row
    task: Row
    document: Row
    profile: Profile
    last_at: datetime
    spell: Row = field(default_factory=dict)
    late_chance: float | None = None
    owed: dict[tuple[str, int, str], Row] = field(default_factory=dict)
    turns: set[tuple[str, str]] = field(default_factory=set)
    leads: list[int] = field(default_factory=list)
    helping: list[Row] = field(default_factory=list)
    inside: list[Living] = field(default_factory=list)
    over: Living | None = None
    pending: dict[str, Row] = field(default_factory=dict)
    claimers: frozenset[int] = frozenset()
    confirmers: frozenset[int] = frozenset()
    ticked_on: date = date.min
    script: list[Lived] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def book(self) -> Book:
        return self.ground.book

    @property
    def stage(self) -> Stage:
        return Stage(self.row["stage"])

    @property
    def open(self) -> bool:
        return self.row["stage"] in OPEN

    @property
    def with_agency(self) -> bool:
        return self.row["stage"] in WITH_AGENCY

    def overdue(self, on: date) -> bool:
        row = self.row
        found = present(
            stage=Stage(row["stage"]), task_class=TaskClass(row["task_class"]), due_on=row["due_on"],
            claimed_on=row["claimed_on"], done_on=row["done_on"], cycle=row["cycle"],
            last_update_on=row["last_update_on"], given_on=row["given_on"], on=on,
        )  # fmt: skip
        return found.timeliness is Timeliness.OVERDUE

    def situation(self, on: date, **supposing: Any) -> Situation:
        """As `assignments.queries.situation`."""
        row = self.row
        asked = [each for each in self.helping if each["asked_on"] and not each["answered_at"]]
        facts: dict[str, Any] = {
            "overdue": self.overdue(on),
            "explained": row["explained"],
            **supposing,
        }
        return Situation(
            stage=Stage(row["stage"]), agency_id=row["agency_id"], on=on,
            monitoring_unit_id=row["monitoring_unit_id"], task_class=TaskClass(row["task_class"]),
            starred=row["starred"], due_on=row["due_on"], progress_entered=row["first_update_on"] is not None,
            returns_this_giving=row["returns_this_giving"], extension_pending=row["extension_pending"],
            extensions=row["extensions"], obstacle_pending=row["obstacle_open"],
            quality_rejected=row["quality_rejected"], first_confirmers=self.confirmers, claimers=self.claimers,
            collaborators=frozenset(each["agency_id"] for each in self.helping),
            opinion_from=frozenset(each["agency_id"] for each in asked), internal=self.over is not None,
            unit_id=row["unit_id"], officer_id=row["officer_id"],
            officers=frozenset(c.row["officer_id"] for c in self.inside if c.row["officer_id"]),
            units=frozenset(c.row["unit_id"] for c in self.inside if c.row["unit_id"]), **facts,
        )  # fmt: skip


@dataclass(slots=True)
class Step:
    """A move under way."""

    life: Living
    move: Move
    situation: Situation
    by: Actor
    a: Act

    @property
    def on(self) -> date:
        return self.a.on

    @property
    def row(self) -> Row:
        return self.life.row

    def add(self, model: Any, **columns: Any) -> Row:
        """A fact row of this act, about this assignment."""
        return self.life.book.add(model, **self.a.row(**columns))

    def index(self, subject: str, pk: int, text: str) -> None:
        """Words that only the assignment's agency (and those who see all) may find."""
        self.life.book.index(self.a, subject, pk, self.row["document_id"], text, agency=self.row["agency_id"])


def doer(life: Living) -> Row:
    """Inside an agency: whom the work was given to."""
    row = life.row
    return (
        {"person_id": row["officer_id"]} if row["officer_id"] else {"unit_id": row["unit_id"], "role": Role.UNIT_HEAD}
    )
