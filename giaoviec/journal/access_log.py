"""The access log: who viewed, exported, signed in or was denied what: lines in a file a process and day.

A read must open no write transaction, so lines go to `DATA_DIR/access/<day>.<process>.log`, each chained to the one
before by its digest. A line holds ids and addresses of pages, never contents.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from giaoviec.rules.access import Actor

_last: dict[Path, str] = {}


def note(kind: str, *, actor: Actor | None, at: datetime, **facts: Any) -> None:
    """Adds one line; `kind` is view, export, denied, signed_in, sign_in_failed, signed_out."""
    path = Path(settings.DATA_DIR) / "access" / f"{at:%Y-%m-%d}.{os.getpid()}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    who = {"person": actor.person_id, "membership": actor.membership_id} if actor else {}
    body = json.dumps({"at": at.isoformat(), "kind": kind, **who, **facts}, default=str, sort_keys=True)
    previous = _last.get(path) or _tail(path)
    _last[path] = hashlib.sha256(f"{previous}{body}".encode()).hexdigest()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{_last[path]} {body}\n")


def _tail(path: Path) -> str:
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[-1].partition(" ")[0] if lines else ""
