"""Step 2c: the end of the main text. Recipients, and who signed on whose behalf."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .casing import capitalised
from .lines import Line, columns
from .view import squeeze
from .words import fold

_RECIPIENTS = re.compile(r"nơi nhận\b\s*[:.]?")
_PREFIX = re.compile(r"(?:(?:tm|kt|tl|tuq|tun|q|quyền)\s*[./]\s*|(?:t/m|k/t|t/l|t/uq)\s*\.?\s*)", re.I)
# On behalf of a collective: whoever signs alone below it has no title printed.
_COLLECTIVE = re.compile(r"(?:TM\.|T/M|T/M\.)\s")
_TITLE = re.compile(
    r"(?:(?:tm|kt|tl|tuq|q)\s*[./]\s*|(?:t/m|k/t|t/l|t/uq)\s*\.?\s*)?(?:phó\s+|quyền\s+|q\.\s*)*(?:chủ tịch"
    r"|thủ tướng|bộ trưởng|thứ trưởng|giám đốc|tổng giám đốc"
    r"|chánh|chủ nhiệm|bí thư|cục trưởng|tổng cục trưởng|chi cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng"
    r"|thống đốc|tư lệnh|chỉ huy trưởng"
    r"|trưởng|tổng thanh tra|tổng thư ký|tổng cục|tổng biên tập|thủ trưởng|kiểm toán|ủy ban|ban |bộ |hội đồng"
    r"|văn phòng|ủy viên|thường trực|đại diện|người )"
)
_LAST_TITLE = re.compile(
    r"(?:phó\s+|quyền\s+|q\.\s*)*(?:chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|giám đốc|tổng giám đốc|chánh"
    r"|chủ nhiệm|bí thư|cục trưởng|tổng cục"
    r"|chi cục|vụ trưởng|viện trưởng|hiệu trưởng|thống đốc|tư lệnh|chỉ huy|trưởng|tổng |thủ trưởng|kiểm toán)"
)
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = re.compile(
    rf"(?:(?:ThS|TS|PGS|GS|BS|KS|Thượng tướng|Đại tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá"
    rf"|Trung tá)[. ]+)*([{_UPPER}][\w'’.-]*(?:\s+[{_UPPER}][\w'’-]*){{1,5}})$"
)
_PART_NAME = re.compile(rf"[{_UPPER}][\w'’-]*$")
MOST_LINES = 80
_SIDE_BY_SIDE = re.compile(
    rf"((?:Nơi nhận|[-+•]).*?[:;.,])\s+((?:[{_UPPER}]{{1,3}}\.\s*)?[{_UPPER}][{_UPPER} ,]{{4,}})$"
)
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
    stop = _end_after(lines, named, signed=begin < named)
    cells = [text for line in lines[begin:stop] for cell in columns(line) for text in _apart(squeeze(cell.text))]
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
    shouts = text.isupper() and len(text) < 60 and not re.search(r"\d|[./]$", text)
    return shouts or bool(_NAME.match(text)) or fold(text).strip("() .") in ("đã ký", "ký")


def _end_after(lines: Sequence[Line], named: int, *, signed: bool) -> int:
    """The closing ends with the signer's name, or with the list where the signature stands above it."""
    titled = kept = False
    for index in range(named, min(len(lines), named + MOST_LINES)):
        cells = columns(lines[index])
        titled = titled or any(cell.text.isupper() and _TITLE.match(fold(cell.text)) for cell in cells)
        if titled and any(_NAME.match(cell.text) and not cell.text.isupper() for cell in cells):
            return _after_list(lines, index + 1, kept=kept or any(_keeps(cell.text) for cell in cells))
        if any(_keeps(cell.text) for cell in cells):
            kept = True
            if signed:
                return index + 1
        if _starts_annex(lines[index].text) and index > named:
            return index
    return min(len(lines), named + MOST_LINES)


def _after_list(lines: Sequence[Line], index: int, *, kept: bool) -> int:
    """In two columns the list of recipients may go on beside and below the name."""
    while not kept and index < len(lines) and lines[index].text[0] in "-+•":
        kept = _keeps(lines[index].text)
        index += 1
    return index


def _keeps(text: str) -> bool:
    """Lưu: VT, … ends every list of recipients."""
    return fold(text).lstrip("-+•*– ").startswith("lưu")


def _starts_annex(text: str) -> bool:
    return (text.isupper() and bool(_ANNEX.match(fold(text)))) or bool(re.match(r"Phụ lục\b|\[\d+\]", text))


def _apart(text: str) -> list[str]:
    """`- Như trên; KT. CHỦ TỊCH`: a scan may leave one space between the columns."""
    match = _SIDE_BY_SIDE.match(text)
    return [match.group(1), match.group(2)] if match and _TITLE.match(fold(match.group(2))) else [text]


def _split(cells: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """(recipients, lines of the signature), the two columns told apart by their wording."""
    items: list[str] = []
    block: list[str] = []
    listing = False
    for text in cells:
        match = _RECIPIENTS.match(fold(text))
        if match:
            listing = True
            text = text[match.end() :].strip()
            if not text:
                continue
        if not listing or _is_signature(text, after=items):
            block.append(text)
            if _has_kept(items):
                listing = False
        else:
            _collect(items, text)
    return tuple(filter(None, (item.strip(" .;,") for item in items))), block


def _is_signature(text: str, *, after: list[str]) -> bool:
    if text.startswith(("-", "+", "•")):
        return False
    shouts = text.isupper() and bool(_TITLE.match(fold(text)) or _PREFIX.match(text))
    return shouts or (_has_kept(after) and (bool(_NAME.match(text)) or text.isupper() or text.startswith("(")))


def _has_kept(items: Sequence[str]) -> bool:
    """Is `Lưu: …` among the last, perhaps with the mark of the file below it (Bh/VP5/2011/cv182)?"""
    return any(fold(item).startswith("lưu") for item in items[-2:])


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
    titles = [
        i for i, text in enumerate(block) if text.isupper() and _TITLE.match(fold(text)) and not re.search(r"\d", text)
    ]
    if not titles:
        return Closing(at, end, recipients, None, None, None)
    last = _run_end(titles)
    printed = [block[i] for i in titles if i <= last]
    if (
        last + 2 < len(block)
        and block[last + 1].isupper()
        and _NAME.match(block[last + 2])
        and len(block[last + 1].split()) < 3
    ):
        last += 1
        printed[-1] = f"{printed[-1]} {block[last]}"
    name = _name_after(block[last + 1 :])
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
    if _COLLECTIVE.match(printed[last]):
        return " ".join(printed), None
    alone = last == 0 or bool(_PREFIX.match(printed[last]))
    above = list(printed) if alone and _PREFIX.match(printed[last]) else list(printed[:last])
    authority = " ".join(above) or None
    return authority, capitalised_title(own)


def capitalised_title(own: str) -> str:
    """PHÓ CHÁNH VĂN PHÒNG → Phó Chánh Văn phòng."""
    low = own.lower()
    for phrase in (
        "chủ tịch",
        "thủ tướng",
        "bộ trưởng",
        "giám đốc",
        "chánh",
        "văn phòng",
        "chủ nhiệm",
        "bí thư",
        "cục trưởng",
        "trưởng ban",
    ):
        low = re.sub(rf"\b{phrase}\b", capitalised(phrase), low)
    return capitalised(low)
