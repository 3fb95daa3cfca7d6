"""Signing in and out, the password, and in which post one acts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies import actions, principals, queries
from giaoviec.agencies.access import Request, go, signed_in
from giaoviec.agencies.forms import PasswordForm, SignInForm
from giaoviec.agencies.middleware import ACTING
from giaoviec.agencies.models import Person
from giaoviec.agencies.views.common import done, when
from giaoviec.agencies.views.entering import admit, onward
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role

DEMONSTRATION = (
    *("chutich", "pct.kinhte", "troly", "chanhvp", "vanthu", "theodoi", "stc.giamdoc", "stc.vanphong"),
    *("stc.chuyenvien", "sxd.vanphong", "sxd.truongphong", "xa.phuquy", "xa.phuquy.vanthu", "noivu", "thanhtra"),
    *("kiemtoan", "hatang", "quantri", "quantri2"),
)
SERVICE_UNAVAILABLE, RETRY_SECONDS = 503, 30
NO_POST = "Tài khoản này hiện không thuộc cơ quan nào; đề nghị liên hệ người quản trị."


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, and go on to where one was going."""
    if getattr(request, "actor", None) is not None:
        return go(request, onward(request))
    form = SignInForm(request.POST or None)
    person = attempt(form, lambda: _identified(request, form)) if request.method == "POST" else None
    if person is not None:
        return admit(request, person)
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("tiep", ""),
        "demo_accounts": [] if clock.production() else _demonstration(),
    }
    return patient(render(request, "site/dang-nhap.html", context, status=form.status))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None:
        access_log.note("signed_out", actor=actor, at=clock.now())
    logout(request)
    return go(request, settings.LOGIN_URL)


@signed_in
def password(request: Request) -> HttpResponse:
    """One's own password; the first page after a one-time password."""
    form = PasswordForm(request.POST or None)
    person = Person.objects.get(pk=request.actor.person_id)
    if request.method == "POST" and attempt(form, lambda: _change(request, person, form)) is not None:
        request.session.cycle_key()
        request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        return done(request, "/", "Đã đổi mật khẩu. Các phiên làm việc ở máy khác đã kết thúc.")
    context = {"form": form, "due": request.principal.must_change_password}
    return render(request, "agencies/password.html", context, status=form.status)


@signed_in
@require_POST
def act_as(request: Request) -> HttpResponse:
    """Choose the post in which one acts (`tu_cach`); what is shown then is what that post sees."""
    chosen = request.principal.post(request.POST.get("tu_cach"))
    request.session[ACTING] = chosen.key
    return done(request, "/", f"Đang làm việc với tư cách: {chosen.label}.")


def patient(response: HttpResponse) -> HttpResponse:
    """An answer that says when to come again, where the door was too full."""
    if response.status_code == SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _demonstration() -> list[tuple[str, str]]:
    """The accounts that `demo` makes, with who each is; only a demonstration shows them."""
    posts = queries.memberships_on(clock.today()).filter(person__username__in=DEMONSTRATION)
    who = {post.person.username: f"{post.title or Role(post.role).vi}, {post.agency.name}" for post in posts}
    return [(username, who[username]) for username in DEMONSTRATION if username in who]


def _identified(request: HttpRequest, form: SignInForm) -> Person:
    data = form.cleaned_data
    address, at = request.META.get("REMOTE_ADDR", ""), clock.now()
    try:
        person = actions.identify(data["username"], data["password"], address=address, at=at)
        if principals.actor_of(person, day=clock.today()) is None:
            raise Refused(NO_POST, status=422)
    except Refused:
        access_log.note("sign_in_failed", actor=None, at=at, address=address)
        raise
    return person


def _change(request: Request, person: Person, form: PasswordForm) -> Person:
    data, key = form.cleaned_data, request.session.session_key
    return actions.change_password(person, data["old"], data["new"], session_key=key, **when(request))
