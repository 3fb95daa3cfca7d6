"""Where an assignment stands, and how an actor stands to it: what the table of moves is written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from giaoviec.rules.access import Actor
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.profile import Profile
from giaoviec.rules.roles import AGENCY_WIDE, LEADERS, Role
from giaoviec.rules.tasks import TaskClass


class Stage(StrEnum):
    """Where an assignment stands between being given and being ended."""

    GIVEN = "given"
    RETURNED = "returned"
    PASSED_ON = "passed_on"
    UNDER_WAY = "under_way"
    CLAIMED = "claimed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def vi(self) -> str:
        return STAGE_NAMES[self]

    @property
    def is_open(self) -> bool:
        return self in OPEN


STAGE_NAMES = {
    Stage.GIVEN: "chờ tiếp nhận",
    Stage.RETURNED: "đã chuyển lại",
    Stage.PASSED_ON: "đã chuyển đơn vị khác",
    Stage.UNDER_WAY: "đang thực hiện",
    Stage.CLAIMED: "chờ xác nhận",
    Stage.CLOSED: "đã hoàn thành",
    Stage.WITHDRAWN: "đã thu hồi",
}
OPEN = frozenset({Stage.GIVEN, Stage.RETURNED, Stage.UNDER_WAY, Stage.CLAIMED})
WITH_AGENCY = frozenset({Stage.GIVEN, Stage.UNDER_WAY})


@dataclass(frozen=True, slots=True)
class Situation:
    """What the moves look at: facts of one assignment on one day.

    `progress_entered`: an update or a claim since the last giving (a transfer to a successor is one);
    `returns_this_giving`: returns since it;
    `first_confirmers`: the persons (and those they stood in for) of a first confirmation still waiting for a second;
    `claimers`: the persons who made the claim that waits; `collaborators`: agencies working with the lead;
    `opinion_from`: agencies whose opinion is asked and not yet given; `officers`, `units`: whom it was given to inside;
    `internal`: a row one level down, given to `unit_id` or, where `officer_id` is named, to that officer of the unit.
    """

    stage: Stage
    agency_id: int
    on: date
    monitoring_unit_id: int | None = None
    task_class: TaskClass = TaskClass.DATED
    starred: bool = False
    due_on: date | None = None
    overdue: bool = False
    progress_entered: bool = False
    returns_this_giving: int = 0
    extension_pending: bool = False
    extensions: int = 0
    obstacle_pending: bool = False
    quality_rejected: bool = False
    explained: bool = False
    first_confirmers: frozenset[int] = frozenset()
    claimers: frozenset[int] = frozenset()
    collaborators: frozenset[int] = frozenset()
    opinion_from: frozenset[int] = frozenset()
    internal: bool = False
    unit_id: int | None = None
    officer_id: int | None = None
    officers: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()

    @property
    def owes_explanation(self) -> bool:
        return (self.overdue or self.quality_rejected) and not self.explained


@dataclass(frozen=True, slots=True)
class Who:
    """A kind of actor to an assignment: whether somebody is one, and who that is in words (inside an agency too)."""

    holds: Callable[[Situation, Actor, Profile], bool]
    vi: str
    inside_vi: str

    def who_vi(self, situation: Situation) -> str:
        return self.inside_vi if situation.internal else self.vi


@cites("QC 8.2#1")
def is_lead(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """Those who speak for the lead agency: its head, its liaison, its clerk; inside, whom the row was given to."""
    if situation.internal:
        return is_internal_doer(situation, actor)
    return actor.agency_id == situation.agency_id and actor.role in AGENCY_WIDE


@policy("internal_assignment")
def is_internal_doer(situation: Situation, actor: Actor) -> bool:
    """The officer to whom an internal row was given; where it names none, the head of the unit."""
    if actor.agency_id != situation.agency_id:
        return False
    if situation.officer_id is not None:
        return situation.officer_id in actor.persons
    return _heads_the_unit(situation, actor)


@policy("internal_assignment")
def is_internal_superior(situation: Situation, actor: Actor) -> bool:
    """Who gives and confirms inside the agency: its own office; over an officer the head of his unit as well."""
    if actor.agency_id != situation.agency_id or situation.officer_id in actor.persons:
        return False
    return actor.role in AGENCY_WIDE or (situation.officer_id is not None and _heads_the_unit(situation, actor))


def _heads_the_unit(situation: Situation, actor: Actor) -> bool:
    return actor.role is Role.UNIT_HEAD and actor.unit_id is not None and actor.unit_id == situation.unit_id


@cites("QC 8.1.a", "QC 6.1.d")
def is_verifier(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """The Office's monitor of the task's unit, or the head of the Office; inside an agency, the level above."""
    if situation.internal:
        return is_internal_superior(situation, actor)
    if actor.role is Role.OFFICE_HEAD:
        return True
    return actor.role is Role.MONITOR and situation.monitoring_unit_id in (None, actor.unit_id)


@cites("QC 7.1")
def is_giver(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """Who may give, correct and pass on: the Office's clerk, its monitors, its head; inside, the level above."""
    return is_verifier(situation, actor, profile) or (not situation.internal and actor.role is Role.CLERK)


