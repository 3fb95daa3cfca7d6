"""The counters of `rules.counting` as SQL over an assignment's columns: its twin, which counts a million at once.

An atom is a condition on one row. Atoms in `STATIC` do not ask which day it is, so they can be tallied once and for
all; those in `ON_THE_DAY` compare with `%(on)s`. A counter is a sum of atoms, some subtracted: what is under way in
time is all that is under way less what is overdue, and nothing is counted twice when midnight passes. `{a}` is the
alias of the row: the table itself, `OLD` and `NEW` in a trigger, or the columns as they were on a past day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from giaoviec.rules.counting import CELLS
from giaoviec.rules.moves import OPEN, WITH_AGENCY, Stage

DUE = "{a}.task_class = 'dated' AND {a}.due_on IS NOT NULL"
ORIGINAL = "{a}.task_class = 'dated' AND {a}.original_due_on IS NOT NULL"
NO_DUE = "({a}.task_class <> 'dated' OR {a}.due_on IS NULL)"
COUNTED = f"{{a}}.stage <> '{Stage.PASSED_ON}'"
DONE = f"{{a}}.stage = '{Stage.CLOSED}'"
CLAIMED = f"{{a}}.stage = '{Stage.CLAIMED}'"
NOT_STARTED = f"{{a}}.stage IN ('{Stage.GIVEN}', '{Stage.RETURNED}')"
UNDER_WAY = f"{{a}}.stage = '{Stage.UNDER_WAY}'"
RUNNING = f"{{a}}.stage IN ('{Stage.GIVEN}', '{Stage.RETURNED}', '{Stage.UNDER_WAY}')"
IS_OPEN = "{a}.stage IN (" + ", ".join(f"'{stage}'" for stage in sorted(OPEN)) + ")"
CYCLE_START = (
    "CASE {a}.cycle WHEN 'month' THEN %(month)s WHEN 'half_year' THEN %(half_year)s"
    " WHEN 'year' THEN %(year)s ELSE %(quarter)s END"
)

STATIC: dict[str, str] = {
    "total": COUNTED,
    "done_on_time": f"{DONE} AND {DUE} AND {{a}}.done_on <= {{a}}.due_on",
    "done_late": f"{DONE} AND {DUE} AND {{a}}.done_on > {{a}}.due_on",
    "open_ended_done": f"{DONE} AND {NO_DUE}",
    "withdrawn": f"{{a}}.stage = '{Stage.WITHDRAWN}'",
    "claimed": CLAIMED,
    "returned": f"{{a}}.stage = '{Stage.RETURNED}'",
    "dated_under_way": f"{UNDER_WAY} AND {DUE}",
    "dated_not_started": f"{NOT_STARTED} AND {DUE}",
    "claimed_in_time": f"{CLAIMED} AND {DUE} AND {{a}}.claimed_on <= {{a}}.due_on",
    "claimed_late": f"{CLAIMED} AND {DUE} AND {{a}}.claimed_on > {{a}}.due_on",
    "open_ended_claimed": f"{CLAIMED} AND {NO_DUE}",
    "open_ended_open": f"{RUNNING} AND {NO_DUE}",
    "ever_returned": f"{COUNTED} AND {{a}}.returns > 0",
    "extended": f"{COUNTED} AND {{a}}.stage <> '{Stage.WITHDRAWN}' AND {DUE} AND {{a}}.extensions > 0",
    "original_done_on_time": f"{DONE} AND {ORIGINAL} AND {{a}}.done_on <= {{a}}.original_due_on",
    "original_done_late": f"{DONE} AND {ORIGINAL} AND {{a}}.done_on > {{a}}.original_due_on",
    "original_claimed_late": f"{CLAIMED} AND {ORIGINAL} AND {{a}}.claimed_on > {{a}}.original_due_on",
}
ON_THE_DAY: dict[str, str] = {
    "overdue_under_way": f"{UNDER_WAY} AND {DUE} AND {{a}}.due_on < %(on)s",
    "overdue_not_started": f"{NOT_STARTED} AND {DUE} AND {{a}}.due_on < %(on)s",
    "told": f"{RUNNING} AND {NO_DUE} AND {{a}}.last_update_on >= {CYCLE_START}",
    "original_running_late": f"{RUNNING} AND {ORIGINAL} AND {{a}}.original_due_on < %(on)s",
}
"""All of them are conditions on open rows only."""

WEIGHTS: dict[str, str] = {
    "confirmed": f"CASE WHEN {COUNTED} THEN {{a}}.reopenings + CASE WHEN {DONE} THEN 1 ELSE 0 END ELSE 0 END",
    "rejected": f"CASE WHEN {COUNTED} THEN {{a}}.rejections ELSE 0 END",
}
"""Counters of which one row may add several; whatever was reopened had been confirmed before."""

PERIOD: dict[str, str] = {
    "carried_over": f"{COUNTED} AND {{a}}.given_on < %(since)s",
    "new": f"{COUNTED} AND {{a}}.given_on >= %(since)s",
}
SUMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "under_way_in_time": (("dated_under_way", "claimed_in_time"), ("overdue_under_way",)),
    "under_way_overdue": (("overdue_under_way", "claimed_late"), ()),
    "not_started_in_time": (("dated_not_started",), ("overdue_not_started",)),
    "not_started_overdue": (("overdue_not_started",), ()),
    "open_ended_updated": (("told", "open_ended_claimed"), ()),
    "open_ended_silent": (("open_ended_open",), ("told",)),
    "original_overdue": (("original_running_late", "original_claimed_late"), ()),
}
"""Counters that are no atom: atoms that are added, and atoms that are subtracted (each a part of an added one)."""

ATOMS = {**STATIC, **ON_THE_DAY, **PERIOD}
ALONE = frozenset({*STATIC, *PERIOD}) - {atom for added, _ in SUMS.values() for atom in added}
assert {*CELLS} <= ALONE | {*SUMS} and WITH_AGENCY < OPEN


def expression(atom: str, a: str) -> str:
    """A whole number: what a row adds to an atom or a weight."""
    if atom in WEIGHTS:
        return WEIGHTS[atom].format(a=a)
    return f"CASE WHEN {ATOMS[atom].format(a=a)} THEN 1 ELSE 0 END"


def total(atoms: Iterable[str], a: str) -> str:
    """The columns of a SELECT: each atom summed, 0 of no rows."""
    return ", ".join(f"COALESCE(SUM({expression(atom, a)}), 0)" for atom in atoms)


def counters(atoms: Mapping[str, int]) -> Counter[str]:
    """The counters of `rules.counting` from sums of atoms."""
    found = Counter({name: atoms.get(name, 0) for name in (*ALONE, *WEIGHTS)})
    for name, (added, taken) in SUMS.items():
        found[name] = sum(atoms.get(atom, 0) for atom in added) - sum(atoms.get(atom, 0) for atom in taken)
    return found


def condition(counter: str, a: str) -> str:
    """Whether a row is counted: the rows behind a counter."""
    if counter in WEIGHTS:
        return f"{WEIGHTS[counter].format(a=a)} > 0"
    if counter not in SUMS:
        return ATOMS[counter].format(a=a)
    added, taken = SUMS[counter]
    any_of = " OR ".join(f"({ATOMS[atom].format(a=a)})" for atom in added)
    none_of = "".join(f" AND NOT COALESCE({ATOMS[atom].format(a=a)}, {_FALSE})" for atom in taken)
    return f"({any_of}){none_of}"


_FALSE = "(1 = 0)"
