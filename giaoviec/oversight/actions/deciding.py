"""The Chairman decides a line of the Office's report, once; what he decided becomes a letter, an inspection, a duty."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from giaoviec.agencies.queries import office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.duties.actions import meet, owe, tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions import inspection, urging
from giaoviec.oversight.actions.leading import About, deliver, record
from giaoviec.oversight.actions.reports_up import LINE, SUBJECT, checked, day_of_duty
from giaoviec.oversight.models import ChairmanReport, Decision, LeaderAct, ReportLine, ReportStage
from giaoviec.oversight.queries import leading
from giaoviec.oversight.queries import reports_up as queries
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite, Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.inspections import InspectionKind
from giaoviec.rules.leading import LeaderActKind, sends
from giaoviec.rules.proposals import Measure
from giaoviec.rules.roles import Role

GROUND = Policy("decided_once")
BY_HAND = (Measure.URGE, Measure.SHIFT)
"""Measures that the Office has to finish by hand: it owes that."""


@cites("QC 9.3", "QC 8.1.a", "QC 8.1.c")
@policy("decided_once", "criticism")
def decide(
    pk: int, *, decision: str, measure: str = "", text: str = "", number: str = "", by: Actor, on: date, at: datetime
) -> ReportLine:
    """Đồng ý, chọn biện pháp khác (`measure`), or không thực hiện: once, and carried out at once as far as it can be.

    `number` is that of the decision to inspect, where it has one already. Raises `Refused`: 404 to strangers, 403 to
    who may not decide, 422 at the field, 409 for what was decided.
    """
    line = _line(pk, by)
    chosen, what = _said(line, decision, measure)
    need = "Ghi lý do không thực hiện." if chosen is Decision.DECLINE else ""
    said = kept_text("text", text, by=by, at=at, need=need, ground=GROUND, most=2000)
    with transaction.atomic():
        with act("decide_report_line", by=by, on=on, at=at, subject=LINE, subject_id=pk, decision=chosen) as a:
            a.note(text=Salted(said), measure=what or "")
            _write(a, line, chosen, what, said)
            if what is not None:
                _follow(a, line, what, said)
            _finish(a, line)
        if what is Measure.INSPECT:
            _inspect(line, number, by=by, on=on, at=at)
    line.refresh_from_db()
    return line


def _line(pk: int, by: Actor) -> ReportLine:
    line = queries.line(by, pk)
    if line is None or line.report.stage not in (ReportStage.SENT, ReportStage.DECIDED):
        raise Refused("Không có đề xuất này.", status=404)
    if refusal := may(by, "decide_report_up"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    return line


def _said(line: ReportLine, decision: str, measure: str) -> tuple[Decision, Measure | None]:
    if decision not in Decision.values:
        raise Refused("Chọn đồng ý, biện pháp khác hoặc không thực hiện.", field="decision", ground=GROUND, status=422)
    chosen = Decision(decision)
    if chosen is Decision.DECLINE:
        return chosen, None
    if chosen is Decision.AGREE:
        return chosen, Measure(line.measure)
    other = checked(measure)
    if other == line.measure:
        raise Refused(
            "Biện pháp khác phải khác biện pháp Văn phòng đề xuất.", field="measure", ground=GROUND, status=422
        )
    return chosen, other


def _write(a: Act, line: ReportLine, chosen: Decision, what: Measure | None, text: str) -> None:
    taken = ReportLine.objects.filter(pk=line.pk, decision="", voided_at=None).update(
        decision=chosen,
        decided_measure=what or "",
        decision_text=text,
        decided_on=a.on,
        decided_at=a.at,
        decided_act=a.id,
        decided_by_text=a.label,
    )
    if not taken:
        line.refresh_from_db()
        raise Refused(
            f"{line.decided_by_text} đã quyết định đề xuất này ngày {line.decided_on:%d/%m/%Y}: "
            f"{Decision(line.decision).label}.",
            ground=GROUND,
        )
    words = f"{line.agency.name}: {Decision(chosen).label}" + (f", {what.vi}" if what else "")
    tell(
        a, agency=office(), kind="decide_report_line", subject=SUBJECT, subject_id=line.report_id,
        text=words, key=f"{a.id}:decided",
    )  # fmt: skip


def _follow(a: Act, line: ReportLine, what: Measure, text: str) -> None:
    """What comes of a decision within its act: a criticism or question sent, a letter drafted, the Office's duty."""
    if what in BY_HAND:
        owe(
            a, DutyKind.CARRY_OUT, agency=office(), due_on=day_of_duty(DutyKind.CARRY_OUT, a.on),
            subject=LINE, subject_id=line.pk, role=Role.MONITOR,
        )  # fmt: skip
    if what is Measure.URGE:
        _draft(a, line)
    elif what in (Measure.CRITICISE, Measure.ASK):
        kind = LeaderActKind.CRITICISE if what is Measure.CRITICISE else LeaderActKind.ASK
        row = _speak(a, kind, About(line.agency_id, line=line), text or _words(line))
        _result(line, "leader_act", row.pk)


