"""The access log: written by each process, sealed day by day, let go in time, and whole or told where it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from faults.access_log import WAYS, fill, tried
from giaoviec.cli import main
from giaoviec.journal import access_log, indexing, sealing, segments
from giaoviec.journal.models import AccessLine, Event
from giaoviec.journal.places import PLACES, place
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role

ON = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LAN = Actor(person_id=7, label="Trần Thị Lan", role=Role.CLERK, membership_id=1, agency_id=2)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def note(number: int = 1, *, at: datetime = AT, **facts: Any) -> None:
    for one in range(number):
        access_log.note("view", actor=LAN, at=at + timedelta(seconds=one), path=f"/viec/{one + 1}/", **facts)


def only() -> Path:
    [path] = segments.paths()
    return path


def seal(on: date = ON) -> int:
    return sealing.seal(on=on, at=AT, quiet=0)


def test_a_line_names_who_when_what_and_is_chained_to_the_one_before() -> None:
    note(2)
    first, second = only().read_text().splitlines()
    digest, _, body = first.partition(" ")
    assert json.loads(body) == {
        "at": "2026-11-23T01:30:00+00:00", "kind": "view", "path": "/viec/1/",
        "person": 7, "membership": 1, "agency": 2,
    }  # fmt: skip
    assert digest == access_log.chained(access_log.begun(only().name), body)
    assert second.partition(" ")[0] == access_log.chained(digest, second.partition(" ")[2])


def test_what_people_typed_is_not_in_a_line_and_cannot_begin_one() -> None:
    note(query="tim=Nguy%E1%BB%85n+V%C4%83n+A&tu=01/11/2026&so=12", form="a\nb")
    [line] = only().read_text().splitlines()
    assert json.loads(line.partition(" ")[2])["query"] == "tim=…&tu=01/11/2026&so=12"
    assert "Nguy" not in line


def test_a_segment_is_named_by_day_machine_and_process_and_each_is_readable_by_its_owner_only() -> None:
    note(at=AT)
    note(at=AT + timedelta(days=1))
    first, second = segments.paths()
    assert (first.name[:11], second.name[:11]) == ("2026-11-23.", "2026-11-24.")
    assert f".{os.getpid()}-" in first.name
    assert {path.stat().st_mode & 0o777 for path in (first, second)} == {0o600}


def test_a_segment_that_is_full_is_over_before_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "LARGEST", 1000)
    note(20)
    sizes = [path.stat().st_size for path in segments.paths()]
    assert len(sizes) > 2
    assert seal(on=AT.date()) == sum(size >= 1000 for size in sizes) > 0
    assert segments.check().broken is None


def test_a_day_that_is_over_is_sealed_into_the_journal_once() -> None:
    note(3)
    assert (seal(on=AT.date()), seal(), seal()) == (0, 1, 0)
    event = Event.objects.get(verb="seal_access_log")
    assert json.loads(event.facts)["segments"] == [f"{only().name}:3:{segments.walked(only()).digest}"]
    assert not list(access_log.heads().iterdir())
    assert segments.check() == segments.Checked(1, 3, (), None)


def test_a_segment_that_was_written_a_moment_ago_is_not_sealed_yet() -> None:
    note()
    assert sealing.seal(on=ON, at=AT) == 0


def test_what_was_tampered_with_is_not_sealed() -> None:
    note(3)
    only().write_text(only().read_text().replace("/viec/2/", "/viec/9/"))
    assert seal() == 0
    assert not Event.objects.exists()


def test_segments_are_let_go_after_their_months_and_their_seals_stay() -> None:
    note(at=datetime(2024, 10, 31, 1, tzinfo=UTC))
    note(at=datetime(2024, 11, 1, 1, tzinfo=UTC))
    assert (seal(), indexing.fill()) == (2, 2)
    assert sealing.drop(on=ON, at=AT, months=24) == 1
    assert (only().name[:10], segments.check()) == ("2024-11-01", segments.Checked(1, 1, (), None))
    assert next(iter(segments.seals()))[:10] == "2024-10-31"
    assert [row.at.date() for row in AccessLine.objects.all()] == [date(2024, 11, 1)]
    assert sealing.drop(on=ON, at=AT, months=24) == 0


def test_what_is_not_sealed_is_never_let_go() -> None:
    note(at=datetime(2020, 1, 1, tzinfo=UTC))
    assert sealing.drop(on=ON, at=AT, months=3) == 0
    assert only().exists()


KILLED = """
import os, signal, sys, django
django.setup()
from datetime import UTC, datetime
from giaoviec.journal import access_log
at = datetime(2026, 11, 23, tzinfo=UTC)
for _ in range(5):
    access_log.note("view", actor=None, at=at)
write, stage = access_log._write, sys.argv[1]
def torn(path, octets, how):
    anchor = path.parent.name == "access" and path.parent.parent.name == "journal"
    if stage == "after the line" and anchor and not octets.endswith(b"-\\n"):
        write(path, octets, how); return
    if stage == "half a line" and not anchor:
        write(path, octets[:40], how)
    elif stage == "before the line" and not anchor:
        pass
    elif stage == "after the line" and not anchor:
        write(path, octets, how)
    else:
        write(path, octets, how); return
    os.kill(os.getpid(), signal.SIGKILL)
