"""A province whose year is over, with sheets: what its evaluation tests begin with."""

from __future__ import annotations

from datetime import date
from typing import Any

from giaoviec.assignments.models import Assignment, Explanation
from giaoviec.evaluation import actions
from giaoviec.evaluation.models import Kind, Round, Sheet, SheetLine
from giaoviec.oversight.actions.explanations import judge_explanation
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.cast import make_cast
from tests.shell.counted import Counted
from tests.shell.reporting import CLOSED

YEAR = 2026


def make_evaluated() -> Counted:
    """Sở Tài chính is late with one (explained), did one in time, and another poorly at the second try; Sở Xây dựng
    did one late, and what it gave on inside was done by its officer; Phú Quý has what has no date. It is 15/12."""
    world = Counted(make_cast())
    late, done = world.give("stc", due_on=date(2026, 11, 27)), world.give("stc")
    poor, slow = world.give("stc", due_on=date(2026, 12, 10)), world.give("sxd", due_on=date(2026, 11, 30))
    stuck = world.give("sxd", due_on=date(2026, 12, 31))
    open_ended = world.give("phuquy", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER)
    world.rows = {"late": late, "done": done, "poor": poor, "slow": slow, "stuck": stuck, "open_ended": open_ended}
    world.go(2)
    for name in ("done", "poor"):
        world.do("stc.vanphong", "claim", world.rows[name], content="Xong.")
    world.go(6)
    world.do("theodoi", "confirm", done, quality=Quality.GOOD)
    world.do("theodoi", "reject", poor, reason="Chưa có dự toán.", for_quality=True)
    world.do("stc.vanphong", "claim", poor, content="Đã bổ sung.")
    world.do("theodoi", "confirm", poor, quality=Quality.POOR)
    world.rows["inside"] = _given_on(world, stuck)
    world.go(2)
    words: dict[str, Any] = {"content": "Chờ thẩm định giá đất.", "proposal": "Cho lùi hạn.", "cause": "land"}
    world.do("sxd.vanphong", "explain", slow, **words)
    world.do("sxd.vanphong", "claim", slow, content="Xong.")
    world.do("theodoi", "confirm", slow, quality=Quality.GOOD)
    world.do("stc.vanphong", "explain", late, **words)
    world.go((CLOSED - world.day).days)
    return world


def _given_on(world: Counted, row: Assignment) -> Any:
    """Sở Xây dựng gives a part to its officer, who does it."""
    child = world.do(
        "sxd.vanphong", "assign_inside", row, content="Khảo sát.", officer=world.cast.person("sxd.chuyenvien"),
        due_on=date(2026, 12, 4),
    )  # fmt: skip
    world.do("sxd.chuyenvien", "update", child, content="Đã đo.")
    world.do("sxd.chuyenvien", "claim", child, content="Đã xong.")
    world.do("sxd.vanphong", "confirm", child, quality=Quality.GOOD)
    return child


def doing(world: Counted, who: str) -> dict[str, Any]:
    return {"by": world.who(who), "on": world.day, "at": world.at()}


def made(world: Counted, year: int = YEAR) -> Round:
    one = actions.begin(year, **doing(world, "noivu"))
    return actions.write(one.pk, on=world.day, at=world.at())


def sheet_of(code: str, kind: Kind = Kind.AGENCY) -> Sheet:
    return Sheet.objects.select_related("round").get(agency__code=code, kind=kind, round__voided_at=None)


def line_of(world: Counted, name: str) -> SheetLine:
    """The line of a named row of the world on its agency's sheet."""
    return SheetLine.objects.get(assignment_id=world.rows[name].pk, sheet__kind=Kind.AGENCY)


def contested(world: Counted, name: str = "late", who: str = "stc.giamdoc") -> Any:
    return actions.contest(line_of(world, name).pk, reason="Chờ bộ trả lời.", **doing(world, who))


def confirm_cause(world: Counted, name: str = "late", *, objective: bool = True) -> None:
    """The Office finds of the explanation of a late task whether its cause was objective."""
    pk = Explanation.objects.get(assignment=world.rows[name]).pk
    judge_explanation(pk, objective=objective, reason="Có văn bản của bộ.", **doing(world, "theodoi"))
