"""Writes of reporting: keeping the tally small."""

from __future__ import annotations

from django.db import connection, transaction

from giaoviec.reporting import tally


def compact() -> int:
    """Adds up the tally's differences of the day; how many rows are left. Figures are the same before and after."""
    with transaction.atomic():
        return tally.compact(connection)
