"""Words with boxes, lines of words, and the text that is built from them with its spans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from giaoviec.intake.legacy import Converter, convert_line, find_converter
from giaoviec.intake.shapes import Span
from giaoviec.intake.syllables import is_syllable

COLUMN_GAP = "    "
_HYPHEN_END = re.compile(r"([^\W\d_]+)[-\u00ad]$")


class Word(NamedTuple):
    """A word as read, its box on the page with origin top left, and whether a wide gap stands before it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    gap: bool = False


Line = Sequence[Word]


def line_text(line: Line) -> str:
    """The words of ``line`` with single spaces, wide gaps as four."""
    return "".join((COLUMN_GAP if word.gap else " ") * (place > 0) + word.text for place, word in enumerate(line))


@dataclass
class Scribe:
    """Writes lines of words into one text (NFC) and keeps where each word went."""

    spans: list[Span] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def write_lines(self, lines: Sequence[Line], *, page: int) -> None:
        """Write ``lines``, each ended by a new line; a word broken by a hyphen is made whole again."""
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else ()
            self._write_line(line, page=page, joined=bool(following) and _continues(line[-1].text, following[0].text))

    def _write_line(self, line: Line, *, page: int, joined: bool) -> None:
        for place, word in enumerate(line):
            if place:
                self._put(COLUMN_GAP if word.gap else " ")
            is_broken = joined and place == len(line) - 1
            self._put_word(word._replace(text=_unbroken(word.text)) if is_broken else word, page)
        if not joined:
            self._put("\n")

    def _put_word(self, word: Word, page: int) -> None:
        start = self.length
        self._put(unicodedata.normalize("NFC", word.text))
        self.spans.append(Span(start, self.length, page, *(round(side, 1) for side in word[1:5])))

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self.length += len(piece)


def mend_words(lines: Iterable[Line]) -> list[Line]:
    """Lines whose words, left in a legacy code table, are converted."""
    kept = list(lines)
    converter = find_converter(unicodedata.normalize("NFC", "\n".join(map(line_text, kept))))
    return [_mended(line, converter) for line in kept] if converter else kept


def _mended(line: Line, converter: Converter) -> Line:
    text = unicodedata.normalize("NFC", line_text(line))
    if convert_line(text, converter=converter) == text:
        return line
    return [word._replace(text=converter(unicodedata.normalize("NFC", word.text))) for word in line]


def _continues(last: str, first: str) -> bool:
    """Whether a hyphen at the end of a line breaks a word or a sign ("QĐ-" / "UBND"), and is no dash."""
    return _HYPHEN_END.search(last) is not None and first[:1].isalpha()


def _unbroken(word: str) -> str:
    """The hyphen goes where it cut a syllable ("chươ-" / "ng"), and stays in a sign ("TT-" / "BTC")."""
    found = _HYPHEN_END.search(word)
    if found is None:
        return word
    stem = word[: found.end(1)]
    return stem if found[1].islower() and not _is_whole(found[1]) else stem + "-"


def _is_whole(piece: str) -> bool:
    return is_syllable(piece) and unicodedata.normalize("NFD", piece) != piece
