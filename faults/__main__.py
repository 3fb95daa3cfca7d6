"""`python -m faults [NAME …] [--long]`: let things go wrong, print what came of it; 1 where a bar is missed.

Each name is a module of this package with `run(long)`, which cleans up after itself. Without a name all run.
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from collections.abc import Iterator

from faults.lines import Line, Run

NAMES = {
    "secrets": "faults.secrets",
    "durability": "faults.durability",
    "power": "faults.power",
    "races": "faults.races",
    "away": "faults.away",
    "disk": "faults.disk",
    "hostile": "faults.hostile",
    "audit": "faults.audit",
    "access_log": "faults.access_log",
    "backups": "faults.backups",
    "standby": "faults.standby",
    "journey": "faults.journey",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--long", action="store_true", help="the whole, as docs/faults.md keeps it")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # What was made for a fault goes with it.
    lines = [line for name in asked.names or NAMES for line in _told(_run(name)(asked.long))]
    return 0 if all(line.holds is not False for line in lines) else 1


def _run(name: str) -> Run:
    run: Run = importlib.import_module(NAMES[name]).run
    return run


def _told(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        mark = {True: "holds", False: "MISSED", None: ""}[line.holds]
        print(f"{line.work:<56} {line.place:<12} {line.bar:<18} {line.measured}  {mark}", flush=True)
        yield line


if __name__ == "__main__":
    sys.exit(main())
