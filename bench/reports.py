"""Reports of the periods at 100,000 assignments: `python -m bench reports`.

Built and rendered in one process; frozen, read again and verified in another, as the background does it.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bench.places import Place
from bench.works import Line, inside

T = TypeVar("T")
BARS = {
    "figures": ("quarter report: figures", 1.0),
    "word": ("quarter report: Word", 2.0),
    "excel": ("year's report: Excel", 5.0),
    "pdf": ("quarter report: PDF", 10.0),
    "freeze": ("year's report: frozen with its lines", 10.0),
    "verify": ("year's report: read again and verified", 5.0),
}
MEGABYTES = 400


def reports(place: Place) -> Iterator[Line]:
    """The lines of the table."""
    printed, frozen = inside(place, "reports"), inside(place, "freezing")
    found = printed | frozen | {"lines": printed["lines"] | frozen["lines"]}
    most = max(printed["memory"], frozen["memory"])
    for name, (work, bar) in BARS.items():
        took = found[name]
        lines = f" ({found['lines'][name]:,} lines)" if name in found["lines"] else ""
        yield Line(f"{work}{lines}", f"≤ {bar:g} s", place.kind, f"{took:.1f} s", took <= bar)
    yield Line("reports: memory at most", f"≤ {MEGABYTES} MB", place.kind, f"{most} MB", most <= MEGABYTES)


def printing() -> dict[str, Any]:
    """In the place: seconds of each step up to the files, how many lines each had, the peak of memory in MB."""
    from giaoviec import clock
    from giaoviec.regulation.queries import profile_on
    from giaoviec.rules.periods import period

    year, profile = clock.today().year, profile_on(clock.today())
    found: dict[str, Any] = {"lines": {}}
    _printed(found, period("quarter", year, 3, profile))
    _workbook(found, period("year", year - 1, 1, profile))
    return found | {"memory": _peak()}


def freezing() -> dict[str, Any]:
    """In the place: seconds to freeze a year's report and to verify it, in a process of its own."""
    from giaoviec import clock
    from giaoviec.regulation.queries import profile_on
    from giaoviec.rules.periods import period

    found: dict[str, Any] = {"lines": {}}
    _frozen(found, period("year", clock.today().year - 1, 1, profile_on(clock.today())))
    return found | {"memory": _peak()}


def _peak() -> int:
    """Megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


def _printed(found: dict[str, Any], quarter: Any) -> None:
    """Figures, Word and PDF of a quarter, with up to 1,000 late lines."""
    from giaoviec.agencies.queries import office
    from giaoviec.papers import pdf, word
    from giaoviec.reporting.reports.building import Asked, built, figures_of
    from giaoviec.reporting.reports.lines import OVERDUE, lines
    from giaoviec.reporting.reports.paper import MOST_LATE, Signed, report_paper

    asked = Asked(quarter, office(), True)
    found["figures"], _ = _timed(lambda: figures_of(asked))
    late = lines(asked.scope, only=OVERDUE)[:MOST_LATE]
    paper = report_paper(built(asked, late=late), late, Signed())
    found["word"], _ = _timed(lambda: word.render(paper))
    found["pdf"], _ = _timed(lambda: pdf.render(paper))
    found["lines"] |= {"word": len(late), "pdf": len(late)}


def _workbook(found: dict[str, Any], whole: Any) -> None:
    from giaoviec.agencies.queries import office
    from giaoviec.reporting.reports.building import Asked, built
    from giaoviec.reporting.reports.lines import lines
    from giaoviec.reporting.reports.sheet import report_sheet

    asked = Asked(whole, office(), True)
    counted = lines(asked.scope)[:30_000]
    content = built(asked, late=[line for line in counted if line.overdue])
    found["excel"], _ = _timed(lambda: report_sheet(content, counted))
    found["lines"]["excel"] = len(counted)


def _frozen(found: dict[str, Any], whole: Any) -> None:
    """A year's report signed and frozen; taken back at the end."""
    from django.db import transaction

    from giaoviec.agencies.queries import office
    from giaoviec.days import start_of
    from giaoviec.reporting import actions
    from giaoviec.reporting.models import Report
    from giaoviec.reporting.reports import reads

    on = whole.last_day + timedelta(days=2)
    at: datetime = start_of(on) + timedelta(hours=9)
    with transaction.atomic():
        about = {"kind": whole.kind, "period": whole.code, "year": whole.year, "place": whole.n}
        days = {"first": whole.start, "last": whole.last_day, "on": on, "recorded_at": at}
        report = Report.objects.create(agency=office(), of_office=True, stage="signed", signed_on=on, **about, **days)
        found["freeze"], _ = _timed(lambda: actions.freeze(report.pk, by=None, on=on, at=at))
        snapshot = reads.snapshot_of(report)
        assert snapshot is not None
        found["lines"]["freeze"] = found["lines"]["verify"] = snapshot.lines
        found["verify"], damage = _timed(lambda: reads.damage(report))
        assert damage == []
        transaction.set_rollback(True)


def _timed(do: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = do()
    return time.perf_counter() - began, done
