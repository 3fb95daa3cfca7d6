"""Sắp xếp tổ chức: agencies are merged, split or abolished, and their open work goes to the successors, in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from giaoviec.agencies.actions import NewAgency, succeed
from giaoviec.agencies.models import Agency, Succession
from giaoviec.agencies.queries import units_of
from giaoviec.assignments import queries
from giaoviec.assignments.actions.cases import hand_cases
from giaoviec.assignments.actions.core import Step, ask, carry_out, enter, take, words
from giaoviec.assignments.actions.following import hand_over, settle, tell
from giaoviec.assignments.actions.returns import GIVEN_ANEW
from giaoviec.assignments.models import Assignment, Collaboration
from giaoviec.days import day_of
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import Move, Stage


def arrange(
    kind: str,
    *,
    predecessors: Sequence[int],
    successors: Sequence[int | NewAgency] = (),
    basis: str,
    new_name: str = "",
    new_short_name: str = "",
    shares: Mapping[int, int] | None = None,
    by: Actor,
    on: date,
    at: datetime,
) -> Succession:
    """Records what became of agencies (see `agencies.actions.succeed`) and moves all their open work, in one act.

    `shares`: which successor (its place in `successors`) takes an assignment; the first where nothing is said. Work is
    moved as of the day of recording, since until then the old agency held it.
    """
    with act("succeed", by=by, on=on, at=at, subject="succession") as a:
        row = succeed(
            kind, predecessors=predecessors, successors=successors, basis=basis,
            new_name=new_name, new_short_name=new_short_name, by=by, on=on, at=at, within=a,
        )  # fmt: skip
        a.subject_id = row.pk
        move_work(a, row, shares)
    return row


def move_work(a: Act, row: Succession, shares: Mapping[int, int] | None = None) -> int:
    """Within the open act of a succession, gives the open work of its predecessors to its successors, as of the day of
    recording, since until then the old agency held it; returns how many assignments. `shares`: see `arrange`.
    """
    if row.kind == "rename":
        return 0
    a, shares = replace(a, on=day_of(a.at)), shares or {}
    parts = list(row.parts.select_related("successor").order_by("id"))
    predecessors = list(dict.fromkeys(part.predecessor_id for part in parts))
    heirs = list({part.successor_id: part.successor for part in parts if part.successor_id}.values())
    moved = 0
    for assignment in queries.open_of_agencies(predecessors):
        heir = _heir(heirs, shares.get(assignment.pk, 0))
        if heir.pk != assignment.agency_id and _is_over(assignment.agency, heirs, shares, assignment.pk):
            _move(a, assignment, heir, row.basis)
            moved += 1
    for pk in sorted(set(predecessors) - {heir.pk for heir in heirs if heir}):
        _move_collaborations(a, pk, heirs[0] if heirs else None)
        hand_cases(a, pk, heirs[0] if heirs else None)
        duties.drop(a, subject="agency", subject_id=pk)
    a.note(moved=moved)
    return moved


def _move(a: Act, assignment: Assignment, heir: Agency, basis: str) -> None:
    """One assignment; who did not ask in person (the command line) is not asked for his rights."""
    if a.by is not None:
        transfer(assignment.pk, successor=heir, basis=basis, by=a.by, on=a.on, at=a.at, within=a)
        return
    situation, profile = queries.situation(assignment, a.on), profile_on(assignment.document.issued_on)
    step = Step(Move.TRANSFER, assignment, situation, profile, calendar(), None, a.on, a.at)
    _hand_on(step, heir, basis, within=a)


def _is_over(agency: Agency, heirs: Sequence[Agency | None], shares: Mapping[int, int], pk: int) -> bool:
    """Work of an agency that lives on leaves it only where its share says so."""
    lives_on = any(heir and heir.pk == agency.pk for heir in heirs)
    return not lives_on or pk in shares


def _heir(heirs: Sequence[Agency | None], place: int) -> Agency:
    heir = heirs[place] if place < len(heirs) else None
    if heir is None:
        sentence = "Cơ quan còn việc đang mở; hãy chọn cơ quan tiếp nhận hoặc thu hồi các việc đó trước."
        raise Refused(sentence, ground=Policy("succession"), field="successors", status=422)
    return heir


def transfer(
    assignment_id: int,
    *,
    successor: Agency,
    basis: str,
    by: Actor,
    on: date,
    at: datetime,
    within: Act | None = None,
) -> None:
    """Chuyển cơ quan kế thừa on a reorganisation: the stage stays, its history keeps the old name (spells say it)."""
    step = ask(Move.TRANSFER, assignment_id, by=by, on=on, at=at)
    need = "Ghi căn cứ pháp lý của việc sắp xếp."
    basis = words(step, "basis", basis, need=need, ground=Policy("succession"), most=300)
    if step.assignment.parent_id:
        raise Refused("Phân công nội bộ đi theo việc cấp trên.", ground=Policy("succession"), field="successor")
    if successor.pk == step.assignment.agency_id:
        raise Refused("Cơ quan kế thừa phải khác cơ quan cũ.", field="successor", status=422)
    _hand_on(step, successor, basis, within=within)


def _hand_on(step: Step, successor: Agency, basis: str, *, within: Act | None) -> None:
    row = step.assignment
    with carry_out(step, within=within, successor=successor.pk, basis=Salted(basis)) as a:
        inside = queries.open_inside(row)
        row.agency = successor
        enter(a, step, Stage(row.stage), agency_id=successor.pk, **GIVEN_ANEW)
        settle(a, step)
        tell(a, row, step.move, basis)
        _take_along(a, step, inside)


def _take_along(a: Act, above: Step, rows: Sequence[Assignment]) -> None:
    """What was given inside goes along: to the same person, in the unit of that name where the successor has one."""
    agency = above.assignment.agency
    units = {unit.name: unit for unit in units_of(agency, a.on)}
    for row in rows:
        step = replace(above, assignment=row, situation=queries.situation(row, a.on), columns={})
        row.agency, row.unit = agency, units.get(row.unit.name) if row.unit else None
        enter(a, step, Stage(row.stage), agency_id=agency.pk, unit_id=row.unit_id, **GIVEN_ANEW)
        settle(a, step)
        take(step)
        a.touch("assignment", row.pk)


def _move_collaborations(a: Act, agency_id: int, heir: Agency | None) -> None:
    """Where the old agency works with a lead on open work, its successor does; what it was asked is asked of that."""
    for row in queries.open_collaborations(agency_id):
        row_id, row.voided_at, row.voided_act = row.pk, a.at, a.id
        Collaboration.objects.filter(pk=row_id).update(voided_at=a.at, voided_act=a.id)
        kept = {name: getattr(row, name) for name in ("assignment_id", "asked", "asked_on", "due_on")}
        if heir and heir.pk != row.assignment.agency_id:
            Collaboration.objects.create(**a.row(agency=heir, **kept))
            hand_over(a, row.assignment, [DutyKind.OPINION], agency=agency_id, agency_id=heir.pk)
        else:
            duties.drop(
                a, subject="assignment", subject_id=row.assignment_id, kinds=[DutyKind.OPINION], agency=agency_id
            )
            if row.asked_on:
                Assignment.objects.filter(pk=row.assignment_id).update(waits_opinion=row.assignment.waits_opinion - 1)
        a.touch("assignment", row.assignment_id)
