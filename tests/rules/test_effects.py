"""What each move does to the duties."""

from dataclasses import replace
from datetime import date

import pytest

from giaoviec.rules.duties import DutyKind
from giaoviec.rules.effects import EFFECTS, Effect, calls_for_explanation, effect
from giaoviec.rules.moves import Move, Stage
from giaoviec.rules.relations import Situation
from giaoviec.rules.standing import present
from giaoviec.rules.tasks import TaskClass
from tests.rules.persons import CAST, PROFILE, TODAY, situation

K = DutyKind
LATER, EARLIER = date(2026, 12, 20), date(2026, 11, 20)
DATED = situation(Stage.UNDER_WAY)
OPEN_ENDED = situation(Stage.UNDER_WAY, task_class=TaskClass.OPEN_ENDED, due_on=None)
STARRED = situation(Stage.CLAIMED, starred=True)
FIRST_CONFIRMED = replace(STARRED, first_confirmers=frozenset({CAST["monitor"].person_id}))
PENDING = (K.OPINION, K.DECIDE_EXTENSION, K.ANSWER_OBSTACLE)
UPDATES = (K.FIRST_UPDATE, K.CYCLE_UPDATE)
REDATED = (K.RESULT, K.WRITTEN_REPORT)
LEADS = (*UPDATES, *REDATED, K.EXPLANATION)

# what happens: move, situation, circumstances → effect
CASES: dict[str, tuple[Move, Situation, dict[str, object], Effect]] = {
    "an update meets both clocks": (Move.UPDATE, DATED, {}, Effect(meets=UPDATES)),
    "a claim too, and the Office owes a look": (Move.CLAIM, DATED, {}, Effect(sets=(K.VERIFY,), meets=UPDATES)),
    "a return meets the first update": (
        Move.RETURN,
        DATED,
        {},
        Effect(sets=(K.ANSWER_RETURN,), meets=(K.FIRST_UPDATE,)),
    ),
    "correcting starts the first update anew": (
        Move.CORRECT,
        DATED,
        {},
        Effect(sets=(K.FIRST_UPDATE,), meets=(K.ANSWER_RETURN,)),
    ),
    "and may give another date": (
        Move.CORRECT,
        DATED,
        {"new_due_on": LATER},
        Effect(sets=(K.FIRST_UPDATE,), meets=(K.ANSWER_RETURN,), drops=(K.EXPLANATION,), redates=REDATED),
    ),
    "correcting an open-ended one leaves its cycle": (Move.CORRECT, OPEN_ENDED, {}, Effect(meets=(K.ANSWER_RETURN,))),
    "unless it is to be done at once": (
        Move.CORRECT,
        OPEN_ENDED,
        {"at_once": True},
        Effect(sets=(K.FIRST_UPDATE,), meets=(K.ANSWER_RETURN,)),
    ),
    "upholding leaves both": (Move.UPHOLD, DATED, {}, Effect(meets=(K.ANSWER_RETURN,))),
    "passing on frees the agency": (
        Move.PASS_ON,
        DATED,
        {},
        Effect(meets=(K.ANSWER_RETURN,), drops=(*LEADS, *PENDING)),
    ),
    "confirming meets the result": (
        Move.CONFIRM,
        situation(Stage.CLAIMED),
        {},
        Effect(meets=(K.VERIFY, K.RESULT), drops=(*UPDATES, *PENDING)),
    ),
    "the first of two confirmations does nothing yet": (Move.CONFIRM, STARRED, {}, Effect()),
    "the second does": (
        Move.CONFIRM,
        FIRST_CONFIRMED,
        {},
        Effect(meets=(K.VERIFY, K.RESULT), drops=(*UPDATES, *PENDING)),
    ),
    "rejecting for quality asks an explanation": (
        Move.REJECT,
        situation(Stage.CLAIMED),
        {"for_quality": True},
        Effect(sets=(K.EXPLANATION,), meets=(K.VERIFY,)),
    ),
    "rejecting for another reason does not": (Move.REJECT, situation(Stage.CLAIMED), {}, Effect(meets=(K.VERIFY,))),
    "a refused extension changes no date": (Move.DECIDE_EXTENSION, DATED, {}, Effect(meets=(K.DECIDE_EXTENSION,))),
    "a granted one does, and what was late is not": (
        Move.DECIDE_EXTENSION,
        DATED,
        {"new_due_on": LATER},
        Effect(meets=(K.DECIDE_EXTENSION,), drops=(K.EXPLANATION,), redates=REDATED),
    ),
    "granted too short it stays late": (
        Move.DECIDE_EXTENSION,
        DATED,
        {"new_due_on": EARLIER},
        Effect(meets=(K.DECIDE_EXTENSION,), redates=REDATED),
    ),
    "and poor work is explained all the same": (
        Move.DECIDE_EXTENSION,
        replace(DATED, quality_rejected=True),
        {"new_due_on": LATER},
        Effect(meets=(K.DECIDE_EXTENSION,), redates=REDATED),
    ),
    "reopening sets the result anew": (
        Move.REOPEN,
        situation(Stage.CLOSED),
        {"new_due_on": LATER},
        Effect(sets=(K.RESULT,)),
    ),
    "or the update of the cycle": (
        Move.REOPEN,
        replace(OPEN_ENDED, stage=Stage.CLOSED),
        {},
        Effect(sets=(K.CYCLE_UPDATE,)),
    ),
    "withdrawing drops all": (
        Move.WITHDRAW,
        DATED,
        {},
        Effect(drops=(*LEADS, *PENDING, K.VERIFY, K.ANSWER_RETURN)),
    ),
    "a successor takes over, with a first update of its own": (
        Move.TRANSFER,
        DATED,
        {},
        Effect(
            sets=(K.FIRST_UPDATE,),
            drops=(K.FIRST_UPDATE,),
            carries=(K.CYCLE_UPDATE, K.RESULT, K.WRITTEN_REPORT, K.EXPLANATION),
        ),
    ),
    "inside an agency a claim sets nothing for the Office": (Move.CLAIM, replace(DATED, internal=True), {}, Effect()),
    "and a confirmation meets the result": (
        Move.CONFIRM,
        replace(STARRED, internal=True),
        {},
        Effect(meets=(K.RESULT,)),
    ),
    "and a new date moves it": (
        Move.SET_DUE,
        replace(DATED, internal=True),
        {"new_due_on": LATER},
        Effect(redates=(K.RESULT,)),
    ),
}


