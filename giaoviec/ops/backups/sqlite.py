"""SQLite: `VACUUM INTO` under load, since a copied file may be torn and a stepped backup may never end."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from zipfile import ZipFile

from django.db import connection

from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.backups.snapshot import BLOBS, HEAD, MIGRATIONS, Snapshot

ENTRY = "giaoviec.sqlite3"


def take(archive: ZipFile, scratch: Path) -> Snapshot:
    """Puts the database as it is at this moment into an archive."""
    copy = scratch / ".database"
    try:
        with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=20)) as live:
            live.execute("VACUUM INTO ?", [str(copy)])
        with _reading(copy) as database:
            taken = _snapshot(database)
        archive.write(copy, ENTRY)
    finally:
        copy.unlink(missing_ok=True)
    return taken


def restore(archive: ZipFile, folder: Path) -> Path:
    """Lays the database of an archive into a folder, where `DATA_DIR` finds it."""
    archive.extract(ENTRY, folder)
    return folder / ENTRY


def read(path: Path) -> dict[str, tuple[int, str]]:
    """Rows and digest of every table of a database file; `BackupFault` where SQLite itself finds it broken."""
    with _reading(path) as database:
        try:
            said = database.execute("PRAGMA integrity_check").fetchone()[0]
            if said != "ok":
                raise BackupFault(f"Cơ sở dữ liệu trong bộ đã hỏng: {said}.")
            return dict(_digests(database))
        except sqlite3.DatabaseError as fault:
            raise BackupFault(f"Cơ sở dữ liệu trong bộ đã hỏng: {fault}.") from fault


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        yield database


def _snapshot(database: sqlite3.Connection) -> Snapshot:
    applied = tuple(f"{app}.{name}" for app, name in database.execute(MIGRATIONS))
    number, digest = database.execute(HEAD).fetchone()
    blobs = tuple(sha for (sha,) in database.execute(BLOBS))
    return Snapshot("sqlite", applied, (number, digest), dict(_digests(database)), blobs)


def _digests(database: sqlite3.Connection) -> Iterator[tuple[str, tuple[int, str]]]:
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    for (table,) in database.execute(tables).fetchall():
        total, rows = hashlib.sha256(), 0
        for row in database.execute(f'SELECT * FROM "{table}"'):
            total.update(json.dumps(row, default=_plain).encode() + b"\n")
            rows += 1
        yield table, (rows, total.hexdigest())


def _plain(value: bytes) -> str:
    return f"hex:{value.hex()}"
