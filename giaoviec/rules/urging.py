"""Urging in degrees (9.3): reminder → urging letter → report to the Chairman → inspection or criticism proposed.

One owed thing is judged by itself: how many working days late it is, with whom the work lies, what was urged and
answered before. What the Office itself holds is never urged; nothing is urged twice within the profile's days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from giaoviec.rules.access import Refusal
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import Holder
from giaoviec.rules.profile import Profile

K = DutyKind
URGED = (K.RESULT, K.CYCLE_UPDATE, K.FIRST_UPDATE, K.WRITTEN_REPORT, K.EXPLANATION, K.OPINION)
"""What a letter urges, the weightiest first: an agency's own duties on an assignment."""

HELD = {Holder.OFFICE: "việc đang ở Văn phòng UBND tỉnh", Holder.NOBODY: "việc đã kết thúc"}


class Degree(StrEnum):
    """How far urging has come. Each degree includes the ones before it."""

    NONE = "none"
    REMINDER = "reminder"
    LETTER = "letter"
    REPORT = "report"
    INSPECT = "inspect"

    @property
    def vi(self) -> str:
        return DEGREE_NAMES[self]

    @property
    def rank(self) -> int:
        """0 for none to 4 for inspection."""
        return tuple(Degree).index(self)


DEGREE_NAMES = {
    Degree.NONE: "không đôn đốc",
    Degree.REMINDER: "nhắc việc",
    Degree.LETTER: "đôn đốc bằng văn bản",
    Degree.REPORT: "báo cáo Chủ tịch UBND tỉnh",
    Degree.INSPECT: "đề xuất kiểm tra hoặc phê bình",
}


