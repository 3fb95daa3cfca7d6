"""The working calendar: years by rule, the swaps that were announced, counting."""

from dataclasses import replace
from datetime import date

import pytest

from giaoviec.rules.calendar import CALENDAR, Calendar, DayKind, UnknownYear, Year, standard, swapped
from giaoviec.rules.calendar_years import LUNAR, SHIPPED


def day(text: str) -> date:
    """24/11/2026."""
    d, m, y = map(int, text.split("/"))
    return date(y, m, d)


@pytest.mark.parametrize(
    ("on", "kind", "name"),
    [
        ("02/01/2026", DayKind.SWAPPED_OFF, "nghỉ hoán đổi với 10/01/2026"),
        ("10/01/2026", DayKind.MADE_UP, "thứ Bảy làm bù cho 02/01/2026"),
        ("16/02/2026", DayKind.HOLIDAY, "Tết Nguyên đán"),
        ("20/02/2026", DayKind.HOLIDAY, "Tết Nguyên đán"),
        ("23/02/2026", DayKind.WORKING, "thứ Hai"),
        ("26/04/2026", DayKind.HOLIDAY, "Giỗ Tổ Hùng Vương"),
        ("27/04/2026", DayKind.HOLIDAY, "nghỉ bù Giỗ Tổ Hùng Vương"),
        ("28/04/2026", DayKind.WORKING, "thứ Ba"),
        ("30/04/2026", DayKind.HOLIDAY, "Ngày Chiến thắng 30/4"),
        ("01/05/2026", DayKind.HOLIDAY, "Ngày Quốc tế Lao động 1/5"),
        ("22/08/2026", DayKind.MADE_UP, "thứ Bảy làm bù cho 31/08/2026"),
        ("31/08/2026", DayKind.SWAPPED_OFF, "nghỉ hoán đổi với 22/08/2026"),
        ("01/09/2026", DayKind.HOLIDAY, "Quốc khánh"),
        ("02/09/2026", DayKind.HOLIDAY, "Quốc khánh"),
        ("24/11/2026", DayKind.HOLIDAY, "Ngày Văn hóa Việt Nam"),
        ("24/11/2025", DayKind.WORKING, "thứ Hai"),
        ("21/11/2026", DayKind.WEEKEND, "thứ Bảy"),
        ("22/11/2026", DayKind.WEEKEND, "Chủ nhật"),
        ("27/01/2025", DayKind.HOLIDAY, "Tết Nguyên đán"),
        ("31/01/2025", DayKind.HOLIDAY, "Tết Nguyên đán"),
        ("26/04/2025", DayKind.MADE_UP, "thứ Bảy làm bù cho 02/05/2025"),
        ("02/05/2025", DayKind.SWAPPED_OFF, "nghỉ hoán đổi với 26/04/2025"),
        ("01/09/2025", DayKind.HOLIDAY, "Quốc khánh"),
        ("01/09/2020", DayKind.WORKING, "thứ Ba"),
        ("02/09/2020", DayKind.HOLIDAY, "Quốc khánh"),
        ("03/09/2021", DayKind.HOLIDAY, "Quốc khánh"),
        ("27/12/2014", DayKind.MADE_UP, "thứ Bảy làm bù cho 02/01/2015"),
        ("02/01/2015", DayKind.SWAPPED_OFF, "nghỉ hoán đổi với 27/12/2014"),
    ],
)
def test_a_day_has_its_kind_and_its_name(on, kind, name):
    assert CALENDAR.kind(day(on)) is kind
    assert CALENDAR.name(day(on)) == name
    assert CALENDAR.is_working(day(on)) is (kind in (DayKind.WORKING, DayKind.MADE_UP))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("20/11/2026", 3, "26/11/2026"),
        ("03/11/2026", 15, "25/11/2026"),
        ("20/11/2026", 0, "20/11/2026"),
        ("21/11/2026", 0, "23/11/2026"),
        ("21/11/2026", 1, "23/11/2026"),
        ("31/12/2025", 1, "05/01/2026"),
        ("09/01/2026", 1, "10/01/2026"),
        ("13/02/2026", 1, "23/02/2026"),
        ("30/12/2026", 2, "04/01/2027"),
        ("26/11/2026", -3, "20/11/2026"),
        ("22/11/2026", -1, "20/11/2026"),
        ("23/02/2026", -1, "13/02/2026"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, n, end):
    assert CALENDAR.add(day(start), n) == day(end)


