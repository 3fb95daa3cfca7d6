"""Urging in degrees: how far to go for one owed thing, and never twice within the profile's days."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.holders import Holder
from giaoviec.rules.urging import (
    URGED,
    Degree,
    Moved,
    Owing,
    Since,
    Verdict,
    answer_by,
    by_hand,
    degree,
    effect_until,
    may_urge_again,
    moved,
)
from tests.rules.persons import CALENDAR, PROFILE

K, D = DutyKind, Degree
DUE = date(2026, 9, 3)  # a Thursday after the holidays of 2 September; no day off until 24 November


def judged(owing: Owing, on: date) -> Verdict:
    return degree(owing, on, profile=PROFILE, calendar=CALENDAR)


def after(days: int) -> date:
    """So many working days after the due day."""
    return CALENDAR.add(DUE, days) if days else DUE


RESULT = Owing(K.RESULT, DUE)
URGED_ON_5 = replace(RESULT, urged_on=after(5), urged=1, answer_due_on=after(10))
ANSWERED = replace(URGED_ON_5, answered=True)
TWICE = replace(ANSWERED, urged_on=after(15), urged=2, answer_due_on=after(20))

# what is owed, on which working day after its date → degree, whether a letter is due
TABLE = [
    (RESULT, 0, D.NONE, False),
    (RESULT, 1, D.REMINDER, False),
    (RESULT, 4, D.REMINDER, False),
    (RESULT, 5, D.LETTER, True),
    (RESULT, 25, D.LETTER, True),
    (RESULT, 90, D.LETTER, True),  # never urged: the letter comes before the report
    (URGED_ON_5, 5, D.REMINDER, False),
    (URGED_ON_5, 10, D.REMINDER, False),  # its answer is due today
    (URGED_ON_5, 11, D.REPORT, False),  # not answered: goes to the Chairman, without a second letter yet
    (URGED_ON_5, 15, D.REPORT, True),
    (ANSWERED, 14, D.REMINDER, False),
    (ANSWERED, 15, D.LETTER, True),
    (ANSWERED, 19, D.LETTER, True),
    (ANSWERED, 20, D.REPORT, True),
    (replace(ANSWERED, promised_on=after(22)), 20, D.REMINDER, False),
    (replace(ANSWERED, promised_on=after(22)), 22, D.REMINDER, False),
    (replace(ANSWERED, promised_on=after(22)), 23, D.REPORT, True),
    (TWICE, 24, D.REMINDER, False),
    (TWICE, 25, D.REPORT, True),
    (TWICE, 40, D.INSPECT, True),
    (replace(TWICE, promised_on=after(60)), 40, D.INSPECT, True),  # no promise lasts for ever
    (replace(TWICE, urged_on=after(35)), 40, D.REMINDER, False),  # the letter is given its days
]


@pytest.mark.parametrize(("owing", "days", "wanted", "letter"), TABLE)
def test_the_degree_follows_from_days_letters_and_answers(
    owing: Owing, days: int, wanted: Degree, letter: bool
) -> None:
    verdict = judged(owing, after(days))
    assert (verdict.degree, verdict.letter, verdict.days_late) == (wanted, letter, days)


@pytest.mark.parametrize(
    ("owing", "days", "reason", "ground"),
    [
        (RESULT, 0, "chưa quá hạn", Policy("urging")),
        (RESULT, 2, "quá hạn 2 ngày làm việc", Policy("reminders")),
        (RESULT, 5, "quá hạn 5 ngày làm việc, chưa đôn đốc bằng văn bản", Cite("QC 9.3")),
        (
            URGED_ON_5,
            8,
            "quá hạn 8 ngày làm việc, đã đôn đốc 1 lần, lần cuối ngày 10/09/2026; đôn đốc lại từ ngày 24/09/2026",
            Policy("urging_again"),
        ),
        (
            URGED_ON_5,
            12,
            "quá hạn 12 ngày làm việc, đã đôn đốc 1 lần, lần cuối ngày 10/09/2026, không trả lời văn bản đôn đốc",
            Policy("urging_silence"),
        ),
        (
            replace(ANSWERED, promised_on=after(22)),
            20,
            "quá hạn 20 ngày làm việc, đã đôn đốc 1 lần, lần cuối ngày 10/09/2026; cơ quan hẹn xong ngày 05/10/2026",
            Policy("urging_promise"),
        ),
        (
            TWICE,
            40,
            "quá hạn 40 ngày làm việc, đã đôn đốc 2 lần, lần cuối ngày 24/09/2026, chưa chuyển biến",
            Cite("QC 8.1.c"),
        ),
    ],
)
def test_a_degree_says_why_and_on_what_ground(owing: Owing, days: int, reason: str, ground: object) -> None:
    verdict = judged(owing, after(days))
    assert (verdict.reason, verdict.ground) == (reason, ground)


@pytest.mark.parametrize(
    ("holder", "wanted", "reason"),
    [
        (Holder.AGENCY, D.LETTER, "quá hạn 30 ngày làm việc, chưa đôn đốc bằng văn bản"),
        (Holder.COLLABORATOR, D.LETTER, "quá hạn 30 ngày làm việc, chưa đôn đốc bằng văn bản"),
        (Holder.OUTSIDE, D.REMINDER, "đang chờ cơ quan bên ngoài tỉnh"),
        (Holder.OFFICE, D.NONE, "việc đang ở Văn phòng UBND tỉnh"),
        (Holder.NOBODY, D.NONE, "việc đã kết thúc"),
    ],
)
def test_what_the_office_holds_is_never_urged(holder: Holder, wanted: Degree, reason: str) -> None:
    verdict = judged(replace(RESULT, holder=holder), after(30))
    assert (verdict.degree, verdict.reason) == (wanted, reason)


@pytest.mark.parametrize("kind", K)
def test_only_an_agencys_own_duties_on_work_are_urged(kind: DutyKind) -> None:
    assert judged(Owing(kind, DUE), after(6)).letter == (kind in URGED)


@pytest.mark.parametrize(
    ("owing", "days", "sentence"),
    [
        (RESULT, 0, None),  # the Office may ask before it is late
        (RESULT, 30, None),
        (replace(ANSWERED, promised_on=after(22)), 20, None),
        (URGED_ON_5, 14, "Đã đôn đốc ngày 10/09/2026; đôn đốc lại được từ ngày 24/09/2026."),
        (URGED_ON_5, 15, None),
        (replace(RESULT, holder=Holder.OFFICE), 9, "Không đôn đốc được: việc đang ở Văn phòng UBND tỉnh."),
        (replace(RESULT, holder=Holder.NOBODY), 9, "Không đôn đốc được: việc đã kết thúc."),
        (replace(RESULT, holder=Holder.OUTSIDE), 9, "Không đôn đốc được: việc đang chờ cơ quan bên ngoài tỉnh."),
    ],
)
def test_a_person_may_urge_earlier_but_not_twice_nor_what_others_hold(
    owing: Owing, days: int, sentence: str | None
) -> None:
    refusal = by_hand(owing, after(days), profile=PROFILE, calendar=CALENDAR)
    assert (refusal.sentence if refusal else None) == sentence


def test_a_year_that_is_not_entered_is_refused_not_guessed() -> None:
    with pytest.raises(UnknownYear):
        judged(Owing(K.RESULT, date(2035, 1, 2)), date(2035, 3, 1))


days_on = st.integers(0, 120)
owings = st.builds(
    Owing,
    kind=st.sampled_from(URGED),
    due_on=st.just(DUE),
    holder=st.sampled_from(Holder),
    urged_on=st.one_of(st.none(), st.integers(0, 60).map(lambda n: DUE + timedelta(days=n))),
    urged=st.integers(1, 5),
    answer_due_on=st.one_of(st.none(), st.integers(0, 60).map(lambda n: DUE + timedelta(days=n))),
    answered=st.booleans(),
    promised_on=st.one_of(st.none(), st.integers(0, 90).map(lambda n: DUE + timedelta(days=n))),
)


@given(owings, days_on)
def test_nothing_is_urged_twice_within_the_days_of_the_profile(owing: Owing, days: int) -> None:
    on = DUE + timedelta(days=days)
    verdict = judged(owing, on)
    if verdict.letter and owing.urged_on:
        assert CALENDAR.count(owing.urged_on, on) >= PROFILE["urge_again_days"]


@given(owings, days_on)
def test_a_letter_is_due_only_to_whom_holds_what_is_late_enough(owing: Owing, days: int) -> None:
    verdict = judged(owing, DUE + timedelta(days=days))
    if verdict.letter:
        assert owing.holder in (Holder.AGENCY, Holder.COLLABORATOR)
        assert verdict.days_late >= PROFILE["urge_after_days"]
        assert verdict.degree.rank >= D.LETTER.rank


@given(owings, days_on)
def test_what_was_never_urged_goes_no_further_than_a_letter(owing: Owing, days: int) -> None:
    verdict = judged(replace(owing, urged_on=None), DUE + timedelta(days=days))
    assert verdict.degree.rank <= D.LETTER.rank


def test_days_are_reckoned_from_the_letter() -> None:
    friday = date(2026, 11, 20)
    assert may_urge_again(friday, profile=PROFILE, calendar=CALENDAR) == date(2026, 12, 7)
    assert effect_until(friday, profile=PROFILE, calendar=CALENDAR) == date(2026, 12, 7)
    assert answer_by(friday, profile=PROFILE, calendar=CALENDAR) == date(2026, 11, 30)


UNTIL = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("since", "what"),
    [
        (Since(), Moved.STILL),
        (Since(updated_on=UNTIL), Moved.UPDATED),
        (Since(updated_on=UNTIL + timedelta(days=1)), Moved.STILL),
        (Since(updated_on=UNTIL, claimed_on=UNTIL), Moved.CLAIMED),
        (Since(redated_on=UNTIL, updated_on=UNTIL), Moved.REDATED),
        (Since(finished_on=UNTIL, claimed_on=UNTIL), Moved.FINISHED),
        (Since(finished_on=UNTIL + timedelta(days=1), claimed_on=UNTIL), Moved.CLAIMED),
    ],
)
def test_the_effect_is_the_strongest_thing_that_happened_in_time(since: Since, what: Moved) -> None:
    assert moved(since, until=UNTIL) == what


def test_the_chapter_names_every_degree_and_the_numbers_of_the_profile() -> None:
    chapter = (Path(__file__).parents[2] / "docs" / "rules" / "don-doc.md").read_text(encoding="utf-8")
    names = [f"| {one.vi[0].upper()}{one.vi[1:]} |" for one in Degree if one is not Degree.NONE]
    days = ("urge_after_days", "report_after_days", "inspect_after_days")
    numbers = [f"quá hạn từ {PROFILE[key]} ngày làm việc" for key in days]
    numbers += [
        f"trong vòng {PROFILE['urge_again_days']} ngày làm việc",
        f"mặc định {PROFILE['urge_answer_days']} ngày",
    ]
    assert [row for row in (*names, *numbers, *(what.vi for what in Moved)) if row not in chapter] == []
