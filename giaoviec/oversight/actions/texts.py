"""Texts from people as the Office's papers keep them: NFC, printable, through the secret gate (6.2)."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from giaoviec.documents.gate import guard
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Ground

LONGEST = 10_000


def kept(
    name: str, text: str, *, by: Actor | None, at: datetime, need: str = "", ground: Ground | None = None,
    most: int = LONGEST,
) -> str:  # fmt: skip
    """The text of the field `name` as it is kept. `Refused` at the field where it is needed and empty, too long, or
    holds what does not print; `Secret` where it is marked."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if need and not whole:
        raise Refused(need, ground=ground, field=name, status=422)
    if len(whole) > most:
        raise Refused(f"Nội dung dài quá {most} ký tự; hãy viết gọn lại.", field=name, status=422)
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\t" for c in whole):
        raise Refused("Nội dung có ký tự không in được; hãy gõ lại.", field=name, status=422)
    guard({name: whole}, channel="form", person_id=by.person_id if by else None, at=at)
    return whole
