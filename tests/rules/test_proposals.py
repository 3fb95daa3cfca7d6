"""Which measure is proposed to the Chairman for which late work (9.3)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.holders import Holder
from giaoviec.rules.proposals import MEASURES, Late, Measure, measure, proposals
from giaoviec.rules.urging import Degree, Verdict
from tests.rules.persons import PROFILE
from tests.rules.test_chapters import chapter

M, D, H = Measure, Degree, Holder


def late(
    pk: int = 1, agency: int = 10, degree: Degree = D.REPORT, days: int = 25, *, urged: int = 2, **facts: object
) -> Late:
    verdict = Verdict(degree, "", Policy("urging"), days)
    return Late(pk, agency, verdict, urged=urged, **facts)  # type: ignore[arg-type]


# degree, working days late, facts → the measure
TABLE = [
    (D.REMINDER, 3, {}, None),
    (D.LETTER, 60, {}, None),
    (D.REPORT, 12, {}, M.URGE),
    (D.REPORT, 25, {"explained": True}, M.URGE),
    (D.INSPECT, 45, {}, M.CRITICISE),
    (D.INSPECT, 45, {"explained": True}, M.INSPECT),
    (D.INSPECT, 45, {"holder": H.OFFICE}, None),
    (D.INSPECT, 45, {"holder": H.NOBODY}, None),
    (D.REMINDER, 19, {"holder": H.OUTSIDE}, None),
    (D.REMINDER, 20, {"holder": H.OUTSIDE}, M.SHIFT),
    (D.INSPECT, 45, {"obstacle": True}, M.SHIFT),
    (D.REPORT, 19, {"holder": H.COLLABORATOR}, None),
    (D.REPORT, 20, {"holder": H.COLLABORATOR}, M.ASK),
]


@pytest.mark.parametrize(("degree", "days", "facts", "proposed"), TABLE)
def test_the_measure_for_one_late_assignment(
    degree: Degree, days: int, facts: dict[str, Any], proposed: Measure | None
) -> None:
    assert measure(late(degree=degree, days=days, **facts), profile=PROFILE) is proposed


def test_lines_are_agency_by_agency_the_gravest_first_and_say_why() -> None:
    found = proposals(
        [
            late(1, 10, D.REPORT, 22, urged=1),
            late(2, 20, D.INSPECT, 41),
            late(3, 20, D.INSPECT, 50),
            late(4, 10, D.REPORT, 30, urged=1),
            late(5, 30, D.INSPECT, 44, explained=True),
            late(6, 20, D.REMINDER, 21, holder=H.OUTSIDE, urged=0),
            late(7, 40, D.REMINDER, 2),
        ],
        profile=PROFILE,
    )
    assert [(line.agency_id, line.measure, line.assignments) for line in found] == [
        (30, M.INSPECT, (5,)),
        (20, M.CRITICISE, (3, 2)),
        (20, M.SHIFT, (6,)),
        (10, M.URGE, (4, 1)),
    ]
    assert [line.reason for line in found] == [
        "1 việc quá hạn, lâu nhất 44 ngày làm việc; đã đôn đốc 2 lần; đã giải trình mà chưa chuyển biến",
        "2 việc quá hạn, lâu nhất 50 ngày làm việc; đã đôn đốc 2 lần; không giải trình",
        "1 việc quá hạn, lâu nhất 21 ngày làm việc; 1 việc chờ bên ngoài, 0 việc có vướng mắc",
        "2 việc quá hạn, lâu nhất 30 ngày làm việc; đã đôn đốc 1 lần",
    ]
    assert found[0].ground == Cite("QC 8.1.c")


works = st.lists(
    st.builds(
        late,
        st.integers(1, 50),
        st.integers(1, 5),
        st.sampled_from(list(D)),
        st.integers(1, 90),
        urged=st.integers(0, 3),
        holder=st.sampled_from(list(H)),
        explained=st.booleans(),
        obstacle=st.booleans(),
    ),
    unique_by=lambda one: one.assignment_id,
    max_size=30,
)


@given(works)
def test_each_assignment_stands_in_one_line_at_most_and_each_line_once(work: list[Late]) -> None:
    found = proposals(work, profile=PROFILE)
    named = [pk for line in found for pk in line.assignments]
    assert len(named) == len(set(named))
    assert len({(line.agency_id, line.measure) for line in found}) == len(found)
    agency = {one.assignment_id: one.agency_id for one in work}
    assert all(agency[pk] == line.agency_id for line in found for pk in line.assignments)
    assert not {one.assignment_id for one in work if one.holder is H.OFFICE} & set(named)


@given(works)
def test_the_order_of_the_work_does_not_matter(work: list[Late]) -> None:
    assert proposals(work, profile=PROFILE) == proposals(list(reversed(work)), profile=PROFILE)


def test_every_measure_says_what_follows() -> None:
    assert set(MEASURES) == set(Measure)
    assert all(row.vi and row.follows for row in MEASURES.values())


def test_the_chapter_says_what_is_proposed_and_what_follows() -> None:
    text = chapter("chi-dao-cua-lanh-dao")
    assert [one for one in Measure if f"| {one.vi} | {one.follows} |" not in text] == []
