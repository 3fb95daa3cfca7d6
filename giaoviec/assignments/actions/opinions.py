"""Opinions and figures asked of collaborators: duties with clocks of their own; their silence stops nobody (2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.agencies.models import Agency
from giaoviec.assignments.actions.core import ask, carry_out, words
from giaoviec.assignments.actions.following import settle, tell
from giaoviec.assignments.models import Collaboration
from giaoviec.documents.actions import NewFile, attach_all
from giaoviec.journal.actions import Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.moves import Move


def ask_opinion(
    assignment_id: int,
    *,
    agency: Agency,
    asked: str,
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Collaboration:
    """Hỏi ý kiến, số liệu of a collaborator, due by the profile's days or the day named."""
    step = ask(Move.ASK_OPINION, assignment_id, by=by, on=on, at=at, version=version)
    asked = words(step, "asked", asked, need="Ghi nội dung cần góp ý.", ground=Cite("QC 2.3#2"))
    if agency.pk not in step.situation.collaborators:
        raise Refused(f"{agency.name} không phối hợp trong việc này.", field="agency", status=422)
    if agency.pk in step.situation.opinion_from:
        sentence = f"{agency.name} đang được hỏi ý kiến, chưa trả lời."
        raise Refused(sentence, ground=Policy("opinion_days"), field="agency", status=422)
    if due_on and due_on < on:
        raise Refused("Hạn góp ý không thể đã qua.", field="due_on", status=422)
    day = due(DutyKind.OPINION, on, profile=step.profile, calendar=step.calendar, named=due_on)
    with carry_out(step, agency=agency.pk, asked=Salted(asked)) as a:
        row = Collaboration.objects.create(
            **a.row(assignment=step.assignment, agency=agency, asked=asked, asked_on=on, due_on=day)
        )
        step.set(waits_opinion=step.assignment.waits_opinion + 1)
        settle(a, step, named=day, asked=agency, turn_of=str(row.pk))
        tell(a, step.assignment, step.move, asked, agency=agency.pk)
    return row


def give_opinion(
    assignment_id: int,
    *,
    answer: str,
    files: Sequence[NewFile] = (),
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Góp ý: a collaborator answers what it was asked."""
    step = ask(Move.GIVE_OPINION, assignment_id, by=by, on=on, at=at, version=version)
    answer = words(step, "answer", answer, need="Ghi ý kiến góp ý.", ground=Cite("QC 2.3#2"))
    waiting = Collaboration.objects.filter(
        assignment=step.assignment, agency_id=by.agency_id, answered_at=None, voided_at=None
    ).exclude(asked_on=None)
    row = waiting.select_related("agency")[0]
    with carry_out(step, answer=Salted(answer)) as a:
        Collaboration.objects.filter(pk=row.pk).update(answer=answer, answered_on=on, answered_at=at, answered_act=a.id)
        attach_all(a, "collaboration", row.pk, files)
        step.set(waits_opinion=step.assignment.waits_opinion - 1)
        settle(a, step, asked=row.agency)
        tell(a, step.assignment, step.move, answer)
