"""One's own account: posts, delegations given and received, signed-in browsers, the private calendar's address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies import actions, queries, rights
from giaoviec.agencies.access import Request, signed_in
from giaoviec.agencies.forms import DelegationForm
from giaoviec.agencies.models import Delegation, Person, Session
from giaoviec.agencies.views.common import done, press, runs, when
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may

BROWSERS = {"coc_coc": "Cốc Cốc", "Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
"""What browsers write of themselves → what people call it; the first part that is found counts."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A session as its owner sees it: never its key, which would be a key to the account."""

    mark: str
    name: str
    address: str
    started_at: datetime
    seen_at: datetime
    this: bool


@signed_in
def account(request: Request) -> HttpResponse:
    """The page."""
    return _page(request)


@signed_in
@require_POST
def delegate(request: Request) -> HttpResponse:
    """Let a colleague act in one of one's own posts."""
    form = DelegationForm(request.POST, person=_me(request), on=clock.today())
    row = attempt(form, lambda: _delegate(request, form))
    if row is None:
        return _page(request, form=form)
    return done(request, reverse("agencies:account"), f"Đã ủy quyền cho {row.to.name} đến hết {row.to_on:%d/%m/%Y}.")


@signed_in
@require_POST
def end_delegation(request: Request, pk: int) -> HttpResponse:
    """Take back what one delegated."""
    if not queries.delegations_given(_me(request)).filter(pk=pk).exists():
        raise Http404
    no = press(lambda: actions.end_delegation(pk, **when(request)))
    return _page(request, no=no) if no else done(request, reverse("agencies:account"), "Đã kết thúc ủy quyền.")


@signed_in
@require_POST
def feed(request: Request) -> HttpResponse:
    """Make a new private calendar address, or end it (`buoc` = huy)."""
    me = _me(request)
    if request.POST.get("buoc") == "huy":
        actions.revoke_feed(me, **when(request))
        return done(request, reverse("agencies:account"), "Đã hủy địa chỉ lịch.")
    if may(request.actor, "feed") is not None:
        raise Http404
    actions.make_feed(me, **when(request))
    return done(request, reverse("agencies:account"), "Đã tạo địa chỉ lịch mới; địa chỉ cũ không dùng được nữa.")


@signed_in
@require_POST
def end_session(request: Request, mark: str) -> HttpResponse:
    """Sign another of one's browsers out."""
    me = _me(request)
    key = next((row.session_key for row in queries.sessions_of(me) if _mark(row) == mark), None)
    if key is None:
        raise Http404
    actions.end_session(me, key, **when(request))
    return done(request, reverse("agencies:account"), "Đã kết thúc phiên làm việc đó.")


def _page(request: Request, form: DelegationForm | None = None, no: Refused | None = None) -> HttpResponse:
    me, today = _me(request), clock.today()
    context = {
        "me": me,
        "posts": request.principal.posts,
        "acting": request.actor.membership_id,
        "form": form or DelegationForm(person=me, on=today, initial={"from_on": f"{today:%d/%m/%Y}"}),
        "given": [(row, runs(row, today)) for row in queries.delegations_given(me)[:20]],
        "received": [(row, runs(row, today)) for row in queries.delegations_received(me)[:20]],
        "browsers": [_browser(row, request) for row in queries.sessions_of(me)],
        "rights": [(row.at, rights.VERBS[row.verb], row.actor, row.subject_id == me.pk) for row in rights.history(me)],
        "feed": f"{settings.PUBLIC_URL}/lich/{me.calendar_token}.ics" if me.calendar_token else "",
        "may_feed": may(request.actor, "feed") is None,
        "no": no,
    }
    status = no.status if no else 422 if form else 200
    return render(request, "agencies/account.html", context, status=status)


def _me(request: Request) -> Person:
    return Person.objects.get(pk=request.actor.person_id)


def _delegate(request: Request, form: DelegationForm) -> Delegation:
    data = form.cleaned_data
    return actions.delegate(
        data["membership"].pk,
        data["to"].pk,
        from_on=data["from_on"],
        to_on=data["to_on"],
        basis=data["basis"],
        **when(request),
    )


def _browser(row: Session, request: Request) -> Browser:
    this = row.session_key == request.session.session_key
    return Browser(_mark(row), _browser_name(row.browser), row.address, row.started_at, row.seen_at, this)


def _mark(row: Session) -> str:
    return hashlib.sha256(row.session_key.encode()).hexdigest()[:16]


def _browser_name(agent: str) -> str:
    name = next((name for part, name in BROWSERS.items() if part in agent), "Trình duyệt khác")
    place = next((place for part, place in SYSTEMS.items() if part in agent), "")
    return f"{name} trên {place}" if place else name
