"""Reading what recurs: "hằng tháng trước ngày 15", "6 tháng và năm", "trước 11 giờ thứ Tư hằng tuần"."""

import re
from dataclasses import replace

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.deadlines.days import weekday_number
from giaoviec.rules.deadlines.frame import Frame, groups_of, hour_of, real_day
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.phrases import DATE, TIME, WEEKDAY, unmarked
from giaoviec.rules.deadlines.recurring import LAST, WEEKDAY_CODES, next_turn, rule_in_words
from giaoviec.rules.terms import day_vi

_EACH = r"(?:hang|moi|tung|/|dinh ky(?: theo)?|1|01|mot) ?"
_PERIODS = (
    ("half_yearly", r"(?<!\d)(?:0?6|sau) thang(?! (?:dau|cuoi)\b)"),
    (
        "quarterly",
        rf"{_EACH}quy\b|(?<!\d)0?3 thang ?(?:/|mot|1) ?lan|\bquy (?:mot|1|01) lan"
        r"|\bthang (?:cuoi|dau) (?:cua )?(?:moi )?quy\b",
    ),
    (
        "monthly",
        rf"{_EACH}thang\b(?! \d)|(?<!\d )(?<!sau )(?<!ba )\bthang (?:mot|1|01) lan|(?<!\d)0?1 thang ?(?:/|mot|1) ?lan"
        r"|\bthang (?:tiep theo|ke tiep|lien ke|lien sau|sau lien ke)|\bcua thang sau"
        r"|dinh ky(?: vao| truoc)?(?: cac)? ngay \d",
    ),
    ("weekly", rf"{_EACH}tuan\b|\btuan (?:mot|1|01) lan"),
    ("daily", r"(?:hang|moi|tung) ?ngay\b|lan ?/ ?ngay\b"),
    ("yearly", rf"{_EACH}nam\b|\bnam (?:mot|1|01) lan"),
)
_TIME, _DATE = unmarked(TIME), unmarked(DATE)
_WEEKDAY = unmarked(WEEKDAY)
_DAY_ALONE = re.compile(r"\bngay (\d{1,2}|cuoi)(?!\d|/\d)")
_MORE_DAYS = re.compile(r"(\bngay \d{1,2}(?: va|,)) (?=(?:\d{1,2}|cuoi)(?!\d|/\d))")
_MONTH_ALONE = re.compile(r"(?<!\d )(?<!\d)\bthang (\d{1,2})(?!\d)")


@cites("QC 7.2.b#2")
def recurring(words: str, frame: Frame, *, first_turn: bool) -> Deadline:
    """A recurring deadline from its words without marks; with `first_turn` its first day after the document's."""
    times, rest = _take_times(words)
    rule = _rule(rest)
    time = times[-1] if times else None
    said = rule_in_words(rule, time=times)
    before = bool(re.search(r"\btruoc\b", words))
    found = Deadline(frame.text, "recurring", time=time, rule=rule, before=before, why=said, times=times)
    if not first_turn or rule == "periodic" or frame.issued_on is None:
        return found
    turn = next_turn(rule, frame.issued_on, frame.calendar)
    return replace(found, on=turn, why=f"{said}; kỳ đầu sau ngày ban hành {day_vi(frame.issued_on)}: {day_vi(turn)}")


def _take_times(words: str) -> tuple[tuple[str, ...], str]:
    """The hours in their order, and the words without them."""
    hours = [hour_of(groups_of(match)) for match in _TIME.finditer(words)]
    return tuple(hour for hour in hours if hour), _TIME.sub(" ", words)


@policy("period_last_day")
def _rule(words: str) -> str:
    marks, rest = _marks(words)
    periods = [name for name, pattern in _PERIODS if re.search(pattern, rest)]
    weekday, days = _WEEKDAY.search(rest), _DAY_ALONE.findall(_MORE_DAYS.sub(r"\1 ngay ", rest))
    if marks or ("half_yearly" in periods and _MONTH_ALONE.search(rest)):
        return _yearly(marks, rest)
    if weekday and (not periods or "weekly" in periods):
        return f"weekly:{WEEKDAY_CODES[weekday_number(weekday[0])]}"
    if not periods:
        return _periodic(words)
    if days and len(periods) > 1:
        return _with_day(next(p for p in ("quarterly", "monthly", *periods) if p in periods), days[0], rest)
    if periods == ["monthly"]:
        return ";".join(dict.fromkeys(_with_day("monthly", day, rest) for day in days)) or "monthly"
    return _with_day(periods[0], days[0], rest) if days else ";".join(periods)


def _periodic(words: str) -> str:
    if "dinh ky" not in words:
        raise NotUnderstood(words)
    return "periodic"


def _marks(words: str) -> tuple[list[str], str]:
    """The days with their months, "12-15", and the words without them."""
    marks = []
    for match in _DATE.finditer(words):
        day, month = int(match["d"]), int(match["m"])
        real_day(2024, month, day)  # a leap year: 29/02 recurs, if seldom
        marks.append(f"{month:02d}-{day:02d}")
    return marks, _DATE.sub(" ", words)


def _yearly(marks: list[str], words: str) -> str:
    months = [int(month) for month in _MONTH_ALONE.findall(words)] if not marks else []
    if any(not 1 <= month <= 12 for month in months):
        raise NotUnderstood(words, f"Không có tháng {max(months)}.")
    return f"yearly:{','.join(sorted(marks or [f'{month:02d}' for month in months]))}"


def _with_day(period: str, written: str, words: str) -> str:
    if written == "cuoi":
        return period
    day = int(written)
    if not 1 <= day <= LAST:
        raise NotUnderstood(words, f"Không có ngày {day}.")
    if period == "quarterly":
        next_month = re.search(r"thang dau (?:cua )?(?:moi )?quy(?: sau)?\b|thang dau\b", words)
        return f"quarterly:{'+' if next_month else ''}{day:02d}"
    if period == "monthly":
        return f"monthly:{day}"
    return f"{period};monthly:{day}" if period == "daily" else period
