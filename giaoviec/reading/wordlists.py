"""The word lists of `data/words.txt`, by section. Read once, when the reader is first imported."""

from functools import cache
from pathlib import Path

from .words import Phrases, fold

_FILE = Path(__file__).with_name("data") / "words.txt"


def wordlist(name: str) -> Phrases:
    """A section of phrases as a table."""
    return Phrases.of((phrase, "") for phrase in phrases_of(name))


def phrases_of(name: str) -> list[str]:
    """A section's phrases as written."""
    return [phrase.strip() for line in _sections()[name] for phrase in line.split("|") if phrase.strip()]


def wordset(name: str) -> frozenset[str]:
    """A section of single words, folded."""
    return frozenset(word for line in _sections()[name] for word in fold(line).split())


@cache
def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return found
