"""Inspections from the proposal to the last day (8.1c): the Office proposes, the Chairman decides, the team begins."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from giaoviec.agencies.actions.seats import end_seats
from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import committee, office
from giaoviec.duties import actions as duties
from giaoviec.duties.actions import Told
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.journal.queries import head
from giaoviec.oversight.actions.inspection_steps import GROUND, SUBJECT, ask, one_line, take, texts
from giaoviec.oversight.models import InspectedAgency, Inspection, TeamMember
from giaoviec.oversight.queries import inspection as queries
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Policy, cites
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.inspections import InspectionKind, State, Step, TeamRole, usual_days
from giaoviec.rules.roles import Role

SEED_LENGTH = 16


@cites("QC 8.1.c", "QC 2.2.b")
def propose(
    *,
    kind: InspectionKind | str,
    agencies: Collection[int | Agency],
    reason: str,
    content: str = "",
    first_on: date | None = None,
    last_on: date | None = None,
    by: Actor,
    on: date,
    at: datetime,
) -> Inspection:
    """Đề xuất kiểm tra: of which agencies, why, what is to be looked at, on which days (a routine one names them).

    The Chairman owes the decision. `Refused` at the field: an inspection of nobody, of a body that is not inspected.
    """
    if refusal := may(by, "propose_inspection"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)
    sort = _kind(kind)
    chosen = _agencies(agencies, on)
    said = texts(
        {"reason": reason, "content": content}, {"reason": "Ghi lý do, mục đích kiểm tra."}, by=by, at=at
    )  # fmt: skip
    _check_days(sort, first_on, last_on)
    due_on = _due(DutyKind.DECIDE_INSPECTION, on)
    with act("propose_inspection", by=by, on=on, at=at, subject=SUBJECT, reason=Salted(said["reason"])) as a:
        made = Inspection.objects.create(
            **a.row(kind=sort, purpose=said["reason"], content=said["content"], first_on=first_on, last_on=last_on)
        )
        a.subject_id = made.pk
        a.touch("agency", *chosen)
        InspectedAgency.objects.bulk_create(InspectedAgency(**a.row(inspection=made, agency_id=pk)) for pk in chosen)
        duties.owe(
            a, DutyKind.DECIDE_INSPECTION, agency=committee(), role=Role.CHAIRMAN, due_on=due_on,
            subject=SUBJECT, subject_id=made.pk, awaited_by=office(),
        )  # fmt: skip
    return made


@cites("QC 8.1.c")
def decide(
    pk: int,
    *,
    agree: bool,
    number: str = "",
    decided_on: date | None = None,
    note: str = "",
    first_on: date | None = None,
    last_on: date | None = None,
    seed: str = "",
    by: Actor,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Inspection:
    """The decision: agreed to, with its number and day, or not, with the reason. Once; `Refused` a second time.

    Days that neither the proposal nor the decision names follow from the profile. The seed of the samples is published
    with the decision: what is given here, else the first characters of the journal's last digest, which nobody chooses.
    """
    row = ask(Step.AGREE if agree else Step.REFUSE, pk, act="decide_inspection", by=by, version=version)
    needs = {} if agree else {"note": "Nêu lý do không kiểm tra."}
    said = texts({"note": note, "seed": seed}, needs, by=by, at=at)
    decided = {"decided_at": at, "decided_by_text": by.label, "decision_note": said["note"]}
    if not agree:
        return _refuse(row, decided, by=by, on=on, at=at)
    days = _days(row, first_on, last_on, decided_on or on)
    columns = decided | days | {
        "state": State.DECIDED, "number": _number(number, by=by, at=at), "decided_on": _decided_on(row, decided_on, on),
        "seed": said["seed"][:64] or head().digest[:SEED_LENGTH],
    }  # fmt: skip
    due_on = _due(DutyKind.CONCLUDE_INSPECTION, days["last_on"])
    with act("decide_inspection", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, agreed=True) as a:
        take(row, decided_act=a.id, **columns)
        _met(a, row)
        duties.owe(
            a, DutyKind.CONCLUDE_INSPECTION, agency=office(), role=Role.MONITOR, due_on=due_on,
            subject=SUBJECT, subject_id=row.pk,
        )  # fmt: skip
        a.note(first_on=row.first_on, last_on=row.last_on, seed=row.seed)
        _tell(a, row, f"Quyết định {row.number}: kiểm tra {InspectionKind(row.kind).vi} từ {row.first_on:%d/%m/%Y}.")
    return row


def _refuse(row: Inspection, decided: dict[str, Any], *, by: Actor, on: date, at: datetime) -> Inspection:
    with act("decide_inspection", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, agreed=False) as a:
        take(row, state=State.REFUSED, decided_on=on, decided_act=a.id, **decided)
        _met(a, row)
        duties.tell(
            a, agency=office(), kind="decide_inspection", subject=SUBJECT, subject_id=row.pk, role=Role.MONITOR,
            text=f"Không đồng ý kiểm tra: {row.decision_note[:200]}", key=f"{a.id}:decide",
        )  # fmt: skip
    return row


@cites("QC 8.1.c")
def begin(pk: int, *, by: Actor, on: date, at: datetime, version: int | None = None) -> Inspection:
    """Bắt đầu kiểm tra: from the first day on, once the team has a head; each member then owes his sheets."""
    row = ask(Step.BEGIN, pk, act="run_inspection", by=by, version=version)
    if row.first_on and on < row.first_on:
        raise Refused(f"Cuộc kiểm tra bắt đầu từ ngày {row.first_on:%d/%m/%Y}.", ground=GROUND)
    team = list(queries.members(row))
    if not any(one.role == TeamRole.HEAD for one in team):
        raise Refused("Đoàn kiểm tra chưa có trưởng đoàn; hãy thêm trưởng đoàn trước.", ground=GROUND)
    with act("begin_inspection", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk) as a:
        take(row, state=State.UNDER_WAY, began_on=on)
        owe_sheets(a, row, team)
    return row


def owe_sheets(a: Act, row: Inspection, team: Collection[TeamMember]) -> None:
    """Each of these members owes the sheets by the team's last day."""
    assert row.last_on is not None
    for one in team:
        duties.owe(
            a, DutyKind.FILL_SHEETS, agency=one.seat.agency_id, person=one.person_id, due_on=row.last_on,
            subject=SUBJECT, subject_id=row.pk, turn=turn_of(one), awaited_by=office(),
        )  # fmt: skip


