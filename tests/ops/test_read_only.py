"""A node that only reads: every page is there, every act is refused in words, nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from giaoviec import clock
from giaoviec.agencies import middleware
from giaoviec.agencies.models import Session
from giaoviec.environment import read_environment
from tests.shell.counted import Counted
from tests.shell.reporting import make_year

pytestmark = pytest.mark.django_db
PAGES = ("/", "/viec/", "/so-lieu/", "/van-ban/", "/vuong-mac/", "/don-doc/", "/co-quan/")


@pytest.fixture
def year(set_day: Callable[[date], None]) -> Counted:
    made = make_year()
    set_day(made.day)
    return made


@pytest.fixture
def reader(year: Counted, settings) -> Client:
    """The Office's head with a session of the primary, on the reading node."""
    client = year.cast.client("chanhvp")
    settings.READ_ONLY = True
    middleware._seen_here.clear()
    return client


def test_pages_are_read_and_nothing_is_written(year: Counted, reader: Client) -> None:
    Session.objects.update(seen_at=clock.now() - timedelta(minutes=5))
    with NoWrites():
        for page in (*PAGES, f"/viec/{year.rows['late'].pk}/"):
            assert reader.get(page).status_code == 200, page


class NoWrites:
    """Within it the database refuses what writes, as a standby does."""

    def __enter__(self) -> None:
        self._only(True)

    def __exit__(self, *_: object) -> None:
        self._only(False)

    def _only(self, reads: bool) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA query_only = {int(reads)}")
            elif reads:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # What was written before is looked at before.
                cursor.execute("SET TRANSACTION READ ONLY")


def test_an_act_is_refused_with_a_sentence_before_anything_is_looked_at(reader: Client) -> None:
    for path in ("/dang-nhap/", "/viec/1/cap-nhat/", "/dang-xuat/", "/khong-co/"):
        answer = reader.post(path, {"content": "Đã họp."})
        assert answer.status_code == 503
        assert "Máy chủ này chỉ để đọc" in answer.content.decode()
    assert reader.get("/viec/").status_code == 200


def test_the_session_of_the_primary_stays_while_it_is_used_here_and_ends_when_it_lies_idle(
    year: Counted, reader: Client, monkeypatch
) -> None:
    start = clock.now()
    for minutes, status in ((0, 200), (14, 200), (28, 200), (45, 302)):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: start + timedelta(minutes=minutes))
        assert reader.get("/viec/").status_code == status, minutes
    assert Session.objects.count() == 1


def test_an_ordinary_node_has_no_such_step(year: Counted) -> None:
    answer = year.cast.client("chanhvp").post("/khong-co/")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgres://u@a/n", "a", ""),
        ("postgres://u@a:6000/n", "a", "6000"),
        ("postgres://u:p%40w@a:6000,b/n?sslmode=require", "a,b", "6000,5432"),
        ("postgres://u@[::1]:6000,10.0.0.2:6001/n", "::1,10.0.0.2", "6000,6001"),
    ],
)
def test_a_database_url_names_one_host_or_several(url: str, host: str, port: str) -> None:
    values, faults = read_environment({"DATABASE_URL": url})
    assert not faults
    assert (values["DATABASE_URL"]["host"], values["DATABASE_URL"]["port"]) == (host, port)


def test_a_port_that_is_no_number_is_a_fault() -> None:
    assert read_environment({"DATABASE_URL": "postgres://u@a:x,b/n"})[1]
