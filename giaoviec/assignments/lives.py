"""The facts of assignments as the rule book's `Life`, as known at any moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from giaoviec.assignments.models import (
    Assignment,
    Claim,
    Collaboration,
    DueDate,
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
    """Claims with the judgement that decided them, where it was known."""
    decided = Verification.objects.filter(known(at), claim__assignment__in=ids, decides=True)
    judged = {claim: (confirms, on) for claim, confirms, on in decided.values_list("claim_id", "confirms", "on")}
    found: defaultdict[int, list[ClaimFact]] = defaultdict(list)
    rows = Claim.objects.filter(known(at), assignment__in=ids).order_by("on", "recorded_at", "id")
    for pk, claim, on in rows.values_list("assignment_id", "pk", "on"):
        found[pk].append(_claim_fact(on, judged.get(claim)))
    return found


def _claim_fact(on: date, judged: tuple[bool, date] | None) -> ClaimFact:
    if judged is None:
        return ClaimFact(on)
    confirms, day = judged
    return ClaimFact(on, "confirmed" if confirms else "rejected", day)


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
    waits = [
        _wait(Holder.COLLABORATOR, row.asked_on or row.on, row.answered_on, row.answered_at, at)
        for row in Collaboration.objects.filter(known(at), assignment=assignment).exclude(asked_on=None)
    ]
    for asked in Extension.objects.filter(known(at), assignment=assignment):
        waits.append(_wait(Holder.OFFICE, asked.on, asked.decided_on, asked.decided_at, at))
    for obstacle in Obstacle.objects.filter(known(at), assignment=assignment):
        waits.append(_wait(Holder.OFFICE, obstacle.on, obstacle.answered_on, obstacle.answered_at, at))
    for outside in OutsideWait.objects.filter(known(at), assignment=assignment):
        waits.append(_wait(Holder.OUTSIDE, outside.on, outside.until_on, outside.until_at, at))
    return waits


def _wait(holder: Holder, since: date, until: date | None, ended_at: datetime | None, at: datetime | None) -> Wait:
    """A stretch of waiting as known at a moment: what ended later had not ended then."""
    ended = ended_at is not None and (at is None or ended_at <= at)
    return Wait(holder, since, until if ended else None)
