"""What the environment may set: one table, read once at start, each value checked, each fault named.

Standard library only, so that the README's table, `dev.py` and the settings read the same list.
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Setting:
    """One environment variable. `default` is what the README prints; `read` turns text into the value or raises;
    the value of a `secret` one is never repeated in a fault."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any] = str
    secret: bool = False


def read_environment(environ: Mapping[str, str] | None = None) -> tuple[dict[str, Any], list[str]]:
    """Return the values of all settings by name (None where unset and without default), and a sentence per fault."""
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    faults: list[str] = []
    for setting in SETTINGS:
        text = environ.get(setting.name, "").strip() or setting.default
        try:
            values[setting.name] = setting.read(text) if text else None
        except ValueError as fault:
            shown = setting.name if setting.secret else f"{setting.name}={text}"
            faults.append(f"{shown}: {fault}")
            values[setting.name] = None
    return values, [*faults, *_lacking(values)]


NEEDS = {
    "LDAP_URL": ("LDAP_BASE",),
    "LDAP_BIND_DN": ("LDAP_BIND_PASSWORD_FILE",),
}
"""What is set only together with others."""


def _lacking(values: Mapping[str, Any]) -> list[str]:
    said = [(name, other) for name, others in NEEDS.items() if values[name] for other in others]
    return [f"{name} needs {other}" for name, other in said if not values[other]]


