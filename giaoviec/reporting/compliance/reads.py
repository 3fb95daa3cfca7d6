"""The yearly report as it stands: frozen, or by what is known now with the words that were written."""

from __future__ import annotations

from datetime import datetime

from giaoviec.reporting.compliance.counting import Window
from giaoviec.reporting.compliance.told import Told, of_stored, told
from giaoviec.reporting.models import Report, ReportSection
from giaoviec.reporting.reports.reads import snapshot_of


def said(report: Report) -> Told:
    """What the report says: as it was frozen, else as it stands now."""
    snapshot = snapshot_of(report)
    return of_stored(snapshot.content) if snapshot is not None else built(report)


def built(report: Report, *, known_at: datetime | None = None, words: bool = True) -> Told:
    """What it says by what is known (at a moment); without `words` every section as the numbers have it."""
    rows = ReportSection.objects.filter(report=report) if words else ReportSection.objects.none()
    kept = dict(rows.values_list("key", "text"))
    window = Window(report.first, report.last, report.last, known_at)
    return told(window, year_vi=report.as_period.vi, kept=kept)
