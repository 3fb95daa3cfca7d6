"""One obstacle that holds several assignments (8.1b): joined, passed on to whoever can answer, decided once for all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import F, QuerySet

from giaoviec.agencies.models import Agency, Person
from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import kept_text
from giaoviec.assignments.actions.ending import CASE
from giaoviec.assignments.actions.following import tell
from giaoviec.assignments.actions.obstacles import answer_obstacle
from giaoviec.assignments.models import Obstacle, ObstacleCase
from giaoviec.duties import actions as duties
from giaoviec.duties.actions import COPIED, Debt
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.roles import LEADERS, Role

JOINED, PASSED = Policy("obstacle_joined"), Policy("obstacle_passed")


@cites("QC 8.1.b")
@policy("obstacle_joined")
def join_obstacles(obstacle_id: int, others: Sequence[int], *, by: Actor, on: date, at: datetime) -> ObstacleCase:
    """Gộp: the others, with what they were joined to, wait for one decision together with this obstacle."""
    first = _waiting(obstacle_id, by)
    joining = [_waiting(pk, by) for pk in dict.fromkeys(others) if pk != obstacle_id]
    if not joining:
        raise Refused("Chọn ít nhất một vướng mắc để gộp.", ground=JOINED, field="others", status=422)
    with act("join_obstacles", by=by, on=on, at=at, subject=CASE) as a:
        case = _case_of(a, first)
        for other in joining:
            if other.case_id != case.pk:
                _take_in(a, case, other)
        _tell_leads(a, case, "join_obstacles", f"Vướng mắc được xử lý chung với các việc cùng vướng: {case.problem}")
    return case


def _take_in(a: Act, case: ObstacleCase, other: Obstacle) -> None:
    old = other.case_id
    rows = Obstacle.objects.filter(case=old) if old else Obstacle.objects.filter(pk=other.pk)
    if not rows.filter(answered_at=None, voided_at=None).update(case=case):
        raise Stale("Vướng mắc vừa được trả lời; hãy xem lại.")
    if old:
        _void_if_empty(a, old)


@policy("obstacle_joined")
def part_obstacle(obstacle_id: int, *, by: Actor, on: date, at: datetime) -> None:
    """Tách: this obstacle waits for a decision of its own again."""
    row = _waiting(obstacle_id, by)
    if row.case_id is None or not _open_of(row.case_id).exclude(pk=row.pk).exists():
        raise Refused("Vướng mắc này không gộp với việc nào khác.", ground=JOINED)
    with act("part_obstacle", by=by, on=on, at=at, subject=CASE, subject_id=row.case_id) as a:
        a.touch("assignment", row.assignment_id)
        if not Obstacle.objects.filter(pk=row.pk, case=row.case_id, answered_at=None).update(case=None):
            raise Stale("Vướng mắc vừa thay đổi; hãy xem lại.")


@cites("QC 8.1.b")
@policy("obstacle_passed")
def pass_obstacle(
    obstacle_id: int,
    *,
    agency: Agency,
    person: Person | None = None,
    question: str,
    reply_by: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
) -> ObstacleCase:
    """Chuyển cho ý kiến: another agency, or a leader, owes its view by a day; the Office then decides."""
    row = _waiting(obstacle_id, by)
    need = "Ghi nội dung cần cho ý kiến."
    question = kept_text("question", question, by=by, at=at, need=need, ground=PASSED, most=5_000)
    _check_asked(row, agency, person, reply_by, on)
    day = due(DutyKind.ADVISE_OBSTACLE, on, profile=profile_on(on), calendar=calendar(), named=reply_by)
    with act("pass_obstacle", by=by, on=on, at=at, subject=CASE, question=Salted(question)) as a:
        case = _case_of(a, row)
        _write(a, case, asked=agency, asked_person=person, question=question, asked_on=on, reply_by=day,
               reply="", replied_on=None, replied_at=None, replied_by_text="")  # fmt: skip
        duties.owe(
            a, DutyKind.ADVISE_OBSTACLE, agency=agency, person=person, due_on=day, subject=CASE, subject_id=case.pk
        )
        _decide_after(a, case, day)
        duties.tell(
            a, agency=agency, person=person, kind="pass_obstacle", subject=CASE, subject_id=case.pk,
            text=f"Trước {day:%d/%m/%Y}: {question}", key=f"{a.id}:{case.pk}",
        )  # fmt: skip
    return case


def _check_asked(row: Obstacle, agency: Agency, person: Person | None, reply_by: date | None, on: date) -> None:
    if row.case and row.case.asked_id and row.case.replied_at is None:
        sentence = f"Đang chờ {row.case.asked} cho ý kiến đến {row.case.reply_by:%d/%m/%Y}."
        raise Refused(sentence, ground=PASSED)
    held = _open_of(row.case_id).values_list("assignment__agency", flat=True) if row.case_id else []
    if agency.pk in {row.assignment.agency_id, queries.office().pk, *held}:
        sentence = "Chọn cơ quan khác với cơ quan đang vướng và Văn phòng."
        raise Refused(sentence, ground=PASSED, field="agency", status=422)
    if (agency.pk == queries.committee().pk) != (person is not None):
        raise Refused("Chuyển UBND tỉnh thì chọn lãnh đạo cho ý kiến.", ground=PASSED, field="person", status=422)
    if reply_by and reply_by < on:
        raise Refused("Hạn cho ý kiến không thể đã qua.", ground=PASSED, field="reply_by", status=422)


@policy("obstacle_passed")
def advise_obstacle(case_id: int, *, reply: str, by: Actor, on: date, at: datetime) -> None:
    """Cho ý kiến: whoever was asked says what it would do; the Office's days to decide begin."""
    case = ObstacleCase.objects.select_related("asked").filter(pk=case_id, voided_at=None).first()
    if case is None or not asked_of(case, by):
        raise Refused("Không có vướng mắc này.", status=404)
    reply = kept_text("reply", reply, by=by, at=at, need="Ghi ý kiến xử lý.", ground=PASSED)
    if case.replied_at or not _open_of(case.pk).exists():
        raise Stale("Vướng mắc này không còn chờ ý kiến; hãy xem lại.")
    with act("advise_obstacle", by=by, on=on, at=at, subject=CASE, subject_id=case.pk, reply=Salted(reply)) as a:
        _write(a, case, reply=reply, replied_on=on, replied_at=at, replied_by_text=by.label)
        duties.meet(a, kinds=[DutyKind.ADVISE_OBSTACLE], subject=CASE, subject_id=case.pk, on=on)
        _decide_after(a, case, on)
        duties.tell(
            a, agency=queries.office(), role=Role.MONITOR, kind="advise_obstacle", subject=CASE, subject_id=case.pk,
            text=f"{case.asked} cho ý kiến: {reply}", key=f"{a.id}:{case.pk}",
        )  # fmt: skip


