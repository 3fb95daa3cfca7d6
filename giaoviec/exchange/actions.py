"""Packages in (3.2), tied to what they were registered as, and their senders told what becomes of it (9.5)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from giaoviec.documents.actions.common import allow
from giaoviec.documents.files import NewFile, attach_all, keep
from giaoviec.documents.gate import Secret, guard
from giaoviec.documents.models import Document
from giaoviec.exchange import queries
from giaoviec.exchange.edxml.arriving import look
from giaoviec.exchange.edxml.days import read_day
from giaoviec.exchange.edxml.shapes import Package, Reading, as_json
from giaoviec.exchange.models import Received, Told
from giaoviec.intake.shapes import Refused as Unreadable
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite

GROUND = Cite("QC 3.2")
CHANNEL = "exchange"


def receive(data: bytes, *, by: Actor | None, on: date, at: datetime) -> Received:
    """Takes a package in, once: read in the confined child, its words and files judged by the gate.

    The same package again gives the row that is there. `Refused` (`Secret`) for what is not taken; nothing is stored.
    """
    if by is not None:
        allow(by, "exchange")
    try:
        reading = look(data, at=at, trust=settings.EXCHANGE_TRUST_DIR)
    except Unreadable as no:
        raise Refused(no.sentence, ground=GROUND, field="files", status=422) from no
    package = reading.package
    if package is None:
        sentence = "Đây là bản tin trạng thái; phần mềm chưa gửi gói nào chờ trạng thái này."
        raise Refused(sentence, ground=GROUND, status=422)
    content = _digest(package)
    if there := Received.objects.filter(content=content).first():
        return there
    person = by.person_id if by else None
    guard(as_json(replace(package, files=())), channel=CHANNEL, person_id=person, at=at)
    files, lost = _files(package, person, at)
    try:
        with act("receive_package", by=by, on=on, at=at, subject=queries.SUBJECT) as a:
            row = Received.objects.create(**a.row(), content=content, **_columns(reading, package, lost))
            a.subject_id = row.pk
            a.note(files=len(files))
            attach_all(a, queries.SUBJECT, row.pk, files)
    except IntegrityError:
        return Received.objects.get(content=content)
    return row


def link(row: Received, document: Document, *, by: Actor | None, on: date, at: datetime) -> None:
    """Says what a package was registered as, so that its sender is told; only while it stands for nothing."""
    if by is not None:
        allow(by, "exchange")
    with act("link_package", by=by, on=on, at=at, subject=queries.SUBJECT, subject_id=row.pk) as a:
        a.touch(queries.DOCUMENT, document.pk)
        if not Received.objects.filter(queries.waiting(), pk=row.pk).update(document=document):
            raise Stale("Gói này vừa được gắn với một văn bản; hãy tải lại trang.")


def settle(*, on: date, at: datetime) -> int:
    """Ties packages to the one document registered from their files since; says how many."""
    found = 0
    for row in queries.packages().filter(queries.waiting()):
        there = queries.documents_of(row)
        if len(there) == 1:
            link(row, there[0], by=None, on=on, at=at)
            found += 1
    return found


def owe(*, at: datetime) -> int:
    """Writes down what senders are to be told by now. It follows from the facts, so that nothing can be lost, and
    each state stands once, so that nothing is doubled."""
    made = 0
    for row in queries.unfinished():
        there = set(row.told.values_list("state", flat=True))
        new = [Told(package=row, state=state, at=at, next_at=at) for state in queries.owed(row) if state not in there]
        with transaction.atomic():
            Told.objects.bulk_create(new, ignore_conflicts=True)
        made += len(new)
    return made


def _files(package: Package, person: int | None, at: datetime) -> tuple[list[NewFile], list[str]]:
    """The files that the gate let pass, and a sentence for each that cannot be read; one that is secret refuses all."""
    kept, lost = [], []
    for file in package.files:
        if file.name.casefold().endswith(".p7s"):
            continue  # a signature: what it shows is kept, and no words are in it
        try:
            kept.append(keep(file.name, file.data, channel=CHANNEL, person_id=person, at=at))
        except Secret:
            raise
        except Refused as no:
            lost.append(f"Tệp “{file.name}” không nhận được: {no.sentence}")
    return kept, lost


def _columns(reading: Reading, package: Package, lost: list[str]) -> dict[str, object]:
    known = queries.with_code(package.sender.id)
    asks = list(reading.asks)
    if len(known) != 1:
        which = "có nhiều cơ quan cùng mã" if known else "chưa có trong danh mục cơ quan"
        asks.append(f"Nơi gửi {package.sender.name} (mã “{package.sender.id}”): {which}; hãy xem lại mã định danh.")
    return {
        "sender_code": package.sender.id[:60],
        "sender_text": package.sender.name[:200],
        "sender": known[0] if len(known) == 1 else None,
        "addressed_as": queries.own_code([organ.id for organ in package.to])[:35],
        "document_key": package.document_id[:300],
        "deed": package.deed.value,
        "code": package.code[:120],
        "subject": package.subject,
        "issued_on": read_day(package.promulgated, "Ngày ban hành").on,
        "header": as_json(replace(package, files=())),
        "warnings": [*reading.warnings, *lost],
        "asks": asks,
        "signatures": [{"holds": one.holds, "vi": one.vi} for one in reading.signatures],
    }


def _digest(package: Package) -> str:
    """Of all that a package says; the way it took (traces) and its XML are no matter."""
    files = [(file.name, hashlib.sha256(file.data).hexdigest()) for file in package.files]
    said = [as_json(replace(package, files=(), traces=())), files]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
