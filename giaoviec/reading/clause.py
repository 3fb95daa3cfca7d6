"""The shape of a clause, and who hands work on."""

from dataclasses import dataclass

from .bodies import Named
from .wordlists import wordlist
from .words import Passage

# Bodies that give orders: as the subject of giao, yêu cầu … they are not the ones who are asked.
ISSUERS = wordlist("issuers")


# How far into a sentence a second order is looked for, in tokens; keeps reading linear on a text without full stops.
REACH = 200

_MARKS = frozenset({"“", "”", '"'})


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens first..last-1 of a block; `named` the bodies that are to act; `verb` where their predicate begins."""

    first: int
    last: int
    kind: str
    named: Named | None = None
    verb: int = -1
    recalled: bool = False


def quotes(said: Passage, index: int) -> int:
    """1 where a quotation of another text opens, -1 where it closes; what is quoted after a colon is an order."""
    word = said.word(index)
    if word not in _MARKS:
        return 0
    opens = word == "“" or (word == '"' and index + 1 < len(said.tokens) and _touch(said, index))
    return int(said.word(index - 1) != ":") if opens else -1


def _touch(said: Passage, index: int) -> bool:
    """Does the mark stand right before a word and apart from the word before it?"""
    here, before, after = said.tokens[index], said.tokens[index - 1], said.tokens[index + 1]
    return here.end == after.start and before.end != here.start
