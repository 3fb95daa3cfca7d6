"""Power cuts under eight writers: of rows and files that were acknowledged none is lost.

The disk is an ext4 of its own, which loses what was not synced. The controls let the database, and then the files, go
without their flush, and must lose some.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

from faults import cluster, disks
from faults.durability import control, line, run_on
from faults.lines import Line

WORK = "power cut under eight writers"


def run(long: bool) -> Iterator[Line]:
    if why := disks.lacks():
        yield Line(WORK, "both", "0 lost", f"not tried: {why}")
        return
    rounds = 100 if long else 3
    yield line(WORK, "SQLite", rounds, on_sqlite(rounds))
    yield control("synchronous NORMAL", "SQLite", on_sqlite(3, "--synchronous", "NORMAL"))
    yield control("synchronous OFF", "SQLite", on_sqlite(3, "--synchronous", "OFF"))
    yield control("files without fsync", "SQLite", on_sqlite(3, "--unsynced-files"), "files_lost")
    if why := cluster.lacks():
        yield Line(WORK, "PostgreSQL", "0 lost", f"not tried: {why}")
        return
    yield line(WORK, "PostgreSQL", rounds, on_postgresql(rounds))
    yield _without_fsync()


def on_sqlite(rounds: int, *words: str) -> dict[str, Any]:
    """What became of so many cuts; data and files lie on the disk."""
    with disks.powered() as disk:
        return run_on("", rounds, "--disk", str(disk.image), str(disk.place), *words, folder=disk.folder)


def on_postgresql(rounds: int, *, fsync: bool = True) -> dict[str, Any]:
    """The server's data and the files lie on the disk."""
    with disks.powered() as disk, cluster.running(disk.place / "server", fsync=fsync) as server:
        where = ("--cluster", str(server.folder), str(server.port), "--disk", str(disk.image), str(disk.place))
        return run_on(server.url, rounds, *where, folder=disk.folder)


def _without_fsync() -> Line:
    """It loses, or does not start any more."""
    try:
        return control("fsync off", "PostgreSQL", on_postgresql(2, fsync=False))
    except subprocess.CalledProcessError:
        return Line("control: fsync off", "PostgreSQL", "> 0 lost", "the server does not start again", True)
