"""`act`: the one way to write. One verb, one transaction, one event; the chain's head is locked last."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from giaoviec.journal import anchor, chain
from giaoviec.journal.models import Event, Head, Touch
from giaoviec.rules.access import Actor

SYSTEM = "Hệ thống"
_open: ContextVar[bool] = ContextVar("giaoviec_act_open", default=False)


@dataclass(frozen=True, slots=True)
class Salted:
    """A text of which the journal keeps a keyed digest only (6.2: text lives in rows that can be purged)."""

    text: str

    def digest(self) -> str:
        return salted_hmac("giaoviec.journal", self.text, algorithm="sha256").hexdigest()


@dataclass(slots=True)
class Act:
    """An act under way: gives fact rows their columns and collects what the event will say."""

    verb: str
    by: Actor | None
    on: date
    at: datetime
    subject: str
    subject_id: int | None
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    facts: dict[str, Any] = field(default_factory=dict)
    touched: set[tuple[str, int]] = field(default_factory=set)

    def row(self, **columns: Any) -> dict[str, Any]:
        """The columns of a `Fact` row made by this act, with `columns` beside (or over) them."""
        person = self.by.person_id if self.by else None
        own = {"on": self.on, "recorded_at": self.at, "act": self.id, "by_id": person, "by_text": self.label}
        return {**own, **columns}

    def touch(self, subject: str, *ids: int) -> None:
        """The event concerns these too (besides its subject): their stories show it."""
        self.touched.update((subject, pk) for pk in ids)

    def note(self, **facts: Any) -> None:
        """Adds ids, days and numbers to what the event says; a text only as `Salted`."""
        self.facts.update(facts)

    @property
    def label(self) -> str:
        return self.by.label if self.by else SYSTEM


@contextmanager
def act(
    verb: str,
    *,
    by: Actor | None,
    on: date,
    at: datetime,
    subject: str,
    subject_id: int | None = None,
    within: Act | None = None,
    **facts: Any,
) -> Iterator[Act]:
    """Opens the transaction, hands out an `Act`, and writes its event last, under the head's lock.

    `within` joins an act that is already open (a succession that transfers work is one act). Nesting by accident is a
    programming error and raises RuntimeError.
    """
    if within is not None:
        if subject_id is not None:
            within.touch(subject, subject_id)
        yield within
        return
    if _open.get():
        raise RuntimeError(f"act {verb!r} inside another act: pass within=")
    token = _open.set(True)
    try:
        with transaction.atomic():
            current = Act(verb, by, on, at, subject, subject_id, facts=dict(facts))
            yield current
            _write(current)
    finally:
        _open.reset(token)


def _write(act: Act) -> None:
    Touch.objects.bulk_create(
        Touch(act=act.id, subject=subject, subject_id=pk)
        for subject, pk in sorted(act.touched - {(act.subject, act.subject_id)})
    )
    head = Head.objects.select_for_update().get(pk=1)
    event = Event(
        id=head.event_id + 1,
        act=act.id,
        at=act.at,
        on=act.on,
        verb=act.verb,
        actor_id=act.by.person_id if act.by else None,
        actor=act.label,
        agency_id=act.by.agency_id if act.by else None,
        subject=act.subject,
        subject_id=act.subject_id,
        facts=canonical(act),
        previous=head.digest,
    )
    event.digest = chain.digest([getattr(event, name) for name in chain.COLUMNS])
    event.save(force_insert=True)
    Head.objects.filter(pk=1).update(event_id=event.id, digest=event.digest)
    # Robust: what is committed stands, whether or not the anchor's disk takes a line more.
    transaction.on_commit(lambda: anchor.drop(event.id, event.digest), robust=True)


def canonical(act: Act) -> str:
    """The event's facts as JSON with sorted keys; what is touched is part of them, so that the chain covers it too."""
    touched = sorted(f"{subject}:{pk}" for subject, pk in act.touched)
    facts = {**act.facts, **({"touched": touched} if touched else {})}
    return json.dumps(facts, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Salted):
        return value.digest()
    if isinstance(value, (set, frozenset, tuple)):
        return sorted(value) if isinstance(value, (set, frozenset)) else list(value)
    return chain.as_stored(value)
