"""How an assignment stands on a day (6.1g): tables of cases."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from giaoviec.rules.calendar import CALENDAR
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import (
    Cell,
    ClaimFact,
    Due,
    Life,
    Progress,
    Spell,
    Standing,
    Timeliness,
    present,
    standing,
)
from giaoviec.rules.tasks import Cycle, TaskClass

TODAY = date(2026, 11, 23)  # a Monday; Tuesday 24 November is a holiday


def november(day: int) -> date:
    return date(2026, 11, day)


def dated(stage: Stage, due_on: date, **columns: object) -> Standing:
    facts: dict[str, object] = {
        "task_class": TaskClass.DATED,
        "claimed_on": None,
        "done_on": None,
        "cycle": "",
        "last_update_on": None,
        "given_on": november(2),
        "on": TODAY,
        "calendar": CALENDAR,
    }
    return present(stage=stage, due_on=due_on, **{**facts, **columns})  # type: ignore[arg-type]


def open_ended(stage: Stage, **columns: object) -> Standing:
    facts: dict[str, object] = {
        "task_class": TaskClass.OPEN_ENDED,
        "cycle": Cycle.QUARTER,
        "given_on": date(2026, 1, 5),
    }
    return dated(stage, None, **{**facts, **columns})  # type: ignore[arg-type]


# stage, due, claimed, done → cell, days late, word, shape
DATED = [
    (Stage.GIVEN, 27, None, None, Cell.NOT_STARTED_IN_TIME, 0, "Chờ tiếp nhận", "given"),
    (Stage.GIVEN, 23, None, None, Cell.NOT_STARTED_IN_TIME, 0, "Hôm nay", "soon"),
    (Stage.GIVEN, 19, None, None, Cell.NOT_STARTED_OVERDUE, 4, "Quá 4 ngày", "late"),
    (Stage.UNDER_WAY, 30, None, None, Cell.UNDER_WAY_IN_TIME, 0, "Còn 4 ngày", "doing"),
    (Stage.UNDER_WAY, 26, None, None, Cell.UNDER_WAY_IN_TIME, 0, "Còn 2 ngày", "soon"),
    (Stage.UNDER_WAY, 23, None, None, Cell.UNDER_WAY_IN_TIME, 0, "Hôm nay", "soon"),
    (Stage.UNDER_WAY, 22, None, None, Cell.UNDER_WAY_OVERDUE, 1, "Quá 1 ngày", "late"),
    (Stage.RETURNED, 27, None, None, Cell.NOT_STARTED_IN_TIME, 0, "Đã chuyển lại", "back"),
    (Stage.RETURNED, 20, None, None, Cell.NOT_STARTED_OVERDUE, 3, "Đã chuyển lại, quá 3 ngày", "back"),
    (Stage.CLAIMED, 27, 20, None, Cell.UNDER_WAY_IN_TIME, 0, "Chờ xác nhận", "claim"),
    (Stage.CLAIMED, 20, 20, None, Cell.UNDER_WAY_IN_TIME, 0, "Chờ xác nhận", "claim"),
    (Stage.CLAIMED, 16, 18, None, Cell.UNDER_WAY_OVERDUE, 2, "Chờ xác nhận, quá 2 ngày", "claim"),
    (Stage.CLOSED, 20, None, 20, Cell.DONE_ON_TIME, 0, "Xong 20/11", "done"),
    (Stage.CLOSED, 17, None, 20, Cell.DONE_LATE, 3, "Xong muộn 3 ngày", "done_late"),
    (Stage.WITHDRAWN, 10, None, None, Cell.WITHDRAWN, 0, "Đã thu hồi", "withdrawn"),
    (Stage.PASSED_ON, 10, None, None, None, 0, "Đã chuyển đơn vị khác", "withdrawn"),
]


@pytest.mark.parametrize(("stage", "due", "claimed", "done", "cell", "late", "word", "shape"), DATED)
def test_a_dated_assignment_stands_in_one_cell_with_its_word_and_shape(
    stage: Stage, due: int, claimed: int | None, done: int | None, cell: Cell | None, late: int, word: str, shape: str
) -> None:
    found = dated(
        stage,
        november(due),
        claimed_on=november(claimed) if claimed else None,
        done_on=november(done) if done else None,
    )
    assert (found.cell, found.days_late, found.word_vi, found.shape(2)) == (cell, late, word, shape)


# stage, last update → cell, word
OPEN_ENDED = [
    (Stage.GIVEN, None, Cell.OPEN_ENDED_SILENT, "Chờ tiếp nhận"),
    (Stage.UNDER_WAY, date(2026, 9, 30), Cell.OPEN_ENDED_SILENT, "Chưa cập nhật kỳ này"),
    (Stage.UNDER_WAY, date(2026, 10, 1), Cell.OPEN_ENDED_UPDATED, "Đang thực hiện"),
    (Stage.CLAIMED, date(2026, 9, 30), Cell.OPEN_ENDED_UPDATED, "Chờ xác nhận"),
    (Stage.RETURNED, None, Cell.OPEN_ENDED_SILENT, "Đã chuyển lại"),
    (Stage.CLOSED, date(2026, 10, 1), Cell.OPEN_ENDED_DONE, "Xong 20/11"),
    (Stage.WITHDRAWN, date(2026, 10, 1), Cell.WITHDRAWN, "Đã thu hồi"),
    (Stage.PASSED_ON, None, None, "Đã chuyển đơn vị khác"),
]


@pytest.mark.parametrize(("stage", "updated", "cell", "word"), OPEN_ENDED)
def test_an_open_ended_assignment_is_done_updated_in_its_cycle_or_silent(
    stage: Stage, updated: date | None, cell: Cell | None, word: str
) -> None:
    done = november(20) if stage is Stage.CLOSED else None
    found = open_ended(stage, last_update_on=updated, done_on=done)
    assert (found.cell, found.word_vi, found.timeliness, found.days_late) == (cell, word, Timeliness.NONE, 0)


@pytest.mark.parametrize(
    ("cycle", "updated", "cell"),
    [
        (Cycle.MONTH, date(2026, 10, 31), Cell.OPEN_ENDED_SILENT),
        (Cycle.MONTH, date(2026, 11, 1), Cell.OPEN_ENDED_UPDATED),
        (Cycle.HALF_YEAR, date(2026, 6, 30), Cell.OPEN_ENDED_SILENT),
        (Cycle.HALF_YEAR, date(2026, 7, 1), Cell.OPEN_ENDED_UPDATED),
        (Cycle.YEAR, date(2025, 12, 31), Cell.OPEN_ENDED_SILENT),
        (Cycle.YEAR, date(2026, 1, 1), Cell.OPEN_ENDED_UPDATED),
        ("", date(2026, 10, 1), Cell.OPEN_ENDED_UPDATED),
    ],
)
def test_an_update_counts_for_the_cycle_in_which_it_was_made(cycle: str, updated: date, cell: Cell) -> None:
    found = open_ended(Stage.UNDER_WAY, cycle=cycle, last_update_on=updated, given_on=date(2025, 1, 6))
    assert found.cell is cell


def test_every_state_of_every_class_stands_in_exactly_one_cell_and_passed_on_in_none() -> None:
    days = (None, november(20), november(23), november(27))
    for stage, task_class, due, told in product(Stage, TaskClass, days, (None, november(3))):
        found = dated(
            stage,
            due,  # type: ignore[arg-type]
            task_class=task_class,
            last_update_on=told,
            claimed_on=november(21) if stage is Stage.CLAIMED else None,
            done_on=november(21) if stage is Stage.CLOSED else None,
        )
        assert (found.cell is None) == (stage is Stage.PASSED_ON)
        assert found.overdue == (found.days_late > 0)


def test_a_dated_task_without_a_date_is_counted_with_the_open_ended_ones() -> None:
    assert open_ended(Stage.UNDER_WAY, task_class=TaskClass.DATED).cell is Cell.OPEN_ENDED_SILENT


def test_a_withdrawn_one_keeps_how_far_it_had_come_and_has_no_clock() -> None:
    untouched, begun = (
        dated(Stage.WITHDRAWN, november(10)),
        dated(Stage.WITHDRAWN, november(10), last_update_on=november(5)),
    )
    assert (untouched.progress, begun.progress) == (Progress.NOT_STARTED, Progress.UNDER_WAY)
    assert (begun.timeliness, begun.days_left) == (Timeliness.NONE, None)


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 24), 1),  # a holiday: no working day is left, and it is not yet the day
        (date(2026, 11, 25), 1),
        (date(2026, 11, 26), 2),
        (date(2026, 12, 15), 15),
        (date(2031, 11, 23), 1826),  # the calendar of 2031 is not entered: days of the year
    ],
)
def test_days_left_are_working_days_where_the_calendar_knows_them(due: date, left: int) -> None:
    assert dated(Stage.UNDER_WAY, due).days_left == left


def test_days_left_without_a_calendar_are_days_of_the_year() -> None:
    assert dated(Stage.UNDER_WAY, november(26), calendar=None).days_left == 3


@pytest.mark.parametrize("stage", [Stage.CLAIMED, Stage.CLOSED, Stage.WITHDRAWN, Stage.PASSED_ON])
def test_no_days_are_left_where_no_clock_runs(stage: Stage) -> None:
    assert dated(stage, november(27)).days_left is None


def test_what_was_done_in_another_year_is_named_with_its_year() -> None:
    found = dated(Stage.CLOSED, date(2025, 12, 31), done_on=date(2025, 12, 20), given_on=date(2025, 12, 1))
    assert found.word_vi == "Xong 20/12/2025"


def test_a_day_before_the_giving_has_no_standing() -> None:
    with pytest.raises(ValueError, match="not yet given on 2026-11-01: it was given on 2026-11-02"):
        dated(Stage.GIVEN, november(27), on=november(1))


# ---- from the facts of a life

LIFE = Life(
    task_class=TaskClass.DATED,
    given_on=november(2),
    spells=(
        Spell(Stage.GIVEN, november(2), november(4)),
        Spell(Stage.UNDER_WAY, november(4), november(10)),
        Spell(Stage.CLAIMED, november(10), november(16)),
        Spell(Stage.UNDER_WAY, november(16), november(18)),
        Spell(Stage.CLAIMED, november(18), november(23)),
        Spell(Stage.CLOSED, november(23)),
    ),
    dues=(Due(november(2), november(12)), Due(november(9), november(13))),
    claims=(ClaimFact(november(10), "rejected", november(16)), ClaimFact(november(18), "confirmed", november(23))),
    updates=(november(4),),
)
STORY = [
    (2, Cell.NOT_STARTED_IN_TIME, 0, 12),
    (4, Cell.UNDER_WAY_IN_TIME, 0, 12),
    (9, Cell.UNDER_WAY_IN_TIME, 0, 13),  # extended
    (10, Cell.UNDER_WAY_IN_TIME, 0, 13),  # claimed
    (15, Cell.UNDER_WAY_IN_TIME, 0, 13),  # past the date, but the Office holds it
    (16, Cell.UNDER_WAY_OVERDUE, 3, 13),  # rejected: it never happened for the clock
    (17, Cell.UNDER_WAY_OVERDUE, 4, 13),
    (18, Cell.UNDER_WAY_OVERDUE, 5, 13),  # claimed again: lateness is frozen
    (22, Cell.UNDER_WAY_OVERDUE, 5, 13),
    (23, Cell.DONE_LATE, 5, 13),  # confirmed on the 23rd, done on the 18th
    (30, Cell.DONE_LATE, 5, 13),
]


@pytest.mark.parametrize(("day", "cell", "late", "due"), STORY)
def test_the_standing_of_any_past_day_is_read_off_the_facts(day: int, cell: Cell, late: int, due: int) -> None:
    found = standing(LIFE, november(day))
    assert (found.cell, found.days_late, found.due_on) == (cell, late, november(due))


def test_done_counts_from_the_day_of_the_claim_that_was_confirmed() -> None:
    assert standing(LIFE, november(23)).done_on == november(18)
    assert standing(LIFE, november(22)).done_on is None


def test_as_known_before_a_fact_was_recorded_is_the_life_without_it() -> None:
    known_on_the_15th = replace(LIFE, spells=LIFE.spells[:3], claims=(ClaimFact(november(10)),))
    assert standing(known_on_the_15th, november(15)) == standing(LIFE, november(15))
    assert standing(replace(LIFE, dues=LIFE.dues[:1]), november(11)).due_on == november(12)


def test_a_reopened_one_is_under_way_again_and_late_by_its_new_date() -> None:
    reopened = replace(
        LIFE,
        spells=(*LIFE.spells, Spell(Stage.UNDER_WAY, november(25))),
        dues=(*LIFE.dues, Due(november(25), november(26))),
    )
    assert standing(reopened, november(26)).cell is Cell.UNDER_WAY_IN_TIME
    assert (standing(reopened, november(28)).days_late, standing(reopened, november(28)).done_on) == (2, None)


def test_two_changes_on_one_day_leave_the_day_to_the_last() -> None:
    spells = (Spell(Stage.GIVEN, november(2), november(2)), Spell(Stage.RETURNED, november(2)))
    assert standing(replace(LIFE, spells=spells, claims=()), november(2)).stage is Stage.RETURNED


def test_a_claim_also_tells_how_things_stand_in_its_cycle() -> None:
    life = Life(
        task_class=TaskClass.OPEN_ENDED,
        given_on=november(2),
        cycle=Cycle.MONTH,
        spells=(Spell(Stage.CLAIMED, november(2), november(5)), Spell(Stage.UNDER_WAY, november(5))),
        claims=(ClaimFact(november(2), "rejected", november(5)),),
    )
    assert standing(life, november(30)).cell is Cell.OPEN_ENDED_UPDATED
    assert standing(life, date(2026, 12, 1)).cell is Cell.OPEN_ENDED_SILENT


@pytest.mark.parametrize(
    "claims",
    [
        (),
        (ClaimFact(november(5), "rejected", november(12)),),
        (ClaimFact(november(5), "confirmed", november(6)),),  # it was reopened since
    ],
)
def test_what_was_closed_without_a_claim_is_done_on_the_day_of_closing(claims: tuple[ClaimFact, ...]) -> None:
    closed = replace(LIFE, spells=(Spell(Stage.GIVEN, november(2)), Spell(Stage.CLOSED, november(12))), claims=claims)
    assert standing(closed, november(20)).done_on == november(12)


def test_the_words_of_the_two_axes_are_those_of_the_regulation() -> None:
    assert [progress.vi for progress in Progress] == ["đã thực hiện", "đang thực hiện", "chưa thực hiện"]
    assert [timeliness.vi for timeliness in Timeliness][:2] == ["trong hạn", "quá hạn"]


def test_the_cells_bear_the_names_that_others_script_against() -> None:
    assert [cell.value for cell in Cell] == [
        "done_on_time",
        "done_late",
        "under_way_in_time",
        "under_way_overdue",
        "not_started_in_time",
        "not_started_overdue",
        "open_ended_done",
        "open_ended_updated",
        "open_ended_silent",
        "withdrawn",
    ]
