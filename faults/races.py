"""Races: eight processes take numbers of one register; eight press the same button of the same page in one instant.

The control reads the number and writes it a moment later, without the register's lock, and must give one twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from faults import cluster
from faults.installation import installed, output_of
from faults.lines import Line

PROCESSES = 8


def run(long: bool) -> Iterator[Line]:
    each = 1000 if long else 25
    yield from lines("SQLite", run_on("", each))
    if why := cluster.lacks():
        yield Line("numbers of one register", "PostgreSQL", "no double, no gap", f"not tried: {why}")
    else:
        with cluster.running() as server:
            yield from lines("PostgreSQL", run_on(server.url, each))
    told = run_on("", 25, "--careless")
    yield Line("control: numbers without the lock", "SQLite", "> 0 doubles", f"{told['doubles']}", told["doubles"] > 0)


def run_on(url: str, each: int, *words: str) -> dict[str, Any]:
    with installed(url) as environ:
        told: dict[str, Any] = json.loads(output_of(environ, "-m", "faults.racing", str(PROCESSES), str(each), *words))
        return told


def lines(place: str, told: dict[str, Any]) -> Iterator[Line]:
    measured = f"{told['taken']} taken by {PROCESSES}, {told['doubles']} doubles, {told['gaps']} gaps"
    sound = told["taken"] == told["asked"] and told["doubles"] == told["gaps"] == 0
    yield Line("numbers of one register", place, "no double, no gap", f"{measured}, {told['seconds']:.0f} s", sound)
    pressed = f"{told['moved']} moved, {told['told']} of {PROCESSES - 1} told, {told['acts']} acts"
    yield Line(
        "one button pressed by all at once",
        place,
        "one moves",
        pressed,
        (told["moved"], told["told"], told["acts"]) == (1, PROCESSES - 1, 1),
    )
