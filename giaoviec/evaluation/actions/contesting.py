"""A line of a sheet is contested, answered, decided; what is granted stands beside the points, never in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from giaoviec.agencies.models import Membership
from giaoviec.agencies.queries import current, office
from giaoviec.assignments.actions.core import kept_text
from giaoviec.duties.actions import Told, drop, meet, owe, tell_all
from giaoviec.evaluation.actions.common import CONTEST, FROZEN, allow, working_day
from giaoviec.evaluation.models import Contest, Kind, Sheet, SheetLine
from giaoviec.evaluation.queries import contests, sheets
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.rules.access import Actor
from giaoviec.rules.acts import AGENCY_LEADERS
from giaoviec.rules.citation import cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.roles import Role
from giaoviec.rules.schemes import WHOLE
from giaoviec.rules.scoring import NOT

SUBJECT = "contest"
LONGEST = 4000


@cites("QC 12.2", "QC 12.3")
@policy("contest")
def contest(line_id: int, *, reason: str, by: Actor, on: date, at: datetime) -> Contest:
    """Kiến nghị một mục: an agency's leaders theirs, the head of a unit its, an officer his own; within the window.

    Whoever decides owes it by a day. `Refused` outside the window, for a line that is contested already.
    """
    line = SheetLine.objects.select_related("sheet__round", "sheet__agency").filter(pk=line_id).first()
    sheet = sheets.get(by, line.sheet_id) if line else None
    if line is None or sheet is None:
        raise Refused("Không có mục này.", status=404)
    _may_contest(by, sheet)
    _check_window(sheet, on)
    why = kept_text(
        "reason", reason, by=by, at=at, need="Ghi rõ kiến nghị điều gì, vì sao.", ground=CONTEST, most=LONGEST
    )
    due = working_day(on, sheet.round.scheme.decide_days)
    with act(
        "contest", by=by, on=on, at=at, subject=SUBJECT, sheet=sheet.pk, assignment=line.assignment_id,
        reason=Salted(why),
    ) as a:  # fmt: skip
        row = _entered(a, sheet, line, why, due)
        a.subject_id = row.pk
        a.touch("assignment", line.assignment_id)
        where, role = _decider(sheet)
        owe(
            a, DutyKind.DECIDE_CONTEST, agency=where, due_on=due, subject=SUBJECT, subject_id=row.pk, role=role,
            awaited_by=sheet.agency_id,
        )  # fmt: skip
        if not sheet.inside:
            _tell_evaluators(a, row, "contest", f"{sheet.label} kiến nghị: {why[:160]}")
    return row


def _may_contest(by: Actor, sheet: Sheet) -> None:
    allow(by, "contest", agency_id=sheet.agency_id)
    own = {
        Kind.AGENCY: by.role in AGENCY_LEADERS,
        Kind.UNIT: by.role is Role.UNIT_HEAD and by.unit_id == sheet.unit_id,
        Kind.OFFICER: sheet.person_id in by.persons,
    }
    if not own.get(Kind(sheet.kind), False):
        sentence = "Phiếu của cơ quan do lãnh đạo cơ quan kiến nghị, của phòng do trưởng phòng, của ai do người ấy."
        raise Refused(sentence, ground=CONTEST, status=403)


def _check_window(sheet: Sheet, on: date) -> None:
    one = sheet.round
    if one.provisional:
        raise Refused("Phiếu tạm tính chưa nhận kiến nghị; năm kết thúc mới lập phiếu chính thức.", ground=CONTEST)
    if not sheets.contestable(sheet, on):
        until = f" {one.contest_until:%d/%m/%Y}" if one.contest_until else ""
        raise Refused(f"Đã hết thời gian kiến nghị (đến hết ngày{until}).", ground=CONTEST)


def _entered(a: Act, sheet: Sheet, line: SheetLine, why: str, due: date) -> Contest:
    try:
        with transaction.atomic():
            return Contest.objects.create(**a.row(sheet=sheet, line=line, reason=why, decide_by=due))
    except IntegrityError:
        raise Stale("Mục này đang có kiến nghị chờ quyết định.") from None


def _decider(sheet: Sheet) -> tuple[int, str]:
    """On whose desk it lies: the head of the Office's, or inside an agency its leaders'."""
    return (sheet.agency_id, "") if sheet.inside else (office().pk, Role.OFFICE_HEAD)


def withdraw(pk: int, *, by: Actor, on: date, at: datetime) -> None:
    """Rút kiến nghị: by whoever made it, while it is not decided."""
    row = _open(pk, by)
    if row.by_id not in by.persons:
        raise Refused("Chỉ người kiến nghị mới rút được kiến nghị.", ground=CONTEST, status=403)
    with act("withdraw_contest", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        _take(row, voided_at=at, voided_act=a.id)
        drop(a, kinds=[DutyKind.DECIDE_CONTEST], subject=SUBJECT, subject_id=pk)


@policy("contest")
def answer(pk: int, *, text: str, by: Actor, on: date, at: datetime) -> None:
    """Ý kiến về kiến nghị: what those who follow evaluation say to it, once, before it is decided."""
    row = _open(pk, by)
    if not contests.answers(by, row):
        raise Refused(_not_yours(row), ground=CONTEST, status=403)
    whole = kept_text("text", text, by=by, at=at, need="Ghi ý kiến.", ground=CONTEST, most=LONGEST)
    if row.answer:
        raise Stale(f"{row.answered_by_text} đã cho ý kiến; hãy xem lại.")
    with act("answer_contest", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, text=Salted(whole)) as a:
        _take(row, answer=whole, answered_on=on, answered_at=at, answered_by_text=by.label)
        where, role = _decider(row.sheet)
        said = f"Đã có ý kiến về kiến nghị của {row.sheet.label}: {whole[:160]}"
        tell_all(a, [Told(where, "answer_contest", SUBJECT, pk, said, f"contest:{pk}:answer", role=role)])


Given = tuple[int | None, int | None, int | None]


@cites("QC 12.3")
@policy("contest", "sheets_frozen")
def decide(
    pk: int, *, granted: bool, decision: str, given: Given = NOT, by: Actor, on: date, at: datetime
) -> Contest:  # fmt: skip
    """Quyết định: refused, or granted with what the task gives (per cent, None: it does not count). The sheet stays;
    the amended points, also of the head whose sheet is made of it, stand beside. `Stale` where it was decided.
    """
    row = _open(pk, by)
    if not contests.decides(by, row):
        raise Refused(_not_yours(row), ground=CONTEST, status=403)
    why = kept_text("decision", decision, by=by, at=at, need="Nêu lý do quyết định.", ground=CONTEST, most=LONGEST)
    if granted:
        _check_given(row, given)
    facts: dict[str, Any] = {"granted": granted, "given": list(given), "decision": Salted(why)}
    with act("decide_contest", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, **facts) as a:
        a.touch("assignment", row.line.assignment_id)
        quantity, quality, timeliness = given if granted else NOT
        _take(
            row, granted=granted, decision=why, decided_on=on, decided_at=at, decided_by_text=by.label,
            quantity=quantity, quality=quality, timeliness=timeliness, before=row.sheet.stands,
        )  # fmt: skip
        if granted:
            _amend(row)
        meet(a, kinds=[DutyKind.DECIDE_CONTEST], subject=SUBJECT, subject_id=pk, on=on)
        _tell_decided(a, row, why)
    return row


def _check_given(row: Contest, given: Given) -> None:
    if any(part is not None and not 0 <= part <= WHOLE for part in given):
        raise Refused("Ghi mỗi phần từ 0 đến 100 (%).", field="quantity", status=422)
    quantity, quality, timeliness = given
    if (quantity is None) != (quality is None) or (quantity is None and timeliness is not None):
        sentence = "Việc được tính thì ghi cả số lượng và chất lượng; không tính thì để trống cả ba phần."
        raise Refused(sentence, field="quantity", status=422)
    if given == row.line.given:
        raise Refused("Chấp nhận kiến nghị thì phải đổi ít nhất một phần.", field="quantity", ground=FROZEN, status=422)


def _amend(row: Contest) -> None:
    """The points beside: of the sheet, and of the head's that is made of its lines."""
    for sheet in Sheet.objects.filter(Q(pk=row.sheet_id) | Q(base=row.sheet_id)).select_related("round"):
        points = contests.amended_points(sheet)
        Sheet.objects.filter(pk=sheet.pk).update(amended=points)
        if sheet.pk == row.sheet_id:
            Contest.objects.filter(pk=row.pk).update(after=points)
            row.after = row.sheet.amended = points


