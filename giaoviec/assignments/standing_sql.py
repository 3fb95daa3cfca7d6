"""The SQL twin of `rules.standing.present`: the same questions asked of rows. A guard test compares the two."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q

from giaoviec.assignments.models import IS_OPEN
from giaoviec.rules.calendar import Calendar, UnknownYear
from giaoviec.rules.citation import cites
from giaoviec.rules.moves import Stage
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.standing import Cell
from giaoviec.rules.tasks import Cycle, TaskClass

DATED = Q(task_class=TaskClass.DATED, due_on__isnull=False)
UNDATED = Q(task_class=TaskClass.OPEN_ENDED) | Q(due_on=None)
NOT_STARTED = Q(stage__in=[Stage.GIVEN, Stage.RETURNED])
UNDER_WAY = Q(stage__in=[Stage.UNDER_WAY, Stage.CLAIMED])
RUNNING = Q(stage__in=[Stage.GIVEN, Stage.RETURNED, Stage.UNDER_WAY])


@cites("QC 6.1.g")
def overdue(on: date) -> Q:
    """Not done and late on a day: what waits for confirmation only where it was claimed after its date."""
    late = Q(claimed_on=None) | Q(claimed_on__gt=F("due_on"))
    return Q(task_class=TaskClass.DATED, due_on__lt=on) & IS_OPEN & late


def in_time(on: date) -> Q:
    """Not done and not late on a day, with a deadline."""
    return DATED & IS_OPEN & (Q(due_on__gte=on) | Q(claimed_on__lte=F("due_on")))


def near(on: date, days: int, calendar: Calendar) -> Q:
    """At most so many working days left (0: the day itself), and the work not handed in."""
    return Q(task_class=TaskClass.DATED, due_on__range=(on, last_near(on, days, calendar))) & RUNNING


def last_near(on: date, days: int, calendar: Calendar) -> date:
    """The last day with at most so many working days left; days of the year where a year is not entered."""
    if days <= 0:
        return on
    try:
        return date.fromordinal(calendar.add(on, days + 1).toordinal() - 1)
    except UnknownYear:
        return date.fromordinal(on.toordinal() + days)


@cites("QC 7.2.b#2")
def told(on: date) -> Q:
    """The agency has told how things stand since the cycle began; or its claim waits."""
    said = Q(stage=Stage.CLAIMED)
    for cycle in Cycle:
        names = [cycle.value, ""] if cycle is Cycle.QUARTER else [cycle.value]
        said |= Q(cycle__in=names, last_update_on__gte=cycle_start(cycle, on))
    return said


def cell(cell: Cell, on: date) -> Q:
    """The rows that stand in a cell on a day; what was passed on stands in none."""
    return _cells(on)[cell]


def _cells(on: date) -> dict[Cell, Q]:
    done, late = Q(stage=Stage.CLOSED), overdue(on)
    undated_open = UNDATED & IS_OPEN
    return {
        Cell.DONE_ON_TIME: DATED & done & Q(done_on__lte=F("due_on")),
        Cell.DONE_LATE: DATED & done & Q(done_on__gt=F("due_on")),
        Cell.UNDER_WAY_IN_TIME: in_time(on) & UNDER_WAY,
        Cell.UNDER_WAY_OVERDUE: late & UNDER_WAY,
        Cell.NOT_STARTED_IN_TIME: in_time(on) & NOT_STARTED,
        Cell.NOT_STARTED_OVERDUE: late & NOT_STARTED,
        Cell.OPEN_ENDED_DONE: UNDATED & done,
        Cell.OPEN_ENDED_UPDATED: undated_open & told(on),
        Cell.OPEN_ENDED_SILENT: undated_open & ~told(on),
        Cell.WITHDRAWN: Q(stage=Stage.WITHDRAWN),
    }
