"""Duties: what somebody owes by a day, who, on what ground, and which moves set, meet and drop them (Articles 6–10).

Late is not stored: a duty is late on a day after `due_on` on which it is neither met nor dropped. The days come from
the profile; a computed day that is off moves to the next working day, one that a document names stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from giaoviec.rules.calendar import Calendar
from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.moves import Move
from giaoviec.rules.periods import cycle_end, cycle_start
from giaoviec.rules.profile import Profile
from giaoviec.rules.roles import Role
from giaoviec.rules.tasks import Cycle, TaskClass


class DutyKind(StrEnum):
    """What is owed. Its words, ground, owner and move stand in `KINDS`."""

    REGISTER = "register"
    FIRST_UPDATE = "first_update"
    CYCLE_UPDATE = "cycle_update"
    RESULT = "result"
    WRITTEN_REPORT = "written_report"
    EXPLANATION = "explanation"
    OPINION = "opinion"
    VERIFY = "verify"
    ANSWER_RETURN = "answer_return"
    DECIDE_EXTENSION = "decide_extension"
    ANSWER_OBSTACLE = "answer_obstacle"
    ANSWER_URGING = "answer_urging"
    PERIOD_REPORT = "period_report"
    ASKED_REPORT = "asked_report"
    COMPLIANCE_REPORT = "compliance_report"
    PAPER_REPORT = "paper_report"
    LIAISON_LOOK = "liaison_look"
    BACKUP = "backup"
    ACCOUNT_REVIEW = "account_review"
    ANSWER_LEADER = "answer_leader"
    DECIDE_REPORT = "decide_report"
    CARRY_OUT = "carry_out"
    DECIDE_INSPECTION = "decide_inspection"
    FILL_SHEETS = "fill_sheets"
    CONCLUDE_INSPECTION = "conclude_inspection"
    SECOND_LOOK = "second_look"
    ADVISE_OBSTACLE = "advise_obstacle"
    ANSWER_SUGGESTION = "answer_suggestion"
    DECIDE_CONTEST = "decide_contest"

    @property
    def vi(self) -> str:
        return KINDS[self].vi

    @property
    def verb_vi(self) -> str:
        """The button on the desk: "Cập nhật"."""
        return KINDS[self].verb_vi

    @property
    def ground(self) -> Ground:
        return KINDS[self].ground

    @property
    def owner(self) -> Owner:
        return KINDS[self].owner

    @property
    def role(self) -> Role | None:
        """Whose desk it lies on; None: everybody who speaks for the owner. An extension's is `decider`."""
        return KINDS[self].role

    @property
    def move(self) -> Move | None:
        """The move that meets it, where one page does."""
        return KINDS[self].move


