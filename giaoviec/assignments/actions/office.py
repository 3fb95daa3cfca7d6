"""The moves of the Office (7.2c, 8.1a–c) and of whoever verifies inside an agency; withdrawal, successors, due dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from giaoviec.agencies.models import Agency
from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import (
    Step,
    ask,
    carry_out,
    drop,
    enter,
    meet,
    owe,
    present,
    spell,
    tell,
)  # fmt: skip
from giaoviec.assignments.actions.give import add_collaborators, owe_at_giving
from giaoviec.assignments.actions.lead import required
from giaoviec.assignments.models import (
    Assignment,
    Claim,
    Collaboration,
    DueDate,
    Extension,
    Obstacle,
    Return,
    StageSpell,
    Task,
    Verification,
    WrittenReport,
)  # fmt: skip
from giaoviec.assignments.searching import reindex_task
from giaoviec.documents.models import Revision
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import Move, Stage
from giaoviec.rules.tasks import Quality

CLOCKS_OF_THE_WORK = (DutyKind.FIRST_UPDATE, DutyKind.CYCLE_UPDATE, DutyKind.RESULT, DutyKind.WRITTEN_REPORT)


# ---- answers to a return (7.2c)


def correct(
    assignment_id: int,
    *,
    changed: str,
    content: str = "",
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Điều chỉnh và giao lại: says what changed; the clock of the first update starts anew."""
    required(changed, "changed", "Ghi nội dung đã điều chỉnh.", Cite("QC 7.2.c"))
    step = ask(Move.CORRECT, assignment_id, by=by, on=on, at=at, version=version)
    check_new_due(step, due_on)
    with carry_out(step, changed=Salted(changed)) as a:
        _answer_return(a, step, "correct", changed)
        if content.strip():
            revise_task(a, step.assignment.task, "content", content.strip(), changed)
        if due_on and due_on != step.assignment.due_on:
            set_due_date(a, step, due_on, cause="office", reason=changed)
        enter(
            a, step.assignment, Stage.GIVEN, move=step.move,
            first_update_on=None, returns_this_giving=0, taken_up_on=None, responsible_leader="",
        )  # fmt: skip
        owe(a, step, DutyKind.FIRST_UPDATE)
        tell(a, step, changed)


def uphold(assignment_id: int, *, reason: str, by: Actor, on: date, at: datetime, version: int | None = None) -> None:
    """Giữ nguyên: the task stays with the agency; its clocks stay as they were."""
    required(reason, "reason", "Nêu lý do giữ nguyên.", Policy("uphold"))
    step = ask(Move.UPHOLD, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step, reason=Salted(reason)) as a:
        _answer_return(a, step, "uphold", reason)
        enter(a, step.assignment, Stage.GIVEN, move=step.move)
        tell(a, step, reason)


