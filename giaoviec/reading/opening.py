"""Step 2b: where the head ends, and which type and summary it states."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import bodies_at
from .kinds import TYPES, type_line, type_that_begins
from .lines import Line, columns
from .markers import is_rest_of_range, marker_of
from .view import squeeze
from .words import fold, passage

HEAD_LINES = 60
# Words that open the prose after the head.
_PROSE = re.compile(
    r"(?:ngày \d|(?:căn cứ|thực hiện|xét|theo|để|trong|nhằm|thời gian qua|hiện nay|sau khi|tiếp theo|qua |từ "
    r"|tại |do |vừa qua|vào |hôm nay"
    r"|nội dung|phúc đáp|trên cơ sở|triển khai (?:thực hiện )?(?:luật|nghị|quyết|công|chỉ|kế|kết|thông)"
    r"|trước (?:tình hình|diễn biến)|những (?:năm|tháng|ngày|tuần)|dự báo|tình hình |được sự"
    r"|ủy ban nhân dân .* (?:ban hành|yêu cầu)|ubnd .* (?:ban hành|yêu cầu))\b)"
)
_ADDRESS = re.compile(r"kính (?:gửi|chuyển)|đồng kính gửi|nơi gửi\b")
_AUTHORITY = re.compile(
    r"(?:chủ tịch|ủy ban|ubnd|thủ tướng|bộ trưởng|giám đốc|chánh|hội đồng|trưởng ban|ban thường vụ|ban chấp hành"
    r"|bộ |tổng cục|cục trưởng|thống đốc|chính phủ)"
)
_CALLS = re.compile(r"\s*,?\s+ĐIỆN\s*:\s*$")
_OPEN_END = ("của", "do", "tại", "thuộc", "là", "và", "với", "cho", "giữa", "trên", "về", "theo", "từ", ",")


@dataclass(frozen=True, slots=True)
class Opening:
    """`head`: letterhead lines; `type`, `summary` where printed; `authority`: the line that says who acts.

    `body` is the index of the first line after the head.
    """

    head: tuple[Line, ...]
    type: str | None
    summary: str | None
    authority: str | None
    body: int


def opening_of(lines: Sequence[Line]) -> Opening:
    """Cut the head off. A text without a head has an empty one and its body begins at line 0."""
    at, kind = _type_at(lines)
    if kind is not None:
        summary, end = _summary_after(lines, at + 1)
        speaker, summary = _spoken_by(summary)
        authority, end = _authority_at(lines, end)
        return Opening(_cells(lines[:at]), kind, summary, speaker or authority, end)
    end = _letter_head_end(lines)
    if end == 0 and lines:
        return _headless(lines)
    return Opening(_cells(lines[:end]), None, None, None, end)


def _cells(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(cell for line in lines for cell in columns(line))


def _type_at(lines: Sequence[Line]) -> tuple[int, str | None]:
    """The line in capitals that names the type, before any address or prose."""
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line.text.endswith(":") or _ADDRESS.match(fold(line.text)):
            return 0, None
        kind = type_line(line.text)
        if kind:
            return index, kind
        if len(line.text) > 400:
            return 0, None
    return 0, None


def _letter_head_end(lines: Sequence[Line]) -> int:
    """A letter's head ends at its address; without one, after its last letterhead line. 0: there is no head."""
    last = 0
    for index, line in enumerate(lines[:HEAD_LINES]):
        low = fold(line.text)
        if _ADDRESS.match(low):
            return index
        if _is_head_line(line.text, low):
            last = index + 1
        elif index - last > 8 or len(line.text) > 300:
            break
    return last


def _is_head_line(text: str, low: str) -> bool:
    if re.match(r"(?:s[ốóôòồ]\s*[:.]?\s*[\d.…]*\s*/|v/v|độc lập\s*[-–]|cộng hòa)", low):
        return True
    if re.search(r"ngày\s+[\d.…]{0,3}\s*tháng\s+[\d.…]{0,3}\s*năm\s+\d{4}\s*$", low) and len(text) < 70:
        return True
    return (
        text.isupper()
        and len(text) > 3
        and bool(re.match(r"(?:ủy ban|ubnd|văn phòng|bộ|sở|tỉnh|thành phố|ban |cục|tổng)", low))
    )


def _summary_after(lines: Sequence[Line], at: int) -> tuple[str | None, int]:
    """The lines after the type line up to the acting authority, the address, the legal bases or the first sentence."""
    taken: list[str] = []
    capitals = None
    index = at
    while index < min(len(lines), at + 14):
        text = lines[index].text
        low = fold(text)
        if _ends_summary(text, low, taken, capitals) or (taken and _is_authority(lines, index, taken[-1])):
            break
        if not taken and _is_authority(lines, index, ""):
            break
        taken.append(text)
        if capitals is None and len(text) > 8:
            capitals = text.isupper()
        index += 1
        if not capitals and (len(text) > 160 or sum(map(len, taken)) > 500):
            break
    return clean_summary(" ".join(taken)), index


