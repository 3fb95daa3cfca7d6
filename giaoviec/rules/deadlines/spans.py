"""Deadlines that name a period: "trong quý IV", "cuối tháng 6", "hết năm 2027", "tuần đầu tháng 7"."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.deadlines.frame import Frame, Groups, year_of
from giaoviec.rules.deadlines.model import Deadline, NotUnderstood
from giaoviec.rules.deadlines.reasons import warnings_for
from giaoviec.rules.deadlines.recurring import month_day
from giaoviec.rules.terms import ROMAN, day_vi


@dataclass(frozen=True)
class _Span:
    """The first and last day of a period and what it is called."""

    first: date
    last: date
    name: str


@cites("QC 6.1.e")
@policy("period_last_day")
def period_end(groups: Groups, frame: Frame, *, before: bool) -> Deadline:
    """The last day of the period that is named; of "trước quý II" the day before it; of part of a month an estimate."""
    span, part = _span(groups, frame), groups.get("part", "cuoi")
    if part != "cuoi":
        return _part_of_month(part, span, groups, frame)
    if before and "part" not in groups:
        on = span.first - timedelta(days=1)
        return _deadline(on, f"trước {span.name}, tức đến hết {day_vi(on)}", frame, before=True)
    return _deadline(span.last, f"hết {span.name} → {day_vi(span.last)}", frame)


_PARTS = {"tuan dau": (7, "tuần đầu"), "dau": (10, "đầu"), "nua dau": (15, "nửa đầu"), "giua": (15, "giữa")}


@policy("part_of_period")
def _part_of_month(part: str, span: _Span, groups: Groups, frame: Frame) -> Deadline:
    """An estimate that a clerk confirms; only months have one."""
    if "month" not in groups:
        raise NotUnderstood(frame.text)
    day, words = _PARTS[part]
    on = span.first.replace(day=day)
    doubt = f"“{words} tháng” không phải một ngày rõ ràng; đã lấy {day_vi(on)}, đề nghị xác nhận."
    return _deadline(on, f"{words} {span.name} tính đến {day_vi(on)}", frame, doubts=(doubt,))


def _deadline(on: date, why: str, frame: Frame, *, before: bool = False, doubts: tuple[str, ...] = ()) -> Deadline:
    warnings = warnings_for(on, issued_on=frame.issued_on, calendar=frame.calendar, named=True)
    return Deadline(frame.text, "period_end", on, before=before, why=why, warnings=(*doubts, *warnings))


def _span(groups: Groups, frame: Frame) -> _Span:
    """The period of an expression; without a year the next one that is not over on the day of the document."""
    if "month" in groups:
        return _month(groups, frame)
    if "quarter" in groups:
        return _quarter(groups, frame)
    if "half" in groups:
        return _half(groups["half"] == "dau", groups.get("half_year"), frame)
    if "nine" in groups:
        return _nine_months(groups.get("nine_year"), frame)
    if "week" in groups:
        return _week(groups["week"], frame)
    return _year(groups.get("year", "nay"), frame)


def _month(groups: Groups, frame: Frame) -> _Span:
    written = groups["month"]
    if not written.isdigit():
        total = frame.base.year * 12 + frame.base.month - 1 + (written != "nay")
        return _month_span(total // 12, total % 12 + 1)
    month = int(written)
    if not 1 <= month <= 12:
        raise NotUnderstood(frame.text, f"Không có tháng {month}.")
    return _month_span(_written_year(groups, frame) or _year_not_over(frame, lambda y: month_day(y, month, 31)), month)


def _month_span(year: int, month: int) -> _Span:
    return _Span(date(year, month, 1), month_day(year, month, 31), f"tháng {month}/{year}")


def _quarter(groups: Groups, frame: Frame) -> _Span:
    written = groups["quarter"]
    if written in ("nay", "sau", "toi"):
        total = frame.base.year * 4 + (frame.base.month - 1) // 3 + (written != "nay")
        return _quarter_span(total // 4, total % 4 + 1)
    n = int(written) if written.isdigit() else ROMAN.index(written.upper()) + 1
    return _quarter_span(_written_year(groups, frame) or _year_not_over(frame, lambda y: month_day(y, 3 * n, 31)), n)


def _quarter_span(year: int, n: int) -> _Span:
    return _Span(date(year, 3 * n - 2, 1), month_day(year, 3 * n, 31), f"quý {ROMAN[n - 1]}/{year}")


def _half(first: bool, written: str | None, frame: Frame) -> _Span:
    year = int(written) if written else _year_not_over(frame, lambda y: month_day(y, 6 if first else 12, 31))
    if first:
        return _Span(date(year, 1, 1), date(year, 6, 30), f"6 tháng đầu năm {year}")
    return _Span(date(year, 7, 1), date(year, 12, 31), f"6 tháng cuối năm {year}")


def _nine_months(written: str | None, frame: Frame) -> _Span:
    year = int(written) if written else _year_not_over(frame, lambda y: date(y, 9, 30))
    return _Span(date(year, 1, 1), date(year, 9, 30), f"9 tháng đầu năm {year}")


def _week(word: str, frame: Frame) -> _Span:
    """A week of work ends on its Friday."""
    monday = frame.base - timedelta(days=frame.base.weekday()) + timedelta(days=0 if word == "nay" else 7)
    friday = monday + timedelta(days=4)
    return _Span(monday, friday, f"tuần từ {day_vi(monday)}")


def _year(word: str, frame: Frame) -> _Span:
    year = int(word) if word.isdigit() else year_of(word, frame.base)
    return _Span(date(year, 1, 1), date(year, 12, 31), f"năm {year}")


def _written_year(groups: Groups, frame: Frame) -> int | None:
    if "py" in groups:
        return int(groups["py"])
    return year_of(groups["py_word"], frame.base) if "py_word" in groups else None


@policy("next_such_day")
def _year_not_over(frame: Frame, last_day: Callable[[int], date]) -> int:
    """The year in which the period next ends, on the day of the document or later."""
    year = frame.base.year
    return year if last_day(year) >= frame.base else year + 1