access_log._write = torn
access_log.note("view", actor=None, at=at)
"""


@pytest.mark.parametrize(
    ("stage", "lines", "torn"), [("before the line", 5, 0), ("half a line", 5, 1), ("after the line", 6, 0)]
)
def test_what_a_killed_process_leaves_is_told_apart_from_tampering(
    stage: str, lines: int, torn: int, tmp_path: Path
) -> None:
    environ = os.environ | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "giaoviec.settings"}
    died = subprocess.run([sys.executable, "-c", KILLED, stage], env=environ, check=False)
    assert died.returncode == -9
    checked = segments.check()
    assert (checked.broken, checked.lines, len(checked.torn)) == (None, lines, torn)
    assert (seal(), segments.check().broken) == (1, None)


def test_the_command_says_whole_or_names_segment_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    note(3)
    assert main(["journal", "verify"]) == 0
    assert "Nhật ký truy cập nguyên vẹn: 1 tệp, 3 dòng." in capsys.readouterr().out
    lines = only().read_text().splitlines(keepends=True)
    only().write_text(lines[0] + lines[2])
    assert main(["journal", "verify"]) == 1
    assert f"không còn nguyên vẹn ở {only().name}, dòng 2: " in capsys.readouterr().err


def test_the_command_tells_of_half_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    note()
    with only().open("a") as file:
        file.write("abc")
    assert main(["journal", "verify"]) == 0
    assert "dòng cuối dở dang" in capsys.readouterr().out


# ---- the index


def test_the_index_reads_on_where_it_stopped_and_waits_for_half_a_line() -> None:
    note(2)
    assert (indexing.fill(), indexing.fill()) == (2, 0)
    whole = only().read_bytes()
    note()
    more = only().read_bytes()
    only().write_bytes(more[:-5])
    assert indexing.fill() == 0
    only().write_bytes(more)
    assert (indexing.fill(), more.startswith(whole)) == (1, True)
    row = AccessLine.objects.order_by("id").first()
    assert row is not None
    assert (row.kind, row.person_id, row.agency_id, row.subject, row.subject_id) == ("view", 7, 2, "assignment", 1)


def test_the_index_is_made_anew_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    note(3)
    note(2, at=AT - timedelta(days=1))
    indexing.fill()
    columns = ("segment", "line", "at", "kind", "path", "subject_id")
    before = list(AccessLine.objects.order_by("id").values_list(*columns))
    AccessLine.objects.filter(line=2).update(kind="export")
    assert main(["journal", "index"]) == 0
    assert "Chỉ mục nhật ký truy cập: 5 dòng." in capsys.readouterr().out
    assert list(AccessLine.objects.order_by("id").values_list(*columns)) == before
    assert [row[2] for row in before] == sorted(row[2] for row in before)


def test_a_line_that_is_no_record_is_passed_over() -> None:
    note()
    with only().open("a") as file:
        file.write("x not json\nx {}\n")
    assert indexing.fill() == 1


@pytest.mark.parametrize(
    ("path", "thing"),
    [
        ("/viec/12/", ("assignment", 12)),
        ("/van-ban/3/tep/4/", ("document", 3)),
        ("/bao-cao/yeu-cau/5/", ("asked_report", 5)),
        ("/van-hanh/sao-luu/5/bien-ban.pdf", ("", None)),
        ("/so-lieu/", ("", None)),
    ],
)
def test_an_address_says_what_it_is_about(path: str, thing: tuple[str, int | None]) -> None:
    assert place(path) == thing


def test_each_place_of_the_index_is_an_address_of_the_product() -> None:
    from tests.access.routes import routes

    known = [route.path for route in routes()]
    assert [one for one in PLACES if not any(path.startswith(f"{one}/<int:") for path in known)] == []


def test_the_worker_indexes_seals_and_lets_go(set_day: Callable[[date], None]) -> None:
    from giaoviec.ops.schedule import run_access_log

    set_day(ON)
    note()
    os.utime(only(), (0, 0))
    assert run_access_log() == "1 dòng, 1 tệp niêm phong, 0 tệp hết hạn giữ"


# ---- tampering


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_tamper_with_the_access_log_is_found(way: str) -> None:
    fill()
    assert segments.check().broken is None
    assert tried(WAYS[way], 6) == 6


def test_a_head_taken_away_and_a_segment_that_nobody_began_are_found() -> None:
    note(3)
    only().with_name("2026-11-23.other.7-0123abcd.1.log").write_bytes(only().read_bytes())
    broken = segments.check().broken
    assert broken is not None
    assert (broken.segment, broken.line) == ("2026-11-23.other.7-0123abcd.1.log", 1)
    only_head = access_log.heads() / min(path.name for path in access_log.heads().iterdir())
    only_head.unlink()
    assert segments.check().broken is not None
