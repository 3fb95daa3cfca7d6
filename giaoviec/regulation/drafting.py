"""A working year drafted from the package `holidays`, which knows the swaps of some years; a person confirms it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import holidays

from giaoviec.rules.calendar import CALENDAR, DayKind, Year
from giaoviec.rules.terms import day_vi, weekday_vi

DRAFTED = "Dự thảo; chưa đối chiếu với thông báo nghỉ lễ, tết của năm."
EARLIEST, LATEST = 2014, 2100
_SWAPPED = re.compile(r"\(thay cho ngày (\d\d)/(\d\d)/(\d{4})\)")


def draft(year: int) -> Year:
    """The year as far as it is known, unconfirmed: what is shipped where it is, else what the package works out.

    `ValueError` outside 2014–2100.
    """
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"Chỉ lập được lịch các năm {EARLIEST}–{LATEST}.")
    if year in CALENDAR.years:
        return CALENDAR.years[year]
    known: Any = holidays.country_holidays("VN", years=year, language="vi")
    days = {day: _kind(day, name) for day, name in known.items() if day.year == year}
    for day in known.weekend_workdays:
        if day.year == year:
            days[day] = (DayKind.MADE_UP, f"{weekday_vi(day)} làm bù")
    return Year(year, dict(sorted(days.items())), confirmed=False, notice=DRAFTED)


def _kind(day: date, name: str) -> tuple[DayKind, str]:
    swapped = _SWAPPED.search(name)
    if swapped is None:
        return DayKind.HOLIDAY, name
    worked = date(int(swapped[3]), int(swapped[2]), int(swapped[1]))
    return DayKind.SWAPPED_OFF, f"nghỉ hoán đổi với {day_vi(worked)}"
