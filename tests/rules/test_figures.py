"""The figures: formulas, numerators and denominators, and parts that must add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from giaoviec.rules.counting import ADDS, CELLS, DoesNotAddUp, Facts, Turn, check_parts, count, is_carried_over
from giaoviec.rules.figures import FORMULAS, Figure, figures, figures_of, percentile
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import Cell, Progress, Standing, Timeliness

DAY = date(2026, 6, 30)
GIVEN = date(2026, 3, 2)


def standing(cell: Cell | None, stage: Stage = Stage.UNDER_WAY, done_on: date | None = None) -> Standing:
    return Standing(stage, Progress.UNDER_WAY, Timeliness.NONE, cell, None, 0, None, False, done_on, DAY)


def line(cell: Cell | None, **what) -> Facts:
    of_standing = {name: what.pop(name) for name in ("stage", "done_on") if name in what}
    return Facts(standing(cell, **of_standing), GIVEN, **what)


NATIONAL_2017 = [
    *[line(Cell.DONE_ON_TIME)] * 14_068,
    *[line(Cell.DONE_LATE)] * 1_983,
    *[line(Cell.UNDER_WAY_IN_TIME)] * 5_640,
    *[line(Cell.UNDER_WAY_OVERDUE)] * 223,
]
"""Báo cáo 1270/BC-TCTTTg (2017): the tasks of all ministries and provinces."""


def test_the_published_figures_of_2017_come_out():
    found = figures_of(NATIONAL_2017, DAY)
    cells = ("done_on_time", "done_late", "under_way_in_time", "under_way_overdue")
    assert [found[f"national_{cell}"].value for cell in cells] == [14_068, 1_983, 5_640, 223]
    assert found["total"].value == 21_914
    assert (found["rate_national"].numerator, found["rate_national"].denominator) == (16_051, 16_274)
    percents = [round(100 * found[rate].value, 2) for rate in ("rate_national", "rate_on_time", "rate_done")]
    assert percents == [98.63, 86.44, 73.25]


def test_a_rate_is_its_numerator_by_its_denominator_and_a_count_has_none():
    found = figures_of(NATIONAL_2017, DAY)
    assert found["rate_done"] == Figure(
        "rate_done", 16_051 / 21_914, 16_051, 21_914, FORMULAS["rate_done"].text
    )  # fmt: skip
    assert found["done_late"] == Figure("done_late", 1_983, 1_983, None, "số việc đã thực hiện quá hạn")


def test_a_formula_is_printed_in_words_and_in_symbols():
    assert FORMULAS["rate_on_time"].text == (
        "đã thực hiện đúng hạn ÷ (đã thực hiện + chưa xong đã quá hạn), chỉ việc có thời hạn"
        " = done_on_time ÷ (done_on_time + done_late + under_way_overdue + not_started_overdue)"
    )


def test_every_formula_is_made_of_counters_that_exist():
    counters = {*ADDS, "updates_met", "updates_owed"}
    assert [f.id for f in FORMULAS.values() if not {*f.over, *f.under} <= counters] == []


def test_without_anything_to_divide_by_there_is_no_rate():
    found = figures_of([line(Cell.OPEN_ENDED_SILENT)], DAY)
    assert found["rate_national"] == Figure("rate_national", None, 0, 0, FORMULAS["rate_national"].text)
    assert found["rate_national"].why_none_vi == "không tính được: mẫu số bằng 0"
    assert found["rate_done"].value == 0
    assert found["rate_done"].why_none_vi == ""


def test_what_has_no_deadline_is_outside_the_national_cells():
    dated, open_ended = line(Cell.NOT_STARTED_OVERDUE), line(Cell.OPEN_ENDED_DONE)
    found = figures_of([dated, open_ended], DAY)
    assert found["national_under_way_overdue"].value == 1
    assert found["rate_national"].denominator == 1
    assert found["total"].value == 2


def test_what_was_passed_on_is_counted_nowhere_since_its_successor_is():
    assert figures_of([line(None, stage=Stage.PASSED_ON)], DAY) == figures_of([], DAY)


def test_what_was_withdrawn_is_in_the_total_and_in_no_rate():
    found = figures_of([line(Cell.WITHDRAWN, stage=Stage.WITHDRAWN), line(Cell.DONE_ON_TIME)], DAY)
    assert found["total"].value == 2
    assert found["rate_done"].denominator == 1


def test_of_which_is_claimed_and_of_which_is_returned():
    lines = [
        line(Cell.UNDER_WAY_OVERDUE, stage=Stage.CLAIMED),
        line(Cell.NOT_STARTED_IN_TIME, stage=Stage.RETURNED),
        line(Cell.NOT_STARTED_IN_TIME, stage=Stage.GIVEN),
    ]
    found = figures_of(lines, DAY)
    assert (found["claimed"].value, found["returned"].value) == (1, 1)


def test_the_rates_beside_count_assignments_and_rejections_count_claims():
    lines = [
        line(Cell.DONE_LATE, original=Cell.DONE_LATE, extensions=2, returns=1, confirmations=1, rejections=2),
        line(Cell.DONE_ON_TIME, original=Cell.DONE_LATE, extensions=1, confirmations=2),
        line(Cell.UNDER_WAY_IN_TIME, original=Cell.UNDER_WAY_OVERDUE, rejections=1),
        line(Cell.DONE_ON_TIME, original=Cell.DONE_ON_TIME, confirmations=1),
    ]
    found = figures_of(lines, DAY)
    shown = {rate: (found[rate].numerator, found[rate].denominator) for rate in found if rate.startswith("rate_")}
    assert shown["rate_extended"] == (2, 4)
    assert shown["rate_returned"] == (1, 4)
    assert shown["rate_on_time_original"] == (1, 4)
    assert shown["rate_rejected"] == (3, 7)


def test_in_a_period_carried_over_and_new_stand_apart():
    lines = [line(Cell.DONE_LATE, carried=True), line(Cell.UNDER_WAY_IN_TIME), line(Cell.WITHDRAWN, carried=True)]
    found = figures_of(lines, DAY, since=date(2026, 4, 1))
    assert (found["carried_over"].value, found["new"].value) == (2, 1)
    assert "carried_over" not in figures_of(lines, DAY)


@pytest.mark.parametrize(
    ("given_on", "before", "reopened", "carried"),
    [
        (date(2026, 3, 31), Stage.UNDER_WAY, False, True),
        (date(2026, 3, 31), Stage.CLAIMED, False, True),
        (date(2026, 3, 31), Stage.CLOSED, False, False),
        (date(2026, 3, 31), Stage.CLOSED, True, True),
        (date(2026, 3, 31), Stage.WITHDRAWN, False, False),
        (date(2026, 4, 1), None, False, False),
    ],
)
def test_carried_over_is_what_had_not_ended_on_the_eve_or_was_reopened(given_on, before, reopened, carried):
    since = date(2026, 4, 1)
    assert is_carried_over(given_on=given_on, stage_before=before, reopened=reopened, since=since) is carried


BEFORE, DUE, AFTER = date(2026, 6, 25), date(2026, 6, 26), date(2026, 6, 27)


@pytest.mark.parametrize(
    ("turn", "on", "counted", "met"),
    [
        (Turn(DUE, met_on=BEFORE), BEFORE, False, True),
        (Turn(DUE, met_on=BEFORE), DUE, True, True),
        (Turn(DUE), DUE, False, False),
        (Turn(DUE), AFTER, True, False),
        (Turn(DUE, met_on=AFTER), AFTER, True, False),
        (Turn(DUE, dropped_on=DUE), AFTER, False, False),
        (Turn(DUE, dropped_on=AFTER), AFTER, True, False),
        (Turn(DUE, met_on=BEFORE, dropped_on=DUE), DUE, True, True),
    ],
)
def test_an_update_is_counted_once_its_day_has_passed_or_it_was_made(turn, on, counted, met):
    assert (turn.counts(on), turn.met) == (counted, met)


def test_the_update_rate_counts_turns_of_the_period_only():
    turns = [Turn(BEFORE, BEFORE), Turn(DUE, BEFORE), Turn(DUE), Turn(DAY)]
    found = figures_of([], DAY, turns=turns)["rate_update"]
    assert (found.numerator, found.denominator) == (2, 3)
    found = figures_of([], DAY, since=DUE, turns=turns)["rate_update"]
    assert (found.numerator, found.denominator) == (1, 2)


@pytest.mark.parametrize(
    ("finished", "median", "p90"),
    [
        ({}, None, None),
        ({7: 1}, 7, 7),
        ({1: 1, 9: 1}, 1, 9),
        (dict.fromkeys(range(1, 11), 1), 5, 9),
        ({3: 9, 40: 1}, 3, 3),
        ({3: 8, 40: 2}, 3, 40),
    ],
)
def test_a_percentile_is_the_value_at_the_nearest_rank(finished, median, p90):
    assert (percentile(finished, 50), percentile(finished, 90)) == (median, p90)


def test_days_to_finish_run_from_the_giving_to_the_claim_that_was_confirmed():
    lines = [line(Cell.DONE_ON_TIME, stage=Stage.CLOSED, done_on=date(2026, 3, day)) for day in (2, 5, 12)]
    found = figures_of([*lines, line(Cell.UNDER_WAY_IN_TIME)], DAY)
    assert (found["days_to_finish_median"].value, found["days_to_finish_p90"].value) == (3, 10)
    assert found["days_to_finish_median"].denominator == 3


def test_days_are_added_up_by_holder():
    days = {Holder.AGENCY: 10, Holder.OFFICE: 3, Holder.NOBODY: 5}
    found = figures_of([line(Cell.DONE_ON_TIME, days=days), line(Cell.DONE_ON_TIME, days=days)], DAY)
    assert [found[f"days_{holder}"].value for holder in ("agency", "office", "collaborator")] == [20, 6, 0]


# What does not add up


def test_cells_that_are_not_the_total_are_not_printed():
    with pytest.raises(DoesNotAddUp) as caught:
        figures({"done_on_time": 460, "total": 920}, where="Sở Xây dựng")
    assert caught.value.sentence == (
        "Số liệu không khớp tại “Sở Xây dựng: mười ô và tổng số”: cộng các phần được 460, tổng ghi 920."
    )


@pytest.mark.parametrize(
    ("counts", "where"),
    [
        ({"total": 1, "done_late": 1, "claimed": 1}, "trong đó chờ xác nhận"),
        ({"total": 1, "done_late": 1, "returned": 1}, "trong đó đã chuyển lại"),
        ({"updates_met": 2, "updates_owed": 1}, "lượt cập nhật đúng hạn"),
        ({"done_late": 1, "withdrawn": -1}, "đã thu hồi"),
        ({"total": 2, "done_late": 2, "new": 1}, "chuyển kỳ trước và giao trong kỳ"),
    ],
)
def test_a_part_that_exceeds_its_whole_stops_the_printing_and_says_where(counts, where):
    with pytest.raises(DoesNotAddUp) as caught:
        figures(counts, period=True)
    assert caught.value.where == where


def test_the_lines_of_a_table_must_be_its_last_line():
    whole = count([line(Cell.DONE_LATE), line(Cell.WITHDRAWN)], DAY)
    parts = {"a": count([line(Cell.DONE_LATE)], DAY), "b": count([line(Cell.WITHDRAWN)], DAY)}
    check_parts(whole, parts)
    with pytest.raises(DoesNotAddUp) as caught:
        check_parts(whole, {"a": parts["a"]})
    assert caught.value.where == "đã thu hồi"


def test_there_are_ten_cells():
    assert len(CELLS) == len(set(CELLS)) == 10


def test_the_chapter_has_every_figure_with_its_formula():
    chapter = (Path(__file__).parents[2] / "docs" / "rules" / "so-lieu.md").read_text(encoding="utf-8")
    rows = [f"| {f.vi[0].upper()}{f.vi[1:]} | `{f.id}` | {f.text} |" for f in FORMULAS.values()]
    assert [row for row in rows if row not in chapter] == []
