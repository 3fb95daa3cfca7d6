"""The report to the Chairman: what is to be proposed on a day, reports and lines as an actor may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from giaoviec.assignments.models import OPEN_ONES, Assignment
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.oversight.models import ChairmanReport, LeaderAct, ReportedWork, ReportLine, ReportStage
from giaoviec.oversight.queries.urging import Case, judged
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import Holder
from giaoviec.rules.proposals import Late, Proposal, proposals
from giaoviec.rules.roles import Role
from giaoviec.rules.urging import URGED

WAITING = Q(decision="", voided_at=None, report__stage=ReportStage.SENT, report__voided_at=None)
"""Lines that the Chairman has before him."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a line says of one assignment."""

    assignment_id: int
    content: str
    due_on: date
    words: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a day proposes, with the words on each assignment."""

    lines: Sequence[Proposal]
    known: dict[int, Known]
    late: int
    agencies: int


def proposed(on: date) -> Proposed:
    """What the rule book proposes on a day, from what urging came to. Four statements."""
    cases = judged(on)
    facts = _facts(on)
    found = [_late(case, facts[case.assignment_id]) for case in cases if case.assignment_id in facts]
    lines = proposals(found, profile=profile_on(on))
    named = {pk for line in lines for pk in line.assignments}
    known = {case.assignment_id: _known(case, facts) for case in cases if case.assignment_id in named}
    return Proposed(lines, known, len({one.assignment_id for one in found}), len({one.agency_id for one in found}))


Facts = tuple[str, bool, bool]


def _facts(on: date) -> dict[int, Facts]:
    """Content, explained, obstacle of the province's open assignments on which something is late."""
    owed = Duty.objects.filter(OPEN, kind__in=list(URGED), due_on__lt=on, assignment_id__isnull=False)
    rows = Assignment.objects.filter(OPEN_ONES, pk__in=owed.values("assignment_id"))
    columns = rows.values_list("pk", "content", "task__content", "explained", "obstacle_open")
    return {pk: (own or task, explained, obstacle) for pk, own, task, explained, obstacle in columns}


def _late(case: Case, facts: Facts) -> Late:
    """An opinion that is owed lies with the very agency that owes it."""
    _, explained, obstacle = facts
    own = case.owing.kind is DutyKind.OPINION
    return Late(
        assignment_id=case.assignment_id,
        agency_id=case.agency_id,
        verdict=case.verdict,
        holder=Holder.AGENCY if own else case.owing.holder,
        explained=explained,
        obstacle=obstacle and not own,
        urged=case.owing.urged,
    )


def _known(case: Case, facts: dict[int, Facts]) -> Known:
    words = f"{case.owing.kind.vi}: {case.verdict.reason}"
    return Known(case.assignment_id, facts[case.assignment_id][0], case.owing.due_on, words[:300])


# ---- reports


def visible(actor: Actor) -> QuerySet[ChairmanReport]:
    """The Office sees every report, the leaders those that were sent; to others there is none."""
    rows = ChairmanReport.objects.filter(voided_at=None)
    if may(actor, "see_reports_up") is not None:
        return rows.none()
    return rows if actor.is_office else rows.filter(stage__in=[ReportStage.SENT, ReportStage.DECIDED])


def get(actor: Actor, pk: int) -> ChairmanReport | None:
    """One report through what the actor may see; None for a stranger."""
    return visible(actor).filter(pk=pk).first()


def draft() -> ChairmanReport | None:
    """The one report that is being written."""
    return ChairmanReport.objects.filter(voided_at=None, stage=ReportStage.DRAFTED).first()


def lines(report: ChairmanReport) -> list[ReportLine]:
    """The lines of a report in their order, each with its work and what was asked of it. Three statements."""
    return _whole(ReportLine.objects.filter(report=report, voided_at=None).order_by("position", "id"))


def line(actor: Actor, pk: int) -> ReportLine | None:
    """One line through what the actor may see; None for a stranger."""
    seen = ReportLine.objects.filter(pk=pk, voided_at=None, report__in=visible(actor))
    return seen.select_related("report", "agency").first()


def waiting(actor: Actor, *, limit: int = 50) -> tuple[int, list[ReportLine]]:
    """How many lines the Chairman, or his assistant, has before him to decide, and the first: oldest report first."""
    if actor.role not in (Role.CHAIRMAN, Role.ASSISTANT):
        return 0, []
    rows = ReportLine.objects.filter(WAITING)
    shown = _whole(rows.order_by("report__sent_at", "position", "id")[:limit])
    return (rows.count() if len(shown) == limit else len(shown)), shown


def _whole(rows: QuerySet[ReportLine]) -> list[ReportLine]:
    asked = LeaderAct.objects.filter(voided_at=None).order_by("id")
    return list(
        rows.select_related("agency", "report").prefetch_related(
            Prefetch("work", queryset=ReportedWork.objects.order_by("position", "id")),
            Prefetch("led", queryset=asked),
        )
    )