def _spoken_by(summary: str | None) -> tuple[str | None, str | None]:
    """`KẾT LUẬN / CỦA BAN THƯỜNG VỤ TỈNH ỦY / về …`: who concludes, and what about."""
    match = re.match(r"(?i)của\s+(.{4,90}?)\s+về\s+(?:việc\s+)?(.+)$", summary or "")
    return (match.group(1), match.group(2)) if match else (None, summary)


def _ends_summary(text: str, low: str, taken: list[str], capitals: bool | None) -> bool:
    if _ADDRESS.match(low) or re.search(r"điện\s*:", low) or low.startswith("căn cứ"):
        return True
    if taken and marker_of(text):
        return not is_rest_of_range(text, taken[-1])
    if capitals and not _shouts(text):
        return not (low.startswith("về ") and all(fold(line).startswith("của ") for line in taken))
    if not taken or capitals:
        return False
    return text[0].isupper() and not _dangling(taken[-1]) and _begins_prose(text, low)


def _begins_prose(text: str, low: str) -> bool:
    """The first sentence of the body: a formula of the administration, a body that acts, a colon, or length."""
    said = passage(text[:140])
    named = bodies_at(said, 0)
    acts = named is not None and said.word(named.after) in ("đã", "yêu", "ban", "có", "nhận", "chủ", "tổ", "giao", "đề")
    return acts or bool(_PROSE.match(low)) or text.endswith(":") or len(text) > 160


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) >= 0.7 * len(letters) if letters else True


def _dangling(text: str) -> bool:
    """Does this line break off in the middle of a phrase?"""
    return fold(text).rstrip().endswith(_OPEN_END) and (
        not fold(text)[-1:].isalpha() or fold(text).split()[-1] in _OPEN_END
    )


def _is_authority(lines: Sequence[Line], index: int, before: str) -> bool:
    """Is this the line in capitals that names who acts, right before the legal bases or the order?"""
    text = lines[index].text
    if not text.isupper() or not _AUTHORITY.match(fold(text)) or (before and _dangling(before)):
        return False
    for line in lines[index + 1 : index + 4]:
        low = fold(line.text)
        if re.match(r"(?:căn cứ|xét|theo|thực hiện|để|quyết định\s*:)", low):
            return True
        if not line.text.isupper():
            return False
    return False


def _authority_at(lines: Sequence[Line], index: int) -> tuple[str | None, int]:
    """The acting authority's line(s) after the summary; `điện:` counts as one."""
    taken: list[str] = []
    while (
        index < len(lines)
        and lines[index].text.isupper()
        and len(taken) < 5
        and _AUTHORITY.match(fold(" ".join([*taken, lines[index].text])))
    ):
        taken.append(lines[index].text)
        if _CALLS.search(taken[-1]):
            return _CALLS.sub("", squeeze(" ".join(taken))), index
        index += 1
    if taken:
        return squeeze(" ".join(taken)), index
    if index < len(lines):
        match = re.match(r"([^:\n]{4,90}?)\s*,?\s*điện\s*:", lines[index].text)
        if match:
            return squeeze(match.group(1)), index
    return None, index


def clean_summary(text: str) -> str | None:
    """Without a leading "Về việc" and a closing mark."""
    bare = re.sub(r"(?i)^(?:v/v|về\s+việc)\s*[:.]?\s*", "", squeeze(text)).strip(" .;:-*_")
    return bare or None


def _headless(lines: Sequence[Line]) -> Opening:
    """A body without a head may still begin with "Kế hoạch hỗ trợ hộ nghèo …" on its first line."""
    end = 1
    while end < min(len(lines), 5) and (
        lines[end].text[0].islower() or is_rest_of_range(lines[end].text, lines[end - 1].text)
    ):
        end += 1
    first = squeeze(" ".join(line.text for line in lines[:end]))
    found = type_that_begins(first)
    if (
        found
        and found[0] in TYPES
        and len(first) < 350
        and not first.endswith((":", ";"))
        and not re.search(r"\bsố \d", fold(first[:30]))
    ):
        rest = re.sub(r"(?i)^(?:về\s+việc|v/v|về)\s+", "", first[found[1] :].strip(" :-"))
        return Opening((), found[0], clean_summary(rest), None, end)
    return Opening((), None, None, None, 0)
