"""Where the Office's own work is played: after the lives are written, by the real actions, in the order of time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from heapq import heappop, heappush
from importlib.resources import files
from itertools import cycle
from random import Random
from typing import Any

from giaoviec.agencies.models import Agency, Person
from giaoviec.agencies.principals import actor_of
from giaoviec.agencies.queries import people_of
from giaoviec.days import start_of
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar, UnknownYear
from giaoviec.rules.roles import Role

Deed = Callable[[date, datetime], object]


@cache
def oversight() -> dict[str, Any]:
    """What the Office, the agencies and the leaders say to each other, by the occasion."""
    source = files("giaoviec.demo").joinpath("data/oversight.toml")
    found: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    return found


@dataclass(slots=True)
class Scene:
    """What is to happen on which day up to `today`; `now` is the moment at which the demonstration is made."""

    today: date
    now: datetime
    calendar: Calendar
    chance: Random
    agenda: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _count: int = 0
    _actors: dict[str, Actor] = field(default_factory=dict)
    _texts: dict[str, Iterator[Any]] = field(default_factory=dict)

    def ago(self, days: int) -> date:
        """So many working days before today."""
        return self.calendar.add(self.today, -days)

    def ahead(self, days: int) -> date:
        """So many working days after today."""
        return self.after(self.today, days)

    def after(self, day: date, days: int) -> date:
        """So many working days after a day; where the calendar lacks the year, about so many."""
        try:
            return self.calendar.add(day, days)
        except UnknownYear:
            return day + timedelta(days=days * 7 // 5)

    def plan(self, day: date, hour: float, deed: Deed) -> None:
        """On that day, some minutes after that hour; what would lie after this moment does not happen."""
        self._count += 1
        at = start_of(day) + timedelta(
            hours=hour, minutes=self.chance.randint(0, 20), seconds=self.chance.randint(0, 59)
        )
        heappush(self.agenda, (at, self._count, deed))

    def play(self) -> None:
        """Everything up to now, one after the other; what the rule book refuses, or cannot reckon, does not happen."""
        while self.agenda and self.agenda[0][0] < self.now:
            at, _, deed = heappop(self.agenda)
            try:
                deed(at.date(), at)
            except (Refused, UnknownYear):
                continue

    def actor(self, username: str) -> Actor:
        """Somebody by his account, in his own post."""
        if username not in self._actors:
            found = actor_of(Person.objects.get(username=username), day=self.today)
            assert found is not None
            self._actors[username] = found
        return self._actors[username]

    def speaker(self, agency_id: int) -> Actor:
        """Who speaks for an agency."""
        person = people_of(Agency.objects.get(pk=agency_id), [Role.LIAISON, Role.AGENCY_HEAD], on=self.today)[0]
        return self.actor(person.username)

    def monitor(self, unit_id: int | None) -> Actor:
        """Who follows the work of a unit of the Office."""
        names = ("theodoi", "theodoi.kinhte", "theodoi.nongnghiep", "theodoi.khoagiao", "theodoi.noichinh")
        return next((one for one in map(self.actor, names) if one.unit_id == unit_id), self.actor("theodoi"))

    def say(self, occasion: str, **slots: str) -> Any:
        """The next of the words for an occasion; all are used before one comes again."""
        if occasion not in self._texts:
            words = list(oversight()[occasion])
            self.chance.shuffle(words)
            self._texts[occasion] = cycle(words)
        found = next(self._texts[occasion])
        return found.format(**slots) if isinstance(found, str) else found


def agency(code: str) -> int:
    """The number of an agency by its code."""
    return int(Agency.objects.values_list("pk", flat=True).get(code=code))