@pytest.mark.parametrize(
    ("a", "b", "n"),
    [
        ("20/11/2026", "26/11/2026", 3),
        ("20/11/2026", "20/11/2026", 0),
        ("20/11/2026", "22/11/2026", 0),
        ("26/11/2026", "20/11/2026", -3),
        ("31/12/2025", "31/01/2026", 21),
    ],
)
def test_working_days_between_two_days_leave_the_first_out(a, b, n):
    assert CALENDAR.count(day(a), day(b)) == n


@pytest.mark.parametrize(
    ("on", "moved"),
    [
        ("05/12/2026", "07/12/2026"),
        ("24/11/2026", "25/11/2026"),
        ("10/01/2026", "10/01/2026"),
        ("14/02/2026", "23/02/2026"),
    ],
)
def test_a_day_off_moves_to_the_next_day_that_is_worked(on, moved):
    assert CALENDAR.next_working(day(on)) == day(moved)


@pytest.mark.parametrize("ask", ["is_working", "next_working", "add", "count"])
def test_a_year_that_is_not_entered_is_refused_by_the_arithmetic(ask):
    asked = {
        "is_working": lambda: CALENDAR.is_working(day("01/03/2031")),
        "next_working": lambda: CALENDAR.next_working(day("01/03/2031")),
        "add": lambda: CALENDAR.add(day("01/03/2031"), 1),
        "count": lambda: CALENDAR.count(day("01/03/2027"), day("01/03/2031")),
    }[ask]
    with pytest.raises(UnknownYear) as refused:
        asked()
    assert refused.value.year == (2028 if ask == "count" else 2031)


def test_a_count_that_runs_out_of_the_calendar_names_the_year_that_is_missing():
    with pytest.raises(UnknownYear) as later:
        CALENDAR.add(day("30/12/2027"), 5)
    with pytest.raises(UnknownYear) as earlier:
        CALENDAR.add(day("02/01/2014"), -5)
    with pytest.raises(UnknownYear) as rest:
        Calendar({2022: standard(2022)}).next_working(day("31/12/2022"))
    assert (later.value.year, earlier.value.year, rest.value.year) == (2028, 2013, 2023)
    assert later.value.sentence == (
        "Lịch làm việc năm 2028 chưa được nhập nên không tính được ngày làm việc; "
        "đề nghị Văn phòng nhập và xác nhận lịch năm 2028, hoặc ghi thời hạn bằng một ngày cụ thể."
    )


def test_of_a_year_that_is_not_entered_the_week_is_known_and_nothing_else():
    assert not CALENDAR.knows(day("02/09/2031"))
    assert CALENDAR.kind(day("06/09/2031")) is DayKind.WEEKEND
    assert CALENDAR.name(day("02/09/2031")) == "thứ Ba"


def test_years_with_a_gap_between_them_are_counted_each_for_itself():
    calendar = Calendar({2024: standard(2024), 2026: standard(2026)})
    assert calendar.add(day("20/11/2026"), 3) == day("26/11/2026")
    with pytest.raises(UnknownYear) as refused:
        calendar.add(day("30/12/2024"), 5)
    assert refused.value.year == 2025
    with pytest.raises(UnknownYear):
        calendar.count(day("30/12/2024"), day("05/01/2026"))


