"""A province whose year is over: what its reports tests begin with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from giaoviec.documents.files import open_bytes
from giaoviec.reporting import actions
from giaoviec.reporting.models import RenderedFile, Report, Snapshot
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import Asked, figures_of
from giaoviec.reporting.reports.lines import lines
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.cast import make_cast
from tests.shell.counted import Counted
from tests.shell.world import World

CAUSE = "land"
CUT = date(2026, 12, 14)
CLOSED = date(2026, 12, 15)


def make_year(*, explained: bool = True) -> Counted:
    """Sở Tài chính: one late (explained), one done; Sở Xây dựng: one returned, one with an obstacle; Phú Quý: no date."""
    made = Counted(make_cast())
    late, done = made.give("stc", due_on=date(2026, 11, 27)), made.give("stc")
    back, stuck = made.give("sxd"), made.give("sxd", due_on=date(2026, 12, 31))
    open_ended = made.give("phuquy", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER)
    made.rows = {"late": late, "done": done, "back": back, "stuck": stuck, "open_ended": open_ended}
    made.go(2)
    made.do("sxd.vanphong", "give_back", back, reason="Không thuộc chức năng.")
    made.do("stc.vanphong", "claim", done, content="Xong.")
    made.go(8)
    made.do("theodoi", "confirm", done, quality=Quality.GOOD)
    if explained:
        words: dict[str, Any] = {
            "content": "Chờ thẩm định giá đất.",
            "proposal": "Cho lùi đến hết quý I/2027.",
            "cause": CAUSE,
        }
        made.do("stc.vanphong", "explain", late, **words)
    made.go((CLOSED - made.day).days)
    return made


def closed(world: World) -> Report:
    """The calendar closes the year; the Office's report."""
    actions.close_period(CLOSED, world.at())
    return Report.objects.get(of_office=True)


def of(code: str) -> Report:
    """An agency's report."""
    return Report.objects.get(agency__code=code, of_office=False)


def doing(world: World, who: str) -> dict[str, Any]:
    return {"by": world.who(who), "on": world.day, "at": world.at()}


def handed_in(world: World, code: str, who: str) -> Report:
    """An agency signs what is prefilled, and sends it."""
    report = of(code)
    actions.sign(report.pk, **doing(world, who))
    actions.freeze(report.pk, **doing(world, who))
    actions.send(report.pk, **doing(world, who))
    return of(code)


def frozen(world: World) -> Report:
    """The Office's report of the year, signed and frozen."""
    report = Report.objects.filter(of_office=True).first() or closed(world)
    actions.sign(report.pk, **doing(world, "chanhvp"))
    return actions.freeze(report.pk, **doing(world, "chanhvp"))


def everything(report: Report) -> dict[str, Any]:
    """All that the report says and hands out."""
    snapshot = Snapshot.objects.get(report=report)
    files = {row.form: open_bytes(row.attachment.blob).read() for row in RenderedFile.objects.filter(report=report)}
    content, late = reads.said(report)
    return {"content": content, "late": late, "lines": reads.frozen_lines(snapshot), "digest": snapshot.digest, **files}


def known_then(report: Report, at: datetime) -> tuple[Any, Any]:
    """Figures and cells of the cut-off as known at a moment, reckoned anew."""
    asked = Asked(report.as_period, report.agency, True, at)
    return figures_of(asked).figures, [(line.assignment_id, line.cell) for line in lines(asked.scope)]
