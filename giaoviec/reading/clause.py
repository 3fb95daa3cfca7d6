"""The shape of a clause, and who hands work on."""

from dataclasses import dataclass

from .bodies import Named
from .wordlists import wordlist

# Bodies that give orders: as the subject of giao, yêu cầu … they are not the ones who are asked.
ISSUERS = wordlist("issuers")


# How far into a sentence a second order is looked for, in tokens; keeps reading linear on a text without full stops.
REACH = 200


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens first..last-1 of a block; `named` the bodies that are to act; `verb` where their predicate begins."""

    first: int
    last: int
    kind: str
    named: Named | None = None
    verb: int = -1
    recalled: bool = False
