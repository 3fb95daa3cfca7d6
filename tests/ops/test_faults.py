"""The short forms of what `dev.py faults` tries: tampering, kill -9, power cuts, races; and what a reader or writer is told
while the database or the disk does not take anything."""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from faults import disks, durability, power, races
from faults.tampering import WAYS, fill, places, tried
from giaoviec.agencies.models import Session
from giaoviec.journal import anchor, triggers
from giaoviec.journal.models import Event
from giaoviec.journal.queries import first_break
from giaoviec.ops import schedule
from giaoviec.site import failing
from tests.cast import make_cast


@pytest.mark.django_db
def test_every_way_to_tamper_with_the_journal_is_found(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.DATA_DIR = tmp_path  # The anchor lies there.
    with django_capture_on_commit_callbacks(execute=True):
        fill()
    triggers.remove(connection)
    assert first_break() is None
    assert {name: tried(way, places(3)) for name, way in WAYS.items()} == dict.fromkeys(WAYS, 3)


@pytest.mark.sqlite
def test_what_eight_writers_were_told_is_there_after_they_were_killed():
    told = durability.run_on("", 2)
    assert told["acknowledged"] > 0
    assert (told["lost"], told["torn"], told["files_lost"], told["broken"]) == (0, 0, 0, "")


@pytest.mark.sqlite
@pytest.mark.disks
def test_what_eight_writers_were_told_is_there_after_a_power_cut_and_is_not_without_the_flush():
    told = power.on_sqlite(1)
    assert told["acknowledged"] > 0
    assert (told["lost"], told["torn"], told["files_lost"], told["broken"]) == (0, 0, 0, "")
    assert power.on_sqlite(1, "--synchronous", "NORMAL")["lost"] > 0
    assert power.on_sqlite(1, "--unsynced-files")["files_lost"] > 0


@pytest.mark.sqlite
def test_eight_at_once_get_each_its_own_number_and_one_of_them_moves():
    told = races.run_on("", 5)
    assert [told[name] for name in ("taken", "doubles", "gaps", "moved", "told", "acts")] == [40, 0, 0, 1, 7, 1]


# What people are told


@pytest.fixture
def reader(db: None) -> Client:
    return make_cast().client("hatang")


def _fails(*_args: Any, **_options: Any) -> None:
    raise OperationalError("database is locked")


def test_who_reads_goes_on_where_his_session_cannot_be_stamped(reader, monkeypatch):
    long_ago = datetime.now(UTC) - timedelta(minutes=2)
    Session.objects.update(seen_at=long_ago)
    monkeypatch.setattr("django.db.models.query.QuerySet.update", _fails)
    assert reader.get("/van-hanh/su-co/").status_code == 200


def test_what_was_done_is_answered_as_done_where_the_session_cannot_keep_its_news(reader, monkeypatch):
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", _update_fails)
    answer = reader.post("/van-hanh/su-co/", {"title": "Mất điện", "text": "Phòng máy chủ."})
    assert (answer.status_code, Event.objects.filter(verb="report_incident").count()) == (302, 1)


def _update_fails(*_args: Any, **_options: Any) -> None:
    from django.contrib.sessions.backends.base import UpdateError

    try:
        _fails()
    except OperationalError:
        raise UpdateError from None


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_stands_where_the_anchor_has_no_room(monkeypatch):
    reader = make_cast().client("hatang")

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(anchor, "drop", full)
    answer = reader.post("/van-hanh/su-co/", {"title": "Mất điện", "text": "Phòng máy chủ."})
    assert (answer.status_code, Event.objects.filter(verb="report_incident").count()) == (302, 1)


@pytest.mark.parametrize(
    "fault", [OperationalError("away"), OSError(errno.ENOSPC, "full"), OSError(errno.EROFS, "read-only")]
)
def test_database_away_and_disk_full_are_told_apart_from_a_mistake_of_ours(fault):
    try:
        raise fault
    except (OperationalError, OSError):
        answer = failing.broken(RequestFactory().get("/"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "không ghi được vào đĩa" in answer.content.decode()


def test_a_mistake_of_ours_is_one():
    try:
        raise OSError(errno.ENOENT, "no such file")
    except OSError:
        answer = failing.broken(RequestFactory().get("/"))
    assert (answer.status_code, "Retry-After" in answer.headers) == (500, False)


@pytest.mark.parametrize(("hour", "minute", "minutes"), [(6, 31, 5), (6, 45, 15), (7, 30, 60), (12, 0, 120), (1, 0, 5)])
def test_pauses_between_tries_of_mails_grow(hour, minute, minutes):
    at = datetime(2026, 11, 24, hour, minute, tzinfo=schedule.clock.HANOI)
    assert schedule.pause(at) == timedelta(minutes=minutes)


def test_a_machine_that_cannot_mount_says_why(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert disks.lacks.__wrapped__() == "needs root to mount"
