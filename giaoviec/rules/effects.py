"""What each move does to the duties of its assignment; actions only carry it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from giaoviec.rules.citation import cites, policy
from giaoviec.rules.conditions import needs_second_person
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import Move
from giaoviec.rules.profile import Profile
from giaoviec.rules.relations import WITH_AGENCY, Situation
from giaoviec.rules.standing import Standing
from giaoviec.rules.tasks import TaskClass

K = DutyKind


@dataclass(frozen=True, slots=True)
class Effect:
    """`sets` are owed anew from the day of the move, `meets` are fulfilled by it, `drops` fall away unfulfilled.

    `redates` are owed by the new due date instead (the open row dropped, a new one set); `carries` go over to the
    successor with their day. What is not open is passed over. A result that a confirmation meets was met on the day of
    the claim; OPINION is set for each agency that is asked, and met for the one that answers.
    """

    sets: tuple[DutyKind, ...] = ()
    meets: tuple[DutyKind, ...] = ()
    drops: tuple[DutyKind, ...] = ()
    redates: tuple[DutyKind, ...] = ()
    carries: tuple[DutyKind, ...] = ()


UPDATES = (K.FIRST_UPDATE, K.CYCLE_UPDATE)
OF_THE_LEAD = (*UPDATES, K.RESULT, K.WRITTEN_REPORT, K.EXPLANATION)
PENDING = (K.OPINION, K.DECIDE_EXTENSION, K.ANSWER_OBSTACLE)
BY_THE_DUE_DATE = (K.RESULT, K.WRITTEN_REPORT)

EFFECTS: dict[Move, Effect] = {
    Move.TAKE_UP: Effect(),
    Move.UPDATE: Effect(meets=UPDATES),
    Move.CLAIM: Effect(sets=(K.VERIFY,), meets=UPDATES),
    Move.EXPLAIN: Effect(meets=(K.EXPLANATION,)),
    Move.ASK_EXTENSION: Effect(sets=(K.DECIDE_EXTENSION,)),
    Move.REPORT_OBSTACLE: Effect(sets=(K.ANSWER_OBSTACLE,)),
    Move.RETURN: Effect(sets=(K.ANSWER_RETURN,), meets=(K.FIRST_UPDATE,)),
    Move.ASSIGN_INSIDE: Effect(),
    Move.ASK_OPINION: Effect(sets=(K.OPINION,)),
    Move.GIVE_OPINION: Effect(meets=(K.OPINION,)),
    Move.WAIT_OUTSIDE: Effect(),
    Move.CONFIRM: Effect(meets=(K.VERIFY, K.RESULT), drops=(*UPDATES, *PENDING)),
    Move.REJECT: Effect(sets=(K.EXPLANATION,), meets=(K.VERIFY,)),
    Move.DECIDE_EXTENSION: Effect(meets=(K.DECIDE_EXTENSION,), drops=(K.EXPLANATION,), redates=BY_THE_DUE_DATE),
    Move.ANSWER_OBSTACLE: Effect(meets=(K.ANSWER_OBSTACLE,)),
    Move.CORRECT: Effect(
        sets=(K.FIRST_UPDATE,), meets=(K.ANSWER_RETURN,), drops=(K.EXPLANATION,), redates=BY_THE_DUE_DATE
    ),
    Move.PASS_ON: Effect(meets=(K.ANSWER_RETURN,), drops=(*OF_THE_LEAD, *PENDING)),
    Move.UPHOLD: Effect(meets=(K.ANSWER_RETURN,)),
    Move.EDIT: Effect(),
    Move.SET_DUE: Effect(drops=(K.EXPLANATION,), redates=BY_THE_DUE_DATE),
    Move.RECORD_REPORT: Effect(meets=(K.WRITTEN_REPORT,)),
    Move.REOPEN: Effect(sets=(K.RESULT, K.CYCLE_UPDATE)),
    Move.WITHDRAW: Effect(drops=(*OF_THE_LEAD, *PENDING, K.VERIFY, K.ANSWER_RETURN)),
    Move.TRANSFER: Effect(
        sets=(K.FIRST_UPDATE,),
        drops=(K.FIRST_UPDATE,),
        carries=(K.CYCLE_UPDATE, K.RESULT, K.WRITTEN_REPORT, K.EXPLANATION),
    ),
    Move.WRITE: Effect(),
}
"""Everything that a move may do; `effect` leaves out what does not apply to the situation."""


@cites("QC 6.1.e", "QC 7.2.b#1", "QC 7.2.c", "QC 8.1.a", "QC 8.2#1")
@policy("verify", "answer_return", "decide_extension", "answer_obstacle", "opinion_days", "reopen", "succession")
def effect(
    move: Move,
    situation: Situation,
    *,
    profile: Profile,
    at_once: bool = False,
    for_quality: bool = False,
    new_due_on: date | None = None,
) -> Effect:
    """The duties that a move sets, meets, drops, redates and carries over, in the situation before it.

    `for_quality`: a rejection because of quality; `new_due_on`: the due date that the move gives (granted, set,
    corrected), None where it stays. An internal assignment has only its result: the Office's clocks do not run inside.
    """
    if move is Move.CONFIRM and needs_second_person(situation, profile) and not situation.first_confirmers:
        return Effect()
    whole = EFFECTS[move]
    if situation.internal:
        return _only_the_result(whole, new_due_on)
    return replace(
        whole,
        sets=tuple(kind for kind in whole.sets if _is_set(kind, situation, at_once, for_quality)),
        drops=tuple(kind for kind in whole.drops if kind is not K.EXPLANATION or _excused(move, situation, new_due_on)),
        redates=whole.redates if new_due_on else (),
    )


def _is_set(kind: DutyKind, situation: Situation, at_once: bool, for_quality: bool) -> bool:
    dated = situation.task_class is TaskClass.DATED
    match kind:
        case K.FIRST_UPDATE:
            return dated or at_once
        case K.RESULT:
            return dated
        case K.CYCLE_UPDATE:
            return not dated
        case K.EXPLANATION:
            return for_quality
    return True


def _excused(move: Move, situation: Situation, new_due_on: date | None) -> bool:
    """Whether an open explanation falls away: the work has left the agency, or a new date is still ahead of it."""
    if move in (Move.PASS_ON, Move.WITHDRAW):
        return True
    return new_due_on is not None and new_due_on >= situation.on and not situation.quality_rejected


def _only_the_result(whole: Effect, new_due_on: date | None) -> Effect:
    return Effect(
        sets=_result_of(whole.sets),
        meets=_result_of(whole.meets),
        drops=_result_of(whole.drops),
        redates=_result_of(whole.redates) if new_due_on else (),
        carries=_result_of(whole.carries),
    )


def _result_of(kinds: tuple[DutyKind, ...]) -> tuple[DutyKind, ...]:
    return (K.RESULT,) if K.RESULT in kinds else ()


@cites("QC 8.2#1", "QC 10.2")
@policy("explanation")
def calls_for_explanation(standing: Standing, *, explained: bool) -> bool:
    """Whether the day's standing sets the explanation: overdue, in the agency's hands, and not explained yet.

    While the Office holds it (returned, claimed) nothing is set; a late claim could only be made with an explanation.
    """
    return standing.overdue and standing.stage in WITH_AGENCY and not explained
