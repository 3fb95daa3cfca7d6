"""Word search over documents, tasks and files, with marks or without: SQLite's FTS5, PostgreSQL's tsvector."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from giaoviec.agencies.models import Agency
from giaoviec.agencies.text import plain
from giaoviec.documents.models import Document, SearchEntry
from giaoviec.documents.queries import visible
from giaoviec.journal.actions import Act
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import AGENCY_WIDE

CHUNK_WORDS = 8_000
OVERLAP_WORDS = 20
COUNTED = 1_000
QUOTED = re.compile(r"[\"“”„](.+?)[\"“”]")
SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Hit:
    """A find: what it is, its document, and the words around the place; `exact` where the marks are as asked.

    `before`, `match`, `after` are plain text for the page to mark.
    """

    subject: str
    subject_id: int
    part: str
    document_id: int
    document: str
    summary: str
    issued_on: date
    exact: bool
    before: str
    match: str
    after: str


def index(
    a: Act,
    subject: str,
    subject_id: int,
    document: Document | int,
    text: str,
    part: str = "",
    agency: Agency | int | None = None,
) -> None:
    """Makes a new text findable under (`subject`, `subject_id`, `part`), within an open act.

    What stood there before is taken out by `unindex` first. `agency`: only that agency, and those who see all, may find
    it (updates, claims, the thread). Long texts are kept in stretches that overlap: a phrase is found across them.
    """
    pk = document if isinstance(document, int) else document.pk
    owner = agency if agency is None or isinstance(agency, int) else agency.pk
    shown = unicodedata.normalize("NFC", text)
    entries = [
        SearchEntry(
            subject=subject,
            subject_id=subject_id,
            document_id=pk,
            agency_id=owner,
            act=a.id,
            part=f"{part}#{place}" if place else part,
            marked=stretch,
            plain=plain(stretch),
        )
        for place, stretch in enumerate(_stretches(shown))
    ]
    SearchEntry.objects.bulk_create(entries)


def unindex(subject: str, subject_id: int, part: str | None = None) -> None:
    """Takes a thing's text (one part of it, if said) out of the index."""
    found = SearchEntry.objects.filter(subject=subject, subject_id=subject_id)
    if part is not None:
        found = found.filter(Q(part=part) | Q(part__startswith=f"{part}#"))
    found.delete()


def find(actor: Actor, query: str, limit: int = 50) -> list[Hit]:
    """What somebody may see that holds the words, at most `limit`: the phrase with its marks first, then the phrase
    without them, then all its words in any order; newest first in each. In quotes: the phrase alone."""
    asked = Asked.of(query)
    seen: list[int] = []
    found: dict[tuple[str, int, str], tuple[SearchEntry, bool]] = {}
    for match, exact in asked.steps():
        if len(seen) >= limit:
            break
        rows = _matching(actor, match).exclude(pk__in=seen).select_related("document")
        for entry in rows.defer("plain", "document__text")[: limit - len(seen)]:
            seen.append(entry.pk)
            found.setdefault((entry.subject, entry.subject_id, entry.part.partition("#")[0]), (entry, exact))
    return [_hit(entry, asked, exact) for entry, exact in found.values()]


def count(actor: Actor, query: str) -> int:
    """How many texts hold the words; counting stops at one above 1,000, which reads "hơn 1.000"."""
    steps = list(Asked.of(query).steps())
    if not steps:
        return 0
    return _matching(actor, steps[-1][0]).order_by()[: COUNTED + 1].count()


