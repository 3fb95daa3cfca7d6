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
from dataclasses import dataclass
from pathlib import Path

PLACES = Path("/usr/lib/postgresql")


@dataclass
class Cluster:
    """`url` is its `DATABASE_URL`. fsync is on: what it acknowledged it must still have."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://giaoviec@127.0.0.1:{self.port}/giaoviec"

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            "-c fsync=on -c max_connections=50"
        )
        log = str(self.folder / "log")
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-o", options, "-w", "-t", "60", "start")

    def stop(self) -> None:
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-w", "stop")

    def kill(self) -> None:
        """kill -9: the postmaster and all that it forked."""
        main = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(main, signal.SIGSTOP)  # It forks no more while its children are counted.
        pids = [main, *_children(main)]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        end = time.monotonic() + 20
        while any(map(_lives, pids)) and time.monotonic() < end:
            time.sleep(0.01)
        (self.folder / "data" / "postmaster.pid").unlink()  # A dead one that nobody reaps would pass for alive.

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


def new() -> Cluster:
    """A cluster with an empty database, running."""
    folder = Path(tempfile.mkdtemp(prefix="giaoviec-faults-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    made = Cluster(folder, _free_port())
    made._do("initdb", "-D", str(folder / "data"), "-U", "giaoviec", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
