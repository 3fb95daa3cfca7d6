"""Backup sets: 255 ways to damage one, each named; killed while it is made; a disk that is full (tmpfs, as root)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from faults import disks
from faults.corruptions import all_damages, copy_of
from faults.installation import ROOT, installed, output_of
from faults.lines import Line

BACKUP = ("-m", "giaoviec.cli", "backup")


def run(long: bool) -> Iterator[Line]:
    with installed() as environ:
        first, second = (_create(environ) for _ in range(2))
        yield _damaged(environ, first, second, every=1 if long else 15)
        yield _killed(environ, first, kills=20 if long else 2)
    yield _full()


def _create(environ: dict[str, str]) -> Path:
    return Path(output_of(environ, *BACKUP, "create").splitlines()[-1])


def _damaged(environ: dict[str, str], sound: Path, other: Path, *, every: int) -> Line:
    """In a process of its own, since the settings name the installation."""
    script = (
        "import sys, django; django.setup(); from pathlib import Path; from faults.backups import tried;"
        "print(*tried(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))"
    )
    found, number = map(int, output_of(environ, "-c", script, str(sound), str(other), str(every)).split())
    return Line("damaged sets named", "SQLite", "all", f"{found} of {number}", found == number)


def tried(sound: Path, other: Path, every: int) -> tuple[int, int]:
    """How many damages were named, of how many."""
    from giaoviec.ops.backups import verifying
    from giaoviec.ops.backups.errors import BackupFault

    found = number = 0
    with tempfile.TemporaryDirectory() as folder:
        for place, (_, damage) in enumerate(all_damages(other)):
            if place % every:
                continue
            copy = copy_of(sound, Path(folder) / sound.name)
            damage(copy)
            number += 1
            try:
                found += bool(verifying.damaged_parts(copy, verifying.trusted(copy)[0]))
            except BackupFault:
                found += 1
    return found, number


def _killed(environ: dict[str, str], good: Path, *, kills: int) -> Line:
    """kill -9 at different moments of making a set; the good one stays, and the next is made."""
    for number in range(kills):
        child = subprocess.Popen([sys.executable, *BACKUP, "create"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not any(good.parent.glob(".partial-*")) and child.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(number * 0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()
    output_of(environ, *BACKUP, "verify", good.name)
    last = _create(environ)
    output_of(environ, *BACKUP, "verify", last.name)
    left = len(list(good.parent.glob(".partial-*")))
    return Line("killed while a set is made", "SQLite", "last good one whole", f"{kills} kills, {left} left", left == 0)


def _full() -> Line:
    """A disk of 600 kB on which no set fits."""
    if os.geteuid() != 0:
        return Line("disk full while a set is made", "SQLite", "clear answer", "not tried: needs root to mount a tmpfs")
    with installed() as environ, disks.small(Path(environ["DATA_DIR"]) / "backups", "600k") as place:
        done = subprocess.run(
            [sys.executable, *BACKUP, "create"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
        )
        left = [path.name for path in place.iterdir() if path.name != ".lock"]
        answer = done.stderr.strip().splitlines()[-1:]
    sound = done.returncode == 1 and not left and "Chưa sao lưu được" in "".join(answer)
    return Line("disk full while a set is made", "SQLite", "clear answer", f"{answer}, {len(left)} left", sound)
