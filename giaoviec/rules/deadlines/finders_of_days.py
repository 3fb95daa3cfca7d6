"""Named days in sentences: "trước ngày 15/12/2026", "vào ngày 01/12", "trong tuần từ ngày a đến ngày b"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from giaoviec.rules.deadlines import context
from giaoviec.rules.deadlines.days import named_date
from giaoviec.rules.deadlines.frame import groups_of
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.page import Candidate, Page
from giaoviec.rules.deadlines.phrases import DATE, RANGE, TIME, TIMED_DATE, marked, unnamed

_STRONG = (
    r"(?<!\w)(?:xong |hoàn thành )?"
    r"(?:trước|chậm nhất|muộn nhất|không quá|không (?:chậm|muộn) (?:hơn|quá)|hạn cuối|hạn chót|hoàn thành|xong)"
    r"(?:[ ,:(]{1,2}(?:là|vào|đến|tới|hết|trước|trong|ngay|lúc|hồi|cuối|thời điểm)){0,4}[ ,:(]{1,2}"
)
_ALSO = rf"(?P<also>(?:,? và |, )(?:trước )?(?:ngày )?{unnamed(DATE)})?"
_DATES = marked(rf"(?P<lead>{_STRONG}){TIMED_DATE}{_ALSO}")
_WEAK = r"đến hết|hết|đến|vào|(?:ngay )?trong(?: buổi)?(?: sáng| chiều)?"
_WEAK_DATES = marked(rf"(?<!\w)(?P<lead>{_WEAK}) (?=[^/]{{0,40}}ngày |\d{{1,2}}/\d{{1,2}}/\d{{4}}){TIMED_DATE}")


def dates(page: Page) -> Iterator[Candidate]:
    """Days that are named as the last for something."""
    for match in _DATES.finditer(page.text):
        left = context.before(page.text, match.start())
        if _written_out(match) and not context.not_due(left):
            yield Candidate(*match.span(), partial(_read_date, match, page))
    for match in _WEAK_DATES.finditer(page.text):
        if _written_out(match) and _weak_holds(match, page.text):
            yield Candidate(*match.span(), partial(_read_date, match, page))


def _written_out(match: re.Match[str]) -> bool:
    """A date of a document has its year in full, or is written with a slash or "tháng"."""
    year, written = match["y"], match.string[match.start("d") : match.end("m")]
    return len(year) == 4 if year else "/" in written or "tháng" in written


def _weak_holds(match: re.Match[str], text: str) -> bool:
    """Whether "vào ngày", "trong ngày", "đến ngày" is a deadline: the work beside it must be one that is finished."""
    lead, left, right = match["lead"], context.before(text, match.start()), context.after(text, match.end())
    if context.not_due(left):
        return False
    if lead == "vào":
        return bool(context.BEGIN.search(left)) and not context.MEET.search(left)
    if "trong" in lead:
        return bool(context.HAND_IN.search(left))
    finishes = context.FINISH.search(left) or context.FINISH.search(right[:40]) or left.endswith("từ nay ")
    return bool(finishes) and not context.ends_a_stretch(left)


_ALSO_DATE = marked(DATE)


def _read_date(match: re.Match[str], page: Page) -> Deadline:
    """The day; of two that are named together the second, with the first beside it."""
    frame = page.frame(*match.span())
    deadline = named_date(groups_of(match), frame, before="trước" in match["lead"])
    also = _ALSO_DATE.search(match.groupdict().get("also") or "")
    if not also:
        return deadline
    second = named_date(groups_of(also), frame, before=deadline.before)
    return replace(second, others=(deadline.on,) if deadline.on else ())


_SPOKEN = marked(
    rf"(?P<lead>{_STRONG}|(?<!\w)(?:ngay )?trong )(?:{TIME}[ ,]{{1,2}})?(?:trong )?"
    r"(?:(?:(?P<part>sáng|trưa|chiều|tối|đêm)|(?:ngày )?hôm) (?P<today>nay)|(?:ngày|sáng|trưa|chiều|tối) (?P<next>mai)"
    r"|(?P<same>cùng ngày))(?!\w)"
)


def spoken_days(page: Page) -> Iterator[Candidate]:
    """ "trước 15 giờ hôm nay", "xong trước 17 giờ cùng ngày": counted from the day of issue, or the day just named."""
    for match in _SPOKEN.finditer(page.text):
        left = context.before(page.text, match.start())
        firm = "trong" not in match["lead"].split() or context.HAND_IN.search(left)
        if firm and not context.not_due(left):
            yield Candidate(*match.span(), partial(_read_spoken, match, page))


def _read_spoken(match: re.Match[str], page: Page) -> Deadline:
    frame = page.frame(*match.span())
    day = _day_just_named(match, page) if match["same"] else frame.base + timedelta(days=bool(match["next"]))
    groups = groups_of(match) | {"d": str(day.day), "m": str(day.month), "y": str(day.year)}
    groups.setdefault("half_day", groups.get("part", ""))
    deadline = named_date(groups, frame, before="trước" in match["lead"])
    return replace(deadline, why=f"“{match[0].split(',')[-1].strip()}”: {deadline.why}")


def _day_just_named(match: re.Match[str], page: Page) -> date:
    """The last day that is named before "cùng ngày". `NotUnderstood` where none is."""
    named = [*_ALSO_DATE.finditer(page.text, 0, match.start())]
    found = named_date(groups_of(named[-1]), page.frame(*match.span()), before=False).on if named else None
    if found is None:
        raise NotUnderstood(match[0])
    return found


_STRETCHES = marked(rf"(?<!\w)(?:trong )?{RANGE}{TIMED_DATE}")


def stretches(page: Page) -> Iterator[Candidate]:
    """ "trong tuần từ ngày 15 đến ngày 31 tháng 12": its last day."""
    for match in _STRETCHES.finditer(page.text):
        yield Candidate(*match.span(), partial(_read_stretch, match, page))


def _read_stretch(match: re.Match[str], page: Page) -> Deadline:
    return replace(named_date(groups_of(match), page.frame(*match.span()), before=False), kind="period_end")
