"""The roles of memberships, and the sets of them that rules speak of (domain.md, "Roles")."""

from __future__ import annotations

from enum import StrEnum


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
