"""Who has not sent the report of a period is reminded by hand, besides what the calendar reminds of (9.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from giaoviec.duties.actions import Told, tell_all
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.reporting.actions.writing import SUBJECT
from giaoviec.reporting.models import Report
from giaoviec.reporting.reports import missing
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Cite, cites


@cites("QC 9.3")
def remind(chosen: Collection[int], *, by: Actor, on: date, at: datetime) -> int:
    """Nhắc gửi báo cáo: those of the reports that are overdue and not sent; an agency once a day. Says how many."""
    if refusal := may(by, "remind_report"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403 if by.is_office else 404)
    rows = [one for one in missing.overdue(on) if one.pk in set(chosen)]
    if not rows:
        sentence = "Không có báo cáo nào trong số đã chọn đang chậm; hãy tải lại trang."
        raise Refused(sentence, ground=Cite("QC 9.3"), status=422)
    with act("remind_report", by=by, on=on, at=at, subject=SUBJECT, reports=sorted(one.pk for one in rows)) as a:
        a.touch(SUBJECT, *(one.pk for one in rows))
        tell_all(a, [_told(one, on) for one in rows])
    return len(rows)


def _told(one: Report, on: date) -> Told:
    days = missing.days_late(one, on)
    said = f"Văn phòng UBND tỉnh nhắc gửi {str(one).lower()}: đã chậm {days} ngày."
    return Told(one.agency_id, "remind_report", SUBJECT, one.pk, said, f"remind:{one.pk}:{on.isoformat()}")
