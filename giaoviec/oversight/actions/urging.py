"""Urging letters while they are drafts (9.3): drafted by hand, changed, dropped. One draft an agency at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError
from django.db.models import F

from giaoviec.agencies.models import Agency, Unit
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.actions.core import kept_text
from giaoviec.assignments.models import Assignment
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions.urging_words import SUBJECT, beginning
from giaoviec.oversight.models import LetterStage, Urging, UrgingItem
from giaoviec.oversight.queries import urging as queries
from giaoviec.oversight.queries.urging import LETTERS, Case
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, Refusal, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, Policy, cites
from giaoviec.rules.documents import Urgency
from giaoviec.rules.roles import Role
from giaoviec.rules.urging import by_hand

MOST = 300
"""Items of one letter."""


@cites("QC 9.3")
def draft(
    items: Sequence[int],
    *,
    agency: Agency | int | None = None,
    by: Actor,
    on: date,
    at: datetime,
    within: Act | None = None,
) -> Urging:
    """Puts assignments into the agency's draft, a new one where there is none; what it names already stays.

    `items` are ids of assignments of `agency` (None: of their lead). `Refused` where one may not be urged now.
    """
    allow(by, "draft_urging")
    cases, to = _cases(items, agency, by, on)
    try:
        letter = _drafted(to, cases, by=by, on=on, at=at, within=within)
    except IntegrityError:
        raise Stale("Người khác vừa lập dự thảo cho cơ quan này; hãy làm lại.") from None
    letter.refresh_from_db()
    return letter


def _drafted(to: int, cases: Sequence[Case], *, by: Actor, on: date, at: datetime, within: Act | None) -> Urging:
    with act("draft_urging", by=by, on=on, at=at, subject=SUBJECT, within=within) as a:
        letter = _open_draft(a, to, unit_of(by))
        if within is None:
            a.subject_id = letter.pk
        a.touch(SUBJECT, letter.pk)
        _append(letter, cases)
        a.touch("assignment", *(case.assignment_id for case in cases))
        Urging.objects.filter(pk=letter.pk).update(touched=True, version=F("version") + 1)
    return letter


def refusal_by_hand(case: Case | None, on: date) -> Refusal | None:
    """Why a person may not put an assignment into a letter now."""
    if case is None:
        return Refusal("Không đôn đốc được: cơ quan không còn việc phải làm nào ở công việc này.", Policy("urging"))
    if case.letter_id and not _is_draft(case.letter_id):
        return Refusal("Đã có trong một văn bản đôn đốc đã ký, chưa gửi.", Policy("urging_again"))
    try:
        return by_hand(case.owing, on, profile=profile_on(case.issued_on), calendar=calendar())
    except UnknownYear as lack:
        return Refusal(str(lack), Policy("calendar_confirmed"))


def _is_draft(letter_id: int) -> bool:
    return Urging.objects.filter(pk=letter_id, stage=LetterStage.DRAFTED).exists()


def by_assignment(ids: Collection[int], on: date, *, agency_id: int | None = None) -> dict[int, Case]:
    """What is owed on each of these assignments, late or not: by their lead, or by `agency_id`."""
    cases = queries.judged(on, assignments=ids, late=False, agencies=[agency_id] if agency_id else None)
    leads = dict(Assignment.objects.filter(pk__in=ids).values_list("pk", "agency_id"))
    wanted = {pk: agency_id or lead for pk, lead in leads.items()}
    return {case.assignment_id: case for case in cases if case.agency_id == wanted[case.assignment_id]}


def _cases(items: Sequence[int], agency: Agency | int | None, by: Actor, on: date) -> tuple[list[Case], int]:
    ids = list(dict.fromkeys(items))
    if not ids:
        raise Refused("Chọn ít nhất một công việc để đôn đốc.", ground=Cite("QC 9.3"), field="items", status=422)
    rows = {row.pk: row for row in assignments.visible(by).filter(pk__in=ids, parent=None).select_related("task")}
    if len(rows) < len(ids):
        raise Refused("Không có việc này.", status=404)
    check_unit(by, [row.monitoring_unit_id for row in rows.values()])
    to = agency.pk if isinstance(agency, Agency) else agency
    found = by_assignment(ids, on, agency_id=to)
    for pk in ids:
        if refusal := refusal_by_hand(found.get(pk), on):
            content = rows[pk].content or rows[pk].task.content
            raise Refused(f"“{content[:80]}”: {refusal.sentence}", ground=refusal.ground, field="items")
    agencies = {case.agency_id for case in found.values()}
    if len(agencies) > 1:
        raise Refused("Mỗi cơ quan một văn bản đôn đốc; hãy chọn việc của một cơ quan.", field="items", status=422)
    return [found[pk] for pk in ids], to or agencies.pop()


def _open_draft(a: Act, agency_id: int, unit: Unit | None) -> Urging:
    """The agency's draft, locked; a new one where there is none."""
    here = Urging.objects.select_for_update().filter(LETTERS, agency=agency_id, stage=LetterStage.DRAFTED)
    found = here.first()
    return found or Urging.objects.create(**a.row(agency_id=agency_id, **beginning(a.on, unit=unit)))


