"""Second factors: given at the door, added and removed by their owner, taken away by an administrator when lost.

Secrets, signatures and the arithmetic of codes are allauth's; that a code works once, and that wrong ones count towards
the lock, is ours, since the lock is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.db import transaction

from giaoviec.agencies import factors
from giaoviec.agencies.actions.accounts import account, not_oneself, set_columns
from giaoviec.agencies.actions.common import rights_changed, tidy
from giaoviec.agencies.actions.signing import count_failure, forget_failures, limits_of, refuse_locked
from giaoviec.agencies.models import Person, Session, SignsInBy
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor

Type = Authenticator.Type
WRONG_CODE = "Mã không đúng, đã dùng rồi hoặc đã hết hạn; hãy nhập mã đang hiện trong ứng dụng."
WRONG_KEY = "Không nhận được khóa bảo mật này; hãy thử lại, hoặc nhập mã."
MALFORMED = (ValidationError, InvalidSignature, ValueError, TypeError, KeyError, AttributeError)
"""What allauth and its WebAuthn library raise for an answer that no authenticator gave."""


def prove(person: Person, code: str = "", credential: str = "", *, address: str, at: datetime) -> str:
    """Which kind of factor was given: a code of the app or a recovery code, or a passkey's answer (JSON).

    `Refused` at `code` for a wrong one, which counts towards the lock like a wrong password; 429 where it is shut.
    """
    limits = limits_of(person.username, address, at)
    refuse_locked(limits, at)
    kind = _by_passkey(person, credential, at) if credential else _by_code(person, code, at)
    if not kind:
        count_failure(limits, at)
        raise Refused(WRONG_KEY if credential else WRONG_CODE, field="code", status=422)
    forget_failures(person.username, address)
    return kind


def add_totp(person: Person, secret: str, code: str, *, by: Actor, on: date, at: datetime) -> list[str]:
    """An app of codes in the place of the one before, once it shows a right code; returns recovery codes, if new."""
    used = _counter(secret, code, after=0)
    if used is None:
        raise Refused(WRONG_CODE, field="code", status=422)
    with act("add_factor", by=by, on=on, at=at, subject="person", subject_id=person.pk, kind=Type.TOTP.value):
        Authenticator.objects.filter(user=person, type=Type.TOTP).delete()
        sealed = {"secret": factors.seal(secret), "last": used}
        Authenticator.objects.create(user=person, type=Type.TOTP, data=sealed, created_at=at)
        return _first_codes(person)


def add_passkey(person: Person, name: str, credential: str, *, by: Actor, on: date, at: datetime) -> list[str]:
    """A passkey by what the browser answered (JSON) to the options in this session; returns recovery codes, if new."""
    name = tidy(name, what="Tên khóa", field="name", most=60)
    if not (answer := _answered(lambda given: webauthn.complete_registration(given) and given, credential)):
        raise Refused("Không nhận được khóa bảo mật này; hãy thử lại.", field="name", status=422)
    with act("add_factor", by=by, on=on, at=at, subject="person", subject_id=person.pk, kind=Type.WEBAUTHN.value):
        kept = {"name": name, "credential": answer}
        Authenticator.objects.create(user=person, type=Type.WEBAUTHN, data=kept, created_at=at)
        return _first_codes(person)


def remove_factor(person: Person, pk: int, *, by: Actor, on: date, at: datetime) -> None:
    """One of one's own; recovery codes go with the last."""
    row = factors.of(person).filter(pk=pk).first()
    if row is None:
        raise Refused("Không tìm thấy cách xác nhận này.", status=404)
    with act("remove_factor", by=by, on=on, at=at, subject="person", subject_id=person.pk, kind=row.type):
        row.delete()
        if not factors.has(person):
            _take_all(person)
        rights_changed([person.pk])


def renew_codes(person: Person, *, by: Actor, on: date, at: datetime) -> list[str]:
    """New recovery codes; the old ones are worth nothing."""
    if not factors.has(person):
        raise Refused("Hãy thiết lập ứng dụng tạo mã hoặc khóa bảo mật trước.")
    with act("renew_codes", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).delete()
        return _first_codes(person)


def take_factors(person_id: int, *, by: Actor | None, on: date, at: datetime) -> Person:
    """Another's, when he lost them: all go, his sessions end, and he is told when he signs in again."""
    person = account(person_id)
    not_oneself(person, by, "gỡ bước xác nhận thứ hai")
    if not factors.has(person):
        raise Refused("Tài khoản này chưa thiết lập bước xác nhận thứ hai.")
    with act("take_factors", by=by, on=on, at=at, subject="person", subject_id=person.pk):
        _take_all(person)
        Session.objects.filter(person=person).delete()
        rights_changed([person.pk])
    return person


def _by_passkey(person: Person, credential: str, at: datetime) -> str:
    row = _answered(lambda given: webauthn.complete_authentication(person, given), credential)
    return _used(row, at) if row else ""


def _answered(ask: Callable[[dict[str, Any]], Any], credential: str) -> Any:
    """What allauth makes of a browser's answer, None where nothing; the challenge is good for one answer."""
    try:
        return ask(json.loads(credential))
    except MALFORMED:
        return None
    finally:
        webauthn.clear_state()


def _by_code(person: Person, code: str, at: datetime) -> str:
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(user=person).exclude(type=Type.WEBAUTHN)
        row = next((row for row in held.order_by("-type") if _is_right(row, code)), None)
        return _used(row, at) if row else ""


def _is_right(row: Authenticator, code: str) -> bool:
    if row.type == Type.RECOVERY_CODES:
        return bool(row.wrap().validate_code(code))
    used = _counter(factors.unseal(row.data["secret"]), code, after=row.data["last"])
    if used is not None:
        row.data["last"] = used
        row.save(update_fields=["data"])
    return used is not None


def _counter(secret: str, code: str, *, after: int) -> int | None:
    """The half-minute whose code this is, if it is one of now and none before it was used: a code works once.

    By the machine's own clock: the telephone knows nothing of the day in which a demonstration lives.
    """
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > after and compare_user_code(actual=code, expected=expected):
            return int(counter)
    return None


def _used(row: Authenticator, at: datetime) -> str:
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)
    return str(row.type)


def _first_codes(person: Person) -> list[str]:
    """Recovery codes, made with the first factor; none where there are some."""
    if Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).exists():
        return []
    return list(RecoveryCodes.activate(person).generate_codes())


def _take_all(person: Person) -> None:
    """Without any the shorter password of those who have one is not enough: the next page asks for a new one."""
    Authenticator.objects.filter(user=person).delete()
    if person.signs_in_by == SignsInBy.PASSWORD:
        set_columns(person, must_change_password=True)
