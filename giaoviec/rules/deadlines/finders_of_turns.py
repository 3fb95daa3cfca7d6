"""What recurs, in sentences of documents: "hằng tháng trước ngày 15", "định kỳ 6 tháng"."""

import re
from collections.abc import Iterator
from functools import partial

from giaoviec.rules.deadlines import context
from giaoviec.rules.deadlines.model import Deadline
from giaoviec.rules.deadlines.page import Candidate, Page
from giaoviec.rules.deadlines.phrases import (
    EACH,
    EVERY,
    MARK,
    NEXT_MONTH,
    QUARTER_MONTH,
    TIME,
    WEEKDAY,
    marked,
    unnamed,
)
from giaoviec.rules.deadlines.rhythm import recurring
from giaoviec.rules.terms import plain

_HOURS = rf"(?:{unnamed(TIME)}(?:(?:,| và)(?: trước)? (?=\d))?){{1,4}}(?<! )"
_HOUR = rf"(?:{_HOURS},? )?"
_MARKS = rf"(?:{MARK}(?:(?:,? và |, ?|; ?| hoặc )(?=\S))?){{1,4}}(?<!\W){QUARTER_MONTH}"
_BEFORE_EACH = (
    r"(?:(?:định kỳ|trước|vào|chậm nhất|muộn nhất|theo)(?: (?:là|vào|trước|hết|định kỳ)){0,3} )?"
    rf"{_HOUR}(?:{_MARKS},? )?\(?"
)
_AFTER_EACH = (
    rf"(?:[ ,(:]{{1,2}}(?:(?:vào|trước|chậm nhất|muộn nhất|là|hết) ){{0,3}}{_HOUR}{_MARKS}(?: {EACH})?\)?"
    rf"|,?(?: \(| )(?:trước|vào lúc|vào|lúc|chậm nhất) {_HOURS}\)?)?"
)
_TURN = rf"(?:tuần|tháng|quý|0?6 tháng|0?9 tháng|(?:{EVERY})?năm)(?: \((?:trước |vào )?{_MARKS}\))?"
_REGULAR = (
    r"định kỳ(?: vào| trước)?(?: các)? ngày \d{1,2}(?:(?:,| và)(?: ngày)? (?:\d{1,2}|cuối)){0,3}(?! ?/| tháng \d)"
    rf"(?: tháng)?|định kỳ(?: theo)? {_TURN}(?:(?:, ?| và | hoặc ){_TURN}){{0,4}}|định kỳ(?: (?:hoặc|và|hay) đột xuất)?"
    r"|(?:trước|vào|chậm nhất|muộn nhất)(?: là)? ngày \d{1,2} (?:của )?tháng (?:cuối|đầu) (?:của )?(?:mỗi )?quý"
    rf"(?: sau)?|(?:(?:trước|vào|chậm nhất|muộn nhất)(?: là)? )?ngày \d{{1,2}}{NEXT_MONTH}"
)
_EVERY = marked(rf"(?<!\w)(?P<head>{_BEFORE_EACH})(?:{EACH})(?P<tail>{_AFTER_EACH})")
_REGULARLY = marked(rf"(?<!\w)(?P<head>)(?:{_REGULAR})(?P<tail>)(?!\w)(?! {EACH})")


_SIGNS = ("hằng", "hàng", "mỗi", "từng", "định kỳ", "lần", "quý", "tháng", "/")


def turns(page: Page) -> Iterator[Candidate]:
    """What recurs."""
    if not any(word in page.text for word in _SIGNS):
        return
    for match in (*_EVERY.finditer(page.text), *_REGULARLY.finditer(page.text)):
        if _recurring_holds(match, page.text):
            yield Candidate(*match.span(), partial(_read_turns, match, page))


def _recurring_holds(match: re.Match[str], text: str) -> bool:
    """A named day makes it a deadline; else something must be reported, and the words may not belong to a plan.

    More often than once a year other things count too that come again (công khai, kiểm tra, họp).
    """
    if re.search(r"\d", match["head"] + match["tail"]) or _NAMED.search(match[0]):
        return True
    left, right = context.before(text, match.start()), context.after(text, match.end())
    if context.of_a_plan(left):
        return False
    if context.REPORT.search(left[-120:]) or context.REPORT.search(right[:60]):
        return True
    often = "năm" not in match[0]
    return often and bool(context.ROUTINE.match(right.lstrip(" ,)")) or context.ROUTINE.search(left[-40:]))


_NAMED = marked(rf"ngày \d|{WEEKDAY}")


def _read_turns(match: re.Match[str], page: Page) -> Deadline:
    return recurring(plain(match[0]), page.frame(*match.span()), first_turn=False)
