"""One life with its agenda: what is to happen on which day, told in order up to today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from giaoviec.demo.characters import CHARACTERS, Character
from giaoviec.demo.living import Impossible, Living
from giaoviec.demo.ticking import catch_up
from giaoviec.demo.world import World

BREATH = timedelta(seconds=40)
"""Between two deeds on one life at least."""
Deed = Callable[[datetime], object]


@dataclass(slots=True)
class Teller:
    """`what` is the subject of the work in a few words."""

    world: World
    life: Living
    what: str
    agenda: list[tuple[date, int, Deed]] = field(default_factory=list)
    course: int = 0
    _count: int = 0

    @property
    def character(self) -> Character:
        return CHARACTERS[self.world.province.characters[self.life.row["agency_id"]]]

    def plan(self, day: date, deed: Deed) -> None:
        """On that day, or the next one that is worked."""
        self._count += 1
        heappush(self.agenda, (self.world.working(day), self._count, deed))

    def soon(self, at: datetime, days: tuple[int, int], deed: Deed) -> None:
        """Some working days after a moment."""
        self.plan(self.world.after(at.date(), self.world.between(days)), deed)

    def tell(self) -> None:
        """Everything that happens up to today; what the rule book refuses does not happen."""
        while self.agenda and self.agenda[0][0] <= self.world.today:
            day, _, deed = heappop(self.agenda)
            at = max(self.world.moment(day), self.life.last_at + BREATH)
            try:
                deed(at)
            except Impossible:
                continue
        catch_up(self.life, self.world.today)

    def say(self, path: str, at: datetime, **slots: Any) -> str:
        known = {"what": self.what, "partner": self.world.partner(self.life), **slots}
        return self.world.phrases.say(path, at.date(), **known)

    def happens(self, share: float) -> bool:
        return self.world.happens(share)
