"""Whether the Regulation is kept: each duty shows one clause; where it stands on a day; what a clause's numbers say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.compliance import (
    COUNTED,
    FIGURES,
    POLICY,
    UNDER,
    Counted,
    Counts,
    Stand,
    Verdict,
    added,
    clause_of,
    counted_for,
    shown_by,
    stand,
    verdict,
)
from giaoviec.rules.duties import KINDS, DutyKind
from giaoviec.rules.figures import FORMULAS

DUE = date(2026, 12, 14)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("met", "on", "expected"),
    [
        (DUE, DUE, Stand.IN_TIME),
        (DUE - timedelta(days=9), DUE - timedelta(days=9), Stand.IN_TIME),
        (DUE + timedelta(days=1), DUE + timedelta(days=1), Stand.LATE),
        (DUE + timedelta(days=1), DUE, Stand.NOT_DUE),
        (DUE + timedelta(days=5), DUE + timedelta(days=4), Stand.UNMET),
        (None, DUE, Stand.NOT_DUE),
        (None, DUE + timedelta(days=1), Stand.UNMET),
    ],
)
def test_a_duty_is_in_time_to_the_end_of_its_day_and_stands_where_it_stood_on_the_day(
    met: date | None, on: date, expected: Stand
) -> None:
    assert stand(DUE, met, on) is expected


@given(DAYS, st.none() | DAYS, DAYS)
def test_once_met_a_duty_stands_the_same_for_ever(due: date, met: date | None, on: date) -> None:
    found = stand(due, met, on)
    if found in (Stand.IN_TIME, Stand.LATE):
        assert stand(due, met, on + timedelta(days=400)) is found
    if found is Stand.UNMET:
        assert stand(due, met, on + timedelta(days=400)) is not Stand.NOT_DUE


@given(st.lists(st.builds(Counts, *[st.integers(0, 50)] * 4)))
def test_sums_of_counts_are_sums_of_their_parts(parts: list[Counts]) -> None:
    whole = added(parts)
    assert whole.total == sum(whole.of(one) for one in Stand) == sum(part.total for part in parts)
    assert whole.due == whole.total - whole.not_due


@pytest.mark.parametrize(
    ("counts", "said", "rate"),
    [
        (Counts(9, 1, 1, 5), Verdict.UNMET, 9 / 11),
        (Counts(9, 1, 0, 5), Verdict.LATE, 0.9),
        (Counts(9, 0, 0, 5), Verdict.KEPT, 1.0),
        (Counts(0, 0, 0, 5), Verdict.NOT_DUE, None),
        (Counts(), Verdict.NOTHING, None),
    ],
)
def test_the_worst_of_the_numbers_is_what_they_say(counts: Counts, said: Verdict, rate: float | None) -> None:
    assert (verdict(counts), counts.rate) == (said, rate)


@pytest.mark.parametrize("kind", list(DutyKind))
@pytest.mark.parametrize("of_office", [True, False])
def test_every_duty_shows_one_clause_and_the_clause_knows_it(kind: DutyKind, of_office: bool) -> None:
    code = clause_of(kind, of_office=of_office)
    assert code == POLICY or Cite(code).vi
    assert [one.kind for one in shown_by(code) if one.of_office in (None, of_office)].count(kind) == 1


def test_a_duty_of_a_clause_shows_that_clause_and_only_a_policys_is_put_under_another() -> None:
    for kind, row in KINDS.items():
        if isinstance(row.ground, Cite):
            assert clause_of(kind, of_office=False) == row.ground.code
            assert kind not in UNDER
    assert all(isinstance(KINDS[kind].ground, Policy) for kind in UNDER)


def test_the_offices_own_period_report_is_9_2_and_an_agencys_is_10_1() -> None:
    assert clause_of(DutyKind.PERIOD_REPORT, of_office=True) == "QC 9.2"
    assert clause_of(DutyKind.PERIOD_REPORT, of_office=False) == "QC 10.1"
    assert [(one.kind, one.of_office) for one in shown_by("QC 9.2")] == [(DutyKind.PERIOD_REPORT, True)]
    assert [(one.kind, one.of_office) for one in shown_by("QC 7.1")] == [(DutyKind.REGISTER, None)]


def test_the_chapter_says_which_clause_is_shown_by_what() -> None:
    chapter = (Path(__file__).parents[2] / "docs" / "rules" / "tuan-thu.md").read_text(encoding="utf-8")
    whose = {None: "", True: " (của Văn phòng)", False: " (của cơ quan)"}
    codes = {clause_of(kind, of_office=side) for kind in DutyKind for side in (True, False)} - {POLICY}
    for code in codes | {row.code for row in COUNTED.values()}:
        kinds = ", ".join(one.kind.vi + whose[one.of_office] for one in shown_by(code)) or "–"
        others = "; ".join(one.vi for one in counted_for(code)) or "–"
        vi = Cite(code).vi
        assert f"| {vi[0].upper()}{vi[1:]} | {kinds} | {others} |" in chapter
    assert all(one.vi[0].upper() + one.vi[1:] in chapter for one in Stand)
    assert all(one.vi in chapter for one in Verdict)


def test_figures_and_counted_acts_are_ones_that_there_are() -> None:
    assert all(name in FORMULAS for names in FIGURES.values() for name in names)
    assert set(COUNTED) == set(Counted)
    assert all(one in counted_for(row.code) for one, row in COUNTED.items())
    assert all(Cite(row.code) for row in COUNTED.values())
