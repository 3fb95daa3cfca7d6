"""Duties: the day of each, its owner and ground, and what is owed from the giving on."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.duties import (
    KINDS,
    DutyKind,
    Owed,
    Owner,
    decider,
    due,
    fell_overdue,
    owed_at_giving,
    turn,
)
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import Move
from giaoviec.rules.profiles import CAO_NGUYEN_XANH
from giaoviec.rules.reminding import Reminder, is_urged, reminder
from giaoviec.rules.roles import Role
from giaoviec.rules.tasks import Cycle, TaskClass
from tests.rules.persons import CALENDAR, PROFILE

K = DutyKind
FRIDAY = date(2026, 11, 20)  # Monday 23 is worked, Tuesday 24 is a holiday

# kind, set on → owed by, under binh-thuan-2015 and under the fictional profile
DAYS = [
    (K.REGISTER, FRIDAY, date(2026, 11, 23), date(2026, 11, 25)),
    (K.FIRST_UPDATE, FRIDAY, date(2026, 11, 26), date(2026, 11, 30)),
    (K.EXPLANATION, FRIDAY, date(2026, 11, 26), date(2026, 11, 30)),
    (K.VERIFY, FRIDAY, date(2026, 11, 26), date(2026, 11, 26)),
    (K.ANSWER_RETURN, FRIDAY, date(2026, 11, 23), date(2026, 11, 25)),
    (K.DECIDE_EXTENSION, FRIDAY, date(2026, 11, 25), date(2026, 11, 25)),
    (K.ANSWER_OBSTACLE, FRIDAY, date(2026, 11, 30), date(2026, 11, 30)),
    (K.OPINION, FRIDAY, date(2026, 11, 30), date(2026, 11, 30)),
    (K.CYCLE_UPDATE, FRIDAY, date(2026, 12, 31), date(2026, 11, 30)),
    (K.CYCLE_UPDATE, date(2026, 7, 15), date(2026, 9, 30), date(2026, 7, 31)),
    (K.LIAISON_LOOK, FRIDAY, date(2026, 11, 27), date(2026, 11, 27)),
    (K.LIAISON_LOOK, date(2026, 11, 17), date(2026, 11, 25), date(2026, 11, 25)),
    (K.BACKUP, date(2026, 11, 22), date(2026, 11, 30), date(2026, 11, 23)),
    (K.ACCOUNT_REVIEW, FRIDAY, date(2026, 12, 31), date(2026, 12, 31)),
    (K.ANSWER_LEADER, FRIDAY, date(2026, 11, 25), date(2026, 11, 25)),
    (K.DECIDE_REPORT, FRIDAY, date(2026, 11, 26), date(2026, 11, 26)),
    (K.CARRY_OUT, FRIDAY, date(2026, 11, 25), date(2026, 11, 25)),
    (K.DECIDE_INSPECTION, FRIDAY, date(2026, 11, 30), date(2026, 11, 30)),
    (K.CONCLUDE_INSPECTION, FRIDAY, date(2026, 12, 7), date(2026, 12, 7)),
    (K.SECOND_LOOK, FRIDAY, date(2026, 11, 30), date(2026, 11, 30)),
    (K.ADVISE_OBSTACLE, FRIDAY, date(2026, 11, 30), date(2026, 11, 30)),
    (K.ANSWER_SUGGESTION, FRIDAY, date(2026, 11, 30), date(2026, 11, 30)),
]


@pytest.mark.parametrize(("kind", "start", "here", "elsewhere"), DAYS)
def test_a_duty_is_owed_by_the_day_that_the_profile_says(kind: K, start: date, here: date, elsewhere: date) -> None:
    assert due(kind, start, profile=PROFILE, calendar=CALENDAR) == here
    assert due(kind, start, profile=CAO_NGUYEN_XANH, calendar=CALENDAR) == elsewhere


@pytest.mark.parametrize(
    ("cycle", "start", "owed"),
    [
        (Cycle.MONTH, date(2026, 10, 5), date(2026, 11, 2)),  # 31 October is a Saturday
        (Cycle.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (Cycle.HALF_YEAR, date(2026, 3, 1), date(2026, 6, 30)),
        (Cycle.YEAR, date(2026, 3, 1), date(2026, 12, 31)),
    ],
)
def test_an_open_ended_task_is_updated_by_the_end_of_its_cycle_on_a_working_day(
    cycle: Cycle, start: date, owed: date
) -> None:
    assert due(K.CYCLE_UPDATE, start, profile=PROFILE, calendar=CALENDAR, cycle=cycle) == owed


def test_paper_reports_on_secret_tasks_are_reminded_of_by_the_end_of_each_period() -> None:
    assert due(K.PAPER_REPORT, FRIDAY, profile=PROFILE, calendar=CALENDAR, cycle="half_year") == date(2026, 12, 31)


def test_at_once_is_the_same_day_even_on_a_day_off_and_another_profile_gives_a_day() -> None:
    saturday = date(2026, 11, 21)
    assert due(K.FIRST_UPDATE, saturday, profile=PROFILE, calendar=CALENDAR, at_once=True) == saturday
    assert due(K.FIRST_UPDATE, saturday, profile=CAO_NGUYEN_XANH, calendar=CALENDAR, at_once=True) == date(2026, 11, 23)


def test_a_day_that_somebody_names_stays_even_a_day_off() -> None:
    sunday = date(2026, 11, 29)
    for kind in (K.RESULT, K.WRITTEN_REPORT, K.ANSWER_URGING, K.ASKED_REPORT, K.PERIOD_REPORT, K.OPINION):
        assert due(kind, FRIDAY, profile=PROFILE, calendar=CALENDAR, named=sunday) == sunday


@pytest.mark.parametrize("kind", [K.RESULT, K.WRITTEN_REPORT, K.ANSWER_URGING, K.ASKED_REPORT, K.PERIOD_REPORT])
def test_some_duties_have_no_day_unless_somebody_names_one(kind: K) -> None:
    with pytest.raises(ValueError, match=f"{kind} is owed by a day that somebody names"):
        due(kind, FRIDAY, profile=PROFILE, calendar=CALENDAR)


def test_a_year_that_is_not_entered_is_refused_not_guessed() -> None:
    with pytest.raises(UnknownYear):
        due(K.FIRST_UPDATE, date(2035, 5, 5), profile=PROFILE, calendar=CALENDAR)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([kind for kind, *_ in DAYS]),
    st.dates(date(2015, 7, 4), date(2027, 6, 1)),
    st.sampled_from(Cycle),
)
def test_a_computed_day_is_worked_and_not_before_its_start(kind: K, start: date, cycle: Cycle) -> None:
    if kind is K.ACCOUNT_REVIEW:
        cycle = Cycle.HALF_YEAR
    day = due(kind, start, profile=PROFILE, calendar=CALENDAR, cycle=cycle)
    assert CALENDAR.is_working(day)
    assert day >= start


def test_a_task_falls_overdue_on_the_day_after_its_date() -> None:
    due_on = date(2026, 11, 19)
    assert fell_overdue(due_on) == date(2026, 11, 20)
    assert due(K.EXPLANATION, fell_overdue(due_on), profile=PROFILE, calendar=CALENDAR) == date(2026, 11, 26)


# ---- at the giving


def owed(**changes: object) -> tuple[Owed, ...]:
    facts: dict[str, object] = {
        "given_on": FRIDAY,
        "due_on": date(2026, 12, 15),
        "task_class": TaskClass.DATED,
        "profile": PROFILE,
        "calendar": CALENDAR,
    }
    return owed_at_giving(**{**facts, **changes})  # type: ignore[arg-type]


FIRST = Owed(K.FIRST_UPDATE, date(2026, 11, 26))
RESULT = Owed(K.RESULT, date(2026, 12, 15))
CYCLE = Owed(K.CYCLE_UPDATE, date(2026, 12, 31), "quarter 2026-10-01")
OPEN_ENDED = {"task_class": TaskClass.OPEN_ENDED, "due_on": None, "cycle": Cycle.QUARTER}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, (FIRST, RESULT)),
        ({"at_once": True}, (Owed(K.FIRST_UPDATE, FRIDAY), RESULT)),
        ({"written_report": True}, (FIRST, RESULT, Owed(K.WRITTEN_REPORT, date(2026, 12, 15)))),
        (OPEN_ENDED, (CYCLE,)),
        ({**OPEN_ENDED, "cycle": ""}, (CYCLE,)),
        ({**OPEN_ENDED, "at_once": True}, (Owed(K.FIRST_UPDATE, FRIDAY), CYCLE)),
        ({**OPEN_ENDED, "written_report": True}, (CYCLE, Owed(K.WRITTEN_REPORT, date(2026, 12, 31)))),
        ({"internal": True}, (RESULT,)),
        ({"internal": True, "due_on": None}, ()),
    ],
)
def test_what_is_owed_from_the_giving_on(facts: dict[str, object], expected: tuple[Owed, ...]) -> None:
    assert owed(**facts) == expected


def test_all_days_of_a_cycle_are_one_turn_and_other_duties_have_none() -> None:
    turns = {
        turn(K.CYCLE_UPDATE, day, profile=PROFILE, cycle="quarter") for day in (date(2026, 10, 1), date(2026, 12, 31))
    }
    assert turns == {"quarter 2026-10-01"}
    assert turn(K.CYCLE_UPDATE, date(2027, 1, 1), profile=PROFILE, cycle="quarter") == "quarter 2027-01-01"
    assert turn(K.RESULT, FRIDAY, profile=PROFILE) == ""


# ---- whose, why, with which button


def test_every_kind_has_its_words_owner_and_ground() -> None:
    assert set(KINDS) == set(DutyKind)
    assert [
        (kind.vi, kind.verb_vi, kind.owner, kind.ground, kind.move) for kind in (K.FIRST_UPDATE, K.VERIFY, K.BACKUP)
    ] == [
        ("cập nhật lần đầu", "Cập nhật", Owner.LEAD, Cite("QC 7.2.b#1"), Move.UPDATE),
        ("kiểm tra, xác nhận kết quả", "Xác nhận", Owner.OFFICE, Policy("verify"), Move.CONFIRM),
        ("sao lưu dữ liệu, khôi phục thử", "Sao lưu", Owner.OFFICE, Cite("QC 8.1.đ"), None),
    ]


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (K.REGISTER, Role.CLERK),
        (K.VERIFY, Role.MONITOR),
        (K.ANSWER_RETURN, Role.MONITOR),
        (K.LIAISON_LOOK, Role.LIAISON),
        (K.BACKUP, Role.INFRASTRUCTURE),
        (K.ACCOUNT_REVIEW, Role.ADMINISTRATOR),
        (K.RESULT, None),
    ],
)
def test_a_duty_lies_on_the_desk_of_its_role(kind: K, role: Role | None) -> None:
    assert kind.role is role


def test_the_extension_of_a_starred_task_lies_on_the_chairmans_desk() -> None:
    assert decider(starred=True, profile=PROFILE) is Role.CHAIRMAN
    assert decider(starred=False, profile=PROFILE) is Role.MONITOR
    assert decider(starred=False, profile=CAO_NGUYEN_XANH) is Role.OFFICE_HEAD


# ---- reminding


def test_reminders_come_seven_three_and_one_day_before_on_the_day_after_and_then_weekly() -> None:
    due_on = date(2026, 11, 26)
    days = [n for n in range(-10, 40) if reminder(due_on, due_on + timedelta(days=n), profile=PROFILE)]
    assert days == [-7, -3, -1, 1, 8, 15, 22, 29, 36]


@pytest.mark.parametrize(("on", "word"), [(date(2026, 11, 23), "Còn 3 ngày"), (date(2026, 12, 4), "Quá 8 ngày")])
def test_a_reminder_says_how_many_days(on: date, word: str) -> None:
    found = reminder(date(2026, 11, 26), on, profile=PROFILE)
    assert found is not None
    assert found.vi == word


def test_another_profile_reminds_on_its_own_days() -> None:
    assert reminder(date(2026, 11, 26), date(2026, 11, 16), profile=CAO_NGUYEN_XANH) == Reminder(10)


def test_the_agency_is_not_urged_for_its_work_while_the_office_holds_it() -> None:
    silent = {kind for kind in DutyKind if not is_urged(kind, Holder.OFFICE)}
    assert silent == {K.FIRST_UPDATE, K.CYCLE_UPDATE, K.RESULT}
    for holder in (Holder.AGENCY, Holder.COLLABORATOR, Holder.OUTSIDE):
        assert all(is_urged(kind, holder) for kind in DutyKind)
