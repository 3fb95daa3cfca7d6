"""The steps of an inspection, its usual days, and how many claims are looked at again."""

from dataclasses import replace
from datetime import date

import pytest

from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.inspections import STEPS, State, Step, Verdict, check, looks, usual_days
from tests.rules.persons import CALENDAR, PROFILE
from tests.rules.test_chapters import missing, sentence_case

OPEN_IN = {
    Step.AGREE: {State.PROPOSED},
    Step.REFUSE: {State.PROPOSED},
    Step.TEAM: {State.DECIDED, State.UNDER_WAY},
    Step.DRAW: {State.DECIDED, State.UNDER_WAY},
    Step.BEGIN: {State.DECIDED},
    Step.PROLONG: {State.DECIDED, State.UNDER_WAY},
    Step.FILL: {State.UNDER_WAY},
    Step.CONCLUDE: {State.UNDER_WAY},
    Step.FOLLOW: {State.CONCLUDED},
    Step.CLOSE: {State.CONCLUDED},
}


@pytest.mark.parametrize("step", Step)
def test_a_step_is_open_in_its_states_and_in_no_other(step: Step) -> None:
    assert {state for state in State if check(step, state) is None} == OPEN_IN[step]


def test_a_shut_step_says_when_it_may_be_taken_and_where_it_stands() -> None:
    refusal = check(Step.DRAW, State.CONCLUDED)
    assert refusal is not None
    assert refusal.sentence == (
        "Chỉ chọn việc kiểm tra được khi cuộc kiểm tra đã quyết định hoặc đang kiểm tra; cuộc này đã kết luận."
    )
    assert refusal.ground == Policy("inspection_sample")
    again = check(Step.AGREE, State.DECIDED)
    assert again is not None
    assert (again.sentence, again.ground) == (
        "Chỉ đồng ý kiểm tra được khi cuộc kiểm tra chờ quyết định; cuộc này đã quyết định.",
        Cite("QC 8.1.c"),
    )


def test_the_chapter_has_every_step() -> None:
    rows = [
        f"| {sentence_case(row.vi)} | {', '.join(one.vi for one in State if one in row.sources)} "
        f"| {row.target.vi if row.target else 'giữ nguyên'} | {row.ground.vi} |"
        for row in STEPS.values()
    ]
    assert missing("kiem-tra", rows) == []


def test_an_inspection_begins_on_the_working_day_after_its_decision_and_lasts_the_profiles_days() -> None:
    friday = date(2026, 11, 20)  # Tuesday 24 is a holiday
    assert usual_days(friday, profile=PROFILE, calendar=CALENDAR) == (date(2026, 11, 23), date(2026, 12, 7))
    first = date(2026, 12, 1)
    assert usual_days(friday, first, profile=PROFILE, calendar=CALENDAR) == (first, date(2026, 12, 14))


@pytest.mark.parametrize(("claims", "expected"), [(0, 0), (1, 1), (10, 1), (11, 2), (25, 3)])
def test_a_tenth_of_the_claims_is_looked_at_again_rounded_up(claims: int, expected: int) -> None:
    assert looks(claims, profile=PROFILE) == expected


def test_a_province_may_look_again_at_none() -> None:
    none = replace(PROFILE.numbers["second_look_percent"], value=0)
    assert looks(40, profile=replace(PROFILE, numbers={**PROFILE.numbers, "second_look_percent": none})) == 0


def test_only_what_is_as_reported_holds() -> None:
    assert [verdict for verdict in Verdict if verdict.holds] == [Verdict.GENUINE]
