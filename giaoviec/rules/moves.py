"""The moves of an assignment (domain.md, "The moves of an assignment"): one table says from where, to where, by whom.

`check` answers whether an actor may make a move now, with the sentence and the clause (or policy) that refuses;
`openings` lists the moves that concern him, open or shut; `next_stage` says where a move leads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from giaoviec.rules.access import Actor, Refusal
from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.conditions import (
    Condition,
    early_enough,
    explained_when_late,
    extension_waits,
    extensions_left,
    has_collaborators,
    has_due,
    late_or_poor,
    needs_second_person,
    no_pending_extension,
    not_own_claim,
    not_returned_before,
    nothing_entered,
    obstacle_waits,
    opinion_waits,
    second_person,
)
from giaoviec.rules.profile import Profile
from giaoviec.rules.relations import (
    COLLABORATOR,
    DISTRIBUTOR,
    EXTENSION_DECIDER,
    GIVER,
    LEAD,
    OFFICE_HEAD,
    OPEN,
    PARTY,
    STAGE_NAMES,
    UPDATER,
    VERIFIER,
    WITH_AGENCY,
    Situation,
    Stage,
    Who,
)

__all__ = [
    "OPEN",
    "RULES",
    "STAGE_NAMES",
    "WITH_AGENCY",
    "Move",
    "Opening",
    "Refusal",
    "Rule",
    "Situation",
    "Stage",
    "check",
    "next_stage",
    "openings",
]


class Move(StrEnum):
    """What can be done to an assignment. The first group moves its stage, the second runs beside it."""

    RETURN = "return"
    CORRECT = "correct"
    PASS_ON = "pass_on"  # noqa: S105
    UPHOLD = "uphold"
    UPDATE = "update"
    CLAIM = "claim"
    CONFIRM = "confirm"
    REJECT = "reject"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"

    TAKE_UP = "take_up"
    EXPLAIN = "explain"
    ASK_EXTENSION = "ask_extension"
    DECIDE_EXTENSION = "decide_extension"
    REPORT_OBSTACLE = "report_obstacle"
    ANSWER_OBSTACLE = "answer_obstacle"
    ASK_OPINION = "ask_opinion"
    GIVE_OPINION = "give_opinion"
    ASSIGN_INSIDE = "assign_inside"
    WRITE = "write"
    EDIT = "edit"
    SET_DUE = "set_due"
    WAIT_OUTSIDE = "wait_outside"
    RECORD_REPORT = "record_report"

    @property
    def vi(self) -> str:
        return RULES[self].vi

    @property
    def slug(self) -> str:
        """The path of the move's page: `/viec/57/<slug>/`."""
        return RULES[self].slug


