"""Who may open a page: strangers are sent to sign in, or see "not found".

What somebody was shown of a thing, and each "no", is a line of the access log; this is the one place that writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve

from giaoviec import clock
from giaoviec.journal import access_log
from giaoviec.rules import access
from giaoviec.rules.access import Actor

P = ParamSpec("P")
SIGN_IN = "/dang-nhap/"
PASSWORD = "/mat-khau/"  # noqa: S105 an address
FACTOR = "/ca-nhan/buoc-hai/"
OK, INVALID = 200, 422
REFUSALS = frozenset({400, 403, 404, 405, 409, 413, INVALID, 429})


class Request(HttpRequest):
    """A request whose sender is signed in: what a view behind `signed_in` or `need` gets."""

    actor: Actor
    principal: Any
    factor_due: bool


View = Callable[Concatenate[Request, P], HttpResponseBase]
Shown = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> Shown[P]:
    """Only for people who are signed in; a password that must be changed, a second factor that lacks, come first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return go(request, f"{SIGN_IN}?{urlencode({'tiep': here(request)})}")
        known = _as_known(request)
        first = _first(known)
        if not request.path.startswith(first):
            return go(request, first)
        address = request.META.get("REMOTE_ADDR", "")
        with access_log.visit(known.actor, at=clock.now(), address=address, path=request.path):
            return _watched(known, view, *args, **kwargs)

    return guarded


def _first(request: Request) -> str:
    """The beginning of the addresses that are open to him now."""
    if request.principal.must_change_password:
        return PASSWORD
    return FACTOR if request.factor_due else "/"


class Denied(Http404):
    """The door stays shut: for this actor the page does not exist."""

    def __init__(self, act: str) -> None:
        super().__init__()
        self.act = act


def _watched(request: Request, view: View[P], *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    """What the view answers; a thing that was shown, a closed door and an act that was refused leave a line."""
    try:
        response = view(request, *args, **kwargs)
    except (Http404, PermissionDenied) as no:
        access_log.note_here("denied", act=getattr(no, "act", ""))
        raise
    reads = request.method in ("GET", "HEAD")
    if response.status_code in REFUSALS and not (reads and response.status_code == INVALID):
        access_log.note_here("refused", status=response.status_code)
    elif reads and kwargs and response.status_code == OK:
        access_log.note_view()
    return response


def need(*acts: str, own: bool = False) -> Callable[[View[P]], Shown[P]]:
    """Only for actors who may do one of `acts` (`rules.access.may`); for others the page does not exist.

    `own`: it is enough that they may for their own agency.
    """

    def guard(view: View[P]) -> Shown[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not _may(request.actor, acts, own=own):
                raise Denied(acts[0])
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


def here(request: HttpRequest) -> str:
    """Where to come back to after signing in: this page, or for an act the page that it was on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    return page._replace(scheme="", netloc="").geturl() if page.netloc == request.get_host() else "/"


def _as_known(request: HttpRequest) -> Request:
    assert hasattr(request, "principal")
    return request  # type: ignore[return-value]
