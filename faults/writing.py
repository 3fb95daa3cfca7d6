"""`python -m faults.writing ROUNDS [--early] [--cluster DIR PORT]`: eight writers, killed with kill -9 again and again.

Each writes acts with a row of their own, and acknowledges an act on a pipe when its commit has returned (`--early`:
before it begins, which is wrong on purpose: then some must be missing). Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

WRITERS = 8
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", type=int)
    parser.add_argument("--early", action="store_true")
    parser.add_argument("--cluster", nargs=2, metavar=("DIR", "PORT"))
    asked = parser.parse_args()
    import django

    django.setup()
    chance, acknowledged = random.Random(asked.rounds), set()
    for _ in range(asked.rounds):
        acknowledged |= _round(chance.randint(1, 60), early=asked.early, cluster=asked.cluster)
    print(json.dumps(_judged(acknowledged)))


def _round(most: int, *, early: bool, cluster: list[str] | None) -> set[str]:
    """Lets writers write until so many acts are acknowledged, kills them (and the server), and says which were."""
    from django.db import connection

    connection.close()
    read, write = os.pipe()
    children = [_fork(read, write, early=early) for _ in range(WRITERS)]
    os.close(write)
    told = _heard(read, most)
    if cluster:
        _kill_server(cluster)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    for pid in children:
        os.waitpid(pid, 0)
    with os.fdopen(read, "rb") as pipe:
        told += pipe.read()
    return {line for line in told.decode().split("\n") if len(line) == 32}


def _heard(pipe: int, most: int) -> bytes:
    """What comes on the pipe until so many lines are there, or nothing came for ten seconds."""
    told = b""
    while told.count(b"\n") < most and select.select([pipe], [], [], 10)[0]:
        told += os.read(pipe, 65536)
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
    from giaoviec.journal.actions import act
    from giaoviec.ops.models import Incident

    with act("report_incident", by=None, on=AT.date(), at=AT, subject="incident") as a:
        if early:
            os.write(pipe, f"{a.id.hex}\n".encode())
        Incident.objects.create(**a.row(title="x"))
        made = a.id
    if not early:
        os.write(pipe, f"{made.hex}\n".encode())


def _kill_server(cluster: list[str]) -> None:
    from faults.cluster import Cluster

    server = Cluster(Path(cluster[0]), int(cluster[1]))
    server.kill()
    server.start()


def _judged(acknowledged: set[str]) -> dict[str, object]:
    """Lost: acknowledged but not there. Torn: an event without its row or a row without its event."""
    from giaoviec.journal.models import Event
    from giaoviec.journal.queries import first_break
    from giaoviec.ops.models import Incident

    events = set(Event.objects.filter(subject="incident").values_list("act", flat=True))
    rows = set(Incident.objects.values_list("act", flat=True))
    lost = {UUID(one) for one in acknowledged} - events
    broken = first_break()
    return {
        "acknowledged": len(acknowledged),
        "written": len(events),
        "lost": len(lost),
        "torn": len(events ^ rows),
        "broken": broken.sentence if broken else "",
    }


if __name__ == "__main__":
    main()
