"""Deadlines that are counted: "trong 15 ngày làm việc kể từ ngày ký"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.deadlines.frame import Frame, Groups, real_day
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.phrases import NUMBERS
from giaoviec.rules.deadlines.reasons import moved, skipped, warnings_for
from giaoviec.rules.deadlines.recurring import month_day
from giaoviec.rules.terms import day_vi


@dataclass(frozen=True)
class _Unit:
    """How a number of units is counted, and its mark in rules."""

    code: str
    vi: str


_UNITS = {
    "ngay lam viec": _Unit("wd", "ngày làm việc"),
    "ngay": _Unit("d", "ngày"),
    "tuan": _Unit("w", "tuần"),
    "thang": _Unit("m", "tháng"),
    "gio": _Unit("h", "giờ"),
}
_UNITS_BY_CODE = {unit.code: unit for unit in _UNITS.values()}


@cites("QC 6.1.e")
@policy("count_from_issue", "first_day_not_counted", "computed_day_moves")
def counted(groups: Groups, frame: Frame) -> Deadline:
    """So many days, working days, weeks, months or hours from a day; without a date where that day is not known."""
    n, unit = _amount(groups["n"]), _UNITS[groups["unit"]]
    if n == 0:
        raise NotUnderstood(frame.text, "Số ngày phải từ 1 trở lên.")
    anchor, start, doubt = _start(groups, frame)
    rule = f"{anchor}+{n}{unit.code}"
    if start is None:
        why = f"{n} {unit.vi} kể từ {_ANCHORS_VI.get(anchor, 'sự kiện nêu trong văn bản')}; chưa biết ngày đó"
        return Deadline(frame.text, "relative", rule=rule, why=why, warnings=doubt)
    on, why = count_from(start, n, unit.code, frame.calendar)
    warnings = warnings_for(on, issued_on=start, calendar=frame.calendar, named=False)
    return Deadline(frame.text, "relative", on, rule=rule, why=why, warnings=(*doubt, *warnings))


def _amount(text: str) -> int:
    """A number in figures or words; of a range the larger."""
    return NUMBERS[text] if text in NUMBERS else int(re.split(r" ?- ?", text)[-1])


_ANCHORS_VI = {"receipt": "ngày nhận được văn bản", "issue": "ngày ban hành văn bản"}


def _start(groups: Groups, frame: Frame) -> tuple[str, date | None, tuple[str, ...]]:
    """What a count starts from: its mark in the rule, its day where it is known, and a doubt."""
    words = groups.get("anchor")
    if words is None:
        return "issue", frame.issued_on, ("Văn bản không nêu tính từ ngày nào; đã tính từ ngày ban hành văn bản.",)
    if _RECEIPT.match(words):
        return "receipt", frame.given_on, ()
    if match := re.match(r"(\d{1,2}) ?(?:/|thang) ?(\d{1,2}) ?(?:/|nam) ?(\d{4})", words):
        day = real_day(int(match[3]), int(match[2]), int(match[1]))
        return day.isoformat(), day, ()
    return ("issue", frame.issued_on, ()) if _ISSUE.match(words) else ("event", None, ())


_DOCUMENT = (
    r"(?:van ban|cong van|phieu chuyen|phieu|chi thi|quyet dinh|thong bao|cong dien|ke hoach|ket luan|y kien chi dao"
    r"|chi dao|nhiem vu)"
)
_RECEIPT = re.compile(rf"(?:(?:duoc )?nhan(?: duoc)?(?: {_DOCUMENT}\b.*| nay)?|(?:duoc )?giao(?: nhiem vu| viec)?)$")
_ISSUE = re.compile(
    rf"(?:{_DOCUMENT} )?(?:nay )?(?:duoc )?(?:ky|ban hanh|phat hanh)(?: ban hanh)?(?: {_DOCUMENT}(?: nay)?)?$"
)


def count_from(start: date, n: int, unit: str, calendar: Calendar) -> tuple[date, str]:
    """The day that n units after a day end on, with the reason; days off move a computed day on."""
    head = f"{n} {_UNITS_BY_CODE[unit].vi} kể từ {day_vi(start)}"
    if unit == "wd":
        on = calendar.add(start, n)
        off = skipped(start, on, calendar)
        return on, f"{head} (không tính ngày đầu){f', {off}' if off else ''} → {day_vi(on)}"
    if unit == "h":
        on, words = moved(start + timedelta(days=-(-n // 24)), calendar)
        return on, f"{head} → {words}"
    if unit == "m":
        month = start.year * 12 + start.month - 1 + n
        on, words = moved(month_day(month // 12, month % 12 + 1, start.day), calendar)
        return on, f"{head} → {words}"
    on, words = moved(start + timedelta(days=n * (7 if unit == "w" else 1)), calendar)
    return on, f"{head} (không tính ngày đầu) → {words}"
