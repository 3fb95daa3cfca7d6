"""A request cut into words: each as it was typed, and without its marks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

_WORD = re.compile(r"\d[\w.]*(?:[/-][\w.&]+)*|[^\W\d_]+(?:/\d+)*|[\w]+")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]")


def fold(text: str) -> str:
    """Lower case without marks, đ as d; nothing else is changed."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, without marks, and whether a comma or a stop stands after it."""

    text: str
    plain: str
    ends: bool


@dataclass(frozen=True)
class Words:
    """A request: its words, what stood in quotation marks, and the words without marks as one line of text."""

    words: tuple[Word, ...]
    quoted: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def line(self) -> str:
        """ "so, ban, nganh": a blank between two words, a comma where something ends."""
        return " ".join(f"{word.plain}," if word.ends else word.plain for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where in `line` each word begins."""
        found, at = [], 0
        for word in self.words:
            found.append(at)
            at += len(word.plain) + word.ends + 1
        return tuple(found)

    @cached_property
    def _ends(self) -> dict[int, int]:
        return {
            start + len(word.plain): i for i, (start, word) in enumerate(zip(self.starts, self.words, strict=True), 1)
        }

    def match(self, pattern: re.Pattern[str], at: int) -> tuple[re.Match[str], int] | None:
        """A pattern matched from a word on, with the word after the last; it must end where a word does."""
        found = pattern.match(self.line, self.starts[at]) if at < len(self) else None
        if found is None or found.end() == found.start():
            return None
        after = self._ends.get(found.end())
        return (found, after) if after is not None else None

    def text(self, first: int, after: int) -> str:
        """The words as they were typed."""
        return " ".join(word.text for word in self.words[first:after])


def cut(text: str) -> Words:
    """The words of a request."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    quoted = tuple(match[1].strip() for match in _QUOTED.finditer(text))
    bare = _QUOTED.sub(" , ", text)
    return Words(tuple(_words(bare)), tuple(said for said in quoted if said))


def _words(text: str) -> list[Word]:
    found = []
    for match in _WORD.finditer(text):
        said = match[0].rstrip(".")
        rest = text[match.start() + len(said) :].lstrip(" ")
        found.append(Word(said, fold(said), rest[:1] in (",", ";", ".", ":", "?", "!")))
    return found
