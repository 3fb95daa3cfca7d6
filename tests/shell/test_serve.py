"""`giaoviec serve`: answers, and however it ends leaves no process behind."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
PATIENCE = 60.0


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _processes(port: int) -> dict[int, str]:
    """The processes of the server on this port, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"PORT={port}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.read() == b"ok\n")
    except OSError:
        return False


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "giaoviec.cli", "prepare"], env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture
def server(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A running server with its port: web and work are both up."""
    port = _free_port()
    environment = os.environ | {"DATA_DIR": str(data_dir), "DATABASE_URL": "", "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "giaoviec.cli", "serve"], env=environment, stderr=subprocess.PIPE, text=True
    )
    assert _until(lambda: _answers(port) and len(_processes(port)) >= 9)
    yield process, port
    process.kill()
    process.wait()


def _part(port: int, name: str) -> int:
    """The process of one part itself, the oldest of that name."""
    return min(pid for pid, command in _processes(port).items() if f"serve {name}" in command)


def test_told_to_stop_it_stops_with_status_0(server):
    process, port = server
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert _until(lambda: not _processes(port))


def test_killed_it_leaves_no_child_behind(server):
    process, port = server
    process.kill()
    assert _until(lambda: not _processes(port))


@pytest.mark.parametrize("part", ["--web", "--work"])
def test_when_one_part_dies_the_whole_stops_and_says_so(server, part):
    process, port = server
    os.kill(_part(port, part), signal.SIGKILL)
    assert process.wait(PATIENCE) == 1
    assert f"giaoviec serve: the process {part} ended by itself" in process.stderr.read()
    assert _until(lambda: not _processes(port))
