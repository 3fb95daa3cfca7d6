"""`giaoviec report`: a report of a period as Word, Excel, PDF or JSON; a frozen one as its kept files."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from django.core.management import CommandError

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import office
from giaoviec.documents.files import open_bytes
from giaoviec.papers import pdf, word
from giaoviec.regulation.queries import profile_on
from giaoviec.reporting.compliance import command
from giaoviec.reporting.models import Report, Stage
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import Asked, built, check
from giaoviec.reporting.reports.content import of_stored
from giaoviec.reporting.reports.lines import lines
from giaoviec.reporting.reports.paper import Signed, report_paper
from giaoviec.reporting.reports.plain import report_json
from giaoviec.reporting.reports.sheet import report_sheet
from giaoviec.rules.compliance import KIND as COMPLIANCE
from giaoviec.rules.periods import Period, PeriodError, parse_period

KINDS = ("quarter", "half-year", "nine-months", "year", "range", "compliance")
FORMATS = ("docx", "xlsx", "pdf", "json")


def rendered(args: argparse.Namespace, *, today: date) -> bytes:
    """The bytes that were asked for. `CommandError` for a kind, a period, an agency that cannot be reported."""
    if args.kind == COMPLIANCE:
        return command.rendered(args, today=today)
    one = _period(args.kind, args.period, today)
    agency = _agency(args.agency)
    asked = Asked(one, agency or office(), agency is None, args.known_at, today)
    check(asked, today=today)
    kept = None if args.known_at else _frozen(asked)
    if kept is not None:
        return _kept(kept, args.format)
    counted = lines(asked.scope)
    late = [line for line in counted if line.overdue]
    content = built(asked, late=late)
    if args.format == "json":
        return report_json(content, counted)
    if args.format == "xlsx":
        return report_sheet(content, counted)
    paper = report_paper(content, late, Signed())
    return word.render(paper) if args.format == "docx" else pdf.render(paper)


def _period(kind: str, text: str, today: date) -> Period:
    if kind not in KINDS:
        raise CommandError(f"Chưa có loại báo cáo “{kind}”; chọn {', '.join(KINDS)}.")
    try:
        found = parse_period(f"{kind} {text}", profile_on(today))
    except PeriodError as wrong:
        raise CommandError(wrong.sentence) from None
    if found.kind != kind.replace("-", "_"):
        raise CommandError(f"Kỳ {text} không phải kỳ {kind}; {PeriodError(text).sentence}")
    return found


def _agency(code: str | None) -> Agency | None:
    if not code:
        return None
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise CommandError(f"Không có cơ quan mang mã {code}; xem giaoviec agencies list.")
    return agency


def _frozen(asked: Asked) -> Report | None:
    one = asked.period
    rows = Report.objects.filter(kind=one.kind, first=one.start, last=one.last_day, agency=asked.agency, voided_at=None)
    report = rows.filter(of_office=asked.of_office).exclude(stage=Stage.SENT_BACK).first()
    return report if report is not None and reads.snapshot_of(report) is not None else None


def _kept(report: Report, form: str) -> bytes:
    if form == "json":
        snapshot = reads.snapshot_of(report)
        assert snapshot is not None
        return report_json(
            of_stored(snapshot.content),
            reads.frozen_lines(snapshot),
            digest=snapshot.digest,
            signed=reads.signed_of(report),
        )
    kept = reads.file_of(report, form)
    assert kept is not None
    with open_bytes(kept.attachment.blob) as data:
        return data.read()


def write(path: Path, data: bytes) -> None:
    """Writes the file; `CommandError` where the place does not take it."""
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise CommandError(f"Không ghi được tệp {path}: {fault.strerror}; chọn chỗ khác với --out.") from None
