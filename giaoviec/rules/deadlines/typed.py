"""Understanding what a clerk types into the field "Thời hạn", with marks or without."""

import re
from dataclasses import dataclass, replace
from datetime import date

from giaoviec.rules.calendar import CALENDAR, Calendar
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.deadlines.counts import counted
from giaoviec.rules.deadlines.days import day_of_month, named_date
from giaoviec.rules.deadlines.frame import Frame, groups_of, hour_of
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.phrases import (
    AMOUNT,
    ANCHOR,
    BARE_YEAR,
    EACH,
    PART,
    PERIOD,
    RANGE,
    TIME,
    TIMED_DATE,
    unmarked,
)
from giaoviec.rules.deadlines.reasons import moved
from giaoviec.rules.deadlines.rhythm import recurring
from giaoviec.rules.deadlines.spans import period_end
from giaoviec.rules.deadlines.spelling import spell
from giaoviec.rules.terms import day_vi, plain

LONGEST = 300


@cites("QC 6.1.e", "QC 5.1", "QC 5.2")
def understand(text: str, *, issued_on: date, given_on: date | None = None, calendar: Calendar = CALENDAR) -> Deadline:
    """The deadline that a person wrote: "15/12", "trong 10 ngày làm việc", "quý IV", "hằng tháng trước ngày 15".

    A missing year is told from the day of issue; days are counted from there too unless the text says otherwise, from
    `given_on` where it says "kể từ ngày nhận" or "ngay". `NotUnderstood` for what has no meaning or no such day,
    `UnknownYear` where working days of a year that is not entered would have to be counted.
    """
    return _read(text, Frame(text.strip(), issued_on, given_on, calendar), first_turn=True)


def read_field(text: str, frame: Frame) -> Deadline:
    """A labelled field or a cell of a document, read as if it had been typed; a recurring one has no `on`."""
    return _read(text, frame, first_turn=False)


def _read(text: str, frame: Frame, *, first_turn: bool) -> Deadline:
    spelled = spell(text).text.strip(" .;,:")
    written = _Written(spelled, plain(spelled), frame, first_turn)
    if not 1 <= len(spelled) <= LONGEST or spelled == "ngày":
        raise NotUnderstood(text[:LONGEST])
    for read in (_vague, _at_once, _open_ended, _recurring, _stretch, _date, _count, _period, _event):
        if found := read(written):
            return found
    raise NotUnderstood(text)


_LEAD = re.compile(
    r"(?:(?:hoan thanh|thuc hien|xong|bao cao|gui|trinh|nop|cap nhat|thoi han|thoi gian|han cuoi|han chot|han|cham nhat"
    r"|muon nhat|khong qua|khong muon hon|khong cham hon|phai|la|vao|luc|den|toi|ngay trong|trong|vong|het|truoc)\b"
    r"[ :,]*)*"
)


@dataclass(frozen=True)
class _Written:
    """What was typed: in one spelling, without marks, and what it is understood against."""

    spelled: str
    words: str
    frame: Frame
    first_turn: bool

    @property
    def lead(self) -> str:
        """The words before the deadline proper: "cham nhat la", "truoc"."""
        match = _LEAD.match(self.words)
        return match[0] if match else ""

    @property
    def rest(self) -> str:
        """What follows them."""
        return self.words[len(self.lead) :]

    @property
    def before(self) -> bool:
        """Whether it is said to be before what follows."""
        return "truoc" in self.lead


_VAGUE = ("khẩn trương", "kịp thời", "sớm nhất", "sớm", "đúng tiến độ", "đúng thời hạn", "theo quy định")
_VAGUE_WORDS = {plain(words): words for words in _VAGUE}


def _vague(written: _Written) -> None:
    """Words that press and name no day are refused with a sentence of their own."""
    for words in (written.words, written.rest):
        if words in _VAGUE_WORDS:
            said = _VAGUE_WORDS[words]
            raise NotUnderstood(written.frame.text, f"“{said[0].upper()}{said[1:]}” không phải là một thời hạn.")


_AT_ONCE = re.compile(
    r"ngay(?: lap tuc| tuc khac| trong ngay)?|trong ngay|(?:lam|thuc hien|trien khai) ngay|ngay khi nhan duoc.{0,40}"
)


@policy("at_once")
def _at_once(written: _Written) -> Deadline | None:
    """ "ngay": the day of giving, or of issue where it is not given yet."""
    if not _AT_ONCE.fullmatch(written.words):
        return None
    frame = written.frame
    start = frame.given_on or frame.base
    on, words = moved(start, frame.calendar)
    what = "ngày giao" if frame.given_on else "ngày ban hành"
    return Deadline(frame.text, "date", on, why=f"thực hiện ngay: trong {what} {words}", at_once=True)


_OPEN = re.compile(r"(?:thuong xuyen|lien tuc|khong (?:co )?thoi han|khong han|den khi xong)(?:[, ]+(?P<rest>.+))?")
_ONWARD = re.compile(r"(?:tu )?.{1,30} (?:va (?:cac|nhung) nam (?:tiep theo|sau)|tro di)")
_CYCLES = (("month", "thang"), ("quarter", "quy"), ("half_year", "6 thang"), ("year", "nam"))


