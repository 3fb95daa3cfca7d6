"""Whether the Regulation itself is kept (11.1): which duties show each clause, and what a clause's numbers say.

A duty belongs to the period in which it falls due. Where it stands on a day is derived: it is in time to the end of its
day. What ended without being owed any more (returned, withdrawn, put off) is not counted; the day that it was put off
to is another duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from giaoviec.rules.citation import Cite, cites
from giaoviec.rules.duties import KINDS, DutyKind
from giaoviec.rules.reports import Part


class Stand(StrEnum):
    """Where a duty stands on a day."""

    IN_TIME = "in_time"
    LATE = "late"
    UNMET = "unmet"
    NOT_DUE = "not_due"

    @property
    def vi(self) -> str:
        return {
            "in_time": "đúng hạn",
            "late": "chậm",
            "unmet": "quá hạn, chưa thực hiện",
            "not_due": "chưa đến hạn",
        }[self.value]

    @property
    def slug(self) -> str:
        """As it stands in addresses."""
        return {"in_time": "dung-han", "late": "cham", "unmet": "chua-thuc-hien", "not_due": "chua-den-han"}[self.value]


@cites("QC 11.1#2", "QC 2.1.a")
def stand(due_on: date, met_on: date | None, on: date) -> Stand:
    """Where a duty stands at the end of the day `on`: met by then in time or late, else past its day or not."""
    if met_on is not None and met_on <= on:
        return Stand.IN_TIME if met_on <= due_on else Stand.LATE
    return Stand.UNMET if due_on < on else Stand.NOT_DUE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties stand where; the parts add up to `total`."""

    in_time: int = 0
    late: int = 0
    unmet: int = 0
    not_due: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.in_time + other.in_time,
            self.late + other.late,
            self.unmet + other.unmet,
            self.not_due + other.not_due,
        )

    def of(self, one: Stand) -> int:
        return int(getattr(self, one.value))

    @property
    def total(self) -> int:
        return self.in_time + self.late + self.unmet + self.not_due

    @property
    def due(self) -> int:
        """Those whose day has come, or that were met before it."""
        return self.in_time + self.late + self.unmet

    @property
    def rate(self) -> float | None:
        """In time ÷ those whose day has come; None where there is none."""
        return self.in_time / self.due if self.due else None


