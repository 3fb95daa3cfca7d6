"""The words that a section begins with: from the figures, the late list, and what the agencies wrote at each task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from giaoviec.reporting.reports.content import OPEN_ENDED, Content
from giaoviec.reporting.reports.lines import Line
from giaoviec.rules.terms import day_vi

MOST = 30
"""Late tasks named in the text; all of them stand in the table behind it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the words are made of: figures and rows of `content`, the late lines, obstacles and proposals as told."""

    content: Content
    late: Sequence[Line]
    obstacles: Sequence[tuple[str, str]]
    proposals: Sequence[tuple[str, str]]


def prefilled(key: str, basis: Basis) -> str:
    """The text of a section as the data have it; "" where they say nothing."""
    return _WORDS[key](basis)


def _situation(basis: Basis) -> str:
    c = basis.content
    n = _numbers(c)
    whose = "các cơ quan" if c.of_office else c.agency
    open_ended = f" Nhiệm vụ không có thời hạn: {n('open')}." if n("open") != "0" else ""
    withdrawn = f" Đã thu hồi: {n('withdrawn')}." if n("withdrawn") != "0" else ""
    return (
        f"Trong kỳ từ ngày {day_vi(c.first_day)} đến hết ngày {day_vi(c.last_day)}, {whose} thực hiện {n('total')} "
        f"nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao: {n('carried_over')} nhiệm vụ từ kỳ trước chuyển sang, "
        f"{n('new')} nhiệm vụ giao trong kỳ.\n"
        f"Nhiệm vụ có thời hạn: đã hoàn thành {n('done')} ({n('done_on_time')} đúng hạn, {n('done_late')} quá hạn); "
        f"chưa hoàn thành {n('undone')} ({n('in_time')} trong hạn, {n('overdue')} quá hạn).{open_ended}{withdrawn}\n"
        f"Tỷ lệ hoàn thành theo cách tính của Trung ương: {n('rate_national')}; tỷ lệ đúng hạn: {n('rate_on_time')}; "
        f"tỷ lệ cập nhật đúng hạn: {n('rate_update')}."
    )


_SUMS = {
    "done": ("done_on_time", "done_late"),
    "in_time": ("under_way_in_time", "not_started_in_time"),
    "overdue": ("under_way_overdue", "not_started_overdue"),
    "undone": ("under_way_in_time", "not_started_in_time", "under_way_overdue", "not_started_overdue"),
    "open": OPEN_ENDED,
}


def _numbers(content: Content) -> Callable[[str], str]:
    by_id = {figure.id: figure for figure in content.figures}

    def number(name: str) -> str:
        if name in _SUMS:
            return f"{sum(int(by_id[one].value or 0) for one in _SUMS[name]):_}".replace("_", ".")
        return by_id[name].printed

    return number


def _late(basis: Basis) -> str:
    late = basis.late
    if not late:
        return f"Đến hết ngày {day_vi(basis.content.last_day)} không có nhiệm vụ quá hạn."
    explained = sum(bool(line.words) for line in late)
    head = (
        f"Đến hết ngày {day_vi(basis.content.last_day)} còn {len(late)} nhiệm vụ quá hạn chưa hoàn thành; {explained} "
        f"nhiệm vụ đã giải trình, {len(late) - explained} nhiệm vụ chưa giải trình."
    )
    if basis.content.of_office:
        return f"{head} {_most_late(late)}"
    named = [f"- {_what(line)}: {line.words or 'chưa giải trình'}." for line in late[:MOST]]
    more = [f"Còn {len(late) - MOST} nhiệm vụ khác trong danh sách kèm theo."] if len(late) > MOST else []
    return "\n".join([head, *named, *more])


def _most_late(late: Sequence[Line]) -> str:
    counts: dict[str, int] = {}
    for line in late:
        counts[line.agency] = counts.get(line.agency, 0) + 1
    first = sorted(counts.items(), key=lambda pair: -pair[1])[:5]
    return f"Nhiều nhất: {', '.join(f'{name} ({n})' for name, n in first)}."


def _what(line: Line) -> str:
    return f"{line.content.rstrip('.')} ({line.paper}; hạn {day_vi(date.fromisoformat(line.due_on))})"


def _obstacles(basis: Basis) -> str:
    return _told(basis.obstacles, basis.content.of_office)


def _proposals(basis: Basis) -> str:
    return _told(basis.proposals, basis.content.of_office)


def _told(found: Sequence[tuple[str, str]], of_office: bool) -> str:
    """Each with its agency in the Office's report."""
    named = [f"- {name}: {text}." if of_office else f"- {text}." for name, text in found[:MOST]]
    more = [f"Còn {len(found) - MOST} nội dung khác đã ghi tại từng nhiệm vụ."] if len(found) > MOST else []
    return "\n".join([*named, *more])


def _reporting(basis: Basis) -> str:
    content = basis.content
    whole = content.sent + len(content.missing)
    if not whole:
        return "Kỳ này các cơ quan không phải gửi báo cáo trên phần mềm."
    if not content.missing:
        return f"{content.sent}/{whole} cơ quan đã gửi báo cáo."
    return f"{content.sent}/{whole} cơ quan đã gửi báo cáo; chưa gửi: {', '.join(content.missing)}."


def _ahead(basis: Basis) -> str:
    n = _numbers(basis.content)
    late = f"thực hiện dứt điểm {n('overdue')} nhiệm vụ quá hạn; " if n("overdue") != "0" else ""
    return (
        f"Thời gian tới tập trung {late}thực hiện đúng thời hạn {n('in_time')} nhiệm vụ đang còn hạn; cập nhật đầy đủ "
        "tình hình, kết quả thực hiện trên phần mềm."
    )


_WORDS: dict[str, Callable[[Basis], str]] = {
    "tinh-hinh": _situation,
    "qua-han": _late,
    "vuong-mac": _obstacles,
    "bao-cao": _reporting,
    "kien-nghi": _proposals,
    "phuong-huong": _ahead,
}
