"""The counters of `rules.counting` as SQL over an assignment's columns: its twin, which counts many at once.

`{a}` is the alias of the row: the table itself, or the columns as they were on a past day (`sources.replayed`). The day
is `%(on)s`. What is pending was claimed, what is closed was done: those two columns are never empty there.
"""

from __future__ import annotations

from collections.abc import Iterable

from giaoviec.rules.counting import ADDS, CELLS, DAYS
from giaoviec.rules.moves import OPEN, Stage


def _stage(*stages: Stage) -> str:
    return "{a}.stage IN (" + ", ".join(f"'{stage}'" for stage in sorted(stages)) + ")"


DONE = _stage(Stage.CLOSED)
COUNTED = f"{{a}}.stage <> '{Stage.PASSED_ON}'"
IS_OPEN = _stage(*OPEN)
_CLAIMED = _stage(Stage.CLAIMED)
_UNDER_WAY = _stage(Stage.UNDER_WAY)
_NOT_STARTED = _stage(Stage.GIVEN, Stage.RETURNED)
_RUNNING = _stage(Stage.GIVEN, Stage.RETURNED, Stage.UNDER_WAY)
_DUE = "{a}.task_class = 'dated' AND {a}.due_on IS NOT NULL"
_NO_DUE = "({a}.task_class <> 'dated' OR {a}.due_on IS NULL)"
_ORIGINAL = "{a}.task_class = 'dated' AND {a}.original_due_on IS NOT NULL"
_CYCLE_START = (
    "CASE {a}.cycle WHEN 'month' THEN %(month)s WHEN 'half_year' THEN %(half_year)s"
    " WHEN 'year' THEN %(year)s ELSE %(quarter)s END"
)
_TOLD = f"({_CLAIMED} OR ({_RUNNING} AND {{a}}.last_update_on >= {_CYCLE_START}))"
_SILENT = f"{_RUNNING} AND ({{a}}.last_update_on IS NULL OR {{a}}.last_update_on < {_CYCLE_START})"

CONDITIONS: dict[str, str] = {
    "done_on_time": f"{DONE} AND {_DUE} AND {{a}}.done_on <= {{a}}.due_on",
    "done_late": f"{DONE} AND {_DUE} AND {{a}}.done_on > {{a}}.due_on",
    "under_way_in_time": f"{_DUE} AND (({_UNDER_WAY} AND {{a}}.due_on >= %(on)s)"
    f" OR ({_CLAIMED} AND {{a}}.claimed_on <= {{a}}.due_on))",
    "under_way_overdue": f"{_DUE} AND (({_UNDER_WAY} AND {{a}}.due_on < %(on)s)"
    f" OR ({_CLAIMED} AND {{a}}.claimed_on > {{a}}.due_on))",
    "not_started_in_time": f"{_NOT_STARTED} AND {_DUE} AND {{a}}.due_on >= %(on)s",
    "not_started_overdue": f"{_NOT_STARTED} AND {_DUE} AND {{a}}.due_on < %(on)s",
    "open_ended_done": f"{DONE} AND {_NO_DUE}",
    "open_ended_updated": f"{_NO_DUE} AND {_TOLD}",
    "open_ended_silent": f"{_NO_DUE} AND {_SILENT}",
    "withdrawn": _stage(Stage.WITHDRAWN),
    "total": COUNTED,
    "claimed": _CLAIMED,
    "returned": _stage(Stage.RETURNED),
    "carried_over": f"{COUNTED} AND {{a}}.given_on < %(since)s",
    "new": f"{COUNTED} AND {{a}}.given_on >= %(since)s",
    "ever_returned": f"{COUNTED} AND {{a}}.returns > 0",
    "extended": f"{COUNTED} AND {{a}}.stage <> '{Stage.WITHDRAWN}' AND {_DUE} AND {{a}}.extensions > 0",
    "original_done_on_time": f"{DONE} AND {_ORIGINAL} AND {{a}}.done_on <= {{a}}.original_due_on",
    "original_done_late": f"{DONE} AND {_ORIGINAL} AND {{a}}.done_on > {{a}}.original_due_on",
    "original_overdue": f"{_ORIGINAL} AND (({_RUNNING} AND {{a}}.original_due_on < %(on)s)"
    f" OR ({_CLAIMED} AND {{a}}.claimed_on > {{a}}.original_due_on))",
}
NUMBERS: dict[str, str] = {
    "confirmed": f"CASE WHEN {COUNTED} THEN {{a}}.reopenings + CASE WHEN {DONE} THEN 1 ELSE 0 END ELSE 0 END",
    "rejected": f"CASE WHEN {COUNTED} THEN {{a}}.rejections ELSE 0 END",
}
"""Counters to which one row may add several; whatever was reopened had been confirmed before."""

OF_A_PERIOD = ("carried_over", "new")
COUNTERS = tuple(name for name in (*CONDITIONS, *NUMBERS) if name not in OF_A_PERIOD)
assert {*COUNTERS, *OF_A_PERIOD, *DAYS.values()} == {*ADDS} and {*CELLS} < {*COUNTERS}


def number(counter: str, a: str) -> str:
    """A whole number: what a row adds to a counter."""
    if counter in NUMBERS:
        return NUMBERS[counter].format(a=a)
    return f"CASE WHEN {CONDITIONS[counter].format(a=a)} THEN 1 ELSE 0 END"


def sums(counters: Iterable[str], a: str) -> str:
    """The columns of a SELECT: each counter summed, 0 of no rows."""
    return ", ".join(f"COALESCE(SUM({number(counter, a)}), 0)" for counter in counters)


def cell_of(a: str) -> str:
    """The cell that a row stands in; NULL of what was passed on."""
    whens = " ".join(f"WHEN {CONDITIONS[cell].format(a=a)} THEN '{cell}'" for cell in CELLS)
    return f"CASE {whens} END"
