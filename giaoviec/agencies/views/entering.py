"""Letting somebody in who proved who he is: at once, or past the second step; every way of signing in ends here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from giaoviec import clock
from giaoviec.agencies import factors, principals
from giaoviec.agencies.models import Person
from giaoviec.agencies.sessions import ORIGIN
from giaoviec.journal import access_log
from giaoviec.journal.doors import go, say
from giaoviec.journal.models import Event

WAITING = "waiting"
"""Key in a session's data: who gave a right password and owes the second step, until when, where he was going."""

WAITS = timedelta(minutes=10)


def admit(request: HttpRequest, person: Person) -> HttpResponse:
    """Let in whose first factor was right, or lead him to the second step where he has one to give."""
    address = onward(request)
    if not factors.has(person):
        begin(request, person)
        return go(request, address)
    request.session.cycle_key()
    until = (clock.now() + WAITS).isoformat()
    request.session[WAITING] = [person.pk, person.get_session_auth_hash(), until, address]
    return go(request, reverse("agencies:second_step"))


def waiting(request: HttpRequest) -> Person | None:
    """Who owes the second step in this session; nobody once it took too long, or his password changed."""
    pk, mark, until, _ = request.session.get(WAITING) or [None, "", "", ""]
    if pk is None or clock.now() > datetime.fromisoformat(until):
        return None
    person = Person.objects.filter(pk=pk, is_active=True).first()
    return person if person is not None and person.get_session_auth_hash() == mark else None


def forget_waiting(request: HttpRequest) -> None:
    """The second step is done."""
    request.session.pop(WAITING, None)


def begin(request: HttpRequest, person: Person, *, factor: bool = False) -> None:
    """A signed-in session; `factor`: the second factor was given. Tells of what an administrator took away."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    address, now = request.META.get("REMOTE_ADDR", ""), clock.now()
    request.session[ORIGIN] = (address, request.headers.get("User-Agent", "")[:200])
    request.session[factors.GIVEN] = factor
    request.session[factors.PROVED] = now.isoformat()
    _tell_of_taken(request, person)
    Person.objects.filter(pk=person.pk).update(seen_at=now)
    actor = principals.actor_of(person, day=clock.today())
    access_log.note("signed_in", actor=actor, at=now, address=address)


def onward(request: HttpRequest) -> str:
    """Where he was going: only addresses of our own."""
    kept = (request.session.get(WAITING) or [""])[-1]
    address = request.POST.get("next") or request.GET.get("tiep") or kept or "/"
    own = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if own and address.startswith("/") else "/"


def _tell_of_taken(request: HttpRequest, person: Person) -> None:
    took = Event.objects.filter(subject="person", subject_id=person.pk, verb="take_factors").order_by("-id").first()
    if took is not None and (person.seen_at is None or took.at > person.seen_at):
        sentence = f"{took.actor} đã gỡ bước xác nhận thứ hai của tài khoản này ngày {took.on:%d/%m/%Y}."
        say(
            request,
            f"{sentence} Nếu không phải theo đề nghị của mình, hãy báo ngay lãnh đạo Văn phòng.",
            level="warning",
        )