@pytest.mark.parametrize(("move", "facts", "circumstances", "expected"), list(CASES.values()), ids=list(CASES))
def test_a_move_sets_meets_and_drops(
    move: Move, facts: Situation, circumstances: dict[str, object], expected: Effect
) -> None:
    assert effect(move, facts, profile=PROFILE, **circumstances) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sets", "by"),
    [
        (K.DECIDE_EXTENSION, (Move.ASK_EXTENSION, Move.DECIDE_EXTENSION)),
        (K.ANSWER_OBSTACLE, (Move.REPORT_OBSTACLE, Move.ANSWER_OBSTACLE)),
        (K.OPINION, (Move.ASK_OPINION, Move.GIVE_OPINION)),
        (K.VERIFY, (Move.CLAIM, Move.REJECT)),
        (K.ANSWER_RETURN, (Move.RETURN, Move.UPHOLD)),
        (K.EXPLANATION, (Move.REJECT, Move.EXPLAIN)),
    ],
)
def test_what_one_move_sets_another_meets(sets: DutyKind, by: tuple[Move, Move]) -> None:
    setting, meeting = by
    assert sets in EFFECTS[setting].sets
    assert sets in EFFECTS[meeting].meets


def test_a_written_report_is_met_when_the_office_records_it() -> None:
    assert effect(Move.RECORD_REPORT, DATED, profile=PROFILE) == Effect(meets=(K.WRITTEN_REPORT,))


def test_every_move_has_its_row() -> None:
    assert set(EFFECTS) == set(Move)
    silent = {move for move, row in EFFECTS.items() if row == Effect()}
    assert silent == {Move.TAKE_UP, Move.ASSIGN_INSIDE, Move.WAIT_OUTSIDE, Move.EDIT, Move.WRITE}


@pytest.mark.parametrize(
    ("stage", "due_on", "explained", "expected"),
    [
        (Stage.UNDER_WAY, date(2026, 11, 22), False, True),
        (Stage.GIVEN, date(2026, 11, 22), False, True),
        (Stage.UNDER_WAY, date(2026, 11, 22), True, False),
        (Stage.UNDER_WAY, TODAY, False, False),
        (Stage.RETURNED, date(2026, 11, 22), False, False),
        (Stage.CLAIMED, date(2026, 11, 22), False, False),
        (Stage.CLOSED, date(2026, 11, 18), False, False),
    ],
)
def test_an_explanation_is_owed_once_it_is_overdue_in_the_agencys_hands(
    stage: Stage, due_on: date, explained: bool, expected: bool
) -> None:
    shown = present(
        stage=stage,
        task_class=TaskClass.DATED,
        due_on=due_on,
        claimed_on=TODAY if stage is Stage.CLAIMED else None,
        done_on=TODAY if stage is Stage.CLOSED else None,
        cycle="",
        last_update_on=None,
        given_on=date(2026, 11, 2),
        on=TODAY,
    )
    assert calls_for_explanation(shown, explained=explained) is expected
