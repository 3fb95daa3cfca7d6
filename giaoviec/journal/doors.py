"""Who may open a page: strangers are sent to sign in, or see "not found"; a denial is a line of the access log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve

from giaoviec import clock
from giaoviec.journal import access_log
from giaoviec.rules import access
from giaoviec.rules.access import Actor

P = ParamSpec("P")
SIGN_IN = "/dang-nhap/"
PASSWORD = "/mat-khau/"  # noqa: S105 an address


class Request(HttpRequest):
    """A request whose sender is signed in: what a view behind `signed_in` or `need` gets."""

    actor: Actor
    principal: Any


View = Callable[Concatenate[Request, P], HttpResponseBase]
Shown = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> Shown[P]:
    """Only for people who are signed in; a password that must be changed is changed first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return go(request, f"{SIGN_IN}?{urlencode({'tiep': _here(request)})}")
        known = _as_known(request)
        if known.principal.must_change_password and request.path != PASSWORD:
            return go(request, PASSWORD)
        return view(known, *args, **kwargs)

    return guarded


def need(*acts: str, own: bool = False) -> Callable[[View[P]], Shown[P]]:
    """Only for actors who may do one of `acts` (`rules.access.may`); for others the page does not exist.

    `own`: it is enough that they may for their own agency.
    """

    def guard(view: View[P]) -> Shown[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not _may(request.actor, acts, own=own):
                access_log.note("denied", actor=request.actor, at=clock.now(), path=request.path, act=acts[0])
                raise Http404
            return view(request, *args, **kwargs)

        shown = signed_in(guarded)
        setattr(shown, NEEDED, (acts, own))
        return shown

    return guard


def _may(actor: Actor, acts: Sequence[str], *, own: bool) -> bool:
    agency = actor.agency_id if own else None
    return any(access.may(actor, act, agency_id=agency) is None for act in acts)


NEEDED = "act_needed"


def opens(actor: Actor, address: str) -> bool:
    """Whether a page stands at an address of our own, and its door is open to this actor: for links on pages that all
    may read. What a view itself refuses, since it is about a thing, is not known here."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    acts, own = getattr(view, NEEDED, ((), False))
    return not acts or _may(actor, acts, own=own)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that htmx follows as a whole page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


SAID = "said"
"""Key in a session's data: (level, sentence) pairs that the next page shows, once."""


def say(request: HttpRequest, sentence: str, *, level: str = "success") -> None:
    """Lets the next page say what was done; `level` is success, info, warning or error."""
    request.session[SAID] = [*request.session.get(SAID, []), [level, sentence]]


def _here(request: HttpRequest) -> str:
    """Where to come back to after signing in: this page, or for an act the page that it was on."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"


def _as_known(request: HttpRequest) -> Request:
    assert hasattr(request, "principal")
    return request  # type: ignore[return-value]
