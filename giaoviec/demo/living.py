"""An assignment lived in memory: the rule book is asked at each move, and the same rows come about as by the actions.

What is mirrored here is `assignments.actions.core` and `.following` (the shared part of every move) and the calendar's
part of `oversight.actions.calendar_duties`. A test lives the same lives through the actions and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from giaoviec.assignments.models import Assignment, DueDate, StageSpell
from giaoviec.days import day_of, start_of
from giaoviec.demo.book import Book
from giaoviec.demo.ledger import Row
from giaoviec.duties.models import Duty
from giaoviec.journal.actions import Act
from giaoviec.rules.access import Actor, Role
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.duties import DutyKind, Owner, decider, due, fell_overdue, owed_at_giving, turn
from giaoviec.rules.effects import Effect, effect
from giaoviec.rules.holders import PRECEDENCE, STAGE_HOLDERS, Holder
from giaoviec.rules.moves import OPEN, WITH_AGENCY, Move, Situation, Stage, check
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.profile import Profile
from giaoviec.rules.standing import Timeliness, present
from giaoviec.rules.tasks import TaskClass

COUNTED = {
    Holder.AGENCY: "days_agency",
    Holder.OFFICE: "days_office",
    Holder.COLLABORATOR: "days_collaborator",
    Holder.OUTSIDE: "days_outside",
}
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

    `leads` are all agencies that lead the task, one list for all its lives.
    """

    ground: Ground
    row: Row
    task: Row
    document: Row
    profile: Profile
    last_at: datetime
    spell: Row = field(default_factory=dict)
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


@contextmanager
def carry_out(
    life: Living, move: Move, *, by: Actor, at: datetime, supposing: Mapping[str, Any] | None = None, **facts: Any
) -> Iterator[Step]:
    """A move that the rule book allows (`Impossible` otherwise), on the day of `at`, from its act to the taking."""
    at = max(at, life.last_at + timedelta(seconds=40))
    on = day_of(at)
    catch_up(life, on)
    situation = life.situation(on, **(supposing or {}))
    if refusal := check(move, situation, by, profile=life.profile):
        raise Impossible(refusal.sentence)
    a = life.book.act(move.value, by=by, on=on, at=at, subject="assignment", subject_id=life.id, **facts)
    step = Step(life, move, situation, by, a)
    yield step
    _take(step)


def _take(step: Step) -> None:
    """As `core.take`: days to whoever held the ball, the version, who holds it now."""
    row, on = step.row, step.on
    counted = COUNTED.get(Holder(row["holder"]))
    if counted and on > row["acted_on"]:
        row[counted] += (on - row["acted_on"]).days
    row["acted_on"], row["holder"] = on, holder_now(row)
    row["version"] += 1
    step.life.last_at = step.a.at


def holder_now(row: Row) -> Holder:
    base = STAGE_HOLDERS[Stage(row["stage"])]
    if base is not Holder.AGENCY:
        return base
    waits = {
        Holder.OUTSIDE: row["waits_outside"],
        Holder.OFFICE: row["extension_pending"] or row["obstacle_open"],
        Holder.COLLABORATOR: row["waits_opinion"],
    }
    return next((holder for holder in PRECEDENCE if waits.get(holder)), Holder.AGENCY)


def enter(step: Step, stage: Stage, **columns: Any) -> None:
    """Closes the open spell and opens the next; the present columns follow."""
    life, a = step.life, step.a
    life.spell.update(until_on=a.on, until_at=a.at, until_act=a.id)
    life.row.update(stage=stage, stage_on=a.on, **columns)
    begin_spell(life, a, stage, step.move)


def begin_spell(life: Living, a: Act, stage: Stage, move: str) -> None:
    holder = STAGE_HOLDERS[stage]
    agency = life.row["agency_id"] if holder is Holder.AGENCY else None
    life.spell = life.book.add(
        StageSpell,
        **a.row(assignment_id=life.id, stage=stage, holder=holder, holder_agency_id=agency, move=move),
    )


# ---- duties


