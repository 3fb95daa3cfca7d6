"""Days in packages: yyyy/MM/dd is read, a day that could be another one is asked about, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

YEARS = range(1945, 2101)
"""Years that a document of today's administration can name."""

_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2})?\S*)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was understood: `on`, or None and the days it `maybe` is (none where it is impossible).

    `warning` says which liberty was taken in reading it, `ask` what a person has to say.
    """

    on: date | None = None
    maybe: tuple[date, ...] = ()
    warning: str = ""
    ask: str = ""


def read_day(text: str, what: str) -> Day:
    """Reads a day that stands where `what` (Vietnamese, with a capital) is expected; nothing written is no day."""
    written = text.strip()
    if not written:
        return Day()
    if match := _YEAR_FIRST.fullmatch(written):
        found = _day(match[1], match[3], match[4])
        if found is None:
            return Day(ask=f"{what} “{written}” không có trong lịch; hãy xem văn bản và nhập ngày.")
        plain = match[2] == "/" and len(match[3]) == len(match[4]) == 2
        return Day(found, warning="" if plain else f"{what} ghi “{written}”, đọc là {found:%d/%m/%Y}.")
    return _turned(written, what)


def written(day: date) -> str:
    """A day as packages write it."""
    return f"{day.year:04}/{day:%m/%d}"


def written_moment(moment: datetime) -> str:
    """A moment as packages write it; the caller gives it in Hà Nội time."""
    return f"{written(moment.date())} {moment:%H:%M:%S}"


def is_written(text: str) -> bool:
    """Whether a day is as we write it ourselves."""
    match = re.fullmatch(r"([0-9]{4})/([0-9]{2})/([0-9]{2})", text)
    return bool(match and _day(match[1], match[2], match[3]))


def _turned(written: str, what: str) -> Day:
    """With the year at the end: day and month may be meant either way, so a person says."""
    match = _YEAR_LAST.fullmatch(written)
    days = {_day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])} - {None} if match else set()
    maybe = tuple(sorted(day for day in days if day))
    if not maybe:
        return Day(ask=f"{what} “{written[:40]}” không đọc được; hãy xem văn bản và nhập ngày.")
    shown = " hay ".join(f"{day:%d/%m/%Y}" for day in maybe)
    return Day(maybe=maybe, ask=f"{what} ghi “{written}”, không theo mẫu năm/tháng/ngày; hãy xác nhận là {shown}.")


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None
