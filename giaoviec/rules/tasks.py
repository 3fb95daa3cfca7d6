"""What a task is (Articles 3.1, 5 and 6.1 of the Regulation): its class, its deliverable, its cycle."""

from __future__ import annotations

from enum import StrEnum


class TaskClass(StrEnum):
    """Article 5: with a deadline (5.1), or without one but to be submitted or reported (5.2)."""

    DATED = "dated"
    OPEN_ENDED = "open_ended"

    @property
    def vi(self) -> str:
        return {"dated": "có thời hạn", "open_ended": "không có thời hạn"}[self.value]


class Deliverable(StrEnum):
    """Article 3.1 and 6.1e: what the deadline is the deadline of."""

    SUBMIT = "submit"
    REPORT = "report"
    CARRY_OUT = "carry_out"
    NONE = "none"

    @property
    def vi(self) -> str:
        return {"submit": "trình", "report": "báo cáo", "carry_out": "hoàn thành", "none": "không nêu"}[self.value]


class Cycle(StrEnum):
    """7.2b, second dash: an open-ended task is updated each quarter, half-year or year (a profile adds month)."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def vi(self) -> str:
        return CYCLE_NAMES[self]


CYCLE_NAMES = {
    Cycle.MONTH: "hằng tháng",
    Cycle.QUARTER: "hằng quý",
    Cycle.HALF_YEAR: "6 tháng một lần",
    Cycle.YEAR: "hằng năm",
}


class DueSource(StrEnum):
    """Where a due date comes from: the document's own words, or the Office where the document is silent (policy)."""

    DOCUMENT = "document"
    OFFICE = "office"
    NONE = "none"

    @property
    def vi(self) -> str:
        return {"document": "văn bản nêu", "office": "Văn phòng đặt", "none": "không có"}[self.value]


class Relation(StrEnum):
    """How a task relates to an earlier one."""

    REPLACES = "replaces"
    SUPPLEMENTS = "supplements"
    DUPLICATES = "duplicates"

    @property
    def vi(self) -> str:
        return {"replaces": "thay thế", "supplements": "bổ sung", "duplicates": "trùng với"}[self.value]


class Quality(StrEnum):
    """The mark that the monitor gives when he confirms a result (Article 8.1a)."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"

    @property
    def vi(self) -> str:
        return {"good": "tốt", "fair": "đạt", "poor": "chưa bảo đảm chất lượng"}[self.value]
