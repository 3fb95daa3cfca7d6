"""The small regression finds what made the data, says chances that come about, and orders by them."""

from math import isclose
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.learning import Row, area, bins, calibrate, calibration_error, chance, fit, log_odds, solve


def made(weights, number, seed=1):
    luck, rows = Random(seed), []
    for _ in range(number):
        places = (0, *sorted(luck.sample(range(1, len(weights)), 2)))
        true = luck.random() < chance(sum(weights[i] for i in places))
        rows.append(Row(places, (1.0,) * 3, true))
    return rows


def test_the_weights_that_made_the_data_are_found():
    weights = [-1.0, 1.2, -0.8, 0.0, 0.5]
    found = fit(made(weights, 8_000), around=[0.0] * 5, holds=[0.1] * 5)
    assert [a - found[3] for a in found[1:]] == pytest.approx(weights[1:], abs=0.2)


def test_few_examples_are_held_to_their_place():
    rows = [Row((0, 1), (1.0, 1.0), True), Row((0, 2), (1.0, 1.0), False)]
    found = fit(rows, around=[0.0, 0.0, 1.0], holds=[1e-6, 10.0, 10.0])
    assert found[1:] == pytest.approx([0.0, 1.0], abs=0.1)


def test_odds_that_say_too_much_are_put_right():
    luck = Random(3)
    odds = [luck.uniform(-2, 2) for _ in range(8_000)]
    true = [luck.random() < chance(0.5 + 0.4 * value) for value in odds]
    shift, slope = calibrate(odds, true)
    assert (shift, slope) == pytest.approx((0.5, 0.4), abs=0.08)
    assert calibration_error(bins([chance(shift + slope * value) for value in odds], true)) < 0.03


@pytest.mark.parametrize(
    ("scores", "true", "share"),
    [
        ([0.1, 0.4, 0.9], [False, False, True], 1.0),
        ([0.9, 0.4, 0.1], [False, False, True], 0.0),
        ([0.5, 0.5], [True, False], 0.5),
        ([0.1, 0.5, 0.5, 0.9], [False, True, False, True], 0.875),
        ([0.3], [True], 0.5),
        ([], [], 0.5),
    ],
)
def test_the_area_is_the_share_of_pairs_in_the_right_order(scores, true, share):
    assert area(scores, true) == share


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_the_area_is_what_counting_every_pair_says(examples):
    scores, true = [s for s, _ in examples], [t for _, t in examples]
    pairs = [(a, b) for a, x in examples for b, y in examples if x and not y]
    counted = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs) if pairs else 0.5
    assert isclose(area(scores, true), counted, abs_tol=1e-9)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80))
def test_bins_hold_every_example_once_in_the_order_of_their_chance(examples):
    table = bins([s for s, _ in examples], [t for _, t in examples])
    assert sum(part.number for part in table) == len(examples)
    assert [part.said for part in table] == pytest.approx(sorted(part.said for part in table))
    assert 0 <= calibration_error(table) <= 1


def test_a_table_that_says_what_came_has_no_error():
    assert calibration_error(bins([0.0, 0.0, 1.0, 1.0], [False, False, True, True], number=2)) == 0
    assert calibration_error(bins([0.5, 0.5], [False, False], number=1)) == 0.5
    assert calibration_error(()) == 0


@given(st.floats(0.001, 0.999))
def test_log_odds_and_chances_undo_one_another(share):
    assert isclose(chance(log_odds(share)), share, rel_tol=1e-9)


def test_equations_are_solved():
    assert solve([[4.0], [2.0, 3.0]], [2.0, 1.0]) == pytest.approx([0.5, 0.0])
