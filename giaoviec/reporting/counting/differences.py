"""What moved between two days, or two states of knowledge: assignment by assignment, and by which acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from giaoviec.assignments.models import Assignment
from giaoviec.journal.models import Event, Touch
from giaoviec.reporting.counting.columns import cell_of
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import OPEN, replayed, settled
from giaoviec.rules.moves import RULES
from giaoviec.rules.standing import CELL_NAMES, Cell

_CHUNK = 5000
_VERBS = {
    "give": "Giao việc",
    "void": "Hoàn tác",
    "succeed": "Sắp xếp tổ chức",
    "follow_up": "Mở lại theo kết luận kiểm tra",
    "move_due_dates": "Tính lại thời hạn theo lịch",
    "next_turn": "Giao kỳ tiếp theo",
} | {move.value: rule.vi for move, rule in RULES.items()}
"""The acts that move an assignment. What else touches it (a reminder, a letter that urges it, the calendar's own look)
moves nothing, so it is no reason."""

Shift = tuple[int, Cell | None, Cell | None]
"""An assignment, the cell it stood in and the one it stands in; None as for `Moved`."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An assignment that stands in another cell. None: not given yet, passed on, or another agency's.

    `why`: the acts between, in order, or that its day passed.
    """

    assignment_id: int
    before: Cell | None
    after: Cell | None
    why: tuple[str, ...]

    @property
    def vi(self) -> str:
        """From where to where, in words."""
        before, after = (CELL_NAMES[cell] if cell else "không có" for cell in (self.before, self.after))
        return f"{before} → {after}"


def moved(before: Scope, after: Scope) -> list[Moved]:
    """The assignments whose cell differs, by id, each with why."""
    return explained(shifts(before, after), before, after)


def shifts(before: Scope, after: Scope) -> list[Shift]:
    """The assignments whose cell differs, by id. What ended before both is never looked at."""
    floor = min(before.settled, after.settled)
    old, new = _cells(before, floor), _cells(after, floor)
    return [(pk, old.get(pk), new.get(pk)) for pk in sorted(old.keys() | new.keys()) if old.get(pk) != new.get(pk)]


def explained(found: Sequence[Shift], before: Scope, after: Scope) -> list[Moved]:
    """The same, each with the acts between that moved it, or that its day passed."""
    ids = [pk for pk, _, _ in found]
    acts = _acts(ids, before, after)
    dues = dict(_dues(ids))
    return [Moved(pk, old, new, tuple(acts[pk]) or (_passing(new, dues.get(pk)),)) for pk, old, new in found]


def _cells(scope: Scope, floor: date) -> dict[int, Cell]:
    params = scope.params | {"floor": connection.ops.adapt_datefield_value(floor)}
    unsettled = f"(a.acted_on > %(floor)s OR {OPEN})"
    found: dict[int, Cell] = {}
    with connection.cursor() as cursor:
        for where in settled(scope):
            sql = f"SELECT a.id, {cell_of('a')} FROM assignments_assignment a WHERE {where} AND {unsettled}"
            cursor.execute(sql, params)
            found.update((pk, Cell(cell)) for pk, cell in cursor.fetchall() if cell)
        cursor.execute(f"WITH h AS MATERIALIZED ({replayed(scope)}) SELECT h.id, {cell_of('h')} FROM h", params)
        found.update((pk, Cell(cell)) for pk, cell in cursor.fetchall() if cell)
    return found


def _acts(ids: Iterable[int], before: Scope, after: Scope) -> defaultdict[int, list[str]]:
    """What was done with each between the two, in the words of the journal."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    between = Q(on__gt=before.on, on__lte=after.on)
    if before.known_at:
        later = Q(at__gt=before.known_at)
        between |= later & (Q(at__lte=after.known_at) if after.known_at else Q())
    for event, pk in sorted(_events(list(ids), between), key=lambda pair: pair[0].id):
        if verb := _VERBS.get(event.verb, _VERBS.get(event.verb.replace("-", "_"))):
            found[pk].append(f"{event.on:%d/%m/%Y}: {verb} ({event.actor})")
    return found


def _events(ids: list[int], between: Q) -> Iterator[tuple[Event, int]]:
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        own = Event.objects.filter(between, subject="assignment", subject_id__in=chunk)
        yield from ((event, event.subject_id) for event in own if event.subject_id)
        touched: defaultdict[UUID, list[int]] = defaultdict(list)
        for act, pk in Touch.objects.filter(subject="assignment", subject_id__in=chunk).values_list(
            "act", "subject_id"
        ):
            touched[act].append(pk)
        for event in Event.objects.filter(between, act__in=touched.keys()):
            yield from (
                (event, pk) for pk in touched[event.act] if (event.subject, event.subject_id) != ("assignment", pk)
            )


def _dues(ids: list[int]) -> Iterator[tuple[int, date | None]]:
    for start in range(0, len(ids), _CHUNK):
        rows = Assignment.objects.filter(pk__in=ids[start : start + _CHUNK])
        yield from rows.values_list("pk", "due_on")


def _passing(after: Cell | None, due_on: date | None) -> str:
    """What time alone does."""
    if after in (Cell.UNDER_WAY_OVERDUE, Cell.NOT_STARTED_OVERDUE) and due_on:
        return f"quá hạn {due_on:%d/%m/%Y} mà chưa xong"
    return "sang kỳ cập nhật mới" if after is Cell.OPEN_ENDED_SILENT else "không có thao tác nào được ghi"
