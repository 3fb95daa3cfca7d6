"""The figure service: what stood on a day, in lines that add up; who may ask for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from giaoviec.days import start_of
from giaoviec.journal.errors import Refused
from giaoviec.reporting import queries
from giaoviec.reporting.counting.columns import COUNTERS
from giaoviec.reporting.counting.scopes import Scope, check
from giaoviec.reporting.models import Histogram
from giaoviec.reporting.queries import ALL
from giaoviec.rules.counting import TURNS
from tests.shell.counted import Counted, fold_all, make_counted_world
from tests.shell.world import again, make_world

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 1)


@pytest.fixture
def world() -> Counted:
    return make_counted_world()


def test_the_figures_of_a_day_are_what_stood_at_its_end(world: Counted) -> None:
    def cells(on: date) -> dict[str, Any]:
        return {name: f.value for name, f in queries.figures(ALL, on).figures.items() if f.value and f.form == "count"}

    assert cells(date(2026, 11, 23)) == {
        "not_started_in_time": 3, "open_ended_silent": 1, "total": 4, "national_under_way_in_time": 3,
    }  # fmt: skip
    assert cells(date(2026, 11, 28)) == {
        "under_way_in_time": 1, "not_started_in_time": 1, "not_started_overdue": 1, "open_ended_silent": 1, "total": 4,
        "claimed": 1, "returned": 1, "national_under_way_in_time": 2, "national_under_way_overdue": 1,
    }  # fmt: skip
    assert cells(world.day) == {
        "done_on_time": 1, "not_started_in_time": 1, "not_started_overdue": 1, "open_ended_updated": 1, "total": 4,
        "returned": 1, "national_done_on_time": 1, "national_under_way_in_time": 1, "national_under_way_overdue": 1,
    }  # fmt: skip


def test_a_table_has_its_lines_in_official_order_and_they_add_up(world: Counted) -> None:
    table = queries.figures(ALL, world.day, by="agency")
    assert [(row.label, row.figures["total"].value) for row in table.rows] == [
        ("Sở Tài chính", 2), ("Sở Xây dựng", 1), ("UBND đặc khu Phú Quý", 1),
    ]  # fmt: skip
    assert table.figures["total"].value == 4
    assert table.profile == "binh-thuan-2015"


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("unit", ["Phòng Tổng hợp"]),
        ("field", ["chưa ghi lĩnh vực"]),
        ("leader", ["chưa có lãnh đạo chỉ đạo"]),
        ("group", ["Văn bản của Ủy ban nhân dân tỉnh"]),
    ],
)
def test_figures_are_divided_by_what_documents_and_tasks_say(world: Counted, by: str, labels: list[str]) -> None:
    assert [row.label for row in queries.figures(ALL, world.day, by=by).rows] == labels
    fold_all()
    assert [row.label for row in queries.figures(ALL, world.day, by=by).rows] == labels


def test_a_task_of_a_vice_chairman_s_field_is_his_and_a_named_director_goes_first():
    world = make_world()
    world.give("stc", field="tài chính")
    world.give("stc", field="tài chính", document=world.document(directed_by=world.cast.person("chutich"), number="2"))
    labels = ["Trần Quang Minh", "Lê Hoàng Nam"]
    for _ in range(2):
        rows = queries.figures(ALL, world.day, by="leader").rows
        assert sorted(row.label for row in rows) == sorted(labels)
        assert {row.figures["total"].value for row in rows} == {1}
        fold_all()


def test_a_field_that_is_changed_later_moves_what_is_counted_under_it(world: Counted) -> None:
    fold_all()
    task = again(world.rows["late"]).task
    type(task).objects.filter(pk=task.pk).update(field="tài chính")
    rows = queries.figures(ALL, world.day, by="field").rows
    assert [(row.label, row.figures["total"].value) for row in rows] == [("tài chính", 1), ("chưa ghi lĩnh vực", 3)]


def test_carried_over_and_new_are_apart_and_make_the_total(world: Counted) -> None:
    world.give("stc")
    found = queries.figures(ALL, world.day, since=date(2026, 12, 1)).figures
    assert {name: found[name].value for name in ("carried_over", "new", "total")} == {
        "carried_over": 4, "new": 1, "total": 5,
    }  # fmt: skip
    world.go(1)
    found = queries.figures(ALL, world.day, since=world.day).figures
    assert (found["carried_over"].value, found["done_on_time"].value) == (4, 0)


def test_the_agency_of_a_past_day_is_the_one_that_led_it_then():
    from giaoviec.assignments.actions.succession import arrange

    world = make_world()
    row = world.give("snnmt")
    world.go(1)
    arrange(
        "merge", predecessors=[world.cast.agency("snnmt").pk], successors=[world.cast.agency("stc").pk],
        basis="Nghị quyết 12/NQ-HĐND", by=world.who("chanhvp"), on=world.day, at=world.at(),
    )  # fmt: skip
    for _ in range(2):
        before = queries.figures(ALL, world.day - timedelta(days=1), by="agency").rows
        after = queries.figures(ALL, world.day, by="agency").rows
        assert [r.label for r in before] == ["Sở Nông nghiệp và Môi trường"]
        assert [r.label for r in after] == ["Sở Tài chính"]
        assert queries.behind(ALL, "total", world.day, agency=world.cast.agency("stc")) == [row.pk]
        fold_all()


# Who sees what; what is refused


def test_an_agency_gets_its_own_figures_and_the_table_of_all(world: Counted) -> None:
    actor = world.who("stc.vanphong")
    assert queries.figures(actor, world.day).figures["total"].value == 2
    assert len(queries.figures(actor, world.day, by="agency").rows) == 3
    own = [world.rows["late"].pk, world.rows["done"].pk]
    assert queries.behind(actor, "total", world.day) == own
    with pytest.raises(Refused) as caught:
        queries.figures(actor, world.day, agency=world.cast.agency("sxd"))
    assert caught.value.status == 404


@pytest.mark.parametrize(("username", "total"), [("chutich", 4), ("noivu", 4), ("theodoi", 4)])
def test_the_leaders_the_office_and_home_affairs_see_all(world: Counted, username: str, total: int) -> None:
    assert queries.figures(world.who(username), world.day).figures["total"].value == total


@pytest.mark.parametrize("username", ["quantri", "hatang", "stc.chuyenvien", "kiemtoan"])
def test_others_see_no_figures(world: Counted, username: str) -> None:
    with pytest.raises(Refused) as caught:
        queries.figures(world.who(username), world.day)
    assert caught.value.status == 404


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        (Scope(date(2026, 12, 2)), "Ngày 02/12/2026 chưa đến; chọn ngày đến hết hôm nay."),
        (
            Scope(ON, since=date(2026, 12, 2)),
            "Kỳ bắt đầu 02/12/2026 sau ngày kết thúc 01/12/2026; hãy đổi lại hai ngày.",
        ),
        (
            Scope(ON, known_at=start_of(date(2026, 12, 5))),
            "Thời điểm biết 05/12/2026 chưa đến; chọn thời điểm đã qua.",
        ),
        (
            Scope(date(2026, 11, 30), known_at=start_of(date(2026, 11, 29))),
            "Ngày 29/11/2026 chưa thể biết số liệu ngày 30/11/2026; chọn thời điểm muộn hơn.",
        ),
    ],
)
def test_a_day_that_has_not_come_or_cannot_be_known_is_refused(scope: Scope, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        check(scope, today=ON)
    assert caught.value.sentence == sentence
    check(replace(scope, on=ON, since=None, known_at=None), today=ON)


def test_the_triggers_that_mark_what_changed_are_in_place() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%stale%'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE '%stale%'")
        names = {name for (name,) in cursor.fetchall()}
    assert names == {
        f"{table}_stale_{verb}"
        for table, verbs in (
            ("assignments_assignment", "insert update delete"),
            ("duties_duty", "insert update delete"),
            ("assignments_task", "update"),
            ("documents_document", "update"),
        )
        for verb in verbs.split()
    }


def test_counters_of_the_histogram_have_their_columns() -> None:
    columns = {field.name for field in Histogram._meta.fields} - {"id", "dimension", "key", "kind", "start"}
    assert columns == {*COUNTERS, *TURNS}
