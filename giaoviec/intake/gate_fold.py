"""Folding a line so that a marking is met however it was written.

NFC and NFD, case, spaces between letters, zero-width characters, letters of other scripts that look the same,
full width, digits for letters, missing accents, and the legacy code tables left unconverted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Marking = Literal["mật", "tối mật", "tuyệt mật"]

_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"

# Letters of other scripts drawn like those of the three markings and of "độ", "bản", "số" around them.
_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("МмΜᎷⅯⲘꓟϺ", "m"),
        **dict.fromkeys("АаΑαᎪⲀꓮɑ", "a"),
        **dict.fromkeys("ТтΤτᎢⲦꓔᴛ", "t"),
        **dict.fromkeys("ОоΟοⲞꓳօՕ", "o"),
        **dict.fromkeys("ІіΙιⲒꓲӏӀ", "i"),
        **dict.fromkeys("УуΥⲨүҮ", "y"),
        **dict.fromkeys("ЕеΕⲈꓰ", "e"),
        **dict.fromkeys("ՍսԱ", "u"),
        **dict.fromkeys("ВΒ", "b"),
        **dict.fromkeys("ЅѕՏ", "s"),
        **dict.fromkeys("НΗ", "h"),
        **dict.fromkeys("СсϹ", "c"),
        **dict.fromkeys("ĐðÐ", "đ"),
        "ᴍ": "m",
        "ᴀ": "a",
        "ᴏ": "o",
    }
)
_DIGITS = str.maketrans({"0": "o", "1": "i", "4": "a", "3": "e", "|": "i", "!": "i", "l": "i"})
_ANY_MARK = re.compile(f"[{_MARKS}]")
_UNSEEN = ("Cf", "Mn", "Me", "Cc")
_BLANK = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0]")
_RARE = re.compile(f"[^ -~đĐ“”‘’–—…{_MARKS}]")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SPACES = re.compile(r"\s+")

_NAMES: dict[str, Marking] = {"mat": "mật", "toimat": "tối mật", "tuyetmat": "tuyệt mật"}

# A marking inside `Line.marked` (EXACT: with its accents; PLAIN: with none) or inside `Line.bare` (PLAIN: with any).
# Whatever is not a letter may stand between the letters.
EXACT = r"(?:t[\W_]*u[\W_]*y[\W_]*ệ[\W_]*t[\W_]*|t[\W_]*ố[\W_]*i[\W_]*)?m[\W_]*ậ[\W_]*t"
PLAIN = r"(?:t[\W_]*u[\W_]*y[\W_]*[e3][\W_]*t[\W_]*|t[\W_]*[o0][\W_]*[i1|!l][\W_]*)?m[\W_]*[a4][\W_]*t"


@dataclass(frozen=True)
class Line:
    """One line as it was written (``raw``), seen through the foldings that the rules of the gate need."""

    raw: str

    @cached_property
    def marked(self) -> str:
        """Lower case, own letters, NFC, accents kept, other signs kept: "t ố i   m ậ t!"."""
        return unicodedata.normalize("NFC", self._plain)

    @cached_property
    def bare(self) -> str:
        """The same without accents, spaces single: "t o i m a t!"."""
        return _SPACES.sub(" ", _ANY_MARK.sub("", self._plain)).strip().replace("đ", "d")

    @cached_property
    def letters(self) -> str:
        """Letters alone, with accents: "tốimật"."""
        return _NOT_LETTERS.sub("", self.marked)

    @cached_property
    def is_upper(self) -> bool:
        """No letter is written small."""
        return self.raw.upper() == self.raw

    @cached_property
    def _plain(self) -> str:
        spread = unicodedata.normalize("NFKD", self.raw.replace("\t", " "))
        if not _RARE.search(spread):
            return spread.lower()
        kept = "".join(char for char in spread if char in _MARKS or unicodedata.category(char) not in _UNSEEN)
        return _BLANK.sub("", kept).translate(_LOOK_ALIKES).lower()


def is_near(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter: another, one too many, one lost."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, left = one[start:], other[start:]
    return rest[1:] == left[1:] or rest[1:] == left or rest == left[1:]


def legacy_marking(line: Line) -> Marking | None:
    """The marking that ``line`` is in a legacy code table, or as UTF-8 read with a wrong table."""
    return _LEGACY.get(line.letters)


def name_marking(piece: str) -> Marking:
    """The marking that a piece matched by ``EXACT``, ``PLAIN`` names."""
    bare = _ANY_MARK.sub("", unicodedata.normalize("NFD", piece))
    return _NAMES[_NOT_LETTERS.sub("", bare.translate(_DIGITS))]


def _legacy_names() -> dict[str, Marking]:
    """The markings as legacy bytes, and UTF-8 bytes, look when read as Windows-1252."""
    written: dict[Marking, tuple[str, ...]] = {
        "mật": ("mËt", "maät"),
        "tối mật": ("tèimËt", "toáimaät"),
        "tuyệt mật": ("tuyÖtmËt", "tuyeätmaät"),
    }
    misread = {name: name.replace(" ", "").encode() for name in written}
    return {
        Line(text).letters: name
        for name, texts in written.items()
        for text in (*texts, misread[name].decode("cp1252", "ignore"), misread[name].decode("latin-1"))
    }


_LEGACY = _legacy_names()
