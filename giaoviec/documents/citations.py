"""Documents that a text cites by number and day, held against what is registered: a wrong number or day is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from giaoviec.documents.models import Document
from giaoviec.rules.symbol import Symbol, SymbolError

CITED = re.compile(
    r"(?P<symbol>\d{1,6}(?:/20\d\d)?/[A-ZĐ][\wĐ&/.-]*[\wĐ])\s*,?\s*(?:ngày|ký ngày)\s+"
    r"(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>\d{4})"
)
NEAR = 60


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a text cites: as it is written there, its number and symbol as the register has them, its day."""

    text: str
    key: str
    on: date


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A citation that does not fit a registered document: what is written, and which document was probably meant."""

    cited: Cited
    document: Document
    sentence: str


def cited_in(text: str) -> list[Cited]:
    """The documents that a text cites with number and day, each once, in the order of the text."""
    found = {(one.key, one.on): one for one in _cited(text)}
    return list(found.values())


def doubtful(document: Document) -> list[Doubtful]:
    """The citations of a document whose day or number differs from what is registered; at most two statements.

    A cited document that is not registered is no fault: nothing is said of it.
    """
    cited = [one for one in cited_in(document.text) if one.key != document.symbol_key]
    if not cited:
        return []
    standing = Document.objects.filter(voided_at=None).defer("text")
    same_number = list(standing.filter(symbol_key__in={one.key for one in cited}))
    same_day = list(standing.filter(issued_on__in={one.on for one in cited}).exclude(symbol_key=""))
    return [found for one in cited if (found := _held_against(one, same_number, same_day))]


def _cited(text: str) -> Iterator[Cited]:
    for match in CITED.finditer(text):
        try:
            on = date(int(match["year"]), int(match["month"]), int(match["day"]))
            yield Cited(" ".join(match.group().split()), Symbol.parse(match["symbol"]).key, on)
        except (SymbolError, ValueError):
            continue


def _held_against(one: Cited, same_number: list[Document], same_day: list[Document]) -> Doubtful | None:
    named = [document for document in same_number if document.symbol_key == one.key]
    if any(document.issued_on == one.on for document in named):
        return None
    near = [document for document in named if abs((document.issued_on - one.on).days) <= NEAR]
    if near:
        sentence = f"Văn bản ghi “{one.text}”; {near[0]} đã vào sổ là của ngày {near[0].issued_on:%d/%m/%Y}."
        return Doubtful(one, near[0], sentence)
    if named:
        return None
    alike = [document for document in same_day if _one_off(one.key, document.symbol_key)]
    if len(alike) != 1:
        return None
    sentence = f"Văn bản ghi “{one.text}”; văn bản cùng ngày đã vào sổ có số {alike[0]}."
    return Doubtful(one, alike[0], sentence)


def _one_off(one: str, other: str) -> bool:
    """Whether two numbers of the same symbol differ by one digit, or by two that were swapped."""
    (mine, _, my_rest), (its, _, its_rest) = one.partition("/"), other.partition("/")
    if my_rest != its_rest or len(mine) != len(its):
        return False
    places = [place for place, (a, b) in enumerate(zip(mine, its, strict=True)) if a != b]
    swapped = len(places) == 2 and mine[places[0]] == its[places[1]] and mine[places[1]] == its[places[0]]
    return len(places) == 1 or swapped
