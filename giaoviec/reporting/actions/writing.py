"""A report is written: its sections edited, remarked on, taken back to what the data say."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from giaoviec.assignments.actions.core import kept_text
from giaoviec.duties.actions import tell
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.reporting.models import Report, ReportComment, ReportSection, Stage
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import asked_of, built
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite, Policy, cites
from giaoviec.rules.reports import PARTS, Part, Writer, parts_of

SUBJECT = "period_report"
GROUND = Cite("QC 10.1")
FROZEN = Policy("report_frozen")
LONGEST = 50_000


@cites("QC 10.1", "QC 9.2")
def edit_section(
    pk: int, key: str, *, text: str, version: int | None = None, by: Actor, on: date, at: datetime
) -> Report:  # fmt: skip
    """Sửa một phần: what is written stands, whatever the data say later. `Stale` where another was first."""
    report = open_report(pk, by)
    part = _part(report, key)
    whole = kept_text("text", text, by=by, at=at, ground=GROUND, most=LONGEST)
    first = next(said.text for said in built(asked_of(report)).sections if said.key == part.key)
    put_section(report, key, whole=whole, first=first, version=version, by=by, on=on, at=at)
    return report


def renew_section(pk: int, key: str, *, by: Actor, on: date, at: datetime) -> Report:
    """Lấy lại lời theo số liệu: what was written in a section is let go."""
    report = open_report(pk, by)
    _part(report, key)
    let_go_section(report, key, by=by, on=on, at=at)
    return report


def put_section(
    report: Report, key: str, *, whole: str, first: str, version: int | None, by: Actor, on: date, at: datetime
) -> None:  # fmt: skip
    """The words of a section as they now stand; `first` is what the data said. `Stale` where another was first."""
    with act("edit_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=report.pk, part=key, text=Salted(whole)):
        if version is not None and version != report.version:
            raise Stale("Báo cáo vừa có người khác sửa; hãy tải lại trang rồi sửa tiếp.")
        take(report, stage=Stage.EDITED)
        said = {"text": whole, "by_text": by.label, "at": at}
        ReportSection.objects.update_or_create(
            report=report, key=key, defaults=said, create_defaults=said | {"prefilled": first}
        )


def let_go_section(report: Report, key: str, *, by: Actor, on: date, at: datetime) -> None:
    """What was written in a section is let go: the data speak again."""
    with act("renew_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=report.pk, part=key):
        take(report)
        ReportSection.objects.filter(report=report, key=key).delete()


def comment(pk: int, key: str, *, text: str, by: Actor, on: date, at: datetime) -> ReportComment:
    """Góp ý một phần while it is written; whoever writes it finds it on his desk."""
    report = found(pk, by)
    _may(by, "comment_report", report)
    if not report.is_open:
        raise Refused("Báo cáo đã ký; sai sót được đính chính bằng bản bổ sung.", ground=FROZEN)
    part = _part(report, key)
    whole = kept_text("comment", text, by=by, at=at, need="Ghi ý kiến góp ý.", most=2000)
    with act("comment_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, text=Salted(whole)) as a:
        row = ReportComment.objects.create(**a.row(report=report, key=part.key, text=whole))
        said = f"{report}, phần “{part.vi}”: {whole[:200]}"
        tell(
            a, agency=report.agency_id, kind="comment_report", subject=SUBJECT, subject_id=pk, text=said, key=f"{a.id}"
        )
    return row


# ---- for every act on a report


def found(pk: int, by: Actor) -> Report:
    """The report, if this actor may see it."""
    report = reads.get(by, pk)
    if report is None:
        raise Refused("Không có báo cáo này.", status=404)
    return report


def open_report(pk: int, by: Actor, name: str = "write_report") -> Report:
    """The report, if this actor may write (or sign) it and it is not signed."""
    report = found(pk, by)
    _may(by, name, report)
    if not report.is_open:
        raise Refused("Báo cáo đã ký nên không sửa được; sai sót được đính chính bằng bản bổ sung.", ground=FROZEN)
    return report


def _may(by: Actor, name: str, report: Report) -> None:
    if refusal := may(by, name, agency_id=report.agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)


def _part(report: Report, key: str) -> Part:
    writer = Writer.OFFICE if report.of_office else Writer.AGENCY
    if key not in {part.key for part in parts_of(writer)}:
        raise Refused("Báo cáo không có phần này.", status=404)
    return next(part for part in PARTS if part.key == key)


def take(report: Report, **changes: object) -> None:
    """Writes with the version that was read; who comes second is told."""
    mine = Report.objects.filter(pk=report.pk, version=report.version, voided_at=None)
    if not mine.update(version=F("version") + 1, **changes):
        raise Stale("Báo cáo vừa có người khác thay đổi; hãy tải lại trang rồi làm tiếp.")
    report.refresh_from_db()
