"""Gia hạn: asked by the lead, decided by the Office or, for a starred one, the Chairman; the original date stays."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.assignments import queries
from giaoviec.assignments.actions.causes import check_cause, obstacle_of
from giaoviec.assignments.actions.core import Step, ask, carry_out, words
from giaoviec.assignments.actions.following import settle, tell, tell_above
from giaoviec.assignments.actions.terms import check_new_due, new_due
from giaoviec.assignments.models import Extension
from giaoviec.journal.actions import Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Policy
from giaoviec.rules.moves import Move


def ask_extension(
    assignment_id: int,
    *,
    wanted_on: date,
    cause: str,
    reason: str,
    obstacle: int | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Extension:
    """Xin gia hạn: the day wanted, the cause, the reason; `obstacle`: one of its own that it comes from."""
    step = ask(Move.ASK_EXTENSION, assignment_id, by=by, on=on, at=at, version=version)
    check_cause(cause)
    reason = words(step, "reason", reason, need="Nêu lý do xin gia hạn.", ground=Policy("extension"))
    _check_later(step, wanted_on, field="wanted_on")
    row = step.assignment
    from_ = obstacle_of(row, obstacle)
    with carry_out(step, reason=Salted(reason), wanted=wanted_on) as a:
        said = a.row(assignment=row, asked_on_due=row.due_on, wanted_on=wanted_on, cause=cause, reason=reason)
        asked = Extension.objects.create(**said, obstacle=from_)
        step.set(extension_pending=True)
        settle(a, step)
        if row.parent_id:
            tell_above(a, row, step.move, reason)
    return asked


def _check_later(step: Step, day: date, *, field: str) -> None:
    now = step.assignment.due_on
    if now and day <= now:
        sentence = f"Hạn mới phải sau hạn hiện nay ({now:%d/%m/%Y})."
        raise Refused(sentence, ground=Policy("extension"), field=field, status=422)
    if day < step.on:
        raise Refused("Hạn mới không thể đã qua.", ground=Policy("extension"), field=field, status=422)


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
    """Grant, grant shorter (a day before the one wanted) or refuse (None); a refusal gives its reason."""
    step = ask(Move.DECIDE_EXTENSION, assignment_id, by=by, on=on, at=at, version=version)
    asked = queries.pending_extension(step.assignment)
    need = "" if granted_on else "Nêu lý do không đồng ý."
    reason = words(step, "reason", reason, need=need, ground=Policy("extension_decider"))
    decision = _decision(step, asked, granted_on)
    row = step.assignment
    with carry_out(step, decision=decision, granted=granted_on, reason=Salted(reason)) as a:
        Extension.objects.filter(pk=asked.pk).update(
            decision=decision, granted_on=granted_on, decision_reason=reason,
            decided_on=on, decided_at=at, decided_act=a.id, decided_by_text=by.label,
        )  # fmt: skip
        step.set(extension_pending=False)
        if granted_on:
            step.set(extensions=row.extensions + 1)
            new_due(a, step, granted_on, cause="extension", reason=reason or asked.reason)
        settle(a, step, new_due_on=granted_on)
        tell(a, row, step.move, _sentence(step, granted_on, reason))
    asked.refresh_from_db()
    return asked


def _decision(step: Step, asked: Extension, granted_on: date | None) -> str:
    if granted_on is None:
        return "refused"
    _check_later(step, granted_on, field="granted_on")
    if granted_on > asked.wanted_on:
        sentence = f"Không gia hạn dài hơn đề nghị ({asked.wanted_on:%d/%m/%Y})."
        raise Refused(sentence, ground=Policy("extension_decider"), field="granted_on", status=422)
    check_new_due(step, granted_on, field="granted_on")
    return "granted" if granted_on == asked.wanted_on else "shorter"


def _sentence(step: Step, granted_on: date | None, reason: str) -> str:
    if granted_on is None:
        return f"Không đồng ý gia hạn: {reason}"
    original = step.assignment.original_due_on
    return f"Hạn mới {granted_on:%d/%m/%Y}" + (f"; hạn gốc {original:%d/%m/%Y} vẫn được lưu." if original else ".")
