"""Which day a moment belongs to: always Hà Nội's. Pure; who asks for the present asks `giaoviec.clock`."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(moment: datetime) -> date:
    """The day in Hà Nội on which an aware moment falls."""
    return moment.astimezone(HANOI).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in Hà Nội, aware."""
    return datetime.combine(day, time.min, HANOI)
