"""Step 2c: the end of the main text. Recipients, and who signed on whose behalf."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .casing import capitalised
from .lines import Line, columns
from .view import squeeze
from .words import fold

_RECIPIENTS = re.compile(r"nơi nhận\b\s*[:.]?")
_PREFIX = re.compile(r"(?:tm|kt|tl|tuq|tun|t/m|k/t|t/l|q|quyền)\s*[./]\s*", re.I)
_TITLE = re.compile(
    r"(?:(?:tm|kt|tl|tuq|t/m|k/t|t/l|q)\s*[./]\s*)?(?:phó\s+|quyền\s+|q\.\s*)*(?:chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|giám đốc|tổng giám đốc"
    r"|chánh|chủ nhiệm|bí thư|cục trưởng|tổng cục trưởng|chi cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|thống đốc|tư lệnh|chỉ huy trưởng"
    r"|trưởng|tổng thanh tra|tổng thư ký|tổng cục|tổng biên tập|thủ trưởng|kiểm toán|ủy ban|ban |bộ |hội đồng|văn phòng|ủy viên|thường trực|đại diện|người )"
)
_LAST_TITLE = re.compile(
    r"(?:phó\s+|quyền\s+|q\.\s*)*(?:chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|giám đốc|tổng giám đốc|chánh|chủ nhiệm|bí thư|cục trưởng|tổng cục"
    r"|chi cục|vụ trưởng|viện trưởng|hiệu trưởng|thống đốc|tư lệnh|chỉ huy|trưởng|tổng |thủ trưởng|kiểm toán)"
)
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = re.compile(rf"(?:(?:ThS|TS|PGS|GS|BS|KS|Thượng tướng|Đại tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá)[. ]+)*([{_UPPER}][\w'’.-]*(?:\s+[{_UPPER}][\w'’-]*){{1,5}})$")
_PART_NAME = re.compile(rf"[{_UPPER}][\w'’-]*$")
_ANNEX = re.compile(r"(?:phụ lục|danh mục|biểu|bảng|phụ biểu|mẫu)\b")


@dataclass(frozen=True, slots=True)
class Closing:
    """`at`: index of the first line after the body; `end`: of the first line after the signature (annexes)."""

    at: int
    end: int
    recipients: tuple[str, ...] | None
    authority: str | None
    title: str | None
    signer: str | None


def closing_of(lines: Sequence[Line], first: int) -> Closing:
    """Recipients and signature after line `first`; a text without them ends where its lines end."""
    named = next((i for i in range(first, len(lines)) if _has_recipients(lines[i])), None)
    if named is None:
        return _unlisted(lines, first)
    begin = _signature_above(lines, first, named)
    stop = _annex_after(lines, named)
    cells = [cell for line in lines[begin:stop] for cell in columns(line)]
    recipients, block = _split(cells)
    return _signed(block, at=begin, end=stop, recipients=recipients)


def _has_recipients(line: Line) -> bool:
    low = fold(line.text)
    return "nơi nhận" in low and any(_RECIPIENTS.match(fold(cell.text)) for cell in columns(line))


def _signature_above(lines: Sequence[Line], first: int, named: int) -> int:
    """The signature may be printed before the recipients: its lines right above them belong to the closing."""
    index = named
    while index > first and named - index < 7 and _signs(lines[index - 1].text):
        index -= 1
    block = [line.text for line in lines[index:named]]
    return index if any(_TITLE.match(fold(text)) and text.isupper() for text in block) else named


def _signs(text: str) -> bool:
    return (text.isupper() and len(text) < 60) or bool(_NAME.match(text)) or fold(text).strip("() .") in ("đã ký", "ký")


def _annex_after(lines: Sequence[Line], named: int) -> int:
    """Annexes begin at a line in capitals that says so, after the signature."""
    for index in range(named + 1, len(lines)):
        text = lines[index].text
        if text.isupper() and _ANNEX.match(fold(text)) or re.match(r"Phụ lục\b", text):
            return index
        if re.match(r"\[\d+\]", text):
            return index
    return len(lines)


def _split(cells: Sequence[Line]) -> tuple[tuple[str, ...], list[str]]:
    """(recipients, lines of the signature), the two columns told apart by their wording."""
    items: list[str] = []
    block: list[str] = []
    listing = False
    for cell in cells:
        text = squeeze(cell.text)
        match = _RECIPIENTS.match(fold(text))
        if match:
            listing = True
            text = text[match.end() :].strip()
            if not text:
                continue
        if not listing or _is_signature(text, after=items):
            block.append(text)
            if items and fold(items[-1]).startswith("lưu"):
                listing = False
        else:
            _collect(items, text)
    return tuple(filter(None, (item.strip(" .;,") for item in items))), block


def _is_signature(text: str, *, after: list[str]) -> bool:
    if text.startswith(("-", "+", "•")):
        return False
    shouts = text.isupper() and bool(_TITLE.match(fold(text)) or _PREFIX.match(text))
    kept = bool(after) and fold(after[-1]).startswith("lưu")
    return shouts or (kept and (bool(_NAME.match(text)) or text.isupper() or text.startswith("(")))


def _collect(items: list[str], text: str) -> None:
    if text[0] in "-+•*–":
        items.append(text.lstrip("-+•*– "))
    elif items and (text[0].islower() or text[0] in "(,;" or not items[-1].endswith((";", "."))):
        items[-1] = f"{items[-1]} {text}"
    else:
        items.append(text)


def _unlisted(lines: Sequence[Line], first: int) -> Closing:
    """No list of recipients: the last title in capitals near the end that is followed by a name."""
    for index in range(len(lines) - 1, max(first, len(lines) - 16), -1):
        if _NAME.match(lines[index].text) and index > first and _upper_title(lines[index - 1].text):
            begin = index - 1
            while begin > first and lines[begin - 1].text.isupper() and _TITLE.match(fold(lines[begin - 1].text)):
                begin -= 1
            block = [squeeze(line.text) for line in lines[begin : index + 1]]
            return _signed(block, at=begin, end=index + 1, recipients=None)
    return Closing(len(lines), len(lines), None, None, None, None)


def _upper_title(text: str) -> bool:
    return text.isupper() and bool(_LAST_TITLE.match(fold(_PREFIX.sub("", text))))


def _signed(block: Sequence[str], *, at: int, end: int, recipients: tuple[str, ...] | None) -> Closing:
    titles = [i for i, text in enumerate(block) if text.isupper() and _TITLE.match(fold(text)) and not re.search(r"\d", text)]
    if not titles:
        return Closing(at, end, recipients, None, None, None)
    last = _run_end(titles)
    name = _name_after(block[last + 1 :])
    printed = [block[i] for i in titles if i <= last]
    authority, title = _title_of(printed)
    return Closing(at, end, recipients, authority, title if name else None, name)


def _run_end(titles: Sequence[int]) -> int:
    """The last title of the first run of titles; a second signature block is another document's."""
    last = titles[0]
    for index in titles[1:]:
        if index - last > 2:
            break
        last = index
    return last


