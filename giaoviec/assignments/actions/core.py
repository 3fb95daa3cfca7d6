"""What every move has in common: ask the rule book, take the assignment by compare-and-set, change its stage, set duties."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from giaoviec.assignments import queries
from giaoviec.assignments.models import Assignment, StageSpell
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.queries import events_of
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import Calendar
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.holders import Holder
from giaoviec.rules.moves import RULES, Move, Situation, Stage, check
from giaoviec.rules.profile import Profile

HOLDERS = {
    Stage.GIVEN: Holder.AGENCY,
    Stage.UNDER_WAY: Holder.AGENCY,
    Stage.RETURNED: Holder.OFFICE,
    Stage.CLAIMED: Holder.OFFICE,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A move that the rule book allowed, before it is carried out."""

    move: Move
    assignment: Assignment
    situation: Situation
    profile: Profile
    calendar: Calendar
    by: Actor
    on: date
    at: datetime


def ask(
    move: Move,
    assignment_id: int,
    *,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
    **supposing: Any,
) -> Step:
    """Reads the assignment through what the actor may see and asks the rule book; raises `Refused` (404 for strangers).

    `supposing` are facts of the situation that the same act will bring about (a claim with its explanation).
    """
    assignment = queries.get(by, assignment_id)
    if assignment is None:
        raise Refused("Không có việc này.", status=404)
    if version is not None and version != assignment.version:
        raise stale(assignment)
    profile = profile_on(assignment.document.issued_on)
    check_day(assignment, on, at, profile)
    situation = replace(queries.situation(assignment, on), **supposing)
    if refusal := check(move, situation, by, profile=profile):
        raise Refused(refusal.sentence, ground=refusal.ground)
    return Step(move, assignment, situation, profile, calendar(), by, on, at)


def check_day(assignment: Assignment, on: date, at: datetime, profile: Profile) -> None:
    """`on` is not after the day of recording, not before the assignment's last stage, and not too far back (policy)."""
    today = timezone.localdate(at)
    if on > today:
        raise Refused("Ngày ghi nhận không thể ở tương lai.", field="on", status=422)
    if (today - on).days > int(profile["backdate_days"]):
        raise Refused(
            f"Chỉ được ghi lùi ngày trong {profile['backdate_days']} ngày.",
            ground=profile.ground("backdate_days"), field="on", status=422,
        )  # fmt: skip
    if on < assignment.stage_on:
        raise Refused(f"Ngày ghi nhận không thể trước {assignment.stage_on:%d/%m/%Y}.", field="on", status=422)


@contextmanager
def carry_out(step: Step, *, within: Act | None = None, **facts: Any) -> Iterator[Act]:
    """Opens the act of a step and takes its assignment: whoever was first has won, the other is told."""
    with act(
        step.move.value, by=step.by, on=step.on, at=step.at,
        subject="assignment", subject_id=step.assignment.pk, within=within, **facts,
    ) as a:  # fmt: skip
        take(step.assignment)
        yield a


def take(assignment: Assignment) -> None:
    """Compare-and-set on the version that was read; raises `Stale` when somebody else moved it meanwhile."""
    taken = Assignment.objects.filter(pk=assignment.pk, version=assignment.version, stage=assignment.stage)
    if not taken.update(version=F("version") + 1):
        raise stale(assignment)
    assignment.version += 1


def stale(assignment: Assignment) -> Stale:
    event = events_of("assignment", assignment.pk).first()
    if event is None:
        return Stale("Việc này vừa thay đổi; hãy tải lại trang rồi làm tiếp.")
    name = RULES[Move(event.verb)].vi if event.verb in Move else "cập nhật"
    moment = timezone.localtime(event.at)
    return Stale(f"{event.actor} đã “{name.lower()}” lúc {moment:%H:%M ngày %d/%m/%Y}; hãy xem lại rồi làm tiếp.")


def present(assignment: Assignment, **columns: Any) -> None:
    """Writes what the facts say now into the assignment's present columns."""
    for name, value in columns.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=list(columns))


def enter(a: Act, assignment: Assignment, stage: Stage, *, move: str, **columns: Any) -> None:
    """Closes the open spell and opens the next; the present columns follow in the same statement."""
    StageSpell.objects.filter(assignment=assignment, until_at=None, voided_at=None).update(
        until_on=a.on, until_at=a.at, until_act=a.id
    )
    StageSpell.objects.create(**spell(a, assignment, stage, move))
    present(assignment, stage=stage, stage_on=a.on, **columns)


def spell(a: Act, assignment: Assignment, stage: Stage, move: str) -> dict[str, Any]:
    holder = HOLDERS.get(stage, Holder.NOBODY)
    agency = assignment.agency_id if holder is Holder.AGENCY else None
    return a.row(assignment=assignment, stage=stage, holder=holder, holder_agency_id=agency, move=move)


# ---- duties of an assignment


def owe(
    a: Act, step: Step, kind: DutyKind, *, start: date | None = None, named: date | None = None, **who: Any
) -> None:
    """Sets a duty on the step's assignment, due by the rule book; `who` defaults to the lead agency."""
    day = due(kind, start or a.on, profile=step.profile, calendar=step.calendar, named=named)
    owner = {"agency": step.assignment.agency, **who}
    duties.owe(
        a, kind, due_on=day, subject="assignment", subject_id=step.assignment.pk,
        assignment_id=step.assignment.pk, **owner,
    )  # fmt: skip


def owe_office(a: Act, step: Step, kind: DutyKind) -> None:
    """A duty of the Office's monitoring unit; inside an agency, of the agency's own liaison."""
    if step.assignment.parent_id:
        owe(a, step, kind, role="liaison")
    else:
        owe(a, step, kind, agency=queries.office(), unit=step.assignment.monitoring_unit)


def meet(a: Act, step: Step, *kinds: DutyKind, **who: Any) -> None:
    duties.meet(a, kinds=kinds, subject="assignment", subject_id=step.assignment.pk, on=a.on, **who)


def drop(a: Act, step: Step, *kinds: DutyKind) -> None:
    duties.drop(a, subject="assignment", subject_id=step.assignment.pk, kinds=kinds or None)


def tell(a: Act, step: Step, text: str, *, agency: Any = None, kind: str = "", **who: Any) -> None:
    """Tells an agency (by default the lead) on its desk; once for each act."""
    whom = agency or step.assignment.agency
    duties.tell(
        a, agency=whom, kind=kind or step.move.value, subject="assignment", subject_id=step.assignment.pk,
        text=text, key=f"{a.id}:{step.assignment.pk}:{whom.pk}", **who,
    )  # fmt: skip


def tell_office(a: Act, step: Step, text: str) -> None:
    if step.assignment.parent_id:
        tell(a, step, text, role="liaison")
    else:
        tell(a, step, text, agency=queries.office(), unit=step.assignment.monitoring_unit)
