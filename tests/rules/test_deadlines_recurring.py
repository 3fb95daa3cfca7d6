"""The turns of what recurs, and the days on the way to a deadline."""

from datetime import date

import pytest

from giaoviec.rules.calendar import CALENDAR, DayKind, UnknownYear
from giaoviec.rules.deadlines import Step, next_turn, rule_in_words, steps, understand


def day(text):
    """24/11/2026."""
    d, m, y = map(int, text.split("/"))
    return date(y, m, d)


@pytest.mark.parametrize(
    ("rule", "after", "turn"),
    [
        ("daily", "20/11/2026", "23/11/2026"),
        ("weekly", "03/11/2026", "06/11/2026"),
        ("weekly:fri", "06/11/2026", "13/11/2026"),
        ("weekly:tue", "18/11/2026", "25/11/2026"),  # the Tuesday is 24/11, a day off
        ("weekly:wed", "24/11/2026", "25/11/2026"),
        ("monthly:15", "03/11/2026", "16/11/2026"),  # 15/11 is a Sunday
        ("monthly:15", "15/11/2026", "16/11/2026"),
        ("monthly:15", "16/11/2026", "15/12/2026"),
        ("monthly:31", "01/02/2026", "02/02/2026"),  # 31/01 is a Saturday
        ("monthly:31", "02/02/2026", "02/03/2026"),
        ("monthly", "31/12/2026", "01/02/2027"),
        ("quarterly:20", "01/10/2026", "21/12/2026"),
        ("quarterly", "31/12/2026", "31/03/2027"),
        ("quarterly:+05", "01/10/2026", "05/10/2026"),
        ("half_yearly", "30/06/2026", "31/12/2026"),
        ("yearly:12-15", "15/12/2025", "15/12/2026"),
        ("yearly:06-15,12-15", "03/11/2026", "15/12/2026"),
        ("yearly:01,06", "03/11/2026", "01/02/2027"),
        ("yearly:02-29", "03/11/2026", "01/03/2027"),
        ("yearly", "31/12/2025", "31/12/2026"),
        ("half_yearly;yearly:12-15", "03/11/2026", "15/12/2026"),
        ("monthly:17", "12/02/2026", "23/02/2026"),  # Tết
    ],
)
def test_the_next_turn_is_the_first_working_day_of_a_turn_after_a_day(rule, after, turn):
    assert next_turn(rule, day(after)) == day(turn)


def test_the_next_turn_follows_a_change_of_the_calendar():
    storm = CALENDAR.years[2026].with_days({day("15/12/2026"): (DayKind.SWAPPED_OFF, "nghỉ tránh bão")})
    assert next_turn("yearly:12-15", day("03/11/2026"), CALENDAR.with_year(storm)) == day("16/12/2026")


@pytest.mark.parametrize("rule", ["periodic", "fortnightly"])
def test_a_rule_without_a_rhythm_has_no_turn(rule):
    with pytest.raises(ValueError, match=f"Không biết kỳ của thời hạn định kỳ “{rule}”"):
        next_turn(rule, day("03/11/2026"))


def test_turns_that_are_over_need_no_calendar():
    assert next_turn("monthly:15", day("02/01/2014")) == day("15/01/2014")


def test_a_turn_in_a_year_that_is_not_entered_is_refused():
    with pytest.raises(UnknownYear):
        next_turn("yearly:12-15", day("16/12/2027"))


@pytest.mark.parametrize(
    ("rule", "time", "words"),
    [
        ("monthly:15", None, "hằng tháng, trước ngày 15"),
        ("monthly:5", "17:00", "hằng tháng, trước 17 giờ ngày 05"),
        ("weekly:sun", "09:30", "hằng tuần, trước 9 giờ 30 Chủ nhật"),
        ("quarterly:+05", None, "hằng quý, trước ngày 05 tháng đầu quý sau"),
        ("yearly:06", None, "hằng năm, trước hết tháng 6"),
        ("half_yearly", None, "6 tháng một lần"),
        ("daily", "17:00", "hằng ngày, trước 17 giờ 00"),
        ("periodic", None, "định kỳ"),
    ],
)
def test_a_rule_is_said_in_words(rule, time, words):
    assert rule_in_words(rule, time=time) == words


def test_every_working_day_of_a_count_is_numbered():
    issued = day("20/11/2026")
    deadline = understand("3 ngày làm việc kể từ ngày ký", issued_on=issued)
    assert steps(deadline, issued_on=issued) == (
        Step(day("20/11/2026"), "ngày bắt đầu, không tính", None),
        Step(day("21/11/2026"), "thứ Bảy", None),
        Step(day("22/11/2026"), "Chủ nhật", None),
        Step(day("23/11/2026"), "ngày làm việc", 1),
        Step(day("24/11/2026"), "Ngày Văn hóa Việt Nam", None),
        Step(day("25/11/2026"), "ngày làm việc", 2),
        Step(day("26/11/2026"), "đến hạn (ngày làm việc)", 3),
    )


def test_every_day_of_a_count_of_days_is_numbered_until_it_is_moved():
    issued = day("03/11/2026")
    found = steps(understand("5 ngày kể từ ngày ký", issued_on=issued), issued_on=issued)
    assert [step.counted for step in found] == [None, 1, 2, 3, 4, 5, None]
    assert found[-1] == Step(day("09/11/2026"), "đến hạn (ngày làm việc)", None)


def test_a_count_from_receipt_starts_on_the_day_of_giving():
    issued, given = day("03/11/2026"), day("05/11/2026")
    deadline = understand("2 ngày làm việc kể từ ngày nhận", issued_on=issued, given_on=given)
    assert [step.day for step in steps(deadline, issued_on=issued, given_on=given)] == [
        day("05/11/2026"),
        day("06/11/2026"),
        day("07/11/2026"),
        day("08/11/2026"),
        day("09/11/2026"),
    ]


def test_on_the_way_to_a_named_day_nothing_is_numbered():
    issued = day("03/11/2026")
    found = steps(understand("07/11/2026", issued_on=issued), issued_on=issued)
    assert [step.counted for step in found] == [None] * 5
    assert found[-1].label == "đến hạn (thứ Bảy)"


@pytest.mark.parametrize("text", ["30 ngày kể từ ngày nhận", "thường xuyên", "01/10/2026", "15/12/2029"])
def test_there_are_no_days_where_there_is_no_way(text):
    issued = day("03/11/2026")
    assert steps(understand(text, issued_on=issued), issued_on=issued) == ()
