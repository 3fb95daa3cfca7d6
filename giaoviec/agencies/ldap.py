"""The province's directory (LDAP, Active Directory) as a witness: whether a password is somebody's, and no more.

Rights, names and posts stay ours. A server that is away is told apart from a wrong password.
"""

from __future__ import annotations

import logging
import ssl
from urllib.parse import urlsplit

import ldap3
from django.conf import settings
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

from giaoviec.environment import LOOPBACK
from giaoviec.journal.errors import Refused

PATIENCE = 2
"""Seconds for the connection and for each of the at most four answers."""
AWAY = (
    "Máy chủ danh bạ hiện không trả lời nên chưa kiểm tra được mật khẩu. Xin thử lại sau ít phút; "
    "tài khoản dùng mật khẩu của phần mềm vẫn đăng nhập được."
)
_PLACE = "(&({attribute}={name}){filter})"
_log = logging.getLogger(__name__)


class Wrong(Exception):
    """The directory answered, and what it was set up with is not right: the sentence is for the administrator."""


def proves(username: str, password: str) -> bool:
    """Whether exactly one entry has that name, and takes that password. `Refused` with 503 where nobody answers.

    An empty password is nobody's: servers answer a bind without one as if it were right (RFC 4513, 5.1.2).
    """
    if not password:
        return False
    try:
        with _connected() as connection:
            entry = _entry(connection, username)
            return entry is not None and connection.rebind(user=entry, password=password)
    except (LDAPException, OSError, Wrong) as fault:
        _log.warning("directory: %s", type(fault).__name__)
        raise Refused(AWAY, status=503) from fault


def check() -> None:
    """For the doctor: connect, sign in and look at the base. Raises what stands in the way."""
    with _connected() as connection:
        if not connection.search(settings.LDAP_BASE, "(objectClass=*)", ldap3.BASE, attributes=[ldap3.NO_ATTRIBUTES]):
            raise Wrong(f"không tìm thấy LDAP_BASE ({connection.result['description']})")


def _connected() -> ldap3.Connection:
    """Signed in as the account that searches; over TLS unless it is this very machine."""
    place = urlsplit(settings.LDAP_URL)
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=settings.LDAP_CA_FILE)
    server = ldap3.Server(
        str(place.hostname), place.port, place.scheme == "ldaps", tls=tls, get_info=ldap3.NONE, connect_timeout=PATIENCE
    )
    connection = ldap3.Connection(
        server,
        settings.LDAP_BIND_DN or None,
        settings.LDAP_BIND_PASSWORD or None,
        receive_timeout=PATIENCE,
        auto_referrals=False,
        read_only=True,
    )
    connection.open()
    if place.scheme == "ldap" and (place.hostname not in (*LOOPBACK, "::1") or settings.LDAP_CA_FILE):
        connection.start_tls()
    if not connection.bind():
        raise Wrong(f"không nhận LDAP_BIND_DN ({connection.result['description']})")
    return connection


def _entry(connection: ldap3.Connection, username: str) -> str | None:
    """The name of the one entry; of two that share a name none is believed."""
    asked = _PLACE.format(
        attribute=settings.LDAP_NAME_ATTRIBUTE,
        name=escape_filter_chars(username),
        filter=settings.LDAP_FILTER,
    )
    connection.search(settings.LDAP_BASE, asked, attributes=[ldap3.NO_ATTRIBUTES], size_limit=2)
    found = [one["dn"] for one in connection.response or [] if one["type"] == "searchResEntry"]
    return found[0] if len(found) == 1 else None
