"""A line of a list as the page and the workbook show it. Pure: a row and a day in, words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from giaoviec.assignments.listing import Row, days_of
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.holders import Holder

HOLDERS = {
    Holder.AGENCY: "cơ quan chủ trì",
    Holder.OFFICE: "Văn phòng",
    Holder.COLLABORATOR: "cơ quan phối hợp",
    Holder.OUTSIDE: "bên ngoài",
    Holder.NOBODY: "–",
}
DAYS_WORDS = {"agency": "{agency}", "office": "Văn phòng", "collaborator": "phối hợp", "outside": "bên ngoài"}


class Days(NamedTuple):
    """Days of one holder, for the ribbon."""

    holder: str
    days: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list; `kind` is a state's shape."""

    id: int
    kind: str
    word: str
    title: str
    starred: bool
    agency: str
    symbol: str
    document_id: int
    due_on: date | None
    days: Sequence[Days]
    days_words: str
    total: int
    at: str
    elsewhere: bool
    version: int


def lines(rows: Sequence[Row], on: date, *, calendar: Calendar, near_days: int) -> list[Line]:
    return [line(row, on, calendar=calendar, near_days=near_days) for row in rows]


def line(row: Row, on: date, *, calendar: Calendar, near_days: int) -> Line:
    how = row.standing(on, calendar)
    days = [Days(holder, number) for holder, number in days_of(row, on).items() if number]
    said = [f"{DAYS_WORDS[holder].format(agency=row.agency)} {number}" for holder, number in days]
    return Line(
        id=row.id,
        kind=how.shape(near_days),
        word=how.word_vi,
        title=row.content or row.task_content,
        starred=row.starred,
        agency=row.agency,
        symbol=row.symbol,
        document_id=row.document_id,
        due_on=how.due_on,
        days=days,
        days_words=f"{', '.join(said)} ngày" if said else "",
        total=sum(number for _, number in days),
        at=row.waits_outside if row.holder == Holder.OUTSIDE else HOLDERS[Holder(row.holder)],
        elsewhere=row.holder in (Holder.OFFICE, Holder.COLLABORATOR, Holder.OUTSIDE),
        version=row.version,
    )
