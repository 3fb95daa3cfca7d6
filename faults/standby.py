"""The primary is killed with kill -9 while eight people write; its standby is promoted, and the web node finds it.

With synchronous commit to the standby nothing that was acknowledged is lost, also where the standby was away before.
The control commits asynchronously and has the standby away: it must lose some. A node that only reads serves pages from
the standby all the time. `docs/scale.md` says the same commands for a person.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from faults import cluster
from faults.cluster import Cluster, free_port
from faults.installation import installed
from faults.lines import Line
from faults.serving import Desk, served, titles

KEPT = (302, 303)
PEOPLE = 8
BACK = 60
STATE = "SELECT sync_state, replay_lsn = pg_current_wal_lsn() FROM pg_stat_replication"


def run(long: bool) -> Iterator[Line]:
    if why := cluster.lacks():
        yield Line("primary killed, standby promoted", "PostgreSQL", "0 lost, ≤ 60 s", f"not tried: {why}")
        return
    for _ in range(5 if long else 1):
        with pair(synchronous=True) as servers:
            yield from tried(servers, cut=False)
    with pair(synchronous=True) as servers:
        yield from tried(servers, cut=True)
    with pair(synchronous=False) as servers:
        yield from tried(servers, cut=True, control=True)


@dataclass(frozen=True)
class Pair:
    """A primary and the standby that follows it; `url` names both, and whichever takes writes is used."""

    primary: Cluster
    standby: Cluster
    synchronous: bool

    @property
    def url(self) -> str:
        return f"postgres://giaoviec@127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}/giaoviec"


@contextmanager
def pair(*, synchronous: bool) -> Iterator[Pair]:
    """Both running."""
    with cluster.running(_place()) as primary, _following(primary) as standby:
        yield Pair(primary, standby, synchronous)


def _place() -> Path:
    """In memory where that can be: no power is cut here, and a disk that others use only makes it slow."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="giaoviec-faults-", dir=memory if memory.is_dir() else None))


def _in_step(servers: Pair) -> bool:
    """Whether the standby has all, and commits wait for it where they are to."""
    if servers.synchronous:
        _told(servers.primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        _told(servers.primary, "SELECT pg_reload_conf()")
    return _until(lambda: _told(servers.primary, STATE) == [("sync" if servers.synchronous else "async", True)])


@contextmanager
def _following(primary: Cluster) -> Iterator[Cluster]:
    """A copy of it that is fed by streaming from then on."""
    folder = _place()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    made = Cluster(folder, free_port())
    here = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", "giaoviec"]
    try:
        made._do(
            "pg_basebackup",
            *here,
            "-D",
            str(folder / "data"),
            "-R",
            "-c",
            "fast",
            "-X",
            "stream",
            "-C",
            "-S",
            "standby",
        )
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {made.port}\n")
        made.start()
        yield made
    finally:
        made.remove()


def tried(servers: Pair, *, cut: bool, control: bool = False) -> Iterator[Line]:
    """`cut`: the standby is away for the last moments of the primary."""
    with installed(servers.url) as environ, served(environ) as desk:
        reading = environ | {"READ_ONLY": "1", "DATABASE_URL": servers.standby.url}
        if not _in_step(servers):
            raise RuntimeError("the standby does not follow")
        with served(reading, cookie=desk.cookie) if not cut else nullcontext() as reader:
            told, killed = _killed_under_writers(servers, desk, cut=cut)
            desk.recovered("sau")
            seconds = time.monotonic() - killed
            if reader:
                yield _read(reader)
        kept = titles(environ)
    lost = [title for title in told if kept.count(title) != 1]
    kind = "asynchronous" if not servers.synchronous else "synchronous"
    work = f"{'control: ' if control else ''}primary killed{', standby cut off before' if cut else ''}, {kind}"
    measured = f"{len(told)} acknowledged, {len(lost)} lost, writes again after {seconds:.1f} s"
    sound = bool(lost) if control else bool(told) and not lost and seconds <= BACK
    yield Line(work, "PostgreSQL", "> 0 lost" if control else f"0 lost, ≤ {BACK} s", measured, sound)


def _read(reader: Desk) -> Line:
    seen, asked = reader.read(), reader.write("doc")
    right = seen.status == 200 and asked.status == 503 and "chỉ để đọc" in asked.text
    measured = f"page {seen.status}, act {asked.status}"
    return Line("a node that only reads, on the standby", "PostgreSQL", "reads, refuses acts", measured, right)


def _killed_under_writers(servers: Pair, desk: Desk, *, cut: bool) -> tuple[list[str], float]:
    """What was acknowledged, and when the primary was killed; then the standby is promoted."""
    told: list[str] = []
    over = threading.Event()
    people = [threading.Thread(target=_write, args=(replace(desk), n, told, over), daemon=True) for n in range(PEOPLE)]
    for one in people:
        one.start()
    _until(lambda: len(told) >= 3 * PEOPLE)
    if cut:
        servers.standby.stop()
        before = len(told)
        _until(lambda: len(told) > before + PEOPLE, seconds=5)  # None comes where commits wait for the standby.
    killed = time.monotonic()
    servers.primary.kill(servers.primary.pids())
    over.set()
    if cut:
        servers.standby.start()
    servers.standby._do("pg_ctl", "-D", str(servers.standby.folder / "data"), "-w", "promote")
    for one in people:
        one.join()
    return told, killed


def _write(desk: Desk, number: int, told: list[str], over: threading.Event) -> None:
    turn = 0
    while not over.is_set():
        title = f"{number}.{turn}"
        if desk.write(title).status in KEPT:
            told.append(title)
        turn += 1


def _told(server: Cluster, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(server.url, autocommit=True) as connection:
        found = connection.execute(statement.encode())
        return found.fetchall() if found.description else []


def _until(true: Callable[[], bool], *, seconds: float = 60) -> bool:
    """Whether it came about in that time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
