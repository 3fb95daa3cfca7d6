"""An installation made for a fault: a folder of its own, an empty database brought up to date, gone afterwards."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from giaoviec.environment import SETTINGS

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def installed(url: str = "", folder: Path | None = None, **settings: str) -> Iterator[dict[str, str]]:
    """The environment in which `giaoviec` works on it; `url` names an empty database, else SQLite; `folder` is its
    place, else one is made."""
    place = str(folder) if folder else tempfile.mkdtemp(prefix="giaoviec-faults-")
    try:
        if not url:
            shutil.copytree(_prepared(), place, dirs_exist_ok=True)
            os.sync()
            yield _environ(place) | settings
        else:
            output_of(_environ(place, url), "-m", "giaoviec.cli", "prepare")
            yield _environ(place, url) | settings
    finally:
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)


def _environ(place: str, url: str = "") -> dict[str, str]:
    """The caller's but for the settings of his own installation."""
    kept = {name: value for name, value in os.environ.items() if name not in {one.name for one in SETTINGS}}
    own = {"DATA_DIR": place, "DJANGO_SETTINGS_MODULE": "giaoviec.settings", "PYTHONUTF8": "1"}
    own["SECOND_FACTOR"] = "offered"  # The people of a fault have a password alone.
    return kept | own | ({"DATABASE_URL": url} if url else {})


@cache
def _prepared() -> str:
    """An empty one on SQLite, made once and copied."""
    place = tempfile.mkdtemp(prefix="giaoviec-faults-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    output_of(_environ(place), "-m", "giaoviec.cli", "prepare")
    return place


def output_of(environ: Mapping[str, str], *words: str) -> str:
    """What a Python of its own prints; its failure is ours."""
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()
