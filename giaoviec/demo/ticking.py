"""What the calendar does to a life by itself: explanations fall due, cycles begin."""

from __future__ import annotations

from datetime import date, timedelta

from giaoviec.demo.living import Living
from giaoviec.demo.owing import desk_of_lead, owe
from giaoviec.rules.duties import DutyKind, due, fell_overdue, turn
from giaoviec.rules.periods import MONTHS, cycle_start
from giaoviec.rules.tasks import TaskClass


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
        day = next_cycle(row["cycle"], day)


def next_cycle(cycle: str, day: date) -> date:
    """The first day of the cycle after the one that a day is in."""
    first = cycle_start(cycle, day)
    months = first.year * 12 + first.month - 1 + MONTHS[cycle]
    return date(months // 12, months % 12 + 1, 1)


def _owe_by_calendar(life: Living, day: date, kind: DutyKind, due_on: date, turn: str) -> None:
    a = life.ground.tick(day)
    a.touch("assignment", life.id)
    owe(life, a, kind, due_on, turn=turn, **desk_of_lead(life))
