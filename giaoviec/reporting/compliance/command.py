"""`giaoviec report compliance 2026`: the report on carrying out the Regulation; a frozen one as its kept files."""

from __future__ import annotations

import argparse
from datetime import date

from django.core.management import CommandError

from giaoviec.documents.files import open_bytes
from giaoviec.papers import pdf, word
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting.compliance.counting import Window
from giaoviec.reporting.compliance.paper import compliance_paper
from giaoviec.reporting.compliance.told import of_stored, told
from giaoviec.reporting.compliance.workbook import compliance_book, compliance_json
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.paper import Signed
from giaoviec.rules.compliance import KIND
from giaoviec.rules.periods import Period, PeriodError, parse_period


def rendered(args: argparse.Namespace, *, today: date) -> bytes:
    """The bytes that were asked for. `CommandError` for a period that is no year or days, or has not begun."""
    one = _period(args.period, today)
    if args.agency:
        raise CommandError("Báo cáo thực hiện Quy chế là của Văn phòng UBND tỉnh, có đủ các cơ quan; bỏ --agency.")
    kept = None if args.known_at else _frozen(one)
    if kept is not None:
        return _kept(kept, args.format)
    window = Window(one.start, one.last_day, min(one.last_day, today), args.known_at)
    found = told(window, year_vi=one.vi)
    if args.format == "json":
        return compliance_json(found)
    if args.format == "xlsx":
        return compliance_book(found)
    paper = compliance_paper(found, Signed())
    return word.render(paper) if args.format == "docx" else pdf.render(paper)


def _period(text: str, today: date) -> Period:
    try:
        one = parse_period(text, profile_on(today))
    except PeriodError as wrong:
        raise CommandError(wrong.sentence) from None
    if one.start > today:
        raise CommandError(f"Kỳ báo cáo {one.vi} chưa bắt đầu (từ ngày {one.start:%d/%m/%Y}); hãy chọn kỳ đã bắt đầu.")
    return one


def _frozen(one: Period) -> Report | None:
    rows = Report.objects.filter(kind=KIND, first=one.start, last=one.last_day, of_office=True, voided_at=None)
    report = rows.first()
    return report if report is not None and reads.snapshot_of(report) is not None else None


def _kept(report: Report, form: str) -> bytes:
    if form == "json":
        snapshot = reads.snapshot_of(report)
        assert snapshot is not None
        return compliance_json(of_stored(snapshot.content), digest=snapshot.digest)
    kept = reads.file_of(report, form)
    assert kept is not None
    with open_bytes(kept.attachment.blob) as data:
        return data.read()
