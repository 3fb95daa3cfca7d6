"""Figures over random sets: they add up, equal a recount written apart, and are the sum of the steps up to the day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.rules.counting import Turn, check, count
from giaoviec.rules.figures import FORMULAS, figures_of
from giaoviec.rules.histories import History, steps
from giaoviec.rules.moves import Stage
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.standing import Life
from giaoviec.rules.tasks import TaskClass
from tests.rules.naive import naive_counts
from tests.rules.test_standing_properties import START, Story, stories

DAYS = st.integers(0, 200).map(lambda n: START + timedelta(days=n))
TURNS = st.lists(st.builds(Turn, DAYS, st.none() | DAYS, st.none() | DAYS), max_size=4)


def history_of(story: Story) -> History:
    spells = story.life.spells
    pairs = list(pairwise(spells))
    first = story.life.dues[0].due_on if story.life.dues else None
    return History(
        life=story.life,
        original_due_on=first,
        returned=tuple(spell.since for spell in spells if spell.stage is Stage.RETURNED),
        extended=tuple(due.since for due in story.life.dues[1:]),
        rejected=tuple(b.since for a, b in pairs if (a.stage, b.stage) == (Stage.CLAIMED, Stage.UNDER_WAY)),
        led=((START, 1),),
    )


SETS = st.lists(stories().map(history_of), max_size=6)


def nonzero(counts) -> dict[str, int]:
    return {name: n for name, n in counts.items() if n}


@settings(max_examples=150)
@given(SETS, DAYS, TURNS)
def test_the_figures_of_any_set_equal_a_recount_written_apart(histories, on, turns):
    facts = [found for history in histories if (found := history.on(on))]
    counts = count(facts, on, turns=turns)
    check(counts)
    got = nonzero(counts)
    got.pop("new", None)
    assert got == naive_counts(histories, on, turns=turns)


@settings(max_examples=150)
@given(SETS, DAYS, DAYS, TURNS)
def test_the_figures_of_any_period_equal_a_recount_written_apart(histories, one, two, turns):
    since, on = sorted((one, two))
    facts = [h.on(on, since=since) for h in histories if h.in_period(since, on)]
    counts = count(facts, on, since=since, turns=turns)
    check(counts, period=True)
    assert nonzero(counts) == naive_counts(histories, on, since=since, turns=turns)


@settings(max_examples=100)
@given(SETS, DAYS)
def test_every_rate_lies_between_nothing_and_all(histories, on):
    facts = [found for history in histories if (found := history.on(on))]
    for figure in figures_of(facts, on).values():
        if FORMULAS[figure.id].form == "rate" and figure.value is not None:
            assert 0 <= figure.value <= 1


@settings(max_examples=150)
@given(stories().map(history_of), st.lists(DAYS, max_size=6), TURNS)
def test_the_steps_up_to_any_day_add_up_to_what_is_counted_on_it(history, days, turns):
    taken = list(steps(history, [(1, turn) for turn in turns]))
    cycles = {cycle_start(cycle, START + timedelta(days=n)) for cycle in ("month", "quarter") for n in (30, 100, 190)}
    for on in {*days, *cycles, *(day for day, _, _ in taken)}:
        summed: Counter[str] = Counter()
        for day, _, changes in taken:
            if day <= on:
                summed.update(changes)
        facts = history.on(on)
        counts = nonzero(count([facts] if facts else [], on, turns=turns))
        counts.pop("new", None)
        assert nonzero(summed) == counts


@given(stories().map(history_of))
def test_the_steps_of_what_goes_to_a_successor_leave_nothing_with_the_old_agency(history):
    moved = START + timedelta(days=5)
    history = replace(history, led=((START, 1), (moved, 2)))
    left: Counter[str] = Counter()
    for day, agency, changes in steps(history):
        assert agency == (1 if day < moved else 2) or day == moved
        if agency == 1:
            left.update(changes)
    assert nonzero(left) == {}


def test_a_history_that_has_not_begun_counts_nothing():
    life = Life(TaskClass.DATED, START)
    assert History(life, led=((START, 1),)).on(date(2026, 8, 31)) is None
