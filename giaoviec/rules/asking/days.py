"""Days and stretches of days in a request: "quý III", "6 tháng đầu năm", "từ 1/7 đến 30/9", "trong 7 ngày tới"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

Stretch = tuple[date | None, date | None]
"""First and last day; None where it is open."""

_COUNTED = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
NUMBERS = {word: n for n, word in enumerate(_COUNTED, 1)} | {
    "muoi lam": 15,
    "hai muoi": 20,
    "ba muoi": 30,
    "sau muoi": 60,
    "chin muoi": 90,
}
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
LENGTH = {"ngay": 1, "tuan": 7, "thang": 30}
AMOUNT = rf"(?:{NUMBER} (?:ngay|tuan|thang)|nua thang)"

_THAT_YEAR = r"(?:(?:/| nam | )20\d\d| nam (?:nay|ngoai|truoc|sau|toi))"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_NEAR = r"(?:nay|truoc|sau|toi|vua qua|roi)"

UNIT = "|".join(
    (
        r"20\d\d-\d\d-\d\d",
        r"(?:ngay )?\d{1,2}(?:[/.-]| thang )\d{1,2}(?:(?:[/.-]| nam )20\d\d| nam nay| nam ngoai)?(?![\w/])",
        r"ngay (?:hom nay|hom qua|mai)|hom nay|hom qua|ngay mai",
        rf"(?:nua|6 thang|sau thang) (?:dau|cuoi)(?:{_THAT_YEAR}| nam)?",
        rf"(?:9|chin) thang(?: dau)?(?: nam)?(?:{_THAT_YEAR}| dau nam)?",
        rf"tuan {_NEAR}",
        rf"thang {_NEAR}",
        rf"thang \d{{1,2}}(?:{_THAT_YEAR}| nay)?",
        r"\d{1,2}/20\d\d",
        rf"quy {_NEAR}",
        rf"(?:quy )(?:i{{1,3}}|iv|[1-4]|mot|hai|ba|bon|tu){_THAT_YEAR}?",
        rf"q[1-4]{_THAT_YEAR}?",
        r"(?:ca |trong )?nam (?:20\d\d|nay|ngoai|truoc|sau|toi)",
        r"20\d\d",
        rf"(?:cuoi|het) (?:thang \d{{1,2}}|quy (?:i{{1,3}}|iv|[1-4])){_THAT_YEAR}?",
        rf"(?:cuoi|het) (?:nam 20\d\d|(?:nam|quy|thang)(?: nay|{_THAT_YEAR})?)",
    )
)
_AHEAD = rf"(?:trong )?(?:vong )?({AMOUNT}) (?:toi|sap toi|nua|sau|tiep theo)"
_BEHIND = rf"(?:trong )?(?:vong )?({AMOUNT}) (?:qua|vua qua|gan day|gan nhat|tro lai day|truoc)"
_SINCE = rf"(?:ke )?(?:tu )?dau (nam|quy|thang)( nay|{_THAT_YEAR})?(?: (?:den|toi) (?:nay|gio|hom nay))?"
_NOW = r"(?:nay|hom nay|gio|bay gio)"
_FORMS: tuple[tuple[str, str], ...] = (
    ("between", rf"(?:ke )?(?:tu )?({UNIT}) (?:den|toi)(?: het)? ({UNIT})"),
    ("from_now", rf"tu (?:nay|hom nay|bay gio) (?:den|toi)(?: het)? ({UNIT})"),
    ("until_now", rf"(?:ke )?tu ({UNIT}) (?:den|toi) {_NOW}"),
    ("from", rf"(?:ke )?tu ({UNIT})(?: tro di| tro lai)?"),
    ("after", rf"sau ({UNIT})"),
    ("before", rf"truoc ({UNIT})"),
    ("until", rf"(?:cham nhat(?: la)?|khong qua|den het|den|toi het)(?: vao)? ({UNIT})"),
    ("ahead", _AHEAD),
    ("behind", _BEHIND),
    ("since", _SINCE),
    ("in", rf"(?:trong |vao |cua )?({UNIT})"),
    ("this", r"trong (tuan|thang|quy|nam)"),
)
STRETCH = "(?:" + "|".join(re.sub(r"\((?!\?)", "(?:", form) for _, form in _FORMS) + ")"
"""Any stretch of days, as part of a longer pattern."""
_EACH = {name: re.compile(form) for name, form in _FORMS}


def stretch(text: str, today: date) -> Stretch | None:
    """The days that a text without marks means, None where there are none such (30 February)."""
    try:
        for name, pattern in _EACH.items():
            if match := pattern.fullmatch(text):
                return _READ[name](match, today)
    except ValueError:
        return None
    return None


def amount(text: str) -> int:
    """Days: "2 tuần" 14, "một tháng" 30."""
    number, _, unit = text.rpartition(" ")
    if number == "nua":
        return 15
    return (int(number) if number.isdecimal() else NUMBERS[number]) * LENGTH[unit]


def _between(match: re.Match[str], today: date) -> Stretch:
    _, last = _unit(match[2], today)
    first, _ = _unit(match[1], last)
    if first > last:
        first = _unit(match[1], today.replace(year=last.year - 1, day=1))[0]
    if first > last:
        raise ValueError(match[0])
    return first, last


def _from_start(match: re.Match[str], today: date) -> Stretch:
    month = {"nam": 1, "quy": (today.month - 1) // 3 * 3 + 1, "thang": today.month}[match[1]]
    first = date(_year(match[2], today), month, 1)
    return first, (today if first <= today else None)


_READ: dict[str, Callable[[re.Match[str], date], Stretch]] = {
    "between": _between,
    "from_now": lambda match, today: (today, _unit(match[1], today)[1]),
    "until_now": lambda match, today: (_unit(match[1], today)[0], today),
    "from": lambda match, today: (_unit(match[1], today)[0], None),
    "after": lambda match, today: (_unit(match[1], today)[1] + timedelta(days=1), None),
    "before": lambda match, today: (None, _unit(match[1], today)[0] - timedelta(days=1)),
    "until": lambda match, today: (None, _unit(match[1], today)[1]),
    "ahead": lambda match, today: (today, today + timedelta(days=amount(match[1]))),
    "behind": lambda match, today: (today - timedelta(days=amount(match[1])), today),
    "since": _from_start,
    "in": lambda match, today: _unit(match[1], today),
    "this": lambda match, today: _unit(f"{match[1]} nay", today),
}


def _unit(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of a day, week, month, quarter, half-year, nine months or year."""
    for pattern, read in _UNITS:
        if match := pattern.fullmatch(text):
            return read(match, today)
    raise ValueError(text)


