"""350 tamperings with the journal (seven ways at fifty places each), all of which the walk along it must find."""

from __future__ import annotations

import json
from collections.abc import Iterator

from faults import cluster
from faults.installation import installed, output_of
from faults.lines import Line


def run(long: bool) -> Iterator[Line]:
    number = 50 if long else 5
    yield from _lines("", "SQLite", number)
    if why := cluster.lacks():
        yield Line("tampering with the journal", "PostgreSQL", "all found", f"not tried: {why}")
        return
    server = cluster.new()
    try:
        yield from _lines(server.url, "PostgreSQL", number)
    finally:
        server.remove()


def _lines(url: str, place: str, number: int) -> Iterator[Line]:
    with installed(url) as environ:
        found: dict[str, int] = json.loads(output_of(environ, "-m", "faults.tampering", str(number)))
    for way, count in found.items():
        yield Line(f"journal: {way}", place, "all found", f"{count} of {number}", count == number)