def settle(
    step: Step,
    *,
    for_quality: bool = False,
    new_due_on: date | None = None,
    named: date | None = None,
    result_on: date | None = None,
    asked: int | None = None,
    turn_of: str = "",
) -> None:
    """As `following.settle`."""
    life = step.life
    at_once = life.task["at_once"]
    follows = effect(
        step.move, step.situation, profile=life.profile,
        at_once=at_once, for_quality=for_quality, new_due_on=new_due_on,
    )  # fmt: skip
    _end(step, follows, result_on, asked)
    if follows.redates and new_due_on:
        put_off(life, step.a, follows.redates, new_due_on)
    if follows.carries:
        _carry(step, follows.carries)
    for kind in follows.sets:
        _owe_after(step, kind, named or new_due_on, at_once, asked, turn_of)


def _end(step: Step, follows: Effect, result_on: date | None, asked: int | None) -> None:
    for kind in follows.meets:
        on = result_on if kind is DutyKind.RESULT and result_on else step.on
        meet(step.life, step.a, kind, on=on, agency=asked if kind is DutyKind.OPINION else None)
    if follows.drops:
        drop(step.life, step.a, follows.drops)


def _owe_after(step: Step, kind: DutyKind, named: date | None, at_once: bool, asked: int | None, turn_of: str) -> None:
    life, row = step.life, step.row
    by_name = named if kind in (DutyKind.RESULT, DutyKind.WRITTEN_REPORT, DutyKind.OPINION) else None
    day = due(
        kind, step.on, profile=life.profile, calendar=life.ground.calendar, at_once=at_once, cycle=row["cycle"],
        named=by_name,
    )  # fmt: skip
    this = turn_of or turn(kind, step.on, profile=life.profile, cycle=row["cycle"])
    if kind.owner is Owner.OFFICE:
        owe(life, step.a, kind, day, turn=this, **_office_desk(life, kind))
    elif kind is DutyKind.OPINION:
        owe(life, step.a, kind, day, turn=this, agency_id=asked, awaited_by_id=row["agency_id"])
    else:
        owe(life, step.a, kind, day, turn=this, **desk_of_lead(life))


def _office_desk(life: Living, kind: DutyKind) -> Row:
    row = life.row
    role = kind.role or Role.MONITOR
    if kind is DutyKind.DECIDE_EXTENSION:
        role = decider(starred=row["starred"], profile=life.profile)
    if role is Role.CHAIRMAN:
        return {"agency_id": life.ground.committee_id, "role": role, "awaited_by_id": row["agency_id"]}
    unit = row["monitoring_unit_id"] if role is Role.MONITOR else None
    return {"agency_id": life.ground.office_id, "role": role, "unit_id": unit, "awaited_by_id": row["agency_id"]}


def desk_of_lead(life: Living) -> Row:
    row = life.row
    if life.over is None:
        waited = {"awaited_by_id": life.ground.office_id, "awaited_unit_id": row["monitoring_unit_id"]}
        return {"agency_id": row["agency_id"], **waited}
    return {"agency_id": row["agency_id"], "awaited_by_id": row["agency_id"], **doer(life)}


def doer(life: Living) -> Row:
    """Inside an agency: whom the work was given to."""
    row = life.row
    return (
        {"person_id": row["officer_id"]} if row["officer_id"] else {"unit_id": row["unit_id"], "role": Role.UNIT_HEAD}
    )


def owe(
    life: Living, a: Act, kind: DutyKind, due_on: date, *, turn: str = "", agency_id: int | None, **whose: Any
) -> None:
    """Owed already, and still open: stays as it is."""
    key = (kind.value, int(agency_id or 0), turn)
    if key in life.owed:
        return
    if kind is not DutyKind.OPINION and whose.get("awaited_by_id") is None and a.by is not None:
        whose["awaited_by_id"] = a.by.agency_id
    life.turns.add((kind.value, turn))
    life.owed[key] = life.book.add(
        Duty,
        **a.row(
            kind=kind.value, agency_id=agency_id, subject="assignment", subject_id=life.id, assignment_id=life.id,
            due_on=due_on, turn=turn, **whose,
        ),
    )  # fmt: skip


