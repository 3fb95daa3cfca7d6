"""What the Office asks costs the agencies, in minutes: reckoned by the kind of field, measured where a draft knows.

For the Office to weigh before it asks; nobody is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from giaoviec.rules.asked import Field, Kind
from giaoviec.rules.citation import cites, policy

MINUTES = {
    Kind.NUMBER: 3,
    Kind.DONG: 4,
    Kind.MILLION: 4,
    Kind.YES_NO: 1,
    Kind.CHOICE: 1,
    Kind.DAY: 1,
    Kind.TEXT: 8,
}
TABLE_ROWS = 5
"""Rows that a table is reckoned with before anybody has filled it."""
OPENING = 5
"""Minutes to read the request and to have the answer signed."""
MOST_MEASURED = 240
"""Minutes of one sitting at most: a page that was left open over night was not worked on all night."""
OTHER_MINUTES = {"period_report": 30, "explanation": 15, "answer_urging": 10, "answer_leader": 15}
"""What else the Office asks for, by the kind of duty, in minutes each."""


@policy("burden")
def minutes(field: Field) -> int:
    """What a field is reckoned to cost an agency, in minutes; what the system knows costs nothing."""
    if field.figure:
        return 0
    if field.kind is Kind.TABLE:
        return TABLE_ROWS * sum(map(minutes, field.columns))
    return MINUTES[field.kind]


@cites("QC 9.4")
@policy("burden")
def cost(fields: Iterable[Field]) -> int:
    """What a request is reckoned to cost each agency, in minutes; nothing where nothing is asked."""
    asked = sum(map(minutes, fields))
    return asked + OPENING if asked else 0


@policy("burden")
def sitting(first_change: datetime, done: datetime) -> int:
    """Minutes from the first change of a draft to its saving or signing, at least one, at most `MOST_MEASURED`."""
    return max(1, min(MOST_MEASURED, ceil((done - first_change) / timedelta(minutes=1))))
