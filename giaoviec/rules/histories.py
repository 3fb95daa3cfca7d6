"""One assignment over its whole life: what it counts as on any day, and the days on which that changes.

Counted for every day at once: a set's figures on a day are the sum of the steps of its assignments up to that day, so
midnight changes nothing that was not known before: the day after a due date, the beginning of a cycle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from giaoviec.rules.citation import cites
from giaoviec.rules.counting import ADDS, Facts, Turn, is_carried_over
from giaoviec.rules.moves import OPEN, Stage
from giaoviec.rules.periods import cycle_end
from giaoviec.rules.standing import Cell, Due, Life, standing
from giaoviec.rules.tasks import Cycle, TaskClass

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class History:
    """The facts of an assignment: its life, its first due date, and the days of what is counted besides.

    `returned`, `extended` (granted) and `rejected` are days, one for each time; `led` says who led it from which day
    on, in order.
    """

    life: Life
    original_due_on: date | None = None
    returned: tuple[date, ...] = ()
    extended: tuple[date, ...] = ()
    rejected: tuple[date, ...] = ()
    led: tuple[tuple[date, int], ...] = ()

    def on(self, day: date, *, since: date | None = None) -> Facts | None:
        """As it is counted at the end of a day; None before it was given. `since` begins a period (see `Facts`)."""
        life = self.life
        if day < life.given_on:
            return None
        return Facts(
            standing=standing(life, day),
            given_on=life.given_on,
            original=self._original(day),
            returns=_by(self.returned, day),
            extensions=_by(self.extended, day),
            confirmations=_by((spell.since for spell in life.spells if spell.stage is Stage.CLOSED), day),
            rejections=_by(self.rejected, day),
            carried=since is not None and life.given_on < since,
        )

    def in_period(self, since: date, until: date) -> bool:
        """Whether a period has it: given in it, or carried over into it."""
        given_on = self.life.given_on
        if not given_on < since:
            return given_on <= until
        before = standing(self.life, since - DAY).stage
        reopened = any(since <= day <= until for day in self._reopened())
        return is_carried_over(given_on=given_on, stage_before=before, reopened=reopened, since=since)

    def leader(self, day: date) -> int:
        """Who led it on a day; of a day before the first, that one."""
        return next((agency for since, agency in reversed(self.led) if since <= day), self.led[0][1])

    def _reopened(self) -> list[date]:
        pairs = pairwise(self.life.spells)
        return [after.since for before, after in pairs if before.stage is Stage.CLOSED and after.stage in OPEN]

    def _original(self, day: date) -> Cell | None:
        """The cell in which it would stand had its first due date stayed; None where it had none."""
        if self.life.task_class is not TaskClass.DATED or self.original_due_on is None:
            return None
        first = (Due(self.life.given_on, self.original_due_on),)
        return standing(replace(self.life, dues=first), day).cell


def _by(days: Iterable[date], day: date) -> int:
    return sum(each <= day for each in days)


@cites("QC 6.1.g")
def steps(history: History, turns: Iterable[tuple[int, Turn]] = ()) -> Iterator[tuple[date, int, Mapping[str, int]]]:
    """The days on which it counts differently: (day, agency, what is added to or taken from each counter).

    `turns` are the updates that were owed, each with the agency that owed it. Adding up the steps through any day gives
    what `counting.count` counts on that day.
    """
    agency, counted = 0, Counter[str]()
    for day in change_days(history):
        facts = history.on(day)
        assert facts is not None
        leader = history.leader(day)
        now = _counters(facts)
        if leader != agency and counted:
            yield day, agency, {name: -n for name, n in counted.items()}
            counted = Counter()
        if changed := _differences(counted, now):
            yield day, leader, changed
        agency, counted = leader, now
    for owner, turn in turns:
        day = turn.due_on if turn.met else turn.due_on + DAY
        if turn.counts(day):
            yield day, owner, {"updates_owed": 1, **({"updates_met": 1} if turn.met else {})}


def _counters(facts: Facts) -> Counter[str]:
    """What it adds to each counter; nothing once it was passed on."""
    if facts.standing.cell is None:
        return Counter()
    return Counter({name: n for name, adds in ADDS.items() if name not in _OF_A_PERIOD and (n := adds(facts))})


_OF_A_PERIOD = frozenset({"carried_over", "new"})


def _differences(before: Counter[str], now: Counter[str]) -> dict[str, int]:
    return {name: d for name in before.keys() | now.keys() if (d := now[name] - before[name])}


def change_days(history: History) -> list[date]:
    """Every day on which something may count differently from the day before, from the giving on, in order."""
    life = history.life
    told = {*life.updates, *(claim.on for claim in life.claims)}
    found = {life.given_on, *told, *(since for since, _ in history.led)}
    found |= {spell.since for spell in life.spells} | {due.since for due in life.dues}
    found |= {*history.returned, *history.extended, *history.rejected}
    dues = [due.due_on for due in life.dues] + [history.original_due_on]
    found |= {due + DAY for due in dues if due}
    found |= {cycle_end(life.cycle or Cycle.QUARTER, day) + DAY for day in told}
    return sorted(day for day in found if day >= life.given_on)
