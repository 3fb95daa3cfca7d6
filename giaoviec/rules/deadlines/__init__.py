"""Deadlines: from what a person or a document writes to a day and the reason for it (QC 5, QC 6.1.e).

`understand` reads what a clerk types, `find` reads a sentence of a document, `steps` shows the days on the way,
`next_turn` gives the next day of a recurring one.
"""

from giaoviec.rules.deadlines.model import Deadline, Found, NotUnderstood, Step
from giaoviec.rules.deadlines.recurring import next_turn, rule_in_words
from giaoviec.rules.deadlines.sentences import find
from giaoviec.rules.deadlines.stepping import steps
from giaoviec.rules.deadlines.typed import understand

__all__ = ["Deadline", "Found", "NotUnderstood", "Step", "find", "next_turn", "rule_in_words", "steps", "understand"]
