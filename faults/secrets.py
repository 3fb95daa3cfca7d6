"""The secret gate (6.2): which marked variants pass, which clean ones are refused, what is left of what was sent.

Marked words and files are put into every form of the pages, then database, WAL, logs, temporary places and files are
searched for them. The control takes the gate away and must find some.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from faults import cluster
from faults.installation import ROOT, installed
from faults.lines import Line
from faults.posting import CANARY
from tests.secrets.judging import judged
from tests.secrets.make import Variant, clean, marked

SCANS, CLEAN_SCANS = 240, 60


def run(long: bool) -> Iterator[Line]:
    yield from _variants(long)
    pages = 200 if long else 25
    yield _searched("SQLite", searched("", pages), holds=lambda found: found == 0)
    if why := cluster.lacks():
        yield Line("canaries left after every form", "PostgreSQL", "0", f"not tried: {why}")
    else:
        server = cluster.new()
        try:
            told = searched(server.url, pages, server.folder)
        finally:
            server.remove()
        yield _searched("PostgreSQL", told, holds=lambda found: found == 0)
    told = searched("", 15, None, "--open")
    yield _searched("SQLite", told, work="control: the gate taken away", bar="> 0", holds=lambda found: found > 0)


def _variants(long: bool) -> Iterator[Line]:
    step = 1 if long else 20
    for name, variants, bar, sound in (
        ("marked variants that pass", marked(), "0", lambda kind: kind != "clean"),
        ("clean ones that are refused", clean(), "≤ 1 %", lambda kind: kind == "clean"),
    ):
        yield _counted(name, "all but scans", bar, list(variants)[::step], sound)
    scans = [one for one in marked(pictures=SCANS) if one.container.startswith("scan")]
    clear = [one for one in clean(pictures=CLEAN_SCANS) if one.container.startswith("scan")]
    yield _counted("marked scans that pass", "scans", "0", scans[:: 1 if long else 60], lambda kind: kind != "clean")
    yield _counted("clean scans refused", "scans", "≤ 1 %", clear[:: 1 if long else 20], lambda kind: kind == "clean")


def _counted(work: str, place: str, bar: str, variants: Iterable[Variant], sound: Any) -> Line:
    began, said, wrong = time.monotonic(), Counter[str](), 0
    for variant in variants:
        kind = judged(variant, apart=place == "scans")
        said[kind] += 1
        wrong += not sound(kind)
    whole = sum(said.values())
    each = (time.monotonic() - began) / whole
    words = ", ".join(f"{number} {kind}" for kind, number in said.most_common())
    allowed = whole * 0.01 if "%" in bar else 0
    return Line(work, place, bar, f"{wrong} of {whole} ({words}), {each:.2f} s each", wrong <= allowed)


def searched(url: str, pages: int, cluster_folder: Path | None = None, *words: str) -> dict[str, Any]:
    """Sends canaries into an installation of its own and says in which files they are found afterwards."""
    with (
        installed(url) as environ,
        tempfile.TemporaryDirectory(dir="/dev/shm") as room,
        tempfile.TemporaryFile() as log,
    ):
        environ |= {"WAITING_DIR": room, "TMPDIR": environ["DATA_DIR"]}
        command = [sys.executable, "-m", "faults.posting", str(pages), *words]
        done = subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, stderr=log)
        log.seek(0)
        places = [Path(environ["DATA_DIR"]), Path(room), *([cluster_folder] if cluster_folder else [])]
        found = [str(path.relative_to(place)) for place in places for path in _files_with(CANARY.encode(), place)]
        if CANARY.encode() in log.read():
            found.append("log")
        told: dict[str, Any] = json.loads(done.stdout)
        return {**told, "found": found + ["session"] * told["sessions"]}


def _files_with(wanted: bytes, folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and wanted in path.read_bytes():
            yield path


def _searched(
    place: str, told: dict[str, Any], *, holds: Any, work: str = "canaries left after every form", bar: str = "0"
) -> Line:
    answers = ", ".join(f"{number} × {status}" for status, number in sorted(told["answers"].items()))
    left = f"{len(told['found'])} places {told['found'][:4]}" if told["found"] else "0"
    measured = f"{left}; {told['doors']} doors, {told['refusals']} refusals, answers {answers}"
    return Line(work, place, bar, measured, holds(len(told["found"])) and "500" not in told["answers"])
