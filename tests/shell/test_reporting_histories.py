"""500 random lives of assignments, with extensions, reopenings, undone and backdated acts, and mergers inside.

Each batch is a province of its own in which every history belongs to another agency, so that one look at the table by
agency looks at all of them, and a failure says whose life it was. Through it the year is closed and its report frozen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from giaoviec.agencies.models import Agency, AgencyName
from giaoviec.assignments.actions.succession import arrange
from giaoviec.assignments.models import Assignment, StageSpell
from giaoviec.days import day_of, start_of
from giaoviec.reporting import queries
from giaoviec.reporting.counting.recounts import Totals, recount
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.totals import totals
from giaoviec.reporting.models import Report, Snapshot
from giaoviec.reporting.queries import ALL
from giaoviec.reporting.reports import reads
from giaoviec.rules.counting import CELLS
from giaoviec.rules.moves import Move
from giaoviec.rules.tasks import Quality
from tests.cast import DAY, FOUNDED
from tests.shell.counted import fold_all, lists_are_as_long, shown
from tests.shell.living import EXPLANATION, KINDS, LEAD, Lived, somebody_acts
from tests.shell.naive_facts import Known
from tests.shell.reporting import CLOSED, closed, everything, frozen, known_then
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db
BATCHES, HISTORIES = 10, 51
TURNING = {Move.CLAIM, Move.CONFIRM, Move.REOPEN, Move.ASK_EXTENSION, Move.DECIDE_EXTENSION}
OFTEN = 6
"""Moves that are rare when all are as likely, since others must go before them."""


def test_there_are_at_least_500_histories() -> None:
    assert BATCHES * HISTORIES >= 500


@pytest.mark.parametrize("batch", range(BATCHES))
def test_over_random_histories_every_figure_is_the_naive_one_and_the_frozen_report_stands(batch: int) -> None:
    dice = Random(batch)
    province = Province(make_world(), dice)
    province.live_until(CLOSED - timedelta(days=3))
    province.world.go((CLOSED - province.world.day).days)
    closed(province.world)
    report = frozen(province.world)
    before = everything(report)
    fold_all()
    province.live_until(date(2027, 1, 20))
    assert _lacking(province) == set()
    _figures_are_the_naive_ones(province)
    lists_are_as_long(dice.choice(_looks(province)).scope)
    assert everything(Report.objects.get(pk=report.pk)) == before
    assert reads.damage(report) == []
    figures, cells = known_then(report, Snapshot.objects.get(report=report).known_at)
    assert figures == before["content"].figures
    assert cells == [(line.assignment_id, line.cell) for line in before["lines"]]


def _lacking(province: Province) -> set[str]:
    """What should be found in a batch and is not."""
    facts = Assignment.objects.filter(parent=None)
    counted = {
        "acts": sum(len(lived.acts) for lived in province.lives) >= 2 * HISTORIES,
        "mergers": facts.filter(spells__move="transfer", spells__voided_at=None).exists(),
        "extensions": facts.filter(due_dates__cause="extension", due_dates__voided_at=None).exists(),
        "reopenings": facts.filter(spells__move="reopen", spells__voided_at=None).exists(),
        "undone acts": facts.filter(spells__voided_at__isnull=False).exists(),
        "backdated acts": any(row.on < day_of(row.recorded_at) for row in StageSpell.objects.all()),
    }
    return {name for name, holds in counted.items() if not holds}


# ---- living


class Province:
    """Agencies of which each leads one assignment; now and then one is merged into another."""

    def __init__(self, world: World, dice: Random) -> None:
        """All are given on the first day."""
        self.world, self.dice = world, dice
        self.agencies = _found(world, HISTORIES)
        liaison = world.who("stc.vanphong")
        self.lives = [
            Lived(
                world,
                world.give(agency.code, helpers=True, **dice.choice(KINDS)),
                replace(liaison, agency_id=agency.pk),
            )
            for agency in self.agencies
        ]
        self.merged: set[int] = set()

    def live_until(self, day: date) -> None:
        while (left := (day - self.world.day).days) > 0:
            self.world.go(min(left, self.dice.choice([1, 1, 2, 5])))
            for lived in self.dice.sample(self.lives, HISTORIES // 5):
                somebody_acts(lived, self.pick)
                if self.dice.random() < 0.2:
                    lived.undo(0)
            if self.dice.random() < 0.15:
                self.merge()
            if self.dice.random() < 0.3:
                fold_all()
        self.rare_things_happen()

    def rare_things_happen(self) -> None:
        """What must go before them is done too; where a move is not open it is refused, and nothing has happened."""
        self.merge()
        on: dict[str, Any] = {
            "wanted_on": self.world.day + timedelta(days=30),
            "cause": "scope",
            "reason": "Phát sinh.",
        }
        for lived in self.dice.sample(self.lives, 6):
            lived.attempt(LEAD, "ask_extension", **on)
            lived.attempt("theodoi", "decide_extension", granted_on=on["wanted_on"], reason="Đồng ý.")
        for lived in self.dice.sample(self.lives, 3):
            lived.attempt(LEAD, "claim", content="Xong.", explanation=EXPLANATION)
            self.world.go()
            lived.attempt("theodoi", "confirm", quality=Quality.GOOD, back=1)
            lived.attempt("chanhvp", "reopen", reason="Chưa làm.", due_on=None)

    def pick(self, options: Sequence[Any], label: str) -> Any:
        if label in ("undo", "wanted_on", "granted_on"):  # What is undone was done a moment ago; dates lie ahead.
            return self.dice.choice(options[-30:]) if len(options) > 30 else options[-1]
        if label != "move":
            return self.dice.choice(options)
        return self.dice.choices(options, [OFTEN if choice.move in TURNING else 1 for choice in options])[0]

    def merge(self) -> None:
        """One agency goes over into another, with its open work and whoever acts for it."""
        old, new = self.dice.sample([one for one in self.agencies if one.pk not in self.merged], 2)
        arrange(
            "merge", predecessors=[old.pk], successors=[new.pk], basis="Nghị quyết 12/NQ-HĐND",
            by=self.world.who("chanhvp"), on=self.world.day, at=self.world.at(),
        )  # fmt: skip
        self.merged.add(old.pk)
        for lived in self.lives:
            if lived.lead.agency_id == old.pk:  # type: ignore[union-attr]
                lived.lead = replace(lived.lead, agency_id=new.pk)  # type: ignore[type-var]


def _found(world: World, number: int) -> list[Agency]:
    rows = [
        Agency(
            code=f"xa{n}", kind="commune", name=f"UBND xã số {n}", short_name=f"Xã {n}", sort_key=f"xa so {n:03}",
            position=500 + n, founded_on=FOUNDED,
        )
        for n in range(number)
    ]  # fmt: skip
    made = Agency.objects.bulk_create(rows)
    at = start_of(FOUNDED)
    AgencyName.objects.bulk_create(
        AgencyName(agency=one, name=one.name, short_name=one.short_name, on=FOUNDED, recorded_at=at) for one in made
    )
    world.cast.agencies.update((one.code, one) for one in made)
    return made


# ---- what must hold


@dataclass(frozen=True)
class Look:
    """A day, a period, a state of knowledge."""

    on: date
    since: date | None = None
    at: datetime | None = None

    @property
    def scope(self) -> Scope:
        return Scope(self.on, self.since, self.at)

    @property
    def asked(self) -> dict[str, Any]:
        return {"since": self.since, "known_at": self.at}


def _looks(province: Province) -> list[Look]:
    dice, last = province.dice, province.world.day
    days = [last, CLOSED, *(DAY + timedelta(days=dice.randint(0, (last - DAY).days)) for _ in range(2))]
    found = []
    for on in days:
        known = start_of(on + timedelta(days=dice.randint(1, 9))) - timedelta(minutes=dice.randint(1, 600))
        since = max(DAY, on - timedelta(days=dice.randint(0, 30)))
        found += [Look(on), Look(on, since), Look(on, None, known), Look(on, since, known)]
    return found


def _figures_are_the_naive_ones(province: Province) -> None:
    """As the histogram has them with what is still to be folded put right, folded, and counted from the rows."""
    known, looks = Known.now(), _looks(province)
    for look in province.dice.sample(looks, 5):
        assert _differ(province, known, look, totals(look.scope, "agency")) == [], look
    fold_all()
    for look in looks:
        if look.since is None:
            assert _differ(province, known, look, totals(look.scope, "agency")) == [], look
        assert _differ(province, known, look, recount(look.scope, "agency")) == [], look
    for look in province.dice.sample(looks, 5):
        _cells_sum_to_the_total(look)


def _differ(province: Province, known: Known, look: Look, counted: Totals) -> list[Any]:
    """Whose figures are not the naive ones, and by which acts they came about."""
    naive = {str(pk): counts for pk, counts in known.counts(look.on, since=look.since, at=look.at).items()}
    found = shown(counted)
    wrong = sorted(key for key in found.keys() | naive.keys() if found.get(key) != naive.get(key))
    return [(key, found.get(key), naive.get(key), _lived_by(int(key))) for key in wrong]


def _lived_by(agency: int) -> list[tuple[int, date, str, str]]:
    spells = StageSpell.objects.filter(assignment__agency_id=agency).order_by("assignment", "id")
    return list(spells.values_list("assignment_id", "on", "move", "stage"))


def _cells_sum_to_the_total(look: Look) -> None:
    table = queries.figures(ALL, look.on, by="agency", **look.asked)
    for figures in (table.figures, *(row.figures for row in table.rows)):
        assert sum(figures[cell].numerator or 0 for cell in CELLS) == figures["total"].numerator
    for name, whole in table.figures.items():
        assert sum(row.figures[name].numerator or 0 for row in table.rows) == (whole.numerator or 0)
