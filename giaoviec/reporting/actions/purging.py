"""The one exception to "frozen" (6.2): what a purged document put into reports is taken out; the digests stay."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from giaoviec.assignments.models import Assignment, Explanation, Obstacle
from giaoviec.documents import files
from giaoviec.documents.models import Blob
from giaoviec.journal.actions import Act
from giaoviec.papers import pdf, word
from giaoviec.papers.paper import Paper
from giaoviec.reporting.actions.writing import SUBJECT
from giaoviec.reporting.compliance import reads as complied
from giaoviec.reporting.compliance import told
from giaoviec.reporting.compliance.amended import amendment_paper as compliance_correction
from giaoviec.reporting.compliance.paper import compliance_paper
from giaoviec.reporting.compliance.workbook import compliance_book
from giaoviec.reporting.models import Amendment, RenderedFile, Report, ReportComment, ReportSection, Snapshot
from giaoviec.reporting.models import Line as Frozen
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.amended import LineChange, amendment_paper, of_stored_changes, stored_changes
from giaoviec.reporting.reports.content import Content, Said, of_stored, stored
from giaoviec.reporting.reports.lines import PURGED, Line, emptied, of_values
from giaoviec.reporting.reports.paper import report_paper
from giaoviec.reporting.reports.sheet import report_sheet
from giaoviec.rules.citation import cites
from giaoviec.rules.compliance import KIND as COMPLIANCE

SHORTEST = 6
"""Letters of a text that is looked for in other texts: a shorter one would be found everywhere."""

_CHUNK = 500
_Told = Report | ReportSection | ReportComment


@cites("QC 6.2")
def forget_assignments(ids: Collection[int], *, within: Act) -> list[int]:
    """Takes what is told of these assignments out of every report, frozen ones too; the ids of the reports touched.

    Frozen lines say "đã xóa theo điểm 6.2" and keep their cell, days and digest, so that the figures still add up. A
    line of text that quotes an assignment, its document's symbol or what was written at it is taken out of sections,
    remarks, reasons and corrections. Files that were kept are rendered again; the old bytes go when the act is
    committed. Called before the rows of the assignments are deleted, since it reads what they say.
    """
    wanted = sorted(set(ids))
    frozen = _frozen_reports(wanted)
    named, written = _named(wanted), _written_at(wanted)
    agencies = set(Assignment.objects.filter(pk__in=wanted).values_list("agency_id", flat=True))
    touched = []
    for report in _candidates(frozen, named, agencies).select_related("agency").order_by("id"):
        near = report.pk in frozen or reads.snapshot_of(report) is None
        if _forget(within, report, wanted, named | written if near else named):
            touched.append(report.pk)
    within.touch(SUBJECT, *touched)
    return touched


def _candidates(frozen: set[int], named: frozenset[str], agencies: set[int]) -> QuerySet[Report]:
    """Reports with such lines, those in whose words one is named, and what is being written where it was known."""
    telling = _telling(named)
    over = Q(pk__in=telling)
    for kind, first, last in Report.objects.filter(pk__in=telling).values_list("kind", "first", "last").distinct():
        over |= Q(of_office=True, kind=kind, first=first, last=last)
    written = Q(snapshot=None) & (Q(of_office=True) | Q(agency__in=agencies))
    return Report.objects.filter(Q(pk__in=frozen) | over | written)


def _forget(a: Act, report: Report, ids: list[int], quoted: frozenset[str]) -> bool:
    """Takes them out of one report; whether anything was in it."""
    rows: list[tuple[_Told, tuple[str, ...]]] = [
        *((row, ("prefilled", "text")) for row in ReportSection.objects.filter(report=report)),
        *((row, ("text",)) for row in ReportComment.objects.filter(report=report)),
        (report, ("back_reason",)),
    ]
    written = [_write(row, quoted, *columns) for row, columns in rows]
    snapshot = reads.snapshot_of(report)
    if snapshot is None:
        return any(written)
    if report.kind == COMPLIANCE:
        corrected = [_compliance_amendment(a, row, quoted) for row in Amendment.objects.filter(report=report)]
        return _compliance(a, report, snapshot, quoted) or any(written) or any(corrected)
    content = _left_of(snapshot, ids, quoted)
    changed = content is not None
    if content is not None:
        _keep_left(a, snapshot, content)
        _render(a, report, snapshot, content)
    for amendment in Amendment.objects.filter(report=report):
        changed |= _amendment(a, report, amendment, ids, quoted)
    return changed or any(written)


# ---- what is looked for


def _named(ids: list[int]) -> frozenset[str]:
    """By what the assignments are known anywhere: their text, the document's symbol and summary, the product."""
    rows = Assignment.objects.filter(pk__in=ids).select_related("task", "document")
    texts = {text for row in rows for text in (row.content, row.task.content, row.document.full_symbol)}
    texts |= {text for row in rows for text in (row.document.summary, row.task.product)}
    texts |= {text for line in _lines_of(ids) for text in (line.content, line.paper)}
    return _long_enough(texts)


