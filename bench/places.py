"""Where is measured: a database of its own, filled once with test data, kept under `var/bench`."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "bench"
GIAOVIEC = [sys.executable, "-m", "giaoviec.cli"]


@dataclass(frozen=True)
class Place:
    """A database of one kind with so many assignments; `url` is empty for SQLite."""

    kind: str
    assignments: int
    folder: Path
    url: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        own = {"DATA_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "giaoviec.settings", "PYTHONUTF8": "1"}
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TODAY")}
        return {**kept, **own, **({"DATABASE_URL": self.url} if self.url else {}), "WEB_PROCESSES": "1", **more}

    def giaoviec(self, *words: str) -> str:
        done = subprocess.run(
            [*GIAOVIEC, *words], cwd=ROOT, env=self.environment(), check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.strip()

    def fill(self) -> str:
        """Test data where there is none yet; what was said about its loading."""
        self.folder.mkdir(parents=True, exist_ok=True)
        report = self.folder / "loaded"
        if self.giaoviec("prepare").endswith("empty"):
            print(f"loading {self.assignments} assignments into {self.kind} …", flush=True)
            report.write_text(self.giaoviec("load-test-data", "--assignments", str(self.assignments)))
        return report.read_text().splitlines()[-1] if report.exists() else ""


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def sqlite(assignments: int) -> Place:
    return Place("SQLite", assignments, _folder("sqlite", assignments))


def demonstration() -> Place:
    """Where the demonstration province of these migrations is kept."""
    return Place("SQLite", 0, _folder("demonstration", 0))


def _folder(kind: str, assignments: int) -> Path:
    """Data of these migrations; what was made with others goes."""
    folder = HOME / f"{kind}-{assignments}-{schema()}"
    for other in HOME.glob(f"{kind}-{assignments}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


@cache
def schema() -> str:
    """Short digest of all migrations."""
    texts = [path.read_bytes() for path in sorted((ROOT / "giaoviec").glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:8]


@contextmanager
def postgresql(assignments: int) -> Iterator[Place | None]:
    """A private server on loopback with the machine's PostgreSQL, data kept between runs; None where there is none."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not binaries:
        yield None
        return
    server = _Server(binaries[-1].parent, HOME / "postgresql")
    port = server.start()
    try:
        name = f"bench{assignments}_{schema()}"
        server.create(name, port)
        yield Place(
            "PostgreSQL",
            assignments,
            _folder("postgresql-data", assignments),
            f"postgres://giaoviec@127.0.0.1:{port}/{name}",
        )
    finally:
        server.stop()


@dataclass
class _Server:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, in a folder of that user."""

    binaries: Path
    folder: Path

    def start(self) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        if not (self.folder / "data").exists():
            self._run("initdb", "-D", "data", "-U", "giaoviec", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=on"
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "start", "-o", f"{options} -c max_wal_size=2GB")
        return port

    def create(self, name: str, port: int) -> None:
        here = ["-h", "127.0.0.1", "-p", str(port), "-U", "giaoviec"]
        known = self._run("psql", *here, "-At", "-d", "postgres", "-c", "SELECT datname FROM pg_database").split()
        for old in known:
            if old != name and old.startswith(f"{name.partition('_')[0]}_"):
                self._run("dropdb", *here, old)
        if name not in known:
            self._run("createdb", *here, name)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "fast", "-w", "stop")

    def _run(self, program: str, *words: str) -> str:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        done = subprocess.run(
            [*as_user, str(self.binaries / program), *words],
            cwd=self.folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout
