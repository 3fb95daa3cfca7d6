"""Step 2d: whom the document is addressed to (Kính gửi, Kính chuyển, điện:). Addressees are not yet assignees."""

import re
from collections.abc import Sequence

from .bodies import bodies_at
from .lexicon import TELLING, verb_at
from .lines import Line
from .view import squeeze
from .words import fold, passage

_OPENING = re.compile(r"^(?:đồng\s+)?kính (?:gửi|chuyển)\s*:?\s*|^.{0,90}?\bđiện\s*:\s*")


def addressed_at(lines: Sequence[Line], first: int) -> tuple[tuple[str, ...], int]:
    """(addressees as printed, index of the first line after them); empty where the body begins at once."""
    if first >= len(lines):
        return (), first
    match = _OPENING.match(fold(lines[first].text))
    if not match:
        return (), first
    items: list[str] = []
    rest = lines[first].text[match.end() :].strip()
    if rest:
        items.append(rest)
    index = first + 1
    while index < len(lines) and index - first < 40 and _goes_on(lines[index].text, items):
        text = lines[index].text
        if text[0] in "-+•*–" or not items:
            items.append(text.lstrip("-+•*– "))
        else:
            items[-1] = f"{items[-1]} {text}"
        index += 1
    return tuple(squeeze(item).strip(" .;,") for item in items if item.strip(" .;,")), index


def _goes_on(text: str, items: Sequence[str]) -> bool:
    """A dash, or the rest of the item before; a full stop ends the list."""
    if text[0] in "-+•*–":
        return not (items and items[-1].rstrip().endswith("."))
    if not items:
        return len(text) < 200
    before = items[-1].rstrip()
    if before.endswith("."):
        return False
    return (
        text[0].islower()
        or before.endswith((",", " và", ":", " thuộc", " của", " các", " ban"))
        or (not before.endswith(";") and _is_rest(text))
    )


def _is_rest(text: str) -> bool:
    """Quảng Trị, Huế … after a broken line: names, no sentence."""
    return (
        len(text) < 90
        and not _tells(text)
        and not re.match(
            r"(?:căn cứ|thực hiện|theo|xét|để|ngày|trong|nhằm|sau khi|qua|ủy ban|ubnd|văn phòng|chủ tịch)\b", fold(text)
        )
    )


def _tells(text: str) -> bool:
    """Does a body act here (Bộ Xây dựng nhận được …)? Then the letter itself has begun."""
    said = passage(text)
    named = bodies_at(said, 0)
    if named is None or named.after >= len(said.tokens) or not said.word(named.after)[:1].isalpha():
        return False
    return bool(verb_at(said, named.after) or TELLING.at(said.tokens, named.after) or said.word(named.after) == "có")


def bodies_of(addressees: Sequence[str]) -> tuple[str, ...]:
    """The addressees one by one, lists distributed."""
    found: list[str] = []
    for text in addressees:
        said = passage(text)
        named = bodies_at(said, 0, loose=True)
        found += named.members if named else (text,)
    return tuple(dict.fromkeys(found))
