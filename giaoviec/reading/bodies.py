"""Step 5: bodies. Where a sentence names agencies, how far their names reach, and who they are one by one.

A body is recognised by its head (UBND, Sở + name, các cơ quan ...). A proper name ends at the first small word that
does not belong to names; a collective (các đơn vị quản lý hồ chứa) ends at the first verb of the table.
"""

from dataclasses import dataclass

from .endings import ACTING_NOUNS, DOING, NAME_VERBS, PARTS
from .heads import head_at
from .lexicon import verb_at
from .lists import distributed
from .walk import Walk
from .wordlists import wordlist
from .words import Passage

# How a letter speaks to whoever it is addressed to.
POINTERS = wordlist("pointers")


_EDGE = frozenset({",", ";", ":", "-", "–", "và", "."})


_MAX_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Named:
    """Bodies named in tokens first..last-1 of a passage; `text` is how they are written, asides left out.

    `members` are they one by one, lists distributed; `after` is the index of the token that follows.
    """

    first: int
    after: int
    text: str
    members: tuple[str, ...]


def bodies_at(said: Passage, index: int, *, last: int | None = None, loose: bool = False) -> Named | None:
    """The bodies whose names begin at this token, joined by commas and "và", or None.

    `loose` takes any noun phrase for a body (after "phối hợp với").
    """
    pointed = POINTERS.at(said.tokens, index)
    if pointed:
        text = said.cut(index, index + pointed)
        return Named(index, index + pointed, text, (text,))
    stop = min(len(said.tokens) if last is None else last, index + _MAX_TOKENS)
    if not head_at(said, index) and not (loose and _loose_start(said, index)):
        return None
    walk = Walk(said, index, stop)
    walk.run()
    if not walk.pieces:
        return None
    text, members = _members(said, walk.pieces)
    return Named(index, walk.at, text, members)


def titled(said: Passage, index: int, *, last: int) -> Named | None:
    """A heading that is one long name with a verb inside (Ban Quản lý dự án đầu tư …:), or None."""
    stop = last
    while stop > index and not said.word(stop - 1)[:1].isalnum():
        stop -= 1
    inside = [said.word(i) for i in range(index, stop)]
    if not head_at(said, index) or len(inside) > 24 or any(mark in inside for mark in (".", ";", ":", "(")):
        return None
    if said.word(last - 1) in (";", ".") or any(_does(said, i) for i in range(index + 1, stop)):
        return None
    text = said.cut(index, stop)
    return Named(index, stop, text, (text,))


def _does(said: Passage, index: int) -> bool:
    """Is this a verb of a sentence, not one of those that names hold (Ban Quản lý dự án đầu tư xây dựng)?"""
    if said.capital(index) or (said.word(index - 2), said.word(index - 1)) in ACTING_NOUNS:
        return False
    return bool(DOING.at(said.tokens, index)) or bool(verb_at(said, index) and not NAME_VERBS.at(said.tokens, index))


def _loose_start(said: Passage, index: int) -> bool:
    if index >= len(said.tokens):
        return False
    word = said.word(index)
    return word.isalpha() and not verb_at(said, index) and (said.capital(index) or word in PARTS)


def _members(said: Passage, pieces: list[tuple[int, int]]) -> tuple[str, tuple[str, ...]]:
    spans = [span for span in (_bare(said, *piece) for piece in pieces) if span[1] > span[0]]
    texts = [said.cut(*span) for span in spans]
    return ", ".join(texts), distributed(said, spans)


def _bare(said: Passage, first: int, last: int) -> tuple[int, int]:
    """The piece without marks and "và" at its ends."""
    while first < last and said.word(first) in _EDGE:
        first += 1
    while last > first and said.word(last - 1) in _EDGE:
        last -= 1
    return first, last
