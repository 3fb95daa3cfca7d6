"""kill -9 under eight writers: nothing that was acknowledged is lost, no act is half there, the chain is whole.

On SQLite the writers are the database; on PostgreSQL the server is killed with them. The control acknowledges before it
commits, and must lose some. Power cuts are not tried here: to drop unsynced writes needs a block device of one's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from faults import cluster
from faults.installation import installed, output_of
from faults.lines import Line


def run_on(url: str, rounds: int, *words: str) -> dict[str, Any]:
    """What became of so many rounds on a database."""
    with installed(url) as environ:
        told: dict[str, Any] = json.loads(output_of(environ, "-m", "faults.writing", str(rounds), *words))
        return told


def run(long: bool) -> Iterator[Line]:
    rounds = 200 if long else 4
    yield _line("kill -9 under eight writers", "SQLite", rounds, run_on("", rounds))
    if why := cluster.lacks():
        yield Line("kill -9 of server and writers", "PostgreSQL", "0 lost", f"not tried: {why}")
    else:
        server = cluster.new()
        try:
            some = max(rounds // 4, 1) if not long else rounds
            told = run_on(server.url, some, "--cluster", str(server.folder), str(server.port))
        finally:
            server.remove()
        yield _line("kill -9 of server and writers", "PostgreSQL", some, told)
    told = run_on("", max(rounds // 4, 2), "--early")
    yield Line(
        "control: acknowledged before the commit", "SQLite", "> 0 lost", f"{told['lost']} lost", told["lost"] > 0
    )


def _line(work: str, place: str, rounds: int, told: dict[str, Any]) -> Line:
    measured = (
        f"{rounds} kills, {told['acknowledged']} acknowledged, {told['lost']} lost, {told['torn']} torn, "
        f"chain {told['broken'] or 'whole'}"
    )
    sound = told["acknowledged"] > 0 and not (told["lost"] or told["torn"] or told["broken"])
    return Line(work, place, "0 lost, 0 torn", measured, sound)
