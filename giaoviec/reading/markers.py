"""Numbering: what stands before an item, and which kind of item it opens."""

import re
from dataclasses import dataclass

_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
# In this order: the first pattern that fits names the kind.
_KINDS = (
    ("part", re.compile(r"(?:PHẦN|Phần)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d+)\b\s*[.:–-]?\s*")),
    ("chapter", re.compile(r"(?:CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d+)\b\s*[.:–-]?\s*")),
    ("article", re.compile(r"(?:ĐIỀU|Điều)\s+\d+[a-zđ]?\s*(?:[.:]\s*|(?=\n|$))")),
    ("annex", re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?(?:[IVX]+|\d+))?\b\s*[.:–-]?\s*")),
    ("sub", re.compile(rf"{_ROMAN}\.\d{{1,2}}\.?\s+(?=[^\d\s])")),
    ("roman", re.compile(rf"{_ROMAN}(?:\s*[.)]\s*(?!\d)|/\s+|[.)]?$)")),
    ("roman", re.compile(r"I[iI]{1,2}\.\s|I[vV]\.\s")),
    ("deep", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s+(?=[^\d\s])")),
    ("sub", re.compile(r"\d{1,2}\.\d{1,2}\.?\s+(?=[^\d\s%])")),
    ("number", re.compile(r"\d{1,2}\s?\.(?!\d)\s*")),
    ("slash", re.compile(r"\d{1,2}\s?/\s+(?=\D)")),
    ("paren", re.compile(r"\d{1,2}\s?\)\s*")),
    ("bracket", re.compile(r"\(\d{1,2}\)\s*")),
    ("small", re.compile(r"\((?:x?(?:ix|iv|v?i{1,3}|v)|x)\)\s*")),
    ("letters", re.compile(r"\([a-zđ]\)\s*")),
    ("letter", re.compile(r"[a-zđ]\s?\)\s*")),
    ("letter", re.compile(r"[a-zđ]\.\s+(?=[^\W\d_])")),
    ("capital", re.compile(r"[A-HĐ]\s?[.)]\s+(?=[^\W\d_])")),
    ("plus", re.compile(r"\+\)?\s*(?=[^\W\d_\"“(]|\()")),
    ("dash", re.compile(r"[-–—−]\s*(?=[^\W\d_]|[\"“(\[0-9])")),
    ("dot", re.compile(r"[•●▪■◦○*·»➢✓►]\s*")),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """`kind` of numbering, its `text`, the `size` it takes with its space, and its `value` where it counts."""

    kind: str
    text: str
    size: int
    value: int | None


def marker_of(text: str) -> Marker | None:
    """The numbering at the beginning of a line, or None."""
    if not _may_open(text) or text[:3].lower() == "v/v":
        return None
    for kind, pattern in _KINDS:
        match = pattern.match(text)
        if match and match.group().strip():
            return Marker(kind, match.group().strip(), match.end(), _value(kind, match.group()))
    return None


_RANGE = re.compile(r"[-–—−]\s*\d")
_NUMERAL = re.compile(r"(?:[IVX]{1,5}|\d{1,2})\s?[./)]")


def is_rest_of_range(text: str, before: str) -> bool:
    """`… vụ Đông Xuân 2012 / - 2013`: the second half of a stretch of years, not an item."""
    return before[-1:].isdigit() and bool(_RANGE.match(text))


def is_only_numeral(text: str) -> bool:
    """`II./.`: the end of a sentence that broke before its last word."""
    match = _NUMERAL.match(text)
    rest = text[match.end() :] if match else ""
    return bool(rest) and not any(map(str.isalnum, rest))


def _may_open(text: str) -> bool:
    """A cheap look before the patterns are tried."""
    first = text[0]
    return not first.isalpha() or first in "PpCcĐđ" or (len(text) > 1 and (text[1] in ".)/ IVXiv"))


def _value(kind: str, text: str) -> int | None:
    digits = re.findall(r"\d+", text)
    if kind in ("number", "slash", "paren", "bracket", "article") and digits:
        return int(digits[-1])
    if kind == "roman":
        return _roman(text.strip(" .)/\n").upper())
    if kind == "letter":
        return "abcdđefghijklmnopqrstuvwxyz".find(text[0]) + 1
    return None


def _roman(text: str) -> int:
    sizes = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(char, 0) for char in text]
    return sum(-size if size < max(sizes[i:]) else size for i, size in enumerate(sizes))