def asked_of(case: ObstacleCase, actor: Actor) -> bool:
    """Whether it is this actor who was asked; a leader in person, or who stands in for him."""
    if case.asked_id is None or may(actor, "advise_obstacle", agency_id=case.asked_id):
        return False
    return actor.role not in LEADERS or case.asked_person_id in actor.persons


@cites("QC 8.1.b")
@policy("obstacle_joined")
def decide_obstacle(
    obstacle_id: int, *, answer: str, seen: Collection[int] | None = None, by: Actor, on: date, at: datetime
) -> list[int]:
    """Quyết định: one answer for every assignment that waits, each of which moves on; returns their ids.

    `seen`: the obstacles that the decider chose; all that wait must be among them, since none may be left waiting.
    """
    row = _waiting(obstacle_id, by)
    waiting = list(_open_of(row.case_id)) if row.case_id else [row]
    left = [one for one in waiting if seen is not None and one.pk not in seen]
    if left:
        sentence = (
            f"Còn {len(left)} việc đang chờ ở vướng mắc này; hãy chọn cả các việc đó, "
            "hoặc tách riêng trước khi quyết định."
        )
        raise Refused(sentence, ground=JOINED, field="seen", status=422)
    if row.case_id is None:
        answer_obstacle(row.assignment_id, answer=answer, by=by, on=on, at=at)
        return [row.assignment_id]
    with act("decide_obstacles", by=by, on=on, at=at, subject=CASE, subject_id=row.case_id) as a:
        for one in waiting:
            answer_obstacle(one.assignment_id, answer=answer, by=by, on=on, at=at, within=a)
    return [one.assignment_id for one in waiting]


