"""Accounts: list, making, and the page of one: posts, delegations, locks. A one-time password is shown once."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies import actions, factors, queries
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.actions.signing import locked_keys
from giaoviec.agencies.forms import AccountForm, DelegationForm, DisableForm, NewAccountForm, PostForm
from giaoviec.agencies.models import Delegation, Membership, Person, SignsInBy
from giaoviec.agencies.text import plain
from giaoviec.agencies.views.common import chip, done, kept, press, runs, sheet, when
from giaoviec.agencies.views.factors import prove_again
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.rules.roles import Role

POST_ID, DELEGATION_ID = "vi-tri_%s", "uy-quyen_%s"
"""Several forms stand on one page: their fields need names of their own in it."""


@need("manage_users")
def listing(request: Request) -> HttpResponse:
    """All accounts by given name, filtered by agency, role, state and words."""
    on = clock.today()
    held = Prefetch("memberships", queries.memberships_on(on), to_attr="posts_now")
    states = (
        ("dung", "Đã ngừng"),
        ("lau", "Lâu không dùng"),
        ("moi", "Chưa đổi mật khẩu"),
        ("khong", "Không có vị trí"),
    )
    agencies = [(str(agency.pk), agency.name) for agency in queries.directory(on)]
    roles = [(role.value, role.vi) for role in Role]
    context = {
        "sheet": sheet(request, _filtered(request).prefetch_related(held)),
        "chips": [
            *(chip(request, "co-quan", value, label) for value, label in _chosen(request, "co-quan", agencies)),
            *(chip(request, "vai-tro", value, label) for value, label in _chosen(request, "vai-tro", roles)),
            *(chip(request, "tinh-trang", value, label) for value, label in states),
        ],
        "agencies": agencies,
        "roles": [chip(request, "vai-tro", value, label) for value, label in roles],
        "q": request.GET.get("q", ""),
        "kept": kept(request),
    }
    return render(request, "agencies/people.html", context)


@need("manage_users")
@prove_again
def add(request: Request) -> HttpResponse:
    """Make an account with its first post; answers with the one-time password."""
    form = NewAccountForm(request.POST or None, on=clock.today(), initial={"agency": request.GET.get("co-quan")})
    made = attempt(form, lambda: _make(request, form)) if request.method == "POST" else None
    if made is not None:
        return _show_password(request, *made)
    return render(request, "agencies/person_add.html", {"form": form}, status=form.status)


@need("manage_users")
def detail(request: Request, pk: int) -> HttpResponse:
    """One account; POST mends name and contact."""
    person = get_object_or_404(Person, pk=pk)
    if request.method != "POST":
        return page(request, person)
    form = AccountForm(request.POST)
    if attempt(form, lambda: actions.edit_account(pk, **form.cleaned_data, **when(request))) is None:
        return page(request, person, form=form)
    return done(request, _address(person), "Đã ghi thông tin tài khoản.")


@need("manage_users")
@require_POST
@prove_again
def add_post(request: Request, pk: int) -> HttpResponse:
    """Give somebody a post."""
    person = get_object_or_404(Person, pk=pk)
    form = PostForm(request.POST, on=clock.today(), auto_id=POST_ID)
    if attempt(form, lambda: actions.add_post(pk, form.post(), **when(request))) is None:
        return page(request, person, post_form=form)
    return done(request, _address(person), "Đã thêm vị trí công tác.")


@need("manage_users")
@require_POST
def end_post(request: Request, pk: int, post: int) -> HttpResponse:
    """End a post today."""
    person = get_object_or_404(Person, pk=pk)
    get_object_or_404(Membership, pk=post, person=person)
    return _pressed(request, person, lambda: actions.end_post(post, **when(request)), "Đã kết thúc vị trí công tác.")


@need("manage_users")
@require_POST
def disable(request: Request, pk: int) -> HttpResponse:
    """Shut an account, with the reason."""
    person = get_object_or_404(Person, pk=pk)
    form = DisableForm(request.POST)
    if attempt(form, lambda: actions.disable_account(pk, form.cleaned_data["why"], **when(request))) is None:
        return page(request, person, disable_form=form)
    return done(request, _address(person), f"Tài khoản {person.username} đã ngừng hoạt động.")


@need("manage_users")
@require_POST
@prove_again
def enable(request: Request, pk: int) -> HttpResponse:
    """Open an account again."""
    person = get_object_or_404(Person, pk=pk)
    sentence = f"Tài khoản {person.username} đã hoạt động trở lại."
    return _pressed(request, person, lambda: actions.enable_account(pk, **when(request)), sentence)


@need("manage_users")
@require_POST
def unlock(request: Request, pk: int) -> HttpResponse:
    """Lift the lock after failed sign-ins."""
    person = get_object_or_404(Person, pk=pk)
    return _pressed(request, person, lambda: actions.unlock_account(pk, **when(request)), "Đã mở khóa đăng nhập.")


@need("manage_users")
@require_POST
@prove_again
def reset(request: Request, pk: int) -> HttpResponse:
    """A new one-time password, shown in this answer only."""
    person = get_object_or_404(Person, pk=pk)
    try:
        return _show_password(request, *actions.reset_password(pk, **when(request)))
    except Refused as no:
        return page(request, person, no=no)


@need("manage_users")
@require_POST
@prove_again
def by_directory(request: Request, pk: int) -> HttpResponse:
    """Let the province's directory say whether his password is right."""
    person = get_object_or_404(Person, pk=pk)
    sentence = f"Tài khoản {person.username} nay đăng nhập bằng mật khẩu ở danh bạ của tỉnh."
    return _pressed(request, person, lambda: actions.sign_in_by_directory(pk, **when(request)), sentence)


