"""Reads of the exchange: who has a code, which packages wait, what their senders are owed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from giaoviec.agencies.models import Agency, AgencyKind, Alias
from giaoviec.assignments.models import Assignment
from giaoviec.documents.models import Attachment, Document
from giaoviec.exchange.edxml.codes import key
from giaoviec.exchange.edxml.shapes import State
from giaoviec.exchange.models import Received, Told
from giaoviec.rules.relations import Stage
from giaoviec.rules.symbol import Symbol, SymbolError

SUBJECT = "received"
DOCUMENT = "document"
STARTED = (Stage.UNDER_WAY, Stage.CLAIMED, Stage.CLOSED)
OURS = (AgencyKind.COMMITTEE, AgencyKind.OFFICE)
SLOW = 3
"""After so many vain tries a state is shown as stuck."""


def with_code(code: str) -> list[Agency]:
    """The agencies that have an identity code, in either form, or as another name; two where the directory is wrong."""
    return _by_code().get(key(code), []) if code.strip() else []


def _by_code() -> dict[str, list[Agency]]:
    found: dict[str, list[Agency]] = defaultdict(list)
    agencies = {agency.pk: agency for agency in Agency.objects.filter(dissolved_on=None)}
    rows = [(agency.pk, agency.identity_code) for agency in agencies.values() if agency.identity_code]
    rows += Alias.objects.filter(kind="code", agency__in=agencies).values_list("agency_id", "text")
    for pk, code in rows:
        if agencies[pk] not in found[key(code)]:
            found[key(code)].append(agencies[pk])
    return found


def own_code(codes: list[str]) -> str:
    """Under which of these codes the province was written to; the first where none is known as ours, "" without any."""
    known = _by_code()
    ours = [code for code in codes if any(one.kind in OURS for one in known.get(key(code), []))]
    return (ours or codes or [""])[0]


def packages() -> QuerySet[Received]:
    """All packages, the newest first."""
    return Received.objects.filter(voided_at=None).select_related("sender", "document")


def waiting() -> Q:
    """Packages of which no registered document stands."""
    return Q(document=None) | Q(document__voided_at__isnull=False)


def documents_of(row: Received) -> list[Document]:
    """Registered documents that may be this package's: with one of its files, or the same number and day of issue."""
    files = Attachment.objects.filter(subject=SUBJECT, subject_id=row.pk, voided_at=None).values("blob")
    same = Attachment.objects.filter(subject=DOCUMENT, subject_id=OuterRef("pk"), blob__in=files, voided_at=None)
    alike = Q(pk=None)
    if row.issued_on and (symbol := symbol_key(row.code)):
        alike = Q(symbol_key=symbol, issued_on=row.issued_on)
    return list(Document.objects.filter(Q(Exists(same)) | alike, voided_at=None).order_by("id")[:5])


def others_about(row: Received) -> list[Received]:
    """Other packages of the same sender about the same document: what this one recalls, updates or replaces."""
    if not row.document_key:
        return []
    same = Received.objects.filter(sender_code=row.sender_code, document_key=row.document_key, voided_at=None)
    return list(same.exclude(pk=row.pk).order_by("id")[:20])


def owed(row: Received) -> list[State]:
    """What the sender is to be told by now, in order; it follows from the assignments themselves."""
    states = [State.ARRIVED]
    if row.document is None or row.document.voided_at is not None:
        return states
    states.append(State.RECEIVED)
    given = Assignment.objects.filter(document=row.document, parent=None, voided_at=None)
    stages = set(given.values_list("stage", flat=True))
    if stages:
        states.append(State.ASSIGNED)
    if stages & set(STARTED):
        states.append(State.UNDER_WAY)
    ended = Stage.CLOSED in stages and not any(Stage(stage).is_open for stage in stages)
    if ended and row.document.judged_at is not None:
        states.append(State.FINISHED)
    return states


def unfinished() -> QuerySet[Received]:
    """Packages whose sender may still have to be told something."""
    done = Told.objects.filter(package=OuterRef("pk"), state=State.FINISHED)
    return packages().filter(~Exists(done)).order_by("id")


def to_send(at: datetime) -> QuerySet[Told]:
    """States whose turn it is, in the order in which they came to be."""
    waiting = Told.objects.filter(sent_at=None, next_at__lte=at)
    return waiting.select_related("package", "package__document").order_by("package", "state")


def stuck() -> QuerySet[Told]:
    """States that could not be sent again and again."""
    return Told.objects.filter(sent_at=None, tries__gte=SLOW).select_related("package").order_by("next_at")


def issued_on(row: Received) -> date | None:
    """The day of issue: what the register says, or else the package."""
    return row.document.issued_on if row.document else row.issued_on


def symbol_key(code: str) -> str:
    """Number and symbol in the form that registers compare; "" where they cannot be read."""
    try:
        return Symbol.parse(code).key if code else ""
    except SymbolError:
        return ""
