"""The conditions of the moves: the sentence and the ground of every refusal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from giaoviec.rules.citation import INDEX, Cite, Ground, Policy, outline
from giaoviec.rules.moves import RULES, Move, Stage, check, next_stage
from giaoviec.rules.policies import POLICIES
from giaoviec.rules.profile import Profile
from giaoviec.rules.profiles import CAO_NGUYEN_XANH
from giaoviec.rules.roles import Role
from tests.rules.persons import CAST, HELPER, PROFILE, person, situation

REGULATION = Path(__file__).parents[2] / "docs" / "regulation" / "26-2015-QD-UBND.txt"
CLAIMER = frozenset({CAST["monitor"].person_id})
FIRST = frozenset({CAST["monitor"].person_id})

# name: move, stage, who, facts, sentence, ground
REFUSED: dict[str, tuple[Move, Stage, str, dict[str, object], str, Ground]] = {
    "nothing is returned once progress was entered": (
        Move.RETURN,
        Stage.UNDER_WAY,
        "liaison",
        {"progress_entered": True},
        "Đã cập nhật tình hình thực hiện nên không chuyển lại được nữa; nếu vướng, hãy báo khó khăn, vướng mắc.",
        Policy("return_only_before_progress"),
    ),
    "a giving is returned once": (
        Move.RETURN,
        Stage.GIVEN,
        "head",
        {"returns_this_giving": 1},
        "Mỗi lần giao chỉ được chuyển lại một lần và Văn phòng đã giữ nguyên; hãy trao đổi trong luồng của việc.",
        Policy("return_once_per_giving"),
    ),
    "a late claim needs its explanation": (
        Move.CLAIM,
        Stage.UNDER_WAY,
        "liaison",
        {"overdue": True},
        "Việc đã quá hạn: hãy giải trình nguyên nhân và đề xuất hướng xử lý cùng báo cáo.",
        Cite("QC 8.2#1"),
    ),
    "only what is late or poor is explained": (
        Move.EXPLAIN,
        Stage.UNDER_WAY,
        "liaison",
        {},
        "Việc chưa quá hạn và chưa bị đánh giá về chất lượng nên chưa phải giải trình.",
        Cite("QC 8.2#1"),
    ),
    "a starred task needs a second person": (
        Move.CONFIRM,
        Stage.CLAIMED,
        "monitor",
        {"starred": True, "first_confirmers": FIRST},
        "Việc gắn sao cần hai người xác nhận; đồng chí (hoặc người đồng chí xử lý thay) đã xác nhận lần đầu, "
        "hãy để người khác xác nhận lần thứ hai.",
        Policy("starred_second_person"),
    ),
    "nobody confirms his own claim": (
        Move.CONFIRM,
        Stage.CLAIMED,
        "monitor",
        {"claimers": CLAIMER},
        "Người báo cáo hoàn thành không tự xác nhận được; hãy để người khác.",
        Policy("not_own_claim"),
    ),
    "nor rejects it": (
        Move.REJECT,
        Stage.CLAIMED,
        "monitor",
        {"claimers": CLAIMER},
        "Người báo cáo hoàn thành không tự xác nhận được; hãy để người khác.",
        Policy("not_own_claim"),
    ),
    "an open-ended task has no date to extend": (
        Move.ASK_EXTENSION,
        Stage.UNDER_WAY,
        "liaison",
        {"due_on": None},
        "Việc không có thời hạn nên không có gì để gia hạn.",
        Cite("QC 5.2"),
    ),
    "one extension is asked at a time": (
        Move.ASK_EXTENSION,
        Stage.UNDER_WAY,
        "liaison",
        {"extension_pending": True},
        "Đang có một đề nghị gia hạn chờ quyết định; hãy chờ kết quả rồi mới xin tiếp.",
        Policy("one_extension_at_a_time"),
    ),
    "no extension is decided that was not asked": (
        Move.DECIDE_EXTENSION,
        Stage.UNDER_WAY,
        "monitor",
        {},
        "Không có đề nghị gia hạn nào chờ quyết định.",
        Policy("extension_decider"),
    ),
    "no obstacle is answered that was not reported": (
        Move.ANSWER_OBSTACLE,
        Stage.UNDER_WAY,
        "monitor",
        {},
        "Không có khó khăn, vướng mắc nào chờ trả lời.",
        Cite("QC 8.1.b"),
    ),
    "no opinion is given that was not asked": (
        Move.GIVE_OPINION,
        Stage.UNDER_WAY,
        "helper",
        {},
        "Không có ý kiến nào đang được hỏi ở cơ quan đồng chí.",
        Cite("QC 2.3#2"),
    ),
    "nobody is asked where nobody works with the lead": (
        Move.ASK_OPINION,
        Stage.UNDER_WAY,
        "liaison",
        {"collaborators": frozenset()},
        "Việc này không có cơ quan phối hợp để hỏi ý kiến; hãy trao đổi với Văn phòng trong luồng của việc.",
        Policy("lead_and_collaborators"),
    ),
}


@pytest.mark.parametrize(
    ("move", "stage", "who", "facts", "sentence", "ground"), list(REFUSED.values()), ids=list(REFUSED)
)
def test_a_refusal_says_what_to_do_and_on_what_ground(
    move: Move, stage: Stage, who: str, facts: dict[str, object], sentence: str, ground: Ground
) -> None:
    refusal = check(move, situation(stage, **facts), CAST[who], profile=PROFILE)
    assert refusal is not None
    assert (refusal.sentence, refusal.ground) == (sentence, ground)


def test_every_condition_of_the_table_has_its_case_here() -> None:
    tried = {RULES[move].conditions[n] for move, *_ in REFUSED.values() for n in range(len(RULES[move].conditions))}
    assert tried == {condition for rule in RULES.values() for condition in rule.conditions}


# ---- what the profile changes


def with_numbers(profile: Profile, **values: object) -> Profile:
    changed = {key: replace(profile.numbers[key], value=value) for key, value in values.items()}  # type: ignore[arg-type]
    return replace(profile, numbers={**profile.numbers, **changed})


def test_a_profile_may_allow_a_return_after_progress_and_more_than_once() -> None:
    lenient = with_numbers(PROFILE, return_only_before_progress=False, return_once_per_giving=False)
    facts = situation(Stage.UNDER_WAY, progress_entered=True, returns_this_giving=2)
    assert check(Move.RETURN, facts, CAST["liaison"], profile=lenient) is None


def test_a_profile_may_limit_extensions_and_say_how_early_they_are_asked() -> None:
    twice = check(
        Move.ASK_EXTENSION, situation(Stage.UNDER_WAY, extensions=2), CAST["liaison"], profile=CAO_NGUYEN_XANH
    )
    assert twice is not None
    assert twice.sentence == "Đã gia hạn 2 lần, hết số lần cho phép; nếu vướng, hãy báo khó khăn, vướng mắc."
    late = situation(Stage.UNDER_WAY, due_on=date(2026, 11, 25))
    short = check(Move.ASK_EXTENSION, late, CAST["liaison"], profile=CAO_NGUYEN_XANH)
    assert short is not None
    assert short.sentence == (
        "Đề nghị gia hạn phải gửi trước hạn ít nhất 3 ngày; hạn của việc này là 25/11/2026. "
        "Nếu vướng, hãy báo khó khăn, vướng mắc."
    )
    in_time = replace(late, due_on=date(2026, 11, 26))
    assert check(Move.ASK_EXTENSION, in_time, CAST["liaison"], profile=CAO_NGUYEN_XANH) is None
    assert check(Move.ASK_EXTENSION, replace(late, extensions=9), CAST["liaison"], profile=PROFILE) is None


@pytest.mark.parametrize(
    ("starred", "ordinary", "special", "who"),
    [
        (False, "monitor", "chairman", {"monitor", "office_head"}),
        (True, "monitor", "chairman", {"chairman", "vice_chairman"}),
        (False, "office_head", "chairman", {"office_head"}),
        (True, "monitor", "office_head", {"office_head"}),
    ],
)
def test_the_profile_names_who_decides_an_extension(starred: bool, ordinary: str, special: str, who: set[str]) -> None:
    profile = with_numbers(PROFILE, extension_decider=ordinary, extension_decider_starred=special)
    facts = situation(Stage.UNDER_WAY, extension_pending=True, starred=starred)
    assert {
        n for n, actor in CAST.items() if check(Move.DECIDE_EXTENSION, facts, actor, profile=profile) is None
    } == who


# ---- two persons


def test_the_first_confirmation_of_a_starred_task_leaves_it_claimed_and_the_second_closes_it() -> None:
    starred = situation(Stage.CLAIMED, starred=True)
    assert next_stage(Move.CONFIRM, starred, profile=PROFILE) is Stage.CLAIMED
    assert next_stage(Move.CONFIRM, replace(starred, first_confirmers=FIRST), profile=PROFILE) is Stage.CLOSED


@pytest.mark.parametrize("facts", [{"internal": True, "unit_id": 11}, {"starred": False}])
def test_one_person_is_enough_inside_an_agency_and_without_a_star(facts: dict[str, object]) -> None:
    claimed = situation(Stage.CLAIMED, **{"starred": True, **facts})
    assert next_stage(Move.CONFIRM, claimed, profile=PROFILE) is Stage.CLOSED


def test_a_profile_may_do_without_the_second_person() -> None:
    profile = with_numbers(PROFILE, starred_second_person=False)
    assert next_stage(Move.CONFIRM, situation(Stage.CLAIMED, starred=True), profile=profile) is Stage.CLOSED


def test_the_second_person_is_not_one_who_stands_in_for_the_first_nor_the_first_standing_in() -> None:
    starred = situation(Stage.CLAIMED, starred=True, first_confirmers=FIRST)
    deputy = person(Role.OFFICE_HEAD, 1, stands_in_for=CAST["monitor"])
    assert check(Move.CONFIRM, starred, deputy, profile=PROFILE) is not None
    assert check(Move.CONFIRM, starred, CAST["office_head"], profile=PROFILE) is None
    by_deputy = replace(starred, first_confirmers=deputy.persons)
    assert check(Move.CONFIRM, by_deputy, CAST["monitor"], profile=PROFILE) is not None


def test_a_lead_explains_what_was_rejected_for_quality_though_in_time() -> None:
    facts = situation(Stage.UNDER_WAY, quality_rejected=True)
    assert facts.owes_explanation
    assert check(Move.EXPLAIN, facts, CAST["liaison"], profile=PROFILE) is None
    assert not replace(facts, explained=True).owes_explanation


def test_an_opinion_is_given_by_the_agency_that_is_asked() -> None:
    facts = situation(Stage.CLAIMED, opinion_from=frozenset({HELPER}))
    assert check(Move.GIVE_OPINION, facts, CAST["helper"], profile=PROFILE) is None


# ---- grounds


def test_every_ground_of_the_table_stands_in_the_regulation_or_among_the_policies_and_in_the_index() -> None:
    codes = {clause.code for clause in outline(REGULATION.read_text(encoding="utf-8"))}
    for rule in RULES.values():
        if isinstance(rule.ground, Cite):
            assert rule.ground.code in codes
            assert rule.ground.code in INDEX
        else:
            assert rule.ground.name in POLICIES
            assert f"policy:{rule.ground.name}" in INDEX
