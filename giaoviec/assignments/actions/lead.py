"""The moves of the lead agency (7.2a–c, 8.2, 10.2), and of whoever it gave the work to inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.agencies.models import Agency
from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import (
    Step,
    ask,
    carry_out,
    enter,
    meet,
    owe,
    owe_office,
    present,
    tell,
    tell_office,
)  # fmt: skip
from giaoviec.assignments.models import (
    Claim,
    Collaboration,
    Explanation,
    Extension,
    Message,
    Obstacle,
    OutsideWait,
    Return,
    Update,
)  # fmt: skip
from giaoviec.documents.actions import NewFile, attach_all
from giaoviec.documents.search import index
from giaoviec.journal.actions import Act, Salted
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite, Policy
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.moves import Move, Stage

CAUSES = {
    "scope": "khối lượng, phạm vi phát sinh",
    "collaboration": "chờ cơ quan phối hợp",
    "ministry": "chờ ý kiến bộ, ngành trung ương",
    "regulation": "vướng quy định của pháp luật",
    "money": "chưa bố trí kinh phí",
    "land": "vướng mặt bằng, đất đai",
    "people": "thiếu nhân lực, năng lực",
    "disaster": "thiên tai, dịch bệnh, sự cố",
    "leadership": "chỉ đạo, tổ chức thực hiện chậm",
    "other": "nguyên nhân khác",
}
"""The short list of causes that an extension, an obstacle or an explanation names, so that they can be counted."""


def take_up(assignment_id: int, *, leader: str, by: Actor, on: date, at: datetime, version: int | None = None) -> None:
    """The agency takes the work up and names its responsible leader (8.2, first dash)."""
    if not leader.strip():
        raise Refused("Ghi tên lãnh đạo được phân công.", ground=Cite("QC 8.2#1"), field="leader", status=422)
    step = ask(Move.TAKE_UP, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step) as a:
        present(step.assignment, responsible_leader=leader.strip(), taken_up_on=on)


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
    required(content, "content", "Ghi tình hình thực hiện.", Cite("QC 7.2.a"))
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("Tỷ lệ hoàn thành là số từ 0 đến 100.", field="percent", status=422)
    step = ask(Move.UPDATE, assignment_id, by=by, on=on, at=at, version=version)
    begins = step.assignment.stage == Stage.GIVEN
    with carry_out(step, content=Salted(content)) as a:
        row = Update.objects.create(
            **a.row(assignment=step.assignment, content=content.strip(), percent=percent, begins=begins)
        )
        attach_all(a, "update", row.pk, files)
        index(a, "update", row.pk, step.assignment.document, content)
        dates = {"first_update_on": step.assignment.first_update_on or on, "last_update_on": on}
        if begins:
            enter(a, step.assignment, Stage.UNDER_WAY, move=step.move, **dates)
        else:
            present(step.assignment, **dates)
        meet(a, step, DutyKind.FIRST_UPDATE, DutyKind.CYCLE_UPDATE)
    return row


def give_back(
    assignment_id: int,
    *,
    reason: str,
    suggested: Agency | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Return:
    """Chuyển lại, nêu rõ lý do (7.2c): the Office then corrects, passes on, or upholds."""
    required(reason, "reason", "Nêu rõ lý do chuyển lại.", Cite("QC 7.2.c"))
    step = ask(Move.RETURN, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step, reason=Salted(reason)) as a:
        row = Return.objects.create(**a.row(assignment=step.assignment, reason=reason.strip(), suggested=suggested))
        enter(
            a, step.assignment, Stage.RETURNED, move=step.move,
            returns=step.assignment.returns + 1, returns_this_giving=step.assignment.returns_this_giving + 1,
        )  # fmt: skip
        meet(a, step, DutyKind.FIRST_UPDATE)
        owe_office(a, step, DutyKind.ANSWER_RETURN)
    return row


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
    """Báo cáo hoàn thành with its product; when overdue, with the explanation of 8.2 in the same act."""
    required(content, "content", "Ghi kết quả thực hiện.", Cite("QC 7.2.a"))
    if bool(product_number.strip()) != (product_on is not None):
        raise Refused("Sản phẩm là văn bản thì ghi cả số, ký hiệu và ngày.", field="product_number", status=422)
    if product_on and product_on > on:
        raise Refused("Ngày của văn bản kết quả không thể sau ngày báo cáo.", field="product_on", status=422)
    if explanation:
        check_explanation(**explanation)
    supposing = {"explained": True} if explanation else {}
    step = ask(Move.CLAIM, assignment_id, by=by, on=on, at=at, version=version, **supposing)
    with carry_out(step, content=Salted(content)) as a:
        if explanation:
            _explain(a, step, **explanation)
        row = Claim.objects.create(
            **a.row(
                assignment=step.assignment, content=content.strip(), product_number=product_number.strip(),
                product_on=product_on, product_signer=product_signer.strip(),
            )
        )  # fmt: skip
        attach_all(a, "claim", row.pk, files)
        index(a, "claim", row.pk, step.assignment.document, f"{product_number} {content}")
        enter(a, step.assignment, Stage.CLAIMED, move=step.move, claimed_on=on, first_confirmer=None)
        meet(a, step, DutyKind.FIRST_UPDATE, DutyKind.CYCLE_UPDATE)
        owe_office(a, step, DutyKind.VERIFY)
    return row


def explain(
    assignment_id: int,
    *,
    cause: str,
    content: str,
    proposal: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Giải trình (8.2): the cause and what is proposed to the Committee."""
    check_explanation(cause=cause, content=content, proposal=proposal)
    step = ask(Move.EXPLAIN, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step, content=Salted(content)) as a:
        _explain(a, step, cause=cause, content=content, proposal=proposal)
        tell_office(a, step, "đã giải trình")