@need("manage_users")
@require_POST
@prove_again
def take_factors(request: Request, pk: int) -> HttpResponse:
    """Somebody lost his second factor."""
    person = get_object_or_404(Person, pk=pk)
    sentence = f"Đã gỡ bước xác nhận thứ hai của {person.username}."
    return _pressed(request, person, lambda: actions.take_factors(pk, **when(request)), sentence)


@need("manage_users")
@require_POST
def delegate(request: Request, pk: int) -> HttpResponse:
    """Enter a delegation for somebody."""
    person = get_object_or_404(Person, pk=pk)
    form = DelegationForm(request.POST, person=person, on=clock.today(), auto_id=DELEGATION_ID)
    if attempt(form, lambda: _delegate(request, form)) is None:
        return page(request, person, delegation_form=form)
    return done(request, _address(person), "Đã ghi ủy quyền.")


@need("manage_users")
@require_POST
def end_delegation(request: Request, pk: int, delegation: int) -> HttpResponse:
    """End a delegation before its last day."""
    person = get_object_or_404(Person, pk=pk)
    get_object_or_404(Delegation, pk=delegation, membership__person=person)
    return _pressed(
        request, person, lambda: actions.end_delegation(delegation, **when(request)), "Đã kết thúc ủy quyền."
    )


def page(request: Request, person: Person, no: Refused | None = None, **forms: object) -> HttpResponse:
    """The page of one account; of the forms that were sent the one that was refused is given."""
    on = clock.today()
    posts = person.memberships.select_related("agency", "unit").order_by("-from_on", "-id")
    contact = {"name": person.name, "email": person.email, "phone": person.phone}
    context = {
        "person": person,
        "no": no,
        "posts": [(post, Role(post.role).vi, post.to_on is None or post.to_on > on) for post in posts],
        "given": [(row, runs(row, on)) for row in queries.delegations_given(person)[:20]],
        "received": queries.delegations_received(person)[:20],
        "sessions": queries.sessions_of(person).count(),
        "factor": factors.has(person),
        "may_directory": bool(settings.LDAP_URL) and person.signs_in_by == SignsInBy.PASSWORD,
        "locks": locked_keys(person.username, clock.now()),
        "form": AccountForm(initial=contact),
        "post_form": PostForm(on=on, auto_id=POST_ID),
        "disable_form": DisableForm(),
        "delegation_form": DelegationForm(person=person, on=on, auto_id=DELEGATION_ID),
        "own": person.pk == request.actor.person_id,
        **forms,
    }
    status = no.status if no else 422 if forms else 200
    return render(request, "agencies/person.html", context, status=status)


def _pressed(request: Request, person: Person, do: object, sentence: str) -> HttpResponse:
    no = press(do)  # type: ignore[arg-type]
    return page(request, person, no=no) if no else done(request, _address(person), sentence)


def _show_password(request: Request, person: Person, password: str) -> HttpResponse:
    return render(request, "agencies/one_time.html", {"person": person, "password": password})


def _chosen(request: Request, name: str, options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [option for option in options if option[0] == request.GET.get(name)]


def _filtered(request: Request) -> QuerySet[Person]:
    on, asked = clock.today(), request.GET
    people = Person.objects.order_by("sort_key", "id")
    held = queries.memberships_on(on)
    if asked.get("co-quan", "").isdigit():
        people = people.filter(pk__in=held.filter(agency=int(asked["co-quan"])).values("person"))
    if asked.get("vai-tro"):
        people = people.filter(pk__in=held.filter(role=asked["vai-tro"]).values("person"))
    words = asked.get("q", "").strip()
    if words:
        same = [row.pk for row in people if plain(words) in plain(f"{row.name} {row.username}")]
        people = people.filter(pk__in=same)
    return people.filter(_state(asked.get("tinh-trang", "")))


def _state(state: str) -> Q:
    on = clock.today()
    if state == "dung":
        return Q(is_active=False)
    if state == "moi":
        return Q(is_active=True, must_change_password=True)
    if state == "khong":
        return Q(is_active=True) & ~Q(pk__in=queries.memberships_on(on).values("person"))
    if state == "lau":
        return queries.idle(on)
    return Q()


def _make(request: Request, form: NewAccountForm) -> tuple[Person, str]:
    data = form.cleaned_data
    who = {name: data[name] for name in ("name", "email", "phone")}
    return actions.create_account(data["username"], **who, post=form.post(), **when(request))


def _delegate(request: Request, form: DelegationForm) -> Delegation:
    data = form.cleaned_data
    days = {"from_on": data["from_on"], "to_on": data["to_on"]}
    return actions.delegate(data["membership"].pk, data["to"].pk, **days, basis=data["basis"], **when(request))


def _address(person: Person) -> str:
    return reverse("agencies:person", args=[person.pk])
