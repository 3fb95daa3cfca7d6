"""What hangs on an event, in sentences of documents: a session, a season, an act of another body, days before any."""

import re
from collections.abc import Iterator
from functools import partial

from giaoviec.rules.deadlines import context
from giaoviec.rules.deadlines.page import Candidate, Page
from giaoviec.rules.deadlines.phrases import marked
from giaoviec.rules.deadlines.typed import event

_SESSIONS = marked(
    r"(?<!\w)(?:tại|trước|trong) (?:kỳ|phiên) họp [^.;(),]{2,70}"
    r"(?:, (?:quốc hội|hđnd|hội đồng|khóa|khoá)[^.;(),]{0,40})?"
    r"|(?<!\w)tại (?:cuộc họp|buổi họp|hội nghị|phiên)"
    r" (?:giao ban|thường kỳ|tiếp theo|tới|sơ kết|tổng kết)[^.;(),]{0,40}"
)
_ACTS = marked(
    r"(?<!\w)khi (?:chính phủ|quốc hội|thủ tướng|các bộ|bộ|trung ương|hội đồng nhân dân|hđnd|ủy ban nhân dân|ubnd)"
    r"(?!\w)[^.;]{1,90}(?<!\w)(?:ban hành|phê duyệt|thông qua)(?!\w)[^.;]{0,90}(?=[.;]|$)"
)
_AFTERS = marked(
    r"(?<!\w)(?:ngay )?sau khi (?:có|nhận được) (?:các )?(?:văn bản |ý kiến )?"
    r"(?:hướng dẫn|chỉ đạo|kết luận|quyết định|ý kiến) của [^.;,()]{2,70}(?=[.;,)]|$)"
)
# What must be there first, where the clause ends with it: "trình UBND tỉnh sau khi có dự toán được thẩm định".
_ONCE_THERE = marked(r"(?<!\w)(?:ngay )?sau khi có [^.;,()]{4,70}(?=[.;)]|$)")
_DAYS = r"\d{1,2}(?: ?\([^()]{1,20}\))? (?:ngày làm việc|ngày|tuần|tháng|giờ)(?!\w)"
_AHEAD = marked(
    rf"(?<!\w)(?:(?:ít nhất|tối thiểu|chậm nhất|muộn nhất|trước)(?: là)? )?{_DAYS},? (?:trước|so với)"
    r" (?:khi|ngày (?!\d)|thời điểm (?!\d)|dịp|kỳ họp|phiên họp|cuộc họp|hội nghị|tết|lễ|mùa|khai giảng|khai mạc"
    r"|bầu cử)[^.;,()]{0,60}(?=[.;,)]|$)"
)
_BACKWARDS = marked(
    rf"(?<!\w)trước (?P<event>[^\d.;:,()]{{2,60}}?)(?: (?:ít nhất|tối thiểu|chậm nhất|khoảng|là|trước)){{0,2}} {_DAYS}"
    r"(?! (?:qua|gần đây|liên tiếp|liên tục|nghỉ|đầu|cuối))"
)
_NO_EVENT = re.compile(r"(?<!\w)(?:trong|sau|vòng|từ|quá|mỗi|pháp luật|được|có|hết hạn|đến hạn)(?!\w)")
_SEASON = (
    r"(?:tết|lễ|khai giảng|khai mạc|năm học|học kỳ|kỳ thi|mùa (?:mưa|khô|lũ|bão|cạn|vụ)|vụ|bầu cử|đại hội|bão|lũ"
    r"|kỳ nghỉ)"
)
_BOUND = r"(?:[^.;,()]{0,50}(?=[.;,()]|$))?"
_HOLIDAYS = marked(
    rf"(?<!\w)(?:xong |hoàn thành )?trước (?:dịp |kỳ |ngày |đợt |thời điểm |thềm ){{0,2}}{_SEASON}(?!\w){_BOUND}"
)
_ENDS = marked(
    rf"(?<!\w)(?:(?:vào|trước|chậm nhất|đến|hết)(?: là)? )?(?:cuối|đầu|giữa|hết|kết thúc)"
    rf" (?:học kỳ|năm học|khóa học|vụ|mùa)(?!\w){_BOUND}"
)
_OVER = marked(r"(?<!\w)(?:ngay )?(?:sau )?khi kết thúc [^.;,()]{2,60}(?=[.;,()]|$)")
# An event that comes whatever is done: learners return, a storm lands.
_COMING = marked(rf"(?<!\w)trước (?:khi|lúc) (?:học sinh|bão|mưa|lũ|nước|áp thấp|bước vào|vào|{_SEASON})(?!\w){_BOUND}")
_DECIDE = re.compile(r"(?<!\w)(?:trình|thông qua|xem xét|quyết định|báo cáo|ban hành|tham mưu)(?!\w)")


def events(page: Page) -> Iterator[Candidate]:
    """A session at which, an act after which, or a holiday before which something is to be done."""
    for match in (*_SESSIONS.finditer(page.text), *_ACTS.finditer(page.text)):
        if _DECIDE.search(context.before(page.text, match.start())):
            yield _event(match, page)
    for match in (*_AFTERS.finditer(page.text), *_AHEAD.finditer(page.text)):
        yield _event(match, page)
    for match in _ONCE_THERE.finditer(page.text):
        if context.HAND_IN.search(context.before(page.text, match.start())):
            yield _event(match, page)
    for match in _BACKWARDS.finditer(page.text):
        if not _NO_EVENT.search(match["event"]) and not context.not_due(context.before(page.text, match.start())):
            yield _event(match, page)
    yield from _seasons(page)


def _seasons(page: Page) -> Iterator[Candidate]:
    """What has its time without a date: a holiday, a school term, the rains, the end of a campaign."""
    for pattern, work in _SEASONS:
        for match in pattern.finditer(page.text):
            left, right = context.before(page.text, match.start()), context.after(page.text, match.end())
            if any(work.search(words) for words in (left, match[0], right[:40])) and not context.not_due(left):
                yield _event(match, page)


_SEASONS = (
    (_HOLIDAYS, context.HAND_IN),
    (_ENDS, context.HAND_IN),
    (_OVER, context.REPORT),
    (_COMING, context.ANY_WORK),
)


def _event(match: re.Match[str], page: Page) -> Candidate:
    start, end = match.start(), match.start() + len(match[0].rstrip(" ,"))
    return Candidate(start, end, partial(event, page.frame(start, end)))
