"""The bar that offers to take back what was just done: `session["undo"]` holds the act's id."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from giaoviec import clock
from giaoviec.assignments.actions.core import verb_vi
from giaoviec.journal.models import Event
from giaoviec.regulation.queries import profile_on

UNDO = "undo"
SENTENCES = {
    "give": "Đã giao việc.",
    "delete_list": "Đã bỏ danh sách.",
}


@dataclass(frozen=True, slots=True)
class Undo:
    """What `ui.undo_bar` draws."""

    sentence: str
    url: str
    until: datetime
    seconds: int


def offered(request: HttpRequest) -> Undo | None:
    """What may still be taken back; an offer that has run out is forgotten."""
    kept = request.session.get(UNDO)
    if not kept:
        return None
    offer = _of_act(kept)
    if offer is None:
        del request.session[UNDO]
    return offer


def _of_act(kept: object) -> Undo | None:
    try:
        act = uuid.UUID(str(kept))
    except ValueError:
        return None
    event = Event.objects.filter(act=act).only("verb", "at", "on").first()
    if event is None:
        return None
    until = event.at + timedelta(minutes=int(profile_on(event.on)["undo_minutes"]))
    seconds = int((until - clock.now()).total_seconds())
    sentence = SENTENCES.get(event.verb) or f"Đã ghi nhận: {verb_vi(event.verb).lower()}."
    return Undo(sentence, f"/viec/hoan-tac/{act}/", until, seconds) if seconds > 0 else None
