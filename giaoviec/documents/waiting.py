"""The waiting room (6.2): a file of which nobody can tell whether it is secret, in memory alone, for fifteen minutes.

One folder of the machine's memory (tmpfs, 0700), shared by its processes. Nothing of it is in the database or on a
disk; what is not attested and confirmed in time is gone, and all of it with the machine.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEPT = timedelta(minutes=15)
MOST = 20
MOST_BYTES = 200 * 1024 * 1024
EXCERPT = 3000
IN_MEMORY = ("tmpfs", "ramfs")
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Item:
    """A file that waits: whose it is, since when, why, and whether its owner has attested that it is not secret."""

    id: str
    name: str
    person_id: int
    at: str
    sha256: str
    why: str
    text: str = ""
    attested: str = ""
    asked_in: int = 0

    @property
    def until(self) -> datetime:
        return datetime.fromisoformat(self.at) + KEPT


def put(name: str, data: bytes, *, person_id: int, sha256: str, why: str, text: str, at: datetime) -> Item | None:
    """Takes a file in; the same file of the same person once. None where the room is full, or not in memory."""
    if not in_memory():
        return None
    held = items(at)
    if found := next((one for one in held if (one.sha256, one.person_id) == (sha256, person_id)), None):
        return found
    room = _room()
    used = sum(path.stat().st_size for path in room.glob("*.bin"))
    if len(held) >= MOST or used + len(data) > MOST_BYTES:
        return None
    item = Item(secrets.token_hex(16), name, person_id, at.isoformat(), sha256, why, text[:EXCERPT])
    _write(room / f"{item.id}.bin", data)
    _keep(item)
    timer = threading.Timer(KEPT.total_seconds(), let_go, (item,))
    timer.daemon = True
    timer.start()
    return item


def empty() -> None:
    """What waited when the product was stopped is gone when it starts."""
    for path in (*_room().glob("*.bin"), *_room().glob("*.json")):
        path.unlink(missing_ok=True)


def items(at: datetime) -> list[Item]:
    """What waits, the oldest first; what has waited too long is let go."""
    sweep(at)
    found = [item for path in _room().glob("*.json") if (item := _read(path))]
    return sorted(found, key=lambda item: item.at)


def find(key: str, at: datetime) -> Item | None:
    """One that still waits."""
    return next((item for item in items(at) if item.id == key), None)


def data_of(item: Item) -> bytes:
    """Its bytes; `FileNotFoundError` where it has just gone."""
    return (_room() / f"{item.id}.bin").read_bytes()


def attest(item: Item, *, said: str, asked_in: int) -> Item:
    """Notes whose word it is that the file is not secret, and the agency in which a second person is asked."""
    noted = replace(item, attested=said, asked_in=asked_in)
    _keep(noted)
    return noted


def let_go(item: Item) -> bool:
    """Takes the file out of memory; False where somebody else just did."""
    (_room() / f"{item.id}.json").unlink(missing_ok=True)
    try:
        (_room() / f"{item.id}.bin").unlink()
    except FileNotFoundError:
        return False
    return True


def sweep(at: datetime) -> int:
    """Lets go what has waited too long, or can no longer be told whose it is; says how many."""
    gone = 0
    for path in _room().glob("*.bin"):
        item = _read(path.with_suffix(".json"))
        if item is None or not timedelta(0) <= at - datetime.fromisoformat(item.at) < KEPT:
            path.unlink(missing_ok=True)
            path.with_suffix(".json").unlink(missing_ok=True)
            gone += 1
    return gone


def in_memory() -> bool:
    """Whether the room's folder lies in memory and not on a disk."""
    return _kind_of(_room()) in IN_MEMORY


def _room() -> Path:
    folder = Path(settings.WAITING_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _kind_of(folder: Path) -> str:
    """The kind of file system that a folder lies on."""
    real, best, kind = folder.resolve(), "", ""
    for line in Path("/proc/mounts").read_text().splitlines():
        _, point, found = line.split()[:3]
        if len(point) >= len(best) and (real == Path(point) or Path(point) in real.parents):
            best, kind = point, found
    return kind


def _keep(item: Item) -> None:
    _write(_room() / f"{item.id}.json", json.dumps(asdict(item), ensure_ascii=False).encode())


def _read(path: Path) -> Item | None:
    if not _ID.fullmatch(path.stem):
        return None
    try:
        return Item(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, data: bytes) -> None:
    own = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    os.replace(own, path)
