"""The lead at work: it takes the work up (8.2), tells how it stands (7.2a–b), explains (8.2), talks it over (7.2c)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.assignments.actions.causes import check_cause, obstacle_of
from giaoviec.assignments.actions.core import Step, ask, carry_out, enter, words
from giaoviec.assignments.actions.following import settle, tell, tell_above
from giaoviec.assignments.models import Assignment, Explanation, Message, Obstacle, TakingUp, Update
from giaoviec.documents.actions import NewFile, attach_all
from giaoviec.documents.search import index
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite
from giaoviec.rules.moves import Move, Stage


def take_up(assignment_id: int, *, leader: str, by: Actor, on: date, at: datetime, version: int | None = None) -> None:
    """Tiếp nhận: the agency names its responsible leader (8.2, first dash)."""
    step = ask(Move.TAKE_UP, assignment_id, by=by, on=on, at=at, version=version)
    need = "Ghi tên lãnh đạo được phân công."
    leader = words(step, "leader", leader, need=need, ground=Cite("QC 8.2#1"), most=120)
    with carry_out(step) as a:
        TakingUp.objects.create(**a.row(assignment=step.assignment, leader=leader))
        step.set(responsible_leader=leader, taken_up_on=on)


def update(
    assignment_id: int,
    *,
    content: str,
    percent: int | None = None,
    files: Sequence[NewFile] = (),
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Update:
    """Cập nhật tình hình (7.2a): what was done; the first one begins the work and meets its clock (7.2b)."""
    step = ask(Move.UPDATE, assignment_id, by=by, on=on, at=at, version=version)
    content = words(step, "content", content, need="Ghi tình hình thực hiện.", ground=Cite("QC 7.2.a"))
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("Tỷ lệ hoàn thành là số từ 0 đến 100.", field="percent", status=422)
    row = step.assignment
    begins = row.stage == Stage.GIVEN
    with carry_out(step, content=Salted(content)) as a:
        told = Update.objects.create(**a.row(assignment=row, content=content, percent=percent, begins=begins))
        attach_all(a, "update", told.pk, files)
        index(a, "update", told.pk, row.document_id, content, agency=row.agency_id)
        heard(step)
        if begins:
            enter(a, step, Stage.UNDER_WAY)
        settle(a, step)
    return told


def heard(step: Step) -> None:
    """The agency has told how things stand, by an update or a claim (7.2b)."""
    row = step.assignment
    step.set(first_update_on=row.first_update_on or step.on, last_update_on=step.on)


def explain(
    assignment_id: int,
    *,
    cause: str,
    content: str,
    proposal: str,
    obstacle: int | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Giải trình (8.2): the cause, what is proposed to the Committee; `obstacle`: one of its own that it comes from."""
    step = ask(Move.EXPLAIN, assignment_id, by=by, on=on, at=at, version=version)
    content, proposal = explanation_of(step, cause, content, proposal)
    from_ = obstacle_of(step.assignment, obstacle)
    with carry_out(step, content=Salted(content)) as a:
        keep_explanation(a, step, cause, content, proposal, obstacle=from_)
        settle(a, step)
        tell_above(a, step.assignment, step.move, f"Đã giải trình: {content}")


def explanation_of(step: Step, cause: str, content: str, proposal: str) -> tuple[str, str]:
    """The two texts of an explanation, checked; fields `cause`, `explanation`, `proposal`."""
    check_cause(cause)
    content = words(step, "explanation", content, need="Giải trình nguyên nhân.", ground=Cite("QC 8.2#1"))
    need = "Đề xuất hướng xử lý với Ủy ban nhân dân tỉnh."
    return content, words(step, "proposal", proposal, need=need, ground=Cite("QC 8.2#1"))


def keep_explanation(
    a: Act, step: Step, cause: str, content: str, proposal: str, *, obstacle: Obstacle | None = None
) -> None:
    about = "quality" if step.situation.quality_rejected and not step.situation.overdue else "overdue"
    row = step.assignment
    made = Explanation.objects.create(
        **a.row(assignment=row, about=about, cause=cause, content=content, proposal=proposal, obstacle=obstacle)
    )
    index(a, "explanation", made.pk, row.document_id, f"{content} {proposal}", agency=row.agency_id)
    step.set(explained=True)


def write(assignment_id: int, *, content: str, by: Actor, on: date, at: datetime) -> Message:
    """Trao đổi (7.2c): a line in the thread, told to the other side. It moves nothing: no open form grows stale."""
    step = ask(Move.WRITE, assignment_id, by=by, on=on, at=at)
    content = words(step, "content", content, need="Ghi nội dung trao đổi.", ground=Cite("QC 7.2.c"), most=5_000)
    row = step.assignment
    with act("write", by=by, on=on, at=at, subject="assignment", subject_id=row.pk, content=Salted(content)) as a:
        message = Message.objects.create(**a.row(assignment=row, agency_id=by.agency_id, content=content))
        index(a, "message", message.pk, row.document_id, content, agency=row.agency_id)
        _tell_the_others(a, row, by, content)
    return message


def _tell_the_others(a: Act, row: Assignment, by: Actor, content: str) -> None:
    """The Office's words go to the agency and the agency's to the Office; a leader's, or a collaborator's, to both."""
    within = by.agency_id == row.agency_id
    if not within or (row.parent_id and by.person_id == row.by_id):
        tell(a, row, Move.WRITE, content)
    if not by.is_office and not (row.parent_id and by.person_id == row.by_id):
        tell_above(a, row, Move.WRITE, content)
