"""`python -m faults.racing PROCESSES EACH [--careless]`: numbers are taken, then one button is pressed;
prints one JSON object."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ON = AT.date()
REGISTER = "race"


def main() -> None:
    processes, each, careless = int(sys.argv[1]), int(sys.argv[2]), "--careless" in sys.argv
    import django

    django.setup()
    began = time.monotonic()
    taken = [number for numbers in at_once(processes, lambda: _numbers(each, careless)) for number in numbers]
    numbers = {"taken": len(taken), "doubles": len(taken) - len(set(taken)), "seconds": time.monotonic() - began}
    gaps = len(set(range(1, max(taken) + 1)) - set(taken))
    print(json.dumps({**numbers, "asked": processes * each, "gaps": gaps, **_pressed(processes)}))


def at_once(processes: int, do: Callable[[], Any]) -> list[Any]:
    """What each of so many processes came to, all begun when the last one stood ready."""
    from django.db import connection

    connection.close()
    ready, gun = os.pipe(), os.pipe()
    ends = [_fork(do, ready[1], gun) for _ in range(processes)]
    os.close(gun[0])
    for _ in range(processes):
        os.read(ready[0], 1)
    os.close(gun[1])
    return [json.loads(_read_all(end)) for end in ends]


def _fork(do: Callable[[], Any], ready: int, gun: tuple[int, int]) -> int:
    read, write = os.pipe()
    if os.fork():
        os.close(write)
        return read
    try:
        os.close(gun[1])
        os.write(ready, b".")
        os.read(gun[0], 1)
        with os.fdopen(write, "w") as pipe:
            pipe.write(json.dumps(do()))
    finally:
        os._exit(0)


def _read_all(end: int) -> bytes:
    with os.fdopen(end, "rb") as pipe:
        return pipe.read()


def _numbers(each: int, careless: bool) -> list[int]:
    take = _take_careless if careless else _take
    return [take() for _ in range(each)]


def _take() -> int:
    from giaoviec.documents.numbers import take
    from giaoviec.journal.actions import act

    with act("send", by=None, on=ON, at=AT, subject="day") as a:
        return take(a, agency=1, register=REGISTER, year=ON.year)


def _take_careless() -> int:
    from giaoviec.documents.models import Sequence

    row, _ = Sequence.objects.get_or_create(name=f"{REGISTER}:1", year=ON.year)
    row.refresh_from_db()
    time.sleep(0.002)
    Sequence.objects.filter(pk=row.pk).update(last=row.last + 1)
    return row.last + 1


def _pressed(processes: int) -> dict[str, int]:
    """An incident is taken in hand by all in one instant: one does, the others are told."""
    from giaoviec.journal.models import Event
    from giaoviec.ops.actions import incidents
    from tests.cast import make_cast

    by = make_cast().actor("hatang")
    pk = incidents.report(title="Mất điện", text="Phòng máy chủ", by=by, on=ON, at=AT).pk
    said = at_once(processes, lambda: _press(pk, by))
    acts = Event.objects.filter(verb="note_incident", subject_id=pk).count()
    return {"moved": said.count("moved"), "told": said.count("told"), "acts": acts}


def _press(pk: int, by: Any) -> str:
    from giaoviec.journal.errors import Stale
    from giaoviec.ops.actions import incidents

    try:
        incidents.step(pk, state="handled", text="Đã cử người đến.", by=by, on=ON, at=AT)
    except Stale:
        return "told"
    return "moved"


if __name__ == "__main__":
    main()
