"""Hoàn tác: within the profile's minutes, and until somebody has acted on it, the author may void an act.

Rows are marked voided and gone from the present but not from `known_at`; what the act closed is open again by a copy,
so that the past still sees it closed. The present columns are recounted from the facts.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.db.models import F, Model

from giaoviec.assignments.lives import recount
from giaoviec.assignments.models import (
    Assignment,
    Claim,
    Collaboration,
    DueDate,
    Explanation,
    Extension,
    Message,
    Obstacle,
    OutsideWait,
    Return,
    Series,
    StageSpell,
    Task,
    Update,
    Verification,
    WrittenReport,
)  # fmt: skip
from giaoviec.assignments.searching import reindex_task
from giaoviec.documents import actions as documents
from giaoviec.documents.models import Revision
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event, Touch
from giaoviec.journal.queries import events_of
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Policy
from giaoviec.rules.moves import Move

MADE: tuple[type[Model], ...] = (
    StageSpell, DueDate, Update, Return, Claim, Verification, Extension, Obstacle, Explanation, Message, Collaboration,
    WrittenReport, OutsideWait, Assignment, Task, Series,
)  # fmt: skip
ANSWERED: dict[type[Model], tuple[str, ...]] = {
    Return: ("answer", "answer_text", "answered_on", "answered_at", "answered_act"),
    Claim: ("verdict", "verdict_on", "verdict_at", "verdict_act"),
    Extension: ("decision", "granted_on", "decision_reason", "decided_on", "decided_at", "decided_act", "decided_by_text"),
    Obstacle: ("answer", "answered_on", "answered_at", "answered_act"),
    Collaboration: ("answer", "answered_on", "answered_at", "answered_act"),
}  # fmt: skip
UNDOABLE = frozenset({"give", *(move.value for move in Move)}) - {Move.TRANSFER.value, Move.TAKE_UP.value}


def undo(act_id: uuid.UUID, *, by: Actor, on: date, at: datetime) -> None:
    """Voids an act of one's own. Raises `Refused` when it is too late, or somebody has acted on what it touched."""
    event = undoable(act_id, by=by, at=at)
    assignments = _touched(event)
    with act("void", by=by, on=on, at=at, subject=event.subject, subject_id=event.subject_id, event=event.id) as a:
        for pk in assignments:
            a.touch("assignment", pk)
        _void_rows(a, act_id)
        duties.void(a, act_id)
        documents.void(a, act_id)
        for row in Assignment.objects.filter(pk__in=assignments, voided_at=None):
            _restore(a, row)


def undoable(act_id: uuid.UUID, *, by: Actor, at: datetime) -> Event:
    """The event that `by` may still void at a moment."""
    event = Event.objects.filter(act=act_id).first()
    if event is None or event.actor_id != by.person_id:
        raise Refused("Không có thao tác này.", status=404)
    minutes = int(profile_on(event.on)["undo_minutes"])
    if event.verb not in UNDOABLE:
        raise Refused(
            "Thao tác này không hoàn tác được; hãy làm một thao tác mới để sửa.", ground=Policy("undo_minutes")
        )
    if at - event.at > timedelta(minutes=minutes):
        raise Refused(f"Đã quá {minutes} phút nên không hoàn tác được nữa.", ground=Policy("undo_minutes"))
    for subject, pk in [(event.subject, event.subject_id), *(("assignment", each) for each in _touched(event))]:
        later = events_of(subject, pk or 0).filter(id__gt=event.id).first()
        if later and later.verb != "void":
            raise Refused(
                f"{later.actor} đã làm tiếp trên việc này nên không hoàn tác được.", ground=Policy("undo_minutes")
            )
        if later:
            raise Refused("Thao tác này đã được hoàn tác hoặc đã có thay đổi sau đó.", ground=Policy("undo_minutes"))
    return event


def _touched(event: Event) -> list[int]:
    touched = list(Touch.objects.filter(act=event.act, subject="assignment").values_list("subject_id", flat=True))
    own = [event.subject_id] if event.subject == "assignment" and event.subject_id else []
    return sorted({*touched, *own})


def _void_rows(a: Act, act_id: uuid.UUID) -> None:
    gone = {"voided_at": a.at, "voided_act": a.id}
    for model in MADE:
        model._default_manager.filter(act=act_id, voided_at=None).update(**gone)
    _open_again(a, act_id)
    _take_back_revisions(a, act_id)
    for model, fields in ANSWERED.items():
        stamp = next(name for name in fields if name.endswith("_act"))
        blank = {name: "" if _is_text(model, name) else None for name in fields}
        model._default_manager.filter(**{stamp: act_id}).update(**blank)


def _open_again(a: Act, act_id: uuid.UUID) -> None:
    """Spells and waits that the act closed are voided and stand again as open copies."""
    for model in (StageSpell, OutsideWait):
        closed = list(model._default_manager.filter(until_act=act_id, voided_at=None))
        model._default_manager.filter(pk__in=[row.pk for row in closed]).update(voided_at=a.at, voided_act=a.id)
        for row in closed:
            row.pk, row.recorded_at, row.act = None, a.at, a.id
            row.until_on = row.until_at = row.until_act = None
        model._default_manager.bulk_create(closed)


def _take_back_revisions(a: Act, act_id: uuid.UUID) -> None:
    """A task's words are again what they were before the act."""
    for row in Revision.objects.filter(act=act_id, subject="task", voided_at=None).order_by("-id"):
        Task.objects.filter(pk=row.subject_id).update(**{row.field: row.old})
        reindex_task(a, Task.objects.select_related("document").get(pk=row.subject_id))
    Revision.objects.filter(act=act_id, voided_at=None).update(voided_at=a.at, voided_act=a.id)


def _is_text(model: type[Model], name: str) -> bool:
    return not model._meta.get_field(name).null


def _restore(a: Act, row: Assignment) -> None:
    Assignment.objects.filter(pk=row.pk).update(version=F("version") + 1, **recount(row))
