"""What is read of the database for a set: everything of one moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`tables`: rows and digest of each; `blobs`: digests of the files that rows speak of; `head`: the journal's."""

    engine: str
    migrations: tuple[str, ...]
    head: tuple[int, str]
    tables: dict[str, tuple[int, str]]
    blobs: tuple[str, ...]


MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"
HEAD = "SELECT event_id, digest FROM journal_head WHERE id = 1"
BLOBS = "SELECT sha256 FROM documents_blob ORDER BY sha256"