def meet(life: Living, a: Act, kind: DutyKind, *, on: date, agency: int | None = None) -> None:
    for key in _open(life, (kind,), agency):
        life.owed.pop(key).update(met_on=on, met_at=a.at, met_act=a.id)


def drop(life: Living, a: Act, kinds: Iterable[DutyKind]) -> None:
    for key in _open(life, kinds):
        life.owed.pop(key).update(dropped_on=a.on, dropped_at=a.at, dropped_act=a.id)


def put_off(life: Living, a: Act, kinds: Iterable[DutyKind], due_on: date) -> None:
    """The open rows end, new ones with another day follow."""
    for key in _open(life, kinds):
        old = life.owed.pop(key)
        old.update(dropped_on=a.on, dropped_at=a.at, dropped_act=a.id)
        life.owed[key] = _copy(life, a, old, on=old["on"], due_on=due_on)


def _carry(step: Step, kinds: Iterable[DutyKind]) -> None:
    """What the old agency owes goes to the one that the row has now, with its day."""
    life, a = step.life, step.a
    for key in _open(life, kinds):
        old = life.owed.pop(key)
        old.update(dropped_on=a.on, dropped_at=a.at, dropped_act=a.id)
        moved = {"agency_id": life.row["agency_id"], "unit_id": life.row["unit_id"]}
        life.owed[(key[0], life.row["agency_id"], key[2])] = _copy(life, a, old, on=a.on, **moved)


_COPIED = (
    "kind", "subject", "subject_id", "assignment_id", "due_on", "turn",
    "agency_id", "unit_id", "person_id", "role", "awaited_by_id", "awaited_unit_id",
)  # fmt: skip


def _copy(life: Living, a: Act, old: Row, **changes: Any) -> Row:
    return life.book.add(Duty, **a.row(**({name: old[name] for name in _COPIED} | changes)))


def _open(life: Living, kinds: Iterable[DutyKind], agency: int | None = None) -> list[tuple[str, int, str]]:
    wanted = {kind.value for kind in kinds}
    return [key for key in life.owed if key[0] in wanted and (agency is None or key[1] == agency)]


def owe_at_giving(life: Living, a: Act) -> None:
    """As `give.owe_at_giving` (inside an agency as `inside`)."""
    row, task = life.row, life.task
    owed = owed_at_giving(
        given_on=a.on, due_on=row["due_on"], task_class=TaskClass(row["task_class"]), profile=life.profile,
        calendar=life.ground.calendar, cycle=row["cycle"], at_once=task["at_once"],
        written_report=task["written_report"], internal=life.over is not None,
    )  # fmt: skip
    for each in owed:
        owe(life, a, each.kind, each.due_on, turn=each.turn, **desk_of_lead(life))


# ---- what the calendar does by itself


def catch_up(life: Living, on: date) -> None:
    """Everything that the calendar demanded of it since it was last looked at, up to a day."""
    if life.over is None and life.with_agency and on > life.ticked_on:
        _explanation_falls_due(life, on)
        _cycles_begin(life, on)
    life.ticked_on = max(life.ticked_on, on)


def _explanation_falls_due(life: Living, on: date) -> None:
    row = life.row
    if row["task_class"] != TaskClass.DATED or row["due_on"] is None or row["explained"]:
        return
    day = max(fell_overdue(row["due_on"]), life.ticked_on + timedelta(days=1))
    this = f"overdue {row['due_on']}"
    if day > on or (DutyKind.EXPLANATION.value, this) in life.turns:
        return
    last = due(DutyKind.EXPLANATION, fell_overdue(row["due_on"]), profile=life.profile, calendar=life.ground.calendar)
    _owe_by_calendar(life, day, DutyKind.EXPLANATION, last, this)


