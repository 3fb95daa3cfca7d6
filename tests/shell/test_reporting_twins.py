"""Histogram, recount in SQL, rule book and naive recount say the same, over every combination and history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoviec.assignments.models import Assignment
from giaoviec.days import start_of
from giaoviec.reporting import queries
from giaoviec.reporting.counting.columns import COUNTERS, number
from giaoviec.reporting.counting.histories import histories, turns
from giaoviec.reporting.counting.recounts import recount
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.sources import KEYS
from giaoviec.reporting.counting.totals import totals
from giaoviec.reporting.queries import ALL
from giaoviec.rules.counting import DAYS, Facts, count
from giaoviec.rules.holders import ledger
from giaoviec.rules.moves import Stage
from giaoviec.rules.standing import present
from giaoviec.rules.tasks import Cycle, TaskClass
from tests.cast import DAY
from tests.rules.naive import naive_counts
from tests.shell.counted import fold_all, lists_are_as_long, nonzero, shown
from tests.shell.living import KINDS, Lived, drawn, something_happens
from tests.shell.world import again, make_world

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 1)


# The columns of a row: every combination, against the rule book

EARLY, LATE = ON - timedelta(days=1), ON + timedelta(days=1)
STOPPED = {Stage.CLAIMED: ("claimed_on",), Stage.CLOSED: ("claimed_on", "done_on")}


def _combinations() -> Iterator[dict[str, Any]]:
    for stage, task_class, due_on, original in product(
        Stage, TaskClass, (None, EARLY, ON, LATE), (None, EARLY, ON, LATE)
    ):
        for stopped in (EARLY, ON) if stage in STOPPED else (None,):
            for told, cycle in product((None, date(2026, 9, 30), date(2026, 10, 1), ON), ("", *Cycle)):
                if task_class is TaskClass.DATED and (cycle or told):
                    continue
                yield {
                    "stage": stage, "task_class": task_class, "due_on": due_on, "original_due_on": original,
                    "last_update_on": told, "cycle": cycle, **dict.fromkeys(STOPPED.get(stage, ()), stopped),
                }  # fmt: skip


def _facts(row: Assignment) -> Facts:
    columns: dict[str, Any] = {
        "stage": Stage(row.stage), "task_class": TaskClass(row.task_class), "given_on": row.given_on, "on": ON,
        "claimed_on": row.claimed_on, "done_on": row.done_on, "cycle": row.cycle, "last_update_on": row.last_update_on,
    }  # fmt: skip
    original = None
    if row.task_class == TaskClass.DATED and row.original_due_on:
        original = present(due_on=row.original_due_on, **columns).cell
    return Facts(
        standing=present(due_on=row.due_on, **columns),
        given_on=row.given_on,
        original=original,
        returns=row.returns,
        extensions=row.extensions,
        confirmations=row.reopenings + (row.stage == Stage.CLOSED),
        rejections=row.rejections,
    )


def test_the_columns_of_a_row_count_as_the_rule_book_says_in_every_combination():
    first = make_world().give()
    common = {name: getattr(first, name) for name in ("task_id", "document_id", "agency_id", "given_on", "recorded_at")}
    rows = [
        Assignment(
            **common, **columns, on=first.given_on, stage_on=EARLY, acted_on=EARLY,
            returns=n % 3, extensions=n % 2, rejections=n % 4, reopenings=n % 5,
        )
        for n, columns in enumerate(_combinations())
    ]  # fmt: skip
    assert len(rows) > 1_800
    made = {row.pk: row for row in Assignment.objects.bulk_create(rows, batch_size=200)}
    numbers = ", ".join(number(counter, "a") for counter in COUNTERS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT a.id, {numbers} FROM assignments_assignment a", Scope(ON).params)
        counted = {row[0]: dict(zip(COUNTERS, row[1:], strict=True)) for row in cursor.fetchall()}
    for pk, row in made.items():
        expected = count([_facts(row)], ON)
        assert counted[pk] == {name: expected[name] for name in COUNTERS}, vars(row)


# Random histories through the real actions


def _counts(rows: list[Assignment], scope: Scope) -> Counter[str]:
    """What the rule book counts of the facts."""
    lived, owed = histories(rows, known_at=scope.known_at), turns([r.pk for r in rows], known_at=scope.known_at)
    known = [lived[row.pk] for row in rows if scope.known_at is None or row.recorded_at <= scope.known_at]
    if scope.since:
        known = [each for each in known if each.in_period(scope.since, scope.on)]
    facts = [found for each in known if (found := each.on(scope.on, since=scope.since))]
    flat = [turn for each in owed.values() for _, turn in each]
    naive = naive_counts(known, scope.on, since=scope.since, turns=flat)
    counts = nonzero(count(facts, scope.on, since=scope.since, turns=flat))
    if scope.since is None:
        counts.pop("new", None)
    assert counts == naive
    return Counter(counts)


def _agrees(scope: Scope, divided: Iterable[str] = ("", "agency")) -> None:
    """Every way to the figures leads to the same, whole and in parts, and behind each number are as many rows."""
    rows = list(Assignment.objects.filter(parent=None, voided_at=None))
    expected = _counts(rows, scope)
    for by in divided:
        slowly = shown(recount(scope, by))
        assert shown(totals(scope, by)) == slowly
        summed: Counter[str] = Counter()
        for counts in slowly.values():
            summed.update(counts)
        assert nonzero(summed) == expected


@settings(max_examples=10)
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3), data=st.data())
def test_the_figures_of_any_past_day_and_knowledge_are_the_same_on_every_way(kinds: Any, data: Any) -> None:
    with transaction.atomic():
        world = make_world()
        lives = [Lived(world, world.give("stc", helpers=True, **kind)) for kind in kinds]
        for _ in range(data.draw(st.integers(2, 10), label="acts")):
            lived = data.draw(st.sampled_from(lives), label="which")
            something_happens(lived, drawn(data))
            if data.draw(st.integers(0, 4), label="fold") == 0:
                fold_all()
        for on in [day for n in (0, 2, 9) if (day := world.day - timedelta(days=n)) >= DAY]:
            _agrees(Scope(on))
            _agrees(Scope(on, since=on - timedelta(days=data.draw(st.integers(0, 12), label="since"))))
            later = start_of(on + timedelta(days=data.draw(st.integers(1, 6), label="known"))) - timedelta(minutes=1)
            _agrees(Scope(on, known_at=later))
        looked = data.draw(st.sampled_from([Scope(on), Scope(on, known_at=later), Scope(on, since=on)]), label="looked")
        _agrees(looked, KEYS)
        lists_are_as_long(looked)
        transaction.set_rollback(True)


def test_days_by_holder_are_those_of_the_rule_book():
    world = make_world()
    row = world.give("stc")
    world.go(2)
    world.do("stc.vanphong", "ask_extension", row, wanted_on=date(2026, 12, 20), cause="scope", reason="Phát sinh.")
    world.go(3)
    world.do("theodoi", "decide_extension", row, granted_on=date(2026, 12, 20), reason="Đồng ý.")
    world.go(4)
    world.do("stc.vanphong", "claim", row, content="Xong.")
    world.go(5)
    from giaoviec.assignments.lives import days

    for on in (world.day, world.day - timedelta(days=6), world.day - timedelta(days=10)):
        expected = ledger(days(again(row), until=on + timedelta(days=1)))
        found = queries.figures(ALL, on, timed=True).figures
        assert {holder: found[name].value for holder, name in DAYS.items()} == {h: expected[h] for h in DAYS}
    assert queries.figures(ALL, world.day, timed=True, by="unit").rows[0].figures["days_office"].value == 9