def _tell_decided(a: Act, row: Contest, why: str) -> None:
    sheet = row.sheet
    word = f"chấp nhận, điểm {sheet.points} thành {row.after}".replace(".", ",") if row.granted else "không chấp nhận"
    said = f"Kiến nghị về phiếu đánh giá năm {sheet.round.year} của {sheet.label}: {word}. {why[:160]}"
    about = Told(sheet.agency_id, "decide_contest", SUBJECT, row.pk, said, f"contest:{row.pk}:decided")
    if sheet.kind == Kind.OFFICER:
        about = replace(about, person_id=sheet.person_id)
    elif sheet.kind == Kind.UNIT:
        about = replace(about, role=Role.UNIT_HEAD, unit_id=sheet.unit_id)
    else:
        _tell_evaluators(a, row, "decide_contest", said)
    tell_all(a, [about])


def _tell_evaluators(a: Act, row: Contest, kind: str, said: str) -> None:
    """Whoever follows evaluation for the province (12.3)."""
    held = Membership.objects.filter(current(a.on), role=Role.EVALUATOR)
    for agency in held.order_by("agency_id").values_list("agency_id", flat=True).distinct():
        key = f"contest:{row.pk}:{kind}:evaluator"
        tell_all(a, [Told(agency, kind, SUBJECT, row.pk, said, key, role=Role.EVALUATOR)])


# ---- for every act on a contest


def _open(pk: int, by: Actor) -> Contest:
    row = contests.get(by, pk)
    if row is None:
        raise Refused("Không có kiến nghị này.", status=404)
    if not row.is_open:
        raise Stale(f"{row.decided_by_text} đã quyết định kiến nghị này ngày {row.decided_on:%d/%m/%Y}.")
    return row


def _not_yours(row: Contest) -> str:
    if row.sheet.inside:
        return "Kiến nghị về phiếu trong nội bộ do lãnh đạo cơ quan giải quyết, không phải người kiến nghị."
    return "Kiến nghị của cơ quan do Sở Nội vụ, Văn phòng cho ý kiến và lãnh đạo Văn phòng UBND tỉnh quyết định."


def _take(row: Contest, **changes: object) -> None:
    """Writes while it is open; who comes second is told."""
    taken = Contest.objects.filter(pk=row.pk, decided_at=None, voided_at=None).update(**changes)
    if not taken:
        raise Stale("Kiến nghị vừa có người khác xử lý; hãy tải lại trang.")
    row.refresh_from_db()
