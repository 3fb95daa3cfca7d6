"""The facts of all assignments read row by row, apart from the product's queries: what `tests.rules.naive` counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from giaoviec.assignments.models import Assignment, Claim, DueDate, StageSpell, Update, Verification
from giaoviec.duties.models import Duty
from giaoviec.rules.counting import Turn
from giaoviec.rules.histories import History
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import ClaimFact, Due, Life, Spell
from giaoviec.rules.tasks import TaskClass
from tests.rules.naive import naive_counts

T = TypeVar("T")
OWED = ("first_update", "cycle_update")


@dataclass
class Known:
    """Every fact row of the province, the voided ones too, read once; each question looks through all of them."""

    assignments: list[Assignment]
    spells: list[StageSpell]
    dues: list[DueDate]
    claims: list[Claim]
    judgements: list[Verification]
    updates: list[Update]
    owed: list[Duty]

    @classmethod
    def now(cls) -> Known:
        rows = (Assignment, StageSpell, DueDate, Claim, Verification, Update, Duty)
        read: list[Any] = [list(model.objects.order_by("recorded_at", "id")) for model in rows]
        return cls(*read)

    def counts(self, on: date, *, since: date | None = None, at: datetime | None = None) -> dict[int, dict[str, int]]:
        """Counters by agency, what is 0 left out; agencies of which nothing is counted too."""
        found: dict[int, tuple[list[History], list[Turn]]] = {}
        for history in self._histories(at):
            found.setdefault(_leader(history, on), ([], []))[0].append(history)
        for agency, turn in self._turns(at):
            found.setdefault(agency, ([], []))[1].append(turn)
        counted = {
            agency: naive_counts(histories, on, since=since, turns=turns)
            for agency, (histories, turns) in found.items()
        }
        return {agency: counts for agency, counts in counted.items() if counts}

    def _histories(self, at: datetime | None) -> Iterator[History]:
        spells, dues = _by_assignment(self.spells, at), _by_assignment(self.dues, at)
        claims, updates = _by_assignment(self.claims, at), _by_assignment(self.updates, at)
        judged = {row.claim_id: row for row in _alive(self.judgements, at) if row.decides}
        for row in _alive(self.assignments, at):
            if row.parent_id is None:
                mine = _in_order(spells.get(row.pk, []))
                lived = Life(
                    task_class=TaskClass(row.task_class),
                    given_on=row.given_on,
                    cycle=row.cycle,
                    spells=tuple(Spell(Stage(one.stage), one.on) for one in mine),
                    dues=tuple(Due(one.on, one.due_on) for one in _in_order(dues.get(row.pk, []))),
                    claims=tuple(_claim(one, judged.get(one.pk)) for one in _in_order(claims.get(row.pk, []))),
                    updates=tuple(one.on for one in updates.get(row.pk, [])),
                )
                yield History(
                    life=lived,
                    original_due_on=row.original_due_on,
                    returned=_moved(mine, "return"),
                    rejected=_moved(mine, "reject"),
                    extended=tuple(one.on for one in dues.get(row.pk, []) if one.cause == "extension"),
                    led=tuple((one.on, one.holder_agency_id) for one in mine if one.holder_agency_id),
                )

    def _turns(self, at: datetime | None) -> Iterator[tuple[int, Turn]]:
        for row in _alive(self.owed, at):
            if row.kind in OWED:
                met = row.met_on if _entered(row.met_at, at) else None
                dropped = row.dropped_on if _entered(row.dropped_at, at) else None
                yield row.agency_id, Turn(row.due_on, met, dropped)


def _alive(rows: Iterable[T], at: datetime | None) -> list[T]:
    return [row for row in rows if _is_alive(row, at)]


def _is_alive(row: Any, at: datetime | None) -> bool:
    if at is None:
        return row.voided_at is None
    return row.recorded_at <= at and (row.voided_at is None or row.voided_at > at)


def _entered(moment: datetime | None, at: datetime | None) -> bool:
    return moment is not None and (at is None or moment <= at)


def _by_assignment(rows: Iterable[Any], at: datetime | None) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in _alive(rows, at):
        found.setdefault(row.assignment_id, []).append(row)
    return found


def _in_order(rows: Iterable[Any]) -> list[Any]:
    """By the day; what was entered later on a day stands later."""
    return sorted(rows, key=lambda row: row.on)


def _claim(row: Claim, judged: Verification | None) -> ClaimFact:
    if judged is None:
        return ClaimFact(row.on)
    return ClaimFact(row.on, "confirmed" if judged.confirms else "rejected", judged.on)


def _moved(spells: Iterable[StageSpell], move: str) -> tuple[date, ...]:
    return tuple(spell.on for spell in spells if spell.move == move)


def _leader(history: History, on: date) -> int:
    led = history.led[0][1]
    for since, agency in history.led:
        if since <= on:
            led = agency
    return led
