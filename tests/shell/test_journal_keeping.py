"""What is kept until the next act is what a reading anew would say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from giaoviec.assignments.agency_table import all_days_of_late, days_of_late, table, whole_table
from giaoviec.assignments.models import Assignment
from giaoviec.journal import keeping
from giaoviec.journal.keeping import UntilNextAct
from tests.shell.world import make_world

pytestmark = pytest.mark.django_db


def test_an_answer_is_read_once_until_somebody_acts() -> None:
    world, asked = make_world(), []

    @UntilNextAct
    def read(name: str, *, twice: bool = False) -> int:
        asked.append((name, twice))
        return len(asked)

    assert [read("a"), read("a"), read("b"), read("a", twice=True), read("a")] == [1, 1, 2, 3, 1]
    world.give("stc")
    assert [read("a"), read("a")] == [4, 4]
    assert asked == [("a", False), ("b", False), ("a", True), ("a", False)]


def test_a_process_keeps_only_so_many() -> None:
    make_world()
    read = UntilNextAct(lambda number: number)
    for number in range(3 * keeping.MOST):
        assert read(number) == number
        assert len(keeping._kept) <= keeping.MOST


def test_the_table_of_agencies_equals_a_recount_after_every_act(set_day: Callable[[date], None]) -> None:
    world = make_world()
    set_day(world.day)
    row, other = world.give("stc"), world.give("sxd")
    moves: list[tuple[str, str, Assignment, dict[str, Any]]] = [
        ("stc.vanphong", "update", row, {"content": "Đã lập danh mục."}),
        ("sxd.vanphong", "give_back", other, {"reason": "Không thuộc chức năng."}),
        ("stc.vanphong", "claim", row, {"content": "Đã trình danh mục."}),
        ("theodoi", "reject", row, {"reason": "Thiếu phụ lục."}),
    ]
    for who, verb, what, said in moves:
        world.do(who, verb, what, **said)
        for day in (world.day, date(2026, 12, 31)):
            assert list(whole_table(day)) == table(day)
            assert all_days_of_late(day) == days_of_late(day)
