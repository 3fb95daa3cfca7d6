"""What the Office proposes to the Chairman, agency by agency (9.3): which measure for which late work, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.holders import Holder
from giaoviec.rules.profile import Profile
from giaoviec.rules.urging import Degree, Verdict


class Measure(StrEnum):
    """What is proposed, the gravest first."""

    INSPECT = "inspect"
    CRITICISE = "criticise"
    URGE = "urge"
    SHIFT = "shift"
    ASK = "ask"

    @property
    def vi(self) -> str:
        return MEASURES[self].vi

    @property
    def follows(self) -> str:
        """What comes of it once the Chairman agrees."""
        return MEASURES[self].follows

    @property
    def ground(self) -> Ground:
        return MEASURES[self].ground


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in words, what follows an agreement, and where it stands in the law."""

    vi: str
    follows: str
    ground: Ground


MEASURES = {
    Measure.INSPECT: Row("kiểm tra đột xuất", "lập cuộc kiểm tra đột xuất đã được quyết định", Cite("QC 8.1.c")),
    Measure.CRITICISE: Row("phê bình", "gửi phê bình đến cơ quan, ghi ở trang của cơ quan", Policy("criticism")),
    Measure.URGE: Row("đôn đốc bằng văn bản", "dự thảo văn bản đôn đốc theo ý kiến Chủ tịch", Cite("QC 9.3")),
    Measure.SHIFT: Row(
        "điều chỉnh thời hạn hoặc đơn vị chủ trì", "Văn phòng điều chỉnh từng việc, nêu lý do", Policy("set_due")
    ),
    Measure.ASK: Row("yêu cầu báo cáo", "gửi câu hỏi của Chủ tịch đến cơ quan, có hạn trả lời", Cite("QC 9.4")),
}


@dataclass(frozen=True, slots=True)
class Late:
    """One late assignment as the proposal sees it: what urging came to, with whom it lies, whether it was explained."""

    assignment_id: int
    agency_id: int
    verdict: Verdict
    holder: Holder = Holder.AGENCY
    explained: bool = False
    obstacle: bool = False
    urged: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of the report: a measure for an agency, the assignments that it is about (latest first), and why."""

    agency_id: int
    measure: Measure
    assignments: tuple[int, ...]
    reason: str

    @property
    def ground(self) -> Ground:
        return self.measure.ground


@cites("QC 9.3", "QC 8.1.c")
@policy("proposals")
def measure(late: Late, *, profile: Profile) -> Measure | None:
    """What is proposed for one late assignment; None where urging has not come so far yet, or the Office holds it.

    Who waits for others cannot be urged to be quicker: work that lies outside or with an obstacle gets another date or
    lead, work that lies with a collaborator a question. Else urging in vain becomes the Chairman's letter, and at the
    last degree criticism of who does not even explain, an inspection of who does.
    """
    if late.holder in (Holder.OFFICE, Holder.NOBODY):
        return None
    if late.holder is Holder.OUTSIDE or late.obstacle or late.holder is Holder.COLLABORATOR:
        long = late.verdict.days_late >= int(profile["report_after_days"])
        waits = Measure.SHIFT if late.holder is Holder.OUTSIDE or late.obstacle else Measure.ASK
        return waits if long else None
    if late.verdict.degree is Degree.INSPECT:
        return Measure.INSPECT if late.explained else Measure.CRITICISE
    return Measure.URGE if late.verdict.degree is Degree.REPORT else None


@cites("QC 9.3")
@policy("proposals")
def proposals(work: Iterable[Late], *, profile: Profile) -> tuple[Proposal, ...]:
    """The lines of a report: each agency and measure once, agencies in the order of their gravest line, then of how
    much it holds; nothing where nothing is to be proposed."""
    found: dict[int, dict[Measure, list[Late]]] = {}
    for late in work:
        if (proposed := measure(late, profile=profile)) is not None:
            found.setdefault(late.agency_id, {}).setdefault(proposed, []).append(late)
    agencies = sorted(found, key=lambda agency: _weight(agency, found[agency]))
    return tuple(
        _proposal(agency, one, found[agency][one]) for agency in agencies for one in Measure if one in found[agency]
    )


def _weight(agency: int, lines: dict[Measure, list[Late]]) -> tuple[int, int, int]:
    gravest = min(list(Measure).index(one) for one in lines)
    return gravest, -sum(len(work) for work in lines.values()), agency


def _proposal(agency: int, what: Measure, work: list[Late]) -> Proposal:
    latest = sorted(work, key=lambda late: (-late.verdict.days_late, late.assignment_id))
    return Proposal(agency, what, tuple(late.assignment_id for late in latest), _reason(what, latest))


def _reason(what: Measure, work: Sequence[Late]) -> str:
    """ "4 việc quá hạn, lâu nhất 45 ngày làm việc; đã đôn đốc 2 lần; không giải trình"."""
    parts = [f"{len(work)} việc quá hạn, lâu nhất {work[0].verdict.days_late} ngày làm việc"]
    if urged := max(late.urged for late in work):
        parts.append(f"đã đôn đốc {urged} lần")
    return "; ".join([*parts, *_also(what, work)])


def _also(what: Measure, work: Sequence[Late]) -> list[str]:
    if what is Measure.CRITICISE:
        return ["không giải trình"]
    if what is Measure.INSPECT:
        return ["đã giải trình mà chưa chuyển biến"]
    if what is Measure.SHIFT:
        outside = sum(late.holder is Holder.OUTSIDE for late in work)
        return [f"{outside} việc chờ bên ngoài, {len(work) - outside} việc có vướng mắc"]
    return ["đang chờ ý kiến cơ quan phối hợp"] if what is Measure.ASK else []
