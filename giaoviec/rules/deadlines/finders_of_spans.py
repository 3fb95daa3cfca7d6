"""Periods and counted terms in sentences: "trong quý IV", "cuối tháng 6", "trong 10 ngày làm việc kể từ ngày ký"."""

import re
from collections.abc import Iterator
from functools import partial

from giaoviec.rules.deadlines import context
from giaoviec.rules.deadlines.counts import counted
from giaoviec.rules.deadlines.frame import groups_of
from giaoviec.rules.deadlines.model import Deadline
from giaoviec.rules.deadlines.page import Candidate, Page
from giaoviec.rules.deadlines.phrases import AMOUNT, ANCHOR, BARE_YEAR, PART, PERIOD, marked
from giaoviec.rules.deadlines.spans import period_end

_LEAD = (
    r"(?<!\w)(?P<lead>"
    r"(?:(?:hoàn thành|xong|ngay|chậm nhất|muộn nhất|không quá|không muộn hơn|là|trong|vào|đến|hết|trước) ){1,4}"
    r"|(?=(?:tuần đầu|nửa đầu|đầu|giữa|cuối) ))"
)
_PERIODS = marked(rf"{_LEAD}(?:{PART})?{PERIOD}")
_BARE_YEARS = marked(rf"{_LEAD}(?:{PART})?{BARE_YEAR}(?! (?:học|qua|trước|tiếp|ngân|tài|đầu|một|gần|liên))")
_GOES_ON = re.compile(r" ?- ?\d| (?:trở đi|và các năm|và những năm|đến (?:năm|tháng|quý|ngày)|học|so với)")


def periods(page: Page) -> Iterator[Candidate]:
    """Periods in which something is to be finished."""
    for match in (*_PERIODS.finditer(page.text), *_BARE_YEARS.finditer(page.text)):
        left, right = context.before(page.text, match.start()), context.after(page.text, match.end())
        if _period_holds(match, left, right):
            yield Candidate(*match.span(), partial(_read_period, match, page))


def _period_holds(match: re.Match[str], left: str, right: str) -> bool:
    """A year needs work that is finished in it, a month or quarter any work; a target ("đến năm 2030") is none."""
    if context.not_due(left) or context.of_an_event(left, match["lead"]) or _GOES_ON.match(match.string, match.end()):
        return False
    lead, groups = match["lead"].strip(), match.groupdict()
    closing = any(word in lead for word in ("hoàn thành", "xong", "nhất")) or context.finishes_next(left, right)
    yearly = bool(groups.get("year") or groups.get("bare"))
    if lead in ("đến", "trước") and (yearly or not (closing or context.FINISH.search(left))):
        return False
    if lead.startswith("đến") and context.ends_a_stretch(left):
        return False
    if closing or (context.DONE if yearly else context.ANY_WORK).search(left):
        return True
    return not yearly and lead.startswith(("trong", "ngay trong")) and context.closes_a_task(left, right)


def _read_period(match: re.Match[str], page: Page) -> Deadline:
    before = "trước" in match["lead"] and "hết" not in match["lead"]
    return period_end(groups_of(match), page.frame(*match.span()), before=before)


_COUNTS = marked(
    r"(?<!\w)(?P<lead>(?:trong|chậm nhất|muộn nhất|không quá|sau|tối đa)"
    rf"(?: (?:vòng|thời hạn|thời gian|là|sau|không quá|tối đa|trong|khoảng)){{0,3}} ){AMOUNT}{ANCHOR}?"
)
_NO_TERM = re.compile(r" (?:qua|gần đây|liên tiếp|liên tục|đầu|cuối|trước|đêm|một lần|mỗi|trong tuần|nghỉ)(?!\w)|/| \d")


def counts(page: Page) -> Iterator[Candidate]:
    """Terms that are counted."""
    for match in _COUNTS.finditer(page.text):
        if _count_holds(match, context.before(page.text, match.start())):
            yield Candidate(*match.span(), partial(_read_count, match, page))


def _count_holds(match: re.Match[str], left: str) -> bool:
    """With a day to count from it is a term; without one only where something is handed in within days."""
    if context.not_due(left) or _NO_TERM.match(match.string, match.end()):
        return False
    if match["anchor"]:
        return True
    days = match["unit"].startswith("ngày") and not match["lead"].startswith("sau")
    return days and bool(context.HAND_IN.search(left)) and not context.procedural(left)


def _read_count(match: re.Match[str], page: Page) -> Deadline:
    return counted(groups_of(match), page.frame(*match.span()))
