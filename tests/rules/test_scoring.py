"""Points of Article 12: what each task gives and loses, and that a sheet is the sum of its tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.rules.schemes import SHIPPED, Scheme, errors, scheme_on
from giaoviec.rules.scoring import (
    EQUAL,
    NOT,
    Band,
    Mark,
    Part,
    Work,
    band,
    hundredths,
    mark,
    of_sums,
    score,
    sums,
    too_many_best,
    value,
)
from giaoviec.rules.standing import Cell
from tests.rules.test_chapters import missing

S = SHIPPED[0]
DONE, LATE, OVERDUE = Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.UNDER_WAY_OVERDUE

works = st.builds(
    Work,
    id=st.integers(1, 10_000),
    cell=st.sampled_from(Cell),
    claimed=st.booleans(),
    returned=st.booleans(),
    quality=st.sampled_from(["", "good", "fair", "poor"]),
    rejected=st.integers(0, 6),
    reopened=st.integers(0, 3),
    late_objective=st.booleans(),
    poor_objective=st.booleans(),
)
weights = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda two: (min(two), max(two) - min(two), 100 - max(two))
)

# the task → what it gives in quantity, quality, timeliness
TABLE = [
    (Work(1, DONE, quality="good"), (100, 100, 100)),
    (Work(1, DONE, quality="fair"), (100, 100, 100)),
    (Work(1, DONE, quality="poor"), (100, 75, 100)),
    (Work(1, DONE, quality="good", rejected=2), (100, 50, 100)),
    (Work(1, DONE, quality="poor", rejected=1, reopened=1), (100, 25, 100)),
    (Work(1, DONE, quality="poor", rejected=9), (100, 0, 100)),
    (Work(1, DONE, quality="poor", rejected=9, poor_objective=True), (100, 100, 100)),
    (Work(1, LATE, quality="good"), (100, 100, 75)),
    (Work(1, LATE, quality="good", late_objective=True), (100, 100, 100)),
    (Work(1, LATE, quality="poor", late_objective=True), (100, 75, 100)),
    (Work(1, OVERDUE), (0, 0, 0)),
    (Work(1, Cell.NOT_STARTED_OVERDUE, poor_objective=True), (0, 0, 0)),
    (Work(1, OVERDUE, late_objective=True), NOT),
    (Work(1, OVERDUE, claimed=True), NOT),
    (Work(1, Cell.NOT_STARTED_OVERDUE, returned=True), NOT),
    (Work(1, Cell.UNDER_WAY_IN_TIME), NOT),
    (Work(1, Cell.NOT_STARTED_IN_TIME), NOT),
    (Work(1, Cell.WITHDRAWN), NOT),
    (Work(1, Cell.OPEN_ENDED_DONE, quality="good"), (100, 100, None)),
    (Work(1, Cell.OPEN_ENDED_DONE, reopened=1), (100, 75, None)),
    (Work(1, Cell.OPEN_ENDED_UPDATED), NOT),
    (Work(1, Cell.OPEN_ENDED_SILENT), NOT),
]


@pytest.mark.parametrize(("work", "gives"), TABLE)
def test_each_task_gives_what_the_table_says(work: Work, gives: tuple[int | None, ...]) -> None:
    """QC 12.2."""
    assert mark(work, S).given == gives


def test_a_mark_says_in_words_what_was_lost_and_for_what() -> None:
    assert mark(Work(1, LATE, quality="poor", rejected=1), S).why == (
        "đã thực hiện quá hạn; chậm: mất 25% tiến độ; "
        "kết quả chưa bảo đảm chất lượng, 1 lần chưa được xác nhận vì chất lượng: mất 50% chất lượng"
    )
    assert mark(Work(1, LATE, late_objective=True), S).why == (
        "đã thực hiện quá hạn, nguyên nhân khách quan đã được xác nhận"
    )
    assert mark(Work(1, OVERDUE, claimed=True), S).why == "chờ xác nhận: không tính"


def test_a_score_adds_up_part_by_part() -> None:
    """Ten tasks: eight in time, one late, one overdue and undone."""
    marks = [mark(Work(n, DONE, quality="good"), S) for n in range(8)]
    marks += [mark(Work(8, LATE, quality="good"), S), mark(Work(9, OVERDUE), S)]
    found = score(marks, weights=S.weights)
    assert [(one.part, one.got, one.number, one.points) for one in found.dimensions] == [
        (Part.QUANTITY, 900, 10, Decimal("27.00")),
        (Part.QUALITY, 900, 10, Decimal("27.00")),
        (Part.TIMELINESS, 875, 10, Decimal("35.00")),
    ]
    assert (found.points, found.number) == (Decimal("89.00"), 10)
    assert [found.cost(one) for one in marks[7:]] == [0, 1, 10]


def test_a_person_has_a_third_of_seventy_for_each_part() -> None:
    """(a + b + c) ÷ 3 × 70 %: the sheet of somebody who did three of four, one of them late."""
    marks = [mark(Work(1, DONE), S), mark(Work(2, DONE), S), mark(Work(3, LATE), S), mark(Work(4, OVERDUE), S)]
    found = score(marks, weights=EQUAL, out_of=S.results)
    assert [one.points for one in found.dimensions] == [Decimal("17.50"), Decimal("17.50"), Decimal("16.04")]
    assert found.points == Decimal("51.04")
    assert S.general == 30


def test_a_part_without_tasks_gives_its_weight_to_the_others() -> None:
    found = score([mark(Work(1, Cell.OPEN_ENDED_DONE, quality="poor"), S)], weights=S.weights)
    assert [one.points for one in found.dimensions] == [Decimal("50.00"), Decimal("37.50"), Decimal("0.00")]
    assert found.points == Decimal("87.50")


def test_without_a_task_that_counts_there_is_no_score() -> None:
    assert score([mark(Work(1, Cell.WITHDRAWN), S)], weights=S.weights).points is None
    assert score([], weights=S.weights).points is None


def test_whoever_did_everything_has_all_points_though_thirds_do_not_end() -> None:
    found = score([mark(Work(1, DONE), S)], weights=EQUAL, out_of=S.results)
    assert [one.points for one in found.dimensions] == [Decimal("23.34"), Decimal("23.33"), Decimal("23.33")]
    assert found.points == Decimal("70.00")


def test_points_are_rounded_half_up() -> None:
    assert [hundredths(Fraction(n, 1000)) for n in (4, 5, 14, 15, 2665)] == [
        Decimal(text) for text in ("0.00", "0.01", "0.01", "0.02", "2.67")
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(works, max_size=40), weights)
def test_every_point_that_is_missing_is_the_cost_of_a_task(found: list[Work], weights: tuple[int, int, int]) -> None:
    marks = [mark(work, S) for work in found]
    whole = score(marks, weights=weights)
    if whole.points is None:
        assert all(whole.cost(one) == 0 for one in marks)
        return
    lost = sum((whole.cost(one) for one in marks), Fraction(0))
    assert abs(100 - Fraction(whole.points) - lost) <= Fraction(5, 1000)
    assert sum(one.points for one in whole.dimensions) == whole.points
    assert 0 <= whole.points <= 100


@settings(deadline=None, max_examples=40)
@given(st.lists(works, min_size=1, max_size=20), weights)
def test_the_order_of_the_tasks_does_not_matter(found: list[Work], weights: tuple[int, int, int]) -> None:
    marks = [mark(work, S) for work in found]
    turned = sorted(marks, key=lambda one: (one.why, one.id))
    assert score(marks, weights=weights).points == score(turned, weights=weights).points
    half = len(marks) // 2
    first, second = sums(marks[:half]), sums(marks[half:])
    joined = tuple((a + c, b + d) for (a, b), (c, d) in zip(first, second, strict=True))
    assert joined == sums(marks)


@settings(deadline=None, max_examples=40)
@given(st.lists(works, max_size=20), works)
def test_to_finish_what_is_overdue_never_costs_points(others: list[Work], work: Work) -> None:
    """However poor the product and however late: an agency gains by doing the work."""
    undone = replace(work, cell=OVERDUE, claimed=False, returned=False, late_objective=False)
    marks = [mark(one, S) for one in others]
    before = score([*marks, mark(undone, S)], weights=S.weights)
    after = score([*marks, mark(replace(undone, cell=LATE), S)], weights=S.weights)
    assert before.points is not None and after.points is not None
    assert after.points >= before.points


@settings(deadline=None, max_examples=40)
@given(works)
def test_a_confirmed_objective_cause_never_lowers_a_task(work: Work) -> None:
    plain = mark(replace(work, late_objective=False, poor_objective=False), S)
    excused = mark(replace(work, late_objective=True, poor_objective=True), S)
    before, after = value(plain, S.weights), value(excused, S.weights)
    assert after is None or (before is not None and after >= before)


# ---- the scheme


def test_the_shipped_scheme_can_be_used_and_weights_that_are_not_100_cannot() -> None:
    assert errors(S) == {}
    assert errors(replace(S, quantity=40)) == {"timeliness": "Ba trọng số cộng lại phải bằng 100; hiện là 110."}
    assert errors(replace(S, loss=101)) == {
        "loss": "Mỗi lần chậm hoặc không bảo đảm chất lượng mất (%): ghi số nguyên từ 0 đến 100."
    }
    assert "good" in errors(replace(S, good=95))
    assert errors(replace(S, citation=" ")) == {"citation": "Ghi căn cứ của cách chấm."}


def test_a_scheme_is_in_force_from_its_day_and_the_first_before_any() -> None:
    later = replace(S, code="sau", effective_from=date(2027, 1, 1))
    assert scheme_on(date(2025, 12, 14), [later, S]) == S
    assert scheme_on(date(2026, 12, 14), [later, S]) == S
    assert scheme_on(date(2027, 1, 1), [later, S]) == later
    with pytest.raises(ValueError, match="no scheme"):
        scheme_on(date(2026, 1, 1), [])


def test_a_scheme_comes_back_from_what_is_stored() -> None:
    assert Scheme.load(S.dump()) == S


@pytest.mark.parametrize(
    ("points", "word"),
    [("100", "excellent"), ("90.00", "excellent"), ("89.99", "good"), ("70", "good"), ("69.99", "completed"),
     ("50", "completed"), ("49.99", "not_completed"), ("0", "not_completed")],
)  # fmt: skip
def test_a_bound_belongs_to_the_better_band(points: str, word: str) -> None:
    assert band(Decimal(points), S) == word


def test_more_excellent_ones_than_a_fifth_of_the_good_are_said() -> None:
    assert too_many_best([Band.EXCELLENT, *[Band.GOOD] * 4, Band.COMPLETED], S) == ""
    assert too_many_best([Band.EXCELLENT, Band.EXCELLENT, *[Band.GOOD] * 4], S).startswith(
        "2 mức xuất sắc, nhiều hơn 20% của 6 mức từ hoàn thành tốt trở lên (1)"
    )


def test_other_weights_need_no_tasks() -> None:
    marks = [Mark(1, (100, 75, 50), ""), Mark(2, (0, 0, 0), "")]
    assert of_sums(sums(marks), weights=(20, 20, 60)).points == Decimal("32.50")


def test_the_chapter_says_the_numbers_of_the_shipped_scheme() -> None:
    rows = [f"| {part.vi.capitalize()} | {weight}% |" for part, weight in zip(Part, S.weights, strict=True)]
    assert missing("cham-diem", [*rows, f"mất {S.loss}%", f"như thể có thêm {S.steadies} việc"]) == []