def _written_at(ids: list[int]) -> frozenset[str]:
    """What was written at them: looked for only where they are counted, since others may have written the same."""
    texts = {text for one in Explanation.objects.filter(assignment__in=ids) for text in (one.content, one.proposal)}
    texts |= {text for one in Obstacle.objects.filter(assignment__in=ids) for text in (one.problem, one.proposal)}
    return _long_enough(texts | {line.words for line in _lines_of(ids)})


def _long_enough(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(plain for text in texts if len(plain := _plain(text)) >= SHORTEST)


def _lines_of(ids: list[int]) -> Iterator[Line]:
    for first in range(0, len(ids), _CHUNK):
        rows = Frozen.objects.filter(assignment_id__in=ids[first : first + _CHUNK], purged=False)
        yield from (of_values(values) for values in rows.values_list("values", flat=True))


def _frozen_reports(ids: list[int]) -> set[int]:
    """Those that count one of them, or correct what they said of it."""
    rows = Frozen.objects.filter(assignment_id__in=ids, purged=False)
    amended = {
        row.report_id
        for row in Amendment.objects.exclude(report__kind=COMPLIANCE)
        if any(one.assignment_id in ids for one in _lines_in(row))
    }
    return set(rows.values_list("snapshot__report_id", flat=True)) | amended


def _lines_in(row: Amendment) -> Iterable[LineChange]:
    return of_stored_changes(row.changes).lines


def _telling(quoted: frozenset[str]) -> set[int]:
    """Reports in whose words one of the texts is found. Whatever was signed stands in their sections too."""
    found: set[int] = set()
    for rows, key, column in (
        (ReportSection.objects.all(), "report_id", "text"),
        (ReportSection.objects.all(), "report_id", "prefilled"),
        (ReportComment.objects.all(), "report_id", "text"),
        (Amendment.objects.all(), "report_id", "reason"),
        (Report.objects.exclude(back_reason=""), "pk", "back_reason"),
    ):
        pairs = rows.values_list(key, column).iterator(chunk_size=500)
        found |= {pk for pk, text in pairs if _quotes(text, quoted)}
    return found


def _quotes(text: str, quoted: Iterable[str]) -> bool:
    plain = _plain(text)
    return any(one in plain and re.search(rf"(?<![\w/]){re.escape(one)}(?![\w/])", plain) for one in quoted)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".;, ")


# ---- what is written instead


def without(text: str, quoted: Iterable[str]) -> str:
    """A text whose lines that quote one of these are gone; a quotation over several lines takes the whole text."""
    lines = [PURGED if _quotes(line, quoted) else line for line in text.split("\n")]
    left = "\n".join(lines)
    return PURGED if _quotes(left, quoted) else left


def _write(row: _Told, quoted: frozenset[str], *columns: str) -> bool:
    changed = [name for name in columns if without(getattr(row, name), quoted) != getattr(row, name)]
    for name in changed:
        setattr(row, name, without(getattr(row, name), quoted))
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _left_of(snapshot: Snapshot, ids: list[int], quoted: frozenset[str]) -> Content | None:
    """Empties the lines; the content without what quotes them. None where there was neither."""
    emptied_one = False
    for first in range(0, len(ids), _CHUNK):
        part = ids[first : first + _CHUNK]
        for row in Frozen.objects.filter(snapshot=snapshot, assignment_id__in=part, purged=False):
            row.values, row.purged, emptied_one = emptied(of_values(row.values)).values, True, True
            row.save(update_fields=["values", "purged"])
    content = of_stored(snapshot.content)
    left = replace(content, sections=tuple(_said(one, quoted) for one in content.sections))
    return left if emptied_one or left != content else None