def kept_secret(folder: Path, name: str) -> str:
    """Read the secret `folder/name`, made at its first use with 0600; of two processes starting together one wins."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = path.with_name(f".{name}.{os.getpid()}")
        with open(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return path.read_text().strip()


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    return path if text != "var" else _checkout() / "var"


def _checkout() -> Path:
    """The folder of the repository; of an installed package the folder that one stands in."""
    return ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high} is needed")
        return int(text)

    return read


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("a day is written YYYY-MM-DD") from None


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"one of {', '.join(choices)} is needed")
        return text

    return read


def _switch(text: str) -> bool:
    return _one_of("0", "1")(text) == "1"


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _networks(text: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(name) for name in _names(text)]


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("an address such as https://giaoviec.example is needed, without a path")
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("plain http is for the loopback address only; put a TLS proxy in front and write https://")
    return text.rstrip("/")


def _readable(text: str) -> Path:
    path = Path(text)
    if not os.access(path, os.R_OK):
        raise ValueError("a file that can be read is needed")
    return path


def _kept_words(text: str) -> str:
    """A secret from a file of its own: not in the environment, where other programs of the account read it."""
    words = _readable(text).read_text(encoding="utf-8").strip()
    if not words:
        raise ValueError("the file is empty")
    return words


def _directory(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("ldap", "ldaps") or not parts.hostname or parts.path.strip("/") or parts.username:
        raise ValueError("ldaps://host or ldap://host is needed, without a path")
    return text.rstrip("/")


def _filter(text: str) -> str:
    if not text.startswith("(") or not text.endswith(")") or text.count("(") != text.count(")"):
        raise ValueError("a filter in parentheses is needed, such as (objectClass=person)")
    return text


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("at least 32 characters are needed")
    return text


def _database(text: str) -> dict[str, Any]:
    """`sqlite:///path/to/file`, or `postgres://user:password@host:port/name?sslmode=…`; several hosts with commas."""
    parts = urlsplit(text)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return {"kind": "sqlite", "name": unquote(parts.path[1:] if parts.path.startswith("/./") else parts.path)}
    if parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"):
        return {
            "kind": "postgresql",
            "name": unquote(parts.path[1:]),
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            **_hosts(parts.netloc.rpartition("@")[2]),
            "options": dict(parse_qsl(parts.query)),
        }
    raise ValueError("postgres://user:password@host:port/name or sqlite:///path is needed")


def _hosts(text: str) -> dict[str, str]:
    """`host:port`, or several with commas: as libpq takes them, which tries one after the other."""
    pairs = [urlsplit(f"//{one}") for one in text.split(",")]
    return {
        "host": ",".join(unquote(pair.hostname or "") for pair in pairs),
        "port": ",".join(str(pair.port or ("" if len(pairs) == 1 else 5432)) for pair in pairs),
    }


def database_digest(database: dict[str, Any]) -> str:
    """Which database that is, for the mark of a demonstration: a digest of its address as `DATABASE_URL` reads it."""
    return hashlib.sha256(json.dumps(database, default=str, sort_keys=True).encode()).hexdigest()


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATABASE_URL",
        "",
        "`postgres://…` (several hosts with commas: the one that takes writes is used) or `sqlite:///path`; unset: the "
        "file `giaoviec.sqlite3` in `DATA_DIR`",
        _database,
        secret=True,
    ),
    Setting(
        "READ_ONLY",
        "0",
        "`1`: this node answers reads only, from a standby of the database; what would write is refused in words",
        _switch,
    ),
    Setting("DATA_DIR", "var", "where files, keys, mail and the embedded database live", _folder),
    Setting("WAITING_DIR", "", "a folder in memory for files that wait for a second look; unset: one in `/dev/shm`"),
    Setting(
        "EXCHANGE_DIR", "", "a folder with `den` (edXML packages come in) and `di` (answers go out); unset: neither"
    ),
    Setting("EXCHANGE_TRUST_DIR", "", "a folder of certificates (PEM, DER) whose signatures on packages are trusted"),
    Setting(
        "SECRET_KEY",
        "",
        "signs sessions; unset: made at the first start, in `DATA_DIR/keys/`, readable by its owner only",
        _secret,
        secret=True,
    ),
    Setting(
        "FACTOR_KEY",
        "",
        "seals second factors in the database; unset: made at the first start, in `DATA_DIR/keys/`",
        _secret,
        secret=True,
    ),
    Setting(
        "SECOND_FACTOR",
        "",
        "`required`: of the technical roles and of everybody outside `INSIDE_NETWORKS`; `offered`: of nobody; unset: "
        "offered in a demonstration, else required",
        _one_of("required", "offered"),
    ),
    Setting(
        "INSIDE_NETWORKS",
        "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,127.0.0.0/8,fc00::/7,::1",
        "networks of the province, with commas; whoever comes from elsewhere needs a second factor",
        _networks,
    ),
    Setting("HOST", "127.0.0.1", "the address that the server listens on"),
    Setting("PORT", "8000", "the port that it listens on", _whole(1, 65535)),
    Setting(
        "PUBLIC_URL",
        "",
        "the address in people's browsers; https unless on loopback; unset: `http://127.0.0.1:PORT`",
        _public_url,
    ),
    Setting("ALLOWED_HOSTS", "", "further host names that are answered, with commas", _names),
    Setting(
        "TRUSTED_PROXIES",
        "",
        "networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, with commas",
        _networks,
    ),
    Setting("WEB_PROCESSES", "2", "processes that answer pages, one thread each", _whole(1, 64)),
    Setting("WORK_PROCESSES", "1", "processes that do background work", _whole(1, 16)),
    Setting("TODAY", "", "the day that a demonstration lives in, `YYYY-MM-DD`; refused in production", _day),
    Setting(
        "DEMO_PASSWORD",
        "",
        "the one password of the demonstration accounts; unset: made by chance and kept in `DATA_DIR/keys/`",
        secret=True,
    ),
    Setting(
        "LDAP_URL",
        "",
        "the directory that proves passwords, `ldaps://host` or `ldap://host` (StartTLS, but on loopback); unset: none",
        _directory,
    ),
    Setting("LDAP_BASE", "", "where its people are, such as `ou=people,dc=example,dc=vn`"),
    Setting("LDAP_BIND_DN", "", "the account that searches there; unset: nobody's"),
    Setting("LDAP_BIND_PASSWORD_FILE", "", "a file with that account's password", _kept_words),
    Setting("LDAP_NAME_ATTRIBUTE", "uid", "what holds the name to sign in with; Active Directory: `sAMAccountName`"),
    Setting("LDAP_FILTER", "(objectClass=person)", "whom of those it lets in", _filter),
    Setting("LDAP_CA_FILE", "", "the authority that signed its certificate; unset: those of the system", _readable),
    Setting("EMAIL_HOST", "", "the mail server; unset: messages are written to `DATA_DIR/mail/`, one `.eml` each"),
    Setting("EMAIL_PORT", "25", "its port", _whole(1, 65535)),
    Setting("EMAIL_USER", "", "the name to sign in there"),
    Setting("EMAIL_PASSWORD", "", "the password to sign in there", secret=True),
    Setting("EMAIL_SECURITY", "none", "`none`, `starttls` or `tls`", _one_of("none", "starttls", "tls")),
    Setting("EMAIL_FROM", "giaoviec@localhost", "the sender of messages"),
    Setting(
        "BACKUP_COPY_DIR", "", "a second place to which each backup is copied: another disk, or another machine's", Path
    ),
    Setting(
        "SNAPSHOT_DIR",
        "",
        "where each morning's signed copy for reading without a server is left, the last seven; unset: none is made",
        Path,
    ),
    Setting("BACKUP_KEEP_DAYS", "7", "of how many days the last backup is kept", _whole(1, 366)),
    Setting("BACKUP_KEEP_WEEKS", "8", "of how many weeks", _whole(1, 520)),
    Setting("BACKUP_KEEP_MONTHS", "12", "of how many months", _whole(1, 240)),
    Setting(
        "METRICS_TOKEN",
        "",
        "lets `/metrics` be read from another machine (`Authorization: Bearer …`); unset: only from this one",
        _secret,
        secret=True,
    ),
    Setting("LOG_LEVEL", "INFO", "`DEBUG`, `INFO`, `WARNING` or `ERROR`", _one_of("DEBUG", "INFO", "WARNING", "ERROR")),
    Setting(
        "LOG_FORMAT", "line", "`line` or `json`: one object a line, without texts of people", _one_of("line", "json")
    ),
)
