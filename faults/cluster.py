"""A private PostgreSQL for a fault: made, started, killed and removed with what it is for."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PLACES = Path("/usr/lib/postgresql")


@dataclass
class Cluster:
    """`url` is its `DATABASE_URL`. What it acknowledged it must still have."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://giaoviec@127.0.0.1:{self.port}/giaoviec"

    def start(self) -> None:
        log = str(self.folder / "log")
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-w", "-t", "60", "start")

    def start_after_a_crash(self) -> None:
        """A dead postmaster that nobody reaps would pass for alive."""
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def stop(self) -> None:
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-w", "stop")

    def pids(self) -> list[int]:
        """The postmaster, stopped so that it forks no more, and all that it forked."""
        main = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(main, signal.SIGSTOP)
        return [main, *_children(main)]

    def kill(self, pids: Sequence[int]) -> None:
        """kill -9 for these; back when all are dead."""
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        end = time.monotonic() + 20
        while any(map(_lives, pids)) and time.monotonic() < end:
            time.sleep(0.01)

    def remove(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            with contextlib.suppress(subprocess.CalledProcessError):  # It may be dead already.
                self._do("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _do(self, *words: str) -> None:
        """A program of PostgreSQL, which refuses to run as root."""
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        command = [*as_postgres, str(_programs() / words[0]), *words[1:]]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def lacks() -> str:
    """Why there can be none here; "" where there can."""
    return "" if PLACES.is_dir() and any(PLACES.glob("*/bin/initdb")) else "no PostgreSQL server on this machine"


@contextmanager
def running(folder: Path | None = None, *, fsync: bool = True) -> Iterator[Cluster]:
    """One for a while."""
    server = new(folder, fsync=fsync)
    try:
        yield server
    finally:
        server.remove()


def new(folder: Path | None = None, *, fsync: bool = True) -> Cluster:
    """A cluster with an empty database, running; `folder` is its place, else one is made."""
    folder = folder or Path(tempfile.mkdtemp(prefix="giaoviec-faults-"))
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    made = Cluster(folder, free_port())
    made._do("initdb", "-D", str(folder / "data"), "-U", "giaoviec", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(
            f"port = {made.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n"
            f"max_connections = 50\nfsync = {'on' if fsync else 'off'}\n"
        )
    made.start()
    made._do("createdb", "-h", "127.0.0.1", "-p", str(made.port), "-U", "giaoviec", "giaoviec")
    return made


def _programs() -> Path:
    return max(PLACES.glob("*/bin"), key=lambda path: int(path.parent.name))


def _children(pid: int) -> list[int]:
    said = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in said.split()]


def _lives(pid: int) -> bool:
    """A process that is dead but not reaped yet holds nothing any longer."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
