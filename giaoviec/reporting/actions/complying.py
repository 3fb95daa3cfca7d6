"""The yearly report on carrying out the Regulation (11.1): opened when the year is over, written, signed and frozen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime, timedelta

from giaoviec import __version__
from giaoviec.agencies.queries import committee, office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.assignments.models import Assignment
from giaoviec.documents.numbers import take as take_number
from giaoviec.documents.numbers import written
from giaoviec.duties.actions import meet, owe, tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.papers import pdf, word
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.reporting.actions.freezing import keep_file, keep_paper
from giaoviec.reporting.actions.signing import SYMBOL, signature_of
from giaoviec.reporting.actions.writing import FROZEN, LONGEST, SUBJECT, let_go_section, open_report, put_section, take
from giaoviec.reporting.compliance import reads
from giaoviec.reporting.compliance.amended import amendment_paper
from giaoviec.reporting.compliance.paper import compliance_paper
from giaoviec.reporting.compliance.told import Told, of_stored, stored
from giaoviec.reporting.compliance.workbook import compliance_book
from giaoviec.reporting.models import Amendment, Report, Snapshot, Stage
from giaoviec.reporting.reports.reads import signed_of, snapshot_of, whole_digest
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, cites, policy
from giaoviec.rules.compliance import KIND, PARTS
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.periods import Period, period, periods_containing
from giaoviec.rules.reports import Part, Writer, report_due
from giaoviec.rules.roles import Role

GROUND = Cite("QC 11.1#2")
DUTY = DutyKind.COMPLIANCE_REPORT


@cites("QC 11.1#2")
def close_year(on: date, at: datetime) -> int:
    """The year that ended on the eve: its report on carrying out the Regulation is opened once, and owed. Says how many
    (0 on most days)."""
    eve = on - timedelta(days=1)
    one = next((one for one in periods_containing(eve, profile_on(eve)) if one.kind == "year"), None)
    if one is None or one.last_day != eve or _opened(one) or not Assignment.objects.filter(given_on__lte=eve).exists():
        return 0
    with act("open_reports", by=None, on=on, at=at, subject="day", period=f"{KIND} {one.code}") as a:
        _open(a, one)
    return 1


@cites("QC 11.1#2")
def open_year(year: int, *, by: Actor, on: date, at: datetime) -> Report:
    """Lập báo cáo thực hiện Quy chế of a year that is over. `Refused` for one that is not, or that has its report."""
    if refusal := may(by, "open_reports"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403 if by.is_office else 404)
    one = period("year", year, 1, profile_on(on))
    if one.last_day >= on:
        after = one.last_day + timedelta(days=1)
        raise Refused(f"{one.vi.capitalize()} chưa kết thúc; báo cáo lập được từ ngày {after:%d/%m/%Y}.", ground=GROUND)
    if _opened(one):
        raise Refused(f"Báo cáo thực hiện Quy chế {one.vi} đã lập; hãy mở báo cáo đó.", ground=GROUND)
    with act("open_reports", by=by, on=on, at=at, subject=SUBJECT, period=f"{KIND} {one.code}") as a:
        made = _open(a, one)
        a.subject_id = made.pk
    return made


def _opened(one: Period) -> bool:
    return Report.objects.filter(kind=KIND, first=one.start, last=one.last_day, voided_at=None).exists()


def _open(a: Act, one: Period) -> Report:
    due = _due(one, a.on)
    about = {"kind": KIND, "period": one.code, "year": one.year, "place": 1, "first": one.start, "last": one.last_day}
    made = Report.objects.create(**a.row(agency=office(), of_office=True, due_on=due, **about))
    if due:
        turn = f"{KIND} {one.code}"
        owe(a, DUTY, agency=office(), due_on=due, subject=SUBJECT, subject_id=made.pk, role=Role.MONITOR, turn=turn)
    return made


def _due(one: Period, on: date) -> date | None:
    """As the Office's own report of the year; none while the working calendar lacks the year."""
    profile = profile_on(one.last_day)
    try:
        return max(report_due(one.last_day, Writer.OFFICE, profile=profile, calendar=calendar()), on)
    except UnknownYear:
        return None


# ---- written


@cites("QC 11.1#2")
def edit_compliance(
    pk: int, key: str, *, text: str, version: int | None = None, by: Actor, on: date, at: datetime
) -> Report:  # fmt: skip
    """Sửa một phần: what is written stands, whatever the numbers say later. `Stale` where another was first."""
    report, part = _open_one(pk, by), _part(key)
    whole = kept_text("text", text, by=by, at=at, ground=GROUND, most=LONGEST)
    first = next(said.text for said in reads.built(report, words=False).sections if said.key == key)
    put_section(report, part.key, whole=whole, first=first, version=version, by=by, on=on, at=at)
    return report


