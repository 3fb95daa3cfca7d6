"""Hỏi, đôn đốc, biểu dương: a leader's act goes to an agency; what asks or urges is owed an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from giaoviec.agencies.models import Person
from giaoviec.agencies.queries import committee, office
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.actions.core import kept_text
from giaoviec.assignments.models import Assignment
from giaoviec.duties.actions import meet, owe, tell
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions.reports_up import day_of_duty
from giaoviec.oversight.models import LeaderAct, ReportLine
from giaoviec.oversight.queries import leading as queries
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.leading import PRESSED, LeaderActKind, approves, outside_his_fields, sends
from giaoviec.rules.roles import Role

GROUND = Policy("leader_acts")
SUBJECT = "leader_act"
NEEDS = {
    LeaderActKind.ASK: "Ghi câu hỏi.",
    LeaderActKind.URGE: "Ghi yêu cầu đôn đốc.",
    LeaderActKind.COMMEND: "Ghi lời biểu dương.",
    LeaderActKind.CRITICISE: "Ghi nội dung phê bình.",
}


@dataclass(frozen=True, slots=True)
class About:
    """To whom an act goes, and what it is about."""

    agency_id: int
    assignment: Assignment | None = None
    line: ReportLine | None = None


@cites("QC 2.1.a")
@policy("leader_acts", "leader_assistant")
def lead(
    kind: LeaderActKind | str,
    *,
    assignment: int | None = None,
    agency: int | None = None,
    to_office: bool = False,
    text: str,
    by: Actor,
    on: date,
    at: datetime,
) -> LeaderAct:
    """One press of a leader, or what his assistant prepares under his name, about an assignment or an agency.

    About an assignment it goes to its lead agency, or to the Office (`to_office`) where that is asked. Raises
    `Refused`: 404 for who is no leader, 422 at the field that lacks something, 409 outside a Vice-Chairman's fields.
    """
    chosen = _pressed(kind)
    about = _about(assignment, agency, to_office, by=by, on=on)
    said = kept_text("text", text, by=by, at=at, need=NEEDS[chosen], ground=GROUND, most=4000)
    person_id, name = _in_whose_name(by, on)
    verb = "lead" if sends(by) else "prepare_lead"
    with act(verb, by=by, on=on, at=at, subject=SUBJECT, kind=chosen, agency=about.agency_id, text=Salted(said)) as a:
        row = record(a, chosen, about, said, person_id=person_id, name=name)
        if sends(by):
            deliver(a, row)
    return row


def record(a: Act, kind: LeaderActKind, about: About, text: str, *, person_id: int, name: str) -> LeaderAct:
    """The row of an act, within an open one; not sent yet."""
    row = LeaderAct.objects.create(
        **a.row(
            kind=kind,
            person_id=person_id,
            person_text=name,
            agency_id=about.agency_id,
            assignment=about.assignment,
            line=about.line,
            text=text,
        )
    )
    if a.subject == SUBJECT:
        a.subject_id = row.pk
    if about.assignment:
        a.note(assignment=about.assignment.pk)
    return row


def deliver(a: Act, row: LeaderAct) -> None:
    """Sends it: a note to the agency's desk, and the duty to answer where one is owed."""
    kind = LeaderActKind(row.kind)
    sent: dict[str, Any] = {"approved_on": a.on, "approved_at": a.at, "approved_act": a.id}
    desk: dict[str, Any] = {"agency": row.agency_id, "subject": SUBJECT, "subject_id": row.pk}
    if kind.owes:
        sent["due_on"] = day_of_duty(DutyKind.ANSWER_LEADER, a.on)
        owe(a, DutyKind.ANSWER_LEADER, due_on=sent["due_on"], awaited_by=committee(), **desk)
    if not LeaderAct.objects.filter(pk=row.pk, approved_at=None, voided_at=None).update(**sent):
        raise Stale("Nội dung này đã được gửi hoặc đã bỏ.")
    text = f"{row.person_text} {kind.done_vi}: {row.text[:200]}"
    tell(a, kind=f"lead_{kind}", text=text, key=f"{a.id}:{row.pk}", **desk)
    row.refresh_from_db()


