"""The short forms of what `dev.py faults` tries: tampering with the journal, kill -9 under eight writers."""

from __future__ import annotations

import pytest
from django.db import connection

from faults import durability
from faults.tampering import WAYS, fill, places, tried
from giaoviec.journal import triggers
from giaoviec.journal.queries import first_break


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
    assert (told["lost"], told["torn"], told["broken"]) == (0, 0, "")