def added(parts: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    return sum(parts, Counts())


class Verdict(StrEnum):
    """What the numbers of a clause say, in one word."""

    KEPT = "kept"
    LATE = "late"
    UNMET = "unmet"
    NOT_DUE = "not_due"
    NOTHING = "nothing"

    @property
    def vi(self) -> str:
        return {
            "kept": "Đúng hạn",
            "late": "Có việc chậm",
            "unmet": "Còn việc chưa thực hiện",
            "not_due": "Chưa đến hạn",
            "nothing": "Không phát sinh",
        }[self.value]


@cites("QC 11.1#2")
def verdict(counts: Counts) -> Verdict:
    """The worst that there is: unmet before late before in time; nothing has come due, or nothing is owed."""
    if counts.unmet:
        return Verdict.UNMET
    if counts.late:
        return Verdict.LATE
    if counts.in_time:
        return Verdict.KEPT
    return Verdict.NOT_DUE if counts.not_due else Verdict.NOTHING


# ---- which clause a duty shows

K = DutyKind
POLICY = "chinh-sach"
"""Where duties stand that only a policy of the province demands."""

UNDER: Mapping[DutyKind, str] = {
    K.OPINION: "QC 2.3#2",
    K.VERIFY: "QC 8.1.a",
    K.SECOND_LOOK: "QC 8.1.a",
    K.ANSWER_RETURN: "QC 7.2.c",
    K.DECIDE_EXTENSION: "QC 6.1.e",
    K.ANSWER_OBSTACLE: "QC 8.1.b",
    K.ADVISE_OBSTACLE: "QC 8.1.b",
    K.ACCOUNT_REVIEW: "QC 2.2.c",
    K.ANSWER_LEADER: "QC 2.2.a",
}
"""The clause that a policy's duty serves: the Regulation demands the thing, the province set the days."""

OF_OFFICE: Mapping[DutyKind, str] = {K.PERIOD_REPORT: "QC 9.2"}
"""What the Office owes by another clause than the agencies."""


@cites("QC 11.1#2")
def clause_of(kind: DutyKind, *, of_office: bool) -> str:
    """The code of the clause that a duty shows; `POLICY` for one that only a policy demands."""
    if of_office and kind in OF_OFFICE:
        return OF_OFFICE[kind]
    ground = KINDS[kind].ground
    return ground.code if isinstance(ground, Cite) else UNDER.get(kind, POLICY)


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind of duty under a clause, with whose: the Office's (True), others' (False), everybody's (None)."""

    kind: DutyKind
    of_office: bool | None = None


def shown_by(code: str) -> tuple[Shown, ...]:
    """The duties that show a clause, in the order of the rule book."""
    found = []
    for kind in DutyKind:
        sides = {side: clause_of(kind, of_office=side) == code for side in (True, False)}
        if all(sides.values()):
            found.append(Shown(kind))
        elif any(sides.values()):
            found.append(Shown(kind, of_office=sides[True]))
    return tuple(found)


# ---- what else a clause is shown by


class Counted(StrEnum):
    """What is counted beside the duties: acts that no clock demands."""

    RETURNS = "returns"
    OBSTACLES = "obstacles"
    INSPECTIONS = "inspections"
    SUGGESTIONS = "suggestions"
    LEADERS_NAMED = "leaders_named"
    INTERNAL_CHECKS = "internal_checks"
    GUIDANCE = "guidance"
    URGINGS = "urgings"
    OWN_REGULATIONS = "own_regulations"
    REGULATION_LETTERS = "regulation_letters"

    @property
    def vi(self) -> str:
        return COUNTED[self].vi

    @property
    def link(self) -> str:
        """The page that has them."""
        return COUNTED[self].link


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the table: its words after a number, the clause that it shows, the page that has it."""

    vi: str
    code: str
    link: str


COUNTED: Mapping[Counted, Act] = {
    Counted.RETURNS: Act("lần chuyển lại có nêu lý do", "QC 7.2.c", "/viec/"),
    Counted.OBSTACLES: Act("khó khăn, vướng mắc được báo cáo", "QC 10.2", "/vuong-mac/"),
    Counted.INSPECTIONS: Act("cuộc kiểm tra được đề xuất", "QC 8.1.c", "/kiem-tra/"),
    Counted.SUGGESTIONS: Act("góp ý, yêu cầu hỗ trợ gửi đến", "QC 8.1.d", "/gop-y/"),
    Counted.LEADERS_NAMED: Act("việc được phân công lãnh đạo phụ trách", "QC 8.2#1", "/viec/"),
    Counted.INTERNAL_CHECKS: Act("lần cơ quan tự kiểm tra", "QC 8.2#2", "/quy-che-noi-bo/"),
    Counted.GUIDANCE: Act("hướng dẫn ghi tại nhiệm vụ", "QC 9.1", "/viec/"),
    Counted.URGINGS: Act("văn bản đôn đốc đã gửi", "QC 9.3", "/don-doc/"),
    Counted.OWN_REGULATIONS: Act("cơ quan có quy chế nội bộ", "QC 11.2#2", "/quy-che-noi-bo/"),
    Counted.REGULATION_LETTERS: Act("kiến nghị sửa đổi Quy chế", "QC 13", "/gop-y/"),
}

FIGURES: Mapping[str, tuple[str, ...]] = {
    "QC 2.1.a": ("rate_on_time",),
    "QC 2.1.b": ("rate_national",),
    "QC 6.1.g": ("rate_done",),
    "QC 7.2.a": ("rate_update",),
}
"""Clause → the figures that show it (`rules.figures`)."""


def counted_for(code: str) -> tuple[Counted, ...]:
    """The acts that show a clause."""
    return tuple(one for one, row in COUNTED.items() if row.code == code)


# ---- the yearly report

KIND = "compliance"
"""As it stands in `Report.kind` and on the command line."""

PARTS: tuple[Part, ...] = (
    Part("tuan-thu", "Kết quả triển khai thực hiện Quy chế", required=True),
    Part("van-phong", "Việc thực hiện của UBND tỉnh, Văn phòng UBND tỉnh", required=True),
    Part("co-quan", "Việc thực hiện của các sở, ngành, địa phương", required=True),
    Part("noi-bo", "Quy chế nội bộ, tự kiểm tra của các cơ quan"),
    Part("quy-che", "Khó khăn, kiến nghị sửa đổi Quy chế"),
    Part("nhiem-vu", "Nhiệm vụ thời gian tới", required=True),
)
