"""What reporting stores: counters of the figures, and the reports of the periods with what they froze."""

from giaoviec.reporting.models.asking import (
    EVERY_VI,
    AnswerStage,
    AskedAnswer,
    AskedForm,
    AskedReport,
    AskedStage,
    SignedAnswer,
)
from giaoviec.reporting.models.figures import Folding, Histogram, Stale, Trace
from giaoviec.reporting.models.reports import (
    FORMS,
    OUT,
    Amendment,
    Freezing,
    Line,
    RenderedFile,
    Report,
    ReportComment,
    ReportSection,
    Snapshot,
    Stage,
)

__all__ = [
    "EVERY_VI",
    "FORMS",
    "OUT",
    "Amendment",
    "AnswerStage",
    "AskedAnswer",
    "AskedForm",
    "AskedReport",
    "AskedStage",
    "Folding",
    "Freezing",
    "Histogram",
    "Line",
    "RenderedFile",
    "Report",
    "ReportComment",
    "ReportSection",
    "SignedAnswer",
    "Snapshot",
    "Stage",
    "Stale",
    "Trace",
]