def _draft(a: Act, line: ReportLine) -> None:
    """The letter, as a draft of the Office; where nothing may be urged now the Office has the duty alone."""
    assert a.by is not None
    items = list(line.work.values_list("assignment_id", flat=True))
    try:
        with transaction.atomic():
            letter = urging.draft(items, agency=line.agency_id, by=a.by, on=a.on, at=a.at, within=a)
    except Refused as no:
        a.note(not_drafted=Salted(no.sentence))
        return
    _result(line, "urging", letter.pk)


def _inspect(line: ReportLine, number: str, *, by: Actor, on: date, at: datetime) -> None:
    """A sudden inspection, proposed by the report and decided by this very decision."""
    made = inspection.propose(
        kind=InspectionKind.SUDDEN, agencies=[line.agency_id], reason=line.reason, by=by, on=on, at=at
    )
    decided = number or f"phê duyệt tại Báo cáo {line.report.full_number}"
    inspection.decide(made.pk, agree=True, number=decided, decided_on=on, by=by, on=on, at=at)
    _result(line, "inspection", made.pk)


def _speak(a: Act, kind: LeaderActKind, about: About, text: str) -> LeaderAct:
    assert a.by is not None
    row = record(a, kind, about, text, person_id=a.by.for_person_id or a.by.person_id, name=a.by.label)
    deliver(a, row)
    return row


def _words(line: ReportLine) -> str:
    listed = "\n".join(f"- {one.content} ({one.words})" for one in line.work.all())
    return f"{line.reason}." + (f"\n{listed}" if listed else "")


def _result(line: ReportLine, kind: str, pk: int) -> None:
    ReportLine.objects.filter(pk=line.pk).update(result=kind, result_id=pk)


def _finish(a: Act, line: ReportLine) -> None:
    """Where no line waits any more the report is decided, and the duty met."""
    if ReportLine.objects.filter(report=line.report_id, voided_at=None, decision="").exists():
        return
    ChairmanReport.objects.filter(pk=line.report_id).update(stage=ReportStage.DECIDED)
    meet(a, kinds=[DutyKind.DECIDE_REPORT], subject=SUBJECT, subject_id=line.report_id, on=a.on)


@policy("decided_once", "leader_assistant")
def ask(pk: int, *, text: str, by: Actor, on: date, at: datetime) -> LeaderAct:
    """Hỏi: a question on a line, to the Office; the line goes on waiting. An assistant's waits for the Chairman."""
    line = queries.line(by, pk)
    if line is None or (may(by, "decide_report_up") and may(by, "prepare_lead")):
        raise Refused("Không có đề xuất này.", status=404)
    if line.decision:
        raise Refused("Đề xuất này đã được quyết định nên không hỏi thêm ở đây.", ground=GROUND)
    said = kept_text("question", text, by=by, at=at, need="Ghi câu hỏi.", ground=GROUND, most=2000)
    post = leading.chairman(on)
    with act("ask_report_line", by=by, on=on, at=at, subject=LINE, subject_id=pk, text=Salted(said)) as a:
        about = About(office().pk, line=line)
        if sends(by):
            return _speak(a, LeaderActKind.ASK, about, said)
        if post is None:
            raise Refused("Chưa có Chủ tịch trong danh bạ; đề nghị quản trị nhập trước.")
        return record(a, LeaderActKind.ASK, about, said, person_id=post.person_id, name=post.person.name)


@cites("QC 8.1.a")
def carried_out(pk: int, *, note: str, by: Actor, on: date, at: datetime) -> ReportLine:
    """Đã thực hiện: the Office says what it did of a decision. Once."""
    line = queries.line(by, pk)
    if line is None or may(by, "compose_report_up"):
        raise Refused("Không có đề xuất này.", status=404)
    if line.decided_measure not in BY_HAND:
        raise Refused("Đề xuất này không có việc Văn phòng phải thực hiện.", ground=GROUND)
    said = kept_text("note", note, by=by, at=at, need="Ghi Văn phòng đã làm gì.", ground=Cite("QC 8.1.a"), most=2000)
    with act("carry_out_line", by=by, on=on, at=at, subject=LINE, subject_id=pk, note=Salted(said)) as a:
        taken = ReportLine.objects.filter(pk=pk, carried_on=None).update(
            carried_on=on, carried_at=at, carried_act=a.id, carried_by_text=by.label, carried_note=said
        )
        if not taken:
            line.refresh_from_db()
            raise Stale(f"{line.carried_by_text} đã ghi thực hiện ngày {line.carried_on:%d/%m/%Y}.")
        meet(a, kinds=[DutyKind.CARRY_OUT], subject=LINE, subject_id=pk, on=on)
    line.refresh_from_db()
    return line
