"""The database is away while people work: PostgreSQL stopped and started, SQLite's file held by another writer.

Whoever writes is told within 5 s what to do, `/readyz` is red, and 10 s after it is back a write is kept; nothing that
was kept is lost, nothing is kept twice. The control sends a form twice, and must find it twice.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from faults import cluster
from faults.cluster import Cluster
from faults.installation import installed
from faults.lines import Line
from faults.serving import KEPT, served, titles


def run(long: bool) -> Iterator[Line]:
    seconds = 60 if long else 1
    with installed() as environ:
        path = Path(environ["DATA_DIR"]) / "giaoviec.sqlite3"
        yield from tried("SQLite", environ, lambda: _held(path), seconds, ready=True)
    if why := cluster.lacks():
        yield Line("database away", "PostgreSQL", "told ≤ 5 s", f"not tried: {why}")
        return
    with cluster.running() as server, installed(server.url) as environ:
        yield from tried("PostgreSQL", environ, lambda: _stopped(server), seconds, ready=False)


def tried(
    place: str, environ: dict[str, str], away: Callable[[], AbstractContextManager[None]], seconds: int, *, ready: bool
) -> Iterator[Line]:
    """`ready`: whether `/readyz` stays green, since all can be read."""
    with served(environ) as desk:
        before = desk.write("truoc").status in KEPT
        with away():
            told = [desk.write("trong"), desk.write("trong")]
            read, probe = desk.read(), desk.read("/readyz")
            time.sleep(seconds)
        seconds_back = desk.recovered("sau")
        twice = [desk.write("doi").status for _ in range(2)]
    kept = titles(environ)
    clear = before and all(answer.is_clear() for answer in told)
    slowest = max(answer.seconds for answer in told)
    yield Line(
        "database away: who writes is told",
        place,
        "503 ≤ 5 s",
        f"{told[0].status} in {slowest:.1f} s",
        clear and before,
    )
    right = (200 if ready else 503) == read.status == probe.status and max(read.seconds, probe.seconds) <= 5
    yield Line("… who reads, and /readyz", place, "200" if ready else "503", f"{read.status} and {probe.status}", right)
    yield Line("… back", place, "≤ 10 s", f"{seconds_back:.1f} s", seconds_back <= 10)
    counts = {title: kept.count(title) for title in ("truoc", "trong", "sau")}
    yield Line("… lost or doubled", place, "0", str(counts), counts == {"truoc": 1, "trong": 0, "sau": 1})
    doubled = kept.count("doi")
    yield Line("control: sent twice", place, "2 kept", f"{doubled} kept, {twice}", doubled == 2)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Another program holds the write lock of the file."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def _stopped(server: Cluster) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()
