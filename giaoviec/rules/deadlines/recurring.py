"""Recurring deadlines: rhythms as short rules, their next turn, and the rule in words.

A rule is one or more of these, joined by ";":

    daily · weekly · weekly:fri · monthly · monthly:15 · quarterly · quarterly:20 (of the quarter's last month) ·
    quarterly:+05 (of the month after the quarter) · half_yearly · yearly · yearly:12-15 · yearly:01,06-15 · periodic

Where no day is given it is the last day of the period (of a week, Friday); a month without a day ("yearly:06") is its
last day; "periodic" says that it recurs and not how.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from heapq import merge
from itertools import count

from giaoviec.rules.calendar import CALENDAR, Calendar
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.terms import WEEKDAYS, list_vi

WEEKDAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST = 31
_MARGIN = timedelta(days=21)
"""How far a turn may be moved by days off at most: Tết with its swaps is under two weeks."""


@cites("QC 7.2.b#2")
@policy("computed_day_moves")
def next_turn(rule: str, after: date, calendar: Calendar = CALENDAR) -> date:
    """The first due day after a day, moved to a working day. `ValueError` for a rule without a known rhythm."""
    turns = merge(*(_turns(part, after - _MARGIN) for part in rule.split(";")))
    return next(day for turn in turns if (day := _moved(turn, after, calendar)) > after)


def _moved(turn: date, after: date, calendar: Calendar) -> date:
    """A turn on a working day. Of an earlier one the year need not be known: it is over."""
    if turn <= after and not calendar.knows(turn):
        return turn
    return calendar.next_working(turn)


def _turns(part: str, since: date) -> Iterator[date]:
    """The days of a single rhythm from a day on, without end, before any of them is moved."""
    rhythm, _, detail = part.partition(":")
    if rhythm == "daily":
        return (since + timedelta(days=n) for n in count())
    if rhythm == "weekly":
        first = (WEEKDAY_CODES.index(detail or "fri") - since.weekday()) % 7
        return (since + timedelta(days=first + 7 * n) for n in count())
    years = range(since.year, date.max.year)
    return (day for year in years for day in _in_year(rhythm, detail, year) if day >= since)


def _in_year(rhythm: str, detail: str, year: int) -> list[date]:
    if rhythm == "monthly":
        return [month_day(year, month, int(detail or LAST)) for month in range(1, 13)]
    if rhythm == "quarterly":
        months = (1, 4, 7, 10) if detail.startswith("+") else (3, 6, 9, 12)
        return [month_day(year, month, int(detail or LAST)) for month in months]
    if rhythm == "half_yearly":
        return [month_day(year, month, LAST) for month in (6, 12)]
    if rhythm == "yearly":
        return sorted(_mark(year, mark) for mark in (detail or "12").split(","))
    raise ValueError(f"Không biết kỳ của thời hạn định kỳ “{rhythm}”.")


def _mark(year: int, mark: str) -> date:
    month, _, day = mark.partition("-")
    return month_day(year, int(month), int(day or LAST))


def month_day(year: int, month: int, day: int) -> date:
    """A day of a month, or the month's last where it is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def rule_in_words(rule: str, *, time: str | Sequence[str] | None = None) -> str:
    """The rhythm in Vietnamese: "hằng tháng, trước ngày 15", "hằng tuần, trước 11 giờ thứ Tư".

    An hour that ends the words is written in full ("hằng ngày, trước 16 giờ 00"), so that nothing seems to be missing.
    """
    times = [time] if isinstance(time, str) else list(time or ())
    return "; ".join(_part_in_words(part, times) for part in rule.split(";"))


def _hours(times: Sequence[str], *, full: bool = False) -> str:
    return list_vi(_hour(time, full=full) for time in times)


def _hour(time: str, *, full: bool) -> str:
    hours, minutes = time.split(":")
    return f"{int(hours):02d} giờ {minutes}" if full else f"{int(hours)} giờ{'' if minutes == '00' else f' {minutes}'}"


def _part_in_words(part: str, times: Sequence[str]) -> str:
    rhythm, _, detail = part.partition(":")
    name = _NAMES_VI.get(rhythm, rhythm)
    if not detail:
        return f"{name}, trước {_hours(times, full=True)}" if times else name
    hour = f"{_hours(times)} " if times else ""
    if rhythm == "weekly":
        return f"{name}, trước {hour}{WEEKDAYS[WEEKDAY_CODES.index(detail)]}"
    if rhythm == "quarterly":
        month = "tháng đầu quý sau" if detail.startswith("+") else "tháng cuối quý"
        return f"{name}, trước {hour}ngày {int(detail):02d} {month}"
    if rhythm == "yearly":
        return f"{name}, trước {hour}{list_vi(_mark_in_words(mark) for mark in detail.split(','))}"
    return f"{name}, trước {hour}ngày {int(detail):02d}"


def _mark_in_words(mark: str) -> str:
    month, _, day = mark.partition("-")
    return f"ngày {day}/{month}" if day else f"hết tháng {int(month)}"


_NAMES_VI = {
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half_yearly": "6 tháng một lần",
    "yearly": "hằng năm",
    "periodic": "định kỳ",
}
