"""A collaborator that said nothing in its days (2.3): certified, counted, and the lead goes on without it."""

from __future__ import annotations

from datetime import date, datetime

from giaoviec.assignments import queries
from giaoviec.assignments.actions.core import Step, check_day, take
from giaoviec.assignments.actions.following import tell
from giaoviec.assignments.models import Collaboration
from giaoviec.duties import actions as duties
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.moves import Move

GROUND = Policy("silence")


@cites("QC 2.3#2")
@policy("silence")
def certify_silence(collaboration_id: int, *, by: Actor, on: date, at: datetime) -> Collaboration:
    """Xác nhận không có ý kiến: after its day the opinion is waited for no longer; the days go back to the lead."""
    asked = Collaboration.objects.select_related("agency").filter(pk=collaboration_id, voided_at=None).first()
    row = queries.get(by, asked.assignment_id) if asked else None
    if asked is None or row is None or may(by, "certify_silence", agency_id=row.agency_id):
        raise Refused("Không có lượt hỏi ý kiến này.", status=404)
    if asked.answered_at or asked.asked_on is None or asked.due_on is None:
        raise Stale("Lượt hỏi ý kiến này không còn chờ; hãy xem lại.")
    if on <= asked.due_on:
        sentence = f"Cơ quan phối hợp còn hạn đến hết {asked.due_on:%d/%m/%Y}; sau ngày đó mới xác nhận được."
        raise Refused(sentence, ground=GROUND)
    profile = profile_on(row.document.issued_on)
    check_day(row, by, on, at, profile)
    step = Step(Move.GIVE_OPINION, row, queries.situation(row, on), profile, calendar(), by, on, at)
    with act(
        "certify_silence", by=by, on=on, at=at, subject="assignment", subject_id=row.pk, agency=asked.agency_id
    ) as a:
        ended = {"answered_on": on, "answered_at": at, "answered_act": a.id, "silent": True}
        if not Collaboration.objects.filter(pk=asked.pk, answered_at=None, voided_at=None).update(**ended):
            raise Stale("Lượt hỏi ý kiến này không còn chờ; hãy xem lại.")
        step.set(waits_opinion=row.waits_opinion - 1)
        duties.drop(a, subject="assignment", subject_id=row.pk, kinds=[DutyKind.OPINION], agency=asked.agency_id)
        take(step)
        said = f"Quá hạn {asked.due_on:%d/%m/%Y} không cho ý kiến; cơ quan chủ trì làm tiếp."
        tell(a, row, "certify_silence", f"{asked.agency}: {said}")
        tell(a, row, "certify_silence", said, agency=asked.agency_id)
    asked.refresh_from_db()
    return asked
