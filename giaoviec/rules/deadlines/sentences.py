"""Finding the deadlines in a sentence of a document.

A wrong date is worse than none: an expression counts only where the words around it make it a deadline. Dates of cited
documents, meetings, stretches of time, effect and delegation, past deadlines that are recalled, and words that only
press ("ngay", "khẩn trương") are passed over.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from giaoviec.rules.calendar import CALENDAR, Calendar, UnknownYear
from giaoviec.rules.citation import cites
from giaoviec.rules.deadlines.finders_of_days import dates, spoken_days, stretches
from giaoviec.rules.deadlines.finders_of_events import events
from giaoviec.rules.deadlines.finders_of_fields import cells, fields
from giaoviec.rules.deadlines.finders_of_spans import counts, periods
from giaoviec.rules.deadlines.finders_of_turns import turns
from giaoviec.rules.deadlines.model import Deadline, Found, Kind, NoBase, NotUnderstood
from giaoviec.rules.deadlines.page import Candidate, Finder, Page
from giaoviec.rules.deadlines.spelling import spell

FINDERS: tuple[Finder, ...] = (turns, counts, dates, spoken_days, stretches, periods, events, fields, cells)


@cites("QC 6.1.e", "QC 5.1", "QC 5.2")
def find(
    sentence: str, *, issued_on: date | None, given_on: date | None = None, calendar: Calendar = CALENDAR
) -> tuple[Found, ...]:
    """The deadlines in a sentence (or a whole item) of a document, in order, none overlapping.

    Without `issued_on` (a document that has lost its date) what depends on it has no `on`. Recurring ones have none.
    An impossible day, and a day before the document, are not found. Linear in the length of the text.
    """
    spelled = spell(sentence)
    page = Page(spelled.text, issued_on, given_on, calendar)
    found = []
    for candidate in _apart(candidate for finder in FINDERS for candidate in finder(page)):
        deadline = _read(candidate, page)
        if deadline is not None:
            start, end = spelled.place(candidate.start, candidate.end)
            found.append(Found(start, end, replace(deadline, text=sentence[start:end])))
    return tuple(found)


def _apart(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates that overlap the longest, in the order of the text."""
    taken: list[Candidate] = []
    for one in sorted(candidates, key=lambda candidate: candidate.start - candidate.end):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda candidate: candidate.start)


def _read(candidate: Candidate, page: Page) -> Deadline | None:
    """The deadline of a candidate, or nothing where it names no day that there is, or is past."""
    try:
        deadline = candidate.read()
    except NoBase:
        return _undated(page.text[candidate.start : candidate.end])
    except (NotUnderstood, UnknownYear):
        return None
    past = deadline.on is not None and page.issued_on is not None and deadline.on < page.issued_on
    return None if past or deadline.at_once else deadline


def _undated(text: str) -> Deadline:
    """A day or a period without its year, in a document that has lost its date."""
    kind: Kind = "date" if re.search(r"ngày|(?:nay|mai)$|\d ?/ ?\d", text) else "period_end"
    before = text.startswith("trước") or " trước " in text
    return Deadline(text, kind, before=before, why="chưa rõ năm vì văn bản không có ngày ban hành")
