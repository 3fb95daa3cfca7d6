"""Who somebody is, by name and password; too many failures shut the door a while, for known and unknown names alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate, localtime

from giaoviec.agencies import factors, ldap, passwords
from giaoviec.agencies.models import Person, SignInGuard, SignsInBy
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.citation import Policy

LOCKED_FOR = timedelta(minutes=15)
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
NAME_SHARE, ADDRESS_SHARE = 4, 20
"""How many times the profile's number of failures a name may have from all addresses, an address for all names."""


def identify(username: str, password: str, *, address: str, at: datetime) -> Person:
    """The person of that name and password. `Refused` with one sentence for a wrong name and a wrong password alike.

    After the profile's `lock_after_failures` from one address a name is shut there for 15 minutes; after four times as
    many everywhere, and after twenty times as many an address for every name. A right password then does not help.
    """
    limits = limits_of(username, address, at)
    refuse_locked(limits, at)
    person = Person.objects.filter(username=username.strip().casefold()).first()
    with passwords.turn():
        right = _matches(person, password)
    if person is not None and person.signs_in_by == SignsInBy.DIRECTORY:
        right = ldap.proves(person.username, password)
    if person is None or not right:
        count_failure(limits, at)
        raise Refused(WRONG, field="password", status=422)
    if not person.is_active:
        raise Refused("Tài khoản này đã ngừng hoạt động; đề nghị liên hệ người quản trị.", status=422)
    if not factors.has(person):  # Else the second step is still to come, and wrong codes count on.
        forget_failures(username, address)
    return person


def keys(username: str, address: str) -> tuple[str, str, str]:
    """What failures are counted by: the name from that address, the name, the address."""
    name = username.strip().casefold()[:60]
    return f"{name}@{address}", f"{name}@", f"@{address}"


def locked_keys(username: str, at: datetime) -> list[SignInGuard]:
    """What shuts a name now, for the administrator to see and lift."""
    name = keys(username, "")[1]
    return list(SignInGuard.objects.filter(key__startswith=name, locked_until__gt=at))


def limits_of(username: str, address: str, at: datetime) -> Mapping[str, int]:
    """How many failures each key may have."""
    most: int = profile_on(localdate(at))["lock_after_failures"]
    shares = (1, NAME_SHARE, ADDRESS_SHARE)
    return {key: most * share for key, share in zip(keys(username, address), shares, strict=True)}


def refuse_locked(limits: Mapping[str, int], at: datetime) -> None:
    """Raises `Refused` (429) where one of the keys is shut."""
    shut = SignInGuard.objects.filter(key__in=limits, locked_until__gt=at).order_by("-locked_until").first()
    if shut is not None and shut.locked_until is not None:
        until = localtime(shut.locked_until)
        raise Refused(
            f"Đăng nhập sai quá nhiều lần nên tạm khóa đến {until:%H:%M} ngày {until:%d/%m/%Y}. "
            "Nếu quên mật khẩu, đề nghị người quản trị đặt lại.",
            ground=Policy("accounts"),
            status=429,
        )


def _matches(person: Person | None, password: str) -> bool:
    """For a name that nobody has the same work is done, so that time does not tell."""
    if person is None:
        make_password(password)
        return False
    return person.check_password(password)


def count_failure(limits: Mapping[str, int], at: datetime) -> None:
    """One more under each key; the last one that it may have shuts it."""
    with transaction.atomic():
        for key, most in limits.items():
            guard, _ = SignInGuard.objects.select_for_update().get_or_create(key=key, defaults={"last_at": at})
            failures = 1 if at - guard.last_at > LOCKED_FOR else guard.failures + 1
            guard.failures, guard.last_at = failures, at
            guard.locked_until = at + LOCKED_FOR if failures >= most else None
            guard.save()


def forget_failures(username: str, address: str) -> None:
    """Those of the name; an address may be many people's, so its count runs out by itself."""
    SignInGuard.objects.filter(key__in=keys(username, address)[:2]).delete()
