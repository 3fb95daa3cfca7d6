"""Capitals taken back: a heading in capitals becomes ordinary text, with names as the body writes them."""

import re

from .places import NAMES
from .wordlists import phrases_of
from .words import fold

_RUN = re.compile(r"(?<=[a-zà-ỹ,;:(] )[A-ZĐÀ-Ỹ][\w'’]*(?:[ -]+(?:(?:và|của) )?[A-ZĐÀ-Ỹ0-9][\w'’.]*)*")
_STANDARD = {fold(name): name for name in (*phrases_of("names_in_case"), *NAMES)}
_KIND = re.compile(r"(?i)^(?:.*\s)?(huyện|thị xã|thành phố|quận|xã|phường|đặc khu|thị trấn|tỉnh)\s+(\S.*)$")
_WORD = re.compile(r"[\w'’]+")


def recase(text: str, body: str) -> str:
    """`text` in ordinary case when it stands in capitals; otherwise as it is."""
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char.isupper() for char in letters) < 0.7 * len(letters):
        return text
    names = dict(_STANDARD)
    for match in _RUN.finditer(body):
        if " " in match.group():
            names.setdefault(fold(match.group()), match.group())
    return _apply(text, names)


def _apply(text: str, names: dict[str, str]) -> str:
    low = fold(text)
    words = list(_WORD.finditer(low))
    result, done, index = [], 0, 0
    while index < len(words):
        name, size = _longest(low, words, index, names)
        start, end = words[index].start(), words[index + size - 1].end()
        result += [text[done:start], name if name else _plain(text[start:end])]
        done, index = end, index + size
    return "".join([*result, text[done:]])


def _longest(low: str, words: list[re.Match[str]], index: int, names: dict[str, str]) -> tuple[str | None, int]:
    for size in range(min(9, len(words) - index), 0, -1):
        name = names.get(low[words[index].start() : words[index + size - 1].end()])
        if name:
            return name, size
    return None, 1


def _plain(raw: str) -> str:
    """Words with digits or without vowels are codes and keep their capitals."""
    low = raw.lower()
    return raw if any(c.isdigit() for c in raw) or not re.search(r"[aeiouyà-ỹ]", low) else low


def named_unit(name: str) -> str:
    """Ủy ban nhân dân xã tuy phong → … xã Tuy Phong: what follows the last word for a kind of unit is its name."""
    match = _KIND.search(name)
    if not match or match.group(2) != match.group(2).lower():
        return name
    return name[: match.start(2)] + " ".join(word[:1].upper() + word[1:] for word in match.group(2).split())


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
