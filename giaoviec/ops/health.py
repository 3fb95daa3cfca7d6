"""Whether this installation is sound: each check says what it found and, where wrong, how to mend it."""

from __future__ import annotations

import shutil
import smtplib
import socket
import ssl
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

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
    "cryptography": (44,),
    "django-htmx": (1, 20),
    "django-q2": (1, 7),
    "granian": (2,),
    "lxml": (6, 1, 3),
    "psycopg": (3, 2),
    "pyrage": (1, 2),
    "whitenoise": (6, 9),
}
DISK_FLOOR = 10**9
CLOCK_DRIFT = 5.0
PATIENCE = 3
CERTIFICATE_DAYS = 21
WAITED = timedelta(minutes=10)


TITLES = {
    "configuration": "Cấu hình",
    "dependencies": "Thư viện",
    "data folder": "Thư mục dữ liệu",
    "disk": "Đĩa",
    "database": "Cơ sở dữ liệu",
    "migrations": "Cấu trúc dữ liệu",
    "jobs": "Việc chạy nền",
    "clock": "Đồng hồ",
    "static files": "Tệp giao diện",
    "mail": "Thư",
    "directory": "Danh bạ",
    "backups": "Sao lưu",
    "certificate": "Chứng thư TLS",
}


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: what was seen, in Vietnamese; `mend` says how to mend it, "" where all is well."""

    name: str
    seen: str
    mend: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.name]

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
        directory,
        backups,
        certificate,
    )
    return [check() for check in checks]


def configuration() -> Finding:
    kind = "bản chính thức" if clock.production() else "bản trình diễn"
    seen = f"{kind}, {settings.PUBLIC_URL}, nghe tại {settings.HOST}:{settings.PORT}"
    try:
        clock.check()
    except ImproperlyConfigured:
        return Finding("configuration", seen, "bỏ TODAY: chỉ dùng cho bản trình diễn")
    return Finding("configuration", seen)


def dependencies() -> Finding:
    python = ".".join(map(str, sys.version_info[:3]))
    old = [fault for name, floor in FLOORS.items() if (fault := _below(name, floor))]
    mend = f"chạy dev.py setup, hoặc cài lại theo tệp khóa: {', '.join(old)}" if old else ""
    return Finding("dependencies", f"Python {python}, Django {version('Django')}", mend)


def _below(name: str, floor: tuple[int, ...]) -> str:
    try:
        found = version(name)
    except PackageNotFoundError:
        return f"thiếu {name}"
    numbers = tuple(int(part) for part in found.split(".") if part.isdecimal())
    return "" if numbers >= floor else f"{name} {found} cũ hơn {'.'.join(map(str, floor))}"


def data_folder() -> Finding:
    try:
        TemporaryFile(dir=settings.DATA_DIR).close()
    except OSError as fault:
        reason = fault.strerror or str(fault)
        return Finding(
            "data folder", f"{settings.DATA_DIR}: {reason}", "cho tài khoản chạy máy chủ quyền ghi, hoặc đặt DATA_DIR"
        )
    keys = settings.KEYS_DIR
    if keys.exists() and keys.stat().st_mode & 0o077:
        return Finding("data folder", f"người khác đọc được {keys}", f"chmod 700 {keys}")
    return Finding("data folder", str(settings.DATA_DIR))


def disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    mend = "dọn đĩa: còn dưới 1 GB thì cơ sở dữ liệu có thể dừng" if free < DISK_FLOOR else ""
    return Finding("disk", f"còn trống {free / 1e9:.1f} GB".replace(".", ","), mend)


def database() -> Finding:
    try:
        with connection.cursor() as cursor:
            return _sqlite(cursor) if connection.vendor == "sqlite" else _postgresql(cursor)
    except DatabaseError as fault:
        reason = " ".join(str(fault).split())
        return Finding("database", f"{connection.vendor}: {reason}", "khởi động cơ sở dữ liệu, hoặc sửa DATABASE_URL")


def _sqlite(cursor: object) -> Finding:
    import sqlite3

    modes = {name: _value(cursor, f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    seen = f"SQLite {sqlite3.sqlite_version}, journal {modes['journal_mode']}, synchronous {modes['synchronous']}"
    sound = modes == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    return Finding(
        "database", seen, "" if sound else "đặt cơ sở dữ liệu trên đĩa của máy này: chế độ WAL không chạy được ở đó"
    )


def _postgresql(cursor: object) -> Finding:
    modes = {name: _value(cursor, f"SHOW {name}") for name in ("server_version", "fsync", "synchronous_commit")}
    seen = f"PostgreSQL {modes['server_version']}, fsync {modes['fsync']}, commit {modes['synchronous_commit']}"
    sound = modes["fsync"] == "on" and modes["synchronous_commit"] == "on"
    return Finding("database", seen, "" if sound else "đặt fsync = on và synchronous_commit = on trong postgresql.conf")


def _value(cursor: object, statement: str) -> object:
    cursor.execute(statement)  # type: ignore[attr-defined]
    row: tuple[object, ...] = cursor.fetchone()  # type: ignore[attr-defined]
    return row[0]


def migrations() -> Finding:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Finding("migrations", "chưa biết", "sửa cơ sở dữ liệu trước")
    mend = "chạy giaoviec prepare" if waiting else ""
    return Finding("migrations", f"{len(waiting)} bước chưa chạy" if waiting else "đã đủ", mend)


def jobs() -> Finding:
    """How long the oldest job waits: its lock is when it was entered, and in the future while somebody works on it."""
    try:
        oldest = OrmQ.objects.aggregate(lock=Min("lock"))["lock"]
    except DatabaseError:
        return Finding("jobs", "chưa biết", "sửa cơ sở dữ liệu trước")
    waited = max(timezone.now() - oldest, timedelta()) if oldest else timedelta()
    mend = "chạy giaoviec serve --work: không ai làm việc nền" if waited > WAITED else ""
    return Finding("jobs", f"việc lâu nhất chờ {waited.total_seconds():.0f} giây", mend)


def wall_clock() -> Finding:
    """Compare our clock with the database's: on one machine they agree, on two a wrong one shows."""
    here = timezone.now()
    drift = 0.0
    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                drift = abs((here - _value(cursor, "SELECT now()")).total_seconds())  # type: ignore[operator]
        except DatabaseError:
            return Finding("clock", "chưa biết", "sửa cơ sở dữ liệu trước")
    backwards = here.timestamp() < Path(__file__).stat().st_mtime - 86400 or time.time() < 0
    mend = ""
    if drift > CLOCK_DRIFT:
        mend = f"đồng hồ của cơ sở dữ liệu lệch {drift:.0f} giây: chạy dịch vụ chỉnh giờ (chrony) trên cả hai máy"
    elif backwards:
        mend = "đồng hồ đứng trước ngày cài phần mềm: chỉnh lại"
    return Finding("clock", f"{here.astimezone(clock.HANOI):%d/%m/%Y %H:%M:%S} Hà Nội", mend)


