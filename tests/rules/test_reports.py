"""Which reports are owed and by when, what they compare with, and which cannot be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from giaoviec.rules.periods import Period, parse_period
from giaoviec.rules.profiles import BINH_THUAN
from giaoviec.rules.reports import (
    Writer,
    compared_with,
    is_cut,
    owed_after,
    parts_of,
    wrong_agency,
    wrong_cut,
    wrong_period,
)

PROFILE = BINH_THUAN
TODAY = date(2026, 11, 24)


def of(text: str) -> Period:
    return parse_period(text, PROFILE)


@pytest.mark.parametrize(
    ("last_day", "code"),
    [
        (date(2026, 3, 14), "2026-Q1"),
        (date(2026, 6, 14), "2026-H1"),
        (date(2026, 9, 14), "2026-9M"),
        (date(2026, 12, 14), "2026"),
    ],
)
def test_the_longest_period_that_ends_on_a_day_is_owed(last_day: date, code: str) -> None:
    found = owed_after(last_day, PROFILE)
    assert found is not None and found.code == code


@pytest.mark.parametrize("day", [date(2026, 3, 13), date(2026, 3, 15), date(2026, 10, 14), date(2026, 12, 31)])
def test_on_other_days_nothing_is_owed_months_neither(day: date) -> None:
    assert owed_after(day, PROFILE) is None


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("2026-Q3", ["2026-Q2", "2025-Q3"]),
        ("2026-Q1", ["2025-Q4", "2025-Q1"]),
        ("2026-H1", ["2025-H2", "2025-H1"]),
        ("2026-9M", ["2025-9M"]),
        ("2026", ["2025"]),
        ("2026-03-01..2026-03-10", ["2026-02-19..2026-02-28", "2025-03-01..2025-03-10"]),
        ("2024-02-29..2024-02-29", ["2024-02-28..2024-02-28", "2023-02-28..2023-02-28"]),
    ],
)
def test_a_report_stands_beside_the_period_before_and_that_of_the_year_before(text: str, others: list[str]) -> None:
    assert [other.code for _, other in compared_with(of(text), PROFILE)] == others


def test_only_the_office_says_who_reported() -> None:
    assert [part.key for part in parts_of(Writer.OFFICE) if part not in parts_of(Writer.AGENCY)] == ["bao-cao"]
    assert all(part in parts_of(Writer.OFFICE) for part in parts_of(Writer.AGENCY))


@pytest.mark.parametrize(
    ("text", "closed", "first", "said"),
    [
        ("2026-Q3", True, date(2026, 1, 5), ""),
        ("2026-Q4", False, date(2026, 1, 5), ""),
        ("2026-Q4", True, date(2026, 1, 5), "Kỳ báo cáo quý IV/2026 chưa kết thúc; báo cáo lập được từ ngày 15/12/2026."),
        (
            "2027-Q2", False, date(2026, 1, 5),
            "Kỳ báo cáo quý II/2027 chưa bắt đầu (từ ngày 15/03/2027); hãy chọn kỳ đã bắt đầu.",
        ),
        (
            "2026-Q3", False, None,
            "Đến ngày chốt 14/09/2026 chưa có nhiệm vụ nào được giao (chưa giao nhiệm vụ nào); hãy chọn kỳ sau đó.",
        ),
    ],
)  # fmt: skip
def test_a_period_that_has_no_report_is_said_with_what_to_do(text: str, closed: bool, first: date, said: str) -> None:
    assert wrong_period(of(text), today=TODAY, first_given=first, closed=closed) == said


@pytest.mark.parametrize(
    ("founded", "dissolved", "successors", "writes", "said"),
    [
        (date(2020, 1, 1), None, (), True, ""),
        (date(2020, 1, 1), date(2026, 10, 1), ("Sở Xây dựng",), False, ""),
        (
            date(2020, 1, 1), date(2026, 10, 1), ("Sở Xây dựng",), True,
            "Sở Giao thông vận tải không còn từ ngày 01/10/2026; hãy lấy báo cáo của Sở Xây dựng.",
        ),
        (
            date(2020, 1, 1), date(2026, 8, 1), (), False,
            "Sở Giao thông vận tải không còn từ ngày 01/08/2026; hãy chọn cơ quan khác.",
        ),
        (
            date(2026, 10, 1), None, (), False,
            "Sở Giao thông vận tải thành lập ngày 01/10/2026, sau kỳ báo cáo quý III/2026; hãy chọn cơ quan có khi đó.",
        ),
    ],
)  # fmt: skip
def test_an_agency_that_was_not_there_or_is_no_more_has_no_report(
    founded: date, dissolved: date | None, successors: tuple[str, ...], writes: bool, said: str
) -> None:
    found = wrong_agency(
        "Sở Giao thông vận tải", of("2026-Q3"), founded_on=founded, dissolved_on=dissolved, successors=successors,
        writes=writes,
    )  # fmt: skip
    assert found == said


# ---- a cut-off of its own


def cut(text: str, last: date) -> Period:
    return replace(parse_period(text, PROFILE), end=last + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "last", "others"),
    [
        ("2026", date(2026, 11, 30), [(date(2024, 12, 15), date(2025, 11, 30))]),
        (
            "2026-Q3", date(2026, 8, 31),
            [(date(2026, 3, 15), date(2026, 5, 31)), (date(2025, 6, 15), date(2025, 8, 31))],
        ),
    ],
)  # fmt: skip
def test_what_is_cut_on_a_day_of_its_own_stands_beside_as_many_days(
    text: str, last: date, others: list[tuple[date, date]]
) -> None:
    one = cut(text, last)
    assert is_cut(one, PROFILE) and not is_cut(parse_period(text, PROFILE), PROFILE)
    assert [(other.start, other.last_day) for _, other in compared_with(one, PROFILE)] == others


@pytest.mark.parametrize(
    ("text", "last", "said"),
    [
        ("2026", date(2025, 12, 14), "Ngày chốt 14/12/2025 nằm ngoài kỳ năm 2026; hãy chọn từ 15/12/2025"),
        ("2026", date(2027, 1, 15), "Ngày chốt 15/01/2027 nằm ngoài kỳ năm 2026"),
        ("2026", date(2027, 1, 14), ""),
        ("2026", date(2025, 12, 15), ""),
        ("2026-01-01..2026-01-31", date(2026, 1, 15), "Khoảng ngày đã có ngày cuối; hãy bỏ trống ngày chốt."),
    ],
)
def test_a_cut_off_lies_in_its_period_or_a_month_behind_it(text: str, last: date, said: str) -> None:
    found = wrong_cut(parse_period(text, PROFILE), last)
    assert found == said or (said and found.startswith(said))
