"""What the Office changes after the giving: the due date, the words, who watches; and written reports received."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from giaoviec.agencies.models import Unit
from giaoviec.agencies.queries import monitoring_units
from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import Step, ask, carry_out, words
from giaoviec.assignments.actions.following import settle, tell
from giaoviec.assignments.actions.terms import check_new_due, new_due, revise_task, watch_by
from giaoviec.assignments.models import Task, WrittenReport
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.moves import Move

TEXTS = {"content": 20_000, "deliver_to": 200, "product": 300, "field": 60, "notes": 20_000, "point": 60}
"""The words of a task that can be changed after the giving, and how long each may be."""


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
    step = ask(Move.SET_DUE, assignment_id, by=by, on=on, at=at, version=version)
    reason = words(step, "reason", reason, need="Nêu lý do điều chỉnh thời hạn.", ground=Policy("set_due"))
    if check_new_due(step, due_on) is None:
        raise Refused("Hạn này đang là hạn của việc.", ground=Policy("set_due"), field="due_on", status=422)
    with carry_out(step, due=due_on, reason=Salted(reason)) as a:
        new_due(a, step, due_on, cause="office", reason=reason)
        settle(a, step, new_due_on=due_on)
        tell(a, step.assignment, step.move, f"Hạn mới {due_on:%d/%m/%Y}: {reason}")


def edit(
    assignment_id: int,
    *,
    changes: Mapping[str, str] | None = None,
    monitoring_unit: Unit | None = None,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Changes the words of the task (for all its assignments), or who watches this one, after it was given.

    A reason is kept, the old words stay known, every lead of the task is told. `KeyError` for a word not in `TEXTS`.
    """
    step = ask(Move.EDIT, assignment_id, by=by, on=on, at=at, version=version)
    reason = words(step, "reason", reason, need="Nêu lý do sửa.", ground=Cite("QC 7.1"))
    task = step.assignment.task
    real = _real_changes(step, task, changes or {})
    unit = _other_unit(step, monitoring_unit)
    if not real and unit is None:
        raise Refused("Chưa có gì thay đổi.", ground=Cite("QC 7.1"), status=422)
    with carry_out(step, fields=sorted(real), unit=unit and unit.pk, reason=Salted(reason)) as a:
        for name, value in real.items():
            revise_task(a, task, name, value, reason)
        if unit:
            watch_by(a, step, unit, reason)
        if real:
            _tell_the_leads(a, task, reason)


def _real_changes(step: Step, task: Task, changes: Mapping[str, str]) -> dict[str, str]:
    if changes and step.assignment.parent_id:
        sentence = "Nội dung nhiệm vụ do Văn phòng UBND tỉnh sửa; phân công nội bộ thì thu hồi rồi phân công lại."
        raise Refused(sentence, ground=Cite("QC 11.2#2"), status=422)
    texts = {name: words(step, name, value, most=TEXTS[name]) for name, value in changes.items()}
    real = {name: value for name, value in texts.items() if value != getattr(task, name)}
    if "content" in real and not real["content"]:
        raise Refused("Ghi nội dung nhiệm vụ.", ground=Cite("QC 6.1.đ"), field="content", status=422)
    return real


def _other_unit(step: Step, unit: Unit | None) -> Unit | None:
    if unit is None or unit.pk == step.assignment.monitoring_unit_id:
        return None
    if step.assignment.parent_id or not monitoring_units(step.on).filter(pk=unit.pk).exists():
        sentence = "Chọn đơn vị thuộc Văn phòng UBND tỉnh theo dõi."
        raise Refused(sentence, ground=Cite("QC 6.1.d"), field="monitoring_unit", status=422)
    return unit


def _tell_the_leads(a: Act, task: Task, reason: str) -> None:
    for other in queries.open_of_task(task.pk):
        a.touch("assignment", other.pk)
        tell(a, other, Move.EDIT, f"Nội dung nhiệm vụ đã sửa: {reason}")


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
    step = ask(Move.RECORD_REPORT, assignment_id, by=by, on=on, at=at, version=version)
    need = "Ghi số, ký hiệu báo cáo."
    number = words(step, "number", number, need=need, ground=Cite("QC 6.1#cuoi"), most=90)
    note = words(step, "note", note, most=300)
    if dated_on > received_on:
        raise Refused("Ngày nhận không thể trước ngày báo cáo.", field="received_on", status=422)
    if received_on > on:
        raise Refused("Ngày nhận không thể sau ngày ghi nhận.", field="received_on", status=422)
    with carry_out(step, number=Salted(number)) as a:
        row = WrittenReport.objects.create(
            **a.row(
                assignment=step.assignment, number=number, dated_on=dated_on, received_on=received_on, note=note
            )
        )  # fmt: skip
        settle(a, step)
    return row
