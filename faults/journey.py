"""The closed-network journey: bundle, install, work, back up, destroy, restore, certificate, upgrade, return.

The bundles are made first (their wheels come from a package index, or from an earlier bundle's); everything else
happens in a network namespace that has nothing but its own loopback.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bundling.making import ROOT, make, signing_key
from faults.lines import Line
from giaoviec import __version__

WHERE = "SQLite"
WHEELS = ROOT / "var" / "wheels"
BARS = {"install": 90.0}


def run(_long: bool) -> Iterator[Line]:
    """A line for each step, with its seconds."""
    if why := _lacks():
        yield Line("closed-network journey", WHERE, "whole", why, None)
        return
    folder = Path(tempfile.mkdtemp(prefix="giaoviec-journey-"))
    try:
        yield _bundles(folder)
        yield from _steps(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lacks() -> str:
    if os.geteuid() or not shutil.which("unshare") or not shutil.which("ip"):
        return "not tried: needs root, unshare and ip (Debian: util-linux, iproute2)"
    return ""


def _bundles(folder: Path) -> Line:
    began = time.monotonic()
    key = signing_key(folder / "signing")
    for name, version in (("one.zip", __version__), ("two.zip", f"{__version__}.1")):
        made = make(folder / name, revision="", version=version, key=key, wheels=WHEELS)
    (folder / "key").write_text(key.public_key().public_bytes_raw().hex())
    measured = f"{made.stat().st_size / 1e6:.0f} MB each, {time.monotonic() - began:.0f} s for two"
    return Line("journey: bundle", WHERE, "signed", measured, True)


def _steps(folder: Path) -> Iterator[Line]:
    command = ["unshare", "--net", sys.executable, "-m", "faults.cut_off", str(folder)]
    told = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert told.stdout is not None
    for said in told.stdout:
        step, seconds, what = json.loads(said)
        bar = BARS.get(step)
        holds = bar is None or seconds <= bar
        yield Line(f"journey: {step}", WHERE, f"≤ {bar:.0f} s" if bar else "done", f"{seconds:.0f} s: {what}", holds)
    if told.wait():
        yield Line("journey", WHERE, "whole", f"ended with status {told.returncode}", False)
