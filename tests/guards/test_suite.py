"""Guards over the suite itself: tests that commit leave nothing behind, the browser sees what it must."""

from __future__ import annotations

import pytest
from django.db import connection
from django_q.models import Schedule

from giaoviec.agencies.models import Person
from tests import databases
from tests.conftest import _note_elsewhere


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_afterwards():
    before = _counts()
    Schedule.objects.create(name="left behind", func="x")
    assert _counts() != before
    databases.restore()
    assert _counts() == before
    Schedule.objects.create(name="left behind", func="x")


@pytest.mark.django_db(transaction=True)
def test_nothing_of_another_test_is_here():
    assert not Schedule.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_journal_refuses_change_after_a_restore():
    databases.restore()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_event'")
        else:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger"
                " WHERE tgrelid = 'journal_event'::regclass AND NOT tgisinternal AND tgenabled = 'O'"
            )
        assert cursor.fetchone()[0] == 2


@pytest.mark.browser
def test_the_browser_reaches_the_product(page):
    page.goto("/healthz")
    assert page.inner_text("body").strip() == "ok"


@pytest.mark.browser
def test_the_browser_s_pages_share_the_test_s_database(page, live):
    Schedule.objects.create(name="seen", func="x")
    assert page.goto("/readyz").status == 200


def test_a_request_elsewhere_is_noted():
    faults: list[str] = []
    for url in ("http://127.0.0.1:5/a", "data:image/png;base64,", "http://127.0.0.1:55/a", "https://cdn.example/x.js"):
        _note_elsewhere(faults, url, "http://127.0.0.1:5")
    assert faults == ["request elsewhere: http://127.0.0.1:55/a", "request elsewhere: https://cdn.example/x.js"]
