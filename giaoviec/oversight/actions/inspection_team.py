"""Who is in a team: people of the Office in their own posts, others in a seat made for the team's days (8.1c)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from giaoviec.agencies.actions.seats import end_seats, seat
from giaoviec.agencies.models import Membership
from giaoviec.assignments.actions.insights import end_seeing, let_see
from giaoviec.duties import actions as duties
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions.inspection import owe_sheets, turn_of
from giaoviec.oversight.actions.inspection_steps import GROUND, SUBJECT, ask, take, texts
from giaoviec.oversight.models import Inspection, TeamMember
from giaoviec.oversight.queries import inspection as queries
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import cites
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.inspections import State, Step, TeamRole


@cites("QC 8.1.c")
def join(
    pk: int,
    *,
    person: int,
    role: TeamRole | str,
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> TeamMember:
    """Takes somebody into the team until its last day; one head at a time, nobody of an inspected agency."""
    row = ask(Step.TEAM, pk, act="run_inspection", by=by, version=version)
    as_ = _role(role)
    post = _post(row, person, on)
    if as_ is TeamRole.HEAD and queries.members(row).filter(role=TeamRole.HEAD).exists():
        raise Refused("Đoàn đã có trưởng đoàn; hãy cho trưởng đoàn cũ thôi trước.", ground=GROUND, field="role")
    assert row.first_on is not None and row.last_on is not None
    first = max(row.first_on, on)
    if first > row.last_on:
        raise Refused("Cuộc kiểm tra đã hết ngày; hãy gia hạn thời gian trước.", ground=GROUND)
    with act("join_team", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, person=person, role=as_.value) as a:
        take(row)
        made = TeamMember.objects.create(
            **a.row(inspection=row, person_id=person, seat=_seat(a, row, post, first), role=as_, from_on=first)
        )
        if row.state == State.UNDER_WAY:
            owe_sheets(a, row, [made])
        duties.tell(
            a, agency=post.agency_id, person=person, kind="join_team", subject=SUBJECT, subject_id=row.pk,
            text=f"{as_.vi} {row}, từ {first:%d/%m/%Y} đến {row.last_on:%d/%m/%Y}.", key=f"{a.id}:{person}",
        )  # fmt: skip
    return made


@cites("QC 8.1.c")
def leave(pk: int, *, member: int, reason: str, by: Actor, on: date, at: datetime, version: int | None = None) -> None:
    """Somebody is in the team no longer: his seat ends, he sees nothing more, his duty falls away; his sheets stay."""
    row = ask(Step.TEAM, pk, act="run_inspection", by=by, version=version)
    one = queries.team(row).filter(pk=member).first()
    if one is None:
        raise Refused("Không có thành viên này.", status=404)
    if one.left_at is not None:
        raise Refused(f"{one.person.name} đã rời đoàn từ ngày {one.left_on:%d/%m/%Y}.", ground=GROUND)
    said = texts({"reason": reason}, {"reason": "Nêu lý do thôi tham gia đoàn."}, by=by, at=at)
    with act("leave_team", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, reason=Salted(said["reason"])) as a:
        take(row)
        a.note(person=one.person_id)
        TeamMember.objects.filter(pk=one.pk).update(left_on=on, left_at=at, left_act=a.id)
        end_look(a, row, one)


def end_look(a: Act, row: Inspection, one: TeamMember) -> None:
    """What somebody saw and owed in a team ends with this day."""
    if not queries.sees_all(one.seat):
        end_seeing(a, [one.seat_id])
        end_seats(a, [one.seat_id], last_on=max(a.on, one.seat.from_on - timedelta(days=1)))
    here = {"kind": DutyKind.FILL_SHEETS, "subject": SUBJECT, "subject_id": row.pk, "turn": turn_of(one)}
    Duty.objects.filter(OPEN, **here).update(dropped_on=a.on, dropped_at=a.at, dropped_act=a.id)


def _seat(a: Act, row: Inspection, post: Membership, first_on: date) -> Membership:
    """His own post where it sees all; else one made for these days, that sees what already has a sheet."""
    if queries.sees_all(post):
        return post
    assert row.last_on is not None
    made = seat(
        a, post.person_id, agency_id=post.agency_id, title=f"{TeamRole.MEMBER.vi} {row}", first_on=first_on,
        last_on=row.last_on,
    )  # fmt: skip
    let_see(a, [made.pk], list(queries.sheets(row).values_list("assignment_id", flat=True)))
    return made


def _role(role: TeamRole | str) -> TeamRole:
    try:
        return TeamRole(role)
    except ValueError:
        raise Refused("Chọn vai trò trong đoàn.", ground=GROUND, field="role", status=422) from None


def _post(row: Inspection, person: int, on: date) -> Membership:
    if queries.members(row).filter(person=person).exists():
        raise Refused("Người này đã ở trong đoàn.", ground=GROUND, field="person")
    post = next((one for one in queries.joinable(row, on) if one.person_id == person), None)
    if post is None:
        sentence = (
            "Người này không tham gia đoàn được: phải đang công tác, không thuộc cơ quan được kiểm tra, "
            "không phải tài khoản kỹ thuật hay kiểm toán."
        )
        raise Refused(sentence, ground=GROUND, field="person", status=422)
    return post
