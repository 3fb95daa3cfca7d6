"""Step 9: how sure. A number from 0 to 1 made of the signs for and against, so that unsure proposals come first."""

from .judge import UNSURE, Verdict
from .shapes import Due
from .unit import Unit

_BASE = {"order": 0.95, "frame": 0.95, "subject": 0.9, "verb": 0.9, "bare": 0.7, "other": 0.5, "matter": 0.4}


def confidence_of(unit: Unit, verdict: Verdict, due: Due | None) -> float:
    """The signs: a clear order or heading, a marked item, a short list of leads, a term that is understood."""
    value = _BASE.get(unit.kind, 0.6)
    if not unit.marked:
        value -= 0.08
    if not unit.leads:
        value -= 0.3
    if len(unit.leads) > 6 or any(len(name) > 90 for name in unit.leads):
        value -= 0.1
    if due is not None and due.others:
        value -= 0.08
    if len(unit.clauses) > 6:
        value -= 0.05
    if verdict.verdict == UNSURE:
        value = min(value, 0.45)
    return round(max(0.05, min(value, 0.99)), 2)
