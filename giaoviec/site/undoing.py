"""The bar that offers to take back what was just done. `session["undo"]` holds an act's id, or an offer of our own."""

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


@dataclass(frozen=True, slots=True)
class Undo:
    """What `ui.undo_bar` draws."""

    sentence: str
    url: str
    until: datetime
    seconds: int


def offer(request: HttpRequest, *, sentence: str, url: str, until: datetime) -> None:
    """Offers something of our own: `url` takes a POST. Without a url the offer before is withdrawn."""
    if url:
        request.session[UNDO] = {"sentence": sentence, "url": url, "until": until.isoformat()}
    else:
        request.session.pop(UNDO, None)


def offered(request: HttpRequest) -> Undo | None:
    """What may still be taken back; an offer that has run out is forgotten."""
    kept = request.session.get(UNDO)
    if not kept:
        return None
    found = _own(kept) if isinstance(kept, dict) else _of_act(str(kept))
    if found is None or found.seconds <= 0:
        del request.session[UNDO]
        return None
    return found


def _own(kept: dict[str, str]) -> Undo:
    until = datetime.fromisoformat(kept["until"])
    return Undo(kept["sentence"], kept["url"], until, _left(until))


def _of_act(kept: str) -> Undo | None:
    try:
        act = uuid.UUID(kept)
    except ValueError:
        return None
    event = Event.objects.filter(act=act).only("verb", "at", "on").first()
    if event is None or event.verb == "void":
        return None
    until = event.at + timedelta(minutes=int(profile_on(event.on)["undo_minutes"]))
    return Undo(f"Đã ghi nhận: {verb_vi(event.verb).lower()}.", f"/viec/hoan-tac/{act}/", until, _left(until))


def _left(until: datetime) -> int:
    return int((until - clock.now()).total_seconds())
