"""A frozen report never changes, whatever happens afterwards; its figures come out again as known then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.documents.files import open_bytes
from giaoviec.reporting.models import RenderedFile, Report, Snapshot
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import Asked, figures_of
from giaoviec.reporting.reports.lines import lines
from tests.shell.reporting import CLOSED, closed, frozen
from tests.shell.test_assignments_histories import KINDS, Lived, _something_happens
from tests.shell.world import make_world

pytestmark = pytest.mark.django_db


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


@settings(max_examples=12)
@given(kinds=st.lists(KINDS, min_size=1, max_size=3), data=st.data())
def test_a_frozen_report_never_changes_whatever_happens_afterwards(kinds: Any, data: Any) -> None:
    with transaction.atomic():
        world = make_world()
        lives = [Lived(world, world.give("stc", helpers=True, **kind)) for kind in kinds]

        def live(most: int) -> None:
            for _ in range(data.draw(st.integers(1, most), label="acts")):
                lived = data.draw(st.sampled_from(lives), label="which")
                if world.day < CLOSED:
                    _something_happens(lived, data.draw)

        live(4)
        world.go(max(0, (CLOSED - world.day).days))
        closed(world)
        report = frozen(world)
        before = everything(report)
        cells = [(line.assignment_id, line.cell) for line in before["lines"]]
        for _ in range(data.draw(st.integers(1, 6), label="acts afterwards")):
            _something_happens(data.draw(st.sampled_from(lives), label="which"), data.draw)
        world.give("sxd")
        assert everything(Report.objects.get(pk=report.pk)) == before
        assert reads.damage(report) == []
        figures, known = known_then(report, Snapshot.objects.get(report=report).known_at)
        assert (figures, known) == (before["content"].figures, cells)
        transaction.set_rollback(True)
