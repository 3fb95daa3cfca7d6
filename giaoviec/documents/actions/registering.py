"""Registering documents (6.1a–b, 7.1), correcting their particulars, taking back what was registered by mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from giaoviec.agencies.queries import committee, office, people_of
from giaoviec.documents import proposing, queries, search
from giaoviec.documents.actions.common import DOCUMENT, allow
from giaoviec.documents.files import NewFile, attach_all, of
from giaoviec.documents.gate import guard
from giaoviec.documents.models import Attachment, Document, Revision, SearchEntry
from giaoviec.documents.particulars import ORAL, ORAL_TYPE, PROGRAMME, NewDocument, issuer_of, problems
from giaoviec.documents.proposing import read_text
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.documents import TYPES_BY_CODE, Issuer, Source, Urgency
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.duties import due as due_day
from giaoviec.rules.roles import Role

REGISTERING = {ORAL: "take_down", PROGRAMME: "enter_programme"}
"""What registering a document of this kind asks for (`rules.access.ACTS`), where it is not "register"."""


class Duplicate(Refused):
    """The document is registered already; `document_id` leads to it."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            f"Văn bản {document} ngày {document.issued_on:%d/%m/%Y} của {document.issuer_text} đã vào sổ ngày "
            f"{document.on:%d/%m/%Y}; hãy mở văn bản đó.",
            ground=Policy("same_document"),
            field="symbol_text",
        )
        self.document_id = document.pk


def register(
    new: NewDocument, files: Sequence[NewFile] = (), *, by: Actor, on: date, at: datetime, channel: str = "form"
) -> Document:
    """Registers a document, with its files, and sets the Office's day to forward it (7.1).

    What the reader proposes is kept beside it. Refuses what 6.1a–b misses, a second identical document (`Duplicate`),
    what is marked secret (`Secret`).
    """
    allow(by, REGISTERING.get(new.kind, "register"))
    _check(new, on)
    guard(_texts(new), channel=channel, person_id=by.person_id, at=at, document="text")
    if earlier := queries.same(new.issuer_name, new.symbol.key if new.symbol else "", new.issued_on):
        raise Duplicate(earlier)
    due_on = register_due(new)
    columns = _columns(new, files)
    found = read_text(columns["text"]) if new.kind != PROGRAMME else None
    try:
        with act("register", by=by, on=on, at=at, subject=DOCUMENT, group=new.group, issued_on=new.issued_on) as a:
            document = Document.objects.create(**a.row(), kind=new.kind, **columns)
            a.subject_id = document.pk
            a.note(summary=Salted(new.summary), files=len(files))
            _index(a, document, attach_all(a, DOCUMENT, document.pk, files))
            proposing.keep(a, document, found)
            if due_on is not None:
                _owe_forwarding(a, document, due_on)
    except IntegrityError:
        winner = queries.same(new.issuer_name, new.symbol.key if new.symbol else "", new.issued_on)
        if winner is None:
            raise
        raise Duplicate(winner) from None
    return document


def register_due(new: NewDocument) -> date | None:
    """By when the Office has to forward it (7.1): one working day after issue, of the Government's after receipt.

    None for a document older than the first profile (policy "older_documents"); `Refused` where the calendar lacks the
    year.
    """
    profile = profile_on(new.issued_on)
    if new.issued_on < profile.effective_from:
        return None
    try:
        return due_day(DutyKind.REGISTER, new.counted_from, profile=profile, calendar=calendar())
    except UnknownYear as fault:
        raise Refused(fault.sentence, ground=Cite("QC 7.1"), field="issued_on", status=422) from fault


