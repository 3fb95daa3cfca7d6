"""Two works that take long: how p50 grows from 10,000 to 1,000,000 assignments, and the first page of a fresh clone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.clients import Client, take_turns
from bench.places import ROOT, Place, free_port, postgresql, sqlite
from bench.servers import product
from bench.works import LISTS, Line, inside

SMALL, LARGE = 10_000, 1_000_000


def scale(kind: str) -> Iterator[Line]:
    """p50 of the lists and of the assignment page, small against large."""
    if kind == "SQLite":
        yield from _compared(sqlite(SMALL), sqlite(LARGE))
        return
    with postgresql(SMALL) as small:
        found = None if small is None else _p50s(small)
    with postgresql(LARGE) as large:
        if large is not None and found is not None:
            yield from _lines(large.kind, found, _p50s(large))


def _compared(small: Place, large: Place) -> Iterator[Line]:
    yield from _lines(large.kind, _p50s(small), _p50s(large))


def _lines(kind: str, small: dict[str, float], large: dict[str, float]) -> Iterator[Line]:
    for name, before in small.items():
        after = large[name]
        measured = f"{before * 1000:.1f} → {after * 1000:.1f} ms; {after / before:.2f} ×"
        yield Line(f"p50 from 10,000 to 1,000,000: {name}", "≤ 1.3 ×", kind, measured, after / before <= 1.3)


def _p50s(place: Place) -> dict[str, float]:
    print(place.fill(), flush=True)
    known = inside(place, "ready")
    with product(place) as server:
        agency = Client(server.port, known["cookies"]["stc.vanphong"])
        head = Client(server.port, known["cookies"]["chanhvp"])
        story = f"/viec/{known['assignment']}/"
        deeds = {
            "overdue list of one agency": lambda: agency.get(LISTS["one"]),
            "overdue list of all agencies": lambda: head.get(LISTS["all"]),
            "assignment page": lambda: agency.get(story),
        }
        return {name: times.p50 for name, times in zip(deeds, take_turns(list(deeds.values())), strict=True)}


def clone() -> Iterator[Line]:
    """`python3 dev.py run` in a fresh clone to its first page, and the second time."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "giaoviec"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(copy)], check=True)
        first = _first_page(copy)
        second = _first_page(copy)
        shutil.rmtree(copy, ignore_errors=True)
    yield Line("first page from a fresh clone", "≤ 60 s", "SQLite", f"{first:.1f} s", first <= 60)
    yield Line("second start", "≤ 3 s", "SQLite", f"{second:.1f} s", second <= 3)


def _first_page(copy: Path) -> float:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DATA_DIR", "TODAY")}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "dev.py", "run"], cwd=copy, env={**kept, "PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    try:
        _until_answered(process, f"http://127.0.0.1:{port}/dang-nhap/")
        return time.perf_counter() - began
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _until_answered(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(6000):
        if process.poll() is not None:
            raise RuntimeError(f"dev.py run ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("dev.py run does not answer")
