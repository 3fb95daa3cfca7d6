"""Passwords: what a good one is, one-time ones, and how many may be checked at once (Argon2 takes 100 MiB each)."""

from __future__ import annotations

import fcntl
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from giaoviec.agencies import factors
from giaoviec.agencies.models import Person, UsedPassword
from giaoviec.agencies.text import plain
from giaoviec.journal.errors import Refused

LEAST, LEAST_WITH_FACTOR = 14, 8
"""Characters of a password without a second factor, with four classes; and with one (level 3 of NĐ 331/2026/NĐ-CP)."""
NOT_AGAIN = 10
AT_ONCE = 2
"""On this machine, whatever its number of processes and threads."""
WAIT_SECONDS, LOOK_SECONDS = 10.0, 0.02
MARKS = "-+=?#%"


@contextmanager
def turn() -> Iterator[None]:
    """A turn to hash or check; `Refused` with 503 where too many are before."""
    until = time.monotonic() + WAIT_SECONDS
    while (held := _place()) is None:
        if time.monotonic() > until:
            raise Refused("Đang có nhiều người đăng nhập cùng lúc; xin thử lại sau ít phút.", status=503)
        time.sleep(LOOK_SECONDS)
    with held:  # Closing gives the place back, and so does the end of a process that was killed.
        yield


def _place() -> IO[str] | None:
    """One of the places, as an open file that holds its lock; None where all are taken."""
    folder = Path(settings.DATA_DIR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(AT_ONCE):
        file = (folder / f"password-{number}").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    return None


def faults(password: str, person: Person) -> list[str]:
    """What is wrong with a new password, each as a sentence; old ones are looked at only when all else is right."""
    found, alone = [], not factors.has(person)
    least = LEAST if alone else LEAST_WITH_FACTOR
    if len(password) < least:
        found.append(f"Mật khẩu phải có ít nhất {least} ký tự.")
    if alone and not _has_four_classes(password):
        found.append("Mật khẩu phải có đủ chữ thường, chữ hoa, chữ số và ký tự khác (dấu cách, dấu câu…).")
    if _holds_name(password, person):
        found.append("Mật khẩu không được chứa tên đăng nhập hoặc họ tên.")
    if _is_common(password):
        found.append("Mật khẩu này nằm trong danh sách mật khẩu hay dùng, dễ bị đoán; hãy chọn mật khẩu khác.")
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


def _is_common(password: str) -> bool:
    """Among the 20,000 that are tried first (Django's list)."""
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False


def _was_used(password: str, person: Person) -> bool:
    old = UsedPassword.objects.filter(person=person).order_by("-at", "-id").values_list("hash", flat=True)[:NOT_AGAIN]
    with turn():
        return any(check_password(password, stored) for stored in {person.password, *old})
