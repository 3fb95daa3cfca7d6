"""A frozen report never changes, whatever happens afterwards; its figures come out again as known then."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.reporting.models import Report, Snapshot
from giaoviec.reporting.reports import reads
from tests.shell.living import KINDS, Lived, drawn, something_happens
from tests.shell.reporting import CLOSED, closed, everything, frozen, known_then
from tests.shell.world import make_world

pytestmark = pytest.mark.django_db


@settings(max_examples=8)
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3), data=st.data())
def test_a_frozen_report_never_changes_whatever_happens_afterwards(kinds: Any, data: Any) -> None:
    with transaction.atomic():
        world = make_world()
        lives = [Lived(world, world.give("stc", helpers=True, **kind)) for kind in kinds]

        def live(most: int) -> None:
            for _ in range(data.draw(st.integers(1, most), label="acts")):
                lived = data.draw(st.sampled_from(lives), label="which")
                if world.day < CLOSED:
                    something_happens(lived, drawn(data))

        live(4)
        world.go(max(0, (CLOSED - world.day).days))
        closed(world)
        report = frozen(world)
        before = everything(report)
        cells = [(line.assignment_id, line.cell) for line in before["lines"]]
        for _ in range(data.draw(st.integers(1, 6), label="acts afterwards")):
            something_happens(data.draw(st.sampled_from(lives), label="which"), drawn(data))
        world.give("sxd")
        assert everything(Report.objects.get(pk=report.pk)) == before
        assert reads.damage(report) == []
        figures, known = known_then(report, Snapshot.objects.get(report=report).known_at)
        assert (figures, known) == (before["content"].figures, cells)
        transaction.set_rollback(True)
