"""`python -m faults.tampering PLACES`: seven ways to tamper with the journal, each at so many places; prints one JSON
object a way. Each is undone before the next."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

EVENTS = 120
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
Tamper = Callable[[Any, int], None]


def edit(cursor: Any, place: int) -> None:
    """Another actor stands in an event."""
    cursor.execute("UPDATE journal_event SET actor = 'Ai khác' WHERE id = %s", [place])


def delete(cursor: Any, place: int) -> None:
    cursor.execute("DELETE FROM journal_event WHERE id = %s", [place])


def cut_tail(cursor: Any, place: int) -> None:
    """The last events go, and the head says so too."""
    cursor.execute("DELETE FROM journal_event WHERE id > %s", [place])
    _head(cursor, place)


def insert(cursor: Any, place: int) -> None:
    """An event that never happened, after the last: copied from another, with a head that fits."""
    cursor.execute(
        f"INSERT INTO journal_event ({_NAMES}) SELECT %s, %s, {_COPIED}, digest, digest FROM journal_event "
        "WHERE id = %s",
        [EVENTS + 1, uuid4().hex, place],
    )
    _head(cursor, EVENTS + 1)


def swap(cursor: Any, place: int) -> None:
    """Two neighbours change places."""
    for old, new in ((place, -1), (place + 1, place), (-1, place + 1)):
        cursor.execute("UPDATE journal_event SET id = %s WHERE id = %s", [new, old])


def replay(cursor: Any, place: int) -> None:
    """What an event says is put in place of the next one."""
    cursor.execute("SELECT verb, facts, digest FROM journal_event WHERE id = %s", [place])
    cursor.execute(
        "UPDATE journal_event SET verb = %s, facts = %s, digest = %s WHERE id = %s", [*cursor.fetchone(), place + 1]
    )


def roll_back(cursor: Any, place: int) -> None:
    """The whole database of an earlier moment: rows, touches and head fit one another; only the anchor remembers."""
    cursor.execute("DELETE FROM journal_touch WHERE act IN (SELECT act FROM journal_event WHERE id > %s)", [place])
    cut_tail(cursor, place)


WAYS: dict[str, Tamper] = {
    "edit": edit, "delete": delete, "tail cut": cut_tail, "insert": insert, "swap": swap, "replay": replay,
    "roll-back": roll_back,
}  # fmt: skip
_COPIED = 'at, "on", verb, actor_id, actor, agency_id, subject, subject_id, facts'
_NAMES = f"id, act, {_COPIED}, previous, digest"


def _head(cursor: Any, place: int) -> None:
    cursor.execute("SELECT digest FROM journal_event WHERE id = %s", [place])
    cursor.execute("UPDATE journal_head SET event_id = %s, digest = %s", [place, cursor.fetchone()[0]])


def tried(way: Tamper, places: Sequence[int]) -> int:
    """At how many of these places the walk along the chain finds it."""
    from django.db import connection, transaction

    from giaoviec.journal.queries import first_break

    found = 0
    for place in places:
        with transaction.atomic(), connection.cursor() as cursor:
            way(cursor, place)
            found += first_break() is not None
            transaction.set_rollback(True)
    return found


def fill() -> None:
    """A journal to tamper with, half of whose events touch something."""
    from giaoviec.journal.actions import act

    for number in range(EVENTS):
        with act("tick", by=None, on=AT.date(), at=AT, subject="day") as a:
            if number % 2:
                a.touch("agency", number)


def places(number: int) -> list[int]:
    """So many places spread over the journal; two events follow each."""
    return [1 + place * (EVENTS - 3) // number for place in range(number)]


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    from giaoviec.journal import triggers

    fill()
    triggers.remove(connection)
    number = int(sys.argv[1])
    print(json.dumps({name: tried(way, places(number)) for name, way in WAYS.items()}))


if __name__ == "__main__":
    main()
