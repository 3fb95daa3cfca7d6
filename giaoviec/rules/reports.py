"""Reports of the periods (9.2, 10.1): which are owed, by when, of which parts, and what they compare with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.periods import MONTHS, Period, period
from giaoviec.rules.profile import Profile

KINDS_VI = {
    "quarter": "quý",
    "half_year": "6 tháng",
    "nine_months": "9 tháng",
    "year": "năm",
    "range": "khoảng ngày",
    "compliance": "tuân thủ Quy chế",
}


class Writer(StrEnum):
    """Who writes a report: an agency of its own work, the Office of the province's."""

    AGENCY = "agency"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report. A required one may not be empty when the report is signed; `own_words`: the Office's
    report keeps there what each agency said."""

    key: str
    vi: str
    required: bool = False
    writers: frozenset[Writer] = frozenset(Writer)
    own_words: bool = False


PARTS: tuple[Part, ...] = (
    Part("tinh-hinh", "Tình hình, kết quả thực hiện", required=True),
    Part("qua-han", "Nhiệm vụ quá hạn và nguyên nhân", required=True, own_words=True),
    Part("vuong-mac", "Khó khăn, vướng mắc", own_words=True),
    Part("bao-cao", "Việc báo cáo của các cơ quan", required=True, writers=frozenset({Writer.OFFICE})),
    Part("kien-nghi", "Kiến nghị, đề xuất", own_words=True),
    Part("phuong-huong", "Nhiệm vụ trọng tâm thời gian tới", required=True),
)


def parts_of(writer: Writer) -> tuple[Part, ...]:
    """The sections of a writer's report in their order."""
    return tuple(part for part in PARTS if writer in part.writers)


@cites("QC 9.2", "QC 10.1")
@policy("one_report_a_day")
def owed_after(last_day: date, profile: Profile) -> Period | None:
    """The period whose report is owed once `last_day` is over: of those that end with it the longest, or none."""
    ends = [one for one in _periods_round(last_day, profile) if one.last_day == last_day]
    return max(ends, key=lambda one: MONTHS[one.kind], default=None)


def _periods_round(day: date, profile: Profile) -> list[Period]:
    kinds = [kind for kind in profile["report_periods"] if kind in MONTHS]
    numbered = [(kind, n) for kind in kinds for n in range(1, 12 // MONTHS[kind] + 1)]
    return [period(kind, year, n, profile) for year in (day.year, day.year + 1) for kind, n in numbered]


@cites("QC 10.1", "QC 9.2")
@policy("report_send_days")
def report_due(last_day: date, writer: Writer, *, profile: Profile, calendar: Calendar) -> date:
    """The day by which a report is sent: working days after the cut-off; the Office has longer, since it merges.

    `UnknownYear` from the calendar.
    """
    return calendar.add(last_day, int(profile[f"{writer}_report_days"]))


@policy("report_compares")
def compared_with(one: Period, profile: Profile) -> tuple[tuple[str, Period], ...]:
    """The periods beside which a report sets its figures: (what it is called, the period), the one before first.

    A year has only the year before, nine months only those of the year before; a range the same number of days before.
    One with a cut-off of its own is set beside as many days of the others.
    """
    found = [("kỳ trước", _before(one, profile)), ("cùng kỳ năm trước", _year_before(one, profile))]
    long = one.end - one.start if is_cut(one, profile) else None
    return tuple(
        (vi, other if long is None else replace(other, end=other.start + long))
        for vi, other in found
        if other is not None
    )


def is_cut(one: Period, profile: Profile) -> bool:
    """Whether it ends on another day than the profile's table has it."""
    return one.kind in MONTHS and one != period(one.kind, one.year, one.n, profile)


def _before(one: Period, profile: Profile) -> Period | None:
    if one.kind == "range":
        return Period(one.start - (one.end - one.start), one.start, "range", one.year, 1)
    if one.kind in ("nine_months", "year"):
        return None
    in_year = 12 // MONTHS[one.kind]
    year, n = (one.year, one.n - 1) if one.n > 1 else (one.year - 1, in_year)
    return period(one.kind, year, n, profile)


def _year_before(one: Period, profile: Profile) -> Period:
    if one.kind == "range":
        return Period(_a_year_less(one.start), _a_year_less(one.end), "range", one.year - 1, 1)
    return period(one.kind, one.year - 1, one.n, profile)


def _a_year_less(day: date) -> date:
    """The same day a year before; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


# ---- what cannot be reported

LATEST_CUT = timedelta(days=31)


@policy("report_cut_off")
def wrong_cut(one: Period, last: date) -> str:
    """Why a period cannot be cut on a day, as a sentence; empty where it can."""
    if one.kind == "range":
        return "Khoảng ngày đã có ngày cuối; hãy bỏ trống ngày chốt."
    if not one.start <= last <= one.last_day + LATEST_CUT:
        return (
            f"Ngày chốt {last:%d/%m/%Y} nằm ngoài kỳ {one.vi}; hãy chọn từ {one.start:%d/%m/%Y} đến "
            f"{one.last_day + LATEST_CUT:%d/%m/%Y}."
        )
    return ""


@cites("QC 9.2")
def wrong_period(one: Period, *, today: date, first_given: date | None, closed: bool) -> str:
    """Why there is no report of a period, as a sentence that says what to do; empty where there is one.

    `closed`: a report that is signed wants the whole period to be over. `first_given`: the day of the first work.
    """
    if one.start > today:
        return f"Kỳ báo cáo {one.vi} chưa bắt đầu (từ ngày {one.start:%d/%m/%Y}); hãy chọn kỳ đã bắt đầu."
    if closed and one.last_day >= today:
        after = one.last_day + timedelta(days=1)
        return f"Kỳ báo cáo {one.vi} chưa kết thúc; báo cáo lập được từ ngày {after:%d/%m/%Y}."
    if first_given is None or first_given > one.last_day:
        given = f"nhiệm vụ đầu tiên giao ngày {first_given:%d/%m/%Y}" if first_given else "chưa giao nhiệm vụ nào"
        return f"Đến ngày chốt {one.last_day:%d/%m/%Y} chưa có nhiệm vụ nào được giao ({given}); hãy chọn kỳ sau đó."
    return ""


@cites("QC 10.1")
@policy("succession")
def wrong_agency(
    name: str, one: Period, *, founded_on: date, dissolved_on: date | None, successors: tuple[str, ...], writes: bool
) -> str:
    """Why an agency has no report of a period; empty where it has one. `writes`: it is to write it now."""
    if founded_on > one.last_day:
        return f"{name} thành lập ngày {founded_on:%d/%m/%Y}, sau kỳ báo cáo {one.vi}; hãy chọn cơ quan có khi đó."
    if dissolved_on is None or (dissolved_on > one.last_day and not writes):
        return ""
    heir = f"; hãy lấy báo cáo của {', '.join(successors)}" if successors else "; hãy chọn cơ quan khác"
    return f"{name} không còn từ ngày {dissolved_on:%d/%m/%Y}{heir}."
