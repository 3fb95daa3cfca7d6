"""What may be seen of documents, and by whom; lists, what is like what, and what was corrected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from giaoviec.agencies.text import plain
from giaoviec.documents.models import Document, Draft, Passage, Revision
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.rules.access import Actor
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import AGENCY_WIDE, INTERNAL, Role


def visible(actor: Actor) -> QuerySet[Document]:
    """The documents that an actor may see (`rules.access.sees_document`): the one way to get one for somebody."""
    here = Document.objects.filter(voided_at=None)
    if actor.sees_all:
        return here
    if actor.role not in AGENCY_WIDE | INTERNAL | {Role.INSPECTOR}:
        return here.none()
    given = Document.objects.filter(_given_to(actor), assignments__voided_at=None)
    return here.filter(pk__in=given.values("pk"))


def _given_to(actor: Actor) -> Q:
    """The SQL twin of `rules.access.sees_document` for those who do not see all."""
    if actor.role in AGENCY_WIDE:
        working_with = Q(assignments__collaborations__agency_id=actor.agency_id)
        return Q(assignments__agency_id=actor.agency_id) | working_with & Q(assignments__collaborations__voided_at=None)
    if actor.role is Role.INSPECTOR:
        now = Q(assignments__insights__until_at=None, assignments__insights__voided_at=None)
        return now & Q(assignments__insights__membership_id=actor.membership_id)
    inside = Q(assignments__officer_id__in=actor.persons)
    return inside | Q(assignments__unit_id=actor.unit_id) if actor.unit_id is not None else inside


def get(actor: Actor, pk: int) -> Document | None:
    """A document for somebody who may see it; None for a missing one and for one that is not his to see."""
    rows = visible(actor).select_related("issuer", "directed_by", "drafting_agency", "by")
    return rows.filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of documents is narrowed to; empty means all. `judged`: "open", "given", or "none" (no task)."""

    query: str = ""
    source: str = ""
    group: str = ""
    type: str = ""
    year: int | None = None
    field: str = ""
    judged: str = ""
    kind: str = ""


ORDERS = {"moi": ("-issued_on", "-id"), "cu": ("issued_on", "id"), "vao-so": ("-id",)}
"""How a list may be sorted: newest first, oldest first, last registered first."""


def listed(actor: Actor, filters: Filters) -> QuerySet[Document]:
    """The documents that an actor may see and that fit the filters, in no order. The query is left to `search`."""
    found = visible(actor)
    for name in ("source", "group", "type", "field", "kind"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.year:
        found = found.filter(issued_on__range=(date(filters.year, 1, 1), date(filters.year, 12, 31)))
    return found.filter(_judged(filters.judged)) if filters.judged else found


def _judged(state: str) -> Q:
    return {"open": Q(judged_at=None), "given": Q(has_tasks=True), "none": Q(has_tasks=False)}[state]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a sorted list: the row that a page follows (or, `back`, precedes)."""

    issued_on: date
    id: int
    back: bool = False


def page(
    found: QuerySet[Document], *, order: str, cursor: Cursor | None, size: int
) -> tuple[list[Document], bool, bool]:
    """A page of a list by keyset: its rows, whether rows stand before it, whether more follow. Two short statements."""
    columns = ORDERS[order]
    back = cursor is not None and cursor.back
    rows = found.filter(_beyond(columns, cursor)) if cursor else found
    rows = rows.order_by(*(_turned(columns) if back else columns)).defer("text")
    taken = list(rows[: size + 1])
    more, taken = len(taken) > size, taken[:size]
    if back:
        return taken[::-1], more, True
    return taken, cursor is not None, more


def _beyond(columns: Sequence[str], cursor: Cursor) -> Q:
    forward = columns[-1].startswith("-") != cursor.back
    after = Q(id__lt=cursor.id) if forward else Q(id__gt=cursor.id)
    if len(columns) == 1:
        return after
    day = cursor.issued_on
    edge = Q(issued_on__lt=day) if forward else Q(issued_on__gt=day)
    return edge | (Q(issued_on=day) & after)


def _turned(columns: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in columns]


def register_dues(pks: Collection[int]) -> dict[int, date]:
    """By when each of these documents is to be registered and forwarded (7.1), where that is still owed."""
    open_ones = Duty.objects.filter(OPEN, kind=DutyKind.REGISTER, subject="document", subject_id__in=list(pks))
    return dict(open_ones.values_list("subject_id", "due_on"))


def number_unjudged(actor: Actor) -> int:
    """How many documents wait for their tasks to be given."""
    return visible(actor).filter(judged_at=None).count()


def same(issuer_text: str, symbol_key: str, issued_on: date) -> Document | None:
    """The document of the same issuer, number, symbol and date (policy "same_document"), where it has a symbol."""
    if not symbol_key:
        return None
    found = Document.objects.filter(voided_at=None, symbol_key=symbol_key, issued_on=issued_on)
    return found.filter(issuer_text__iexact=issuer_text).first()


def similar(
    *, issuer_text: str, symbol_key: str, issued_on: date, summary: str, besides: int | None = None
) -> list[Document]:
    """Documents that may be this one: its number and symbol in its year, or its issuer, day and summary; at most 5."""
    rows = Document.objects.filter(voided_at=None).exclude(pk=besides or 0).defer("text")
    year = (date(issued_on.year, 1, 1), date(issued_on.year, 12, 31))
    by_symbol = list(rows.filter(symbol_key=symbol_key, issued_on__range=year)[:5]) if symbol_key else []
    same_day = rows.filter(issued_on=issued_on, issuer_text__iexact=issuer_text)[:200]
    words = plain(summary)
    by_summary = [d for d in same_day if plain(d.summary) == words and d not in by_symbol]
    return [*by_symbol, *by_summary][:5]


def passages_of(document: Document) -> list[Passage]:
    """The judged passages of a document, in the order of its text."""
    return list(document.passages.filter(voided_at=None).order_by("start", "id"))


def revisions_of(subject: str, pk: int) -> list[Revision]:
    """What was corrected on a thing, newest first."""
    return list(Revision.objects.filter(subject=subject, subject_id=pk, voided_at=None).order_by("-id"))


def draft(person_id: int, key: str) -> Draft | None:
    """What a person was typing on a page."""
    return Draft.objects.filter(person_id=person_id, key=key).first()


def drafts(person_id: int, prefix: str = "") -> list[Draft]:
    """All that a person left unfinished, last saved first."""
    return list(Draft.objects.filter(person_id=person_id, key__startswith=prefix).order_by("-saved_at"))


def has_tasks(document: Document) -> bool:
    """Whether work was given from a document and still stands."""
    return Document.objects.filter(pk=document.pk, tasks__isnull=False, tasks__voided_at=None).exists()
