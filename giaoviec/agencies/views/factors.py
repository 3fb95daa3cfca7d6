"""Second factors: the second step of signing in, one's own page of them, and proving again who one is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

import segno
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from markupsafe import Markup

from giaoviec import clock
from giaoviec.agencies import actions, factors
from giaoviec.agencies.access import Request, go, signed_in
from giaoviec.agencies.forms import AgainForm, PasskeyForm, SecondForm, TotpForm
from giaoviec.agencies.models import Person
from giaoviec.agencies.views.common import done, press, when
from giaoviec.agencies.views.entering import begin, forget_waiting, onward, waiting
from giaoviec.journal import access_log
from giaoviec.journal.doors import here
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import AskingForm, attempt

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]
LATELY = timedelta(minutes=10)
SECRET = "totp"  # noqa: S105 a key
"""Key in a session's data: the sealed secret of an app that is being set up."""


def prove_first(view: View[P]) -> View[P]:
    """Only for who proved lately that it is he who sits there: by a second factor, or without one by his password."""

    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if _proved(request, factors.has(_me(request))):
            return view(request, *args, **kwargs)
        return _to_proving(request)

    return guarded


def prove_again(view: View[P]) -> View[P]:
    """For sensitive acts: who has a second factor must have given it lately."""

    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not factors.has(_me(request)) or _proved(request, True):
            return view(request, *args, **kwargs)
        return _to_proving(request)

    return guarded


def second_step(request: HttpRequest) -> HttpResponse:
    """After the right password: a code, or a passkey."""
    person = waiting(request)
    if person is None:
        return go(request, reverse("agencies:sign_in"))
    form = SecondForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: _given(request, person, form)):
        address = onward(request)
        forget_waiting(request)
        begin(request, person, factor=True)
        return go(request, address)
    return _ask(request, "agencies/second_step.html", form, person)


@signed_in
def again(request: Request) -> HttpResponse:
    """Prove who one is, and go on."""
    person = _me(request)
    with_factor = factors.has(person)
    form = SecondForm(request.POST or None) if with_factor else AgainForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: _given(request, person, form)):
        request.session[factors.PROVED] = clock.now().isoformat()
        request.session[factors.GIVEN] = with_factor
        return go(request, onward(request))
    return _ask(request, "agencies/prove_again.html", form, person if with_factor else None)


@signed_in
@prove_first
def listing(request: Request) -> HttpResponse:
    """One's second factors."""
    return _page(request)


@signed_in
@prove_first
def add_totp(request: Request) -> HttpResponse:
    """An app that shows codes: its secret as a picture and as text, taken once it shows a right code."""
    person, form = _me(request), TotpForm(request.POST or None)
    sealed = request.session.get(SECRET) if request.method == "POST" else None
    secret = factors.unseal(sealed) if sealed else generate_totp_secret()
    add = partial(_added, request, actions.add_totp, person, secret)
    codes = attempt(form, lambda: add(form.cleaned_data["code"])) if sealed else None
    if codes is not None:
        del request.session[SECRET]
        return _codes(request, codes, "Đã nối ứng dụng tạo mã.")
    request.session[SECRET] = sealed or factors.seal(secret)
    context = {"form": form, "secret": " ".join(_fours(secret)), "picture": _picture(person, secret)}
    return render(request, "agencies/totp.html", context, status=form.status)


@signed_in
@prove_first
def add_passkey(request: Request) -> HttpResponse:
    """A passkey: this machine's own lock, a telephone, or a security key."""
    person, form = _me(request), PasskeyForm(request.POST or None)
    add = partial(_added, request, actions.add_passkey, person)
    codes = attempt(form, lambda: add(*form.given())) if request.method == "POST" else None
    if codes is not None:
        return _codes(request, codes, "Đã nối khóa bảo mật.")
    options = json.dumps(_plain(webauthn.begin_registration(person, False)))
    return render(request, "agencies/passkey.html", {"form": form, "options": options}, status=form.status)


