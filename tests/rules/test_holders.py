"""Whose day it is: each day of an assignment belongs to exactly one holder."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.rules.holders import PRECEDENCE, STAGE_HOLDERS, Holder, Span, Wait, ledger, spans
from giaoviec.rules.moves import Stage

A, C, O, X, N = Holder.AGENCY, Holder.COLLABORATOR, Holder.OFFICE, Holder.OUTSIDE, Holder.NOBODY  # noqa: E741


def day(number: int) -> date:
    return date(2026, 11, 1) + timedelta(days=number - 1)


def wait(holder: Holder, since: int, until: int | None = None) -> Wait:
    return Wait(holder, day(since), day(until) if until else None)


def letters(stages: list[Wait], waits: list[Wait], until: int) -> str:
    """One letter a day: a agency, c collaborator, o office, x outside, n nobody."""
    names = {A: "a", C: "c", O: "o", X: "x", N: "n"}
    return "".join(names[span.holder] * span.days for span in spans(stages, waits, until=day(until)))


CASES = [
    ("given and under way are the agency's", [wait(A, 1)], [], "aaaaaaaaa"),
    ("returned and claimed are the Office's", [wait(A, 1, 4), wait(O, 4, 6), wait(A, 6)], [], "aaaooaaaa"),
    ("an ended one is nobody's", [wait(A, 1, 4), wait(O, 4, 6), wait(N, 6)], [], "aaaoonnnn"),
    ("an opinion that is asked is the collaborator's", [wait(A, 1)], [wait(C, 3, 5)], "aaccaaaaa"),
    ("an extension that waits is the Office's", [wait(A, 1)], [wait(O, 3, 5)], "aaooaaaaa"),
    ("a ministry that is waited for is outside", [wait(A, 1)], [wait(X, 3)], "aaxxxxxxx"),
    ("outside goes before the Office", [wait(A, 1)], [wait(O, 2, 6), wait(X, 3, 5)], "aoxxoaaaa"),
    ("the Office goes before a collaborator", [wait(A, 1)], [wait(C, 2, 8), wait(O, 3, 5)], "acoocccaa"),
    ("waits lie over the agency's days only", [wait(A, 1, 3), wait(O, 3, 5), wait(N, 5)], [wait(X, 1)], "xxoonnnnn"),
    ("a wait ends before its last day", [wait(A, 1)], [wait(O, 4, 4)], "aaaaaaaaa"),
    ("a day of two stages belongs to the last", [wait(A, 1, 4), wait(O, 4, 4), wait(A, 4)], [], "aaaaaaaaa"),
]


@pytest.mark.parametrize(("stages", "waits", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_day_belongs_to_one_holder(stages: list[Wait], waits: list[Wait], expected: str) -> None:
    assert letters(stages, waits, 10) == expected


def test_neighbouring_days_of_one_holder_are_one_span() -> None:
    found = spans([wait(A, 1, 3), wait(A, 3)], [wait(C, 2, 3), wait(C, 3, 4)], until=day(6))
    assert found == (Span(A, day(1), day(2)), Span(C, day(2), day(4)), Span(A, day(4), day(6)))


def test_nothing_has_begun_before_the_first_stage() -> None:
    assert spans([], [], until=day(5)) == ()
    assert spans([wait(A, 5)], [], until=day(5)) == ()


def test_the_ledger_names_every_holder_and_adds_up() -> None:
    found = ledger(spans([wait(A, 1, 4), wait(O, 4, 6), wait(N, 6)], [], until=day(10)))
    assert found == {A: 3, C: 0, O: 2, X: 0, N: 4}


def test_every_stage_has_its_holder() -> None:
    assert {stage: holder.value for stage, holder in STAGE_HOLDERS.items()} == {
        Stage.GIVEN: "agency",
        Stage.UNDER_WAY: "agency",
        Stage.RETURNED: "office",
        Stage.CLAIMED: "office",
        Stage.CLOSED: "nobody",
        Stage.WITHDRAWN: "nobody",
        Stage.PASSED_ON: "nobody",
    }


stretches = st.tuples(st.sampled_from(PRECEDENCE), st.integers(-5, 40), st.none() | st.integers(0, 20))
changes = st.lists(st.tuples(st.sampled_from(list(STAGE_HOLDERS.values())), st.integers(0, 9)), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(changes, st.lists(stretches, max_size=8), st.integers(1, 60))
def test_every_day_has_exactly_one_holder_and_the_ledger_adds_up(
    steps: list[tuple[Holder, int]], stretches: list[tuple[Holder, int, int | None]], length: int
) -> None:
    starts = [sum(gap for _, gap in steps[1 : n + 1]) for n in range(len(steps))]
    ends = [*starts[1:], None]
    stages = [
        Wait(holder, day(1 + start), None if end is None else day(1 + end))
        for (holder, _), start, end in zip(steps, starts, ends, strict=True)
    ]
    waits = [Wait(h, day(1 + since), None if n is None else day(1 + since + n)) for h, since, n in stretches]
    found = spans(stages, waits, until=day(1 + length))
    days = [span.since + timedelta(days=n) for span in found for n in range(span.days)]
    assert days == [day(1 + n) for n in range(length)]
    assert sum(ledger(found).values()) == length
    for span in found:
        base = [stage.holder for stage in stages if stage.since <= span.since][-1]
        assert span.holder is base or base is Holder.AGENCY
