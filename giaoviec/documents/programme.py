"""A yearly work programme as a table (2.2b): pasted from Excel or typed, one task a row. Pure."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

CONTENT = ("nội dung", "nhiệm vụ", "công việc", "tên nhiệm vụ", "nội dung công việc")
LEAD = ("chủ trì", "cơ quan", "đơn vị")
DUE = ("thời hạn", "thời gian", "hạn", "hoàn thành")
MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One task of a programme as it is written: content, lead, deadline in words."""

    content: str
    lead: str = ""
    due: str = ""


def rows_of(text: str) -> list[Row]:
    """The rows of a pasted table: cells between tabs, or else semicolons; a heading, numbers and empty rows go."""
    table = [row for row in _cells(text) if any(row)]
    place = _places(table[0]) if table else None
    if place:
        table = table[1:]
    columns = place or _guess(table)
    found = [Row(*(row[at] if at is not None and at < len(row) else "" for at in columns)) for row in table]
    return [row for row in found if row.content][:MOST_ROWS]


def rows_as_text(text: str) -> str:
    """The rows as the text of a programme document: one a line, content, lead and deadline between tabs."""
    return "\n".join("\t".join([row.content, row.lead, row.due]).rstrip("\t") for row in rows_of(text))


def _cells(text: str) -> list[list[str]]:
    delimiter = "\t" if "\t" in text else ";" if ";" in text else "\t"
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(plain), delimiter=delimiter))
    except csv.Error:  # a cell beyond the module's limit: what Excel quotes is then taken as it stands
        rows = [line.split(delimiter) for line in plain.split("\n")]
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def _places(heading: list[str]) -> tuple[int, int | None, int | None] | None:
    """Which columns hold what, where the first row names them."""
    names = [cell.casefold() for cell in heading]
    content, lead, due = _named(names, CONTENT), _named(names, LEAD), _named(names, DUE)
    if content is None or {lead, due} <= {None, content} or max(map(len, names)) > 60:
        return None
    return content, lead, due


def _named(names: list[str], words: tuple[str, ...]) -> int | None:
    return next((at for at, name in enumerate(names) if any(word in name for word in words)), None)


def _guess(table: list[list[str]]) -> tuple[int, int | None, int | None]:
    """Without a heading: content, lead, deadline, after a column of numbers where there is one."""
    numbered = bool(table) and all(re.fullmatch(r"\d{1,4}[.)]?|", row[0]) for row in table if row)
    first = 1 if numbered and any(len(row) > 1 for row in table) else 0
    return first, first + 1, first + 2
