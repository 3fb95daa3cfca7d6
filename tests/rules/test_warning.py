"""Early warning: what is looked at, what is learned of a province whose chances are known, and how it is said."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.courses import Course, Record, features, quiet_days
from giaoviec.rules.learning import area
from giaoviec.rules.warning import Model, learn, outlook

DAY = date(2026, 11, 24)
COURSE = Course(1, 7, "department", "submit", date(2026, 11, 2), date(2026, 12, 2))
TYPES = ("submit", "report", "carry_out")


def lived(number, seed=5, agencies=12):
    """A province whose agencies differ, where what is submitted is late more often, and who is quiet will be late."""
    luck, found = Random(seed), []
    for pk in range(number):
        agency, type_ = luck.randrange(agencies), luck.choice(TYPES)
        given_on = date(2024, 1, 2) + timedelta(days=pk * 700 // number)
        days = luck.randint(8, 60)
        odds = -2.0 + 3.0 * agency / agencies + (1.0 if type_ == "submit" else -0.3) + (0.6 if days < 15 else 0.0)
        late = luck.random() < 1 / (1 + 2.718281828**-odds)
        done = given_on + timedelta(days=days + luck.randint(1, 20) if late else round(days * luck.uniform(0.6, 1)))
        told = () if late and luck.random() < 0.5 else (given_on + timedelta(days=round(days * 0.3)),)
        due_on = given_on + timedelta(days=days)
        found.append(Course(pk, agency, "department", type_, given_on, due_on, done, updates=told))
    return found


@pytest.fixture(scope="module")
def model():
    made = learn(lived(4_000), on=DAY, least=300)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("group", "value", "course"),
    [
        ("deliverable", "submit", COURSE),
        ("days", "30", COURSE),
        ("days", "more", replace(COURSE, due_on=date(2027, 6, 1))),
        ("helpers", "0", COURSE),
        ("helpers", "2", replace(COURSE, helpers=5)),
        ("month", "12", COURSE),
        ("starred", "1", replace(COURSE, starred=True)),
        ("gone", "0.85", COURSE),
        ("quiet", "30", COURSE),
        ("quiet", "7", replace(COURSE, updates=(date(2026, 11, 20),))),
        ("begun", "more", COURSE),
        ("begun", "yes", replace(COURSE, updates=(date(2026, 11, 20),))),
        ("returned", "1", replace(COURSE, returns=(date(2026, 11, 5),))),
        ("extended", "2", replace(COURSE, extensions=(date(2026, 11, 5), date(2026, 11, 9), date(2026, 11, 12)))),
        ("rejected", "0", replace(COURSE, rejections=(date(2026, 11, 25),))),
    ],
)  # fmt: skip
def test_facts_fall_into_classes(group, value, course):
    assert features(course, DAY)[group] == value


@given(st.lists(st.dates(date(2026, 11, 2), date(2026, 12, 20)), max_size=6), st.dates(date(2026, 11, 2), DAY))
def test_what_happened_later_is_not_known(days, on):
    later = tuple(day for day in days if day > on)
    known = tuple(day for day in days if day <= on)
    every = replace(COURSE, updates=tuple(sorted(days)), returns=tuple(days), rejections=tuple(days))
    assert features(every, on) == features(replace(every, updates=known, returns=known, rejections=known), on)
    assert quiet_days(replace(every, updates=later), on) == (on - COURSE.given_on).days


def test_a_short_record_is_drawn_to_the_province_and_a_long_one_speaks_for_itself():
    record = Record()
    for course in lived(3_000):
        record.add(course)
    everybody, kind, new, of_type = record.shares(replace(COURSE, agency_id=999))
    assert new == pytest.approx(kind)
    assert of_type == pytest.approx(new)
    number, late = record.of("agency 11")
    _, _, old, _ = record.shares(replace(COURSE, agency_id=11))
    assert old == pytest.approx(late / number, abs=0.03)
    assert old > everybody


def test_one_late_work_of_a_new_agency_does_not_condemn_it():
    record = Record()
    for course in lived(3_000):
        record.add(course)
    before = record.shares(replace(COURSE, agency_id=999))[2]
    record.add(replace(COURSE, agency_id=999, done_on=None))
    after = record.shares(replace(COURSE, agency_id=999))[2]
    assert before < after < before + 0.08


def test_it_tells_late_from_not_late_better_than_the_agencys_record_and_its_chances_come_about(model):
    assert model.area > model.plain_area + 0.03
    assert model.error < 0.08
    assert sum(part.number for part in model.table) > 500


def test_on_later_work_that_it_never_saw_it_holds():
    every = lived(6_000)
    cut = date(2025, 3, 1)
    model = learn([c for c in every if c.given_on < cut], on=cut, least=300)
    later = [c for c in every if c.given_on >= cut]
    said = [outlook(model, c, c.given_on).chance for c in later]
    came = [c.late for c in later]
    assert area(said, came) > 0.7
    assert abs(sum(said) / len(said) - sum(came) / len(came)) < 0.05


def test_below_the_least_history_it_says_nothing():
    assert learn(lived(299), on=DAY, least=300) is None
    assert learn([replace(c, done_on=c.due_on) for c in lived(500)], on=DAY, least=300) is None
    assert learn([], on=DAY, least=1) is None


def test_only_what_fell_due_is_learned_from():
    future = [replace(c, due_on=date(2027, 1, 1)) for c in lived(200)]
    assert learn([*lived(1_000), *future], on=DAY, least=300).courses == 1_000


def test_silence_raises_the_chance_and_is_named(model):
    quiet = replace(COURSE, agency_id=11)
    told = replace(quiet, updates=(date(2026, 11, 12),))
    loud, silent = outlook(model, told, DAY), outlook(model, quiet, DAY)
    assert silent.chance > loud.chance
    assert {"22 ngày chưa cập nhật", "chưa cập nhật lần nào"} & set(silent.reasons)


def test_the_agencys_record_is_named_in_numbers(model):
    number, late = model.record.of("agency 11")
    assert (
        f"cơ quan này trễ {late}/{number} việc đã đến hạn" in outlook(model, replace(COURSE, agency_id=11), DAY).reasons
    )


def test_an_agency_without_a_record_is_not_blamed_for_it(model):
    seen = outlook(model, replace(COURSE, agency_id=999), COURSE.given_on)
    assert not any("trễ" in reason and "/" in reason for reason in seen.reasons)


def test_what_is_late_is_late(model):
    assert outlook(model, COURSE, date(2026, 12, 5)) == (
        outlook(model, replace(COURSE, updates=(DAY,)), date(2026, 12, 5))
    )
    assert outlook(model, COURSE, date(2026, 12, 5)).chance == 1.0
    assert outlook(model, COURSE, date(2026, 12, 5)).reasons == ("đã quá hạn 3 ngày",)


def test_a_model_comes_back_from_plain_numbers(model):
    again = Model.of_json(model.as_json())
    assert outlook(again, COURSE, DAY) == outlook(model, COURSE, DAY)
    assert again == model


def test_the_same_history_teaches_the_same(model):
    shuffled = lived(4_000)
    Random(9).shuffle(shuffled)
    assert learn(shuffled, on=DAY, least=300).as_json() == model.as_json()


@given(
    type_=st.sampled_from([*TYPES, "none"]), agency=st.integers(0, 40), days=st.integers(0, 400),
    gone=st.integers(0, 60), helpers=st.integers(0, 9), starred=st.booleans(),
)  # fmt: skip
def test_every_course_has_a_chance_and_a_reason(model, type_, agency, days, gone, helpers, starred):
    due_on = COURSE.given_on + timedelta(days=days)
    course = Course(1, agency, "commune", type_, COURSE.given_on, due_on, helpers=helpers, starred=starred)
    seen = outlook(model, course, COURSE.given_on + timedelta(days=gone))
    assert 0 <= seen.chance <= 1
    assert 1 <= len(seen.reasons) <= 3


def test_an_agency_that_is_slow_to_begin_is_told_from_one_that_is_not():
    record = Record()
    for day in range(60):
        given_on = date(2026, 1, 5) + timedelta(days=day)
        for agency, after in ((7, 2), (8, 12)):
            told = (given_on + timedelta(days=after),)
            due_on = given_on + timedelta(days=30)
            record.add(Course(day, agency, "department", "submit", given_on, due_on, due_on, updates=told))
    assert record.of("slow agency 8") == (60, 60)
    assert record.amounts(replace(COURSE, agency_id=8))[2] > 1 > 0 > record.amounts(COURSE)[2]
    assert record.amounts(replace(COURSE, agency_id=9))[2] == 0


def test_an_agencys_slowness_is_a_reason_in_numbers(model):
    slow = replace(model, weights={**model.weights, "slow": 3.0}, means={**model.means, "slow": -3.0})
    number, late = model.record.of("slow agency 11")
    said = outlook(slow, replace(COURSE, agency_id=11), DAY).reasons
    assert f"cơ quan này để {late}/{number} việc quá 6 ngày mới cập nhật lần đầu" in said