def test_unconfirmed_years_are_named_and_unknown_ones_too():
    confirmed = CALENDAR.with_year(replace(CALENDAR.years[2026], confirmed=True))
    assert confirmed.unconfirmed(day("01/12/2026"), day("31/12/2026")) == ()
    assert confirmed.unconfirmed(day("01/12/2026"), day("01/03/2028")) == (2027, 2028)
    assert confirmed.unconfirmed(day("01/03/2028"), day("01/12/2026")) == (2027, 2028)
    assert CALENDAR.unconfirmed(day("01/12/2026"), day("31/12/2026")) == (2026,)


def test_no_year_is_shipped_as_confirmed_since_no_person_has_compared_it():
    assert not any(CALENDAR.years[year].confirmed for year in SHIPPED)
    assert all(CALENDAR.years[year].notice for year in SHIPPED)


def test_a_change_makes_a_new_calendar_and_leaves_the_old_one():
    storm = CALENDAR.years[2026].with_days({day("25/11/2026"): (DayKind.SWAPPED_OFF, "nghỉ tránh bão")})
    changed = CALENDAR.with_year(storm)
    assert changed.add(day("20/11/2026"), 3) == day("27/11/2026")
    assert CALENDAR.add(day("20/11/2026"), 3) == day("26/11/2026")
    with pytest.raises(ValueError, match="Ngày 01/01/2027 không thuộc năm 2026"):
        CALENDAR.years[2026].with_days({day("01/01/2027"): (DayKind.HOLIDAY, "x")})


def test_days_off_between_two_days_are_listed():
    assert list(CALENDAR.days_off(day("20/11/2026"), day("26/11/2026"))) == [
        day("21/11/2026"),
        day("22/11/2026"),
        day("24/11/2026"),
    ]


@pytest.mark.parametrize("year", LUNAR)
def test_by_rule_every_year_has_the_holidays_of_its_law_with_one_working_day_off_for_each(year):
    draft = standard(year)
    off = [on for on, (kind, _) in draft.days.items() if kind is DayKind.HOLIDAY and on.weekday() < 5]
    holidays = 10 + (year >= 2021) + (year >= 2026)
    assert len(off) == holidays
    assert not draft.confirmed
    assert draft.notice == "Dự kiến theo Bộ luật Lao động; chưa đối chiếu với thông báo nghỉ lễ, tết của năm."


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2019, "04/02/2019", "08/02/2019"),
        (2020, "23/01/2020", "29/01/2020"),
        (2021, "10/02/2021", "16/02/2021"),
        (2022, "31/01/2022", "04/02/2022"),
        (2023, "20/01/2023", "26/01/2023"),
        (2024, "08/02/2024", "14/02/2024"),
        (2025, "27/01/2025", "31/01/2025"),
        (2026, "16/02/2026", "20/02/2026"),
    ],
)
def test_the_rule_for_tet_gives_the_days_off_that_were_announced(year, first, last):
    tet = [on for on, (_, name) in standard(year).days.items() if "Tết Nguyên đán" in name and on.weekday() < 5]
    assert (min(tet), max(tet)) == (day(first), day(last))


def test_two_holidays_on_one_rest_weekend_take_two_working_days():
    days = standard(2022).days
    assert days[day("02/05/2022")][1] == "nghỉ bù Ngày Chiến thắng 30/4"
    assert days[day("03/05/2022")][1] == "nghỉ bù Ngày Quốc tế Lao động 1/5"


def test_a_year_beyond_the_lunar_table_must_be_entered_by_hand():
    with pytest.raises(ValueError, match="Bảng âm lịch chỉ có các năm 2014–2035; lịch năm 2036 phải nhập tay"):
        standard(2036)


def test_a_swap_over_the_new_year_falls_into_two_halves():
    off, worked = day("31/12/2018"), day("05/01/2019")
    assert swapped(off, worked, Year(2018, {})).days == {off: (DayKind.SWAPPED_OFF, "nghỉ hoán đổi với 05/01/2019")}
    assert swapped(off, worked, Year(2019, {})).days == {worked: (DayKind.MADE_UP, "thứ Bảy làm bù cho 31/12/2018")}
