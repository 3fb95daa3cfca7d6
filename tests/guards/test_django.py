"""Guards over the Django shell: settings, migrations, templates."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def _start(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "giaoviec.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_the_migrations_are_complete():
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes detected" in out.getvalue()


def test_the_project_has_no_fault_that_django_finds():
    call_command("check", fail_level="WARNING")


def test_the_sqlite_in_use_has_no_wal_fault():
    assert sqlite3.sqlite_version_info >= settings.SQLITE_FLOOR


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_loses_nothing_that_was_acknowledged():
    with connection.cursor() as cursor:
        modes = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
        assert modes == {"journal_mode": "wal", "synchronous": 2}
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert cursor.execute("PRAGMA temp_store").fetchone() == (2,)
        assert cursor.execute("PRAGMA mmap_size").fetchone() == (0,)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_loses_nothing_that_was_acknowledged():
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "80000", "PORT=80000: a whole number from 1 to 65535 is needed"),
        ("TODAY", "31/12/2026", "TODAY=31/12/2026: a day is written YYYY-MM-DD"),
        ("DATABASE_URL", "mysql://x/y", "postgres://user:password@host:port/name or sqlite:///path is needed"),
        ("SECRET_KEY", "short", "SECRET_KEY: at least 32 characters are needed"),
        ("PUBLIC_URL", "http://giaoviec.example", "plain http is for the loopback address only"),
        ("EMAIL_SECURITY", "ssl", "EMAIL_SECURITY=ssl: one of none, starttls, tls is needed"),
        ("TRUSTED_PROXIES", "10.0.0.1/33", "TRUSTED_PROXIES=10.0.0.1/33"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(name, value, sentence):
    done = _start(**{name: value})
    assert done.returncode == 1
    assert sentence in done.stderr


def test_a_secret_is_never_repeated_in_the_sentence():
    assert "hunter2" not in _start(SECRET_KEY="hunter2").stderr


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    assert _start(DATA_DIR=str(tmp_path), SECRET_KEY="").returncode == 0
    key = tmp_path / "keys" / "secret-key"
    first = key.read_text()
    assert key.stat().st_mode & 0o077 == 0
    assert _start(DATA_DIR=str(tmp_path), SECRET_KEY="").returncode == 0
    assert key.read_text() == first
    assert len(first) >= 50
