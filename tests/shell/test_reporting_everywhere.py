"""One number everywhere: service, page, Excel, CSV and command say the same; and what the Government once published."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest

from giaoviec import cli
from giaoviec.assignments.models import Assignment
from giaoviec.reporting import queries
from giaoviec.reporting.queries import ALL, Table
from giaoviec.rules.counting import CELLS
from tests.shell.counted import Counted, fold_all, make_counted_world
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
NATIONAL_2017 = {
    "national_done_on_time": 14_068,
    "national_done_late": 1_983,
    "national_under_way_in_time": 5_640,
    "national_under_way_overdue": 223,
}
"""Báo cáo 1270/BC-TCTTTg (2017): the tasks of all ministries and provinces."""


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_counted_world()
    set_day(made.day)
    return made


def visited(world: Counted, query: str) -> Visitor:
    return Visitor(world.cast.client("theodoi")).open(f"/so-lieu/{query}")


def by_id(rows: list[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Of each figure of a sheet: value, numerator, denominator."""
    return {str(row[5]): row[1:4] for row in rows}


def said(table: Table) -> dict[str, tuple[Any, ...]]:
    return {name: (each.value, each.numerator, each.denominator) for name, each in table.figures.items()}


@pytest.mark.parametrize(("since", "query"), [(None, ""), (date(2026, 11, 25), "&tu=2026-11-25")])
def test_page_excel_csv_and_command_say_what_the_service_says(
    world: Counted, capsys: pytest.CaptureFixture[str], since: date | None, query: str
) -> None:
    fold_all()
    table = queries.figures(ALL, world.day, since=since, timed=True)
    words = ["--from", since.isoformat(), "--to", world.day.isoformat()] if since else ["--on", world.day.isoformat()]
    assert cli.main(["figures", *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["figures"]
    assert {name: (f["value"], f["numerator"], f["denominator"]) for name, f in told.items()} == said(table)
    book = openpyxl.load_workbook(io.BytesIO(visited(world, f"xuat.xlsx?ngay={world.day}{query}").content))
    kept = by_id(list(book.active.iter_rows(min_row=2, values_only=True)))
    short = {name: values for name, values in said(table).items() if not name.startswith("days_")}
    assert {name: _near(values) for name, values in kept.items()} == {n: _near(v) for n, v in short.items()}
    lines = visited(world, f"xuat.csv?ngay={world.day}{query}").content.decode("utf-8-sig").splitlines()[1:]
    printed = {row[5]: row[2:4] for row in (line.split(";") for line in lines)}
    assert printed == {name: [_text(n), _text(d)] for name, (_, n, d) in short.items()}
    page = visited(world, f"?ngay={world.day}{query}")
    assert page.sees(*(f"{figures.vi.capitalize()} {_text(figures.numerator)}" for figures in _cells(table)))


def _cells(table: Table) -> Iterator[Any]:
    yield from (table.figures[cell] for cell in CELLS)


def _near(values: tuple[Any, ...]) -> tuple[Any, ...]:
    value, *whole = values
    return (None if value is None else round(float(value), 12), *whole)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def test_the_published_figures_of_2017_come_out_of_the_service(
    world: Counted, capsys: pytest.CaptureFixture[str]
) -> None:
    _load(world)
    found = queries.figures(ALL, world.day).figures
    assert {name: found[name].value for name in NATIONAL_2017} == NATIONAL_2017
    assert found["total"].value == 21_914
    assert (found["rate_national"].numerator, found["rate_national"].denominator) == (16_051, 16_274)
    rates = ("rate_national", "rate_on_time", "rate_done")
    assert [round(100 * (found[rate].value or 0), 2) for rate in rates] == [98.63, 86.44, 73.25]
    for name, number in NATIONAL_2017.items():
        assert len(queries.behind(ALL, name, world.day)) == number
    page = visited(world, "")
    assert page.sees("14.068 + 1.983 + 5.640 + 223 = 21.914 việc có thời hạn")
    assert page.sees("98,63% 16.051 ÷ 16.274", "86,44% 14.068 ÷ 16.274", "73,25% 16.051 ÷ 21.914")
    assert cli.main(["figures"]) == 0
    out = capsys.readouterr().out
    assert all(percent in out for percent in ("98,63%", "86,44%", "73,25%"))


def _load(world: Counted) -> None:
    """The four cells as assignments of one agency, in place of what the world has."""
    late = world.rows["late"]
    common = {name: getattr(late, name) for name in ("task_id", "document_id", "agency_id", "recorded_at")}
    days = {"on": late.given_on, "given_on": late.given_on, "stage_on": late.given_on, "acted_on": late.given_on}
    early, day, later = date(2026, 11, 24), date(2026, 11, 25), world.day
    cells: dict[str, dict[str, Any]] = {
        "national_done_on_time": {"stage": "closed", "done_on": early, "claimed_on": early},
        "national_done_late": {"stage": "closed", "done_on": date(2026, 11, 26), "claimed_on": date(2026, 11, 26)},
        "national_under_way_in_time": {"stage": "under_way", "due_on": later, "original_due_on": later},
        "national_under_way_overdue": {"stage": "under_way"},
    }
    Assignment.objects.update(stage="passed_on", stage_on=early, acted_on=early)
    dated = {"task_class": "dated", "due_on": day, "original_due_on": day}
    Assignment.objects.bulk_create(
        (
            Assignment(**common, **days, **(dated | columns))
            for name, columns in cells.items()
            for _ in range(NATIONAL_2017[name])
        ),
        batch_size=500,
    )
