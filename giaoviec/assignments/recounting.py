"""The present columns recounted from the facts: what undo writes, and what tests compare with what moves wrote."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from giaoviec.assignments.lives import days
from giaoviec.assignments.models import (
    Assignment,
    Claim,
    Collaboration,
    DueDate,
    Explanation,
    Extension,
    Obstacle,
    OutsideWait,
    StageSpell,
    TakingUp,
    Update,
    Verification,
)
from giaoviec.rules.holders import Holder, ledger
from giaoviec.rules.moves import Stage

GIVINGS = ("give", "assign_inside", "correct", "pass_on", "transfer")
"""Moves that begin a spell of work anew: the first update's clock, the responsible leader, the right to return once."""

Spells = list[tuple[str, date, str, datetime]]


def recount(assignment: Assignment) -> dict[str, Any]:
    """The columns below "the present" (but `version`, `acted_on`, and what was copied from the task) from the facts."""
    spells = _spells(assignment)
    stage, stage_on = spells[-1][0], spells[-1][1]
    return {
        "stage": stage,
        "stage_on": stage_on,
        "due_on": _latest_due(assignment),
        **_claims(assignment, stage),
        **_told(assignment, spells),
        **_moves(spells),
        **_taken_up(assignment, spells),
        **_beside(assignment),
        **_explained(assignment, spells),
        **_held(assignment),
    }


def _spells(assignment: Assignment) -> Spells:
    """The spells that stand, in order; one that an undoing opened again counts from when it was first entered."""
    rows = list(StageSpell.objects.filter(assignment=assignment).order_by("on", "recorded_at", "id"))
    entered: dict[object, datetime] = {}
    for row in rows:
        entered[row.act] = min(row.recorded_at, entered.get(row.act, row.recorded_at))
    return [(row.stage, row.on, row.move, entered[row.act]) for row in rows if row.voided_at is None]


def _of(model: Any, assignment: Assignment) -> Any:
    return model.objects.filter(assignment=assignment, voided_at=None)


def _latest_due(assignment: Assignment) -> date | None:
    rows = _of(DueDate, assignment).order_by("-on", "-recorded_at", "-id")
    found: date | None = rows.values_list("due_on", flat=True).first()
    return found


def _claims(assignment: Assignment, stage: str) -> dict[str, Any]:
    pending = _of(Claim, assignment).order_by("-id").first() if stage in (Stage.CLAIMED, Stage.CLOSED) else None
    judged = list(Verification.objects.filter(claim=pending, voided_at=None).order_by("id")) if pending else []
    closed = stage == Stage.CLOSED
    first = judged[0] if judged and not judged[0].decides else None
    return {
        "claimed_on": pending.on if pending else None,
        "done_on": pending.on if pending and closed else None,
        "confirmed_on": judged[-1].on if closed and judged else None,
        "quality": judged[-1].quality if closed and judged else "",
        "first_confirmer_id": first.by_id if first else None,
    }


def _begins(stage: str, move: str) -> bool:
    """Whether a spell begins the work anew; the one in which an agency has passed it on ends it."""
    return move in GIVINGS and stage != Stage.PASSED_ON


def _since(spells: Spells) -> datetime | None:
    return max((at for stage, _, move, at in spells if _begins(stage, move)), default=None)


def _told(assignment: Assignment, spells: Spells) -> dict[str, Any]:
    """The first and the last day on which the agency told how things stand, by an update or a claim."""
    told: list[tuple[datetime, date]] = []
    for model in (Update, Claim):
        told += _of(model, assignment).values_list("recorded_at", "on")
    told.sort()
    since = _since(spells)
    this_giving = [on for at, on in told if since is None or at >= since]
    return {"first_update_on": this_giving[0] if this_giving else None, "last_update_on": told[-1][1] if told else None}


def _moves(spells: Spells) -> dict[str, Any]:
    moves = [move for _, _, move, _ in spells]
    anew = max((place for place, (stage, _, move, _) in enumerate(spells) if _begins(stage, move)), default=0)
    return {
        "returns": moves.count("return"),
        "returns_this_giving": moves[anew:].count("return"),
        "rejections": moves.count("reject"),
        "reopenings": moves.count("reopen"),
    }


def _taken_up(assignment: Assignment, spells: Spells) -> dict[str, Any]:
    since = _since(spells)
    rows = _of(TakingUp, assignment).order_by("-recorded_at", "-id")
    last = (rows.filter(recorded_at__gte=since) if since else rows).first()
    return {"responsible_leader": last.leader if last else "", "taken_up_on": last.on if last else None}


def _beside(assignment: Assignment) -> dict[str, Any]:
    extensions, waits = _of(Extension, assignment), _of(OutsideWait, assignment).filter(until_at=None)
    opinions = _of(Collaboration, assignment).filter(answered_at=None).exclude(asked_on=None)
    return {
        "extension_pending": extensions.filter(decided_at=None).exists(),
        "extensions": extensions.filter(decision__in=["granted", "shorter"]).count(),
        "obstacle_open": _of(Obstacle, assignment).filter(answered_at=None).exists(),
        "waits_opinion": opinions.count(),
        "waits_outside": waits.values_list("whom", flat=True).first() or "",
    }


def _explained(assignment: Assignment, spells: Spells) -> dict[str, Any]:
    """An explanation counts until another due date, a reopening or a rejection for quality asks for a new one."""
    closings = [at for stage, _, _, at in spells if stage == Stage.CLOSED]
    poor = Verification.objects.filter(claim__assignment=assignment, for_quality=True, voided_at=None)
    rejected = [at for at in poor.values_list("recorded_at", flat=True) if not closings or at > closings[-1]]
    dues = _of(DueDate, assignment).exclude(cause="given")
    anew = [
        *poor.values_list("recorded_at", flat=True),
        *dues.values_list("recorded_at", flat=True),
        *(at for _, _, move, at in spells if move == "reopen"),
    ]
    explanations = _of(Explanation, assignment)
    if anew:
        explanations = explanations.filter(recorded_at__gt=max(anew))
    return {
        "explained": explanations.exists(),
        "quality_rejected": bool(rejected) and spells[-1][0] != Stage.CLOSED,
    }


def _held(assignment: Assignment) -> dict[str, Any]:
    """The days up to `acted_on` by who held the ball, and who holds it from then on."""
    lived = days(assignment, until=assignment.acted_on + timedelta(days=1))
    counted = ledger(days(assignment, until=assignment.acted_on))
    return {
        "holder": lived[-1].holder,
        "days_agency": counted[Holder.AGENCY],
        "days_office": counted[Holder.OFFICE],
        "days_collaborator": counted[Holder.COLLABORATOR],
        "days_outside": counted[Holder.OUTSIDE],
    }
