"""What the tests of the leaders' pages begin with: work that was urged in vain, a report that lies before the Chairman."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from giaoviec.assignments.models import Assignment
from giaoviec.oversight.actions import reports_up, urging, urging_steps
from giaoviec.oversight.models import ChairmanReport, ReportLine
from tests.cast import DAY, Cast
from tests.shell.story import given, when

DUE = DAY + timedelta(days=4)
URGED = date(2026, 12, 7)
"""Late for more than five working days."""
REPORTED = date(2026, 12, 28)
"""The letter was to be answered long before."""


def urged(cast: Cast, agency: str = "sxd", day: date = URGED, rows: int = 1) -> list[Assignment]:
    """Late work of an agency that a letter named; nobody answered."""
    work = [given(cast, agency, DUE) for _ in range(rows)]
    office: dict[str, Any] = when(cast, "chanhvp", day)
    letter = urging.draft([row.pk for row in work], by=office["by"], on=day, at=office["at"])
    for step in (urging_steps.sign, urging_steps.number, urging_steps.send):
        letter = step(letter.pk, version=letter.version, **office)
    return work


def composed(cast: Cast, day: date = REPORTED) -> ChairmanReport:
    """The Office's draft of that day."""
    return reports_up.compose(**when(cast, "theodoi", day))


def before_the_chairman(cast: Cast, *agencies: str, day: date = REPORTED) -> list[ReportLine]:
    """A report that was sent, with a line for each of these agencies' late work."""
    for agency in agencies or ("sxd",):
        urged(cast, agency)
    report = composed(cast, day)
    reports_up.sign(report.pk, **when(cast, "chanhvp", day))
    reports_up.send(report.pk, **when(cast, "chanhvp", day))
    return list(ReportLine.objects.filter(report=report, voided_at=None))
