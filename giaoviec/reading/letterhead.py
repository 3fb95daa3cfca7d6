"""Step 2a: the letterhead. Issuer lines, number, symbol, place, date, stamps, subject of a letter.

The head is looked at as one string with line feeds; each particular found is blanked out, so that what is left before
the number is the issuer. Nothing is taken from the body: numbers there are those of cited documents.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from .places import is_place
from .view import squeeze
from .words import fold

_MOTTO = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|đảng\s+cộng\s+sản\s+việt\s+nam"
    r"|độc\s+lập\s*[-–—.]*\s*tự\s+do\s*[-–—.]*\s*hạnh\s+phúc"
)
_PARTIAL_MOTTO = re.compile(r"(?m)^\s*(?:cộng\s+h(?:òa|oà)\s+xã\s+hội|chủ\s+nghĩa\s+việt\s+nam)\s*$")
_DATE = re.compile(
    r",?\s*(?:hồi\s+\d{1,2}\s*(?:giờ|h)\s*\d{0,2}\s*(?:phút)?\s*,?\s*)?ngày\s+([\d.…\s]{0,8}?)\s*tháng\s+"
    r"([\d.…\s]{0,8}?)\s*năm\s+(\d{4}|[\d.…]{2,6})"
)
_NUMBER = re.compile(
    r"(?m)(?:^|(?<=\s))s[ốóôòồ]\s*[:.]?\s*(?P<number>\d[\d ]{0,6}\d|\d|[.…_]{2,}|)\s*(?:/\s*(?P<year>(?:19"
    r"|20)\d\d)\s*)?(?P<join>[-–/])\s*"
    r"(?P<symbol>[^\W\d_][\w&/.\-–]*(?:\s*[-–]\s*[^\W_][\w&.]*)*)"
)
# A scan loses the hyphen between what the document is and whose it is: 18/CTUBND.
_RUN_TOGETHER = re.compile(r"^(QĐ|CT|CĐ|KH|TB|KL|PC|CTr|HD|NQ|BC|TTr)(?=(?:VP)?UBND\b|HĐND\b|TTg\b|VPCP\b|CP\b)")
_BARE_NUMBER = re.compile(r"(?m)^\s*số\s*[:.]?\s*(?P<number>\d{1,6})\s*$")
_SUBJECT = re.compile(r"(?m)(?:^|(?<=\s))(?:v/v|v/việc|về việc)\s*[:.]?\s*")
_URGENCY = re.compile(r"(?m)^\s*(hỏa tốc(?: hẹn giờ)?|thượng khẩn|khẩn)\s*[.!]?\s*$")
_SECRECY = re.compile(r"(?m)^\s*(tuyệt mật|tối mật|mật)\s*[.!]?\s*$")
_STAR = re.compile(r"(?m)^[\s*_\-–—.]+$")


@dataclass(slots=True)
class Letterhead:
    """What stands above the type line or above Kính gửi; None or empty where it is not printed."""

    issuer: str = ""  # its lines as printed
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issued_on: date | None = None
    urgency: str | None = None
    secrecy: str | None = None
    subject: str | None = None
    printed: bool = field(default=False)


def letterhead_of(head: str) -> Letterhead:
    """The particulars in the head's lines (joined by line feeds, columns already apart)."""
    sheet = _Sheet(head)
    found = Letterhead()
    found.printed = _blank_motto(sheet)
    found.urgency, found.secrecy = sheet.stamp(_URGENCY), sheet.stamp(_SECRECY)
    at = _take_number(sheet, found)
    _take_date(sheet, found)
    sheet.blank(_STAR)
    subject = _SUBJECT.search(sheet.low)
    if subject:
        found.subject = squeeze(sheet.raw[subject.end() :]).rstrip(" .;,") or None
    limit = min(at, subject.start() if subject else len(head))
    found.issuer = "\n".join(filter(None, map(squeeze, sheet.raw[:limit].splitlines())))
    found.printed = found.printed or found.number is not None or found.issued_on is not None
    return found


class _Sheet:
    """The head with what was already understood blanked out, raw and folded side by side."""

    def __init__(self, raw: str) -> None:
        self.raw, self.low = raw, fold(raw)

    def clear(self, start: int, end: int) -> None:
        gap = re.sub(r"[^\n]", " ", self.raw[start:end])
        self.raw = self.raw[:start] + gap + self.raw[end:]
        self.low = self.low[:start] + gap + self.low[end:]

    def blank(self, pattern: re.Pattern[str]) -> bool:
        found = [match.span() for match in pattern.finditer(self.low)]
        for start, end in found:
            self.clear(start, end)
        return bool(found)

    def stamp(self, pattern: re.Pattern[str]) -> str | None:
        """A stamp is a line of its own in capitals."""
        for match in pattern.finditer(self.low):
            if self.raw[match.start(1) : match.end(1)].isupper():
                self.clear(*match.span())
                return " ".join(match.group(1).split())
        return None


def _blank_motto(sheet: _Sheet) -> bool:
    return sheet.blank(_MOTTO) | sheet.blank(_PARTIAL_MOTTO)


def _take_number(sheet: _Sheet, found: Letterhead) -> int:
    """Number and symbol; returns where they stood, or the head's length."""
    match = _NUMBER.search(sheet.low)
    if match:
        digits = re.sub(r"\D", "", match["number"] or "")
        found.number = digits or None
        found.symbol = _symbol(sheet.raw[match.start("symbol") : match.end("symbol")])
        sheet.clear(*match.span())
        return match.start()
    bare = _BARE_NUMBER.search(sheet.low)
    if bare:
        found.number = bare["number"]
        sheet.clear(*bare.span())
        return bare.start()
    return len(sheet.raw)


def _symbol(raw: str) -> str:
    joined = re.sub(r"\s*[-–]\s*", "-", squeeze(raw)).strip(" .-–/")
    return _RUN_TOGETHER.sub(r"\1-", joined)


def _take_date(sheet: _Sheet, found: Letterhead) -> None:
    match = None
    for match in _DATE.finditer(sheet.low):
        if _place_before(sheet, match.start()) is not None:
            break
    if match is None:
        return
    found.issued_on = _day(*match.groups())
    place = _place_before(sheet, match.start())
    if place:
        start, found.place = place
        sheet.clear(start, match.start())
    sheet.clear(*match.span())


def _day(day: str, month: str, year: str) -> date | None:
    """The day, or None where a part was left for the pen."""
    try:
        return date(int(year), int("".join(month.split())), int("".join(day.split())))
    except ValueError:
        return None


def _place_before(sheet: _Sheet, end: int) -> tuple[int, str] | None:
    """(start, name) of the place printed before the date, possibly broken over lines."""
    candidates: list[tuple[int, str]] = []
    start = end
    for _ in range(4):
        start = sheet.raw.rfind("\n", 0, max(start, 0)) if start > 0 else -1
        text = squeeze(sheet.raw[start + 1 : end]).strip(" ,")
        if candidates and sheet.raw[start + 1 : candidates[-1][0]].strip().isupper():
            break
        if text:
            candidates.append((start + 1, text))
        if start < 0:
            break
    known = [item for item in candidates if is_place(item[1])]
    if known:
        return known[-1]
    plain = [item for item in candidates if item[1][0].isupper() and not item[1].isupper() and len(item[1]) <= 30]
    return plain[0] if plain else None
