"""A disk that is full, and one that nobody may write on any more, while people work: who writes is told, who reads
goes on or is told.

When there is room again a write is kept within 10 s; nothing that was kept is lost, nothing half is there. The control
is the write that was refused: with room it is kept.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from faults import disks
from faults.installation import installed, output_of
from faults.lines import Line
from faults.serving import KEPT, Answer, served, titles

WORK = "disk full while people work"
WHOLE = (
    "import django; django.setup(); from giaoviec.journal.queries import first_break; from django.db import connection;"
    "assert first_break() is None; assert connection.cursor().execute('PRAGMA integrity_check').fetchone() == ('ok',)"
)


def run(long: bool) -> Iterator[Line]:
    if why := disks.lacks():
        yield Line(WORK, "SQLite", "503 ≤ 5 s", f"not tried: {why}")
        return
    yield from full(20 if long else 2)
    yield from forbidden()


def full(times: int) -> Iterator[Line]:
    """A disk in memory with everything on it, filled to the last byte again and again."""
    with _place() as folder, disks.small(folder, "48m"), installed(folder=folder) as environ:
        filler = folder / "filler"
        refused, read, back = [], [], []
        with served(environ) as desk:
            for number in range(times):
                _fill(filler)
                refused.append(_refused(desk.write, f"day{number}"))
                read.append(desk.read())
                filler.unlink()
                back.append(desk.recovered(f"sau{number}"))
        there = [title for title in titles(environ) if title.startswith("sau")]
        output_of(environ, "-c", WHOLE)
    yield _told(WORK, refused)
    yield _read("… who reads", read)
    yield Line("… room made: a write is kept", "SQLite", "≤ 10 s", f"{max(back):.1f} s", max(back) <= 10)
    expected = [f"sau{number}" for number in range(times)]
    yield Line("… lost, doubled or half", "SQLite", "0", f"{len(there)} kept, chain whole", there == expected)


def forbidden() -> Iterator[Line]:
    """The file system turns read-only under the server, as Linux does after a fault of the disk."""
    with disks.powered() as disk, installed(folder=disk.folder) as environ:
        with served(environ) as desk:
            disk.forbid()
            refused, read = [desk.write("trong")], [desk.read()]
        disk.unmount()
        disk.mount()
        there = titles(environ)
        output_of(environ, "-c", WHOLE)
    yield _told("disk read-only while people work", refused)
    yield _read("… who reads", read)
    yield Line("… mounted again", "SQLite", "nothing half", f"{len(there)} kept, chain whole", there == [])


def _refused(write: Callable[[str], Answer], title: str) -> Answer:
    """The first may still find room in a page that was taken before."""
    answer = write(title)
    return write(title) if answer.status in KEPT else answer


def _told(work: str, told: list[Answer]) -> Line:
    seen = f"{sorted({answer.status for answer in told})} in {max(answer.seconds for answer in told):.1f} s"
    return Line(work, "SQLite", "503 ≤ 5 s", seen, all(answer.is_clear() for answer in told))


def _read(work: str, read: list[Answer]) -> Line:
    sound = all(answer.status == 200 or answer.is_clear() for answer in read)
    return Line(work, "SQLite", "200, or 503 ≤ 5 s", f"{[answer.status for answer in read]}", sound)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


@contextlib.contextmanager
def _place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="giaoviec-small-", dir=disks.MEMORY) as folder:
        yield Path(folder)
