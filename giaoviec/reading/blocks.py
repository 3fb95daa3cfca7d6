"""Step 3: blocks. Lines that were wrapped are joined again; a block is one heading, item or paragraph.

Hard-wrapped text has no mark for the end of a paragraph. A new block begins at a numbering, or at a capital after a
closing mark, unless the line before is so full that it was wrapped there by chance.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import bodies_at
from .heads import head_at
from .lexicon import CLOSINGS, OPENERS, ORDERS, TRAILING, begins_with_order, verb_at
from .lines import Line
from .markers import Marker, is_only_numeral, is_rest_of_range, marker_of
from .names import FIELDS, PLURALS
from .wordlists import phrases_of
from .words import Passage, fold, passage

_CLOSED = re.compile(r"(?:[.;:!?…]|\./\.|[.;:]\s*[\"”’)\]]|[\"”])\s*(?:\[\d+\])?$")
# Verbs whose object may be the body on the next line: the item does not end before it.
_OBJECT_WAITS = re.compile(
    r"\b(?:giao|yêu cầu|đề nghị|chỉ đạo|phối hợp|đôn đốc|hướng dẫn|báo cáo|trình|tham mưu|gửi|hỗ trợ|phân công"
    r"|do|của|cho|trước)\b"
)
_OBJECT_WAITS_HERE = re.compile(_OBJECT_WAITS.pattern + r"(?: cho| với)?$")
# What follows a dash inside a name: Lao động / - Thương binh, Văn hóa / - Xã hội.
_SECOND_HALF = re.compile(r"(?:xã hội|thương binh|truyền hình|kế hoạch|kiến trúc|khen thưởng|năng lượng|tài chính)\b")
_THIS_PAPER = re.compile(
    r"(?:nghị quyết|quyết định|chỉ thị|kế hoạch|công điện|thông báo|chương trình|quy định|quy chế) này\b"
)
_RECOUNTS = re.compile(r"(?:thực hiện|theo|tiếp theo|triển khai|căn cứ)\b")
# A colon after which a list of names goes on: các tỉnh: / Khánh Hòa, Đắk Lắk.
_NAMES_FOLLOW = re.compile(
    r"\b(?:các|hai|ba) (?:tỉnh|thành phố|bộ|sở|tập đoàn|xã|phường|huyện|cơ quan)[^:]{0,40}:$"
    r"|(?:cơ quan|đơn vị|[.;(]|^(?:\w{1,2}[.)])?\W*) ?"
    r"(?:chủ trì|phối hợp|thực hiện|thời gian(?: thực hiện| hoàn thành)?|sản phẩm):$"
)
# Words whose number may stand on the next line (quý / IV; khóa / XV.).
_NUMBERED_AFTER = re.compile(
    r"\b(?:ngày|tháng|năm|số|điều|khoản|mục|quý|kỳ|khóa|khoá|chương|phần|cấp|loại|vùng|nhóm|hạng|đoạn|đợt|điểm|thứ|lần"
    r"|lục|bảng|biểu|tổ|khu|quân khu|lớp|bậc)$"
)
# Numbering that also counts inside a sentence: (i) …; (ii) …
_INNER = ("small", "letters", "bracket")
_FIRST_INNER = re.compile(r"[^\s.;] ?[:,;]? \((?:(i)|(a)|(1))\) ")
# A heading that only names a matter: 1. Về công tác xây dựng pháp luật.
_OF_MATTER = re.compile(r"(?:\w{1,4}[.)]\s*)?về \w")
_FOOTNOTE = re.compile(r"\[\d+\]\s")
_HEADS = frozenset({"sở", "bộ", "ban", "cục", "các", "ubnd"})
# Words after which a phrase goes on.
_LISTED = (",", *(f" {phrase}" for phrase in phrases_of("dangling")))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its place in the view, its numbering and its words (without the numbering)."""

    start: int
    end: int
    marker: Marker | None
    said: Passage
    offset: int

    @property
    def text(self) -> str:
        return self.said.raw


@dataclass(slots=True)
class _Open:
    """A block being gathered."""

    start: int
    end: int
    marker: Marker | None
    tail: str
    size: int
    head: str
    inner: tuple[str, ...] = ()
    said: str = ""


