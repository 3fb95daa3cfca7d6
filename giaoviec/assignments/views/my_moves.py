"""The moves that are open to whoever looks at an assignment, what he owes first; and why the others are shut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from giaoviec.agencies.access import Request
from giaoviec.assignments.actions.starring import refusal_of
from giaoviec.assignments.models import Assignment
from giaoviec.duties import queries as duties
from giaoviec.duties.queries import Owed
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.citation import Ground
from giaoviec.rules.moves import Move, Opening, Situation, check, openings

PREPARED_ELSEWHERE = frozenset({Move.TRANSFER, Move.WRITE})
"""A successor takes over in an act of succession; the thread has its own place on the page."""


@dataclass(frozen=True, slots=True)
class Button:
    """A move as `ui.move_bar` draws it."""

    label: str
    url: str
    reason: str = ""
    ground: Ground | None = None


def moves(request: Request, row: Assignment, situation: Situation) -> dict[str, Any]:
    """The moves open to me as buttons, what is owed first; those that are shut, each with its reason."""
    profile = profile_on(row.document.issued_on)
    every = openings(situation, request.actor, profile=profile)
    late = replace(situation, explained=True)  # a late claim brings its explanation along, on its own form
    brings = check(Move.CLAIM, late, request.actor, profile=profile) is None
    offered = [Opening(Move.CLAIM) if one.move is Move.CLAIM and brings else one for one in every]
    offered = [one for one in offered if one.move not in PREPARED_ELSEWHERE]
    owed = {one.kind.move: one for one in reversed(duties.of_assignment(row.pk))}
    open_ones = sorted((one.move for one in offered if one.open), key=lambda move: _rank(move, row, owed))
    buttons = [Button(_label(move, row, owed), f"/viec/{row.pk}/{move.slug}/") for move in open_ones]
    if refusal_of(row, request.actor) is None:
        buttons.append(Button("Bỏ sao" if row.starred else "Gắn sao", f"/viec/{row.pk}/gan-sao/"))
    return {
        "moves": buttons,
        "shut": [
            Button(one.move.vi, "", one.refusal.sentence, one.refusal.ground) for one in offered if one.refusal
        ],
        "may_write": any(one.move is Move.WRITE and one.open for one in every),
    }  # fmt: skip


def _rank(move: Move, row: Assignment, owed: dict[Move | None, Owed]) -> tuple[int, int]:
    """What is owed first, then in the order of the table; taking up comes first until it is done, then last, and
    withdrawing never first."""
    order = list(Move).index(move)
    if move is Move.TAKE_UP:
        return (9, order) if row.taken_up_on else (0, order)
    first = (Move.EXPLAIN, Move.CONFIRM, Move.DECIDE_EXTENSION, Move.ANSWER_OBSTACLE, Move.GIVE_OPINION, Move.CORRECT)
    if move in first:
        return (1, first.index(move))
    return ({Move.UPDATE: 2, Move.CLAIM: 3, Move.WITHDRAW: 8}.get(move, 4), order)


def _label(move: Move, row: Assignment, owed: dict[Move | None, Owed]) -> str:
    if move is Move.WAIT_OUTSIDE and row.waits_outside:
        return "Bên ngoài đã trả lời"
    due = owed.get(move)
    shown = due and move not in (Move.CLAIM, Move.GIVE_OPINION)
    return f"{move.vi} (hạn {due.due_on:%d/%m})" if due and shown else move.vi
