"""`create`: one set of the database and the files of one moment, sealed, signed, copied; older ones go by the rule."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import psycopg
from django.db import connection

from giaoviec import __version__, clock
from giaoviec.ops.backups import files, keys, manifest, parts, postgresql, sets, sqlite
from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.backups.manifest import Manifest
from giaoviec.ops.backups.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Made:
    """A set that was made: where, what it says, its copy in the second place, and what the rule let go."""

    path: Path
    manifest: Manifest
    copy: Path | None
    gone: list[str]


def create(*, at: datetime) -> Made:
    """Makes a set. Where anything fails the sets that are there stay as they are, and `BackupFault` says why."""
    name = f"{at.astimezone(UTC):{keys.STAMP}}-{secrets.token_hex(3)}"
    try:
        with sets.alone():
            said = _make(name, at)
            return Made(sets.folder() / name, said, sets.copy(name), sets.let_go())
    except (OSError, sqlite3.Error, psycopg.Error) as fault:
        reason = getattr(fault, "strerror", None) or " ".join(str(fault).split())
        raise BackupFault(f"Chưa sao lưu được: {reason}. {_last()}") from fault


def _make(name: str, at: datetime) -> Manifest:
    try:
        key = keys.make(name)
        with sets.being_made(name) as folder:
            said = _fill(folder, name, at, key)
            manifest.write(folder, said)
            return said
    except BaseException:
        keys.drop(name)
        raise


def _fill(folder: Path, name: str, at: datetime, key: keys.SetKey) -> Manifest:
    """The database first: a file is on the disk before a row speaks of it."""
    taken: list[Snapshot] = []
    counted: list[tuple[int, int]] = []
    recipient = key.identity.to_public()
    sealed = (
        parts.seal(folder / parts.DATABASE, recipient, lambda archive: taken.append(_database(archive, folder))),
        parts.seal(folder / parts.FILES, recipient, lambda archive: counted.append(files.fill(archive, taken[0]))),
    )
    shot = taken[0]
    return Manifest(
        set=name, made_at=at.isoformat(), version=__version__, engine=shot.engine,
        demonstration=not clock.production(), migrations=shot.migrations, head=shot.head, tables=shot.tables,
        files=counted[0], parts=sealed,
    )  # fmt: skip


def _database(archive: ZipFile, folder: Path) -> Snapshot:
    return sqlite.take(archive, folder) if connection.vendor == "sqlite" else postgresql.take(archive)


def _last() -> str:
    held = sets.names()
    return f"Bộ gần nhất còn nguyên: {held[-1]}." if held else "Chưa có bộ nào trước đó."
