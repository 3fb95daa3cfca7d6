"""Step 8: the term of a task, through the rule book's algebra of deadlines. Nothing is computed here.

Several milestones in one item are all kept; the main one is the last that names the required result. A term in the
heading of a list covers the list only where the item gives none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from giaoviec.rules.calendar import CALENDAR, Calendar
from giaoviec.rules.deadlines import Deadline, Found, find, rule_in_words

from .habits import NO_HABITS, Habits
from .shapes import Due
from .view import squeeze

# What stands between a term and one that is only the purpose of the first.
_PURPOSE = re.compile(r"[\s,)]*(?:\([^)]*\) ?)?để\b[^.;]*$")
_LABEL = "Thời gian thực hiện: "
# A text without any of these has no term; most have none, and asking costs.
_MAY_HOLD = re.compile(
    r"\d|hằng|hàng|định kỳ|quý|thường xuyên|kỳ họp|khi|mỗi|cuối|hết|tuần|tháng|năm|sau|lễ|tết|theo tiến độ|lộ trình"
)
Finder = Callable[[str], tuple[Found, ...]]


def finder(*, issued_on: date | None, calendar: Calendar | None, habits: Habits = NO_HABITS) -> Finder:
    """The rule book's `find` for one document."""
    days = calendar or CALENDAR
    known: dict[str, tuple[Found, ...]] = {}

    def finds(text: str) -> tuple[Found, ...]:
        if text not in known:
            spelled = habits.spelled(text)
            known[text] = find(spelled, issued_on=issued_on, calendar=days) if _MAY_HOLD.search(spelled.lower()) else ()
        return known[text]

    return finds


def due_of(texts: Sequence[str], *, above: Sequence[str], time: str | None, finds: Finder) -> Due | None:
    """The term of a task: of its time label, else of its own words, else of the heading over it."""
    if time:
        labelled = _main([(found, False) for found in finds(f"{_LABEL}{squeeze(time)}")])
        if labelled:
            return replace(labelled, text=labelled.text.removeprefix(_LABEL).rstrip(" .;)"))
    flat = [squeeze(text) for text in texts]
    own = [found for text in flat for found in _apart(text, finds(text))]
    if own:
        return _main(own)
    for text in reversed(above):
        inherited = _main([(found, False) for found in finds(squeeze(text))])
        if inherited:
            return inherited
    return None


def _apart(text: str, found: Sequence[Found]) -> list[tuple[Found, bool]]:
    """Each term with whether it only says what another is for (gửi … trước ngày 25/11 để báo cáo trước ngày 30/11)."""
    marked = [(item, False) for item in found[:1]]
    for before, item in pairwise(found):
        marked.append((item, bool(_PURPOSE.match(text[before.end : item.start].lower()))))
    return marked


def _main(found: Sequence[tuple[Found, bool]]) -> Due | None:
    if not found:
        return None
    items = [item for item, _ in found]
    own = [item for item, purpose in found if not purpose]
    dated = [item for item in own if item.deadline.kind != "open"] or own
    main = _required(dated)
    deadline = main.deadline
    others = [_other(item) for item in items if item is not main]
    return Due(
        text=deadline.text,
        kind=deadline.kind,
        on=deadline.on if deadline.kind != "recurring" else None,
        time=deadline.time,
        rule=_in_words(deadline),
        code=deadline.rule,
        before=deadline.before,
        others=(*others, *({"on": day} for day in deadline.others)),
        why=deadline.why,
    )


def _required(dated: Sequence[Found]) -> Found:
    """The last milestone that says "hoàn thành"; else the last."""
    done = [item for item in dated if item.deadline.text.lower().startswith(("hoàn thành", "xong"))]
    return (done or list(dated))[-1]


def _in_words(deadline: Deadline) -> str | None:
    """A rhythm in the administration's words (hằng tháng, trước ngày 15); of an event the words of the document."""
    if deadline.kind == "recurring" and deadline.rule:
        return rule_in_words(deadline.rule)
    return deadline.text if deadline.kind == "relative" else None


def _other(item: Found) -> dict[str, Any]:
    return {"text": item.deadline.text, "kind": item.deadline.kind, "on": item.deadline.on, "rule": item.deadline.rule}
