"""Files on disk by the SHA-256 of their bytes, and how one is handed out: only through what it hangs on."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse

from giaoviec.documents.gate import guard_file
from giaoviec.documents.models import Attachment, Blob, Draft
from giaoviec.intake.shapes import Extraction
from giaoviec.journal.actions import Act

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
SHOWN_IN_BROWSER = frozenset({"application/pdf", "image/png", "image/jpeg"})


def store(data: bytes, at: datetime) -> Blob:
    """Keeps bytes that the gate has passed: on disk first, whole and flushed, then as a row. The same bytes once."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if not path.exists():
        write(path, data)
    blob, _ = Blob.objects.get_or_create(sha256=digest, defaults={"size": len(data), "created_at": at})
    return blob


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that has passed the gate and lies on disk, before it hangs on anything."""

    name: str
    sha256: str
    size: int
    text: str = ""
    places: tuple[Any, ...] = ()
    pages: tuple[Any, ...] = ()
    warnings: tuple[str, ...] = ()


def keep(name: str, data: bytes, *, channel: str, person_id: int | None, at: datetime) -> NewFile:
    """Judges a file and keeps its bytes: the way in for every upload. Raises as `gate.guard_file`."""
    return keep_read(name, data, guard_file(name, data, channel=channel, person_id=person_id, at=at), at=at)


def keep_read(name: str, data: bytes, extraction: Extraction, *, at: datetime) -> NewFile:
    """Keeps the bytes of a file that the gate has let pass, with what was read of it."""
    blob = store(data, at)
    places, pages = tuple(map(tuple, extraction.spans)), tuple(map(tuple, extraction.pages))
    return NewFile(name, blob.sha256, blob.size, extraction.text, places, pages, extraction.warnings)


def hang(a: Act, subject: str, subject_id: int, *, file: NewFile) -> Attachment:
    """Hangs a file that is kept already on a thing, within an open act."""
    return Attachment.objects.create(
        **a.row(),
        subject=subject,
        subject_id=subject_id,
        blob_id=file.sha256,
        name=file.name,
        media_type=media_type(file.name),
        text=file.text,
        places=[list(place) for place in file.places],
        pages=[list(page) for page in file.pages],
    )


def attach_all(a: Act, subject: str, subject_id: int, files: Sequence[NewFile]) -> list[Attachment]:
    """Hangs files that are kept already on a thing, in their order, within an open act."""
    return [hang(a, subject, subject_id, file=file) for file in files]


def of(subject: str, pk: int) -> list[Attachment]:
    """The files that hang on a thing, in the order in which they came, without their text."""
    kept = Attachment.objects.filter(subject=subject, subject_id=pk, voided_at=None)
    return list(kept.select_related("blob").defer("text", "places", "pages").order_by("id"))


def sweep(before: datetime) -> int:
    """Lets bytes go that were kept before a moment and hang on nothing: uploads whose form was never sent.

    What a draft still holds stays. Says how many.
    """
    lying = Draft.objects.filter(key__endswith=":tep").values_list("data", flat=True)
    held = {row["sha256"] for data in lying for row in data.get("files", [])}
    loose = Blob.objects.filter(created_at__lt=before, attachments=None).exclude(pk__in=held)
    gone = [blob.sha256 for blob in loose]
    loose.delete()
    for digest in gone:
        erase(digest)
    return len(gone)


def erase(digest: str) -> None:
    """Takes bytes off the disk, and the pictures that were made of their pages."""
    path_of(digest).unlink(missing_ok=True)
    for picture in picture_of(digest, 0).parent.glob(f"{digest}-*"):
        picture.unlink()


def open_bytes(blob: Blob) -> BinaryIO:
    """A blob's bytes; `OSError` where the disk has lost them."""
    return path_of(blob.sha256).open("rb")


def answer(attachment: Attachment) -> FileResponse:
    """The file as an answer. The view that calls this has shown that the asker may see what it hangs on.

    Only what a browser shows without running anything opens in it; everything else is saved.
    """
    response = FileResponse(open_bytes(attachment.blob), content_type=attachment.media_type)
    inline = attachment.media_type in SHOWN_IN_BROWSER
    response["Content-Disposition"] = disposition(attachment.name, inline=inline)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = str(attachment.blob.size)
    return response


def download(data: bytes, name: str) -> HttpResponse:
    """Bytes that were made for this answer, under a name whose ending says what they are; as `answer` in a browser."""
    kind = media_type(name)
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = disposition(name, inline=kind in SHOWN_IN_BROWSER)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def disposition(name: str, *, inline: bool = False) -> str:
    """Content-Disposition for a name of any letters: a plain one for old programs, the real one beside it."""
    clean = "".join(c for c in name if c.isprintable() and c not in '/\\"')
    ascii_name = clean.encode("ascii", "replace").decode().replace("?", "_") or "tep"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(clean, safe='')}"


def media_type(name: str) -> str:
    """By the name's ending alone: what a browser or a client claims is not asked."""
    return MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def path_of(digest: str) -> Path:
    """Where the bytes of a digest lie: `DATA_DIR/files/ab/abcdef…`."""
    return Path(settings.DATA_DIR) / "files" / digest[:2] / digest


def picture_of(digest: str, page: int) -> Path:
    """Where the picture of a page lies once it has been asked for: `DATA_DIR/pictures/ab/abcdef…-3.png`, no backup."""
    return Path(settings.DATA_DIR) / "pictures" / digest[:2] / f"{digest}-{page}.png"


def write(path: Path, data: bytes) -> None:
    """A file that is there is whole: written beside its place, flushed, then renamed; the folder is flushed too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