def _cycles_begin(life: Living, on: date) -> None:
    row = life.row
    if row["task_class"] != TaskClass.OPEN_ENDED or not row["cycle"]:
        return
    day = life.ticked_on + timedelta(days=1)
    while day <= on:
        this = turn(DutyKind.CYCLE_UPDATE, day, profile=life.profile, cycle=row["cycle"])
        told = row["last_update_on"] and row["last_update_on"] >= cycle_start(row["cycle"], day)
        if not told and (DutyKind.CYCLE_UPDATE.value, this) not in life.turns:
            last = due(
                DutyKind.CYCLE_UPDATE, day, profile=life.profile, calendar=life.ground.calendar, cycle=row["cycle"]
            )
            _owe_by_calendar(life, day, DutyKind.CYCLE_UPDATE, last, this)
        day = _next_cycle(row["cycle"], day)


def _next_cycle(cycle: str, day: date) -> date:
    first = cycle_start(cycle, day)
    later = first + timedelta(days=27)
    while cycle_start(cycle, later) == first:
        later += timedelta(days=1)
    return later


def _owe_by_calendar(life: Living, day: date, kind: DutyKind, due_on: date, turn: str) -> None:
    a = life.ground.tick(day)
    a.touch("assignment", life.id)
    owe(life, a, kind, due_on, turn=turn, **desk_of_lead(life))


# ---- who is told


def tell(step: Step, text: str, *, agency: int | None = None) -> None:
    who = doer(step.life) if step.life.over is not None and agency is None else {}
    whom = agency or step.row["agency_id"]
    _tell(step.life, step.a, step.move, text, whom, **who)


def tell_above(step: Step, text: str) -> None:
    """The Office's monitoring unit; inside an agency the person who gave the work on."""
    life = step.life
    if life.over is not None:
        _tell(life, step.a, step.move, text, step.row["agency_id"], end=":above", person_id=step.row["by_id"])
    else:
        desk = {"unit_id": step.row["monitoring_unit_id"], "role": Role.MONITOR}
        _tell(life, step.a, step.move, text, life.ground.office_id, end=":above", **desk)


def _tell(life: Living, a: Act, kind: str, text: str, agency: int, *, end: str = "", **who: Any) -> None:
    life.book.tell(
        a, agency=agency, kind=kind, subject="assignment", subject_id=life.id, text=text,
        key=f"{a.id}:{life.id}:{agency}{end}", **who,
    )  # fmt: skip


# ---- another due date


def new_due(step: Step, due_on: date, *, cause: str, reason: str) -> None:
    """As `terms.new_due`: a row that supersedes; what was given inside is brought in."""
    life = step.life
    step.add(DueDate, assignment_id=life.id, due_on=due_on, cause=cause, reason=reason)
    life.row.update(due_on=due_on, explained=False)
    for child in life.inside:
        if child.open and not (child.row["due_on"] and child.row["due_on"] <= due_on):
            _bring_in(step, child, due_on)


def _bring_in(step: Step, child: Living, limit: date) -> None:
    reason = "Hạn của việc cấp trên đã thay đổi."
    step.add(DueDate, assignment_id=child.id, due_on=limit, cause="parent", reason=reason)
    child.row.update(due_on=limit, task_class=TaskClass.DATED, explained=False, version=child.row["version"] + 1)
    put_off(child, step.a, (DutyKind.RESULT, DutyKind.WRITTEN_REPORT), limit)
    step.a.touch("assignment", child.id)
    text = f"Hạn mới {limit:%d/%m/%Y} theo hạn của việc cấp trên."
    _tell(child, step.a, "set_due", text, child.row["agency_id"], **doer(child))


def new_life(
    ground: Ground, a: Act, task: Row, document: Row, profile: Profile, *, move: str, over: Living | None = None,
    **columns: Any,
) -> Living:  # fmt: skip
    """A new assignment in its first spell, with its due date."""
    row = ground.book.add(
        Assignment,
        **a.row(
            task_id=task["id"], document_id=document["id"], stage=Stage.GIVEN, stage_on=a.on, given_on=a.on,
            acted_on=a.on, **columns,
        ),
    )  # fmt: skip
    life = Living(ground, row, task, document, profile, a.at, over=over, ticked_on=a.on)
    begin_spell(life, a, Stage.GIVEN, move)
    if row["due_on"]:
        ground.book.add(DueDate, **a.row(assignment_id=life.id, due_on=row["due_on"], cause="given"))
    return life
