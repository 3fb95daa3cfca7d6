"""`giaoviec demo` and `giaoviec load-test-data`: where they refuse, that chance is bound to the seed, what bulk data is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec import cli
from giaoviec.agencies import principals
from giaoviec.agencies.models import Agency
from giaoviec.assignments.models import Assignment, Task
from giaoviec.assignments.recounting import recount
from giaoviec.demo import bulk, history
from giaoviec.demo.history import Size
from giaoviec.documents.models import Document
from giaoviec.duties.models import Duty
from giaoviec.journal.models import Event
from giaoviec.journal.queries import first_break
from giaoviec.regulation import queries as regulation
from tests.cast import make_cast

TODAY = date(2026, 11, 18)
NOW = datetime.fromisoformat("2026-11-18T17:30:00+07:00")
FULL = "Cơ sở dữ liệu đã có dữ liệu"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    principals.forget()
    regulation.forget()


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["demo"], ["load-test-data", "--assignments", "10"]])
def test_a_database_that_is_not_empty_is_refused_and_stays_production(
    words: list[str], capsys: Any, settings: Any, tmp_path: Any
) -> None:
    settings.DEMONSTRATION_MARK = tmp_path / "demonstration"
    make_cast()
    assert cli.main(words) == 1
    assert FULL in capsys.readouterr().err
    assert not settings.DEMONSTRATION_MARK.exists()


@pytest.mark.parametrize("number", ["0", "2000001", "-3", "x"])
def test_a_number_of_assignments_out_of_bounds_is_wrong_usage(number: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["load-test-data", "--assignments", number])
    assert ended.value.code == 2


@pytest.mark.django_db
def test_the_same_seed_and_day_make_the_same_history() -> None:
    assert _lived(seed=5) == _lived(seed=5)
    assert _lived(seed=5) != _lived(seed=6)


@pytest.mark.django_db
def test_chapters_are_written_without_a_savepoint_which_sqlite_would_walk_at_each_row(monkeypatch: Any) -> None:
    monkeypatch.setattr(history, "CHAPTER", 20)
    with CaptureQueriesContext(connection) as asked:
        history.make(Size(1, 50, 19, staged=False), seed=1, today=TODAY, now=NOW, password="x")
    saved = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SAVEPOINT")]
    assert len(saved) == 1  # the test's own transaction stands round it all


def _lived(seed: int) -> list[tuple[str, str, str, int]]:
    story = history.begin(Size(1, 30, 19, staged=False), seed=seed, today=TODAY, now=NOW, password="x")
    for _ in story.days():
        pass
    return [
        (life.task["content"], str(life.row["stage"]), str(life.row["act"]), life.row["version"])
        for life in story.lives
    ]


@pytest.mark.django_db
def test_bulk_data_is_as_large_as_asked_and_its_present_is_what_its_facts_say(monkeypatch: Any) -> None:
    monkeypatch.setattr(bulk, "PRINT", 60)
    told: list[int] = []
    bulk.load(
        number=150, years=1, agencies=45, seed=1, today=TODAY, now=NOW, password="x", tell=told.append
    )  # fmt: skip
    assert Agency.objects.filter(dissolved_on=None).count() == 45
    rows = list(Assignment.objects.all())
    assert 150 <= len(rows) == told[-1] <= 240
    for row in rows:
        counted = recount(row)
        assert {name: getattr(row, name) for name in counted} == counted, row.pk


@pytest.mark.django_db
def test_bulk_data_is_written_with_one_event_a_print_and_nothing_twice(monkeypatch: Any) -> None:
    monkeypatch.setattr(bulk, "PRINT", 50)
    bulk.load(number=100, years=1, agencies=40, seed=1, today=TODAY, now=NOW, password="x", tell=lambda done: None)
    assert list(Event.objects.values_list("verb", flat=True)) == ["load", "load"]
    assert first_break() is None
    names = list(Document.objects.exclude(full_symbol="").values_list("full_symbol", "issued_on"))
    assert len(names) == len(set(names))
    tasks = list(Task.objects.filter(series=None).values_list("content", flat=True))
    assert len(set(tasks)) > len(tasks) * 0.9
    known = set(Assignment.objects.values_list("pk", flat=True))
    assert set(Duty.objects.exclude(assignment_id=None).values_list("assignment_id", flat=True)) <= known