def documents_with(actor: Actor, query: str) -> QuerySet[SearchEntry]:
    """The ids of documents in which the words stand, as a subquery for lists; none where nothing was asked."""
    steps = list(Asked.of(query).steps())
    if not steps:
        return SearchEntry.objects.none()
    match = steps[-1][0]
    if connection.vendor == "sqlite":
        hits = RawSQL("SELECT rowid FROM documents_fts WHERE documents_fts MATCH %s", [_fts(match)])
    else:
        within = f"SELECT id FROM documents_searchentry WHERE {_fits(match)}"
        hits = RawSQL(within, [" ".join(match.words)])  # noqa: S611
    return _seen_by(actor).filter(pk__in=hits).values("document_id")  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Match:
    """One way of looking: `column` is "plain" or "marked", `words` in that form, as a phrase or all in any order."""

    column: str
    words: tuple[str, ...]
    phrase: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A query taken apart: its words as typed (lower case, marks kept), without marks, and whether in quotes."""

    marked: tuple[str, ...]
    plain: tuple[str, ...]
    quoted: bool

    @classmethod
    def of(cls, query: str) -> Asked:
        text = unicodedata.normalize("NFC", query)[:300]
        quoted = QUOTED.search(text)
        text = quoted.group(1) if quoted else text
        words = tuple(w for w in re.split(r"[\W_]+", text.lower()) if w)[:30]
        return cls(words, tuple(plain(text).split())[:30], quoted is not None)

    def steps(self) -> Iterator[tuple[Match, bool]]:
        """What is looked for, one after the other, and whether a find is exact (without marks: as such)."""
        if not self.plain:
            return
        has_marks = self.marked != self.plain and len(self.marked) == len(self.plain)
        if has_marks:
            yield Match("marked", self.marked, phrase=True), True
        yield Match("plain", self.plain, phrase=True), not has_marks
        if not self.quoted and len(self.plain) > 1:
            yield Match("plain", self.plain, phrase=False), False


def _matching(actor: Actor, match: Match) -> QuerySet[SearchEntry]:
    entries = _seen_by(actor)
    return _sqlite(entries, match) if connection.vendor == "sqlite" else _postgresql(entries, match)


def _seen_by(actor: Actor) -> QuerySet[SearchEntry]:
    """What an actor may find: of the documents that he may see, what is nobody's own or his agency's."""
    if actor.sees_all:
        return SearchEntry.objects.all()
    own = Q(agency_id=None)
    if actor.role in AGENCY_WIDE:
        own |= Q(agency_id=actor.agency_id)
    return SearchEntry.objects.filter(own, document__in=visible(actor).values("pk"))


def _sqlite(entries: QuerySet[SearchEntry], match: Match) -> QuerySet[SearchEntry]:
    """A join with the FTS5 table, so that its rows come newest first and stop when the page is full."""
    return entries.extra(
        tables=["documents_fts"],
        where=["documents_fts.rowid = documents_searchentry.id", "documents_fts MATCH %s"],
        params=[_fts(match)],
        order_by=["-documents_fts.rowid"],
    )


def _fts(match: Match) -> str:
    """In FTS5's language; words hold letters and digits only, so nothing in them is an operator within its quotes."""
    parts = [" ".join(match.words)] if match.phrase else match.words
    quoted = [f'"{part}"' for part in parts]
    return f"{{{match.column}}} : ({' AND '.join(quoted)})"


def _postgresql(entries: QuerySet[SearchEntry], match: Match) -> QuerySet[SearchEntry]:
    fits = RawSQL(f"documents_searchentry.{_fits(match)}", [" ".join(match.words)])  # noqa: S611 fixed names
    newest = (F("id") + 0).desc()  # Sorted after the word index was asked: walking back along the ids takes seconds.
    return entries.alias(fits=fits).filter(fits=True).order_by(newest)


def _fits(match: Match) -> str:
    """In PostgreSQL's language: a column of the index against a query that is a parameter."""
    column = "plain_words" if match.column == "plain" else "marked_words"
    return f"{column} @@ {'phraseto_tsquery' if match.phrase else 'plainto_tsquery'}('simple', %s)"


def _stretches(text: str) -> Iterator[str]:
    """The text in stretches of at most `CHUNK_WORDS` words, each beginning with the last words of the one before."""
    places = [match.start() for match in re.finditer(r"\w+", text)]
    if not places:
        return
    for first in range(0, max(1, len(places) - OVERLAP_WORDS), CHUNK_WORDS):
        last = first + CHUNK_WORDS + OVERLAP_WORDS
        yield text[places[first] : places[last] if last < len(places) else len(text)]


def _hit(entry: SearchEntry, asked: Asked, exact: bool) -> Hit:
    before, match, after = snippet(entry.marked, asked.plain)
    document = entry.document
    return Hit(
        subject=entry.subject,
        subject_id=entry.subject_id,
        part=entry.part.partition("#")[0],
        document_id=entry.document_id,
        document=str(document),
        summary=document.summary,
        issued_on=document.issued_on,
        exact=exact,
        before=before,
        match=match,
        after=after,
    )


def snippet(text: str, words: tuple[str, ...]) -> tuple[str, str, str]:
    """The text around the first place where the words stand as a phrase (else around a word), in three parts."""
    spans = [match.span() for match in re.finditer(r"[^\W_]+", text)]
    place = _place(_plain_words(text, spans), words)
    if place is None:
        return text[:SNIPPET], "", ""
    first, last = place
    start, end = spans[first][0], spans[last][1]
    left = max(0, start - SNIPPET // 2)
    lead = ("…" if left else "") + text[left:start]
    tail = text[end : end + SNIPPET] + ("…" if end + SNIPPET < len(text) else "")
    return _one_line(lead), _one_line(text[start:end]), _one_line(tail)


def _plain_words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Each word without its marks: of the whole text at once, which costs a tenth; word by word where that differs."""
    whole = plain(text).split()
    return whole if len(whole) == len(spans) else [plain(text[start:end]) for start, end in spans]


def _place(texts: list[str], words: tuple[str, ...]) -> tuple[int, int] | None:
    for first in range(len(texts) - len(words) + 1):
        if texts[first] == words[0] and tuple(texts[first : first + len(words)]) == words:
            return first, first + len(words) - 1
    single = next((i for i, text in enumerate(texts) if text in words), None)
    return None if single is None else (single, single)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
