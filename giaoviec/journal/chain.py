"""The hash chain: what of an event is hashed, byte for byte as it is stored, and how a digest is made. No database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

START = "0" * 64
COLUMNS = (
    "id", "act", "at", "on", "verb", "actor_id", "actor", "agency_id", "subject", "subject_id", "facts", "previous",
)  # fmt: skip
"""Every column of `journal_event` but `digest`, in the order in which they are hashed."""


def digest(values: Sequence[object]) -> str:
    """SHA-256 (hex) over the columns' stored forms; lengths are part of it, so that no two rows share a text."""
    stored = [as_stored(value) for value in values]
    return hashlib.sha256(json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def as_stored(value: object) -> str | None:
    """A value's text in SQLite's own form, to which PostgreSQL's is brought: UTC without offset, UUID as hex."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value)
    if isinstance(value, date):
        return value.isoformat()
    return value.hex if isinstance(value, UUID) else str(value)
