"""Numbers of papers: from 1 each year, an agency and register each, without gap or double, also from two hands at once."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from giaoviec.documents.models import Sequence
from giaoviec.documents.numbers import take, written
from giaoviec.journal.actions import act

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = date(2026, 11, 23)


def taken(*, agency: int = 1, register: str = "letter", year: int = 2026, fail: bool = False) -> int:
    with act("send", by=None, on=DAY, at=NOW, subject="day") as a:
        number = take(a, agency=agency, register=register, year=year)
        if fail:
            raise RuntimeError("the act fails")
    return number


@pytest.mark.django_db
def test_numbers_go_on_one_by_one() -> None:
    assert [taken() for _ in range(4)] == [1, 2, 3, 4]


@pytest.mark.django_db
def test_each_year_agency_and_register_begins_at_one() -> None:
    taken()
    assert [taken(year=2027), taken(agency=2), taken(register="report"), taken()] == [1, 1, 1, 2]


@pytest.mark.django_db
def test_an_act_that_fails_takes_no_number() -> None:
    taken()
    with pytest.raises(RuntimeError):
        taken(fail=True)
    assert taken() == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_each_its_own_without_gap() -> None:
    got: list[int] = []
    start = threading.Barrier(3, timeout=30)

    def press() -> None:
        try:
            start.wait()
            got.extend(taken() for _ in range(3))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(got) == list(range(1, 10))
    assert list(Sequence.objects.values_list("name", "year", "last")) == [("letter:1", 2026, 9)]


@pytest.mark.parametrize(("number", "text"), [(1, "01/VP-TH"), (9, "09/VP-TH"), (10, "10/VP-TH"), (1234, "1234/VP-TH")])
def test_a_number_under_ten_has_a_leading_nought(number: int, text: str) -> None:
    assert written(number, "VP-TH") == text
