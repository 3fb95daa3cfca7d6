"""The files of a set: the bytes that the snapshot's rows speak of, the anchor of the journal as far as the snapshot
goes, the access log and the certificates. Keys, pictures and mail are not among them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings

from giaoviec.documents.files import path_of
from giaoviec.journal import anchor
from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.backups.snapshot import Snapshot

HEADS = "journal/heads.log"
ALSO = ("journal/access", "access", "certificates")  # The heads before the segments: older, never ahead of them.
BLOCK = 1024 * 1024


def fill(archive: ZipFile, snapshot: Snapshot) -> tuple[int, int]:
    """Puts the files into an archive; says how many by digest and their bytes. A file that the disk has lost is a
    fault: a set that lacks it would be no backup."""
    octets = 0
    for digest in snapshot.blobs:
        path = path_of(digest)
        if not path.exists():
            raise BackupFault(f"Tệp {digest[:12]}… có trong cơ sở dữ liệu nhưng không có trên đĩa: tìm lại tệp trước.")
        archive.write(path, _name(digest), compress_type=ZIP_STORED)
        octets += path.stat().st_size
    number = snapshot.head[0]
    archive.writestr(HEADS, "".join(f"{one} {digest}\n" for one, digest in anchor.heads() if one <= number))
    for path in _beside():
        archive.writestr(str(path.relative_to(settings.DATA_DIR)), path.read_bytes())
    return len(snapshot.blobs), octets


def restore(archive: ZipFile, folder: Path) -> None:
    """Lays the files where `DATA_DIR` has them."""
    archive.extractall(folder)


def wrong(folder: Path) -> list[str]:
    """The files by digest in a restored folder whose bytes are not those of their name."""
    return [path.name for path in _stored(folder) if path.name != _digest(path)]


def count(folder: Path) -> tuple[int, int]:
    """How many files by digest a restored folder has, and their bytes."""
    sizes = [path.stat().st_size for path in _stored(folder)]
    return len(sizes), sum(sizes)


def _stored(folder: Path) -> Iterator[Path]:
    return (path for path in (folder / "files").rglob("*") if path.is_file())


def _beside() -> Iterator[Path]:
    for name in ALSO:
        yield from sorted(path for path in (Path(settings.DATA_DIR) / name).rglob("*") if path.is_file())


def _name(digest: str) -> str:
    return f"files/{digest[:2]}/{digest}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
