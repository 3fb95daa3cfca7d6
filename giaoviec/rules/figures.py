"""The figures (8.1a, 9.2, 12): each with its id, its formula in words and in symbols, numerator and denominator.

A rate without its formula says nothing: of the same tasks of 2017 three formulas give 98.6, 86.4 and 73.2 %. So every
surface prints what these functions return. Days by holder and days to finish are counted apart, since they cost more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.counting import CELLS, DATED, DAYS, NAMES_VI, Counts, Facts, Turn, check, count
from giaoviec.rules.holders import Holder


class Form(StrEnum):
    """What a figure's value is."""

    COUNT = "count"
    RATE = "rate"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Formula:
    """How a figure is made: the sum of the counters `over`, for a rate divided by the sum of those `under`.

    `percent` instead: the day by which so many of a hundred finished, over the counters `under`.
    """

    id: str
    vi: str
    words: str
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    form: Form = Form.COUNT
    percent: int = 0

    @property
    def symbols(self) -> str:
        """The formula in the ids of the counters."""
        if self.percent:
            return f"P{self.percent}(done_on − given_on)"
        return f"{_sum(self.over)} ÷ {_sum(self.under)}" if self.under else " + ".join(self.over)

    @property
    def text(self) -> str:
        """Words and symbols, as they are printed beside the number."""
        return f"{self.words} = {self.symbols}" if self.symbols != self.id else self.words


