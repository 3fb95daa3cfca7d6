"""What a package says of itself, put into the registering form: a person confirms it there."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from giaoviec.documents.actions import save_draft
from giaoviec.documents.files import NewFile
from giaoviec.documents.models import Attachment
from giaoviec.documents.prefill import AUTHORITIES, fields_of
from giaoviec.documents.queries import draft
from giaoviec.exchange.models import Received
from giaoviec.exchange.queries import SUBJECT
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite
from giaoviec.rules.documents import TYPES_BY_CODE, Urgency

KEY, FILES = "vao-so", "vao-so:tep"
"""Under which the registering form keeps what is typed, and its files."""

_TYPES = {kind.name_vi.casefold(): kind.code for kind in TYPES_BY_CODE.values()}
_URGENCIES = {"1": Urgency.URGENT, "2": Urgency.VERY_URGENT, "3": Urgency.FLASH, "4": Urgency.FLASH}


def lay_out(row: Received, *, by: Actor, at: datetime) -> None:
    """Fills the registering form of this person; `Refused` where something unfinished lies there."""
    if draft(by.person_id, KEY) or draft(by.person_id, FILES):
        sentence = "Trang Vào sổ đang có bản nhập dở; hãy vào sổ hoặc bỏ bản đó trước."
        raise Refused(sentence, ground=Cite("QC 7.1"), status=409)
    files = list(Attachment.objects.filter(subject=SUBJECT, subject_id=row.pk, voided_at=None).order_by("id"))
    text = next((file.text for file in files if file.text.strip()), "")
    fields = fields_of(text) | particulars(row.header, row) | {"text": text}
    save_draft(by, KEY, {"fields": fields}, at=at, document="text")
    lying = [asdict(_as_new(file)) for file in files]
    save_draft(by, FILES, {"files": lying}, at=at, document="text")


def particulars(header: dict[str, Any], row: Received) -> dict[str, str]:
    """Values by the names of the form's fields; what the package does not say is absent."""
    found = {
        "symbol_text": row.code,
        "type": _TYPES.get(header["type_name"].strip().casefold(), ""),
        "summary": row.subject,
        "issued_on": f"{row.issued_on:%d/%m/%Y}" if row.issued_on else "",
        "received_on": f"{row.on:%d/%m/%Y}",
        "signer": header["signer"],
        "signer_title": header["position"],
        "signing_authority": next((one for one in AUTHORITIES if header["competence"].upper() == one), ""),
        "urgency": _URGENCIES.get(header["priority"], ""),
    }
    return {name: str(value) for name, value in found.items() if value}


def _as_new(file: Attachment) -> NewFile:
    places, pages = tuple(map(tuple, file.places)), tuple(map(tuple, file.pages))
    return NewFile(file.name, file.blob_id, file.blob.size, file.text, places, pages)
