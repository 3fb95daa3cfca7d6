"""An installation made for a fault: a folder of its own, an empty database brought up to date, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def installed(url: str = "") -> Iterator[dict[str, str]]:
    """The environment in which `giaoviec` works on it; `url` names an empty database, else SQLite."""
    folder = tempfile.mkdtemp(prefix="giaoviec-faults-")
    environ = {**os.environ, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "giaoviec.settings", "PYTHONUTF8": "1"}
    environ.pop("DATABASE_URL", None)
    if url:
        environ["DATABASE_URL"] = url
    try:
        output_of(environ, "-m", "giaoviec.cli", "prepare")
        yield environ
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def output_of(environ: Mapping[str, str], *words: str) -> str:
    """What a Python of its own prints; its failure is ours."""
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()
