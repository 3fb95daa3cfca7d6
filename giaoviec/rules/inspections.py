"""Inspections (8.1c): periodic or sudden, proposed by the Office, decided by the Chairman, concluded, followed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from giaoviec.rules.access import Refusal
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.profile import Profile


class InspectionKind(StrEnum):
    """Định kỳ (a line of the year's plan) or đột xuất."""

    ROUTINE = "routine"
    SUDDEN = "sudden"

    @property
    def vi(self) -> str:
        return {"routine": "định kỳ", "sudden": "đột xuất"}[self.value]


class State(StrEnum):
    """Where an inspection stands."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    DECIDED = "decided"
    UNDER_WAY = "under_way"
    CONCLUDED = "concluded"
    FOLLOWED_UP = "followed_up"

    @property
    def vi(self) -> str:
        return STATE_NAMES[self]


STATE_NAMES = {
    State.PROPOSED: "chờ quyết định",
    State.REFUSED: "không kiểm tra",
    State.DECIDED: "đã quyết định",
    State.UNDER_WAY: "đang kiểm tra",
    State.CONCLUDED: "đã kết luận",
    State.FOLLOWED_UP: "đã xử lý sau kiểm tra",
}
STANDING = frozenset({State.DECIDED, State.UNDER_WAY})
"""States in which a team is at work: it may be changed, sheets may be drawn."""
ENDED = frozenset({State.CONCLUDED, State.FOLLOWED_UP})


class TeamRole(StrEnum):
    """Who somebody is in a team."""

    HEAD = "head"
    SECRETARY = "secretary"
    MEMBER = "member"

    @property
    def vi(self) -> str:
        return {"head": "Trưởng đoàn", "secretary": "Thư ký", "member": "Thành viên"}[self.value]


class Verdict(StrEnum):
    """What the team found of an assignment that was reported as done."""

    GENUINE = "genuine"
    INCOMPLETE = "incomplete"
    FALSE = "false"
    NOT_SEEN = "not_seen"

    @property
    def vi(self) -> str:
        return VERDICTS[self]

    @property
    def holds(self) -> bool:
        """Whether the closing holds; what could not be seen is not verified (policy "verified_rate")."""
        return self is Verdict.GENUINE


VERDICTS = {
    Verdict.GENUINE: "đúng như báo cáo",
    Verdict.INCOMPLETE: "chưa xong hết",
    Verdict.FALSE: "báo cáo hoàn thành không đúng",
    Verdict.NOT_SEEN: "không xem được chứng cứ",
}


class Step(StrEnum):
    """What is done to an inspection."""

    AGREE = "agree"
    REFUSE = "refuse"
    TEAM = "team"
    DRAW = "draw"
    BEGIN = "begin"
    PROLONG = "prolong"
    FILL = "fill"
    CONCLUDE = "conclude"
    FOLLOW = "follow"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: from which states, to which (None: it stays), on what ground."""

    vi: str
    sources: frozenset[State]
    target: State | None
    ground: Ground


STEPS: dict[Step, Row] = {
    Step.AGREE: Row("đồng ý kiểm tra", frozenset({State.PROPOSED}), State.DECIDED, Cite("QC 8.1.c")),
    Step.REFUSE: Row("không đồng ý kiểm tra", frozenset({State.PROPOSED}), State.REFUSED, Cite("QC 8.1.c")),
    Step.TEAM: Row("đổi thành viên đoàn", STANDING, None, Cite("QC 8.1.c")),
    Step.DRAW: Row("chọn việc kiểm tra", STANDING, None, Policy("inspection_sample")),
    Step.BEGIN: Row("bắt đầu kiểm tra", frozenset({State.DECIDED}), State.UNDER_WAY, Cite("QC 8.1.c")),
    Step.PROLONG: Row("gia hạn thời gian kiểm tra", STANDING, None, Policy("inspection_days")),
    Step.FILL: Row("lập phiếu kiểm tra", frozenset({State.UNDER_WAY}), None, Cite("QC 8.1.c")),
    Step.CONCLUDE: Row("kết luận", frozenset({State.UNDER_WAY}), State.CONCLUDED, Cite("QC 8.1.c")),
    Step.FOLLOW: Row("xử lý sau kiểm tra", frozenset({State.CONCLUDED}), None, Cite("QC 8.1.c")),
    Step.CLOSE: Row("kết thúc xử lý", frozenset({State.CONCLUDED}), State.FOLLOWED_UP, Cite("QC 8.1.c")),
}


@cites("QC 8.1.c")
@policy("inspection_days", "inspection_sample")
def check(step: Step, state: State) -> Refusal | None:
    """None when a step may be taken in a state, else the sentence that says in which it may, and where it stands."""
    row = STEPS[step]
    if state in row.sources:
        return None
    when = " hoặc ".join(one.vi for one in State if one in row.sources)
    return Refusal(f"Chỉ {row.vi} được khi cuộc kiểm tra {when}; cuộc này {state.vi}.", row.ground)


@cites("QC 2.2.a", "QC 2.2.b", "QC 8.1.c")
@policy("inspection_days")
def usual_days(
    decided_on: date, first_on: date | None = None, *, profile: Profile, calendar: Calendar
) -> tuple[date, date]:
    """First and last day where the decision names none: from the working day after it, or the first day that is named,
    for the profile's number of working days."""
    first, days = first_on or calendar.add(decided_on, 1), int(profile["inspection_days"])
    return first, calendar.add(first, days - 1) if days > 1 else first


@policy("second_look")
def looks(claims: int, *, profile: Profile) -> int:
    """How many of a week's confirmed claims are looked at again: the profile's share, rounded up."""
    return -(-claims * int(profile["second_look_percent"]) // 100)