def pass_on(
    assignment_id: int,
    *,
    agency: Agency,
    reason: str = "",
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Assignment:
    """Chuyển đơn vị khác: this one ends without counting, a new one begins with the other agency."""
    step = ask(Move.PASS_ON, assignment_id, by=by, on=on, at=at, version=version)
    check_new_due(step, due_on)
    if agency.pk == step.assignment.agency_id:
        raise Refused("Chọn cơ quan khác với cơ quan đã chuyển lại.", field="agency", status=422)
    if queries.leads(step.assignment.task_id, agency.pk):
        raise Refused(f"{agency.name} đã chủ trì nhiệm vụ này rồi.", ground=Cite("QC 2.3#1"), field="agency")
    with carry_out(step, agency=agency.pk) as a:
        _answer_return(a, step, "pass_on", reason or f"Chuyển {agency.name}")
        enter(a, step.assignment, Stage.PASSED_ON, move=step.move)
        drop(a, step, *CLOCKS_OF_THE_WORK)
        tell(a, step, reason or f"Đã chuyển {agency.name} thực hiện")
        return _give_to(a, step, agency, due_on or step.assignment.due_on)


def _give_to(a: Act, step: Step, agency: Agency, due_on: date | None) -> Assignment:
    old = step.assignment
    new = Assignment.objects.create(
        **a.row(
            task_id=old.task_id, document_id=old.document_id, agency=agency, came_from=old, stage_on=a.on, given_on=a.on,
            monitoring_unit_id=old.monitoring_unit_id, task_class=old.task_class, starred=old.starred,
            original_due_on=due_on, due_on=due_on, cycle=old.cycle,
        )
    )  # fmt: skip
    a.touch("assignment", new.pk)
    StageSpell.objects.create(**spell(a, new, Stage.GIVEN, step.move))
    DueDate.objects.create(**a.row(assignment=new, due_on=due_on, cause="given"))
    helping = Collaboration.objects.filter(assignment=old, voided_at=None).exclude(agency=agency)
    add_collaborators(a, [new], sorted(set(helping.values_list("agency_id", flat=True))))
    owe_at_giving(a, [new], old.task, profile=step.profile, calendar=step.calendar)
    return new


def _answer_return(a: Act, step: Step, answer: str, text: str) -> None:
    Return.objects.filter(assignment=step.assignment, answered_at=None, voided_at=None).update(
        answer=answer, answer_text=text.strip(), answered_on=a.on, answered_at=a.at, answered_act=a.id
    )
    meet(a, step, DutyKind.ANSWER_RETURN)


# ---- judging a claim (8.1a)


def confirm(
    assignment_id: int,
    *,
    quality: Quality,
    reason: str = "",
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> bool:
    """Xác nhận hoàn thành with a quality mark. True when it closed; False when a starred one waits for a second person."""
    step = ask(Move.CONFIRM, assignment_id, by=by, on=on, at=at, version=version)
    claim = queries.pending_claim(step.assignment)
    first = _waits_for_second(step)
    with carry_out(step, quality=quality.value, first=first) as a:
        _judge(a, claim, confirms=True, quality=quality, reason=reason, by=by)
        if first:
            present(step.assignment, first_confirmer_id=by.person_id)
            tell(a, step, "Một người đã xác nhận; chờ người thứ hai.")
            return False
        _close(a, step, claim, quality)
    return True


def _waits_for_second(step: Step) -> bool:
    starred = step.assignment.starred and not step.assignment.parent_id
    return bool(starred and step.profile["starred_second_person"] and not step.situation.first_confirmers)


def _close(a: Act, step: Step, claim: Claim, quality: Quality) -> None:
    _verdict(a, claim, "confirmed")
    enter(
        a, step.assignment, Stage.CLOSED, move=step.move,
        done_on=claim.on, confirmed_on=a.on, quality=quality, quality_rejected=False,
    )  # fmt: skip
    meet(a, step, DutyKind.VERIFY, DutyKind.RESULT)
    drop(a, step)
    tell(a, step, f"Đã xác nhận hoàn thành, chất lượng: {quality.vi}.")


def reject(
    assignment_id: int,
    *,
    reason: str,
    for_quality: bool = False,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Chưa xác nhận, yêu cầu thực hiện lại: counted; for quality, an explanation is owed (8.2)."""
    required(reason, "reason", "Nêu lý do chưa xác nhận.", Cite("QC 8.1.a"))
    step = ask(Move.REJECT, assignment_id, by=by, on=on, at=at, version=version)
    claim = queries.pending_claim(step.assignment)
    with carry_out(step, reason=Salted(reason)) as a:
        _judge(a, claim, confirms=False, reason=reason, for_quality=for_quality, by=by)
        _verdict(a, claim, "rejected")
        columns: dict[str, Any] = {"quality_rejected": True, "explained": False} if for_quality else {}
        enter(
            a, step.assignment, Stage.UNDER_WAY, move=step.move,
            claimed_on=None, first_confirmer=None, rejections=step.assignment.rejections + 1, **columns,
        )  # fmt: skip
        meet(a, step, DutyKind.VERIFY)
        if for_quality and not step.assignment.parent_id:
            owe(a, step, DutyKind.EXPLANATION, turn=f"quality:{claim.pk}")
        tell(a, step, reason)


def _judge(
    a: Act, claim: Claim, *, confirms: bool, by: Actor, reason: str, quality: str = "", for_quality: bool = False
) -> None:
    Verification.objects.create(
        **a.row(
            claim=claim, confirms=confirms, quality=quality, reason=reason.strip(),
            for_quality=for_quality, for_person_id=by.for_person_id,
        )
    )  # fmt: skip


def _verdict(a: Act, claim: Claim, verdict: str) -> None:
    Claim.objects.filter(pk=claim.pk).update(verdict=verdict, verdict_on=a.on, verdict_at=a.at, verdict_act=a.id)


def reopen(
    assignment_id: int,
    *,
    reason: str,
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Mở lại: a closing that did not hold; counted, with a new due date (a dated task needs one)."""
    required(reason, "reason", "Nêu lý do mở lại.", Cite("QC 8.1.c"))
    step = ask(Move.REOPEN, assignment_id, by=by, on=on, at=at, version=version)
    if step.assignment.original_due_on and due_on is None:
        raise Refused("Mở lại việc có thời hạn thì đặt hạn mới.", ground=Policy("reopen"), field="due_on", status=422)
    check_new_due(step, due_on)
    with carry_out(step, reason=Salted(reason)) as a:
        enter(
            a, step.assignment, Stage.UNDER_WAY, move=step.move,
            done_on=None, confirmed_on=None, claimed_on=None, quality="", first_confirmer=None,
            reopenings=step.assignment.reopenings + 1, explained=False,
        )  # fmt: skip
        if due_on:
            set_due_date(a, step, due_on, cause="reopen", reason=reason)
            owe(a, step, DutyKind.RESULT, named=due_on)
        tell(a, step, reason)


def withdraw(
    assignment_id: int,
    *,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
    within: Act | None = None,
) -> None:
    """Thu hồi: ended by the Office with a reason or the document that replaces it; what was owed on it falls away."""
    required(reason, "reason", "Nêu lý do thu hồi hoặc văn bản thay thế.", Policy("withdraw"))
    step = ask(Move.WITHDRAW, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step, within=within, reason=Salted(reason)) as a:
        enter(a, step.assignment, Stage.WITHDRAWN, move=step.move, extension_pending=False, obstacle_open=False)
        drop(a, step)
        tell(a, step, reason)


def transfer(
    assignment_id: int,
    *,
    successor: Agency,
    basis: str,
    by: Actor,
    on: date,
    at: datetime,
    within: Act | None = None,
) -> None:
    """Chuyển cơ quan kế thừa on a reorganisation: the stage stays, its history keeps the old name (spells say whose)."""
    required(basis, "basis", "Ghi căn cứ pháp lý của việc sắp xếp.", Policy("succession"))
    step = ask(Move.TRANSFER, assignment_id, by=by, on=on, at=at)
    if successor.pk == step.assignment.agency_id:
        raise Refused("Cơ quan kế thừa phải khác cơ quan cũ.", field="successor", status=422)
    with carry_out(step, within=within, successor=successor.pk, basis=Salted(basis)) as a:
        drop(a, step, DutyKind.FIRST_UPDATE, DutyKind.RESULT, DutyKind.CYCLE_UPDATE, DutyKind.EXPLANATION)
        stage = Stage(step.assignment.stage)
        step.assignment.agency = successor
        enter(a, step.assignment, stage, move=step.move, agency=successor, taken_up_on=None, responsible_leader="")
        owe(a, step, DutyKind.FIRST_UPDATE)
        if step.assignment.due_on:
            owe(a, step, DutyKind.RESULT, named=step.assignment.due_on)
        tell(a, step, basis)


# ---- beside the stage


def decide_extension(
    assignment_id: int,
    *,
    granted_on: date | None,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Extension:
    """Grant, grant shorter (a day before the one wanted) or refuse (None); a refusal or a shorter day gives its reason."""
    step = ask(Move.DECIDE_EXTENSION, assignment_id, by=by, on=on, at=at, version=version)
    row = queries.pending_extension(step.assignment)
    decision = _extension_decision(step, row, granted_on, reason)
    with carry_out(step, decision=decision, granted=granted_on, reason=Salted(reason)) as a:
        Extension.objects.filter(pk=row.pk).update(
            decision=decision, granted_on=granted_on, decision_reason=reason.strip(),
            decided_on=on, decided_at=at, decided_act=a.id, decided_by_text=by.label,
        )  # fmt: skip
        columns: dict[str, Any] = {"extension_pending": False}
        if granted_on:
            set_due_date(a, step, granted_on, cause="extension", reason=reason or row.reason)
            columns |= {"extensions": step.assignment.extensions + 1}
        present(step.assignment, **columns)
        meet(a, step, DutyKind.DECIDE_EXTENSION)
        tell(a, step, _extension_sentence(step, granted_on, reason))
    row.refresh_from_db()
    return row


def _extension_decision(step: Step, row: Extension, granted_on: date | None, reason: str) -> str:
    if granted_on is None:
        required(reason, "reason", "Nêu lý do không đồng ý.", Policy("extension_decider"))
        return "refused"
    if step.assignment.due_on and granted_on <= step.assignment.due_on:
        sentence = f"Hạn mới phải sau hạn hiện nay ({step.assignment.due_on:%d/%m/%Y})."
        raise Refused(sentence, ground=Policy("extension_decider"), field="granted_on", status=422)
    if granted_on > row.wanted_on:
        sentence = f"Không gia hạn dài hơn đề nghị ({row.wanted_on:%d/%m/%Y})."
        raise Refused(sentence, ground=Policy("extension_decider"), field="granted_on", status=422)
    return "granted" if granted_on == row.wanted_on else "shorter"


def _extension_sentence(step: Step, granted_on: date | None, reason: str) -> str:
    if granted_on is None:
        return f"Không đồng ý gia hạn: {reason.strip()}"
    original = step.assignment.original_due_on
    return f"Hạn mới {granted_on:%d/%m/%Y}" + (f"; hạn gốc {original:%d/%m/%Y} vẫn được lưu." if original else ".")


def answer_obstacle(
    assignment_id: int,
    *,
    answer: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Trả lời khó khăn, vướng mắc (8.1b)."""
    required(answer, "answer", "Ghi hướng xử lý.", Cite("QC 8.1.b"))
    step = ask(Move.ANSWER_OBSTACLE, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step, answer=Salted(answer)) as a:
        Obstacle.objects.filter(assignment=step.assignment, answered_at=None, voided_at=None).update(
            answer=answer.strip(), answered_on=on, answered_at=at, answered_act=a.id
        )
        present(step.assignment, obstacle_open=False)
        meet(a, step, DutyKind.ANSWER_OBSTACLE)
        tell(a, step, answer.strip())


def set_due(
    assignment_id: int,
    *,
    due_on: date,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Another due date set by the Office, with the reason, beside the original."""
    required(reason, "reason", "Nêu lý do điều chỉnh thời hạn.", Policy("set_due"))
    step = ask(Move.SET_DUE, assignment_id, by=by, on=on, at=at, version=version)
    check_new_due(step, due_on)
    with carry_out(step, due=due_on, reason=Salted(reason)) as a:
        set_due_date(a, step, due_on, cause="office", reason=reason)
        tell(a, step, f"Hạn mới {due_on:%d/%m/%Y}: {reason.strip()}")


def check_new_due(step: Step, due_on: date | None) -> None:
    issued = step.assignment.document.issued_on
    if due_on and due_on < issued:
        raise Refused(f"Hạn không thể trước ngày ban hành ({issued:%d/%m/%Y}).", field="due_on", status=422)
    parent = step.assignment.parent
    if due_on and parent and parent.due_on and due_on > parent.due_on:
        raise Refused(
            f"Hạn nội bộ không sau hạn của việc cấp trên ({parent.due_on:%d/%m/%Y}).",
            ground=Cite("QC 11.2#2"), field="due_on", status=422,
        )  # fmt: skip


def set_due_date(a: Act, step: Step, due_on: date, *, cause: str, reason: str) -> None:
    """A new row that supersedes; the result's duty moves with it; an explanation already given counts no longer."""
    DueDate.objects.create(**a.row(assignment=step.assignment, due_on=due_on, cause=cause, reason=reason.strip()))
    present(step.assignment, due_on=due_on, explained=False)
    duties.put_off(a, kinds=[DutyKind.RESULT], subject="assignment", subject_id=step.assignment.pk, due_on=due_on)
    if due_on >= a.on:
        drop(a, step, DutyKind.EXPLANATION)


def edit(
    assignment_id: int,
    *,
    changes: dict[str, str],
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Changes the task after it was given: a reason is kept, the old words stay known, every lead of the task is told."""
    required(reason, "reason", "Nêu lý do sửa.", Cite("QC 7.1"))
    step = ask(Move.EDIT, assignment_id, by=by, on=on, at=at, version=version)
    task = step.assignment.task
    real = {name: value.strip() for name, value in changes.items() if value.strip() != getattr(task, name)}
    if not real:
        raise Refused("Chưa có gì thay đổi.", status=422)
    if "content" in real:
        required(real["content"], "content", "Ghi nội dung nhiệm vụ.", Cite("QC 6.1.đ"))
    with carry_out(step, fields=sorted(real), reason=Salted(reason)) as a:
        for name, value in real.items():
            revise_task(a, task, name, value, reason)
        for other in queries.open_of_task(task.pk):
            a.touch("assignment", other.pk)
            tell(a, step, f"Nội dung nhiệm vụ đã sửa: {reason.strip()}", agency=other.agency)


def revise_task(a: Act, task: Task, field: str, value: str, reason: str) -> None:
    Revision.objects.create(
        **a.row(subject="task", subject_id=task.pk, field=field, old=getattr(task, field), new=value, reason=reason)
    )
    setattr(task, field, value)
    task.save(update_fields=[field])
    if field == "content":
        reindex_task(a, task)


def record_report(
    assignment_id: int,
    *,
    number: str,
    dated_on: date,
    received_on: date,
    note: str = "",
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> WrittenReport:
    """6.1, end: enters a written report that was received besides the product."""
    required(number, "number", "Ghi số, ký hiệu báo cáo.", Cite("QC 6.1#cuoi"))
    step = ask(Move.RECORD_REPORT, assignment_id, by=by, on=on, at=at, version=version)
    if dated_on > received_on:
        raise Refused("Ngày nhận không thể trước ngày báo cáo.", field="received_on", status=422)
    with carry_out(step, number=Salted(number)) as a:
        row = WrittenReport.objects.create(
            **a.row(
                assignment=step.assignment, number=number.strip(), dated_on=dated_on,
                received_on=received_on, note=note.strip(),
            )
        )  # fmt: skip
        meet(a, step, DutyKind.WRITTEN_REPORT)
    return row
