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
# A heading that first tells why the document is written, and where it comes to its own demand.
_RECOUNTS = re.compile(
    r"\W*(?:thực hiện|căn cứ|theo|tiếp theo|xét|triển khai|trên cơ sở|ngày|tại|sau khi|qua|nhận được)\b"
)
_DEMANDS = re.compile(r"\b(?:yêu cầu|đề nghị|chỉ đạo|có ý kiến|giao|chỉ thị|kết luận)\b")
_YEAR = re.compile(r"\d{4}")
_HALF_AND_YEAR = re.compile(r"6 tháng.{0,60}\bnăm\b")
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
        return _half_yearly(flat, [item for item, _ in own]) or _main(own)
    for text in reversed(above):
        flat_text = squeeze(text)
        since = _demanded_from(flat_text)
        inherited = _main([(found, False) for found in finds(flat_text) if found.start >= since])
        if inherited:
            return inherited
    return None


def _demanded_from(text: str) -> int:
    """Where in a heading the issuer's own demand begins: a term before it is another document's, recalled."""
    if not _RECOUNTS.match(text.lower()):
        return 0
    return max((match.end() for match in _DEMANDS.finditer(text.lower())), default=len(text))


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
    main = _required(_firm(dated))
    rhythms = _named([item.deadline for item in dated if item.deadline.kind == "recurring"])
    if main.deadline in rhythms:
        return _recurring(rhythms, [_other(item) for item in items if item.deadline.kind != "recurring"])
    deadline = main.deadline
    others = [_other(item) for item in items if item is not main]
    return Due(
        text=deadline.text,
        kind=deadline.kind,
        on=deadline.on,
        time=deadline.time,
        rule=deadline.text if deadline.kind == "relative" else None,
        code=deadline.rule,
        before=deadline.before,
        others=(*others, *({"on": day} for day in deadline.others)),
        why=deadline.why,
    )


def _firm(dated: Sequence[Found]) -> Sequence[Found]:
    """Those that name a day or a rhythm; what only hangs on an event (a session) counts where nothing else does."""
    return [item for item in dated if item.deadline.rule != "event"] or dated


def _named(rhythms: Sequence[Deadline]) -> list[Deadline]:
    """Without a bare rhythm whose day another one names (Hằng tháng công bố …, báo cáo trước ngày 05 tháng sau)."""
    codes = [rhythm.rule or "" for rhythm in rhythms]
    return [rhythm for rhythm in rhythms if not any(code.startswith(f"{rhythm.rule}:") for code in codes)] or list(
        rhythms
    )


def _half_yearly(texts: Sequence[str], found: Sequence[Found]) -> Due | None:
    """`báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12`: each year, though neither day says so."""
    days = [item.deadline for item in found if item.deadline.kind == "date" and not _YEAR.search(item.deadline.text)]
    if len(days) != 2 or len(found) != 2 or not all(day.on for day in days):
        return None
    if not any(_HALF_AND_YEAR.search(text.lower()) for text in texts):
        return None
    marks = ",".join(sorted(f"{day.on:%m-%d}" for day in days if day.on))
    text = "; ".join(day.text for day in days)
    why = "báo cáo 6 tháng và năm, mỗi kỳ có ngày riêng"
    return _recurring([Deadline(text, "recurring", rule=f"yearly:{marks}", before=True, why=why)], [])


def _recurring(rhythms: Sequence[Deadline], others: Sequence[dict[str, Any]]) -> Due:
    """One term of all rhythms: hằng tháng trước ngày 20, hằng năm trước ngày 15/12."""
    codes = ";".join(dict.fromkeys(rhythm.rule for rhythm in rhythms if rhythm.rule))
    return Due(
        text="; ".join(rhythm.text for rhythm in rhythms),
        kind="recurring",
        on=None,
        time=next((rhythm.time for rhythm in rhythms if rhythm.time), None),
        rule="; ".join(dict.fromkeys(_in_words(rhythm) for rhythm in rhythms)) if codes else None,
        code=codes or None,
        before=rhythms[0].before,
        others=tuple(others),
        why="; ".join(dict.fromkeys(rhythm.why for rhythm in rhythms)),
    )


def _in_words(rhythm: Deadline) -> str:
    """The rhythm with its hour; of two named together the days alone."""
    return rule_in_words(rhythm.rule or "", time=rhythm.times)


def _required(dated: Sequence[Found]) -> Found:
    """The last milestone that says "hoàn thành"; else the last."""
    done = [item for item in dated if item.deadline.text.lower().startswith(("hoàn thành", "xong"))]
    return (done or list(dated))[-1]


def _other(item: Found) -> dict[str, Any]:
    return {"text": item.deadline.text, "kind": item.deadline.kind, "on": item.deadline.on, "rule": item.deadline.rule}
