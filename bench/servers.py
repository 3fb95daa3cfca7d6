"""The product's own web process, and the floor beside it: the same server with a bare handler."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.clients import Client
from bench.places import GIAOVIEC, ROOT, Place, free_port


@dataclass(frozen=True)
class Server:
    """A server that runs. `cold` are the seconds from its start to its first answer."""

    port: int
    pid: int
    cold: float

    def resident(self) -> int:
        """Bytes in memory of the largest process of the server: the one that answers."""
        return max(_resident(pid) for pid in _family(self.pid))

    def cpu(self) -> float:
        """Seconds of processor that the server's processes have taken."""
        return sum(_processor(pid) for pid in _family(self.pid))


@contextmanager
def product(place: Place, processes: int = 1) -> Iterator[Server]:
    """`giaoviec serve --web`."""
    port = free_port()
    environment = place.environment(PORT=str(port), WEB_PROCESSES=str(processes))
    with _running([*GIAOVIEC, "serve", "--web", "--tied"], environment, port, "/healthz") as server:
        yield server


@contextmanager
def floor(place: Place, cookie: str, paths: dict[str, str]) -> Iterator[Server]:
    """The bare handler; `paths` are the pages that it gives, by name."""
    port = free_port()
    asked = {f"BENCH_PATH_{name}": path for name, path in paths.items()}
    environment = place.environment(PORT=str(port), BENCH_COOKIE=cookie, **asked)
    with _running([sys.executable, "-m", "bench.floor"], environment, port, "/ready") as server:
        yield server


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int, path: str) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE)
    try:
        _wait(process, port, path)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    for _ in range(3000):
        if process.poll() is not None:
            raise RuntimeError(f"a server ended with {process.returncode}")
        try:
            if Client(port).get(path).status == 200:
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("a server does not answer")


def _family(pid: int) -> list[int]:
    family, found = [pid], {pid}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        if parent in found:
            family.append(int(stat.parent.name))
    return family


def _processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