@policy("leader_assistant")
def approve(pk: int, *, text: str | None = None, by: Actor, on: date, at: datetime) -> LeaderAct:
    """Duyệt gửi what was prepared, as it stands or with other words. Once."""
    row = _prepared(pk, by)
    if refusal := approves(by, for_person_id=row.person_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    said = row.text
    if text is not None:
        said = kept_text("text", text, by=by, at=at, need=NEEDS[LeaderActKind(row.kind)], ground=GROUND, most=4000)
    with act("lead", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, kind=row.kind, text=Salted(said)) as a:
        row.text = said
        row.save(update_fields=["text"])
        deliver(a, row)
    return row


@policy("leader_assistant")
def drop(pk: int, *, by: Actor, on: date, at: datetime) -> LeaderAct:
    """Bỏ what was prepared and not sent: by who prepared it, or by the leader in whose name it is."""
    row = _prepared(pk, by)
    if row.by_id != by.person_id and approves(by, for_person_id=row.person_id):
        raise Refused(
            "Chỉ người chuẩn bị hoặc lãnh đạo mới bỏ nội dung này.", ground=Policy("leader_assistant"), status=403
        )
    with act("drop_lead", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        if not LeaderAct.objects.filter(pk=pk, approved_at=None, voided_at=None).update(voided_at=at, voided_act=a.id):
            raise Stale("Nội dung này đã được gửi hoặc đã bỏ.")
    return row


@cites("QC 8.2#1")
@policy("leader_acts")
def answer(pk: int, *, text: str, by: Actor, on: date, at: datetime) -> LeaderAct:
    """The agency's answer, once; it comes back to the leader. Raises `Refused`: 404 for another agency, `Stale`."""
    row = queries.get(by, pk)
    if row is None:
        raise Refused("Không có ý kiến này.", status=404)
    if refusal := may(by, "answer_leader", agency_id=row.agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    if not LeaderActKind(row.kind).owes:
        raise Refused("Nội dung này không phải trả lời.", ground=GROUND)
    said = kept_text("answer", text, by=by, at=at, need="Ghi nội dung trả lời.", ground=GROUND)
    with act("answer_leader", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, answer=Salted(said)) as a:
        taken = LeaderAct.objects.filter(pk=pk, answered_at=None).update(
            answer=said, answered_on=on, answered_at=at, answered_act=a.id, answered_by_text=by.label
        )
        if not taken:
            row.refresh_from_db()
            raise Stale(f"{row.answered_by_text} đã trả lời ngày {row.answered_on:%d/%m/%Y}; hãy xem lại.")
        meet(a, kinds=[DutyKind.ANSWER_LEADER], subject=SUBJECT, subject_id=pk, on=on)
        tell(
            a, agency=committee(), kind="answer_leader", subject=SUBJECT, subject_id=pk, text=said[:200],
            key=f"{a.id}:answer", person=row.person_id,
        )  # fmt: skip
    row.refresh_from_db()
    return row


def read(pk: int, *, by: Actor, at: datetime) -> None:
    """Đã xem: the answer leaves the morning page. No act: nothing happened but that somebody looked."""
    row = queries.get(by, pk)
    if row is None or (row.person_id not in by.persons and by.role is not Role.ASSISTANT):
        raise Refused("Không có ý kiến này.", status=404)
    LeaderAct.objects.filter(pk=pk, read_at=None).exclude(answered_at=None).update(read_at=at)


def _pressed(kind: LeaderActKind | str) -> LeaderActKind:
    if kind not in PRESSED:
        raise Refused("Chọn hỏi, đôn đốc hoặc biểu dương.", field="kind", ground=GROUND, status=422)
    return LeaderActKind(kind)


def _about(assignment: int | None, agency: int | None, to_office: bool, *, by: Actor, on: date) -> About:
    if may(by, "lead") and may(by, "prepare_lead"):
        raise Refused("Không có trang này.", status=404)
    if assignment is None:
        if not queries.agencies(on).filter(pk=agency or 0).exists():
            raise Refused("Chọn cơ quan nhận ý kiến.", field="agency", ground=GROUND, status=422)
        return About(agency or 0)
    row = assignments.get(by, assignment)
    if row is None or row.parent_id is not None:
        raise Refused("Không có công việc này.", status=404)
    if refusal := outside_his_fields(by, his=queries.his(by, row)):
        raise Refused(refusal.sentence, ground=refusal.ground)
    return About(office().pk if to_office else row.agency_id, row)


def _in_whose_name(by: Actor, on: date) -> tuple[int, str]:
    """The leader whose act it is: himself, whom he stands in for, or the Chairman whose assistant he is."""
    if sends(by):
        person = by.for_person_id or by.person_id
        return person, Person.objects.get(pk=person).name if by.for_person_id else by.label
    post = queries.chairman(on)
    if post is None:
        raise Refused("Chưa có Chủ tịch trong danh bạ; đề nghị quản trị nhập trước.", ground=Policy("leader_assistant"))
    return post.person_id, post.person.name


def _prepared(pk: int, by: Actor) -> LeaderAct:
    row = queries.get(by, pk)
    if row is None:
        raise Refused("Không có ý kiến này.", status=404)
    if row.approved_at is not None:
        raise Stale(f"Nội dung này đã gửi ngày {row.approved_on:%d/%m/%Y}.")
    return row
