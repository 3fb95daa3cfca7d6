"""Days in packages are read or asked about, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.exchange.edxml.days import Day, is_written, read_day, written


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026/11/23", date(2026, 11, 23)),
        (" 2015/09/30 ", date(2015, 9, 30)),
        ("2026/11/23 08:05:00", date(2026, 11, 23)),
    ],
)
def test_the_standard_form_is_read_without_a_word(text: str, on: date) -> None:
    assert read_day(text, "Ngày ban hành") == Day(on)


def test_dashes_are_read_with_a_warning() -> None:
    found = read_day("2026-11-23", "Ngày ban hành")
    assert (found.on, found.warning) == (date(2026, 11, 23), "Ngày ban hành ghi “2026-11-23”, đọc là 23/11/2026.")


def test_a_day_with_its_year_last_is_asked_about() -> None:
    found = read_day("23/11/2026", "Ngày ban hành")
    assert (found.on, found.maybe) == (None, (date(2026, 11, 23),))
    assert found.ask == "Ngày ban hành ghi “23/11/2026”, không theo mẫu năm/tháng/ngày; hãy xác nhận là 23/11/2026."


def test_a_day_that_may_be_two_names_both() -> None:
    found = read_day("05/06/2026", "Hạn xử lý")
    assert found.maybe == (date(2026, 5, 6), date(2026, 6, 5))
    assert found.ask.endswith("hãy xác nhận là 06/05/2026 hay 05/06/2026.")


@pytest.mark.parametrize(
    "text", ["2026/02/30", "0029/11/23", "9999/99/99", "30/02/2026", "hôm qua", "2026/11-23", "null"]
)
def test_an_impossible_day_is_asked_about(text: str) -> None:
    found = read_day(text, "Ngày ban hành")
    assert found.on is None and found.maybe == () and "hãy xem văn bản và nhập ngày." in found.ask


def test_nothing_written_is_no_day_and_no_question() -> None:
    assert read_day("", "Hạn xử lý") == Day()


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)))
def test_what_we_write_is_read_as_it_was(day: date) -> None:
    assert is_written(written(day)) and read_day(written(day), "x") == Day(day)
