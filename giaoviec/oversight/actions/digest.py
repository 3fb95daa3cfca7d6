"""One mail a person and day: what he owes and what he was told since the last one. A failed mail is tried again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from giaoviec.agencies.models import Person
from giaoviec.agencies.principals import Post, principal
from giaoviec.duties import queries as duties
from giaoviec.duties.models import Digest, Notice
from giaoviec.duties.queries import Owed
from giaoviec.journal.actions import act
from giaoviec.oversight.actions.reminders import titles
from giaoviec.rules.access import NO_BUSINESS

MOST_TRIES = 5
MOST_LINES = 40
log = logging.getLogger(__name__)


def send(*, on: date, at: datetime) -> tuple[int, int]:
    """Sends the digests of a day to everybody who has something to hear: (sent, failed)."""
    sent = failed = 0
    for person in _people(on):
        message = _message(person, on)
        if message is None:
            continue
        row, _ = Digest.objects.get_or_create(person=person, on=on, defaults={"at": at})
        if _deliver(message, row, at):
            sent += 1
        else:
            failed += 1
    if sent:
        with act("digest", by=None, on=on, at=at, subject="day", sent=sent):
            pass
    return sent, failed


def _people(on: date) -> Iterator[Person]:
    """Active people with an address who have not had today's mail, nor failed it too often."""
    done = Digest.objects.filter(on=on).exclude(sent_at=None, failures__lt=MOST_TRIES).values("person")
    people = Person.objects.filter(is_active=True).exclude(email="").exclude(pk__in=done)
    return people.order_by("id").iterator(500)


def _deliver(message: EmailMessage, row: Digest, at: datetime) -> bool:
    """Hands a message over; where the mail server is away the row says so and the next run tries again."""
    try:
        message.send()
    except OSError as fault:  # smtplib's own errors are OSErrors
        log.warning("digest %s not sent: %s", row.pk, type(fault).__name__)
        Digest.objects.filter(pk=row.pk).update(failures=row.failures + 1)
        return False
    Digest.objects.filter(pk=row.pk).update(sent_at=at)
    return True


def _message(person: Person, on: date) -> EmailMessage | None:
    parts = [part for post in principal(person, day=on).posts if (part := _part(post, on))]
    if not parts:
        return None
    late = sum(len(part["late"]) for part in parts)
    today = sum(len(part["today"]) for part in parts)
    body = render_to_string(
        "oversight/digest.txt",
        {"name": person.name, "on": on, "parts": parts, "address": settings.PUBLIC_URL},
        using="jinja2",
    )
    subject = f"Giao Việc {on:%d/%m/%Y}: {late} việc quá hạn, {today} việc hôm nay"
    return EmailMessage(subject, body, to=[person.email], headers={"X-Giaoviec-Kind": "digest"})


def _part(post: Post, on: date) -> dict[str, list[dict[str, object]]] | None:
    """What one post has to hear; None where there is nothing that presses and nothing new."""
    if post.actor.role in NO_BUSINESS:
        return None
    owing = duties.owed_by(post.actor, on)
    late = [owed for owed in owing if owed.due_on < on]
    today = [owed for owed in owing if owed.due_on == on]
    soon = [owed for owed in owing if on < owed.due_on <= on + timedelta(days=3)]
    news = [
        row
        for row in duties.notices_for(post.actor, unseen=True)
        if row.kind != "remind" and row.on >= on - timedelta(days=1)
    ]
    if not (late or today or news):
        return None
    about = titles(pk for pk in (*(o.assignment_id for o in owing), *(n.subject_id for n in news)) if pk)
    return {
        "post": post.label,  # type: ignore[dict-item]
        "late": [_line(owed, about) for owed in late[:MOST_LINES]],
        "today": [_line(owed, about) for owed in today[:MOST_LINES]],
        "soon": [_line(owed, about) for owed in soon[:MOST_LINES]],
        "news": [_news(row, about) for row in news[:MOST_LINES]],
        "more": max(0, len(late) - MOST_LINES) + max(0, len(today) - MOST_LINES),  # type: ignore[dict-item]
    }


def _line(owed: Owed, about: dict[int, str]) -> dict[str, object]:
    pk = owed.assignment_id
    return {
        "what": owed.kind.vi,
        "title": about.get(pk or 0, ""),
        "due_on": owed.due_on,
        "path": f"/viec/{pk}/" if pk else f"/van-ban/{owed.subject_id}/" if owed.subject == "document" else "/",
    }


def _news(row: Notice, about: dict[int, str]) -> dict[str, object]:
    own = row.subject == "assignment"
    return {
        "text": row.text,
        "title": about.get(row.subject_id or 0, "") if own else "",
        "path": f"/viec/{row.subject_id}/" if own else "/",
    }
