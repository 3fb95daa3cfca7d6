"""The journal: one event an act, chained; a changed row, a deleted row and a cut tail are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from giaoviec.cli import main
from giaoviec.journal import anchor, queries, triggers
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.models import Event, Head, Touch
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role

ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 1, 30, 0, 123456, tzinfo=UTC)
LAN = Actor(person_id=7, label="Trần Thị Lan", role=Role.CLERK, membership_id=1, agency_id=2)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_anchor(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def tampering() -> Iterator[None]:
    """What somebody with the database's password can do: take the triggers off."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def write(verb: str, subject_id: int = 1, **facts: Any) -> None:
    with act(verb, by=LAN, on=ON, at=AT, subject="document", subject_id=subject_id, **facts) as a:
        a.touch("assignment", subject_id * 10)


def test_an_act_leaves_one_event_that_names_actor_subject_and_what_it_touches() -> None:
    write("give", 5, tasks=2)
    event = Event.objects.get()
    assert (event.id, event.verb, event.actor, event.actor_id, event.agency_id) == (1, "give", "Trần Thị Lan", 7, 2)
    assert (event.subject, event.subject_id) == ("document", 5)
    assert event.facts == '{"tasks":2,"touched":["assignment:50"]}'
    assert [e.id for e in queries.events_of("assignment", 50)] == [1]


def test_an_act_that_fails_leaves_nothing() -> None:
    with pytest.raises(ZeroDivisionError), act("give", by=LAN, on=ON, at=AT, subject="document") as a:
        a.touch("assignment", 1)
        raise ZeroDivisionError
    assert not Event.objects.exists()
    assert not Touch.objects.exists()
    assert queries.head().event_id == 0


def test_an_act_inside_an_act_is_refused_unless_it_joins() -> None:
    with act("give", by=LAN, on=ON, at=AT, subject="document") as outer:
        with pytest.raises(RuntimeError), act("update", by=LAN, on=ON, at=AT, subject="assignment"):
            pass
        with act("update", by=LAN, on=ON, at=AT, subject="assignment", subject_id=9, within=outer) as joined:
            assert joined is outer
    assert [e.id for e in queries.events_of("assignment", 9)] == [1]


def test_a_text_is_kept_as_a_keyed_digest_only() -> None:
    write("return", reason=Salted("không thuộc chức năng"))
    facts = Event.objects.get().facts
    assert "chức năng" not in facts
    assert Salted("không thuộc chức năng").digest() in facts


def test_the_chain_of_many_acts_holds(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        write("update", number + 1)
    assert main(["journal", "verify"]) == 0
    assert "Nhật ký nguyên vẹn: 5 sự kiện" in capsys.readouterr().out


@pytest.mark.parametrize(
    "sql", ["UPDATE journal_event SET verb = 'x'", "DELETE FROM journal_event", "DELETE FROM journal_touch"]
)
def test_the_database_itself_refuses_to_change_the_journal(sql: str) -> None:
    write("give")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert queries.first_break() is None


COLUMNS: dict[str, int | str] = {
    "at": "2026-11-25 01:30:00.123456",
    "on": "2026-11-23",
    "verb": "withdraw",
    "actor_id": 8,
    "actor": "Người khác",
    "agency_id": 3,
    "subject": "assignment",
    "subject_id": 9,
    "facts": '{"touched":["assignment:20"],"x":1}',
    "previous": "f" * 64,
    "digest": "f" * 64,
    "act": "0" * 32,
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_found_where_it_is(
    column: str, tampering: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        write("update", number + 1)
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE journal_event SET "{column}" = %s WHERE id = 2', [COLUMNS[column]])
    assert main(["journal", "verify"]) == 1
    assert "từ sự kiện 2:" in capsys.readouterr().err


def remove_middle() -> None:
    Event.objects.filter(id=2).delete()


def cut_tail() -> None:
    Event.objects.filter(id=3).delete()
    last = Event.objects.get(id=2)
    Head.objects.update(event_id=2, digest=last.digest)


def cut_everything() -> None:
    Event.objects.all().delete()
    Touch.objects.all().delete()
    Head.objects.update(event_id=0, digest="0" * 64)


def touch_something_else() -> None:
    Touch.objects.filter(subject_id=20).update(subject_id=99)


@pytest.mark.parametrize(
    ("how", "where"), [(remove_middle, 2), (cut_tail, 3), (cut_everything, 1), (touch_something_else, 2)]
)
def test_a_removed_row_a_cut_tail_and_a_changed_touch_are_found(
    how: Callable[[], None], where: int, tampering: None
) -> None:
    for number in range(3):
        write("update", number + 1)
    how()
    broken = queries.first_break()
    assert broken is not None
    assert broken.event_id == where


def test_without_its_anchor_a_cut_tail_would_pass(tampering: None) -> None:
    """The guard seen off: it is the file outside the database that finds the cut."""
    for number in range(3):
        write("update", number + 1)
    cut_tail()
    Touch.objects.filter(subject_id=30).delete()
    assert queries.first_break() is not None
    (anchor.folder() / "heads.log").unlink()
    assert queries.first_break() is None
