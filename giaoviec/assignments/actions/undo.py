"""Hoàn tác: within the profile's minutes, and until somebody has acted on it, the author may void an act.

Rows are marked voided and gone from the present but not from `known_at`; what the act closed or answered is open again
by a copy, so that the past still sees it closed. The present columns are recounted from the facts.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Model

from giaoviec.assignments.actions.core import verb_vi
from giaoviec.assignments.actions.starring import restar
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
    TakingUp,
    Task,
    Update,
    Verification,
    WrittenReport,
)  # fmt: skip
from giaoviec.assignments.recounting import recount
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

GROUND = Policy("undo_minutes")
MADE: tuple[type[Model], ...] = (
    StageSpell, DueDate, TakingUp, Update, Return, Claim, Verification, Extension, Obstacle, Explanation, Message,
    Collaboration, WrittenReport, OutsideWait, Assignment, Task, Series,
)  # fmt: skip
ENDED: dict[type[Model], dict[str, Any]] = {
    StageSpell: {"until_on": None, "until_at": None, "until_act": None},
    OutsideWait: {"until_on": None, "until_at": None, "until_act": None},
    Return: {"answer": "", "answer_text": "", "answered_on": None, "answered_at": None, "answered_act": None},
    Extension: {
        "decision": "", "granted_on": None, "decision_reason": "", "decided_on": None, "decided_at": None,
        "decided_act": None, "decided_by_text": "",
    },
    Obstacle: {"answer": "", "answered_on": None, "answered_at": None, "answered_act": None},
    Collaboration: {
        "answer": "", "answered_on": None, "answered_at": None, "answered_act": None, "silent": False,
    },
}  # fmt: skip
"""Rows that an act may close or answer, and what they say while they are open."""

UNDOABLE = frozenset({"give", "star", "unstar", *(move.value for move in Move)}) - {Move.TRANSFER.value}


def undo(act_id: uuid.UUID, *, by: Actor, on: date, at: datetime) -> Event:
    """Voids an act of one's own; returns its event. Raises `Refused` when it is too late, or somebody acted on it."""
    event = undoable(act_id, by=by, at=at)
    assignments = _touched(event)
    with act("void", by=by, on=on, at=at, subject=event.subject, subject_id=event.subject_id, event=event.id) as a:
        a.touch("assignment", *assignments)
        _void_rows(a, act_id)
        duties.void(a, act_id)
        documents.void(a, act_id)
        for row in Assignment.objects.filter(pk__in=assignments, voided_at=None):
            Assignment.objects.filter(pk=row.pk).update(version=F("version") + 1, **recount(row))
    return event


def undoable(act_id: uuid.UUID, *, by: Actor, at: datetime) -> Event:
    """The event that `by` may still void at a moment."""
    event = Event.objects.filter(act=act_id).first()
    if event is None or event.actor_id != by.person_id:
        raise Refused("Không có thao tác này.", status=404)
    if event.verb not in UNDOABLE:
        raise Refused("Thao tác này không hoàn tác được; hãy làm một thao tác mới để sửa.", ground=GROUND)
    minutes = int(profile_on(event.on)["undo_minutes"])
    if at - event.at > timedelta(minutes=minutes):
        raise Refused(f"Đã quá {minutes} phút nên không hoàn tác được nữa.", ground=GROUND)
    later = list(_later(event))
    voided = {json.loads(other.facts).get("event") for other in later if other.verb == "void"}
    if event.id in voided:
        raise Refused("Thao tác này đã được hoàn tác.", ground=GROUND)
    for other in later:
        if other.verb != "void" and other.id not in voided:
            name = verb_vi(other.verb).lower()
            raise Refused(f"{other.actor} đã “{name}” sau đó nên không hoàn tác được nữa.", ground=GROUND)
    return event


def _later(event: Event) -> Iterator[Event]:
    """What was done after an event on anything that it concerns."""
    for pk in _touched(event):
        yield from events_of("assignment", pk).filter(id__gt=event.id)
    if event.subject != "assignment":
        yield from events_of(event.subject, event.subject_id or 0).filter(id__gt=event.id)


def _touched(event: Event) -> list[int]:
    touched = Touch.objects.filter(act=event.act, subject="assignment").values_list("subject_id", flat=True)
    own = [event.subject_id] if event.subject == "assignment" and event.subject_id else []
    return sorted({*touched, *own})


def _void_rows(a: Act, act_id: uuid.UUID) -> None:
    for model in MADE:
        model._default_manager.filter(act=act_id, voided_at=None).update(voided_at=a.at, voided_act=a.id)
    for model, blank in ENDED.items():
        _open_again(a, model, act_id, blank)
    verdict = {"verdict": "", "verdict_on": None, "verdict_at": None, "verdict_act": None}
    Claim.objects.filter(verdict_act=act_id).update(**verdict)
    _take_back_revisions(a, act_id)


def _open_again(a: Act, model: type[Model], act_id: uuid.UUID, blank: dict[str, Any]) -> None:
    """Rows that the act closed or answered are voided and stand again as open copies."""
    stamp = next(name for name in blank if name.endswith("_act"))
    rows: list[Any] = list(model._default_manager.filter(**{stamp: act_id, "voided_at": None}))
    model._default_manager.filter(pk__in=[row.pk for row in rows]).update(voided_at=a.at, voided_act=a.id)
    for row in rows:
        row.pk, row.recorded_at = None, a.at  # `act` stays that which made it: undoing that takes the copy too
        for name, value in blank.items():
            setattr(row, name, value)
    model._default_manager.bulk_create(rows)


def _take_back_revisions(a: Act, act_id: uuid.UUID) -> None:
    """A task's words, and who watches an assignment, are again what they were before the act."""
    for row in Revision.objects.filter(act=act_id, voided_at=None).order_by("-id"):
        if row.subject == "assignment":
            Assignment.objects.filter(pk=row.subject_id).update(monitoring_unit_id=int(row.old))
            continue
        if row.field == "starred":
            restar(row.subject_id, bool(row.old))
            continue
        Task.objects.filter(pk=row.subject_id).update(**{row.field: row.old})
        if row.field == "content":
            reindex_task(a, Task.objects.select_related("document").get(pk=row.subject_id))
    Revision.objects.filter(act=act_id, voided_at=None).update(voided_at=a.at, voided_act=a.id)
