"""The access log: who viewed, exported, signed in or was denied what: lines in segment files of each process.

A read must open no write transaction, so a line goes to `DATA_DIR/access/<day>.<host>.<process>.<number>.log`, chained
to the one before by its digest; the first to the segment's name. Beside the journal's anchor stands the head of each
open segment, so that a cut tail is seen; `sealing` seals segments that are over. A line holds ids and addresses of
pages, never contents.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings

from giaoviec.journal import anchor
from giaoviec.journal.places import place
from giaoviec.rules.access import Actor

LARGEST = 8 * 1024 * 1024
"""Bytes after which a segment is over before its day is."""

SAME_VIEW = timedelta(minutes=1)
"""Within it a person who looks at the same thing again looked once: a page fetches its parts, or asks for progress."""

NONE = "-" * 64
_REMEMBERED = 2000
_PLAIN = re.compile(r"[0-9./:-]*")
_lock = threading.Lock()
_seen: dict[tuple[int, str, int | None], datetime] = {}


@dataclass(slots=True)
class _Visit:
    """A request under way: who asks for what, from where, since when; whether a line tells of it already."""

    actor: Actor
    at: datetime
    address: str
    path: str
    told: bool = False


@dataclass(slots=True)
class _Segment:
    """The segment that this process writes."""

    folder: Path
    day: date
    process: int
    number: int
    name: str
    head: str
    lines: int = 0
    size: int = 0


_visit: ContextVar[_Visit | None] = ContextVar("giaoviec_visit", default=None)
_mine: _Segment | None = None
_token = ""


@contextmanager
def visit(actor: Actor, *, at: datetime, address: str, path: str) -> Iterator[None]:
    """Each line that is noted within says from which address, on which page."""
    current = _Visit(actor, at, address, path)
    token = _visit.set(current)
    try:
        yield
    finally:
        _visit.reset(token)


def note(kind: str, *, actor: Actor | None, at: datetime, **facts: Any) -> None:
    """Adds one line; `kind` has a word in `site.access_telling`. Of a query only days and numbers are kept: words are
    texts."""
    current = _visit.get()
    here = {"address": current.address, "path": current.path} if current else {}
    if "query" in facts:
        facts["query"] = _without_words(facts["query"])
    line = {"at": at.isoformat(), "kind": kind, **_who(actor), **here, **facts}
    _add(json.dumps(line, default=str, sort_keys=True), at)
    if current:
        current.told = True


def note_here(kind: str, **facts: Any) -> None:
    """A line about the request under way, by whoever makes it; nothing where there is none."""
    if current := _visit.get():
        note(kind, actor=current.actor, at=current.at, **facts)


def note_view() -> None:
    """A page about a thing was shown; nothing where a line tells of this request already."""
    current = _visit.get()
    if current is None or current.told:
        return
    key = (current.actor.person_id, *(thing if (thing := place(current.path))[0] else (current.path, None)))
    last = _seen.get(key)
    if last and timedelta() <= current.at - last < SAME_VIEW:
        return
    if len(_seen) >= _REMEMBERED:
        _seen.clear()
    _seen[key] = current.at
    note_here("view")


def folder() -> Path:
    return Path(settings.DATA_DIR) / "access"


def heads() -> Path:
    """Where the head of each open segment is kept, apart from the segments."""
    return anchor.folder() / "access"


def begun(name: str) -> str:
    """What the first line of a segment is chained to."""
    return hashlib.sha256(name.encode()).hexdigest()


def chained(previous: str, body: str) -> str:
    return hashlib.sha256(f"{previous}{body}".encode()).hexdigest()


def forget() -> None:
    """Between tests, which look at the same pages in the same minute and have folders of their own."""
    global _mine
    _mine = None
    _seen.clear()


def _who(actor: Actor | None) -> dict[str, Any]:
    if actor is None:
        return {}
    return {"person": actor.person_id, "membership": actor.membership_id, "agency": actor.agency_id}


def _without_words(query: str) -> str:
    return "&".join(f"{name}={value if _PLAIN.fullmatch(value) else '…'}" for name, value in parse_qsl(query))


def _add(body: str, at: datetime) -> None:
    """The anchor hears what comes, the line is written, the anchor hears that it stands: wherever a process is killed,
    what it leaves is told apart from a line that somebody took or put."""
    global _mine
    with _lock:
        segment = _mine = _open(_mine, at.date())
        head = chained(segment.head, body)
        line = f"{head} {body}\n".encode()
        _anchor(segment, coming=head)
        _write(segment.folder / segment.name, line, os.O_APPEND)
        segment.head, segment.lines, segment.size = head, segment.lines + 1, segment.size + len(line)
        _anchor(segment)


def _open(mine: _Segment | None, day: date) -> _Segment:
    """The segment of this process and day; a new one after a fork, a day, a size. A number is never used twice."""
    here, process = folder(), os.getpid()
    if mine and (mine.folder, mine.day, mine.process) == (here, day, process) and mine.size < LARGEST:
        return mine
    number = mine.number + 1 if mine and mine.process == process else 1
    name = f"{day:%Y-%m-%d}.{_host()}.{process}-{_token_of(mine, process)}.{number}.log"
    segment = _Segment(here, day, process, number, name, begun(name))
    for path in (here, heads()):
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    _anchor(segment)
    return segment


def _token_of(mine: _Segment | None, process: int) -> str:
    """By chance, once a process: a system gives the same process number again."""
    global _token
    if not _token or mine is None or mine.process != process:
        _token = secrets.token_hex(4)
    return _token


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())[:40] or "host"


def _anchor(segment: _Segment, *, coming: str = NONE) -> None:
    """Lines, head, and the head that the next line will have while that is being written; always as long."""
    _write(heads() / segment.name, f"{segment.lines:012d} {segment.head} {coming}\n".encode(), 0)


def _write(path: Path, octets: bytes, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    try:
        os.write(handle, octets)
    finally:
        os.close(handle)
