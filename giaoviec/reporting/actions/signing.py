"""A report is signed, frozen and sent: from here on it is printed the same, to the last character."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from giaoviec import __version__
from giaoviec.agencies.queries import committee, office
from giaoviec.days import HANOI
from giaoviec.documents.files import NewFile, hang, store
from giaoviec.documents.numbers import take as take_number
from giaoviec.documents.numbers import written
from giaoviec.duties.actions import meet, tell
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions import urging_words
from giaoviec.papers import pdf, word
from giaoviec.papers.paper import Paper
from giaoviec.reporting.actions.writing import FROZEN, GROUND, SUBJECT, found, open_report, take
from giaoviec.reporting.models import Amendment, RenderedFile, Report, ReportSection, Snapshot, Stage
from giaoviec.reporting.models import Line as Frozen
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import GIVEN_UP, asked_of, built, check
from giaoviec.reporting.reports.content import Content, stored
from giaoviec.reporting.reports.lines import Line, digest_of, lines
from giaoviec.reporting.reports.paper import file_name, report_paper
from giaoviec.reporting.reports.sheet import report_sheet
from giaoviec.rules.access import Actor, Role, may
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.reports import Writer, parts_of

SYMBOL = "BC-VP"
CHUNK = 2000
"""Lines written at once, so that a year's report needs no more memory than a quarter's."""


@cites("QC 9.2", "QC 10.1")
@policy("report_frozen")
def sign(pk: int, *, by: Actor, on: date, at: datetime) -> Report:
    """Ký: no section that is required may be empty. The words stand; `freeze` keeps the figures next."""
    report = open_report(pk, by, "sign_report")
    asked = asked_of(report)
    check(asked, today=on, closed=True)
    content = built(asked, report=report)
    _refuse_empty(report, content)
    with act("sign_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        _keep_words(report, content, by, at)
        take(report, stage=Stage.SIGNED, signed_on=on, **signature_of(report, by, on), **_number(a, report, on))
    return report


def _refuse_empty(report: Report, content: Content) -> None:
    writer = Writer.OFFICE if report.of_office else Writer.AGENCY
    texts = {said.key: said.text.strip() for said in content.sections}
    empty = [part.vi for part in parts_of(writer) if part.required and not texts.get(part.key)]
    if empty:
        raise Refused(f"Chưa ký được: còn để trống phần “{'”, “'.join(empty)}”.", ground=GROUND, status=422)


def _keep_words(report: Report, content: Content, by: Actor, at: datetime) -> None:
    edited = set(ReportSection.objects.filter(report=report).values_list("key", flat=True))
    ReportSection.objects.bulk_create(
        ReportSection(report=report, key=said.key, prefilled=said.text, text=said.text, by_text=by.label, at=at)
        for said in content.sections
        if said.key not in edited
    )


def signature_of(report: Report, by: Actor, on: date) -> dict[str, str]:
    if report.of_office:
        return urging_words.signature(by, on)
    name, title = by.label.split(", thay ")[0], (by.title or by.role.vi).upper()
    if by.role is Role.AGENCY_HEAD and by.for_person_id is None:
        return {"signer_name": name, "signer_authority": "", "signer_post": title}
    return {"signer_name": name, "signer_authority": "TL. THỦ TRƯỞNG CƠ QUAN", "signer_post": title}


def _number(a: Act, report: Report, on: date) -> dict[str, object]:
    """The Office's reports are numbered here; an agency numbers its own paper."""
    if not report.of_office:
        return {}
    number = take_number(a, agency=office(), register=SYMBOL, year=on.year)
    return {"number": number, "full_number": written(number, SYMBOL)}


# ---- frozen


