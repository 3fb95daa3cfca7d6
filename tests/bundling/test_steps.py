"""Each step ends with a whole installation: the new one, or the one that was there.

The product is a stand-in of a few lines here; `test_upgrade.py` does it with the real one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bundling.installer import laying, steps
from bundling.installer.archive import InstallFault
from bundling.installer.cli import main as installer
from bundling.installer.places import Place, Release
from bundling.making import seal

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
PRODUCT = """\
import json, os, pathlib, sys
data, words = pathlib.Path(os.environ["DATA_DIR"]), sys.argv[1:]
database = data / "giaoviec.sqlite3"
if words == ["prepare"]:
    database.write_text(database.read_text() if database.exists() else "first")
    if FAILS == "prepare":
        database.write_text("half migrated")
        sys.exit("không đổi được dữ liệu")
    if MIGRATES:
        database.write_text(database.read_text() + " " + MIGRATES)
if words[:2] == ["backup", "create"]:
    if FAILS == "backup":
        sys.exit("đĩa đầy")
    folder = data / "backups" / ("set" + str(len(list((data / "backups").glob("*")))))
    folder.mkdir(parents=True)
    (folder / "database").write_text(database.read_text())
    (folder / "manifest.json").write_text(json.dumps({"head": [len(folder.name) + int(folder.name[3:]) * 5, ""], "made_at": "lúc ấy"}))
    print(folder)
if words[:2] == ["backup", "restore"]:
    into = pathlib.Path(words[words.index("--into") + 1])
    into.mkdir()
    (into / "giaoviec.sqlite3").write_text((pathlib.Path(words[2]) / "database").read_text())
"""


def bundle(folder: Path, version: str, *, migrates: str = "", fails: str = "") -> Path:
    product = f"MIGRATES, FAILS = {migrates!r}, {fails!r}\n{PRODUCT}".encode()
    path = folder / f"{version}.zip"
    seal(path, {"source/product.py": product, "installer/cli.py": b""}, {"version": version, "commit": ""}, KEY)
    return path


def stand_in(release: Release) -> None:
    (release.folder / "venv" / "bin").mkdir(parents=True)
    release.command.write_text(f'#!/bin/sh\nexec {sys.executable} {release.folder}/source/product.py "$@"\n')
    release.command.chmod(0o755)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(laying, "_link_source", lambda _release: None)
    made = Place(tmp_path / "giaoviec")
    steps.install(made, bundle(tmp_path, "1.0"), PUBLIC, print, make_python=stand_in)
    return made


def database(place: Place) -> str:
    return (place.data / "giaoviec.sqlite3").read_text()


def upgrade(place: Place, path: Path) -> None:
    steps.upgrade(place, path, print, make_python=stand_in)


def test_an_upgrade_migrates_and_the_way_back_brings_the_data_of_before(place, tmp_path, capsys):
    upgrade(place, bundle(tmp_path, "1.1", migrates="second"))
    assert (place.current().version, database(place)) == ("1.1", "first second")
    steps.go_back(place, print)
    assert (place.current().version, database(place)) == ("1.0", "first")
    assert "Mất 5 sự kiện nhật ký từ đó đến nay; chúng còn trong bộ" in capsys.readouterr().out
    assert (place.data / "replaced-set0" / "giaoviec.sqlite3").read_text() == "first second"
    with pytest.raises(InstallFault, match=r"^Không có lần nâng cấp nào để quay lại\.$"):
        steps.go_back(place, print)


def test_an_upgrade_that_fails_leaves_the_old_version_with_its_data(place, tmp_path):
    with pytest.raises(InstallFault, match=r"không đổi được dữ liệu Đã về bản 1\.0 với dữ liệu trước khi nâng cấp\.$"):
        upgrade(place, bundle(tmp_path, "1.1", fails="prepare"))
    assert (place.current().version, place.kept(), database(place)) == ("1.0", ["1.0"], "first")
    assert not place.change_file.exists()


def test_without_a_backup_there_is_no_upgrade(place, tmp_path):
    upgrade(place, bundle(tmp_path, "1.1", fails="backup"))
    with pytest.raises(InstallFault, match=r"^giaoviec backup create của bản 1\.1 không xong: đĩa đầy$"):
        upgrade(place, bundle(tmp_path, "1.2", migrates="never"))
    assert (place.current().version, place.kept(), database(place)) == ("1.1", ["1.0", "1.1"], "first")


def test_an_older_bundle_and_a_second_installation_are_refused(place, tmp_path, capsys):
    with pytest.raises(InstallFault, match=r"^Gói 1\.0 không mới hơn bản 1\.0 đang dùng; quay lại thì dùng return\.$"):
        upgrade(place, tmp_path / "1.0.zip")
    words = ["--prefix", str(place.prefix), "install", str(tmp_path / "1.0.zip"), "--key", PUBLIC]
    assert installer(words) == 1
    assert capsys.readouterr().err == f"installer: {place.prefix} đã cài bản 1.0: dùng upgrade.\n"


def test_what_still_runs_is_named_and_nothing_is_changed(place, tmp_path):
    running = subprocess.Popen([sys.executable, "-c", "input()", f"{place.releases}/1.0/venv"], stdin=subprocess.PIPE)
    try:
        with pytest.raises(InstallFault, match=rf"^Phần mềm đang chạy \(tiến trình {running.pid}\): dừng dịch vụ"):
            upgrade(place, bundle(tmp_path, "1.1"))
    finally:
        running.kill()
        running.communicate()
    assert place.kept() == ["1.0"]


def test_a_setting_is_written_into_its_own_line(place):
    place.set("DATABASE_URL", "postgres://giaoviec@/a")
    place.set("DATABASE_URL", "postgres://giaoviec@/b")
    assert place.settings() == {"DATA_DIR": str(place.data), "DATABASE_URL": "postgres://giaoviec@/b"}
    assert place.env_file.stat().st_mode & 0o777 == 0o640
