"""Segments of the access log that are over are sealed, and let go when their time is over; both are acts.

A seal is what the journal says of a segment: its lines and the digest of the whole. So all segments of all processes
hang on the journal's chain, and on its anchor outside the database, in reports and backups; of a segment that was let
go the seal remains.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from time import time

from django.db import transaction

from giaoviec.journal import access_log, segments
from giaoviec.journal.actions import act
from giaoviec.journal.models import AccessLine, AccessSegment

QUIET = 600.0
"""Seconds for which nobody wrote a segment whose day is over: a request that began before midnight may still run."""


def seal(*, on: date, at: datetime, quiet: float = QUIET) -> int:
    """Seals what is over on a day; says how many. The open head is then no longer needed. What does not stand up to its
    own chain and head is not sealed: `giaoviec journal verify` names it."""
    sealed = segments.seals()
    over = [path for path in segments.paths() if path.name not in sealed and _is_over(path, on, quiet)]
    fit = [(path, walk) for path in over if (walk := segments.sound(path))]
    if fit:
        with act(segments.SEAL, by=None, on=on, at=at, subject="access_log") as a:
            a.note(segments=[f"{path.name}:{len(walk.heads)}:{walk.digest}" for path, walk in fit])
    for name in {path.name for path, _ in fit} | sealed.keys():
        (access_log.heads() / name).unlink(missing_ok=True)
    return len(fit)


def drop(*, on: date, at: datetime, months: int) -> int:
    """Lets sealed segments go that are older than so many months; says how many. Their lines leave the index too."""
    before = _months_ago(on, months)
    names = [name for name in segments.seals() if segments.day_of(name) < before]
    going = sorted(set(names) - segments.gone())
    if going:
        with act(segments.DROP, by=None, on=on, at=at, subject="access_log", months=months) as a:
            a.note(segments=going)
    for name in names:
        _let_go(access_log.folder() / name)
    return len(going)


def _is_over(path: Path, on: date, quiet: float) -> bool:
    found = path.stat()
    return found.st_size >= access_log.LARGEST or (segments.day_of(path.name) < on and time() - found.st_mtime >= quiet)


def _let_go(path: Path) -> None:
    if path.exists():
        with transaction.atomic():
            AccessLine.objects.filter(segment=path.name).delete()
            AccessSegment.objects.filter(name=path.name).delete()
        path.unlink()


def _months_ago(on: date, months: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, 1)