def _said(one: Said, quoted: frozenset[str]) -> Said:
    own = tuple((name, without(text, quoted)) for name, text in one.own)
    return replace(one, text=without(one.text, quoted), own=own)


def _keep_left(a: Act, snapshot: Snapshot, content: Content) -> None:
    """What is left gets a digest of its own beside that of what was frozen."""
    snapshot.content, snapshot.purged_on = stored(content), a.on
    snapshot.purged_digest = reads.left_digest(snapshot)
    snapshot.save(update_fields=["content", "purged_on", "purged_digest"])


def _render(a: Act, report: Report, snapshot: Snapshot, content: Content) -> None:
    counted = reads.frozen_lines(snapshot)
    late = [line for line in counted if line.overdue]
    paper = report_paper(content, late, reads.signed_of(report))
    kept = RenderedFile.objects.filter(report=report, amendment=None).select_related("attachment")
    for row in kept:
        _again(a, row, report_sheet(content, counted) if row.form == "xlsx" else _printed(paper, row.form))


def _compliance(a: Act, report: Report, snapshot: Snapshot, quoted: frozenset[str]) -> bool:
    """The yearly report on carrying out the Regulation has no lines: its words only."""
    data = json.loads(snapshot.content)
    left = told.of_stored(json.dumps(_each_text(data, quoted), ensure_ascii=False))
    if told.stored(left) == snapshot.content:
        return False
    snapshot.content, snapshot.purged_on = told.stored(left), a.on
    snapshot.purged_digest = reads.left_digest(snapshot)
    snapshot.save(update_fields=["content", "purged_on", "purged_digest"])
    paper = compliance_paper(left, reads.signed_of(report))
    for row in RenderedFile.objects.filter(report=report, amendment=None).select_related("attachment"):
        _again(a, row, compliance_book(left) if row.form == "xlsx" else _printed(paper, row.form))
    return True


def _compliance_amendment(a: Act, row: Amendment, quoted: frozenset[str]) -> bool:
    """Its changes are numbers: only why it was made may quote."""
    reason = without(row.reason, quoted)
    if reason == row.reason:
        return False
    row.reason = reason
    row.save(update_fields=["reason"])
    snapshot = Snapshot.objects.get(report=row.report)
    before, after = told.of_stored(snapshot.content), complied.built(row.report, known_at=row.recorded_at)
    paper = compliance_correction(row.report, row, before, after)
    for kept in RenderedFile.objects.filter(amendment=row).select_related("attachment"):
        _again(a, kept, _printed(paper, kept.form))
    return True


def _each_text(value: Any, quoted: frozenset[str]) -> Any:
    match value:
        case str():
            return without(value, quoted)
        case list():
            return [_each_text(one, quoted) for one in value]
        case dict():
            return {name: _each_text(one, quoted) for name, one in value.items()}
        case _:
            return value


def _printed(paper: Paper, form: str) -> bytes:
    return word.render(paper) if form == "docx" else pdf.render(paper)


def _again(a: Act, row: RenderedFile, data: bytes) -> None:
    """Other bytes in the place of a kept file. The old ones go, unless something else hangs on them."""
    old = row.attachment
    blob = files.store(data, a.at)
    if blob.sha256 == old.blob_id:
        return
    row.attachment = files.hang(a, SUBJECT, old.subject_id, file=files.NewFile(old.name, blob.sha256, blob.size))
    row.save(update_fields=["attachment"])
    old.delete()
    if Blob.objects.filter(pk=old.blob_id, attachments=None).delete()[0]:
        transaction.on_commit(lambda: files.erase(old.blob_id))


def _amendment(a: Act, report: Report, row: Amendment, ids: list[int], quoted: frozenset[str]) -> bool:
    changes = of_stored_changes(row.changes)
    lines = tuple(replace(one, content=PURGED, why="") if one.assignment_id in ids else one for one in changes.lines)
    left, reason = replace(changes, lines=lines), without(row.reason, quoted)
    if (left, reason) == (changes, row.reason):
        return False
    row.changes, row.reason = stored_changes(left), reason
    row.purged_digest = hashlib.sha256(row.changes.encode()).hexdigest()
    row.save(update_fields=["changes", "reason", "purged_digest"])
    paper = amendment_paper(reads.said(report)[0], report, row, left)
    for kept in RenderedFile.objects.filter(amendment=row).select_related("attachment"):
        _again(a, kept, _printed(paper, kept.form))
    return True
