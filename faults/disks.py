"""Disks of one's own for a fault: one whose power is cut, one that is small. They need root, to mount.

`Disk` is an ext4 on an image in memory. Its power goes by the file system's own shutdown (`EXT4_IOC_SHUTDOWN` without
flushing its log, as the kernel's tests do): what was not synced is gone, and what was is read back when the disk is
mounted again. That the disk itself loses what it was told to flush is not tried.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHUTDOWN = 0x8004587D
WITHOUT_FLUSH = struct.pack("I", 2)
MEMORY = "/dev/shm"
SIZE = 1024**3


@dataclass(frozen=True)
class Disk:
    """An image and the folder on which it is mounted."""

    image: Path
    place: Path

    @property
    def folder(self) -> Path:
        """A folder on it in which an installation may live."""
        return self.place / "data"

    def cut(self) -> None:
        """The power goes: nothing reaches the disk from here on, and what waited in memory for it is lost."""
        handle = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, WITHOUT_FLUSH)
        finally:
            os.close(handle)

    def forbid(self) -> None:
        """It can be read, and not written, until it is mounted anew."""
        _do("mount", "-o", "remount,abort", str(self.place))

    def mount(self) -> None:
        _do("mount", "-t", "ext4", "-o", "loop", str(self.image), str(self.place))

    def unmount(self) -> None:
        """As soon as the last of those who were killed has let go."""
        end = time.monotonic() + 30
        while True:
            try:
                return _do("umount", str(self.place))
            except subprocess.CalledProcessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)


@cache
def lacks() -> str:
    """Why no disk can be mounted here; "" where it can."""
    if os.geteuid() != 0:
        return "needs root to mount"
    if not shutil.which("mkfs.ext4"):
        return "no mkfs.ext4 (Debian: apt-get install e2fsprogs)"
    try:
        with powered(16 * 1024**2) as disk:
            disk.cut()
    except (OSError, subprocess.CalledProcessError) as fault:
        return f"this machine lets nobody mount an image: {type(fault).__name__}"
    return ""


@contextmanager
def powered(size: int = SIZE) -> Iterator[Disk]:
    """A disk whose power can be cut, empty, with a folder `data` on it."""
    with tempfile.TemporaryDirectory(prefix="giaoviec-disk-", dir=MEMORY) as folder:
        os.chmod(folder, 0o755)
        disk = Disk(Path(folder) / "image", Path(folder) / "place")
        disk.place.mkdir()
        with disk.image.open("wb") as file:
            file.truncate(size)
        _do("mkfs.ext4", "-q", "-F", str(disk.image))
        disk.mount()
        try:
            disk.folder.mkdir()
            yield disk
        finally:
            disk.unmount()


@contextmanager
def small(place: Path, size: str) -> Iterator[Path]:
    """A disk in memory of so much (`600k`, `40m`) on a folder."""
    place.mkdir(parents=True, exist_ok=True)
    _do("mount", "-t", "tmpfs", "-o", f"size={size}", "giaoviec-faults", str(place))
    try:
        yield place
    finally:
        _do("umount", str(place))


def _do(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
