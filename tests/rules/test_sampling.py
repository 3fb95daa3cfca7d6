"""Samples that anybody can draw again, and the verified rate with its interval."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.sampling import (
    SIGNS,
    Candidate,
    Finding,
    SampleRefused,
    Sign,
    candidate,
    draw,
    number,
    ranked,
    verified_rate,
    wilson,
)
from tests.rules.test_chapters import missing, sentence_case

FOUR = [Candidate(101, 1), Candidate(102, 4), Candidate(103, 1), Candidate(104, 2)]
SIXTY = [Candidate(pk, 1 + (pk % 3 == 0) * 3 + (pk % 5 == 0) * 2) for pk in range(1, 61)]
TRUE_OF_SIXTY = {pk: not (pk % 6 == 0 or pk % 17 == 0) for pk in range(1, 61)}

populations = st.lists(
    st.tuples(st.integers(1, 10_000), st.integers(1, 12)), min_size=1, max_size=40, unique_by=lambda pair: pair[0]
).map(lambda pairs: [Candidate(pk, weight) for pk, weight in pairs])


def test_a_number_is_the_hash_of_seed_and_id_as_any_tool_reckons_it() -> None:
    digits = sha256(b"2026:102").hexdigest()[:13]
    assert digits == "b7a834ee9172b"
    assert number("2026", 102) == (int(digits, 16) + 0.5) / 16**13


def test_the_example_of_the_chapter_is_what_is_drawn() -> None:
    rows = [
        f"| {one.id} | {one.weight:.0f} | `{sha256(f'2026:{one.id}'.encode()).hexdigest()[:13]}` "
        f"| {f'{one.number:.6f}'.replace('.', ',')} | {f'{one.key:.6f}'.replace('.', ',')} |"
        for one in ranked(FOUR, "2026")
    ]
    assert missing("kiem-tra", rows) == []
    assert [one.id for one in draw(FOUR, 2, seed="2026").drawn] == [104, 102]
    assert missing("kiem-tra", ["Rút hai việc: 104, 102."]) == []


def test_the_chapter_has_every_sign_with_what_it_adds() -> None:
    assert missing("kiem-tra", [f"| {sentence_case(vi)} | {points} |" for vi, points in SIGNS.values()]) == []


def test_each_sign_adds_to_the_weight_that_every_candidate_has() -> None:
    assert candidate(7) == Candidate(7, 1, ())
    assert candidate(7, {Sign.LATE, Sign.NO_PRODUCT}) == Candidate(7, 5, (Sign.NO_PRODUCT, Sign.LATE))
    assert candidate(7, set(Sign)).weight == 12


@given(populations, st.text(min_size=1, max_size=20).filter(str.strip), st.data())
def test_the_same_seed_draws_the_same_sample_out_of_the_population(
    population: list[Candidate], seed: str, data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(population)))
    shuffled = data.draw(st.permutations(population))
    sample = draw(population, size, seed=seed)
    assert sample == draw(shuffled, size, seed=seed)
    assert len(sample.ids) == size
    assert sample.ids <= {one.id for one in population}


@given(populations, st.data())
def test_a_larger_sample_holds_the_smaller_one(population: list[Candidate], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(population)))
    smaller = data.draw(st.integers(1, size))
    assert draw(population, smaller, seed="x").ids <= draw(population, size, seed="x").ids


@given(populations, st.data())
def test_chances_lie_above_nought_and_grow_with_the_weight(population: list[Candidate], data: st.DataObject) -> None:
    sample = draw(population, data.draw(st.integers(1, len(population))), seed="y")
    chances = [sample.chance(weight) for weight in range(1, 13)]
    assert all(0 < chance <= 1 for chance in chances)
    assert chances == sorted(chances)


@pytest.mark.parametrize(
    ("population", "size", "seed", "sentence"),
    [
        (FOUR, 5, "2026", "Chỉ có 4 việc trong diện rút, không rút được 5; hãy giảm số việc hoặc mở rộng thời gian."),
        ([], 1, "2026", "Chỉ có 0 việc trong diện rút, không rút được 1; hãy giảm số việc hoặc mở rộng thời gian."),
        (FOUR, 0, "2026", "Mẫu phải có ít nhất một việc."),
        (FOUR, 2, " ", "Chưa có hạt giống để rút mẫu."),
        ([*FOUR, Candidate(101)], 2, "2026", "Danh sách để rút có việc trùng hoặc trọng số không dương."),
        ([Candidate(1, 0)], 1, "2026", "Danh sách để rút có việc trùng hoặc trọng số không dương."),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(
    population: list[Candidate], size: int, seed: str, sentence: str
) -> None:
    with pytest.raises(SampleRefused) as no:
        draw(population, size, seed=seed)
    assert no.value.sentence == sentence


def test_heavier_candidates_are_drawn_more_often() -> None:
    drawn = [next(iter(draw(FOUR, 1, seed=str(seed)).ids)) for seed in range(4000)]
    shares = {one.id: drawn.count(one.id) / 4000 for one in FOUR}
    assert shares == pytest.approx({101: 1 / 8, 102: 4 / 8, 103: 1 / 8, 104: 2 / 8}, abs=0.025)


# ---- the verified rate


def test_where_all_were_seen_the_interval_is_the_rate_itself() -> None:
    rate = verified_rate([Finding(True, 1.0)] * 3 + [Finding(False, 1.0)], 4)
    assert (rate.value, rate.low, rate.high, rate.seen, rate.population) == (0.75, 0.75, 0.75, 4, 4)


def test_of_equal_chances_the_rate_is_the_plain_share_with_wilsons_interval() -> None:
    rate = verified_rate([Finding(True, 0.01)] * 8 + [Finding(False, 0.01)] * 2, 1_000_000)
    assert rate.value == pytest.approx(0.8)
    assert (rate.low, rate.high) == pytest.approx((0.4902, 0.9433), abs=0.0001)  # Wilson's, 8 of 10


def test_a_sample_without_a_fault_does_not_claim_certainty() -> None:
    rate = verified_rate([Finding(True, 0.1)] * 10, 100)
    assert rate.value == rate.high == 1.0
    assert rate.low == pytest.approx(0.741, abs=0.001)


def test_one_that_was_more_likely_drawn_counts_for_less() -> None:
    assert verified_rate([Finding(True, 0.2), Finding(False, 0.8)], 50).value == pytest.approx(5 / 6.25)


def test_a_rate_of_nothing_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no findings"):
        verified_rate([], 10)


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 1)), min_size=1, max_size=30), st.integers(0, 200))
def test_the_rate_lies_within_its_interval_and_the_interval_within_0_and_1(
    found: list[tuple[bool, float]], more: int
) -> None:
    rate = verified_rate([Finding(*one) for one in found], len(found) + more)
    assert 0 <= rate.low <= rate.value + 1e-12
    assert rate.value - 1e-12 <= rate.high <= 1


@given(st.floats(0, 1), st.floats(1, 500))
def test_a_larger_sample_gives_a_narrower_interval(share: float, size: float) -> None:
    low, high = wilson(share, size)
    closer_low, closer_high = wilson(share, size * 2)
    assert closer_high - closer_low < high - low


def _covered(size: int, seeds: int, holds: Callable[[int], bool]) -> tuple[float, float]:
    """The share of seeds whose interval covers the truth; the mean of the rates."""
    true, hits, total = sum(map(holds, range(1, 61))) / 60, 0, 0.0
    for seed in range(seeds):
        sample = draw(SIXTY, size, seed=f"s{seed}")
        rate = verified_rate([Finding(holds(one.id), sample.chance(one.weight)) for one in sample.drawn], 60)
        hits += rate.low <= true <= rate.high
        total += rate.value
    return hits / seeds, total / seeds - true


@pytest.mark.parametrize("size", [10, 15, 30])
def test_the_interval_covers_the_truth_and_the_rate_is_not_pulled_by_the_weights(size: int) -> None:
    """Failures sit among the heavy ones, which are drawn more often: a plain share would be far too low."""
    covered, bias = _covered(size, 600, TRUE_OF_SIXTY.__getitem__)
    assert covered >= 0.94
    assert abs(bias) < 0.025