@policy("roles")
def is_office_head(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """The head of the Office; inside an agency, the level above."""
    if situation.internal:
        return is_internal_superior(situation, actor)
    return actor.role is Role.OFFICE_HEAD


@policy("extension_decider")
def is_extension_decider(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """Whom the profile names, for ordinary and for starred tasks; inside an agency, the level above."""
    if situation.internal:
        return is_internal_superior(situation, actor)
    match profile["extension_decider_starred" if situation.starred else "extension_decider"]:
        case "chairman":
            return actor.role in (Role.CHAIRMAN, Role.VICE_CHAIRMAN)
        case "office_head":
            return actor.role is Role.OFFICE_HEAD
        case _:
            return is_verifier(situation, actor, profile)


@cites("QC 2.3#2")
@policy("lead_and_collaborators")
def is_collaborator(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """Those who speak for an agency that works with the lead."""
    return not situation.internal and actor.agency_id in situation.collaborators and actor.role in AGENCY_WIDE


@cites("QC 11.2#2")
def is_distributor(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """Who gives work on inside the agency: its own office; a head of unit what his unit was given."""
    if actor.agency_id != situation.agency_id:
        return False
    if actor.role in AGENCY_WIDE:
        return True
    units = {*situation.units, situation.unit_id}
    return actor.role is Role.UNIT_HEAD and actor.unit_id is not None and actor.unit_id in units


@cites("QC 7.2.a")
def is_updater(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """The lead's office, and whoever the work was given to inside, may write what was done."""
    if is_lead(situation, actor, profile):
        return True
    if situation.internal or actor.agency_id != situation.agency_id:
        return False
    return bool(actor.persons & situation.officers) or (
        actor.role is Role.UNIT_HEAD and actor.unit_id in situation.units
    )


@cites("QC 7.2.c", "QC 9.1")
def is_party(situation: Situation, actor: Actor, profile: Profile) -> bool:
    """Who may talk in the thread: both sides, the collaborators, and the leaders of the province, who ask."""
    return (
        is_updater(situation, actor, profile)
        or is_giver(situation, actor, profile)
        or is_collaborator(situation, actor, profile)
        or (not situation.internal and actor.role in LEADERS)
    )


_ABOVE_VI = "thủ trưởng, lãnh đạo Văn phòng phụ trách của cơ quan hoặc trưởng phòng đã phân công"
_DOER_VI = "phòng hoặc chuyên viên được phân công"

LEAD = Who(is_lead, "cơ quan chủ trì (thủ trưởng, lãnh đạo Văn phòng phụ trách, văn thư)", _DOER_VI)
UPDATER = Who(is_updater, "cơ quan chủ trì và người được phân công trong cơ quan", _DOER_VI)
DISTRIBUTOR = Who(
    is_distributor,
    "thủ trưởng, lãnh đạo Văn phòng phụ trách, văn thư cơ quan chủ trì hoặc trưởng phòng được giao",
    "thủ trưởng, lãnh đạo Văn phòng phụ trách, văn thư cơ quan hoặc trưởng phòng được giao",
)
COLLABORATOR = Who(is_collaborator, "cơ quan phối hợp được hỏi ý kiến", "cơ quan phối hợp được hỏi ý kiến")
VERIFIER = Who(is_verifier, "chuyên viên theo dõi của đơn vị được giao theo dõi hoặc lãnh đạo Văn phòng", _ABOVE_VI)
GIVER = Who(is_giver, "văn thư, chuyên viên theo dõi của đơn vị được giao theo dõi hoặc lãnh đạo Văn phòng", _ABOVE_VI)
OFFICE_HEAD = Who(is_office_head, "lãnh đạo Văn phòng UBND tỉnh", _ABOVE_VI)
EXTENSION_DECIDER = Who(
    is_extension_decider, "người quyết định gia hạn theo hồ sơ quy chế (việc gắn sao: lãnh đạo UBND tỉnh)", _ABOVE_VI
)
PARTY = Who(
    is_party, "cơ quan chủ trì, cơ quan phối hợp, Văn phòng và lãnh đạo UBND tỉnh", "người trong cơ quan của việc"
)
