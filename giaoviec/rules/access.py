"""Who may do what and see what (domain.md, "Roles" and "Visibility"): the one place that answers.

`may` answers for the acts that are not moves of an assignment (those are in `moves`); `sees_document`,
`sees_assignment` and `sees_story` for what is seen. A refusal is for somebody who may know of the thing; to a stranger
it does not exist (404).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy


class Role(StrEnum):
    """A membership's role. A person has several memberships and acts in one at a time."""

    CHAIRMAN = "chairman"
    VICE_CHAIRMAN = "vice_chairman"
    ASSISTANT = "assistant"
    OFFICE_HEAD = "office_head"
    CLERK = "clerk"
    MONITOR = "monitor"
    AGENCY_HEAD = "agency_head"
    LIAISON = "liaison"
    AGENCY_CLERK = "agency_clerk"
    UNIT_HEAD = "unit_head"
    OFFICER = "officer"
    EVALUATOR = "evaluator"
    INSPECTOR = "inspector"
    INFRASTRUCTURE = "infrastructure"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def vi(self) -> str:
        return ROLE_NAMES[self]


ROLE_NAMES = {
    Role.CHAIRMAN: "Chủ tịch UBND tỉnh",
    Role.VICE_CHAIRMAN: "Phó Chủ tịch UBND tỉnh",
    Role.ASSISTANT: "Trợ lý Chủ tịch",
    Role.OFFICE_HEAD: "Lãnh đạo Văn phòng UBND tỉnh",
    Role.CLERK: "Văn thư Văn phòng UBND tỉnh",
    Role.MONITOR: "Chuyên viên theo dõi",
    Role.AGENCY_HEAD: "Thủ trưởng cơ quan",
    Role.LIAISON: "Lãnh đạo Văn phòng phụ trách",
    Role.AGENCY_CLERK: "Văn thư cơ quan",
    Role.UNIT_HEAD: "Trưởng phòng",
    Role.OFFICER: "Chuyên viên",
    Role.EVALUATOR: "Người theo dõi đánh giá (Sở Nội vụ)",
    Role.INSPECTOR: "Thành viên đoàn kiểm tra",
    Role.INFRASTRUCTURE: "Phụ trách hạ tầng",
    Role.ADMINISTRATOR: "Quản trị kỹ thuật",
    Role.AUDITOR: "Kiểm toán, giám sát",
}

LEADERS = frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN, Role.ASSISTANT})
OFFICE = frozenset({Role.OFFICE_HEAD, Role.CLERK, Role.MONITOR})
AGENCY_WIDE = frozenset({Role.AGENCY_HEAD, Role.LIAISON, Role.AGENCY_CLERK})
INTERNAL = frozenset({Role.UNIT_HEAD, Role.OFFICER})
NO_BUSINESS = frozenset({Role.ADMINISTRATOR, Role.INFRASTRUCTURE})
ALL = frozenset(Role)
BUSINESS = ALL - NO_BUSINESS - {Role.AUDITOR}
NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting in one membership: what access and moves ask about.

    `for_person_id` is set when he acts for another by delegation; `label` is then "X, thay Y".
    """

    person_id: int
    label: str
    role: Role
    membership_id: int
    agency_id: int
    unit_id: int | None = None
    for_person_id: int | None = None
    directs_fields: tuple[str, ...] = ()
    title: str = ""

    @property
    def is_office(self) -> bool:
        return self.role in OFFICE

    @property
    def sees_all(self) -> bool:
        return self.role in OFFICE or self.role in LEADERS

    @property
    def persons(self) -> frozenset[int]:
        """Everybody whose hand this is: himself, and whom he stands in for (two-person rules look at both)."""
        return frozenset({self.person_id, *({self.for_person_id} if self.for_person_id else ())})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: one Vietnamese sentence that says what to do, and the clause or policy that refuses."""

    sentence: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Act:
    """A row of the table: `anywhere` are the roles that may, `own` those that may for their own agency only."""

    vi: str
    ground: Ground
    anywhere: frozenset[Role]
    own: frozenset[Role] = NOBODY


@policy("roles")
def may(actor: Actor, act: str, *, agency_id: int | None = None) -> Refusal | None:
    """None when `actor` may do `act`, else why not. `agency_id` is the agency that it concerns, where it concerns one.

    `KeyError` for an act that is not in the table.
    """
    row = ACTS[act]
    if actor.role in row.anywhere or (actor.role in row.own and agency_id == actor.agency_id):
        return None
    if actor.role in row.own and agency_id is not None:
        return Refusal(f"Đồng chí chỉ có quyền “{row.vi}” đối với cơ quan mình.", row.ground)
    return Refusal(f"Đồng chí không có quyền “{row.vi}”; việc đó của: {_names_vi(row)}.", row.ground)


