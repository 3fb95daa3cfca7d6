"""The cause that an extension, an obstacle or an explanation names: one of the tree, so that they can be counted."""

from __future__ import annotations

from giaoviec.assignments.models import Assignment, Obstacle
from giaoviec.journal.errors import Refused
from giaoviec.rules.causes import CAUSES
from giaoviec.rules.citation import Policy

GROUND = Policy("causes")


def check_cause(cause: str) -> None:
    if cause not in CAUSES:
        raise Refused("Chọn nguyên nhân trong danh sách.", ground=GROUND, field="cause", status=422)


def obstacle_of(row: Assignment, pk: int | None) -> Obstacle | None:
    """The obstacle of this assignment that a reason refers to; None where it refers to none."""
    if pk is None:
        return None
    found = Obstacle.objects.filter(assignment=row, pk=pk, voided_at=None).first()
    if found is None:
        sentence = "Chọn khó khăn, vướng mắc đã báo của chính việc này."
        raise Refused(sentence, ground=GROUND, field="obstacle", status=422)
    return found
