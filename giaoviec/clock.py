"""Now and today, asked only at the edge: everywhere else the moment is passed in.

All days are Vietnamese. `TODAY` lets a demonstration be lived through day by day; production refuses it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from giaoviec.days import HANOI, day_of, start_of

__all__ = ["HANOI", "check", "day_of", "mark_demonstration", "now", "production", "start_of", "today"]


def now() -> datetime:
    """The moment, aware. On a day set by `TODAY` it is that day at the wall clock's time in Hà Nội."""
    moment = timezone.now()
    day = _set_day()
    return moment if day is None else datetime.combine(day, moment.astimezone(HANOI).time(), HANOI)


def today() -> date:
    """The day in Hà Nội."""
    return _set_day() or day_of(timezone.now())


def production() -> bool:
    """Whether this is production: any installation whose database was not filled by `demo`."""
    mark = settings.DEMONSTRATION_MARK
    return not mark.exists() or mark.read_text() != settings.DATABASE_DIGEST


def mark_demonstration() -> None:
    """Make this installation a demonstration: `demo` calls it, once, on an empty database."""
    settings.DEMONSTRATION_MARK.parent.mkdir(parents=True, exist_ok=True)
    settings.DEMONSTRATION_MARK.write_text(settings.DATABASE_DIGEST)


def check() -> None:
    """Raise `ImproperlyConfigured` where `TODAY` is set in production."""
    _set_day()


def _set_day() -> date | None:
    day: date | None = settings.TODAY
    if day is not None and production():
        raise ImproperlyConfigured("TODAY is set, but this is no demonstration: production lives in the present")
    return day
