"""From the data of the version before: an upgrade keeps them, and the way back brings them again.

By the installer, with real sources; only the packages are the suite's own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bundling.installer import steps
from bundling.installer.places import Place, Release
from bundling.making import MAIN, Files, committed, lying, seal
from giaoviec.environment import ROOT
from tests.abilities import version_before

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()


def own_packages(release: Release) -> None:
    """A Python for a release whose packages and static files are those of the suite: nothing is unpacked or fetched."""
    venv.create(release.folder / "venv", symlinks=True)
    library = next((release.folder / "venv" / "lib").glob("python3.*")) / "site-packages"
    (library / "zz-suite.pth").write_text(sysconfig.get_path("purelib") + "\n")
    shutil.copytree(Path(sys.prefix) / "share" / "giaoviec", release.folder / "venv" / "share" / "giaoviec")


def bundle(folder: Path, version: str, source: Files) -> Path:
    ours = {name: data for name, data in source.items() if name.startswith(("giaoviec/", "docs/", "requirements/"))}
    tools = {f"installer/{path.name}": path.read_bytes() for path in (ROOT / "bundling" / "installer").glob("*.py")}
    files = {f"source/{name}": data for name, data in ours.items()} | tools | {"__main__.py": MAIN}
    path = folder / f"{version}.zip"
    seal(path, files, {"version": version, "commit": ""}, KEY)
    return path


def rows(place: Place) -> dict[str, int]:
    script = (
        "import sqlite3, json, sys; d = sqlite3.connect(sys.argv[1]); "
        "print(json.dumps({t: d.execute(f'SELECT count(*) FROM {t}').fetchone()[0] for t in sys.argv[2:]}))"
    )
    tables = ("assignments_assignment", "assignments_task", "documents_document", "agencies_agency")
    done = subprocess.run(
        [sys.executable, "-c", script, str(place.data / "giaoviec.sqlite3"), *tables], check=True, capture_output=True
    )
    return dict(json.loads(done.stdout))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the suite keeps its data, in memory where it can: what is tested here is not the disk."""
    with tempfile.TemporaryDirectory(dir=os.environ["DATA_DIR"]) as made:
        yield Path(made)


@pytest.mark.sqlite
@pytest.mark.history
def test_from_the_version_before_and_back(folder, capsys):
    place, now, said = Place(folder / "giaoviec"), dict(lying()), print
    before = bundle(folder, "0.0.9", dict(committed(version_before())))
    steps.install(place, before, PUBLIC, said, make_python=own_packages)
    place.giaoviec(place.current(), "load-test-data", "--assignments", "300", "--years", "1", "--agencies", "40")
    had = rows(place)
    assert had["assignments_assignment"] >= 300

    steps.upgrade(place, bundle(folder, "0.1.1", now), said, make_python=own_packages)
    assert place.current().version == "0.1.1"
    assert rows(place) == had

    steps.go_back(place, said)
    assert place.current().version == "0.0.9"
    assert rows(place) == had
    out = capsys.readouterr().out
    assert "Đã quay lại bản 0.0.9" in out
    assert "sự kiện nhật ký từ đó đến nay; chúng còn trong bộ" in out
