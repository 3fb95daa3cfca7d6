"""Where a history takes place: who there is, what day it is, how chance falls; and the moments of a working day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from giaoviec.days import start_of
from giaoviec.demo.book import Book
from giaoviec.demo.enclosures import Enclosures
from giaoviec.demo.living import Ground, Living
from giaoviec.demo.phrases import Phrases
from giaoviec.demo.province import Province
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar, UnknownYear


@dataclass(slots=True)
class World:
    """`today` is where the history ends, `now` the moment."""

    province: Province
    book: Book
    ground: Ground
    phrases: Phrases
    chance: Random
    calendar: Calendar
    today: date
    now: datetime
    departments: list[int]
    enclosures: Enclosures
    staged: bool
    also: list[tuple[Any, date]] = field(default_factory=list)

    def moment(self, day: date) -> datetime:
        """A moment of office hours, or of today one that has passed."""
        minutes = self.chance.choice((self.chance.randint(450, 690), self.chance.randint(810, 1015)))
        at = start_of(day) + timedelta(minutes=minutes, seconds=self.chance.randint(0, 59))
        if day < self.today:
            return at
        passed = (self.now - start_of(day)).total_seconds()
        return start_of(day) + timedelta(seconds=int(passed * (0.3 + 0.6 * (minutes - 450) / 565)))

    def working(self, day: date) -> date:
        """The day, or the next one that is worked; never later than it must be where the calendar ends."""
        try:
            return self.calendar.next_working(day)
        except UnknownYear:
            return day

    def after(self, day: date, days: int) -> date:
        """So many working days after a day."""
        try:
            return self.calendar.add(day, days) if days else self.working(day)
        except UnknownYear:
            return day + timedelta(days=days * 7 // 5)

    def between(self, bounds: tuple[int, int]) -> int:
        return self.chance.randint(*bounds)

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def tell_also(self, tale: Any, day: date) -> None:
        """Another tale has begun inside this one; it is told after it."""
        self.also.append((tale, day))

    def lead(self, life: Living) -> Actor:
        """Who speaks for the lead of a life now."""
        return self.province.speaker(life.row["agency_id"], self.chance)

    def monitor(self, life: Living) -> Actor:
        return self.province.monitor(life.row["monitoring_unit_id"])

    def head(self) -> Actor:
        return self.province.actors["chanhvp"]

    def partner(self, life: Living) -> str:
        """The name of an agency that has to do with it."""
        others = [each["agency_id"] for each in life.helping if each["agency_id"] != life.row["agency_id"]]
        if others:
            return self.province.names[self.chance.choice(others)]
        return self.phrases.slot("partner", self.today)
