"""`/lich/<token>.ics`: what a person owes, for his calendar; the address is private and can be revoked."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from giaoviec import clock
from giaoviec.agencies.models import Person
from giaoviec.agencies.principals import principal
from giaoviec.duties import queries as duties
from giaoviec.duties.queries import Owed
from giaoviec.rules.access import may
from giaoviec.site.calendar_feed import Entry, calendar
from giaoviec.site.desk.parts import owing
from giaoviec.site.desk.rows import Thing, documents, things
from giaoviec.site.formats import capital

SHORTEST = 16
MOST = 300


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed of the person whose address it is; anything else is not there."""
    person = Person.objects.filter(calendar_token=token, is_active=True).first() if len(token) >= SHORTEST else None
    if person is None:
        raise Http404
    name = f"Giao Việc: {person.name}"
    body = calendar(name, _entries(person), stamp=clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="giao-viec.ics"'
    return response


def _entries(person: Person) -> list[Entry]:
    on = clock.today()
    actors = [post.actor for post in principal(person, day=on).posts if may(post.actor, "feed") is None]
    owed_in = [duties.rows(owing(actor, on).order_by("due_on", "id")[:MOST]) for actor in actors]
    shown = list({owed.id: owed for part in owed_in for owed in part}.values())
    work = things({owed.assignment_id for owed in shown if owed.assignment_id})
    papers = documents({owed.subject_id for owed in shown if owed.subject == "document"})
    return [_entry(owed, _about(owed, work, papers)) for owed in sorted(shown, key=lambda one: (one.due_on, one.id))]


def _about(owed: Owed, work: dict[int, Thing], papers: dict[int, Thing]) -> Thing | None:
    if owed.assignment_id:
        return work.get(owed.assignment_id)
    return papers.get(owed.subject_id) if owed.subject == "document" else None


def _entry(owed: Owed, thing: Thing | None) -> Entry:
    kind = capital(owed.kind.vi)
    path = f"/viec/{owed.assignment_id}/" if owed.assignment_id else "/"
    if owed.subject == "document":
        path = f"/van-ban/{owed.subject_id}/"
    return Entry(
        uid=f"viec-phai-lam-{owed.id}@{urlsplit(settings.PUBLIC_URL).hostname}",
        on=owed.due_on,
        summary=f"{kind}: {thing.title}" if thing else kind,
        description=f"{thing.paper}, {thing.agency}" if thing else owed.agency,
        url=f"{settings.PUBLIC_URL}{path}",
    )
