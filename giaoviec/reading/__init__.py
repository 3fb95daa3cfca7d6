"""The directive reader: a text in, particulars and proposed tasks out. Pure: no clock, no network, no Django."""

from .explain import explain
from .habits import Habits, habits_from
from .reader import read
from .shapes import VERSION, Clause, Due, Particulars, Proposal, Reading, Step

__all__ = [
    "VERSION",
    "Clause",
    "Due",
    "Habits",
    "Particulars",
    "Proposal",
    "Reading",
    "Step",
    "explain",
    "habits_from",
    "read",
]
