"""One spelling for matching, with the way back to the places in the text that was given."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_PIECE = re.compile(r"\s+|[^\s][\u0300-\u036f]*")
_DASHES = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "’": "'", "“": '"', "”": '"'})
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad")


@dataclass(frozen=True)
class Spelled:
    """Lower case, composed (NFC), single spaces, one hyphen. `starts[i]`, `ends[i]`: where character i stood."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span in the given text of a span in this one; `end` is after its last character."""
        return self.starts[start], self.ends[end - 1]


def spell(text: str) -> Spelled:
    """The text in one spelling. Linear in its length."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(text):
        for char in _one(match[0]):
            pieces.append(char)
            starts.append(match.start())
            ends.append(match.end())
    return Spelled("".join(pieces), starts, ends)


def _one(piece: str) -> str:
    if piece.isspace():
        return " "
    if piece in _INVISIBLE:
        return ""
    return unicodedata.normalize("NFC", piece).lower().translate(_DASHES)
