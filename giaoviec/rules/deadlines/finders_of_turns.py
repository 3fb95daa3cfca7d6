"""What recurs, what hangs on an event, and labelled fields and cells, in sentences of documents."""

import re
from collections.abc import Iterator
from functools import partial

from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.deadlines import context
from giaoviec.rules.deadlines.frame import Frame
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.page import Candidate, Page
from giaoviec.rules.deadlines.phrases import EACH, EVERY, MARK, QUARTER_MONTH, TIME, marked, unnamed
from giaoviec.rules.deadlines.rhythm import recurring
from giaoviec.rules.deadlines.typed import event, read_field
from giaoviec.rules.terms import plain

_HOUR = rf"(?:{unnamed(TIME)},? )?"
_MARKS = rf"{MARK}(?:(?:,? và |, ?|; ?| hoặc ){MARK}){{0,3}}{QUARTER_MONTH}"
_BEFORE_EACH = (
    r"(?:(?:định kỳ|trước|vào|chậm nhất|muộn nhất|theo)(?: (?:là|vào|trước|hết|định kỳ)){0,3} )?"
    rf"{_HOUR}(?:{_MARKS},? )?\(?"
)
_AFTER_EACH = (
    rf"(?:[ ,(:]{{1,2}}(?:(?:vào|trước|chậm nhất|muộn nhất|là|hết) ){{0,3}}{_HOUR}{_MARKS}(?: {EACH})?\)?"
    rf"|,? trước {unnamed(TIME)})?"
)
_TURN = rf"(?:tuần|tháng|quý|0?6 tháng|0?9 tháng|(?:{EVERY})?năm)(?: \((?:trước |vào )?{_MARKS}\))?"
_REGULAR = (
    rf"định kỳ(?: theo)? {_TURN}(?:(?:, ?| và | hoặc ){_TURN}){{0,4}}|định kỳ(?: (?:hoặc|và|hay) đột xuất)?"
    r"|(?:trước|vào|chậm nhất|muộn nhất)(?: là)? ngày \d{1,2} (?:của )?tháng (?:cuối|đầu) (?:của )?(?:mỗi )?quý"
    r"(?: sau)?"
)
_EVERY = marked(rf"(?<!\w)(?P<head>{_BEFORE_EACH})(?:{EACH})(?P<tail>{_AFTER_EACH})")
_REGULARLY = marked(rf"(?<!\w)(?P<head>)(?:{_REGULAR})(?P<tail>)(?!\w)(?! {EACH})")


def turns(page: Page) -> Iterator[Candidate]:
    """What recurs."""
    for match in (*_EVERY.finditer(page.text), *_REGULARLY.finditer(page.text)):
        if _recurring_holds(match, page.text):
            yield Candidate(*match.span(), partial(_read_turns, match, page))


def _recurring_holds(match: re.Match[str], text: str) -> bool:
    """A named day makes it a deadline; else something must be reported, and the words may not belong to a plan."""
    if re.search(r"\d", match["head"] + match["tail"]) or re.search(r"ngày \d", match[0]):
        return True
    left, right = context.before(text, match.start()), context.after(text, match.end())
    return not context.of_a_plan(left) and bool(context.REPORT.search(left[-120:]) or context.REPORT.search(right[:60]))


def _read_turns(match: re.Match[str], page: Page) -> Deadline:
    return recurring(plain(match[0]), page.frame(*match.span()), first_turn=False)


