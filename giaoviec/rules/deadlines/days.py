"""Deadlines that name their day: "trước ngày 15/12/2026", "17 giờ ngày 05/12"."""

from datetime import date

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.deadlines.frame import Frame, Groups, hour_of, real_day, year_of
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.reasons import warnings_for
from giaoviec.rules.terms import WEEKDAYS, day_vi, weekday_vi


@cites("QC 6.1.e")
@policy("before_day_included", "computed_day_moves")
def named_date(groups: Groups, frame: Frame, *, before: bool) -> Deadline:
    """A day that the text names: it stays where it is, with a warning on a day off."""
    day, how = _day(groups, frame)
    reasons, time = [how] if how else [], hour_of(groups)
    if before and not time:
        reasons.append("“trước ngày” tính đến hết ngày đó")
    warnings = warnings_for(day, issued_on=frame.issued_on, calendar=frame.calendar, named=True)
    why = f"{day_vi(day)} ghi trong văn bản" + "".join(f"; {reason}" for reason in reasons)
    return Deadline(
        frame.text, "date", day, time, before=before, why=why, warnings=(*_other_weekday(groups, day), *warnings)
    )


def day_of_month(groups: Groups, frame: Frame, *, before: bool) -> Deadline:
    """A day without a month: "ngày 15" is the next 15th on or after the document's day; "ngày 15 tháng sau"."""
    day, base = int(groups["d"]), frame.base
    if not 1 <= day <= 31:
        raise NotUnderstood(frame.text, f"Không có ngày {day}.")
    month = base.year * 12 + base.month - 1
    if "month" in groups:
        month += groups["month"] != "nay"
    elif day < base.day:
        month += 1
    named = {"d": str(day), "m": str(month % 12 + 1), "y": str(month // 12)}
    return named_date(named, frame, before=before)


@policy("next_such_day")
def _day(groups: Groups, frame: Frame) -> tuple[date, str]:
    """The day, and how its year was found. `NotUnderstood` where no such day is, or no year can be told."""
    day, month = int(groups["d"]), int(groups["m"])
    if "y" in groups:
        year = int(groups["y"])
        return real_day(year if year > 99 else 2000 + year, month, day), ""
    if "year_word" in groups:
        year = year_of(groups["year_word"], frame.base)
        return real_day(year, month, day), f"“{_YEAR_WORDS_VI[groups['year_word']]}” là năm {year}"
    return _next_such(day, month, frame.base), f"không ghi năm: ngày đó gần nhất kể từ {day_vi(frame.base)}"


_YEAR_WORDS_VI = {"nam nay": "năm nay", "nam sau": "năm sau", "nam toi": "năm tới"}


def _next_such(day: int, month: int, since: date) -> date:
    """The first such day on or after a day; of 29 February the next that there is."""
    if (day, month) == (29, 2):
        years = [y for y in range(since.year, since.year + 9) if (y % 4 == 0 and y % 100) or y % 400 == 0]
    else:
        years = [since.year, since.year + 1]
    days = (real_day(year, month, day) for year in years)
    return next(one for one in days if one >= since)


def _other_weekday(groups: Groups, day: date) -> tuple[str, ...]:
    written = groups.get("weekday")
    if not written or weekday_number(written) == day.weekday():
        return ()
    return (f"Văn bản ghi {WEEKDAYS[weekday_number(written)]} nhưng {day_vi(day)} là {weekday_vi(day)}.",)


_WEEKDAY_NUMBERS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "nhat": 6}


def weekday_number(words: str) -> int:
    """0 for "thu hai" or "thu 2"."""
    last = words.split()[-1]
    return int(last) - 2 if last.isdigit() else _WEEKDAY_NUMBERS[last]
