"""What holds of counting working days on any day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.calendar import CALENDAR

days = st.dates(date(2015, 1, 1), date(2026, 3, 31))
counts = st.integers(1, 200)


@given(days, counts)
def test_adding_and_counting_undo_each_other(start, n):
    end = CALENDAR.add(start, n)
    assert CALENDAR.is_working(end)
    assert CALENDAR.count(start, end) == n
    assert CALENDAR.count(start, end - timedelta(days=1)) == n - 1


@given(days, counts)
def test_going_back_and_forth_between_working_days_returns(start, n):
    start = CALENDAR.next_working(start)
    assert CALENDAR.add(CALENDAR.add(start, n), -n) == start


@given(days, counts, counts)
def test_counting_in_two_steps_is_counting_in_one(start, a, b):
    assert CALENDAR.add(CALENDAR.add(start, a), b) == CALENDAR.add(start, a + b)


@given(days, days, days)
def test_counts_add_up(a, b, c):
    assert CALENDAR.count(a, b) + CALENDAR.count(b, c) == CALENDAR.count(a, c)


@given(days)
def test_the_next_working_day_is_the_nearest(day):
    moved = CALENDAR.next_working(day)
    assert CALENDAR.is_working(moved)
    assert not any(CALENDAR.is_working(day + timedelta(days=n)) for n in range((moved - day).days))


@given(days, st.integers(0, 120))
def test_days_off_and_working_days_make_up_a_stretch(start, length):
    end = start + timedelta(days=length)
    assert CALENDAR.count(start, end) + len(list(CALENDAR.days_off(start, end))) == length