@dataclass(frozen=True, slots=True)
class Opening:
    """A move that concerns the actor; shut when `refusal` says why."""

    move: Move
    refusal: Refusal | None = None

    @property
    def open(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: from which stages, to which (None: it stays), by whom, under what, on what ground."""

    vi: str
    slug: str
    sources: frozenset[Stage]
    target: Stage | None
    by: Who
    ground: Ground
    conditions: tuple[Condition, ...] = field(default=())


@policy("roles")
def check(move: Move, situation: Situation, actor: Actor, *, profile: Profile) -> Refusal | None:
    """None when `actor` may make `move` now, else why not: first the person's right, then stage, then conditions."""
    rule = RULES[move]
    if not rule.by.holds(situation, actor, profile):
        sentence = (
            f"Đồng chí không có quyền “{rule.vi.lower()}” đối với việc này; đó là phần của {rule.by.who_vi(situation)}."
        )
        return Refusal(sentence, Policy("roles"))
    if situation.stage not in rule.sources:
        return Refusal(_wrong_stage_vi(rule, situation.stage), rule.ground)
    for condition in rule.conditions:
        if refusal := condition(situation, actor, profile):
            return refusal
    return None


def openings(situation: Situation, actor: Actor, *, profile: Profile) -> tuple[Opening, ...]:
    """The moves that are this actor's kind of move, in the order of the table, each open or shut with its reason."""
    return tuple(
        Opening(move, check(move, situation, actor, profile=profile))
        for move, rule in RULES.items()
        if rule.by.holds(situation, actor, profile)
    )


@policy("starred_second_person")
def next_stage(move: Move, situation: Situation, *, profile: Profile) -> Stage:
    """Where the assignment stands after a move that `check` allows.

    The first confirmation of a starred one leaves it claimed.
    """
    if move is Move.CONFIRM and needs_second_person(situation, profile) and not situation.first_confirmers:
        return Stage.CLAIMED
    return RULES[move].target or situation.stage


def _wrong_stage_vi(rule: Rule, stage: Stage) -> str:
    return f"Chỉ “{rule.vi.lower()}” được khi việc {_stages_vi(rule.sources)}; việc này {stage.vi}."


def _stages_vi(stages: frozenset[Stage]) -> str:
    if stages == OPEN:
        return "chưa kết thúc"
    return " hoặc ".join(stage.vi for stage in Stage if stage in stages)


NOT_PASSED_ON = frozenset(Stage) - {Stage.PASSED_ON}
EXPLAINABLE = NOT_PASSED_ON - {Stage.WITHDRAWN}
RETURNED = frozenset({Stage.RETURNED})
CLAIMED = frozenset({Stage.CLAIMED})
CLOSED = frozenset({Stage.CLOSED})

RULES: dict[Move, Rule] = {
    # the lead's
    Move.TAKE_UP: Rule("Tiếp nhận", "tiep-nhan", WITH_AGENCY, None, LEAD, Cite("QC 8.2#1")),
    Move.UPDATE: Rule("Cập nhật tình hình", "cap-nhat", WITH_AGENCY, Stage.UNDER_WAY, UPDATER, Cite("QC 7.2.a")),
    Move.CLAIM: Rule(
        "Báo cáo hoàn thành",
        "bao-cao-hoan-thanh",
        WITH_AGENCY,
        Stage.CLAIMED,
        LEAD,
        Cite("QC 7.2.a"),
        (explained_when_late,),
    ),
    Move.EXPLAIN: Rule("Giải trình", "giai-trinh", EXPLAINABLE, None, LEAD, Cite("QC 8.2#1"), (late_or_poor,)),
    Move.ASK_EXTENSION: Rule(
        "Xin gia hạn",
        "xin-gia-han",
        WITH_AGENCY,
        None,
        LEAD,
        Policy("extension"),
        (has_due, no_pending_extension, extensions_left, early_enough),
    ),
    Move.REPORT_OBSTACLE: Rule("Báo khó khăn, vướng mắc", "vuong-mac", WITH_AGENCY, None, LEAD, Cite("QC 10.2")),
    Move.RETURN: Rule(
        "Chuyển lại",
        "chuyen-lai",
        WITH_AGENCY,
        Stage.RETURNED,
        LEAD,
        Cite("QC 7.2.c"),
        (nothing_entered, not_returned_before),
    ),
    Move.ASSIGN_INSIDE: Rule("Phân công nội bộ", "phan-cong", OPEN, None, DISTRIBUTOR, Cite("QC 11.2#2")),
    Move.ASK_OPINION: Rule(
        "Hỏi ý kiến phối hợp", "hoi-y-kien", WITH_AGENCY, None, LEAD, Cite("QC 2.3#2"), (has_collaborators,)
    ),
    Move.GIVE_OPINION: Rule("Góp ý", "gop-y", OPEN, None, COLLABORATOR, Cite("QC 2.3#2"), (opinion_waits,)),
    Move.WAIT_OUTSIDE: Rule("Đang chờ bên ngoài", "cho-ben-ngoai", WITH_AGENCY, None, LEAD, Policy("outside_wait")),
    # the Office's
    Move.CONFIRM: Rule(
        "Xác nhận hoàn thành",
        "xac-nhan",
        CLAIMED,
        Stage.CLOSED,
        VERIFIER,
        Cite("QC 8.1.a"),
        (not_own_claim, second_person),
    ),
    Move.REJECT: Rule(
        "Chưa xác nhận", "chua-xac-nhan", CLAIMED, Stage.UNDER_WAY, VERIFIER, Cite("QC 8.1.a"), (not_own_claim,)
    ),
    Move.DECIDE_EXTENSION: Rule(
        "Quyết định gia hạn",
        "quyet-dinh-gia-han",
        OPEN,
        None,
        EXTENSION_DECIDER,
        Policy("extension_decider"),
        (extension_waits,),
    ),
    Move.ANSWER_OBSTACLE: Rule(
        "Trả lời vướng mắc", "tra-loi-vuong-mac", OPEN, None, VERIFIER, Cite("QC 8.1.b"), (obstacle_waits,)
    ),
    Move.CORRECT: Rule("Điều chỉnh, giao lại", "dieu-chinh", RETURNED, Stage.GIVEN, GIVER, Cite("QC 7.2.c")),
    Move.PASS_ON: Rule("Chuyển đơn vị khác", "chuyen-don-vi-khac", RETURNED, Stage.PASSED_ON, GIVER, Cite("QC 7.2.c")),
    Move.UPHOLD: Rule("Giữ nguyên", "giu-nguyen", RETURNED, Stage.GIVEN, GIVER, Policy("uphold")),
    Move.EDIT: Rule("Sửa nội dung", "sua", OPEN, None, GIVER, Cite("QC 7.1")),
    Move.SET_DUE: Rule("Điều chỉnh thời hạn", "dieu-chinh-han", OPEN, None, OFFICE_HEAD, Policy("set_due")),
    Move.RECORD_REPORT: Rule(
        "Ghi báo cáo bằng văn bản", "bao-cao-van-ban", NOT_PASSED_ON, None, GIVER, Cite("QC 6.1#cuoi")
    ),
    Move.REOPEN: Rule("Mở lại", "mo-lai", CLOSED, Stage.UNDER_WAY, OFFICE_HEAD, Cite("QC 8.1.c")),
    Move.WITHDRAW: Rule("Thu hồi", "thu-hoi", OPEN, Stage.WITHDRAWN, OFFICE_HEAD, Policy("withdraw")),
    Move.TRANSFER: Rule("Chuyển cơ quan kế thừa", "chuyen-ke-thua", OPEN, None, OFFICE_HEAD, Policy("succession")),
    # everybody's
    Move.WRITE: Rule("Trao đổi", "trao-doi", frozenset(Stage), None, PARTY, Cite("QC 7.2.c")),
}
"""The table. Every ground that stands in it is registered as carried out by `check`."""

cites(*(rule.ground.code for rule in RULES.values() if isinstance(rule.ground, Cite)))(check)
policy(*(rule.ground.name for rule in RULES.values() if isinstance(rule.ground, Policy)))(check)
