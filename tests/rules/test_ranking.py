"""Ranks with what chance and weights make of them."""

from __future__ import annotations

from math import sqrt
from random import Random
from statistics import mean

from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.rules.ranking import (
    Entry,
    Ground,
    Place,
    alike,
    alike_vi,
    ground_of,
    ranking,
    ranks_with,
    steady,
    variants,
)
from giaoviec.rules.schemes import SHIPPED
from giaoviec.rules.scoring import Mark, score, sums

W = SHIPPED[0].weights
STEADIES = 10


def entry(pk: int, marks: list[Mark]) -> Entry:
    found = score(marks, weights=W)
    return Entry(pk, float(found.points or 0), found.number, found.spread, sums(marks))


def marks(full: int, late: int = 0, undone: int = 0) -> list[Mark]:
    return (
        [Mark(1, (100, 100, 100), "")] * full + [Mark(2, (100, 100, 75), "")] * late + [Mark(3, (0, 0, 0), "")] * undone
    )


def placed(entries: list[Entry], steadies: int = STEADIES) -> list[Place]:
    return ranking(entries, ground=ground_of(entries, weights=W), steadies=steadies, weights=W)


entries_of = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 10), st.integers(0, 10)).filter(any), min_size=1, max_size=8
).map(lambda rows: [entry(n, marks(*row)) for n, row in enumerate(rows, 1)])


def test_few_tasks_without_fault_do_not_beat_many_with_hardly_any() -> None:
    one, many = entry(1, marks(2)), entry(2, marks(97, 2, 1))
    others = [entry(n, marks(16, 2, 2)) for n in range(3, 20)]
    places = {place.id: place for place in placed([one, many, *others])}
    assert one.points > many.points
    assert places[2].rank == 1 and places[1].rank == 2
    assert places[1].first <= 2 <= places[1].last


def test_a_score_is_steadied_as_by_ten_tasks_at_the_mean() -> None:
    """(2 × 100 + 10 × 80) ÷ 12."""
    middle, error = steady(entry(1, marks(2)), Ground(sums(marks(8, 0, 2)), 80.0, 400.0, None), 10)
    assert round(middle, 4) == 83.3333
    assert round(error, 4) == round(sqrt(400 / 12), 4)


def test_the_constant_of_the_data_is_that_of_buhlmann_and_straub() -> None:
    """Two subjects of 10 tasks at 100 and 50 with a variance of 400 in each: (10·625·2 − 400) ÷ 10 between."""
    entries = [Entry(1, 100.0, 10, 3600.0, sums(marks(10))), Entry(2, 50.0, 10, 3600.0, sums(marks(5, 0, 5)))]
    ground = ground_of(entries, weights=W)
    assert (ground.mean, ground.variance) == (75.0, 400.0)
    assert ground.estimated is not None
    assert round(ground.estimated, 6) == round(400 / ((10 * 625 * 2 - 400) / 10), 6)


def test_subjects_that_differ_by_chance_only_give_no_constant() -> None:
    assert ground_of([entry(1, marks(5, 0, 5)), entry(2, marks(5, 0, 5))], weights=W).estimated is None


def test_equal_scores_share_a_rank_and_the_next_follows_after_them() -> None:
    places = placed([entry(1, marks(10)), entry(2, marks(10)), entry(3, marks(8, 0, 2))])
    assert [(place.id, place.rank) for place in places] == [(1, 1), (2, 1), (3, 3)]


@settings(deadline=None, max_examples=15)
@given(entries_of)
def test_no_rank_stands_outside_its_own_intervals(entries: list[Entry]) -> None:
    for place in placed(entries):
        assert 1 <= place.first <= place.rank <= place.last <= len(entries)
        assert 1 <= place.best <= place.rank <= place.worst <= len(entries)
        assert place.low <= place.steady <= place.high


@settings(deadline=None, max_examples=15)
@given(entries_of)
def test_the_same_seed_gives_the_same_places_in_whatever_order(entries: list[Entry]) -> None:
    assert placed(entries) == placed(entries[::-1])


@settings(deadline=None, max_examples=15)
@given(entries_of, st.integers(1, 40))
def test_a_steadied_score_lies_between_its_own_and_the_mean(entries: list[Entry], steadies: int) -> None:
    ground = ground_of(entries, weights=W)
    for one in entries:
        middle, _ = steady(one, ground, steadies)
        assert min(one.points, ground.mean) - 1e-9 <= middle <= max(one.points, ground.mean) + 1e-9


def test_the_intervals_of_ranks_hold_the_true_rank_nineteen_times_in_twenty() -> None:
    """Provinces of twelve agencies whose true shares are drawn; the true rank lies in the interval."""
    chance, inside, tried = Random(7), 0, 0
    for _ in range(40):
        true = [chance.gauss(85, 8) for _ in range(12)]
        entries = [_seen(n, share, chance) for n, share in enumerate(true)]
        ground = ground_of(entries, weights=W)
        constant = round(ground.estimated or 200)
        for place in ranking(entries, ground=ground, steadies=constant, weights=W):
            tried += 1
            inside += place.first <= 1 + sum(share > true[place.id] for share in true) <= place.last
    assert inside / tried > 0.92


def _seen(pk: int, share: float, chance: Random) -> Entry:
    number = chance.randint(15, 80)
    undone = sum(chance.random() * 100 > min(share, 99.5) for _ in range(number))
    return entry(pk, marks(number - undone, 0, undone))


# ---- weights


def test_the_weights_that_are_tried_move_ten_from_one_part_to_another() -> None:
    assert variants((30, 30, 40)) == [
        (40, 20, 40), (40, 30, 30), (20, 40, 40), (30, 40, 30), (20, 30, 50), (30, 20, 50),
    ]  # fmt: skip
    assert variants((100, 0, 0)) == [(90, 10, 0), (90, 0, 10)]


def test_who_is_good_at_another_part_changes_place_with_the_weights() -> None:
    slow = entry(1, [Mark(1, (100, 100, 0), "")] * 20)
    poor = entry(2, [Mark(1, (100, 0, 100), "")] * 20)
    ground = ground_of([slow, poor], weights=W)
    assert ranks_with([slow, poor], ground=ground, steadies=STEADIES, weights=W) == {1: 2, 2: 1}
    assert ranks_with([slow, poor], ground=ground, steadies=STEADIES, weights=(30, 40, 30)) == {1: 1, 2: 2}
    assert [(place.id, place.best, place.worst) for place in placed([slow, poor])] == [(2, 1, 2), (1, 1, 2)]


# ---- in words


def place(rank: int, low: float, high: float) -> Place:
    return Place(rank, rank, (low + high) / 2, low, high, rank, rank, rank, rank)


def test_runs_that_cannot_be_told_apart_are_said() -> None:
    places = [place(1, 95, 99), place(2, 80, 90), place(3, 78, 88), place(4, 70, 81), place(5, 40, 60)]
    assert alike(places) == [(1, 1), (2, 4), (5, 5)]
    assert alike_vi(alike(places)) == ["Hạng 2 đến 4 không phân biệt được."]


def test_the_mean_of_the_province_is_its_tasks_as_one_set() -> None:
    entries = [entry(1, marks(10)), entry(2, marks(5, 0, 5))]
    assert ground_of(entries, weights=W).mean == mean([100, 50])
