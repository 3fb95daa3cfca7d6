"""`/nhat-ky/` for the auditor and the head of the Office; `/lich/…ics`, a person's duties for his calendar."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from giaoviec.agencies.actions import make_feed, revoke_feed
from giaoviec.agencies.models import Person
from giaoviec.assignments.actions.claims import claim
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import tick
from giaoviec.site.telling import VERBS
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import at, directive, given, text, when
from tests.shell.story import desk as page

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


# ---- the journal


def test_the_journal_tells_events_in_words_and_links_what_may_be_seen(cast: Cast) -> None:
    row = given(cast)
    claim(row.pk, content="Đã đo vẽ xong.", **when(cast, "sxd.vanphong"))
    head = page(cast, "chanhvp", "/nhat-ky/")
    seen = text(head)
    assert "Ngô Thị Yến Sở Xây dựng Báo cáo hoàn thành" in seen
    assert f'<a href="/viec/{row.pk}/">Công việc {row.pk}</a>' in head
    audit = page(cast, "kiemtoan", "/nhat-ky/")
    assert f"Công việc {row.pk}" in audit
    assert f'href="/viec/{row.pk}/"' not in audit
    assert "đo vẽ" not in audit


@pytest.mark.parametrize(
    ("query", "verbs"),
    [
        ("nguoi=le thu trang", ["Giao việc", "Vào sổ"]),
        ("viec=claim", ["Báo cáo hoàn thành"]),
        ("co_quan={sxd}", ["Báo cáo hoàn thành"]),
        ("doi_tuong=assignment&so={row}", ["Báo cáo hoàn thành", "Giao việc"]),
        ("tu=24/11/2026", []),
        ("den=23/11/2026&viec=register", ["Vào sổ"]),
        ("tu=xx", ["Báo cáo hoàn thành", "Giao việc", "Vào sổ"]),
    ],
)
def test_the_journal_is_narrowed(cast: Cast, query: str, verbs: list[str]) -> None:
    row = given(cast)
    claim(row.pk, content="Đã xong.", **when(cast, "sxd.vanphong"))
    body = page(cast, "kiemtoan", f"/nhat-ky/?{query.format(sxd=cast.agency('sxd').pk, row=row.pk)}")
    assert re.findall(r'<td class="strong">(.*?)</td>', body) == verbs


def test_the_journal_is_turned_by_number(cast: Cast) -> None:
    for number in range(60):
        directive(cast, f"{500 + number}/CT-UBND")
    first = page(cast, "kiemtoan", "/nhat-ky/?viec=register")
    assert "Sự kiện 60 về 11" in text(first)
    assert "Sự kiện 10 về 1" in text(page(cast, "kiemtoan", "/nhat-ky/?viec=register&truoc=11"))


def _many_events(of: int) -> None:
    """A journal long enough for a database to weigh its ways; it is undone with the test's transaction."""
    moment, nothing = datetime(2026, 11, 24, tzinfo=UTC), "0" * 64
    Event.objects.bulk_create(
        Event(id=10_000 + number, act=uuid.uuid4(), at=moment, on=DAY, verb=f"verb{number % 50}", agency_id=number % 50,
              subject="assignment", facts="{}", previous=nothing, digest=nothing)
        for number in range(of)
    )  # fmt: skip


@pytest.mark.parametrize(("column", "index"), [("agency_id", "event_agency"), ("verb", "event_verb")])
def test_narrowed_by_agency_or_act_it_is_read_by_an_index(cast: Cast, column: str, index: str) -> None:
    _many_events(5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE journal_event")
    way = Event.objects.filter(**{column: "7"}).order_by("-id")[:51].explain()
    assert index in way
    assert "TEMP B-TREE" not in way


def test_the_state_of_the_chain_is_told(cast: Cast) -> None:
    given(cast)
    assert "Nhật ký nguyên vẹn: đã đi qua 2 sự kiện." in page(cast, "kiemtoan", "/nhat-ky/kiem-tra/")


def test_only_the_auditor_and_the_head_of_the_office_read_the_journal(cast: Cast) -> None:
    for username in ("vanthu", "chutich", "stc.giamdoc", "quantri"):
        for path in ("/nhat-ky/", "/nhat-ky/kiem-tra/"):
            assert cast.client(username).get(path).status_code == 404


def test_every_verb_of_a_day_of_work_has_words(cast: Cast) -> None:
    given(cast)
    tick(on=DAY, at=at())
    assert set(Event.objects.values_list("verb", flat=True)) <= set(VERBS)


def test_every_verb_that_an_action_writes_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in settings.PACKAGE_DIR.rglob("*.py")]
    written = {verb for source in sources for verb in re.findall(r"\bact\(\s*\"(\w+)\"", source)}
    assert len(written) > 40
    assert written - set(VERBS) == set()


# ---- the calendar feed


def test_the_feed_holds_what_one_owes_as_a_calendar(cast: Cast, client: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(settings, "PUBLIC_URL", "https://giaoviec.example")
    row = given(cast, content="Rà soát; báo cáo, các điểm sạt lở ven biển từ mũi Kê Gà đến mũi Né, Hòn Rơm")
    person = cast.person("sxd.vanphong")
    make_feed(person, **when(cast, "sxd.vanphong"))
    response = client.get(f"/lich/{Person.objects.get(pk=person.pk).calendar_token}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    body = response.content.decode()
    lines = body.split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert "\n" not in body.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    whole = body.replace("\r\n ", "")
    assert (
        "SUMMARY:Kết quả thực hiện: Rà soát\\; báo cáo\\, các điểm sạt lở ven biển từ mũi Kê Gà đến mũi Né\\, Hòn Rơm"
        in whole
    )
    assert "DTSTART;VALUE=DATE:20261204\r\nDTEND;VALUE=DATE:20261205" in body
    assert f"URL:https://giaoviec.example/viec/{row.pk}/" in whole
    assert re.search(r"DTSTAMP:20261123T\d{6}Z", body) or re.search(r"DTSTAMP:20261122T\d{6}Z", body)
    assert body.count("BEGIN:VEVENT") == body.count("END:VEVENT") == 2


def test_a_revoked_feed_is_not_there(cast: Cast, client: Any) -> None:
    person = cast.person("sxd.vanphong")
    make_feed(person, **when(cast, "sxd.vanphong"))
    old = Person.objects.get(pk=person.pk).calendar_token
    assert client.get(f"/lich/{old}.ics").status_code == 200
    revoke_feed(Person.objects.get(pk=person.pk), **when(cast, "sxd.vanphong"))
    assert client.get(f"/lich/{old}.ics").status_code == 404
    assert client.get("/lich/x.ics").status_code == 404
    assert client.get("/lich/.ics").status_code == 404


def test_a_disabled_account_has_no_feed(cast: Cast, client: Any) -> None:
    person = cast.person("sxd.vanphong")
    make_feed(person, **when(cast, "sxd.vanphong"))
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(f"/lich/{Person.objects.get(pk=person.pk).calendar_token}.ics").status_code == 404
