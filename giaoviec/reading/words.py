"""Words and phrases: folding that keeps every place, tokens, and the longest phrase of a table at a place.

Phrase tables are dictionaries by first word, so that reading stays linear in the length of the text and no large
pattern has to be compiled when the command starts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|[^\w\s]")
# One spelling for the two habits of placing the tone mark: òa is written oà by many, at the end of a word only.
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_TONES = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_OLD_TONE = re.compile(r"(?<!q)(?:" + "|".join(_TONES) + r")(?!\w)")


def fold(text: str) -> str:
    """Lower case and one spelling of tone marks. Length and places stay the same."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(_new_tone, low)


def _new_tone(match: re.Match[str]) -> str:
    return _TONES[match.group()]


class Token(NamedTuple):
    """One word or mark: `text` folded, `start` and `end` in the string that was cut."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A string with its folded form and tokens; what every recogniser looks at."""

    raw: str
    low: str
    tokens: tuple[Token, ...]

    def cut(self, first: int, last: int) -> str:
        """The raw text of the tokens first..last-1, on one line."""
        if first >= last:
            return ""
        return " ".join(self.raw[self.tokens[first].start : self.tokens[last - 1].end].split())

    def raw_word(self, index: int) -> str:
        token = self.tokens[index]
        return self.raw[token.start : token.end]

    def capital(self, index: int) -> bool:
        """Does the word at this index begin with a capital letter?"""
        return index < len(self.tokens) and self.raw[self.tokens[index].start].isupper()

    def word(self, index: int) -> str:
        """The folded word at this index, an empty string outside."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""


def passage(raw: str) -> Passage:
    low = fold(raw)
    return Passage(raw, low, tuple([Token(m.group(), *m.span()) for m in _TOKEN.finditer(low)]))


@dataclass(slots=True)
class Phrases:
    """A table of phrases, found by their first word; `tags` may give each phrase a meaning."""

    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, str]]) -> "Phrases":
        """A table of (phrase, tag); the longest first at each place."""
        by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, tag in phrases:
            words = tuple(_TOKEN.findall(fold(phrase)))
            by_first.setdefault(words[0], []).append((words, tag))
        for entries in by_first.values():
            entries.sort(key=_longest_first)
        return cls(by_first)

    def at(self, tokens: tuple[Token, ...], index: int) -> int:
        """How many tokens the longest phrase that begins here has; 0 where none begins."""
        return self.match(tokens, index)[0]

    def match(self, tokens: tuple[Token, ...], index: int) -> tuple[int, str]:
        """(number of tokens, tag) of the longest phrase that begins here."""
        if not 0 <= index < len(tokens):
            return 0, ""
        for words, tag in self.by_first.get(tokens[index].text, ()):
            if _same(words, tokens, index):
                return len(words), tag
        return 0, ""

    def search(self, tokens: tuple[Token, ...], first: int = 0, last: int | None = None) -> Iterator[tuple[int, int]]:
        """(index, number of tokens) of each phrase in first..last-1, without overlaps."""
        index, stop = first, len(tokens) if last is None else last
        while index < stop:
            size = self.at(tokens, index)
            if size:
                yield index, size
            index += size or 1


def _same(words: tuple[str, ...], tokens: tuple[Token, ...], index: int) -> bool:
    if index + len(words) > len(tokens):
        return False
    return all(tokens[index + offset].text == words[offset] for offset in range(1, len(words)))


def _longest_first(entry: tuple[tuple[str, ...], str]) -> int:
    return -len(entry[0])
