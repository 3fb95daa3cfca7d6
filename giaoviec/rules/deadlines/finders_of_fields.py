"""Labelled fields and cells of documents: "Thời gian hoàn thành: quý IV/2026", "Trước 15/12/2026"."""

import re
from collections.abc import Iterator
from functools import partial

from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.deadlines.frame import Frame
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.page import Candidate, Page
from giaoviec.rules.deadlines.phrases import marked
from giaoviec.rules.deadlines.typed import read_field

_LABELS = marked(
    r"(?<!\w)(?:thời gian|thời hạn|tiến độ|hạn)"
    r"(?: (?:hoàn thành|thực hiện|báo cáo|trình|gửi|nộp|xong|triển khai|dự kiến|xây dựng|tổ chức|ban hành|tham mưu|phải"
    r"|cần)){0,4}(?: ?(?::|là)|(?: (?:về|cho|lên|đến))?"
    r" (?:ubnd|ủy ban|hđnd|hội đồng|thủ tướng|chính phủ|bộ|sở|ban|cấp|chủ tịch|tỉnh|tỉnh ủy)(?!\w)[^:;.,]{0,40}:)"
    r" ?(?P<field>[^;]{1,120})"
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
