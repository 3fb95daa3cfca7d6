"""Step 0: the text as the other steps see it, with the way back to the text as it came.

The view is in NFC, has plain spaces and line feeds, no invisible characters and no Cyrillic or Greek look-alikes. All
steps work on the view; places are given back in the text as it came.
"""

import unicodedata
from dataclasses import dataclass

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_BREAKS = dict.fromkeys(map(ord, "\f\v\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\r\x00"
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\uf0b7\uf02d"), "-")
_QUOTES = {ord("\u201f"): '"', ord("\u201e"): '"'}
# Letters of other alphabets that scanners and keyboards leave inside Vietnamese words.
_TWINS = dict(zip(map(ord, "АВЕКМНОРСТХІасеорхуі"), "ABEKMHOPCTXIaceopxyi", strict=True))
_TABLE: dict[int, str | None] = {
    **_SPACES,
    **_BREAKS,
    **_DASHES,
    **_QUOTES,
    **_TWINS,
    **dict.fromkeys(map(ord, _INVISIBLE)),
}
_ODD = frozenset(map(chr, _TABLE))


@dataclass(frozen=True, slots=True)
class View:
    """`text` to work on; `origin(i)` is the place in the text as it came (None: the same places)."""

    text: str
    places: tuple[int, ...] | None

    def origin(self, index: int) -> int:
        return index if self.places is None else self.places[index]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span in the text as it came."""
        return self.origin(start), self.origin(end)


def view_of(text: str) -> View:
    """The view of a text of any origin; characters beyond the Basic Multilingual Plane are kept as they are."""
    if unicodedata.is_normalized("NFC", text) and _ODD.isdisjoint(text):
        return View(text, None)
    pieces: list[str] = []
    places: list[int] = []
    for start, end in _clusters(text):
        shown = unicodedata.normalize("NFC", text[start:end]).translate(_TABLE)
        pieces.append(shown)
        places.extend([start] * len(shown))
    places.append(len(text))
    return View("".join(pieces), tuple(places))


def _clusters(text: str) -> list[tuple[int, int]]:
    """A letter with the combining marks that follow it, as spans."""
    starts = [i for i, char in enumerate(text) if i == 0 or not unicodedata.combining(char)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def squeeze(text: str) -> str:
    """The text on one line with single spaces."""
    return " ".join(text.split())
