"""What seats in inspection teams see (8.1c): opened with the sheets, ended with the seat; within an open act."""

from __future__ import annotations

from collections.abc import Collection

from giaoviec.assignments import queries
from giaoviec.assignments.models import Insight
from giaoviec.journal.actions import Act


def let_see(a: Act, seats: Collection[int], assignments: Collection[int]) -> None:
    """Each seat sees each assignment from now on; what it sees already stays as it is."""
    open_ones = queries.insights().filter(membership__in=seats, assignment__in=assignments)
    seen = set(open_ones.values_list("membership_id", "assignment_id"))
    wanted = [(seat, pk) for seat in seats for pk in assignments if (seat, pk) not in seen]
    Insight.objects.bulk_create(Insight(**a.row(membership_id=seat, assignment_id=pk)) for seat, pk in wanted)


def end_seeing(a: Act, seats: Collection[int]) -> None:
    """These seats see nothing any more."""
    queries.insights().filter(membership__in=seats).update(until_on=a.on, until_at=a.at, until_act=a.id)
