"""Second factors: who must have one, what somebody has, and how allauth, which keeps them, is told our ways."""

from __future__ import annotations

import base64
import hashlib
import ipaddress

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import QuerySet

from giaoviec.agencies.models import Person
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import policy
from giaoviec.rules.roles import NO_BUSINESS

GIVEN = "factor"
"""Key in a session's data: a second factor was given in it."""

PROVED = "proved"
"""Key in a session's data: when its owner last proved who he is (ISO, aware)."""

PRODUCT = "Giao Việc"


@policy("second_factor")
def must(actor: Actor, address: str, *, production: bool) -> bool:
    """Whether this actor, asking from this address, must have given a second factor."""
    return required(production=production) and (actor.role in NO_BUSINESS or not inside(address))


def required(*, production: bool) -> bool:
    """Whether this installation asks for second factors: production does, unless `SECOND_FACTOR` says otherwise."""
    return bool(settings.SECOND_FACTOR == "required" or (not settings.SECOND_FACTOR and production))


def inside(address: str) -> bool:
    """Whether an address lies in the province's own networks; one that cannot be read does not."""
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(caller in network for network in settings.INSIDE_NETWORKS)


def of(person: Person) -> QuerySet[Authenticator]:
    """A person's second factors, oldest first: the app of codes, and passkeys. Recovery codes only stand in."""
    held: QuerySet[Authenticator] = Authenticator.objects.filter(user=person).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return held.order_by("created_at", "id")


def has(person: Person) -> bool:
    """Whether he has one."""
    return bool(of(person).exists())


def codes_left(person: Person) -> int:
    """How many of his recovery codes were not used yet."""
    row = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def seal(text: str) -> str:
    """A secret as the database and sessions may hold it."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed; `Refused` with 503 where the key is another one now."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Refused(
            "Máy chủ không mở được khóa của bước xác nhận thứ hai (keys/factor-key); hãy báo người phụ trách hạ tầng.",
            status=503,
        ) from None


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FACTOR_KEY.encode()).digest()))


class Adapter(DefaultMFAAdapter):
    """What allauth asks of us."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def _get_user_identifier(self, user: Person) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return PRODUCT
