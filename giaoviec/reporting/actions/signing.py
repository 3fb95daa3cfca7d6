"""A report is signed and sent; what the Office cannot take goes back with a reason, and another takes its place."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db.models import F

from giaoviec.agencies.queries import memberships_on, office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.documents.numbers import take as take_number
from giaoviec.documents.numbers import written
from giaoviec.duties.actions import meet, owe_all, tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions import urging_words
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.reporting.actions.opening import debts
from giaoviec.reporting.actions.writing import FROZEN, GROUND, SUBJECT, found, open_report, take
from giaoviec.reporting.models import Report, ReportSection, Stage
from giaoviec.reporting.reports import reads
from giaoviec.reporting.reports.building import GIVEN_UP, asked_of, built, check
from giaoviec.reporting.reports.content import Content
from giaoviec.reporting.reports.letterheads import COMMITTEES
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.reports import Writer, parts_of, report_due
from giaoviec.rules.roles import Role

SYMBOL = "BC-VP"


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
        take(
            report,
            stage=Stage.SIGNED,
            signed_on=on,
            signed_at=at,
            **signature_of(report, by, on),
            **_number(a, report, on),
        )
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
    """Name, authority and post as they stand under it. A People's Committee signs "TM.", a deputy for the head "KT.",
    whoever else signs for the head "TL." (NĐ 30/2020, Phụ lục I, mục II, khoản 7)."""
    if report.of_office:
        return urging_words.signature(by, on)
    name, title = by.label.split(", thay ")[0], _post(by.title or by.role.vi)
    committee = report.agency.kind in COMMITTEES
    if by.role is Role.AGENCY_HEAD and by.for_person_id is None:
        return _signed_by(name, title, "TM. ỦY BAN NHÂN DÂN" if committee else "")
    head = _title_of_head(report.agency_id, on)
    return _signed_by(name, title, f"{'KT.' if title.startswith('PHÓ ') else 'TL.'} {head}")


def _signed_by(name: str, title: str, authority: str) -> dict[str, str]:
    return {"signer_name": name, "signer_authority": authority, "signer_post": title}


def _title_of_head(agency_id: int, on: date) -> str:
    head = memberships_on(on).filter(agency=agency_id, role=Role.AGENCY_HEAD).exclude(title="").first()
    return _post(head.title) if head else "THỦ TRƯỞNG CƠ QUAN"


def _post(title: str) -> str:
    """As it stands under a paper: "CHỦ TỊCH" of "Chủ tịch UBND"."""
    return re.sub(r" UBND\b.*$", "", title).upper()


def _number(a: Act, report: Report, on: date) -> dict[str, object]:
    """The Office's reports are numbered here; an agency numbers its own paper."""
    if not report.of_office:
        return {}
    number = take_number(a, agency=office(), register=SYMBOL, year=on.year)
    return {"number": number, "full_number": written(number, SYMBOL)}


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
    if report.stage == Stage.SENT_BACK:
        raise Refused("Văn phòng đề nghị hoàn chỉnh báo cáo này; hãy sửa, ký rồi gửi bản mới.", ground=GROUND)
    if report.stage != Stage.SIGNED or reads.snapshot_of(report) is None:
        raise Refused("Báo cáo chưa ký; hãy ký trước khi gửi.", ground=GROUND)
    with act("send_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        take(report, stage=Stage.SENT, sent_on=on, sent_at=at)
        meet(a, kinds=[DutyKind.PERIOD_REPORT], subject=SUBJECT, subject_id=pk, on=on)
        tell(
            a, agency=office(), kind="send_report", subject=SUBJECT, subject_id=pk, role=Role.MONITOR,
            text=f"{report.agency.name}: {str(report).lower()}", key=f"sent:{pk}",
        )  # fmt: skip
    return report


# ---- sent back


@cites("QC 8.1.a", "QC 10.1")
@policy("report_frozen")
def send_back(pk: int, *, reason: str, by: Actor, on: date, at: datetime) -> Report:
    """Đề nghị hoàn chỉnh: the Office says what an agency's report lacks. The one that was sent stays as it was signed;
    the agency owes another, which begins with the words of the first. Returns the new one.
    """
    report = found(pk, by)
    if refusal := may(by, "send_back_report"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    if report.of_office or report.stage != Stage.SENT:
        raise Refused(
            "Chỉ báo cáo cơ quan đã gửi, chưa tổng hợp mới đề nghị hoàn chỉnh được; sau đó thì đính chính.",
            ground=FROZEN,
        )
    need = "Ghi rõ báo cáo cần hoàn chỉnh điều gì."
    why = kept_text("reason", reason, by=by, at=at, need=need, ground=GROUND, most=5000)
    with act("send_back_report", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, reason=Salted(why)) as a:
        take(report, stage=Stage.SENT_BACK, back_on=on, back_by_text=by.label, back_reason=why)
        made = _another(a, report)
        a.note(made=made.pk)
    return made


_SAME = ("kind", "period", "year", "place", "first", "last", "agency_id")


def _another(a: Act, old: Report) -> Report:
    """The report that the agency writes instead: the edited sections go with it, the others follow the data again."""
    columns = {name: getattr(old, name) for name in _SAME}
    due = _due_again(old, a.on)
    made = Report.objects.create(**a.row(**columns, stage=Stage.EDITED, due_on=due, replaces=old))
    edited = ReportSection.objects.filter(report=old).exclude(text=F("prefilled"))
    for row in edited:
        row.pk, row.report = None, made
    ReportSection.objects.bulk_create(list(edited))
    if due:
        owe_all(a, debts([made]))
    tell(
        a, agency=made.agency_id, kind="send_back_report", subject=SUBJECT, subject_id=made.pk,
        text=f"Văn phòng UBND tỉnh đề nghị hoàn chỉnh {str(made).lower()}: {old.back_reason[:200]}",
        key=f"back:{old.pk}",
    )  # fmt: skip
    return made


def _due_again(old: Report, on: date) -> date | None:
    """As many working days as after the cut-off; none while the calendar lacks the year."""
    try:
        return report_due(on, Writer.AGENCY, profile=profile_on(old.last), calendar=calendar())
    except UnknownYear:
        return None
