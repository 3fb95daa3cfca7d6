"""Standing (tình hình, 6.1g): how an assignment stands on a day, derived from its facts and never stored.

Two axes: progress (chưa, đang, đã thực hiện) and timeliness (trong hạn, quá hạn, none without a deadline). A day is
looked at from its end: what happened on it has happened, and a due date is in time through the whole of its day
("trước ngày 25/11" too). A pending claim suspends lateness, a confirmed one counts from its own day, a rejected one
never happened for the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from giaoviec.rules.calendar import Calendar, UnknownYear
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.moves import Stage
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.tasks import Cycle, TaskClass

T = TypeVar("T")


class Progress(StrEnum):
    """The first axis of 6.1g."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"

    @property
    def vi(self) -> str:
        return {"done": "đã thực hiện", "under_way": "đang thực hiện", "not_started": "chưa thực hiện"}[self.value]


class Timeliness(StrEnum):
    """The second axis of 6.1g; NONE for a task without a deadline, and for what was withdrawn or passed on."""

    IN_TIME = "in_time"
    OVERDUE = "overdue"
    NONE = "none"

    @property
    def vi(self) -> str:
        return {"in_time": "trong hạn", "overdue": "quá hạn", "none": "không có thời hạn"}[self.value]


class Cell(StrEnum):
    """The ten cells in which every counted assignment stands exactly once; their sum is the total."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    UNDER_WAY_IN_TIME = "under_way_in_time"
    UNDER_WAY_OVERDUE = "under_way_overdue"
    NOT_STARTED_IN_TIME = "not_started_in_time"
    NOT_STARTED_OVERDUE = "not_started_overdue"
    OPEN_ENDED_DONE = "open_ended_done"
    OPEN_ENDED_UPDATED = "open_ended_updated"
    OPEN_ENDED_SILENT = "open_ended_silent"
    WITHDRAWN = "withdrawn"

    @property
    def vi(self) -> str:
        return CELL_NAMES[self]


CELL_NAMES = {
    Cell.DONE_ON_TIME: "đã thực hiện đúng hạn",
    Cell.DONE_LATE: "đã thực hiện quá hạn",
    Cell.UNDER_WAY_IN_TIME: "đang thực hiện, trong hạn",
    Cell.UNDER_WAY_OVERDUE: "đang thực hiện, quá hạn",
    Cell.NOT_STARTED_IN_TIME: "chưa thực hiện, trong hạn",
    Cell.NOT_STARTED_OVERDUE: "chưa thực hiện, quá hạn",
    Cell.OPEN_ENDED_DONE: "không có thời hạn, đã thực hiện",
    Cell.OPEN_ENDED_UPDATED: "không có thời hạn, có cập nhật trong kỳ",
    Cell.OPEN_ENDED_SILENT: "không có thời hạn, chưa cập nhật trong kỳ",
    Cell.WITHDRAWN: "đã thu hồi",
}
_DATED_CELLS = {
    (Progress.DONE, Timeliness.IN_TIME): Cell.DONE_ON_TIME,
    (Progress.DONE, Timeliness.OVERDUE): Cell.DONE_LATE,
    (Progress.UNDER_WAY, Timeliness.IN_TIME): Cell.UNDER_WAY_IN_TIME,
    (Progress.UNDER_WAY, Timeliness.OVERDUE): Cell.UNDER_WAY_OVERDUE,
    (Progress.NOT_STARTED, Timeliness.IN_TIME): Cell.NOT_STARTED_IN_TIME,
    (Progress.NOT_STARTED, Timeliness.OVERDUE): Cell.NOT_STARTED_OVERDUE,
}
_ENDED_WITHOUT_RESULT = {Stage.WITHDRAWN: "Đã thu hồi", Stage.PASSED_ON: "Đã chuyển đơn vị khác"}
_WAITING_WORDS = {Stage.CLAIMED: "Chờ xác nhận", Stage.RETURNED: "Đã chuyển lại"}
_STAGE_SHAPES = {
    Stage.CLAIMED: "claim",
    Stage.RETURNED: "back",
    Stage.WITHDRAWN: "withdrawn",
    Stage.PASSED_ON: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an assignment stands at the end of the day `on`.

    `cell` is None for what was passed on: it is outside the total, since the new assignment counts. `days_late` are
    days of the year, 0 while in time; frozen at the claim while it waits or once it is confirmed. `days_left` are
    working days where a calendar was given, at least 1 until the due day itself (0); None when no clock runs.
    """

    stage: Stage
    progress: Progress
    timeliness: Timeliness
    cell: Cell | None
    due_on: date | None
    days_late: int
    days_left: int | None
    claimed: bool
    done_on: date | None
    on: date

    @property
    def overdue(self) -> bool:
        return self.timeliness is Timeliness.OVERDUE

    @property
    def word_vi(self) -> str:
        """The word of a list: "Quá 4 ngày", "Còn 2 ngày", "Hôm nay", "Chờ xác nhận", "Xong 20/11"."""
        if self.done_on:
            return f"Xong muộn {self.days_late} ngày" if self.days_late else f"Xong {self._done_day()}"
        if word := _ENDED_WITHOUT_RESULT.get(self.stage):
            return word
        if word := _WAITING_WORDS.get(self.stage):
            return f"{word}, quá {self.days_late} ngày" if self.days_late else word
        return self._word_of_agency()

    def shape(self, near_due_days: int) -> str:
        """The shape beside the word: late, soon, doing, given, claim, back, done, done_late, withdrawn."""
        if self.done_on:
            return "done_late" if self.days_late else "done"
        if shape := _STAGE_SHAPES.get(self.stage):
            return shape
        if self.overdue:
            return "late"
        if self.stage is Stage.GIVEN and self.days_left != 0:
            return "given"
        return "soon" if self.days_left is not None and self.days_left <= near_due_days else "doing"

    def _word_of_agency(self) -> str:
        if self.overdue:
            return f"Quá {self.days_late} ngày"
        if self.days_left == 0:
            return "Hôm nay"
        if self.stage is Stage.GIVEN:
            return "Chờ tiếp nhận"
        if self.days_left is not None:
            return f"Còn {self.days_left} ngày"
        return "Chưa cập nhật kỳ này" if self.cell is Cell.OPEN_ENDED_SILENT else "Đang thực hiện"

    def _done_day(self) -> str:
        assert self.done_on is not None
        return f"{self.done_on:%d/%m}" if self.done_on.year == self.on.year else f"{self.done_on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class Spell:
    """A stage from a day on; `until` is the first day after it, None while it lasts."""

    stage: Stage
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A due date that holds since a day; the first is the original one."""

    since: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A claim of a day and what became of it: `verdict` is "", "confirmed" or "rejected"."""

    on: date
    verdict: str = ""
    verdict_on: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """The facts of one assignment, each tuple in the order in which they happened; voided rows are not in it.

    As known at K: the caller leaves out what was recorded after K.
    """

    task_class: TaskClass
    given_on: date
    cycle: Cycle | str = ""
    spells: tuple[Spell, ...] = ()
    dues: tuple[Due, ...] = ()
    claims: tuple[ClaimFact, ...] = ()
    updates: tuple[date, ...] = ()


