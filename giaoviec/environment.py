"""What the environment may set: one table, read once at start, each value checked, each fault named.

Standard library only, so that the README's table, `dev.py` and the settings read the same list.
"""

from __future__ import annotations

import contextlib
import ipaddress
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
    return values, faults


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


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("at least 32 characters are needed")
    return text


def _database(text: str) -> dict[str, Any]:
    """`sqlite:///path/to/file`, or `postgres://user:password@host:port/name?sslmode=…`."""
    parts = urlsplit(text)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return {"kind": "sqlite", "name": unquote(parts.path[1:] if parts.path.startswith("/./") else parts.path)}
    if parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"):
        return {
            "kind": "postgresql",
            "name": unquote(parts.path[1:]),
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "host": unquote(parts.hostname or ""),
            "port": str(parts.port or ""),
            "options": dict(parse_qsl(parts.query)),
        }
    raise ValueError("postgres://user:password@host:port/name or sqlite:///path is needed")


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATABASE_URL",
        "",
        "`postgres://…` or `sqlite:///path`; unset: the file `giaoviec.sqlite3` in `DATA_DIR`",
        _database,
        secret=True,
    ),
    Setting("DATA_DIR", "var", "where files, keys, mail and the embedded database live", _folder),
    Setting("WAITING_DIR", "", "a folder in memory for files that wait for a second look; unset: one in `/dev/shm`"),
    Setting(
        "SECRET_KEY",
        "",
        "signs sessions; unset: made at the first start, in `DATA_DIR/keys/`, readable by its owner only",
        _secret,
        secret=True,
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
    Setting("EMAIL_HOST", "", "the mail server; unset: messages are written to `DATA_DIR/mail/`, one `.eml` each"),
    Setting("EMAIL_PORT", "25", "its port", _whole(1, 65535)),
    Setting("EMAIL_USER", "", "the name to sign in there"),
    Setting("EMAIL_PASSWORD", "", "the password to sign in there", secret=True),
    Setting("EMAIL_SECURITY", "none", "`none`, `starttls` or `tls`", _one_of("none", "starttls", "tls")),
    Setting("EMAIL_FROM", "giaoviec@localhost", "the sender of messages"),
    Setting(
        "BACKUP_COPY_DIR", "", "a second place to which each backup is copied: another disk, or another machine's", Path
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
