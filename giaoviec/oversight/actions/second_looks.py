"""Second looks: each week some confirmed claims are drawn, and somebody else of the Office looks at them (8.1a)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from giaoviec.agencies.queries import office
from giaoviec.duties import actions as duties
from giaoviec.duties.actions import Debt
from giaoviec.journal.actions import Act, Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.queries import head
from giaoviec.oversight.actions.inspection import SEED_LENGTH
from giaoviec.oversight.actions.inspection_steps import texts
from giaoviec.oversight.models import Draw, SecondLook
from giaoviec.oversight.queries import inspection as inspections
from giaoviec.oversight.queries import second_looks as queries
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Policy, cites, policy
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.inspections import looks
from giaoviec.rules.roles import Role
from giaoviec.rules.sampling import draw

SUBJECT = "second_look"
GROUND = Policy("second_look")
WEEK = timedelta(days=7)


@cites("QC 8.1.a")
@policy("second_look", "inspection_sample")
def draw_week(*, on: date, at: datetime, seed: str = "") -> int:
    """Draws of the claims confirmed in the last whole week (Monday to Sunday) before a day; once a week.

    The seed is the journal's last digest of the moment, unless one is given. Says how many are to be looked at again;
    nothing where the year of the calendar is unknown.
    """
    since = on - timedelta(days=on.weekday()) - WEEK
    if Draw.objects.filter(inspected=None, since=since, voided_at=None).exists():
        return 0
    population, profile = queries.confirmed(since, since + WEEK - timedelta(days=1)), profile_on(on)
    size = looks(len(population), profile=profile)
    if not size:
        return 0
    try:
        due_on = due(DutyKind.SECOND_LOOK, on, profile=profile, calendar=calendar())
    except UnknownYear:
        return 0
    sample = draw(population, size, seed=seed or head().digest[:SEED_LENGTH])
    with act("draw_second_looks", by=None, on=on, at=at, subject="day", size=size) as a:
        kept = {"since": since, "until": since + WEEK - timedelta(days=1), "size": size, "seed": sample.seed}
        made = Draw.objects.create(**a.row(population=inspections.frozen(population), **kept))
        _owe(a, made, sample.ids, due_on)
    return size


def _owe(a: Act, made: Draw, claims: frozenset[int], due_on: date) -> None:
    rows = queries.assignments_of(claims)
    SecondLook.objects.bulk_create(
        SecondLook(**a.row(draw=made, claim_id=claim, assignment_id=pk)) for claim, pk in rows
    )
    agency = office().pk
    duties.owe_all(
        a,
        [
            Debt(DutyKind.SECOND_LOOK, agency, due_on, SUBJECT, pk, role=Role.MONITOR, awaited_by_id=agency)
            for pk in SecondLook.objects.filter(draw=made).order_by("id").values_list("pk", flat=True)
        ],
    )


@cites("QC 8.1.a")
@policy("second_look")
def look(pk: int, *, holds: bool, note: str = "", by: Actor, on: date, at: datetime) -> SecondLook:
    """What somebody else of the Office finds of a confirmed claim; once, never by who confirmed it."""
    row = queries.get(pk)
    if row is None or may(by, "look_again"):
        raise Refused("Không có lượt xem lại này.", status=404)
    if by.persons & queries.confirmers(row):
        raise Refused("Người đã xác nhận không tự xem lại; để người khác của Văn phòng xem.", ground=GROUND)
    needs = {} if holds else {"note": "Nêu rõ kết quả không đúng ở chỗ nào."}
    said = texts({"note": note}, needs, by=by, at=at)
    with act("look_again", by=by, on=on, at=at, subject=SUBJECT, subject_id=pk, holds=holds, note=Salted(note)) as a:
        a.touch("assignment", row.assignment_id)
        looked = {"looked_on": on, "looked_at": at, "looked_act": a.id, "looked_by": by.person_id}
        taken = SecondLook.objects.filter(pk=pk, looked_at=None)
        if not taken.update(holds=holds, note=said["note"], looked_by_text=by.label, **looked):
            row.refresh_from_db()
            raise Stale(f"{row.looked_by_text} đã xem lại kết quả này; hãy tải lại trang.")
        duties.meet(a, kinds=[DutyKind.SECOND_LOOK], subject=SUBJECT, subject_id=pk, on=on)
        if not holds:
            _tell(a, row, said["note"])
    row.refresh_from_db()
    return row


def _tell(a: Act, row: SecondLook, note: str) -> None:
    """The head of the Office, who may reopen it."""
    duties.tell(
        a, agency=office(), role=Role.OFFICE_HEAD, kind="look_again", subject="assignment",
        subject_id=row.assignment_id, text=f"Xem lại thấy không đúng: {note[:200]}", key=f"{a.id}:look",
    )  # fmt: skip
