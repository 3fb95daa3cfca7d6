"""What the acts of evaluation have in common."""

from __future__ import annotations

from datetime import date

from giaoviec.evaluation.models import Sheet
from giaoviec.evaluation.queries import sheets
from giaoviec.journal.errors import Refused
from giaoviec.regulation.queries import calendar
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, Policy

GROUND = Cite("QC 12.3")
CONTEST, FROZEN, SCORING = Policy("contest"), Policy("sheets_frozen"), Policy("scoring")


def allow(by: Actor, name: str, *, agency_id: int | None = None) -> None:
    """`Refused` where the access table says no."""
    if refusal := may(by, name, agency_id=agency_id):
        raise Refused(refusal.sentence, ground=refusal.ground, status=403)


def found(pk: int, by: Actor) -> Sheet:
    """The sheet, if this actor may see it."""
    sheet = sheets.get(by, pk)
    if sheet is None:
        raise Refused("Không có phiếu đánh giá này.", status=404)
    return sheet


def working_day(start: date, days: int) -> date:
    """So many working days after a day; `Refused` where the calendar lacks the year."""
    try:
        return calendar().add(start, days)
    except UnknownYear as lack:
        sentence = f"Lịch làm việc năm {lack.year} chưa được nhập; hãy nhập lịch năm đó trước."
        raise Refused(sentence, ground=Policy("calendar_confirmed"), status=422) from None
