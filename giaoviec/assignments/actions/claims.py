"""Báo cáo hoàn thành and its judgement: confirm (two persons where it is starred), reject, reopen (8.1a, 8.1c)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import Step, ask, carry_out, enter, words
from giaoviec.assignments.actions.doing import explanation_of, heard, keep_explanation
from giaoviec.assignments.actions.ending import end_open_waits, lapse
from giaoviec.assignments.actions.following import settle, tell, tell_above
from giaoviec.assignments.actions.terms import check_new_due, new_due
from giaoviec.assignments.evidence import keep_prints
from giaoviec.assignments.models import Claim, Verification
from giaoviec.documents.actions import NewFile, attach_all
from giaoviec.documents.search import index
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import Move, Stage, next_stage
from giaoviec.rules.tasks import Quality, TaskClass


def claim(
    assignment_id: int,
    *,
    content: str,
    product_number: str = "",
    product_on: date | None = None,
    product_signer: str = "",
    files: Sequence[NewFile] = (),
    explanation: dict[str, str] | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Claim:
    """Báo cáo hoàn thành with its product; when overdue with the explanation of 8.2 (cause, content, proposal)."""
    supposing = {"explained": True} if explanation else {}
    step = ask(Move.CLAIM, assignment_id, by=by, on=on, at=at, version=version, **supposing)
    content = words(step, "content", content, need="Ghi kết quả thực hiện.", ground=Cite("QC 7.2.a"))
    product = _product(step, product_number, product_on, product_signer)
    explained = explanation_of(step, **explanation) if explanation else None
    row = step.assignment
    with carry_out(step, content=Salted(content)) as a:
        if explanation and explained:
            keep_explanation(a, step, explanation["cause"], *explained)
            duties.meet(a, kinds=[DutyKind.EXPLANATION], subject="assignment", subject_id=row.pk, on=on)
        made = Claim.objects.create(**a.row(assignment=row, content=content, **product))
        attached = attach_all(a, "claim", made.pk, files)
        keep_prints(a, made, attached)
        index(a, "claim", made.pk, row.document_id, f"{product_number} {content}", agency=row.agency_id)
        heard(step)
        end_open_waits(a, step)
        enter(a, step, Stage.CLAIMED, claimed_on=on, first_confirmer=None)
        settle(a, step)
        if row.parent_id:
            tell_above(a, row, step.move, content)
    return made


def _product(step: Step, number: str, on: date | None, signer: str) -> dict[str, Any]:
    number = words(step, "product_number", number, most=90)
    signer = words(step, "product_signer", signer, most=120)
    if bool(number) != (on is not None):
        field = "product_on" if number else "product_number"
        raise Refused("Sản phẩm là văn bản thì ghi cả số, ký hiệu và ngày.", field=field, status=422)
    if on and on > step.on:
        raise Refused("Ngày của văn bản kết quả không thể sau ngày báo cáo.", field="product_on", status=422)
    return {"product_number": number, "product_on": on, "product_signer": signer}


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
    """Xác nhận hoàn thành with a quality mark. True when it closed; False when a starred one waits for a second."""
    step = ask(Move.CONFIRM, assignment_id, by=by, on=on, at=at, version=version)
    reason = words(step, "reason", reason)
    waiting = queries.pending_claim(step.assignment)
    closes = next_stage(Move.CONFIRM, step.situation, profile=step.profile) is Stage.CLOSED
    with carry_out(step, quality=quality.value, first=not closes) as a:
        _judge(a, step, waiting, confirms=True, decides=closes, quality=quality, reason=reason)
        if closes:
            _close(a, step, waiting, quality)
        else:
            step.set(first_confirmer_id=by.person_id)
            tell(a, step.assignment, step.move, "Một người đã xác nhận; chờ người thứ hai xác nhận.")
        settle(a, step, result_on=waiting.on)
    return closes


def _close(a: Act, step: Step, claim: Claim, quality: Quality) -> None:
    _verdict(a, claim, "confirmed")
    lapse(a, step)
    enter(
        a, step, Stage.CLOSED, done_on=claim.on, confirmed_on=a.on, quality=quality, quality_rejected=False
    )  # fmt: skip
    tell(a, step.assignment, step.move, f"Đã xác nhận hoàn thành, chất lượng: {quality.vi}.")


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
    step = ask(Move.REJECT, assignment_id, by=by, on=on, at=at, version=version)
    reason = words(step, "reason", reason, need="Nêu lý do chưa xác nhận.", ground=Cite("QC 8.1.a"))
    waiting = queries.pending_claim(step.assignment)
    with carry_out(step, reason=Salted(reason)) as a:
        _judge(a, step, waiting, confirms=False, decides=True, reason=reason, for_quality=for_quality)
        _verdict(a, waiting, "rejected")
        columns: dict[str, Any] = {"quality_rejected": True, "explained": False} if for_quality else {}
        rejections = step.assignment.rejections + 1
        enter(a, step, Stage.UNDER_WAY, claimed_on=None, first_confirmer=None, rejections=rejections, **columns)
        settle(a, step, for_quality=for_quality, turn_of=f"quality {waiting.pk}" if for_quality else "")
        tell(a, step.assignment, step.move, reason)


def _judge(
    a: Act,
    step: Step,
    claim: Claim,
    *,
    confirms: bool,
    decides: bool,
    reason: str,
    quality: str = "",
    for_quality: bool = False,
) -> None:
    Verification.objects.create(
        **a.row(
            claim=claim, confirms=confirms, decides=decides, quality=quality, reason=reason,
            for_quality=for_quality, for_person_id=step.by.for_person_id if step.by else None,
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
    within: Act | None = None,
) -> None:
    """Mở lại: a closing that did not hold; counted, with a new due date (a dated task needs one)."""
    step = ask(Move.REOPEN, assignment_id, by=by, on=on, at=at, version=version)
    reason = words(step, "reason", reason, need="Nêu lý do mở lại.", ground=Cite("QC 8.1.c"))
    row = step.assignment
    if row.task_class == TaskClass.DATED and due_on is None:
        raise Refused("Mở lại việc có thời hạn thì đặt hạn mới.", ground=Policy("reopen"), field="due_on", status=422)
    due_on = check_new_due(step, due_on, keep_same=True)
    with carry_out(step, within=within, reason=Salted(reason), due=due_on) as a:
        enter(
            a, step, Stage.UNDER_WAY, done_on=None, confirmed_on=None, claimed_on=None, quality="",
            first_confirmer=None, reopenings=row.reopenings + 1, explained=False,
        )  # fmt: skip
        if due_on:
            new_due(a, step, due_on, cause="reopen", reason=reason)
        settle(a, step, named=due_on)
        tell(a, row, step.move, reason)
