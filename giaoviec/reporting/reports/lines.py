"""The lines of a report: each assignment that its figures count, as it stood on the cut-off."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import names_on
from giaoviec.assignments.models import Assignment, Explanation, Obstacle
from giaoviec.assignments.queries import known
from giaoviec.reporting.counting.columns import cell_of
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import replayed, settled
from giaoviec.reporting.reports.texts import said_then
from giaoviec.rules.causes import cause_vi
from giaoviec.rules.standing import CELL_NAMES, Cell

OVERDUE = (Cell.UNDER_WAY_OVERDUE, Cell.NOT_STARTED_OVERDUE)
PURGED = "đã xóa theo điểm 6.2"
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """An assignment in a report: days as ISO or "", `cell` a `rules.standing.Cell`, `words` why it is late."""

    assignment_id: int
    agency_id: int
    agency: str
    content: str
    paper: str
    given_on: str
    due_on: str
    cell: str
    done_on: str
    words: str = ""

    @property
    def cell_vi(self) -> str:
        return CELL_NAMES[Cell(self.cell)]

    @property
    def overdue(self) -> bool:
        return self.cell in OVERDUE

    @property
    def given(self) -> date:
        return date.fromisoformat(self.given_on)

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.due_on) if self.due_on else None

    @property
    def done(self) -> date | None:
        return date.fromisoformat(self.done_on) if self.done_on else None

    @property
    def purged(self) -> bool:
        return not self.paper and self.content == PURGED

    @property
    def values(self) -> str:
        """As it is stored: the same line gives the same bytes."""
        return json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":"))


def of_values(stored: str) -> Line:
    """The line of its stored values."""
    return Line(*json.loads(stored))


def emptied(line: Line) -> Line:
    """What is left of a line when its document is purged (6.2): where it stood and its days, so that sums stay."""
    return replace(line, content=PURGED, paper="", words="")


def digest_of(values: str) -> str:
    """The digest of a line's stored values."""
    return hashlib.sha256(values.encode()).hexdigest()


def lines(scope: Scope, *, only: Sequence[str] = ()) -> list[Line]:
    """What the figures of a scope count, by agency in official order and day of giving; `only` of these cells.

    As many as the figure `total` (or the sum of the cells) says. Content and paper say what was known then.
    """
    rows = {row[0]: row for row in _rows(scope) if row[2] and (not only or row[2] in only)}
    agencies = list(Agency.objects.filter(pk__in={row[1] for row in rows.values()}))
    names = {pk: name for pk, (name, _) in names_on(agencies, scope.on).items()}
    order = {agency.pk: place for place, agency in enumerate(agencies)}
    found = [
        _line(rows[pk], names, said) for pk, said in _said(sorted(rows), scope) if rows[pk][1] in names
    ]  # fmt: skip
    found.sort(key=lambda line: (order[line.agency_id], line.given_on, line.assignment_id))
    reasons = reasons_of([line.assignment_id for line in found if line.overdue], scope)
    return [replace(line, words=reasons.get(line.assignment_id, "")) if line.overdue else line for line in found]


def _rows(scope: Scope) -> Iterator[tuple[Any, ...]]:
    columns = "SELECT {a}.id, {a}.agency_id, " + "{cell}, {a}.due_on, {a}.done_on"
    with connection.cursor() as cursor:
        for where in settled(scope):
            head = columns.format(a="a", cell=cell_of("a"))
            cursor.execute(f"{head} FROM assignments_assignment a WHERE {where}", scope.params)
            yield from cursor.fetchall()
        head = columns.format(a="h", cell=cell_of("h"))
        cursor.execute(f"WITH h AS MATERIALIZED ({replayed(scope, 'agency')}) {head} FROM h", scope.params)
        yield from cursor.fetchall()


_SAID = ("pk", "task_id", "document_id", "content", "task__content", "given_on")
_PAPER = {"symbol_text": "full_symbol", "summary": "summary", "issued_on": "issued_on"}
"""What names a document: as its corrections call it, and its column."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What an assignment and its document say."""

    content: str
    paper: str
    given_on: date


