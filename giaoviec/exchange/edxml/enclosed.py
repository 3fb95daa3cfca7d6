"""The files in a package: base64, sometimes inside a ZIP, with names that are made clean."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from dataclasses import replace

from giaoviec.exchange.edxml.shapes import File
from giaoviec.exchange.edxml.tree import Element, local, named
from giaoviec.intake.shapes import MEGABYTE, Refused

MOST = 200
LONGEST_NAME = 200
UNPACKED = 100 * MEGABYTE
RATIO = 150
_BOMB = "Tệp nén trong gói bất thường (khi bung ra lớn quá mức) nên không mở. Hãy đề nghị nơi gửi gửi lại."
_ENCODED = "ContentTransferEncoded"


def files_of(root: Element, listed: tuple[File, ...], warnings: list[str]) -> tuple[File, ...]:
    """The files with what the manifest (`listed`) says of each; what does not fit together is a warning."""
    enclosed = [one for part in root.iter() if local(part) == "AttachmentEncoded" for one in named(part, "Attachment")]
    if len(enclosed) > MOST:
        raise Refused("files", f"Gói có hơn {MOST} tệp. Hãy đề nghị nơi gửi chia thành nhiều gói.")
    said = {content_key(one.content_id): one for one in listed}
    found = [_file(one, place, said, warnings) for place, one in enumerate(enclosed, 1)]
    for lost in said.keys() - {content_key(one.content_id) for one in found}:
        warnings.append(f"Danh mục có tệp “{said[lost].name or lost}” nhưng gói không kèm nội dung của tệp.")
    return tuple(found)


def content_key(content_id: str) -> str:
    """What "cid:209", "209" and "<209>" share."""
    return content_id.strip().strip("<>").removeprefix("cid:").casefold()


def clean_name(name: str, place: int) -> str:
    """The last part of a path, without what no name of a file may have; "tep-1" where nothing is left."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - 10]}.{ending[:9]}" if dot and len(kept) > LONGEST_NAME else (kept or f"tep-{place}")


def _file(element: Element, place: int, said: dict[str, File], warnings: list[str]) -> File:
    texts = {local(one): (one.text or "").strip() for one in element if local(one) not in (_ENCODED, "")}
    content_id = texts.get("ContentId", "")
    there = said.get(content_key(content_id))
    if there is None:
        warnings.append(f"Tệp thứ {place} không có trong danh mục của gói.")
    there = there or File()
    given = texts.get("AttachmentName") or there.name
    name = clean_name(given, place)
    if name != given.strip():
        warnings.append(f"Tên tệp thứ {place} không dùng được nguyên văn; đặt là “{name}”.")
    file = File(
        content_id=content_id,
        name=name,
        description=texts.get("Description") or there.description,
        content_type=texts.get("ContentType") or there.content_type,
        data=_decoded(element, name, warnings),
    )
    return _unpacked(file, place, warnings)


def _decoded(element: Element, name: str, warnings: list[str]) -> bytes:
    text = next((one.text or "" for one in named(element, _ENCODED)), "")
    packed = "".join(text.split())
    if missing := -len(packed) % 4:
        packed += "=" * missing
        warnings.append(f"Nội dung tệp “{name}” thiếu phần đệm base64; đã bù.")
    try:
        data = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data:
        raise Refused("attachment", f"Tệp “{name}” trong gói rỗng hoặc hỏng (base64). Hãy đề nghị nơi gửi gửi lại gói.")
    return data


def _unpacked(file: File, place: int, warnings: list[str]) -> File:
    """The one file of an attachment that is said to be a ZIP; a Word file, or a real archive, stays what it is."""
    if "zip" not in file.content_type.casefold() or not file.data.startswith(b"PK\x03\x04"):
        return file
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) != 1:
                return file
            data = _entry(archive, entries[0], len(file.data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise Refused("attachment", f"Tệp nén “{file.name}” trong gói bị hỏng. Hãy đề nghị nơi gửi gửi lại.") from None
    inside = clean_name(entries[0].filename, place)
    name = inside if file.name.casefold().endswith(".zip") else file.name
    warnings.append(f"Tệp “{name}” nằm trong tệp nén (tên bên trong “{inside}”); đã lấy ra.")
    return replace(file, name=name, data=data)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, packed: int) -> bytes:
    if entry.flag_bits & 1:
        raise Refused("password", "Tệp nén trong gói được đặt mật khẩu. Hãy đề nghị nơi gửi gửi lại, bỏ mật khẩu.")
    most = min(UNPACKED, max(MEGABYTE, RATIO * packed))
    if entry.file_size > most:
        raise Refused("bomb", _BOMB)
    with archive.open(entry) as part:
        data = part.read(most + 1)
    if len(data) > most:
        raise Refused("bomb", _BOMB)
    return data
