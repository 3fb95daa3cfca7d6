"""`python -m faults.writing ROUNDS [HOW]`: eight writers, and what ends them, again and again; prints one JSON object.

Each writes acts with a row and a file of their own, and acknowledges an act on a pipe when its commit has returned.
They end by kill -9, with the database's server (`--cluster DIR PORT`), or with the power of the disk (`--disk IMAGE
PLACE`). Wrong on purpose, so that some must be missing: `--early` acknowledges before the commit, `--synchronous MODE`
is SQLite's, `--unsynced-files` lets files go unflushed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import select
import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from faults.cluster import Cluster
from faults.disks import Disk

WRITERS = 8
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
End = Callable[[Sequence[int]], None]


def main() -> None:
    asked = _parser().parse_args()
    import django

    django.setup()
    if asked.synchronous:
        _set_synchronous(asked.synchronous)
    if asked.unsynced_files:
        os.fsync = lambda _handle: None
    end = _end_of(
        Cluster(Path(asked.cluster[0]), int(asked.cluster[1])) if asked.cluster else None,
        Disk(*map(Path, asked.disk)) if asked.disk else None,
    )
    chance, acknowledged = random.Random(asked.rounds), set()
    for _ in range(asked.rounds):
        acknowledged |= _round(chance.randint(1, 60), early=asked.early, end=end)
    print(json.dumps(_judged(acknowledged)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", type=int)
    parser.add_argument("--early", action="store_true")
    parser.add_argument("--synchronous", choices=["NORMAL", "OFF"])
    parser.add_argument("--unsynced-files", action="store_true")
    parser.add_argument("--cluster", nargs=2, metavar=("DIR", "PORT"))
    parser.add_argument("--disk", nargs=2, metavar=("IMAGE", "PLACE"))
    return parser


def _set_synchronous(mode: str) -> None:
    from django.db.backends.signals import connection_created

    def loosen(connection: Any, **_: Any) -> None:
        connection.cursor().execute(f"PRAGMA synchronous={mode}")

    connection_created.connect(loosen, weak=False)


def _end_of(server: Cluster | None, disk: Disk | None) -> End:
    """What ends a round: the power first, so that nothing that is killed has a last word."""

    def end(writers: Sequence[int]) -> None:
        pids = server.pids() if server else []
        if disk:
            disk.cut()
        if server:
            server.kill(pids)
        for pid in writers:
            os.kill(pid, signal.SIGKILL)
        for pid in writers:
            os.waitpid(pid, 0)
        if disk:
            disk.unmount()
            disk.mount()
        if server:
            server.start_after_a_crash()

    return end


def _round(most: int, *, early: bool, end: End) -> set[str]:
    """Lets writers write until so many acts are acknowledged, ends them, and says which were."""
    from django.db import connection

    connection.close()
    read, write = os.pipe()
    children = [_fork(read, write, early=early) for _ in range(WRITERS)]
    os.close(write)
    told = _heard(read, most)
    end(children)
    with os.fdopen(read, "rb") as pipe:
        told += pipe.read()
    return {line for line in told.decode().split("\n") if len(line) == 32}


def _heard(pipe: int, most: int) -> bytes:
    """What comes on the pipe until so many lines are there, or nothing came for ten seconds."""
    told = b""
    while told.count(b"\n") < most and select.select([pipe], [], [], 10)[0]:
        said = os.read(pipe, 65536)
        if not said:
            return told
        told += said
    return told


def _fork(read: int, write: int, *, early: bool) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.close(read)
    try:
        while True:
            _write_one(write, early=early)
    finally:
        os._exit(1)


def _write_one(pipe: int, *, early: bool) -> None:
    from giaoviec.documents.files import store
    from giaoviec.journal.actions import act
    from giaoviec.ops.models import Incident

    with act("report_incident", by=None, on=AT.date(), at=AT, subject="incident") as a:
        if early:
            os.write(pipe, f"{a.id.hex}\n".encode())
        store(_file_of(a.id), AT)
        Incident.objects.create(**a.row(title="x"))
        made = a.id
    if not early:
        os.write(pipe, f"{made.hex}\n".encode())


def _file_of(act: UUID) -> bytes:
    return act.hex.encode() * 100


def _judged(acknowledged: set[str]) -> dict[str, object]:
    """Lost: acknowledged but not there. Torn: an event without its row or a row without its event. A file is lost
    where its row is there and its bytes are not."""
    from giaoviec.documents.models import Blob
    from giaoviec.journal.models import Event
    from giaoviec.journal.queries import first_break
    from giaoviec.ops.models import Incident

    events = set(Event.objects.filter(subject="incident").values_list("act", flat=True))
    rows = set(Incident.objects.values_list("act", flat=True))
    lost = {UUID(one) for one in acknowledged} - events
    blobs = set(Blob.objects.values_list("sha256", flat=True))
    broken = first_break()
    return {
        "acknowledged": len(acknowledged),
        "written": len(events),
        "lost": len(lost),
        "torn": len(events ^ rows),
        "files_lost": sum(not _is_whole(digest) for digest in blobs),
        "broken": broken.sentence if broken else "",
    }


def _is_whole(digest: str) -> bool:
    from giaoviec.documents.files import path_of

    path = path_of(digest)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


if __name__ == "__main__":
    main()
