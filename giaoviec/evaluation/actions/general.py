"""The points of a person's year that people judge."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from giaoviec.assignments.actions.core import kept_text
from giaoviec.evaluation.actions.common import FROZEN, SCORING, allow, found
from giaoviec.evaluation.models import GeneralPoints, Kind, Sheet, Stage
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import cites, policy


@cites("QC 12.2")
@policy("scoring")
def give_general(pk: int, *, points: Decimal, reason: str, by: Actor, on: date, at: datetime) -> GeneralPoints:
    """Chấm điểm tiêu chí chung: of a head by Home Affairs, of an officer by his agency's leaders, nobody of himself.

    A later row supersedes. `Refused` outside 0 and the scheme's `general`, on a provisional sheet, after the lock.
    """
    sheet = found(pk, by)
    if not sheet.of_person:
        raise Refused("Chỉ cá nhân có điểm tiêu chí chung.", ground=SCORING, status=422)
    allow(by, "give_general", agency_id=sheet.agency_id)
    if not gives(by, sheet):
        sentence = "Điểm chung của thủ trưởng do Sở Nội vụ ghi, của công chức do lãnh đạo cơ quan ghi, không tự ghi."
        raise Refused(sentence, ground=SCORING, status=403)
    if sheet.round.stage != Stage.OPEN:
        raise Refused(f"Phiếu {sheet.round.get_stage_display()}, không ghi điểm được.", ground=FROZEN)
    most = sheet.round.scheme.general
    if not 0 <= points <= most or points != round(points, 2):
        raise Refused(f"Ghi điểm từ 0 đến {most}, nhiều nhất hai số lẻ.", field="points", status=422)
    why = kept_text("reason", reason, by=by, at=at, need="Ghi căn cứ chấm điểm.", ground=SCORING, most=2000)
    facts: dict[str, Any] = {"points": str(points), "reason": Salted(why)}
    with act("give_general", by=by, on=on, at=at, subject="sheet", subject_id=pk, **facts) as a:
        GeneralPoints.objects.filter(sheet=sheet, voided_at=None).update(voided_at=at, voided_act=a.id)
        return GeneralPoints.objects.create(**a.row(sheet=sheet, points=points, reason=why))


def gives(by: Actor, sheet: Sheet) -> bool:
    """Whether a person's general points are this actor's to give."""
    if not sheet.of_person or sheet.person_id in by.persons:
        return False
    agency = sheet.agency_id if sheet.kind == Kind.OFFICER else None
    anywhere = may(by, "give_general") is None
    return anywhere if sheet.kind == Kind.HEAD else not anywhere and may(by, "give_general", agency_id=agency) is None
