"""Gắn sao, bỏ sao after the giving: the star is the task's; two confirm, and the Chairman decides its extensions."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import check_day, kept_text, stale
from giaoviec.assignments.actions.following import hand_to_decider, tell
from giaoviec.assignments.models import Assignment, Task
from giaoviec.documents.actions import revise
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor, Refusal, may
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.moves import Stage
from giaoviec.rules.profile import Profile

STARRED = "có"
"""What a revision says where there was, or is, a star; without one it says nothing."""
GROUND = Policy("starred")


def star(
    assignment_id: int,
    *,
    starred: bool,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """The task of an assignment gets its star, or loses it, with all its assignments; the reason and the day are kept.

    Every lead that still works on it is told. Raises `Refused`: 404 for strangers, 403 without the right.
    """
    row, profile = _ask(assignment_id, starred, by, on, at, version)
    reason = kept_text("reason", reason, by=by, at=at, need="Nêu lý do.", ground=GROUND)
    verb = "star" if starred else "unstar"
    with act(verb, by=by, on=on, at=at, subject="assignment", subject_id=row.pk, reason=Salted(reason)) as a:
        if not Task.objects.filter(pk=row.task_id, starred=not starred).update(starred=starred):
            raise stale(row)
        old, new = _written(not starred), _written(starred)
        revise(a, "task", row.task_id, "starred", old, new, reason)
        restar(row.task_id, starred)
        _follow(a, row, profile, reason)


def refusal_of(row: Assignment, by: Actor) -> Refusal | None:
    """Why the star of this one cannot be changed by him; None where it can."""
    if refusal := may(by, "star"):
        return refusal
    if row.parent_id:
        sentence = "Sao của phân công nội bộ theo sao của việc do Văn phòng UBND tỉnh giao."
        return Refusal(sentence, Cite("QC 11.2#2"))
    if not Stage(row.stage).is_open:
        return Refusal(f"Chỉ gắn sao, bỏ sao khi việc chưa kết thúc; việc này {Stage(row.stage).vi}.", GROUND)
    return None


def restar(task_id: int, starred: bool) -> None:
    """Within an open act: the task says so, and each of its assignments, also what was given inside."""
    Task.objects.filter(pk=task_id).update(starred=starred)
    Assignment.objects.filter(task_id=task_id, voided_at=None).update(starred=starred, version=F("version") + 1)


def _ask(
    assignment_id: int, starred: bool, by: Actor, on: date, at: datetime, version: int | None
) -> tuple[Assignment, Profile]:
    row = queries.get(by, assignment_id)
    if row is None:
        raise Refused("Không có việc này.", status=404)
    if version is not None and version != row.version:
        raise stale(row)
    if refusal := refusal_of(row, by):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403 if may(by, "star") else 409)
    if row.starred is starred:
        raise Refused("Việc đã gắn sao." if starred else "Việc không gắn sao.", ground=GROUND, status=409)
    profile = profile_on(row.document.issued_on)
    check_day(row, by, on, at, profile)
    return row, profile


def _follow(a: Act, asked: Assignment, profile: Profile, reason: str) -> None:
    for row in queries.open_of_task(asked.task_id):
        a.touch("assignment", row.pk)
        if row.extension_pending:
            hand_to_decider(a, row, profile)
        tell(a, row, a.verb, reason)


def _written(starred: bool) -> str:
    return STARRED if starred else ""