def _said(ids: Sequence[int], scope: Scope) -> Iterator[tuple[int, _Words]]:
    """As known now, or at the scope's moment, where words were corrected since."""
    at = scope.known_at
    for first in range(0, len(ids), _CHUNK):
        found = Assignment.objects.filter(pk__in=ids[first : first + _CHUNK]).order_by()
        rows = list(found.values_list(*_SAID, *(f"document__{name}" for name in _PAPER.values())))
        tasks = said_then("task", (row[1] for row in rows), ["content"], at) if at else {}
        papers = said_then("document", (row[2] for row in rows), _PAPER, at) if at else {}
        for pk, task, document, own, content, given_on, *paper in rows:
            said = dict(zip(_PAPER, paper, strict=True)) | papers.get(document, {})
            yield pk, _Words(own or tasks.get(task, {}).get("content", content), _paper(**said), given_on)


def _paper(symbol_text: str, summary: str, issued_on: date | str) -> str:
    """ "9640/UBND-XD ngày 20/11/2026"; a correction has kept the day as it was printed."""
    day = issued_on if isinstance(issued_on, str) else f"{issued_on:%d/%m/%Y}"
    return f"{symbol_text or summary[:80]} ngày {day}"


def _line(row: tuple[Any, ...], names: dict[int, str], said: _Words) -> Line:
    pk, agency, cell, due_on, done_on = row
    days = (_iso(said.given_on), _iso(due_on))
    return Line(pk, agency, names[agency], said.content, said.paper, *days, cell, _iso(done_on))


def _iso(day: date | str | None) -> str:
    return day.isoformat() if isinstance(day, date) else day or ""


# ---- in the agencies' own words


def reasons_of(ids: Sequence[int], scope: Scope) -> dict[int, str]:
    """Assignment → its last explanation by the cut-off, cause first; what was not explained is not in it."""
    found: dict[int, str] = {}
    for pk, _, cause, content, _ in _explanations(ids, scope):
        found[pk] = f"{_capital(cause_vi(cause))}: {_one_line(content)}"
    return found


def proposals_of(ids: Sequence[int], scope: Scope) -> list[tuple[int, str]]:
    """(agency, what it proposed to the Committee), of the last explanation of each late assignment."""
    last: dict[int, tuple[int, str]] = {}
    for pk, agency, _, _, proposal in _explanations(ids, scope):
        if proposal.strip():
            last[pk] = (agency, _one_line(proposal))
    return list(dict.fromkeys(last.values()))


def obstacles_of(scope: Scope) -> list[tuple[int, str]]:
    """(agency, obstacle with what is proposed) of those that were not answered by the cut-off."""
    rows = Obstacle.objects.filter(known(scope.known_at), on__lte=scope.on, assignment__parent=None)
    if scope.agency_id:
        rows = rows.filter(assignment__agency=scope.agency_id)
    waiting = [
        row
        for row in rows.select_related("assignment").order_by("assignment__agency__position", "on", "id")
        if not _answered(row, scope)
    ]
    return [(row.assignment.agency_id, _obstacle(row)) for row in waiting]


def _answered(row: Obstacle, scope: Scope) -> bool:
    """By the cut-off, and known to be."""
    if row.answered_on is None or row.answered_on > scope.on:
        return False
    return scope.known_at is None or (row.answered_at is not None and row.answered_at <= scope.known_at)


def _obstacle(row: Obstacle) -> str:
    proposal = f"; đề nghị: {_one_line(row.proposal)}" if row.proposal.strip() else ""
    return f"{_one_line(row.problem)}{proposal}"


_EXPLAINED = ("assignment_id", "assignment__agency_id", "cause", "content", "proposal")


def _explanations(ids: Sequence[int], scope: Scope) -> Iterator[tuple[int, int, str, str, str]]:
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        rows = Explanation.objects.filter(known(scope.known_at), assignment__in=chunk, on__lte=scope.on)
        yield from rows.order_by("on", "recorded_at", "id").values_list(*_EXPLAINED)


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