def _name_after(block: Sequence[str]) -> str | None:
    for index, text in enumerate(block[:5]):
        match = _NAME.match(text)
        if match:
            return _proper(match.group(1))
        following = block[index + 1] if index + 1 < len(block) else ""
        if _PART_NAME.match(text) and not text.isupper() and (_NAME.match(f"{text} {following}")):
            return _proper(f"{text} {following}")
    return None


def _proper(name: str) -> str:
    words = name.split()
    return " ".join(word.capitalize() if name.isupper() else word for word in words)


def _title_of(printed: Sequence[str]) -> tuple[str | None, str | None]:
    """(authority lines, title of the person): the title is what stands last, without its prefix."""
    last = len(printed) - 1
    own = _PREFIX.sub("", printed[last]).strip()
    alone = last == 0 or bool(_PREFIX.match(printed[last]))
    above = list(printed) if alone and _PREFIX.match(printed[last]) else list(printed[:last])
    authority = " ".join(above) or None
    return authority, capitalised_title(own)


def capitalised_title(own: str) -> str:
    """PHÓ CHÁNH VĂN PHÒNG → Phó Chánh Văn phòng."""
    low = own.lower()
    for phrase in ("chủ tịch", "thủ tướng", "bộ trưởng", "giám đốc", "chánh", "văn phòng", "chủ nhiệm", "bí thư", "cục trưởng", "trưởng ban"):
        low = re.sub(rf"\b{phrase}\b", capitalised(phrase), low)
    return capitalised(low)
