"""Figures of many days: weeks by agency, the trend of each agency through successions, the burn-down of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from giaoviec.agencies.models import Agency, SuccessionPart
from giaoviec.agencies.queries import names_on
from giaoviec.assignments.models import Assignment
from giaoviec.reporting import queries
from giaoviec.reporting.figure_pages.asked import Asked
from giaoviec.rules.access import Actor
from giaoviec.rules.figures import Figure

WEEKS, MONTHS, MOST_WEEKS = 8, 12, 26
OVERDUE, RATE = "national_under_way_overdue", "rate_national"


def sundays(last: date, number: int) -> list[date]:
    """The last days of so many weeks, the last one cut off at `last`."""
    end = last + timedelta(days=6 - last.weekday())
    return [min(end - timedelta(weeks=back), last) for back in reversed(range(number))]


def month_ends(last: date, number: int) -> list[date]:
    """The last days of so many months, the last one cut off at `last`."""
    found = [last]
    for _ in range(number - 1):
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]


@dataclass(slots=True)
class Track:
    """An agency through time: of each day that it (or a predecessor of its) had a line, the figure and whose it was."""

    key: str
    label: str = ""
    points: dict[date, list[tuple[str, str, Figure]]] = field(default_factory=lambda: defaultdict(list))

    def number(self, on: date) -> int:
        """The numbers of a day added up."""
        return sum(int(figure.value or 0) for _, _, figure in self.points.get(on, ()))

    def share(self, on: date) -> float | None:
        """The rate of a day, of all that it was made of; None where there is nothing to divide by."""
        found = [figure for _, _, figure in self.points.get(on, ())]
        under = sum(figure.denominator or 0 for figure in found)
        return sum(figure.numerator or 0 for figure in found) / under if under else None

    @property
    def before(self) -> list[str]:
        """The names of those whose line it goes on with."""
        return sorted({name for found in self.points.values() for key, name, _ in found if key != self.key})


def tracks(actor: Actor, asked: Asked, days: Sequence[date], figure: str) -> list[Track]:
    """The tracks of every agency that has a line on the last of the days, in official order."""
    heirs = _heirs(days[-1])
    found: dict[str, Track] = {}
    counted = queries.series(actor, days, figure, known_at=asked.known_at, agency=asked.agency)
    for on in reversed(days):
        for point in counted[on]:
            own, label, _ = point
            key = _heir(own, heirs)
            track = found.setdefault(key, Track(key))
            track.label = track.label or (label if own == key else "")
            track.points[on].append(point)
    names = _names([key for key, track in found.items() if not track.label], days[-1])
    for key, name in names.items():
        found[key].label = name
    return list(found.values())


def _names(keys: Sequence[str], on: date) -> dict[str, str]:
    """The names of those who have no line of their own yet."""
    agencies = list(Agency.objects.filter(pk__in=[int(key) for key in keys if key]))
    return {str(pk): name for pk, (name, _) in names_on(agencies, on).items()}


def _heirs(on: date) -> dict[str, str]:
    """Of each agency that went over into one other by a day: that other."""
    parts = SuccessionPart.objects.filter(succession__voided_at=None, succession__on__lte=on)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for before, after in parts.exclude(successor=None).values_list("predecessor_id", "successor_id"):
        found[str(before)].add(str(after))
    return {before: after.pop() for before, after in found.items() if len(after) == 1}


def _heir(key: str, heirs: Mapping[str, str]) -> str:
    seen = {key}
    while key in heirs and heirs[key] not in seen:
        key = heirs[key]
        seen.add(key)
    return key


# ---- a document


@dataclass(frozen=True, slots=True)
class Week:
    """A document's work at the end of a day: its figures by id."""

    on: date
    figures: Mapping[str, Figure]
    asked: Asked


def burn_down(actor: Actor, asked: Asked) -> list[Week]:
    """The figures of a document week by week from its first giving, the latest `MOST_WEEKS` where there are more."""
    given = Assignment.objects.filter(document_id=asked.document or 0, parent=None, voided_at=None).order_by("given_on")
    first = given.values_list("given_on", flat=True).first()
    if first is None or first > asked.on:
        return []
    weeks = min((asked.on - first).days // 7 + 2, MOST_WEEKS)
    days = [on for on in sundays(asked.on, weeks) if on >= first]
    asks = [replace(asked, on=on, since=None, view="") for on in days]
    return [Week(one.on, queries.figures(actor, one.on, **one.whose).figures, one) for one in asks]
