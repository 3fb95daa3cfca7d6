"""What a change of the calendar would do: which days change, and which due dates move. Pure.

`assignments`, which stands above, brings its rows and shows the answer at
`/viec/lich-thay-doi/?nam=2027&ngay=2027-01-01:holiday&ngay=2027-02-04:holiday…` (all days of the year, by `written`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from giaoviec.rules.calendar import Calendar, DayKind, UnknownYear, Year
from giaoviec.rules.deadlines import NotUnderstood, understand

Days = Mapping[date, tuple[DayKind, str]]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A due date that was reckoned: what was written, from which days, and the day that it gave."""

    id: int
    text: str
    issued_on: date
    given_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """A due date that the new calendar moves; `why` is the new reason line."""

    id: int
    old: date
    new: date
    why: str


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that is not what it was."""

    day: date
    old: DayKind
    new: DayKind
    name: str


def moved(rows: Iterable[Reckoned], old: Calendar, new: Calendar) -> tuple[Moved, ...]:
    """The rows whose due date is another under the new calendar, in their order.

    Only rows whose day is what the old calendar gives: one that was set or extended since stays where it was put.
    """
    return tuple(step for row in rows if (step := _moved(row, old, new)) is not None)


def changed_days(old: Calendar, new: Calendar, year: int) -> tuple[ChangedDay, ...]:
    """The days of a year that are worked in one calendar and not in the other, or change their kind."""
    before, after = (calendar.years.get(year) or Year(year, {}) for calendar in (old, new))
    days = sorted({*before.days, *after.days})
    return tuple(
        ChangedDay(day, before.kind(day), after.kind(day), after.days[day][1] if day in after.days else "")
        for day in days
        if before.kind(day) != after.kind(day)
    )


def written(days: Days) -> list[str]:
    """Days for an address: "2027-02-11:holiday"."""
    return [f"{day.isoformat()}:{kind.value}" for day, (kind, _) in sorted(days.items())]


def proposed(base: Calendar, year: int, days: Iterable[str]) -> Calendar:
    """The calendar in which a year has the days of an address; `ValueError` for what is no day of that year."""
    read = dict(_read(day, year) for day in days)
    return base.with_year(Year(year, {day: (kind, kind.vi) for day, kind in sorted(read.items())}))


def _moved(row: Reckoned, old: Calendar, new: Calendar) -> Moved | None:
    before, after = _reckon(row, old), _reckon(row, new)
    if before is None or after is None or before[0] != row.due_on or after[0] == row.due_on:
        return None
    return Moved(row.id, row.due_on, *after)


def _reckon(row: Reckoned, calendar: Calendar) -> tuple[date, str] | None:
    try:
        deadline = understand(row.text, issued_on=row.issued_on, given_on=row.given_on, calendar=calendar)
    except (NotUnderstood, UnknownYear):
        return None
    return (deadline.on, deadline.why) if deadline.on else None


def _read(text: str, year: int) -> tuple[date, DayKind]:
    day, _, kind = text.partition(":")
    read = date.fromisoformat(day)
    if read.year != year:
        raise ValueError(f"Ngày {read:%d/%m/%Y} không thuộc năm {year}.")
    return read, DayKind(kind)


def months(year: Year) -> Iterator[tuple[int, list[list[tuple[date, DayKind] | None]]]]:
    """A year for the eye: each month with its weeks from Monday, each day with its kind, None outside the month."""
    for month in range(1, 13):
        weeks: list[list[tuple[date, DayKind] | None]] = [[None] * date(year.year, month, 1).weekday()]
        for day in _days_of_month(year.year, month):
            if len(weeks[-1]) == 7:
                weeks.append([])
            weeks[-1].append((day, year.kind(day)))
        weeks[-1] += [None] * (7 - len(weeks[-1]))
        yield month, weeks


def _days_of_month(year: int, month: int) -> Iterator[date]:
    first = date(year, month, 1).toordinal()
    after = date(year + month // 12, month % 12 + 1, 1).toordinal()
    return (date.fromordinal(ordinal) for ordinal in range(first, after))