@dataclass(frozen=True, slots=True)
class Owing:
    """One owed thing: its duty and day, with whom the work lies (None: no assignment), and what was urged before.

    `urged_on` is the day of the last letter that named it, `urged` how many did; `answer_due_on` the day by which that
    one was to be answered, `answered` whether it was, `promised_on` the day that the answer gave.
    """

    kind: DutyKind
    due_on: date
    holder: Holder = Holder.AGENCY
    urged_on: date | None = None
    urged: int = 0
    answer_due_on: date | None = None
    answered: bool = False
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The degree, why in words, on what ground; `days_late` in working days; `letter` whether one is due now."""

    degree: Degree
    reason: str
    ground: Ground
    days_late: int
    letter: bool = False


@cites("QC 9.3")
@policy("urging", "urging_waits", "urging_again", "urging_promise", "urging_silence")
def degree(owing: Owing, on: date, *, profile: Profile, calendar: Calendar) -> Verdict:
    """How far to go for one owed thing on a day. `UnknownYear` where the calendar lacks a year."""
    late = calendar.count(owing.due_on, on) if owing.due_on < on else 0
    if owing.holder in (Holder.OFFICE, Holder.NOBODY):
        return Verdict(Degree.NONE, HELD[owing.holder], Policy("urging_waits"), late)
    if owing.kind not in URGED:
        return Verdict(Degree.NONE, "không thuộc diện đôn đốc", Policy("urging"), late)
    if not late:
        return Verdict(Degree.NONE, "chưa quá hạn", Policy("urging"), 0)
    if owing.holder is Holder.OUTSIDE:
        return Verdict(Degree.REMINDER, "đang chờ cơ quan bên ngoài tỉnh", Policy("urging_waits"), late)
    if late < int(profile["urge_after_days"]):
        return Verdict(Degree.REMINDER, f"quá hạn {late} ngày làm việc", Policy("reminders"), late)
    return _written(owing, on, late, profile, calendar)


def _written(owing: Owing, on: date, late: int, profile: Profile, calendar: Calendar) -> Verdict:
    """Late enough for a letter: whether it is time for one, and whether letters were enough."""
    late_vi = f"quá hạn {late} ngày làm việc"
    if owing.urged_on is None:
        return Verdict(Degree.LETTER, f"{late_vi}, chưa đôn đốc bằng văn bản", Cite("QC 9.3"), late, letter=True)
    again = may_urge_again(owing.urged_on, profile=profile, calendar=calendar)
    urged_vi = f"{late_vi}, đã đôn đốc {owing.urged} lần, lần cuối ngày {owing.urged_on:%d/%m/%Y}"
    if late >= int(profile["inspect_after_days"]) and on >= again:
        return Verdict(Degree.INSPECT, f"{urged_vi}, chưa chuyển biến", Cite("QC 8.1.c"), late, letter=True)
    if _silent(owing, on):
        reason = f"{urged_vi}, không trả lời văn bản đôn đốc"
        return Verdict(Degree.REPORT, reason, Policy("urging_silence"), late, letter=on >= again)
    if on < again:
        reason = f"{urged_vi}; đôn đốc lại từ ngày {again:%d/%m/%Y}"
        return Verdict(Degree.REMINDER, reason, Policy("urging_again"), late)
    if owing.promised_on and on <= owing.promised_on:
        reason = f"{urged_vi}; cơ quan hẹn xong ngày {owing.promised_on:%d/%m/%Y}"
        return Verdict(Degree.REMINDER, reason, Policy("urging_promise"), late)
    if late >= int(profile["report_after_days"]):
        return Verdict(Degree.REPORT, f"{urged_vi}, chưa chuyển biến", Cite("QC 9.3"), late, letter=True)
    return Verdict(Degree.LETTER, f"{urged_vi}, chưa chuyển biến", Cite("QC 9.3"), late, letter=True)


def _silent(owing: Owing, on: date) -> bool:
    return not owing.answered and owing.answer_due_on is not None and owing.answer_due_on < on


@cites("QC 9.3")
@policy("urging_waits", "urging_again")
def by_hand(owing: Owing, on: date, *, profile: Profile, calendar: Calendar) -> Refusal | None:
    """Why a person may not urge a thing now; None where he may, also before it is late or while a promise runs."""
    if owing.holder in (Holder.OFFICE, Holder.NOBODY, Holder.OUTSIDE):
        where = HELD.get(owing.holder, "việc đang chờ cơ quan bên ngoài tỉnh")
        return Refusal(f"Không đôn đốc được: {where}.", Policy("urging_waits"))
    if owing.urged_on and on < (again := may_urge_again(owing.urged_on, profile=profile, calendar=calendar)):
        sentence = f"Đã đôn đốc ngày {owing.urged_on:%d/%m/%Y}; đôn đốc lại được từ ngày {again:%d/%m/%Y}."
        return Refusal(sentence, Policy("urging_again"))
    return None


@policy("urging_again")
def may_urge_again(urged_on: date, *, profile: Profile, calendar: Calendar) -> date:
    """The first day on which a thing that was urged may be urged again."""
    return calendar.add(urged_on, int(profile["urge_again_days"]))


@policy("urging_answer")
def answer_by(sent_on: date, *, profile: Profile, calendar: Calendar) -> date:
    """The day by which a letter is to be answered, where it names none: a working day."""
    return calendar.add(sent_on, int(profile["urge_answer_days"]))


@policy("urging_effect")
def effect_until(sent_on: date, *, profile: Profile, calendar: Calendar) -> date:
    """The last day on which what moves counts as a letter's effect."""
    return calendar.add(sent_on, int(profile["urge_again_days"]))


class Moved(StrEnum):
    """What became of an urged thing after the letter, the strongest first."""

    FINISHED = "finished"
    CLAIMED = "claimed"
    REDATED = "redated"
    UPDATED = "updated"
    STILL = "still"

    @property
    def vi(self) -> str:
        return {
            "finished": "đã xong",
            "claimed": "đã báo cáo hoàn thành",
            "redated": "đã được gia hạn, đổi hạn",
            "updated": "đã cập nhật",
            "still": "chưa chuyển biến",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Since:
    """The first day after a letter on which each thing happened to the urged work; None: it did not."""

    finished_on: date | None = None
    claimed_on: date | None = None
    redated_on: date | None = None
    updated_on: date | None = None


@policy("urging_effect")
def moved(since: Since, *, until: date) -> Moved:
    """What a letter moved, looking at what happened up to `until`, its day included."""
    days = (
        (Moved.FINISHED, since.finished_on),
        (Moved.CLAIMED, since.claimed_on),
        (Moved.REDATED, since.redated_on),
        (Moved.UPDATED, since.updated_on),
    )
    return next((what for what, day in days if day is not None and day <= until), Moved.STILL)
