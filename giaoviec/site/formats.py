"""How days, numbers, names and texts are written on a Vietnamese screen. Pure: no clock, no settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
QUARTERS = ("I", "II", "III", "IV")
SIZES = ("B", "KB", "MB", "GB", "TB")


def day(value: date | None) -> str:
    """24/11/2026; empty for None. A moment gives its day in Việt Nam."""
    return f"{_day_of(value):%d/%m/%Y}" if value is not None else ""


def day_short(value: date | None) -> str:
    """24/11: only where the year is plain from what stands around it."""
    return f"{_day_of(value):%d/%m}" if value is not None else ""


def day_long(value: date | None) -> str:
    """Thứ Ba, 24/11/2026."""
    return f"{weekday(value)}, {day(value)}" if value is not None else ""


def weekday(value: date | None) -> str:
    """Thứ Ba."""
    return WEEKDAYS[_day_of(value).weekday()] if value is not None else ""


def moment(value: datetime | None, today: date | None = None) -> str:
    """23/11, 07:42; with the year when `today` is given and falls in another year."""
    if value is None:
        return ""
    here = _here(value)
    shown_day = day(here) if today is not None and today.year != here.year else day_short(here)
    return f"{shown_day}, {here:%H:%M}"


def moment_long(value: datetime | None) -> str:
    """07:42 ngày 23/11/2026: for slips, letters and tooltips."""
    return f"{_here(value):%H:%M} ngày {day(value)}" if value is not None else ""


def machine(value: date | None) -> str:
    """ISO 8601, for the `datetime` attribute of <time>."""
    if isinstance(value, datetime):
        return _here(value).isoformat(timespec="minutes")
    return value.isoformat() if value is not None else ""


def number(value: int | float | Decimal | None, digits: int | None = None) -> str:
    """1.234 or 1.234,5; `digits` fixes how many follow the comma. Empty for None."""
    if value is None:
        return ""
    fixed = f"{_rounded(value, digits):,}" if digits is not None else f"{value:,}"
    return fixed.translate(_POINTS)


_POINTS = str.maketrans(",.", ".,")


def percent(fraction: float | Decimal | None, digits: int = 2) -> str:
    """0.9863 → 98,63%. None, a rate without a base, is a dash."""
    return f"{number(Decimal(str(fraction)) * 100, digits)}%" if fraction is not None else "–"


def size(octets: int) -> str:
    """1,2 MB: one digit after the comma from a megabyte up."""
    value, step = float(octets), 0
    while value >= 1000 and step < len(SIZES) - 1:
        value, step = value / 1000, step + 1
    return f"{number(value, 1 if step > 1 else 0)} {SIZES[step]}"


def quarter(value: date) -> str:
    """The quarter that a day falls in: quý III/2026."""
    on = _day_of(value)
    return f"quý {QUARTERS[(on.month - 1) // 3]}/{on.year}"


def name_short(full_name: str) -> str:
    """Nguyễn Thị Thanh Hà → Thanh Hà; Trần Bảo → Bảo: the family name goes, at most two words stay."""
    words = full_name.split()
    return " ".join(words[1:][-2:] or words)


def lines(text: str) -> Markup:
    """Escaped text as paragraphs: an empty line parts them, a line end breaks the line."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    return Markup("").join(_paragraph(block) for block in blocks if block.strip())


def capital(text: str) -> str:
    """The text with a capital at its head; the rest as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words, with the sign that something is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def vi_join(items: Iterable[object], last: str = "và") -> str:
    """a, b và c."""
    words: Sequence[str] = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _rounded(value: float | Decimal, digits: int) -> Decimal:
    """Half up, as an office rounds: 56,25 with one digit is 56,3."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _paragraph(block: str) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in block.split("\n")))


def _day_of(value: date) -> date:
    return _here(value).date() if isinstance(value, datetime) else value


def _here(value: datetime) -> datetime:
    return value.astimezone(HERE) if value.tzinfo is not None else value