@policy("succession")
def hand_cases(a: Act, agency_id: int, heir: Agency | None) -> None:
    """Within a succession: what the old agency was asked is asked of its successor; of nobody where there is none."""
    held = Duty.objects.filter(OPEN, kind=DutyKind.ADVISE_OBSTACLE, subject=CASE, agency_id=agency_id)
    debts = [Debt(**{name: getattr(duty, name) for name in COPIED} | {"agency_id": heir.pk}) for duty in held if heir]
    for pk in held.values_list("subject_id", flat=True):
        ObstacleCase.objects.filter(pk=pk).update(asked=heir, version=F("version") + 1)
        duties.drop(a, subject=CASE, subject_id=pk, kinds=[DutyKind.ADVISE_OBSTACLE])
        a.touch(CASE, pk)
    duties.owe_all(a, debts)


# ---- parts


def _waiting(pk: int, by: Actor) -> Obstacle:
    """An obstacle of the province's work that waits for its answer, for one of the Office who may handle it."""
    row = Obstacle.objects.select_related("assignment", "case__asked").filter(pk=pk, voided_at=None).first()
    if row is None or row.assignment.parent_id or may(by, "see_obstacles", agency_id=row.assignment.agency_id):
        raise Refused("Không có vướng mắc này.", status=404)
    if refusal := may(by, "handle_obstacles"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    if row.answered_at:
        raise Stale(f"Vướng mắc này đã được trả lời ngày {row.answered_on:%d/%m/%Y}; hãy xem lại.")
    return row


def _open_of(case_id: int) -> QuerySet[Obstacle]:
    rows = Obstacle.objects.filter(case=case_id, answered_at=None, voided_at=None).order_by("assignment_id")
    return rows.select_related("assignment")


def _case_of(a: Act, row: Obstacle) -> ObstacleCase:
    """The case of an obstacle; one of its own where it had none."""
    case = row.case
    if case is None:
        case = ObstacleCase.objects.create(**a.row(cause=row.cause, problem=row.problem))
        if not Obstacle.objects.filter(pk=row.pk, case=None, answered_at=None, voided_at=None).update(case=case):
            raise Stale("Vướng mắc vừa thay đổi; hãy xem lại.")
    a.subject_id = case.pk
    return case


def _write(a: Act, case: ObstacleCase, **columns: object) -> None:
    taken = ObstacleCase.objects.filter(pk=case.pk, version=case.version)
    if not taken.update(version=F("version") + 1, **columns):
        raise Stale("Có người vừa cập nhật vướng mắc này; hãy xem lại.")
    for name, value in columns.items():
        setattr(case, name, value)
    a.touch("assignment", *_open_of(case.pk).values_list("assignment_id", flat=True))


def _decide_after(a: Act, case: ObstacleCase, start: date) -> None:
    """The Office's own days to decide run from here."""
    day = due(DutyKind.ANSWER_OBSTACLE, start, profile=profile_on(a.on), calendar=calendar())
    for pk in _open_of(case.pk).values_list("assignment_id", flat=True):
        duties.put_off(a, kinds=[DutyKind.ANSWER_OBSTACLE], subject="assignment", subject_id=pk, due_on=day)


def _tell_leads(a: Act, case: ObstacleCase, kind: str, text: str) -> None:
    for row in _open_of(case.pk):
        a.touch("assignment", row.assignment_id)
        tell(a, row.assignment, kind, text)


def _void_if_empty(a: Act, pk: int) -> None:
    if not Obstacle.objects.filter(case=pk, voided_at=None).exists():
        ObstacleCase.objects.filter(pk=pk).update(voided_at=a.at, voided_act=a.id)
    if not _open_of(pk).exists():
        duties.drop(a, subject=CASE, subject_id=pk)
