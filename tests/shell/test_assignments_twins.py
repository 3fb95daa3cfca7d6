"""SQL twins: what lists ask of rows is what the rule book says of each, over all combinations of the present columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from giaoviec.assignments import queries, standing_sql
from giaoviec.assignments.models import Assignment, Insight
from giaoviec.journal.actions import act
from giaoviec.regulation.queries import calendar
from giaoviec.rules.access import sees_assignment, sees_story
from giaoviec.rules.moves import Stage
from giaoviec.rules.roles import Role
from giaoviec.rules.standing import Cell, Standing, present
from giaoviec.rules.tasks import Cycle, TaskClass
from tests.cast import PEOPLE
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)
GIVEN, OCTOBER = date(2026, 8, 10), date(2026, 10, 1)
DAYS = (None, ON - timedelta(days=60), ON - timedelta(days=1), ON, ON + timedelta(days=1), ON + timedelta(days=9))


@pytest.fixture
def world() -> World:
    return make_world()


def combinations() -> list[dict[str, Any]]:
    """Every stage with every due date and day of claiming or finishing, dated; with every cycle and last update, not."""
    stops = (ON - timedelta(days=60), ON)
    dated = product(Stage, [TaskClass.DATED], DAYS, stops, [""], (None, GIVEN))
    open_ended = product(Stage, [TaskClass.OPEN_ENDED], (None, ON), stops, ("", *Cycle), (None, GIVEN, OCTOBER, ON))
    return [_columns(*each) for each in (*dated, *open_ended)]


def _columns(
    stage: Stage, kind: TaskClass, due_on: date | None, stopped: date, cycle: str, told: date | None
) -> dict[str, Any]:
    done = stopped if stage is Stage.CLOSED else None
    claimed = stopped if stage is Stage.CLAIMED else done
    when = {"due_on": due_on, "claimed_on": claimed, "done_on": done, "last_update_on": told}
    return {"stage": stage, "task_class": kind, "cycle": cycle, **when}


@pytest.fixture
def standings(world: World) -> dict[int, Standing]:
    """Rows with all combinations, and how each stands by the rule book."""
    first = world.give()
    same = {name: getattr(first, f"{name}_id") for name in ("task", "document", "agency", "monitoring_unit")}
    same_ids = {f"{name}_id": pk for name, pk in same.items()}
    Assignment.objects.all().delete()
    rows = [
        Assignment(
            on=GIVEN, recorded_at=world.at(), stage_on=GIVEN, given_on=GIVEN, acted_on=GIVEN, **same_ids, **columns
        )
        for columns in combinations()
    ]
    made = Assignment.objects.bulk_create(rows)
    return {
        row.pk: present(
            stage=Stage(row.stage), task_class=TaskClass(row.task_class), due_on=row.due_on, claimed_on=row.claimed_on,
            done_on=row.done_on, cycle=row.cycle, last_update_on=row.last_update_on, given_on=row.given_on, on=ON,
            calendar=calendar(),
        )
        for row in made
    }  # fmt: skip


def asked(q: Any) -> set[int]:
    return set(Assignment.objects.filter(q).values_list("pk", flat=True))


def test_rows_stand_in_the_cells_in_which_the_rule_book_puts_them(standings: dict[int, Standing]) -> None:
    for cell in Cell:
        assert asked(standing_sql.cell(cell, ON)) == {pk for pk, how in standings.items() if how.cell is cell}, cell


def test_each_row_stands_in_one_cell_but_what_was_passed_on(standings: dict[int, Standing]) -> None:
    total = sum(len(asked(standing_sql.cell(cell, ON))) for cell in Cell)
    assert total == sum(how.stage is not Stage.PASSED_ON for how in standings.values())


def test_overdue_and_in_time_are_what_the_rule_book_says(standings: dict[int, Standing]) -> None:
    not_done = {pk: how for pk, how in standings.items() if how.stage.is_open}
    assert asked(standing_sql.overdue(ON)) == {pk for pk, how in not_done.items() if how.timeliness == "overdue"}
    assert asked(standing_sql.in_time(ON)) == {pk for pk, how in not_done.items() if how.timeliness == "in_time"}


@pytest.mark.parametrize("days", [0, 1, 3, 6])
def test_near_is_counted_in_working_days_as_the_rule_book_counts(standings: dict[int, Standing], days: int) -> None:
    near = {pk for pk, how in standings.items() if how.days_left is not None and how.days_left <= days}
    assert asked(standing_sql.near(ON, days, calendar())) == near


# ---- who sees what


@pytest.mark.parametrize("username", PEOPLE)
def test_everybody_sees_what_the_rule_book_lets_him_see(world: World, username: str) -> None:
    actor = world.who(username)
    rows = _rows_of_every_kind(world)
    seen = set(queries.visible(actor).values_list("pk", flat=True))
    for row in rows:
        row = Assignment.objects.get(pk=row.pk)
        ties = queries.ties(row, queries.situation(row, ON))
        assert (row.pk in seen) == sees_assignment(actor, ties), row
        assert (queries.get(actor, row.pk) is not None) == sees_assignment(actor, ties)
    if actor.role in (Role.ADMINISTRATOR, Role.INFRASTRUCTURE, Role.AUDITOR):
        assert not seen


def test_a_collaborator_and_the_evaluator_see_that_it_is_there_and_not_its_story(world: World) -> None:
    row = world.give(helpers=True)
    ties = queries.ties(row, queries.situation(row, ON))
    assert [sees_story(world.who(name), ties) for name in ("stc.vanphong", "sxd.vanphong", "noivu", "theodoi")] == [
        True, False, False, True,
    ]  # fmt: skip


def _rows_of_every_kind(world: World) -> list[Assignment]:
    own = world.give("sxd", helpers=False)
    helped = world.give("stc", helpers=True)
    unit = world.do("sxd.vanphong", "assign_inside", own, content="Một", unit=world.cast.unit("sxd.hatang"))
    officer = world.cast.person("sxd.chuyenvien")
    deep = world.do("sxd.truongphong", "assign_inside", unit, content="Hai", officer=officer)
    inside = world.do(
        "stc.vanphong", "assign_inside", helped, content="Ba", officer=world.cast.person("stc.chuyenvien")
    )
    alone = world.do("sxd.vanphong", "assign_inside", own, content="Bốn", officer=world.cast.person("sxd.giamdoc"))
    seen, over = world.give("muine"), world.give("muine")
    inspected(world, seen, until=None)
    inspected(world, over, until=ON)
    return [own, helped, unit, deep, inside, alone, world.give("muine"), seen, over]


def inspected(world: World, row: Assignment, *, until: date | None) -> None:
    """The inspector's seat sees it; or did until a day."""
    ended = {"until_on": until, "until_at": world.at() if until else None}
    with act("draw_sample", by=world.who("theodoi"), on=ON, at=world.at(), subject="inspection") as a:
        Insight.objects.create(**a.row(assignment=row, membership=world.cast.membership("thanhtra"), **ended))


def test_a_seat_in_a_team_sees_the_story_of_what_it_inspects_while_it_does(world: World) -> None:
    rows = _rows_of_every_kind(world)
    inspector = world.who("thanhtra")
    assert [row.pk for row in queries.visible(inspector)] == [rows[-2].pk]
    ties = queries.ties(rows[-2], queries.situation(rows[-2], ON))
    assert sees_story(inspector, ties)
    assert not sees_story(replace(inspector, role=Role.OFFICER), ties)