def correct(
    document: Document,
    changes: Mapping[str, Any],
    *,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    channel: str = "form",
) -> Document:
    """Corrects particulars after registering: `changes` are fields of `NewDocument`; old values are kept.

    The text is corrected only while no passage of it is judged, since its offsets are anchors.
    """
    allow(by, "correct_document")
    if not reason.strip():
        raise Refused("Hãy nêu lý do sửa.", ground=Cite("QC 6.1.a"), field="reason", status=422)
    before = particulars_of(document)
    new = NewDocument(**(asdict(before) | dict(changes)))
    changed = {
        name: (value, getattr(new, name)) for name, value in asdict(before).items() if value != getattr(new, name)
    }
    _check(new, on)
    guard({**changes, "reason": reason}, channel=channel, person_id=by.person_id, at=at, document="text")
    if not changed:
        raise Refused("Chưa có gì thay đổi so với bản đã vào sổ.", ground=Cite("QC 6.1.a"), status=422)
    if "text" in changed and (document.judged_at or document.passages.filter(voided_at=None).exists()):
        raise Refused("Đã giao việc theo các đoạn của văn bản nên không sửa toàn văn được nữa.", ground=Cite("QC 7.1"))
    _no_other(new, document)
    columns = _columns(new, ())
    with act("correct", by=by, on=on, at=at, subject=DOCUMENT, subject_id=document.pk, fields=sorted(changed)) as a:
        a.note(reason=Salted(reason))
        for name, (old, now) in changed.items():
            revise(a, DOCUMENT, document.pk, name, old, now, reason)
        Document.objects.filter(pk=document.pk).update(**columns)
        document.refresh_from_db()
        search.unindex(DOCUMENT, document.pk, None if "text" in changed else "")
        _index(a, document, of(DOCUMENT, document.pk), only_head="text" not in changed)
        proposing.keep(a, document)
        if not document.judged_at and (due_on := register_due(new)) is not None:
            duties.put_off(a, kinds=[DutyKind.REGISTER], subject=DOCUMENT, subject_id=document.pk, due_on=due_on)
    return document


def unregister(document: Document, *, reason: str, by: Actor, on: date, at: datetime) -> None:
    """Takes back a document that was registered by mistake and from which nothing was given; the reason is kept."""
    allow(by, "correct_document")
    if not reason.strip():
        raise Refused("Hãy nêu lý do hủy vào sổ.", ground=Cite("QC 7.1"), field="reason", status=422)
    if queries.has_tasks(document):
        raise Refused(
            "Văn bản đã giao việc nên không hủy vào sổ được; hãy thu hồi từng việc.", ground=Policy("withdraw")
        )
    guard({"reason": reason}, channel="form", person_id=by.person_id, at=at)
    with act("unregister", by=by, on=on, at=at, subject=DOCUMENT, subject_id=document.pk, reason=Salted(reason)) as a:
        gone = {"voided_at": at, "voided_act": a.id}
        if not Document.objects.filter(pk=document.pk, voided_at=None).update(**gone):
            raise Stale("Văn bản đã được người khác hủy; hãy tải lại trang.")
        Attachment.objects.filter(subject=DOCUMENT, subject_id=document.pk, voided_at=None).update(**gone)
        revise(a, DOCUMENT, document.pk, "voided", "", "hủy vào sổ", reason)
        duties.drop(a, subject=DOCUMENT, subject_id=document.pk)
        SearchEntry.objects.filter(document=document).delete()


def revise(a: Act, subject: str, subject_id: int, field: str, old: object, new: object, reason: str) -> Revision:
    """Keeps what a text or particular was before a change, and why it was changed, within an open act."""
    values = {"field": field, "old": _written(old), "new": _written(new), "reason": reason}
    return Revision.objects.create(**a.row(), subject=subject, subject_id=subject_id, **values)


def particulars_of(document: Document) -> NewDocument:
    """A registered document as the particulars it was registered with."""
    issuer = issuer_of(document.issuer_text)
    return NewDocument(
        kind=document.kind,
        source=Source(document.source),
        issuer=issuer,
        issuer_text=document.issuer_text if issuer is Issuer.MINISTRY else "",
        type=document.type,
        symbol_text=document.full_symbol,
        summary=document.summary,
        issued_on=document.issued_on,
        received_on=document.received_on,
        signer=document.signer,
        signer_title=document.signer_title,
        signing_authority=document.signing_authority,
        directed_by_id=document.directed_by_id,
        drafting_agency_id=document.drafting_agency_id,
        drafting_text=document.drafting_text,
        urgency=Urgency(document.urgency),
        field=document.field,
        text=document.text,
        taken_down_by=document.taken_down_by,
    )