def static_files() -> Finding:
    built = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    return Finding("static files", str(settings.STATIC_ROOT), "" if built else "chạy giaoviec prepare")


def mail() -> Finding:
    if not settings.EMAIL_HOST:
        return Finding("mail", f"ghi vào {settings.MAIL_DIR}")
    seen = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        server = get_connection(timeout=PATIENCE)
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as fault:
        return Finding("mail", f"{seen}: {fault}", "khởi động máy chủ thư, hoặc sửa các biến EMAIL_")
    return Finding("mail", seen)


def directory() -> Finding:
    """Whether the province's directory answers and knows the account that searches in it."""
    from ldap3.core.exceptions import LDAPException

    from giaoviec.agencies import ldap

    if not settings.LDAP_URL:
        return Finding("directory", "không dùng")
    try:
        ldap.check()
    except (LDAPException, OSError, ldap.Wrong) as fault:
        mend = "khởi động máy chủ danh bạ, hoặc sửa các biến LDAP_"
        return Finding("directory", f"{settings.LDAP_URL}: {' '.join(str(fault).split())}", mend)
    return Finding("directory", settings.LDAP_URL)


def backups() -> Finding:
    """Whether a restored and compared backup is younger than eight days (8.1đ)."""
    from giaoviec.ops import queries

    at = timezone.now()
    try:
        made, proved, waited = queries.last_made(), queries.last_proved(), queries.waiting_for_proof(at)
    except DatabaseError:
        return Finding("backups", "chưa biết", "sửa cơ sở dữ liệu trước")
    seen = f"bộ gần nhất {_day(made.at)}" if made else "chưa có bộ nào"
    seen += f", khôi phục thử {_day(proved.proved_at)}" if proved else ", chưa khôi phục thử"
    mend = ""
    if failed := queries.last_failure():
        mend = failed
    elif waited > queries.LATE:
        mend = "chạy giaoviec serve --work để sao lưu và khôi phục thử theo lịch"
    keys = settings.KEYS_DIR / "backups"
    if keys.exists() and keys.stat().st_mode & 0o077:
        mend = f"chmod 700 {keys}"
    return Finding("backups", seen, mend)


def certificate() -> Finding:
    """How long the certificate of the public address is valid still."""
    if not settings.HTTPS:
        return Finding("certificate", "không dùng https ở địa chỉ này")
    try:
        ends = _certificate_ends()
    except (OSError, ValueError) as fault:
        return Finding("certificate", f"{settings.PUBLIC_URL}: {fault}", "khởi động máy chủ TLS, hoặc sửa PUBLIC_URL")
    left = (ends - timezone.now()).days
    mend = "thay chứng thư TLS trước khi hết hạn" if left < CERTIFICATE_DAYS else ""
    return Finding("certificate", f"hết hạn {_day(ends)}, còn {left} ngày", mend)


def _certificate_ends() -> datetime:
    from cryptography import x509

    parts = urlsplit(settings.PUBLIC_URL)
    name, port = str(parts.hostname), parts.port or 443
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # Its dates are asked, not whom it names.
    plain = socket.create_connection((name, port), timeout=PATIENCE)
    with plain, context.wrap_socket(plain, server_hostname=name) as wrapped:
        data = wrapped.getpeercert(binary_form=True)
    if not data:
        raise ValueError("không có chứng thư")
    return x509.load_der_x509_certificate(data).not_valid_after_utc


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(clock.HANOI):%d/%m/%Y}" if at else ""
