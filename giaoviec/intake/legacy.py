"""The two code tables of Vietnamese before Unicode, still met in old Word files and exports.

TCVN3 ("ABC", fonts .VnTime): one byte a letter. VNI-Windows (fonts VNI-Times): a base letter and a mark. Both are
met as the Windows-1252 reading of their bytes: "ThuËn", "Thuaän".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from giaoviec.intake.syllables import marked_balance

Converter = Callable[[str], str]

# Bytes A1 to FF in order (TCVN 5712:1993); ABC fonts fill only the lower-case half, which prints as capitals in the
# fonts whose names end in H.
_TCVN3_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíị"
    "òỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_FROM_A1)}
# Bytes 80 to 9F and some controls: capitals in the full standard, quotes and dashes in Windows.
_HIGH_SIGNS = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)]
_CONTROLS = "\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17"
_TCVN3_CAPITALS = dict(
    zip([*_HIGH_SIGNS, *_CONTROLS], "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True),
)
_HIGH = re.compile(f"[{''.join(_TCVN3_CAPITALS)}]")
_ALWAYS_SIGNS = "‘’“”•–—…"
_ALWAYS_LETTERS = "ŠŒŽšœžŸƒ"

_TONE_MARKS = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_ROOF_MARKS = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_BREVE_MARKS = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}

# Signs that Vietnamese in Unicode never writes: without one there is nothing to convert.
_TELLTALE = re.compile("[¢-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")


def from_tcvn3(text: str) -> str:
    """Unicode (NFC) for the Windows-1252 reading of TCVN3 bytes; other characters stay."""
    letters = text.translate(_TCVN3)
    return unicodedata.normalize("NFC", _HIGH.sub(_capital, letters))


def _capital(found: re.Match[str]) -> str:
    """The letter for a byte of 80 to 9F beside capitals; quotes and dashes need one on each side."""
    text, place, sign = found.string, found.start(), found[0]
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    if sign in _ALWAYS_LETTERS:
        is_letter = before.isalpha() or after.isalpha()
    elif sign in _ALWAYS_SIGNS:
        is_letter = before.isupper() and after.isupper()
    else:
        is_letter = before.isupper() or after.isupper()
    return _TCVN3_CAPITALS[sign] if is_letter else sign


def from_vni(text: str) -> str:
    """Unicode (NFC) for the Windows-1252 reading of VNI-Windows bytes; other characters stay."""
    return _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)


def find_converter(text: str) -> Converter | None:
    """The table that makes more Vietnamese of ``text`` than it is already, or None."""
    if not _TELLTALE.search(text):
        return None
    suspicious = "\n".join(line for line in text.split("\n") if _TELLTALE.search(line))[:20_000]
    best = max((from_tcvn3, from_vni), key=lambda convert: marked_balance(convert(suspicious)))
    return best if marked_balance(best(suspicious)) > max(marked_balance(suspicious), 0) else None


def convert_lines(text: str, *, converter: Converter) -> str:
    """``text`` with each line converted that becomes more Vietnamese by it: mixed documents keep their good lines."""
    return "\n".join(convert_line(line, converter=converter) for line in text.split("\n"))


def convert_line(line: str, *, converter: Converter) -> str:
    """``line`` converted where that makes more Vietnamese of it."""
    if line.isascii() or not _TELLTALE.search(line):
        return line
    converted = converter(line)
    return converted if marked_balance(converted) > max(marked_balance(line), 0) else line


def _vni_pairs() -> Iterator[tuple[str, str]]:
    for base in "aeouy":
        for sign, tone in _TONE_MARKS.items():
            yield base + sign, base + tone
    for base in "aeo":
        for sign, tone in _ROOF_MARKS.items():
            yield base + sign, base + "\u0302" + tone
    for sign, tone in _BREVE_MARKS.items():
        yield "a" + sign, "a\u0306" + tone
    for horned, letter in (("ô", "ơ"), ("ö", "ư")):
        for sign, tone in _TONE_MARKS.items():
            yield horned + sign, letter + tone
    yield from _VNI_LETTERS.items()


def _vni_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for code, letters in _vni_pairs():
        letter = unicodedata.normalize("NFC", letters)
        table[code] = letter
        table[code.upper()] = letter.upper()
        table[code[0].upper() + code[1:]] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
