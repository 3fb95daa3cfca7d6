"""What the gate says of a variant, as at a door: texts as they come, files read first (in this process unless asked)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Literal

from giaoviec.intake import docx, extract, pdf, text
from giaoviec.intake.gate import judge_file, judge_text
from giaoviec.intake.shapes import Extraction, Limits, Refused
from giaoviec.intake.sniff import sniff
from tests.secrets.make import Variant

Said = Literal["clean", "secret", "unsure", "refused"]
_ROOMS = {"text": text.read, "zip": docx.read, "pdf": pdf.read}


def judged(variant: Variant, *, apart: bool = False) -> Said:
    """The verdict, or "refused" where the file is not read at all; ``apart``: in the child process of the product."""
    if variant.data is None:
        return judge_text(variant.text, where=variant.where).kind
    named = judge_text(variant.name, where="filename")
    if named.kind != "clean":
        return named.kind
    data = variant.data()
    try:
        found = extract.extract(variant.name, data) if apart else _read_here(data)
    except Refused:
        return "refused"
    return judge_file(variant.name, data, found).kind


def _read_here(data: bytes) -> Extraction:
    room = _ROOMS[sniff(data)]
    found: Extraction = room(data, limits=Limits(), progress=lambda page, pages: None)
    return replace(found, sha256=hashlib.sha256(data).hexdigest())
