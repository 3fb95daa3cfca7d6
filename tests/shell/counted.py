"""The province in which several things have happened, and what its figures are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from giaoviec.assignments.models import Assignment
from giaoviec.reporting.actions import fold
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.cast import make_cast
from tests.shell.world import World


@dataclass
class Counted(World):
    """A world with named rows: late, done, back, open_ended."""

    rows: dict[str, Assignment] = field(default_factory=dict)


def make_counted_world() -> Counted:
    """Sở Tài chính is late with one thing and did one in time, Sở Xây dựng returned one; one has no date."""
    made = Counted(make_cast())
    late, done = made.give("stc", due_on=date(2026, 11, 27)), made.give("stc")
    back, open_ended = made.give("sxd"), made.give("phuquy", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER)
    made.rows = {"late": late, "done": done, "back": back, "open_ended": open_ended}
    made.go(2)
    made.do("sxd.vanphong", "give_back", back, reason="Không thuộc chức năng.")
    made.do("stc.vanphong", "claim", done, content="Xong.")
    made.go(8)
    made.do("theodoi", "confirm", done, quality=Quality.GOOD)
    made.do("xa.phuquy", "update", open_ended, content="Đang làm.")
    return made


def nonzero(counts: Mapping[Any, int]) -> dict[Any, int]:
    return {name: n for name, n in counts.items() if n}


def shown(found: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Counters by key, without what is 0."""
    return {key: nonzero(counts) for key, counts in found.items() if nonzero(counts)}


def fold_all() -> None:
    while fold():
        pass
