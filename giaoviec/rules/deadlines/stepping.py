"""The days between the start of a deadline and its end, one by one: what the calendar picture shows."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from giaoviec.rules.calendar import CALENDAR, Calendar, DayKind
from giaoviec.rules.citation import policy
from giaoviec.rules.deadlines.model import Deadline, Step

MOST = 400
_COUNTED = re.compile(r"(issue|receipt|\d{4}-\d\d-\d\d)\+(\d+)(wd|d|w|m|h)")


@policy("first_day_not_counted")
def steps(
    deadline: Deadline, *, issued_on: date, given_on: date | None = None, calendar: Calendar = CALENDAR
) -> tuple[Step, ...]:
    """Day by day from the first, which is not counted, to the due day; empty where there is no due day.

    Working days are numbered where working days were counted, every day where days were; nothing is numbered on the
    way to a named day. At most `MOST` days.
    """
    if deadline.on is None:
        return ()
    match = _COUNTED.fullmatch(deadline.rule or "")
    start = _start(match[1] if match else "issue", issued_on, given_on)
    if start > deadline.on or (deadline.on - start).days > MOST:
        return ()
    return tuple(_walk(start, deadline.on, match[3] if match else "", int(match[2]) if match else 0, calendar))


def _start(anchor: str, issued_on: date, given_on: date | None) -> date:
    if anchor == "issue":
        return issued_on
    return given_on or issued_on if anchor == "receipt" else date.fromisoformat(anchor)


def _walk(start: date, end: date, unit: str, n: int, calendar: Calendar) -> Iterator[Step]:
    yield Step(start, "ngày bắt đầu, không tính" if unit in _DAYS else "ngày bắt đầu", None)
    count = 0
    for offset in range(1, (end - start).days + 1):
        day = start + timedelta(days=offset)
        counts = calendar.is_working(day) if unit == "wd" else count < n * _DAYS.get(unit, 0)
        count += counts
        yield Step(day, _label(day, end, calendar), count if counts else None)


_DAYS = {"wd": 1, "d": 1, "w": 7}


def _label(day: date, end: date, calendar: Calendar) -> str:
    """The sort of day, and whether it is the last."""
    name = "ngày làm việc" if calendar.kind(day) is DayKind.WORKING else calendar.name(day)
    return f"đến hạn ({name})" if day == end else name
