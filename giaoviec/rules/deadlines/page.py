"""A sentence that is searched for deadlines, and what may be one in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from giaoviec.rules.calendar import Calendar
from giaoviec.rules.deadlines.frame import Frame
from giaoviec.rules.deadlines.model import Deadline


@dataclass(frozen=True)
class Page:
    """A sentence in one spelling and what it is read against."""

    text: str
    issued_on: date | None
    given_on: date | None
    calendar: Calendar

    def frame(self, start: int, end: int) -> Frame:
        """What an expression at a place is understood against."""
        return Frame(self.text[start:end], self.issued_on, self.given_on, self.calendar)


@dataclass(frozen=True)
class Candidate:
    """An expression that the words around it allow, and how to read it."""

    start: int
    end: int
    read: Callable[[], Deadline]


Finder = Callable[[Page], Iterator[Candidate]]
