"""Backups: sealed, signed, whole or not there; restored equal row by row; what is damaged is named (8.1đ)."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from faults.corruptions import all_damages, copy_of
from giaoviec.cli import main as giaoviec
from giaoviec.documents.files import path_of
from giaoviec.documents.models import Blob
from giaoviec.journal import anchor
from giaoviec.journal.actions import act
from giaoviec.journal.queries import head
from giaoviec.ops.backups import comparing, creating, files, keys, manifest, restoring, sets, verifying
from giaoviec.ops.backups.errors import BackupFault
from tests.cast import DAY
from tests.ops.conftest import AT, CANARY, database_url


def test_a_set_is_restored_and_equal_row_by_row_and_file_by_file(made, tmp_path, dropped):
    with act("tick", by=None, on=DAY, at=AT, subject="day"):
        pass  # what comes after the set is not in it
    done = restoring.restore(made.path, into=tmp_path / "again")
    if done.url:
        dropped.append(urlsplit(done.url).path[1:])
    assert done.differences == []
    assert made.manifest.tables["journal_event"][0] == head().event_id - 1
    assert made.manifest.tables["agencies_agency"][0] > 5
    assert files.count(done.folder) == (3, sum(len(t.encode()) for t in (CANARY, "hai", "ba")))
    heads = (done.folder / "journal" / "heads.log").read_text().split()[0::2]
    assert heads[-1] == str(made.manifest.head[0]) == str(head().event_id - 1)
    assert not (done.folder / "keys").exists()


@pytest.mark.sqlite
def test_what_was_restored_works_as_an_installation(made, tmp_path, monkeypatch):
    giaoviec(["backup", "restore", made.path.name, "--into", str(tmp_path / "again")])
    environ = {**os.environ, "DATA_DIR": str(tmp_path / "again")}
    environ.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "giaoviec.cli", "journal", "verify"], env=environ, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "Nhật ký nguyên vẹn")


def test_nothing_of_a_set_can_be_read_without_its_key(made):
    whole = b"".join(path.read_bytes() for path in made.path.iterdir())
    assert CANARY.encode() not in whole
    assert "Ngô Thị Yến".encode() not in whole
    assert keys.find(made.path.name).secret.encode() not in whole


def test_a_sound_set_is_said_to_be_whole(made, capsys):
    assert giaoviec(["backup", "verify", made.path.name]) == 0
    assert f"Bộ {made.path.name} nguyên vẹn: {made.manifest.rows} dòng, 3 tệp" in capsys.readouterr().out


def test_every_damage_is_found_and_named(made, tmp_path):
    """A share of the 255 that `dev.py faults backups` tries."""
    other = creating.create(at=AT + timedelta(days=1)).path
    for number, (what, damage) in enumerate(all_damages(other)):
        if number % 9 and number < 240:
            continue
        copy = copy_of(made.path, tmp_path / made.path.name)
        damage(copy)
        assert _complaint(copy), what


def _complaint(path: Path) -> str:
    try:
        said, _ = verifying.trusted(path)
        return "; ".join(verifying.damaged_parts(path, said))
    except BackupFault as fault:
        return str(fault)


def test_the_part_with_one_changed_byte_is_named_on_the_last_line(made, capsys):
    part = made.path / "files.age"
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    assert giaoviec(["backup", "verify", str(made.path)]) == 1
    said = capsys.readouterr().err
    assert said == f"giaoviec backup: Bộ {made.path.name} đã hỏng: files.age: nội dung đã bị sửa.\n"


def test_a_damaged_set_is_not_restored_and_nothing_is_left_behind(made, tmp_path):
    (made.path / "database.age").write_bytes(b"half")
    with pytest.raises(BackupFault, match=r"database\.age: dài 4 byte, khi tạo là \d+"):
        restoring.restore(made.path, into=tmp_path / "again")
    assert not list(tmp_path.glob("*again*"))


def test_a_manifest_signed_by_somebody_else_is_not_believed(made, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "elsewhere"
    manifest.write(made.path, made.manifest)
    settings.KEYS_DIR = settings.DATA_DIR / "keys"
    with pytest.raises(BackupFault, match="không phải do hệ thống này ký"):
        verifying.verify(made.path)


def test_a_wrong_key_opens_nothing_and_says_so(made, tmp_path):
    other = creating.create(at=AT + timedelta(days=1)).path.name
    wrong = tmp_path / "wrong.key"
    text = (keys.folder() / f"{other}.key").read_text()
    wrong.write_text(text.replace(other, made.path.name))
    with pytest.raises(BackupFault, match="sai khóa"):
        verifying.verify(made.path, wrong)
    with pytest.raises(BackupFault, match="Không có khóa của bộ"):
        verifying.verify(made.path, keys.folder() / f"{other}.key")


@pytest.mark.parametrize("newer", [{"format": 2}, {"migrations": ("agencies.9999_later",)}])
def test_a_set_of_a_newer_version_is_refused(made, newer):
    said = json.loads(made.manifest.as_bytes()) | newer
    (made.path / manifest.NAME).write_text(json.dumps(said))
    signature = keys.signing_key().sign((made.path / manifest.NAME).read_bytes())
    (made.path / manifest.SIGNATURE).write_text(signature.hex())
    with pytest.raises(BackupFault, match="phiên bản mới hơn"):
        verifying.verify(made.path)


def test_the_exported_ring_opens_a_set_on_a_machine_without_keys(made, settings, tmp_path):
    assert giaoviec(["backup", "export-keys", "--out", str(tmp_path / "ring.txt")]) == 0
    assert (tmp_path / "ring.txt").stat().st_mode & 0o077 == 0
    settings.KEYS_DIR = tmp_path / "empty"
    assert giaoviec(["backup", "verify", made.path.name]) == 1
    assert giaoviec(["backup", "verify", made.path.name, "--key", str(tmp_path / "ring.txt")]) == 0


def test_a_restore_goes_only_into_an_empty_folder(made, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "mine").write_text("x")
    with pytest.raises(BackupFault, match="không trống"):
        restoring.restore(made.path, into=tmp_path / "here")
    assert (tmp_path / "here" / "mine").read_text() == "x"


def test_a_file_that_the_disk_lost_stops_the_backup(cast):
    path_of(Blob.objects.earliest("sha256").sha256).unlink()
    with pytest.raises(BackupFault, match="không có trên đĩa"):
        creating.create(at=AT)
    assert sets.names() == []
    assert list(keys.folder().glob("*.key")) == []


def test_a_difference_is_named_by_table_and_by_file(made, tmp_path):
    tables = dict(made.manifest.tables)
    rows, digest = tables.pop("agencies_agency")
    assert comparing.rows(made.manifest, tables) == ["bảng agencies_agency: thiếu"]
    assert comparing.rows(made.manifest, tables | {"agencies_agency": (rows - 1, digest)}) == [
        f"bảng agencies_agency: {rows - 1} dòng, khi sao lưu là {rows}"
    ]
    assert comparing.rows(made.manifest, tables | {"agencies_agency": (rows, "0" * 64)}) == [
        f"bảng agencies_agency: đủ {rows} dòng nhưng nội dung khác"
    ]
    assert len(comparing.files(made.manifest, tmp_path)) == 1


# ---- whole or not there


@pytest.mark.parametrize("when", ["it begins", "the database is sealed"])
def test_a_backup_that_is_killed_leaves_the_last_good_one(made, folder, when):
    child = _begin(folder)
    _wait_for(folder / "backups", ".partial-*" if when == "it begins" else ".partial-*/database.age", child)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert made.path.name in sets.names()
    assert verifying.verify(made.path)[1] == []
    creating.create(at=AT + timedelta(days=2))
    assert list((folder / "backups").glob(".partial-*")) == []


def _begin(folder: Path, most: int | None = None) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "DATABASE_URL": database_url(), "DATA_DIR": str(folder)}

    def limit() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.Popen(
        [sys.executable, "-m", "giaoviec.cli", "backup", "create"],
        env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit,
    )  # fmt: skip


def _wait_for(place: Path, pattern: str, child: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not list(place.glob(pattern)) and child.poll() is None and time.monotonic() < end:
        time.sleep(0.002)


def test_a_disk_that_takes_no_more_leaves_the_last_good_one(made, folder):
    child = _begin(folder, most=400_000 if connection.vendor == "sqlite" else 20_000)
    _, said = child.communicate(timeout=120)
    assert child.returncode == 1
    assert f"Bộ gần nhất còn nguyên: {made.path.name}" in said.decode()
    assert sets.names() == [made.path.name]
    assert list((folder / "backups").glob(".partial-*")) == []
    assert len(list(keys.folder().glob("*.key"))) == 1


def test_two_backups_at_once_are_not_made(cast):
    with sets.alone(), pytest.raises(BackupFault, match="đang chạy"):
        creating.create(at=AT)


# ---- what is kept, and where


def test_a_set_is_copied_to_the_second_place(cast, settings, tmp_path):
    settings.BACKUP_COPY_DIR = tmp_path / "other disk"
    made = creating.create(at=AT)
    assert made.copy == tmp_path / "other disk" / made.path.name
    assert verifying.verify(made.copy)[1] == []


def test_of_days_weeks_and_months_the_last_set_is_kept(settings):
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_WEEKS, settings.BACKUP_KEEP_MONTHS = 7, 8, 12
    night = datetime(2026, 11, 23, 18, 10, tzinfo=UTC)
    held = [f"{night - timedelta(days=n):{keys.STAMP}}-{n:06x}" for n in range(500)]
    ages = sorted((night - keys.made_at(name)).days for name in sets.kept(held))
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert ages[7:14] == [9, 16, 23, 24, 30, 37, 44]  # Sundays in Hà Nội, and the last of October
    assert len(ages) == 24
    assert ages[-1] == 328  # the last of December: the twelfth month back


def test_what_is_no_longer_kept_goes_with_its_key(cast, settings):
    settings.BACKUP_KEEP_DAYS = settings.BACKUP_KEEP_WEEKS = settings.BACKUP_KEEP_MONTHS = 1
    first = creating.create(at=AT)
    second = creating.create(at=AT + timedelta(days=1))
    assert second.gone == [first.path.name]
    assert sets.names() == [second.path.name]
    assert [path.stem for path in keys.folder().glob("*.key")] == [second.path.name]


def test_keys_dropped_before_a_moment_make_older_sets_unreadable(made):
    later = creating.create(at=AT + timedelta(days=3))
    assert keys.drop_before(AT + timedelta(days=1)) == [made.path.name]
    with pytest.raises(BackupFault, match="Không có khóa"):
        verifying.verify(made.path)
    assert verifying.verify(later.path)[1] == []


def test_the_anchor_of_a_set_ends_where_its_rows_end(made):
    assert [number for number, _ in anchor.heads()][-1] == made.manifest.head[0]


def test_sets_are_listed_newest_first(made, capsys):
    later = creating.create(at=AT + timedelta(days=1))
    assert giaoviec(["backup", "list"]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert shown == [later.path.name, made.path.name]


@pytest.mark.postgres
def test_a_set_is_restored_only_into_an_empty_database(made, tmp_path):
    with pytest.raises(BackupFault, match="phải trống"):
        restoring.restore(made.path, into=tmp_path / "again", database=database_url())
    assert connection.vendor == "postgresql"
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("url", ["postgres://giaoviec@127.0.0.1:5432/khoi_phuc?sslmode=require", ""])
def test_a_restored_demonstration_is_marked_by_its_new_address(url, tmp_path):
    environ = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "giaoviec.settings",
    }
    script = "from django.conf import settings; print(settings.DATABASE_DIGEST)"
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True)
    assert restoring._mark(tmp_path, url) == done.stdout.strip()
