"""Which assignments, on which day, as known when: what every question to the figure service is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from giaoviec.days import day_of
from giaoviec.journal.errors import Refused
from giaoviec.rules.periods import cycle_start
from giaoviec.rules.settings import SETTINGS

BACKDATED = timedelta(days=SETTINGS["backdate_days"].high + 2)
"""Longer than any profile lets an act be dated back: what was recorded after a moment is dated after this before it."""

CYCLES = ("month", "quarter", "half_year", "year")


@dataclass(frozen=True, slots=True)
class Scope:
    """The province's assignments, or one agency's, at the end of the day `on`, as known at a moment (None: now).

    With `since` only those of the period from that day through `on`: carried over into it, or new in it. With `among`
    only those of these ids. `inside`: what that agency gave inside itself (11.2) in their place, with `unit_id` to one
    unit.
    """

    on: date
    since: date | None = None
    known_at: datetime | None = None
    agency_id: int | None = None
    among: tuple[int, ...] | None = None
    inside: bool = False
    unit_id: int | None = None

    @property
    def level_sql(self) -> str:
        """A condition on assignments `a`: those of the province, or those inside an agency."""
        if not self.inside:
            return "a.parent_id IS NULL"
        return "a.parent_id IS NOT NULL" + (" AND a.unit_id = %(unit)s" if self.unit_id else "")

    @property
    def settled(self) -> date:
        """Assignments last acted on by this day stand in their present columns as they stood then, and were known to.

        Those acted on later are replayed from their facts.
        """
        if self.known_at is None:
            return self.on
        return min(self.on, day_of(self.known_at) - BACKDATED)

    @property
    def eve(self) -> date | None:
        """The day before the period."""
        return self.since - timedelta(days=1) if self.since else None

    @property
    def among_sql(self) -> str:
        """The end of a WHERE over assignments `a`."""
        if self.among is None:
            return ""
        return f" AND a.id IN ({', '.join(str(int(pk)) for pk in self.among) or 'NULL'})"

    @property
    def params(self) -> dict[str, Any]:
        """Named parameters of every statement, as the database wants days and moments."""
        days = {
            "on": self.on,
            "since": self.since,
            "eve": self.eve,
            "settled": self.settled,
            "month_start": self.on.replace(day=1),
            "year_start": self.on.replace(month=1, day=1),
            **{cycle: cycle_start(cycle, self.on) for cycle in CYCLES},
        }
        found: dict[str, Any] = {name: connection.ops.adapt_datefield_value(day) for name, day in days.items()}
        found["known_at"] = connection.ops.adapt_datetimefield_value(self.known_at)
        return found | {"agency": self.agency_id, "unit": self.unit_id}


def check(scope: Scope, *, today: date) -> None:
    """Refuses a day that has not come, a period that ends before it begins, knowledge older than the day."""
    if scope.on > today:
        raise Refused(f"Ngày {scope.on:%d/%m/%Y} chưa đến; chọn ngày đến hết hôm nay.", field="on", status=422)
    if scope.since and scope.since > scope.on:
        sentence = f"Kỳ bắt đầu {scope.since:%d/%m/%Y} sau ngày kết thúc {scope.on:%d/%m/%Y}; hãy đổi lại hai ngày."
        raise Refused(sentence, field="from", status=422)
    if scope.known_at is None:
        return
    known_on = day_of(scope.known_at)
    if known_on > today:
        sentence = f"Thời điểm biết {known_on:%d/%m/%Y} chưa đến; chọn thời điểm đã qua."
        raise Refused(sentence, field="known_at", status=422)
    if known_on < scope.on:
        sentence = f"Ngày {known_on:%d/%m/%Y} chưa thể biết số liệu ngày {scope.on:%d/%m/%Y}; chọn thời điểm muộn hơn."
        raise Refused(sentence, field="known_at", status=422)
