"""`verify`: whether a set is what was made: signature, parts, rows and files. All that is damaged is named."""

from __future__ import annotations

from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from giaoviec.ops.backups import comparing, files, keys, manifest, parts, sets, sqlite
from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.backups.manifest import Manifest, Part


def verify(path: Path, key_source: Path | None = None) -> tuple[Manifest, list[str]]:
    """What the set says of itself, and a sentence for each thing that is damaged. `BackupFault` where its manifest
    cannot be believed, its key is not there, or a newer version made it."""
    said, key = trusted(path, key_source)
    found = damaged_parts(path, said)
    return said, found or _inside(path, said, key)


def trusted(path: Path, key_source: Path | None = None) -> tuple[Manifest, keys.SetKey]:
    """The manifest of a set, signed by us and of a version that we know; and the set's key."""
    key = keys.find(manifest.peek_id(path), key_source)
    said = manifest.read(path, signer=key.signer)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    newer = [name for name in said.migrations if name not in known]
    if newer:
        raise BackupFault(
            f"Bộ này do phiên bản mới hơn tạo ra ({said.version}, có {newer[-1]}): dùng phiên bản đó để khôi phục."
        )
    return said, key


def damaged_parts(path: Path, said: Manifest) -> list[str]:
    """Parts that are missing, cut, changed, or do not belong here."""
    found = [fault for part in said.parts if (fault := _damage(path / part.name, part))]
    known = {*(part.name for part in said.parts), manifest.NAME, manifest.SIGNATURE}
    return found + [f"{one.name}: không thuộc bộ này" for one in sorted(path.iterdir()) if one.name not in known]


def _damage(path: Path, part: Part) -> str:
    if not path.is_file():
        return f"{part.name}: thiếu"
    size = path.stat().st_size
    if size != part.size:
        return f"{part.name}: dài {size} byte, khi tạo là {part.size}"
    return "" if parts.digest_of(path) == part.sha256 else f"{part.name}: nội dung đã bị sửa"


def _inside(path: Path, said: Manifest, key: keys.SetKey) -> list[str]:
    """What lies in the sealed parts; of a PostgreSQL set the rows are compared only when it is restored."""
    with sets.scratch() as scratch:
        with parts.opened(path / parts.DATABASE, key.identity, scratch) as archive:
            broken = archive.testzip()
            if broken:
                return [f"{parts.DATABASE}: {broken} đã hỏng"]
            if said.engine == "sqlite":
                found = comparing.rows(said, sqlite.read(sqlite.restore(archive, scratch)))
            else:
                found = []
        with parts.opened(path / parts.FILES, key.identity, scratch) as archive:
            files.restore(archive, scratch)
        return found + comparing.files(said, scratch)
