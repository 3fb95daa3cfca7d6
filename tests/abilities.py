"""What this machine can do beyond Python: each part of the suite that needs more says what and how to get it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def on_postgresql() -> bool:
    """Whether this run is on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def require_all() -> bool:
    """Whether a skip is a failure."""
    return os.environ.get("REQUIRE_ALL", "") not in ("", "0")


@cache
def lacks(marker: str) -> str:
    """Why tests with this marker cannot run here; empty where they can."""
    return _CHECKS[marker]() if marker in _CHECKS else ""


def _lacks_browser() -> str:
    return "" if chromium() else "no Chromium (Debian: apt-get install chromium)"


def _lacks_tesseract() -> str:
    advice = "(Debian: apt-get install tesseract-ocr tesseract-ocr-vie)"
    if not shutil.which("tesseract"):
        return f"no Tesseract {advice}"
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "" if "vie" in languages.stdout.split() else f"Tesseract without Vietnamese {advice}"


def slapd() -> str | None:
    """The path of the directory server, which is no command of ordinary accounts; or None."""
    return shutil.which("slapd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/libexec:/usr/lib/openldap")


def _lacks_directory() -> str:
    return "" if slapd() else "no slapd (Debian: apt-get install slapd)"


def _lacks_disks() -> str:
    from faults import disks

    return disks.lacks()


def version_before() -> str:
    """The commit of the last version that was handed out (`pyproject.toml`)."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(known["tool"]["giaoviec"]["version-before"])


def _lacks_history() -> str:
    ask = ["git", "cat-file", "-e", version_before()]
    known = shutil.which("git") and subprocess.run(ask, cwd=ROOT, capture_output=True, check=False).returncode == 0
    return "" if known else f"the version before, {version_before()}, is not in this clone"


def _lacks_postgres() -> str:
    return "" if on_postgresql() else "not on PostgreSQL (set DATABASE_URL=postgres://…)"


def _lacks_sqlite() -> str:
    return "not on SQLite (unset DATABASE_URL)" if on_postgresql() else ""


def _lacks_nginx() -> str:
    return "" if shutil.which("nginx") else "no nginx (Debian: apt-get install nginx-light)"


_CHECKS: dict[str, Callable[[], str]] = {
    "browser": _lacks_browser,
    "directory": _lacks_directory,
    "disks": _lacks_disks,
    "history": _lacks_history,
    "tesseract": _lacks_tesseract,
    "nginx": _lacks_nginx,
    "postgres": _lacks_postgres,
    "sqlite": _lacks_sqlite,
}
MARKERS = tuple(_CHECKS)
