"""Where sets lie: a folder each under `DATA_DIR/backups`, whole or not there; a copy in a second place; how long."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from giaoviec.days import HANOI
from giaoviec.ops.backups import keys, manifest, parts
from giaoviec.ops.backups.errors import BackupFault

PARTIAL, SCRATCH = ".partial-", ".scratch-"


def folder() -> Path:
    return Path(settings.DATA_DIR) / "backups"


def second_place() -> Path | None:
    """`BACKUP_COPY_DIR`: another disk, or another machine's that is mounted."""
    return Path(settings.BACKUP_COPY_DIR) if settings.BACKUP_COPY_DIR else None


def names(where: Path | None = None) -> list[str]:
    """The sets of a place, oldest first."""
    place = where or folder()
    return sorted(path.name for path in place.iterdir() if _is_set(path)) if place.is_dir() else []


def find(name: str) -> Path:
    """A set by its path or its name. `BackupFault` where there is none."""
    for path in (Path(name), folder() / name, *([place / name] if (place := second_place()) else [])):
        if path.is_dir() and path.name:
            return path.resolve()
    raise BackupFault(f"Không có bộ sao lưu {name}: xem các bộ hiện có bằng giaoviec backup list.")


@contextmanager
def alone() -> Iterator[None]:
    """One backup at a time; what an earlier one left half made goes."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder() / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupFault("Một lần sao lưu khác đang chạy: chờ xong rồi làm lại.") from None
        for left in [*folder().glob(f"{PARTIAL}*"), *_forgotten()]:
            shutil.rmtree(left, ignore_errors=True)
        yield


def _forgotten() -> list[Path]:
    """What a check that was killed left behind: nobody checks for longer than a day."""
    return [path for path in folder().glob(f"{SCRATCH}*") if path.stat().st_mtime < time.time() - 86400]


@contextmanager
def being_made(name: str) -> Iterator[Path]:
    """A folder to make a set in; it takes its name when all in it is on the disk, and is gone where anything failed."""
    partial = folder() / f"{PARTIAL}{name}"
    partial.mkdir(mode=0o700)
    try:
        yield partial
        for path in partial.iterdir():
            parts.flush(path)
        parts.flush(partial)
        partial.rename(folder() / name)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    parts.flush(folder())


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of one's own that is gone afterwards."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder(), prefix=SCRATCH) as path:
        yield Path(path)


def copy(name: str) -> Path | None:
    """Puts a set into the second place, whole or not at all; None where none is set."""
    place = second_place()
    if place is None:
        return None
    place.mkdir(parents=True, exist_ok=True)
    partial = place / f"{PARTIAL}{name}"
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(folder() / name, partial)
    for path in partial.iterdir():
        parts.flush(path)
    partial.rename(place / name)
    parts.flush(place)
    return place / name


def let_go() -> list[str]:
    """Removes the sets that no rule keeps any longer, here and in the second place, with their keys; says which."""
    gone = []
    for place in filter(None, (folder(), second_place())):
        held = names(place)
        for name in sorted(set(held) - kept(held)):
            shutil.rmtree(place / name)
            gone.append(name)
    for name in set(gone).difference(*map(names, filter(None, (folder(), second_place())))):
        keys.drop(name)
    return sorted({*gone})


def kept(held: Iterable[str]) -> set[str]:
    """Of these sets, those that stay: all of the newest day, and the last of each of so many days, weeks and months,
    counted among those that have one, in Hà Nội time."""
    newest = sorted(held, reverse=True)
    today = {name for name in newest if _when(name).date() == _when(newest[0]).date()}
    spans = (
        (settings.BACKUP_KEEP_DAYS, "%Y-%m-%d"),
        (settings.BACKUP_KEEP_WEEKS, "%G-%V"),
        (settings.BACKUP_KEEP_MONTHS, "%Y-%m"),
    )
    return today | {name for number, shape in spans for name in _last_of_each(newest, shape)[:number]}


def _last_of_each(newest: list[str], shape: str) -> list[str]:
    last: dict[str, str] = {}
    for name in newest:
        last.setdefault(_when(name).strftime(shape), name)
    return list(last.values())


def _when(name: str) -> datetime:
    return keys.made_at(name).astimezone(HANOI)


def _is_set(path: Path) -> bool:
    return not path.name.startswith(".") and (path / manifest.NAME).is_file()
