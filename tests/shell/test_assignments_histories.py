"""Random histories, lived by the cast through the real actions, with undoing and backdating inside.

After any of them the present columns are what the facts say; each past day stands as it was shown on it, as known after
each act and at its end; each day belongs to one holder.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.assignments.lives import days, life
from giaoviec.assignments.recounting import recount
from giaoviec.rules.standing import standing
from giaoviec.rules.tasks import Quality
from tests.shell.living import KINDS, Lived, drawn, something_happens
from tests.shell.world import again, make_world, present_columns

pytestmark = pytest.mark.django_db


@settings(max_examples=40)
@given(kind=st.sampled_from(KINDS), data=st.data())
def test_any_history_can_be_replayed(kind: dict[str, Any], data: Any) -> None:
    with transaction.atomic():
        world = make_world()
        lived = Lived(world, world.give("stc", helpers=True, **kind))
        for _ in range(data.draw(st.integers(4, 14), label="acts")):
            something_happens(lived, drawn(data))
            lived.look(world.at())
            assert present_columns(lived.row) == recount(again(lived.row))
        lived.end_of_day(1)
        _each_past_day_stands_as_it_was_shown(lived)
        _each_day_belongs_to_one_holder(lived)
        transaction.set_rollback(True)


def _each_past_day_stands_as_it_was_shown(lived: Lived) -> None:
    row = again(lived.row)
    for at, day, shown in lived.shown:
        assert standing(life(row, known_at=at), day) == shown


def _each_day_belongs_to_one_holder(lived: Lived) -> None:
    row, until = again(lived.row), lived.world.day
    spans = days(row, until=until)
    assert spans[0].since == row.given_on
    assert spans[-1].until == until
    assert all(one.until == two.since for one, two in pairwise(spans))
    counted = row.days_agency + row.days_office + row.days_collaborator + row.days_outside
    ended = sum(span.days for span in days(row, until=row.acted_on) if span.holder == "nobody")
    assert counted + ended == (row.acted_on - row.given_on).days


def test_a_confirmation_that_was_taken_back_is_still_known_of_the_moment_before() -> None:
    world = make_world()
    row = world.give()
    world.do("stc.vanphong", "claim", row, content="Xong.")
    claimed_on = world.day
    world.go(2)
    world.do("theodoi", "confirm", row, quality=Quality.GOOD)
    known_at = world.at()
    world.undo_last("theodoi")
    then = standing(life(again(row), known_at=known_at), world.day)
    now = standing(life(again(row)), world.day)
    assert (then.done_on, then.cell) == (claimed_on, "done_on_time")
    assert (now.done_on, now.cell) == (None, "under_way_in_time")
