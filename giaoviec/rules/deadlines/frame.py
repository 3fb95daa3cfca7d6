"""What an expression is understood against, and the small readings that every kind of deadline shares."""

import re
from dataclasses import dataclass
from datetime import date

from giaoviec.rules.calendar import Calendar
from giaoviec.rules.deadlines.model import NoBase, NotUnderstood
from giaoviec.rules.terms import plain

Groups = dict[str, str]
"""The named parts of a match that are there, without marks."""


@dataclass(frozen=True)
class Frame:
    """What an expression is understood against. `issued_on` is None where a document has lost its date."""

    text: str
    issued_on: date | None
    given_on: date | None
    calendar: Calendar

    @property
    def base(self) -> date:
        """The day that a missing year is told from. `NoBase` where the document has no date."""
        if self.issued_on is None:
            raise NoBase(self.text, f"Không rõ năm của “{self.text}” vì chưa có ngày ban hành văn bản.")
        return self.issued_on


def groups_of(match: re.Match[str]) -> Groups:
    """The parts of a match that are there, without marks."""
    return {name: plain(value) for name, value in match.groupdict().items() if value}


def hour_of(groups: Groups) -> str | None:
    """The hour of an expression as "17:00". `NotUnderstood` for an hour that no day has."""
    if "hour" not in groups:
        return None
    hour, minute = int(groups["hour"]), int(groups.get("minute") or groups.get("minute2") or 0)
    if groups.get("half_day") in ("chieu", "toi") and hour < 12:
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise NotUnderstood(f"{hour}:{minute:02d}", f"Không có giờ {hour}:{minute:02d}.")
    return f"{hour:02d}:{minute:02d}"


def real_day(year: int, month: int, day: int) -> date:
    """The date, or `NotUnderstood` that says that there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        short = f"{day}/{month}/{year}" if (day, month) == (29, 2) else f"{day}/{month}"
        raise NotUnderstood(short, f"Không có ngày {short}.") from None


def year_of(word: str, base: date) -> int:
    """The year of "nam nay", "nam sau", or of a number."""
    last = word.split()[-1]
    return int(last) if last.isdigit() else base.year + (last != "nay")
