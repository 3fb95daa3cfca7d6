"""Files that were dropped into the registering form: read beside the page, with progress that outlives leaving it.

Their bytes stay in this process's memory until the gate has let them pass (6.2); what the draft keeps of a reading
meanwhile is a page number. A reading that is quick is waited for, and nobody notices.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Waiting
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from giaoviec.documents import queries
from giaoviec.documents.actions import drop_draft, save_draft
from giaoviec.documents.files import NewFile, keep_read
from giaoviec.documents.forms import RegisterForm
from giaoviec.documents.gate import Looked, Secret, let_pass, look
from giaoviec.documents.models import Draft
from giaoviec.documents.particulars import WRITTEN
from giaoviec.documents.prefill import fields_of as particulars_in
from giaoviec.documents.views.drafting import FILES, READING
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor

PATIENCE = 2.0
"""Seconds that a page waits for a reading before it shows progress instead."""

SILENCE = timedelta(seconds=90)
"""A reading that has said nothing for so long has ended with its process."""

THREAD = "giaoviec-reading"
"""What the threads that read are called."""

_places = threading.BoundedSemaphore(4)

Upload = tuple[str, bytes]


class StillReading(Exception):
    """The reading goes on beside; its draft tells how far it is."""


@dataclass(slots=True)
class Reading:
    """A reading under way: what it will give, and whom it tells of each page."""

    result: Future[list[Looked]] = field(default_factory=Future)
    tell: Callable[[int, int], None] = lambda _page, _pages: None


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose form it is: the clerk, the key of its draft, the day and moment at which the files came."""

    actor: Actor
    key: str
    on: date
    at: datetime
    begun: float = field(default_factory=time.monotonic)

    @property
    def now(self) -> datetime:
        """The moment, counted on from the one at which the files came: a thread has no edge to ask."""
        return self.at + timedelta(seconds=time.monotonic() - self.begun)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is that a page has not waited for; one of `error`, `filled` where it has ended."""

    page: int
    pages: int
    error: str = ""
    filled: tuple[str, ...] | None = None

    @property
    def has_ended(self) -> bool:
        return bool(self.error) or self.filled is not None


def received(desk: Desk, uploads: Sequence[Upload], *, patience: float = PATIENCE) -> list[NewFile]:
    """The files, kept, once they are read and let pass; `StillReading` where that takes longer than a page may wait.

    Raises as `files.keep`.
    """
    if not uploads:
        return []
    reading = _begin(uploads)
    try:
        return _kept(desk, uploads, reading.result.result(timeout=patience), at=desk.at)
    except Waiting:
        _note(desk, Progress(0, 0))
        reading.tell = lambda page, pages: _note(desk, Progress(page, pages))
        reading.result.add_done_callback(lambda result: _finish(desk, uploads, result))
        raise StillReading from None


def fill(desk: Desk, fields: dict[str, Any], files: Sequence[NewFile], *, at: datetime) -> list[str]:
    """Keeps files and fields in the draft, the empty fields filled with what the text says; all that is typed stays.

    `fields` is changed in place; gives the names of those that were filled.
    """
    text = str(fields.get("text") or next((file.text for file in files if file.text.strip()), ""))
    found = {**particulars_in(text), "text": text} if text else {}
    touched = {name for name, value in fields.items() if value} - _still_default(fields, desk.on)
    fields |= {name: value for name, value in found.items() if name not in touched}
    save_draft(desk.actor, desk.key, {"fields": fields}, at=at, document="text")
    save_draft(desk.actor, desk.key + FILES, {"files": [asdict(file) for file in files]}, at=at, document="text")
    return sorted(name for name in found if name not in touched and name != "text")


def progress(actor: Actor, key: str, now: datetime) -> Progress | None:
    """How far the reading for a form is; None where there is none. One that fell silent is said to have ended."""
    row = queries.draft(actor.person_id, key + READING)
    if row is None:
        return None
    found = Progress(**{**row.data, "filled": tuple(row.data["filled"]) if row.data["filled"] is not None else None})
    if not found.has_ended and now - row.saved_at > SILENCE:
        return Progress(found.page, found.pages, error="Việc đọc tệp bị ngắt giữa chừng; hãy nộp lại tệp.")
    return found


def _begin(uploads: Sequence[Upload]) -> Reading:
    if not _places.acquire(blocking=False):
        raise Refused("Máy chủ đang đọc nhiều tệp cùng lúc; hãy thử lại sau ít phút.", field="files", status=503)
    reading = Reading()
    threading.Thread(target=_look, args=(reading, uploads), name=THREAD, daemon=True).start()
    return reading


def _look(reading: Reading, uploads: Sequence[Upload]) -> None:
    """In the thread: everything that takes long, and nothing that writes."""
    try:
        found = [look(name, data, progress=lambda page, pages: reading.tell(page, pages)) for name, data in uploads]
    except BaseException as fault:  # whatever it is, who waits is told
        reading.result.set_exception(fault)
    else:
        reading.result.set_result(found)
    finally:
        _places.release()
        connection.close()


def _kept(desk: Desk, uploads: Sequence[Upload], looked: Sequence[Looked], *, at: datetime) -> list[NewFile]:
    both = [
        (name, data, let_pass(one, channel="form", person_id=desk.actor.person_id, at=at, name=name, data=data))
        for (name, data), one in zip(uploads, looked, strict=True)
    ]
    return [keep_read(name, data, extraction, at=at) for name, data, extraction in both]


def _finish(desk: Desk, uploads: Sequence[Upload], result: Future[list[Looked]]) -> None:
    """The page had gone on: what was read goes into the draft, and what refuses it is told there."""
    try:
        files = [*lying(desk.actor, desk.key), *_kept(desk, uploads, result.result(), at=desk.now)]
        draft = queries.draft(desk.actor.person_id, desk.key)
        filled = fill(desk, dict(draft.data["fields"]) if draft else {}, files, at=desk.now)
        _note(desk, Progress(0, 0, filled=tuple(filled)))
    except Secret as no:
        for key in (desk.key, desk.key + FILES):
            drop_draft(desk.actor.person_id, key)
        _note(desk, Progress(0, 0, error=no.sentence))
    except Refused as no:
        _note(desk, Progress(0, 0, error=no.sentence))
    except Exception:
        _note(desk, Progress(0, 0, error="Máy chủ gặp lỗi khi đọc tệp; hãy nộp lại tệp."))
        raise


def lying(actor: Actor, key: str) -> list[NewFile]:
    """The files that lie with a draft."""
    draft = queries.draft(actor.person_id, key + FILES)
    return [NewFile(**_tuples(row)) for row in draft.data.get("files", [])] if draft else []


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    lists = {name: tuple(map(tuple, row[name])) for name in ("places", "pages")}
    return {**row, **lists, "warnings": tuple(row["warnings"])}


def _still_default(fields: dict[str, Any], on: date) -> set[str]:
    """Choices that stand as the empty form has them count as not made."""
    blank = RegisterForm(kind=WRITTEN, on=on)
    return {n for n, one in blank.fields.items() if one.initial and str(one.initial) == fields.get(n)} | (
        {"directed"} if fields.get("directed") == "committee" else set()
    )


def _note(desk: Desk, how_far: Progress) -> None:
    """Numbers alone, and sentences that quote nothing of a file: it needs no gate."""
    values = {"data": asdict(how_far), "saved_at": desk.now}
    Draft.objects.update_or_create(person_id=desk.actor.person_id, key=desk.key + READING, defaults=values)
