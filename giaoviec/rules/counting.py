"""Counting a set of assignments on a day: what each of them adds to which counter, and what must add up.

A counter is what figures are made of: a cell, an "of which", a number of claims or of updates that were owed. The
figures themselves, with their formulas, stand in `figures`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import CELL_NAMES, Cell, Standing

Counts = Mapping[str, int]
"""Counter → how many; one that is not named is 0."""

CELLS = tuple(cell.value for cell in Cell)
DATED = CELLS[:6]
DAYS: dict[Holder, str] = {holder: f"days_{holder.value}" for holder in Holder if holder is not Holder.NOBODY}


@dataclass(frozen=True, slots=True)
class Turn:
    """An update that was owed (7.2b): the first one of an assignment, or that of a cycle."""

    due_on: date
    met_on: date | None = None
    dropped_on: date | None = None

    @property
    def met(self) -> bool:
        """Whether it was made by its day; a later one does not mend the turn that was missed."""
        return self.met_on is not None and self.met_on <= self.due_on

    @cites("QC 7.2.b")
    def counts(self, on: date, since: date | None = None) -> bool:
        """Whether it is counted on a day: its day has passed, or is this one and it was made; from `since` on.

        What fell away by its day (returned, withdrawn) was never missed.
        """
        if since and self.due_on < since:
            return False
        if self.dropped_on is not None and self.dropped_on <= self.due_on and not self.met:
            return False
        return self.due_on < on or (self.due_on == on and self.met)


@dataclass(frozen=True, slots=True)
class Facts:
    """One assignment as a set counts it at the end of the day `standing.on`.

    `original` is the cell it would stand in had its first due date stayed; `returns`, `extensions` (granted),
    `confirmations` and `rejections` are numbers up to that day; `carried`: it was carried over into the period that is
    asked for (False: it is new in it); `days` are those from its giving through that day, by holder.
    """

    standing: Standing
    given_on: date
    original: Cell | None = None
    returns: int = 0
    extensions: int = 0
    confirmations: int = 0
    rejections: int = 0
    carried: bool = False
    days: Mapping[Holder, int] = field(default_factory=dict)

    @property
    def days_to_finish(self) -> int | None:
        """Days of the year from the giving to the confirmed claim; None while it is not done."""
        return (self.standing.done_on - self.given_on).days if self.standing.done_on else None


@policy("carried_over")
def is_carried_over(*, given_on: date, stage_before: Stage | None, reopened: bool, since: date) -> bool:
    """Whether an assignment is carried over into the period that begins on `since`.

    It was given before and not ended on the eve (`stage_before`), or it was reopened in the period.
    """
    return given_on < since and (reopened or (stage_before is not None and stage_before.is_open))


_Adds = Callable[[Facts], int]


def _in(cell: str) -> _Adds:
    return lambda facts: int(facts.standing.cell == cell)


def _originally(cells: frozenset[Cell]) -> _Adds:
    return lambda facts: int(facts.original in cells)


def _of_holder(holder: Holder) -> _Adds:
    return lambda facts: facts.days.get(holder, 0)


ADDS: dict[str, _Adds] = {
    **{cell: _in(cell) for cell in CELLS},
    "total": lambda facts: 1,
    "claimed": lambda facts: int(facts.standing.stage is Stage.CLAIMED),
    "returned": lambda facts: int(facts.standing.stage is Stage.RETURNED),
    "carried_over": lambda facts: int(facts.carried),
    "new": lambda facts: int(not facts.carried),
    "ever_returned": lambda facts: int(facts.returns > 0),
    "extended": lambda facts: int(facts.extensions > 0 and facts.standing.cell in DATED),
    "original_done_on_time": _originally(frozenset({Cell.DONE_ON_TIME})),
    "original_done_late": _originally(frozenset({Cell.DONE_LATE})),
    "original_overdue": _originally(frozenset({Cell.UNDER_WAY_OVERDUE, Cell.NOT_STARTED_OVERDUE})),
    "confirmed": lambda facts: facts.confirmations,
    "rejected": lambda facts: facts.rejections,
    **{name: _of_holder(holder) for holder, name in DAYS.items()},
}
"""Counter → what one assignment adds to it. What was passed on adds nothing: its successor counts."""

TURNS = ("updates_met", "updates_owed")
"""Counters that count turns, not assignments: an open-ended one owes an update in each cycle."""

NAMES_VI = {
    **{cell.value: name for cell, name in CELL_NAMES.items()},
    "total": "tổng số",
    "claimed": "chờ xác nhận",
    "returned": "đã chuyển lại",
    "carried_over": "chuyển từ kỳ trước sang",
    "new": "giao trong kỳ",
    "ever_returned": "việc từng bị chuyển lại",
    "extended": "việc có thời hạn đã được gia hạn",
    "original_done_on_time": "đã thực hiện trong hạn ban đầu",
    "original_done_late": "đã thực hiện sau hạn ban đầu",
    "original_overdue": "chưa xong, đã quá hạn ban đầu",
    "confirmed": "lượt báo cáo hoàn thành được xác nhận",
    "rejected": "lượt báo cáo hoàn thành chưa được xác nhận, yêu cầu thực hiện lại",
    "updates_met": "lượt cập nhật đúng hạn",
    "updates_owed": "lượt cập nhật đã đến hạn",
    **{name: f"số ngày của {holder.vi}" for holder, name in DAYS.items()},
}


@cites("QC 6.1.g", "QC 8.1.a")
def count(lines: Iterable[Facts], on: date, *, since: date | None = None, turns: Iterable[Turn] = ()) -> Counts:
    """What a set of assignments counts at the end of a day, and the updates that were owed (from `since` on)."""
    found: Counter[str] = Counter(dict.fromkeys((*ADDS, *TURNS), 0))
    for facts in lines:
        if facts.standing.cell is None:
            continue
        for name, adds in ADDS.items():
            found[name] += adds(facts)
    counted = [turn for turn in turns if turn.counts(on, since)]
    found["updates_owed"] = len(counted)
    found["updates_met"] = sum(turn.met for turn in counted)
    return found


class DoesNotAddUp(ValueError):
    """Parts that are not their whole: nothing may be printed. `sentence` says where, with both numbers."""

    def __init__(self, where: str, parts: int, whole: int) -> None:
        """Name the place."""
        self.where = where
        self.sentence = f"Số liệu không khớp tại “{where}”: cộng các phần được {parts}, tổng ghi {whole}."
        super().__init__(self.sentence)


@policy("adds_up")
def check(counts: Counts, *, period: bool = False, where: str = "") -> None:
    """Raise `DoesNotAddUp` where cells, or carried over and new, are not the total, or a part exceeds its whole."""
    at = f"{where}: " if where else ""
    _same(f"{at}mười ô và tổng số", sum(counts.get(cell, 0) for cell in CELLS), counts.get("total", 0))
    under_way = sum(counts.get(cell, 0) for cell in ("under_way_in_time", "under_way_overdue", "open_ended_updated"))
    not_started = sum(counts.get(cell, 0) for cell in ("not_started_in_time", "not_started_overdue"))
    open_ended = sum(counts.get(cell, 0) for cell in ("open_ended_updated", "open_ended_silent"))
    _within(f"{at}trong đó chờ xác nhận", counts.get("claimed", 0), under_way)
    _within(f"{at}trong đó đã chuyển lại", counts.get("returned", 0), not_started + open_ended)
    _within(f"{at}lượt cập nhật đúng hạn", counts.get("updates_met", 0), counts.get("updates_owed", 0))
    negative = next((name for name, n in counts.items() if n < 0), None)
    if negative:
        raise DoesNotAddUp(f"{at}{NAMES_VI[negative]}", counts[negative], 0)
    if period:
        parts = counts.get("carried_over", 0) + counts.get("new", 0)
        _same(f"{at}chuyển kỳ trước và giao trong kỳ", parts, counts.get("total", 0))


@policy("adds_up")
def check_parts(whole: Counts, parts: Mapping[str, Counts]) -> None:
    """Raise `DoesNotAddUp` where the rows of a table (by the name of each) are not its last line."""
    for name in (*ADDS, *TURNS):
        _same(NAMES_VI[name], sum(counts.get(name, 0) for counts in parts.values()), whole.get(name, 0))


def _same(where: str, parts: int, whole: int) -> None:
    if parts != whole:
        raise DoesNotAddUp(where, parts, whole)


def _within(where: str, part: int, whole: int) -> None:
    if part > whole:
        raise DoesNotAddUp(where, part, whole)
