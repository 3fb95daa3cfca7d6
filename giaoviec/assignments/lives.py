"""The facts of assignments as the rule book's `Life`, as known at any moment; and the present columns recounted from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

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
    Update,
    Verification,
)
from giaoviec.assignments.queries import known
from giaoviec.rules.holders import Holder, Span, Wait, spans
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import ClaimFact, Due, Life, Spell
from giaoviec.rules.tasks import TaskClass


def life(assignment: Assignment, *, known_at: datetime | None = None) -> Life:
    return lives([assignment], known_at=known_at)[assignment.pk]


def lives(assignments: Sequence[Assignment], *, known_at: datetime | None = None) -> dict[int, Life]:
    """The life of each assignment by id, in five queries for any number of them."""
    ids = [assignment.pk for assignment in assignments]
    spells, dues = _spells(ids, known_at), _dues(ids, known_at)
    claims, updates = _claims(ids, known_at), _updates(ids, known_at)
    return {
        row.pk: Life(
            task_class=TaskClass(row.task_class),
            given_on=row.given_on,
            cycle=row.cycle,
            spells=tuple(spells[row.pk]),
            dues=tuple(dues[row.pk]),
            claims=tuple(claims[row.pk]),
            updates=tuple(updates[row.pk]),
        )
        for row in assignments
    }


def _spells(ids: Iterable[int], at: datetime | None) -> defaultdict[int, list[Spell]]:
    found: defaultdict[int, list[Spell]] = defaultdict(list)
    rows = StageSpell.objects.filter(known(at), assignment__in=ids).order_by("recorded_at", "id")
    for pk, stage, on, until_on, until_at in rows.values_list("assignment_id", "stage", "on", "until_on", "until_at"):
        closed = until_at is not None and (at is None or until_at <= at)
        found[pk].append(Spell(Stage(stage), on, until_on if closed else None))
    for spells in found.values():
        spells.sort(key=lambda spell: spell.since)  # stable: what was entered later on a day stands later
    return found


def _dues(ids: Iterable[int], at: datetime | None) -> defaultdict[int, list[Due]]:
    found: defaultdict[int, list[Due]] = defaultdict(list)
    rows = DueDate.objects.filter(known(at), assignment__in=ids).order_by("on", "recorded_at", "id")
    for pk, on, due_on in rows.values_list("assignment_id", "on", "due_on"):
        found[pk].append(Due(on, due_on))
    return found


def _claims(ids: Iterable[int], at: datetime | None) -> defaultdict[int, list[ClaimFact]]:
    """Claims with the verdict that was known: one rejection ends a claim; a starred one needs two confirmations."""
    judged: defaultdict[int, list[tuple[bool, date]]] = defaultdict(list)
    for claim, confirms, on in (
        Verification.objects.filter(known(at), claim__assignment__in=ids)
        .order_by("recorded_at", "id")
        .values_list("claim_id", "confirms", "on")
    ):
        judged[claim].append((confirms, on))
    found: defaultdict[int, list[ClaimFact]] = defaultdict(list)
    rows = Claim.objects.filter(known(at), assignment__in=ids).order_by("on", "recorded_at", "id")
    for pk, claim, on, starred in rows.values_list("assignment_id", "pk", "on", "assignment__starred"):
        found[pk].append(_claim_fact(on, judged[claim], needed=2 if starred else 1))
    return found


def _claim_fact(on: date, judgements: list[tuple[bool, date]], *, needed: int) -> ClaimFact:
    confirmed = 0
    for confirms, day in judgements:
        if not confirms:
            return ClaimFact(on, "rejected", day)
        confirmed += 1
        if confirmed == needed:
            return ClaimFact(on, "confirmed", day)
    return ClaimFact(on, None, None)


def _updates(ids: Iterable[int], at: datetime | None) -> defaultdict[int, list[date]]:
    found: defaultdict[int, list[date]] = defaultdict(list)
    for pk, on in (
        Update.objects.filter(known(at), assignment__in=ids).order_by("on", "id").values_list("assignment_id", "on")
    ):
        found[pk].append(on)
    return found


def days(assignment: Assignment, *, until: date, known_at: datetime | None = None) -> tuple[Span, ...]:
    """Whose days they were, from the giving to `until`: each day to exactly one holder."""
    stages = [
        Wait(Holder(holder), on, until_on)
        for holder, on, until_on in StageSpell.objects.filter(known(known_at), assignment=assignment)
        .order_by("on", "id")
        .values_list("holder", "on", "until_on")
    ]
    return spans(stages, _waits(assignment, known_at), until=until)


def _waits(assignment: Assignment, at: datetime | None) -> list[Wait]:
    asked = Collaboration.objects.filter(known(at), assignment=assignment).exclude(asked_on=None)
    waits = [Wait(Holder.COLLABORATOR, row.asked_on or row.on, row.answered_on) for row in asked]
    for rows, end in (
        (Extension.objects.filter(known(at), assignment=assignment), "decided_on"),
        (Obstacle.objects.filter(known(at), assignment=assignment), "answered_on"),
    ):
        waits += [Wait(Holder.OFFICE, row.on, getattr(row, end)) for row in rows]
    outside = OutsideWait.objects.filter(known(at), assignment=assignment)
    return waits + [Wait(Holder.OUTSIDE, row.on, row.until_on) for row in outside]


def recount(assignment: Assignment) -> dict[str, Any]:
    """The present columns as the facts say them: what undo writes, and what a test compares with what the moves wrote."""
    rows = StageSpell.objects.filter(assignment=assignment, voided_at=None).order_by("on", "recorded_at", "id")
    spells = list(rows.values_list("stage", "on", "move", "recorded_at"))
    stage, stage_on = spells[-1][0], spells[-1][1]
    return {
        "stage": stage,
        "stage_on": stage_on,
        "due_on": _latest_due(assignment),
        **_recount_claims(assignment, stage),
        **_recount_updates(assignment, spells),
        **_recount_beside(assignment),
        **_recount_explained(assignment, spells),
    }


def _latest_due(assignment: Assignment) -> date | None:
    rows = DueDate.objects.filter(assignment=assignment, voided_at=None).order_by("-on", "-recorded_at", "-id")
    return rows.values_list("due_on", flat=True).first()


def _recount_claims(assignment: Assignment, stage: str) -> dict[str, Any]:
    claim = Claim.objects.filter(assignment=assignment, voided_at=None).order_by("-id").first()
    standing_claim = claim if claim and stage in (Stage.CLAIMED, Stage.CLOSED) else None
    judgements = (
        list(Verification.objects.filter(claim=standing_claim, voided_at=None).order_by("id")) if standing_claim else []
    )
    closed = stage == Stage.CLOSED
    first = judgements[0].by_id if judgements and not closed else None
    return {
        "claimed_on": standing_claim.on if standing_claim else None,
        "done_on": standing_claim.on if standing_claim and closed else None,
        "confirmed_on": judgements[-1].on if closed and judgements else None,
        "quality": judgements[-1].quality if closed and judgements else "",
        "first_confirmer_id": judgements[0].by_id if closed and len(judgements) > 1 else first,
    }


def _recount_updates(assignment: Assignment, spells: list[tuple[str, date, str, datetime]]) -> dict[str, Any]:
    since = max((at for _, _, move, at in spells if move in ("give", "correct", "pass_on")), default=None)
    updates = list(
        Update.objects.filter(assignment=assignment, voided_at=None)
        .order_by("recorded_at", "id")
        .values_list("on", "recorded_at")
    )
    this_giving = [on for on, at in updates if since is None or at >= since]
    moves = [move for _, _, move, _ in spells]
    last_correct = len(moves) - 1 - moves[::-1].index("correct") if "correct" in moves else 0
    return {
        "first_update_on": this_giving[0] if this_giving else None,
        "last_update_on": updates[-1][0] if updates else None,
        "returns": moves.count("return"),
        "returns_this_giving": moves[last_correct:].count("return"),
        "rejections": moves.count("reject"),
        "reopenings": moves.count("reopen"),
    }


def _recount_beside(assignment: Assignment) -> dict[str, Any]:
    extensions = Extension.objects.filter(assignment=assignment, voided_at=None)
    obstacles = Obstacle.objects.filter(assignment=assignment, voided_at=None, answered_at=None)
    return {
        "extension_pending": extensions.filter(decided_at=None).exists() and assignment.stage != Stage.WITHDRAWN,
        "extensions": extensions.filter(decision__in=["granted", "shorter"]).count(),
        "obstacle_open": obstacles.exists() and assignment.stage != Stage.WITHDRAWN,
    }


def _recount_explained(assignment: Assignment, spells: list[tuple[str, date, str, datetime]]) -> dict[str, Any]:
    """An explanation counts until another due date, a reopening or a rejection for quality asks for a new one."""
    closings = [at for stage, _, _, at in spells if stage == Stage.CLOSED]
    poor = Verification.objects.filter(claim__assignment=assignment, for_quality=True, voided_at=None)
    rejected = [at for at in poor.values_list("recorded_at", flat=True) if not closings or at > closings[-1]]
    dues = DueDate.objects.filter(assignment=assignment, voided_at=None).exclude(cause="given")
    anew = [
        *rejected,
        *dues.values_list("recorded_at", flat=True),
        *(at for _, _, move, at in spells if move == "reopen"),
    ]
    explanations = Explanation.objects.filter(assignment=assignment, voided_at=None)
    if anew:
        explanations = explanations.filter(recorded_at__gt=max(anew))
    return {
        "explained": explanations.exists(),
        "quality_rejected": bool(rejected) and spells[-1][0] != Stage.CLOSED,
    }
