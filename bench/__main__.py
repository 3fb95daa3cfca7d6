"""`python -m bench [NAME …]`: measure what the Figures of the main job name, print a table, keep it in docs/bench.md.

Names: lists, writes, search, table, exports, process, urging, reports, figures (all of them, where none is named), and
apart, since they take long: scale, clone, registering, warning, load (`--users`, `--minutes`). `--keep` writes the
lines into docs/bench.md, in place of those of the same work and database. `reader [FOLDER]` is the directive reader's
own measure (see `bench/reader.py`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from bench import figures, growing, keeping, load, reader, registering, reports, urging, warning
from bench.places import Place, postgresql, sqlite
from bench.works import WORKS, Line

LONG = ("scale", "clone", "registering", "warning", "load")
ASSIGNMENTS = 100_000
SHORT = {**WORKS, "urging": urging.urging, "reports": reports.reports, "figures": figures.figures}


def main() -> int:
    if sys.argv[1:2] == ["reader"]:
        return reader.main(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", choices=[*SHORT, *LONG, []], metavar="NAME")
    parser.add_argument("--assignments", type=int, default=ASSIGNMENTS)
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database only")
    parser.add_argument("--users", type=int, default=200, help="of load, on PostgreSQL; a quarter on SQLite")
    parser.add_argument("--minutes", type=float, default=10, help="of load")
    parser.add_argument("--keep", action="store_true", help="write docs/bench.md")
    asked = parser.parse_args()
    lines = list(_measured(asked))
    if asked.keep:
        keeping.keep(lines)
    return 0 if all(line.holds is not False for line in lines) else 1


def _measured(asked: argparse.Namespace) -> Iterator[Line]:
    names = asked.names or list(SHORT)
    short = [name for name in names if name in SHORT]
    if short and asked.only != "postgresql":
        yield from _at(sqlite(asked.assignments), short)
    if short and asked.only != "sqlite":
        with postgresql(asked.assignments) as place:
            yield from _at(place, short) if place else _absent()
    if "scale" in names:
        for kind in ("SQLite", "PostgreSQL"):
            if asked.only in (None, kind.lower()):
                yield from _told(growing.scale(kind))
    if "clone" in names:
        yield from _told(growing.clone())
    if "registering" in names:
        yield from _told(registering.journey())
    if "warning" in names:
        yield from _told(warning.warning())
    if "load" in names:
        yield from _loaded(asked)


def _loaded(asked: argparse.Namespace) -> Iterator[Line]:
    if asked.only != "postgresql":
        place = sqlite(asked.assignments)
        place.fill()
        yield from _told(load.load(place, users=max(asked.users // 4, 1), minutes=asked.minutes))
    if asked.only != "sqlite":
        with postgresql(asked.assignments) as server:
            if server is None:
                yield from _absent()
                return
            server.fill()
            yield from _told(load.load(server, users=asked.users, minutes=asked.minutes))


def _at(place: Place, names: list[str]) -> Iterator[Line]:
    print(f"\n{place.kind}: {place.fill()}", flush=True)
    for name in names:
        yield from _told(SHORT[name](place))


def _absent() -> Iterator[Line]:
    print("PostgreSQL: no server on this machine, skipped", file=sys.stderr)
    yield from ()


def _told(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        mark = {True: "holds", False: "MISSED", None: ""}[line.holds]
        print(f"{line.work:<44} {line.place:<11} {line.bar:<24} {line.measured}  {mark}", flush=True)
        yield line


if __name__ == "__main__":
    sys.exit(main())
