"""The head of the chain outside the database: a file to which every commit adds a line, so that a cut tail is seen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def drop(event_id: int, digest: str) -> None:
    """Adds the head after a commit. A line lost in a crash makes the anchor older, never wrong."""
    path = folder()
    path.mkdir(parents=True, exist_ok=True)
    handle = os.open(path / "heads.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"{event_id} {digest}\n".encode())
    finally:
        os.close(handle)


def heads() -> Iterator[tuple[int, str]]:
    """All heads that were anchored, in the order of their commits."""
    path = folder() / "heads.log"
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            number, _, digest = line.strip().partition(" ")
            if number.isdigit() and len(digest) == 64:
                yield int(number), digest


def folder() -> Path:
    return Path(settings.DATA_DIR) / "journal"
