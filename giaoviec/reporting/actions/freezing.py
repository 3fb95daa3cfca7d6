"""A signed report is frozen: from here on it is printed the same, to the last character."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from giaoviec import __version__
from giaoviec.agencies.queries import committee
from giaoviec.days import HANOI
from giaoviec.documents.files import NewFile, hang, store
from giaoviec.duties.actions import meet, tell
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.papers import pdf, word
from giaoviec.papers.paper import Paper
from giaoviec.reporting.actions.writing import FROZEN, SUBJECT, take
from giaoviec.reporting.models import Amendment, Freezing, RenderedFile, Report, Snapshot, Stage
from giaoviec.reporting.models import Line as Frozen
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import asked_of, built
from giaoviec.reporting.reports.content import Content, stored
from giaoviec.reporting.reports.lines import Line, digest_of, lines
from giaoviec.reporting.reports.paper import file_name, report_paper
from giaoviec.reporting.reports.sheet import report_sheet
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import Role

CHUNK = 2000
"""Lines written at once, so that a year's report needs no more memory than a quarter's."""

STEPS = ("Đếm từng việc", "Lập số liệu, lời báo cáo", "Lập tệp Excel", "Lập tệp Word", "Lập tệp PDF", "Ghi và khóa")
Told = Callable[[int], None]
"""Is told which of `STEPS` begins, from 0."""


@dataclass(frozen=True, slots=True)
class Ready:
    """All that will be kept of a report, made before the write begins: long work holds nobody up."""

    known_at: datetime
    content: Content
    counted: list[Line]
    files: dict[str, bytes]


@policy("report_frozen")
def freeze(pk: int, *, by: Actor | None, on: date, at: datetime, told: Told = lambda step: None) -> Report:
    """Chốt a signed report: lines with a digest each, figures, words, the rendered files, all as known when it was
    signed. Once; again it does nothing.

    The Office's is then with the People's Committee and has taken in what the agencies sent; an agency's waits to be
    sent.
    """
    report = Report.objects.select_related("agency").get(pk=pk, voided_at=None)
    if report.stage != Stage.SIGNED or reads.snapshot_of(report) is not None:
        return report
    ready = _made_ready(report, report.signed_at or at, told)
    told(len(STEPS) - 1)
    with act("freeze_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        take(report)
        snapshot = _snapshot(report, ready)
        a.note(digest=snapshot.digest, lines=snapshot.lines)
        for form, data in ready.files.items():
            keep_file(a, report, form, f"{file_name(ready.content)}.{form}", data)
        if report.of_office:
            _hand_over(a, report, on, at)
        Freezing.objects.filter(report=report).delete()
    return report


def freeze_slowly(pk: int, *, on: date, at: datetime) -> Report:
    """`freeze` in the background, saying how far it is; what stops it is said on the report's page. No act: only
    how far it is is written before the freezing itself."""
    Freezing.objects.update_or_create(report_id=pk, defaults={"step": 0, "at": at, "fault": ""})
    try:
        return freeze(pk, by=None, on=on, at=at, told=lambda step: _say(pk, step))
    except Refused as no:
        Freezing.objects.filter(report_id=pk).update(fault=no.sentence)
        raise
    except Exception:
        Freezing.objects.filter(report_id=pk).update(fault="Máy chủ gặp lỗi khi chốt; người phụ trách đã được ghi lỗi.")
        raise


def wait_for_freezing(pk: int, *, at: datetime) -> None:
    """A signed report stands in line to be frozen in the background."""
    Freezing.objects.update_or_create(report_id=pk, defaults={"step": 0, "at": at, "fault": ""})


def _say(pk: int, step: int) -> None:
    Freezing.objects.filter(report_id=pk).update(step=step)


def _made_ready(report: Report, known_at: datetime, told: Told) -> Ready:
    asked = asked_of(report, known_at=known_at)
    told(0)
    counted = lines(asked.scope)
    late = [line for line in counted if line.overdue]
    told(1)
    known = known_at.astimezone(HANOI).isoformat(timespec="seconds")
    content = replace(built(asked, report=report, late=late), known_at=known)
    _agree(content, counted)
    told(2)
    files = {"xlsx": report_sheet(content, counted)}
    paper = report_paper(content, late, reads.signed_of(report))
    told(3)
    files["docx"] = word.render(paper)
    told(4)
    files["pdf"] = pdf.render(paper)
    return Ready(known_at, content, counted, files)


def _agree(content: Content, counted: list[Line]) -> None:
    """The list has as many lines as the figure says, or nothing is frozen."""
    if len(counted) != content.value("total"):
        raise Refused(
            f"Danh sách có {len(counted)} dòng, tổng số ghi {content.value('total')}; hãy thử lại sau ít phút.",
            ground=FROZEN,
        )


def _snapshot(report: Report, ready: Ready) -> Snapshot:
    whole = stored(ready.content)
    digests = [digest_of(line.values) for line in ready.counted]
    snapshot = Snapshot.objects.create(
        report=report,
        day=report.last,
        known_at=ready.known_at,
        profile=ready.content.profile,
        rules=__version__,
        content=whole,
        lines=len(digests),
        digest=reads.whole_digest(whole, digests),
    )
    for first in range(0, len(ready.counted), CHUNK):
        part = zip(ready.counted[first : first + CHUNK], digests[first : first + CHUNK], strict=True)
        Frozen.objects.bulk_create(
            Frozen(
                snapshot=snapshot,
                position=n,
                assignment_id=line.assignment_id,
                cell=line.cell,
                values=line.values,
                digest=digest,
            )
            for n, (line, digest) in enumerate(part, first + 1)
        )
    return snapshot


def keep_paper(a: Act, report: Report, name: str, paper: Paper, amendment: Amendment | None = None) -> None:
    """A paper as Word and as PDF."""
    keep_file(a, report, "docx", f"{name}.docx", word.render(paper), amendment)
    keep_file(a, report, "pdf", f"{name}.pdf", pdf.render(paper), amendment)


def keep_file(
    a: Act, report: Report, form: str, name: str, data: bytes, amendment: Amendment | None = None
) -> None:  # fmt: skip
    """Keeps the bytes by their digest, hung on the report."""
    blob = store(data, a.at)
    kept = hang(a, SUBJECT, report.pk, file=NewFile(name, blob.sha256, blob.size))
    RenderedFile.objects.create(report=report, amendment=amendment, form=form, attachment=kept)


def _hand_over(a: Act, report: Report, on: date, at: datetime) -> None:
    take(report, stage=Stage.FROZEN, sent_on=on, sent_at=at)
    meet(a, kinds=[DutyKind.PERIOD_REPORT], subject=SUBJECT, subject_id=report.pk, on=on)
    taken = Report.objects.filter(
        kind=report.kind, first=report.first, last=report.last, of_office=False, stage=Stage.SENT, voided_at=None
    )
    taken.filter(sent_at__lte=report.signed_at).update(stage=Stage.MERGED, merged_into=report)
    tell(
        a, agency=committee(), kind="freeze_report", subject=SUBJECT, subject_id=report.pk, role=Role.CHAIRMAN,
        text=f"{report} số {report.full_number} của Văn phòng UBND tỉnh", key=f"report:{report.pk}",
    )  # fmt: skip
