"""The measures of `/metrics`: numbers only, nothing of anybody's work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django_q.models import OrmQ

from giaoviec.journal.queries import head
from giaoviec.ops import queries


def text() -> str:
    """All of them, in Prometheus' text form."""
    lines = []
    for name, meaning, value in _all(timezone.now()):
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {value}"]
    return "\n".join(lines) + "\n"


def _all(at: datetime) -> Iterator[tuple[str, str, float]]:
    made, proved = queries.last_made(), queries.last_proved()
    oldest = OrmQ.objects.aggregate(lock=Min("lock"))["lock"]
    waited = max(at - oldest, timedelta()).total_seconds() if oldest else 0.0
    yield "giaoviec_jobs_waiting", "Jobs in the queue.", queries.waiting_jobs()
    yield "giaoviec_jobs_oldest_seconds", "How long the oldest job waits.", waited
    yield "giaoviec_jobs_failed_day", "Jobs that failed within a day.", queries.failed_jobs(at - timedelta(days=1))
    yield "giaoviec_mails_failed_week", "Daily mails of a week that did not leave.", queries.failed_mails(at)
    yield "giaoviec_disk_free_bytes", "Bytes free where the data lie.", queries.free_octets()
    yield "giaoviec_database_bytes", "Bytes of the database.", queries.database_size()
    yield "giaoviec_files_bytes", "Bytes of the stored files.", queries.stored_size()
    yield "giaoviec_journal_events", "Events in the journal.", head().event_id
    yield "giaoviec_incidents_open", "Incidents not closed.", queries.incidents("open").count()
    yield "giaoviec_backup_timestamp_seconds", "When the last backup was made.", _stamp(made.at if made else None)
    yield (
        "giaoviec_proof_timestamp_seconds",
        "When a backup was last proved.",
        _stamp(proved.proved_at if proved else None),
    )


def _stamp(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
