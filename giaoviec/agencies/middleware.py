"""`request.actor` and `request.principal`: one query a request, nothing looked up that has not changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from giaoviec import clock
from giaoviec.agencies import factors, principals
from giaoviec.agencies.models import Person, Session
from giaoviec.agencies.principals import Principal
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import NO_BUSINESS

ACTING = "acting"
"""Key in a session's data: the post in which its owner acts."""

STAMP_EVERY = timedelta(minutes=1)


_seen_here: dict[str, datetime] = {}
"""When a session was last seen, on a node that only reads and cannot stamp its row."""


class ActorMiddleware:
    """Tell who acts: `request.actor` is None for strangers, ended sessions and people without a post."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        who = _principal(request) if request.session.session_key else None
        post = who.post(request.session.get(ACTING)) if who else None
        request.principal = who  # type: ignore[attr-defined]
        request.actor = post.actor if post else None  # type: ignore[attr-defined]
        request.factor_due = bool(post and _lacks_factor(request, post.actor))  # type: ignore[attr-defined]
        if post:
            _stay_awake(request, post.actor)
        return self.get_response(request)


def _principal(request: HttpRequest) -> Principal | None:
    session = request.session
    session.get(ACTING)  # loads it
    row: Session | None = getattr(session, "row", None)
    if row is None or row.person is None:
        return None
    who = principals.principal(row.person, day=clock.today())
    ended = not row.person.is_active or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), who.session_hash)
    if ended:
        session.flush()
        return None
    return who


def _lacks_factor(request: HttpRequest, actor: Actor) -> bool:
    address = request.META.get("REMOTE_ADDR", "")
    must = factors.must(actor, address, production=clock.production())
    return must and not request.session.get(factors.GIVEN)


def _stay_awake(request: HttpRequest, actor: Actor) -> None:
    """End a session that lay idle (policy "sessions"); else stamp it and its owner, at most once a minute."""
    now = clock.now()
    row: Session = request.session.row  # type: ignore[attr-defined]
    seen_at = max(row.seen_at, _seen_here.get(row.pk, row.seen_at))
    if now - seen_at > idle_time(actor, now):
        request.session.flush()
        request.actor = request.principal = None  # type: ignore[attr-defined]
    elif settings.READ_ONLY:
        if len(_seen_here) >= principals.MOST:
            _seen_here.clear()
        _seen_here[row.pk] = now
    elif now - row.seen_at >= STAMP_EVERY:
        _stamp(row, actor, now)


def _stamp(row: Session, actor: Actor, now: datetime) -> None:
    """What can be read is read also where nothing can be written."""
    row.seen_at = now
    with suppress(OperationalError):
        Session.objects.filter(pk=row.pk).update(seen_at=now)
        Person.objects.filter(pk=actor.person_id).update(seen_at=now)


def idle_time(actor: Actor, now: datetime) -> timedelta:
    """How long a session of this actor may lie idle: shorter for the technical roles."""
    key = "admin_idle_minutes" if actor.role in NO_BUSINESS else "session_idle_minutes"
    return timedelta(minutes=profile_on(clock.day_of(now))[key])
