"""The names that a request may use: handed in, each with the forms under which people know it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from giaoviec.rules.asking.words import Words, cut, fold

KINDS = ("agency", "leader", "unit", "field", "officer")
"""What a name may be of: an agency, who directs, the Office's unit that monitors, a field, an agency's own officer."""

_RANKS = ("xa", "phuong", "dac khu", "thi tran", "thi xa", "huyen", "thanh pho")
_COMMITTEES = ("uy ban nhan dan", "ubnd")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a name: what it is, its key, and everything it is called."""

    kind: str
    key: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """All names at once, found by their words."""

    named: Sequence[Named]

    @cached_property
    def _by_words(self) -> dict[str, dict[tuple[str, ...], list[str]]]:
        found: dict[str, dict[tuple[str, ...], list[str]]] = {
            kind: defaultdict(list) for kind in (*KINDS, "bare", "given")
        }
        for one in self.named:
            for form in dict.fromkeys(_plain(form) for form in one.forms):
                found[one.kind][form].append(one.key)
                if one.kind == "agency" and form[0] == "so" and len(form) > 1:
                    found["bare"][form[1:]].append(one.key)
                if one.kind == "leader":
                    found["given"][form[-1:]].append(one.key)
        return found

    @cached_property
    def _longest(self) -> dict[str, int]:
        return {kind: max(map(len, forms), default=0) for kind, forms in self._by_words.items()}

    def at(self, words: Words, at: int, kind: str) -> tuple[list[str], int] | None:
        """The keys that the longest name of a kind from a word on means, and the word after it.

        "bare" is the name of a sở without that word, as it is written after another: "Sở Xây dựng, Tài chính"; "given"
        a leader's given name, which means him behind his title only.
        """
        for after in range(min(len(words), at + self._longest[kind]), at, -1):
            form = tuple(word.plain for word in words.words[at:after])
            if keys := self._by_words[kind].get(form):
                return list(dict.fromkeys(keys)), after
        return None


@lru_cache(maxsize=16_384)
def _plain(form: str) -> tuple[str, ...]:
    return tuple(word.plain for word in cut(form).words) or ("",)


def agency_forms(names: Iterable[str]) -> tuple[str, ...]:
    """Every way to call an agency that follows from its names: without "UBND", without its rank, by initials."""
    return tuple(dict.fromkeys(form for name in names for form in _forms(name) if form))


@lru_cache(maxsize=4_096)
def _forms(name: str) -> tuple[str, ...]:
    return (*_of_agency(" ".join(_plain(name))), *_shortened(name))


def _of_agency(name: str) -> Iterator[str]:
    head, _, tail = name.rpartition(" ")
    for form in (name, head) if tail == "tinh" and " " in head else (name,):
        yield form
        if form.startswith("ban quan ly "):
            yield f"bql {form.removeprefix('ban quan ly ')}"
    if name.startswith("so "):
        initials = "".join(word[0] for word in name.split()[1:] if word != "va")
        yield from (f"so {initials}", f"s{initials}", f"so s{initials}")
    yield from _of_commune(name)


def _shortened(name: str) -> Iterator[str]:
    """ "Sở Văn hóa, Thể thao và Du lịch" is also "Sở Văn hóa", and is written without "và"."""
    plain = fold(name)
    if plain.startswith("so "):
        yield re.split(r",| va ", plain)[0]
        yield " ".join(word for word in _plain(name) if word != "va")


def _of_commune(name: str) -> Iterator[str]:
    """Xã, phường, đặc khu: with its rank, with "UBND" before it, and its name alone where that is two words or more."""
    for long in _COMMITTEES:
        name = name.removeprefix(f"{long} ")
    for rank in _RANKS:
        core = name.removeprefix(f"{rank} ")
        if core != name:
            for form in (name, core) if " " in core else (name,):
                yield from (form, *(f"{long} {form}" for long in _COMMITTEES))


def person_forms(name: str) -> tuple[str, ...]:
    """A person by the whole name, or by its last two words."""
    words = name.split()
    return (name, " ".join(words[-2:])) if len(words) > 2 else (name,)
