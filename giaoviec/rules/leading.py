"""The three acts of the province's leaders (hỏi, đôn đốc, biểu dương), and criticism, which a decision of theirs makes.

Each arrives at an agency: what asks or urges as a duty with a day, the others as a note. Who prepares does not send.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from giaoviec.rules.access import Actor, Refusal
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.roles import Role


class LeaderActKind(StrEnum):
    """What a leader does with one press."""

    ASK = "ask"
    URGE = "urge"
    COMMEND = "commend"
    CRITICISE = "criticise"

    @property
    def vi(self) -> str:
        return WORDS[self].vi

    @property
    def done_vi(self) -> str:
        """As a heading of what arrived: "Chủ tịch hỏi"."""
        return WORDS[self].done_vi

    @property
    def slug(self) -> str:
        return WORDS[self].slug

    @property
    def owes(self) -> bool:
        """Whether an answer is owed."""
        return self in (LeaderActKind.ASK, LeaderActKind.URGE)


@dataclass(frozen=True, slots=True)
class Words:
    vi: str
    done_vi: str
    slug: str


WORDS = {
    LeaderActKind.ASK: Words("Hỏi", "hỏi", "hoi"),
    LeaderActKind.URGE: Words("Đôn đốc", "đôn đốc", "don-doc"),
    LeaderActKind.COMMEND: Words("Biểu dương", "biểu dương", "bieu-duong"),
    LeaderActKind.CRITICISE: Words("Phê bình", "phê bình", "phe-binh"),
}
PRESSED = (LeaderActKind.ASK, LeaderActKind.URGE, LeaderActKind.COMMEND)
"""The acts that have a button; criticism comes of a decided proposal."""
LEADING = frozenset({Role.CHAIRMAN, Role.VICE_CHAIRMAN})


@cites("QC 1.1", "QC 2.1.a")
@policy("leader_acts")
def outside_his_fields(actor: Actor, *, his: bool) -> Refusal | None:
    """A Vice-Chairman acts on the work of his fields and on what he directed; the Chairman on all (`his`: whether)."""
    if actor.role is Role.VICE_CHAIRMAN and not his:
        return Refusal("Việc này ngoài lĩnh vực đồng chí phụ trách; đề nghị chuyển Chủ tịch.", Policy("leader_acts"))
    return None


@policy("leader_assistant")
def sends(actor: Actor) -> bool:
    """Whether his act goes out at once; an assistant's waits until the Chairman approves it."""
    return actor.role in LEADING


@policy("leader_assistant")
def approves(actor: Actor, *, for_person_id: int) -> Refusal | None:
    """Only the leader under whose name it was prepared approves it."""
    if actor.role in LEADING and for_person_id in actor.persons:
        return None
    return Refusal("Chỉ lãnh đạo được chuẩn bị thay mới duyệt gửi nội dung này.", Policy("leader_assistant"))