def blocks_of(lines: Sequence[Line], text: str, *, width: int) -> tuple[Block, ...]:
    """The blocks of these lines; `width` is the wrap width (0: every line is a paragraph)."""
    done: list[Block] = []
    current: _Open | None = None
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        marker = _marker(line, current, width)
        ahead = f"{line.text} {after.text}" if after else line.text
        if current is not None and not _begins(line, marker, current, width, ahead=ahead):
            _take(current, line)
            continue
        if current is not None:
            done.append(_closed(current, text))
        current = _Open(line.start, line.end, marker, line.text, 0, line.text)
        _take(current, line)
    if current is not None:
        done.append(_closed(current, text))
    return tuple(done)


def _take(current: _Open, line: Line) -> None:
    """The line goes on with the block; what it counts inside its sentence is kept in mind."""
    current.end, current.tail, current.size = line.end, line.text, current.size + len(line.text)
    if len(current.said) < 300:
        current.said = f"{current.said} {line.text}".lstrip()
    found = _FIRST_INNER.search(line.text)
    if found:
        current.inner = (*current.inner, _INNER[(found.lastindex or 1) - 1])


def _closed(block: _Open, text: str) -> Block:
    raw = text[block.start : block.end]
    marker = block.marker
    skip = len(raw) - len(raw[marker.size :].lstrip()) if marker else 0
    return Block(block.start, block.end, marker, passage(raw[skip:]), block.start + skip)


def _marker(line: Line, current: _Open | None, width: int) -> Marker | None:
    """The line's numbering, unless it is the tail of a broken sentence (tháng / 12. ; Đạo Nghĩa / - Quảng Khê)."""
    marker = marker_of(line.text)
    if marker is None or current is None or _CLOSED.search(current.tail):
        return marker
    if is_rest_of_range(line.text, current.tail) or is_only_numeral(line.text):
        return None
    rest = line.text[marker.size :]
    if (
        rest[:1].islower()
        and marker.kind in ("dash", "number", "capital", "roman", "letter")
        and not begins_with_order(rest)
    ):
        return None
    if marker.kind in ("number", "roman") and _NUMBERED_AFTER.search(fold(current.tail)):
        return None
    if marker.kind in _INNER and marker.kind in current.inner:
        return None
    if (
        marker.kind in ("dash", "article", "chapter", "part")
        and _full(current.tail, line.text, width)
        and not begins_with_order(rest)
    ):
        return None if _dangles(current.tail) or _is_name(rest) or _SECOND_HALF.match(fold(rest)) else marker
    return marker


def _is_name(text: str) -> bool:
    """Two capitalised words: the second half of Đạo Nghĩa - Quảng Khê."""
    words = text.split()
    return len(words) >= 2 and words[0][:1].isupper() and words[1][:1].isupper()


def _begins(line: Line, marker: Marker | None, current: _Open, width: int, *, ahead: str) -> bool:
    """Does this line begin a new block? `ahead` is the line with the next one, for names broken between them."""
    if marker is not None or _FOOTNOTE.match(line.text):
        return not _waits(current)
    if _waits(current) or TRAILING.at(passage(line.text[:40]).tokens, 0):
        return False
    first = line.text[0]
    if current.tail.count("(") > current.tail.count(")"):
        return False
    if first.islower() or first in ",;.)”%/":
        return False
    if first.isdigit() and not _CLOSED.search(current.tail):
        return False
    if not width:
        matter = _ends_matter(current, line.text, width) and _acts(passage(ahead[:160]))
        return matter or not _dangles(current.tail) or _begins_order_under(line.text, current)
    return _begins_wrapped(line.text, current, width, ahead=ahead)


def _begins_wrapped(text: str, current: _Open, width: int, *, ahead: str) -> bool:
    """The same for a line with a capital, in a text of a known line width."""
    if current.tail.endswith(";") and _goes_on_after_semicolon(text, current):
        return False
    if current.tail.endswith(":"):
        return not _NAMES_FOLLOW.search(fold(current.tail))
    if _CLOSED.search(current.tail):
        return not _full(current.tail, text, width) or _stands_apart(text) or _heads_list(text, current)
    if current.marker and _begins_order_under(text, current) and _only_bodies(current):
        return True
    return _breaks_after(current, text, width, ahead=ahead)


def _begins_order_under(text: str, current: _Open) -> bool:
    """Does an order begin here, and no half of a name (Thanh tra Sở / Phối hợp …, but not Giám đốc Sở / Xây dựng)?"""
    if not begins_with_order(text):
        return False
    named = f" {current.tail}".endswith((" Sở", " xã hội"))
    return not _dangles(current.tail) or (named and not FIELDS.at(passage(text[:60]).tokens, 0))


