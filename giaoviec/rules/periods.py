"""Reporting periods, and the cycles of tasks without a deadline.

The Regulation wants reports each quarter, half-year, nine months and year (QC 9.2, QC 10.1) and does not say which days
each covers; NĐ 09/2019/NĐ-CP does, and a province may set its own days. So the table is data of the profile. Cycles
(QC 7.2.b#2) are calendar months, quarters, half-years and years.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.terms import ROMAN, day_vi

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "nine_months": 9, "year": 12}
"""How many months each kind of period has."""
CYCLES = ("month", "quarter", "half_year", "year")
KINDS_VI = {"month": "tháng", "quarter": "quý", "half_year": "6 tháng", "nine_months": "9 tháng", "year": "năm"}


@dataclass(frozen=True)
class PeriodRow:
    """Where the periods of a kind are cut: on `day` of the month `shift` months from the calendar period's first month.

    NĐ 09/2019 is shift -1, day 15: the first quarter runs from 15 December to 14 March. Shift 0, day 1 is the calendar.
    """

    kind: str
    shift: int
    day: int


class HasPeriods(Protocol):
    """What the functions here need of a profile."""

    @property
    def periods(self) -> Sequence[PeriodRow]:
        """The table of periods."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`. `n` counts within the year: quarter 3 of 2026 is (2026, 3)."""

    start: date
    end: date
    kind: str
    year: int
    n: int

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.end - timedelta(days=1)

    @property
    def code(self) -> str:
        """As it is written on the command line and in addresses: "2026-Q3", "2026-H1", "2026-9M", "2026-07", "2026"."""
        if self.kind == "range":
            return f"{self.start.isoformat()}..{self.last_day.isoformat()}"
        forms = {"month": "-{:02d}", "quarter": "-Q{}", "half_year": "-H{}", "nine_months": "-9M", "year": ""}
        return f"{self.year}{forms[self.kind].format(self.n)}"

    @property
    def vi(self) -> str:
        """In words: "quý III/2026", "6 tháng đầu năm 2026"."""
        words = {
            "month": f"tháng {self.n}/{self.year}",
            "quarter": f"quý {ROMAN[(self.n - 1) % 4]}/{self.year}",
            "half_year": f"6 tháng {'đầu' if self.n == 1 else 'cuối'} năm {self.year}",
            "nine_months": f"9 tháng đầu năm {self.year}",
            "year": f"năm {self.year}",
            "range": f"từ {day_vi(self.start)} đến {day_vi(self.last_day)}",
        }
        return words[self.kind]


class PeriodError(ValueError):
    """A period that cannot be read; `sentence` says how to write one."""

    def __init__(self, text: str) -> None:
        """Quote what was written."""
        self.sentence = (
            f"Không hiểu kỳ báo cáo “{text}”; hãy ghi như 2026-Q3 (quý), 2026-H1 (6 tháng), 2026-9M (9 tháng), "
            "2026-07 (tháng), 2026 (năm) hoặc 2026-01-01..2026-03-31 (khoảng ngày)."
        )
        super().__init__(self.sentence)


@cites("QC 9.2", "QC 10.1")
@policy("report_periods")
def period(kind: str, year: int, n: int, profile: HasPeriods) -> Period:
    """The n-th period of a kind in a year, by the profile's table. `ValueError` for one that no year has."""
    length = MONTHS[kind]
    if not 1 <= n <= 12 // length:
        raise ValueError(f"no period {kind} {n} in a year")
    row = next(row for row in profile.periods if row.kind == kind)
    first = year * 12 + (n - 1) * length
    return Period(_cut(first, row), _cut(first + length, row), kind, year, n)


def periods_containing(day: date, profile: HasPeriods) -> tuple[Period, ...]:
    """The periods of every kind in the profile's table that a day belongs to, the shortest first."""
    candidates = (
        period(row.kind, year, n, profile)
        for row in sorted(profile.periods, key=lambda row: MONTHS[row.kind])
        for year in (day.year, day.year + 1)
        for n in range(1, 12 // MONTHS[row.kind] + 1)
    )
    return tuple(one for one in candidates if day in one)


def parse_period(text: str, profile: HasPeriods) -> Period:
    """The period of a text such as "2026-Q3", "quarter 2026-Q3", "nine-months 2026", "2026-01-01..2026-03-31".

    `PeriodError` where it is none.
    """
    plain = re.sub(r"^(month|quarter|half-year|nine-months|year|range|compliance)\s+", "", text.strip())
    nine = text.strip().startswith("nine-months")
    try:
        return _range(plain) or _numbered(plain, nine, profile)
    except ValueError:
        raise PeriodError(text) from None


def _range(text: str) -> Period | None:
    if ".." not in text:
        return None
    first, last = (date.fromisoformat(part.strip()) for part in text.split("..", 1))
    if last < first:
        raise ValueError(text)
    return Period(first, last + timedelta(days=1), "range", first.year, 1)


_FORMS = {
    "month": r"(\d{4})-(\d\d)",
    "quarter": r"(\d{4})-[Qq]([1-4])",
    "half_year": r"(\d{4})-[Hh]([12])",
    "nine_months": r"(\d{4})-9[Mm]()",
    "year": r"(\d{4})()",
}


def _numbered(text: str, nine: bool, profile: HasPeriods) -> Period:
    for kind, form in _FORMS.items():
        if match := re.fullmatch(form, text):
            chosen = "nine_months" if nine and kind == "year" else kind
            return period(chosen, int(match[1]), int(match[2] or 1), profile)
    raise ValueError(text)


@cites("QC 7.2.b#2")
@policy("computed_day_moves")
def cycle_end(cycle: str, day: date, calendar: Calendar | None = None) -> date:
    """The last day of the calendar month, quarter, half-year or year that a day is in.

    With a calendar it moves to the next working day where it is a day off.
    """
    length = MONTHS[cycle]
    month = day.year * 12 + day.month - 1
    last = _first_of(month - month % length + length) - timedelta(days=1)
    return calendar.next_working(last) if calendar else last


def cycle_start(cycle: str, day: date) -> date:
    """The first day of the calendar month, quarter, half-year or year that a day is in."""
    month = day.year * 12 + day.month - 1
    return _first_of(month - month % MONTHS[cycle])


def table_errors(rows: Iterable[PeriodRow]) -> tuple[str, ...]:
    """What is wrong with a table of periods, in Vietnamese: every kind once, a day that each month has."""
    rows = tuple(rows)
    kinds = [row.kind for row in rows]
    errors = [f"Bảng kỳ báo cáo thiếu kỳ {KINDS_VI[kind]}." for kind in MONTHS if kind not in kinds]
    errors += [f"Bảng kỳ báo cáo có kỳ lạ “{kind}”." for kind in kinds if kind not in MONTHS]
    errors += [f"Bảng kỳ báo cáo ghi kỳ {KINDS_VI[k]} hai lần." for k in MONTHS if kinds.count(k) > 1]
    errors += [f"Ngày bắt đầu kỳ phải từ 1 đến 28, không phải {row.day}." for row in rows if not 1 <= row.day <= 28]
    errors += [f"Kỳ chỉ được lùi 0 hoặc 1 tháng, không phải {row.shift}." for row in rows if row.shift not in (-1, 0)]
    return tuple(errors)


def _cut(month: int, row: PeriodRow) -> date:
    return _first_of(month + row.shift).replace(day=row.day)


def _first_of(month: int) -> date:
    """The first day of a month counted from the year 0: 12 × year + month − 1."""
    return date(month // 12, month % 12 + 1, 1)