def _append(letter: Urging, cases: Sequence[Case]) -> None:
    there = dict(letter.items.values_list("assignment_id", "position"))
    fresh = [case for case in cases if case.assignment_id not in there]
    if len(there) + len(fresh) > MOST:
        raise Refused(f"Một văn bản đôn đốc ghi nhiều nhất {MOST} việc.", field="items", status=422)
    first = max(there.values(), default=0) + 1
    UrgingItem.objects.bulk_create(item(letter, case, position=first + n) for n, case in enumerate(fresh))


def item(letter: Urging, case: Case, *, position: int) -> UrgingItem:
    """The row of a letter for what is owed."""
    return UrgingItem(
        letter=letter,
        assignment_id=case.assignment_id,
        kind=case.owing.kind,
        due_on=case.owing.due_on,
        days_late=case.verdict.days_late,
        degree=case.verdict.degree,
        position=position,
    )


# ---- changing


@dataclass(frozen=True, slots=True)
class Changes:
    """What the editor sends: the words, the day for an answer, and the assignments in their order."""

    summary: str
    opening: str
    closing: str
    symbol: str
    urgency: str
    answer_by: date | None
    assignments: tuple[int, ...] = ()


def edit(pk: int, changes: Changes, *, version: int, by: Actor, on: date, at: datetime) -> Urging:
    """The draft as the editor left it: words, answer date, items in order; those left out are gone from the letter."""
    letter = find(pk, by)
    allow(by, "draft_urging")
    must_be(letter, LetterStage.DRAFTED)
    words = _words(letter, changes, by=by, on=on, at=at)
    before = {row.assignment_id: row for row in letter.items.select_related("assignment")}
    wanted = list(dict.fromkeys(changes.assignments)) if letter.recalls_id is None else []
    gone = [row for key, row in before.items() if key not in wanted]
    check_unit(by, [row.assignment.monitoring_unit_id for row in gone])
    fresh = [key for key in wanted if key not in before]
    cases = {case.assignment_id: case for case in _cases(fresh, letter.agency_id, by, on)[0]} if fresh else {}
    with act(
        "edit_urging", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, opening=Salted(str(words["opening"]))
    ) as a:
        take(letter, version, LetterStage.DRAFTED, touched=True, **words)
        UrgingItem.objects.filter(pk__in=[row.pk for row in gone]).delete()
        UrgingItem.objects.bulk_create(item(letter, cases[key], position=0) for key in fresh)
        _order(letter, wanted)
        a.touch("assignment", *fresh, *(row.assignment_id for row in gone))
    letter.refresh_from_db()
    return letter


