"""The tree of causes: each leaf has its group, old codes stay, what lies outside is told."""

from giaoviec.rules.causes import CAUSES, GROUPS, cause_vi, tree

BEFORE = "scope collaboration ministry regulation money land people disaster leadership other".split()


def test_every_cause_stands_in_exactly_one_group_and_none_is_empty() -> None:
    grouped = [cause.code for _, causes in tree() for cause in causes]
    assert sorted(grouped) == sorted(CAUSES)
    assert [vi for vi, causes in tree() if causes] == list(GROUPS.values())


def test_rows_that_were_written_before_keep_their_cause() -> None:
    assert set(BEFORE) <= set(CAUSES)


def test_a_code_fits_its_columns_and_is_its_own_key() -> None:
    assert all(code == cause.code and len(code) <= 30 for code, cause in CAUSES.items())


def test_what_the_agency_itself_could_have_helped_is_not_objective() -> None:
    assert {code for code, cause in CAUSES.items() if not cause.objective} == {
        "contractor", "people", "data", "leadership", "late_start", "other",
    }  # fmt: skip
    assert {code for code, cause in CAUSES.items() if cause.outside} == {
        "ministry", "contractor", "regulation", "disaster",
    }  # fmt: skip


def test_an_unknown_code_speaks_for_itself() -> None:
    assert (cause_vi("money"), cause_vi("weather")) == ("chưa bố trí kinh phí", "weather")
