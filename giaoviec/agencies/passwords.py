"""Passwords: what a good one is, one-time ones, and how many may be checked at once (Argon2 takes 100 MiB each)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.contrib.auth.hashers import check_password

from giaoviec.agencies.models import Person, UsedPassword
from giaoviec.agencies.text import plain
from giaoviec.journal.errors import Refused

LEAST = 14
"""Characters of a password without a second factor, with four classes (level 3 of NĐ 331/2026/NĐ-CP)."""
NOT_AGAIN = 10
AT_ONCE = 2
WAIT_SECONDS = 10
MARKS = "-+=?#%"
_checks = BoundedSemaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """A turn to hash or check; `Refused` with 503 where too many are before."""
    if not _checks.acquire(timeout=WAIT_SECONDS):
        raise Refused("Đang có nhiều người đăng nhập cùng lúc; xin thử lại sau ít phút.", status=503)
    try:
        yield
    finally:
        _checks.release()


def faults(password: str, person: Person) -> list[str]:
    """What is wrong with a new password, each as a sentence; old ones are looked at only when all else is right."""
    found = []
    if len(password) < LEAST:
        found.append(f"Mật khẩu phải có ít nhất {LEAST} ký tự.")
    if not _has_four_classes(password):
        found.append("Mật khẩu phải có đủ chữ thường, chữ hoa, chữ số và ký tự khác (dấu cách, dấu câu…).")
    if _holds_name(password, person):
        found.append("Mật khẩu không được chứa tên đăng nhập hoặc họ tên.")
    if not found and _was_used(password, person):
        found.append(f"Mật khẩu này đã dùng trong {NOT_AGAIN} lần gần đây; hãy chọn mật khẩu khác.")
    return found


def one_time() -> str:
    """A password for one sign-in: easy to read out, of four classes, about 80 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    groups = ["".join(secrets.choice(letters) for _ in range(4)) for _ in range(3)]
    groups[0] = groups[0][0].upper() + groups[0][1:]
    mark, number = secrets.choice(MARKS), f"{secrets.randbelow(10000):04d}"
    return mark.join([*groups, number])


def _has_four_classes(password: str) -> bool:
    lower = any(character.islower() for character in password)
    upper = any(character.isupper() for character in password)
    digit = any(character.isdigit() for character in password)
    return lower and upper and digit and any(not character.isalnum() for character in password)


def _holds_name(password: str, person: Person) -> bool:
    key = plain(password).replace(" ", "")
    names = (person.username, person.name)
    return any(len(name) > 3 and name in key for name in (plain(text).replace(" ", "") for text in names))


def _was_used(password: str, person: Person) -> bool:
    old = UsedPassword.objects.filter(person=person).order_by("-at", "-id").values_list("hash", flat=True)[:NOT_AGAIN]
    with turn():
        return any(check_password(password, stored) for stored in {person.password, *old})
