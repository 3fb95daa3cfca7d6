"""How names are compared and sorted: without marks, in the Vietnamese order of letters, persons by given name."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{place:02d}" for place, letter in enumerate(_LETTERS, start=10)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHORT_FORMS = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("thanh pho", "tp"),
    ("van phong ubnd", "vp ubnd"),
)


def plain(text: str) -> str:
    """Lower case, marks stripped, đ → d, punctuation → one space: "Sở Tài chính" → "so tai chinh". Search uses it."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", letters).split())


def name_key(text: str) -> str:
    """`plain` with the usual short forms for the long ones, so that "Ủy ban nhân dân" and "UBND" are one name."""
    words = plain(text)
    for long, short in _SHORT_FORMS:
        words = re.sub(rf"\b{long}\b", short, words)
    return words


def sort_key_agency(name: str) -> str:
    """A key that sorts by code point as the Vietnamese alphabet does (a ă â b … d đ e ê …), tones last."""
    words = [_word_key(word) for word in _nfc(name).casefold().split()]
    return " ".join(key for key, _ in words)[:160] + "|" + "".join(tone for _, tone in words)[:30]


def sort_key_person(name: str) -> str:
    """Persons are sorted by given name, then family name: "Nguyễn Văn Bảo" by bảo, nguyễn, văn."""
    words = name.split()
    return sort_key_agency(" ".join([*words[-1:], *words[:-1]]))[:160]


def _word_key(word: str) -> tuple[str, str]:
    letters, tone = "", "0"
    for character in word:
        base, mark = _taken_apart(character)
        letters += _RANK.get(base, base)
        tone = mark or tone
    return letters, tone


def _taken_apart(character: str) -> tuple[str, str]:
    """A letter without its tone, and the tone: "ế" → ("ê", "4")."""
    base, *marks = list(unicodedata.normalize("NFD", character))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "")
    shape = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", base + shape), tone


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
