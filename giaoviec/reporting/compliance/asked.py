"""What an address of the compliance pages asks for: a year or days, as known when, whose, which of the duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from giaoviec.days import HANOI
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting.compliance.counting import Window
from giaoviec.reporting.figure_pages import asked as figures
from giaoviec.rules.compliance import Stand
from giaoviec.rules.periods import Period, period, periods_containing

EARLIEST = 2015
STANDS = {one.slug: one for one in Stand}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the days (a year of the profile where `year` is said), whose, as known when."""

    first: date
    last: date
    today: date
    year: int | None = None
    known_at: datetime | None = None
    agency: int | None = None

    @property
    def on(self) -> date:
        """The day at whose end it is counted: the last one, or today while that has not come."""
        return min(self.last, self.today)

    @property
    def window(self) -> Window:
        return Window(self.first, self.last, self.on, self.known_at, self.agency)

    @property
    def known_typed(self) -> str:
        """The moment as people write it."""
        return f"{self.known_at.astimezone(HANOI):%H:%M %d/%m/%Y}" if self.known_at else ""

    def query(self, **more: object) -> str:
        """The address's query; `more` is added or, under a name of its own, put in its place."""
        said: dict[str, object] = {
            "nam": self.year,
            "tu": "" if self.year else self.first.isoformat(),
            "den": "" if self.year else self.last.isoformat(),
            "biet-luc": figures.written(self.known_at),
            "co-quan": self.agency,
        }
        said |= {name.replace("_", "-"): value for name, value in more.items()}
        return urlencode({name: value for name, value in said.items() if value not in (None, "")})


def read(query: Mapping[str, Any], *, today: date) -> tuple[Asked, dict[str, str]]:
    """What is asked for, and the sentence at each field that is wrong (with those, the question is this year's)."""
    wrong: dict[str, str] = {}
    first, last = figures.day(query, "tu", wrong), figures.day(query, "den", wrong)
    known_at = figures.moment(query, "biet-luc", wrong)
    agency = figures.agency(query, wrong)
    whole = _year(query, today, wrong)
    if first or last:
        asked = Asked(first or whole.start, last or today, today, None, known_at, agency)
        _check_days(asked, wrong)
    else:
        asked = Asked(whole.start, whole.last_day, today, whole.year, known_at, agency)
    if not wrong and known_at is not None and known_at.astimezone(HANOI).date() < asked.first:
        wrong["biet-luc"] = "Lúc ấy kỳ này chưa bắt đầu; chọn thời điểm sau ngày đầu kỳ."
    return (_this_year(today) if wrong else asked), wrong


def _check_days(asked: Asked, wrong: dict[str, str]) -> None:
    if asked.first > asked.last:
        wrong.setdefault("tu", "Ngày đầu sau ngày cuối; hãy đổi lại hai ngày.")
    if asked.first > asked.today:
        wrong.setdefault("tu", f"Kỳ chưa bắt đầu (từ {asked.first:%d/%m/%Y}); chọn kỳ đã bắt đầu.")


def _year(query: Mapping[str, Any], today: date, wrong: dict[str, str]) -> Period:
    number = figures.number(query, "nam")
    now = year_of(today)
    if number is None or number == now.year:
        return now
    if not EARLIEST <= number < now.year:
        wrong["nam"] = f"Chọn một năm từ {EARLIEST} đến {now.year}."
        return now
    return period("year", number, 1, profile_on(today))


def year_of(day: date) -> Period:
    """The reporting year that a day is in, by the profile's cut-offs."""
    return next(one for one in periods_containing(day, profile_on(day)) if one.kind == "year")


def _this_year(today: date) -> Asked:
    now = year_of(today)
    return Asked(now.start, now.last_day, today, now.year)
