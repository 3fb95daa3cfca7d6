"""The table of moves: every move, at every stage, by everybody."""

from itertools import product

import pytest

from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.moves import RULES, Move, Stage, check, next_stage, openings
from giaoviec.rules.relations import Situation
from tests.rules.persons import CAST, HELPER, LEAD, PROFILE, TODAY, person, situation

G, R, U, C, D, W, P = (
    Stage.GIVEN,
    Stage.RETURNED,
    Stage.UNDER_WAY,
    Stage.CLAIMED,
    Stage.CLOSED,
    Stage.WITHDRAWN,
    Stage.PASSED_ON,
)
AGENCY = {"head", "liaison", "agency_clerk"}
OFFICE = {"office_head", "monitor"}
GIVERS = OFFICE | {"clerk"}
INSIDE = AGENCY | {"unit_head", "officer"}
ANYBODY_IN_IT = INSIDE | GIVERS | {"helper", "chairman", "vice_chairman", "assistant"}

# move → by whom, at which stages, to which
TABLE: dict[Move, tuple[set[str], str, Stage | None]] = {
    Move.TAKE_UP: (AGENCY, "GU", None),
    Move.UPDATE: (INSIDE, "GU", U),
    Move.CLAIM: (AGENCY, "GU", C),
    Move.EXPLAIN: (AGENCY, "GRUCD", None),
    Move.ASK_EXTENSION: (AGENCY, "GU", None),
    Move.REPORT_OBSTACLE: (AGENCY, "GU", None),
    Move.RETURN: (AGENCY, "GU", R),
    Move.ASSIGN_INSIDE: (AGENCY | {"unit_head"}, "GRUC", None),
    Move.ASK_OPINION: (AGENCY, "GU", None),
    Move.GIVE_OPINION: ({"helper"}, "GRUC", None),
    Move.WAIT_OUTSIDE: (AGENCY, "GU", None),
    Move.CONFIRM: (OFFICE, "C", D),
    Move.REJECT: (OFFICE, "C", U),
    Move.DECIDE_EXTENSION: (OFFICE, "GRUC", None),
    Move.ANSWER_OBSTACLE: (OFFICE, "GRUC", None),
    Move.CORRECT: (GIVERS, "R", G),
    Move.PASS_ON: (GIVERS, "R", P),
    Move.UPHOLD: (GIVERS, "R", G),
    Move.EDIT: (GIVERS, "GRUC", None),
    Move.SET_DUE: ({"office_head"}, "GRUC", None),
    Move.RECORD_REPORT: (GIVERS, "GRUCDW", None),
    Move.REOPEN: ({"office_head"}, "D", U),
    Move.WITHDRAW: ({"office_head"}, "GRUC", W),
    Move.TRANSFER: ({"office_head"}, "GRUC", None),
    Move.WRITE: (ANYBODY_IN_IT, "GRUCDWP", None),
}
STAGES = dict(zip("GRUCDWP", (G, R, U, C, D, W, P), strict=True))


def willing(stage: Stage) -> Situation:
    """A situation in which no condition stands in the way, so that only person and stage decide."""
    return situation(
        stage,
        overdue=True,
        explained=True,
        extension_pending=False,
        obstacle_pending=True,
        opinion_from=frozenset({HELPER}),
    )


def test_the_table_has_every_move_with_a_path_and_a_name_of_its_own() -> None:
    assert set(TABLE) == set(RULES) == set(Move)
    assert len({rule.slug for rule in RULES.values()}) == len({rule.vi for rule in RULES.values()}) == len(Move)


def test_every_cell_of_move_stage_and_person_is_as_the_table_says() -> None:
    wrong = []
    for (move, (who, stages, _)), stage, (name, actor) in product(TABLE.items(), Stage, CAST.items()):
        facts = willing(stage)
        if move is Move.DECIDE_EXTENSION:
            facts = situation(stage, extension_pending=True)
        allowed = name in who and stage in {STAGES[letter] for letter in stages}
        refusal = check(move, facts, actor, profile=PROFILE)
        if (refusal is None) != allowed:
            wrong.append((move.value, stage.value, name, refusal and refusal.sentence))
    assert wrong == []


@pytest.mark.parametrize("move", Move)
def test_a_move_leads_where_the_table_says(move: Move) -> None:
    _, stages, target = TABLE[move]
    for letter in stages:
        assert next_stage(move, situation(STAGES[letter]), profile=PROFILE) is (target or STAGES[letter])


def test_a_person_without_the_right_is_told_whose_part_it_is() -> None:
    refusal = check(Move.CONFIRM, situation(C), CAST["liaison"], profile=PROFILE)
    assert refusal is not None
    assert refusal.sentence == (
        "Đồng chí không có quyền “xác nhận hoàn thành” đối với việc này; "
        "đó là phần của chuyên viên theo dõi của đơn vị được giao theo dõi hoặc lãnh đạo Văn phòng."
    )
    assert refusal.ground == Policy("roles")


