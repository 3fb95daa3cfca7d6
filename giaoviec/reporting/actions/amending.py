"""A correction of a frozen report: dated, beside it, and saying what it changes. The report itself stays as it was."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from giaoviec.agencies.queries import office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.duties.actions import tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.reporting.actions.freezing import keep_paper
from giaoviec.reporting.actions.signing import signature_of
from giaoviec.reporting.actions.writing import FROZEN, SUBJECT, found
from giaoviec.reporting.models import Amendment, Report
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.amended import Changes, amendment_paper, changes_of, stored_changes
from giaoviec.reporting.reports.content import Content, of_stored
from giaoviec.reporting.reports.paper import file_name
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import policy


@policy("report_frozen")
def amend(pk: int, *, reason: str, by: Actor, on: date, at: datetime) -> Amendment:
    """Đính chính, bổ sung: why, and figure by figure, line by line what is otherwise by what is known now.

    `Refused` for a report that has not left its writer: that one is edited.
    """
    report = found(pk, by)
    if refusal := may(by, "amend_report", agency_id=report.agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    snapshot = reads.snapshot_of(report)
    if not report.is_out or snapshot is None:
        raise Refused("Báo cáo chưa gửi, chưa chốt; hãy sửa ngay trong báo cáo.", ground=FROZEN)
    why = kept_text("reason", reason, by=by, at=at, need="Ghi rõ đính chính điều gì, vì sao.", ground=FROZEN, most=5000)
    content = of_stored(snapshot.content)
    changes = changes_of(report, snapshot, content, at=at)
    with act("amend_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, reason=Salted(why)) as a:
        number = Amendment.objects.filter(report=report).count() + 1
        text = stored_changes(changes)
        row = Amendment.objects.create(
            **a.row(report=report, number=number, reason=why, changes=text, digest=_digest(text)),
            **signature_of(report, by, on),
        )
        a.note(number=number, figures=len(changes.figures), lines=len(changes.lines))
        _keep(a, report, content, row, changes)
        _tell(a, report, row)
    return row


def _keep(a: Act, report: Report, content: Content, row: Amendment, changes: Changes) -> None:
    paper = amendment_paper(content, report, row, changes)
    keep_paper(a, report, f"{file_name(content)}-dinh-chinh-{row.number}", paper, row)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tell(a: Act, report: Report, row: Amendment) -> None:
    """An agency's correction comes before the Office, which has merged its figures."""
    if not report.of_office:
        said = f"{report.agency.name} đính chính {str(report).lower()}: {row.reason[:200]}"
        tell(
            a, agency=office(), kind="amend_report", subject=SUBJECT, subject_id=report.pk, text=said,
            key=f"amended:{row.pk}",
        )  # fmt: skip
