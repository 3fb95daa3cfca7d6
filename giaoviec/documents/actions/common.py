"""What the acts on documents have in common."""

from __future__ import annotations

from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor, may

DOCUMENT = "document"


def allow(by: Actor, what: str) -> None:
    """Raises `Refused` (403) where the rule book does not let `by` do `what`."""
    if refusal := may(by, what):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
