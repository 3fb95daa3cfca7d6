"""A part of a set: a zip archive, sealed with age for the set's key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pyrage import DecryptError, decrypt_file, encrypt_file, x25519

from giaoviec.ops.backups.errors import BackupFault
from giaoviec.ops.backups.manifest import Part

DATABASE, FILES = "database.age", "files.age"
BLOCK = 1024 * 1024


def seal(target: Path, recipient: x25519.Recipient, fill: Callable[[ZipFile], None]) -> Part:
    """Fills an archive, seals it and lets the open one go."""
    plain = target.with_suffix(".open")
    with ZipFile(plain, "w", ZIP_DEFLATED, compresslevel=1, strict_timestamps=False) as archive:
        fill(archive)
    encrypt_file(str(plain), str(target), [recipient])
    plain.unlink()
    flush(target)
    return Part(target.name, target.stat().st_size, digest_of(target))


@contextmanager
def opened(sealed: Path, identity: x25519.Identity, scratch: Path) -> Iterator[ZipFile]:
    """The archive in a sealed part, open in a folder of one's own. `BackupFault`: a wrong key, a broken archive."""
    plain = scratch / f"{sealed.name}.open"
    try:
        decrypt_file(str(sealed), str(plain), [identity])
    except DecryptError as fault:
        raise BackupFault(f"Khóa không mở được {sealed.name}: sai khóa, hoặc tệp đã hỏng.") from fault
    try:
        with ZipFile(plain) as archive:
            yield archive
    except BadZipFile as fault:
        raise BackupFault(f"{sealed.name}: nội dung bên trong đã hỏng.") from fault
    finally:
        plain.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """What was written to a file or a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
