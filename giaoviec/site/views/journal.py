"""`/nhat-ky/`: the journal for the auditor and the head of the Office: every act, in words, newest first."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.models import Agency, Person
from giaoviec.agencies.text import plain
from giaoviec.journal import access_log, segments
from giaoviec.journal.models import Event, Touch
from giaoviec.journal.queries import Break, first_break, head
from giaoviec.rules.access import may
from giaoviec.site.forms import JournalForm
from giaoviec.site.telling import SUBJECTS, VERBS, tell

SIZE = 50
VERIFIED_HERE = 200_000
"""Events that are walked while somebody waits; longer journals are verified by the command."""
READ_HERE = 50_000_000
"""Bytes of the access log, likewise."""


@need("see_journal")
@require_GET
def page(request: Request) -> HttpResponse:
    """A page of events, by number."""
    form = JournalForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = list(_found(asked).order_by("-id")[: SIZE + 1])
    access_log.note("view", actor=request.actor, at=clock.now(), path=request.path)
    context = {
        "events": tell(found[:SIZE], request.actor),
        "form": form,
        "verbs": sorted(VERBS.items(), key=lambda pair: plain(pair[1])),
        "subjects": list(SUBJECTS.items()),
        "agencies": list(Agency.objects.order_by("position", "id").values_list("pk", "name")),
        "older": _link(request, truoc=str(found[SIZE - 1].id)) if len(found) > SIZE else "",
        "newest": _link(request) if asked.get("truoc") else "",
        "asked": any(value for name, value in asked.items() if name != "truoc"),
        "head": head(),
        "access": may(request.actor, "see_access") is None,
        "today": clock.today(),
    }
    return render(request, "site/nhat_ky.html", context)


@need("see_journal")
@require_GET
def verify(request: Request) -> HttpResponse:
    """Walks the chain and the access log now, and says whether they are whole."""
    last = head()
    access = segments.check() if segments.octets() <= READ_HERE else None
    within = last.event_id <= VERIFIED_HERE
    broken: Break | None = first_break() if within else None
    context = {
        "head": last,
        "broken": broken,
        "walked": within,
        "access": access,
        "at": clock.now(),
        "most": VERIFIED_HERE,
    }
    return render(request, "site/nhat_ky_kiem_tra.html", context)


def _found(asked: dict[str, Any]) -> QuerySet[Event]:
    rows = Event.objects.all()
    if name := asked.get("nguoi"):
        people = [pk for pk, one in Person.objects.values_list("pk", "name") if plain(name) in plain(one)]
        rows = rows.filter(actor_id__in=people)
    for field, column in (("viec", "verb"), ("co_quan", "agency_id")):
        if asked.get(field):
            rows = rows.filter(**{column: asked[field]})
    rows = rows.filter(_about(asked))
    for field, condition in (("tu", "on__gte"), ("den", "on__lte")):
        if isinstance(asked.get(field), date):
            rows = rows.filter(**{condition: asked[field]})
    return rows.filter(id__lt=asked["truoc"]) if asked.get("truoc") else rows


def _about(asked: dict[str, Any]) -> Q:
    """Acts about a thing, and those that touched it."""
    subject, pk = asked.get("doi_tuong"), asked.get("so")
    if not subject:
        return Q()
    if not pk:
        return Q(subject=subject)
    touching = Touch.objects.filter(subject=subject, subject_id=pk).values("act")
    return Q(subject=subject, subject_id=pk) | Q(act__in=touching)


def _link(request: Request, **changes: str) -> str:
    kept = {name: value for name, value in request.GET.items() if value and name != "truoc"}
    query = urlencode(kept | changes)
    return f"{request.path}?{query}" if query else request.path