def _check(new: NewDocument, on: date) -> None:
    if found := problems(new, on=on):
        first = found[0]
        raise Refused(first.sentence, ground=first.ground, field=first.field, status=422)


def _no_other(new: NewDocument, document: Document) -> None:
    other = queries.same(new.issuer_name, new.symbol.key if new.symbol else "", new.issued_on)
    if other is not None and other.pk != document.pk:
        raise Duplicate(other)


def _texts(new: NewDocument) -> dict[str, str]:
    return {name: value for name, value in asdict(new).items() if isinstance(value, str)}


def _columns(new: NewDocument, files: Sequence[NewFile]) -> dict[str, Any]:
    """The columns of `Document` that follow from its particulars; without a text of its own it has its first file's."""
    symbol = new.symbol
    return {
        "source": new.source,
        "directed_by_id": new.directed_by_id or _chairman(new),
        "group": new.group,
        "issuer_id": _issuer_id(new.issuer),
        "issuer_text": new.issuer_name,
        "type": ORAL_TYPE if new.kind == ORAL else new.type,
        "number": symbol.number if symbol else "",
        "symbol": symbol.symbol if symbol else "",
        "full_symbol": symbol.text if symbol else "",
        "symbol_key": symbol.key if symbol else "",
        "summary": " ".join(new.summary.split()) if new.kind != ORAL else new.summary.strip(),
        "issued_on": new.issued_on,
        "received_on": new.received_on,
        "signer": new.signer.strip(),
        "signer_title": new.signer_title.strip(),
        "signing_authority": new.signing_authority.strip(),
        "drafting_agency_id": new.drafting_agency_id,
        "drafting_text": "" if new.drafting_agency_id else new.drafting_text.strip(),
        "urgency": new.urgency,
        "field": new.field.strip(),
        "text": (new.text or next((file.text for file in files if file.text), "")).replace("\r\n", "\n"),
        "taken_down_by": new.taken_down_by.strip(),
    }


def _chairman(new: NewDocument) -> int | None:
    """What the Chairman directed is the Chairman's of that day, where there is exactly one."""
    if new.source is not Source.CHAIRMAN:
        return None
    found = people_of(committee(), Role.CHAIRMAN, on=new.issued_on)
    return found[0].pk if len(found) == 1 else None


def _issuer_id(issuer: Issuer) -> int | None:
    if issuer in (Issuer.COMMITTEE, Issuer.CHAIRMAN):
        return committee().pk
    return office().pk if issuer is Issuer.OFFICE else None


def _owe_forwarding(a: Act, document: Document, due_on: date) -> None:
    duties.owe(
        a, DutyKind.REGISTER, agency=office(), role=Role.CLERK, due_on=due_on, subject=DOCUMENT, subject_id=document.pk
    )


def _index(a: Act, document: Document, kept: Sequence[Attachment], *, only_head: bool = False) -> None:
    """The particulars, the text and each file's own text are found apart; a file that is the text itself only once."""
    kind = TYPES_BY_CODE[document.type].name_vi
    drafted = document.drafting_agency.name if document.drafting_agency else document.drafting_text
    head = [
        kind,
        document.full_symbol,
        document.summary,
        document.issuer_text,
        document.signer,
        drafted,
        document.field,
    ]
    search.index(a, DOCUMENT, document.pk, document, ". ".join(filter(None, head)))
    if only_head:
        return
    search.index(a, DOCUMENT, document.pk, document, document.text, "text")
    for file in kept:
        if file.text != document.text:
            search.index(a, DOCUMENT, document.pk, document, file.text, f"file:{file.pk}")


def _written(value: object) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