def turn_of(one: TeamMember) -> str:
    """What tells the duty of one member from those of his colleagues."""
    return f"person {one.person_id}"


@cites("QC 8.1.c")
def prolong(
    pk: int, *, last_on: date, reason: str, by: Actor, on: date, at: datetime, version: int | None = None
) -> Inspection:
    """Gia hạn thời gian kiểm tra: another last day; seats and duties follow."""
    row = ask(Step.PROLONG, pk, act="run_inspection", by=by, version=version)
    said = texts({"reason": reason}, {"reason": "Nêu lý do gia hạn thời gian kiểm tra."}, by=by, at=at)
    if row.last_on is None or last_on <= max(row.last_on, on):
        sentence = f"Ngày cuối mới phải sau ngày {max(row.last_on or on, on):%d/%m/%Y}."
        raise Refused(sentence, ground=Policy("inspection_days"), field="last_on", status=422)
    due_on = _due(DutyKind.CONCLUDE_INSPECTION, last_on)
    here: dict[str, Any] = {"subject": SUBJECT, "subject_id": row.pk}
    with act("prolong_inspection", by=by, on=on, at=at, reason=Salted(said["reason"]), last_on=last_on, **here) as a:
        take(row, last_on=last_on)
        end_seats(a, [one.seat_id for one in queries.members(row)], last_on=last_on)
        duties.put_off(a, kinds=[DutyKind.FILL_SHEETS], due_on=last_on, **here)
        duties.put_off(a, kinds=[DutyKind.CONCLUDE_INSPECTION], due_on=due_on, **here)
    return row


