"""Seven ways to tamper with the access log, each at so many places; the walk along it must find every one.

`python -m faults.access_log PLACES` prints one JSON object in an installation of its own.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from faults.installation import installed, output_of
from faults.lines import Line

LINES = 120
"""Lines of a day: the first day is sealed, of the second the segment is still open."""

DAYS = (datetime(2026, 11, 23, 1, tzinfo=UTC), datetime(2026, 11, 24, 1, tzinfo=UTC))
Tamper = Callable[[Path, int], None]


def run(long: bool) -> Iterator[Line]:
    number = 50 if long else 5
    with installed("") as environ:
        found: dict[str, int] = json.loads(output_of(environ, "-m", "faults.access_log", str(number)))
    for way, count in found.items():
        yield Line(f"access log: {way}", "files", "all found", f"{count} of {number}", count == number)


def edit(path: Path, place: int) -> None:
    """Another person stands in a line."""
    lines = _lines(path)
    lines[place] = lines[place].replace(b'"person": 7', b'"person": 8')
    _put(path, lines)


def delete(path: Path, place: int) -> None:
    lines = _lines(path)
    _put(path, lines[:place] + lines[place + 1 :])


def cut_tail(path: Path, place: int) -> None:
    _put(path, _lines(path)[: place + 1])


def insert(path: Path, place: int) -> None:
    """A line that nobody wrote, and all after it chained anew: the file fits itself."""
    lines = _lines(path)
    _put(path, _chained(path, [*lines[: place + 1], lines[place], *lines[place + 1 :]]))


def swap(path: Path, place: int) -> None:
    lines = _lines(path)
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    _put(path, lines)


def replay(path: Path, place: int) -> None:
    """What a line says is put in place of the next one, with a digest that fits."""
    lines = _lines(path)
    lines[place + 1] = lines[place]
    _put(path, _chained(path, lines))


def roll_back(path: Path, place: int) -> None:
    """The whole folder of an earlier moment: only the journal and the anchor remember what came after."""
    for other in path.parent.glob("*.log"):
        if other.name > path.name:
            other.unlink()
    cut_tail(path, place)


WAYS: dict[str, Tamper] = {
    "edit": edit, "delete": delete, "tail cut": cut_tail, "insert": insert, "swap": swap, "replay": replay,
    "roll-back": roll_back,
}  # fmt: skip


def fill() -> None:
    """Two days; the first is over, and sealed."""
    from giaoviec.journal import access_log, sealing
    from giaoviec.rules.access import Actor
    from giaoviec.rules.roles import Role

    actor = Actor(person_id=7, label="Trần Thị Lan", role=Role.CLERK, membership_id=1, agency_id=2)
    for day in DAYS:
        for number in range(LINES):
            at = day + timedelta(seconds=number)
            access_log.note("view", actor=actor, at=at, path=f"/viec/{number + 1}/")
    sealing.seal(on=DAYS[1].date(), at=DAYS[1], quiet=0)


def tried(way: Tamper, number: int) -> int:
    """At how many of so many places it is found: every other in the sealed segment. Each is undone before the next."""
    from giaoviec.journal import access_log, segments

    folder, found = access_log.folder(), 0
    aside = folder.with_name("access.aside")
    shutil.copytree(folder, aside)
    for one in range(number):
        way(segments.paths()[one % 2], one * (LINES - 2) // number)
        found += segments.check().broken is not None
        shutil.rmtree(folder)
        shutil.copytree(aside, folder)
    shutil.rmtree(aside)
    return found


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def _put(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(lines))


def _chained(path: Path, lines: list[bytes]) -> list[bytes]:
    from giaoviec.journal import access_log

    head, made = access_log.begun(path.name), []
    for line in lines:
        body = line.decode().rstrip("\n").partition(" ")[2]
        head = access_log.chained(head, body)
        made.append(f"{head} {body}\n".encode())
    return made


def main() -> None:
    import django

    django.setup()
    from giaoviec.journal import segments

    fill()
    assert segments.check().broken is None
    number = int(sys.argv[1])
    print(json.dumps({name: tried(way, number) for name, way in WAYS.items()}))


if __name__ == "__main__":
    main()