@signed_in
@require_POST
def remove(request: Request, pk: int) -> HttpResponseBase:
    """No longer this one."""
    if not factors.of(_me(request)).filter(pk=pk).exists():
        raise Http404
    return _removed(request, pk)


@prove_first
def _removed(request: Request, pk: int) -> HttpResponse:
    no = press(lambda: actions.remove_factor(_me(request), pk, **when(request)))
    return _page(request, no) if no else done(request, reverse("agencies:factors"), "Đã gỡ cách xác nhận ấy.")


@signed_in
@require_POST
@prove_first
def renew_codes(request: Request) -> HttpResponse:
    """New recovery codes, shown in this answer only."""
    made: list[str] = []
    no = press(lambda: made.extend(actions.renew_codes(_me(request), **when(request))))
    return _page(request, no) if no else _show_codes(request, made)


def _proved(request: Request, has: bool) -> bool:
    at = request.session.get(factors.PROVED, "")
    lately = bool(at) and clock.now() - datetime.fromisoformat(at) < LATELY
    return lately and bool(request.session.get(factors.GIVEN) or not has)


def _to_proving(request: Request) -> HttpResponse:
    return go(request, f"{reverse('agencies:prove_again')}?{urlencode({'tiep': here(request)})}")


def _me(request: Request) -> Person:
    return Person.objects.get(pk=request.actor.person_id)


def _given(request: HttpRequest, person: Person, form: AskingForm) -> bool:
    """Whether the form proves that it is he; wrong answers are a line of the access log."""
    data, address, at = form.cleaned_data, request.META.get("REMOTE_ADDR", ""), clock.now()
    try:
        if "password" in data:
            actions.identify(person.username, data["password"], address=address, at=at)
        else:
            actions.prove(person, data["code"], data["credential"], address=address, at=at)
    except Refused:
        access_log.note("sign_in_failed", actor=None, at=at, address=address)
        raise
    return True


def _ask(request: HttpRequest, template: str, form: AskingForm, person: Person | None) -> HttpResponse:
    """The page that asks for a factor of this person, or without one for the password."""
    keys = person is not None and factors.of(person).filter(type="webauthn").exists()
    context = {
        "form": form,
        "next": onward(request),
        "options": json.dumps(_plain(webauthn.begin_authentication(person))) if keys else "",
    }
    return render(request, template, context, status=form.status)


def _page(request: Request, no: Refused | None = None) -> HttpResponse:
    person = _me(request)
    rows = list(factors.of(person))
    context = {
        "rows": [(row, row.wrap().name if row.type == "webauthn" else "Ứng dụng tạo mã") for row in rows],
        "codes_left": factors.codes_left(person),
        "due": request.factor_due,
        "no": no,
    }
    return render(request, "agencies/factors.html", context, status=no.status if no else 200)


def _added(request: Request, add: Callable[..., list[str]], person: Person, *given: str) -> list[str]:
    """The factor is taken, and who had to give one has given it; its first recovery codes, if there were none."""
    codes = add(person, *given, **when(request))
    request.session[factors.GIVEN] = True
    request.session[factors.PROVED] = clock.now().isoformat()
    return codes


def _codes(request: Request, codes: list[str], sentence: str) -> HttpResponse:
    return _show_codes(request, codes) if codes else done(request, reverse("agencies:factors"), sentence)


def _show_codes(request: Request, codes: list[str]) -> HttpResponse:
    shown = [" ".join(_fours(code)) for code in codes]
    return render(request, "agencies/recovery_codes.html", {"codes": shown, "username": _me(request).username})


def _fours(text: str) -> list[str]:
    return [text[place : place + 4] for place in range(0, len(text), 4)]


def _picture(person: Person, secret: str) -> Markup:
    url = factors.Adapter().build_totp_url(person, secret)
    drawn = segno.make(url, error="m", micro=False).svg_inline(scale=4, border=3, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704 drawn by segno; the text itself is not in it


def _plain(value: Any) -> Any:
    """WebAuthn's options as JSON knows them."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return {key: _plain(value[key]) for key in value} if hasattr(value, "keys") else value
