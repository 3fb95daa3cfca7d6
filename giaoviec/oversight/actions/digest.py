"""One mail a person and day: what he owes and what he was told since the last one. A failed mail is tried again.

A digest is sent at most once: its row is taken before the message leaves. Where the mail server is away nothing more is
tried, and the next run goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from giaoviec.agencies.models import Person
from giaoviec.agencies.principals import Post, principal
from giaoviec.duties import queries as duties
from giaoviec.duties.models import Digest, Notice
from giaoviec.duties.queries import Owed
from giaoviec.journal.actions import act
from giaoviec.oversight.actions.reminders import titles
from giaoviec.oversight.words import place, said
from giaoviec.regulation.queries import calendar
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import policy
from giaoviec.rules.roles import NO_BUSINESS

MOST_TRIES = 5
MOST_LINES = 40
SOON = timedelta(days=3)
log = logging.getLogger(__name__)


@policy("reminders")
def send(*, on: date, at: datetime) -> tuple[int, int]:
    """Sends the digests of a day to everybody who has something to hear: (sent, failed)."""
    sent = failed = 0
    connection = get_connection()
    try:
        for person in _people(on):
            message = _message(person, on, connection)
            if message is not None:
                if not _reached(connection):
                    failed += 1
                    break
                went = _deliver(message, person, on=on, at=at)
                sent, failed = sent + went, failed + (not went)
    finally:
        connection.close()
    if sent:
        with act("digest", by=None, on=on, at=at, subject="day", sent=sent):
            pass
    return sent, failed


def _people(on: date) -> Iterator[Person]:
    """Active people with an address who have not had today's mail, nor failed it too often."""
    done = Digest.objects.filter(on=on).exclude(sent_at=None, failures__lt=MOST_TRIES).values("person")
    people = Person.objects.filter(is_active=True).exclude(email="").exclude(pk__in=done)
    for pk in list(people.order_by("id").values_list("pk", flat=True)):
        yield Person.objects.get(pk=pk)


def _reached(connection: BaseEmailBackend) -> bool:
    """Whether the mail server answers; opened once for all messages."""
    try:
        connection.open()
    except OSError as fault:
        log.warning("mail server away: %s", type(fault).__name__)
        return False
    return True


def _deliver(message: EmailMessage, person: Person, *, on: date, at: datetime) -> bool:
    """Takes the day's row, then hands the message over; where that fails the row is free again and says so."""
    row, _ = Digest.objects.get_or_create(person=person, on=on, defaults={"at": at})
    if not Digest.objects.filter(pk=row.pk, sent_at=None).update(sent_at=at):
        return True
    try:
        message.send()
    except OSError as fault:  # smtplib's own errors are OSErrors
        log.warning("digest %s not sent: %s", row.pk, type(fault).__name__)
        Digest.objects.filter(pk=row.pk).update(sent_at=None, failures=row.failures + 1)
        return False
    return True


@dataclass(frozen=True, slots=True)
class Line:
    """A duty or a piece of news as the mail says it."""

    text: str
    title: str
    path: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one post of a person has to hear."""

    post: str
    late: Sequence[Line]
    today: Sequence[Line]
    soon: Sequence[Line]
    news: Sequence[Line]
    late_in_all: int
    today_in_all: int

    @property
    def more(self) -> int:
        return self.late_in_all + self.today_in_all - len(self.late) - len(self.today)


def _message(person: Person, on: date, connection: BaseEmailBackend) -> EmailMessage | None:
    parts = [part for post in principal(person, day=on).posts if (part := _part(post, on))]
    if not parts:
        return None
    late = sum(part.late_in_all for part in parts)
    today = sum(part.today_in_all for part in parts)
    body = render_to_string(
        "oversight/digest.txt",
        {"name": person.name, "on": on, "parts": parts, "address": settings.PUBLIC_URL},
        using="jinja2",
    )
    subject = f"Giao Việc {on:%d/%m/%Y}: {late} việc quá hạn, {today} việc hôm nay"
    headers = {"X-Giaoviec-Kind": "digest"}
    return EmailMessage(subject, body, to=[person.email], headers=headers, connection=connection)


def _part(post: Post, on: date) -> Part | None:
    """What one post has to hear; None where nothing presses and nothing is new. On a day off, late alone is silent."""
    if post.actor.role in NO_BUSINESS:
        return None
    owing = duties.owed_by(post.actor, on)
    late = [owed for owed in owing if owed.due_on < on]
    today = [owed for owed in owing if owed.due_on == on]
    soon = [owed for owed in owing if on < owed.due_on <= on + SOON]
    news = [row for row in duties.notices_for(post.actor, unseen=True) if _is_news(row, on)]
    if not (today or news or (late and _is_working(on))):
        return None
    about = titles(pk for pk in (*(o.assignment_id for o in owing), *(n.subject_id for n in news)) if pk)
    return Part(
        post=post.label,
        late=[_line(owed, about) for owed in late[:MOST_LINES]],
        today=[_line(owed, about) for owed in today[:MOST_LINES]],
        soon=[_line(owed, about) for owed in soon[:MOST_LINES]],
        news=[_news(row, about) for row in news[:MOST_LINES]],
        late_in_all=len(late),
        today_in_all=len(today),
    )


def _is_news(row: Notice, on: date) -> bool:
    """Not the reminders: what they say stands in the digest as owed. What is older was in an earlier digest."""
    return row.kind != "remind" and row.on >= on - timedelta(days=1)


def _is_working(on: date) -> bool:
    try:
        return calendar().is_working(on)
    except UnknownYear:
        return True


def _line(owed: Owed, about: dict[int, str]) -> Line:
    pk = owed.assignment_id
    path = place("assignment", pk) if pk else place(owed.subject, owed.subject_id)
    return Line(f"{owed.kind.vi}, hạn {owed.due_on:%d/%m/%Y}", about.get(pk or 0, ""), path)


def _news(row: Notice, about: dict[int, str]) -> Line:
    own = row.subject == "assignment"
    title = about.get(row.subject_id or 0, "") if own else ""
    return Line(said(row.kind), title, place(row.subject, row.subject_id), row.text)