def renew_compliance(pk: int, key: str, *, by: Actor, on: date, at: datetime) -> Report:
    """Lấy lại lời theo số liệu: what was written in a section is let go."""
    report, part = _open_one(pk, by), _part(key)
    let_go_section(report, part.key, by=by, on=on, at=at)
    return report


def _open_one(pk: int, by: Actor, name: str = "write_report") -> Report:
    report = open_report(pk, by, name)
    if report.kind != KIND:
        raise Refused("Không có báo cáo này.", status=404)
    return report


def _part(key: str) -> Part:
    found = next((part for part in PARTS if part.key == key), None)
    if found is None:
        raise Refused("Báo cáo không có phần này.", status=404)
    return found


# ---- signed and frozen


@cites("QC 11.1#2")
@policy("report_frozen")
def sign_compliance(pk: int, *, by: Actor, on: date, at: datetime) -> Report:
    """Ký và chốt: numbers, words and files as known now are kept for ever, the report is with the People's Committee.

    `Refused` for one with an empty required section.
    """
    report = _open_one(pk, by, "sign_report")
    found = reads.built(report, known_at=at)
    _refuse_empty(found)
    with act("sign_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        signed = {"signed_on": on, "signed_at": at, "sent_on": on, "sent_at": at}
        take(report, stage=Stage.FROZEN, **signed, **signature_of(report, by, on), **_numbered(a, on))
        snapshot = _snapshot(report, found, at)
        a.note(digest=snapshot.digest)
        _keep(a, report, found)
        meet(a, kinds=[DUTY], subject=SUBJECT, subject_id=pk, on=on)
        text = f"{report} số {report.full_number} của Văn phòng UBND tỉnh"
        tell(
            a, agency=committee(), kind="freeze_report", subject=SUBJECT, subject_id=pk, role=Role.CHAIRMAN, text=text,
            key=f"report:{pk}",
        )  # fmt: skip
    return report


def _numbered(a: Act, on: date) -> dict[str, object]:
    number = take_number(a, agency=office(), register=SYMBOL, year=on.year)
    return {"number": number, "full_number": written(number, SYMBOL)}


def _refuse_empty(found: Told) -> None:
    texts = {said.key: said.text.strip() for said in found.sections}
    empty = [part.vi for part in PARTS if part.required and not texts[part.key]]
    if empty:
        raise Refused(f"Chưa ký được: còn để trống phần “{'”, “'.join(empty)}”.", ground=GROUND, status=422)


def _snapshot(report: Report, found: Told, at: datetime) -> Snapshot:
    whole = stored(found)
    return Snapshot.objects.create(
        report=report, day=report.last, known_at=at, profile=found.profile, rules=__version__, content=whole, lines=0,
        digest=whole_digest(whole, []),
    )  # fmt: skip


def _keep(a: Act, report: Report, found: Told) -> None:
    paper, name = compliance_paper(found, signed_of(report)), file_name(report)
    keep_file(a, report, "xlsx", f"{name}.xlsx", compliance_book(found))
    keep_file(a, report, "docx", f"{name}.docx", word.render(paper))
    keep_file(a, report, "pdf", f"{name}.pdf", pdf.render(paper))


def file_name(report: Report) -> str:
    """Without its ending: "bao-cao-thuc-hien-quy-che-2026"."""
    return f"bao-cao-thuc-hien-quy-che-{report.period}"


@policy("report_frozen")
def amend_compliance(pk: int, *, reason: str, by: Actor, on: date, at: datetime) -> Amendment:
    """Đính chính: why, and which numbers are otherwise by what is known now; the frozen report stays as it was."""
    report = Report.objects.filter(pk=pk, kind=KIND, voided_at=None).first()
    snapshot = snapshot_of(report) if report else None
    if report is None or snapshot is None:
        raise Refused("Báo cáo chưa chốt; hãy sửa ngay trong báo cáo.", ground=FROZEN)
    if refusal := may(by, "amend_report", agency_id=report.agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    why = kept_text("reason", reason, by=by, at=at, need="Ghi rõ đính chính điều gì, vì sao.", ground=FROZEN, most=5000)
    before, after = of_stored(snapshot.content), reads.built(report, known_at=at)
    changes = json.dumps(
        {"before": asdict(before.whole), "after": asdict(after.whole)}, sort_keys=True, separators=(",", ":")
    )
    with act("amend_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, reason=Salted(why)) as a:
        number = Amendment.objects.filter(report=report).count() + 1
        digest = hashlib.sha256(changes.encode()).hexdigest()
        row = Amendment.objects.create(
            **a.row(report=report, number=number, reason=why, changes=changes, digest=digest),
            **signature_of(report, by, on),
        )
        a.note(number=number)
        paper = amendment_paper(report, row, before, after)
        keep_paper(a, report, f"{file_name(report)}-dinh-chinh-{number}", paper, row)
    return row