def check_explanation(*, cause: str, content: str, proposal: str) -> None:
    known(cause)
    required(content, "explanation", "Giải trình nguyên nhân.", Cite("QC 8.2#1"))
    required(proposal, "proposal", "Đề xuất hướng xử lý với Ủy ban.", Cite("QC 8.2#1"))


def _explain(a: Act, step: Step, *, cause: str, content: str, proposal: str) -> None:
    about = "quality" if step.situation.quality_rejected and not step.situation.overdue else "overdue"
    Explanation.objects.create(
        **a.row(
            assignment=step.assignment, about=about, cause=cause, content=content.strip(), proposal=proposal.strip()
        )
    )
    present(step.assignment, explained=True)
    meet(a, step, DutyKind.EXPLANATION)


def ask_extension(
    assignment_id: int,
    *,
    wanted_on: date,
    cause: str,
    reason: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Extension:
    """Xin gia hạn: the Office (the Chairman for a starred one) decides; the original due date stays."""
    known(cause)
    required(reason, "reason", "Nêu lý do xin gia hạn.", Policy("extension"))
    step = ask(Move.ASK_EXTENSION, assignment_id, by=by, on=on, at=at, version=version)
    if step.assignment.due_on and wanted_on <= step.assignment.due_on:
        sentence = f"Hạn mới phải sau hạn hiện nay ({step.assignment.due_on:%d/%m/%Y})."
        raise Refused(sentence, ground=Policy("extension"), field="wanted_on", status=422)
    with carry_out(step, reason=Salted(reason), wanted=wanted_on) as a:
        row = Extension.objects.create(
            **a.row(
                assignment=step.assignment, asked_on_due=step.assignment.due_on,
                wanted_on=wanted_on, cause=cause, reason=reason.strip(),
            )
        )  # fmt: skip
        present(step.assignment, extension_pending=True)
        _owe_extension_decision(a, step)
    return row


def _owe_extension_decision(a: Act, step: Step) -> None:
    """The Chairman decides for a starred task (profile), the monitoring unit otherwise."""
    if step.assignment.starred and not step.assignment.parent_id:
        owe(a, step, DutyKind.DECIDE_EXTENSION, agency=queries.committee(), role="chairman")
    else:
        owe_office(a, step, DutyKind.DECIDE_EXTENSION)


def report_obstacle(
    assignment_id: int,
    *,
    cause: str,
    problem: str,
    proposal: str,
    effect: str = "",
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Obstacle:
    """Báo khó khăn, vướng mắc (10.2): the Office answers within its own days (8.1b)."""
    known(cause)
    required(problem, "problem", "Nêu khó khăn, vướng mắc.", Cite("QC 10.2"))
    required(proposal, "proposal", "Đề xuất hướng xử lý.", Cite("QC 10.2"))
    step = ask(Move.REPORT_OBSTACLE, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step, problem=Salted(problem)) as a:
        row = Obstacle.objects.create(
            **a.row(
                assignment=step.assignment, cause=cause, problem=problem.strip(),
                effect=effect.strip(), proposal=proposal.strip(),
            )
        )  # fmt: skip
        present(step.assignment, obstacle_open=True)
        owe_office(a, step, DutyKind.ANSWER_OBSTACLE)
    return row


def ask_opinion(
    assignment_id: int,
    *,
    agency: Agency,
    asked: str,
    due_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Collaboration:
    """Hỏi ý kiến, số liệu of a collaborator: its own clocked duty; its silence does not hold the lead (2.3)."""
    required(asked, "asked", "Ghi nội dung cần góp ý.", Cite("QC 2.3#2"))
    step = ask(Move.ASK_OPINION, assignment_id, by=by, on=on, at=at, version=version)
    if agency.pk not in step.situation.collaborators:
        raise Refused(f"{agency.name} không phối hợp trong việc này.", field="agency", status=422)
    if agency.pk in step.situation.opinion_from:
        raise Refused(f"{agency.name} đang được hỏi ý kiến, chưa trả lời.", ground=Policy("opinion_days"))
    if due_on and due_on < on:
        raise Refused("Hạn góp ý không thể đã qua.", field="due_on", status=422)
    day = due(DutyKind.OPINION, on, profile=step.profile, calendar=step.calendar, named=due_on)
    with carry_out(step, agency=agency.pk, asked=Salted(asked)) as a:
        row = Collaboration.objects.create(
            **a.row(assignment=step.assignment, agency=agency, asked=asked.strip(), asked_on=on, due_on=day)
        )
        owe(a, step, DutyKind.OPINION, named=due_on, agency=agency, turn=str(row.pk))
        tell(a, step, asked.strip(), agency=agency)
    return row


def give_opinion(
    assignment_id: int,
    *,
    answer: str,
    files: Sequence[NewFile] = (),
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> None:
    """Góp ý: a collaborator answers what it was asked."""
    required(answer, "answer", "Ghi ý kiến góp ý.", Cite("QC 2.3#2"))
    step = ask(Move.GIVE_OPINION, assignment_id, by=by, on=on, at=at, version=version)
    with carry_out(step, answer=Salted(answer)) as a:
        row = Collaboration.objects.filter(
            assignment=step.assignment, agency_id=by.agency_id, answered_at=None, voided_at=None
        ).exclude(asked_on=None)[0]
        Collaboration.objects.filter(pk=row.pk).update(
            answer=answer.strip(), answered_on=on, answered_at=at, answered_act=a.id
        )
        attach_all(a, "collaboration", row.pk, files)
        meet(a, step, DutyKind.OPINION, agency=row.agency)
        tell(a, step, answer.strip())


def wait_outside(
    assignment_id: int,
    *,
    whom: str,
    letter: str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> OutsideWait:
    """Records that a body outside the province is waited for, with the letter that asks it."""
    required(whom, "whom", "Ghi cơ quan bên ngoài đang chờ.", Policy("outside_wait"))
    required(letter, "letter", "Ghi số, ký hiệu, ngày văn bản đã hỏi.", Policy("outside_wait"))
    step = ask(Move.WAIT_OUTSIDE, assignment_id, by=by, on=on, at=at, version=version)
    if queries.open_wait(step.assignment):
        raise Refused("Việc đang chờ bên ngoài rồi.", ground=Policy("outside_wait"))
    with carry_out(step, letter=Salted(letter)) as a:
        return OutsideWait.objects.create(**a.row(assignment=step.assignment, whom=whom.strip(), letter=letter.strip()))


def end_wait(assignment_id: int, *, by: Actor, on: date, at: datetime, version: int | None = None) -> None:
    """The answer from outside has come."""
    step = ask(Move.WAIT_OUTSIDE, assignment_id, by=by, on=on, at=at, version=version)
    wait = queries.open_wait(step.assignment)
    if wait is None:
        raise Refused("Việc không chờ ai ở bên ngoài.", ground=Policy("outside_wait"))
    with carry_out(step, ended=True) as a:
        OutsideWait.objects.filter(pk=wait.pk).update(until_on=on, until_at=at, until_act=a.id)


def write(assignment_id: int, *, content: str, by: Actor, on: date, at: datetime) -> Message:
    """Trao đổi (7.2c): a line in the thread, told to the other side."""
    required(content, "content", "Ghi nội dung trao đổi.", Cite("QC 7.2.c"))
    step = ask(Move.WRITE, assignment_id, by=by, on=on, at=at)
    with carry_out(step, content=Salted(content)) as a:
        row = Message.objects.create(
            **a.row(assignment=step.assignment, agency_id=by.agency_id, content=content.strip())
        )
        if by.is_office:
            tell(a, step, content.strip())
        else:
            tell_office(a, step, content.strip())
    return row


def required(text: str, field: str, sentence: str, ground: Cite | Policy) -> None:
    if not text.strip():
        raise Refused(sentence, ground=ground, field=field, status=422)


def known(cause: str) -> None:
    if cause not in CAUSES:
        raise Refused("Chọn nguyên nhân trong danh sách.", field="cause", status=422)