def _names_vi(row: Act) -> str:
    return ", ".join(role.vi for role in Role if role in row.anywhere | row.own)


# ---- who sees what


@cites("QC 2.2.c")
@policy("visibility")
def sees_document(
    actor: Actor,
    *,
    lead_agencies: Collection[int],
    collaborating_agencies: Collection[int] = (),
    officers: Collection[int] = (),
    units: Collection[int] = (),
    inspectors: Collection[int] = (),
) -> bool:
    """Whether he sees a document, whole: the leaders, the Office, and an agency that it gave work.

    Inside an agency its head, liaison and clerk; an officer, or the head of a unit, where he or his unit was given some
    of it (`officers` are persons, `units` units); a seat in a team that inspects some of it (`inspectors`).
    """
    if actor.sees_all or _inspects(actor, inspectors):
        return True
    if actor.role in AGENCY_WIDE:
        return actor.agency_id in lead_agencies or actor.agency_id in collaborating_agencies
    return _was_given(actor, officers, units)


@dataclass(frozen=True, slots=True)
class Ties:
    """Whom an assignment ties: its lead, the collaborators, the persons and units it was given to inside; and the seats
    (memberships) in teams that inspect it now."""

    lead_agency_id: int
    collaborators: frozenset[int] = frozenset()
    officers: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    internal: bool = False
    inspectors: frozenset[int] = frozenset()


@cites("QC 2.2.c", "QC 12.3")
@policy("visibility")
def sees_assignment(actor: Actor, ties: Ties) -> bool:
    """Whether he sees that an assignment is there: its content, agency, dates and standing.

    Whoever sees its story; where it is not internal its collaborators too, and the evaluator (lists behind figures).
    """
    if sees_story(actor, ties):
        return True
    if ties.internal:
        return False
    return actor.role is Role.EVALUATOR or (actor.role in AGENCY_WIDE and actor.agency_id in ties.collaborators)


@cites("QC 2.2.c", "QC 8.1.c")
@policy("visibility")
def sees_story(actor: Actor, ties: Ties) -> bool:
    """Whether he sees what was done: updates, claims, explanations, files. No other agency does, nor a collaborator;
    whoever inspects it does, in his seat in the team, while that lasts."""
    if actor.sees_all or _inspects(actor, ties.inspectors):
        return True
    if actor.role in AGENCY_WIDE:
        return actor.agency_id == ties.lead_agency_id
    return _was_given(actor, ties.officers, ties.units)


def _inspects(actor: Actor, seats: Collection[int]) -> bool:
    return actor.role is Role.INSPECTOR and actor.membership_id in seats


def _was_given(actor: Actor, officers: Collection[int], units: Collection[int]) -> bool:
    if actor.role not in INTERNAL:
        return False
    return bool(actor.persons.intersection(officers)) or (actor.unit_id is not None and actor.unit_id in units)


# ---- the table

PROVINCE = LEADERS | OFFICE
DECIDERS = frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN, Role.OFFICE_HEAD})
ADMINISTRATION = frozenset({Role.ADMINISTRATOR, Role.OFFICE_HEAD})
AGENCY_LEADERS = frozenset({Role.AGENCY_HEAD, Role.LIAISON})

