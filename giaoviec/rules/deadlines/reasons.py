"""The line that says why a deadline is the day it is, and the sentences that warn."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from giaoviec.rules.calendar import Calendar, DayKind, UnknownYear
from giaoviec.rules.citation import policy
from giaoviec.rules.terms import day_vi, list_vi


def skipped(start: date, end: date, calendar: Calendar) -> str:
    """What was passed over in (start, end]: "bỏ 3 kỳ nghỉ cuối tuần và 24/11 (Ngày Văn hóa Việt Nam)"; or nothing."""
    days = list(calendar.days_off(start, end))
    weekends = {day - timedelta(days=day.weekday()) for day in days if calendar.kind(day) is DayKind.WEEKEND}
    named = [day for day in days if calendar.kind(day) is not DayKind.WEEKEND]
    parts = [f"{len(weekends)} kỳ nghỉ cuối tuần"] if weekends else []
    parts += [_run_vi(run, calendar) for run in _runs(named, calendar)]
    made_up = [day for day in _days(start, end) if calendar.kind(day) is DayKind.MADE_UP]
    words = [f"bỏ {list_vi(parts)}"] if parts else []
    words += [f"tính cả {list_vi(f'{day:%d/%m} ({calendar.name(day)})' for day in made_up)}"] if made_up else []
    return ", ".join(words)


def _days(start: date, end: date) -> Iterator[date]:
    for offset in range(1, (end - start).days + 1):
        yield start + timedelta(days=offset)


def _runs(days: Iterable[date], calendar: Calendar) -> list[list[date]]:
    """Days off with one name that follow each other, rest days between them passed over."""
    runs: list[list[date]] = []
    for day in days:
        same = runs and calendar.name(runs[-1][-1]) == calendar.name(day) and day - runs[-1][-1] <= timedelta(days=3)
        if same:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run_vi(run: list[date], calendar: Calendar) -> str:
    days = f"{run[0]:%d/%m}" if len(run) == 1 else f"{run[0]:%d/%m}–{run[-1]:%d/%m}"
    return f"{days} ({calendar.name(run[0])})"


@policy("computed_day_moves")
def moved(day: date, calendar: Calendar) -> tuple[date, str]:
    """A computed day moved off a day of rest, with the words that say so; the day alone where it is worked."""
    due = calendar.next_working(day)
    if due == day:
        return day, day_vi(day)
    return due, f"{day_vi(day)} là ngày nghỉ ({calendar.name(day)}), chuyển sang {day_vi(due)}"


def warnings_for(day: date, *, issued_on: date | None, calendar: Calendar, named: bool) -> tuple[str, ...]:
    """What a clerk should look at: a named day that is a day off, a day before the document, a year not confirmed."""
    found = []
    if issued_on and day < issued_on:
        found.append(f"Thời hạn {day_vi(day)} trước ngày ban hành văn bản ({day_vi(issued_on)}).")
    if named:
        found += _day_off(day, calendar)
    found += _year_doubts(issued_on or day, day, calendar, named=named)
    return tuple(found)


def _day_off(day: date, calendar: Calendar) -> list[str]:
    try:
        if not calendar.is_working(day):
            return [f"{day_vi(day)} là ngày nghỉ ({calendar.name(day)}); giữ theo văn bản."]
    except UnknownYear:
        return [f"Lịch làm việc năm {day.year} chưa được nhập; chưa biết {day_vi(day)} có phải ngày nghỉ không."]
    return []


def _year_doubts(start: date, end: date, calendar: Calendar, *, named: bool) -> list[str]:
    """Of a named day only its own year matters; a computed one depends on every year that was counted through."""
    years = calendar.unconfirmed(end if named else min(start, end), end)
    return [
        f"Lịch làm việc năm {year} chưa được xác nhận; "
        f"{'chưa chắc ngày này có phải ngày nghỉ không' if named else 'thời hạn tính ra có thể thay đổi'}."
        for year in years
        if year in calendar.years
    ]
