"""The course of an assignment as early warning looks at it: plain facts on a day, and the record of its agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from giaoviec.rules.learning import log_odds

BEGIN_IN = 6
"""Days from the giving in which work is begun; longer is slow."""


@dataclass(frozen=True, slots=True)
class Course:
    """An assignment and what has happened on it, each on its day. `done_on`: the day of the claim that was confirmed.

    `updates` are in order; `kind` is the agency's.
    """

    id: int
    agency_id: int
    kind: str
    deliverable: str
    given_on: date
    due_on: date
    done_on: date | None = None
    helpers: int = 0
    starred: bool = False
    updates: tuple[date, ...] = ()
    returns: tuple[date, ...] = ()
    rejections: tuple[date, ...] = ()
    extensions: tuple[date, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it was not done by its due date; only asked once that has passed."""
        return self.done_on is None or self.done_on > self.due_on

    @property
    def slow(self) -> bool:
        """Whether nothing was told of it in the first `BEGIN_IN` days."""
        return not self.updates or (self.updates[0] - self.given_on).days > BEGIN_IN


# ---- what is looked at

GROUPS = (
    "deliverable", "days", "helpers", "month", "starred", "gone", "quiet", "begun", "returned", "extended", "rejected",
)  # fmt: skip
"""Facts that fall into a few classes each; beside them "agency", "type" and "slow", the agency's own record."""


def _class(value: float, edges: Sequence[float]) -> str:
    return next((f"{edge:g}" for edge in edges if value <= edge), "more")


def features(course: Course, on: date) -> dict[str, str]:
    """The class of each fact on a day, by group; of what happened later nothing is known."""
    whole = max(1, (course.due_on - course.given_on).days)
    told = [day for day in course.updates if day <= on]
    return {
        "deliverable": course.deliverable,
        "days": _class(whole, (5, 7, 10, 15, 20, 30, 45, 60, 90, 120)),
        "helpers": str(min(course.helpers, 2)),
        "month": str(course.due_on.month),
        "starred": str(int(course.starred)),
        "gone": _class((on - course.given_on).days / whole, (0.1, 0.3, 0.5, 0.7, 0.85)),
        "quiet": _class(quiet_days(course, on), (3, 7, 14, 30)),
        "begun": "yes" if told else _class((on - course.given_on).days, (3, 7, 14)),
        **{name: str(min(happened(days, on), 2)) for name, days in counted(course).items()},
    }


def quiet_days(course: Course, on: date) -> int:
    """Days since anything was told, or since it was given."""
    return (on - max((day for day in course.updates if day <= on), default=course.given_on)).days


def counted(course: Course) -> dict[str, tuple[date, ...]]:
    """The days of what is counted, by group."""
    return {"returned": course.returns, "extended": course.extensions, "rejected": course.rejections}


def happened(days: Iterable[date], on: date) -> int:
    """How many of some days had come by a day."""
    return sum(day <= on for day in days)


# ---- the record of agencies

DRAWN = 12
"""A record of so many counts as much as the one that it is drawn to."""


@dataclass(slots=True)
class Record:
    """How many fell due and how many of them were late: in all, by kind of agency, agency, and type of work in it;
    and how many of them were slow to be begun ("slow all", "slow agency 7")."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, course: Course) -> None:
        for key in _keys(course):
            kept = self.counts.setdefault(key, [0, 0])
            kept[0] += 1
            kept[1] += course.late
        for key in ("slow all", f"slow agency {course.agency_id}"):
            kept = self.counts.setdefault(key, [0, 0])
            kept[0] += 1
            kept[1] += course.slow

    def of(self, key: str) -> tuple[int, int]:
        """(fell due, late)."""
        number, late = self.counts.get(key, (0, 0))
        return number, late

    def shares(self, course: Course) -> list[float]:
        """The share of late ones at each level, each drawn to the one above it as far as it is short."""
        found, above = [], 0.5
        for key, drawn in zip(_keys(course), (2, DRAWN, DRAWN, DRAWN), strict=True):
            number, late = self.of(key)
            above = (late + drawn * above) / (number + drawn)
            found.append(above)
        return found

    def amounts(self, course: Course) -> tuple[float, float, float]:
        """How far the agency's record is from the province's, that of the type of work from the agency's, and how far
        the agency's share of work that is slow to be begun is from the province's."""
        everybody, _, agency, of_type = map(log_odds, self.shares(course))
        (number, slow), (own, own_slow) = self.of("slow all"), self.of(f"slow agency {course.agency_id}")
        usual = (slow + 1) / (number + 2)
        begins = (own_slow + DRAWN * usual) / (own + DRAWN)
        return agency - everybody, of_type - agency, log_odds(begins) - log_odds(usual)


def _keys(course: Course) -> tuple[str, str, str, str]:
    agency = f"agency {course.agency_id}"
    return "all", f"kind {course.kind}", agency, f"{agency} {course.deliverable}"
