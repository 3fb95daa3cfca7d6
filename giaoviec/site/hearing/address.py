"""From what was understood to the words of a list's address: `/viec/?tinh-hinh=qua-han&co-quan=5`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from giaoviec.assignments.asking import CHOICES, FLAGS, SLUGS, WITHOUT, Months
from giaoviec.documents.queries import visible
from giaoviec.rules.access import Actor
from giaoviec.rules.asking import Part, Understood
from giaoviec.rules.asking.words import fold
from giaoviec.rules.periods import periods_containing
from giaoviec.rules.roles import AGENCY_WIDE, INTERNAL, Role
from giaoviec.rules.symbol import Symbol, SymbolError

Pair = tuple[str, str]

SLUG_OF_FLAG = {attribute: slug for slug, (attribute, _) in FLAGS.items()}
SLUG_OF_ABSENT = {attribute: slug for slug, (attribute, _) in WITHOUT.items()}
SINGLE = {
    "agency": "co-quan", "unit": "don-vi", "leader": "lanh-dao", "after": "phu-trach", "field": "linh-vuc",
    "kind": "loai-co-quan", "group": "nhom", "query": "q", "late": "qua", "quiet": "khong-cap-nhat",
}  # fmt: skip
"""A part whose value is the address's own word → under which name it stands there."""
CHOSEN = {"source": "chi-dao", "urgency": "do-khan", "class": "loai", "holder": "viec-o"}
PERIOD = {"due": "quy", "given": "giao", "done": "xong", "issued": "ban-hanh"}
PARTS = {"helping": "phoi-hop", "inside": "noi-bo"}
MOST_DOCUMENTS = 10


def pairs(actor: Actor, understood: Understood) -> tuple[list[Pair], list[str]]:
    """The words of the address, and what of the request does not exist for this actor. Counting takes all, not only
    what is open, where no state is asked."""
    found: list[Pair] = []
    missing: list[str] = []
    for part in understood.parts:
        if part.name in ("over", "figure", "by", "on"):
            continue
        meant = list(_meant(actor, part, found))
        found += [pair for pair in meant if pair not in found]
        missing += [] if meant else [part.said]
    if understood.over == "figures" and found and not understood.of("state"):
        found.append(("tinh-hinh", SLUGS["total"]))
    return found, missing


def _meant(actor: Actor, part: Part, before: Sequence[Pair]) -> Iterator[Pair]:
    name, value = part.name, part.value
    if value == "mine":
        yield from _mine(actor, name)
    elif name in SINGLE:
        yield SINGLE[name], value
    elif name in CHOSEN:
        yield CHOSEN[name], _slug_of(CHOSEN[name], value)
    elif name in PERIOD:
        yield PERIOD[name], period_code(value)
    else:
        yield from _further(actor, name, value, before)


def _further(actor: Actor, name: str, value: str, before: Sequence[Pair]) -> Iterator[Pair]:
    if name == "state":
        yield ("va" if any(word == "tinh-hinh" for word, _ in before) else "tinh-hinh"), SLUGS[value]
    elif name == "flag":
        yield SLUG_OF_FLAG[value], "1"
    elif name == "without":
        yield "khong", SLUG_OF_ABSENT[value]
    elif name == "part":
        yield PARTS[value], "1"
    elif name == "officer":
        yield from (("nguoi", value), ("noi-bo", "1"))
    elif name == "document":
        yield from (("van-ban", str(pk)) for pk in documents(actor, value))


def _slug_of(word: str, value: str) -> str:
    return next(slug for slug, meant in CHOICES[word][1].items() if str(meant) == value)


def _mine(actor: Actor, name: str) -> Iterator[Pair]:
    """ "Của tôi": an agency's work for who speaks for it, his own for an officer, his unit's for a monitor."""
    own: Mapping[str, Pair | None] = {
        "agency": ("co-quan", str(actor.agency_id)) if actor.role in AGENCY_WIDE | INTERNAL else None,
        "unit": ("don-vi", str(actor.unit_id)) if actor.is_office and actor.unit_id else None,
        "after": ("phu-trach", str(actor.person_id)) if actor.role is Role.VICE_CHAIRMAN else None,
        "officer": ("nguoi", str(actor.person_id)) if actor.role in INTERNAL else None,
    }
    asked = ("after", "unit", "officer", "agency") if name == "whose" else (name,)
    if pair := next(filter(None, (own[one] for one in asked)), None):
        yield pair
        if pair[0] == "nguoi":
            yield "noi-bo", "1"


def documents(actor: Actor, value: str) -> list[int]:
    """The ids of the documents that "official_letter:9218" or "21/ct-ubnd" may mean, the newest first."""
    kind, colon, number = value.rpartition(":")
    symbol = "" if colon else value
    number = number.lstrip("0") if colon else symbol.partition("/")[0].partition("-")[0].lstrip("0")
    rows = visible(actor).filter(symbol_key__startswith=f"{number}/").order_by("-issued_on", "-id")
    rows = rows.filter(type=kind) if kind else rows
    read = list(rows.values_list("pk", "symbol_key")[:200])
    if symbol:
        key = fold(_key(symbol))
        read = [(pk, of) for pk, of in read if fold(of) == key] or [(pk, of) for pk, of in read if key in fold(of)]
    return [pk for pk, _ in read[:MOST_DOCUMENTS]]


def _key(symbol: str) -> str:
    try:
        return Symbol.parse(symbol).key
    except SymbolError:
        return symbol


def period_code(value: str) -> str:
    """ "2026-07-01..2026-09-30" as the calendar names it, "2026-Q3"; other days as they are."""
    first, _, last = value.partition("..")
    if not (first and last):
        return value
    start, end = date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)
    same = (one.code for one in periods_containing(start, Months) if (one.start, one.end) == (start, end))
    return next(same, value)
