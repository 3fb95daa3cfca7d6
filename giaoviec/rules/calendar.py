"""The working calendar: which days are worked, and counting them.

The Regulation counts in working days (QC 7.1, QC 7.2.b#1) and leaves the calendar to the general law: the Labour Code,
the yearly notices that swap a working day with a Saturday, and 24 November since 2026. A year is data: `standard`
drafts it by rule, a person confirms it against the notice, and a year that nobody has entered is refused by the
arithmetic instead of being guessed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from giaoviec.rules.calendar_years import (
    ANNOUNCED,
    BY_RULE,
    CULTURE_DAY_SINCE,
    LUNAR,
    SECOND_NATIONAL_DAY_SINCE,
    SHIPPED,
    SWAPS,
)
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.terms import day_vi, weekday_vi

SATURDAY = 5


class DayKind(StrEnum):
    """What sort of day it is; `WORKING` and `MADE_UP` are worked."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED_OFF = "swapped_off"
    MADE_UP = "made_up"

    @property
    def vi(self) -> str:
        """Its name on screens."""
        return _KINDS_VI[self]


_KINDS_VI = {
    DayKind.WORKING: "ngày làm việc",
    DayKind.WEEKEND: "ngày nghỉ hằng tuần",
    DayKind.HOLIDAY: "ngày nghỉ lễ, tết",
    DayKind.SWAPPED_OFF: "ngày nghỉ hoán đổi",
    DayKind.MADE_UP: "ngày làm bù",
}
WORKED = (DayKind.WORKING, DayKind.MADE_UP)


class UnknownYear(ValueError):
    """Working days were asked of a year that the calendar does not have. `sentence` is for the screen."""

    def __init__(self, year: int) -> None:
        """Name the year that is missing."""
        self.year = year
        self.sentence = (
            f"Lịch làm việc năm {year} chưa được nhập nên không tính được ngày làm việc; "
            f"đề nghị Văn phòng nhập và xác nhận lịch năm {year}, hoặc ghi thời hạn bằng một ngày cụ thể."
        )
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Year:
    """A calendar year. `days` holds only what departs from the plain week: day → (kind, Vietnamese name).

    `confirmed` says that a person compared it with the notice of that year, which `notice` names (number, date).
    """

    year: int
    days: Mapping[date, tuple[DayKind, str]]
    confirmed: bool = False
    notice: str = ""

    def kind(self, day: date) -> DayKind:
        """What sort of day it is in this year."""
        if day in self.days:
            return self.days[day][0]
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING

    def with_days(self, days: Mapping[date, tuple[DayKind, str]]) -> "Year":
        """The same year with some days changed; a day of another year is refused with a `ValueError`."""
        stray = [day for day in days if day.year != self.year]
        if stray:
            raise ValueError(f"Ngày {stray[0]:%d/%m/%Y} không thuộc năm {self.year}.")
        return replace(self, days={**self.days, **days})


@dataclass(frozen=True)
class _Span:
    """Consecutive known years as arrays, so that counting days is a look-up: `sums[i]` working days up to day i."""

    first: int
    sums: tuple[int, ...]
    working: tuple[int, ...]


@dataclass(frozen=True)
class Calendar:
    """The years that are known. Immutable: a change is a new calendar, so two can be compared."""

    years: Mapping[int, Year]

    @cites("QC 7.1", "QC 7.2.b#1")
    def is_working(self, day: date) -> bool:
        """Whether the day is worked. `UnknownYear` where its year is not entered."""
        span = self._span(day.year)
        index = day.toordinal() - span.first
        return span.sums[index] > (span.sums[index - 1] if index else 0)

    def kind(self, day: date) -> DayKind:
        """What sort of day it is. Of a year that is not entered only the week is known, its holidays are not."""
        year = self.years.get(day.year)
        return (year or Year(day.year, {})).kind(day)

    def name(self, day: date) -> str:
        """The day in words: "Quốc khánh", "thứ Bảy", "thứ Bảy làm bù cho 02/01/2026"."""
        year = self.years.get(day.year)
        if year and day in year.days:
            return year.days[day][1]
        return weekday_vi(day)

    def knows(self, day: date) -> bool:
        """Whether the year of that day is entered."""
        return day.year in self.years

    @cites("QC 7.1", "QC 7.2.b#1")
    @policy("first_day_not_counted")
    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which itself is not counted; before it where n is negative.

        With n = 0 it is `next_working(start)`. `UnknownYear` where a year that the count enters is not known.
        """
        if n == 0:
            return self.next_working(start)
        span = self._span(start.year)
        before = span.sums[start.toordinal() - span.first]
        if n < 0 and self.is_working(start):
            before -= 1
        index = before + n - 1 if n > 0 else before + n
        if index >= len(span.working):
            raise UnknownYear(self._year_after(span))
        if index < 0:
            raise UnknownYear(date.fromordinal(span.first).year - 1)
        return date.fromordinal(span.working[index])

    def count(self, a: date, b: date) -> int:
        """How many working days lie in (a, b]; negative where b is before a."""
        if b < a:
            return -self.count(b, a)
        for year in range(a.year, b.year + 1):
            self._span(year)
        span = self._span(b.year)
        return span.sums[b.toordinal() - span.first] - span.sums[a.toordinal() - span.first]

    @policy("computed_day_moves")
    def next_working(self, day: date) -> date:
        """The day itself where it is worked, else the next one that is."""
        span = self._span(day.year)
        index = bisect_right(span.working, day.toordinal() - 1)
        if index == len(span.working):
            raise UnknownYear(self._year_after(span))
        return date.fromordinal(span.working[index])

    def unconfirmed(self, a: date, b: date) -> tuple[int, ...]:
        """The years between two days, both included, that no person has confirmed (or that are not entered)."""
        first, last = min(a, b).year, max(a, b).year
        return tuple(y for y in range(first, last + 1) if y not in self.years or not self.years[y].confirmed)

    def days_off(self, a: date, b: date) -> Iterator[date]:
        """The days in (a, b] that are not worked."""
        for ordinal in range(a.toordinal() + 1, b.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if not self.is_working(day):
                yield day

    def with_year(self, year: Year) -> "Calendar":
        """A calendar in which that year is replaced or added: what a change would do can be previewed."""
        return Calendar({**self.years, year.year: year})

    def _span(self, year: int) -> _Span:
        try:
            return self._spans[year]
        except KeyError:
            raise UnknownYear(year) from None

    def _year_after(self, span: _Span) -> int:
        return date.fromordinal(span.first + len(span.sums) - 1).year + 1

    @cached_property
    def _spans(self) -> Mapping[int, _Span]:
        """Each known year with the run of consecutive years that it belongs to."""
        return {year: span for run in _runs(self.years) for span in (self._build(run),) for year in run}

    def _build(self, run: list[int]) -> _Span:
        first = date(run[0], 1, 1).toordinal()
        sums: list[int] = []
        working: list[int] = []
        for ordinal in range(first, date(run[-1], 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self.years[day.year].kind(day) in WORKED:
                working.append(ordinal)
            sums.append(len(working))
        return _Span(first, tuple(sums), tuple(working))


def _runs(years: Iterable[int]) -> list[list[int]]:
    """Years grouped into runs without a gap."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