@policy("report_frozen")
def freeze(pk: int, *, by: Actor | None, on: date, at: datetime) -> Report:
    """Chốt a signed report: lines with a digest each, figures, words, the rendered files. Once; again it does nothing.

    The Office's is then with the People's Committee and has taken in what the agencies sent; an agency's waits to be
    sent.
    """
    report = Report.objects.select_related("agency").get(pk=pk, voided_at=None)
    if report.stage != Stage.SIGNED or reads.snapshot_of(report) is not None:
        return report
    asked = asked_of(report)
    counted = lines(asked.scope)
    late = [line for line in counted if line.overdue]
    known = at.astimezone(HANOI).isoformat(timespec="seconds")
    content = replace(built(asked, report=report, late=late), known_at=known)
    _agree(content, counted)
    with act("freeze_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        snapshot = _snapshot(report, content, counted, at)
        a.note(digest=snapshot.digest, lines=snapshot.lines)
        _render(a, report, content, counted, late)
        if report.of_office:
            _hand_over(a, report, on)
    return report


def _agree(content: Content, counted: list[Line]) -> None:
    """The list has as many lines as the figure says, or nothing is frozen."""
    if len(counted) != content.value("total"):
        raise Refused(
            f"Danh sách có {len(counted)} dòng, tổng số ghi {content.value('total')}; hãy thử lại sau ít phút.",
            ground=FROZEN,
        )


def _snapshot(report: Report, content: Content, counted: list[Line], at: datetime) -> Snapshot:
    whole = stored(content)
    digests = [digest_of(line.values) for line in counted]
    snapshot = Snapshot.objects.create(
        report=report,
        day=report.last,
        known_at=at,
        profile=content.profile,
        rules=__version__,
        content=whole,
        lines=len(digests),
        digest=reads.whole_digest(whole, digests),
    )
    for first in range(0, len(counted), CHUNK):
        part = zip(counted[first : first + CHUNK], digests[first : first + CHUNK], strict=True)
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


def _render(a: Act, report: Report, content: Content, counted: list[Line], late: list[Line]) -> None:
    paper = report_paper(content, late, reads.signed_of(report))
    name = file_name(content)
    keep_file(a, report, "xlsx", f"{name}.xlsx", report_sheet(content, counted))
    keep_paper(a, report, name, paper)


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


def _hand_over(a: Act, report: Report, on: date) -> None:
    take(report, stage=Stage.FROZEN, sent_on=on)
    meet(a, kinds=[DutyKind.PERIOD_REPORT], subject=SUBJECT, subject_id=report.pk, on=on)
    taken = Report.objects.filter(
        kind=report.kind, first=report.first, last=report.last, of_office=False, stage=Stage.SENT, voided_at=None
    )
    taken.update(stage=Stage.MERGED, merged_into=report)
    tell(
        a, agency=committee(), kind="freeze_report", subject=SUBJECT, subject_id=report.pk, role=Role.CHAIRMAN,
        text=f"{report} số {report.full_number} của Văn phòng UBND tỉnh", key=f"report:{report.pk}",
    )  # fmt: skip


@cites("QC 10.1")
def send(pk: int, *, by: Actor, on: date, at: datetime) -> Report:
    """Gửi Văn phòng: an agency's signed report is handed in, once; what it owed is met."""
    report = found(pk, by)
    if refusal := may(by, "sign_report", agency_id=report.agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    if report.of_office:
        raise Refused("Báo cáo của Văn phòng được trình khi ký.", ground=GROUND)
    if report.stage in GIVEN_UP:
        raise Refused(f"Báo cáo đã gửi ngày {report.sent_on:%d/%m/%Y}.", ground=GROUND)
    if report.stage != Stage.SIGNED or reads.snapshot_of(report) is None:
        raise Refused("Báo cáo chưa ký; hãy ký trước khi gửi.", ground=GROUND)
    with act("send_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        take(report, stage=Stage.SENT, sent_on=on)
        meet(a, kinds=[DutyKind.PERIOD_REPORT], subject=SUBJECT, subject_id=pk, on=on)
        tell(
            a, agency=office(), kind="send_report", subject=SUBJECT, subject_id=pk, role=Role.MONITOR,
            text=f"{report.agency.name}: {str(report).lower()}", key=f"sent:{pk}",
        )  # fmt: skip
    return report
