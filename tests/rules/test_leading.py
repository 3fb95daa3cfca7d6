"""The acts of the province's leaders: who sends, who approves, within which fields."""

from __future__ import annotations

import pytest

from giaoviec.rules.leading import PRESSED, LeaderActKind, approves, outside_his_fields, sends
from giaoviec.rules.roles import Role
from tests.rules.persons import CAST, COMMITTEE, person

K = LeaderActKind


@pytest.mark.parametrize(
    ("kind", "word", "owes"),
    [
        (K.ASK, "Hỏi", True),
        (K.URGE, "Đôn đốc", True),
        (K.COMMEND, "Biểu dương", False),
        (K.CRITICISE, "Phê bình", False),
    ],
)
def test_what_is_asked_or_urged_is_owed_an_answer(kind: LeaderActKind, word: str, owes: bool) -> None:
    assert (kind.vi, kind.owes) == (word, owes)


def test_criticism_has_no_button() -> None:
    assert PRESSED == (K.ASK, K.URGE, K.COMMEND)


@pytest.mark.parametrize(
    ("who", "his", "sentence"),
    [
        ("chairman", False, None),
        ("vice_chairman", True, None),
        ("assistant", False, None),
        ("vice_chairman", False, "Việc này ngoài lĩnh vực đồng chí phụ trách; đề nghị chuyển Chủ tịch."),
    ],
)
def test_a_vice_chairman_acts_within_his_fields(who: str, his: bool, sentence: str | None) -> None:
    refusal = outside_his_fields(CAST[who], his=his)
    assert (refusal.sentence if refusal else None) == sentence


def test_an_assistant_prepares_and_the_leader_himself_approves() -> None:
    chairman, deputy, assistant = (CAST[name] for name in ("chairman", "vice_chairman", "assistant"))
    assert (sends(chairman), sends(deputy), sends(assistant)) == (True, True, False)
    assert approves(chairman, for_person_id=chairman.person_id) is None
    for other in (deputy, assistant):
        refusal = approves(other, for_person_id=chairman.person_id)
        assert refusal is not None
        assert refusal.sentence == "Chỉ lãnh đạo được chuẩn bị thay mới duyệt gửi nội dung này."


def test_who_stands_in_for_the_chairman_approves() -> None:
    chairman = CAST["chairman"]
    deputy = person(Role.CHAIRMAN, COMMITTEE, stands_in_for=chairman)
    assert approves(deputy, for_person_id=chairman.person_id) is None