def standing(life: Life, on: date, *, calendar: Calendar | None = None) -> Standing:
    """The standing on any day from the facts: they are reduced to the present columns of that day.

    `ValueError` for a day before it was given.
    """
    _refuse_earlier(life.given_on, on)
    stage, since = _stage_on(life, on)
    claim = _last([claim for claim in life.claims if claim.on <= on])
    return present(
        stage=stage,
        task_class=life.task_class,
        due_on=_due_on(life, on),
        claimed_on=(claim.on if claim else since) if stage is Stage.CLAIMED else None,
        done_on=_done_on(life, since) if stage is Stage.CLOSED else None,
        cycle=life.cycle,
        last_update_on=max((day for day in _told_on(life) if day <= on), default=None),
        given_on=life.given_on,
        on=on,
        calendar=calendar,
    )


@cites("QC 6.1.g", "QC 5.1", "QC 5.2")
@policy("claim", "before_day_included")
def present(
    *,
    stage: Stage,
    task_class: TaskClass,
    due_on: date | None,
    claimed_on: date | None,
    done_on: date | None,
    cycle: Cycle | str,
    last_update_on: date | None,
    given_on: date,
    on: date,
    calendar: Calendar | None = None,
) -> Standing:
    """The standing at the end of `on` from the columns that say what holds on that day.

    `claimed_on` is the day of a pending claim, `done_on` that of the confirmed one (each None otherwise),
    `last_update_on` the last day on which the agency told how things stand, by an update or a claim (7.2b).
    A dated task without a date is counted with the open-ended ones. `ValueError` for a day before it was given.
    """
    _refuse_earlier(given_on, on)
    due = due_on if task_class is TaskClass.DATED else None
    progress = _progress(stage, last_update_on)
    stopped_on = done_on if stage is Stage.CLOSED else claimed_on if stage is Stage.CLAIMED else None
    days_late = max(0, ((stopped_on or on) - due).days) if due and _is_counted_late(stage) else 0
    timeliness = _timeliness(stage, due, days_late)
    told = timeliness is Timeliness.NONE and _told_this_cycle(stage, cycle, last_update_on, on)
    return Standing(
        stage=stage,
        progress=progress,
        timeliness=timeliness,
        cell=_cell(stage, progress, timeliness, told),
        due_on=due,
        days_late=days_late,
        days_left=_days_left(due, on, calendar) if due and stage not in _CLOCK_STOPPED and not days_late else None,
        claimed=stage is Stage.CLAIMED,
        done_on=done_on if stage is Stage.CLOSED else None,
        on=on,
    )


