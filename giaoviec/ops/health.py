"""Whether this installation is sound: each check says what it found and, where wrong, how to mend it."""

from __future__ import annotations

import shutil
import smtplib
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils import timezone
from django_q.models import OrmQ

from giaoviec import clock

FLOORS = {
    "Django": (5, 2),
    "Jinja2": (3, 1, 5),
    "django-htmx": (1, 20),
    "django-q2": (1, 7),
    "granian": (2,),
    "lxml": (6, 1, 3),
    "psycopg": (3, 2),
    "whitenoise": (6, 9),
}
DISK_FLOOR = 1024**3
CLOCK_DRIFT = 5.0
WAITED = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: `mend` is empty where all is well."""

    name: str
    seen: str
    mend: str = ""

    @property
    def sound(self) -> bool:
        return not self.mend


def findings() -> list[Finding]:
    """All checks, in the order in which one mends."""
    checks: tuple[Callable[[], Finding], ...] = (
        configuration,
        dependencies,
        data_folder,
        disk,
        database,
        migrations,
        jobs,
        wall_clock,
        static_files,
        mail,
    )
    return [check() for check in checks]


def configuration() -> Finding:
    kind = "production" if clock.production() else "demonstration"
    seen = f"{kind}, {settings.PUBLIC_URL}, listens on {settings.HOST}:{settings.PORT}"
    try:
        clock.check()
    except ImproperlyConfigured:
        return Finding("configuration", seen, "unset TODAY: it is for demonstrations only")
    return Finding("configuration", seen)


def dependencies() -> Finding:
    python = ".".join(map(str, sys.version_info[:3]))
    old = [fault for name, floor in FLOORS.items() if (fault := _below(name, floor))]
    mend = f"run dev.py setup, or install the lock again: {', '.join(old)}" if old else ""
    return Finding("dependencies", f"Python {python}, Django {version('Django')}", mend)


def _below(name: str, floor: tuple[int, ...]) -> str:
    try:
        found = version(name)
    except PackageNotFoundError:
        return f"{name} is missing"
    numbers = tuple(int(part) for part in found.split(".") if part.isdecimal())
    return "" if numbers >= floor else f"{name} {found} is older than {'.'.join(map(str, floor))}"


def data_folder() -> Finding:
    try:
        TemporaryFile(dir=settings.DATA_DIR).close()
    except OSError as fault:
        reason = fault.strerror or str(fault)
        return Finding(
            "data folder", f"{settings.DATA_DIR}: {reason}", "let the server's user write there, or set DATA_DIR"
        )
    keys = settings.KEYS_DIR
    if keys.exists() and keys.stat().st_mode & 0o077:
        return Finding("data folder", f"{keys} can be read by others", f"chmod 700 {keys}")
    return Finding("data folder", str(settings.DATA_DIR))


def disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    mend = "make room: below 1 GB free the database may stop" if free < DISK_FLOOR else ""
    return Finding("disk", f"{free / 1024**3:.1f} GB free", mend)


def database() -> Finding:
    try:
        with connection.cursor() as cursor:
            return _sqlite(cursor) if connection.vendor == "sqlite" else _postgresql(cursor)
    except DatabaseError as fault:
        reason = " ".join(str(fault).split())
        return Finding("database", f"{connection.vendor}: {reason}", "start the database, or correct DATABASE_URL")


def _sqlite(cursor: object) -> Finding:
    import sqlite3

    modes = {name: _value(cursor, f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    seen = f"SQLite {sqlite3.sqlite_version}, journal {modes['journal_mode']}, synchronous {modes['synchronous']}"
    sound = modes == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    return Finding("database", seen, "" if sound else "put the database on a local disk: WAL mode does not work there")


def _postgresql(cursor: object) -> Finding:
    modes = {name: _value(cursor, f"SHOW {name}") for name in ("server_version", "fsync", "synchronous_commit")}
    seen = f"PostgreSQL {modes['server_version']}, fsync {modes['fsync']}, commit {modes['synchronous_commit']}"
    sound = modes["fsync"] == "on" and modes["synchronous_commit"] == "on"
    return Finding("database", seen, "" if sound else "set fsync = on and synchronous_commit = on in postgresql.conf")


def _value(cursor: object, statement: str) -> object:
    cursor.execute(statement)  # type: ignore[attr-defined]
    row: tuple[object, ...] = cursor.fetchone()  # type: ignore[attr-defined]
    return row[0]


def migrations() -> Finding:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Finding("migrations", "unknown", "mend the database first")
    mend = "run giaoviec prepare" if waiting else ""
    return Finding("migrations", f"{len(waiting)} waiting" if waiting else "none waiting", mend)


def jobs() -> Finding:
    """How long the oldest job waits: its lock is when it was entered, and in the future while somebody works on it."""
    try:
        oldest = OrmQ.objects.aggregate(lock=Min("lock"))["lock"]
    except DatabaseError:
        return Finding("jobs", "unknown", "mend the database first")
    waited = max(timezone.now() - oldest, timedelta()) if oldest else timedelta()
    mend = "start giaoviec serve --work: nobody does background work" if waited > WAITED else ""
    return Finding("jobs", f"the oldest waits {waited.total_seconds():.0f} s", mend)


def wall_clock() -> Finding:
    """Compare our clock with the database's: on one machine they agree, on two a wrong one shows."""
    here = timezone.now()
    drift = 0.0
    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                drift = abs((here - _value(cursor, "SELECT now()")).total_seconds())  # type: ignore[operator]
        except DatabaseError:
            return Finding("clock", "unknown", "mend the database first")
    backwards = here.timestamp() < Path(__file__).stat().st_mtime - 86400 or time.time() < 0
    mend = ""
    if drift > CLOCK_DRIFT:
        mend = f"the database's clock is {drift:.0f} s away: run a time service (chrony) on both machines"
    elif backwards:
        mend = "the clock stands before the day on which this program was installed: set it"
    return Finding("clock", f"{here.astimezone(clock.HANOI):%d/%m/%Y %H:%M:%S} Hà Nội", mend)


def static_files() -> Finding:
    built = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    return Finding("static files", str(settings.STATIC_ROOT), "" if built else "run giaoviec prepare")


def mail() -> Finding:
    if not settings.EMAIL_HOST:
        return Finding("mail", f"written to {settings.MAIL_DIR}")
    seen = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        server = get_connection(timeout=5)
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as fault:
        return Finding("mail", f"{seen}: {fault}", "start the mail server, or correct the EMAIL_ settings")
    return Finding("mail", seen)