class Owner(StrEnum):
    """Who owes a duty."""

    OFFICE = "office"
    LEAD = "lead"
    COLLABORATOR = "collaborator"
    AGENCY = "agency"
    COMMITTEE = "committee"
    TEAM = "team"

    @property
    def vi(self) -> str:
        return {
            "office": "Văn phòng UBND tỉnh",
            "lead": "cơ quan chủ trì",
            "collaborator": "cơ quan phối hợp",
            "agency": "cơ quan được yêu cầu",
            "committee": "UBND tỉnh",
            "team": "đoàn kiểm tra",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table: `key` is the profile's number of days or name of cycle it is reckoned by, if any."""

    vi: str
    verb_vi: str
    owner: Owner
    ground: Ground
    key: str = ""
    role: Role | None = None
    move: Move | None = None


K = DutyKind
KINDS: dict[DutyKind, Kind] = {
    K.REGISTER: Kind("vào sổ và giao việc", "Giao việc", Owner.OFFICE, Cite("QC 7.1"), "register_days", Role.CLERK),
    K.FIRST_UPDATE: Kind(
        "cập nhật lần đầu", "Cập nhật", Owner.LEAD, Cite("QC 7.2.b#1"), "first_update_days", move=Move.UPDATE
    ),
    K.CYCLE_UPDATE: Kind("cập nhật theo kỳ", "Cập nhật", Owner.LEAD, Cite("QC 7.2.b#2"), move=Move.UPDATE),
    K.RESULT: Kind("kết quả thực hiện", "Báo cáo kết quả", Owner.LEAD, Cite("QC 6.1.e"), move=Move.CLAIM),
    K.WRITTEN_REPORT: Kind("báo cáo bằng văn bản", "Gửi văn bản", Owner.LEAD, Cite("QC 6.1#cuoi")),
    K.EXPLANATION: Kind(
        "giải trình", "Giải trình", Owner.LEAD, Cite("QC 8.2#1"), "explanation_days", move=Move.EXPLAIN
    ),
    K.OPINION: Kind(
        "ý kiến phối hợp", "Góp ý", Owner.COLLABORATOR, Policy("opinion_days"), "opinion_days", move=Move.GIVE_OPINION
    ),
    K.VERIFY: Kind(
        "kiểm tra, xác nhận kết quả",
        "Xác nhận",
        Owner.OFFICE,
        Policy("verify"),
        "verify_days",
        Role.MONITOR,
        Move.CONFIRM,
    ),
    K.ANSWER_RETURN: Kind(
        "trả lời việc chuyển lại", "Xử lý", Owner.OFFICE, Policy("answer_return"), "answer_return_days", Role.MONITOR
    ),
    K.DECIDE_EXTENSION: Kind(
        "quyết định gia hạn",
        "Quyết định",
        Owner.OFFICE,
        Policy("decide_extension"),
        "decide_extension_days",
        Role.MONITOR,
        Move.DECIDE_EXTENSION,
    ),
    K.ANSWER_OBSTACLE: Kind(
        "trả lời khó khăn, vướng mắc",
        "Trả lời",
        Owner.OFFICE,
        Policy("answer_obstacle"),
        "answer_obstacle_days",
        Role.MONITOR,
        Move.ANSWER_OBSTACLE,
    ),
    K.ANSWER_URGING: Kind("trả lời văn bản đôn đốc", "Trả lời", Owner.AGENCY, Cite("QC 9.3")),
    K.PERIOD_REPORT: Kind("báo cáo định kỳ", "Gửi báo cáo", Owner.AGENCY, Cite("QC 10.1")),
    K.COMPLIANCE_REPORT: Kind(
        "báo cáo kết quả thực hiện Quy chế", "Lập báo cáo", Owner.OFFICE, Cite("QC 11.1#2"), role=Role.MONITOR
    ),
    K.ASKED_REPORT: Kind("báo cáo theo yêu cầu", "Gửi báo cáo", Owner.AGENCY, Cite("QC 9.4")),
    K.PAPER_REPORT: Kind("báo cáo giấy về nhiệm vụ mật", "Đánh dấu đã gửi", Owner.AGENCY, Cite("QC 6.2")),
    K.LIAISON_LOOK: Kind(
        "mở phần mềm nắm văn bản chỉ đạo", "Mở xem", Owner.AGENCY, Cite("QC 8.2#2"), "liaison_days", Role.LIAISON
    ),
    K.BACKUP: Kind(
        "sao lưu dữ liệu, khôi phục thử", "Sao lưu", Owner.OFFICE, Cite("QC 8.1.đ"), "backup_days", Role.INFRASTRUCTURE
    ),
    K.ACCOUNT_REVIEW: Kind(
        "rà soát tài khoản", "Rà soát", Owner.OFFICE, Policy("account_review"), "account_review", Role.ADMINISTRATOR
    ),
    K.ANSWER_LEADER: Kind(
        "trả lời lãnh đạo UBND tỉnh", "Trả lời", Owner.AGENCY, Policy("leader_acts"), "answer_leader_days"
    ),
    K.DECIDE_REPORT: Kind(
        "quyết định đề xuất của Văn phòng",
        "Quyết định",
        Owner.COMMITTEE,
        Cite("QC 9.3"),
        "decide_report_days",
        Role.CHAIRMAN,
    ),
    K.CARRY_OUT: Kind(
        "thực hiện quyết định của Chủ tịch UBND tỉnh",
        "Thực hiện",
        Owner.OFFICE,
        Cite("QC 8.1.a"),
        "carry_out_days",
        Role.MONITOR,
    ),
    K.DECIDE_INSPECTION: Kind(
        "quyết định kiểm tra", "Quyết định", Owner.COMMITTEE, Cite("QC 8.1.c"), "inspection_decide_days", Role.CHAIRMAN
    ),
    K.FILL_SHEETS: Kind("lập phiếu kiểm tra", "Lập phiếu", Owner.TEAM, Cite("QC 8.1.c")),
    K.CONCLUDE_INSPECTION: Kind(
        "kết luận kiểm tra", "Kết luận", Owner.OFFICE, Cite("QC 8.1.c"), "inspection_conclude_days", Role.MONITOR
    ),
    K.SECOND_LOOK: Kind(
        "xem lại kết quả đã xác nhận", "Xem lại", Owner.OFFICE, Policy("second_look"), "second_look_days", Role.MONITOR
    ),
    K.ADVISE_OBSTACLE: Kind(
        "cho ý kiến xử lý vướng mắc", "Cho ý kiến", Owner.AGENCY, Policy("obstacle_passed"), "advise_obstacle_days"
    ),
    K.ANSWER_SUGGESTION: Kind(
        "trả lời góp ý, hỗ trợ", "Trả lời", Owner.OFFICE, Cite("QC 8.1.d"), "answer_suggestion_days", Role.MONITOR
    ),
    K.DECIDE_CONTEST: Kind("quyết định kiến nghị về đánh giá", "Quyết định", Owner.OFFICE, Policy("contest")),
}
WORKING_DAYS = frozenset(
    {
        K.REGISTER,
        K.FIRST_UPDATE,
        K.EXPLANATION,
        K.OPINION,
        K.VERIFY,
        K.ANSWER_RETURN,
        K.DECIDE_EXTENSION,
        K.ANSWER_OBSTACLE,
        K.DECIDE_INSPECTION,
        K.ANSWER_LEADER,
        K.DECIDE_REPORT,
        K.CARRY_OUT,
        K.CONCLUDE_INSPECTION,
        K.SECOND_LOOK,
        K.ADVISE_OBSTACLE,
        K.ANSWER_SUGGESTION,
    }
)
EVERY_SO_MANY_DAYS = frozenset({K.LIAISON_LOOK, K.BACKUP})
EVERY_CYCLE = frozenset({K.CYCLE_UPDATE, K.PAPER_REPORT, K.ACCOUNT_REVIEW})


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty to be set: its kind, its day, and the turn of a recurring one ("quarter 2026-10-01")."""

    kind: DutyKind
    due_on: date
    turn: str = ""


@cites("QC 7.1", "QC 7.2.b#1", "QC 7.2.b#2", "QC 8.1.đ", "QC 8.2#2")
@policy("at_once", "explanation_days", "computed_day_moves", "default_cycle")
def due(
    kind: DutyKind,
    start: date,
    *,
    profile: Profile,
    calendar: Calendar,
    at_once: bool = False,
    cycle: Cycle | str = "",
    named: date | None = None,
) -> date:
    """The day by which a duty set on `start` is owed; `named` is a day that a document or a person gave, and stays.

    `start` is the issue of a document (its receipt where the Government's), the giving, the day a thing fell overdue or
    was rejected, was claimed, asked, returned. `ValueError` where the kind needs a named day and there is none;
    `UnknownYear` from the calendar.
    """
    if named:
        return named
    if kind is K.FIRST_UPDATE and at_once:
        days = int(profile["at_once_days"])
        return calendar.add(start, days) if days else start
    if kind in WORKING_DAYS:
        return calendar.add(start, int(profile[KINDS[kind].key]))
    if kind in EVERY_SO_MANY_DAYS:
        return calendar.next_working(start + timedelta(days=int(profile[KINDS[kind].key])))
    if kind in EVERY_CYCLE:
        return cycle_end(_cycle(kind, cycle, profile), start, calendar)
    raise ValueError(f"{kind} is owed by a day that somebody names")


def turn(kind: DutyKind, day: date, *, profile: Profile, cycle: Cycle | str = "") -> str:
    """The turn of a duty that comes every cycle: the same for all days of the cycle. "" for any other duty."""
    if kind not in EVERY_CYCLE:
        return ""
    name = _cycle(kind, cycle, profile)
    return f"{name} {cycle_start(name, day)}"


def _cycle(kind: DutyKind, cycle: Cycle | str, profile: Profile) -> str:
    return str(cycle or profile[KINDS[kind].key or "default_cycle"])


@cites("QC 6.1.e", "QC 6.1#cuoi", "QC 7.2.b#1", "QC 7.2.b#2")
@policy("internal_assignment")
def owed_at_giving(
    *,
    given_on: date,
    due_on: date | None,
    task_class: TaskClass,
    profile: Profile,
    calendar: Calendar,
    cycle: Cycle | str = "",
    at_once: bool = False,
    written_report: bool = False,
    internal: bool = False,
) -> tuple[Owed, ...]:
    """What the lead owes from the giving on.

    Dated: first update, result. Open-ended: an update each cycle, and a first one where it is to be done at once.
    A written report, where the task demands one, by the due date or the end of the first cycle. Inside an agency only
    the result: the clocks of 7.2b bind the agency.
    """
    if internal:
        return (Owed(K.RESULT, due_on),) if due_on else ()
    kinds = [K.FIRST_UPDATE] if task_class is TaskClass.DATED or at_once else []
    kinds.append(K.RESULT if due_on and task_class is TaskClass.DATED else K.CYCLE_UPDATE)
    owed = [
        Owed(
            kind,
            due(
                kind,
                given_on,
                profile=profile,
                calendar=calendar,
                at_once=at_once,
                cycle=cycle,
                named=due_on if kind is K.RESULT else None,
            ),
            turn(kind, given_on, profile=profile, cycle=cycle),
        )
        for kind in kinds
    ]
    return (*owed, Owed(K.WRITTEN_REPORT, owed[-1].due_on)) if written_report else tuple(owed)


@policy("extension_decider")
def decider(*, starred: bool, profile: Profile) -> Role:
    """On whose desk an extension lies: the profile names the role, for ordinary and for starred tasks."""
    return Role(str(profile["extension_decider_starred" if starred else "extension_decider"]))


# ---- overdue


@cites("QC 8.2#1")
def fell_overdue(due_on: date) -> date:
    """The day on which a task fell overdue: the day after its due date, which is in time to its end."""
    return due_on + timedelta(days=1)
