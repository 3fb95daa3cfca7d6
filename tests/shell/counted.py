"""The province in which several things have happened, and what its figures are compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from giaoviec.assignments.models import Assignment
from giaoviec.reporting import queries
from giaoviec.reporting.actions import fold
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.queries import ALL
from giaoviec.rules.counting import CELLS
from giaoviec.rules.figures import FORMULAS, Form
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


def lists_are_as_long(scope: Scope) -> None:
    asked: dict[str, Any] = {"since": scope.since, "known_at": scope.known_at}
    """Behind each number are as many rows as it says, and each line stands in the cell that counts it."""
    table = queries.figures(ALL, scope.on, timed=True, **asked)
    for figure in table.figures.values():
        if FORMULAS[figure.id].form is Form.DAYS and figure.numerator is not None:
            held = queries.days_behind(ALL, figure.id, scope.on, **asked)
            assert (sum(held.values()), sorted(held)) == (
                figure.value,
                queries.behind(ALL, figure.id, scope.on, **asked),
            )
        elif figure.numerator is not None:
            assert len(queries.behind(ALL, figure.id, scope.on, **asked)) == figure.numerator
        if figure.denominator is not None:
            assert len(queries.behind(ALL, figure.id, scope.on, denominator=True, **asked)) == figure.denominator
    _lines_stand_in_their_cells(scope, table)
    _lists_of_lines_are_as_long(scope)


def _lines_stand_in_their_cells(scope: Scope, table: queries.Table) -> None:
    asked: dict[str, Any] = {"since": scope.since, "known_at": scope.known_at}
    lines = queries.on_the_day(ALL, queries.behind(ALL, "total", scope.on, **asked), scope.on, **asked)
    stood = Counter(line.cell.value if line.cell else "" for line in lines)
    assert stood == nonzero({cell: table.figures[cell].numerator or 0 for cell in CELLS})


def _lists_of_lines_are_as_long(scope: Scope) -> None:
    """Behind the numbers of the first lines of each divided table too."""
    asked: dict[str, Any] = {"since": scope.since, "known_at": scope.known_at}
    for by in queries.BY_VI:
        for row in queries.figures(ALL, scope.on, by=by, **asked).rows[:8]:
            for name in ("total", "rate_national", "rate_update", "rate_rejected"):
                whose: dict[str, Any] = {"by": by, "key": row.key, **asked}
                assert len(queries.behind(ALL, name, scope.on, **whose)) == row.figures[name].numerator
