"""The ring of keys: one for each set, beside the data and never inside a set; and the key that signs manifests.

A key file holds `# set: ID`, `# signer: HEX` and an age secret key; an exported ring is several of them in one file.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from pyrage import IdentityError, x25519

from giaoviec.ops.backups.errors import BackupFault

STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class SetKey:
    """What opens a set (`secret`, an age identity) and who must have signed it (`signer`, Ed25519 in hex)."""

    set_id: str
    secret: str
    signer: str

    @property
    def identity(self) -> x25519.Identity:
        return x25519.Identity.from_str(self.secret)

    def text(self) -> str:
        return f"# set: {self.set_id}\n# signer: {self.signer}\n{self.secret}\n"


def folder() -> Path:
    return Path(settings.KEYS_DIR) / "backups"


def make(set_id: str) -> SetKey:
    """A new key for a set, on disk before the set is."""
    key = SetKey(set_id, str(x25519.Identity.generate()), signer())
    _write(folder() / f"{set_id}.key", key.text())
    return key


def find(set_id: str, source: Path | None = None) -> SetKey:
    """The key of a set, from the ring or from an exported file or folder. `BackupFault` where there is none."""
    held = dict(_read(source or folder()))
    if set_id in held:
        return held[set_id]
    if "" in held:  # a bare age key: our own signature is expected
        return SetKey(set_id, held[""].secret, held[""].signer or signer())
    where = source or folder()
    raise BackupFault(f"Không có khóa của bộ {set_id} trong {where}: chỉ ra tệp khóa bằng --key.")


def export(target: Path) -> int:
    """Writes the whole ring into one file that did not exist, for the safe; says how many keys."""
    held = [key for _, key in _read(folder())]
    if target.exists():
        raise BackupFault(f"{target} đã có: chọn tên khác.")
    _write(target, "".join(key.text() for key in held))
    return len(held)


def drop(set_id: str) -> None:
    """Destroys the key of a set, which nobody can open from then on."""
    path = folder() / f"{set_id}.key"
    if path.exists():
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(b"\0" * size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def drop_before(moment: datetime) -> list[str]:
    """Destroys the keys of all sets made before a moment (a purge must reach backups); says of which sets."""
    old = [set_id for set_id, _ in _read(folder()) if set_id and made_at(set_id) < moment]
    for set_id in old:
        drop(set_id)
    return old


def made_at(set_id: str) -> datetime:
    """When a set was begun, from its name."""
    return datetime.strptime(set_id.partition("-")[0], STAMP).replace(tzinfo=UTC)


def signer() -> str:
    """The public half of the signing key, in hex."""
    return signing_key().public_key().public_bytes_raw().hex()


def signing_key() -> Ed25519PrivateKey:
    """The key that signs manifests and snapshots, made at its first use; of two that begin together one wins."""
    path = Path(settings.KEYS_DIR) / "backup-signing"
    if not path.exists():
        own = path.with_name(f".{path.name}.{os.getpid()}")
        _write(own, Ed25519PrivateKey.generate().private_bytes_raw().hex())
        with contextlib.suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))


def _read(source: Path) -> Iterator[tuple[str, SetKey]]:
    """The keys of a folder or a file, by set; under "" what names no set."""
    paths = sorted(source.glob("*.key")) if source.is_dir() else [source] if source.exists() else []
    for path in paths:
        yield from _parse(path)


def _parse(path: Path) -> Iterator[tuple[str, SetKey]]:
    said = {"set": "", "signer": ""}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.removeprefix("#").strip().partition(":")
        if line.startswith("#") and name in said:
            said[name] = value.strip()
        elif line.startswith("AGE-SECRET-KEY-"):
            yield said["set"], SetKey(said["set"], _sound(line.strip(), path), said["signer"])
            said = {"set": "", "signer": ""}


def _sound(secret: str, path: Path) -> str:
    try:
        x25519.Identity.from_str(secret)
    except IdentityError as fault:
        raise BackupFault(f"{path} không phải tệp khóa nguyên vẹn.") from fault
    return secret


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
