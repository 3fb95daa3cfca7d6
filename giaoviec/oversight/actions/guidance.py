"""Guidance on tasks (9.1), and what agencies record of themselves: own regulations (11.2), internal checks (8.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.assignments import queries as assignments
from giaoviec.assignments.actions.core import kept_text
from giaoviec.assignments.models import Collaboration
from giaoviec.documents.actions import NewFile, attach_all
from giaoviec.duties.actions import Told, tell_all
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.oversight.models import Guidance, InternalCheck, OwnRegulation
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite, cites

OWN = "own_regulation"
RULES, CHECKS = Cite("QC 11.2#2"), Cite("QC 8.2#2")


@cites("QC 9.1")
def guide(assignment_id: int, *, content: str, by: Actor, on: date, at: datetime) -> Guidance:
    """Hướng dẫn: a note of the Office on the task of an assignment; all who lead or help with it are told."""
    row = assignments.get(by, assignment_id)
    if row is None or row.parent_id or may(by, "guide"):
        raise Refused("Không có việc này.", status=404)
    content = kept_text(
        "content", content, by=by, at=at, need="Ghi nội dung hướng dẫn.", ground=Cite("QC 9.1"), most=5_000
    )
    with act("guide", by=by, on=on, at=at, subject="assignment", subject_id=row.pk, content=Salted(content)) as a:
        made = Guidance.objects.create(**a.row(task_id=row.task_id, content=content))
        told = [
            Told(agency, "guide", "assignment", pk, content[:200], f"{a.id}:{pk}:{agency}")
            for agency, pk in _parties(row.task_id)
        ]
        tell_all(a, told)
    return made


def _parties(task_id: int) -> list[tuple[int, int]]:
    """(agency, assignment) of everybody who has a part in a task that is open."""
    open_ones = assignments.open_of_task(task_id)
    helping = Collaboration.objects.filter(assignment__in=[row.pk for row in open_ones], voided_at=None)
    leads = {row.agency_id: row.pk for row in open_ones}
    helpers = dict(helping.order_by("-assignment_id").values_list("agency_id", "assignment_id"))
    return sorted((helpers | leads).items())


@cites("QC 11.2#2")
def record_regulation(
    *,
    number: str,
    issued_on: date,
    summary: str,
    files: Sequence[NewFile] = (),
    by: Actor,
    on: date,
    at: datetime,
) -> OwnRegulation:
    """The agency's own regulation on following tasks inside it: number, day, file; a later one supersedes."""
    _check(by)
    number = kept_text("number", number, by=by, at=at, need="Ghi số, ký hiệu.", ground=RULES, most=90)
    summary = kept_text("summary", summary, by=by, at=at, need="Ghi trích yếu.", ground=RULES, most=300)
    if issued_on > on:
        raise Refused("Ngày ban hành không thể ở tương lai.", ground=RULES, field="issued_on", status=422)
    if not files:
        raise Refused("Gửi kèm tệp quy chế.", ground=RULES, field="files", status=422)
    with act("record_regulation", by=by, on=on, at=at, subject=OWN, number=Salted(number)) as a:
        made = OwnRegulation.objects.create(
            **a.row(agency_id=by.agency_id, number=number, issued_on=issued_on, summary=summary)
        )
        a.subject_id = made.pk
        attach_all(a, OWN, made.pk, files)
    return made


@cites("QC 8.2#2")
def record_check(*, checked_on: date, what: str, result: str, by: Actor, on: date, at: datetime) -> InternalCheck:
    """A check that the agency made inside itself: when, of what, with what result."""
    _check(by)
    what = kept_text("what", what, by=by, at=at, need="Ghi nội dung đã kiểm tra.", ground=CHECKS, most=300)
    result = kept_text("result", result, by=by, at=at, need="Ghi kết quả kiểm tra.", ground=CHECKS, most=5_000)
    if checked_on > on:
        raise Refused("Ngày kiểm tra không thể ở tương lai.", ground=CHECKS, field="checked_on", status=422)
    with act("record_check", by=by, on=on, at=at, subject="internal_check", result=Salted(result)) as a:
        made = InternalCheck.objects.create(
            **a.row(agency_id=by.agency_id, checked_on=checked_on, what=what, result=result)
        )
        a.subject_id = made.pk
    return made


def _check(by: Actor) -> None:
    if refusal := may(by, "record_own_rules", agency_id=by.agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=404)
