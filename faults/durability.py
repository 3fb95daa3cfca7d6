"""kill -9 under eight writers: nothing that was acknowledged is lost, no act is half there, the chain is whole.

On SQLite the writers are the database; on PostgreSQL the server is killed with them. The control acknowledges before it
commits, and must lose some.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from faults import cluster
from faults.installation import installed, output_of
from faults.lines import Line


def run_on(url: str, rounds: int, *words: str, folder: Path | None = None) -> dict[str, Any]:
    """What became of so many rounds on a database."""
    with installed(url, folder) as environ:
        told: dict[str, Any] = json.loads(output_of(environ, "-m", "faults.writing", str(rounds), *words))
        return told


def run(long: bool) -> Iterator[Line]:
    rounds = 200 if long else 4
    yield line("kill -9 under eight writers", "SQLite", rounds, run_on("", rounds))
    if why := cluster.lacks():
        yield Line("kill -9 of server and writers", "PostgreSQL", "0 lost", f"not tried: {why}")
    else:
        with cluster.running() as server:
            some = rounds if long else 1
            told = run_on(server.url, some, "--cluster", str(server.folder), str(server.port))
        yield line("kill -9 of server and writers", "PostgreSQL", some, told)
    yield control("acknowledged before the commit", "SQLite", run_on("", max(rounds // 4, 2), "--early"))


def line(work: str, place: str, rounds: int, told: dict[str, Any]) -> Line:
    """Nothing lost, nothing torn, chain whole, every file there."""
    measured = (
        f"{rounds} times, {told['acknowledged']} acknowledged, {told['lost']} lost, {told['torn']} torn, "
        f"{told['files_lost']} files lost, chain {told['broken'] or 'whole'}"
    )
    sound = told["acknowledged"] > 0 and not any(told[name] for name in ("lost", "torn", "files_lost", "broken"))
    return Line(work, place, "0 lost, 0 torn", measured, sound)


def control(work: str, place: str, told: dict[str, Any], lost: str = "lost") -> Line:
    """What was done wrong must show."""
    measured = f"{told[lost]} of {told['acknowledged']} lost"
    return Line(f"control: {work}", place, "> 0 lost", measured, told[lost] > 0)
