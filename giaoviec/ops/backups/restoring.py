"""`restore`: a set laid into an empty folder, whole or not at all, and compared with what was taken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from giaoviec.environment import database_digest, read_environment
from giaoviec.ops.backups import comparing, files, keys, parts, postgresql, sqlite, verifying
from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.backups.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, where to, and what differs (nothing, where all is well). `url` is `DATABASE_URL` for it."""

    manifest: Manifest
    folder: Path
    url: str
    differences: list[str]


def restore(path: Path, *, into: Path, key_source: Path | None = None, database: str = "") -> Restored:
    """Restores a set. `BackupFault`, and nothing is there afterwards, where the folder is not empty or the set
    is damaged.

    A PostgreSQL set goes into the empty `database`, or into a new one beside the present.
    """
    said, key = verifying.trusted(path, key_source)
    damaged = verifying.damaged_parts(path, said)
    if damaged:
        raise BackupFault(f"Bộ {said.set} đã hỏng, không khôi phục: {'; '.join(damaged)}.")
    with _laid(into) as folder:
        with parts.opened(path / parts.FILES, key.identity, folder) as archive:
            files.restore(archive, folder)
        url, found = _database(path, said, key, folder, database)
        found += comparing.files(said, folder)
        if said.demonstration:
            (folder / "demonstration").write_text(_mark(into, url))
    return Restored(said, into, url, found)


@contextmanager
def _laid(into: Path) -> Iterator[Path]:
    """A folder beside the wanted one, which takes its place at the end."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BackupFault(f"{into} không trống: khôi phục vào một thư mục mới, rồi trỏ DATA_DIR sang đó.")
    into.parent.mkdir(parents=True, exist_ok=True)
    folder = into.with_name(f".{into.name}.restoring")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
        if into.exists():
            into.rmdir()
        folder.rename(into)
        parts.flush(into.parent)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _database(path: Path, said: Manifest, key: keys.SetKey, folder: Path, url: str) -> tuple[str, list[str]]:
    with parts.opened(path / parts.DATABASE, key.identity, folder) as archive:
        if said.engine == "sqlite":
            return "", comparing.rows(said, sqlite.read(sqlite.restore(archive, folder)))
        if url:
            postgresql.restore(archive, url, said.migrations)
            return url, comparing.rows(said, postgresql.read(url))
        if connection.vendor != "postgresql":
            raise BackupFault("Bộ này của PostgreSQL: chỉ ra một cơ sở dữ liệu trống bằng --database postgres://….")
        with postgresql.new_database("giaoviec_khoi_phuc") as made:
            postgresql.restore(archive, made, said.migrations)
            return made, comparing.rows(said, postgresql.read(made))


def _mark(into: Path, url: str) -> str:
    """The mark that makes what was restored the demonstration that it was (`settings.DEMONSTRATION_MARK`)."""
    if url:
        return database_digest(read_environment({"DATABASE_URL": url})[0]["DATABASE_URL"])
    return database_digest({"kind": "sqlite", "name": into.resolve() / sqlite.ENTRY})