_SESSIONS = marked(r"(?<!\w)(?:tại|trước|trong) (?:kỳ|phiên) họp [^.;()]{2,90}")
_ACTS = marked(
    r"(?<!\w)khi (?:chính phủ|quốc hội|thủ tướng|các bộ|bộ|trung ương|hội đồng nhân dân|hđnd|ủy ban nhân dân|ubnd)"
    r"(?!\w)[^.;]{1,90}(?<!\w)(?:ban hành|phê duyệt|thông qua)(?!\w)[^.;]{0,90}(?=[.;]|$)"
)
_AFTERS = marked(
    r"(?<!\w)(?:ngay )?sau khi (?:có|nhận được) (?:các )?(?:văn bản |ý kiến )?"
    r"(?:hướng dẫn|chỉ đạo|kết luận|quyết định|ý kiến) của [^.;,()]{2,70}(?=[.;,)]|$)"
)
_AHEAD = marked(r"(?<!\w)(?:trước )?\d{1,2} ngày(?: làm việc)? trước (?:kỳ|phiên) họp[^.;,()]{0,60}(?=[.;,)]|$)")
_HOLIDAYS = marked(r"(?<!\w)trước (?:dịp )?tết(?: nguyên đán| âm lịch| dương lịch)?(?!\w)")
_DECIDE = re.compile(r"(?<!\w)(?:trình|thông qua|xem xét|quyết định|báo cáo|ban hành|tham mưu)(?!\w)")


def events(page: Page) -> Iterator[Candidate]:
    """A session at which, an act after which, or a holiday before which something is to be done."""
    for match in (*_SESSIONS.finditer(page.text), *_ACTS.finditer(page.text)):
        if _DECIDE.search(context.before(page.text, match.start())):
            yield _event(match, page)
    for match in (*_AFTERS.finditer(page.text), *_AHEAD.finditer(page.text)):
        yield _event(match, page)
    for match in _HOLIDAYS.finditer(page.text):
        if context.FINISH.search(context.before(page.text, match.start())):
            yield _event(match, page)


def _event(match: re.Match[str], page: Page) -> Candidate:
    start, end = match.start(), match.start() + len(match[0].rstrip(" ,"))
    return Candidate(start, end, partial(event, page.frame(start, end)))


_LABELS = marked(
    r"(?<!\w)(?:thời gian|thời hạn|tiến độ|hạn)"
    r"(?: (?:hoàn thành|thực hiện|báo cáo|trình|gửi|nộp|xong|triển khai|dự kiến|xây dựng|tổ chức|ban hành|tham mưu|phải"
    r"|cần)){0,4} ?(?::|là) ?(?P<field>[^;]{1,120})"
)


def fields(page: Page) -> Iterator[Candidate]:
    """ "Thời gian hoàn thành: quý IV/2026": what follows the label is read as what a clerk types."""
    for match in _LABELS.finditer(page.text):
        start = match.start("field")
        for words in _shorter(match["field"]):
            if found := _field(words, page.frame(start, start + len(words))):
                yield Candidate(start, start + len(words), partial(_same, found))
                break


def _shorter(field: str) -> Iterator[str]:
    """The field whole, then cut at its first sentence end, bracket and comma; "quý III, IV" is not cut to "quý III"."""
    for pattern in (r"$", r"\.(?: |$)", r" ?\(", r",(?! ?(?:qu[ýí]|tháng|năm|ngày|tuần|đến|\d|[iv]+(?!\w)))"):
        if words := re.split(pattern, field, maxsplit=1)[0].rstrip(" .,"):
            yield words


_CELL = re.compile(
    r"(?=\d|trước|chậm|muộn|ngày|tháng|qu[ýí]|hết|đến|trong|cuối).*(?:\d ?(?:/|tháng)|tháng \d|qu[ýí] ?(?:[iv]|\d))"
)


def cells(page: Page) -> Iterator[Candidate]:
    """A cell of a table that is a deadline and nothing else: "Tháng 8/2026", "Trước 15/12/2026"."""
    words = page.text[:80].strip(" .;-+•")
    if len(page.text) > 80 or ":" in words or not _CELL.match(words):
        return
    start = page.text.index(words)
    found = _field(words, page.frame(start, start + len(words)))
    if found and found.kind in ("date", "period_end"):
        yield Candidate(start, start + len(words), partial(_same, found))


def _field(words: str, frame: Frame) -> Deadline | None:
    try:
        return read_field(words, frame)
    except (NotUnderstood, UnknownYear):
        return None


def _same(found: Deadline) -> Deadline:
    return found
