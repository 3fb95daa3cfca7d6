"""Accounts: made, mended, disabled, enabled, reset by the administrator; password, sessions and feed by the owner."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from giaoviec.agencies import passwords, queries
from giaoviec.agencies.actions.common import found, rights_changed, tidy
from giaoviec.agencies.actions.posts import NewPost, checked_post, keep_two_administrators
from giaoviec.agencies.actions.signing import keys
from giaoviec.agencies.models import Person, Session, SignInGuard, SignsInBy, UsedPassword
from giaoviec.agencies.rights import tell_of_account, tell_of_post
from giaoviec.agencies.text import sort_key_person
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role

KEPT_ELSEWHERE = "Mật khẩu của tài khoản này do danh bạ của tỉnh giữ; việc đổi, đặt lại làm ở danh bạ."
_USERNAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def create_account(
    username: str,
    *,
    name: str,
    email: str = "",
    phone: str = "",
    post: NewPost | None = None,
    by: Actor | None,
    on: date,
    at: datetime,
) -> tuple[Person, str]:
    """Make an account, with its first post where given; returns it and its one-time password, which is kept nowhere."""
    person = Person(username=_username(username), created_at=at, must_change_password=True)
    _describe(person, name, email, phone)
    first = checked_post(post, None, on) if post else None
    password = passwords.one_time()
    person.password = _hashed(password)
    with act("create_account", by=by, on=on, at=at, subject="person") as a:
        person.save(force_insert=True)
        a.touch("person", person.pk)
        if first is not None:
            first.person = person
            first.save(force_insert=True)
            a.touch("agency", first.agency_id)
            tell_of_post(a, first)
    return person, password


def edit_account(
    person_id: int, *, name: str, email: str, phone: str, by: Actor | None, on: date, at: datetime
) -> Person:
    """Mend name and office contact."""
    person = account(person_id)
    _describe(person, name, email, phone)
    with act("edit_account", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        person.save(update_fields=["name", "sort_key", "email", "phone"])
        rights_changed([person.pk])
    return person


def disable_account(person_id: int, why: str, *, by: Actor | None, on: date, at: datetime) -> Person:
    """Shut an account: its sessions end at once, and what it was delegated or delegates rests."""
    person = account(person_id)
    not_oneself(person, by, "ngừng hoạt động")
    why = tidy(why, what="Lý do", field="why")
    keep_two_administrators(person.memberships.filter(queries.current(on)), on)
    with act("disable_account", by=by, on=on, at=at, subject="person", subject_id=person.pk) as a:
        set_columns(person, is_active=False, disabled_why=why, calendar_token="")
        Session.objects.filter(person=person).delete()
        rights_changed([person.pk])
        tell_of_account(a, person)
    return person


def enable_account(person_id: int, *, by: Actor | None, on: date, at: datetime) -> Person:
    """Open an account again; its password stays what it was."""
    person = account(person_id)
    if person.is_active:
        raise Refused("Tài khoản này đang hoạt động.")
    with act("enable_account", by=by, on=on, at=at, subject="person", subject_id=person.pk) as a:
        set_columns(person, is_active=True, disabled_why="", enabled_at=at)
        rights_changed([person.pk])
        tell_of_account(a, person)
    return person


def reset_password(person_id: int, *, by: Actor | None, on: date, at: datetime) -> tuple[Person, str]:
    """A new one-time password of ours; sessions, the lock after failures and the directory's say end. Returns the
    account and the password."""
    person = account(person_id)
    not_oneself(person, by, "đặt lại mật khẩu")
    password = passwords.one_time()
    hashed = _hashed(password)
    with act("reset_password", by=by, on=on, at=at, subject="person", subject_id=person.pk) as a:
        _keep_used(person, at)
        set_columns(person, password=hashed, must_change_password=True, signs_in_by=SignsInBy.PASSWORD)
        _unlock(person)
        Session.objects.filter(person=person).delete()
        rights_changed([person.pk])
        tell_of_account(a, person)
    return person, password


def sign_in_by_directory(person_id: int, *, by: Actor | None, on: date, at: datetime) -> Person:
    """From now on the province's directory says whether his password is right; the one kept here is gone.

    `Refused` for technical administrators: when the directory is away somebody must still get in.
    """
    person = account(person_id)
    not_oneself(person, by, "đổi cách đăng nhập")
    if not settings.LDAP_URL:
        raise Refused("Phần mềm chưa nối với danh bạ của tỉnh (LDAP_URL).")
    if queries.memberships_on(on).filter(person=person, role=Role.ADMINISTRATOR).exists():
        raise Refused("Quản trị kỹ thuật giữ mật khẩu của phần mềm: khi danh bạ hỏng vẫn phải có người vào được.")
    with act("sign_in_by_directory", by=by, on=on, at=at, subject="person", subject_id=person.pk) as a:
        nothing = make_password(None)
        set_columns(person, password=nothing, must_change_password=False, signs_in_by=SignsInBy.DIRECTORY)
        Session.objects.filter(person=person).delete()
        rights_changed([person.pk])
        tell_of_account(a, person)
    return person


def unlock_account(person_id: int, *, by: Actor | None, on: date, at: datetime) -> Person:
    """Lift the lock after failed sign-ins."""
    person = account(person_id)
    with act("unlock_account", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        _unlock(person)
    return person


def change_password(
    person: Person, old: str, new: str, *, session_key: str | None = None, by: Actor | None, on: date, at: datetime
) -> Person:
    """The owner's own change; all his other sessions end (`session_key` is the one that goes on).

    `Refused` with field `old` or `new`, and every fault of the new password in one sentence after the other.
    """
    if person.signs_in_by == SignsInBy.DIRECTORY:
        raise Refused(KEPT_ELSEWHERE)
    with passwords.turn():
        right = person.check_password(old)
    if not right:
        raise Refused("Mật khẩu hiện nay không đúng.", field="old", status=422)
    wrong = passwords.faults(new, person)
    if wrong:
        raise Refused(" ".join(wrong), field="new", status=422)
    hashed = _hashed(new)
    with act("change_password", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        _keep_used(person, at)
        set_columns(person, password=hashed, must_change_password=False)
        Session.objects.filter(person=person).exclude(session_key=session_key).delete()
        rights_changed([person.pk])
    person.refresh_from_db()
    return person


def end_session(person: Person, session_key: str, *, by: Actor, on: date, at: datetime) -> None:
    """Sign one of one's own browsers out from afar."""
    with act("end_session", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        Session.objects.filter(person=person, session_key=session_key).delete()


def make_feed(person: Person, *, by: Actor, on: date, at: datetime) -> str:
    """A new private address of one's calendar; the old one, if any, is dead."""
    token = secrets.token_urlsafe(32)
    with act("make_feed", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        set_columns(person, calendar_token=token)
    return token


def revoke_feed(person: Person, *, by: Actor, on: date, at: datetime) -> None:
    """No private calendar any more."""
    with act("revoke_feed", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        set_columns(person, calendar_token="")


def account(person_id: int) -> Person:
    """The account, or `Refused` with 404."""
    return found(Person.objects.all(), person_id, what="tài khoản")


def set_columns(person: Person, **columns: object) -> None:
    """Only these columns: the row may have changed since it was read."""
    Person.objects.filter(pk=person.pk).update(**columns)
    for name, value in columns.items():
        setattr(person, name, value)


def _hashed(password: str) -> str:
    with passwords.turn():
        return make_password(password)


def _describe(person: Person, name: str, email: str, phone: str) -> None:
    person.name = tidy(name, what="Họ và tên", field="name", most=120)
    person.sort_key = sort_key_person(person.name)
    person.phone = tidy(phone, what="Điện thoại", field="phone", most=30, empty=True)
    person.email = email.strip()
    if person.email:
        _check_email(person.email)


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        sentence = "Thư điện tử không đúng dạng, ví dụ: ten@lamdong.gov.vn."
        raise Refused(sentence, field="email", status=422) from None


def _username(text: str) -> str:
    username = text.strip().casefold()
    if not _USERNAME.fullmatch(username) or len(username) > 60:
        sentence = "Tên đăng nhập chỉ gồm chữ thường không dấu, số và dấu chấm, ví dụ: stc.vanphong."
        raise Refused(sentence, field="username", status=422)
    if Person.objects.filter(username=username).exists():
        raise Refused(f"Tên đăng nhập “{username}” đã có người dùng.", field="username", status=422)
    return username


def not_oneself(person: Person, by: Actor | None, what: str) -> None:
    """`Refused` where somebody would do to himself what another administrator must do."""
    if by is not None and by.person_id == person.pk:
        raise Refused(f"Không tự {what} được; việc này do người quản trị khác làm.")


def _keep_used(person: Person, at: datetime) -> None:
    """Remember the password that is going, and no more than are asked about."""
    UsedPassword.objects.create(person=person, hash=person.password, at=at)
    kept = UsedPassword.objects.filter(person=person).order_by("-at", "-id").values("pk")[: passwords.NOT_AGAIN]
    UsedPassword.objects.filter(person=person).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def _unlock(person: Person) -> None:
    SignInGuard.objects.filter(key__startswith=keys(person.username, "")[1]).delete()