ACTS: dict[str, Act] = {
    # documents and tasks
    "register": Act("vào sổ văn bản", Cite("QC 7.1"), OFFICE),
    "take_down": Act("ghi ý kiến chỉ đạo trực tiếp", Cite("QC 4.2"), PROVINCE),
    "correct_document": Act("sửa thông tin văn bản", Cite("QC 6.1.a"), OFFICE),
    "judge": Act("xét từng đoạn của văn bản", Cite("QC 7.1"), OFFICE),
    "give": Act("giao việc", Cite("QC 7.1"), OFFICE),
    "enter_programme": Act("nhập chương trình công tác", Cite("QC 2.2.b"), OFFICE),
    "star": Act("gắn sao, bỏ sao", Policy("starred"), DECIDERS),
    "mark_paper_report": Act(
        "đánh dấu đã gửi báo cáo giấy", Cite("QC 6.2"), frozenset({Role.OFFICE_HEAD, Role.CLERK}), AGENCY_WIDE
    ),
    # looking at many things at once
    "search": Act("tìm kiếm", Policy("visibility"), BUSINESS),
    "save_list": Act("lưu danh sách riêng", Policy("visibility"), BUSINESS),
    "export": Act("xuất danh sách", Policy("visibility"), BUSINESS),
    "feed": Act("lấy lịch việc riêng", Policy("visibility"), BUSINESS),
    "see_figures": Act("xem số liệu", Cite("QC 8.1.a"), PROVINCE | {Role.EVALUATOR}, AGENCY_WIDE),
    "see_agency_table": Act(
        "xem bảng tổng hợp các cơ quan", Policy("visibility"), PROVINCE | AGENCY_WIDE | {Role.EVALUATOR}
    ),
    "see_programmes": Act("xem chương trình công tác", Cite("QC 2.2.b"), PROVINCE | AGENCY_WIDE | INTERNAL),
    "see_frozen": Act("xem số liệu đã chốt", Cite("QC 9.2"), PROVINCE | {Role.EVALUATOR, Role.AUDITOR}),
    "see_journal": Act("xem nhật ký hệ thống", Cite("QC 2.2.c"), frozenset({Role.AUDITOR, Role.OFFICE_HEAD})),
    "see_warnings": Act("xem cảnh báo sớm", Cite("QC 9.3"), PROVINCE, AGENCY_WIDE),
    # urging
    "see_urgings": Act("xem văn bản đôn đốc", Cite("QC 9.3"), PROVINCE, AGENCY_WIDE),
    "draft_urging": Act("soạn văn bản đôn đốc", Cite("QC 9.3"), DECIDERS | {Role.MONITOR}),
    "sign_urging": Act("ký văn bản đôn đốc", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD})),
    "issue_urging": Act("cấp số, gửi văn bản đôn đốc", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD, Role.CLERK})),
    "answer_urging": Act("trả lời văn bản đôn đốc", Policy("urging_answer"), NOBODY, AGENCY_WIDE),
    # suggestions
    "suggest": Act("gửi góp ý", Cite("QC 13"), ALL - {Role.AUDITOR}),
    "see_suggestions": Act("xem góp ý", Cite("QC 13"), PROVINCE | {Role.ADMINISTRATOR}, ALL),
    "answer_suggestion": Act("trả lời góp ý", Cite("QC 8.1.d"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    # obstacles, explanations, whose days, and what helps work along
    "see_obstacles": Act("xem khó khăn, vướng mắc", Cite("QC 8.1.b"), PROVINCE, AGENCY_WIDE),
    "handle_obstacles": Act(
        "gộp, chuyển, quyết định vướng mắc", Cite("QC 8.1.b"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "advise_obstacle": Act(
        "cho ý kiến xử lý vướng mắc",
        Policy("obstacle_passed"),
        NOBODY,
        AGENCY_WIDE | {Role.CHAIRMAN, Role.VICE_CHAIRMAN},
    ),
    "see_explanations": Act("xem giải trình", Cite("QC 8.2#1"), PROVINCE | {Role.EVALUATOR}, AGENCY_WIDE),
    "judge_explanation": Act(
        "xác nhận nguyên nhân khách quan", Policy("causes"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "see_days": Act("xem ngày của ai", Policy("whose_days"), PROVINCE | AGENCY_WIDE | {Role.EVALUATOR}),
    "certify_silence": Act(
        "xác nhận không có ý kiến", Policy("silence"), frozenset({Role.OFFICE_HEAD, Role.MONITOR}), AGENCY_WIDE
    ),
    "guide": Act("ghi hướng dẫn cho nhiệm vụ", Cite("QC 9.1"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    "see_own_rules": Act("xem quy chế nội bộ, tự kiểm tra, báo cáo giấy", Cite("QC 11.2#2"), PROVINCE, AGENCY_WIDE),
    "record_own_rules": Act("ghi quy chế nội bộ, tự kiểm tra", Cite("QC 11.2#2"), NOBODY, AGENCY_WIDE),
    # the leaders' acts, and the report to the Chairman
    "see_leading": Act("xem ý kiến của lãnh đạo và trả lời", Policy("leader_acts"), PROVINCE | AGENCY_WIDE),
    "lead": Act("hỏi, đôn đốc, biểu dương", Policy("leader_acts"), frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN})),
    "prepare_lead": Act("chuẩn bị ý kiến dưới tên Chủ tịch", Policy("leader_assistant"), frozenset({Role.ASSISTANT})),
    "answer_leader": Act(
        "trả lời lãnh đạo UBND tỉnh", Policy("leader_acts"), NOBODY, AGENCY_WIDE | {Role.OFFICE_HEAD, Role.MONITOR}
    ),
    "see_reports_up": Act("xem báo cáo Chủ tịch", Cite("QC 9.3"), PROVINCE),
    "compose_report_up": Act("soạn báo cáo Chủ tịch", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    "sign_report_up": Act("ký, gửi báo cáo Chủ tịch", Cite("QC 9.3"), frozenset({Role.OFFICE_HEAD})),
    "decide_report_up": Act("quyết định đề xuất của Văn phòng", Cite("QC 9.3"), frozenset({Role.CHAIRMAN})),
    # reports of the periods
    "see_reports": Act("xem báo cáo định kỳ", Cite("QC 9.2"), PROVINCE, AGENCY_WIDE),
    "open_reports": Act("mở kỳ báo cáo", Cite("QC 9.2"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})),
    "write_report": Act(
        "soạn báo cáo định kỳ", Cite("QC 10.1"), NOBODY, AGENCY_WIDE | {Role.OFFICE_HEAD, Role.MONITOR}
    ),
    "comment_report": Act("góp ý báo cáo định kỳ", Cite("QC 9.2"), PROVINCE, AGENCY_WIDE),
    "sign_report": Act("ký, gửi báo cáo định kỳ", Cite("QC 10.1"), NOBODY, AGENCY_LEADERS | {Role.OFFICE_HEAD}),
    "amend_report": Act(
        "đính chính báo cáo đã chốt", Policy("report_frozen"), NOBODY, AGENCY_LEADERS | {Role.OFFICE_HEAD}
    ),
    # inspections
    "see_inspections": Act("xem các cuộc kiểm tra", Cite("QC 8.1.c"), PROVINCE | {Role.INSPECTOR}, AGENCY_WIDE),
    "propose_inspection": Act("đề xuất kiểm tra", Cite("QC 8.1.c"), frozenset({*DECIDERS, Role.MONITOR})),
    "decide_inspection": Act("quyết định kiểm tra", Cite("QC 8.1.c"), frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN})),
    "run_inspection": Act(
        "tổ chức đoàn kiểm tra, kết luận", Cite("QC 8.1.c"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    "look_again": Act(
        "xem lại kết quả đã xác nhận", Policy("second_look"), frozenset({Role.OFFICE_HEAD, Role.MONITOR})
    ),
    # administration
    "see_administration": Act("vào trang quản trị", Policy("roles"), ADMINISTRATION),
    "manage_users": Act("quản lý tài khoản", Policy("accounts"), frozenset({Role.ADMINISTRATOR})),
    "review_accounts": Act("rà soát tài khoản", Policy("account_review"), frozenset({Role.ADMINISTRATOR})),
    "manage_agencies": Act("quản lý danh mục cơ quan", Policy("roles"), ADMINISTRATION),
    "manage_units": Act("quản lý phòng, ban của cơ quan", Policy("roles"), ADMINISTRATION, AGENCY_LEADERS),
    "succeed": Act("sáp nhập, chia, đổi tên, giải thể cơ quan", Policy("succession"), frozenset({Role.OFFICE_HEAD})),
    "delegate": Act(
        "ghi ủy quyền", Policy("delegation"), frozenset({Role.ADMINISTRATOR}), AGENCY_LEADERS | {Role.OFFICE_HEAD}
    ),
    "manage_profile": Act("sửa hồ sơ quy chế", Policy("roles"), frozenset({Role.OFFICE_HEAD})),
    "manage_calendar": Act("sửa lịch làm việc", Policy("calendar_confirmed"), ADMINISTRATION),
    "see_operations": Act("xem trang vận hành", Cite("QC 8.3.c"), ADMINISTRATION | {Role.INFRASTRUCTURE}),
}

cites(*(row.ground.code for row in ACTS.values() if isinstance(row.ground, Cite)))(may)
policy(*(row.ground.name for row in ACTS.values() if isinstance(row.ground, Policy)))(may)


def mark(act: str, role: Role) -> str:
    """What the printed table shows where an act and a role meet: "có", "cơ quan mình", or nothing."""
    row = ACTS[act]
    if role in row.anywhere:
        return "có"
    return "cơ quan mình" if role in row.own else ""
