"""The report to the Chairman (9.3): composed from what urging came to, edited, signed with a number, sent once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import committee, office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.documents.numbers import take, written
from giaoviec.duties.actions import owe, tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions.urging_words import signature
from giaoviec.oversight.models import ChairmanReport, ReportedWork, ReportLine, ReportStage
from giaoviec.oversight.queries import leading
from giaoviec.oversight.queries import reports_up as queries
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, cites, policy
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.proposals import Measure
from giaoviec.rules.roles import Role

GROUND = Cite("QC 9.3")
SUBJECT, LINE = "chairman_report", "report_line"
SYMBOL = "BC-VP"
SUMMARY = "Đề xuất biện pháp đôn đốc các nhiệm vụ đã đến hạn chưa thực hiện xong"
CLOSING = "Kính trình Chủ tịch UBND tỉnh xem xét, quyết định từng nội dung nêu trên."


@cites("QC 9.3", "QC 8.1.a")
@policy("proposals")
def compose(*, by: Actor, on: date, at: datetime) -> ChairmanReport:
    """Soạn báo cáo: a draft with a line for each agency and measure that the day proposes; a draft of none is allowed.

    Raises `Refused` while another draft lies there.
    """
    _must(by, "compose_report_up")
    found = queries.proposed(on)
    with act("compose_report_up", by=by, on=on, at=at, subject=SUBJECT, lines=len(found.lines)) as a:
        try:
            with transaction.atomic():
                texts = {"summary": SUMMARY, "opening": _opening(found, on), "closing": CLOSING}
                report = ChairmanReport.objects.create(**a.row(**texts))
        except IntegrityError:
            raise Refused("Đang có một báo cáo soạn dở; hãy soạn tiếp hoặc bỏ báo cáo đó trước.") from None
        a.subject_id = report.pk
        ReportedWork.objects.bulk_create(_work(a, report, found))
    return report


def _opening(found: queries.Proposed, on: date) -> str:
    proposed = len({line.agency_id for line in found.lines})
    return (
        "Thực hiện khoản 3 Điều 9 Quy chế, Văn phòng UBND tỉnh báo cáo Chủ tịch UBND tỉnh: đến hết ngày "
        f"{on:%d/%m/%Y} có {found.late} nhiệm vụ quá hạn ở {found.agencies} cơ quan. Các việc dưới đây đã được nhắc, "
        "đôn đốc bằng văn bản mà chưa chuyển biến, hoặc đang chờ nơi khác; Văn phòng "
        f"đề xuất {len(found.lines)} biện pháp đối với {proposed} cơ quan."
    )


def _work(a: Act, report: ChairmanReport, found: queries.Proposed) -> Iterator[ReportedWork]:
    for place, line in enumerate(found.lines, 1):
        said = {"measure": line.measure, "reason": line.reason}
        row = ReportLine.objects.create(**a.row(report=report, agency_id=line.agency_id, position=place, **said))
        for number, pk in enumerate(line.assignments, 1):
            known = found.known[pk]
            yield ReportedWork(
                line=row,
                assignment_id=pk,
                position=number,
                content=known.content,
                due_on=known.due_on,
                words=known.words,
            )


# ---- while it is a draft


def edit(
    pk: int, *, summary: str, opening: str, closing: str, version: int | None, by: Actor, on: date, at: datetime
) -> None:
    """Sửa lời báo cáo. `Stale` where somebody else changed it meanwhile."""
    report = _draft(pk, by)
    said = {
        "summary": kept_text(
            "summary", summary, by=by, at=at, need="Ghi trích yếu của báo cáo.", ground=GROUND, most=300
        ),
        "opening": kept_text("opening", opening, by=by, at=at, need="Ghi phần mở đầu của báo cáo.", ground=GROUND),
        "closing": kept_text("closing", closing, by=by, at=at),
    }
    with act("edit_report_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, opening=Salted(said["opening"])):
        if version is not None and version != report.version:
            raise Stale("Báo cáo vừa có người khác sửa; hãy tải lại trang rồi sửa tiếp.")
        _take(report, **said)


def edit_line(pk: int, *, measure: str, reason: str, note: str = "", by: Actor, on: date, at: datetime) -> ReportLine:
    """Sửa một dòng: the measure, why, and what else the Office says of it."""
    line = _line(pk, by)
    said = {
        "measure": checked(measure),
        "reason": kept_text("reason", reason, by=by, at=at, need="Ghi lý do đề xuất.", ground=GROUND, most=2000),
        "note": kept_text("note", note, by=by, at=at, most=2000),
    }
    with act("edit_report_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=line.report_id, line=pk) as a:
        a.note(reason=Salted(said["reason"]), measure=said["measure"])
        ReportLine.objects.filter(pk=pk).update(**said)
        _take(line.report)
    return line


def add_line(
    pk: int, *, agency: Agency | int, measure: str, reason: str, by: Actor, on: date, at: datetime
) -> ReportLine:
    """Thêm một dòng that the figures did not propose."""
    report = _draft(pk, by)
    agency_id = agency if isinstance(agency, int) else agency.pk
    if not leading.agencies(on).filter(pk=agency_id).exists():
        raise Refused("Chọn cơ quan đang được giao việc.", field="agency", ground=GROUND, status=422)
    said: dict[str, str] = {"measure": checked(measure)}
    said["reason"] = kept_text("reason", reason, by=by, at=at, need="Ghi lý do đề xuất.", ground=GROUND, most=2000)
    with act("edit_report_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, agency=agency_id) as a:
        last = ReportLine.objects.filter(report=report).order_by("-position").first()
        place = last.position + 1 if last else 1
        line = ReportLine.objects.create(**a.row(report=report, agency_id=agency_id, position=place, **said))
        _take(report)
    return line


def remove_line(pk: int, *, by: Actor, on: date, at: datetime) -> ReportLine:
    """Bỏ một dòng của bản thảo."""
    line = _line(pk, by)
    with act("edit_report_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=line.report_id, removed=pk) as a:
        ReportLine.objects.filter(pk=pk).update(voided_at=at, voided_act=a.id)
        _take(line.report)
    return line


def discard(pk: int, *, by: Actor, on: date, at: datetime) -> None:
    """Bỏ bản thảo."""
    report = _draft(pk, by)
    with act("drop_report_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        _take(report, voided_at=at, voided_act=a.id)


# ---- signing, sending


@cites("QC 9.3")
def sign(pk: int, *, by: Actor, on: date, at: datetime) -> ChairmanReport:
    """Ký, lấy số: from here on nothing in it changes. An empty report is not signed."""
    report = _draft(pk, by, act_name="sign_report_up")
    if not ReportLine.objects.filter(report=report, voided_at=None).exists():
        raise Refused("Báo cáo chưa có đề xuất nào; hãy thêm ít nhất một dòng trước khi ký.", ground=GROUND)
    with act("sign_report_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        number = take(a, agency=office(), register=SYMBOL, year=on.year)
        numbered = {"number": number, "full_number": written(number, SYMBOL)}
        _take(report, stage=ReportStage.SIGNED, signed_on=on, **signature(by, on), **numbered)
    return report


@cites("QC 9.3")
@policy("decided_once")
def send(pk: int, *, by: Actor, on: date, at: datetime) -> None:
    """Gửi Chủ tịch: it lies on his desk, to be decided by a day. Once."""
    report = _find(pk, by, "sign_report_up")
    if report.stage == ReportStage.DRAFTED:
        raise Refused("Báo cáo chưa ký; hãy ký trước khi gửi.", ground=GROUND)
    if report.stage != ReportStage.SIGNED:
        raise Refused(f"Báo cáo đã gửi ngày {report.sent_on:%d/%m/%Y}.", ground=GROUND)
    by_day = day_of_duty(DutyKind.DECIDE_REPORT, on)
    with act("send_report_up", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        _take(report, stage=ReportStage.SENT, sent_on=on, sent_at=at)
        desk: dict[str, Any] = {"agency": committee(), "subject": SUBJECT, "subject_id": pk, "role": Role.CHAIRMAN}
        owe(a, DutyKind.DECIDE_REPORT, due_on=by_day, **desk)
        tell(a, kind="send_report_up", text=f"{report}: {report.summary}", key=f"{a.id}:report", **desk)


def day_of_duty(kind: DutyKind, on: date) -> date:
    """The day by which a duty set today is owed; `Refused` where the calendar lacks the year."""
    try:
        return due(kind, on, profile=profile_on(on), calendar=calendar())
    except UnknownYear as lack:
        raise Refused(lack.sentence) from lack


def checked(measure: str) -> Measure:
    """The measure that was named; `Refused` for what is none."""
    try:
        return Measure(measure)
    except ValueError:
        raise Refused("Chọn biện pháp đề xuất.", field="measure", ground=GROUND, status=422) from None


def _must(by: Actor, name: str) -> None:
    if refusal := may(by, name):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403 if by.is_office else 404)


def _find(pk: int, by: Actor, act_name: str) -> ChairmanReport:
    report = queries.get(by, pk)
    if report is None:
        raise Refused("Không có báo cáo này.", status=404)
    _must(by, act_name)
    return report


def _draft(pk: int, by: Actor, act_name: str = "compose_report_up") -> ChairmanReport:
    report = _find(pk, by, act_name)
    if report.stage != ReportStage.DRAFTED:
        raise Refused(f"Báo cáo {report.full_number} đã ký nên không sửa được; hãy soạn báo cáo mới.", ground=GROUND)
    return report


def _line(pk: int, by: Actor) -> ReportLine:
    line = queries.line(by, pk)
    if line is None:
        raise Refused("Không có dòng này.", status=404)
    _draft(line.report_id, by)
    return line


def _take(report: ChairmanReport, **changes: object) -> None:
    """Writes with the version that was read; who comes second is told."""
    mine = ChairmanReport.objects.filter(pk=report.pk, version=report.version, voided_at=None)
    if not mine.update(version=F("version") + 1, **changes):
        raise Stale("Báo cáo vừa có người khác thay đổi; hãy tải lại trang rồi làm tiếp.")
    report.refresh_from_db()
