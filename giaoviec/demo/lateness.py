"""How likely work is to run late in the demonstration, by whose it is and what is asked: the story's own probability.

It was written down before anything was made to guess it, so that a guess can be held against it (`bench/warning.py`).
"""

from __future__ import annotations

from datetime import date
from math import exp, log

from giaoviec.demo.characters import Character

BY_DELIVERABLE = {"submit": 0.6, "report": -0.4, "carry_out": 0.1}
BY_DAYS = ((10, 0.9), (20, 0.4), (45, 0.0), (10_000, -0.6))
"""Up to so many days from giving to the due date: short ones run late."""
BY_MONTH = {12: 0.7, 1: 0.5, 2: 0.5}
"""Due at the year's end, or around Tết."""
EACH_HELPER, STARRED, MIDDLE = 0.4, -0.7, -0.5
"""`MIDDLE` keeps the mean where the agency's character has it."""
COMES_BACK_LATE = 0.6
"""Of claims in time that are rejected, those that come again only after the due date."""


def runs_late(who: Character, *, deliverable: str, given_on: date, due_on: date, helpers: int, starred: bool) -> float:
    """The chance that an agency which sets to work claims after the due date."""
    days = (due_on - given_on).days
    odds = log(who.late / (1 - who.late)) + MIDDLE
    odds += BY_DELIVERABLE.get(deliverable, 0.0) + next(effect for most, effect in BY_DAYS if days <= most)
    odds += BY_MONTH.get(due_on.month, 0.0) + EACH_HELPER * min(helpers, 2) + STARRED * starred
    return 1 / (1 + exp(-odds))


def ends_late(who: Character, late: float) -> float:
    """The chance that work is not done by its due date: never begun, claimed late, or rejected and made good late."""
    return who.never + (1 - who.never) * (late + (1 - late) * who.rejected * COMES_BACK_LATE)