# ---- what they share


def _kind(kind: InspectionKind | str) -> InspectionKind:
    try:
        return InspectionKind(kind)
    except ValueError:
        raise Refused("Chọn kiểm tra định kỳ hoặc đột xuất.", ground=GROUND, field="kind", status=422) from None


def _agencies(agencies: Collection[int | Agency], on: date) -> list[int]:
    wanted = {one if isinstance(one, int) else one.pk for one in agencies}
    if not wanted:
        raise Refused("Chọn ít nhất một cơ quan được kiểm tra.", ground=GROUND, field="agencies", status=422)
    found = list(queries.inspectable(on).filter(pk__in=wanted).values_list("pk", flat=True))
    if len(found) < len(wanted):
        sentence = "Chỉ kiểm tra sở, ngành, địa phương, tổ chức được giao việc và đang hoạt động."
        raise Refused(sentence, ground=GROUND, field="agencies", status=422)
    return found


def _check_days(kind: InspectionKind, first_on: date | None, last_on: date | None) -> None:
    if kind is InspectionKind.ROUTINE and first_on is None:
        sentence = "Kiểm tra định kỳ theo kế hoạch năm: ghi ngày bắt đầu dự kiến."
        raise Refused(sentence, ground=GROUND, field="first_on", status=422)
    if last_on and (first_on is None or last_on < first_on):
        raise Refused("Ngày cuối không được trước ngày đầu.", ground=GROUND, field="last_on", status=422)


def _days(row: Inspection, first_on: date | None, last_on: date | None, decided_on: date) -> dict[str, date]:
    """The team's days: as decided, as proposed, or as the profile has it."""
    first, last = first_on or row.first_on, last_on or row.last_on
    usual_first, usual_last = _usual(decided_on, first)
    found = {"first_on": first or usual_first, "last_on": last or usual_last}
    _check_days(InspectionKind(row.kind), found["first_on"], found["last_on"])
    return found


def _usual(decided_on: date, first_on: date | None) -> tuple[date, date]:
    try:
        return usual_days(decided_on, first_on, profile=profile_on(decided_on), calendar=calendar())
    except UnknownYear as fault:
        raise Refused(fault.sentence, ground=Policy("inspection_days"), field="first_on", status=422) from fault


def _decided_on(row: Inspection, decided_on: date | None, on: date) -> date:
    day = decided_on or on
    if not row.on <= day <= on:
        sentence = f"Ngày quyết định phải từ ngày đề xuất ({row.on:%d/%m/%Y}) đến hôm nay."
        raise Refused(sentence, ground=GROUND, field="decided_on", status=422)
    return day


def _number(text: str, *, by: Actor, at: datetime) -> str:
    return one_line(text, "number", "Ghi số, ký hiệu quyết định kiểm tra.", by=by, at=at)


def _due(kind: DutyKind, start: date) -> date:
    try:
        return due(kind, start, profile=profile_on(start), calendar=calendar())
    except UnknownYear as fault:
        raise Refused(fault.sentence, ground=Policy("inspection_days"), field="last_on", status=422) from fault


def _met(a: Act, row: Inspection) -> None:
    duties.meet(a, kinds=[DutyKind.DECIDE_INSPECTION], subject=SUBJECT, subject_id=row.pk, on=a.on)


def _tell(a: Act, row: Inspection, text: str) -> None:
    """The inspected agencies and the Office hear of the decision."""
    agencies = list(queries.inspected(row).values_list("agency_id", flat=True))
    a.touch("agency", *agencies)
    told = [
        Told(pk, "decide_inspection", SUBJECT, row.pk, text, f"{a.id}:{pk}", role=role)
        for pk, role in [(office().pk, Role.MONITOR), *((pk, "") for pk in agencies)]
    ]
    duties.tell_all(a, told)
