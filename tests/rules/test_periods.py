"""Reporting periods by the profile's table, and the cycles of open-ended tasks."""

from datetime import date
from itertools import pairwise

import pytest

from giaoviec.rules.calendar import CALENDAR
from giaoviec.rules.periods import (
    PeriodError,
    PeriodRow,
    cycle_end,
    cycle_start,
    parse_period,
    period,
    periods_containing,
    table_errors,
)
from giaoviec.rules.profiles import BINH_THUAN, CAO_NGUYEN_XANH


@pytest.mark.parametrize(
    ("kind", "n", "start", "end", "code", "vi"),
    [
        ("month", 7, date(2026, 6, 15), date(2026, 7, 15), "2026-07", "tháng 7/2026"),
        ("month", 1, date(2025, 12, 15), date(2026, 1, 15), "2026-01", "tháng 1/2026"),
        ("quarter", 1, date(2025, 12, 15), date(2026, 3, 15), "2026-Q1", "quý I/2026"),
        ("quarter", 3, date(2026, 6, 15), date(2026, 9, 15), "2026-Q3", "quý III/2026"),
        ("half_year", 1, date(2025, 12, 15), date(2026, 6, 15), "2026-H1", "6 tháng đầu năm 2026"),
        ("half_year", 2, date(2026, 6, 15), date(2026, 12, 15), "2026-H2", "6 tháng cuối năm 2026"),
        ("nine_months", 1, date(2025, 12, 15), date(2026, 9, 15), "2026-9M", "9 tháng đầu năm 2026"),
        ("year", 1, date(2025, 12, 15), date(2026, 12, 15), "2026", "năm 2026"),
    ],
)
def test_periods_are_cut_on_the_fifteenth_as_the_decree_says(kind, n, start, end, code, vi):
    found = period(kind, 2026, n, BINH_THUAN)
    assert (found.start, found.end, found.code, found.vi) == (start, end, code, vi)
    assert start in found
    assert found.last_day in found
    assert end not in found


def test_a_province_may_cut_its_periods_by_the_calendar():
    quarter = period("quarter", 2026, 3, CAO_NGUYEN_XANH)
    assert (quarter.start, quarter.last_day) == (date(2026, 7, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("kind", "n"), [("quarter", 5), ("quarter", 0), ("nine_months", 2), ("year", 2), ("month", 13)]
)
def test_a_year_has_no_more_periods_than_fit(kind, n):
    with pytest.raises(ValueError, match="no period"):
        period(kind, 2026, n, BINH_THUAN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-Q3", "2026-Q3"),
        ("2026-q3", "2026-Q3"),
        ("quarter 2026-Q3", "2026-Q3"),
        ("half-year 2026-H1", "2026-H1"),
        ("nine-months 2026", "2026-9M"),
        ("2026-9M", "2026-9M"),
        ("2026-07", "2026-07"),
        ("month 2026-07", "2026-07"),
        ("2026", "2026"),
        ("year 2026", "2026"),
        ("compliance 2026", "2026"),
        ("range 2026-01-01..2026-03-31", "2026-01-01..2026-03-31"),
        ("2026-01-01..2026-01-01", "2026-01-01..2026-01-01"),
    ],
)
def test_a_period_is_read_as_the_command_line_writes_it(text, code):
    assert parse_period(text, BINH_THUAN).code == code


def test_a_range_covers_both_its_ends():
    found = parse_period("2026-01-01..2026-03-31", BINH_THUAN)
    assert (found.start, found.end) == (date(2026, 1, 1), date(2026, 4, 1))
    assert found.vi == "từ 01/01/2026 đến 31/03/2026"


@pytest.mark.parametrize(
    "text", ["", "2026-Q5", "quý 3", "2026-13", "2026-03-31..2026-01-01", "2026-02-30..2026-03-01"]
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(text):
    with pytest.raises(PeriodError) as refused:
        parse_period(text, BINH_THUAN)
    assert refused.value.sentence == (
        f"Không hiểu kỳ báo cáo “{text}”; hãy ghi như 2026-Q3 (quý), 2026-H1 (6 tháng), 2026-9M (9 tháng), "
        "2026-07 (tháng), 2026 (năm) hoặc 2026-01-01..2026-03-31 (khoảng ngày)."
    )


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 11, 24), ["2026-12", "2026-Q4", "2026-H2", "2026"]),
        (date(2026, 12, 15), ["2027-01", "2027-Q1", "2027-H1", "2027-9M", "2027"]),
        (date(2026, 12, 14), ["2026-12", "2026-Q4", "2026-H2", "2026"]),
        (date(2026, 9, 14), ["2026-09", "2026-Q3", "2026-H2", "2026-9M", "2026"]),
    ],
)
def test_a_day_belongs_to_one_period_of_each_kind_that_reaches_it(day, codes):
    assert [found.code for found in periods_containing(day, BINH_THUAN)] == codes


@pytest.mark.parametrize("kind", ["month", "quarter", "half_year", "year"])
@pytest.mark.parametrize("profile", [BINH_THUAN, CAO_NGUYEN_XANH], ids=lambda profile: profile.code)
def test_periods_of_a_kind_follow_each_other_without_a_gap(kind, profile):
    last = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}[kind]
    row = [period(kind, year, n, profile) for year in (2025, 2026, 2027) for n in range(1, last + 1)]
    assert all(one.end == other.start for one, other in pairwise(row))


@pytest.mark.parametrize(
    ("cycle", "day", "end", "moved"),
    [
        ("quarter", date(2026, 11, 24), date(2026, 12, 31), date(2026, 12, 31)),
        ("quarter", date(2026, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
        ("month", date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 2)),
        ("half_year", date(2025, 7, 1), date(2025, 12, 31), date(2025, 12, 31)),
        ("year", date(2022, 3, 1), date(2022, 12, 31), date(2023, 1, 3)),
    ],
)
def test_a_cycle_ends_on_its_last_day_or_the_next_that_is_worked(cycle, day, end, moved):
    assert cycle_end(cycle, day) == end
    assert cycle_end(cycle, day, CALENDAR) == moved


def test_a_cycle_begins_on_the_first_of_its_month():
    assert cycle_start("quarter", date(2026, 11, 24)) == date(2026, 10, 1)
    assert cycle_start("half_year", date(2026, 11, 24)) == date(2026, 7, 1)
    assert cycle_start("year", date(2026, 1, 1)) == date(2026, 1, 1)


def test_a_table_of_periods_names_every_kind_once():
    rows = [PeriodRow("quarter", -1, 15), PeriodRow("quarter", -2, 15), PeriodRow("week", 0, 0)]
    assert table_errors(rows) == (
        "Bảng kỳ báo cáo thiếu kỳ tháng.",
        "Bảng kỳ báo cáo thiếu kỳ 6 tháng.",
        "Bảng kỳ báo cáo thiếu kỳ 9 tháng.",
        "Bảng kỳ báo cáo thiếu kỳ năm.",
        "Bảng kỳ báo cáo có kỳ lạ “week”.",
        "Bảng kỳ báo cáo ghi kỳ quý hai lần.",
        "Ngày bắt đầu kỳ phải từ 1 đến 28, không phải 0.",
        "Kỳ chỉ được lùi 0 hoặc 1 tháng, không phải -2.",
    )