def _day(match: re.Match[str], today: date) -> tuple[date, date]:
    day = date(_year(match[3], today), int(match[2]), int(match[1]))
    return day, day


def _iso(match: re.Match[str], today: date) -> tuple[date, date]:
    day = date.fromisoformat(match[0])
    return day, day


def _near_day(match: re.Match[str], today: date) -> tuple[date, date]:
    day = today + timedelta(days={"nay": 0, "qua": -1, "mai": 1}[match[1]])
    return day, day


def _turn(word: str) -> int:
    """Which one, from the present one: this, the last, the next."""
    return {"truoc": -1, "vua qua": -1, "roi": -1, "ngoai": -1, "sau": 1, "toi": 1}.get(word, 0)


def _week(match: re.Match[str], today: date) -> tuple[date, date]:
    monday = today + timedelta(days=7 * _turn(match[1]) - today.weekday())
    return monday, monday + timedelta(days=6)


def _months(year: int, first: int, length: int) -> tuple[date, date]:
    """So many months from one on; the first may lie outside the year."""
    year, first = year + (first - 1) // 12, (first - 1) % 12 + 1
    last = first + length - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _month(match: re.Match[str], today: date) -> tuple[date, date]:
    if not 1 <= int(match[1]) <= 12:
        raise ValueError(match[0])
    return _months(_year(match[2], today), int(match[1]), 1)


def _near_month(match: re.Match[str], today: date) -> tuple[date, date]:
    return _months(today.year, today.month + _turn(match[1]), 1)


def _quarter(match: re.Match[str], today: date) -> tuple[date, date]:
    number = _ROMAN.get(match[1]) or int(match[1])
    return _months(_year(match[2], today), number * 3 - 2, 3)


def _near_quarter(match: re.Match[str], today: date) -> tuple[date, date]:
    return _months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * _turn(match[1]), 3)


def _half(match: re.Match[str], today: date) -> tuple[date, date]:
    return _months(_year(match[2], today), 1 if match[1] == "dau" else 7, 6)


def _nine(match: re.Match[str], today: date) -> tuple[date, date]:
    return _months(_year(match[1], today), 1, 9)


def _whole_year(match: re.Match[str], today: date) -> tuple[date, date]:
    return _months(_year(match[1], today), 1, 12)


def _end(match: re.Match[str], today: date) -> tuple[date, date]:
    first = {"nam": 12, "quy": (today.month - 1) // 3 * 3 + 3, "thang": today.month}[match[1]]
    last = _months(_year(match[2], today), first, 1)[1]
    return last, last


def _year(text: str | None, today: date) -> int:
    """The year of "2026", " năm nay", "/2025", or the present one."""
    if match := re.search(r"20\d\d", text or ""):
        return int(match[0])
    word = (text or "").removeprefix(" nam ").strip()
    return today.year + _turn(word)


_Y = rf"({_THAT_YEAR})?"
_UNITS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], tuple[date, date]]], ...] = tuple(
    (re.compile(form), read)
    for form, read in (
        (r"20\d\d-\d\d-\d\d", _iso),
        (r"(?:ngay )?(\d{1,2})(?:[/.-]| thang )(\d{1,2})((?:[/.-]| nam )20\d\d| nam nay| nam ngoai)?", _day),
        (r"(?:ngay )?(?:hom )?(nay|qua|mai)", _near_day),
        (rf"(?:nua|6 thang|sau thang) (dau|cuoi)({_THAT_YEAR}| nam)?", _half),
        (rf"(?:9|chin) thang(?: dau)?(?: nam)?({_THAT_YEAR}| dau nam)?", _nine),
        (rf"tuan ({_NEAR})", _week),
        (rf"thang ({_NEAR})", _near_month),
        (rf"thang (\d{{1,2}})({_THAT_YEAR}| nay)?", _month),
        (r"(\d{1,2})(/20\d\d)", _month),
        (rf"quy ({_NEAR})", _near_quarter),
        (rf"(?:quy |q)(i{{1,3}}|iv|[1-4]|mot|hai|ba|bon|tu){_Y}", _quarter),
        (r"(?:ca |trong )?(?:nam )?(20\d\d|nay|ngoai|truoc|sau|toi)", _whole_year),
        (rf"(?:cuoi|het) (nam|quy|thang)( nay|{_THAT_YEAR})?", _end),
        (r"(?:cuoi|het) (.+)", lambda match, today: (_unit(match[1], today)[1],) * 2),
    )
)
