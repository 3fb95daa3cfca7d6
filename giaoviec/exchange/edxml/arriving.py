"""A package that arrives is read in a child process that can do no harm, like every other file (`intake`)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from giaoviec.exchange.edxml.shapes import Reading, from_json
from giaoviec.intake.extract import ask
from giaoviec.intake.sniff import broken_refusal

CHILD = "giaoviec.exchange.edxml.child"


def look(data: bytes, *, at: datetime, trust: Path | None = None) -> Reading:
    """Reads and verifies; `trust` is the folder of certificates. `intake.Refused` for what is not taken."""
    answer = ask(CHILD, data, {"trust": str(trust.resolve()) if trust else "", "at": at.isoformat()})
    try:
        return from_json(Reading, answer)
    except (KeyError, TypeError, ValueError):
        raise broken_refusal() from None
