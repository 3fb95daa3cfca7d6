"""255 ways in which a backup set can be damaged, each on a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

FILES = ("manifest.json", "manifest.sig", "database.age", "files.age")
FLIPS = 60
Damage = Callable[[Path], None]


def all_damages(other: Path) -> Iterator[tuple[str, Damage]]:
    """(what is done, how): a flipped bit at 60 places of each file; each file cut, emptied, missing; a foreign part, a
    foreign file, a foreign manifest. `other` is another sound set."""
    for name in FILES:
        for place in range(FLIPS):
            yield f"{name}: a bit at {place}/{FLIPS}", _flip(name, place / FLIPS)
    for name in FILES:
        yield f"{name}: last byte gone", _cut(name, -1)
        yield f"{name}: emptied", _cut(name, 0)
        yield f"{name}: missing", _drop(name)
    yield "database.age: of another set", _foreign(other, "database.age")
    yield "a file that does not belong", _add
    yield "manifest of another set", _foreign(other, "manifest.json", "manifest.sig")


def copy_of(folder: Path, target: Path) -> Path:
    """A copy to damage; the one before goes."""
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(folder, target))


def _drop(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def _add(folder: Path) -> None:
    (folder / "x.age").write_bytes(b"x")


def _flip(name: str, share: float) -> Damage:
    def flip(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes().rstrip(b"\n") if name.endswith("sig") else _read(folder, name))
        data[int(share * len(data))] ^= 1
        (folder / name).write_bytes(data)

    return flip


def _read(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()


def _cut(name: str, end: int) -> Damage:
    def cut(folder: Path) -> None:
        data = _read(folder, name).rstrip(b"\n")
        (folder / name).write_bytes(data[:end])

    return cut


def _foreign(other: Path, *names: str) -> Damage:
    def exchange(folder: Path) -> None:
        for name in names:
            shutil.copy(other / name, folder / name)

    return exchange