WRONG_STAGE = [
    (
        Move.UPDATE,
        R,
        "liaison",
        "Chỉ “cập nhật tình hình” được khi việc chờ tiếp nhận hoặc đang thực hiện; việc này đã chuyển lại.",
        Cite("QC 7.2.a"),
    ),
    (
        Move.CONFIRM,
        U,
        "monitor",
        "Chỉ “xác nhận hoàn thành” được khi việc chờ xác nhận; việc này đang thực hiện.",
        Cite("QC 8.1.a"),
    ),
    (
        Move.WITHDRAW,
        D,
        "office_head",
        "Chỉ “thu hồi” được khi việc chưa kết thúc; việc này đã hoàn thành.",
        Policy("withdraw"),
    ),
    (
        Move.REOPEN,
        W,
        "office_head",
        "Chỉ “mở lại” được khi việc đã hoàn thành; việc này đã thu hồi.",
        Cite("QC 8.1.c"),
    ),
    (
        Move.UPHOLD,
        G,
        "clerk",
        "Chỉ “giữ nguyên” được khi việc đã chuyển lại; việc này chờ tiếp nhận.",
        Policy("uphold"),
    ),
]


@pytest.mark.parametrize(("move", "stage", "who", "sentence", "ground"), WRONG_STAGE)
def test_a_move_at_the_wrong_stage_is_told_when_it_is_open(
    move: Move, stage: Stage, who: str, sentence: str, ground: Cite | Policy
) -> None:
    refusal = check(move, situation(stage), CAST[who], profile=PROFILE)
    assert refusal is not None
    assert (refusal.sentence, refusal.ground) == (sentence, ground)


def test_openings_are_the_moves_of_ones_kind_with_the_shut_ones_saying_why() -> None:
    found = {opening.move: opening.open for opening in openings(situation(C), CAST["monitor"], profile=PROFILE)}
    assert found == {
        Move.CONFIRM: True,
        Move.REJECT: True,
        Move.DECIDE_EXTENSION: False,
        Move.ANSWER_OBSTACLE: False,
        Move.CORRECT: False,
        Move.PASS_ON: False,
        Move.UPHOLD: False,
        Move.EDIT: True,
        Move.RECORD_REPORT: True,
        Move.WRITE: True,
    }


@pytest.mark.parametrize(
    "name", ["stranger", "evaluator", "infrastructure", "administrator", "auditor", "another_officer"]
)
def test_somebody_who_has_no_part_in_it_has_no_moves(name: str) -> None:
    assert openings(situation(U), CAST[name], profile=PROFILE) == ()


# ---- inside an agency


UNIT_ROW = {"internal": True, "unit_id": 11}
OFFICER_ROW = {"internal": True, "unit_id": 11, "officer_id": CAST["officer"].person_id}


@pytest.mark.parametrize(
    ("row", "move", "stage", "who"),
    [
        (UNIT_ROW, Move.UPDATE, G, {"unit_head"}),
        (UNIT_ROW, Move.CLAIM, U, {"unit_head"}),
        (UNIT_ROW, Move.CONFIRM, C, AGENCY),
        (UNIT_ROW, Move.WITHDRAW, U, AGENCY),
        (UNIT_ROW, Move.ASSIGN_INSIDE, U, AGENCY | {"unit_head"}),
        (OFFICER_ROW, Move.UPDATE, G, {"officer"}),
        (OFFICER_ROW, Move.CLAIM, U, {"officer"}),
        (OFFICER_ROW, Move.RETURN, G, {"officer"}),
        (OFFICER_ROW, Move.UPHOLD, R, AGENCY | {"unit_head"}),
        (OFFICER_ROW, Move.CONFIRM, C, AGENCY | {"unit_head"}),
        (OFFICER_ROW, Move.SET_DUE, U, AGENCY | {"unit_head"}),
        (OFFICER_ROW, Move.GIVE_OPINION, U, set()),
        (OFFICER_ROW, Move.WRITE, U, AGENCY | {"unit_head", "officer"}),
    ],
)
def test_inside_an_agency_the_level_above_gives_and_confirms(
    row: dict[str, object], move: Move, stage: Stage, who: set[str]
) -> None:
    facts = situation(stage, opinion_from=frozenset({HELPER}), **row)
    assert {name for name, actor in CAST.items() if check(move, facts, actor, profile=PROFILE) is None} == who


def test_nobody_confirms_inside_what_was_given_to_himself() -> None:
    head = person(CAST["unit_head"].role, LEAD, 11)
    facts = situation(C, internal=True, unit_id=11, officer_id=head.person_id)
    refusal = check(Move.CONFIRM, facts, head, profile=PROFILE)
    assert refusal is not None
    assert refusal.sentence.endswith(
        "đó là phần của thủ trưởng, lãnh đạo Văn phòng phụ trách của cơ quan hoặc trưởng phòng đã phân công."
    )


def test_who_stands_in_for_the_officer_acts_for_him() -> None:
    deputy = person(CAST["officer"].role, LEAD, 12, stands_in_for=CAST["officer"])
    assert check(Move.UPDATE, situation(G, **OFFICER_ROW), deputy, profile=PROFILE) is None
    assert check(Move.UPDATE, situation(G), deputy, profile=PROFILE) is None


def test_a_task_followed_by_no_unit_is_any_monitors() -> None:
    facts = situation(C, monitoring_unit_id=None, on=TODAY)
    assert check(Move.CONFIRM, facts, CAST["monitor_of_another_unit"], profile=PROFILE) is None
