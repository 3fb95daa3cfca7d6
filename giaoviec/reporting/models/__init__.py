"""What reporting stores: counters of the figures, and the reports of the periods with what they froze."""

from giaoviec.reporting.models.figures import Folding, Histogram, Stale, Trace
from giaoviec.reporting.models.reports import (
    FORMS,
    Amendment,
    Line,
    RenderedFile,
    Report,
    ReportComment,
    ReportSection,
    Snapshot,
    Stage,
)

__all__ = [
    "FORMS",
    "Amendment",
    "Folding",
    "Histogram",
    "Line",
    "RenderedFile",
    "Report",
    "ReportComment",
    "ReportSection",
    "Snapshot",
    "Stage",
    "Stale",
    "Trace",
]
