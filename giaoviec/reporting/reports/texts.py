"""What tasks and documents said as known at a moment: their words have been corrected since, revision by revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q

from giaoviec.documents.models import Revision

_CHUNK = 900


def said_then(subject: str, ids: Iterable[int], fields: Iterable[str], at: datetime) -> dict[int, dict[str, str]]:
    """Id → field → its text as known at `at`, of those whose words were corrected (or the correction taken back) since.

    What is not in it still says what it said. `subject` is "task" or "document"; `fields` are called as the correction
    calls them, days are as it printed them.
    """
    found: dict[int, dict[str, str]] = {}
    for part in _chunks(sorted(set(ids))):
        since = Q(recorded_at__gt=at) | Q(voided_at__gt=at)
        rows = Revision.objects.filter(since, subject=subject, subject_id__in=part, field__in=list(fields))
        for row in sorted(rows, key=lambda row: (_turned(row, at), row.pk), reverse=True):
            before = row.old if row.recorded_at > at else row.new
            found.setdefault(row.subject_id, {})[row.field] = before
    return found


def _turned(row: Revision, at: datetime) -> datetime:
    """The first moment after `at` at which the revision changed what was said: when it was made, or taken back."""
    return row.recorded_at if row.recorded_at > at else row.voided_at or row.recorded_at


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), _CHUNK):
        yield ids[first : first + _CHUNK]
