"""The histogram, as known at a moment, and what moved: over a small province in which several things happened."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from giaoviec.assignments.models import Assignment, StageSpell
from giaoviec.days import start_of
from giaoviec.duties.models import Duty
from giaoviec.journal.models import Event
from giaoviec.reporting import queries, triggers
from giaoviec.reporting.counting import differences
from giaoviec.reporting.counting.recounts import recount
from giaoviec.reporting.counting.scopes import Scope
from giaoviec.reporting.counting.totals import totals
from giaoviec.reporting.models import Histogram, Stale, Trace
from giaoviec.reporting.queries import ALL
from giaoviec.rules.counting import CELLS, DoesNotAddUp
from giaoviec.rules.figures import Figure
from tests.shell.counted import Counted, fold_all, make_counted_world, nonzero, shown

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 1)


@pytest.fixture
def world() -> Counted:
    return make_counted_world()


# The histogram


def test_what_changed_is_stale_until_it_is_folded_and_the_figures_are_the_same(world: Counted) -> None:
    assert Stale.objects.exists()
    before = queries.figures(ALL, world.day, by="agency")
    fold_all()
    assert not Stale.objects.exists()
    assert Trace.objects.count() == 4
    assert queries.figures(ALL, world.day, by="agency") == before
    world.do("stc.vanphong", "claim", world.rows["late"], content="Xong.", explanation={
        "cause": "land", "content": "Vướng.", "proposal": "Bố trí.",
    })  # fmt: skip
    assert queries.figures(ALL, world.day).figures["under_way_overdue"].value == 1
    fold_all()
    assert queries.figures(ALL, world.day).figures["under_way_overdue"].value == 1


def test_what_will_be_overdue_tomorrow_is_known_today(world: Counted) -> None:
    fold_all()
    overdue = [queries.figures(ALL, on).figures["not_started_overdue"].value for on in (
        date(2026, 12, 15), date(2026, 12, 16),
    )]  # fmt: skip
    assert overdue == [1, 2]


def test_rows_that_are_deleted_leave_the_histogram(world: Counted) -> None:
    fold_all()
    pk = world.rows["late"].pk
    Duty.objects.filter(assignment_id=pk).delete()
    Assignment.objects.filter(pk=pk).delete()
    for _ in range(2):
        assert shown(totals(Scope(world.day))) == shown(recount(Scope(world.day)))
        assert queries.figures(ALL, world.day).figures["total"].value == 3
        fold_all()
    assert not Trace.objects.filter(pk=pk).exists()


def test_everything_may_be_folded_anew(world: Counted) -> None:
    fold_all()
    before = list(Histogram.objects.order_by("dimension", "kind", "start", "key").values_list())
    triggers.mark_all(connection)
    fold_all()
    again_ = list(Histogram.objects.order_by("dimension", "kind", "start", "key").values_list())
    assert again_ == before


def test_a_histogram_that_was_tampered_with_is_not_printed(world: Counted) -> None:
    fold_all()
    Histogram.objects.filter(dimension="", kind="day", done_on_time=1).update(done_on_time=7)
    with pytest.raises(DoesNotAddUp) as caught:
        queries.figures(ALL, world.day)
    assert caught.value.where == "mười ô và tổng số"


def test_internal_work_never_enters_the_figures(world: Counted) -> None:
    officer = world.cast.person("stc.chuyenvien")
    world.do("stc.giamdoc", "assign_inside", world.rows["late"], content="Soạn.", officer=officer)
    for _ in range(2):
        assert queries.figures(ALL, world.day).figures["total"].value == 4
        assert shown(totals(Scope(world.day))) == shown(recount(Scope(world.day)))
        fold_all()


# As known at a moment


def test_what_is_entered_later_for_an_earlier_day_is_known_only_from_then_on(world: Counted) -> None:
    row = world.rows["late"]
    world.do("stc.vanphong", "claim", row, content="Xong.", explanation={
        "cause": "land", "content": "Vướng.", "proposal": "Bố trí.",
    })  # fmt: skip
    on, evening = world.day, datetime.combine(world.day, datetime.max.time(), start_of(world.day).tzinfo)
    world.go(3)
    world.do("theodoi", "reject", row, reason="Thiếu.", on=on)
    for _ in range(2):
        assert queries.figures(ALL, on).figures["rate_rejected"].numerator == 1
        then = queries.figures(ALL, on, known_at=evening)
        assert then.figures["rate_rejected"].numerator == 0
        assert then.figures["claimed"].value == 1
        fold_all()
    assert queries.difference(ALL, on, on, known_before=evening) == []  # It was and is under way, overdue.


def test_an_act_that_was_undone_is_still_seen_by_whoever_looks_with_the_eyes_of_then(world: Counted) -> None:
    world.go(1)
    world.do("chanhvp", "withdraw", world.rows["late"], reason="Thay thế.")
    before_undoing = Event.objects.latest("id").at
    world.undo_last("chanhvp")
    for _ in range(2):
        assert queries.figures(ALL, world.day).figures["withdrawn"].value == 0
        assert queries.figures(ALL, world.day, known_at=before_undoing).figures["withdrawn"].value == 1
        fold_all()


def test_what_was_imported_years_later_was_not_known_then(world: Counted) -> None:
    row = world.rows["late"]
    imported = {"on": date(2026, 11, 23), "recorded_at": start_of(date(2027, 6, 1))}
    common = {name: getattr(row, name) for name in ("task_id", "document_id", "agency_id", "task_class", "given_on")}
    ended = {"stage": "withdrawn", "stage_on": row.given_on, "acted_on": row.given_on}
    made = Assignment.objects.create(**common, **imported, **ended)
    StageSpell.objects.create(assignment=made, **imported, stage="withdrawn", holder="nobody", move="withdraw")
    then = start_of(date(2026, 12, 30))
    for _ in range(2):
        assert queries.figures(ALL, world.day, known_at=then).figures["total"].value == 4
        assert shown(recount(Scope(world.day, known_at=then)))[""]["total"] == 4
        fold_all()


# What moved


def test_what_moved_between_two_days_is_told_line_by_line_with_its_acts(world: Counted) -> None:
    moved = queries.difference(ALL, date(2026, 11, 24), world.day)
    assert {each.assignment_id: (each.vi, each.why) for each in moved} == {
        world.rows["late"].pk: (
            "chưa thực hiện, trong hạn → chưa thực hiện, quá hạn", ("quá hạn 27/11/2026 mà chưa xong",),
        ),
        world.rows["done"].pk: (
            "chưa thực hiện, trong hạn → đã thực hiện đúng hạn",
            (
                "25/11/2026: Báo cáo hoàn thành (Đặng Thị Lan)",
                "03/12/2026: Xác nhận hoàn thành (Trần Quốc Bảo)",
            ),
        ),
        world.rows["open_ended"].pk: (
            "không có thời hạn, chưa cập nhật trong kỳ → không có thời hạn, có cập nhật trong kỳ",
            ("03/12/2026: Cập nhật tình hình (Nguyễn Hải Đăng)",),
        ),
    }  # fmt: skip


def test_the_lines_that_moved_account_for_the_difference_of_every_cell(world: Counted) -> None:
    one, two = date(2026, 11, 24), world.day
    before, after = (queries.figures(ALL, on).figures for on in (one, two))
    change: Counter[str] = Counter()
    for each in queries.difference(ALL, one, two):
        change.update({name: n for name, n in ((each.after, 1), (each.before, -1)) if name})
    assert nonzero(change) == nonzero({cell: _n(after[cell]) - _n(before[cell]) for cell in CELLS})


def _n(figure: Figure) -> int:
    assert figure.numerator is not None
    return figure.numerator


def test_what_ended_before_both_days_is_not_looked_at(world: Counted) -> None:
    world.go(3)
    found = differences.moved(Scope(world.day - timedelta(days=1)), Scope(world.day))
    assert found == []
