"""What leaves: status messages into the outgoing folder, a registered document as a package."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from giaoviec.agencies.queries import committee
from giaoviec.documents import files
from giaoviec.documents.models import Document
from giaoviec.exchange import queries
from giaoviec.exchange.edxml.days import written, written_moment
from giaoviec.exchange.edxml.shapes import (
    Answered,
    Business,
    Deed,
    File,
    Organ,
    Package,
    State,
    Status,
    Trace,
)
from giaoviec.exchange.edxml.writing import Unwritable, write
from giaoviec.exchange.models import Told
from giaoviec.rules.documents import TYPES_BY_CODE, Urgency

PAUSES = (1, 5, 15, 60, 240)
"""Minutes until the next try; the last one again and again."""

PRIORITIES = {Urgency.NORMAL: "0", Urgency.URGENT: "1", Urgency.VERY_URGENT: "2", Urgency.FLASH: "3"}


def send(folder: Path, *, at: datetime) -> tuple[int, int]:
    """Puts what is due into the outgoing folder, whole files under names that a second try overwrites; (sent, failed).

    A state waits for the earlier ones of its package, so that they arrive in order.
    """
    sent, failed, held = 0, 0, set[int]()
    for row in queries.to_send(at):
        if row.package_id in held or _waits(row):
            continue
        try:
            files.write(folder / f"{row.package_id:08}-{row.state}.edxml", write(status_of(row)))
        except (OSError, Unwritable) as no:
            _put_off(row, no.sentence if isinstance(no, Unwritable) else f"Không ghi được tệp: {no.strerror}.", at)
            held.add(row.package_id)
            failed += 1
            continue
        Told.objects.filter(pk=row.pk).update(sent_at=at, fault="")
        sent += 1
    return sent, failed


def status_of(row: Told) -> Status:
    """A state as the message that tells it."""
    package, on = row.package, queries.issued_on(row.package)
    answered = Answered(
        organ_id=package.sender_code,
        code=package.code or (str(package.document) if package.document else ""),
        document_id=package.document_key,
        promulgated=written(on) if on else "",
    )
    return Status(
        sender=Organ(id=package.addressed_as or committee().identity_code, name=committee().name),
        answers=answered,
        state=row.state,
        description=State(row.state).vi.capitalize(),
        at=written_moment(timezone.localtime(row.at)),
    )


def package_of(document: Document, to: Sequence[str]) -> Package:
    """A registered document as a package for the organisations of these codes."""
    code = committee().identity_code
    return Package(
        sender=Organ(id=code, name=document.issuer_text),
        to=tuple(Organ(id=one, name=", ".join(agency.name for agency in queries.with_code(one))) for one in to),
        document_id=f"{code},{written(document.issued_on)},{document.full_symbol}",
        number=document.number,
        notation=document.symbol,
        promulgated=written(document.issued_on),
        type_name=TYPES_BY_CODE[document.type].name_vi,
        subject=document.summary,
        competence=document.signing_authority,
        position=document.signer_title,
        signer=document.signer,
        priority=PRIORITIES[Urgency(document.urgency)],
        steering="2",
        traces=(Trace(organ_id=code, at=written_moment(timezone.localtime(document.recorded_at))),),
        business=Business(deed=Deed.NEW.value),
        files=tuple(_file(place, one) for place, one in enumerate(files.of(queries.DOCUMENT, document.pk), 1)),
    )


def _file(place: int, kept: files.Attachment) -> File:
    with files.open_bytes(kept.blob) as stream:
        data = stream.read()
    return File(content_id=f"cid:{place}", name=kept.name, content_type=kept.media_type, data=data)


def _waits(row: Told) -> bool:
    return Told.objects.filter(package=row.package_id, state__lt=row.state, sent_at=None).exists()


def _put_off(row: Told, fault: str, at: datetime) -> None:
    pause = timedelta(minutes=PAUSES[min(row.tries, len(PAUSES) - 1)])
    Told.objects.filter(pk=row.pk).update(tries=row.tries + 1, next_at=at + pause, fault=fault[:300])
