"""Making a snapshot: for whom, where it is written, and the daily one that is left where `SNAPSHOT_DIR` says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction

from giaoviec import clock
from giaoviec.agencies import principals
from giaoviec.agencies.models import Person
from giaoviec.agencies.queries import memberships_on
from giaoviec.documents import files
from giaoviec.journal import access_log
from giaoviec.rules.access import Actor, may
from giaoviec.rules.roles import Role
from giaoviec.site.snapshot.page import rendered
from giaoviec.site.snapshot.present import Present, present
from giaoviec.site.snapshot.sealing import sealed

KEPT = 7
"""Daily snapshots that stay; the oldest go."""
NAME = "giao-viec-{:%Y-%m-%d}.html"


def make(target: Path, *, username: str, on: date, at: datetime) -> tuple[Present, int]:
    """Writes the snapshot of what somebody sees (the Chairman, where no name is given), whole or not at all; what it
    shows, and its size in bytes. `CommandError` where he may not have one, or the place does not take it."""
    actor = _reader(username, on)
    refusal = may(actor, "export") or may(actor, "see_figures", agency_id=actor.agency_id)
    if refusal:
        raise CommandError(f"{actor.label}: {refusal.sentence}")
    with _one_moment():
        shown = present(actor, on=on, at=at)
    data = sealed(rendered(shown))
    try:
        files.write(target, data)
    except OSError as fault:
        raise CommandError(f"Không ghi được tệp {target}: {fault.strerror}; chọn chỗ khác với --out.") from None
    access_log.note("export", actor=actor, at=at, path="snapshot", rows=shown.open)
    return shown, len(data)


def make_daily() -> str:
    """Today's snapshot in `SNAPSHOT_DIR`, for the queue; older ones beyond `KEPT` go."""
    folder: Path = settings.SNAPSHOT_DIR  # type: ignore[assignment]
    target = folder / NAME.format(clock.today())
    make(target, username="", on=clock.today(), at=clock.now())
    for old in sorted(folder.glob("giao-viec-????-??-??.html"))[:-KEPT]:
        old.unlink()
    return target.name


@contextmanager
def _one_moment() -> Iterator[None]:
    """All statements see one state, and none of them may write (Django's own block would lock SQLite for writers)."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        connection.cursor().execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.cursor().execute("ROLLBACK")


def _reader(username: str, on: date) -> Actor:
    if username:
        person = Person.objects.filter(username=username, is_active=True).first()
    else:
        seat = memberships_on(on).filter(role=Role.CHAIRMAN).select_related("person").order_by("id").first()
        person = seat.person if seat else None
    actor = principals.actor_of(person, day=on) if person else None
    if actor is None:
        who = f"tài khoản {username}" if username else "Chủ tịch"
        raise CommandError(f"Không có {who} đang giữ chức vụ; chọn người xem bằng --as USERNAME.")
    return actor