_CLOCK_STOPPED = frozenset({Stage.CLAIMED, Stage.CLOSED, Stage.WITHDRAWN, Stage.PASSED_ON})


def _refuse_earlier(given_on: date, on: date) -> None:
    if on < given_on:
        raise ValueError(f"not yet given on {on}: it was given on {given_on}")


def _progress(stage: Stage, last_update_on: date | None) -> Progress:
    """Claimed counts as under way, returned as not started; what ended without a result keeps how far it had come."""
    if stage is Stage.CLOSED:
        return Progress.DONE
    if stage in (Stage.UNDER_WAY, Stage.CLAIMED) or (stage in _ENDED_WITHOUT_RESULT and last_update_on):
        return Progress.UNDER_WAY
    return Progress.NOT_STARTED


def _is_counted_late(stage: Stage) -> bool:
    return stage not in _ENDED_WITHOUT_RESULT


def _timeliness(stage: Stage, due: date | None, days_late: int) -> Timeliness:
    if due is None or stage in _ENDED_WITHOUT_RESULT:
        return Timeliness.NONE
    return Timeliness.OVERDUE if days_late else Timeliness.IN_TIME


def _cell(stage: Stage, progress: Progress, timeliness: Timeliness, told: bool) -> Cell | None:
    if stage is Stage.PASSED_ON:
        return None
    if stage is Stage.WITHDRAWN:
        return Cell.WITHDRAWN
    if timeliness is not Timeliness.NONE:
        return _DATED_CELLS[progress, timeliness]
    if progress is Progress.DONE:
        return Cell.OPEN_ENDED_DONE
    return Cell.OPEN_ENDED_UPDATED if told else Cell.OPEN_ENDED_SILENT


@cites("QC 7.2.b#2")
def _told_this_cycle(stage: Stage, cycle: Cycle | str, last_update_on: date | None, on: date) -> bool:
    """Whether the agency has told how things stand since the cycle began; nobody is silent while his claim waits."""
    if stage is Stage.CLAIMED:
        return True
    return last_update_on is not None and last_update_on >= cycle_start(cycle or Cycle.QUARTER, on)


def _days_left(due: date, on: date, calendar: Calendar | None) -> int:
    """Working days in (on, due]; days of the year without a calendar, or where a year of it is not entered."""
    plain = (due - on).days
    if calendar is None or plain <= 0:
        return plain
    try:
        return max(1, calendar.count(on, due))
    except UnknownYear:
        return plain


def _stage_on(life: Life, on: date) -> tuple[Stage, date]:
    """The last stage that had begun by the end of the day, and since when."""
    spell = _last([spell for spell in life.spells if spell.since <= on])
    return (spell.stage, spell.since) if spell else (Stage.GIVEN, life.given_on)


def _due_on(life: Life, on: date) -> date | None:
    due = _last([due for due in life.dues if due.since <= on])
    return due.due_on if due else None


def _done_on(life: Life, closed_on: date) -> date:
    """The day of the claim that this closing confirmed; what was closed without one is done on the day of closing."""
    confirmed = [claim.on for claim in life.claims if claim.verdict == "confirmed" and claim.verdict_on == closed_on]
    return confirmed[-1] if confirmed else closed_on


def _told_on(life: Life) -> tuple[date, ...]:
    return (*life.updates, *(claim.on for claim in life.claims))


def _last(items: list[T]) -> T | None:
    return items[-1] if items else None