def _words(letter: Urging, changes: Changes, *, by: Actor, on: date, at: datetime) -> dict[str, object]:
    def text(name: str, need: str, most: int = 5_000) -> str:
        return kept_text(name, getattr(changes, name), by=by, at=at, need=need, most=most)

    if changes.urgency not in {one.value for one in Urgency}:
        raise Refused("Chọn mức độ khẩn.", field="urgency", status=422)
    if letter.recalls_id is None:
        check_answer_by(changes.answer_by, on)
    return {
        "summary": text("summary", "Ghi trích yếu.", 300),
        "opening": text("opening", "Ghi phần mở đầu của văn bản."),
        "closing": text("closing", ""),
        "symbol": text("symbol", "Ghi ký hiệu văn bản.", 40),
        "urgency": changes.urgency,
        "answer_by": changes.answer_by if letter.recalls_id is None else None,
    }


def check_answer_by(day: date | None, on: date) -> None:
    """A letter is to be answered by a working day after today."""
    if day is None:
        raise Refused("Chọn hạn trả lời.", ground=Policy("urging_answer"), field="answer_by", status=422)
    if day <= on:
        raise Refused("Hạn trả lời phải sau hôm nay.", ground=Policy("urging_answer"), field="answer_by", status=422)
    try:
        working = calendar().is_working(day)
    except UnknownYear as lack:
        raise Refused(str(lack), ground=Policy("calendar_confirmed"), field="answer_by", status=422) from None
    if not working:
        sentence = f"Ngày {day:%d/%m/%Y} là ngày nghỉ; hãy chọn ngày làm việc."
        raise Refused(sentence, ground=Policy("urging_answer"), field="answer_by", status=422)


def _order(letter: Urging, wanted: Sequence[int]) -> None:
    rows = {row.assignment_id: row for row in letter.items.all()}
    for n, key in enumerate(wanted, start=1):
        rows[key].position = n
    UrgingItem.objects.bulk_update(rows.values(), ["position"])


def discard(pk: int, *, version: int, by: Actor, on: date, at: datetime) -> None:
    """A draft is dropped. What it named and is still late is proposed again by the next run."""
    letter = find(pk, by)
    allow(by, "draft_urging")
    must_be(letter, LetterStage.DRAFTED)
    rows = letter.items.values_list("assignment__monitoring_unit_id", flat=True)
    check_unit(by, list(rows))
    with act("discard_urging", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk) as a:
        take(letter, version, LetterStage.DRAFTED, voided_at=at, voided_act=a.id)


# ---- what every step asks


def find(pk: int, by: Actor) -> Urging:
    """The letter, or `Refused` (404) for a stranger."""
    letter = queries.get(by, pk)
    if letter is None:
        raise Refused("Không có văn bản này.", status=404)
    return letter


def allow(by: Actor, what: str, *, agency_id: int | None = None) -> None:
    """Raises `Refused` (403) where the table does not let `by` do `what`."""
    if refusal := may(by, what, agency_id=agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)


def unit_of(by: Actor) -> Unit | None:
    return Unit.objects.filter(pk=by.unit_id).first() if by.role is Role.MONITOR and by.unit_id else None


def check_unit(by: Actor, unit_ids: Sequence[int | None]) -> None:
    """A monitor urges the work that his unit follows (6.1d)."""
    if queries.hands_off(by, unit_ids):
        sentence = "Chuyên viên chỉ đôn đốc việc do đơn vị mình theo dõi; có việc của đơn vị khác trong danh sách."
        raise Refused(sentence, ground=Cite("QC 6.1.d"), status=403)


def must_be(letter: Urging, *stages: LetterStage) -> None:
    """Raises `Refused` where the letter is not at one of these stages."""
    if letter.stage not in stages:
        sentence = f"Văn bản {LetterStage(letter.stage).label}; không làm bước này được nữa."
        raise Refused(sentence, ground=Policy("urging_letter"))


def take(letter: Urging, version: int, at: LetterStage, /, **columns: object) -> None:
    """Compare-and-set on the version and the stage that were read; `Stale` where somebody was first."""
    here = Urging.objects.filter(pk=letter.pk, version=version, stage=at, voided_at=None)
    if not here.update(version=F("version") + 1, **columns):
        raise Stale("Văn bản vừa được người khác sửa hoặc xử lý; hãy tải lại trang rồi làm tiếp.")