def _open_ended(written: _Written) -> Deadline | None:
    """Without an end: "thường xuyên", "không thời hạn, theo quý", "năm 2026 và các năm tiếp theo"."""
    match = _OPEN.fullmatch(written.words)
    if not match and not _ONWARD.fullmatch(written.words):
        return None
    rest = (match["rest"] if match else None) or ""
    cycle = next((code for code, word in _CYCLES if re.search(rf"(?<!\d ){word}\b", rest)), None)
    why = "không có thời hạn; cập nhật theo kỳ"
    return Deadline(written.frame.text, "open", why=why, cycle="half_year" if "6 thang" in rest else cycle)


_EACH = unmarked(rf"{EACH}|định kỳ|6 tháng(?: và|,) năm|tháng cuối (?:của )?(?:mỗi )?quý")


def _recurring(written: _Written) -> Deadline | None:
    """ "hằng tháng trước ngày 15"."""
    if not _EACH.search(written.words):
        return None
    return recurring(written.words, written.frame, first_turn=written.first_turn)


_FROM_TO = re.compile(
    r"tu (?:ngay |thang |quy )?[\divx][^;:]{0,30}? ?(?:den|-)(?: het)? (?P<end>(?:ngay |thang |quy )?[\divx].{0,30})"
)


def _stretch(written: _Written) -> Deadline | None:
    """ "từ ngày 01/9 đến ngày 15/10", "từ tháng 9 đến tháng 12/2026": the end of it."""
    match = _FROM_TO.fullmatch(written.words)
    if not match:
        return None
    last = replace(written, words=match["end"])
    found = _date(last) or _period(last)
    return replace(found, kind="period_end") if found else None


_DATE = unmarked(TIMED_DATE)
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")
_DAY_ALONE = re.compile(r"(?:ngay )(?P<d>\d{1,2})(?: thang (?P<month>nay|sau|toi))?")
_LATE_TIME = unmarked(rf"(?P<date>.{{3,60}}?),? (?:trước |lúc |vào )?{TIME}")
_RANGE = unmarked(rf"{RANGE}{TIMED_DATE}")


def _date(written: _Written) -> Deadline | None:
    """A named day, or several, of which the latest is the main one."""
    rest, frame = re.sub(r" ?[()] ?", " ", written.rest).strip(), written.frame
    if match := _DATE.fullmatch(rest) or _ISO.fullmatch(rest):
        return named_date(groups_of(match), frame, before=written.before)
    if match := _RANGE.fullmatch(rest):
        return replace(named_date(groups_of(match), frame, before=False), kind="period_end")
    if match := _DAY_ALONE.fullmatch(rest):
        return day_of_month(groups_of(match), frame, before=written.before)
    if match := _LATE_TIME.fullmatch(rest):
        found = _date(replace(written, words=f"{written.lead}{match['date']}"))
        return replace(found, time=hour_of(groups_of(match))) if found else None
    return _several_dates(written)


def _several_dates(written: _Written) -> Deadline | None:
    matches = [_DATE.fullmatch(part.strip()) for part in re.split(r" va |[,;]", written.rest)]
    found = [named_date(groups_of(match), written.frame, before=written.before) for match in matches if match]
    if len(found) < 2 or len(found) < len(matches):
        return None
    *others, last = sorted(found, key=lambda one: one.on or date.max)
    days = tuple(one.on for one in others if one.on)
    return replace(last, others=days, why=f"{last.why}; còn các mốc {', '.join(map(day_vi, days))}")


_COUNT = unmarked(rf"(?:sau )?{AMOUNT}{ANCHOR}?(?: (?:tới|nữa))?")


def _count(written: _Written) -> Deadline | None:
    """So many days."""
    match = _COUNT.fullmatch(written.rest)
    return counted(groups_of(match), written.frame) if match else None


_PERIOD = unmarked(rf"(?:{PART})?{PERIOD}")
_YEAR = unmarked(rf"(?:{PART})?{BARE_YEAR}")
_NUMBER = re.compile(r"(?P<year>20\d\d)")


def _period(written: _Written) -> Deadline | None:
    """The end of a period."""
    bare = _YEAR.fullmatch(written.rest) if written.lead or written.rest.startswith("cuoi") else None
    match = _PERIOD.fullmatch(written.rest) or bare or _NUMBER.fullmatch(written.rest)
    if not match:
        return None
    return period_end(groups_of(match), written.frame, before=written.before and "het" not in written.lead)


_EVENT = re.compile(
    r"(?:ngay )?(?:sau khi|khi|truoc (?:khi|tet|dip)|theo (?:tien do|lo trinh|ke hoach)"
    r"|(?:tai|truoc|trong) (?:ky|phien) hop)"
    r"\b.{2,200}"
)


def _event(written: _Written) -> Deadline | None:
    """After or before something that has no date yet."""
    if not _EVENT.fullmatch(written.words):
        return None
    return event(written.frame)


def event(frame: Frame) -> Deadline:
    """A deadline that hangs on an event: its day is set when the event's is known."""
    why = "tính theo sự kiện nêu trong văn bản; nhập ngày khi biết ngày của sự kiện"
    return Deadline(frame.text, "relative", rule="event", why=why)
