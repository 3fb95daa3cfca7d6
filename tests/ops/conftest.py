"""A small installation with a folder of its own, on which sets are made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from giaoviec.documents.files import store
from giaoviec.journal.actions import act
from giaoviec.ops.backups import creating, postgresql
from giaoviec.ops.backups.creating import Made
from tests.cast import DAY, Cast, make_cast

AT = datetime(2026, 11, 23, 18, 10, tzinfo=UTC)
CANARY = "Kế hoạch chống hạn vụ đông xuân ở hồ Sông Quao"


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """DATA_DIR and its keys, for this test alone."""
    data: Path = tmp_path / "data"
    settings.DATA_DIR, settings.KEYS_DIR, settings.MAIL_DIR = data, data / "keys", data / "mail"
    data.mkdir()
    return data


@pytest.fixture
def cast(transactional_db, folder) -> Cast:
    """The province, three files and some events."""
    made = make_cast()
    for text in (CANARY, "hai", "ba"):
        store(text.encode(), AT)
    for _ in range(3):
        with act("tick", by=None, on=DAY, at=AT, subject="day"):
            pass
    return made


@pytest.fixture
def made(cast) -> Made:
    return creating.create(at=AT)


@pytest.fixture
def dropped() -> Iterator[list[str]]:
    """Names of databases that the test had made: gone at its end."""
    names: list[str] = []
    yield names
    for name in names:
        postgresql.drop_database(name)


def database_url() -> str:
    """What a process of its own is told so that it works on the test's database."""
    name = str(connection.settings_dict["NAME"])
    return f"sqlite:///{name}" if connection.vendor == "sqlite" else postgresql.url_of(name)
