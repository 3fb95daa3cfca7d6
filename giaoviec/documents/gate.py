"""The secret gate at this product's doors (6.2): every text and every file is judged before anything of it is stored.

What is refused leaves one `Refusal` row behind: when, who, which door, which rule. No title, no name, no digest.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from giaoviec.documents import waiting
from giaoviec.documents.models import Admission, Refusal
from giaoviec.intake import gate as intake_gate
from giaoviec.intake.extract import Progress, extract
from giaoviec.intake.gate import DOUBTS, Verdict
from giaoviec.intake.shapes import Extraction
from giaoviec.intake.shapes import Refused as Unreadable
from giaoviec.journal.errors import Refused
from giaoviec.rules.citation import Cite

GROUND = Cite("QC 6.2")
NAME_LENGTH = 255
WAITS = (
    " Tệp đang ở Phòng chờ (/van-ban/phong-cho/), chỉ trong bộ nhớ, 15 phút: đồng chí cam đoan ở đó, một người khác "
    "xem và xác nhận, rồi nộp lại tệp này."
)
"""What is added where the file waits for a second person."""


class Secret(Refused):
    """Something is marked secret, or may be (`unsure`): nothing of it was stored, and nothing of it is shown again."""

    forgets = True

    def __init__(self, sentence: str, *, field: str = "", unsure: bool = False) -> None:
        super().__init__(sentence, ground=GROUND, field=field, status=422)
        self.unsure = unsure


def guard(fields: Mapping[str, Any], *, channel: str, person_id: int | None, at: datetime, document: str = "") -> None:
    """Judges every text in `fields` (lists and mappings too); `document` names the field that holds a whole document.

    Raises `Secret` for the first one that is marked, and for one that may be; call it before `act`, so that the record
    of the refusal is kept. `channel` names the door: "form", "draft", "api".
    """
    for name, text in _texts(fields):
        verdict = intake_gate.judge_text(text, where="document" if name == document else "field")
        _let_pass(verdict, field=name, channel=channel, person_id=person_id, at=at)


def guard_file(name: str, data: bytes, *, channel: str, person_id: int | None, at: datetime) -> Extraction:
    """Reads a file in a child process and judges its name, its text and what could not be read.

    Raises `Refused` (413 when it is too large, 422 when it cannot be read) or `Secret`; else gives what was read.
    """
    return let_pass(look(name, data), channel=channel, person_id=person_id, at=at, name=name, data=data)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked at: what the gate says of it, and what was read (nothing of one with a secret name)."""

    verdict: Verdict
    extraction: Extraction | None


def look(name: str, data: bytes, *, progress: Progress | None = None) -> Looked:
    """Reads and judges a file and writes nothing anywhere, so that it may run beside; raises `Refused` as `guard_file`.

    `progress(page, pages)` is called before each page that is read from its picture.
    """
    _check_name(name)
    verdict = intake_gate.judge_text(name, where="filename")
    if verdict.kind != "clean":
        return Looked(verdict, None)
    if len(data) > settings.UPLOAD_LIMIT:
        raise too_large(name)
    try:
        extraction = extract(name, data, progress=progress)
    except Unreadable as fault:
        raise Refused(fault.sentence, field="files", status=422) from fault
    return Looked(intake_gate.judge_file(name, data, extraction), extraction)


def let_pass(
    looked: Looked, *, channel: str, person_id: int | None, at: datetime, name: str = "", data: bytes = b""
) -> Extraction:
    """What was read of a file that is clean, or that two persons said is; else records the refusal, raises `Secret`.

    One of which nobody can tell goes into the waiting room, where its `data` are given.
    """
    found = looked.extraction
    if looked.verdict.kind == "unsure" and found and data and person_id is not None:
        if Admission.objects.filter(sha256=found.sha256, person_id=person_id, voided_at=None).exists():
            return found
        _let_wait(looked.verdict, found, channel=channel, person_id=person_id, at=at, name=name, data=data)
    _let_pass(looked.verdict, field="files", channel=channel, person_id=person_id, at=at)
    if looked.extraction is None:
        raise ValueError("a clean file was read")
    return looked.extraction


def _let_wait(
    verdict: Verdict, found: Extraction, *, channel: str, person_id: int, at: datetime, name: str, data: bytes
) -> None:
    """Puts the file into the waiting room and says so, by raising `Secret`; nothing where the room takes no more."""
    why = f"{DOUBTS[verdict.rule].capitalize()}."
    item = waiting.put(name, data, person_id=person_id, sha256=found.sha256, why=why, text=found.text, at=at)
    if item is not None:
        Refusal.objects.create(id=uuid.uuid4(), at=at, person_id=person_id, channel=channel, rule=verdict.rule)
        raise Secret(verdict.sentence + WAITS, field="files", unsure=True)


def too_large(name: str) -> Refused:
    """What is said of a file above the limit; its bytes were let go while it came in."""
    limit = settings.UPLOAD_LIMIT // (1024 * 1024)
    sentence = f"Tệp “{name}” lớn hơn {limit} MB nên không nhận được; hãy nén lại hoặc tách thành nhiều tệp."
    return Refused(sentence, field="files", status=413)


def _let_pass(verdict: Verdict, *, field: str, channel: str, person_id: int | None, at: datetime) -> None:
    if verdict.kind == "clean":
        return
    Refusal.objects.create(id=uuid.uuid4(), at=at, person_id=person_id, channel=channel, rule=verdict.rule)
    unsure = verdict.kind == "unsure"
    advice = " Nếu văn bản không mật, hãy gõ nội dung cần theo dõi vào ô nội dung hoặc hỏi Văn thư."
    raise Secret(verdict.sentence + (advice if unsure else ""), field=field, unsure=unsure)


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > NAME_LENGTH or any(not c.isprintable() for c in name):
        raise Refused(
            f"Tên tệp có ký tự lạ hoặc dài quá {NAME_LENGTH} ký tự; hãy đổi tên tệp rồi gửi lại.",
            field="files",
            status=422,
        )


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a form's or a draft's data with the name of the field it stands in."""
    if isinstance(value, str):
        if value.strip():
            yield name, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, name if name and not isinstance(key, str) else str(key))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, name)
