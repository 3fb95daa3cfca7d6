"""Lists of bodies taken apart: "Các Sở: Tài chính, Xây dựng" is Sở Tài chính and Sở Xây dựng."""

import re
from collections.abc import Sequence

from .heads import head_at
from .names import FIELDS
from .wordlists import wordset
from .words import Passage, fold, passage

_GROUP = re.compile(
    r"(?i)^(?P<title>.*?)(?:các|hai|ba)\s+(?P<head>sở|bộ|tập đoàn|tổng công ty|ngân hàng|báo|đài|cục|vụ|ban"
    r"|hội|phòng|chi cục|trung tâm)\b\s*:?\s*(?P<rest>.*)$"
)
_UNITS = re.compile(
    r"(?i)^(?P<head>(?:chủ tịch\s+)?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+)(?:các\s+)(?P<kind>huyện|xã"
    r"|phường|tỉnh|thành phố|thị xã|quận|đặc khu)\s*:?\s+(?P<rest>\S.*)$"
)
_TITLE = re.compile(
    r"(?i)(?:đồng chí )?(?:phó )?(?:bí thư|chủ tịch|giám đốc|tổng giám đốc|bộ trưởng|thủ trưởng|trưởng ban|hiệu trưởng)"
)
_PART = wordset("unit_parts")
_BARE_UNITS = frozenset("ban ngành xã phường thị thành huyện quận đặc đơn địa".split())


def distributed(said: Passage, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Members one by one. A part that cannot stand alone (ban, ngành) stays with the one before it, as written."""
    found: list[str] = []
    open_from = 0
    head: str | None = None
    for position, (first, last) in enumerate(spans):
        text = said.cut(first, last)
        grouped = _group(text)
        follows = said.cut(*spans[position + 1]) if position + 1 < len(spans) else ""
        if grouped and (grouped[1] or _takes_head(follows)):
            head, text = grouped
            if not text:
                continue
        elif not (head and _takes_head(text)):
            head = None
        if found and head is None and _joins(found[-1], text):
            found[-1] = said.cut(open_from, last)
            continue
        open_from = first
        found.append(f"{head} {text}" if head else text)
    return tuple(dict.fromkeys(found))


def _group(text: str) -> tuple[str, str] | None:
    """(head, first name) of `Các Bộ: Quốc phòng`, `Giám đốc các Sở Tư pháp`, `UBND các huyện Tuy Phong`."""
    units = _UNITS.match(text)
    if units and units["rest"][0].isupper():
        return f"{units['head']}{units['kind']}", units["rest"]
    match = _GROUP.match(text)
    if not match:
        return None
    rest = match["rest"].strip(" :")
    if rest and (not rest[0].isupper() or rest.startswith(("Ban,", "Ngành"))):
        return None
    return f"{match['title']}{match['head'][:1].upper()}{match['head'][1:]}", rest


def _takes_head(text: str) -> bool:
    """A bare name (Công an after các Bộ), not a body of its own."""
    said = passage(text)
    if not said.tokens or not said.capital(0):
        return False
    if FIELDS.at(said.tokens, 0) == len(said.tokens):
        return True
    return not head_at(said, 0)


def _joins(before: str, text: str) -> bool:
    words = fold(text).replace(",", " ").split()
    if _TITLE.fullmatch(before):
        return True
    return bool(words) and words[0] in _PART and not _own_name(text, words)


def _own_name(text: str, words: Sequence[str]) -> bool:
    """`Xã Phú Quý`, `cơ quan thông tấn` stand alone; `ban`, `ngành`, `thị xã` do not."""
    if len(words) > 2 and words[0] not in _BARE_UNITS:
        return True
    if text[0].isupper() and head_at(passage(text), 0):
        return True
    return len(words) > 1 and text[0].isupper() and text.split()[-1][:1].isupper()
