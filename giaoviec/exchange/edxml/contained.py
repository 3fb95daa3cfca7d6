"""The files in a package for whoever reads files: `giaoviec read` takes a package as it takes a letter."""

from __future__ import annotations

import re
from datetime import datetime

from giaoviec.exchange.edxml.arriving import look
from giaoviec.exchange.edxml.shapes import Package
from giaoviec.intake.gate import judge_text
from giaoviec.intake.shapes import Refused

_PACKAGE = re.compile(rb"<(?:\w+:)?edXML\b")
_SIGNATURE = ".p7s"


def is_package(data: bytes) -> bool:
    """Whether bytes begin like a package, junk before it and all."""
    start = data[:4096]
    return bool(_PACKAGE.search(start.replace(b"\0", b"") if start.startswith((b"\xff\xfe", b"\xfe\xff")) else start))


def unpack(name: str, data: bytes, *, at: datetime) -> list[tuple[str, bytes]]:
    """(name, bytes) of each file in a package; of any other file itself. `Refused` where there is none, or secret."""
    if not is_package(data):
        return [(name, data)]
    package = look(data, at=at).package
    if package is None:
        raise Refused("status", "Đây là bản tin trạng thái, không kèm văn bản để đọc.")
    for text in header_texts(package):
        verdict = judge_text(text, where="field")
        if verdict.kind != "clean":
            raise Refused("secret", verdict.sentence)
    files = [(file.name, file.data) for file in package.files if not file.name.casefold().endswith(_SIGNATURE)]
    if not files:
        raise Refused("empty", "Gói không kèm tệp văn bản nào để đọc.")
    return files


def header_texts(package: Package) -> list[str]:
    """What a package says in words besides its files, for the gate."""
    said = (package.subject, package.content, package.business.reason, package.code, *package.appendixes)
    return [text for text in said if text]