def _sum(names: tuple[str, ...]) -> str:
    return f"({' + '.join(names)})" if len(names) > 1 else names[0]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a set on a day. `value` is None where the denominator is 0: there is nothing to divide by.

    A count's numerator is its value and it has no denominator; a rate is a fraction, not percent; days that so many of
    a hundred needed have no numerator, and as denominator the number of assignments they are taken of.
    """

    id: str
    value: int | float | None
    numerator: int | None
    denominator: int | None
    formula: str

    @property
    def vi(self) -> str:
        """What it is called on screens."""
        return FORMULAS[self.id].vi

    @property
    def form(self) -> Form:
        """How its value is printed."""
        return FORMULAS[self.id].form

    @property
    def why_none_vi(self) -> str:
        """Why there is no value; empty where there is one."""
        return "" if self.value is not None else "không tính được: mẫu số bằng 0"


DONE = ("done_on_time", "done_late")
OVERDUE = ("under_way_overdue", "not_started_overdue")


def _counter(name: str, words: str = "") -> Formula:
    return Formula(name, NAMES_VI[name], words or f"số việc {NAMES_VI[name]}", (name,))


def _rate(name: str, vi: str, words: str, over: tuple[str, ...], under: tuple[str, ...]) -> Formula:
    return Formula(name, vi, words, over, under, Form.RATE)


CORE = (
    *(_counter(cell) for cell in CELLS),
    Formula("total", "tổng số", "số việc đã giao đến ngày tính, trừ việc đã chuyển đơn vị khác", ("total",)),
    _counter("claimed", "trong số việc đang thực hiện: số việc chờ xác nhận"),
    _counter("returned", "trong số việc chưa thực hiện: số việc đã chuyển lại"),
    Formula(
        "national_done_on_time", "hoàn thành đúng hạn", "việc có thời hạn đã thực hiện đúng hạn", ("done_on_time",)
    ),
    Formula("national_done_late", "hoàn thành quá hạn", "việc có thời hạn đã thực hiện quá hạn", ("done_late",)),
    Formula(
        "national_under_way_in_time",
        "đang thực hiện trong hạn",
        "việc có thời hạn chưa xong, trong hạn",
        ("under_way_in_time", "not_started_in_time"),
    ),
    Formula(
        "national_under_way_overdue", "đang thực hiện quá hạn", "việc có thời hạn chưa xong, quá hạn", OVERDUE
    ),
    _rate(
        "rate_national",
        "tỷ lệ hoàn thành theo cách tính của Trung ương",
        "đã thực hiện ÷ (đã thực hiện + chưa xong đã quá hạn), chỉ việc có thời hạn",
        DONE,
        (*DONE, *OVERDUE),
    ),
    _rate(
        "rate_on_time",
        "tỷ lệ đúng hạn",
        "đã thực hiện đúng hạn ÷ (đã thực hiện + chưa xong đã quá hạn), chỉ việc có thời hạn",
        ("done_on_time",),
        (*DONE, *OVERDUE),
    ),
    _rate(
        "rate_done",
        "tỷ lệ đã thực hiện",
        "đã thực hiện ÷ tất cả việc đã giao, trừ việc đã thu hồi",
        (*DONE, "open_ended_done"),
        tuple(cell for cell in CELLS if cell != "withdrawn"),
    ),
    _rate(
        "rate_update",
        "tỷ lệ cập nhật đúng hạn",
        "lượt cập nhật đúng hạn ÷ lượt cập nhật đã đến hạn (lần đầu và từng kỳ, điểm b khoản 2 Điều 7)",
        ("updates_met",),
        ("updates_owed",),
    ),
    _rate("rate_returned", "tỷ lệ chuyển lại", "việc từng bị chuyển lại ÷ tổng số", ("ever_returned",), ("total",)),
    _rate(
        "rate_extended", "tỷ lệ gia hạn", "việc đã được gia hạn ÷ việc có thời hạn, trừ việc đã thu hồi",
        ("extended",), DATED,
    ),
    _rate(
        "rate_on_time_original",
        "tỷ lệ đúng hạn theo hạn ban đầu",
        "đã thực hiện trong hạn ban đầu ÷ (đã thực hiện + chưa xong đã quá hạn ban đầu)",
        ("original_done_on_time",),
        ("original_done_on_time", "original_done_late", "original_overdue"),
    ),
    _rate(
        "rate_rejected",
        "tỷ lệ báo cáo hoàn thành chưa được xác nhận",
        "lượt báo cáo chưa được xác nhận ÷ lượt báo cáo đã xem xét",
        ("rejected",),
        ("rejected", "confirmed"),
    ),
)  # fmt: skip
PERIOD = (
    _counter("carried_over", "việc giao trước kỳ, đến đầu kỳ chưa kết thúc hoặc được mở lại trong kỳ"),
    _counter("new", "việc giao trong kỳ"),
)
_WHOSE = {
    Holder.AGENCY: "chờ tiếp nhận, đang thực hiện",
    Holder.COLLABORATOR: "chờ ý kiến phối hợp",
    Holder.OFFICE: "đã chuyển lại, chờ xác nhận, chờ quyết định gia hạn, chờ trả lời khó khăn, vướng mắc",
    Holder.OUTSIDE: "chờ bên ngoài tỉnh",
}
_FINISH = "số ngày từ ngày giao đến ngày báo cáo hoàn thành được xác nhận, lấy theo phương pháp hạng gần nhất"
TIMES = (
    *(
        Formula(
            name, f"số ngày của {holder.vi}", f"tổng số ngày việc do {holder.vi} giữ: {_WHOSE[holder]}", (name,),
            form=Form.DAYS,
        )
        for holder, name in DAYS.items()
    ),
    Formula(
        "days_to_finish_median", "số ngày hoàn thành, trung vị", f"{_FINISH}: 50% việc xong trong chừng ấy ngày",
        under=(*DONE, "open_ended_done"), form=Form.DAYS, percent=50,
    ),
    Formula(
        "days_to_finish_p90", "số ngày hoàn thành, phân vị 90", f"{_FINISH}: 90% việc xong trong chừng ấy ngày",
        under=(*DONE, "open_ended_done"), form=Form.DAYS, percent=90,
    ),
)  # fmt: skip
FORMULAS: dict[str, Formula] = {formula.id: formula for formula in (*CORE, *PERIOD, *TIMES)}
_TEXTS = {formula.id: formula.text for formula in FORMULAS.values()}  # put together once, not for each of 5,000 figures


@cites("QC 8.1.a", "QC 9.2", "QC 12.1")
@policy("adds_up")
def figures(
    counts: Counts, *, finished: Mapping[int, int] | None = None, period: bool = False, where: str = ""
) -> dict[str, Figure]:
    """The figures of a set by id, in the order in which they are printed.

    `finished`: days to finish → how many needed them; with it come the figures of time too. `period`: carried over and
    new are counted. `where` names the set. `DoesNotAddUp` where the parts are not their whole.
    """
    check(counts, period=period, where=where)
    wanted = (*CORE, *(PERIOD if period else ()), *(TIMES if finished is not None else ()))
    return {formula.id: _figure(formula, counts, finished or {}) for formula in wanted}


def figures_of(
    lines: Iterable[Facts], on: date, *, since: date | None = None, turns: Iterable[Turn] = ()
) -> dict[str, Figure]:
    """The same from the facts of each assignment, and the updates owed: how the SQL that counts many is checked."""
    lines = list(lines)
    days = (facts.days_to_finish for facts in lines if facts.standing.cell)
    finished = Counter(day for day in days if day is not None)
    return figures(count(lines, on, since=since, turns=turns), finished=finished, period=since is not None)


def figure(name: str, counts: Counts) -> Figure:
    """One figure of a set whose parts were checked; `KeyError` for one that is not there, or that is not counted."""
    return _figure(FORMULAS[name], counts, {})


def _figure(formula: Formula, counts: Counts, finished: Mapping[int, int]) -> Figure:
    text = _TEXTS[formula.id]
    if formula.percent:
        of = sum(finished.values())
        return Figure(formula.id, percentile(finished, formula.percent), None, of, text)
    over = sum([counts.get(name, 0) for name in formula.over])
    if not formula.under:
        return Figure(formula.id, over, over, None, text)
    under = sum([counts.get(name, 0) for name in formula.under])
    return Figure(formula.id, over / under if under else None, over, under, text)


def percentile(finished: Mapping[int, int], percent: int) -> int | None:
    """By nearest rank: of n values in order the one at place ⌈n × percent ÷ 100⌉; None of none."""
    place = ceil(sum(finished.values()) * percent / 100)
    for day in sorted(finished):
        place -= finished[day]
        if place <= 0 and finished[day]:
            return day
    return None
