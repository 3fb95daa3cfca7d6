"""The profile in force on a day, the working calendar, the Regulation's text; kept in a process until rows change."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import Count, Max, QuerySet

from giaoviec.regulation.models import CalendarYear, ProfileVersion
from giaoviec.rules import profile as rules
from giaoviec.rules.calendar import CALENDAR, Calendar, DayKind, Year
from giaoviec.rules.citation import Clause, outline, preamble
from giaoviec.rules.profile import Profile
from giaoviec.rules.profiles import PROFILES

CHECK_SECONDS = 1.0
"""How long a process may go on with what it knows: the cost of a change made in another process."""

MAIN_TEXT = "26-2015-QD-UBND.txt"


def profile_on(day: date) -> Profile:
    """The profile in force on a day; of days before the first one, that one. Rows go before what is shipped.

    An invented profile that somebody put in force by a row is in force: the rule book keeps only shipped ones aside.
    """
    known = _known()
    chosen = rules.profile_on(day, known.chosen)
    return next(profile for profile in known.profiles if profile.code == chosen.code)


def profiles() -> tuple[Profile, ...]:
    """All profiles that are in force on some day, oldest first."""
    return _known().profiles


def calendar() -> Calendar:
    """The working calendar: the latest row of each year over the shipped years."""
    return _known().calendar


def forget() -> None:
    """Let the next call look at the rows again: after a change in this process, and between tests."""
    _kept.clear()


def profile_rows() -> QuerySet[ProfileVersion]:
    """Everything that was ever recorded of profiles, newest first."""
    return ProfileVersion.objects.filter(voided_at=None).order_by("-id")


def year_rows(year: int) -> QuerySet[CalendarYear]:
    """Everything that was ever recorded of a calendar year, newest first."""
    return CalendarYear.objects.filter(voided_at=None, year=year).order_by("-id")


def pieces(text_file: str = MAIN_TEXT) -> tuple[Clause, ...]:
    """The Regulation piece by piece, introductions too, in the order of the text; empty where it is not shipped."""
    return outline(text_of(text_file))


def clauses(text_file: str = MAIN_TEXT) -> tuple[Clause, ...]:
    """The leaf clauses, in the order of the text."""
    return tuple(clause for clause in pieces(text_file) if clause.leaf)


def preamble_lines(text_file: str = MAIN_TEXT) -> tuple[str, ...]:
    """The lines before the Decision's first article."""
    return preamble(text_of(text_file))


@cache
def text_of(text_file: str) -> str:
    """The text of a regulation, or nothing where no such text is shipped."""
    path = files("giaoviec.regulation.text") / text_file
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def year_of(row: CalendarYear) -> Year:
    """A stored calendar year as the rule book's."""
    return Year(row.year, days_of(row.days), confirmed=row.confirmed, notice=row.notice)


def days_of(stored: Mapping[str, Any]) -> dict[date, tuple[DayKind, str]]:
    """{"2026-01-02": ["swapped_off", "…"]} as days, in order."""
    return {date.fromisoformat(day): (DayKind(kind), name) for day, (kind, name) in sorted(stored.items())}


# What a process knows


@dataclass(frozen=True)
class _Known:
    version: tuple[Any, ...]
    profiles: tuple[Profile, ...]
    chosen: tuple[Profile, ...]
    calendar: Calendar


@dataclass
class _Kept:
    known: _Known | None = None
    checked: float = 0.0

    def clear(self) -> None:
        self.known, self.checked = None, 0.0


_kept = _Kept()


def _known() -> _Known:
    now = time.monotonic()
    if _kept.known is None or now - _kept.checked >= CHECK_SECONDS:
        version = _version()
        if _kept.known is None or _kept.known.version != version:
            found = _load_profiles()
            chosen = tuple(replace(profile, fictional=False) for profile in found)
            _kept.known = _Known(version, found, chosen, _load_calendar())
        _kept.checked = now
    return _kept.known


def _version() -> tuple[Any, ...]:
    """Changes with every row added or voided; both tables hold a few dozen rows."""
    counted = [
        model.objects.aggregate(last=Max("id"), voided=Count("voided_at")) for model in (ProfileVersion, CalendarYear)
    ]
    return tuple(tuple(row.values()) for row in counted)


def _load_profiles() -> tuple[Profile, ...]:
    """Rows by code, the last recorded first; a shipped profile is in force unless it is invented or has a row."""
    chosen = {profile.code: profile for profile in PROFILES if not profile.fictional}
    chosen |= {row.code: rules.load(row.data) for row in reversed(profile_rows())}
    return tuple(sorted(chosen.values(), key=lambda profile: profile.effective_from))


def _load_calendar() -> Calendar:
    rows: Iterable[CalendarYear] = CalendarYear.objects.filter(voided_at=None).order_by("id")
    return Calendar({**CALENDAR.years, **{row.year: year_of(row) for row in rows}})