@policy("calendar_by_rule")
def standard(year: int) -> Year:
    """The year by rule, unconfirmed: weekends, holidays, and a day off for each holiday on a weekly rest day.

    The older law holds for its years (2/9 one day until 2020, 24/11 worked until 2025). `ValueError` where the lunar
    table does not reach.
    """
    if year not in LUNAR:
        raise ValueError(f"Bảng âm lịch chỉ có các năm {min(LUNAR)}–{max(LUNAR)}; lịch năm {year} phải nhập tay.")
    days = {day: (DayKind.HOLIDAY, name) for day, name in _holidays(year)}
    for day, name in sorted(_holidays(year)):
        if day.weekday() >= SATURDAY:
            days[_free_day_after(day, days)] = (DayKind.HOLIDAY, f"nghỉ bù {name}")
    return Year(year, dict(sorted(days.items())), confirmed=False, notice=BY_RULE)


def _holidays(year: int) -> Iterator[tuple[date, str]]:
    (tet_month, tet_day), (hung_month, hung_day) = LUNAR[year]
    yield date(year, 1, 1), "Tết Dương lịch"
    for day in _tet(date(year, tet_month, tet_day)):
        yield day, "Tết Nguyên đán"
    yield date(year, hung_month, hung_day), "Giỗ Tổ Hùng Vương"
    yield date(year, 4, 30), "Ngày Chiến thắng 30/4"
    yield date(year, 5, 1), "Ngày Quốc tế Lao động 1/5"
    yield date(year, 9, 2), "Quốc khánh"
    if year >= SECOND_NATIONAL_DAY_SINCE:
        yield _beside_national_day(date(year, 9, 2)), "Quốc khánh"
    if year >= CULTURE_DAY_SINCE:
        yield date(year, 11, 24), "Ngày Văn hóa Việt Nam"


def _tet(new_year: date) -> list[date]:
    """Five days, one or two of them before the new year: as chosen in every year from 2015 to 2026."""
    before = 1 if new_year.weekday() in (0, 1) else 2
    return [new_year + timedelta(days=offset) for offset in range(-before, 5 - before)]


def _beside_national_day(day: date) -> date:
    """The day after on a Monday, Thursday or Sunday, else the day before: as chosen in every year from 2021 to 2026."""
    return day + timedelta(days=1 if day.weekday() in (0, 3, 6) else -1)


def _free_day_after(day: date, taken: Iterable[date]) -> date:
    while day in taken or day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def swapped(off: date, worked: date, year: Year) -> Year:
    """The year with a working day given off and made up on a rest day; of a pair over the new year, its own half."""
    pair = {
        off: (DayKind.SWAPPED_OFF, f"nghỉ hoán đổi với {day_vi(worked)}"),
        worked: (DayKind.MADE_UP, f"{weekday_vi(worked)} làm bù cho {day_vi(off)}"),
    }
    return year.with_days({day: what for day, what in pair.items() if day.year == year.year})


def _shipped(year: int) -> Year:
    draft = standard(year)
    for off, worked in SWAPS:
        if year in (off.year, worked.year):
            draft = swapped(off, worked, draft)
    if year in ANNOUNCED:
        return replace(draft, notice=ANNOUNCED[year])
    return draft


CALENDAR = Calendar({year: _shipped(year) for year in SHIPPED})