def _waits(current: _Open) -> bool:
    """A numbering alone on its line waits for its text."""
    return current.marker is not None and current.size <= current.marker.size


def _full(tail: str, after: str, width: int) -> bool:
    """Would the next word not have fitted on the line?"""
    return width > 0 and len(tail) + 1 + len(after.split(maxsplit=1)[0]) > 0.92 * width


def _stands_apart(text: str) -> bool:
    """Labels, addresses and orders begin their own paragraph whatever the line before looks like."""
    said = passage(text[:140])
    named = bodies_at(said, 0)
    if named is not None and said.word(named.after) in ("đề", "yêu", "thông", "kính", "trân", "được"):
        return True
    return bool(
        OPENERS.at(said.tokens, 0)
        or CLOSINGS.at(said.tokens, 0)
        or _THIS_PAPER.match(said.low)
        or re.match(r"[^:]{3,40}:\s", text)
    )


def _goes_on_after_semicolon(text: str, current: _Open) -> bool:
    """The next body of a list of bodies; or, after what is carried out, the sentence that opens the orders."""
    if _only_bodies(current) and bodies_at(passage(text[:140]), 0):
        return True
    return current.marker is None and text.endswith("yêu cầu:") and bool(_RECOUNTS.match(fold(current.said)))


def _heads_list(text: str, current: _Open) -> bool:
    """`Trưởng các thôn có trách nhiệm:` after a sentence that has ended."""
    return text.endswith(":") and current.tail.endswith(".") and bodies_at(passage(text[:140]), 0) is not None


def _only_bodies(current: _Open) -> bool:
    """Is all so far a list of bodies (1. Các sở, ban, ngành;), which the next line goes on with?"""
    if current.size > 250:
        return False
    said = passage(current.said[current.marker.size if current.marker else 0 :])
    named = bodies_at(said, ORDERS.at(said.tokens, 0))
    return named is not None and named.after >= len(said.tokens) - 1


def _dangles(tail: str) -> bool:
    """Does the line break off in the middle of a phrase (… của / Sở)?"""
    said = passage(tail[-40:])
    size = len(said.tokens)
    if said.low.endswith(_LISTED) or said.word(size - 1) in _HEADS:
        return True
    return any(verb_at(said, size - n) == n and not _of_name(said, size - n) for n in (1, 2, 3))


def _of_name(said: Passage, index: int) -> bool:
    """`Sở Xây dựng`, `Bộ Xây dựng`: a verb in small letters, a name here."""
    return index > 0 and said.capital(index) and said.word(index - 1) in ("sở", "bộ")


def _shouts(text: str) -> bool:
    """Capitals, and more of them than in a Roman numeral."""
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _acts(said: Passage) -> bool:
    """Does the line begin with a body and its verb (Sở Y tế chủ trì …)?"""
    named = bodies_at(said, 0)
    if named is None or named.after < 3:
        return False
    return verb_at(said, named.after) > 0 or len(said.tokens) - named.after <= 1


def _ends_matter(current: _Open, text: str, width: int) -> bool:
    """Is the block so far a heading that names a matter, ended before the line was full (1. Về vật liệu xây dựng)?"""
    if not current.marker or not _OF_MATTER.match(fold(current.said)) or _full(current.tail, text, width):
        return False
    tail = fold(current.tail)
    return not tail.endswith(_LISTED) and not _OBJECT_WAITS_HERE.search(tail)


def _breaks_after(current: _Open, text: str, width: int, *, ahead: str) -> bool:
    """No closing mark before, a capital now: a heading ended, or a name goes on."""
    if _shouts(current.tail) and len(current.tail) > 12 and not _shouts(text):
        return True
    if _ends_matter(current, text, width) and _acts(passage(ahead[:160])):
        return True
    if _dangles(current.tail):
        return False
    if _shouts(current.tail) != _shouts(text):
        return len(text) > 3
    if _shouts(current.tail):
        return False
    said = passage(text[:140])
    if (PLURALS.at(said.tokens, 0) or said.word(1) in (",", "ban")) and head_at(said, 0):
        return True
    if current.marker and current.size < 100 and len(current.tail) < 0.7 * width and _acts(passage(ahead[:160])):
        return not _OBJECT_WAITS.search(fold(current.head))
    return not _full(current.tail, text, width) and (begins_with_order(text) or bool(OPENERS.at(said.tokens, 0)))
