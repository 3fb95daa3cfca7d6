"""The manifest of a set: what it holds, of which moment and version, the digest of each part; and its signature."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from giaoviec.ops.backups import keys
from giaoviec.ops.backups.errors import BackupFault

FORMAT = 1
NAME, SIGNATURE = "manifest.json", "manifest.sig"


@dataclass(frozen=True, slots=True)
class Part:
    """A sealed archive of the set: its size and SHA-256 as it lies on disk."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`tables` gives for each table its rows and one digest over all of them; `head` the journal's last event; `files`
    how many files by digest there are and their bytes."""

    format: int = FORMAT
    set: str
    made_at: str
    version: str
    engine: str
    demonstration: bool
    migrations: tuple[str, ...]
    head: tuple[int, str]
    tables: Mapping[str, tuple[int, str]]
    files: tuple[int, int]
    parts: tuple[Part, ...] = field(default=())

    @property
    def rows(self) -> int:
        return sum(rows for rows, _ in self.tables.values())

    @property
    def size(self) -> int:
        """Bytes of all parts as they lie on disk."""
        return sum(part.size for part in self.parts)

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()


def write(folder: Path, manifest: Manifest) -> None:
    """Writes and signs it."""
    data = manifest.as_bytes()
    (folder / NAME).write_bytes(data)
    (folder / SIGNATURE).write_text(keys.signing_key().sign(data).hex() + "\n")


def read(folder: Path, *, signer: str) -> Manifest:
    """The manifest of a set, believed only with its signature. `BackupFault` names what is damaged."""
    data = _bytes(folder / NAME)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer)).verify(_signature(folder), data)
    except (InvalidSignature, ValueError):
        raise BackupFault(f"{NAME} hoặc {SIGNATURE} đã bị sửa, hoặc không phải do hệ thống này ký.") from None
    return _parse(json.loads(data))


def peek_id(folder: Path) -> str:
    """Which set a folder says that it is, before anything is believed; the folder's name where it says nothing."""
    try:
        return str(json.loads(_bytes(folder / NAME))["set"])
    except (ValueError, KeyError, TypeError):
        return folder.name


def _signature(folder: Path) -> bytes:
    return bytes.fromhex(_bytes(folder / SIGNATURE).decode("ascii", "replace").strip())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BackupFault(f"Thiếu {path.name}: đây không phải một bộ sao lưu trọn vẹn.") from None


def _parse(said: dict[str, Any]) -> Manifest:
    if said.get("format", 0) > FORMAT:
        raise BackupFault(
            f"Bộ này do phiên bản mới hơn tạo ra ({said.get('version')}): dùng phiên bản đó để đọc và khôi phục."
        )
    tables = {name: (int(rows), str(digest)) for name, (rows, digest) in said["tables"].items()}
    number, digest = said["head"]
    count, octets = said["files"]
    return Manifest(
        **{name: said[name] for name in ("format", "set", "made_at", "version", "engine", "demonstration")},
        migrations=tuple(said["migrations"]),
        head=(int(number), str(digest)),
        tables=tables,
        files=(int(count), int(octets)),
        parts=tuple(Part(**part) for part in said["parts"]),
    )
